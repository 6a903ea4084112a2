/* measure.h - figures that a test of a claim asks for.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CLAIM_MEASURE_H
#define APP_CLAIM_MEASURE_H

#include "app/flow/select.h"
#include "claim/claim.h"
#include "law/legal.h"

/* What is asked, as a test says it or an alternative changes it.  from and to NULL: all. */
struct ask {
    struct flow_params flow;
    bool law;               /* also the legal status of each flow */
    bool alone;             /* the code without the others of its family */
    struct window asked[2]; /* its periods; from 0: none */
};

/* From the fields of a test; code ranges (8457-8461) are written out.  ERR_USAGE: a measure that is
 * none. */
int ask_of(struct ask *out, const struct claim_test *t, struct arena *a,
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
    enum direction flow;
    const char *sources, *reporter, *valuation;
    struct legal_flow *flow_list; /* ask.law */
    enum legal *law;
    int flow_count;
};

/* No figures are no failure: sum is NULL and `why` says it.  The same ask of a session is measured
 * once. */
int measure(struct measured *out, struct session *s, const struct ask *q,
            struct err *err) MUST_CHECK;

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

#endif
