/* find.h - runs the detector over the series of a selection: what surge and watch share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FIND_FIND_H
#define APP_FIND_FIND_H

#include <math.h>

#include "app/flow/select.h"
#include "detect/coincidence.h"
#include "detect/contrast.h"
#include "detect/detect.h"
#include "law/legal.h"

/* What surge, watch and report are asked alike. */
struct find_params {
    struct flow_params flow;
    const char *since, *event, *method;
    double fdr;
};

#define FIND_SINCE(params, field)                                                                  \
    {                                                                                              \
        PARAM(params, field.since, "since", TEXT, "MONTH",                                         \
              "first month of the time looked at (YYYY-MM)", NOTHING)                              \
    }

#define FIND_FDR(params, field)                                                                    \
    {                                                                                              \
        PARAM(params, field.fdr, "fdr", SHARE, "SHARE", "false discovery rate, 0.05 unless told",  \
              NOTHING),                                                                            \
            .fallback = 0.05                                                                       \
    }

#define FIND_EVENT(params, field)                                                                  \
    {                                                                                              \
        PARAM(params, field.event, "event", TEXT, "EVENT",                                         \
              "name of an event, or DATE[..DATE]: do dates of change fall on it?", EVENTS)         \
    }

#define FIND_METHOD(params, field)                                                                 \
    {                                                                                              \
        PARAM(params, field.method, "method", TEXT, "METHOD", "levels (the default) or ltsts",     \
              WORDS),                                                                              \
            .words = "levels ltsts"                                                                \
    }

/* Where results go. */
#define FIND_LIMIT(params, field)                                                                  \
    {                                                                                              \
        PARAM(params, field, "limit", COUNT, "N", "rows of text shown, 20 unless told; 0 for all", \
              NOTHING),                                                                            \
            .fallback = 20, .display = true                                                        \
    }

#define FIND_ALERT(params, field)                                                                  \
    {                                                                                              \
        PARAM(params, field, "alert", NUMBER, "AMOUNT",                                            \
              "exit with 3 when the excess of a finding is above that", NOTHING),                  \
            .fallback = NAN, .display = true                                                       \
    }

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
    enum contrast_verdict verdict;
    struct series *elsewhere_series, *others_series; /* their sums; NULL: there are none */
};

enum { FIND_FEW = 3 };    /* so few series are spoken of one by one */
enum { FIND_LARGE = 10 }; /* of more, so many of those whose sums rose, or fell, by most */

struct find {
    const char *from, *to;    /* what exporter 0 and importer 0 are called: the group, the World */
    bool monthly, annual;     /* series of these were looked at */
    struct findings findings; /* p below keep, largest excess first */
    const struct areas *areas;
    struct units units;
    int since; /* yyyymm of the first month of "after" */
    bool since_given;
    int latest;                   /* index of the last month that one of them has published */
    int series, currencies, sums; /* sums: of a group as one, among series */
    int sums_tested;              /* of them, among those tested */
    struct series *few[FIND_FEW]; /* the first of the series */
    struct find_large {
        struct series *series;
        double by;
    } large[2][FIND_LARGE]; /* whose sums fell and rose most, of what at least halved or doubled */
    struct basket *baskets;
    int basket_count;
    const char *notes;    /* what is to be said of all of them; NULL: nothing */
    int baskets_left_out; /* series whose baskets would have been too many */
    const char *sources;
    struct find_contrast *contrasts; /* by finding; NULL: not looked at */
    enum legal *legal;               /* by finding */
    struct event event;              /* name NULL: none was asked about */
    enum detect_method method;
    const char *run;     /* id of the question, see asked.h */
    const char *version; /* of weir, as the ids of this session have it */
};

struct find_options {
    bool baskets; /* sum exporters, groups and lists too */
    double keep;
    const char *run;
};

/* Looks at every series of the selection. */
int find_all(struct find *out, struct session *s, const struct find_params *q,
             const struct find_options *options, struct err *err) MUST_CHECK;

/* What findings are compared with, by the frequencies that were tested. */
const char *find_base_words(const struct find *f);

/* Of all findings those that count: adjusted p at most fdr, in the direction asked. */
struct finding **find_significant(const struct find *f, double fdr, int direction, int *count,
                                  struct arena *a);

/* Keeps the series where its sums rose, or fell, by more than those that are kept. */
void find_keep_large(struct find *f, const struct series *s, struct arena *a);

/* Says of few series without a finding what their sums did, and of many, of which of the largest
 * rises, or falls, there is none: no change that is sure is not that nothing rose. */
void find_say_quiet(const struct find *f, double fdr, int direction, struct session *s);

/* Whether a finding is the first of its list in its currency: amounts of two are never summed. */
bool find_opens_currency(struct finding *const *list, int i);

/* "value after: 5.2 M EUR prohibited for the exporter, ...", by currency. */
void find_legal_totals(struct buf *b, const struct find *f, struct finding *const *list, int count);

/* ISO code of an exporter or importer of a finding's series; the group where it is a sum. */
const char *find_exporter(const struct find *f, const struct series *s);
const char *find_importer(const struct find *f, const struct series *s);

/* "CHN-RUS-842952-2022": names a finding within its answer; and as evidence,
 * "e0123456789a/CHN-...".
 */
const char *find_name(const struct find *f, const struct finding *x, struct arena *a);
const char *find_item(const struct find *f, const struct finding *x, struct arena *a);

/* "EU XXIII to RUS (ex) since 2023-02-26". */
const char *find_listing(const struct listing *l, struct arena *a);

/* Method and parameters, so that a run can be repeated. */
const char *find_method(const struct find *f, struct arena *a);

/* The table of findings in the order given; rank counts from 1. */
struct table find_table(const struct find *f, struct finding *const *list, int count,
                        struct arena *a);
extern const struct column find_columns[];
extern const int find_column_count;

#endif
