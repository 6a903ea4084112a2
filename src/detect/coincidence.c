/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/coincidence.h"

#include <math.h>

/* First and last month of the interval of the date. */
static void months_of(const struct finding *f, int *low, int *high)
{
    bool years = f->series->freq == 'A';
    *low = years ? f->since_low * 12 : f->since_low;
    *high = years ? f->since_high * 12 + 11 : f->since_high;
}

bool event_overlaps(const struct event *e, const struct finding *f)
{
    int low, high;
    months_of(f, &low, &high);
    return low <= e->until && high >= e->from;
}

double event_chance(const struct event *e, const struct finding *f, int since)
{
    int low, high, last = f->series->first + f->series->n - 1;
    months_of(f, &low, &high);
    last = f->series->freq == 'A' ? last * 12 + 11 : last;
    double places = last - since + 1, width = (high - low) + (e->until - e->from) + 1;
    return places > 0 ? fmin(1, width / places) : 1;
}

/* The sum of independent trials of unequal chance, exactly (Poisson binomial; S. D. Poisson, 1837)
 * by adding one trial after the other. */
struct coincidence event_coincidence(const struct event *e, struct finding *const *list, int count,
                                     int since, struct arena *a)
{
    struct coincidence c = {.findings = count};
    double *density = arena_array(a, double, (size_t)count + 2);
    density[0] = 1;
    for (int i = 0; i < count; i++) {
        double q = event_chance(e, list[i], since);
        c.overlaps += event_overlaps(e, list[i]);
        c.expected += q;
        for (int k = i + 1; k > 0; k--)
            density[k] = density[k] * (1 - q) + density[k - 1] * q;
        density[0] *= 1 - q;
    }
    for (int k = c.overlaps; k <= count; k++)
        c.p += density[k];
    c.p = fmin(c.p, 1);
    return c;
}
