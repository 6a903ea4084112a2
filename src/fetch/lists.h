/* lists.h - texts and numbers between commas, as services take them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_LISTS_H
#define FETCH_LISTS_H

#include <stdbool.h>

#include "base/arena.h"

const char *list_numbers(struct arena *a, const int *item, int n);
const char *list_texts(struct arena *a, const char *const *item, int n);
int list_count(const char *list);

/* Whether a list has a text of so many bytes. */
bool list_has(const char *list, const char *text, size_t n);

#endif
