/* measure.h - figures that a test of a claim asks for.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CLAIM_MEASURE_H
#define APP_CLAIM_MEASURE_H

#include "app/flow/select.h"
#include "claim/claim.h"
#include "law/legal.h"

/* What a rank is a place among. */
enum peer_by { PEER_EXPORTER, PEER_DESTINATION, PEER_GOODS };

/* What is asked, as a test says it or an alternative changes it.  from and to NULL: all. */
struct ask {
    struct flow_params flow;
    bool law;               /* also the legal status of each flow */
    bool alone;             /* the code without the others of its family */
    bool all_goods;         /* the printed total where there is one, else flow.code */
    enum peer_by by;        /* what figures are placed by */
    size_t digits;          /* PEER_GOODS: of the code */
    struct window asked[2]; /* its periods; from 0: none */
};

/* From the fields of a test; code ranges (8457-8461) are written out.  ERR_USAGE: a measure that is
 * none. */
int ask_of(struct ask *out, const struct claim_test *t, struct arena *a,
           struct err *err) MUST_CHECK;

struct part {
    int exporter;
    const char *iso3;
    struct series *series;
};

/* The figures of one of those: `what` is an ISO code, or a code of as many digits as was asked. */
struct peer {
    const char *what;
    struct series *series;
};

struct measured {
    struct series *sum;   /* NULL: there is nothing */
    const char *why;      /* why not, in words */
    struct series *clean; /* of series without a renumbering; NULL: none */
    struct part *part;    /* by exporter */
    int part_count;
    struct peer *peer; /* by ask.by */
    int peer_count;
    int families, chapters; /* of the goods: families that the store holds, chapters with figures */
    bool printed;           /* printed totals in all of the periods */
    bool world_printed;     /* and of the World, where it is asked for */
    bool total_in_part;     /* somebody's total in one of the periods asked, a sum in another */
    bool lacks_goods;       /* all goods were asked for by no code: some are there, and no total */
    double untold; /* of headings in the periods asked first: printed beyond what their codes say */
    double families_sum,
        codes_sum;      /* of headings in these periods: of the families that begin there,
                           of the codes that do; both 0: there is no difference */
    bool several_codes; /* one family with more than one code */
    bool mixed;         /* reports of exporters and of importers */
    bool per_kg;        /* unit values */
    enum direction flow;
    struct notes notes; /* of its totals */
    const char *sources, *reporter, *valuation;
    struct legal_flow *flow_list; /* ask.law */
    enum legal *law;              /* on the last day of each flow */
    enum legal *law_before;       /* on the day before its first */
    int flow_count;
};

/* No figures are no failure: sum is NULL and `why` says it.  The same ask of a session is measured
 * once. */
int measure(struct measured *out, struct session *s, const struct ask *q,
            struct err *err) MUST_CHECK;

/* Chapters with figures that count as all goods. */
enum { ALL_CHAPTERS = 90 };

struct figure {
    double value;    /* NAN: there is none */
    double least;    /* of what is there; the whole is no less; NAN: not known */
    const char *why; /* why not */
    const char *gap; /* exporters that lack periods, and how little that is; NULL: none */
    bool partial;    /* of some families parts are not covered */
    bool years;      /* whole years stand in for the months asked */
    int periods;     /* summed */
    bool crosses;    /* families reach over the edge of the heading: see measured.codes_sum */
};

/* The sum over a window, moved by `shift` periods; of unit values the mean per kg.  There is none
 * where exporters lack periods, or codes what their heading is reported with, that would come to
 * more than a tenth of it.  m->sum is there. */
struct figure figure_in(const struct measured *m, struct window w, int shift, struct arena *a);
/* The same of one place. */
struct figure figure_at(const struct measured *m, const struct peer *p, struct window w,
                        struct arena *a);

#endif
