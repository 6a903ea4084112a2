/* SPDX-License-Identifier: Apache-2.0 */
#include "base/temp.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *pattern(const char *what, struct arena *a)
{
    const char *dir = getenv("TMPDIR");
    return arena_printf(a, "%s/weir-%s-XXXXXX", dir && *dir ? dir : "/tmp", what);
}

int temp_file(char **path, const char *what, struct arena *a, struct err *err)
{
    char *made = pattern(what, a);
    int fd = mkstemp(made);
    if (fd < 0)
        return err_set(err, ERR_IO, "'%s' could not be created: %s", made, strerror(errno));
    close(fd);
    *path = made;
    return 0;
}

int temp_dir(char **path, const char *what, struct arena *a, struct err *err)
{
    char *made = pattern(what, a);
    if (!mkdtemp(made))
        return err_set(err, ERR_IO, "'%s' could not be created: %s", made, strerror(errno));
    *path = made;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
    (void)st, (void)flag, (void)at;
    return remove(path);
}

void temp_remove(const char *dir)
{
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void file_close(FILE **f)
{
    if (*f)
        fclose(*f);
}
