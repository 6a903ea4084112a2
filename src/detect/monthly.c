/* monthly.c - see docs/method/surge.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "detect/monthly.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detect/detect.h"
#include "stats/dist.h"
#include "stats/rank.h"

enum { AFTER_MAX = 600 };

/* The known months on both sides of the date, in order of time. */
struct sides {
    double after[AFTER_MAX], before[DETECT_BEFORE], history[DETECT_HISTORY];
    int month[AFTER_MAX]; /* index of each month of after */
    int n_after, n_before, n_history;
};

static double known(const struct series *s, int index)
{
    int i = index - s->first;
    return i < 0 || i >= s->n ? NAN : s->value[i];
}

static void split(struct sides *o, const struct series *s, int since)
{
    bool wanted[12] = {false};
    o->n_after = o->n_before = o->n_history = 0;
    for (int t = since; t < s->first + s->n && o->n_after < AFTER_MAX; t++) {
        if (isnan(known(s, t)))
            continue;
        wanted[t % 12] = true;
        o->month[o->n_after] = t;
        o->after[o->n_after++] = known(s, t);
    }
    for (int t = since - DETECT_HISTORY; t < since; t++) {
        double v = known(s, t);
        if (isnan(v))
            continue;
        o->history[o->n_history++] = v;
        if (t >= since - DETECT_BEFORE && wanted[t % 12])
            o->before[o->n_before++] = v;
    }
}

static double sum(const double *v, int n)
{
    double total = 0;
    for (int i = 0; i < n; i++)
        total += v[i];
    return total;
}

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

/* Sum with the largest tenth (at least one value) cut down to the next: a single spike of the past
 * does not hide a rise.  (Winsorised mean: J. W. Tukey, Ann. Math. Statist. 33, 1962.) */
static double winsorised(const double *v, int n)
{
    double sorted[DETECT_BEFORE];
    int cut = (n + 9) / 10;
    memcpy(sorted, v, (size_t)n * sizeof *v);
    qsort(sorted, (size_t)n, sizeof *sorted, ascending);
    for (int i = n - cut; i < n; i++)
        sorted[i] = sorted[n - cut - 1];
    return sum(sorted, n);
}

/* How much neighbouring months repeat each other: variance inflation of a mean under an AR(1),
 * (1 + r) / (1 - r) with r in [0, 0.8] (G. V. Bayley and J. M. Hammersley, JRSS Suppl. 8, 1946). */
static double inflation(const double *v, int n)
{
    double mean = sum(v, n) / n, top = 0, bottom = 0;
    for (int i = 0; i < n; i++) {
        bottom += (v[i] - mean) * (v[i] - mean);
        top += i ? (v[i] - mean) * (v[i - 1] - mean) : 0;
    }
    double r = bottom > 0 ? top / bottom : 0;
    r = fmin(fmax(r, 0), 0.8);
    return (1 + r) / (1 - r);
}

/* The whole of after against before, by rank sum. */
static double level_p(const struct sides *o)
{
    struct rank_sum r = rank_sum_test(o->after, o->n_after, o->before, o->n_before, 0.05);
    double repeat = inflation(o->before, o->n_before);
    if (repeat <= 1 || r.p >= 1)
        return r.p;
    double z = normal_quantile(1 - fmax(r.p, 1e-15) / 2);
    return 2 * normal_upper(z / sqrt(repeat));
}

/* A run of months each more than twice as high as any of the five years before: the chance that
 * the k largest values fall into one given run, times the number of runs there are. */
static double burst_p(const struct sides *o, int *start, int *length)
{
    double limit = 0, best = 1;
    for (int i = 0; i < o->n_history; i++)
        limit = fmax(limit, 2 * o->history[i]);
    *length = 0;
    for (int i = 0, run = 0; i < o->n_after; i++) {
        run = o->after[i] > limit ? run + 1 : 0;
        if (run > *length) {
            *length = run;
            *start = i - run + 1;
        }
    }
    if (*length < 3)
        return 1;
    double runs = o->n_after * (o->n_after + 1) / 2.;
    best = 2 * runs * exp(rank_top_log(*length, *length, o->n_history));
    return fmin(1, best);
}

/* 95 % interval of the ratio of two sums: logs by the delta method, months inflated as above. */
static void interval(struct finding *f, const struct sides *o)
{
    f->ratio_low = f->ratio_high = NAN;
    if (!(f->value_before > 0) || !(f->value_after > 0) || o->n_after < 2)
        return;
    const double *side[2] = {o->after, o->before};
    int n[2] = {o->n_after, o->n_before};
    double variance = 0;
    for (int k = 0; k < 2; k++) {
        double mean = sum(side[k], n[k]) / n[k], squares = 0;
        for (int i = 0; i < n[k]; i++)
            squares += (side[k][i] - mean) * (side[k][i] - mean);
        variance += squares / (n[k] - 1) / n[k] / (mean * mean) * inflation(side[k], n[k]);
    }
    int least = n[0] < n[1] ? n[0] : n[1];
    double reach = student_quantile(0.975, least - 1) * sqrt(variance);
    f->ratio_low = f->ratio * exp(-reach);
    f->ratio_high = f->ratio * exp(reach);
}

/* The month that splits before and after best: least squares of two levels on the square-root
 * scale, over splits inside after. */
static int first_month(const struct sides *o)
{
    double total = 0, root[AFTER_MAX];
    double before = 0, n_before = o->n_before, best = -1;
    int at = 0;
    for (int i = 0; i < o->n_before; i++)
        before += sqrt(o->before[i]);
    for (int i = 0; i < o->n_after; i++)
        total += root[i] = sqrt(o->after[i]);
    for (int i = 0; i < o->n_after; i++) {
        double low = before / n_before, high = total / (o->n_after - i);
        double gain = (high - low) * (high - low) * n_before * (o->n_after - i) /
                      (n_before + o->n_after - i);
        if (gain > best * (1 + 1e-12)) {
            best = gain;
            at = i;
        }
        before += root[i];
        n_before++;
        total -= root[i];
    }
    return o->month[at];
}

static int last_trade(const struct sides *o)
{
    for (int i = o->n_after - 1; i >= 0; i--)
        if (o->after[i] > 0)
            return i;
    return -1;
}

static enum finding_kind kind_of(const struct sides *o, int burst_start, int burst_length)
{
    if (sum(o->history, o->n_history) == 0)
        return FINDING_NEW;
    if (last_trade(o) < 0 || (o->n_after - 1 - last_trade(o) >= 6 && !burst_length))
        return FINDING_ENDED;
    int left = o->n_after - burst_start - burst_length;
    if (burst_length >= 3 && left >= 2) {
        double high = sum(o->after + burst_start, burst_length) / burst_length;
        double rest = sum(o->after + burst_start + burst_length, left) / left;
        if (rest < high / 4)
            return FINDING_SPIKE;
    }
    return FINDING_SHIFT;
}

bool monthly_test(struct finding *f, const struct series *s, int since)
{
    struct sides o;
    int start = 0, length;
    split(&o, s, since);
    if (o.n_after < 3 || o.n_before < 6)
        return false;
    double scale = (double)o.n_after / o.n_before;
    f->before = o.n_before;
    f->after = o.n_after;
    f->value_after = sum(o.after, o.n_after);
    f->value_before = sum(o.before, o.n_before) * scale;
    f->expected = winsorised(o.before, o.n_before) * scale;
    f->excess = f->value_after - f->expected;
    f->ratio = f->value_before > 0 ? f->value_after / f->value_before : NAN;
    double level = level_p(&o), burst = burst_p(&o, &start, &length);
    bool by_burst = burst < level && f->excess > 0;
    f->p = fmin(1, 2 * fmin(level, burst));
    f->test = by_burst ? "burst" : "rank sum";
    f->direction = f->value_after >= f->value_before ? 1 : -1;
    f->kind = kind_of(&o, start, f->direction > 0 ? length : 0);
    f->since = by_burst ? o.month[start] : first_month(&o);
    return true;
}

void monthly_interval(struct finding *f, const struct series *s, int since)
{
    struct sides o;
    split(&o, s, since);
    interval(f, &o);
}
