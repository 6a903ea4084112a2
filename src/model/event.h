/* event.h - something that happened in some months.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

struct event {
    const char *name, *text, *status, *source;
    const char *label;                /* a few words for a chart; NULL: it is in none */
    const char *from_day, *until_day; /* as the table has them: YYYY-MM-DD or YYYY-MM */
    int from, until;                  /* indices of months, see period.h */
};

#endif
