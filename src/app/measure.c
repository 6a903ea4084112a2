/* SPDX-License-Identifier: Apache-2.0 */
#include "app/measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/resource.h"

/* --- what is asked --- */

const char *ask_codes(const char *codes, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (const char *p = codes; p && *p;) {
        long first, last;
        int n = 0, m = 0;
        size_t len = strcspn(p, ",;");
        if (sscanf(p, " %ld%n - %ld%n", &first, &n, &last, &m) == 2 && m && last >= first &&
            last - first < 1000) {
            int digits = n - (int)strspn(p, " ");
            for (long c = first; c <= last; c++)
                buf_printf(&b, "%s%0*ld", b.len ? "," : "", digits, c);
        } else {
            p += strspn(p, " ");
            buf_printf(&b, "%s%.*s", b.len ? "," : "", (int)strcspn(p, ",; "), p);
            len = strcspn(p, ",;");
        }
        p += len + (p[len] != '\0');
    }
    return b.len ? arena_strdup(a, b.s) : NULL;
}

static int find_measure(enum measure *out, const struct claim_test *t, struct err *err)
{
    static const char *const names[] = {"value", "weight", "quantity", "unit value"};
    const char *unit = *t->says.unit ? t->says.unit : t->unit ? "items" : "";
    *out = !strcmp(unit, "kg")      ? MEASURE_WEIGHT
           : !strcmp(unit, "items") ? MEASURE_QUANTITY
                                    : MEASURE_VALUE;
    if (t->kind == CLAIM_UNIT_VALUE)
        *out = MEASURE_UNIT_VALUE;
    for (int i = 0; t->measure && i < 4; i++)
        if (!strcmp(t->measure, names[i])) {
            *out = (enum measure)i;
            return 0;
        }
    if (!t->measure)
        return 0;
    err_set(err, ERR_USAGE, "measure: '%s' is none", t->measure);
    return err_hint(err, "value, weight or quantity");
}

static const char *area(const char *name)
{
    return name && strcmp(name, "all") != 0 && strcmp(name, "World") != 0 ? name : NULL;
}

/* Codes and ranges between commas; a blank inside one is a slip. */
static bool is_codes(const char *text)
{
    for (const char *p = text; *p;) {
        p += strspn(p, " ");
        size_t n = strspn(p, "0123456789TOAL");
        const char *end = p + n;
        end += strspn(end, " ");
        if (*end == '-') {
            end++;
            end += strspn(end, " ");
            end += strspn(end, "0123456789");
            end += strspn(end, " ");
        }
        if (!n || (*end && *end != ','))
            return false;
        p = end + (*end == ',');
    }
    return true;
}

int ask_of(struct ask *out, const struct claim_test *t, const char *store, struct arena *a,
           struct err *err)
{
    bool currency = *t->says.unit && strcmp(t->says.unit, "kg") && strcmp(t->says.unit, "items");
    *out = (struct ask){
        .store = store,
        .from = area(t->from),
        .to = area(t->to),
        .code = ask_codes(t->code, a),
        .list = t->list,
        .group = t->group,
        .flow = t->flow,
        .own_currency = currency && strcmp(t->says.unit, "USD") != 0,
    };
    if (t->unit && !measure_counts(t->unit))
        return err_set(err, ERR_USAGE, "unit: '%s' is not known here; items are pieces", t->unit);
    if (t->code && !is_codes(t->code))
        return err_set(err, ERR_USAGE, "code: '%s' is no list of codes", t->code);
    return find_measure(&out->measure, t, err);
}

/* --- gathering --- */

struct gathering {
    struct measured *out;
    struct arena *arena;
    struct areas *areas;
    bool law;
    const char *unequal; /* why its series cannot be added; NULL: they can */
    int *importer;       /* those seen */
};

static void note_importer(struct gathering *g, int m49)
{
    struct measured *m = g->out;
    for (int i = 0; i < m->importers; i++)
        if (g->importer[i] == m49)
            return;
    g->importer = arena_grow(g->arena, g->importer, (size_t)m->importers, sizeof *g->importer);
    g->importer[m->importers++] = m49;
}

static struct part *part_of(struct gathering *g, int exporter)
{
    struct measured *m = g->out;
    for (int i = 0; i < m->part_count; i++)
        if (m->part[i].exporter == exporter)
            return &m->part[i];
    m->part = arena_grow(g->arena, m->part, (size_t)m->part_count, sizeof *m->part);
    m->part[m->part_count] = (struct part){.exporter = exporter,
                                           .iso3 = areas_iso3(g->areas, exporter)};
    return &m->part[m->part_count++];
}

static int add(void *ctx, const struct series *s, struct err *err)
{
    struct gathering *g = ctx;
    struct measured *m = g->out;
    (void)err;
    if (m->sum && (m->sum->freq != s->freq || strcmp(m->sum->measured_in, s->measured_in) != 0)) {
        g->unequal = s->freq != m->sum->freq
                         ? "some exporters report by month, others by year: they cannot be added"
                         : arena_printf(g->arena, "figures in %s and in %s cannot be added",
                                        m->sum->measured_in, s->measured_in);
        return 0;
    }
    struct part *p = part_of(g, s->exporter);
    note_importer(g, s->importer);
    m->mixed |= m->sum && strcmp(m->sum->direction, s->direction) != 0;
    if (m->sum)
        series_add(m->sum, s, g->arena);
    else
        m->sum = series_keep(s, g->arena);
    if (m->clean && !series_renumbered(s))
        series_add(m->clean, s, g->arena);
    else if (!series_renumbered(s))
        m->clean = series_keep(s, g->arena);
    if (p->series)
        series_add(p->series, s, g->arena);
    else
        p->series = series_keep(s, g->arena);
    if (g->law)
        legal_add(&m->flow_list, &m->flow_count, s, g->arena);
    return 0;
}

/* Areas that were asked for and occur in no row of the store: their flows are not zero, but not
 * there. */
static int find_missing(struct gathering *g, struct store *s, const struct selection *sel,
                        struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"exporters", sel->exporters}, {"importers", sel->importers}, {0}};
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/missing_areas.sql")->text, p, err));
    if (duck_next(r) && !duck_null(r, 0)) {
        g->out->sum = NULL;
        g->out->why = arena_printf(g->arena, "no source has figures of %s",
                                   duck_text(r, 0, g->arena));
    }
    return duck_end(r, err);
}

static int gather(struct gathering *g, struct store *s, const struct selection *sel,
                  const struct ask *q, struct err *err)
{
    struct measured *m = g->out;
    struct units units;
    TRY(series_select(s, sel, err));
    TRY(areas_read(&g->areas, s, g->arena, err));
    TRY(series_units(s, &units, g->arena, err));
    TRY(series_each(s, sel, add, g, err));
    TRY(find_missing(g, s, sel, err));
    m->families = units.count;
    for (int i = 0; i < units.count; i++)
        m->chapters += !i || strncmp(units.unit[i - 1].unit, units.unit[i].unit, 2) != 0;
    m->several_codes = units.count == 1 && strchr(units.unit[0].codes, ',');
    m->sources = select_sources(s, sel, g->arena, err);
    return q->law ? legal_flows(&m->law, s, m->flow_list, m->flow_count, g->arena, err) : 0;
}

/* The first line of a message, the store in it called so: answers do not depend on where it lies.
 */
static const char *without_path(const char *message, const char *store, struct arena *a)
{
    const char *path = arena_printf(a, "'%s'", store), *at = strstr(message, path);
    const char *line = arena_strndup(a, message, strcspn(message, "\n"));
    if (!at)
        return line;
    return arena_printf(a, "%.*sthe store%s", (int)(at - message), message,
                        line + (at - message) + strlen(path));
}

struct request ask_request(const struct ask *q)
{
    return (struct request){.store = q->store,
                            .from = q->from,
                            .to = q->to,
                            .code = q->code,
                            .list = q->list,
                            .group = q->group,
                            .flow = q->flow,
                            .as_of = q->as_of};
}

int measure(struct measured *out, const struct ask *q, struct arena *a, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct gathering g = {.out = out, .arena = a, .law = q->law};
    struct selection sel;
    struct request r = ask_request(q);
    r.measure = q->measure;
    *out = (struct measured){.sources = ""};
    TRY(select_open(&s, &sel, a, &r, err));
    sel.alone = q->alone;
    sel.own_currency = q->own_currency;
    out->per_kg = q->measure == MEASURE_UNIT_VALUE;
    int rc = gather(&g, s, &sel, q, err);
    if (rc == ERR_NOT_FOUND || rc == ERR_CONFLICT) {
        out->sum = NULL;
        out->why = without_path(err->msg, q->store, a);
        *err = (struct err){0};
        return 0;
    }
    TRY(rc);
    if (g.unequal) {
        out->why = g.unequal;
        out->sum = NULL;
    }
    if (!out->sum)
        return 0;
    bool import = !strcmp(out->sum->direction, "import");
    out->reporter = import ? "the importer" : "the exporter";
    out->flow = out->sum->direction;
    out->valuation = out->sum->valuation;
    return 0;
}

/* --- windows --- */

/* A sum over many families is known where parts of it are: a list is seldom covered whole. */
static bool is_known(const struct series *s, int i, bool several, bool *partial)
{
    bool part = s->status[i] == POINT_PARTIAL || s->status[i] == POINT_NOT_COVERED;
    *partial |= part && several;
    return !isnan(s->value[i]) && (!part || several);
}

/* Months as years where only these are there. */
static struct window on_grid(struct window w, char freq, bool *years)
{
    *years = false;
    if (freq == 'M')
        return window_months(w);
    if (!period_is_month(w.from))
        return w;
    *years = w.from % 100 != 1 || w.until % 100 != 12;
    return (struct window){w.from / 100, w.until / 100};
}

static struct figure sum_of(const struct measured *m, const struct series *s, struct window w,
                            int shift, const char *whose, struct arena *a)
{
    struct figure f = {0};
    double weight = 0;
    int missing = 0;
    w = on_grid(w, s->freq, &f.years);
    for (int i = period_index(w.from) + shift; i <= period_index(w.until) + shift; i++) {
        int at = i - s->first;
        bool known = at >= 0 && at < s->n && is_known(s, at, m->families > 1, &f.partial);
        missing += !known;
        f.periods++;
        f.value += known ? s->value[at] : 0;
        weight += known && m->per_kg ? s->weight[at] : 0;
    }
    if (m->per_kg) {
        f.value = weight > 0 ? f.value / weight : (double)NAN;
        f.why = weight > 0 ? NULL : "nothing with a weight in the period";
    }
    if (missing) {
        f.value = NAN;
        f.why = arena_printf(a, "%d of %d %s of the period have no figure%s%s", missing, f.periods,
                             s->freq == 'M' ? "months" : "years", *whose ? " of " : "", whose);
    }
    return f;
}

/* What an exporter would have sent in the periods that it lacks, by its mean in the others. */
static double lacking(const struct measured *m, const struct series *s, struct window w, int shift,
                      int *periods)
{
    bool years, partial;
    double sum = 0, all = 0;
    int known = 0, all_known = 0, missing = 0;
    w = on_grid(w, s->freq, &years);
    int first = period_index(w.from) + shift, last = period_index(w.until) + shift;
    for (int at = 0; at < s->n; at++) {
        if (!is_known(s, at, m->families > 1, &partial))
            continue;
        bool inside = s->first + at >= first && s->first + at <= last;
        known += inside;
        sum += inside ? s->value[at] : 0;
        all_known++;
        all += s->value[at];
    }
    missing = last - first + 1 - known;
    *periods += missing;
    double mean = known ? sum / known : all_known ? all / all_known : 0;
    return missing * mean;
}

static const double LITTLE = 0.1;

struct figure figure_in(const struct measured *m, struct window w, int shift, struct arena *a)
{
    CLEANUP(buf_free) struct buf names = {0};
    struct figure f = sum_of(m, m->sum, w, shift, "", a);
    double gap = 0;
    int periods = 0;
    for (int i = 0; i < m->part_count && m->part_count > 1 && !m->per_kg; i++) {
        int before = periods;
        gap += lacking(m, m->part[i].series, w, shift, &periods);
        if (periods > before)
            buf_printf(&names, "%s%s", names.len ? ", " : "", m->part[i].iso3);
    }
    if (!periods || isnan(f.value))
        return f;
    double share = gap / (f.value + gap);
    f.gap = arena_printf(a, "cover: %d periods of %s are not there, about %.2g %% of the sum",
                         periods, names.s, 100 * share);
    if (f.value + gap > 0 && share > LITTLE) {
        f.value = NAN;
        f.why = f.gap;
        f.gap = NULL;
    }
    return f;
}

struct figure figure_of(const struct measured *m, const struct part *p, struct window w,
                        struct arena *a)
{
    return sum_of(m, p->series, w, 0, p->iso3, a);
}

bool measure_counts(const char *unit)
{
    static const char *const names[] = {
        "items", "item", "number of items", "u",    "nar",    "no",  "pieces",          "piece",
        "pcs",   "p/st", "units",           "unit", "number", "set", "\xd1\x88\xd1\x82"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(unit, names[i]))
            return true;
    return !strncmp(unit, "u (", 3);
}

/* --- alternatives --- */

int measure_vintages(const char ***days, int *count, const char *store, struct arena *a,
                     struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *count = 0;
    TRY(store_open(&s, store, STORE_READ, err));
    TRY(duck_query(store_duck(s), &r,
                   "SELECT DISTINCT (replaced_on - 1)::DATE::VARCHAR FROM flow "
                   "WHERE replaced_on IS NOT NULL ORDER BY 1 DESC LIMIT 3",
                   NULL, err));
    while (duck_next(r)) {
        *days = arena_grow(a, *days, (size_t)*count, sizeof **days);
        (*days)[(*count)++] = duck_text(r, 0, a);
    }
    return duck_end(r, err);
}

int measure_neighbours(const char ***codes, int *count, const struct ask *q, struct arena *a,
                       struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"code", q->code}, {0}};
    *count = 0;
    TRY(store_open(&s, q->store, STORE_READ, err));
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/neighbours.sql")->text, p, err));
    while (duck_next(r)) {
        *codes = arena_grow(a, *codes, (size_t)*count, sizeof **codes);
        (*codes)[(*count)++] = duck_text(r, 0, a);
    }
    return duck_end(r, err);
}
