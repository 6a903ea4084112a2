/* comtrade.c - UN Comtrade: what is published, what of it is missing here, and the calls for that.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/fetch/fetching.h"
#include "base/log.h"
#include "fetch/lists.h"
#include "fetch/read/look.h"

enum { PERIODS_AT_ONCE = 120, REPORTERS_AT_ONCE = 60, PATH_MAX_SHOWN = 400 };

/* --- what is published --- */

static void add_published(void *ctx, const char *const *value)
{
    struct plan *p = ctx;
    struct days days;
    char first[11] = "";
    snprintf(first, sizeof first, "%s", value[2] ? value[2] : "");
    const char *release = strlen(first) == 10 && days_parse(&days, first) ? value[2] : NULL;
    char *day = release ? arena_strdup(p->arena, release) : NULL;
    if (!value[0] || !value[1])
        return;
    if (day && day[10] == 'T')
        day[10] = ' ';
    plan_publish(p, atoi(value[0]), atoi(value[1]), day);
}

static int check_published(void *ctx, struct call *x, const char *path, struct err *err)
{
    static const struct look_field fields[] = {
        {.name = "reporterCode"}, {.name = "period"}, {.name = "lastReleased"}, {0}};
    struct fetching *f = ctx;
    struct look look;
    TRY(look_at(&look, path, fields, f->arena, err));
    x->rows = look.rows;
    x->state = look.rows ? CALL_DATA : CALL_EMPTY;
    return 0;
}

/* Asks about some reporters and periods. */
static int ask_published(struct plan *p, struct fetching *f, const struct service *s,
                         const char *reporters, const char *periods, struct err *err)
{
    static const char *const names[] = {"reporterCode", "period", "lastReleased", NULL};
    const char freq[2] = {p->wish->freq, '\0'};
    const struct call *call;
    struct get get = {.service = s,
                      .address = service_address(s, f->arena, "freq", freq, "reporters", reporters,
                                                 "periods", periods, NULL),
                      .extension = "json",
                      .label = "what is published",
                      .check = check_published,
                      .ctx = f};
    struct getter only_cache = f->getter;
    only_cache.offline |= f->q->dry_run; /* a plan sends nothing */
    struct getter *g = f->q->dry_run ? &only_cache : &f->getter;
    TRY(get_answer(&call, g, &get, err));
    return look_each(cache_body(&f->cache, call), names, add_published, p, f->arena, err);
}

static int read_published(struct plan *p, struct fetching *f, struct err *err)
{
    const struct wish *w = p->wish;
    const char *name = arena_printf(f->arena, "%s-available",
                                    strstr(p->service->name, "tariffline") ? p->service->name
                                    : p->service->key_header               ? "comtrade"
                                                                           : "comtrade-preview");
    const struct service *s = services_find(&f->services, name);
    int periods = w->last - w->first + 1, *period = arena_array(f->arena, int, (size_t)periods);
    for (int t = 0; t < periods; t++)
        period[t] = period_of(w->first + t, w->freq);
    for (int r = 0; s && r < w->reporters; r += REPORTERS_AT_ONCE)
        for (int t = 0; t < periods; t += PERIODS_AT_ONCE) {
            int rn = w->reporters - r < REPORTERS_AT_ONCE ? w->reporters - r : REPORTERS_AT_ONCE;
            int tn = periods - t < PERIODS_AT_ONCE ? periods - t : PERIODS_AT_ONCE;
            TRY(ask_published(p, f, s, list_numbers(f->arena, w->reporter + r, rn),
                              list_numbers(f->arena, period + t, tn), err));
        }
    p->known = s;
    return 0;
}

/* Where what is published cannot be asked, an empty answer says less. */
static int find_published(struct plan *p, struct fetching *f, struct err *err)
{
    struct err fault = {0};
    int rc = read_published(p, f, &fault);
    if (rc == ERR_CANCELLED || rc == ERR_USAGE)
        return err_pass(err, &fault);
    if (!rc && p->publishings)
        return 0;
    if (!rc)
        err_set(&fault, ERR_INPUT, "nothing at all is said to be published");
    p->known = false;
    p->publishings = 0;
    if (!f->q->dry_run && !f->q->offline)
        session_note(f->session, NOTE_WARNING,
                     "which periods are published could not be asked (%s): an empty answer may be "
                     "no trade or no report",
                     fault.msg);
    return 0;
}

/* --- the calls --- */

struct looking {
    const struct plan *plan;
    const struct piece *piece;
    struct arena *arena;
};

/* Caps of the service, whatever the table says of the key (2025-12): none, free, premium. */
static bool is_capped(const struct service *s, int64_t rows)
{
    return (s->cap && rows >= s->cap) || rows == 500 || rows == 100000 || rows == 250000;
}

static int check_data(void *ctx, struct call *x, const char *path, struct err *err)
{
    const struct looking *l = ctx;
    const struct plan *p = l->plan;
    const struct piece *piece = l->piece;
    const char freq[] = {p->wish->freq, '\0'};
    bool level = !strncmp(piece->codes, "AG", 2), lines = strstr(p->service->name, "tariffline");
    bool totals = !p->wish->breakdowns, one_row = totals && !lines;
    const struct look_field fields[] = {
        {.name = "typeCode", .asked = "C"},
        {.name = "freqCode", .asked = freq},
        {.name = "period", .asked = piece->periods},
        {.name = "reporterCode", .asked = piece->reporters},
        {.name = "partnerCode", .asked = *piece->partners ? piece->partners : NULL},
        {.name = "flowCode", .asked = p->wish->flow},
        {.name = "cmdCode",
         .asked = level || lines ? NULL : piece->codes,
         .length = level ? piece->codes[2] - '0' : 0},
        {.name = "classificationCode"},
        {.name = "partner2Code", .asked = totals ? "0" : NULL},
        {.name = "customsCode", .asked = totals ? "C00" : NULL},
        {.name = "motCode", .asked = totals ? "0" : NULL},
        {.name = "primaryValue", .filled = true},
        {0},
    };
    struct look look;
    TRY(look_at(&look, path, fields, l->arena, err));
    x->rows = look.rows;
    if (piece->cells && one_row && look.rows > piece->cells && !is_capped(p->service, look.rows))
        return err_set(err, ERR_INPUT, "the answer has %lld rows, more than the %lld cells asked",
                       (long long)look.rows, (long long)piece->cells);
    x->release = piece->release ? arena_strndup(l->arena, piece->release, 10) : NULL;
    x->state = !look.rows ? CALL_EMPTY : is_capped(p->service, look.rows) ? CALL_CUT : CALL_DATA;
    return 0;
}

static void settle(struct plan *p, int i, const struct call *call)
{
    struct piece *x = &p->piece[i];
    x->call = call;
    if (call->state == CALL_DATA)
        x->state = PIECE_FETCHED;
    else if (call->state == CALL_EMPTY)
        x->state = p->known ? PIECE_EMPTY : PIECE_UNKNOWN;
    else if (!plan_cut(p, i)) {
        x->state = PIECE_FAILED;
        x->note = "an answer about one cell has as many rows as the cap";
    }
}

static int fetch_piece(struct plan *p, int i, struct fetching *f, const char *label,
                       struct err *err)
{
    const struct call *call;
    struct err fault = {0};
    struct looking looking = {p, &p->piece[i], f->arena};
    struct get get = {.service = p->service,
                      .address = plan_address(p, &p->piece[i]),
                      .extension = "json",
                      .label = label,
                      .check = check_data,
                      .ctx = &looking};
    int rc = f->q->later && !f->getter.offline ? fetch_later(&call, f, &get, &fault)
                                               : get_answer(&call, &f->getter, &get, &fault);
    struct piece *x = &p->piece[i];
    if (!rc)
        return settle(p, i, call), 0;
    x->state = rc == ERR_LIMIT && get_ended(&f->getter, p->service) ? PIECE_LEFT
               : f->getter.offline                                  ? PIECE_LEFT
                                                                    : PIECE_FAILED;
    x->note = arena_strdup(f->arena, fault.msg);
    return rc == ERR_CANCELLED || rc == ERR_USAGE ? err_pass(err, &fault) : 0;
}

/* What nothing has been heard of is called once: the others would fail alike. */
static bool is_hopeless(const struct plan *p)
{
    bool any = false;
    for (int i = 0; i < p->count; i++) {
        any |= p->piece[i].state == PIECE_FAILED && p->piece[i].note;
        if (p->piece[i].call && p->piece[i].state != PIECE_HELD)
            return false;
    }
    return any;
}

static int fetch_pieces(struct plan *p, struct fetching *f, struct err *err)
{
    int done = 0;
    for (int i = 0; i < p->count; i++) { /* those that are cut add to them */
        struct piece *x = &p->piece[i];
        if (x->state != PIECE_WAITING)
            continue;
        const char *ended = get_ended(&f->getter, p->service);
        if (is_hopeless(p) || ended) {
            x->state = PIECE_LEFT;
            x->note = ended ? ended : "the call before it failed";
            continue;
        }
        int all = done + plan_calls(p);
        log_progress(fetching_label(f, done, all, p->service), 100.0 * done / all);
        TRY(fetch_piece(p, i, f, fetching_label(f, done, all, p->service), err));
        done++;
    }
    return 0;
}

/* --- rows --- */

static void add_rows(struct fetching *f, const struct plan *p)
{
    for (int i = 0; i < p->count; i++) {
        const struct piece *x = &p->piece[i];
        struct fetched *row = fetching_row(f, p->service);
        row->flow = wish_flow(p->wish->flow);
        row->reporters = x->reporters;
        row->partners = *x->partners ? x->partners : "all";
        row->codes = x->codes;
        row->periods = x->periods;
        row->state = x->state;
        bool told = !f->q->limit || f->count <= f->q->limit; /* others are only counted */
        row->address = x->call                                  ? x->call->address
                       : x->state == PIECE_UNPUBLISHED || !told ? NULL
                                                                : plan_address(p, x);
        row->call = x->call;
        row->vintage = x->release ? arena_strndup(f->arena, x->release, 10)
                       : x->call  ? x->call->release
                                  : NULL;
        row->note = x->note;
        f->cells += x->state == PIECE_WAITING ? x->cells : 0;
        f->unknown += x->state == PIECE_UNKNOWN;
    }
    f->to_call += plan_calls(p);
}

static const struct service *service_for(struct fetching *f, const struct service *named)
{
    const char *name = f->q->lines ? "comtrade-tariffline" : f->q->later ? "comtrade-async" : NULL;
    if (name || strcmp(named->name, "comtrade") != 0)
        return name ? services_find(&f->services, name) : named;
    return f->getter.key ? named : services_find(&f->services, "comtrade-preview");
}

int fetch_comtrade(struct fetching *f, const struct service *s, const struct wish_words *words,
                   struct err *err)
{
    struct wish *wish = arena_new(f->arena, struct wish);
    struct ref *ref;
    const struct fetch_params *q = f->q;
    TRY(session_reference(f->session, &ref, err));
    TRY(wish_read(wish, words, ref, f->arena, err));
    TRY(get_key(&f->getter, services_find(&f->services, "comtrade"), q->key_file, err));
    struct plan p = {.wish = wish, .service = service_for(f, s), .arena = f->arena};
    f->service = p.service;
    if (p.service->key_header && !f->getter.key)
        return err_set(err, ERR_USAGE, "%s needs a key: --key-file FILE, or %s", p.service->title,
                       p.service->key_variable);
    TRY(find_published(&p, f, err));
    plan_make(&p, &f->cache);
    int rc = q->dry_run ? 0 : fetch_pieces(&p, f, err);
    add_rows(f, &p);
    return rc;
}
