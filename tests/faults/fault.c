/* fault.c - a library to preload: the N-th call that changes a file fails, or ends the process.
 *
 *     FAULT_AT=N       which call, from 1; 0 or none: no fault
 *     FAULT_KIND=      kill    the process ends before the call, as by a cut of the power
 *                      torn    half of a write is done, then the process ends
 *                      full    the call and all after it fail: the disk is full
 *                      io      the call fails once: a fault of the disk
 *                      rofs    no file can be opened for writing
 *     FAULT_COUNT=F    how many such calls there were, written to F at the end
 *
 * SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;
static long at;
static const char *kind = "";

__attribute__((constructor)) static void begin(void)
{
    const char *n = getenv("FAULT_AT"), *k = getenv("FAULT_KIND");
    at = n ? atol(n) : 0;
    kind = k ? k : "";
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAULT_COUNT");
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (fd >= 0) {
        dprintf(fd, "%ld\n", atomic_load(&calls));
        close(fd);
    }
}

static bool is(const char *k)
{
    return !strcmp(kind, k);
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    pause();
}

/* Counts a call; true where it must fail, with errno set. */
static bool strikes(void)
{
    long n = atomic_fetch_add(&calls, 1) + 1;
    if (!at || n < at)
        return false;
    if (n == at && is("kill"))
        die();
    if (is("full") || (n == at && is("io"))) {
        errno = is("full") ? ENOSPC : EIO;
        return true;
    }
    return false;
}

static bool tears(void)
{
    return at && is("torn") && atomic_load(&calls) == at;
}

static bool is_file(int fd)
{
    struct stat st;
    return !fstat(fd, &st) && S_ISREG(st.st_mode);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t n)
{
    bool file = is_file(fd);
    if (file && strikes())
        return -1;
    if (file && tears()) {
        (void)!REAL(write)(fd, data, n / 2);
        die();
    }
    return REAL(write)(fd, data, n);
}

ssize_t pwrite(int fd, const void *data, size_t n, off_t offset)
{
    if (strikes())
        return -1;
    if (tears()) { /* at the end of a page */
        (void)!REAL(pwrite)(fd, data, n / 2 / 4096 * 4096, offset);
        die();
    }
    return REAL(pwrite)(fd, data, n, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t n, off64_t offset)
{
    return pwrite(fd, data, n, offset);
}

size_t fwrite(const void *data, size_t size, size_t n, FILE *to)
{
    if (is_file(fileno(to)) && strikes())
        return 0;
    return REAL(fwrite)(data, size, n, to);
}

int fclose(FILE *f)
{
    int flags = fcntl(fileno(f), F_GETFL);
    bool written = flags >= 0 && (flags & O_ACCMODE) != O_RDONLY && is_file(fileno(f));
    bool fails = written && strikes();
    int why = errno, rc = REAL(fclose)(f);
    if (fails)
        errno = why;
    return fails ? EOF : rc;
}

int ftruncate(int fd, off_t length)
{
    (void)strikes(); /* a full disk does not keep a file long */
    return REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length)
{
    return ftruncate(fd, length);
}

int fsync(int fd)
{
    return strikes() ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
    return strikes() ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
    return strikes() ? -1 : REAL(rename)(from, to);
}

int unlink(const char *path)
{
    (void)strikes(); /* a full disk does not keep a file */
    return REAL(unlink)(path);
}

static bool refuses(int flags)
{
    if (!is("rofs") || (flags & O_ACCMODE) == O_RDONLY)
        return false;
    errno = EROFS;
    return true;
}

int open(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    if (!strncmp(path, "/dev/", 5) || !refuses(flags))
        return REAL(open)(path, flags, mode);
    return -1;
}

int open64(const char *path, int flags, ...)
{
    va_list ap;
    va_start(ap, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    return open(path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    if (refuses(*mode == 'r' && !strchr(mode, '+') ? O_RDONLY : O_WRONLY))
        return NULL;
    return REAL(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return fopen(path, mode);
}
