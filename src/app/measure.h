/* measure.h - figures that a test of a claim asks for.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MEASURE_H
#define APP_MEASURE_H

#include "app/legal.h"
#include "app/select.h"
#include "claim/claim.h"

/* What is asked, as a test says it or an alternative changes it. */
struct ask {
    const char *store, *from, *to; /* NULL from or to: all */
    const char *code, *list, *group, *flow, *as_of;
    enum measure measure;
    bool law;          /* also the legal status of each flow */
    bool alone;        /* the code without the others of its family */
    bool own_currency; /* not converted by the table of rates */
};

/* From the fields of a test; code ranges (8457-8461) are written out.  ERR_USAGE: a measure that is
 * none. */
int ask_of(struct ask *out, const struct claim_test *t, const char *store, struct arena *a,
           struct err *err) MUST_CHECK;

/* "8457-8461, 8466" as a list of codes. */
const char *ask_codes(const char *codes, struct arena *a);

struct part {
    int exporter;
    const char *iso3;
    struct series *series;
};

struct measured {
    struct series *sum;   /* NULL: there is nothing */
    const char *why;      /* why not, in words */
    struct series *clean; /* of series without a renumbering; NULL: none */
    struct part *part;    /* by exporter */
    int part_count;
    int importers;          /* destinations summed */
    int families, chapters; /* of the goods that the store holds */
    bool several_codes;     /* one family with more than one code */
    bool mixed;             /* reports of exporters and of importers */
    bool per_kg;            /* unit values */
    const char *sources, *reporter, *flow, *valuation;
    struct legal_flow *flow_list; /* ask.law */
    enum legal *law;
    int flow_count;
};

/* The selection that an ask means, as a request of values. */
struct request ask_request(const struct ask *q);

/* No figures are no failure: sum is NULL and `why` says it. */
int measure(struct measured *out, const struct ask *q, struct arena *a, struct err *err) MUST_CHECK;

struct figure {
    double value;    /* NAN: there is none */
    const char *why; /* why not */
    const char *gap; /* exporters that lack periods, and how little that is; NULL: none */
    bool partial;    /* of some families parts are not covered */
    bool years;      /* whole years stand in for the months asked */
    int periods;     /* summed */
};

/* The sum over a window, moved by `shift` periods; of unit values the mean per kg.  There is none
 * where exporters lack periods that would come to more than a tenth of it.  m->sum is there. */
struct figure figure_in(const struct measured *m, struct window w, int shift, struct arena *a);
/* The same of one exporter. */
struct figure figure_of(const struct measured *m, const struct part *p, struct window w,
                        struct arena *a);

/* Whether figures in that unit count pieces. */
bool measure_counts(const char *unit);

/* The codes before and after one code in its heading, of those that the store holds. */
int measure_neighbours(const char ***codes, int *count, const struct ask *q, struct arena *a,
                       struct err *err) MUST_CHECK;

/* Days on which figures of the store were replaced, so that --as-of a day before differs. */
int measure_vintages(const char ***days, int *count, const char *store, struct arena *a,
                     struct err *err) MUST_CHECK;

#endif
