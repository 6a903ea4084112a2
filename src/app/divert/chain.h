/* chain.h - a corridor of trade: did the direct flow fall, did what goes to an intermediary rise in
 * those months, did the intermediary send more on?
 *
 * Each flow is tested in the panel of its like (detect/), what goes to intermediaries after other
 * goods to there and the same goods elsewhere are taken out (control.h).  All that is seen has to
 * have happened: the chance that a corridor is none is at most the sum of the chances that its
 * flows are (Boole), however they depend on each other; corridors are let in while the mean of
 * these chances is within the rate (R. Heller and D. Yekutieli, Annals of Applied Statistics 8,
 * 2014, for findings that have to be made several times).  docs/method/divert.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_CHAIN_H
#define APP_DIVERT_CHAIN_H

#include "app/divert/step.h"
#include "detect/contrast.h"

enum chain_verdict {
    CHAIN_PATTERN,     /* all three flows are seen and did so */
    CHAIN_CONSISTENT,  /* those that are seen did so; others are not in the store */
    CHAIN_NOT_SHOWN,   /* one of them did not, or not surely */
    CHAIN_CANNOT_TELL, /* less than two of the three are seen */
};
const char *chain_words(enum chain_verdict v);

struct corridor {
    const struct link *in_link;
    struct step direct, in, out;
    const struct control *control;          /* other goods to there; NULL: none are in the store */
    struct contrast own, goods, elsewhere;  /* of what goes in: against itself before, other goods
                                               to there, the same goods elsewhere */
    double excess, excess_low, excess_high; /* of what goes in, over what is expected */
    double diverted, diverted_low, diverted_high; /* NAN: nothing is shown */
    bool failed;       /* one of its parts did not happen, or not in time */
    double none;       /* chance that it is none; NAN: too little is seen */
    double p;          /* of the part that is least sure: all have to be there (R. L. Berger,
                          Technometrics 24, 1982); NAN likewise */
    double p_adjusted; /* share of false ones among those as likely */
    double passed_on;  /* sent on, of what the intermediary imported; NAN: not seen */
    double mirrored;   /* arrived by the intermediary's report, of what was sent; NAN: not seen */
    double unit_value; /* of what goes in, per kg, after over before; NAN: no weights (worth.h) */
    enum chain_verdict verdict;
    const char *reason;  /* why it is not shown; NULL: it is */
    const char *missing; /* flows that are not in the store: "KAZ to RUS,DEU to RUS"; "": none */
};

struct chains {
    const struct legs *legs;
    struct controls controls;
    struct steps steps;
    struct corridor *corridor; /* those that are shown first, the largest first */
    int count, tested;
    int shown; /* a pattern, or consistent with it: the first */
    int cut;   /* not looked at, see struct link */
    int until; /* index of the last period that is compared */
};

/* What is said of the direct flow, the flow in or the flow out where it did not surely do so. */
const char *chain_why(const struct corridor *c, enum leg part);

/* Whether its direct flow fell earlier than asked: the fall since then is a part of it. */
bool chain_fell_before(const struct chains *o, const struct corridor *c);

int chains_read(struct chains *out, const struct legs *l, struct err *err) MUST_CHECK;

#endif
