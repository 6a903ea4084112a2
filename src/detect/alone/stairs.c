/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/alone/stairs.h"

#include <math.h>

enum { STEPS = 3, EDGE = 3 };       /* steps of a stair at least; values beside a kink */
static const double profile = 3.84; /* chi square with one degree of freedom, 95 % */

/* A line that is level before the kink. */
struct line {
    double level, growth, se;
};

static double past(int i, int kink)
{
    return i > kink ? i - kink : 0;
}

static struct line fit_line(const double *v, int n, int kink)
{
    double m = 0, x = 0, y = 0, xx = 0, xy = 0, rss = 0;
    for (int i = 0; i < n; i++)
        if (isfinite(v[i])) {
            double t = past(i, kink);
            m++;
            x += t;
            y += v[i];
            xx += t * t;
            xy += t * v[i];
        }
    double spread = xx - x * x / m;
    struct line out = {.growth = (xy - x * y / m) / spread};
    out.level = (y - out.growth * x) / m;
    for (int i = 0; i < n; i++)
        if (isfinite(v[i]))
            rss += pow(v[i] - out.level - out.growth * past(i, kink), 2);
    out.se = sqrt(rss / (m - 3) / spread);
    return out;
}

/* m log(RSS / m) of what is left of v, without what a value repeats of the one before. */
static double misfit(const double *v, const double *fitted, int n, double phi)
{
    double rss = 0, before = 0;
    int m = 0;
    for (int i = 0; i < n; i++) {
        if (!isfinite(v[i]))
            continue;
        double left = v[i] - fitted[i];
        rss += pow(left - (m++ ? phi * before : 0), 2);
        before = left;
    }
    return m * log(rss / m);
}

static void lay(double *fitted, int n, const struct line *l, int kink)
{
    for (int i = 0; i < n; i++)
        fitted[i] = l->level + l->growth * past(i, kink);
}

static bool is_stair(const struct segments *s)
{
    for (int k = 0; k < s->count; k++)
        if (s->shift[k].slope || (s->shift[k].size > 0) != (s->shift[0].size > 0))
            return false;
    return s->count >= STEPS && !s->trend;
}

static double least_p(const struct segments *s)
{
    double p = 1;
    for (int k = 0; k < s->count; k++)
        p = fmin(p, s->shift[k].p);
    return fmin(1, p * s->count);
}

void stairs_to_slope(struct segments *s, const double *v, int n, int from, struct arena *a)
{
    int first = from - 1 > EDGE ? from - 1 : EDGE, best = -1;
    double least = INFINITY;
    if (!is_stair(s))
        return;
    double *worth = arena_array(a, double, (size_t)n + 1);
    double *fitted = arena_array(a, double, (size_t)n + 1);
    for (int kink = first; kink < n - EDGE; kink++) {
        struct line l = fit_line(v, n, kink);
        lay(fitted, n, &l, kink);
        worth[kink] = misfit(v, fitted, n, s->phi);
        if (worth[kink] < least) {
            least = worth[kink];
            best = kink;
        }
    }
    double steps = misfit(v, s->level, n, s->phi) + 3 * s->count * log(s->known);
    if (best < 0 || least + 3 * log(s->known) >= steps)
        return;
    struct line l = fit_line(v, n, best);
    int low = best, high = best;
    while (low > first && worth[low - 1] - least <= profile)
        low--;
    while (high + 1 < n - EDGE && worth[high + 1] - least <= profile)
        high++;
    lay(s->level, n, &l, best);
    s->shift[0] = (struct segment_shift){best + 1, low + 1, high + 1,  true,
                                         l.growth, l.se,    least_p(s)};
    s->count = 1;
}
