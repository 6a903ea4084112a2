/* SPDX-License-Identifier: Apache-2.0 */
#include "app/law.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "model/period.h"
#include "ref/ref.h"

/* A store that has these very tables saves loading them. */
static bool open_store(struct duck **out, const char *store)
{
    struct duck_options o = {.read_only = true, .locked_down = true};
    bool current = false;
    if (!store || access(store, R_OK) || duck_open(out, store, &o, NULL))
        return false;
    if (!ref_current(*out, &current, NULL) && current)
        return true;
    duck_close(out);
    *out = NULL;
    return false;
}

int law_open(struct duck **out, const char *store, struct err *err)
{
    struct duck_options o = {.memory_mb = DUCK_MEMORY_MB};
    if (open_store(out, store))
        return 0;
    TRY(duck_open(out, NULL, &o, err));
    return ref_load(*out, err);
}

/* --- days --- */

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* One day, month or year as its first and last day. */
static bool parse(struct days *out, const char *s, size_t len)
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
    snprintf(out->from, sizeof out->from, "%04d-%02d-%02d", y, got > 1 ? m : 1, got > 2 ? d : 1);
    snprintf(out->until, sizeof out->until, "%04d-%02d-%02d", y, got > 1 ? m : 12,
             got > 2   ? d
             : got > 1 ? days_in(y, m)
                       : 31);
    return true;
}

int law_days(struct days *out, const char *text, struct err *err)
{
    struct days first, last;
    char now[DAY_TEXT];
    today(now);
    text = text ? text : now;
    const char *dots = strstr(text, "..");
    size_t len = dots ? (size_t)(dots - text) : strlen(text);
    const char *second = dots ? dots + 2 : text;
    if (!parse(&first, text, len) || !parse(&last, second, strlen(second)) ||
        strcmp(first.from, last.until) > 0) {
        err_set(err, ERR_USAGE, "--on '%s' is not a day", text);
        return err_hint(err, "2022-09-15, 2022-09 or 2022-09-15..2023-03-01");
    }
    memcpy(out->from, first.from, sizeof out->from);
    memcpy(out->until, last.until, sizeof out->until);
    return 0;
}

int law_area(const char **iso3, struct duck *d, const char *name, struct arena *a, struct err *err)
{
    int m49;
    char *found = NULL;
    *iso3 = "EU27";
    if (!strcasecmp(name, "EU27") || !strcasecmp(name, "EU"))
        return 0;
    TRY(ref_area(d, &m49, name, err));
    char number[16];
    snprintf(number, sizeof number, "%d", m49);
    struct duck_param p[] = {{"m49", number}, {0}};
    TRY(duck_text_of(d, &found, a, "SELECT iso3 FROM ref.area WHERE m49 = $m49::INTEGER", p, err));
    if (!found)
        return err_set(err, ERR_USAGE, "'%s' is not a state", name);
    *iso3 = found;
    return 0;
}

/* --- JSON --- */

void law_json_bool(struct buf *b, const char *key, const char *value, const char *before)
{
    buf_printf(b, "%s\"%s\": %s", before, key, value ? value : "null");
}
