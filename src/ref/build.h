/* build.h - the reference tables as a database.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_BUILD_H
#define REF_BUILD_H

#include "duck/duck.h"

/* Loads the tables built into the program as schema `ref` of the connection, where constraints
 * check them, and derives families and names.  A row that breaks one is ERR_INPUT and names the
 * table. */
int ref_load(struct duck *d, struct err *err) MUST_CHECK;

/* The same as a database file, without constraints, which took their time when it was made. */
int ref_build(const char *path, struct err *err) MUST_CHECK;

#endif
