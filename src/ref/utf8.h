/* utf8.h - letters beyond ASCII, whatever the locale.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_UTF8_H
#define REF_UTF8_H

#include "base/arena.h"

/* A copy with the small letters of ASCII, Latin-1 and Russian as capitals: those that occur in
 * names of areas and persons here. */
char *utf8_upper(const char *s, struct arena *a);

#endif
