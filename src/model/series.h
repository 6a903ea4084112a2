/* series.h - what one exporter sent to one importer of one commodity, period by period.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/flow.h"
#include "model/period.h"

struct series_parts;

struct series {
    int exporter, importer, reporter; /* m49; 0: several, summed, or the World */
    bool as_one;                      /* a group beside its members: what it holds is theirs */
    const char *unit;                 /* family, heading, chapter or national code */
    enum direction direction;         /* as the reporter sees it */
    const char *currency;             /* "" for weights and quantities */
    const char *valuation;            /* FOB, CIF, unknown; of values */
    const char *measured_in;          /* currency, "kg", the unit of quantity */
    const char *adapter;              /* layout of the source; "": several */
    char freq;                        /* 'M' or 'A' */
    int first;                        /* index of the first period, see period.h */
    int n;
    double *value;  /* NAN where there is no figure, 0 where there was no trade; of a unit value or
                     * price what is over the line */
    double *weight; /* kg beneath a unit value, quantity beneath a price; NULL for other measures */
    enum point_status *status;
    struct series_parts *parts; /* of a sum that is being made, see series/sum.c */
    int from, until; /* first and last index the reporter has published, in and between n */
};

/* What is beneath the value of period i of the series, counted from its first; 0: nothing. */
static inline double series_weight(const struct series *s, int i)
{
    return s->weight ? s->weight[i] : 0;
}

/* Whether the source holds only one side of a renumbering of its codes: not to be compared over
 * time. */
bool series_renumbered(const struct series *s);

/* Whether it is CEPII's reconciliation of both reports (BACI), which its layouts give as one side's
 * (G. Gaulier, S. Zignago, BACI: International Trade Database at the Product-Level, CEPII Working
 * Paper 2010-23). */
bool series_reconciled(const struct series *s);

/* The value of a period by its index, as it stands there; NAN where there is none. */
double series_at(const struct series *s, int index);

/* The figure of a period by its index; NAN where there is none, or a part of it only. */
double series_known(const struct series *s, int index);

/* A period t from since on, and the same of the year before since; false where one is not known. */
bool series_pair(const struct series *s, int since, int t, double *before, double *after);

/* Sums of these from since to until; how many there are. */
int series_since(const struct series *s, int since, int until, double *before, double *after);

/* A copy that lives as long as the arena. */
struct series *series_keep(const struct series *s, struct arena *a);

/* By exporter, importer, unit, direction, frequency and what it is measured in. */
int series_compare(const struct series *a, const struct series *b);

#endif
