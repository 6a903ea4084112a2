/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/temp.h"

enum { PATH_MOST = 4096, NAME_MOST = 120 };

/* "../a b.csv" as "a_b.csv"; what begins with a dot is none. */
static void plain_name(char out[NAME_MOST + 1], const char *name)
{
    size_t n = 0, len = strlen(file_name(name));
    const char *end = file_name(name) + (len > NAME_MOST ? len - NAME_MOST : 0); /* what it is */
    for (const char *p = end; *p && n < NAME_MOST; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || strchr(".-_", *p);
        out[n] = plain && (n || *p != '.') ? *p : '_';
        n++;
    }
    out[n] = '\0';
    if (!n)
        snprintf(out, NAME_MOST, "file");
}

void upload_begin(struct upload *u, const char *dir, const char *name)
{
    char plain[NAME_MOST + 1], path[PATH_MOST];
    *u = (struct upload){.fd = -1};
    plain_name(plain, name);
    snprintf(path, sizeof path, "%s/XXXXXX", dir);
    if (!mkdtemp(path)) {
        u->fault = errno;
        return;
    }
    size_t n = strlen(path), size = n + strlen(plain) + 2;
    u->path = malloc(size);
    if (!u->path)
        abort();
    snprintf(u->path, size, "%s/%s", path, plain);
    u->fd = open(u->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    u->fault = u->fd < 0 ? errno : 0;
}

void upload_add(struct upload *u, const char *bytes, size_t n)
{
    u->size += n;
    if (u->size >> 20 >= UPLOAD_MIB)
        u->fault = EFBIG;
    while (n && !u->fault) {
        ssize_t written = write(u->fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            u->fault = errno;
            break;
        }
        bytes += written;
        n -= (size_t)written;
    }
}

void upload_close(struct upload *u)
{
    if (u->fd >= 0 && close(u->fd) && !u->fault)
        u->fault = errno;
    u->fd = -1;
}

void upload_remove(struct upload *u)
{
    if (!u->path)
        return;
    upload_close(u);
    unlink(u->path);
    *strrchr(u->path, '/') = '\0';
    rmdir(u->path);
    free(u->path);
    u->path = NULL;
}
