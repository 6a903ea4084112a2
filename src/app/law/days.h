/* days.h - the parameter --on.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_DAYS_H
#define APP_LAW_DAYS_H

#include "app/question.h"
#include "model/period.h"

#define DAYS_ON(params, field)                                                                     \
    {                                                                                              \
        PARAM(params, field, "on", TEXT, "DAY",                                                    \
              "YYYY-MM-DD, a month, or two days with .. between; today unless told", NOTHING)      \
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

#endif
