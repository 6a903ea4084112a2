/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/calendar.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "detect/panel/crew.h"
#include "detect/panel/slopes.h"
#include "stats/shrink.h"

enum {
    ASKED = 200,     /* series of a group that are looked at */
    FEW_SERIES = 10, /* of which it cannot be told how far apart they are */
    STEP = 1000003,
};
static const double sure = 0.0027; /* as three deviations of a normal */
/* Changes of independent values repeat each other by -.5, which makes their sums so much louder. */
static const double repeated = 1.5;
static const double surely = 3; /* of a logarithm of likelihoods: twenty times as likely */
static const double most_apart = 2;

struct calendar_effects calendar_alone(const double *y, int n, int first)
{
    struct month_change change[SLOPES_LONGEST];
    struct slopes f = {.change = change};
    struct calendar_effects out = {{0}, {0}};
    slopes_add(&f, y, n, first);
    if (slopes_fit(&f, sure))
        memcpy(out.slope, f.slope, sizeof out.slope);
    return out;
}

static bool there_is(const struct calendar_effects *e)
{
    bool any = false;
    for (int k = 0; k < MONTH_EFFECTS; k++)
        any |= e->slope[k] != 0;
    return any;
}

const char *calendar_words(const struct calendar_effects *e, struct arena *a)
{
    const double *slope = e->slope;
    const char *days = "", *year = "";
    if (slope[MONTH_WORKING_DAYS] != 0)
        days = arena_printf(a, "%.2f of working days", slope[MONTH_WORKING_DAYS]);
    if (slope[MONTH_NEW_YEAR] != 0)
        year = arena_printf(a, "%s%.2f of the Chinese New Year", *days ? ", " : "",
                            slope[MONTH_NEW_YEAR]);
    return there_is(e) ? arena_printf(a, "%s%s", days, year) : NULL;
}

/* Squares of what is left of a series beside slopes, cut where it is far. */
static double loss_of(struct slopes *f, const double slope[MONTH_EFFECTS])
{
    double loss = 0;
    memcpy(f->slope, slope, sizeof f->slope);
    slopes_rest(f);
    for (int i = 0; i < f->n; i++)
        loss += f->change[i].rest * f->change[i].rest;
    return loss / 2 / repeated;
}

/* The slopes of one series: none where it is surely likelier without them; those of its group,
 * moved as far as the series says and the group's are apart. */
static void own_slopes(double slope[MONTH_EFFECTS], const struct read_window *w,
                       const struct calendar_effects *e)
{
    static const double none[MONTH_EFFECTS] = {0};
    struct month_change change[SLOPES_LONGEST];
    struct slopes f = {.change = change};
    double along[MONTH_EFFECTS] = {0}, said[MONTH_EFFECTS] = {0};
    memcpy(slope, none, sizeof none);
    slopes_add(&f, w->y, w->n, w->first);
    double without = loss_of(&f, none);
    if (f.n && loss_of(&f, e->slope) - without > surely)
        return;
    memcpy(slope, e->slope, sizeof f.slope);
    for (int i = 0; i < f.n; i++)
        for (int k = 0; k < MONTH_EFFECTS; k++) {
            const struct month_change *x = &f.change[i];
            along[k] += x->away[k] / x->scale * x->rest / repeated;
            said[k] += x->away[k] / x->scale * x->away[k] / x->scale / repeated;
        }
    for (int k = 0; k < MONTH_EFFECTS; k++)
        if (e->slope[k] != 0 && e->apart[k] > 0 && said[k] > 0)
            slope[k] += along[k] / (said[k] + 1 / (e->apart[k] * e->apart[k]));
}

void calendar_take_out(struct read_window *w, const struct calendar_effects *e, struct arena *a)
{
    if (!there_is(e))
        return;
    double *y = arena_array(a, double, (size_t)w->n), slope[MONTH_EFFECTS];
    own_slopes(slope, w, e);
    for (int i = 0; i < w->n; i++) {
        double effect = 0;
        for (int k = 0; k < MONTH_EFFECTS; k++)
            effect += slope[k] * month_effect(w->first + i, (enum month_effect)k);
        y[i] = w->y[i] * exp(-effect);
    }
    w->y = y;
}

/* --- groups --- */

struct member {
    struct calendar_key key;
    const struct read_window *window;
};

static int compare_keys(const void *x, const void *y)
{
    const struct calendar_key *a = x, *b = y; /* the first of a group and of a member */
    return a->exporter != b->exporter ? (a->exporter < b->exporter ? -1 : 1)
                                      : (a->reporter > b->reporter) - (a->reporter < b->reporter);
}

static int compare_members(const void *x, const void *y)
{
    const struct member *a = x, *b = y;
    int c = compare_keys(&a->key, &b->key);
    return c ? c : (a->window > b->window) - (a->window < b->window);
}

/* Of members in order: how many from the first on are of its group. */
static int group_size(const struct member *list, int count)
{
    int n = 1;
    while (n < count && !compare_keys(&list[0].key, &list[n].key))
        n++;
    return n;
}

/* How far apart the slopes of the group's series are beside their errors. */
static double apart_of(const struct slopes *f, int effect, struct arena *a)
{
    size_t size = (size_t)f->series + 1;
    double *step = arena_array(a, double, size), *said = arena_array(a, double, size);
    double *scratch = arena_array(a, double, size);
    int n = 0;
    for (int i = 0; i < f->n; i++) {
        const struct month_change *c = &f->change[i];
        step[c->series] += c->away[effect] / c->scale * c->rest;
        said[c->series] += c->away[effect] / c->scale * c->away[effect] / c->scale;
    }
    for (int k = 0; k < f->series; k++)
        if (said[k] > 0) {
            step[n] = step[k] / said[k];
            said[n++] = repeated / said[k];
        }
    return f->series >= FEW_SERIES ? shrink_apart(step, said, n, most_apart, scratch) : 0;
}

/* Series from all over the group, whatever stands beside them in its order. */
static struct calendar_effects learn_group(const struct member *member, int count, double most)
{
    CLEANUP(arena_free) struct arena own = {0};
    int asked = count < ASKED ? count : ASKED;
    size_t room = SLOPES_LONGEST;
    for (int i = 0; i < asked; i++)
        room += (size_t)member[(uint64_t)i * STEP % (uint64_t)count].window->n;
    struct slopes f = {.change = arena_array(&own, struct month_change, room)};
    for (int i = 0; i < asked; i++) {
        const struct read_window *w = member[(uint64_t)i * STEP % (uint64_t)count].window;
        slopes_add(&f, w->y, w->n, w->first);
    }
    slopes_level(&f, &own);
    struct calendar_effects e = {{0}, {0}};
    if (slopes_fit(&f, most))
        memcpy(e.slope, f.slope, sizeof e.slope);
    for (int k = 0; k < MONTH_EFFECTS; k++)
        e.apart[k] = e.slope[k] != 0 ? apart_of(&f, k, &own) : 0;
    return e;
}

/* One job of a crew: a group. */
struct job {
    const struct member *member;
    int count;
    double most; /* chance of an effect where there is none: for all groups together */
    struct calendar_effects effects;
};

static void learn_job(void *ctx, int i)
{
    struct job *job = (struct job *)ctx + i;
    job->effects = learn_group(job->member, job->count, job->most);
}

void calendar_learn(struct calendar *out, const struct series *const *series,
                    const struct read_window *window, int count, int threads, struct arena *a)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct member *list = arena_array(&own, struct member, (size_t)count + 1);
    int jobs = 0;
    for (int i = 0; i < count; i++)
        list[i] = (struct member){{series[i]->exporter, series[i]->reporter}, &window[i]};
    qsort(list, (size_t)count, sizeof *list, compare_members);
    for (int i = 0; i < count; i += group_size(list + i, count - i))
        jobs++;
    struct job *job = arena_array(&own, struct job, (size_t)jobs + 1);
    for (int i = 0, at = 0; i < jobs; at += job[i++].count)
        job[i] = (struct job){
            .member = list + at, .count = group_size(list + at, count - at), .most = sure / jobs};
    crew_each(threads, jobs, learn_job, job);
    *out = (struct calendar){arena_array(a, struct calendar_group, (size_t)jobs + 1), 0};
    for (int i = 0; i < jobs; i++)
        if (there_is(&job[i].effects)) {
            out->group[out->count++] = (struct calendar_group){job[i].member->key, job[i].effects};
        }
}

struct calendar_effects calendar_of(const struct calendar *c, const struct series *s)
{
    struct calendar_key wanted = {s->exporter, s->reporter};
    const struct calendar_group *found = c->count ? bsearch(&wanted, c->group, (size_t)c->count,
                                                            sizeof *c->group, compare_keys)
                                                  : NULL;
    return found ? found->effects : (struct calendar_effects){{0}, {0}};
}
