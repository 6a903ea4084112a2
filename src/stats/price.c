/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/price.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/dist.h"
#include "stats/order.h"

enum { STARTS = 50, STEPS = 100, ROUNDS = 3 };
static const double usual_spread = 1;
/* Where flows are few, the spread that they seem to have makes outliers of chance:
 * with this factor on p, 1 to 6 of 100 sets of clean flows have one at a level of 1 %. */
static const double few = 60;
static const double exact = 1e-9; /* of a value: noise less than that is of digits */

struct work {
    int n, h;
    const double *quantity, *value;
    double *x, *z;    /* quantity and value over quantity^spread */
    double *r, *copy; /* distances */
};

static void set_spread(struct work *w, double spread)
{
    for (int i = 0; i < w->n; i++) {
        double by = pow(w->quantity[i], spread);
        w->x[i] = w->quantity[i] / by;
        w->z[i] = w->value[i] / by;
    }
}

/* Distances at a price; returns the h-th smallest. */
static double distances(struct work *w, double price)
{
    for (int i = 0; i < w->n; i++)
        w->r[i] = w->copy[i] = fabs(w->z[i] - price * w->x[i]);
    return order_select(w->copy, w->n, w->h - 1);
}

/* Least squares through the origin over the flows within a distance; the sum of their squares. */
static double least_squares(const struct work *w, double within, double *price, int *kept)
{
    double xz = 0, xx = 0, sum = 0;
    *kept = 0;
    for (int i = 0; i < w->n; i++)
        if (w->r[i] <= within) {
            xz += w->x[i] * w->z[i];
            xx += w->x[i] * w->x[i];
            ++*kept;
        }
    *price = xz / xx;
    for (int i = 0; i < w->n; i++)
        if (w->r[i] <= within)
            sum += pow(w->z[i] - *price * w->x[i], 2);
    return sum;
}

/* Concentration steps from a price until nothing changes (P. J. Rousseeuw and K. Van Driessen, Data
 * Mining and Knowledge Discovery 12, 2006). */
static double concentrate(struct work *w, double *price)
{
    double best = INFINITY;
    for (int step = 0; step < STEPS; step++) {
        double next;
        int kept;
        double sum = least_squares(w, distances(w, *price), &next, &kept) / kept;
        if (!(sum < best))
            break;
        best = sum;
        *price = next;
    }
    return best;
}

/* The least trimmed mean of squares, from the quantiles of all unit values. */
static double trimmed(struct work *w, const double *unit_values, double *price)
{
    int starts = w->n < STARTS ? w->n : STARTS;
    double best = INFINITY;
    for (int k = 0; k < starts; k++) {
        double at = unit_values[(int)((k + 0.5) * w->n / starts)], sum = concentrate(w, &at);
        if (sum < best) {
            best = sum;
            *price = at;
        }
    }
    return best;
}

/* --- how noise grows with the quantity --- */

struct flow {
    double quantity, off; /* logarithms */
};

static int by_quantity(const void *x, const void *y)
{
    const struct flow *a = x, *b = y;
    if (a->quantity != b->quantity)
        return a->quantity < b->quantity ? -1 : 1;
    return (a->off > b->off) - (a->off < b->off);
}

/* The slope of the logarithm of distances over that of quantities: the median of those of pairs
 * half the flows apart (H. Theil, 1950, in the incomplete form), within 0 and 1. */
static double spread_at(const struct work *w, double price, struct arena *a)
{
    struct flow *flow = arena_array(a, struct flow, (size_t)w->n);
    int half = w->n / 2, apart = w->n - half, slopes = 0;
    for (int i = 0; i < w->n; i++) {
        double off = fabs(w->value[i] - price * w->quantity[i]);
        flow[i] = (struct flow){log(w->quantity[i]), log(fmax(off, exact * w->value[i]))};
    }
    qsort(flow, (size_t)w->n, sizeof *flow, by_quantity);
    for (int i = 0; i < half; i++) {
        double wide = flow[i + apart].quantity - flow[i].quantity;
        if (wide > 1e-6)
            w->copy[slopes++] = (flow[i + apart].off - flow[i].off) / wide;
    }
    return slopes ? fmin(fmax(order_median(w->copy, slopes), 0), 1) : usual_spread;
}

/* --- flows off the price --- */

/* Sums over the flows that are kept. */
struct sums {
    int n;
    double xx, xz, zz;
};

static void take(struct sums *s, const struct work *w, int i, int sign)
{
    s->n += sign;
    s->xx += sign * w->x[i] * w->x[i];
    s->xz += sign * w->x[i] * w->z[i];
    s->zz += sign * w->z[i] * w->z[i];
}

/* Two-sided p of the distance of flow i from the price of the others, which s is of, among n flows.
 */
static double p_of(const struct work *w, const struct sums *s, int i, int n, double *off)
{
    double price = s->xz / s->xx, rest = fmax(s->zz - price * s->xz, s->zz * exact * exact);
    double scale = sqrt(rest / (s->n - 1) * (1 + w->x[i] * w->x[i] / s->xx));
    *off = (w->z[i] - price * w->x[i]) / scale;
    return fmin(1, (1 + few / n) * 2 * n * student_upper(fabs(*off), s->n - 1));
}

struct ranked {
    double distance;
    int flow;
};

static int by_distance(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return a->flow - b->flow;
}

/* From the farthest of the robust fit on, each against those that are nearer: as many are off as
 * the last that is (generalized extreme studentized deviates: B. Rosner, Technometrics 25, 1983),
 * which no outlier hides from another. */
static struct sums leave_out(struct price_fit *out, const struct work *w, double level,
                             struct arena *a)
{
    struct ranked *rank = arena_array(a, struct ranked, (size_t)w->n);
    struct sums all = {0}, kept;
    for (int i = 0; i < w->n; i++) {
        rank[i] = (struct ranked){fabs(w->z[i] - out->price * w->x[i]), i};
        take(&all, w, i, 1);
    }
    qsort(rank, (size_t)w->n, sizeof *rank, by_distance);
    kept = all;
    for (int k = w->n - 1; k >= w->h; k--) {
        double off;
        take(&all, w, rank[k].flow, -1);
        if (p_of(w, &all, rank[k].flow, k + 1, &off) > level)
            continue;
        kept = all;
        for (int i = k; i < w->n; i++)
            out->outlier[rank[i].flow] = true;
    }
    return kept;
}

/* The interval by the errors of flows themselves, whatever their law (HC3: J. G. MacKinnon and H.
 * White, Journal of Econometrics 29, 1985). */
static void measure(struct price_fit *out, const struct work *w, const struct sums *s)
{
    double sum = 0;
    out->kept = s->n;
    out->price = s->xz / s->xx;
    for (int i = 0; i < w->n; i++) {
        struct sums others = *s;
        double leverage = w->x[i] * w->x[i] / s->xx, e = w->z[i] - out->price * w->x[i];
        if (!out->outlier[i]) {
            take(&others, w, i, -1);
            sum += pow(w->x[i] * e / (1 - leverage + exact), 2);
        }
        out->p[i] = p_of(w, &others, i, w->n, &out->off[i]);
    }
    double reach = student_quantile(0.975, s->n - 1) * sqrt(sum) / s->xx;
    out->low = fmax(out->price - reach, 0); /* no price is below nothing */
    out->high = out->price + reach;
}

static struct work open_work(const double *quantity, const double *value, int n, struct arena *a)
{
    size_t size = (size_t)n;
    return (struct work){.n = n,
                         .h = n / 2 + 1,
                         .quantity = quantity,
                         .value = value,
                         .x = arena_array(a, double, size),
                         .z = arena_array(a, double, size),
                         .r = arena_array(a, double, size),
                         .copy = arena_array(a, double, size)};
}

/* --- together --- */

bool price_fit(struct price_fit *out, const double *quantity, const double *value, int n,
               double level, struct arena *a)
{
    struct work w;
    *out = (struct price_fit){0};
    if (n < PRICE_LEAST)
        return false;
    w = open_work(quantity, value, n, a);
    double *unit_values = arena_array(a, double, (size_t)n);
    for (int i = 0; i < n; i++)
        unit_values[i] = value[i] / quantity[i];
    order_sort(unit_values, n);
    out->price = unit_values[n / 2];
    for (int round = 0; round < ROUNDS; round++) {
        out->spread = spread_at(&w, out->price, a);
        set_spread(&w, out->spread);
        trimmed(&w, unit_values, &out->price);
    }
    out->outlier = arena_array(a, bool, (size_t)n);
    out->off = arena_array(a, double, (size_t)n);
    out->p = arena_array(a, double, (size_t)n);
    struct sums kept = leave_out(out, &w, level, a);
    measure(out, &w, &kept);
    return true;
}
