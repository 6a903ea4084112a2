/* documents.c - what is fetched whole: bulk files, lists of names, rates, answers by month.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/fetch/fetching.h"
#include "base/log.h"
#include "base/resource.h"
#include "base/temp.h"
#include "fetch/http.h"
#include "ref/sheet.h"

/* Values of the names in an address. */
struct terms {
    const char *period, *dashed, *year, *from, *until, *reporters, *partners, *codes, *flow, *freq;
    const char *file;
    const char *words; /* what it is about */
};

static const char *address_of(const struct service *s, const struct terms *t, struct arena *a)
{
    return service_address(s, a, "period", t->period, "period-", t->dashed, "year", t->year, "from",
                           t->from, "until", t->until, "reporters", t->reporters, "partners",
                           t->partners, "codes", t->codes, "flow", t->flow, "freq", t->freq, "file",
                           t->file, NULL);
}

static bool wants(const struct service *s, const char *name)
{
    return strstr(s->address, name) != NULL;
}

/* --- what was asked --- */

static int missing(const struct service *s, const char *what, struct err *err)
{
    err_set(err, ERR_USAGE, "%s: --%s is missing", s->name, what);
    return err_hint(err, "weir services shows what the service holds");
}

static int read_window(struct window *out, const struct fetching *f, const struct service *s,
                       char freq, struct err *err)
{
    const struct fetch_params *q = f->q;
    char last[16];
    if (!q->from)
        return missing(s, "from", err);
    const char *until = q->until ? q->until : q->from;
    struct window w;
    if (!period_parse(&w.from, q->from) || !period_parse(&w.until, until))
        return err_set(err, ERR_USAGE, "'%s' is no month or year", w.from ? until : q->from);
    *out = freq == 'M' ? window_months(w) : window_on(w, freq);
    int first = period_is_month(s->first) && freq == 'M' ? s->first
                : freq == 'M'                            ? s->first * 100 + 1
                : period_is_month(s->first)              ? s->first / 100
                                                         : s->first;
    if (period_index(out->from) > period_index(out->until))
        return err_set(err, ERR_USAGE, "--from is after --to");
    if (period_index(out->from) < period_index(first)) {
        err_set(err, ERR_USAGE, "%s begins with %s", s->title, period_text(last, first));
        return err_subject(err, q->from);
    }
    int newest = service_last(s, freq);
    if (period_index(out->until) > period_index(newest)) {
        session_note(f->session, NOTE_REMARK, "%s: nothing after %s can be published yet", s->title,
                     period_text(last, newest));
        out->until = newest;
    }
    return 0;
}

/* The name of an area in a scheme of the table of area names; NULL: it has none. */
static const char *key_of(const char *scheme, int m49, struct arena *a)
{
    struct sheet s;
    bool iso = !strcmp(scheme, "iso2");
    const struct resource *r = resource_get(iso ? "data/area/area.csv" : "data/area/area_key.csv");
    sheet_read(&s, r->text, r->len, a);
    int key = sheet_column(&s, iso ? "iso2" : "key"), number = sheet_column(&s, "m49"),
        of = iso ? -1 : sheet_column(&s, "scheme");
    for (int i = 0; i < s.rows; i++)
        if (atoi(sheet_cell(&s, i, number)) == m49 && sheet_cell(&s, i, key) &&
            (of < 0 || !strcmp(sheet_cell(&s, i, of), scheme)))
            return sheet_cell(&s, i, key);
    return NULL;
}

static int read_areas(const char **out, const struct fetching *f, const struct service *s,
                      const char *names, const char *option, const char *between, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct ref *ref;
    struct ref_areas areas;
    if (!names)
        return missing(s, option, err);
    TRY(session_reference(f->session, &ref, err));
    TRY(ref_areas(ref, &areas, f->arena, names, err));
    for (int i = 0; i < areas.count; i++) {
        const char *key = key_of(!strncmp(s->name, "census", 6) ? "census" : "iso2", areas.m49[i],
                                 f->arena);
        if (!key) {
            err_set(err, ERR_USAGE, "%s has no name for area %d that is known here", s->title,
                    areas.m49[i]);
            return err_subject(err, names);
        }
        buf_printf(&b, "%s%s", i ? between : "", key);
    }
    *out = arena_strdup(f->arena, buf_str(&b));
    return 0;
}

/* Codes as a service takes several; all: none is named. */
static int read_codes(const char **out, const struct fetching *f, const struct service *s,
                      const char *between, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    *out = "*";
    if (!f->q->code)
        return missing(s, "code", err);
    if (!strcmp(f->q->code, "all"))
        return 0;
    for (const char *p = f->q->code; *p; p += strcspn(p, ",")) {
        p += *p == ',';
        size_t n = strcspn(p, ",");
        size_t most = strstr(s->levels, "CN8") ? 8 : 6;
        if (n < 2 || n > most || n % 2 || strspn(p, "0123456789") != n)
            return err_set(err, ERR_USAGE, "'%.*s' is no code of %s (%s)", (int)n, p, s->title,
                           s->levels);
        buf_printf(&b, "%s%.*s", b.len ? between : "", (int)n, p);
    }
    *out = arena_strdup(f->arena, buf_str(&b));
    return 0;
}

/* What a service has no use for would be ignored in silence. */
static int refuse_unused(const struct fetching *f, const struct service *s, struct err *err)
{
    const struct fetch_params *q = f->q;
    bool periods = wants(s, "{period") || wants(s, "{year}") || wants(s, "{from}");
    bool import = strstr(s->name, "import"), export = strstr(s->name, "export");
    const struct {
        const char *name, *value;
        bool used;
    } said[] = {{"reporter", q->reporter, wants(s, "{reporters}")},
                {"partner", q->partner, wants(s, "{partners}")},
                {"code", q->code, wants(s, "{codes}")},
                {"from", q->from, periods},
                {"to", q->until, periods},
                {"freq", q->freq, wants(s, "{freq}")},
                {"flow", q->flow, wants(s, "{flow}") || import || export}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (said[i].value && !said[i].used)
            return err_set(err, ERR_USAGE, "%s has no use for --%s: it is fetched as a whole",
                           s->name, said[i].name);
    if (q->flow && strcmp(q->flow, "export") && strcmp(q->flow, "import"))
        return err_set(err, ERR_USAGE, "%s has exports and imports, not '%s'", s->name, q->flow);
    if (q->flow && (import || export) && strcmp(q->flow, import ? "import" : "export"))
        return err_set(err, ERR_USAGE, "%s has no %ss", s->name, q->flow);
    if (q->freq && strcmp(q->freq, "month") && strcmp(q->freq, "year"))
        return err_set(err, ERR_USAGE, "--freq is month or year, not '%s'", q->freq);
    return 0;
}

static int read_terms(struct terms *t, const struct fetching *f, const struct service *s,
                      struct err *err)
{
    const char *between = !strcmp(s->name, "eurostat") ? "+" : ",";
    bool import = f->q->flow && !strcmp(f->q->flow, "import");
    *t = (struct terms){.flow = import ? "1" : "2", .freq = "M", .words = s->title};
    if (f->q->freq && !strcmp(f->q->freq, "year"))
        t->freq = "A";
    if (wants(s, "{reporters}"))
        TRY(read_areas(&t->reporters, f, s, f->q->reporter, "reporter", between, err));
    if (wants(s, "{partners}"))
        TRY(read_areas(&t->partners, f, s, f->q->partner, "partner", between, err));
    if (wants(s, "{codes}"))
        TRY(read_codes(&t->codes, f, s, between, err));
    return 0;
}

/* --- one document --- */

static bool is_page(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return !strncasecmp(text, "<!doctype html", 14) || !strncasecmp(text, "<html", 5);
}

/* A page of words is no document; an answer without content is none of these cells. */
static int check_document(void *ctx, struct call *x, const char *path, struct err *err)
{
    const struct get *get = ctx;
    char head[512] = "";
    CLEANUP(file_close) FILE *f = fopen(path, "rb");
    size_t n = f ? fread(head, 1, sizeof head - 1, f) : 0;
    head[n] = '\0';
    x->state = n ? CALL_DATA : CALL_EMPTY;
    if (!n && x->status != 204)
        return err_set(err, ERR_INPUT, "%s: an answer of no bytes", get->label);
    if (is_page(head))
        return err_set(err, ERR_INPUT, "%s: a page in place of the data", get->label);
    const char *text = head + (strncmp(head, "\xef\xbb\xbf", 3) ? 0 : 3);
    if (n && !strcmp(get->extension, "json") && !strchr("[{", text[strspn(text, " \r\n\t")]))
        return err_set(err, ERR_INPUT, "%s: the answer is no JSON", get->label);
    return 0;
}

static const char *extension_of(const struct service *s)
{
    const char *dot = strrchr(s->address, '.');
    if (dot && (!strcasecmp(dot, ".7z") || !strcasecmp(dot, ".csv") || !strcasecmp(dot, ".xml")))
        return !strcasecmp(dot, ".7z") ? "7z" : !strcasecmp(dot, ".csv") ? "csv" : "xml";
    if (!strncmp(s->name, "census", 6) || s->kind == SERVICE_REFERENCE)
        return "json";
    if (!strcmp(s->name, "comtrade-bulk-file"))
        return "txt.gz";
    return s->kind == SERVICE_LIST ? "xml" : "csv";
}

int fetch_document(struct fetching *f, const struct service *s, const char *address,
                   const char *words, const char *release, struct err *err)
{
    struct fetched *row = fetching_row(f, s);
    struct err fault = {0};
    struct get get = {.service = s,
                      .address = address,
                      .extension = extension_of(s),
                      .label = words,
                      .release = release,
                      .check = check_document,
                      .document = true};
    get.ctx = &get;
    row->what = words;
    row->address = address;
    row->as = s->kind == SERVICE_LIST        ? LOAD_LIST
              : s->kind == SERVICE_REFERENCE ? LOAD_NOTHING
              : s->kind == SERVICE_RATES     ? LOAD_RATES
                                             : LOAD_FLOWS;
    f->to_call++;
    if (f->q->dry_run)
        return 0;
    int before = f->getter.calls, rc = get_answer(&row->call, &f->getter, &get, &fault);
    row->state = rc == ERR_LIMIT && get_ended(&f->getter, s) ? PIECE_LEFT
                 : rc && f->getter.offline                   ? PIECE_LEFT
                 : rc                                        ? PIECE_FAILED
                 : row->call->state == CALL_EMPTY            ? PIECE_EMPTY
                 : before == f->getter.calls || row->call != &f->cache.call[f->cache.count - 1]
                     ? PIECE_HELD
                     : PIECE_FETCHED;
    row->note = rc ? arena_strdup(f->arena, fault.msg) : NULL;
    row->vintage = rc || release ? release : http_day(row->call->modified, f->arena);
    if (rc != ERR_CANCELLED)
        return 0;
    if (err)
        *err = fault;
    return rc;
}

/* One for each month or year where the address names one. */
int fetch_documents(struct fetching *f, const struct service *s, struct err *err)
{
    struct terms t;
    struct window w;
    bool months = wants(s, "{period}") || wants(s, "{period-}"), years = wants(s, "{year}");
    TRY(refuse_unused(f, s, err));
    TRY(read_terms(&t, f, s, err));
    TRY(get_key(&f->getter, s, f->q->key_file, err));
    if (wants(s, "{from}")) {
        char text[16];
        TRY(read_window(&w, f, s, *t.freq == 'A' ? 'A' : 'M', err));
        t.from = arena_strdup(f->arena, period_text(text, w.from));
        t.until = arena_strdup(f->arena, period_text(text, w.until));
    }
    static const char *const references[] = {"ListofReferences", "Reporters", "partnerAreas", "HS"};
    for (size_t i = 0; wants(s, "{file}") && i < sizeof references / sizeof *references; i++) {
        t.file = references[i];
        t.words = arena_printf(f->arena, "%s, %s", s->title, t.file);
        TRY(fetch_document(f, s, address_of(s, &t, f->arena), t.words, NULL, err));
    }
    if (wants(s, "{file}"))
        return 0;
    if (!months && !years)
        return fetch_document(f, s, address_of(s, &t, f->arena), t.words, NULL, err);
    TRY(read_window(&w, f, s, months ? 'M' : 'A', err));
    for (int i = period_index(w.from); i <= period_index(w.until); i++) {
        char text[16];
        int period = period_of(i, months ? 'M' : 'A');
        t.period = arena_printf(f->arena, "%d", period);
        t.year = t.period;
        t.dashed = arena_strdup(f->arena, period_text(text, period));
        t.words = arena_printf(f->arena, "%s, %s", s->title, t.dashed);
        TRY(fetch_document(f, s, address_of(s, &t, f->arena), t.words, NULL, err));
    }
    return 0;
}

/* --- by hand --- */

/* China's customs cannot be asked by a program: which queries to make, and what to do with them. */
int fetch_guide(struct fetching *f, const struct service *s, struct err *err)
{
    struct window w;
    TRY(read_window(&w, f, s, 'M', err));
    if (!f->q->code)
        return missing(s, "code", err);
    if (!f->q->partner)
        return missing(s, "partner", err);
    for (int year = w.from / 100; year <= w.until / 100; year++) {
        struct fetched *row = fetching_row(f, s);
        int from = year == w.from / 100 ? w.from % 100 : 1;
        int until = year == w.until / 100 ? w.until % 100 : 12;
        row->what = arena_printf(f->arena, "%s, %s with %s, %d-%02d to %d-%02d, by month, in USD",
                                 f->q->code, f->q->flow ? f->q->flow : "export", f->q->partner,
                                 year, from, year, until);
        row->state = PIECE_LEFT;
        row->address = s->address;
        row->note = arena_printf(f->arena,
                                 "by hand: query it there, export CSV (at most %d rows a file: "
                                 "fewer codes where it is full), weir ingest FILE",
                                 s->cap);
    }
    return 0;
}
