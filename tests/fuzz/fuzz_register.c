/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/temp.h"
#include "fuzz.h"
#include "register/register.h"
#include "store/backend.h"

static const struct store_backend *const backends[] = {&store_on_duck, NULL};
static struct arena kept;

static struct store *store(void)
{
    static struct store *s;
    struct store_options o = {.backends = backends, .mode = STORE_WRITE};
    char *dir;
    if (!s && (temp_dir(&dir, "fuzz", &kept, NULL) ||
               store_open(&s, arena_printf(&kept, "%s/store.weir", dir), &o, NULL) ||
               register_prepare(s, NULL)))
        abort();
    return s;
}

/* A list of names, taken in and taken back. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct register_file f;
    struct register_options o = {.vintage = "2024-01-01"};
    struct register_source *list;
    int count;
    if (register_begin(store(), &err))
        abort();
    int rc = register_load(&f, store(), fuzz_file(data, size), &o, &a, &err);
    rc = rc ? rc : register_settle(store(), &err);
    (void)!register_end(store(), rc ? rc : ERR_CANCELLED, &err);
    if (register_sources(store(), &list, &count, &a, &err) || count)
        abort();
    return 0;
}
