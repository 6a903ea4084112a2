/* check_share.c - shares and ranks.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/check.h"
#include "app/measure.h"

/* --- shares and ranks --- */

int check_share(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m, all;
    struct ask q = ask_of(t, c->store, c->arena), whole = q;
    TRY(check_window(&w, t->period, "period", err));
    if (!strcmp(t->of, "exporters"))
        whole.from = NULL;
    else if (!strcmp(t->of, "destinations"))
        whole.to = NULL;
    else if (!strcmp(t->of, "goods"))
        whole.code = whole.list = whole.group = NULL;
    else
        return err_set(err, ERR_USAGE, "of: '%s' is neither exporters, destinations nor goods",
                       t->of);
    TRY(measure(&m, &q, c->arena, err));
    TRY(measure(&all, &whole, c->arena, err));
    out->low = out->high = NAN;
    out->unit = "%";
    out->sources = m.sources;
    double part = m.sum ? figure_in(&m, w, 0, c->arena).value : (double)NAN;
    double sum = all.sum ? figure_in(&all, w, 0, c->arena).value : (double)NAN;
    out->value = part / sum;
    if (!m.sum || !all.sum)
        outcome_reason(out, c->arena, m.sum ? all.why : m.why);
    if (!strcmp(t->of, "exporters") && all.sum && all.part_count < 2) {
        out->value = NAN;
        outcome_reason(out, c->arena, "the store has no other exporter to there");
    } else if (!strcmp(t->of, "exporters") && all.sum) {
        out->proxy = strcmp(all.flow, "import") != 0;
        if (out->proxy)
            outcome_reason(
                out, c->arena,
                arena_printf(c->arena, "source: the whole is that of the %d exporters in the store",
                             all.part_count));
    }
    outcome_judge(out, &t->says, c->arena);
    out->words = isnan(out->value) ? "no share can be computed"
                                   : arena_printf(c->arena, "%.1f %% of %s in %s", 100 * out->value,
                                                  t->of, t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

static bool is_part(const struct measured *m, int exporter)
{
    for (int i = 0; i < m->part_count; i++)
        if (m->part[i].exporter == exporter)
            return true;
    return false;
}

int check_rank(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    CLEANUP(buf_free) struct buf first = {0};
    struct window w;
    struct measured m, all;
    struct ask q = ask_of(t, c->store, c->arena), whole = q;
    whole.from = NULL;
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&m, &q, c->arena, err));
    TRY(measure(&all, &whole, c->arena, err));
    out->value = out->low = out->high = NAN;
    out->unit = "";
    out->sources = all.sources;
    double own = m.sum ? figure_in(&m, w, 0, c->arena).value : (double)NAN;
    int above = 0, others = 0;
    for (int i = 0; i < all.part_count && !isnan(own); i++) {
        double v = figure_of(&all, &all.part[i], w, c->arena).value;
        bool self = is_part(&m, all.part[i].exporter);
        others += !self && !isnan(v);
        above += !self && v > own;
    }
    if (!isnan(own) && others)
        out->value = above + 1;
    else
        outcome_reason(out, c->arena,
                       m.sum ? all.sum ? "the store has no other exporter to there" : all.why
                             : m.why);
    bool exports = !isnan(out->value) && all.flow && strcmp(all.flow, "import") != 0;
    out->proxy = exports && others < 5;
    if (exports)
        outcome_reason(out, c->arena,
                       arena_printf(c->arena,
                                    "source: the rank is among the %d exporters whose "
                                    "reports are in the store",
                                    others + 1));
    outcome_judge(out, &t->says, c->arena);
    out->words = isnan(out->value) ? "no rank can be computed"
                                   : arena_printf(c->arena, "number %.0f of %d exporters in %s",
                                                  out->value, others + 1, t->period);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}
