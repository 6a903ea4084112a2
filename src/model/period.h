/* period.h - months and years as numbers.
 *
 * Stored and printed as yyyymm or yyyy; counted as an index: months since year 0, or the year.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_PERIOD_H
#define MODEL_PERIOD_H

#include <stdbool.h>

static inline bool period_is_month(int period)
{
    return period > 9999;
}

static inline int period_index(int period)
{
    return period_is_month(period) ? period / 100 * 12 + period % 100 - 1 : period;
}

static inline int period_of(int index, char freq)
{
    return freq == 'M' ? index / 12 * 100 + index % 12 + 1 : index;
}

/* Writes "2022-03" or "2022"; returns s, which has room for 16. */
char *period_text(char s[16], int period);

/* Reads 2022, 2022-03 or 202203; false when it is none of them.  A day (2022-03-07) is taken for
 * its month. */
bool period_parse(int *period, const char *s);

struct window {
    int from, until; /* both included; a year stands for its months where months are asked for */
};

/* Reads 2022-03..2022-11, 2022..2023 or one period. */
bool window_parse(struct window *w, const char *s);

/* The window as months: 2022 becomes 202201..202212. */
struct window window_months(struct window w);

enum { HS_BEGAN = 1988 }; /* the first year of which there are figures by the Harmonized System */

/* As periods of a series by months ('M') or years: then the years that its ends lie in. */
struct window window_on(struct window w, char freq);

/* YYYY-MM-DD of now, UTC. */
enum { DAY_TEXT = 16 };
void today(char day[DAY_TEXT]);

/* The moment, in UTC too: "2026-11-26 01:15:30". */
enum { MOMENT_TEXT = 20 };
void moment(char text[MOMENT_TEXT]);

/* The first and the last of some days, YYYY-MM-DD. */
struct days {
    char from[DAY_TEXT], until[DAY_TEXT];
};

/* The day before a day; false where that is none. */
bool day_before(char out[DAY_TEXT], const char *day);

/* Reads YYYY-MM-DD, YYYY-MM, YYYY or two of them with ".." between; NULL is today. */
bool days_parse(struct days *out, const char *text);

#endif
