/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/contrast.h"

#include <math.h>
#include <string.h>

#include "detect/detect.h"
#include "stats/dist.h"
#include "stats/order.h"
#include "stats/robust.h"

enum { SIDE_MAX = 24 };
static const double huber = 1.345; /* 95 % efficient at the normal (P. J. Huber, 1964) */

struct sides {
    double before[SIDE_MAX], after[SIDE_MAX], control_before[SIDE_MAX], control_after[SIDE_MAX];
    double sum_before, sum_after; /* of the control */
    int n_before, n_after;
};

double contrast_floor(const struct series *s)
{
    double least = INFINITY;
    for (int i = 0; i < s->n; i++)
        if (s->value[i] > 0)
            least = fmin(least, s->value[i]);
    return least / 2;
}

static void split(struct sides *o, const struct series *s, const struct series *control, int since,
                  int until)
{
    int year = s->freq == 'M' ? 12 : 1, back = s->freq == 'M' ? DETECT_BEFORE : DETECT_BEFORE_YEARS;
    double least = contrast_floor(s), control_least = contrast_floor(control);
    bool wanted[12] = {false};
    o->n_before = o->n_after = 0;
    o->sum_before = o->sum_after = 0;
    for (int pass = 1; pass >= 0; pass--) /* after first: it says which months count */
        for (int k = 0; k < SIDE_MAX && k < (pass ? until - since + 1 : back); k++) {
            int t = pass ? since + k : since - back + k;
            double x = series_known(s, t), c = series_known(control, t);
            if (isnan(x) || isnan(c) || (!pass && !wanted[t % year]))
                continue;
            wanted[t % year] = true;
            double u = log(fmax(x, least)), v = log(fmax(c, control_least));
            int *n = pass ? &o->n_after : &o->n_before;
            *(pass ? &o->sum_after : &o->sum_before) += c;
            (pass ? o->after : o->before)[*n] = u - v;
            (pass ? o->control_after : o->control_before)[(*n)++] = v;
        }
}

static double spread(const double *v, int n)
{
    double copy[SIDE_MAX];
    memcpy(copy, v, (size_t)n * sizeof *v);
    return n < 2 ? 0 : order_qn(copy, n);
}

static double shift_of(const double *after, int n_after, const double *before, int n_before)
{
    return robust_location(after, n_after, huber_weight, huber) -
           robust_location(before, n_before, huber_weight, huber);
}

static double location_inflation(const double *v, int n)
{
    return serial_inflation(v, n, robust_location(v, n, huber_weight, huber));
}

static int traded(const struct series *s, int from, int until)
{
    int count = 0;
    for (int t = from; t < until; t++)
        count += series_known(s, t) > 0;
    return count;
}

/* Whether most values of a side are of periods without trade. */
static bool is_empty(const struct series *s, const double *v, const double *control, int n)
{
    double least = log(contrast_floor(s));
    int none = 0;
    for (int i = 0; i < n; i++)
        none += v[i] + control[i] <= least + 1e-9;
    return 2 * none > n;
}

/* From nothing, or to nothing, is no ratio: the bound on the other side is what is known of it. */
static void take_ratio(struct contrast *c, const struct series *s, const struct sides *o,
                       double gap, double reach)
{
    bool from_nothing = is_empty(s, o->before, o->control_before, o->n_before);
    bool to_nothing = is_empty(s, o->after, o->control_after, o->n_after);
    c->ratio = from_nothing && to_nothing ? (double)NAN
               : from_nothing             ? (double)INFINITY
               : to_nothing               ? 0
                                          : exp(gap);
    c->low = to_nothing ? 0 : exp(gap - reach);
    c->high = from_nothing ? (double)INFINITY : exp(gap + reach);
}

struct contrast contrast_series(const struct series *s, const struct series *control, int since,
                                int until)
{
    struct contrast out = {
        .control = NAN, .control_sum = NAN, .ratio = NAN, .low = NAN, .high = NAN, .p_below = NAN};
    struct sides o;
    int back = s->freq == 'M' ? DETECT_BEFORE : DETECT_BEFORE_YEARS;
    int least = s->freq == 'M' ? 6 : 3;
    if (!control || traded(control, since - back, since) < least || !isfinite(contrast_floor(s)))
        return out;
    split(&o, s, control, since, until);
    if (o.n_before < least || o.n_after < 1)
        return out;
    double u = spread(o.before, o.n_before), v = o.n_after > 2 ? spread(o.after, o.n_after) : u;
    double variance = u * u / o.n_before * location_inflation(o.before, o.n_before) +
                      v * v / o.n_after * location_inflation(o.after, o.n_after);
    int side = o.n_after > 2 && o.n_after < o.n_before ? o.n_after : o.n_before;
    double reach = student_reach(side - 1) * sqrt(variance);
    double gap = shift_of(o.after, o.n_after, o.before, o.n_before);
    double t = variance > 0 ? gap / sqrt(variance) : gap > 0 ? INFINITY : -INFINITY;
    out.p_below = t < 0 ? student_upper(-t, side - 1) : 1 - student_upper(t, side - 1);
    out.possible = true;
    out.before = o.n_before;
    out.after = o.n_after;
    out.control = exp(shift_of(o.control_after, o.n_after, o.control_before, o.n_before));
    if (o.sum_before > 0)
        out.control_sum = o.sum_after / o.n_after / (o.sum_before / o.n_before);
    take_ratio(&out, s, &o, gap, reach);
    return out;
}

enum contrast_verdict contrast_judge(int direction, const struct contrast *a,
                                     const struct contrast *b)
{
    const struct contrast *both[] = {a, b};
    static const enum contrast_verdict alongs[] = {CONTRAST_NOT_SHOWN, CONTRAST_ALONG_ELSEWHERE,
                                                   CONTRAST_ALONG_GOODS, CONTRAST_ALONG_BOTH};
    int possible = 0, apart = 0, along = 0;
    for (int i = 0; i < 2; i++) {
        const struct contrast *c = both[i];
        if (!c->possible)
            continue;
        bool stands_out = direction > 0 ? c->low > 1 : c->high < 1;
        bool goes_along = !stands_out && direction * log(c->control) > log(1.25) &&
                          direction * log(c->control) > direction * log(c->ratio);
        possible++;
        apart += stands_out;
        along += goes_along ? 1 << i : 0;
    }
    if (!possible)
        return CONTRAST_IMPOSSIBLE;
    return apart == possible ? CONTRAST_SPECIFIC : alongs[along];
}

const char *contrast_words(enum contrast_verdict v, int direction)
{
    static const char *const words[][2] = {
        [CONTRAST_UNASKED] = {NULL, NULL},
        [CONTRAST_IMPOSSIBLE] = {"nothing to compare", "nothing to compare"},
        [CONTRAST_SPECIFIC] = {"stands out", "stands out"},
        [CONTRAST_ALONG_ELSEWHERE] = {"rose elsewhere too", "fell elsewhere too"},
        [CONTRAST_ALONG_GOODS] = {"other goods rose too", "other goods fell too"},
        [CONTRAST_ALONG_BOTH] = {"others rose too", "others fell too"},
        [CONTRAST_NOT_SHOWN] = {"not told apart", "not told apart"},
    };
    return words[v][direction < 0];
}
