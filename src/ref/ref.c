/* SPDX-License-Identifier: Apache-2.0 */
#include "ref/ref.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "model/near.h"
#include "base/resource.h"
#include "base/temp.h"
#include "ref/utf8.h"
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
    CLEANUP(arena_free) struct arena a = {0};
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
    struct ref *r = calloc(1, sizeof *r);
    (void)err;
    if (!r)
        abort();
    r->own = true;
    *out = r;
    return 0;
}

/* The small tables are read from the program; the database waits until a large one is wanted. */
static int ref_database(struct ref *r, struct err *err)
{
    struct duck_options o = {0};
    if (r->duck)
        return 0;
    TRY(duck_open(&r->duck, NULL, &o, err));
    return attach(r, err);
}

int ref_query(struct ref *r, struct duck_rows **out, const char *name,
              const struct duck_param *params, struct err *err)
{
    char path[64];
    TRY(ref_database(r, err));
    snprintf(path, sizeof path, "src/ref/sql/%s.sql", name);
    return duck_query(r->duck, out, resource_get(path)->text, params, err);
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

/* --- small tables, read from the program --- */

void ref_sheet(struct sheet *out, const char *name, struct arena *a)
{
    const struct resource *r = resource_get(name);
    sheet_read(out, r->text, r->len, a);
}

const char *ref_field(const struct sheet *s, int row, const char *name)
{
    return sheet_cell(s, row, sheet_column(s, name));
}

/* --- events --- */

static int compare_event(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    int c = strcmp(a->from_day, b->from_day);
    return c ? c : strcmp(a->name, b->name);
}

static void read_events(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/event/event.csv", &r->arena);
    r->event = arena_array(&r->arena, struct event, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++) {
        struct event e = {
            .name = ref_field(&s, i, "name"),
            .from_day = ref_field(&s, i, "from_date"),
            .until_day = ref_field(&s, i, "until_date"),
            .text = ref_field(&s, i, "event"),
            .label = ref_field(&s, i, "label"),
            .status = ref_field(&s, i, "status"),
            .source = ref_field(&s, i, "source"),
        };
        int from = 0, until = 0;
        e.until_day = e.until_day ? e.until_day : e.from_day;
        if (!period_parse(&from, e.from_day) || !period_parse(&until, e.until_day))
            continue;
        e.from = period_index(from);
        e.until = period_index(until);
        r->event[r->events++] = e;
    }
    qsort(r->event, (size_t)r->events, sizeof *r->event, compare_event);
}

int ref_events(struct ref *r, const struct event **list, int *count, struct err *err)
{
    (void)err;
    if (!r->event)
        read_events(r);
    *list = r->event;
    *count = r->events;
    return 0;
}

int ref_event(struct ref *r, struct event *out, const char *text, struct err *err)
{
    CLEANUP(buf_free) struct buf names = {0};
    const struct event *list;
    struct window w;
    int count;
    if (window_parse(&w, text)) {
        w = window_months(w);
        *out = (struct event){.name = text,
                              .text = text,
                              .status = "as asked",
                              .source = "",
                              .from_day = text,
                              .until_day = text,
                              .from = period_index(w.from),
                              .until = period_index(w.until)};
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
    struct near near = near_to(text, strlen(text));
    for (int i = 0; i < count; i++)
        near_try(&near, list[i].name);
    err_set(err, ERR_USAGE, "--event '%s' is neither a date nor a known event", text);
    err_subject(err, text);
    if (near.best)
        return err_hint(err, "did you mean %s?", near.best);
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

struct meant {
    struct near near;
    struct arena *arena;
};

static void try_word(void *ctx, const char *word)
{
    struct meant *m = ctx;
    near_try(&m->near, arena_strdup(m->arena, word));
}

const char *ref_near(struct ref *r, const char *kind, const char *text, struct arena *a)
{
    struct meant m = {near_to(text, strlen(text)), a};
    return ref_words(r, kind, "", try_word, &m, NULL) ? NULL : m.near.best;
}

/* The codes of a word of the press, "cars". */
static const char *press_codes(struct ref *r, const char *words)
{
    const struct ref_word *list;
    int count;
    if (!ref_goods_words(r, &list, &count))
        for (int i = 0; i < count; i++)
            if (!strcasecmp(list[i].word, words))
                return list[i].codes;
    return "";
}

int ref_find(struct ref *r, const char *kind, const char *words, ref_row_fn fn, void *ctx,
             struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    bool codes = !strcmp(kind, "codes");
    struct duck_param p[] = {{"words", words}, {codes ? "more" : NULL, press_codes(r, words)}, {0}};
    TRY(ref_query(r, &rows, arena_printf(a, "find_%s", kind), p, err));
    while (duck_next(rows)) {
        const char *field[REF_FIELDS] = {0};
        for (int i = 0; i < REF_FIELDS && i < duck_columns(rows); i++)
            field[i] = duck_text(rows, i, a);
        fn(ctx, field);
    }
    return duck_end(rows, err);
}

/* --- treaties and warrants --- */

static int compare_party(const void *x, const void *y)
{
    return strcmp(((const struct ref_party *)x)->name, ((const struct ref_party *)y)->name);
}

int ref_parties(struct ref *r, struct ref_party **list, int *count, const char *treaty,
                struct arena *a, struct err *err)
{
    struct sheet s;
    (void)r, (void)err;
    ref_sheet(&s, "data/treaty/party.csv", a);
    *list = arena_array(a, struct ref_party, (size_t)s.rows + 1);
    *count = 0;
    for (int i = 0; i < s.rows; i++) {
        const char *end = ref_field(&s, i, "withdrawal_effective");
        char *until = arena_array(a, char, DAY_TEXT);
        if (strcmp(ref_field(&s, i, "treaty"), treaty) != 0)
            continue;
        (*list)[(*count)++] = (struct ref_party){
            .iso3 = ref_field(&s, i, "iso3"),
            .name = ref_field(&s, i, "name"),
            .ratified = ref_field(&s, i, "ratified"),
            .instrument = ref_field(&s, i, "instrument"),
            .bound_since = ref_field(&s, i, "entry_into_force"),
            .territory = ref_field(&s, i, "territory_of") != NULL,
            .bound_until = end && day_before(until, end) ? until : NULL,
            .note = ref_field(&s, i, "note"),
            .status = ref_field(&s, i, "status"),
            .source = ref_field(&s, i, "source"),
        };
    }
    qsort(*list, (size_t)*count, sizeof **list, compare_party);
    return 0;
}

/* Whether every word of `name` is a word of `person`; hyphens part words too. */
static bool has_words(const char *person, const char *name, struct arena *a)
{
    const char *all = utf8_upper(arena_printf(a, " %s ", person), a);
    const char *wanted = utf8_upper(name, a);
    for (const char *p = wanted; *p;) {
        size_t n = strcspn(p, " -");
        bool found = !n;
        for (const char *q = all; *q && !found; q++)
            found = (*q == ' ' || *q == '-') && !strncmp(q + 1, p, n) &&
                    (q[n + 1] == ' ' || q[n + 1] == '-');
        if (!found)
            return false;
        p += n + (p[n] != '\0');
    }
    return true;
}

static int compare_warrant(const void *x, const void *y)
{
    return strcmp(((const struct ref_warrant *)x)->person, ((const struct ref_warrant *)y)->person);
}

int ref_warrants(struct ref *r, struct ref_warrant **list, int *count, const char *name,
                 struct arena *a, struct err *err)
{
    struct sheet s;
    (void)r, (void)err;
    ref_sheet(&s, "data/warrant/warrant.csv", a);
    *list = arena_array(a, struct ref_warrant, (size_t)s.rows + 1);
    *count = 0;
    for (int i = 0; i < s.rows; i++)
        if (!name || has_words(ref_field(&s, i, "person"), name, a))
            (*list)[(*count)++] = (struct ref_warrant){
                .person = ref_field(&s, i, "person"),
                .issuer = ref_field(&s, i, "issuer"),
                .date = ref_field(&s, i, "warrant_date"),
                .charges = ref_field(&s, i, "charges"),
                .articles = ref_field(&s, i, "articles"),
                .liability = ref_field(&s, i, "liability"),
                .role = ref_field(&s, i, "role"),
                .situation = ref_field(&s, i, "situation"),
                .chamber = ref_field(&s, i, "chamber"),
                .state = ref_field(&s, i, "state"),
                .status = ref_field(&s, i, "status"),
                .source = ref_field(&s, i, "source"),
                .announced = ref_field(&s, i, "announced"),
                .treaty = ref_field(&s, i, "treaty"),
            };
    qsort(*list, (size_t)*count, sizeof **list, compare_warrant);
    return 0;
}
