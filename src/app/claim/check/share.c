/* share.c - shares of a whole that is known, or of what is there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

int check_whole(struct ask *out, const struct ask *q, const char *of, struct err *err)
{
    *out = *q;
    if (!strcmp(of, "exporters")) {
        out->flow.from = "World";
    } else if (!strcmp(of, "destinations")) {
        out->flow.to = "World";
    } else if (!strcmp(of, "goods")) {
        out->flow.code = out->flow.list = out->flow.group = NULL;
        out->all_goods = true;
    } else {
        err_set(err, ERR_USAGE, "of: '%s' is neither exporters, destinations nor goods", of);
        return err_subject(err, of);
    }
    return 0;
}

/* Whether the whole is known: the printed total of the same report, or all chapters of it. */
static bool is_whole(const struct measured *all, const char *of)
{
    return !strcmp(of, "goods") ? all->printed || all->chapters >= ALL_CHAPTERS
                                : all->world_printed;
}

/* The part as the whole is reported: imports of imports, exports of exports. */
static int measure_part(struct measured *out, struct session *c, const struct ask *q,
                        const struct measured *all, struct err *err)
{
    struct measured same;
    struct ask other = *q;
    TRY(measure(out, c, q, err));
    if (!all->sum || !out->sum || out->flow == all->flow)
        return 0;
    other.flow.flow = direction_name(all->flow);
    TRY(measure(&same, c, &other, err));
    if (same.sum)
        *out = same;
    return 0;
}

/* Of a whole that is not known, what is there: the share is at most that. */
static void judge_at_most(struct outcome *out, const struct claim_test *t, struct session *c)
{
    bool too_much = !isnan(out->value) && out->value < t->says.low;
    out->verdict = too_much ? VERDICT_CONTRADICTED : VERDICT_CANNOT_TELL;
    outcome_reason(
        out, c->arena,
        arena_printf(c->arena,
                     "source: no total of all %s is printed, and nothing proves that the "
                     "store holds all: the share is of what is there, and at most that",
                     t->of));
}

static const char *share_words(const struct outcome *out, const struct claim_test *t, bool whole,
                               struct arena *a)
{
    if (isnan(out->value))
        return "no share can be computed";
    return arena_printf(a, "%s%.1f %% of %s in %s", whole ? "" : "at most ", 100 * out->value,
                        whole ? t->of : arena_printf(a, "the %s that are there", t->of), t->period);
}

int check_share(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m, all;
    struct ask q, rest;
    bool whole = false;
    TRY(ask_of(&q, t, c->arena, err));
    TRY(check_whole(&rest, &q, t->of, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&all, c, &rest, err));
    TRY(measure_part(&m, c, &q, &all, err));
    out->unit = "%";
    out->sources = all.sources;
    if (!m.sum || !all.sum) {
        outcome_reason(out, c->arena, m.sum ? all.why : m.why);
    } else {
        struct figure part = figure_in(&m, w, 0, c->arena), sum = figure_in(&all, w, 0, c->arena);
        whole = is_whole(&all, t->of);
        double there = isnan(sum.value) && all.lacks_goods ? sum.least : sum.value;
        bool alone = !whole && !(part.value < there); /* nothing else is there */
        out->value = alone ? (double)NAN : part.value / there;
        out->proxy = part.years || m.flow != all.flow;
        if (alone && !isnan(part.value))
            outcome_reason(out, c->arena,
                           arena_printf(c->arena, "the store has no other %s",
                                        !strcmp(t->of, "exporters")      ? "exporter to there"
                                        : !strcmp(t->of, "destinations") ? "destination from there"
                                                                         : "goods"));
        if (sum.gap)
            outcome_reason(out, c->arena, sum.gap);
        if (isnan(out->value) && (part.why || sum.why))
            outcome_reason(out, c->arena, part.why ? part.why : sum.why);
        if (part.years)
            outcome_reason(out, c->arena, "period: whole years stand in for months");
        if (m.flow != all.flow)
            outcome_reason(out, c->arena,
                           "source: the part is as its exporter reports it, the whole "
                           "as its importer does: they differ by freight and more");
    }
    outcome_judge(out, &t->says, c->arena);
    if (!whole && !isnan(out->value))
        judge_at_most(out, t, c);
    if (whole)
        check_notes(out, c, &all);
    out->words = share_words(out, t, whole, c->arena);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}
