/* check.h - answers the tests of claims, by kind.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_CLAIM_CHECK_H
#define APP_CLAIM_CHECK_H

#include "app/session.h"
#include "claim/verdict.h"
#include "model/period.h"

/* Whether its areas, periods, codes, events and days are any; ERR_USAGE, ERR_NOT_FOUND: one is not,
 * with what it is as the subject. */
int check_meaning(struct session *c, const struct claim_test *t, struct err *err) MUST_CHECK;

/* Answers a test of any kind. */
int check_test(struct outcome *out, struct session *c, const struct claim_test *t,
               struct err *err) MUST_CHECK;

/* One answer per kind.  Missing data are a verdict; what fails is a fault of the claim (an area, a
 * code or an event that is none) or of the store. */
typedef int (*check_fn)(struct outcome *out, struct session *c, const struct claim_test *t,
                        struct err *err);

int check_ratio(struct outcome *out, struct session *c, const struct claim_test *t,
                struct err *err);
int check_level(struct outcome *out, struct session *c, const struct claim_test *t,
                struct err *err);
int check_change(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err);
int check_record(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err);
int check_share(struct outcome *out, struct session *c, const struct claim_test *t,
                struct err *err);
int check_rank(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err);
int check_destination_rank(struct outcome *out, struct session *c, const struct claim_test *t,
                           struct err *err);
int check_compare(struct outcome *out, struct session *c, const struct claim_test *t,
                  struct err *err);
int check_listings(struct outcome *out, struct session *c, const struct claim_test *t,
                   struct err *err);
int check_zero(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err);
int check_first(struct outcome *out, struct session *c, const struct claim_test *t,
                struct err *err);
int check_rise(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err);
int check_lawful(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err);
int check_munitions(struct outcome *out, struct session *c, const struct claim_test *t,
                    struct err *err);
int check_count(struct outcome *out, struct session *c, const struct claim_test *t,
                struct err *err);
int check_bound(struct outcome *out, struct session *c, const struct claim_test *t,
                struct err *err);
int check_warrant(struct outcome *out, struct session *c, const struct claim_test *t,
                  struct err *err);
int check_listed(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err);
int check_mirror_gap(struct outcome *out, struct session *c, const struct claim_test *t,
                     struct err *err);
int check_diverted(struct outcome *out, struct session *c, const struct claim_test *t,
                   struct err *err);

/* Shared. */
int check_window(struct window *out, const char *text, const char *field, struct err *err);
/* Names the data that would settle the test, and how to get them. */
int check_need(struct outcome *out, struct session *c, const struct claim_test *t,
               const char *period, struct err *err);
/* Cannot tell; always 0. */
int check_none(struct outcome *out, struct session *c, const char *words, const char *reason,
               const char *need);
/* A yes or no. */
void check_truth(struct outcome *out, const struct claim_test *t, bool is, struct session *c);

struct measured;
struct ask;
/* The whole that a share or rank is of: "exporters", "destinations" or "goods"; ERR_USAGE: another.
 */
int check_whole(struct ask *out, const struct ask *q, const char *of, struct err *err);
/* The sum of a window as value, unit and sources of the outcome, with reasons where there is none;
 * *least: of what is there. */
int check_figure(struct outcome *out, struct session *c, const struct claim_test *t,
                 const struct ask *q, struct window w, struct measured *m, double *least,
                 struct err *err);
/* What is there of a window, of `by` months each, as the value where that settles what is said. */
void check_take_least(struct outcome *out, const struct said *s, double least, double by);
/* Of a unit value: whether it is at the level that is said (`price`) in a window. */
int check_price(struct outcome *out, struct session *c, const struct claim_test *t,
                const struct measured *m, struct window w, struct err *err);
/* Reasons that could explain a number that differs. */
void check_explain(struct outcome *o, struct session *c, const struct claim_test *t,
                   const struct measured *m);
/* Whether figures in a unit are in another currency than what was said; check_currency() gives that
 * as the reason, of the outcome's unit, with what would mend it. */
bool check_other_currency(const struct said *s, const char *unit);
bool check_currency(struct outcome *out, struct session *c, const struct claim_test *t);
/* What is to be said of the totals that were measured, as reasons. */
void check_notes(struct outcome *o, struct session *c, const struct measured *m);
const char *check_goods(const struct claim_test *t);
const char *check_ratio_text(double v, struct arena *a);               /* 2.40 */
const char *check_amount(struct arena *a, double v, const char *unit); /* 93.4 M USD, 703.6 t */

#endif
