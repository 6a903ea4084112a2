/* levels.c - what is read of a long series: levels in noise that repeats itself.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/err.h"
#include "detect/reading.h"
#include "fit/segment.h"
#include "stats/dist.h"
#include "stats/evidence.h"

static double on_scale(double v, const struct prepared *p)
{
    return p->scale == SCALE_LOG ? exp(v) : v;
}

static struct reading reading_of(const struct segment_shift *h, const struct prepared *p, double df)
{
    double reach = h->se * student_quantile(0.975, fmax(df, 1));
    return (struct reading){.kind = h->slope ? FINDING_TREND : FINDING_SHIFT,
                            .direction = h->size > 0 ? 1 : -1,
                            .at = p->index[h->at],
                            .low = p->index[h->low],
                            .high = p->index[h->high],
                            .size = on_scale(h->size, p),
                            .size_low = on_scale(h->size - reach, p),
                            .size_high = on_scale(h->size + reach, p),
                            .p = h->p,
                            .bayes = evidence_of_p(h->p),
                            .family = h->slope ? READING_PACE : READING_LEVEL,
                            .test = h->slope ? "change of growth" : "level shift"};
}

static void take_spike(struct readings *out, const struct segments *s, const struct prepared *p)
{
    int i = s->spike_at;
    if (i < 0 || out->count == READINGS_MAX)
        return;
    double gap = p->value[i] - s->level[i];
    out->reading[out->count++] = (struct reading){.kind = FINDING_SPIKE,
                                                  .direction = gap > 0 ? 1 : -1,
                                                  .at = p->index[i],
                                                  .low = p->index[i],
                                                  .high = p->index[i],
                                                  .size = on_scale(gap, p),
                                                  .size_low = NAN,
                                                  .size_high = NAN,
                                                  .p = s->spike_p,
                                                  .bayes = evidence_of_p(s->spike_p),
                                                  .family = READING_BURST,
                                                  .test = "spike"};
}

void read_levels(struct readings *out, const struct prepared *p, struct arena *a)
{
    int lost = p->cleaned ? p->cleaned - 1 : 0;
    struct segments s;
    segment_fit(&s, p->value, p->m, p->from, lost, a);
    for (int k = 0; k < s.count && out->count < READINGS_MAX; k++)
        out->reading[out->count++] = reading_of(&s.shift[k], p, s.known - s.count - s.trend - 3);
    take_spike(out, &s, p);
    out->course.phi = s.phi;
    out->trend = s.trend;
    out->seasonal = p->cleaned > 0;
    out->full = true;
    for (int i = 0; i < p->m; i++)
        out->fitted[p->index[i]] = fmax(on_scale(s.level[i], p) - p->start,
                                        p->scale == SCALE_LOG ? 0 : -INFINITY);
}
