/* study.c - power, false findings and coverage of the panel detector on simulated worlds.
 *
 *     study [NAME]       only designs whose name contains NAME
 *
 * Each design is five panels of 2,000 series; in a tenth of them something happens, in worlds
 * without a change in none.  Prints the tables of docs/method/power.md.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "bench/worlds.h"
#include "detect/detect.h"

enum { SERIES = 2000, PANELS = 5, CHANGED = 10 };
static const double rate = 0.05;

struct design {
    struct world world;
    enum event event;
    double ratio[2];       /* 0: none */
    double power[2], most; /* wanted */
};

static const struct design designs[] = {
    {{"noise .2", 60, .noise = .2}, EVENT_LEVEL, {2, 3}, {1, .995}, 0},
    {{"noise .4", 60, .noise = .4}, EVENT_LEVEL, {2, 3}, {.85, .98}, 0},
    {{"noise .25, 30 months", 30, .noise = .25}, EVENT_LEVEL, {2, 3}, {.75, .95}, 0},
    {{"AR(1) .7, sd .3", 60, .noise = .3, .phi = .7}, EVENT_LEVEL, {2, 3}, {.5, .9}, 0},
    {{"AR(1) .7, innovations .3", 60, .noise = .42, .phi = .7}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"season .5 + noise .25", 60, .noise = .25, .season = .5}, EVENT_LEVEL, {2, 3}, {.9, .98}, 0},
    {{"season .2 to 1 + noise .25", 60, .noise = .25, .season = .2, .growing = 1},
     EVENT_LEVEL,
     {2, 3},
     {.8, .95},
     0},
    {{"gamma(4) noise", 60, .gamma = 4}, EVENT_LEVEL, {2, 3}, {.7, .95}, 0},
    {{"zeros 30 % + noise .4", 60, .noise = .4, .zeros = .3}, EVENT_LEVEL, {2, 3}, {.5, .85}, 0},
    {{"zeros 60 % + noise .6", 60, .noise = .6, .zeros = .6}, EVENT_LEVEL, {2, 3}, {.1, .4}, 0},
    {{"annual, 8 % growth, noise .15", 12, .noise = .15, .growth = .077, .years = true},
     EVENT_LEVEL,
     {2, 3},
     {.6, .95},
     0},
    /* our own */
    {{"t(3) noise .3", 60, .noise = .2, .student = 3}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"outliers 5 % + noise .3", 60, .noise = .3, .outlying = .05}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"growth 2 % a month + noise .25", 60, .noise = .25, .growth = .02},
     EVENT_LEVEL,
     {2, 3},
     {0, 0},
     0},
    {{"walk .05 + noise .25", 60, .noise = .25, .walk = .05}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"walk .15 + noise .1", 60, .noise = .1, .walk = .15}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"common walk .1 + noise .25", 60, .noise = .25, .common = .1},
     EVENT_LEVEL,
     {2, 3},
     {0, 0},
     0},
    {{"noise .25 twice as loud", 60, .noise = .25, .louder = 2}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"noise .25, 96 months", 96, .noise = .25}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"season .5 + AR(1) .5, sd .3", 60, .noise = .3, .phi = .5, .season = .5},
     EVENT_LEVEL,
     {2, 3},
     {0, 0},
     0},
    {{"days, New Year of half, noise .1", 60, .noise = .1, .days = 1, .new_year = -.5},
     EVENT_LEVEL,
     {1.25, 1.5},
     {0, 0},
     0},
    {{"noise .1", 60, .noise = .1}, EVENT_LEVEL, {1.25, 1.5}, {0, 0}, 0},
    {{"zeros 10 % + noise .3", 60, .noise = .3, .zeros = .1}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    {{"annual walk .2", 12, .noise = .05, .walk = .2, .years = true},
     EVENT_LEVEL,
     {2, 5},
     {0, 0},
     0},
    {{"annual, noise .3", 8, .noise = .3, .years = true}, EVENT_LEVEL, {2, 5}, {0, 0}, 0},
    {{"change of pace, noise .25", 60, .noise = .25}, EVENT_PACE, {2, 3}, {0, 0}, 0},
    {{"eight months, noise .25", 60, .noise = .25}, EVENT_RETURN, {2, 3}, {0, 0}, 0},
    {{"begins, noise .4, zeros 20 %", 60, .noise = .4, .zeros = .2},
     EVENT_BEGIN,
     {2, 0},
     {0, 0},
     0},
    {{"ends, noise .4, zeros 20 %", 60, .noise = .4, .zeros = .2}, EVENT_END, {2, 0}, {0, 0}, 0},
    {{"begins, noise .4, no zeros", 60, .noise = .4}, EVENT_BEGIN, {2, 0}, {0, 0}, 0},
    {{"ends, noise .4, no zeros", 60, .noise = .4}, EVENT_END, {2, 0}, {0, 0}, 0},
    {{"stops for eight months, noise .4", 60, .noise = .4}, EVENT_PAUSE, {2, 0}, {0, 0}, 0},
    {{"all fell before, noise .3", 60, .noise = .3, .dip = .4}, EVENT_LEVEL, {2, 3}, {0, 0}, 0},
    /* one to three months */
    {{"spike, noise .25", 60, .noise = .25}, EVENT_SPIKE, {5, 0}, {.7, 0}, 0},
    {{"two spikes, noise .25", 60, .noise = .25}, EVENT_SPIKES, {5, 0}, {.7, 0}, 0},
    {{"rush and halt, noise .25", 60, .noise = .25}, EVENT_RUSH, {6, 0}, {.7, 0}, 0},
    {{"dip of two, noise .25", 60, .noise = .25}, EVENT_DIP, {6, 0}, {.7, 0}, 0},
    {{"rise of three, noise .25", 60, .noise = .25}, EVENT_BURST, {6, 0}, {.7, 0}, 0},
    /* nothing happens */
    {{"steady", 60, .noise = .77}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"walk .1 + noise .3", 60, .noise = .3, .walk = .1}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"walk .3 + noise .1", 60, .noise = .1, .walk = .3}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"noise .25 three times as loud", 60, .noise = .25, .louder = 3},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     10},
    {{"common walk .1, nothing else", 60, .noise = .25, .common = .1},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     1},
    {{"common walk .2, nothing else", 60, .noise = .25, .common = .2},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     1},
    {{"on and off, 8 months", 60, .noise = .4, .run = 8}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"on and off, 20 months", 60, .noise = .4, .run = 20}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"annual walk .2, nothing else", 12, .noise = .01, .walk = .2, .years = true},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     10},
    {{"annual walk .2 with drift", 12, .noise = .01, .walk = .2, .growth = .1, .years = true},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     10},
    {{"a trend that bends", 60, .noise = .25, .bend = .03}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"heavy tails", 60, .noise = .3, .student = 2}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"almost all zero", 60, .noise = .5, .zeros = .95}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"season 1 + noise .3", 60, .noise = .3, .season = 1}, EVENT_LEVEL, {1, 0}, {0, 0}, 10},
    {{"days, New Year of half, no event", 60, .noise = .2, .days = 1, .new_year = -1},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     10},
    {{"growing season, nothing else", 60, .noise = .3, .season = .1, .growing = 1.2},
     EVENT_LEVEL,
     {1, 0},
     {0, 0},
     10},
};

/* --- one panel --- */

struct score {
    int changed, found, wrong; /* wrong: reported where nothing happens */
    int date, dates;           /* intervals that hold the truth, of so many */
    int size, sizes, ratio, ratios;
    int shift; /* of the wrong, called a shift */
    int worst; /* the most wrong ones of a panel */
};

static int after_of(const struct world *w)
{
    return w->years ? w->n - 3 : w->n * 2 / 3;
}

/* When it happens to series k: within the first third of the time after. */
static int date_of(const struct world *w, int k)
{
    int after = after_of(w);
    return w->years ? after : after + k / CHANGED % ((w->n - after) / 4 + 1);
}

static struct series reported(const struct world *w, double *v, enum point_status *status, int id)
{
    int first = w->years ? 2010 : WORLD_FIRST;
    memset(status, 0, (size_t)w->n * sizeof *status);
    bool days = w->days != 0 || w->new_year != 0; /* of two exporters */
    return (struct series){.exporter = days ? 1 + id % 2 : id,
                           .importer = id,
                           .unit = "000000",
                           .freq = w->years ? 'A' : 'M',
                           .direction = DIRECTION_EXPORT,
                           .currency = "USD",
                           .valuation = "FOB",
                           .measured_in = "USD",
                           .adapter = "drawn",
                           .first = first,
                           .n = w->n,
                           .value = v,
                           .status = status,
                           .from = first,
                           .until = first + w->n - 1};
}

static uint64_t stream_of(int panel, int k)
{
    return (uint64_t)(panel * SERIES + k) + 1;
}

/* The truth about the sums that a finding compares: of before, calendar months as often as after
 * has them, where six of these are known (docs/method/surge.md). */
static double ratio_of_means(const double *mean, const struct finding *f)
{
    int first = f->series->first, base = f->base > first ? f->base : first, matched = 0;
    double after = 0, before = 0, sum[12] = {0}, whole = 0, times[12] = {0}, there[12] = {0};
    double months = f->until - f->since + 1, known = 0;
    for (int t = f->since; t <= f->until; t++) {
        after += mean[t - first];
        times[t % 12]++;
    }
    for (int t = base; t < f->since; t++) {
        whole += mean[t - first] / (f->since - base) * (f->until - f->since + 1);
        sum[t % 12] += mean[t - first];
        there[t % 12]++;
        matched += times[t % 12] > 0;
    }
    for (int k = 0; k < 12; k++) {
        before += there[k] > 0 ? times[k] * sum[k] / there[k] : 0;
        known += there[k] > 0 ? times[k] : 0;
    }
    return after / (f->series->freq == 'M' && matched >= 6 ? before * months / known : whole);
}

static bool holds_date(const struct finding *f, enum event event, int at)
{
    int dates[WORLD_DATES], n = world_dates(dates, event, at);
    for (int i = 0; i < n; i++)
        if (f->since_low <= f->series->first + dates[i] &&
            f->series->first + dates[i] <= f->since_high)
            return true;
    return false;
}

static void judge(struct score *s, const struct finding *f, const struct design *d, double ratio,
                  int panel)
{
    int k = f->series->importer - 1, at = date_of(&d->world, k);
    double mean[WORLD_LONGEST];
    if (ratio == 1 || k % CHANGED != 0) {
        s->wrong++;
        s->shift += f->kind == FINDING_SHIFT;
        return;
    }
    s->found++;
    s->dates++;
    s->date += holds_date(f, d->event, at);
    if (d->event != EVENT_LEVEL)
        return;
    if (!isnan(f->size_low)) {
        s->sizes++;
        s->size += f->size_low <= ratio && ratio <= f->size_high;
    }
    if (!isnan(f->ratio_low)) {
        s->ratios++;
        world_mean(mean, &d->world, stream_of(panel, k), d->event, ratio, at);
        double truth = ratio_of_means(mean, f);
        s->ratio += f->ratio_low <= truth && truth <= f->ratio_high;
    }
}

static void try_panel(struct score *s, const struct design *d, double ratio, int panel)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct world *w = &d->world;
    int after = after_of(w);
    struct detect_options o = {
        .since_month = WORLD_FIRST + after, .since_year = 2010 + after, .keep = rate};
    struct detector *detector = detect_open(&o, &a);
    struct findings f;
    int before = s->wrong;
    double v[WORLD_LONGEST];
    enum point_status status[WORLD_LONGEST];
    for (int k = 0; k < SERIES; k++) {
        bool changed = ratio != 1 && k % CHANGED == 0;
        world_draw(v, w, stream_of(panel, k), d->event, changed ? ratio : 1, date_of(w, k));
        struct series one = reported(w, v, status, k + 1);
        detect_add(detector, &one);
        s->changed += changed;
    }
    detect_close(detector, &f);
    for (int i = 0; i < f.count; i++)
        if (f.finding[i].p_adjusted <= rate)
            judge(s, &f.finding[i], d, ratio, panel);
    if (s->wrong - before > s->worst)
        s->worst = s->wrong - before;
}

static struct score try_design(const struct design *d, double ratio)
{
    struct score s = {0};
    for (int panel = 0; panel < PANELS; panel++)
        try_panel(&s, d, ratio, panel);
    return s;
}

/* --- the tables --- */

static void print_share(int hit, int of)
{
    if (of < 50)
        printf("     -");
    else
        printf("  %.3f", (double)hit / of);
}

static void print_power(const struct design *d, int i)
{
    struct score s = try_design(d, d->ratio[i]);
    double power = (double)s.found / s.changed, all = s.found + s.wrong;
    printf("%-32s  x%-3g %.3f ±.%03.0f", d->world.name, d->ratio[i], power,
           2000 * sqrt(power * (1 - power) / s.changed));
    if (d->power[i] > 0)
        printf("  %.3f%s", d->power[i], power < d->power[i] ? " <" : "  ");
    else
        printf("      -  ");
    printf("  %.3f%s", all > 0 ? s.wrong / all : 0, all > 0 && s.wrong / all > rate ? " <" : "  ");
    print_share(s.date, s.dates);
    print_share(s.size, s.sizes);
    print_share(s.ratio, s.ratios);
    puts("");
}

static void print_none(const struct design *d)
{
    struct score s = try_design(d, 1);
    printf("%-32s  %4d (shifts %d) of %d; %d in the worst panel, at most %.0f%s\n", d->world.name,
           s.wrong, s.shift, SERIES * PANELS, s.worst, d->most, s.worst > d->most ? " <" : "");
}

int main(int argc, char **argv)
{
    puts("world                             size power  95 %  wanted    false     date    size   "
         "ratio");
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
        const struct design *d = &designs[i];
        if (argc > 1 && !strstr(d->world.name, argv[1]))
            continue;
        if (d->ratio[0] == 1)
            print_none(d);
        for (int k = 0; k < 2 && d->ratio[0] != 1; k++)
            if (d->ratio[k] > 0)
                print_power(d, k);
        fflush(stdout);
    }
    return 0;
}
