/* wanted.c - who waits to write to a store says so to those who read it for long.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/temp.h"
#include "store/duck/store.h"

/* A file beside the store that is new while somebody waits. */
#define WANTED ".wanted"
enum { WANTED_SECONDS = 3 };

void store_want(const char *store, bool still)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *path = arena_printf(&a, "%s" WANTED, store);
    CLEANUP(file_close) FILE *f = still ? fopen(path, "w") : NULL;
    if (!still)
        unlink(path);
}

bool store_is_wanted(const char *store)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct stat st;
    return !stat(arena_printf(&a, "%s" WANTED, store), &st) &&
           time(NULL) - st.st_mtime <= WANTED_SECONDS;
}
