/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/contrast.h"
#include "app/evidence.h"
#include "app/find.h"

/* --- orders --- */

static const struct units *sort_units; /* of the one sort that runs; surge is single-threaded */

static double tier_of(const struct finding *f)
{
    const struct unit *u = units_find(sort_units, f->series->unit);
    return u && u->tier ? u->tier[0] + (u->tier[1] ? u->tier[2] : 0) / 256. : 255;
}

/* Keys sort upwards; NAN last. */
static double by_excess(const struct finding *f)
{
    return -fabs(f->excess);
}
static double by_ratio(const struct finding *f)
{
    double size = isnan(f->ratio) ? INFINITY : f->ratio;
    return f->direction > 0 ? -size : size;
}
static double by_p(const struct finding *f)
{
    return f->p;
}
static double by_since(const struct finding *f)
{
    return f->since * (f->series->freq == 'A' ? 12. : 1.);
}

static const struct order {
    const char *name;
    double (*key)(const struct finding *f);
} orders[] = {
    {"excess", by_excess}, {"ratio", by_ratio}, {"p", by_p}, {"tier", tier_of}, {"since", by_since},
};

static double (*sort_key)(const struct finding *f);

/* Amounts of different currencies are not compared: one currency comes after the other. */
static int compare(const void *x, const void *y)
{
    const struct finding *a = *(struct finding *const *)x, *b = *(struct finding *const *)y;
    bool amounts = sort_key == by_excess;
    int c = amounts ? strcmp(a->series->measured_in, b->series->measured_in) : 0;
    double u = sort_key(a), v = sort_key(b);
    if (c)
        return c;
    if (u != v)
        return u < v ? -1 : 1;
    return a < b ? -1 : 1; /* as detect_close() left them */
}

static int sort(struct finding **list, int count, const struct find *f, const char *name,
                struct err *err)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (strcmp(orders[i].name, name ? name : "excess") != 0)
            continue;
        sort_key = orders[i].key;
        sort_units = &f->units;
        qsort(list, (size_t)count, sizeof *list, compare);
        return 0;
    }
    err_set(err, ERR_USAGE, "--order %s: no such order", name);
    return err_hint(err, "excess, ratio, p, tier or since");
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

static const char *head_of(const struct find *f, const struct request *q,
                           struct finding *const *list, int count, struct arena *a)
{
    const struct findings *x = &f->findings;
    char since[16];
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s to %s since %s%s, against the same months of the two years before\n",
               q->drops ? "falls" : "rises", q->to ? q->to : "all destinations",
               period_text(since, f->since), f->since_given ? "" : " (default)");
    buf_printf(&b, "%d of %d series at a false discovery rate of %g %%", count, x->tested,
               q->fdr * 100);
    if (x->too_short)
        buf_printf(&b, "; %d too short to test", x->too_short);
    if (x->renumbered)
        buf_printf(&b, "; %d held on one side of an HS renumbering only", x->renumbered);
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
    buf_puts(&b, "before is scaled to the length of after; excess is over what the past would "
                 "lead to expect; p is adjusted for all series tested\n");
    if (f->currencies > 1)
        buf_puts(&b, "several currencies: each is ranked by itself (weir rates FILE converts)\n");
    buf_puts(&b, "comparison: with the same goods of the exporter to other destinations and with "
                 "its other goods to the same one\n");
    buf_printf(&b, "method: %s\n", find_method(f, a));
    buf_puts(&b, f->sources);
    return arena_strdup(a, b.s);
}

static int check(const struct request *q, struct err *err)
{
    if (!q->to && !q->from)
        return err_set(err, ERR_USAGE, "surge to where? name a destination with --to");
    if (!(q->fdr > 0 && q->fdr <= 1))
        return err_set(err, ERR_USAGE, "--fdr must be between 0 and 1");
    return 0;
}

int app_surge(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct find f;
    char run[EVIDENCE_ID];
    struct find_options o = {.keep = q->fdr, .run = run};
    int count;
    TRY(check(q, err));
    TRY(evidence_of(run, "surge", q, err));
    TRY(find_all(&f, a, q, &o, err));
    struct finding **list = find_significant(&f, q->fdr, q->drops ? -1 : 1, &count, a);
    TRY(sort(list, count, &f, q->order, err));
    TRY(contrast_findings(&f, list, count, a, q, err));
    for (int i = 0; i < count && !isnan(q->alert); i++)
        out->above += fabs(list[i]->excess) > q->alert;
    int shown = q->limit && q->limit < count ? q->limit : count;
    out->table = find_table(&f, list, shown, a);
    out->head = head_of(&f, q, list, count, a);
    out->foot = foot_of(&f, shown, count, a);
    return 0;
}
