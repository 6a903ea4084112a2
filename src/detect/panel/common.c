/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/common.h"

#include <math.h>

#include "stats/order.h"

enum { LEAST = 4 };
static const double follows = 1, may_differ = 0.5; /* how much of it a series has */

/* By how much the series follows: the slope of its changes on those of the movement, both about
 * their usual, and about 1.  What stays the same tells nothing, and a change of its level is one
 * value that is cut. */
static double slope_of(const struct read_window *w, const struct common *c, double *scratch)
{
    const double *move = c->move + (w->first - c->first);
    double along = 0, square = 0, usual = w->n > 1 ? (move[w->n - 1] - move[0]) / (w->n - 1) : 0;
    int n = 0;
    for (int i = 1; i < w->n; i++)
        if (w->y[i] > 0 && w->y[i - 1] > 0)
            scratch[n++] = log(w->y[i] / w->y[i - 1]) - (move[i] - move[i - 1]);
    if (n < LEAST)
        return follows;
    double middle = order_median(scratch, n), scale = order_mad(scratch, n), far = 2 * scale;
    for (int i = 1; i < w->n; i++)
        if (w->y[i] > 0 && w->y[i - 1] > 0) {
            double d = move[i] - move[i - 1];
            double beside = log(w->y[i] / w->y[i - 1]) - d - middle;
            along += (d - usual) * fmin(fmax(beside, -far), far);
            square += (d - usual) * (d - usual);
        }
    double known = scale * scale / (may_differ * may_differ);
    return fmin(fmax(follows + along / (square + known + 1e-12), 0), 2);
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
