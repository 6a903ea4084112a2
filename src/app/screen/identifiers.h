/* identifiers.h - numbers within a text that say who is meant, beside the names in it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_IDENTIFIERS_H
#define APP_SCREEN_IDENTIFIERS_H

#include "app/session.h"

/* The next word of a text that may be an identifier: five digits or more and six letters or digits,
 * joined by - or /; false: there are no more. */
bool identifier_next(const char **at, const char **word, size_t *len);

/* Looks those of a name up on the lists of the store, as known on a day ("": the latest), and notes
 * what is found; what is not found is said to be none. */
int identifiers_note(struct session *s, const char *name, const char *day,
                     struct err *err) MUST_CHECK;

#endif
