/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/sums.h"

#include <math.h>
#include <string.h>

#include "stats/dist.h"
#include "stats/order.h"
#include "stats/robust.h"

double sums_known(const struct series *s, int index)
{
    int i = index - s->first;
    return i < 0 || i >= s->n ? NAN : s->value[i];
}

static void add_month(struct side *to, const struct series *s, int t)
{
    if (isnan(sums_known(s, t)) || to->n == SUMS_MONTHS)
        return;
    to->month[to->n] = t % 12;
    to->at[to->n] = t;
    to->weight[to->n] = 1;
    to->value[to->n++] = sums_known(s, t);
}

static void weigh_before(struct side *before, const struct side *after)
{
    int times[12] = {0}, there[12] = {0}, matched = 0;
    for (int i = 0; i < after->n; i++)
        times[after->month[i]]++;
    for (int i = 0; i < before->n; i++)
        there[before->month[i]]++;
    for (int k = 0; k < 12; k++)
        matched += there[k] ? times[k] : 0;
    for (int i = 0; i < before->n; i++) /* a month that is not known before is like the others */
        before->weight[i] = (double)times[before->month[i]] / there[before->month[i]] * after->n /
                            matched;
}

void sums_split(struct sides *o, const struct series *s, const struct sums_window *w)
{
    bool wanted[12] = {false};
    o->after.n = o->before.n = 0;
    for (int t = w->since; t <= w->until; t++)
        add_month(&o->after, s, t);
    for (int i = 0; i < o->after.n; i++)
        wanted[o->after.month[i]] = true;
    for (int t = w->base; t < w->since; t++)
        if (wanted[t % 12])
            add_month(&o->before, s, t);
    weigh_before(&o->before, &o->after);
}

void sums_take_all(struct sides *o, const struct series *s, const struct sums_window *w)
{
    o->before.n = 0;
    for (int t = w->base; t < w->since; t++)
        add_month(&o->before, s, t);
    for (int i = 0; i < o->before.n; i++)
        o->before.weight[i] = (double)o->after.n / o->before.n;
}

static double sum(const struct side *o)
{
    double total = 0;
    for (int i = 0; i < o->n; i++)
        total += o->value[i] * o->weight[i];
    return total;
}

/* Sum with the largest tenth (at least one value) cut down to the next: a single spike of the past
 * does not hide a rise.  (Winsorised mean: J. W. Tukey, Ann. Math. Statist. 33, 1962.) */
static double winsorised(const struct side *o)
{
    double sorted[SUMS_MONTHS], total = 0;
    memcpy(sorted, o->value, (size_t)o->n * sizeof *sorted);
    order_sort(sorted, o->n);
    double most = sorted[o->n > 1 ? o->n - 1 - (o->n + 9) / 10 : 0];
    for (int i = 0; i < o->n; i++)
        total += fmin(o->value[i], most) * o->weight[i];
    return total;
}

/* --- the interval of the ratio --- */

/* A calendar month on both sides: the mean, the sums of after divided by the ratio. */
struct stratum {
    double mean;
    int n;
};

static void add_up(struct stratum *m, const struct side *side, double ratio)
{
    for (int i = 0; i < side->n; i++) {
        m[side->month[i]].mean += side->value[i] / ratio;
        m[side->month[i]].n++;
    }
}

/* False where a month has one value only: then nothing is known of its spread. */
static bool stratify(struct stratum *m, const struct sides *o, double ratio)
{
    add_up(m, &o->before, 1);
    add_up(m, &o->after, ratio);
    for (int k = 0; k < 12; k++) {
        if (m[k].n == 1)
            return false;
        m[k].mean = m[k].n ? m[k].mean / m[k].n : 0;
    }
    return true;
}

static double known_inflation(int n, double phi)
{
    double known = 1, power = 1;
    for (int k = 1; k < n; k++)
        known += 2 * (1 - (double)k / n) * (power *= phi);
    return known;
}

/* What repetition makes of the variance of a sum of n values: as these say themselves, and at least
 * what the memory of the noise makes of it, whose values lie nearer to their own mean. */
static double inflation(const double *v, int n, double middle, double phi)
{
    double known = known_inflation(n, phi);
    return fmax(serial_inflation(v, n, middle), known / fmax(1 - (known - 1) / (n - 1), 0.1));
}

enum { LEAST_STEPS = 3 };

/* Variance of the sum of a side's values about their means, `own`: what their number makes of it.
 * Of a series that walks or grows by the distances of one month from the next, from which that has
 * gone (J. von Neumann, Annals of Mathematical Statistics 12, 1941); not from one year to the next,
 * where the means of calendar months go back. */
static double variance_of_sum(const double *rest, const struct side *side, double own,
                              const struct course *c)
{
    double squares = 0, steps = 0;
    int n = side->n, count = 0;
    for (int i = 0; i < n; i++)
        squares += rest[i] * rest[i];
    for (int i = 1; i < n; i++)
        if (side->at[i] == side->at[i - 1] + 1 && (side->at[i] - side->at[0]) % 12 != 0) {
            steps += (rest[i] - rest[i - 1]) * (rest[i] - rest[i - 1]);
            count++;
        }
    if ((!c->trend && !c->walk) || count < LEAST_STEPS)
        return own * squares * inflation(rest, n, 0, c->phi);
    return steps / count / (2 * (1 - c->phi) + c->walk) * n * known_inflation(n, c->phi);
}

/* Relative variance of a side's sum, inflated for repetition: about the means of calendar months,
 * which a season moves and noise does not (W. G. Cochran, Sampling Techniques, 1977, chapter 5). */
static double variance_by_month(const struct side *side, const struct stratum *m, double ratio,
                                const struct course *c)
{
    double rest[SUMS_MONTHS], total = 0;
    for (int i = 0; i < side->n; i++) {
        const struct stratum *month = &m[side->month[i]];
        rest[i] = (side->value[i] / ratio - month->mean) * side->weight[i] *
                  sqrt((double)month->n / (month->n - 1));
        total += month->mean * side->weight[i];
    }
    return variance_of_sum(rest, side, 1, c) / (total * total);
}

static double variance_about_mean(const struct side *side, const struct course *c)
{
    double rest[SUMS_MONTHS], weights = 0, mean = 0;
    int n = side->n;
    for (int i = 0; i < n; i++)
        weights += side->weight[i];
    for (int i = 0; i < n; i++)
        mean += side->value[i] * side->weight[i] / weights;
    for (int i = 0; i < n; i++)
        rest[i] = side->weight[i] * (side->value[i] - mean);
    return variance_of_sum(rest, side, (double)n / (n - 1), c) / pow(weights * mean, 2);
}

/* 95 % interval of the ratio of two sums: logs by the delta method. */
static void interval(struct finding *f, const struct sides *o, const struct course *c)
{
    struct stratum month[12] = {{0, 0}};
    int least = o->after.n < o->before.n ? o->after.n : o->before.n;
    f->ratio_low = f->ratio_high = NAN;
    if (!(f->value_before > 0) || !(f->value_after > 0) || least < 2)
        return;
    double ratio = sum(&o->after) / sum(&o->before);
    double variance = stratify(month, o, ratio)
                          ? variance_by_month(&o->before, month, 1, c) +
                                variance_by_month(&o->after, month, ratio, c)
                          : variance_about_mean(&o->before, c) + variance_about_mean(&o->after, c);
    double reach = student_reach(least - 1) * sqrt(variance);
    f->ratio_low = f->ratio * exp(-reach);
    f->ratio_high = f->ratio * exp(reach);
}

/* The sums of both sides, and what follows from them. */
void sums_describe(struct finding *f, const struct sides *o, const struct sides *still,
                   const struct sums_window *w)
{
    f->base = w->base;
    f->since = w->since;
    f->until = w->until;
    f->before = o->before.n;
    f->after = o->after.n;
    f->value_after = sum(&o->after);
    f->value_before = sum(&o->before);
    f->expected = winsorised(&o->before);
    f->excess = f->value_after - f->expected;
    f->ratio = f->value_before > 0 ? f->value_after / f->value_before : NAN;
    interval(f, still, &w->course);
}
