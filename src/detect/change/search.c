/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/search.h"

#include <math.h>
#include <string.h>

static const double worth_a_look = 3; /* gain in log likelihood: below, a place is passed over */

/* What is asked about is taken in while it may be there; what came before, where it is likely. */
static double worth_of(const struct study *s, const struct pattern *p)
{
    return p->until > s->o->from ? s->o->taken : 0;
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

/* Places from first to last where a class gains enough to be looked at: how many. */
static int take_gains(int *at, const struct study *s, const struct pattern *kind, int first,
                      int last)
{
    struct places p;
    bool gains[NOISE_LONGEST + 1] = {false};
    int n = 0;
    for (int k = 0; k < s->count; k++) {
        const struct swept *b = s->base[k];
        double least = 2 * worth_a_look * b->rest / b->df;
        swept_places(b, kind, first, last, &p);
        for (int i = first; i <= last; i++)
            gains[i] |= p.drop[i] > least;
    }
    for (int i = first; i <= last; i++)
        if (gains[i])
            at[n++] = i;
    return n;
}

/* The best place of a kind, where it is better than what is there. */
static void consider(const struct study *s, struct best *best, struct pattern kind, int first,
                     int last, double base)
{
    int at[NOISE_LONGEST + 1], n = take_gains(at, s, &kind, first, last);
    double with[NOISE_LONGEST + 1];
    study_with_each(s, &kind, at, n, with);
    for (int k = 0; k < n; k++) {
        int i = at[k];
        struct pattern p = {i, kind.until < s->n ? i + kind.until : s->n, kind.ramp, kind.over};
        if (is_taken(s, &p))
            continue;
        double odds = with[k] - base + study_prior(s, &p) - worth_of(s, &p);
        if (odds > best->odds)
            *best = (struct best){p, odds};
    }
}

static struct best find_best(const struct study *s)
{
    struct best best = {.odds = -INFINITY};
    double base = study_evidence(s);
    int n = s->n, least = s->o->least;
    consider(s, &best, (struct pattern){0, n, false, 1}, least, n - least, base);
    consider(s, &best, (struct pattern){0, n, true, 1}, least, n - least - 1, base);
    for (int g = 0; g < NOISE_GRADUAL && n >= STUDY_MONTHS; g++)
        consider(s, &best, (struct pattern){0, n, false, noise_over[g]}, least,
                 n - least - noise_over[g], base);
    for (int length = 1; length <= STUDY_LONG && length < n; length++)
        consider(s, &best, (struct pattern){0, length, false, 1}, length < least ? 0 : 1,
                 n - length - (length < least ? 0 : 1), base);
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
                q.until > s->n || (p.until < s->n && q.until - q.from > NOISE_BURST) ||
                (p.until < s->n && q.until == s->n) || is_taken(s, &q))
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
