/* SPDX-License-Identifier: Apache-2.0 */
#include "base/temp.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void file_close(FILE **f)
{
    if (*f)
        fclose(*f);
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_is_at(const char *path, int fd)
{
    struct stat by_name, by_fd;
    return !stat(path, &by_name) && !fstat(fd, &by_fd) && by_name.st_ino == by_fd.st_ino &&
           by_name.st_dev == by_fd.st_dev;
}

static int no_file(const char *path, const char *what, struct err *err)
{
    err_set(err, ERR_INPUT, "'%s' is %s, not a file", path, what);
    return err_hint(err, "files are read more than once; save what comes from there first");
}

int file_check(const char *path, struct err *err)
{
    struct stat st;
    if (stat(path, &st))
        return err_set(err, errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO,
                       "'%s' cannot be read: %s", path, strerror(errno));
    if (S_ISREG(st.st_mode))
        return 0;
    return no_file(path,
                   S_ISDIR(st.st_mode)    ? "a directory"
                   : S_ISFIFO(st.st_mode) ? "a pipe"
                                          : "a device",
                   err);
}

bool file_pour(FILE *from, FILE *to)
{
    char block[1 << 16];
    for (size_t n; (n = fread(block, 1, sizeof block, from)) > 0;)
        if (fwrite(block, 1, n, to) != n)
            return false;
    return !ferror(from) && !fflush(to);
}

int file_bytes(char **out, size_t *n, const char *path, size_t most, struct arena *a,
               struct err *err)
{
    TRY(file_check(path, err));
    CLEANUP(file_close) FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st))
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
    *n = (size_t)st.st_size;
    if (most && *n >= most)
        return err_set(err, ERR_LIMIT, "'%s' is longer than %zu bytes", path, most);
    *out = arena_alloc(a, *n + 1);
    return fread(*out, 1, *n, f) == *n ? 0 : err_set(err, ERR_IO, "'%s' cannot be read", path);
}

int file_text(char **out, const char *path, size_t most, struct arena *a, struct err *err)
{
    size_t n;
    TRY(file_bytes(out, &n, path, most, a, err));
    return memchr(*out, '\0', n) ? err_at(err, path, 0, 0, "a NUL byte in text") : 0;
}

void folder_settle(const char *path)
{
    CLEANUP(arena_free) struct arena a = {0};
    int fd = open(dirname(arena_strdup(&a, path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)!fsync(fd);
        close(fd);
    }
}

/* --- files put in place --- */

static int not_written(const struct target *t, struct err *err)
{
    return err_set(err, ERR_IO, "'%s' could not be written: %s", t->path, strerror(errno));
}

int target_open(struct target *t, const char *path, struct arena *a, struct err *err)
{
    struct stat st;
    char *real = realpath(path, NULL);
    bool there = !stat(path, &st);
    *t = (struct target){.path = path, .is_file = !there || S_ISREG(st.st_mode)};
    t->place = arena_strdup(a, real ? real : path);
    t->part = arena_printf(a, "%s" TARGET_PART, t->place);
    free(real);
    if (there && S_ISDIR(st.st_mode))
        return err_set(err, ERR_USAGE, "'%s' is a directory: name a file in it", path);
    if (!t->is_file)
        return temp_file(&t->part, "output", a, err);
    if (!lstat(t->part, &st) && S_ISREG(st.st_mode))
        (void)!unlink(t->part); /* of an attempt that was cut off */
    /* whether it can be written is known before the work */
    int fd = open(t->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return not_written(t, err);
    close(fd);
    return 0;
}

/* The replaced file's rights; what is new has those of every new file. */
static void keep_mode(const struct target *t)
{
    struct stat st;
    if (!stat(t->place, &st))
        (void)!chmod(t->part, st.st_mode & 07777);
}

static int pour(const struct target *t, struct err *err)
{
    CLEANUP(file_close) FILE *from = fopen(t->part, "rb");
    FILE *to = fopen(t->place, "wb");
    bool ok = from && to && file_pour(from, to);
    if (to && fclose(to))
        ok = false;
    return ok ? 0 : not_written(t, err);
}

int target_close(struct target *t, int rc, struct err *err)
{
    if (!rc && !t->is_file)
        rc = pour(t, err);
    if (!rc && t->is_file)
        keep_mode(t);
    if (!rc && t->is_file && rename(t->part, t->place))
        rc = not_written(t, err);
    if (rc || !t->is_file)
        (void)!unlink(t->part);
    return rc;
}

/* --- the directory of this process --- */

/* Says that a directory of that name is one of ours. */
#define RUN_MARK ".weir"

static struct {
    pthread_mutex_t mutex;
    char *path; /* NULL: not made yet */
    int lock, count;
} run = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
    (void)st, (void)flag, (void)at;
    return remove(path);
}

void temp_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void remove_run(void)
{
    temp_remove(run.path);
}

/* A directory that is locked while its process lives; -1: somebody holds it, or it is gone. */
static int lock_run(const char *path, int how)
{
    struct stat by_fd, by_name;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && !flock(fd, how) && !fstat(fd, &by_fd) && !lstat(path, &by_name) &&
        by_fd.st_ino == by_name.st_ino && by_fd.st_uid == geteuid())
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* What processes left behind that were killed. */
static void sweep(const char *dir)
{
    CLEANUP(arena_free) struct arena a = {0};
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (strncmp(e->d_name, TEMP_RUN, strlen(TEMP_RUN)) != 0)
            continue;
        const char *path = arena_printf(&a, "%s/%s", dir, e->d_name);
        int fd = lock_run(path, LOCK_EX | LOCK_NB);
        if (fd < 0)
            continue;
        if (!faccessat(fd, RUN_MARK, F_OK, AT_SYMLINK_NOFOLLOW))
            temp_remove(path);
        else
            (void)!rmdir(path); /* made, and not marked any more */
        close(fd);
    }
    if (d)
        closedir(d);
}

static int make_run(struct err *err)
{
    static char path[4096];
    const char *dir = getenv("TMPDIR");
    dir = dir && *dir ? dir : "/tmp";
    sweep(dir);
    do {
        snprintf(path, sizeof path, "%s/" TEMP_RUN "XXXXXX", dir);
        if (!mkdtemp(path)) {
            err_set(err, ERR_IO, "no temporary directory could be made in '%s': %s", dir,
                    strerror(errno));
            return err_hint(err, "TMPDIR names another");
        }
        run.lock = lock_run(path, LOCK_EX);
    } while (run.lock < 0); /* another process swept it away before it was locked */
    int mark = openat(run.lock, RUN_MARK, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (mark >= 0)
        close(mark);
    run.path = path;
    return atexit(remove_run);
}

static int next_name(char **path, const char *what, struct arena *a, struct err *err)
{
    pthread_mutex_lock(&run.mutex);
    int rc = run.path ? 0 : make_run(err);
    if (!rc)
        *path = arena_printf(a, "%s/%s-%ld-%d", run.path, what, (long)getpid(), ++run.count);
    pthread_mutex_unlock(&run.mutex);
    return rc;
}

int temp_file(char **path, const char *what, struct arena *a, struct err *err)
{
    TRY(next_name(path, what, a, err));
    int fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(err, ERR_IO, "'%s' could not be created: %s", *path, strerror(errno));
    close(fd);
    return 0;
}

int temp_dir(char **path, const char *what, struct arena *a, struct err *err)
{
    TRY(next_name(path, what, a, err));
    return !mkdir(*path, 0700)
               ? 0
               : err_set(err, ERR_IO, "'%s' could not be created: %s", *path, strerror(errno));
}

static const char *user_folder(const char *variable, const char *otherwise, struct arena *a)
{
    const char *own = getenv(variable), *home = getenv("HOME");
    if (own && *own)
        return arena_printf(a, "%s/weir", own);
    return arena_printf(a, "%s/%s/weir", home ? home : ".", otherwise);
}

const char *user_cache(struct arena *a)
{
    return user_folder("XDG_CACHE_HOME", ".cache", a);
}

const char *user_data(struct arena *a)
{
    return user_folder("XDG_DATA_HOME", ".local/share", a);
}

int folder_make(const char *path, struct arena *a, struct err *err)
{
    char *copy = arena_strdup(a, path);
    for (char *p = copy + 1; p[-1]; p++) {
        char was = *p;
        if (was && was != '/')
            continue;
        *p = '\0';
        if (mkdir(copy, 0700) && errno != EEXIST)
            return err_set(err, ERR_IO, "cannot make '%s': %s", copy, strerror(errno));
        *p = was;
        if (!was)
            break;
    }
    return 0;
}
