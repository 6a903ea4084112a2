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

static int year_of(int period)
{
    return period_is_month(period) ? period / 100 : period;
}

struct window window_on(struct window w, char freq)
{
    return freq == 'M' ? window_months(w) : (struct window){year_of(w.from), year_of(w.until)};
}

void today(char day[DAY_TEXT])
{
    time_t now = time(NULL);
    struct tm t;
    strftime(day, DAY_TEXT, "%Y-%m-%d", gmtime_r(&now, &t));
}

void moment(char text[MOMENT_TEXT])
{
    time_t now = time(NULL);
    struct tm t;
    strftime(text, MOMENT_TEXT, "%Y-%m-%d %H:%M:%S", gmtime_r(&now, &t));
}

/* --- days --- */

static void day_text(char to[DAY_TEXT], int y, int m, int d)
{
    snprintf(to, DAY_TEXT, "%04d-%02d-%02d", y % 10000, m % 100, d % 100);
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* One day, month or year as its first and last day. */
static bool day_parse(struct days *out, const char *s, size_t len)
{
    int y, m = 0, d = 0, used = 0;
    char text[16];
    if (len >= sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)len, s);
    int got = sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used);
    if (got < 1 || y < 1900 || y > 2200 || (len != 4 && len != 7 && len != 10) ||
        got != (len == 4   ? 1
                : len == 7 ? 2
                           : 3))
        return false;
    if (got > 1 && (m < 1 || m > 12))
        return false;
    if (got > 2 && (d < 1 || d > days_in(y, m)))
        return false;
    day_text(out->from, y, got > 1 ? m : 1, got > 2 ? d : 1);
    day_text(out->until, y, got > 1 ? m : 12, got > 2 ? d : got > 1 ? days_in(y, m) : 31);
    return true;
}

bool day_before(char out[DAY_TEXT], const char *day)
{
    struct days d;
    if (!day_parse(&d, day, strlen(day)) || strcmp(d.from, d.until) != 0)
        return false;
    int y = atoi(d.from), m = atoi(d.from + 5), n = atoi(d.from + 8) - 1;
    if (!n) {
        m = m > 1 ? m - 1 : 12;
        y -= m == 12;
        n = days_in(y, m);
    }
    day_text(out, y, m, n);
    return true;
}

bool days_parse(struct days *out, const char *text)
{
    struct days first, last;
    char now[DAY_TEXT];
    today(now);
    text = text ? text : now;
    const char *dots = strstr(text, "..");
    const char *second = dots ? dots + 2 : text;
    if (!day_parse(&first, text, dots ? (size_t)(dots - text) : strlen(text)) ||
        !day_parse(&last, second, strlen(second)) || strcmp(first.from, last.until) > 0)
        return false;
    memcpy(out->from, first.from, sizeof out->from);
    memcpy(out->until, last.until, sizeof out->until);
    return true;
}
