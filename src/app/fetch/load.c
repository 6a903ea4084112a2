/* load.c - answers from the cache into the store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/fetch/fetching.h"
#include "base/log.h"
#include "base/temp.h"
#include "fetch/read/rates.h"
#include "fetch/read/unpack.h"
#include "ingest/ingest.h"
#include "register/register.h"

static bool has_rows(const struct fetched *x)
{
    return x->call && x->call->state == CALL_DATA &&
           (x->state == PIECE_FETCHED || x->state == PIECE_HELD);
}

static const char *day_of(const struct fetched *x, struct arena *a)
{
    return x->vintage ? x->vintage : arena_strndup(a, x->call->at, 10);
}

enum { UNPACKED_MOST = 16 }; /* times what a service may send */

/* What is in an archive, else the answer itself. */
static int readable(const char **out, struct fetching *f, const struct fetched *x, struct err *err)
{
    const char *body = cache_body(&f->cache, x->call);
    char *folder;
    *out = body;
    if (strcmp(x->call->extension, "7z") != 0)
        return 0;
    TRY(temp_dir(&folder, "unpacked", f->arena, err));
    *out = arena_printf(f->arena, "%s/%.16s.csv", folder, x->call->digest);
    return unpack_file(body, *out, UNPACKED_MOST * services_find(&f->services, x->service)->most,
                       err);
}

/* An answer that is no table after all is not taken for one again. */
static void refuse(struct fetching *f, struct fetched *x, const struct err *fault)
{
    x->note = arena_printf(f->arena, "not loaded: %s", fault->msg);
    x->refused = true;
    f->failed++;
    for (int i = 0; i < f->cache.count && fault->code == ERR_INPUT; i++)
        if (f->cache.call[i].digest && !strcmp(f->cache.call[i].digest, x->call->digest) &&
            cache_spoil(&f->cache, &f->cache.call[i], NULL))
            break;
}

/* The same content twice changes nothing. */
static void load_flows(struct fetching *f, struct fetched *x, struct store *store)
{
    struct err fault = {0};
    struct ingest_result r = {0};
    struct ingest_options o = {.vintage = day_of(x, f->arena), .max_rejects = INGEST_MAX_REJECTS};
    const char *path;
    if (readable(&path, f, x, &fault) || ingest_file(&r, f->arena, store, path, &o, &fault)) {
        refuse(f, x, &fault);
        return;
    }
    if (r.loaded.rows_rejected) {
        f->failed++;
        session_note(f->session, NOTE_WARNING,
                     "%lld rows of an answer could not be used: weir "
                     "rejects lists them",
                     (long long)r.loaded.rows_rejected);
    }
    x->kept = r.loaded.rows_kept;
    x->source = (int)r.loaded.source_id;
    if (r.same)
        x->note = "in the store already";
    else if (r.warnings && *r.warnings)
        x->note = r.warnings;
}

static int load_list(struct fetching *f, struct fetched *x, struct store *store, struct err *err)
{
    struct register_file file;
    char day[DAY_TEXT];
    today(day);
    struct register_options o = {.today = day};
    TRY(register_begin(store, err));
    int rc = register_load(&file, store, cache_body(&f->cache, x->call), &o, f->arena, err);
    rc = rc ? rc : register_settle(store, err);
    TRY(register_end(store, rc, err));
    x->kept = file.entities;
    x->note = file.known ? "in the store already" : file.warning;
    x->fresh = !file.known;
    x->vintage = file.vintage;
    x->list = file.list;
    return 0;
}

static int load_rates(struct fetching *f, struct fetched *x, struct store *store, struct err *err)
{
    char *path;
    int64_t count;
    path = arena_printf(f->arena, "%s.rates.csv", cache_body(&f->cache, x->call)); /* its source */
    TRY(rates_read(cache_body(&f->cache, x->call), path, err));
    TRY(ingest_rates(&count, store, path, err));
    if (!count)
        return err_set(err, ERR_INPUT, "no rates in the answer");
    x->kept = count;
    return 0;
}

static int load_other(struct fetching *f, struct fetched *x, struct store *store, struct err *err)
{
    if (x->as == LOAD_RATES)
        return load_rates(f, x, store, err);
    TRY(register_prepare(store, err));
    return load_list(f, x, store, err);
}

int fetching_load(struct fetching *f, struct err *err)
{
    struct store *store = NULL;
    for (int i = 0; i < f->count; i++) {
        struct fetched *x = &f->row[i];
        struct err fault = {0};
        if (!has_rows(x) || x->as == LOAD_NOTHING)
            continue;
        if (!store)
            TRY(session_store(f->session, &store, err));
        if (f->getter.cancel && atomic_load(f->getter.cancel))
            return err_set(err, ERR_CANCELLED, "stopped; what was fetched is in the cache");
        log_progress("loading", 100.0 * i / f->count);
        if (!cache_is_whole(&f->cache, x->call)) {
            err_set(&fault, ERR_INPUT, "what the cache has is not what was received");
            refuse(f, x, &fault);
        } else if (x->as == LOAD_FLOWS)
            load_flows(f, x, store);
        else if (load_other(f, x, store, &fault)) {
            refuse(f, x, &fault);
        }
    }
    session_changed(f->session);
    return 0;
}
