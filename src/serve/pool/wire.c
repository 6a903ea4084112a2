/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/pool/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NONE UINT32_MAX

static bool put(int fd, const void *bytes, size_t n)
{
    for (const char *p = bytes; n;) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool take(int fd, void *bytes, size_t n)
{
    for (char *p = bytes; n;) {
        ssize_t got = recv(fd, p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

struct bytes bytes_of(const char *text)
{
    return (struct bytes){text, text ? strlen(text) : 0};
}

bool wire_send(int fd, const struct bytes *text, int count)
{
    uint32_t n = (uint32_t)count;
    if (!put(fd, &n, sizeof n))
        return false;
    for (int i = 0; i < count; i++) {
        uint32_t size = text[i].s ? (uint32_t)text[i].n : NONE;
        if (!put(fd, &size, sizeof size) || (text[i].s && !put(fd, text[i].s, size)))
            return false;
    }
    return true;
}

bool wire_receive(int fd, struct bytes **text, int *count, struct arena *a)
{
    uint32_t n;
    if (!take(fd, &n, sizeof n) || n > WIRE_TEXTS)
        return false;
    *count = (int)n;
    *text = arena_array(a, struct bytes, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t size;
        if (!take(fd, &size, sizeof size) || (size != NONE && size > WIRE_MAX))
            return false;
        if (size == NONE)
            continue;
        char *s = arena_array(a, char, (size_t)size + 1);
        if (!take(fd, s, size))
            return false;
        (*text)[i] = (struct bytes){s, size};
    }
    return true;
}
