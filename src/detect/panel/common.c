/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/common.h"

#include <math.h>
#include <stdint.h>

#include "base/err.h"
#include "stats/order.h"
#include "stats/shrink.h"

enum { LEAST = 4, ASKED = 2000, STEP = 1000003 };
static const double most_apart = 1;

/* How much a series follows, less 1: along / square, its variance / square. */
struct follow {
    double along, square, variance;
};

/* The growth of the movement from the window's first period to its last. */
static double growth_of(const double *move, int n)
{
    return n > 1 ? (move[n - 1] - move[0]) / (n - 1) : 0;
}

/* Of the changes of the series on those of the movement about its growth.  What stays the same
 * tells nothing, and a change of its level is one value that is cut. */
static struct follow follow_of(const struct read_window *w, const struct common *c, double *scratch)
{
    const double *move = c->move + (w->first - c->first);
    double usual = growth_of(move, w->n);
    struct follow f = {0, 0, 0};
    int n = 0;
    for (int i = 1; i < w->n; i++)
        if (w->y[i] > 0 && w->y[i - 1] > 0)
            scratch[n++] = log(w->y[i] / w->y[i - 1]) - (move[i] - move[i - 1]);
    if (n < LEAST)
        return f;
    double middle = order_median(scratch, n), scale = order_mad(scratch, n), far = 2 * scale;
    for (int i = 1; i < w->n; i++)
        if (w->y[i] > 0 && w->y[i - 1] > 0) {
            double d = move[i] - move[i - 1];
            double beside = log(w->y[i] / w->y[i - 1]) - d - middle;
            f.along += (d - usual) * fmin(fmax(beside, -far), far);
            f.square += (d - usual) * (d - usual);
        }
    f.variance = scale * scale;
    return f;
}

double common_apart(const struct common *c, const struct read_window *list, int count)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *distance = arena_array(&own, double, ASKED + 1);
    double *variance = arena_array(&own, double, ASKED + 1);
    double *scratch = arena_array(&own, double, (size_t)(c->n > ASKED ? c->n : ASKED) + 1);
    int n = 0;
    for (int k = 0; k < count && k < ASKED; k++) { /* from all over the list */
        struct follow f = follow_of(&list[(uint64_t)k * STEP % (uint64_t)count], c, scratch);
        if (!(f.square > 0) || !(f.variance > 0))
            continue;
        distance[n] = f.along / f.square;
        variance[n++] = f.variance / f.square;
    }
    return shrink_apart(distance, variance, n, most_apart, scratch);
}

/* The growth of the movement is taken out as it is: how much a series follows is known from what
 * goes up and down beside it, and the error of that would be a trend of the series. */
void common_take_out(struct read_window *w, const struct common *c, struct arena *a)
{
    if (!c->there || w->n < 1)
        return;
    const double *move = c->move + (w->first - c->first);
    double *y = arena_array(a, double, (size_t)w->n), usual = growth_of(move, w->n);
    struct follow f = follow_of(w, c, y);
    double known = f.variance / fmax(c->apart * c->apart, 1e-9);
    double slope = fmin(fmax(1 + f.along / (f.square + known + 1e-12), 0), 2);
    for (int i = 0; i < w->n; i++)
        y[i] = w->y[i] * exp(-usual * i - slope * (move[i] - usual * i));
    w->y = y;
}
