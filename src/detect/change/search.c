/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/search.h"

#include <math.h>
#include <string.h>

static const double may_be = -1.5;    /* log odds of what is taken in to be weighed */
static const double worth_a_look = 3; /* gain in log likelihood: below, a place is passed over */

/* What is asked about is taken in while it may be there; what came before, where it is likely. */
static double worth_of(const struct study *s, const struct pattern *p)
{
    return p->until > s->o->from ? may_be : 0;
}

static bool is_taken(const struct study *s, const struct pattern *p)
{
    for (int k = 0; k < s->taken_count; k++)
        if (pattern_same(&s->taken[k], p))
            return true;
    return false;
}

struct best {
    struct pattern pattern;
    double odds;
};

/* A place is passed over quickly where no class gains by it. */
static bool gains(const struct study *s, const struct pattern *p)
{
    double along, norm;
    for (int i = 0; i < s->count; i++) {
        swept_along(s->base[i], p, &along, &norm);
        const struct swept *b = s->base[i];
        if (along * along / (norm + 1e-9) * b->df > 2 * worth_a_look * b->rest)
            return true;
    }
    return false;
}

static void consider(const struct study *s, struct best *best, struct pattern p, double base)
{
    if (is_taken(s, &p) || !gains(s, &p))
        return;
    double odds = study_with(s, &p) - base + study_prior(s, &p) - worth_of(s, &p);
    if (odds > best->odds)
        *best = (struct best){p, odds};
}

static struct best find_best(const struct study *s)
{
    struct best best = {.odds = -INFINITY};
    double base = study_evidence(s);
    int least = s->o->least;
    for (int i = least; i <= s->n - least; i++) {
        consider(s, &best, (struct pattern){i, s->n, false, 1}, base);
        if (i < s->n - least)
            consider(s, &best, (struct pattern){i, s->n, true, 1}, base);
        for (int g = 0; g < NOISE_GRADUAL && s->n >= STUDY_MONTHS; g++)
            if (i + noise_over[g] <= s->n - least)
                consider(s, &best, (struct pattern){i, s->n, false, noise_over[g]}, base);
    }
    for (int length = 1; length <= STUDY_LONG; length++)
        for (int i = length < least ? 0 : 1; i + length <= s->n; i++)
            if (i + length < s->n || length < least)
                consider(s, &best, (struct pattern){i, i + length, false, 1}, base);
    return best;
}

/* Its best place among those near, given the others. */
static void settle(struct study *s, int k)
{
    struct pattern p = s->taken[k], at = p;
    double most;
    study_sweep(s, k);
    most = study_with(s, &p);
    for (int move = -4; move <= 4; move++)
        for (int stretch = -2; stretch <= (p.until < s->n ? 2 : -2); stretch++) {
            struct pattern q = {p.from + move, p.until < s->n ? p.until + move + stretch : p.until,
                                p.ramp, p.over};
            int least = p.until < s->n ? 1 : s->o->least + p.over - 1;
            if (q.from < (p.until < s->n ? 0 : s->o->least) || q.until - q.from < least ||
                q.until > s->n || (p.until < s->n && q.until == s->n) || is_taken(s, &q))
                continue;
            double e = study_with(s, &q) + study_prior(s, &q) - study_prior(s, &p);
            if (e > most) {
                most = e;
                at = q;
            }
        }
    s->taken[k] = at;
}

/* Drops the one that is worth least, where that is less than nothing. */
static bool drop_worst(struct study *s)
{
    int worst = -1;
    double least = 0;
    for (int k = 0; k < s->taken_count; k++) {
        study_sweep(s, k);
        double worth = study_odds(s, &s->taken[k]) - worth_of(s, &s->taken[k]);
        if (worth < least) {
            least = worth;
            worst = k;
        }
    }
    if (worst < 0)
        return false;
    s->taken_count--;
    memmove(s->taken + worst, s->taken + worst + 1,
            (size_t)(s->taken_count - worst) * sizeof *s->taken);
    return true;
}

static void mark_unsure(struct study *s)
{
    bool unsure[STUDY_CHANGES] = {false};
    for (int k = 0; k < s->taken_count; k++) {
        study_sweep(s, k);
        unsure[k] = study_odds(s, &s->taken[k]) < 0;
    }
    memcpy(s->unsure, unsure, sizeof unsure);
}

void search_changes(struct study *s)
{
    memset(s->unsure, 0, sizeof s->unsure);
    study_sweep(s, STUDY_ALL);
    while (s->taken_count < STUDY_CHANGES) {
        struct best b = find_best(s);
        if (!(b.odds > 0))
            break;
        s->taken[s->taken_count++] = b.pattern;
        study_take(s, &b.pattern);
    }
    for (int round = 0; round < 2; round++)
        for (int k = 0; k < s->taken_count && s->taken_count > 1; k++)
            settle(s, k);
    while (s->taken_count && drop_worst(s))
        ;
    mark_unsure(s);
}
