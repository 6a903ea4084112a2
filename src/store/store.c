/* store.c - the contract's functions, each handed to the backend of the store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/temp.h"
#include "store/backend.h"

/* The backend of a URL, and what stands after its scheme. */
static const struct store_backend *backend_of(const char **path, const char *url,
                                              const struct store_backend *const *backends)
{
    const char *colon = strchr(url, ':');
    *path = colon ? colon + 1 : url;
    for (const struct store_backend *const *b = backends; *b; b++) {
        size_t n = strlen((*b)->scheme);
        if (colon == url + n && !strncmp(url, (*b)->scheme, n))
            return *b;
    }
    *path = url;
    return backends[0];
}

bool store_exists(const char *url, const struct store_backend *const *backends)
{
    const char *path;
    return backend_of(&path, url, backends)->exists(path);
}

const char *store_beside(const char *url, const struct store_backend *const *backends,
                         const char *suffix, struct arena *a)
{
    const char *path;
    return backend_of(&path, url, backends)->beside(path, suffix, a);
}

bool store_is_wanted(const char *url, const struct store_backend *const *backends)
{
    const char *path;
    const struct store_backend *backend = backend_of(&path, url, backends);
    return backend->is_wanted && backend->is_wanted(path);
}

void store_state(char state[STORE_STATE], const char *url,
                 const struct store_backend *const *backends)
{
    const char *path;
    backend_of(&path, url, backends)->state(state, path);
}

int store_open(struct store **out, const char *url, const struct store_options *options,
               struct err *err)
{
    const char *path;
    const struct store_backend *backend = backend_of(&path, url, options->backends);
    if (*path)
        return backend->open(out, path, options, err);
    err_set(err, ERR_USAGE, "--store names no store");
    return err_hint(err, "--store PATH, or no such option for the store of this user");
}

void store_close(struct store **s)
{
    if (*s)
        (*s)->backend->close(*s);
    *s = NULL;
}

int store_backup(struct store *s, const char *path, struct store_counts *counts, struct err *err)
{
    return s->backend->backup(s, path, counts, err);
}

/* By a file that goes away where the store is none itself. */
static int fill(struct store *to, struct store *from, struct store_counts *counts, struct arena *a,
                struct err *err)
{
    char *dir;
    if (from->backend->file) {
        TRY(store_count(from, counts, err));
        return to->backend->fill(to, from->backend->file(from), err);
    }
    TRY(temp_dir(&dir, "copy", a, err));
    const char *file = arena_printf(a, "%s/copy.weir", dir);
    int rc = store_backup(from, file, counts, err);
    rc = rc ? rc : to->backend->fill(to, file, err);
    temp_remove(dir);
    return rc;
}

int store_copy(struct store *s, const char *url, const struct store_options *options,
               struct store_counts *counts, struct err *err)
{
    CLEANUP(store_close) struct store *to = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct store_options o = *options;
    struct store_counts wanted;
    const char *path;
    o.mode = STORE_WRITE;
    const struct store_backend *backend = backend_of(&path, url, options->backends);
    if (!backend->fill)
        return store_backup(s, path, counts, err);
    TRY(backend->open(&to, path, &o, err));
    TRY(fill(to, s, &wanted, &a, err));
    TRY(store_count(to, counts, err));
    if (counts->flows == wanted.flows && counts->rejects == wanted.rejects)
        return 0;
    return err_set(err, ERR_STORE, "'%s' is not what was copied: %ld flow rows of %ld", to->path,
                   (long)counts->flows, (long)wanted.flows);
}

int store_parts(struct store *s, struct store_part **list, int *count, struct arena *a,
                struct err *err)
{
    *list = NULL;
    *count = 0;
    return s->backend->parts ? s->backend->parts(s, list, count, a, err) : 0;
}

int store_compact(struct store *s, int64_t *before, int64_t *after, struct err *err)
{
    return s->backend->compact(s, before, after, err);
}

int store_check_all(struct store *s, store_check_fn fn, void *ctx, struct err *err)
{
    return s->backend->check(s, fn, ctx, err);
}

int store_mend(struct store_repair *out, const char *url, const struct store_options *options,
               struct arena *a, struct err *err)
{
    const char *path;
    return backend_of(&path, url, options->backends)->repair(path, options, out, a, err);
}

int store_is_changed(const struct store *s, struct err *err)
{
    struct err why = *err;
    err_set(err, ERR_STORE, "'%s' is not as weir made it: %.800s", s->path, why.msg);
    return err_hint(err, "weir runs nothing of a store that was changed by other hands: load the "
                         "published files into a new one");
}

const char *store_path(const struct store *s)
{
    return s->path;
}

struct ref *store_reference(struct store *s)
{
    return s->reference;
}

void cells_close(struct cells **c)
{
    if (*c)
        (*c)->store->backend->cells_close(*c);
    *c = NULL;
}

struct duck *store_stage(struct store *s)
{
    return s->backend->stage(s);
}

int store_change(struct store *s, struct err *err)
{
    return s->backend->change(s, err);
}

int store_keep(struct store *s, int rc, struct err *err)
{
    return s->backend->keep(s, rc, err);
}

void store_label(struct store *s, const char *label)
{
    s->backend->label(s, label);
}

int store_find(struct store *s, int64_t *source_id, const char *sha256, struct err *err)
{
    return s->backend->find(s, source_id, sha256, err);
}

int store_take(struct store *s, const struct store_load *load, struct store_loaded *out,
               struct err *err)
{
    return s->backend->take(s, load, out, err);
}

int store_drop(struct store *s, int64_t source_id, struct err *err)
{
    return s->backend->drop(s, source_id, err);
}

int store_sources(struct store *s, struct source **list, int *count, struct arena *a,
                  struct err *err)
{
    return s->backend->sources(s, list, count, a, err);
}

int store_rejects(struct store *s, int64_t source_id, reject_fn fn, void *ctx, struct err *err)
{
    return s->backend->rejects(s, source_id, fn, ctx, err);
}

int store_count(struct store *s, struct store_counts *out, struct err *err)
{
    return s->backend->count(s, out, err);
}

int store_coverage(struct store *s, const char *as_of, coverage_fn fn, void *ctx, struct err *err)
{
    return s->backend->coverage(s, as_of, fn, ctx, err);
}

int store_renumberings(struct store *s, renumbering_fn fn, void *ctx, struct err *err)
{
    return s->backend->renumberings(s, fn, ctx, err);
}

int store_held(struct store *s, held_fn fn, void *ctx, struct err *err)
{
    return s->backend->held(s, fn, ctx, err);
}

int store_vintages(struct store *s, const char ***days, int *count, struct arena *a,
                   struct err *err)
{
    return s->backend->vintages(s, days, count, a, err);
}

int store_revisions(struct store *s, struct revision **list, int *count, int64_t first_source,
                    struct arena *a, struct err *err)
{
    return s->backend->revisions(s, list, count, first_source, a, err);
}

int store_rates(struct store *s, struct rate **list, int *count, struct arena *a, struct err *err)
{
    return s->backend->rates(s, list, count, a, err);
}

int store_identity(struct store *s, struct buf *to, struct err *err)
{
    return s->backend->identity(s, to, err);
}

int store_neighbours(struct store *s, const char ***codes, int *count, const char *code,
                     struct arena *a, struct err *err)
{
    return s->backend->neighbours(s, codes, count, code, a, err);
}

int store_missing(struct store *s, const char **out, const struct selection *sel, struct arena *a,
                  struct err *err)
{
    return s->backend->missing(s, out, sel, a, err);
}

int store_consigned(struct store *s, struct consigned **list, int *count,
                    const struct consigned_question *q, struct arena *a, struct err *err)
{
    return s->backend->consigned(s, list, count, q, a, err);
}

int store_group_flows(struct store *s, struct group_flow **list, int *count,
                      const struct group_question *q, struct arena *a, struct err *err)
{
    return s->backend->group_flows(s, list, count, q, a, err);
}

int store_group_cover(struct store *s, struct group_cover **list, int *count,
                      const struct group_question *q, struct arena *a, struct err *err)
{
    return s->backend->group_cover(s, list, count, q, a, err);
}

int store_cells(struct store *s, struct cells **out, struct cells_found *found,
                const struct selection *sel, struct err *err)
{
    return s->backend->cells(s, out, found, sel, err);
}

int cells_each(struct cells *c, cell_fn fn, void *ctx, struct err *err)
{
    return c->store->backend->cells_each(c, fn, ctx, err);
}

int cells_units(struct cells *c, struct units *out, struct arena *a, struct err *err)
{
    return c->store->backend->cells_units(c, out, a, err);
}

int cells_goods(struct cells *c, struct cells_goods *out, struct err *err)
{
    return c->store->backend->cells_goods(c, out, err);
}

int cells_sources(struct cells *c, struct source **list, int *count, struct arena *a,
                  struct err *err)
{
    return c->store->backend->cells_sources(c, list, count, a, err);
}

int cells_said(struct cells *c, struct cells_said **list, int *count, struct arena *a,
               struct err *err)
{
    return c->store->backend->cells_said(c, list, count, a, err);
}

int cells_span(struct cells *c, int *first, int *last, struct err *err)
{
    return c->store->backend->cells_span(c, first, last, err);
}

int cells_monthly(struct cells *c, bool *monthly, struct err *err)
{
    return c->store->backend->cells_monthly(c, monthly, err);
}

int cells_lines(struct cells *c, struct source_lines **list, int *count, const char *windows,
                struct arena *a, struct err *err)
{
    return c->store->backend->cells_lines(c, list, count, windows, a, err);
}

int cells_export(struct cells *c, const char *path, int64_t *rows, struct err *err)
{
    return c->store->backend->cells_export(c, path, rows, err);
}

int store_sql(struct store *s, struct table *out, const char *statement, struct arena *a,
              struct err *err)
{
    return s->backend->sql(s, out, statement, a, err);
}
