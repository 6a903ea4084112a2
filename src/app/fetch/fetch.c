/* fetch.c - getting the data: from whom, in how many calls, what came, what is missing still.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/fetch/fetching.h"
#include "base/log.h"
#include "fetch/lists.h"

static const struct column columns[] = {
    {"service", "service", STYLE_TEXT, EVERYWHERE},
    {"what", "what", STYLE_TEXT, EVERYWHERE},
    {"flow", "flow", STYLE_TEXT, DATA_ONLY},
    {"reporters", "reporters", STYLE_LIST, DATA_ONLY},
    {"partners", "partners", STYLE_LIST, DATA_ONLY},
    {"codes", "codes", STYLE_LIST, DATA_ONLY},
    {"periods", "periods", STYLE_LIST, DATA_ONLY},
    {"state", "state", STYLE_TEXT, EVERYWHERE},
    {"rows", "rows", STYLE_INT, EVERYWHERE},
    {"rows_kept", "kept", STYLE_INT, EVERYWHERE},
    {"source", "source", STYLE_INT, DATA_ONLY},
    {"bytes", "bytes", STYLE_INT, DATA_ONLY},
    {"fetched_at", "at (UTC)", STYLE_TEXT, DATA_ONLY},
    {"released", "released", STYLE_TEXT, DATA_ONLY},
    {"sha256", "sha256", STYLE_TEXT, DATA_ONLY},
    {"file", "file", STYLE_PATH, DATA_ONLY},
    {"address", "address", STYLE_TEXT, DATA_ONLY},
    {"note", "note", STYLE_TEXT, EVERYWHERE},
};

/* --- rows --- */

struct fetched *fetching_row(struct fetching *f, const struct service *s)
{
    f->row = arena_grow(f->arena, f->row, (size_t)f->count, sizeof *f->row);
    struct fetched *x = &f->row[f->count++];
    *x = (struct fetched){.service = s->name,
                          .reporters = "",
                          .partners = "",
                          .codes = "",
                          .periods = "",
                          .kept = -1};
    return x;
}

const char *fetching_label(const struct fetching *f, int done, int all, const struct service *s)
{
    int seconds = (int)ceil((all - done) * ((double)s->pause_ms + 500) / 1000.0);
    return arena_printf(f->arena, "%s, call %d of %d, about %d s left", s->name, done + 1, all,
                        seconds);
}

/* "202101,202102,202103" as 2021-01 to 2021-03, "3 months" where there are gaps. */
static const char *span_of(const char *periods, struct arena *a)
{
    char from[16], until[16];
    int first = 0, last = 0, n = 0;
    for (const char *p = periods; *p; p += strcspn(p, ",")) {
        p += *p == ',';
        last = atoi(p);
        first = n++ ? first : last;
    }
    if (!n || first == last)
        return n ? arena_strdup(a, period_text(from, first)) : "";
    const char *gaps = period_index(last) - period_index(first) + 1 == n
                           ? ""
                           : arena_printf(a, " (%d of them)", n);
    return arena_printf(a, "%s to %s%s", period_text(from, first), period_text(until, last), gaps);
}

/* A list of areas by their codes, a long one by its length. */
static const char *areas_of(const char *list, const struct areas *areas, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int n = 0;
    for (const char *p = list; *p; p += strcspn(p, ","), n++) {
        p += *p == ',';
        if (n < 3)
            buf_printf(&b, "%s%s", n ? "," : "",
                       *p >= '0' && *p <= '9' ? areas_iso3(areas, atoi(p)) : "all");
    }
    if (n > 3)
        buf_printf(&b, " and %d more", n - 3);
    return arena_strdup(a, buf_str(&b));
}

static const char *codes_of(const char *codes, struct arena *a)
{
    int n = list_count(codes);
    return n < 5 ? codes
                 : arena_printf(a, "%.*s and %d more", (int)strcspn(codes, ","), codes, n - 1);
}

static const char *what_of(const struct fetched *x, const struct areas *areas, struct arena *a)
{
    if (x->what)
        return x->what;
    return arena_printf(a, "%ss of %s, %s %s, %s, %s", x->flow, areas_of(x->reporters, areas, a),
                        strstr(x->flow, "import") ? "from" : "to", areas_of(x->partners, areas, a),
                        codes_of(x->codes, a), span_of(x->periods, a));
}

static double number_of(int64_t v)
{
    return v < 0 ? (double)NAN : (double)v;
}

static void add_row(struct table *t, const struct fetching *f, const struct fetched *x,
                    const struct areas *areas)
{
    const struct call *c = x->call;
    table_text(t, x->service);
    table_text(t, what_of(x, areas, f->arena));
    table_text(t, x->flow);
    table_text(t, x->reporters);
    table_text(t, x->partners);
    table_text(t, x->codes);
    table_text(t, x->periods);
    table_text(t, piece_name(x->state));
    table_number(t, c ? (double)c->rows : (double)NAN);
    table_number(t, number_of(x->kept));
    table_number(t, x->source ? (double)x->source : (double)NAN);
    table_number(t, c ? (double)c->bytes : (double)NAN);
    table_text(t, c ? c->at : NULL);
    table_text(t, x->vintage);
    table_text(t, c ? c->digest : NULL);
    table_text(t, c && c->digest ? cache_body(&f->cache, c) : NULL);
    table_text(t, x->address);
    table_text(t, x->note);
}

int fetching_table(struct answer *out, struct fetching *f, struct err *err)
{
    const struct areas *areas;
    TRY(session_areas(f->session, &areas, err));
    int shown = f->q->limit && f->q->limit < f->count ? f->q->limit : f->count;
    out->table = table_new(columns, COLUMNS(columns), f->arena);
    for (int i = 0; i < shown; i++)
        add_row(&out->table, f, &f->row[i], areas);
    if (shown < f->count)
        out->foot = arena_printf(f->arena, "and %d more: --limit 0\n%s", f->count - shown,
                                 out->foot);
    return 0;
}

/* --- words --- */

static void plan_words(struct buf *b, const struct fetching *f)
{
    const struct service *s = f->service;
    double seconds = f->to_call * ((double)s->pause_ms + 500) / 1000.0;
    buf_printf(b, "%d call%s to make", f->to_call, f->to_call == 1 ? "" : "s");
    if (f->cells)
        buf_printf(b, " for at most %lld rows", (long long)f->cells);
    if (s->calls_day) {
        int left = get_left(&f->getter, s);
        int days = f->to_call > left ? 1 + (f->to_call - left + s->calls_day - 1) / s->calls_day
                                     : 1;
        buf_printf(b, "; %d a day are allowed, %d of today's are left: %d day%s", s->calls_day,
                   left, days, days == 1 ? "" : "s");
    }
    buf_printf(b, "; about %.0f s at the pace of %s\n\n", ceil(seconds), s->title);
}

static void done_words(struct buf *b, struct fetching *f)
{
    static const enum piece_state told[] = {PIECE_FETCHED, PIECE_HELD,        PIECE_EMPTY,
                                            PIECE_UNKNOWN, PIECE_UNPUBLISHED, PIECE_FAILED,
                                            PIECE_LEFT};
    const char *between = "";
    for (size_t k = 0; k < sizeof told / sizeof *told; k++) {
        int n = 0;
        for (int i = 0; i < f->count; i++)
            n += f->row[i].state == told[k];
        if (n)
            buf_printf(b, "%s%d %s", between, n, piece_name(told[k]));
        between = n ? "; " : between;
    }
    buf_printf(b, "; %d calls were made\n\n", f->getter.calls);
}

/* --- the question --- */

static int no_service(const struct services *s, const char *name, struct err *err)
{
    struct buf b = {0};
    for (int i = 0; i < s->count; i++)
        if (s->of[i].kind != SERVICE_AVAILABLE)
            buf_printf(&b, "%s%s", b.len ? ", " : "", s->of[i].name);
    err_set(err, ERR_USAGE, *name ? "no service '%s'" : "fetch from which service?%s", name);
    err_subject(err, name);
    err_hint(err, "lists, %s", buf_str(&b));
    buf_free(&b);
    return ERR_USAGE;
}

static int fetch_one(struct fetching *f, const char *name, struct err *err)
{
    const struct service *s = services_find(&f->services, name);
    if (!s || s->kind == SERVICE_AVAILABLE)
        return no_service(&f->services, name, err);
    f->service = s;
    if (s->kind == SERVICE_GUIDE)
        return fetch_guide(f, s, err);
    if (!strcmp(s->name, "comtrade-bulk"))
        return fetch_bulk(f, s, err);
    if (strncmp(s->name, "comtrade", 8) || s->kind == SERVICE_REFERENCE)
        return fetch_documents(f, s, err);
    const struct fetch_params *q = f->q;
    struct wish_words words = {q->reporter, q->partner, q->code,  q->flow,
                               q->freq,     q->from,    q->until, q->breakdowns};
    return fetch_comtrade(f, s, &words, err);
}

/* All names before the first call; one file with a key is for one owner. */
static int check_names(const struct fetching *f, struct err *err)
{
    const struct words *w = &f->q->words;
    const char *owner = NULL;
    for (int i = !strcmp(w->item[0], "lists"); i < w->count; i++) {
        const struct service *s = services_find(&f->services, w->item[i]);
        if (!s || s->kind == SERVICE_AVAILABLE)
            return no_service(&f->services, w->item[i], err);
        if (f->q->key_file && owner && s->key_variable && strcmp(owner, s->key_variable) != 0)
            return err_set(err, ERR_USAGE, "--key-file is for one service, not for %s too",
                           s->name);
        owner = s->key_variable ? s->key_variable : owner;
    }
    return 0;
}

static int fetch_named(struct fetching *f, struct err *err)
{
    const struct words *w = &f->q->words;
    bool lists = !strcmp(w->item[0], "lists");
    TRY(check_names(f, err));
    for (int i = lists; i < w->count; i++)
        TRY(fetch_one(f, w->item[i], err));
    for (int i = 0; lists && w->count == 1 && i < f->services.count; i++)
        if (f->services.of[i].kind == SERVICE_LIST)
            TRY(fetch_one(f, f->services.of[i].name, err));
    return 0;
}

void fetching_count(struct fetching *f)
{
    for (int i = 0; i < f->count; i++) {
        enum piece_state s = f->row[i].state;
        f->failed += s == PIECE_FAILED;
        f->left += s == PIECE_LEFT || (s == PIECE_WAITING && !f->q->dry_run);
    }
}

void fetching_say(struct answer *out, struct fetching *f)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (f->q->dry_run)
        plan_words(&b, f);
    else
        done_words(&b, f);
    out->head = arena_strdup(f->arena, b.s);
    out->foot = f->q->dry_run ? "nothing was sent\n"
                              : arena_printf(f->arena, "kept as received in %s\n", f->cache.folder);
    out->lacking = f->failed + f->left + f->unknown;
    if (f->getter.ended)
        session_note(f->session, NOTE_WARNING,
                     "%s: the same command goes on from here; what came is in the store",
                     f->getter.ended);
    else if (out->lacking)
        session_note(f->session, NOTE_WARNING,
                     "%d part%s missing: the same command asks for these again", out->lacking,
                     out->lacking == 1 ? " is" : "s are");
}

static int run_with(struct answer *out, struct fetching *f, struct err *err)
{
    int rc = f->q->needs ? fetch_needs(f, err) : fetch_named(f, err);
    struct err stopped = err ? *err : (struct err){0};
    if (rc && !f->count)
        return rc;
    fetching_count(f);
    if (!f->q->dry_run)
        TRY(fetching_load(f, err)); /* what came before a failure too */
    if (rc) {
        if (err)
            *err = stopped;
        return rc;
    }
    fetching_say(out, f);
    return fetching_table(out, f, err);
}

int fetching_open(struct fetching *f, struct session *s, const struct fetch_params *q,
                  struct err *err)
{
    *f = (struct fetching){.q = q, .session = s, .arena = s->arena};
    TRY(services_read(&f->services, q->services, s->arena, err));
    f->service = f->services.of;
    TRY(cache_open(&f->cache, q->cache, q->dry_run, s->arena, err));
    f->getter = (struct getter){
        .cache = &f->cache, .arena = s->arena, .cancel = s->cancel, .offline = q->offline};
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct fetch_params *q = params;
    struct fetching f = {0};
    int rc = fetching_open(&f, s, q, err);
    if (!rc && !q->words.count && !q->needs)
        rc = no_service(&f.services, "", err);
    if (!rc && q->words.count && q->needs)
        rc = err_set(err, ERR_USAGE, "--for says what is fetched: without a service beside it");
    if (!rc && f.cache.skipped)
        session_note(s, NOTE_WARNING,
                     "%d lines of %s/journal.jsonl cannot be read and were skipped",
                     f.cache.skipped, f.cache.folder);
    rc = rc ? rc : run_with(out, &f, err);
    cache_close(&f.cache);
    return rc;
}

static const struct param params[] = {
    {PARAM(fetch_params, reporter, "reporter", TEXT, "AREAS",
           "whose reports: areas or groups between commas, or all", AREAS)},
    {PARAM(fetch_params, partner, "partner", TEXT, "AREAS",
           "with whom: areas or groups, World (the printed total), or all", AREAS)},
    {PARAM(fetch_params, code, "code", TEXT, "CODES",
           "codes of two, four or six digits, TOTAL, AG2, AG4, AG6, or all (AG6)", CODES)},
    {PARAM(fetch_params, from, "from", TEXT, "PERIOD", "the first month or year", NOTHING)},
    {PARAM(fetch_params, until, "to", TEXT, "PERIOD", "the last", NOTHING)},
    {PARAM(fetch_params, flow, "flow", TEXT, "FLOW",
           "export (unless told), import, re-export, re-import", WORDS),
     .words = "export import re-export re-import"},
    {PARAM(fetch_params, freq, "freq", TEXT, "month|year", "month unless told", WORDS),
     .words = "month year"},
    {PARAM(
        fetch_params, needs, "for", TEXT, "WHAT",
        "what would settle a file of claims or an answer (by its id), or complete the watch of a "
        "destination and of the corridors to there",
        FILES)},
    {PARAM(fetch_params, lines, "tariff-lines", FLAG, NULL,
           "national codes below six digits, where the reporter gives them", NOTHING)},
    {PARAM(fetch_params, breakdowns, "breakdowns", FLAG, NULL,
           "by second partner, customs procedure and transport too, beside the totals", NOTHING)},
    {PARAM(
         fetch_params, key_file, "key-file", TEXT, "FILE",
         "with the key of the service, else $WEIR_COMTRADE_KEY; none: a preview of 500 rows a call",
         FILES),
     .display = true},
    {PARAM(fetch_params, later, "async", FLAG, NULL,
           "requests that UN Comtrade works off later, to 2.5 million rows (premium key)",
           NOTHING)},
    {PARAM(fetch_params, dry_run, "dry-run", FLAG, NULL,
           "say which calls there would be, and how many days they take; nothing is sent",
           NOTHING)},
    {PARAM(fetch_params, offline, "offline", FLAG, NULL, "only what the cache has", NOTHING)},
    {PARAM(fetch_params, cache, "cache", TEXT, "FOLDER",
           "where answers are kept, else $WEIR_CACHE, else weir in the user's cache", FILES),
     .display = true},
    {PARAM(fetch_params, services, "services", TEXT, "FILE",
           "services that replace those built in, else $WEIR_SERVICES", FILES)},
    {PARAM(fetch_params, limit, "limit", COUNT, "N", "rows to print, 40 unless told, 0: all",
           NOTHING),
     .fallback = 40, .display = true},
    {0},
};

const struct question question_fetch = {
    .name = "fetch",
    .arguments = "SERVICE...",
    .summary = "get published figures and lists from their services into the store",
    .text =
        "weir services says what can be fetched, from whom, and within which limits. UN Comtrade: "
        "calls are cut so that no answer can reach the number of rows at which the service cuts "
        "it; "
        "one that does is not used and is asked in parts. Second partner, customs procedure and "
        "transport are asked as totals unless --breakdowns is said. What the service would answer "
        "with an empty success "
        "because a parameter is wrong is refused before it is sent; what a reporter has not "
        "published is not asked, and is told apart from no trade.\n\n"
        "comtrade-bulk gets whole files and --async requests of 2.5 million rows, both for a "
        "premium "
        "key. Other services are fetched whole, by month, by year or as lists.\n\n"
        "The pace, the calls a day and Retry-After are kept; failures are tried again. Every "
        "answer is kept as it was received, with address, time, headers and sha256, in a cache "
        "that several stores share; what it has of the same release is not asked again. A fetch "
        "that was stopped goes on where it was. A key is sent as a header and stands in no file, "
        "note or message.\n\n"
        "Exit status 4: parts are missing (the table says which); what came is in the store.",
    .examples = "weir fetch comtrade --reporter CHN --partner RUS --code 8429,8704 --from 2021-01 "
                "--to 2023-12 --dry-run\n"
                "weir fetch --for claims.yaml --dry-run\n"
                "weir fetch lists --dry-run",
    .params = params,
    .size = sizeof(struct fetch_params),
    .needs = NEEDS_WRITE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
