/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/change/louder.h"

#include <math.h>
#include <string.h>

#include "stats/order.h"

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

bool louder_find(struct study *s, double *loud, int swept)
{
    double z[NOISE_LONGEST], before = 0, after = 0;
    int change, n = s->n;
    study_sweep(s, swept);
    swept_apart(s->base[study_best(s)], z);
    study_sweep(s, STUDY_ALL);
    double gain = louder_gain(z, n, &change);
    if (change < 0 || gain + fmax(s->panel->louder, 0) < louder_worth)
        return false;
    for (int i = 0; i < n; i++)
        *(i < change ? &before : &after) += z[i] * z[i];
    double ratio = sqrt(after / (n - change) / (before / change));
    for (int i = 0; i < n; i++)
        loud[i] = i < change ? 1 / sqrt(ratio) : sqrt(ratio);
    return true;
}
