/* SPDX-License-Identifier: Apache-2.0 */
#include "ref/ref.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/resource.h"
#include "base/temp.h"
#include "model/period.h"
#include "ref/build.h"
#include "ref/tables.h"

void ref_fingerprint(char hex[65])
{
    static const char *const parts[] = {"data/fingerprint", "src/ref/sql/schema.sql",
                                        "src/ref/sql/derive.sql"};
    CLEANUP(buf_free) struct buf all = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_add(&all, resource_get(parts[i])->text, resource_get(parts[i])->len);
    digest_bytes(hex, all.s, all.len);
}

int ref_query(struct ref *r, struct duck_rows **out, const char *name,
              const struct duck_param *params, struct err *err)
{
    char path[64];
    snprintf(path, sizeof path, "src/ref/sql/%s.sql", name);
    return duck_query(r->duck, out, resource_get(path)->text, params, err);
}

/* --- where the built tables are --- */

static bool is_current(struct duck *d)
{
    int64_t there = 0;
    char hex[65];
    ref_fingerprint(hex);
    struct duck_param p[] = {{"f", hex}, {0}};
    return !duck_int_of(d, &there, "SELECT count(*) FROM ref.loaded WHERE fingerprint = $f", p, 0,
                        NULL) &&
           there > 0;
}

/* Attaches a file; false where it is not there or not of this build. */
static bool attach_file(struct duck *d, const char *path)
{
    CLEANUP(buf_free) struct buf sql = {0};
    if (access(path, R_OK))
        return false;
    buf_puts(&sql, "ATTACH ");
    buf_sql_quote(&sql, path);
    buf_puts(&sql, " AS ref (READ_ONLY)");
    if (duck_run(d, sql.s, NULL, NULL))
        return false;
    if (is_current(d))
        return true;
    (void)!duck_run(d, "DETACH ref", NULL, NULL);
    return false;
}

/* Beside the program, or in share/ of where it was installed. */
static bool attach_built(struct duck *d)
{
    static const char *const places[] = {"", "/..", "/../share/weir"};
    char program[3000], path[3100];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash)
        return false;
    *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s%s/reference.db", program, places[i]);
        if (attach_file(d, path))
            return true;
    }
    return false;
}

/* A program that was moved away from its tables has them in itself: it loads them, which takes a
 * quarter of a second each time. */
static int load_anew(struct duck *d, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf sql = {0};
    CLEANUP(duck_close) struct duck *other = NULL;
    char *dir;
    TRY(temp_dir(&dir, "reference", &a, err));
    const char *path = arena_printf(&a, "%s/reference.db", dir);
    int rc = ref_build(path, err);
    if (!rc && !attach_file(d, path))
        rc = err_set(err, ERR_STORE, "the reference tables could not be attached");
    temp_remove(dir); /* what is open stays readable */
    return rc;
}

static int attach(struct ref *r, struct err *err)
{
    return attach_built(r->duck) ? 0 : load_anew(r->duck, err);
}

int ref_attach(struct ref **out, struct duck *d, struct err *err)
{
    CLEANUP(ref_close) struct ref *r = calloc(1, sizeof *r);
    if (!r)
        abort();
    r->duck = d;
    TRY(attach(r, err));
    *out = r;
    r = NULL;
    return 0;
}

int ref_open(struct ref **out, struct err *err)
{
    CLEANUP(ref_close) struct ref *r = calloc(1, sizeof *r);
    struct duck_options o = {0};
    if (!r)
        abort();
    r->own = true;
    TRY(duck_open(&r->duck, NULL, &o, err));
    TRY(attach(r, err));
    *out = r;
    r = NULL;
    return 0;
}

void ref_close(struct ref **ref)
{
    struct ref *r = *ref;
    if (!r)
        return;
    if (r->own)
        duck_close(&r->duck);
    arena_free(&r->arena);
    free(r);
    *ref = NULL;
}

/* --- events --- */

int ref_events(struct ref *r, const struct event **list, int *count, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    if (!r->events)
        TRY(ref_query(r, &rows, "events", NULL, err));
    while (rows && duck_next(rows)) {
        struct event e = {
            .name = duck_text(rows, 0, &r->arena),
            .from_day = duck_text(rows, 1, &r->arena),
            .until_day = duck_text(rows, 2, &r->arena),
            .text = duck_text(rows, 3, &r->arena),
            .status = duck_text(rows, 4, &r->arena),
            .source = duck_text(rows, 5, &r->arena),
        };
        int from = 0, until = 0;
        if (!period_parse(&from, e.from_day) || !period_parse(&until, e.until_day))
            continue;
        e.from = period_index(from);
        e.until = period_index(until);
        r->event = arena_grow(&r->arena, r->event, (size_t)r->events, sizeof e);
        r->event[r->events++] = e;
    }
    *list = r->event;
    *count = r->events;
    return rows ? duck_end(rows, err) : 0;
}

int ref_event(struct ref *r, struct event *out, const char *text, struct err *err)
{
    CLEANUP(buf_free) struct buf names = {0};
    const struct event *list;
    struct window w;
    int count;
    if (window_parse(&w, text)) {
        w = window_months(w);
        *out = (struct event){text, text, "as asked",           "",
                              text, text, period_index(w.from), period_index(w.until)};
        return 0;
    }
    TRY(ref_events(r, &list, &count, err));
    for (int i = 0; i < count; i++) {
        if (!strcmp(list[i].name, text)) {
            *out = list[i];
            return 0;
        }
        buf_printf(&names, "%s%s", i ? ", " : "", list[i].name);
    }
    err_set(err, ERR_USAGE, "--event '%s' is neither a date nor a known event", text);
    err_subject(err, text);
    return err_hint(err, "2022-09 or 2022-08..2022-11, or one of: %s", buf_str(&names));
}

/* --- words --- */

int ref_words(struct ref *r, const char *kind, const char *prefix, ref_word_fn fn, void *ctx,
              struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"kind", kind}, {"prefix", prefix}, {0}};
    TRY(ref_query(r, &rows, "words", p, err));
    while (duck_next(rows))
        fn(ctx, duck_text(rows, 0, &a));
    return duck_end(rows, err);
}

/* --- treaties and warrants --- */

int ref_parties(struct ref *r, struct ref_party **list, int *count, const char *treaty,
                struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"treaty", treaty}, {0}};
    TRY(ref_query(r, &rows, "parties", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(rows)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct ref_party){
            .iso3 = duck_text(rows, 0, a),
            .name = duck_text(rows, 1, a),
            .ratified = duck_text(rows, 2, a),
            .instrument = duck_text(rows, 3, a),
            .bound_since = duck_text(rows, 4, a),
            .bound_until = duck_text(rows, 5, a),
            .note = duck_text(rows, 6, a),
            .status = duck_text(rows, 7, a),
            .source = duck_text(rows, 8, a),
        };
    }
    return duck_end(rows, err);
}

int ref_warrants(struct ref *r, struct ref_warrant **list, int *count, const char *name,
                 struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"name", name}, {0}};
    TRY(ref_query(r, &rows, "warrants", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(rows)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct ref_warrant){
            .person = duck_text(rows, 0, a),
            .issuer = duck_text(rows, 1, a),
            .date = duck_text(rows, 2, a),
            .charges = duck_text(rows, 3, a),
            .articles = duck_text(rows, 4, a),
            .liability = duck_text(rows, 5, a),
            .role = duck_text(rows, 6, a),
            .situation = duck_text(rows, 7, a),
            .chamber = duck_text(rows, 8, a),
            .state = duck_text(rows, 9, a),
            .status = duck_text(rows, 10, a),
            .source = duck_text(rows, 11, a),
            .announced = duck_text(rows, 12, a),
            .treaty = duck_text(rows, 13, a),
        };
    }
    return duck_end(rows, err);
}
