/* check_share.c - shares and ranks.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check.h"
#include "app/claim/measure.h"

enum { ALL_CHAPTERS = 90 }; /* chapters that count as all goods */

/* --- shares --- */

static int whole_of(struct ask *out, const struct ask *q, const char *of, struct err *err)
{
    *out = *q;
    if (!strcmp(of, "exporters"))
        out->flow.from = NULL;
    else if (!strcmp(of, "destinations"))
        out->flow.to = NULL;
    else if (!strcmp(of, "goods"))
        out->flow.code = out->flow.list = out->flow.group = NULL;
    else {
        err_set(err, ERR_USAGE, "of: '%s' is neither exporters, destinations nor goods", of);
        return err_subject(err, of);
    }
    return 0;
}

/* Why the whole that the store holds is not the whole; NULL: it is. */
static const char *not_whole(const struct measured *all, const char *of, bool *none,
                             struct arena *a)
{
    *none = false;
    if (!strcmp(of, "exporters")) {
        *none = all->part_count < 2;
        if (*none)
            return "the store has no other exporter to there";
        return !all->mixed && all->flow == DIRECTION_IMPORT
                   ? NULL
                   : arena_printf(a, "source: the whole is that of the %d exporters in the store",
                                  all->part_count);
    }
    if (!strcmp(of, "destinations")) {
        *none = all->importers < 2;
        return *none ? "the store has no other destination from there"
                     : arena_printf(a,
                                    "source: the whole is that of the %d destinations in the "
                                    "store",
                                    all->importers);
    }
    return all->chapters >= ALL_CHAPTERS
               ? NULL
               : arena_printf(a, "source: the whole is that of the %d chapters in the store",
                              all->chapters);
}

int check_share(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m, all;
    struct ask q, whole;
    bool none = false;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(whole_of(&whole, &q, t->of, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&m, c, &q, err));
    TRY(measure(&all, c, &whole, err));
    out->unit = "%";
    out->sources = all.sources;
    if (!m.sum || !all.sum) {
        outcome_reason(out, c->arena, m.sum ? all.why : m.why);
    } else {
        struct figure part = figure_in(&m, w, 0, c->arena), sum = figure_in(&all, w, 0, c->arena);
        const char *why = not_whole(&all, t->of, &none, c->arena);
        out->value = none ? (double)NAN : part.value / sum.value;
        out->proxy = why != NULL || part.years;
        if (why)
            outcome_reason(out, c->arena, why);
        if (sum.gap)
            outcome_reason(out, c->arena, sum.gap);
        if (isnan(out->value) && (part.why || sum.why))
            outcome_reason(out, c->arena, part.why ? part.why : sum.why);
        if (part.years)
            outcome_reason(out, c->arena, "period: whole years stand in for months");
    }
    outcome_judge(out, &t->says, c->arena);
    out->words = isnan(out->value) ? "no share can be computed"
                                   : arena_printf(c->arena, "%.1f %% of %s in %s", 100 * out->value,
                                                  t->of, t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

/* --- ranks --- */

static bool is_part(const struct measured *m, int exporter)
{
    for (int i = 0; i < m->part_count; i++)
        if (m->part[i].exporter == exporter)
            return true;
    return false;
}

/* Exporters above one's own value, and all others. */
static void count_others(const struct measured *m, const struct measured *all, struct window w,
                         int *above, int *others, struct arena *a)
{
    double own = figure_in(m, w, 0, a).value;
    for (int i = 0; i < all->part_count; i++) {
        double v = figure_of(all, &all->part[i], w, a).value;
        if (is_part(m, all->part[i].exporter) || isnan(v) || isnan(own))
            continue;
        ++*others;
        *above += v > own;
    }
}

int check_rank(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m, all;
    struct ask q, whole;
    int above = 0, others = 0;
    TRY(ask_of(&q, t, c->arena, err));
    whole = q;
    whole.flow.from = t->of; /* a group of exporters, as in EU27; NULL: all */
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&m, c, &q, err));
    TRY(measure(&all, c, &whole, err));
    out->unit = "rank";
    out->sources = all.sources;
    if (m.sum && all.sum)
        count_others(&m, &all, w, &above, &others, c->arena);
    if (others)
        out->value = above + 1;
    else
        outcome_reason(out, c->arena,
                       !m.sum     ? m.why
                       : !all.sum ? all.why
                                  : "the store has no other exporter with figures to there");
    bool exports = others && (all.mixed || all.flow != DIRECTION_IMPORT);
    out->proxy = exports && !t->of; /* exporters that are not in the store do not count */
    if (exports && !t->of)
        outcome_reason(out, c->arena,
                       arena_printf(c->arena,
                                    "source: the rank is among the %d exporters whose reports are "
                                    "in the store",
                                    others + 1));
    outcome_judge(out, &t->says, c->arena);
    out->words = isnan(out->value) ? "no rank can be computed"
                                   : arena_printf(c->arena, "number %.0f of %d exporters in %s",
                                                  out->value, others + 1, t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}
