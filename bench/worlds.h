/* worlds.h - simulated series whose truth is known, for the study.
 *
 * A world is how series behave while nothing happens; an event is what happens to some of them.
 * Draws are fixed functions of the number of the series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_WORLDS_H
#define BENCH_WORLDS_H

#include <stdbool.h>
#include <stdint.h>

enum { WORLD_LONGEST = 120, WORLD_FIRST = 2019 * 12 }; /* WORLD_FIRST: of months */

struct world {
    const char *name;
    int n;           /* values of a series */
    double noise;    /* standard deviation of the logarithm */
    double phi;      /* of the noise, which keeps its standard deviation */
    double walk;     /* standard deviation of the steps of a random walk beside it */
    double season;   /* height of the yearly wave, in logs */
    double growing;  /* it grows to that from season; 0: it stays */
    double growth;   /* of the level, per value */
    double bend;     /* of growth, at the middle */
    double louder;   /* factor of the noise from two thirds on; 0: none */
    double gamma;    /* shape of multiplicative gamma noise; 0: log-normal */
    double student;  /* degrees of freedom of the noise; 0: normal */
    double zeros;    /* share of values that are 0, at random */
    double run;      /* mean length of runs of trade and of none; 0: none */
    double common;   /* standard deviation of the steps of a walk that all series share */
    double dip;      /* factor of all series in six months of the second year; 0: none */
    double rounded;  /* to multiples of so much */
    double outlying; /* share of values that are five times as high or low */
    double days;     /* of every other series: how much it goes by working days, */
    double new_year; /* and by the Chinese New Year (detect/panel/month.h) */
    bool years;
};

enum event {
    EVENT_LEVEL,  /* from the date on `ratio` times */
    EVENT_SPIKE,  /* one value */
    EVENT_SPIKES, /* two values, four apart */
    EVENT_DIP,    /* two values divided */
    EVENT_BURST,  /* three values */
    EVENT_RUSH,   /* two values ratio / 2 times, then divided for good */
    EVENT_PACE,   /* growth changes so that after a year it is `ratio` times */
    EVENT_BEGIN,  /* nothing before */
    EVENT_END,    /* nothing after */
    EVENT_RETURN, /* a level for eight values, then back */
    EVENT_PAUSE,  /* nothing for eight values, then as before */
};

/* Fills v with series `id` of the world; nothing happens where ratio is 1. */
void world_draw(double *v, const struct world *w, uint64_t id, enum event e, double ratio, int at);

/* The same without noise: what a value is on average, but for a factor that all share. */
void world_mean(double *v, const struct world *w, uint64_t id, enum event e, double ratio, int at);

/* When something changes that begins at `at`: each of these dates is right; how many. */
enum { WORLD_DATES = 4 };
int world_dates(int *dates, enum event e, int at);

#endif
