/* build.h - the reference tables as a database.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_BUILD_H
#define REF_BUILD_H

#include "duck/duck.h"

/* Writes the tables built into the program, and what is derived of them, to a database file.  A row
 * that breaks a constraint is ERR_INPUT and names the table; the file has none, which take time. */
int ref_build(const char *path, struct err *err) MUST_CHECK;

#endif
