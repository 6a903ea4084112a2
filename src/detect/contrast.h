/* contrast.h - did a series change by more than what it is compared with?
 *
 * A robust difference in differences: the change of log(series / control) from the time before a
 * date to the time after it, both located by Huber's M-estimate, the error from Qn on both sides,
 * inflated where neighbouring values repeat each other.  docs/method/contrast.md
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_CONTRAST_H
#define DETECT_CONTRAST_H

#include <stdbool.h>

#include "model/series.h"

struct contrast {
    bool possible;           /* false: too little trade of the control to compare with */
    double control;          /* change of the control in a typical period, as a ratio */
    double control_sum;      /* of its mean over the same periods; NAN: nothing was before */
    double ratio, low, high; /* change of the series over that of the control, with 95 %; INFINITY
                                where most periods before had no trade, 0 where most after had none,
                                a ratio of NAN where both */
    double p_below;          /* one-sided, of a ratio of 1 or more; NAN where it is not possible */
    int before, after;       /* periods compared */
};

/* Periods after are since..until.  Periods before `since` are the same calendar months of the 24
 * before it, or 5 years. */
struct contrast contrast_series(const struct series *s, const struct series *control, int since,
                                int until);

/* What a period without trade stands at on the log scale: half the least that was traded. */
double contrast_floor(const struct series *s);

enum contrast_verdict {
    CONTRAST_UNASKED,
    CONTRAST_IMPOSSIBLE, /* no control has enough trade */
    CONTRAST_SPECIFIC,   /* it stands out from both controls, of those that are possible */
    /* It does not, and a control went the same way by more than a quarter and by more than what is
     * left over: */
    CONTRAST_ALONG_ELSEWHERE, /* the same goods to other destinations */
    CONTRAST_ALONG_GOODS,     /* other goods to the same destination */
    CONTRAST_ALONG_BOTH,
    CONTRAST_NOT_SHOWN,
};
enum contrast_verdict contrast_judge(int direction, const struct contrast *a,
                                     const struct contrast *b);

/* "other goods rose too"; NULL where it was not asked. */
const char *contrast_words(enum contrast_verdict v, int direction);

#endif
