/* days.h - the parameter --on.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_DAYS_H
#define APP_LAW_DAYS_H

#include <string.h>

#include "app/question.h"
#include "model/period.h"

#define DAYS_ON(params, field)                                                                     \
    {                                                                                              \
        PARAM(params, field, "on", TEXT, "DAY",                                                    \
              "YYYY-MM-DD, a month, or two days with .. between; today unless told", NOTHING)      \
    }

#define DAY_ON(params, field)                                                                      \
    {                                                                                              \
        PARAM(params, field, "on", TEXT, "DAY", "YYYY-MM-DD; today unless told", NOTHING)          \
    }

/* Reads it; NULL is today. */
static inline int days_of(struct days *out, const char *text, struct err *err)
{
    if (days_parse(out, text))
        return 0;
    err_set(err, ERR_USAGE, "--on '%s' is not a day", text);
    err_subject(err, text);
    return err_hint(err, "2022-09-15, 2022-09 or 2022-09-15..2023-03-01");
}

/* The same of an answer that is of one day: of a span it would be true of a part only. */
static inline int day_of(struct days *out, const char *text, struct err *err)
{
    TRY(days_of(out, text, err));
    if (!strcmp(out->from, out->until))
        return 0;
    err_set(err, ERR_USAGE, "--on '%s' is not one day", text);
    err_subject(err, text);
    return err_hint(err, "ask for its first and its last day, one after the other");
}

/* Whether a day has not come yet: registers say nothing of it but what they hold today. */
static inline bool day_is_to_come(const char *day)
{
    struct days today;
    return days_parse(&today, NULL) && strcmp(day, today.from) > 0;
}

static inline void day_note_to_come(struct session *s, const char *day)
{
    if (day_is_to_come(day))
        session_note(s, NOTE_WARNING, "%s has not come: this is the register as it is held today",
                     day);
}

#endif
