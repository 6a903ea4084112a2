/* lumpy.c - series in which most periods have no trade.
 *
 * Values give way to their ranks, whose distribution under no change is known whatever the values:
 * one split of time, or one stretch, whose ranks differ most from the rest, with the exact
 * permutation p where that can be counted, times the places looked at.  Runs of trade and of none
 * repeat themselves: z is divided by the root of the variance inflation (G. V. Bayley and J. M.
 * Hammersley, JRSS Suppl. 8, 1946).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "detect/alone/alone.h"
#include "stats/dist.h"
#include "stats/rank.h"

enum { LEAST_LENGTH = 3, LOOKED_AT_MAX = 1000 };
static const double chance = 0.05, bound = 7.35;

struct lumpy {
    int n, *index;
    double *value, *rank, *sum; /* rank: midrank minus the mean; sum of the first i */
    double variance;            /* of one rank */
};

static int ascending(const void *x, const void *y)
{
    double a = **(const double *const *)x, b = **(const double *const *)y;
    return (a > b) - (a < b);
}

static void rank(struct lumpy *l, struct arena *a)
{
    double **order = arena_array(a, double *, (size_t)l->n + 1);
    for (int i = 0; i < l->n; i++)
        order[i] = &l->value[i];
    qsort(order, (size_t)l->n, sizeof *order, ascending);
    for (int i = 0, j; i < l->n; i = j) {
        for (j = i; j < l->n && *order[j] == *order[i]; j++)
            ;
        for (int k = i; k < j; k++)
            l->rank[order[k] - l->value] = (i + j - l->n) / 2.;
    }
    for (int i = 0; i < l->n; i++) {
        l->sum[i + 1] = l->sum[i] + l->rank[i];
        l->variance += l->rank[i] * l->rank[i] / (l->n - 1);
    }
}

static void open_lumpy(struct lumpy *l, const double *y, int n, struct arena *a)
{
    size_t size = (size_t)n + 1;
    *l = (struct lumpy){.index = arena_array(a, int, size),
                        .value = arena_array(a, double, size),
                        .rank = arena_array(a, double, size),
                        .sum = arena_array(a, double, size)};
    for (int i = 0; i < n; i++)
        if (isfinite(y[i])) {
            l->index[l->n] = i;
            l->value[l->n++] = y[i];
        }
    rank(l, a);
}

/* z^2 of the ranks in [from, until) against the rest. */
static double score(const struct lumpy *l, int from, int until)
{
    double s = l->sum[until] - l->sum[from], inside = until - from, outside = l->n - inside;
    return s * s * (1 / inside + 1 / outside) / l->n * (l->n - 1) / l->variance;
}

/* --- the best place --- */

struct stretch {
    int from, until; /* until n: a shift */
    double score;
};

static void look(const struct lumpy *l, struct stretch *best, int from, int until)
{
    double s = score(l, from, until);
    if (s > best->score * (1 + 1e-12))
        *best = (struct stretch){from, until, s};
}

static struct stretch best_shift(const struct lumpy *l)
{
    struct stretch best = {0};
    for (int from = LEAST_LENGTH; from <= l->n - LEAST_LENGTH; from++)
        look(l, &best, from, l->n);
    return best;
}

static struct stretch best_stretch(const struct lumpy *l)
{
    struct stretch best = {0};
    for (int from = LEAST_LENGTH; from < l->n - LEAST_LENGTH; from++)
        for (int until = from + LEAST_LENGTH; until <= l->n - LEAST_LENGTH; until++)
            look(l, &best, from, until);
    return best;
}

/* --- its p --- */

/* Lag-one correlation of the ranks about the two levels, without the bias that their estimation
 * brings (F. H. C. Marriott and J. A. Pope, Biometrika 41, 1954), held to what an inflation can
 * bear. */
static double repetition(const struct lumpy *l, const struct stretch *s)
{
    double inside = s->until - s->from, outside = l->n - inside, along = 0, square = 0, last = 0;
    double high = (l->sum[s->until] - l->sum[s->from]) / inside;
    for (int i = 0; i < l->n; i++) {
        bool in = i >= s->from && i < s->until;
        double r = l->rank[i] - (in ? high : -high * inside / outside);
        square += r * r;
        along += r * last;
        last = r;
    }
    double r = square > 0 ? along / square : 0;
    return fmin(fmax(r + 2 * (1 + 3 * r) / l->n, 0), 0.9);
}

static double p_of(const struct lumpy *l, const struct stretch *s, double phi, double places)
{
    double x[LOOKED_AT_MAX], y[LOOKED_AT_MAX];
    int in = 0, out = 0;
    double p = 2 * normal_upper(sqrt(s->score));
    if (l->n <= LOOKED_AT_MAX) {
        for (int i = 0; i < l->n; i++)
            *(i >= s->from && i < s->until ? &x[in++] : &y[out++]) = l->value[i];
        p = rank_sum_test(x, in, y, out, chance / places * 100).p;
    }
    double z = normal_quantile(1 - fmax(p, 1e-15) / 2);
    return fmin(1, 2 * normal_upper(z * sqrt((1 - phi) / (1 + phi))) * places);
}

/* --- readings --- */

static double mean(const struct lumpy *l, int from, int until)
{
    double sum = 0;
    for (int i = from; i < until; i++)
        sum += l->value[i];
    return sum / (until - from);
}

/* Other places whose score is within the bound of the best. */
static void find_interval(const struct lumpy *l, struct reading *r, const struct stretch *s,
                          bool start)
{
    int fixed = start ? s->until : s->from;
    r->low = r->at;
    r->high = r->at;
    for (int i = 1; i < l->n; i++) {
        if (start ? fixed - i < 1 || fixed - i > l->n - 1 : i - fixed < 1 || i - fixed > l->n - 1)
            continue;
        if (score(l, start ? i : fixed, start ? fixed : i) < s->score - bound)
            continue;
        r->low = l->index[i] < r->low ? l->index[i] : r->low;
        r->high = l->index[i] > r->high ? l->index[i] : r->high;
    }
}

static void add(struct readings *out, const struct lumpy *l, const struct stretch *s, bool start,
                double p)
{
    struct reading *r = &out->reading[out->count++];
    int at = start ? s->from : s->until;
    int left = start ? 0 : s->from, right = start ? s->until : l->n;
    double before = mean(l, left, at), after = mean(l, at, right);
    bool up = l->sum[right] - l->sum[at] > (l->sum[at] - l->sum[left]) * (right - at) / (at - left);
    *r = (struct reading){.kind = FINDING_SHIFT,
                          .direction = up ? 1 : -1,
                          .at = l->index[at],
                          .size = before > 0 ? after / before : (double)NAN,
                          .size_low = NAN,
                          .size_high = NAN,
                          .p = p,
                          .test = "rank scan"};
    if (mean(l, 0, at) == 0)
        r->kind = FINDING_NEW;
    else if (mean(l, at, l->n) == 0)
        r->kind = FINDING_ENDED;
    find_interval(l, r, s, start);
}

static void lay_levels(struct readings *out, const struct lumpy *l, const struct stretch *s)
{
    double inside = mean(l, s->from, s->until), before = mean(l, 0, s->from);
    double after = s->until < l->n ? mean(l, s->until, l->n) : before;
    for (int i = 0; i < l->n; i++)
        out->fitted[l->index[i]] = i < s->from ? before : i < s->until ? inside : after;
}

void read_lumpy(struct readings *out, const double *y, int n, int from)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct lumpy l;
    int places = 0;
    open_lumpy(&l, y, n, &own);
    if (!(l.variance > 0))
        return;
    for (int i = 0; i < l.n; i++)
        places += l.index[i] >= from;
    places = places ? places : 1;
    struct stretch shift = best_shift(&l), stretch = best_stretch(&l);
    double phi = repetition(&l, &shift), other = repetition(&l, &stretch);
    double p = p_of(&l, &shift, phi, places), q = p_of(&l, &stretch, other, 0.5 * places * l.n);
    const struct stretch *best = q < p ? &stretch : &shift;
    out->phi = q < p ? other : phi;
    out->full = true;
    p = fmin(1, 2 * fmin(p, q));
    if (p > chance)
        return;
    add(out, &l, best, true, p);
    if (best->until < l.n)
        add(out, &l, best, false, p);
    lay_levels(out, &l, best);
}
