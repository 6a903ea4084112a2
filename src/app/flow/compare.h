/* compare.h - two periods compared: what compare.c sums and compare_text.c says.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_COMPARE_H
#define APP_FLOW_COMPARE_H

#include "app/flow/params.h"

struct compare_params {
    struct words words;
    struct flow_params flow;
    const char *period, *with, *by, *per, *deflators;
    bool split;
};

/* One side of a comparison. */
struct side {
    struct window window; /* as asked */
    int first, n;         /* index and number of its months or years */
};

/* One row: sums over the series of a key and currency. */
struct row {
    const char *key, *label, *currency;
    double value, value_with;
    int series, series_with;      /* with trade in that window */
    int gaps, gaps_with;          /* series-periods without a figure */
    double unheard, unheard_with; /* of the other window: of series without any figure in this */
    int one_sided;                /* families held on one side of a renumbering only */
    bool *months, *months_with;   /* periods with a figure from anybody */
    struct split *split;          /* NULL: nothing of it has a quantity, or it was not asked */
};

struct compare {
    const struct compare_params *q;
    struct arena *arena;
    const struct areas *areas;
    const struct units *units;
    struct side now, then;
    char freq;
    struct row *rows;
    int count, skipped, one_sided;
    bool mixed;   /* somebody prints a total in one period, and not in another: no ratios */
    bool several; /* or somebody does where another does not: no shares */
    const char *valuation;           /* of what was traded */
    bool valuations;                 /* it is not the same for all */
    const struct deflator *deflator; /* NULL: prices as they were */
    struct traded *traded;           /* of --split: which series traded when, by what they are */
    int traded_count;
};

/* Whether a series had a value in each of both periods, quantity or none. */
struct traded {
    int exporter, importer;
    const char *unit;
    bool now, then;
};

/* What the rows are: "destination", "exporter", ... */
const char *compare_by(const struct compare_params *q);

/* Sums of the rows of a currency, and how many rows have a figure in each period. */
struct compare_total {
    double now, then;
    int rows, rows_now, rows_then;
    bool unlike; /* a row holds those without a figure in the other period */
};
struct compare_total compare_total(const struct compare *c, const char *currency);

/* How many of n periods have a figure. */
int compare_periods(const bool *there, int n);

/* Sums what q asks, into rows without an order; *sources is what they are from. */
int compare_sums(struct compare *c, struct session *session, const char **sources,
                 struct err *err) MUST_CHECK;

/* The same months or years as a period that was given, a year before; NULL: it is none. */
const char *compare_year_before(const char *period, struct arena *a);

/* Splits the rows into price and volume: kg, piece or unit. */
int compare_split(struct compare *c, struct session *session, struct err *err) MUST_CHECK;

void compare_table(struct table *t, const struct compare *c, const char *notes);
void compare_split_table(struct table *t, const struct compare *c);
/* Whether one side of a row has figures for more of its periods than the other. */
bool compare_unequal(const struct compare *c, const struct row *r);
bool compare_unheard(const struct row *r);

/* What sums lack, or should not hold beside each other. */
void compare_note(const struct compare *c, struct session *s);
const char *compare_foot(const struct compare *c, const char *sources);

#endif
