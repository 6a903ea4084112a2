/* app.h - what weir can be asked, one use case per file.
 *
 * Each use case opens the store, answers, and closes it.  An answer is a table with words before
 * and after it; strings live in the caller's arena.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/selection.h"
#include "report/table.h"

/* What was asked, as text; NULL where nothing was. */
struct request {
    const char *store; /* path */
    const char *from, *to;
    const char *code, *list, *group;
    const char *flow, *as_of;
    const char *period, *with, *by, *since, *order;
    const char *output;
    enum measure measure;
    bool own_currency, drops;
    double fdr;
    int limit; /* rows shown in text; 0: all */

    char **args; /* files, an id, a statement */
    int arg_count;
    const char *map, *reporter, *currency, *encoding, *vintage; /* ingest */
    double max_rejects;
    double alert; /* NAN: none */

    const char *series, *column, *positions; /* shift, changepoints */
    int trend, seasonal, season, h;          /* trend, seasonal -1 and h 0: as fits the series */
    double conflev;                          /* 0: as the method has it */
    bool logs, multiple, wedge;
    const char *event, *method; /* surge, watch */
    const char *on, *in;        /* status, treaty, warrant: a day or two; a state */
    bool count;
    const char *claims;          /* report: a claim file */
    const char *bundle, *verify; /* evidence */
    const char *html;            /* claim: a page to write */
};

struct answer {
    struct table table;
    struct table data; /* what --json and --csv print where it is not `table`; no columns: none */
    const char *head;  /* before the table, text only; NULL: nothing */
    const char *foot;  /* after it */
    const char *json;  /* in place of the table's own JSON; NULL: the table's */
    int above;         /* findings above request.alert */
};

/* What --json and --csv print, and the JSON as text. */
const struct table *answer_table(const struct answer *a);
const char *answer_json(const struct answer *x, struct arena *a);

int app_ingest(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_rates(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_sources(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_rejects(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_store(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_export(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_sql(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_series(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_compare(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_surge(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_shift(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_changepoints(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_status(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_treaty(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_lists(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_redline(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_warrant(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_watch(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_claim(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_evidence(struct answer *out, struct arena *a, const struct request *q, struct err *err);
int app_report(struct answer *out, struct arena *a, const struct request *q, struct err *err);

#endif
