/* temp.h - files that are closed, files that are put in place when they are whole, and temporary
 * ones that go away.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TEMP_H
#define BASE_TEMP_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

void file_close(FILE **f); /* for CLEANUP(); *f may be NULL */

/* "x.csv" of "some/where/x.csv". */
const char *file_name(const char *path);

/* Whether a path still leads to the file that was opened: another may have been put there. */
bool file_is_at(const char *path, int fd);

/* Whether a path is a file, which can be read more than once and ends.  ERR_NOT_FOUND, ERR_IO;
 * ERR_INPUT: a pipe, a device, a directory. */
int file_check(const char *path, struct err *err) MUST_CHECK;

/* Writes what is left of one file to another; false: errno says why. */
bool file_pour(FILE *from, FILE *to);

/* A whole file as a text, of less than `most` bytes (0: any number).  As file_check(), and
 * ERR_LIMIT where it is longer, ERR_INPUT where it holds a NUL byte. */
int file_text(char **out, const char *path, size_t most, struct arena *a,
              struct err *err) MUST_CHECK;

/* The same of any bytes; a NUL follows them that n does not count. */
int file_bytes(char **out, size_t *n, const char *path, size_t most, struct arena *a,
               struct err *err) MUST_CHECK;

/* A file that is written beside its place and put there when it is whole.  A link is followed; what
 * is no file (a device, a pipe) gets the content and stays what it is. */
#define TARGET_PART ".weir-part"

struct target {
    const char *path; /* as it was named */
    char *part;       /* where to write */
    char *place;
    bool is_file;
};

/* ERR_USAGE: a directory. */
int target_open(struct target *t, const char *path, struct arena *a, struct err *err) MUST_CHECK;

/* rc: what came before; a failure leaves nothing behind and the place as it was. */
int target_close(struct target *t, int rc, struct err *err) MUST_CHECK;

/* Temporary files stand in one directory of the process, $TMPDIR/weir-run-XXXXXX, which goes with
 * it. It is locked while the process lives: what a killed one left is swept away by the next. */
#define TEMP_RUN "weir-run-"

/* Makes an empty file there; the caller takes it away when it is done with it. */
int temp_file(char **path, const char *what, struct arena *a, struct err *err) MUST_CHECK;

/* Makes a directory there likewise. */
int temp_dir(char **path, const char *what, struct arena *a, struct err *err) MUST_CHECK;

/* weir's folder in the user's cache ($XDG_CACHE_HOME, ~/.cache) and data ($XDG_DATA_HOME,
 * ~/.local/share). */
const char *user_cache(struct arena *a);
const char *user_data(struct arena *a);

/* Makes a folder, for its owner alone, and those above it. */
int folder_make(const char *path, struct arena *a, struct err *err) MUST_CHECK;

/* Brings the name of a file, as it is or is not any more, to the disk. */
void folder_settle(const char *path);

/* Takes a file, or a directory and all that is in it, away. */
void temp_remove(const char *path);

#endif
