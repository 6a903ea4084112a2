/* burst.c - up to a year of values in a row that have no equal.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "detect/alone/alone.h"
#include "stats/order.h"
#include "stats/dist.h"

enum { LEAST_LENGTH = 3, MOST_LENGTH = 12, LEAST_OTHERS = 9 };
static const double chance = 0.05, factor = 2;

struct run {
    int from, length;
};

/* The longest run from index `from` on of values each more than `factor` times as high as any
 * outside it: grown from the highest value, as far as its values are the highest. */
static struct run longest(const double *v, int n, int from_index, struct arena *a)
{
    struct run best = {0, 0};
    double *sorted = memcpy(arena_array(a, double, (size_t)n), v, (size_t)n * sizeof *v);
    int low = 0;
    order_sort(sorted, n);
    for (int i = 1; i < n; i++)
        low = v[i] > v[low] ? i : low;
    for (int from = low, until = low + 1; until - from < n && until - from <= MOST_LENGTH;) {
        int length = until - from;
        double least = INFINITY;
        for (int i = from; i < until; i++)
            least = fmin(least, v[i]);
        if (from >= from_index && least > factor * sorted[n - 1 - length])
            best = (struct run){from, length};
        bool left = from > 0 && (until == n || v[from - 1] >= v[until]);
        from -= left;
        until += !left;
    }
    return best;
}

/* Lag-one correlation of the logarithms outside the run, corrected for bias as in lumpy.c, from 0
 * to 0.95; zeros at `least` / 2. */
static double repetition(const double *v, int n, struct run r)
{
    double least = INFINITY, mean = 0, along = 0, square = 0;
    for (int i = 0; i < n; i++)
        least = v[i] > 0 ? fmin(least, v[i]) : least;
    for (int i = 0; i < n; i++)
        if (i < r.from || i >= r.from + r.length)
            mean += log(fmax(v[i], least / 2)) / (n - r.length);
    double last = 0;
    for (int i = 0; i < n; i++) {
        bool in = i >= r.from && i < r.from + r.length;
        double e = in ? 0 : log(fmax(v[i], least / 2)) - mean;
        square += e * e;
        along += e * last;
        last = e;
    }
    double c = square > 0 ? along / square : 0;
    return fmin(fmax(c + (1 + 3 * c) / n, 0), 0.95);
}

/* Chance that the k highest of n exchangeable values stand side by side at one of `places`; values
 * that repeat each other count for fewer. */
static double run_p(int k, int n, double phi, int places)
{
    double share = (1 - phi) / (1 + phi), m = n * share, j = k * share;
    return fmin(1, places * exp(log_gamma(j + 1) + log_gamma(m - j + 1) - log_gamma(m + 1)));
}

static double mean_of(const double *v, int from, int until)
{
    double sum = 0;
    for (int i = from; i < until; i++)
        sum += v[i];
    return sum / (until - from);
}

/* What burst and shift both found is one reading, with the better p. */
static void add(struct readings *out, struct reading r)
{
    for (int i = 0; i < out->count; i++) {
        struct reading *x = &out->reading[i];
        if (x->direction != r.direction || x->at < r.at - 1 || x->at > r.at + 1)
            continue;
        if (r.p < x->p) {
            x->p = r.p;
            x->test = r.test;
        }
        return;
    }
    int at = out->count;
    if (at == READINGS_MAX)
        return;
    for (; at > 0 && out->reading[at - 1].at > r.at; at--)
        out->reading[at] = out->reading[at - 1];
    out->reading[at] = r;
    out->count++;
}

void read_burst(struct readings *out, const double *y, int n, int first, int until, int from)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *v = arena_array(&own, double, (size_t)n + 1);
    int *index = arena_array(&own, int, (size_t)n + 1), m = 0, places = 0;
    for (int i = first; i < until; i++)
        if (isfinite(y[i]) && (m || y[i] > 0)) { /* from the first trade on */
            index[m] = i;
            v[m++] = y[i];
            places += i >= from;
        }
    if (m < LEAST_LENGTH + LEAST_OTHERS)
        return;
    struct run r = longest(v, m, m - places, &own);
    if (r.length < LEAST_LENGTH || m - r.length < LEAST_OTHERS || r.from == 0)
        return;
    double p = run_p(r.length, m, repetition(v, m, r), places);
    if (p > chance)
        return;
    double high = mean_of(v, r.from, r.from + r.length), before = mean_of(v, 0, r.from);
    struct reading up = {.kind = FINDING_SHIFT,
                         .direction = 1,
                         .at = index[r.from],
                         .low = index[r.from],
                         .high = index[r.from],
                         .size = before > 0 ? high / before : (double)NAN,
                         .size_low = NAN,
                         .size_high = NAN,
                         .p = p,
                         .test = "burst"};
    add(out, up);
    if (r.from + r.length >= m)
        return;
    struct reading down = up;
    down.direction = -1;
    down.at = down.low = down.high = index[r.from + r.length];
    down.size = mean_of(v, r.from + r.length, m) / high;
    add(out, down);
}
