/* full.c - the full robust fit as the reading of a series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/err.h"
#include "detect/reading.h"
#include "fit/ltsts.h"
#include "stats/dist.h"
#include "stats/evidence.h"

enum { LEAST = 24, SEASONS_HALVES = 5, EDGE = 4 };
static const double bound = 4; /* rise of the refinement's sum that a date's interval allows */

/* Zeros stand at half the least; false where they are too many or a value is negative. */
static bool take_logs(double *to, const double *y, int n)
{
    double least = INFINITY;
    int known = 0, zeros = 0;
    for (int i = 0; i < n; i++) {
        if (y[i] < 0)
            return false;
        known += isfinite(y[i]);
        zeros += y[i] == 0;
        least = y[i] > 0 ? fmin(least, y[i]) : least;
    }
    for (int i = 0; i < n; i++)
        to[i] = isfinite(y[i]) ? log(y[i] > 0 ? y[i] : least / 2) : (double)NAN;
    return known >= LEAST && zeros <= known / 4;
}

static struct reading reading_of(const struct ltsts_fit *l)
{
    int last = l->coefficients - 1, at = l->position;
    double reach = l->se[last] * student_quantile(0.975, l->df), delta = l->coef[last];
    struct reading r = {.kind = FINDING_SHIFT,
                        .direction = delta > 0 ? 1 : -1,
                        .at = at - 1,
                        .low = at - 1,
                        .high = at - 1,
                        .size = exp(delta),
                        .size_low = exp(delta - reach),
                        .size_high = exp(delta + reach),
                        .p = fmin(1, l->shift_p),
                        .bayes = evidence_of_p(l->shift_p),
                        .family = READING_LEVEL,
                        .test = "LTSts"};
    for (int i = 0; i < l->n; i++)
        if (l->refined[i] <= l->refined[at - 1] + bound) {
            r.low = i < r.low ? i : r.low;
            r.high = i > r.high ? i : r.high;
        }
    return r;
}

void read_full(struct readings *out, const double *y, int n, int season, int from,
               const struct known *known, struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *v = arena_array(&own, double, (size_t)n + 1);
    int seasonal = season && 2 * n >= SEASONS_HALVES * season;
    struct ltsts_options o = {.terms = {.trend = 1, .harmonics = seasonal, .season = season},
                              .first = from + 1 > EDGE + 1 ? from + 1 : EDGE + 1,
                              .last = n - EDGE};
    struct ltsts_fit l;
    if (!take_logs(v, y, n) || o.first > o.last || !ltsts_fit(&l, v, n, &o, &own)) {
        read_series(out, y, n, season, from, known, a);
        return;
    }
    *out = (struct readings){.scale = SCALE_LOG, .trend = true, .seasonal = seasonal, .full = true};
    out->fitted = arena_array(a, double, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        out->fitted[i] = exp(l.fitted[i]);
    out->reading[out->count++] = reading_of(&l);
    out->bayes[READING_LEVEL] = out->reading[0].bayes;
}
