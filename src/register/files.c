/* files.c - list files read without a store of the user's.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "register/files.h"

#include "base/log.h"
#include "base/temp.h"

static int load(struct register_files *out, const char *path, const char *today, struct arena *a,
                struct err *err)
{
    struct register_options o = {.today = today, .side_by_side = true};
    struct register_file f;
    log_progress(file_name(path), -1);
    TRY(register_load(&f, out->store, path, &o, a, err));
    if (f.warning)
        out->warning = arena_printf(a, "%s: %s", path, f.warning);
    return 0;
}

static int load_all(struct register_files *out, const char *const *paths, const char *today,
                    struct arena *a, struct err *err)
{
    int rc = register_prepare(out->store, err);
    if (rc)
        return rc;
    TRY(register_begin(out->store, err));
    for (int i = 0; !rc && paths[i]; i++)
        rc = load(out, paths[i], today, a, err);
    if (!rc)
        rc = register_settle(out->store, err);
    return register_end(out->store, rc, err);
}

int register_files_open(struct register_files *out, const struct store_options *o,
                        const char *const *paths, const char *today, struct arena *a,
                        struct err *err)
{
    *out = (struct register_files){0};
    TRY(temp_dir(&out->dir, "lists", a, err));
    TRY(store_open(&out->store, arena_printf(a, "%s/lists.weir", out->dir), o, err));
    return load_all(out, paths, today, a, err);
}

void register_files_close(struct register_files *f)
{
    store_close(&f->store);
    if (f->dir)
        temp_remove(f->dir);
    f->dir = NULL;
}
