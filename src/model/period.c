/* SPDX-License-Identifier: Apache-2.0 */
#include "model/period.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

char *period_text(char s[16], int period)
{
    if (period_is_month(period))
        snprintf(s, 16, "%04d-%02d", period / 100 % 10000, period % 100);
    else
        snprintf(s, 16, "%04d", period);
    return s;
}

static bool digits(const char *s, int n)
{
    for (int i = 0; i < n; i++)
        if (!isdigit((unsigned char)s[i]))
            return false;
    return true;
}

bool period_parse(int *period, const char *s)
{
    size_t n = strlen(s);
    if (n < 4 || !digits(s, 4))
        return false;
    int year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    if (n == 4)
        return *period = year, year >= 1900;
    const char *m = s[4] == '-' ? s + 5 : s + 4;
    bool day = strlen(m) == 5 && m[2] == '-' && digits(m + 3, 2);
    if (!digits(m, 2) || !(strlen(m) == 2 || day))
        return false;
    int month = (m[0] - '0') * 10 + (m[1] - '0');
    *period = year * 100 + month;
    return year >= 1900 && month >= 1 && month <= 12;
}

bool window_parse(struct window *w, const char *s)
{
    char from[16];
    const char *dots = strstr(s, "..");
    size_t n = dots ? (size_t)(dots - s) : strlen(s);
    if (n >= sizeof from)
        return false;
    memcpy(from, s, n);
    from[n] = '\0';
    if (!period_parse(&w->from, from) || !period_parse(&w->until, dots ? dots + 2 : from))
        return false;
    return period_is_month(w->from) == period_is_month(w->until) && w->from <= w->until;
}

struct window window_months(struct window w)
{
    if (period_is_month(w.from))
        return w;
    return (struct window){w.from * 100 + 1, w.until * 100 + 12};
}

void today(char day[DAY_TEXT])
{
    time_t now = time(NULL);
    struct tm t;
    strftime(day, DAY_TEXT, "%Y-%m-%d", gmtime_r(&now, &t));
}
