/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/read/rates.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/temp.h"
#include "ref/sheet.h"

/* limit RATES_MAX: a table of rates, bytes: refused; */
enum { RATES_MAX = 64 << 20, CURRENCY = 3, MONTH = 7 };

/* A rate of a month: units of a currency for one of the bank's own, 0: none that can be used. */
struct rate {
    const char *currency, *period;
    double units;
};

struct rates {
    struct rate *of;
    int count;
    struct arena arena;
};

static void free_rates(struct rates *r)
{
    arena_free(&r->arena);
}

static double number_of(const char *text)
{
    if (!text || strspn(text, "0123456789.") != strlen(text))
        return 0;
    double rate = strtod(text, NULL);
    return isfinite(rate) ? rate : 0;
}

static void add(struct rates *r, const char *currency, const char *period, double units)
{
    if (!currency || strlen(currency) != CURRENCY || !period || strlen(period) != MONTH ||
        units <= 0)
        return;
    r->of = arena_grow(&r->arena, r->of, (size_t)r->count, sizeof *r->of);
    r->of[r->count++] = (struct rate){currency, period, units};
}

/* --- the European Central Bank: a row for each currency and month --- */

static bool read_ecb(struct rates *r, const char *text)
{
    struct sheet s;
    sheet_read(&s, text, strlen(text), &r->arena);
    int currency = sheet_column(&s, "CURRENCY"), period = sheet_column(&s, "TIME_PERIOD"),
        value = sheet_column(&s, "OBS_VALUE");
    if (currency < 0 || period < 0 || value < 0)
        return false;
    for (int i = 0; i < s.rows; i++)
        add(r, sheet_cell(&s, i, currency), sheet_cell(&s, i, period),
            number_of(sheet_cell(&s, i, value)));
    return true;
}

/* --- the Bank of Canada: a column for each currency, a row for each month --- */

/* "USD" of "FXMUSDCAD"; NULL: it is none. */
static const char *currency_of(const char *series, struct arena *a)
{
    bool is = series && strlen(series) == 9 && !strncmp(series, "FXM", 3) &&
              !strcmp(series + 6, "CAD");
    return is ? arena_strndup(a, series + 3, CURRENCY) : NULL;
}

static bool read_boc(struct rates *r, const char *text)
{
    static const char mark[] = "\"OBSERVATIONS\"";
    const char *at = strstr(text, mark), *line = at ? strchr(at, '\n') : NULL;
    struct sheet s;
    if (!line)
        return false;
    sheet_read(&s, line + 1, strlen(line + 1), &r->arena);
    int date = sheet_column(&s, "date");
    for (int c = 0; date >= 0 && c < s.columns; c++) {
        const char *currency = currency_of(s.cell[c], &r->arena);
        for (int i = 0; currency && i < s.rows; i++) {
            const char *day = sheet_cell(&s, i, date);
            double price = number_of(sheet_cell(&s, i, c));
            add(r, currency, day ? arena_strndup(&r->arena, day, MONTH) : NULL,
                price > 0 ? 1 / price : 0);
        }
    }
    return date >= 0;
}

/* --- as units for a dollar --- */

static int by_period(const void *a, const void *b)
{
    const struct rate *x = a, *y = b;
    int c = strcmp(x->period, y->period);
    return c ? c : strcmp(x->currency, y->currency);
}

static void write_rates(struct buf *to, struct rates *r, const char *own)
{
    buf_puts(to, "currency,period,per_usd\n");
    if (r->count)
        qsort(r->of, (size_t)r->count, sizeof *r->of, by_period);
    for (int first = 0, end; first < r->count; first = end) {
        const char *period = r->of[first].period;
        double usd = 0;
        for (end = first; end < r->count && !strcmp(r->of[end].period, period); end++)
            if (!strcmp(r->of[end].currency, "USD"))
                usd = r->of[end].units;
        if (usd <= 0)
            continue;
        buf_printf(to, "%s,%s,%.10g\n", own, period, 1 / usd);
        for (int i = first; i < end; i++)
            if (strcmp(r->of[i].currency, "USD") != 0)
                buf_printf(to, "%s,%s,%.10g\n", r->of[i].currency, period, r->of[i].units / usd);
    }
}

int rates_read(const char *path, const char *to, struct err *err)
{
    CLEANUP(free_rates) struct rates r = {0};
    CLEANUP(buf_free) struct buf b = {0};
    char *text;
    TRY(file_text(&text, path, RATES_MAX, &r.arena, err));
    bool euro = read_ecb(&r, text);
    if (!euro && !read_boc(&r, text)) {
        err_at(err, path, 1, 0, "no table of rates of a bank that is known");
        return err_hint(err, "CURRENCY, TIME_PERIOD, OBS_VALUE; or OBSERVATIONS by date");
    }
    if (text[strlen(text) - 1] != '\n')
        return err_at(err, path, 0, 0, "the table of rates is cut in its last line");
    write_rates(&b, &r, euro ? "EUR" : "CAD");
    CLEANUP(file_close) FILE *f = fopen(to, "wb");
    if (!f)
        return err_set(err, ERR_IO, "cannot write '%s': %s", to, strerror(errno));
    return fwrite(b.s, 1, b.len, f) != b.len || fflush(f)
               ? err_set(err, ERR_IO, "cannot write '%s': %s", to, strerror(errno))
               : 0;
}
