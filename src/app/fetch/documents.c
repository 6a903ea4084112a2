/* documents.c - what is fetched whole: bulk files, lists of names, rates, answers by month.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "app/fetch/terms.h"
#include "base/log.h"
#include "base/temp.h"
#include "fetch/http.h"
#include "fetch/read/look.h"

/* --- one document --- */

static bool is_page(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return !strncasecmp(text, "<!doctype html", 14) || !strncasecmp(text, "<html", 5);
}

/* The whole of an answer in OData: what came is what was asked, and is not cut. */
static int check_odata(const struct get *get, struct call *x, const char *path, struct arena *a,
                       struct err *err)
{
    int period;
    struct look look;
    service_moved(get->service, get->address, 0, &period, a);
    const char *month = arena_printf(a, "%d", period);
    const struct look_field fields[] = {{.name = "MonthId", .asked = period ? month : NULL},
                                        {.name = "FlowTypeId", .asked = "1,2,3,4"},
                                        {.name = "CommodityId", .filled = true},
                                        {.name = "CountryId"},
                                        {.name = "Value", .filled = true},
                                        {0}};
    TRY(look_at(&look, path, fields, a, err));
    x->rows = look.rows;
    x->state = !look.rows                                    ? CALL_EMPTY
               : look.more || look.rows >= get->service->cap ? CALL_CUT
                                                             : CALL_DATA;
    return 0;
}

struct document {
    const struct get *get;
    struct arena *arena;
};

/* A page of words is no document; an answer without content is none of these cells. */
static int check_document(void *ctx, struct call *x, const char *path, struct err *err)
{
    const struct document *d = ctx;
    const struct get *get = d->get;
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
    return get->service->layout && !strcmp(get->service->layout, "hmrc")
               ? check_odata(get, x, path, d->arena, err)
               : 0;
}

static const char *extension_of(const struct service *s)
{
    const char *dot = strrchr(s->address, '.');
    if (dot && (!strcasecmp(dot, ".7z") || !strcasecmp(dot, ".csv") || !strcasecmp(dot, ".xml")))
        return !strcasecmp(dot, ".7z") ? "7z" : !strcasecmp(dot, ".csv") ? "csv" : "xml";
    if (!strncmp(s->name, "census", 6) || !strcmp(s->name, "hmrc") || s->kind == SERVICE_REFERENCE)
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
    struct document document = {&get, f->arena};
    get.ctx = &document;
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
                 : row->call->state == CALL_CUT              ? PIECE_CUT
                 : before == f->getter.calls || row->call != &f->cache.call[f->cache.count - 1]
                     ? PIECE_HELD
                     : PIECE_FETCHED;
    row->note = rc ? arena_strdup(f->arena, fault.msg) : NULL;
    row->vintage = rc || release ? release : http_day(row->call->modified, f->arena);
    return rc == ERR_CANCELLED ? err_pass(err, &fault) : 0;
}

/* The answer about a period; one that is cut is asked in two halves of its codes. */
static int fetch_codes(struct fetching *f, const struct service *s, struct terms *t, int first,
                       int count, struct err *err)
{
    if (t->code_count)
        t->codes = terms_codes(s, (const char *const *)t->code + first, count, f->arena);
    TRY(fetch_document(f, s, terms_address(s, t, f->arena), t->words, NULL, err));
    struct fetched *row = &f->row[f->count - 1];
    if (row->state != PIECE_CUT)
        return 0;
    if (count < 2) {
        row->state = PIECE_FAILED;
        row->note = "the answer is cut: name longer codes";
        return 0;
    }
    TRY(fetch_codes(f, s, t, first, count / 2, err));
    return fetch_codes(f, s, t, first + count / 2, count - count / 2, err);
}

enum { CODES_AT_ONCE = 40 }; /* where each is a condition: an address has its length */

static int fetch_period(struct fetching *f, const struct service *s, struct terms *t,
                        struct err *err)
{
    int most = s->cap ? CODES_AT_ONCE : t->code_count;
    for (int i = 0; i < t->code_count; i += most)
        TRY(fetch_codes(f, s, t, i, t->code_count - i < most ? t->code_count - i : most, err));
    return t->code_count ? 0 : fetch_codes(f, s, t, 0, 0, err);
}

/* One for each month or year where the address names one. */
int fetch_documents(struct fetching *f, const struct service *s, struct err *err)
{
    struct terms t;
    struct window w;
    bool months = terms_wanted(s, "{period}") || terms_wanted(s, "{period-}"),
         years = terms_wanted(s, "{year}");
    TRY(terms_refuse(f, s, err));
    TRY(terms_read(&t, f, s, err));
    TRY(get_key(&f->getter, s, f->q->key_file, err));
    if (terms_wanted(s, "{from}")) {
        char text[16];
        TRY(terms_window(&w, f, s, *t.freq == 'A' ? 'A' : 'M', err));
        t.from = arena_strdup(f->arena, period_text(text, w.from));
        t.until = arena_strdup(f->arena, period_text(text, w.until));
    }
    static const char *const references[] = {"ListofReferences", "Reporters", "partnerAreas", "HS"};
    for (size_t i = 0; terms_wanted(s, "{file}") && i < sizeof references / sizeof *references;
         i++) {
        t.file = references[i];
        t.words = arena_printf(f->arena, "%s, %s", s->title, t.file);
        TRY(fetch_document(f, s, terms_address(s, &t, f->arena), t.words, NULL, err));
    }
    if (terms_wanted(s, "{file}"))
        return 0;
    if (!months && !years)
        return fetch_document(f, s, terms_address(s, &t, f->arena), t.words, NULL, err);
    TRY(terms_window(&w, f, s, months ? 'M' : 'A', err));
    for (int i = period_index(w.from); i <= period_index(w.until); i++) {
        char text[16];
        int period = period_of(i, months ? 'M' : 'A');
        t.period = arena_printf(f->arena, "%d", period);
        t.year = t.period;
        t.dashed = arena_strdup(f->arena, period_text(text, period));
        t.words = arena_printf(f->arena, "%s, %s", s->title, t.dashed);
        TRY(fetch_period(f, s, &t, err));
    }
    return 0;
}
