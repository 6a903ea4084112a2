/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/louder.h"

#include <math.h>
#include <string.h>

#include "stats/order.h"
#include "stats/quick.h"

enum { LEAST_SPREAD = 8 };
static const double louder_worth = 2; /* gain in log likelihood from which it is tried */

/* A spike is no other spread: distances are cut at three times the usual. */
static void cut_far_out(double *z, int n)
{
    double scratch[NOISE_LONGEST];
    memcpy(scratch, z, (size_t)n * sizeof *z);
    double most = 3 * order_mad(scratch, n);
    for (int i = 0; i < n && most > 0; i++)
        z[i] = fmin(fmax(z[i], -most), most);
}

double louder_gain(double *z, int n, int *change)
{
    double all = 0, part = 0, best = 0;
    *change = -1;
    cut_far_out(z, n);
    for (int i = 0; i < n; i++)
        all += z[i] * z[i];
    for (int k = 1; k <= n - LEAST_SPREAD; k++) {
        part += z[k - 1] * z[k - 1];
        double before = part / k, after = (all - part) / (n - k);
        if (k < LEAST_SPREAD || !(before > 0) || !(after > 0))
            continue;
        double gain = (n * log(all / n) - k * log(before) - (n - k) * log(after)) / 2;
        if (gain > best) {
            best = gain;
            *change = k;
        }
    }
    return best;
}

/* Parts of one spread each: values from at[k] to at[k + 1]. */
struct parts {
    int count, at[4];
    double gain; /* in log likelihood over one part */
};

static double worth_of(const double *sum, int from, int until)
{
    double spread = (sum[until] - sum[from]) / (until - from);
    return spread > 0 ? -(until - from) / 2. * quick_log(spread) : -(double)INFINITY;
}

/* The best three parts: a spread that doubles and halves again. */
static struct parts three_parts(const double *z, int n)
{
    double sum[NOISE_LONGEST + 1] = {0}, best = -INFINITY;
    struct parts p = {.count = 3, .at = {0, 0, 0, n}};
    for (int i = 0; i < n; i++)
        sum[i + 1] = sum[i] + z[i] * z[i];
    for (int i = LEAST_SPREAD; i + 2 * LEAST_SPREAD <= n; i++)
        for (int j = i + LEAST_SPREAD; j + LEAST_SPREAD <= n; j++) {
            double worth = worth_of(sum, 0, i) + worth_of(sum, i, j) + worth_of(sum, j, n);
            if (worth > best) {
                best = worth;
                p.at[1] = i;
                p.at[2] = j;
            }
        }
    p.gain = best - worth_of(sum, 0, n);
    return p;
}

static struct parts find_parts(double *z, int n)
{
    struct parts two = {.count = 2, .at = {0, 0, n}};
    two.gain = louder_gain(z, n, &two.at[1]); /* z is cut there */
    struct parts three = three_parts(z, n);
    if (three.gain > two.gain + 2 * log(n)) /* one more date, one more spread */
        return three;
    two.count = two.at[1] < 0 ? 1 : 2;
    return two;
}

/* Logarithms of the spreads of parts, about their middle. */
static void lay_parts(double *log_loud, const double *z, const struct parts *p)
{
    double log_spread[3], middle = 0;
    for (int k = 0; k < p->count; k++) {
        int from = p->at[k], many = p->at[k + 1] - from;
        log_spread[k] = log(quick_dot(z + from, z + from, many) / many) / 2;
        middle += log_spread[k] / p->count;
    }
    for (int k = 0; k < p->count; k++)
        for (int i = p->at[k]; i < p->at[k + 1]; i++)
            log_loud[i] = log_spread[k] - middle;
}

/* The same of two parts, of whose date nobody is sure: the mean over all dates, each as likely as
 * the distances are with it. */
static void lay_two(double *log_loud, const double *z, int n)
{
    double sum[NOISE_LONGEST + 1] = {0}, worth[NOISE_LONGEST + 1], total = 0, best = -INFINITY;
    int last = n - LEAST_SPREAD;
    memset(log_loud, 0, (size_t)n * sizeof *log_loud);
    for (int i = 0; i < n; i++)
        sum[i + 1] = sum[i] + z[i] * z[i];
    for (int k = LEAST_SPREAD; k <= last; k++) {
        worth[k] = worth_of(sum, 0, k) + worth_of(sum, k, n);
        best = fmax(best, worth[k]);
    }
    for (int k = LEAST_SPREAD; k <= last; k++) {
        if (!(worth[k] - best > -700)) /* where quick_exp() ends */
            continue;
        double weight = quick_exp(worth[k] - best);
        double half = log(sum[k] / k * (n - k) / (sum[n] - sum[k])) / 4;
        total += weight;
        for (int i = 0; i < n; i++)
            log_loud[i] += weight * (i < k ? half : -half);
    }
    for (int i = 0; i < n; i++)
        log_loud[i] /= total;
}

static void raise_all(double *log_loud, int n)
{
    for (int i = 0; i < n; i++)
        log_loud[i] = exp(log_loud[i]);
}

bool louder_find(struct study *s, struct louder *out, int swept)
{
    double z[NOISE_LONGEST];
    int n = s->n;
    study_sweep(s, swept);
    swept_apart(s->base[study_best(s)], z);
    study_sweep(s, STUDY_ALL);
    struct parts p = find_parts(z, n);
    out->dates = p.count - 1;
    if (p.count < 2 || p.gain + fmax(s->panel->louder, 0) < louder_worth)
        return false;
    lay_parts(out->likeliest, z, &p);
    raise_all(out->likeliest, n);
    if (p.count == 2)
        lay_two(out->mean, z, n);
    else
        lay_parts(out->mean, z, &p);
    raise_all(out->mean, n);
    return true;
}
