/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/chosen.h"

#include <math.h>
#include <stdbool.h>

#include "stats/dist.h"
#include "stats/fdr.h"

static const double beyond = 0.025; /* an interval of 95 %, on each side */

/* Of a rise the lower end, of a fall the upper one, so many times as far away; not beyond 1. */
static void move(double *low, double *high, double middle, double times)
{
    double *near = middle > 1 ? low : high;
    double end = middle * pow(*near / middle, times);
    if (isfinite(end) && middle > 0)
        *near = middle > 1 ? fmin(fmax(end, 1), *near) : fmax(fmin(end, 1), *near);
}

static bool has_differences(const struct series *s)
{
    for (int i = 0; i < s->n; i++)
        if (s->value[i] < 0)
            return true;
    return false;
}

/* What a change loses for its size and date are not known beforehand, in logarithms: a deviation of
 * 1.2 beside noise of .25 and 40 values is worth 2, one of 20 places of which some three are likely
 * 2 more. */
static const double prior_takes = 4;

/* The deviate from which it would be reported: a Bayes factor goes by the part of the sum of
 * squares that is left.  What else may make such a series (a walk, growth) takes a part of it, the
 * same part of a smaller change. */
static double least_of(double z, double share, double df)
{
    return sqrt(df * (pow(1 + z * z / df, share) - 1));
}

void chosen_widen(struct finding *f, double least)
{
    if (!(least > 0) || !(f->bayes > least) || !(f->df > 0) || has_differences(f->series))
        return;
    double size = fabs(log(f->size));
    double reach = fabs(log((f->size > 1 ? f->size_low : f->size_high) / f->size));
    double z = size / reach * student_quantile(1 - beyond, f->df);
    if (!isfinite(z))
        return;
    double share = (least + prior_takes) / (f->bayes + prior_takes);
    double times = (z - chosen_low(z, least_of(z, share, f->df))) / normal_quantile(1 - beyond);
    if (times <= 1)
        return;
    move(&f->size_low, &f->size_high, f->size, times);
    if (f->kind != FINDING_TREND)
        move(&f->ratio_low, &f->ratio_high, f->ratio, times);
}
