/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/common.h"

#include <math.h>

#include "stats/order.h"

enum { LEAST = 4 };
static const double follows = 1, may_differ = 0.5; /* how much of it a series has */

/* By how much the series follows: the slope of its changes on those of the movement, about 1. */
static double slope_of(const struct read_window *w, const struct common *c, double *scratch)
{
    double along = 0, square = 0;
    int n = 0;
    const double *move = c->move + (w->first - c->first);
    for (int i = 1; i < w->n; i++)
        if (w->y[i] > 0 && w->y[i - 1] > 0)
            scratch[n++] = log(w->y[i] / w->y[i - 1]) - (move[i] - move[i - 1]);
    if (n < LEAST)
        return follows;
    double scale = order_mad(scratch, n), far = 3 * scale;
    for (int i = 1; i < w->n; i++)
        if (w->y[i] > 0 && w->y[i - 1] > 0) {
            double d = move[i] - move[i - 1], v = log(w->y[i] / w->y[i - 1]);
            along += d * fmin(fmax(v, -far), far);
            square += d * d;
        }
    double known = scale * scale / (may_differ * may_differ);
    return fmin(fmax((along + known * follows) / (square + known), 0), 2);
}

void common_take_out(struct read_window *w, const struct common *c, struct arena *a)
{
    if (!c->there || w->n < 1)
        return;
    double *y = arena_array(a, double, (size_t)w->n);
    double slope = slope_of(w, c, y);
    for (int i = 0; i < w->n; i++)
        y[i] = w->y[i] * exp(-slope * c->move[w->first - c->first + i]);
    w->y = y;
}
