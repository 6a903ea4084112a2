/* find.h - runs the detector over the series of a selection: what surge and watch share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FIND_H
#define APP_FIND_H

#include "app/event.h"
#include "app/legal.h"
#include "app/select.h"
#include "detect/contrast.h"
#include "detect/detect.h"

/* A sum over series that is looked at beside them: one exporter, one product group, one list. */
struct basket {
    const char *kind; /* "exporter", "group", "list" */
    const char *name;
    struct series *sum;
    struct finding finding;
    bool tested;
};

struct find_contrast {
    struct contrast elsewhere; /* the same goods of the exporter to other destinations */
    struct contrast others;    /* its other goods to the same destination */
    const char *verdict;       /* NULL: not looked at */
    struct series *elsewhere_series, *others_series; /* their sums; NULL: there are none */
};

struct find {
    struct findings findings; /* p below keep, largest excess first */
    struct areas *areas;
    struct units units;
    int since; /* yyyymm of the first month of "after" */
    bool since_given;
    int series, currencies;
    struct basket *baskets;
    int basket_count;
    const char *sources;
    struct find_contrast *contrasts; /* by finding; NULL: not looked at */
    enum legal *legal;               /* by finding */
    struct event event;              /* name NULL: none was asked about */
    enum detect_method method;
    const char *run; /* id of the question, see evidence.h */
};

struct find_options {
    bool baskets; /* sum exporters, groups and lists too */
    double keep;
    const char *run;
};

/* Opens the store of the request and looks at every series of its selection. */
int find_all(struct find *out, struct arena *a, const struct request *q,
             const struct find_options *options, struct err *err) MUST_CHECK;

/* Of all findings those that count: adjusted p at most fdr, in the direction asked. */
struct finding **find_significant(const struct find *f, double fdr, int direction, int *count,
                                  struct arena *a);

/* "value after: 5.2 M EUR prohibited for the exporter, ...", by currency. */
void find_legal_totals(struct buf *b, const struct find *f, struct finding *const *list, int count);

/* "e0123456789a/CHN-RUS-842952-2022": names a finding as evidence. */
const char *find_item(const struct find *f, const struct finding *x, struct arena *a);

/* Method and parameters, so that a run can be repeated. */
const char *find_method(const struct find *f, struct arena *a);

/* The table of findings in the order given; rank counts from 1. */
struct table find_table(const struct find *f, struct finding *const *list, int count,
                        struct arena *a);

#endif
