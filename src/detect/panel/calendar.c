/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/calendar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/panel/crew.h"
#include "stats/dist.h"
#include "stats/order.h"

enum {
    LEAST = 36,    /* changes from month to month that a series needs, */
    LONGEST = 240, /* and that are looked at: the last */
    ASKED = 200,   /* series of a group that are */
    ROUNDS = 50,
    FITTED = 14, /* coefficients beside each other in a series: months and effects */
};
static const double cut = 2;       /* deviations */
static const double sure = 0.0027; /* as three deviations of a normal */
static const double least_free = 0.1;
static const double first_step = 1.5; /* errors of values that are independent */
static const double near = 1e-2;      /* the steps stop there */

/* What days can do; more is something else that fell on them. */
static const double lowest[MONTH_EFFECTS] = {0, -2}, highest[MONTH_EFFECTS] = {2, 1};

/* --- the changes --- */

/* From one month to the next. */
struct month_change {
    int series, month;
    double dy, dx[MONTH_EFFECTS];
    double away[MONTH_EFFECTS]; /* dx less its mean in that calendar month */
    double scale;               /* deviation of dy in its series, the season left out */
    double rest;                /* of dy beside season and slopes, cut where it is far; in scales */
};

struct fit {
    struct month_change *change; /* of all series of a group, one after the other */
    int n, series;
    bool active[MONTH_EFFECTS];
    double slope[MONTH_EFFECTS], inverse[MONTH_EFFECTS][MONTH_EFFECTS];
};

static void centre(struct month_change *c, int n)
{
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        double sum[12] = {0};
        int count[12] = {0};
        for (int i = 0; i < n; i++) {
            sum[c[i].month % 12] += c[i].dx[e];
            count[c[i].month % 12]++;
        }
        for (int i = 0; i < n; i++)
            c[i].away[e] = c[i].dx[e] - sum[c[i].month % 12] / count[c[i].month % 12];
    }
}

/* The rest of one series' changes: beside the slopes and the median of each calendar month. */
static void lay_rest(struct month_change *c, int n, const double slope[MONTH_EFFECTS])
{
    double of[12][LONGEST / 12 + 2], middle[12];
    int count[12] = {0};
    for (int i = 0; i < n; i++) {
        c[i].rest = c[i].dy;
        for (int e = 0; e < MONTH_EFFECTS; e++)
            c[i].rest -= slope[e] * c[i].dx[e];
        of[c[i].month % 12][count[c[i].month % 12]++] = c[i].rest;
    }
    for (int m = 0; m < 12; m++)
        middle[m] = count[m] ? order_median(of[m], count[m]) : 0;
    for (int i = 0; i < n; i++)
        c[i].rest -= middle[c[i].month % 12];
}

static double scale_of(const struct month_change *c, int n)
{
    double of[LONGEST];
    for (int i = 0; i < n; i++)
        of[i] = c[i].rest;
    return order_mad(of, n);
}

/* Adds those of one series; there is room for LONGEST. */
static void add_series(struct fit *f, const double *y, int n, int first)
{
    static const double nothing[MONTH_EFFECTS] = {0};
    struct month_change *c = f->change + f->n;
    int k = 0;
    for (int i = n > LONGEST ? n - LONGEST : 1; i < n; i++)
        if (y[i] > 0 && y[i - 1] > 0) {
            c[k] = (struct month_change){
                .series = f->series, .month = first + i, .dy = log(y[i] / y[i - 1])};
            for (int e = 0; e < MONTH_EFFECTS; e++)
                c[k].dx[e] = month_effect(first + i, e) - month_effect(first + i - 1, e);
            k++;
        }
    if (k < LEAST)
        return;
    centre(c, k);
    lay_rest(c, k, nothing);
    double scale = scale_of(c, k);
    for (int i = 0; i < k; i++)
        c[i].scale = scale;
    if (!(scale > 0))
        return;
    f->n += k;
    f->series++;
}

/* --- the fit --- */

static void lay_rests(struct fit *f)
{
    for (int i = 0, n; i < f->n; i += n) {
        struct month_change *c = f->change + i;
        for (n = 1; i + n < f->n && c[n].series == c->series; n++)
            ;
        lay_rest(c, n, f->slope);
        for (int k = 0; k < n; k++)
            c[k].rest = fmax(fmin(c[k].rest / c[k].scale, cut), -cut);
    }
}

/* Of the active ones; false where the months do not tell them apart. */
static bool invert(struct fit *f, double a[MONTH_EFFECTS][MONTH_EFFECTS])
{
    for (int e = 0; e < MONTH_EFFECTS; e++)
        if (!f->active[e]) {
            a[e][e] = 1;
            a[e][!e] = a[!e][e] = 0;
        }
    double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    if (!(determinant > 1e-9 * a[0][0] * a[1][1]))
        return false;
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        f->inverse[e][e] = f->active[e] ? a[!e][!e] / determinant : 0;
        f->inverse[e][!e] = -a[e][!e] / determinant;
    }
    return true;
}

/* One step towards the slopes; how far it goes, or -1. */
static double step_slopes(struct fit *f)
{
    double cross[MONTH_EFFECTS][MONTH_EFFECTS] = {{0}}, along[MONTH_EFFECTS] = {0}, far = 0;
    lay_rests(f);
    for (int i = 0; i < f->n; i++) {
        const struct month_change *c = &f->change[i];
        for (int e = 0; e < MONTH_EFFECTS; e++) {
            along[e] += c->away[e] / c->scale * c->rest;
            for (int d = 0; d < MONTH_EFFECTS; d++)
                cross[e][d] += c->away[e] / c->scale * c->away[d] / c->scale;
        }
    }
    if (!invert(f, cross))
        return -1;
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        double step = 0;
        for (int d = 0; d < MONTH_EFFECTS; d++)
            step += f->inverse[e][d] * along[d] * f->active[d];
        f->slope[e] += step;
        far = fmax(far, fabs(step));
    }
    return far;
}

static bool fit_slopes(struct fit *f)
{
    double far = INFINITY;
    memset(f->slope, 0, sizeof f->slope);
    for (int round = 0; round < ROUNDS && far > near; round++)
        far = step_slopes(f);
    lay_rests(f);
    return far >= 0;
}

/* What the months add to a slope, and how much of it hangs on each. */
struct scores {
    int months;                /* with any change */
    double score[LONGEST + 1]; /* from the last month back */
    double weight[LONGEST];    /* squares of what a month weighs in the slope */
    double hold[LONGEST];      /* how far the fit follows a month: its leverage */
};

static void take_scores(struct scores *s, const struct fit *f, int effect)
{
    int last = f->change[0].month;
    bool known[LONGEST] = {false};
    *s = (struct scores){0};
    for (int i = 0; i < f->n; i++)
        last = f->change[i].month > last ? f->change[i].month : last;
    for (int i = 0; i < f->n; i++) {
        const struct month_change *c = &f->change[i];
        int t = last - c->month;
        double along = 0;
        if (t >= LONGEST)
            continue;
        for (int e = 0; e < MONTH_EFFECTS; e++) {
            along += f->inverse[effect][e] * c->away[e] / c->scale;
            for (int d = 0; d < MONTH_EFFECTS; d++)
                s->hold[t] += f->inverse[e][d] * c->away[e] * c->away[d] / c->scale / c->scale;
        }
        s->score[t] += along * c->rest;
        s->weight[t] += along * along;
        s->months += !known[t];
        known[t] = true;
    }
}

/* The chance that a slope is so far from nothing where there is none: by Student's t with as many
 * degrees of freedom as the months that it hangs on make. */
static double chance_of(const struct fit *f, int effect)
{
    struct scores s;
    double variance = 0, weights = 0, squares = 0;
    take_scores(&s, f, effect);
    if (s.months <= FITTED)
        return 1;
    for (int t = 0; t < LONGEST; t++)
        s.score[t] /= fmax(1 - s.hold[t], least_free);
    for (int t = 0; t < LONGEST; t++) {
        variance += s.score[t] * (s.score[t] + 2 * s.score[t + 1]);
        weights += s.weight[t];
        squares += s.weight[t] * s.weight[t];
    }
    variance *= (double)s.months / (s.months - FITTED);
    if (!(variance > 0) || !(squares > 0))
        return 1;
    double far = fabs(f->slope[effect]) / sqrt(variance), df = weights * weights / squares - 1;
    return df > 0 ? 2 * student_upper(far, df) : 1;
}

/* The active effect that is least sure, with its chance; the last one where they cannot be told
 * apart. */
static int least_sure(struct fit *f, double *chance)
{
    bool fits = fit_slopes(f);
    int least = -1;
    *chance = 0;
    for (int e = 0; e < MONTH_EFFECTS; e++) {
        bool may_be = fits && f->slope[e] >= lowest[e] && f->slope[e] <= highest[e];
        double p = !f->active[e] ? 0 : may_be ? chance_of(f, e) : 1;
        if (f->active[e] && p >= *chance) {
            *chance = p;
            least = e;
        }
    }
    return least;
}

/* Whether the first step goes as far as one of three errors may: most end here. */
static bool leads_somewhere(struct fit *f)
{
    bool far = false;
    memset(f->slope, 0, sizeof f->slope);
    if (!f->n || step_slopes(f) < 0)
        return f->n > 0;
    for (int e = 0; e < MONTH_EFFECTS; e++)
        far |= fabs(f->slope[e]) > first_step * sqrt(f->inverse[e][e]);
    return far;
}

/* Those that can be told, together. */
static struct calendar_effects fit_effects(struct fit *f)
{
    struct calendar_effects out = {{0}};
    for (int e = 0; e < MONTH_EFFECTS; e++)
        f->active[e] = true;
    for (int left = leads_somewhere(f) ? MONTH_EFFECTS : 0; left; left--) {
        double chance;
        int least = least_sure(f, &chance);
        if (chance <= sure) {
            memcpy(out.slope, f->slope, sizeof out.slope);
            break;
        }
        f->active[least] = false;
    }
    return out;
}

struct calendar_effects calendar_alone(const double *y, int n, int first)
{
    struct month_change change[LONGEST];
    struct fit f = {.change = change};
    add_series(&f, y, n, first);
    return fit_effects(&f);
}

static bool there_is(const struct calendar_effects *e)
{
    bool any = false;
    for (int k = 0; k < MONTH_EFFECTS; k++)
        any |= e->slope[k] != 0;
    return any;
}

void calendar_take_out(struct read_window *w, const struct calendar_effects *e, struct arena *a)
{
    if (!there_is(e))
        return;
    double *y = arena_array(a, double, (size_t)w->n);
    for (int i = 0; i < w->n; i++) {
        double effect = 0;
        for (int k = 0; k < MONTH_EFFECTS; k++)
            effect += e->slope[k] * month_effect(w->first + i, k);
        y[i] = w->y[i] * exp(-effect);
    }
    w->y = y;
}

/* --- groups --- */

struct member {
    struct calendar_group group;
    const struct read_window *window;
};

static int compare_groups(const void *x, const void *y)
{
    const struct calendar_group *a = x, *b = y;
    return a->exporter != b->exporter ? (a->exporter < b->exporter ? -1 : 1)
                                      : (a->reporter > b->reporter) - (a->reporter < b->reporter);
}

static int compare_members(const void *x, const void *y)
{
    const struct member *a = x, *b = y;
    int c = compare_groups(&a->group, &b->group);
    return c ? c : (a->window > b->window) - (a->window < b->window);
}

/* Every so manyth series, so that they come from all over the group. */
static struct calendar_effects learn_group(const struct member *member, int count)
{
    CLEANUP(arena_free) struct arena own = {0};
    int step = (count + ASKED - 1) / ASKED;
    size_t room = LONGEST;
    for (int i = 0; i < count; i += step)
        room += (size_t)member[i].window->n;
    struct fit f = {.change = arena_array(&own, struct month_change, room)};
    for (int i = 0; i < count; i += step) {
        const struct read_window *w = member[i].window;
        add_series(&f, w->y, w->n, w->first);
    }
    return fit_effects(&f);
}

/* One job of a crew: a group. */
struct job {
    const struct member *member;
    int count;
    struct calendar_effects effects;
};

static void learn_job(void *ctx, int i)
{
    struct job *job = (struct job *)ctx + i;
    job->effects = learn_group(job->member, job->count);
}

void calendar_learn(struct calendar *out, const struct series *const *series,
                    const struct read_window *window, int count, int threads, struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct member *list = arena_array(&own, struct member, (size_t)count + 1);
    struct job *job = arena_array(&own, struct job, (size_t)count + 1);
    int jobs = 0;
    for (int i = 0; i < count; i++)
        list[i] = (struct member){{series[i]->exporter, series[i]->reporter, {{0}}}, &window[i]};
    qsort(list, (size_t)count, sizeof *list, compare_members);
    for (int i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && !compare_groups(&list[i].group, &list[i + n].group); n++)
            ;
        job[jobs++] = (struct job){.member = list + i, .count = n};
    }
    crew_each(threads, jobs, learn_job, job);
    *out = (struct calendar){arena_array(a, struct calendar_group, (size_t)jobs + 1), 0};
    for (int i = 0; i < jobs; i++)
        if (there_is(&job[i].effects)) {
            out->group[out->count] = job[i].member->group;
            out->group[out->count++].effects = job[i].effects;
        }
}

struct calendar_effects calendar_of(const struct calendar *c, const struct series *s)
{
    struct calendar_group wanted = {s->exporter, s->reporter, {{0}}};
    const struct calendar_group *found = c->count ? bsearch(&wanted, c->group, (size_t)c->count,
                                                            sizeof wanted, compare_groups)
                                                  : NULL;
    return found ? found->effects : wanted.effects;
}
