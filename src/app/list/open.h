/* open.h - the registers of the session's store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LIST_OPEN_H
#define APP_LIST_OPEN_H

#include "app/law/days.h"
#include "register/register.h"

/* ERR_NOT_FOUND: the store holds no lists. */
int lists_open(struct store **out, struct session *s, struct err *err) MUST_CHECK;

/* Whether anything can be said of a day (YYYY-MM-DD): before its first vintage a list is not empty,
 * but not known.  Lists that are not known then are a note of the session; ERR_NOT_FOUND: none is.
 */
int lists_known(struct session *s, struct store *store, const char *day,
                struct err *err) MUST_CHECK;

#endif
