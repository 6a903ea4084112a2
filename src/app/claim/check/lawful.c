/* lawful.c - shares by legal status, and whether arms were reported.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"
#include "app/law/redline.h"
#include "law/law.h"

/* --- lawfulness --- */

/* "prohibited" is prohibited wholly or in part for the exporter; "not prohibited" all else that can
 * be told. */
static bool has_status(const char *status, enum legal k)
{
    if (!strcmp(status, "prohibited"))
        return k == LEGAL_PROHIBITED || k == LEGAL_PARTLY;
    if (!strcmp(status, "not prohibited"))
        return k < LEGAL_UNSURE;
    return !strcmp(status, legal_name(k));
}

static int check_status(const char *status, struct err *err)
{
    for (int k = 0; k < LEGAL_KINDS; k++)
        if (has_status(status, (enum legal)k))
            return 0;
    err_set(err, ERR_USAGE, "status: '%s' is no legal status", status);
    err_subject(err, status);
    return err_hint(err, "prohibited, not prohibited, not listed, 'listed, not binding'");
}

struct shares {
    double all, having, doubtful;
    double gained, lost; /* whose status came, or went, within their period */
};

/* What may be prohibited or not: by a regime that is not held, or only above a price. */
static bool is_doubtful(enum legal k)
{
    return k == LEGAL_UNSURE || k == LEGAL_CONDITIONAL;
}

static const char *shares_of(const struct measured *m, struct window w, struct shares *x,
                             const char *status, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct legal_sums sum = {0};
    for (int i = 0; i < m->flow_count; i++) {
        int p = m->flow_list[i].period;
        bool month = period_is_month(p);
        struct window at = month ? window_months(w) : w;
        if (!month && period_is_month(w.from))
            at = (struct window){w.from / 100, w.until / 100};
        if (p < at.from || p > at.until)
            continue;
        bool has = has_status(status, m->law[i]), had = has_status(status, m->law_before[i]);
        legal_sum(&sum, m->law[i], m->law_before[i], m->flow_list[i].value);
        x->gained += has && !had ? m->flow_list[i].value : 0;
        x->lost += had && !has ? m->flow_list[i].value : 0;
        if (is_doubtful(m->law[i]))
            x->doubtful += m->flow_list[i].value;
    }
    for (int k = 0; k < LEGAL_KINDS; k++) {
        x->all += sum.of[k];
        x->having += has_status(status, (enum legal)k) ? sum.of[k] : 0;
    }
    legal_totals(&b, &sum, m->sum->measured_in, LEGAL_AT_ENDS);
    if (b.len && b.s[b.len - 1] == '\n')
        b.s[b.len - 1] = '\0';
    return arena_strdup(a, buf_str(&b));
}

/* The share if all that is doubtful has the status, or none of it; what changed within a period may
 * have been sent before or after. */
static double lawful_bound(const struct shares *x, const char *status, bool high)
{
    bool asked = !strcmp(status, "prohibited") || !strcmp(status, "not prohibited");
    if (!high)
        return (x->having - x->gained) / x->all;
    return fmin((x->having + (asked ? x->doubtful : 0) + x->lost) / x->all, 1);
}

/* Why the verdict hangs on what cannot be told. */
static void say_untold(struct outcome *out, const struct shares *x, const char *currency,
                       struct arena *a)
{
    if (x->gained + x->lost > 0) {
        outcome_reason(out, a,
                       arena_printf(a,
                                    "law: %s are of a month or year in which what they are by law "
                                    "changed: sent before or after is not told",
                                    check_amount(a, x->gained + x->lost, currency)));
        outcome_need(out, a, "figures by day, or by month where these are of years");
    }
    if (x->doubtful > 0) {
        outcome_reason(out, a,
                       "law: of a part it cannot be told: by lists that are not held (weir status "
                       "--held), or only above a price");
        outcome_need(out, a, "the lists that bind the exporter and are not held here");
    }
}

int check_lawful(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err)
{
    struct window w;
    struct measured m;
    struct ask q;
    struct shares x = {0};
    TRY(ask_of(&q, t, c->arena, err));
    q.law = true;
    TRY(check_status(t->status, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&m, c, &q, err));
    out->unit = "%";
    out->sources = m.sources;
    out->words = "no figures for the period";
    struct figure f = {.value = NAN, .why = m.why};
    if (m.sum)
        f = figure_in(&m, w, 0, c->arena);
    if (!isnan(f.value))
        out->words = shares_of(&m, w, &x, t->status, c->arena);
    else
        outcome_reason(out, c->arena, f.why);
    out->value = x.all > 0 ? x.having / x.all : (double)NAN;
    double low = out->low = x.all > 0 ? lawful_bound(&x, t->status, false) : (double)NAN;
    double high = out->high = x.all > 0 ? lawful_bound(&x, t->status, true) : (double)NAN;
    out->proxy = f.years;
    if (f.years)
        outcome_reason(out, c->arena, "period: whole years stand in for months");
    outcome_reason(out, c->arena,
                   "law: by the code lists held here; end users, licences and re-export rules are "
                   "not in trade statistics");
    outcome_judge(out, &t->says, c->arena);
    bool between = low < t->says.claimed && t->says.claimed < high;
    if (between || said_holds(&t->says, low) != said_holds(&t->says, high)) {
        out->verdict = VERDICT_CANNOT_TELL;
        say_untold(out, &x, m.sum->measured_in, c->arena);
        return 0;
    }
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

struct munitions {
    int rows, military, dual, unclear;
    const char *example; /* a military one before others */
};

static struct munitions count_munitions(const struct redline *r, struct arena *a)
{
    struct munitions m = {0};
    for (int i = 0; i < r->count; i++) {
        const struct group_flow *x = &r->flow[i];
        bool military = !strcmp(x->use, "military"), dual = !strcmp(x->use, "dual");
        if (!m.rows || (military && !m.military) || (dual && !m.military && !m.dual))
            m.example = arena_printf(a, "%s, %s, %s (%s to %s)", x->code, x->label, x->use,
                                     x->first, x->last);
        m.rows++;
        m.military += military;
        m.dual += dual;
        m.unclear += !strcmp(x->use, "cannot be told");
    }
    return m;
}

static void judge_munitions(struct outcome *out, struct session *c, const struct claim_test *t,
                            const struct munitions *m)
{
    check_truth(out, t, m->military > 0, c);
    outcome_reason(out, c->arena,
                   "states may leave military goods out of their statistics: that nothing was "
                   "reported is not that nothing was sent");
    if (m->rows && !m->military && !m->dual)
        outcome_reason(out, c->arena,
                       "only goods that civilians buy too were reported: sporting and air guns, "
                       "their parts, fireworks and the like");
    if (!m->military && m->dual) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena,
                       "no military goods were reported, but explosives, detonators or cartridges, "
                       "which serve mines and sport as well as arms");
        outcome_need(out, c->arena, "who received them: trade statistics do not say");
    } else if (!m->military && out->verdict == VERDICT_CONFIRMED) {
        out->verdict = VERDICT_CONSISTENT;
    } else if (!m->military && out->verdict == VERDICT_CONTRADICTED) {
        out->verdict = VERDICT_NOT_REPRODUCED;
    }
    out->words = m->rows ? arena_printf(c->arena,
                                        "%d reported flows of the group, %d of them military, %d "
                                        "dual, as in %s",
                                        m->rows, m->military, m->dual, m->example)
                         : "nothing of the group was reported";
}

int check_munitions(struct outcome *out, struct session *c, const struct claim_test *t,
                    struct err *err)
{
    struct redline r;
    struct window w = {0, 999912};
    if (t->period) {
        TRY(check_window(&w, t->period, "period", err));
        w = window_months(w);
    }
    bool all = !t->from || !strcmp(t->from, "all");
    struct redline_question ask = {t->to, all ? NULL : t->from, NULL, w.from, w.until};
    TRY(redline_read(&r, c, &ask, err));
    struct munitions m = count_munitions(&r, c->arena);
    if (m.unclear && !m.military)
        return check_none(out, c, arena_printf(c->arena, "reported by chapter only: %s", m.example),
                          "a chapter holds goods of both kinds",
                          "the same exports by subheading: weir ingest FILE");
    if (m.rows || *r.can) {
        judge_munitions(out, c, t, &m);
        return 0;
    }
    check_none(out, c, "the figures cannot show such goods",
               "no figures for all of the period that hold goods of the munitions group, "
               "to whomever",
               t->period ? NULL
                         : "exports of chapters 36, 87, 89 and 93 by subheading: weir ingest FILE");
    return t->period ? check_need(out, c, t, t->period, err) : 0;
}
