/* temp.h - files that are closed, and temporary ones that go away.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TEMP_H
#define BASE_TEMP_H

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

void file_close(FILE **f); /* for CLEANUP(); *f may be NULL */

/* Makes an empty file "weir-<what>-XXXXXX" in $TMPDIR, else /tmp; the caller unlinks it. */
int temp_file(char **path, const char *what, struct arena *a, struct err *err) MUST_CHECK;

/* Makes a directory likewise; temp_remove() takes it and all that is in it away. */
int temp_dir(char **path, const char *what, struct arena *a, struct err *err) MUST_CHECK;
void temp_remove(const char *dir);

#endif
