/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/years.h"

#include <math.h>

#include "detect/annual.h"
#include "detect/detect.h"
#include "stats/dist.h"

static const double off = 1.25; /* the years that are named begin with the first so far off */

struct side {
    double sum, squares;
    int n;
};

static void take(struct side *d, double y)
{
    d->n++;
    d->sum += y;
    d->squares += y * y;
}

static double scatter(const struct side *d)
{
    return d->squares - d->sum * d->sum / d->n;
}

static int first_off(const struct series *s, int since, double before, int direction)
{
    for (int i = 0; i < s->n; i++)
        if (s->first + i >= since && !isnan(s->value[i]) &&
            direction * (log(s->value[i] + ANNUAL_FLOOR) - before) > log(off))
            return s->first + i;
    return since;
}

bool read_years_alone(struct finding *f, const struct series *s, int since)
{
    struct side before = {0}, after = {0};
    if (!annual_describe(f, s, since))
        return false;
    for (int i = 0; i < s->n; i++)
        if (!isnan(s->value[i]) && s->first + i >= since - DETECT_BEFORE_YEARS)
            take(s->first + i < since ? &before : &after, log(s->value[i] + ANNUAL_FLOOR));
    double df = before.n + after.n - 2, gap = after.sum / after.n - before.sum / before.n;
    double error = sqrt((scatter(&before) + scatter(&after)) / df * (1. / before.n + 1. / after.n));
    int at = first_off(s, since, before.sum / before.n, gap > 0 ? 1 : -1);
    annual_sums(f, s, since, at);
    bool same = gap * f->direction > 0; /* logarithms and sums may go two ways */
    f->test = "t";
    f->p = error > 0 && same ? 2 * student_upper(fabs(gap) / error, df) : 1;
    if (f->ratio > 0 && error > 0) {
        double reach = student_quantile(0.975, df) * error;
        f->ratio_low = f->ratio * exp(-reach);
        f->ratio_high = f->ratio * exp(reach);
    }
    return true;
}
