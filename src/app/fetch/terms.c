/* terms.c - what a user asks of a service that is fetched as documents, as its address has it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/fetch/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/resource.h"
#include "ref/sheet.h"

const char *terms_address(const struct service *s, const struct terms *t, struct arena *a)
{
    return service_address(s, a, "period", t->period, "period-", t->dashed, "year", t->year, "from",
                           t->from, "until", t->until, "reporters", t->reporters, "partners",
                           t->partners, "codes", t->codes, "flow", t->flow, "freq", t->freq, "file",
                           t->file, NULL);
}

bool terms_wanted(const struct service *s, const char *name)
{
    return strstr(s->address, name) != NULL;
}

/* --- what was asked --- */

int terms_missing(const struct service *s, const char *what, struct err *err)
{
    err_set(err, ERR_USAGE, "%s: --%s is missing", s->name, what);
    return err_hint(err, "weir services shows what the service holds");
}

int terms_window(struct window *out, const struct fetching *f, const struct service *s, char freq,
                 struct err *err)
{
    const struct fetch_params *q = f->q;
    char last[16];
    if (!q->from)
        return terms_missing(s, "from", err);
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

/* --- areas and codes, as a service writes lists of them --- */

struct spelling {
    const char *service; /* names that begin so */
    const char *scheme;  /* of areas: iso2, or one of data/area/area_key.csv */
    const char *between, *area, *after;
    bool odata; /* codes are conditions on the fields of a commodity */
    const char *export, *import;
};

static const struct spelling *spelling_of(const struct service *s)
{
    static const struct spelling all[] = {
        {"census", "census", ",", "", "", false, "", ""},
        {"eurostat", "iso2", "+", "", "", false, "2", "1"},
        {"hmrc", "iso2", "%20or%20", "Country/CountryCodeAlpha%20eq%20%27", "%27", true,
         "FlowTypeId%20eq%202%20or%20FlowTypeId%20eq%204",
         "FlowTypeId%20eq%201%20or%20FlowTypeId%20eq%203"},
        {"", "iso2", ",", "", "", false, "", ""},
    };
    const struct spelling *x = all;
    while (strncmp(s->name, x->service, strlen(x->service)) != 0)
        x++;
    return x;
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
                      const char *names, const char *option, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct spelling *as = spelling_of(s);
    struct ref *ref;
    struct ref_areas areas;
    if (!names)
        return terms_missing(s, option, err);
    TRY(session_reference(f->session, &ref, err));
    TRY(ref_areas(ref, &areas, f->arena, names, err));
    for (int i = 0; i < areas.count; i++) {
        const char *key = key_of(as->scheme, areas.m49[i], f->arena);
        if (!key) {
            err_set(err, ERR_USAGE, "%s has no name for area %d that is known here", s->title,
                    areas.m49[i]);
            return err_subject(err, names);
        }
        buf_printf(&b, "%s%s%s%s", i ? as->between : "", as->area, key, as->after);
    }
    *out = arena_strdup(f->arena, buf_str(&b));
    return 0;
}

/* The codes as they were said, each looked at; none: all of them. */
static int read_codes(struct terms *t, const struct fetching *f, const struct service *s,
                      struct err *err)
{
    const char *said = f->q->code;
    if (!said)
        return terms_missing(s, "code", err);
    size_t most = strstr(s->levels, "CN8") ? 8 : 6;
    for (const char *p = said; strcmp(said, "all") && *p; p += strcspn(p, ",")) {
        p += *p == ',';
        size_t n = strcspn(p, ",");
        if (n < 2 || n > most || n % 2 || strspn(p, "0123456789") != n)
            return err_set(err, ERR_USAGE, "'%.*s' is no code of %s (%s)", (int)n, p, s->title,
                           s->levels);
        t->code = arena_grow(f->arena, t->code, (size_t)t->code_count, sizeof *t->code);
        t->code[t->code_count++] = arena_strndup(f->arena, p, n);
    }
    t->codes = terms_codes(s, t->code, t->code_count, f->arena);
    return 0;
}

const char *terms_codes(const struct service *s, const char *const *code, int count,
                        struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct spelling *as = spelling_of(s);
    for (int i = 0; i < count; i++) {
        buf_puts(&b, i ? as->between : "");
        if (as->odata) /* CN8 codes have a field of their own, so has each level of the HS */
            buf_printf(&b, "Commodity/%s%zuCode%%20eq%%20%%27%s%%27",
                       strlen(code[i]) == 8 ? "Cn" : "Hs", strlen(code[i]), code[i]);
        else
            buf_puts(&b, code[i]);
    }
    if (!count)
        return as->odata ? "CommodityId%20gt%200" : "*";
    return arena_strdup(a, b.s);
}

/* --- all of it --- */

int terms_refuse(const struct fetching *f, const struct service *s, struct err *err)
{
    const struct fetch_params *q = f->q;
    bool periods = terms_wanted(s, "{period") || terms_wanted(s, "{year}") ||
                   terms_wanted(s, "{from}");
    bool import = strstr(s->name, "import"), export = strstr(s->name, "export");
    const struct {
        const char *name, *value;
        bool used;
    } said[] = {{"reporter", q->reporter, terms_wanted(s, "{reporters}")},
                {"partner", q->partner, terms_wanted(s, "{partners}")},
                {"code", q->code, terms_wanted(s, "{codes}")},
                {"from", q->from, periods},
                {"to", q->until, periods},
                {"freq", q->freq, terms_wanted(s, "{freq}")},
                {"flow", q->flow, terms_wanted(s, "{flow}") || import || export}};
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

int terms_read(struct terms *t, const struct fetching *f, const struct service *s, struct err *err)
{
    bool import = f->q->flow && !strcmp(f->q->flow, "import");
    const struct spelling *as = spelling_of(s);
    *t = (struct terms){.flow = import ? as->import : as->export, .freq = "M", .words = s->title};
    if (f->q->freq && !strcmp(f->q->freq, "year"))
        t->freq = "A";
    if (terms_wanted(s, "{reporters}"))
        TRY(read_areas(&t->reporters, f, s, f->q->reporter, "reporter", err));
    if (terms_wanted(s, "{partners}"))
        TRY(read_areas(&t->partners, f, s, f->q->partner, "partner", err));
    return terms_wanted(s, "{codes}") ? read_codes(t, f, s, err) : 0;
}
