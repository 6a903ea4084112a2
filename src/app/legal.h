/* legal.h - the legal status of findings on the last day of their series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LEGAL_H
#define APP_LEGAL_H

#include "base/buf.h"
#include "model/finding.h"
#include "store/store.h"

enum legal {
    LEGAL_NOT_LISTED,
    LEGAL_LISTED,      /* on a list that prohibits nothing there */
    LEGAL_NOT_BINDING, /* prohibited by a list that does not bind the exporter */
    LEGAL_UNSURE,      /* by one without dates, or the exporter's own regime is not held here */
    LEGAL_PARTLY,      /* prohibited for the exporter: a part of the code */
    LEGAL_PROHIBITED,  /* prohibited for the exporter */
    LEGAL_KINDS
};

const char *legal_name(enum legal k);

/* status[i] for each finding; in the arena. */
int legal_of(enum legal **status, struct store *s, const struct finding *f, int count,
             struct arena *a, struct err *err) MUST_CHECK;

#endif
