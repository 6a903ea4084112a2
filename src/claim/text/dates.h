/* dates.h - days, months and years by name, by the day of publication.
 *
 * Each date_take_...() reads what begins at token i, adds it to the spans of the sentence, and
 * returns how many tokens it took; 0: nothing begins there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_TEXT_DATES_H
#define CLAIM_TEXT_DATES_H

#include "claim/text/parse.h"

int date_take_day(struct parsed *p, int i);    /* "24 February 2022", "February 24, 2022" */
int date_take_months(struct parsed *p, int i); /* "July 2023", "from June to December 2022" */
int date_take_years(struct parsed *p, int i);  /* "2022", "2021 to 2024", "2022 and 2023" */

/* "2023", "of 2023", "last year", "of this year", "the year" at token i: which; 0: none. */
int date_year_said(const struct parsed *p, int i, int *end);

/* That of a time before token i which what is spoken of is a part of; 0: none. */
int date_year_before(const struct parsed *p, int i);

int date_this_year(const struct parsed *p);    /* that of publication */
int date_small(const struct parsed *p, int i); /* 1 to 31, in digits; 0: it is none */

/* Adds one to the spans of the sentence; NULL: there are too many. */
struct span *date_add(struct parsed *p, struct span s);

#endif
