/* SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

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
    err_subject(err, t->measure);
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

/* The periods of a test; one that is none is said by who needs it. */
static void read_asked(struct ask *q, const struct claim_test *t)
{
    const char *const periods[] = {t->period, t->with};
    int n = 0;
    for (int i = 0; i < 2; i++) {
        struct window w;
        if (periods[i] && window_parse(&w, periods[i]))
            q->asked[n++] = w;
    }
}

int ask_of(struct ask *out, const struct claim_test *t, struct arena *a, struct err *err)
{
    bool currency = *t->says.unit && strcmp(t->says.unit, "kg") && strcmp(t->says.unit, "items");
    enum measure m;
    if (t->unit && !ref_counts_pieces(t->unit)) {
        err_set(err, ERR_USAGE, "unit: '%s' is not known here; items are pieces", t->unit);
        return err_subject(err, t->unit);
    }
    if (t->code && !is_codes(t->code)) {
        err_set(err, ERR_USAGE, "code: '%s' is no list of codes", t->code);
        return err_subject(err, t->code);
    }
    TRY(find_measure(&m, t, err));
    *out = (struct ask){
        .flow = {.from = area(t->from),
                 .to = area(t->to),
                 .code = ask_codes(t->code, a),
                 .list = t->list,
                 .group = t->group,
                 .flow = t->flow,
                 .measure = (int)m,
                 .own_currency = currency && strcmp(t->says.unit, "USD") != 0},
    };
    read_asked(out, t);
    return 0;
}

/* --- gathering --- */

struct gathering {
    struct measured *out;
    struct arena *arena;
    const struct areas *areas;
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
    m->mixed |= m->sum && m->sum->direction != s->direction;
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

/* Areas that were asked for and have no figures: their flows are not zero, but not there. */
static int find_missing(struct gathering *g, const struct selected *selected,
                        const struct selection *sel, struct err *err)
{
    const char *missing;
    TRY(selected_absent(selected, &missing, sel, g->arena, err));
    if (missing) {
        g->out->sum = NULL;
        g->out->why = arena_printf(g->arena, "no source has figures of %s", missing);
    }
    return 0;
}

static int read_goods(struct measured *m, struct selected *selected, struct err *err)
{
    struct cells_goods goods;
    TRY(selected_goods(selected, &goods, err));
    m->families = goods.units;
    m->chapters = goods.chapters;
    m->several_codes = goods.several_codes;
    return 0;
}

static int gather(struct gathering *g, struct session *s, const struct selection *sel,
                  const struct ask *q, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct measured *m = g->out;
    struct ref *r;
    TRY(select_these(&selected, s, sel, err));
    TRY(session_areas(s, &g->areas, err));
    TRY(selected_each(selected, add, g, err));
    TRY(find_missing(g, selected, sel, err));
    TRY(read_goods(m, selected, err));
    TRY(selected_sources(selected, &m->sources, g->arena, err));
    TRY(session_reference(s, &r, err));
    return q->law ? legal_flows(&m->law, r, m->flow_list, m->flow_count, g->arena, err) : 0;
}

static int measure_anew(struct measured *out, struct session *s, const struct ask *q,
                        struct err *err)
{
    struct gathering g = {.out = out, .arena = s->arena, .law = q->law};
    struct selection sel;
    struct err why = {0};
    *out = (struct measured){.sources = ""};
    TRY(select_flows(&sel, s, &q->flow, err));
    sel.alone = q->alone;
    memcpy(sel.asked, q->asked, sizeof sel.asked);
    sel.called = "the store"; /* answers do not depend on where it lies */
    out->per_kg = q->flow.measure == MEASURE_UNIT_VALUE;
    int rc = gather(&g, s, &sel, q, &why);
    if (rc == ERR_NOT_FOUND || rc == ERR_CONFLICT) {
        out->sum = NULL;
        out->why = arena_strdup(s->arena, why.msg);
        return 0;
    }
    if (rc)
        return *err = why, rc;
    if (g.unequal) {
        out->why = g.unequal;
        out->sum = NULL;
    }
    if (!out->sum)
        return 0;
    out->reporter = out->sum->direction == DIRECTION_IMPORT ? "the importer" : "the exporter";
    out->flow = out->sum->direction;
    out->valuation = out->sum->valuation;
    return 0;
}

/* --- measured before --- */

struct measures {
    struct measures *next;
    struct ask ask;
    struct measured measured;
};

static bool same_text(const char *x, const char *y)
{
    return x == y || (x && y && !strcmp(x, y));
}

static bool same_ask(const struct ask *x, const struct ask *y)
{
    const struct flow_params *a = &x->flow, *b = &y->flow;
    return x->alone == y->alone && !memcmp(x->asked, y->asked, sizeof x->asked) &&
           (x->law || !y->law) && a->measure == b->measure && a->own_currency == b->own_currency &&
           same_text(a->from, b->from) && same_text(a->to, b->to) && same_text(a->code, b->code) &&
           same_text(a->list, b->list) && same_text(a->group, b->group) &&
           same_text(a->flow, b->flow) && same_text(a->as_of, b->as_of);
}

int measure(struct measured *out, struct session *s, const struct ask *q, struct err *err)
{
    for (const struct measures *m = s->measures; m; m = m->next)
        if (same_ask(&m->ask, q)) {
            *out = m->measured;
            return 0;
        }
    TRY(measure_anew(out, s, q, err));
    struct measures *m = arena_new(s->arena, struct measures);
    *m = (struct measures){s->measures, *q, *out};
    s->measures = m;
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
    bool years, partial = false;
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
