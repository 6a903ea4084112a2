/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/verdict.h"

#include <math.h>

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"confirmed", "consistent", "cannot_tell", "not_reproduced",
                                        "contradicted"};
    return names[v];
}

const char *verdict_words(enum verdict v)
{
    static const char *const words[] = {"confirmed", "consistent", "cannot tell", "not reproduced",
                                        "contradicted"};
    return words[v];
}

void outcome_reason(struct outcome *o, struct arena *a, const char *text)
{
    o->reasons = arena_grow(a, o->reasons, (size_t)o->reason_count, sizeof *o->reasons);
    o->reasons[o->reason_count++] = text;
}

void outcome_need(struct outcome *o, struct arena *a, const char *text)
{
    o->needs = arena_grow(a, o->needs, (size_t)o->need_count, sizeof *o->needs);
    o->needs[o->need_count++] = text;
}

void outcome_alternative(struct outcome *o, struct arena *a, struct alternative x)
{
    o->alternatives = arena_grow(a, o->alternatives, (size_t)o->alternative_count,
                                 sizeof *o->alternatives);
    o->alternatives[o->alternative_count++] = x;
}

/* The other way: up where down was claimed; something where nothing was. */
static bool opposite(const struct said *s, double v)
{
    int way = said_direction(s);
    if (way)
        return way > 0 ? v < 0.98 : v > 1.02;
    if (s->as == SAID_TRUTH || s->as == SAID_RANK || s->as == SAID_COUNT || s->as == SAID_RECORD)
        return true;
    if (s->as == SAID_CHANGE)
        return (v < 0) != (s->claimed < 0) || v == 0;
    if (s->as == SAID_SHARE)
        return s->claimed >= 0.5 ? v < 0.5 * s->claimed : v > 2 * s->claimed + 0.05;
    return s->claimed == 0 || v == 0;
}

/* Beyond half and double of what bears the claim out; of a difference, by its size. */
static bool far_off(const struct said *s, double v)
{
    double low = isfinite(s->low) ? s->low : 0, high = isfinite(s->high) ? s->high : INFINITY;
    if (s->as == SAID_CHANGE && s->claimed < 0)
        return isfinite(s->low) && isfinite(s->high) && (v < 2 * s->low || v > s->high / 2);
    return (s->as == SAID_LEVEL || s->as == SAID_CHANGE) && (v < low / 2 || v > high * 2);
}

/* The same way and near its size: of ratios within half as much again of the logarithm, else of the
 * number.  More than x must be more than x. */
static bool near(const struct said *s, double v)
{
    bool ratio = s->as == SAID_RATIO;
    double low = s->low, high = s->high;
    if (isfinite(s->low) != isfinite(s->high))
        return said_holds(s, v);
    if (ratio && low > 1)
        return v >= exp(log(low) / 1.5) && v <= exp(log(high) * 1.5);
    if (ratio && high < 1)
        return v >= exp(log(fmax(low, 1e-9)) * 1.5) && v <= exp(log(high) / 1.5);
    if (high < 0) /* a difference downwards */
        return v >= low * 1.5 && v <= high / 1.5;
    return v >= low / 1.5 && v <= high * 1.5;
}

static void judge_alternatives(struct outcome *o, const struct said *s)
{
    for (int i = 0; i < o->alternative_count; i++) {
        struct alternative *x = &o->alternatives[i];
        x->holds = !isnan(x->value) && near(s, x->value);
        x->exact = !isnan(x->value) && said_holds(s, x->value);
        if (isnan(x->value) || x->another_claim)
            continue;
        o->low = fmin(o->low, x->value);
        o->high = fmax(o->high, x->value);
    }
}

static bool is_much(const struct said *s, double v)
{
    return !isnan(s->much) && v > s->much;
}

void outcome_judge(struct outcome *o, const struct said *s, struct arena *a)
{
    o->low = isnan(o->low) ? o->value : fmin(o->low, o->value);
    o->high = isnan(o->high) ? o->value : fmax(o->high, o->value);
    judge_alternatives(o, s);
    if (o->at_least)
        o->high = NAN;
    if (isnan(o->value))
        o->verdict = VERDICT_CANNOT_TELL;
    else if (o->proxy)
        o->verdict = near(s, o->value) ? VERDICT_CONSISTENT : VERDICT_CANNOT_TELL;
    else if (said_holds(s, o->value))
        o->verdict = is_much(s, o->value) || !said_exactly(s, o->value) ? VERDICT_CONSISTENT
                                                                        : VERDICT_CONFIRMED;
    else
        o->verdict = opposite(s, o->value) || far_off(s, o->value) ? VERDICT_CONTRADICTED
                                                                   : VERDICT_NOT_REPRODUCED;
    for (int i = 0; i < o->alternative_count && o->verdict != VERDICT_CANNOT_TELL; i++)
        o->surviving += !isnan(o->alternatives[i].value) &&
                        o->alternatives[i].holds == (o->verdict <= VERDICT_CONSISTENT);
    if (o->verdict == VERDICT_CONSISTENT && !o->proxy)
        outcome_reason(o, a,
                       is_much(s, o->value)
                           ? "true as an 'at least', but it is far more than that"
                           : "digits: near the number said, not to its last digit: releases of one "
                             "flow differ by as much, and the press cuts digits (2.38 as 2.3)");
}
