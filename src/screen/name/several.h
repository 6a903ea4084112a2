/* several.h - a text that holds more than one name: "X formerly known as Y", lines of a payment.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_SEVERAL_H
#define SCREEN_NAME_SEVERAL_H

#include <stddef.h>

/* limit SEVERAL_MOST: names within one text, : those after are not screened by themselves; */
enum { SEVERAL_MOST = 6 };

struct piece {
    const char *text; /* within the text that was given */
    size_t len;
};

/* The names of a text that says more than one: what stands between "aka", "formerly", "c/o" and the
 * like, ends of lines and the numbers of payment fields (1/NAME 2/ADDRESS); 0: it is one. */
int several_names(struct piece out[SEVERAL_MOST], const char *text);

#endif
