/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/worlds.h"

#include <math.h>

#include "detect/panel/month.h"
#include "stats/random.h"

enum { STREAMS = 8, SHARED = 7 };

static double wave(const struct world *w, int i, uint64_t id)
{
    double share = (double)i / (w->n - 1), phase = random_uniform(STREAMS * id, 9999);
    double height = w->growing > 0 ? w->season + (w->growing - w->season) * share : w->season;
    return height * sin(2 * M_PI * (i / 12. + phase));
}

/* A gamma variate of whole shape as a sum of exponentials, in logs about its mean. */
static double log_gamma_noise(double shape, uint64_t stream, uint64_t i)
{
    double sum = 0;
    for (int k = 0; k < (int)shape; k++)
        sum -= log(1 - random_uniform(stream, i * 64 + (uint64_t)k));
    return log(sum / shape);
}

static double student(double df, uint64_t stream, uint64_t i)
{
    double chi = 0;
    for (int k = 0; k < (int)df; k++)
        chi += pow(random_normal(stream, i * 64 + (uint64_t)k), 2);
    return random_normal(stream + 1, i) / sqrt(chi / df);
}

static double shock(const struct world *w, uint64_t stream, int i)
{
    uint64_t k = (uint64_t)i;
    if (w->gamma > 0)
        return log_gamma_noise(w->gamma, stream, k);
    double e = w->student > 0 ? student(w->student, stream, k) : random_normal(stream, k);
    return w->noise * e * (w->louder > 0 && i >= w->n * 2 / 3 ? w->louder : 1);
}

static double event_log(enum event e, double ratio, int i, int at)
{
    double r = log(ratio);
    bool since = i >= at;
    switch (e) {
    case EVENT_LEVEL:
        return since ? r : 0;
    case EVENT_SPIKE:
        return i == at ? r : 0;
    case EVENT_SPIKES:
        return i == at || i == at + 4 ? r : 0;
    case EVENT_DIP:
        return since && i < at + 2 ? -r : 0;
    case EVENT_BURST:
        return since && i < at + 3 ? r : 0;
    case EVENT_RUSH:
        return !since ? 0 : i < at + 2 ? r - log(2) : -r;
    case EVENT_PACE:
        return since ? r * (i - at + 1) / 12 : 0;
    case EVENT_RETURN:
        return since && i < at + 8 ? r : 0;
    default:
        return 0;
    }
}

static double calendar(const struct world *w, int month)
{
    return w->days * month_effect(month, MONTH_WORKING_DAYS) +
           w->new_year * month_effect(month, MONTH_NEW_YEAR);
}

static bool is_off(const struct world *w, uint64_t stream, int i, bool was_off)
{
    double u = random_uniform(stream, (uint64_t)i);
    if (w->run > 0)
        return i == 0 ? u < 0.5 : u < 1 / w->run ? !was_off : was_off;
    return u < w->zeros;
}

static bool is_nothing(enum event e, int i, int at)
{
    return (e == EVENT_BEGIN && i < at) || (e == EVENT_END && i >= at) ||
           (e == EVENT_PAUSE && i >= at && i < at + 8);
}

void world_draw(double *v, const struct world *w, uint64_t id, enum event e, double ratio, int at)
{
    double last = 0, walk = 0, common = 0, fresh = sqrt(1 - w->phi * w->phi);
    bool off = false, happens = ratio != 1;
    for (int i = 0; i < w->n; i++) {
        uint64_t k = (uint64_t)i;
        double u = shock(w, STREAMS * id + 1, i), share = (double)i - w->n / 2.;
        last = i == 0 ? u : w->phi * last + fresh * u;
        walk += w->walk * random_normal(STREAMS * id + 3, k);
        common += w->common * random_normal(SHARED, k);
        off = is_off(w, STREAMS * id + 4, i, off);
        double odd = random_uniform(STREAMS * id + 5, k);
        double y = 12 + last + walk + common + wave(w, i, id) + w->growth * i +
                   (share > 0 ? w->bend * share : 0) + (happens ? event_log(e, ratio, i, at) : 0);
        y += odd < w->outlying / 2 ? log(5) : odd < w->outlying ? -log(5) : 0;
        y += id % 2 ? calendar(w, WORLD_FIRST + i) : 0;
        y += w->dip > 0 && i >= 15 && i < 21 ? log(w->dip) : 0;
        v[i] = off || (happens && is_nothing(e, i, at)) ? 0 : exp(y);
        if (w->rounded > 0)
            v[i] = floor(v[i] / w->rounded + 0.5) * w->rounded;
    }
}

void world_mean(double *v, const struct world *w, uint64_t id, enum event e, double ratio, int at)
{
    struct world still = *w;
    double loud = exp(w->noise * w->noise * (w->louder * w->louder - 1) / 2);
    still.noise = still.gamma = still.student = still.outlying = still.zeros = still.run = 0;
    world_draw(v, &still, id, e, ratio, at);
    for (int i = w->n * 2 / 3; w->louder > 0 && i < w->n; i++) /* the mean of a log-normal value */
        v[i] *= loud;
}

int world_dates(int *dates, enum event e, int at)
{
    static const int lasts[] = {[EVENT_SPIKES] = 4, [EVENT_DIP] = 2,    [EVENT_BURST] = 3,
                                [EVENT_RUSH] = 2,   [EVENT_RETURN] = 8, [EVENT_PAUSE] = 8};
    int last = e < sizeof lasts / sizeof *lasts ? lasts[e] : 0;
    dates[0] = at;
    dates[1] = at + last;
    return last ? 2 : 1;
}
