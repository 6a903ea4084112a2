/* check.h - answers the tests of claims, by kind.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CHECK_H
#define APP_CHECK_H

#include "app/app.h"
#include "claim/verdict.h"
#include "model/period.h"

struct check {
    const char *store;
    struct arena *arena;
};

/* Answers a test of any kind. */
int check_test(struct outcome *out, struct check *c, const struct claim_test *t,
               struct err *err) MUST_CHECK;

/* One answer per kind.  Missing data are a verdict; what fails is a fault of the claim (an area, a
 * code or an event that is none) or of the store. */
typedef int (*check_fn)(struct outcome *out, struct check *c, const struct claim_test *t,
                        struct err *err);

int check_ratio(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_level(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_share(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_rank(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_zero(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_first(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_rise(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_lawful(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_munitions(struct outcome *out, struct check *c, const struct claim_test *t,
                    struct err *err);
int check_count(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_bound(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);
int check_warrant(struct outcome *out, struct check *c, const struct claim_test *t,
                  struct err *err);
int check_listed(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err);

/* Shared. */
int check_window(struct window *out, const char *text, const char *field, struct err *err);
/* Names the data that would settle the test, and how to get them. */
int check_need(struct outcome *out, struct check *c, const struct claim_test *t, const char *period,
               struct err *err);
/* A cell of a table by the key of its column; NULL: none. */
const char *check_cell(const struct table *t, int row, const char *key);
/* Asks another use case.  That it finds nothing is an answer: `why` is what it says. */
int check_ask(struct answer *out, const char **why, struct check *c,
              int (*app)(struct answer *out, struct arena *a, const struct request *q,
                         struct err *err),
              const struct request *q, struct err *err);
/* Cannot tell; always 0. */
int check_none(struct outcome *out, struct check *c, const char *words, const char *reason,
               const char *need);
/* A yes or no. */
void check_truth(struct outcome *out, const struct claim_test *t, bool is, struct check *c);

struct measured;
/* Reasons that could explain a number that differs. */
void check_explain(struct outcome *o, struct check *c, const struct claim_test *t,
                   const struct measured *m);
const char *check_goods(const struct claim_test *t);
const char *check_ratio_text(double v, struct arena *a);               /* 2.40 */
const char *check_amount(struct check *c, double v, const char *unit); /* 93.4 M USD, 703.6 t */

#endif
