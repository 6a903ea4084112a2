/* annual.c - see docs/method/surge.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "detect/annual.h"

#include <math.h>

#include "detect/detect.h"
#include "stats/dist.h"

/* Added before logs are taken: in thousands of the currency, the unit that BACI counts in, below
 * which ratios mean nothing. */
static const double floor_value = 10000;

struct side {
    double sum, logs, squares;
    int n;
};

static void take(struct side *d, double v)
{
    double y = log(v + floor_value);
    d->n++;
    d->sum += v;
    d->logs += y;
    d->squares += y * y;
}

static double scatter(const struct side *d)
{
    return d->n ? d->squares - d->logs * d->logs / d->n : 0;
}

/* The first year that is a quarter off the years before, on the side of the years since. */
static int first_year(const struct series *s, int since, const struct annual *a)
{
    int direction = a->mean_after > a->mean_before ? 1 : -1;
    for (int i = 0; i < s->n; i++)
        if (s->first + i >= since && !isnan(s->value[i]) &&
            direction * (log(s->value[i] + floor_value) - a->mean_before) > log(1.25))
            return s->first + i;
    return since;
}

/* What is said is of the years from the first that is off on, against the years before the date. */
static void describe(struct finding *f, const struct series *s, const struct side *before,
                     int since)
{
    double after = 0;
    int n = 0;
    for (int i = 0; i < s->n; i++)
        if (s->first + i >= f->since && !isnan(s->value[i])) {
            after += s->value[i];
            n++;
        }
    f->base = since - DETECT_BEFORE_YEARS > s->first ? since - DETECT_BEFORE_YEARS : s->first;
    f->before = before->n;
    f->after = n;
    f->value_before = before->sum * n / before->n;
    f->value_after = after;
    f->expected = f->value_before;
    f->excess = f->value_after - f->expected;
    f->ratio = before->sum > 0 ? f->value_after / f->value_before : NAN;
    f->direction = f->excess >= 0 ? 1 : -1;
    f->kind = before->sum == 0 ? FINDING_NEW : after == 0 ? FINDING_ENDED : FINDING_SHIFT;
}

bool annual_look(struct annual *out, struct finding *f, const struct series *s, int since)
{
    struct side before = {0}, after = {0};
    for (int i = 0; i < s->n; i++) {
        int year = s->first + i;
        if (isnan(s->value[i]) || year < since - DETECT_BEFORE_YEARS)
            continue;
        take(year < since ? &before : &after, s->value[i]);
    }
    if (before.n < 3 || after.n < 1)
        return false;
    double inside = scatter(&before) + scatter(&after);
    *out = (struct annual){
        .before = before.n,
        .after = after.n,
        .mean_before = before.logs / before.n,
        .mean_after = after.logs / after.n,
        .df = before.n + after.n - 2,
        .variance = inside > 1e-12 ? inside / (before.n + after.n - 2) : 0,
    };
    f->since = first_year(s, since, out);
    f->since_low = f->since_high = f->since;
    describe(f, s, &before, since);
    f->until = s->first + s->n - 1;
    f->size = f->size_low = f->size_high = NAN;
    f->test = "moderated t";
    return true;
}

struct shrink annual_prior(struct annual *const *list, int n, struct arena *a)
{
    double *variance = arena_array(a, double, (size_t)n + 1);
    double *df = arena_array(a, double, (size_t)n + 1);
    for (int i = 0; i < n; i++) {
        variance[i] = list[i]->variance;
        df[i] = list[i]->df;
    }
    return shrink_fit(variance, df, n);
}

void annual_test(struct finding *f, const struct annual *s, struct shrink prior)
{
    double df = s->df + prior.df, gap = s->mean_after - s->mean_before;
    double error = sqrt(shrink_variance(prior, s->variance, s->df) *
                        (1. / s->before + 1. / s->after));
    bool same = gap * f->direction > 0; /* logs and sums may go two ways */
    f->p = error > 0 && same ? 2 * student_upper(fabs(gap) / error, df) : 1;
    f->ratio_low = f->ratio_high = NAN;
    if (isnan(f->ratio) || !(f->ratio > 0) || !(error > 0))
        return;
    double reach = student_quantile(0.975, df) * error;
    f->ratio_low = f->ratio * exp(-reach);
    f->ratio_high = f->ratio * exp(reach);
}
