/* open.h - the registers of the session's store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LIST_OPEN_H
#define APP_LIST_OPEN_H

#include "app/law/days.h"
#include "register/register.h"

/* ERR_NOT_FOUND: the store holds no lists. */
int lists_open(struct store **out, struct session *s, struct err *err) MUST_CHECK;

#endif
