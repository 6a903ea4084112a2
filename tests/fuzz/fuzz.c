/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/temp.h"
#include "store/backend.h"

struct memory {
    int fd;
    char path[64];
};

static const char *fill(struct memory *m, const uint8_t *data, size_t size)
{
    if (m->fd >= 0)
        close(m->fd);
    m->fd = memfd_create("fuzz", 0);
    if (m->fd < 0 || (size && write(m->fd, data, size) != (ssize_t)size))
        abort();
    snprintf(m->path, sizeof m->path, "/proc/self/fd/%d", m->fd);
    return m->path;
}

const char *fuzz_file(const uint8_t *data, size_t size)
{
    static struct memory input = {.fd = -1};
    return fill(&input, data, size);
}

const char *fuzz_output(void)
{
    static struct memory output = {.fd = -1};
    return fill(&output, NULL, 0);
}

struct store *fuzz_store(void)
{
    static const struct store_backend *const backends[] = {&store_on_duck, NULL};
    static struct arena kept;
    static struct store *s;
    struct store_options o = {.backends = backends, .mode = STORE_WRITE};
    char *dir;
    if (!s && (temp_dir(&dir, "fuzz", &kept, NULL) ||
               store_open(&s, arena_printf(&kept, "%s/store.weir", dir), &o, NULL)))
        abort();
    return s;
}

char *fuzz_text(const uint8_t *data, size_t size, struct arena *a)
{
    char *text = arena_alloc(a, size + 1);
    if (size)
        memcpy(text, data, size);
    return text;
}
