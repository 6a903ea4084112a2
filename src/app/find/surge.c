/* surge.c - what rose or fell towards a destination.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/asked.h"
#include "app/find/contrast.h"
#include "law/law.h"

struct surge_params {
    struct words words;
    struct find_params find;
    const char *order;
    bool drops;
    int limit; /* rows shown in text; 0: all */
    double alert;
};

/* --- orders --- */

/* Keys sort upwards; NAN last. */
static double by_excess(const struct finding *f, const struct unit *u)
{
    (void)u;
    return -fabs(f->excess);
}
static double by_ratio(const struct finding *f, const struct unit *u)
{
    double size = isnan(f->ratio) ? INFINITY : f->ratio;
    (void)u;
    return f->direction > 0 ? -size : size;
}
static double by_p(const struct finding *f, const struct unit *u)
{
    (void)u;
    return f->p;
}
static double by_tier(const struct finding *f, const struct unit *u)
{
    (void)f;
    return unit_tier(u) ? unit_tier(u) + (u->tier[1] ? u->tier[2] : 0) / 256. : 255;
}
static double by_since(const struct finding *f, const struct unit *u)
{
    (void)u;
    return f->since * (f->series->freq == 'A' ? 12. : 1.);
}

static const struct order {
    const char *name;
    double (*key)(const struct finding *f, const struct unit *u);
    bool amounts; /* of different currencies these are not compared: one comes after the other */
} orders[] = {
    {"excess", by_excess, true}, {"ratio", by_ratio, false}, {"p", by_p, false},
    {"tier", by_tier, false},    {"since", by_since, false},
};

/* A finding with its place in the order. */
struct ranked {
    struct finding *finding;
    const char *group;
    double key;
};

static int compare(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    int c = strcmp(a->group, b->group);
    if (c)
        return c;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->finding < b->finding ? -1 : 1; /* as detect_close() left them */
}

static int sort(struct finding **list, int count, const struct find *f, const char *name,
                struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct order *o = NULL;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (!strcmp(orders[i].name, name ? name : "excess"))
            o = &orders[i];
    if (!o) {
        err_set(err, ERR_USAGE, "--order %s: no such order", name);
        return err_hint(err, "excess, ratio, p, tier or since");
    }
    struct ranked *r = arena_array(&a, struct ranked, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        const struct series *s = list[i]->series;
        r[i] = (struct ranked){list[i], o->amounts ? s->measured_in : "",
                               o->key(list[i], units_find(&f->units, s->unit))};
    }
    qsort(r, (size_t)count, sizeof *r, compare);
    for (int i = 0; i < count; i++)
        list[i] = r[i].finding;
    return 0;
}

/* --- the answer --- */

/* Dates on the event, against what chance would put there. */
static void add_event(struct buf *b, const struct find *f, struct finding *const *list, int count,
                      struct arena *a)
{
    char from[16], until[16];
    const struct event *e = &f->event;
    if (!e->name)
        return;
    struct coincidence c = event_coincidence(e, list, count, period_index(f->since), a);
    buf_printf(b, "event: %s (%s to %s, %s)\n", e->text, period_text(from, period_of(e->from, 'M')),
               period_text(until, period_of(e->until, 'M')), e->status);
    buf_printf(b,
               "dates of %d of %d findings coincide with it; by chance %.1f would (p %.2g if "
               "dates were independent, which they seldom are)\n",
               c.overlaps, c.findings, c.expected, c.p);
    buf_puts(b, "'coincides' does not mean 'caused'\n");
}

static const char *head_of(const struct find *f, const struct surge_params *q,
                           struct finding *const *list, int count, struct arena *a)
{
    const struct findings *x = &f->findings;
    char since[16];
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s to %s since %s%s, %s\n", q->drops ? "falls" : "rises",
               q->find.flow.to ? q->find.flow.to : "all destinations", period_text(since, f->since),
               f->since_given ? "" : " (default)", find_base_words(f));
    buf_printf(&b, "%d of %d series at a false discovery rate of %g %%", count, x->tested,
               q->find.fdr * 100);
    if (f->sums)
        buf_printf(&b, "; %d of them sums of the group as one", f->sums);
    if (x->too_short)
        buf_printf(&b, "; %d too short to test", x->too_short);
    if (x->renumbered)
        buf_printf(&b, "; %d cut by an HS renumbering, not tested", x->renumbered);
    buf_puts(&b, "\n");
    find_legal_totals(&b, f, list, count);
    add_event(&b, f, list, count, a);
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}

static const char *foot_of(const struct find *f, int shown, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (shown < count)
        buf_printf(&b, "%d more: --limit 0 shows all\n", count - shown);
    if (!f->findings.tested)
        buf_puts(&b, "no series is long enough: three months after the date and six of the same "
                     "months before it are needed, or one year and three\n");
    buf_puts(&b,
             "after runs from since until it went back, before up to since; before is scaled to "
             "the length of after; excess is over what the past would lead to expect; p is "
             "adjusted for all series tested\n");
    if (f->currencies > 1)
        buf_puts(&b, "several currencies: each is ranked by itself (weir rates FILE converts)\n");
    buf_puts(&b,
             "comparison: with the same goods of the exporter to other destinations (elsewhere) "
             "and with its other goods to the same one; that others rose too acquits nobody, "
             "goods sent round a ban rise together\n");
    buf_printf(&b, "method: %s\n", find_method(f, a));
    buf_puts(&b, f->sources);
    return arena_strdup(a, b.s);
}

static int check(const struct find_params *q, struct err *err)
{
    if (!q->flow.to && !q->flow.from)
        return err_set(err, ERR_USAGE, "surge to where? name a destination with --to");
    if (!(q->fdr > 0 && q->fdr <= 1))
        return err_set(err, ERR_USAGE, "--fdr must be between 0 and 1");
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct surge_params *q = params;
    struct arena *a = s->arena;
    struct find f;
    struct find_options o = {.keep = q->find.fdr};
    int count;
    TRY(check(&q->find, err));
    TRY(asked_now(&o.run, s, err));
    TRY(find_all(&f, s, &q->find, &o, err));
    struct finding **list = find_significant(&f, q->find.fdr, q->drops ? -1 : 1, &count, a);
    find_say_quiet(&f, q->find.fdr, q->drops ? -1 : 1, s);
    TRY(sort(list, count, &f, q->order, err));
    TRY(contrast_findings(&f, list, count, s, &q->find.flow, err));
    for (int i = 0; i < count && !isnan(q->alert); i++)
        out->above += fabs(list[i]->excess) > q->alert;
    int shown = q->limit && q->limit < count ? q->limit : count;
    out->table = find_table(&f, list, shown, a);
    out->head = head_of(&f, q, list, count, a);
    out->foot = foot_of(&f, shown, count, a);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(surge_params, find.flow),
    FLOW_TO(surge_params, find.flow),
    FLOW_GOODS(surge_params, find.flow),
    FIND_SINCE(surge_params, find),
    {PARAM(surge_params, order, "order", TEXT, "ORDER", "excess, ratio, p, tier or since", WORDS),
     .words = "excess ratio p tier since"},
    FLOW_MEASURE(surge_params, find.flow),
    {PARAM(surge_params, drops, "drops", FLAG, NULL, "what fell instead of what rose", NOTHING)},
    FIND_FDR(surge_params, find),
    FLOW_CURRENCY(surge_params, find.flow),
    FIND_EVENT(surge_params, find),
    FIND_METHOD(surge_params, find),
    FIND_LIMIT(surge_params, limit),
    FIND_ALERT(surge_params, alert),
    {0},
};

const struct question question_surge = {
    .name = "surge",
    .arguments = "",
    .summary = "find what rose or fell towards a destination",
    .text = "Every series to the destination is tested: after the date against before "
            "it, by what all series of the question do while nothing happens. The adjusted p is "
            "the share of false ones to expect among findings as sure as this. "
            "Kinds: shift (a new level), new (no trade before), ended (no trade up to "
            "until, where it may go on), spike (a rise that has gone back). Order: excess over "
            "what the past "
            "would lead to expect. The largest rises, or falls, in which no change is sure are "
            "named beside them.\n"
            "\n"
            "Each finding is compared with the same goods of the exporter to other destinations "
            "and with its other goods to the same destination: it stands out from both, or others "
            "rose too. That others rose too acquits nobody: goods sent round a ban rise together. "
            "By the lists held here: what of the value was prohibited for the exporter, listed but "
            "not binding, not listed (see weir status). --event asks whether dates of change fall "
            "on an event (its name, or DATE[..DATE]) "
            "and how many would by chance; that is no statement about causes.\n"
            "\n"
            "Without --since the first month is March 2022 where the data reach over it, "
            "else the last twelve months are looked at. The tests are described in "
            "docs/method/surge.md.",
    .examples = "weir surge --to RUS --since 2024-04\n"
                "weir surge --to KGZ --event invasion-2022\n"
                "weir surge --to KGZ --list chpl --drops --json",
    .params = params,
    .size = sizeof(struct surge_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/surge.md, contrast.md",
    .tables = LAW_TABLES,
    .columns = find_columns,
    .run = run,
};
