/* wanted.c - who waits to write to a store says so to those who read it for long.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/duck/store.h"

/* A file beside the store that is new while somebody waits. */
#define WANTED ".wanted"
enum { WANTED_SECONDS = 3 };

/* Beside the file itself, by whatever name it was called. */
static const char *path_of(const char *store, struct arena *a)
{
    char place[PATH_MAX];
    return arena_printf(a, "%s" WANTED, realpath(store, place) ? place : store);
}

/* What stands there already may be a link or a pipe: it gives way, and what it leads to is left as
 * it is. */
void store_want(const char *store, bool still)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *path = path_of(store, &a);
    struct stat st;
    if (still && !lstat(path, &st) && !S_ISREG(st.st_mode))
        unlink(path);
    int fd = still ? open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600)
                   : -1;
    if (fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode))
        futimens(fd, NULL);
    if (fd >= 0)
        close(fd);
    if (!still)
        unlink(path);
}

bool duck_store_is_wanted(const char *store)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct stat st;
    if (lstat(path_of(store, &a), &st) || !S_ISREG(st.st_mode))
        return false;
    time_t age = time(NULL) - st.st_mtime;
    return age >= -1 && age <= WANTED_SECONDS;
}

void duck_store_state(char state[STORE_STATE], const char *store)
{
    struct stat st = {0};
    stat(store, &st);
    snprintf(state, STORE_STATE, "%lx-%lx-%lx.%lx", (unsigned long)st.st_ino,
             (unsigned long)st.st_size, (unsigned long)st.st_mtim.tv_sec,
             (unsigned long)st.st_mtim.tv_nsec);
}
