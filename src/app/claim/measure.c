/* SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/measure.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/flow/totals.h"

/* --- what is asked --- */

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

/* No goods named, or all chapters of the HS: a printed total says it better than a sum. */
static bool is_all_goods(const struct claim_test *t)
{
    static const char *const names[] = {"TOTAL", "all", "01-97", "01-98", "01-99"};
    bool all = !t->code && !t->list && !t->group;
    for (size_t i = 0; t->code && i < sizeof names / sizeof *names; i++)
        all |= !strcasecmp(t->code, names[i]);
    return all;
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
        .flow = {.from = t->from,
                 .to = t->to,
                 .code = ref_codes(t->code, a),
                 .list = t->list,
                 .group = t->group,
                 .flow = t->flow,
                 .measure = (int)m,
                 .own_currency = currency && strcmp(t->says.unit, "USD") != 0},
        .all_goods = is_all_goods(t),
    };
    read_asked(out, t);
    return 0;
}

/* --- gathering --- */

struct gathering {
    struct measured *out;
    struct arena *arena;
    const struct areas *areas;
    const struct ask *q;
    const char *unequal; /* why its series cannot be added; NULL: they can */
    bool chapter[100];   /* those seen */
};

static void note_chapter(struct gathering *g, const char *unit)
{
    int chapter = isdigit((unsigned char)unit[0]) && isdigit((unsigned char)unit[1])
                      ? (unit[0] - '0') * 10 + unit[1] - '0'
                      : 0;
    g->out->chapters += chapter && !g->chapter[chapter];
    g->chapter[chapter] = true;
}

/* What a series is placed under: its goods by as many digits as the code that was asked has. */
static const char *place_of(const struct gathering *g, const struct series *s)
{
    if (g->q->by == PEER_GOODS)
        return arena_strndup(g->arena, s->unit, g->q->digits);
    return areas_iso3(g->areas, g->q->by == PEER_EXPORTER ? s->exporter : s->importer);
}

static void add_to_place(struct gathering *g, const struct series *s)
{
    struct measured *m = g->out;
    const char *what = place_of(g, s);
    int i = 0;
    while (i < m->peer_count && strcmp(m->peer[i].what, what) != 0)
        i++;
    if (i < m->peer_count) {
        series_add(m->peer[i].series, s, g->arena);
        return;
    }
    m->peer = arena_grow(g->arena, m->peer, (size_t)m->peer_count, sizeof *m->peer);
    m->peer[m->peer_count++] = (struct peer){what, series_keep(s, g->arena)};
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
    struct part *p = part_of(g, s->exporter ? s->exporter : s->reporter);
    note_chapter(g, s->unit);
    add_to_place(g, s);
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
    if (g->q->law)
        legal_add(&m->flow_list, &m->flow_count, s, LEGAL_SENT, g->arena);
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

/* Of exporters without a figure of a code those that report its heading or chapter as a whole: what
 * of that is the code is not known, and no zero. */
struct holders {
    struct gathering *g;
    const char *code;
    struct buf *names;
};

static int add_holder(void *ctx, const struct series *s, struct err *err)
{
    struct holders *h = ctx;
    size_t n = strlen(s->unit);
    (void)err;
    for (int i = 0; i < h->g->out->part_count; i++)
        if (h->g->out->part[i].exporter == s->exporter)
            return 0;
    if (n < strlen(h->code) && !strncmp(s->unit, h->code, n))
        buf_printf(h->names, "%s%s (%s)", h->names->len ? ", " : "",
                   areas_iso3(h->g->areas, s->exporter), s->unit);
    return 0;
}

static int find_holders(struct gathering *g, struct session *s, const struct selection *sel,
                        struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    CLEANUP(buf_free) struct buf names = {0};
    const char *code = g->q->flow.code;
    bool one = code && strspn(code, "0123456789") == strlen(code) && strlen(code) > 2;
    struct selection chapter = *sel;
    struct holders h = {g, code, &names};
    int count = 0;
    for (const char *list = sel->exporters; next_area(&list);)
        count++;
    if (!one || !g->out->sum || count < 2 || g->out->part_count >= count)
        return 0;
    chapter.codes = arena_strndup(g->arena, code, 2);
    TRY(select_if_any(&selected, s, &chapter, err));
    if (selected)
        TRY(selected_each(selected, add_holder, &h, err));
    if (names.len) {
        g->out->sum = NULL;
        g->out->why = arena_printf(g->arena,
                                   "reported as a whole only by %s: what of it is %s is "
                                   "not told",
                                   names.s, code);
    }
    return 0;
}

static int read_goods(struct measured *m, struct selected *selected, struct err *err)
{
    struct cells_goods goods;
    TRY(selected_goods(selected, &goods, err));
    m->families = goods.units;
    m->several_codes = goods.several_codes;
    return 0;
}

static int read_printed(struct measured *m, struct selected *selected, struct arena *a,
                        struct err *err)
{
    struct cells_said *said;
    int count;
    TRY(selected_said(selected, &said, &count, a, err));
    for (int i = 0; i < count; i++) {
        if (said[i].kind == SAID_WHOLE)
            m->printed = said[i].printed_periods && !said[i].summed_periods && count == 1;
        m->total_in_part |= said[i].kind == SAID_WHOLE && said[i].mixed;
        if (said[i].kind == SAID_WHOLE)
            m->world_printed = m->printed && said[i].world_periods == said[i].printed_periods;
        if (said[i].kind == SAID_HEADING && m->sum &&
            !strcmp(said[i].currency, m->sum->measured_in))
            m->untold += fmax(said[i].printed - said[i].parts, 0);
        if (said[i].kind == SAID_EDGE && m->sum && !strcmp(said[i].currency, m->sum->measured_in)) {
            m->families_sum = said[i].printed;
            m->codes_sum = said[i].parts;
        }
    }
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
    TRY(find_holders(g, s, sel, err));
    TRY(read_goods(m, selected, err));
    TRY(read_printed(m, selected, g->arena, err));
    TRY(totals_say(&m->notes, selected, sel, g->arena, err));
    TRY(selected_sources(selected, &m->sources, g->arena, err));
    TRY(session_reference(s, &r, err));
    return q->law
               ? legal_flows(&m->law, &m->law_before, r, m->flow_list, m->flow_count, g->arena, err)
               : 0;
}

static int measure_anew(struct measured *out, struct session *s, const struct ask *q,
                        struct err *err)
{
    struct gathering g = {.out = out, .arena = s->arena, .q = q};
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
    return x->alone == y->alone && x->all_goods == y->all_goods && x->by == y->by &&
           x->digits == y->digits && !memcmp(x->asked, y->asked, sizeof x->asked) &&
           (x->law || !y->law) && a->measure == b->measure && a->own_currency == b->own_currency &&
           same_text(a->from, b->from) && same_text(a->to, b->to) && same_text(a->code, b->code) &&
           same_text(a->list, b->list) && same_text(a->group, b->group) &&
           same_text(a->flow, b->flow) && same_text(a->as_of, b->as_of);
}

/* All goods: as printed, else chapter by chapter, where what is renumbered can be told. */
static int measure_goods(struct measured *out, struct session *s, const struct ask *q,
                         struct err *err)
{
    struct ask total = *q;
    bool named = q->flow.code && strcmp(q->flow.code, "TOTAL") != 0;
    if (!q->all_goods)
        return measure_anew(out, s, q, err);
    total.flow.code = "TOTAL";
    TRY(measure_anew(out, s, &total, err));
    if (!out->printed && !(q->flow.code && !named))
        TRY(measure_anew(out, s, q, err));
    out->lacks_goods = !named && !out->printed && out->chapters < ALL_CHAPTERS;
    return 0;
}

int measure(struct measured *out, struct session *s, const struct ask *q, struct err *err)
{
    for (const struct measures *m = s->measures; m; m = m->next)
        if (same_ask(&m->ask, q)) {
            *out = m->measured;
            return 0;
        }
    TRY(measure_goods(out, s, q, err));
    struct measures *m = arena_new(s->arena, struct measures);
    *m = (struct measures){s->measures, *q, *out};
    s->measures = m;
    return 0;
}
