/* files.h - list files read without a store of the user's.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_FILES_H
#define REGISTER_FILES_H

#include "register/register.h"

/* A store that holds the lists of some files and goes with them. */
struct register_files {
    struct store *store;
    char *dir;
    const char *warning; /* of the last file that had one; NULL: none */
};

/* paths: NULL ends them; today: the vintage of files that do not say theirs.  Errors as of
 * register_load(). */
int register_files_open(struct register_files *out, const struct store_options *o,
                        const char *const *paths, const char *today, struct arena *a,
                        struct err *err) MUST_CHECK;
void register_files_close(struct register_files *f); /* for CLEANUP() */

#endif
