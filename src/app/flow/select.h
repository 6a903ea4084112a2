/* select.h - what was asked in words, as a selection over the session's store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_FLOW_SELECT_H
#define APP_FLOW_SELECT_H

#include "app/flow/params.h"
#include "series/series.h"

/* Finds the areas; the session's store is opened. */
int select_flows(struct selection *sel, struct session *s, const struct flow_params *p,
                 struct err *err) MUST_CHECK;

/* The same, opened. */
int select_open(struct selected **out, struct session *s, const struct flow_params *p,
                struct err *err) MUST_CHECK;
/* Warns of two periods that are compared and are not as long, or have months in common. */
void select_say_windows(struct session *s, struct window now, struct window then);

int select_these(struct selected **out, struct session *s, const struct selection *sel,
                 struct err *err) MUST_CHECK;

/* What may not be there, and of which nothing is said beside: *out is NULL where the store has
 * none. */
int select_if_any(struct selected **out, struct session *s, const struct selection *sel,
                  struct err *err) MUST_CHECK;

/* The first month (yyyymm) of the time that is looked at, as asked or (NULL) as the months that are
 * held suggest. */
int select_since(int *month, struct selected *s, const char *asked, struct err *err) MUST_CHECK;

/* "EU27" for what was asked as one name, else the one area, else "all". */
const char *select_label(const struct areas *areas, const char *asked, int m49);

/* Who says so: "CHN", "several", or that CEPII reconciled both reports. */
const char *select_reporter(const struct areas *areas, const struct series *s);

/* Says that values FOB and CIF are added, or stand beside each other. */
void select_note_mixed(struct session *s);

#endif
