/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/read/ecb.h"

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

/* limit ECB_MAX: a table of rates, bytes: refused; */
enum { ECB_MAX = 64 << 20, MONTHS_MOST = 2400 };

struct rates {
    struct sheet sheet;
    int currency, period, value;
    int *dollar, dollars; /* rows of the dollar */
};

/* 0: none that can be used. */
static double rate_of(const struct rates *r, int row)
{
    const char *text = sheet_cell(&r->sheet, row, r->value);
    if (!text || strspn(text, "0123456789.") != strlen(text))
        return 0;
    double rate = strtod(text, NULL);
    return isfinite(rate) ? rate : 0;
}

static bool is_row(const struct rates *r, int row)
{
    const char *period = sheet_cell(&r->sheet, row, r->period);
    return sheet_cell(&r->sheet, row, r->currency) && period && strlen(period) == 7 &&
           rate_of(r, row) > 0;
}

/* Dollars for a euro in a month; 0: not known. */
static double dollars(const struct rates *r, const char *period)
{
    for (int i = 0; i < r->dollars; i++)
        if (!strcmp(sheet_cell(&r->sheet, r->dollar[i], r->period), period))
            return rate_of(r, r->dollar[i]);
    return 0;
}

static void find_dollars(struct rates *r, struct arena *a)
{
    r->dollar = arena_array(a, int, (size_t)r->sheet.rows + 1);
    for (int i = 0; i < r->sheet.rows && r->dollars < MONTHS_MOST; i++)
        if (is_row(r, i) && !strcmp(sheet_cell(&r->sheet, i, r->currency), "USD"))
            r->dollar[r->dollars++] = i;
}

static void add_rates(struct buf *to, const struct rates *r)
{
    buf_puts(to, "currency,period,per_usd\n");
    for (int i = 0; i < r->sheet.rows; i++) {
        if (!is_row(r, i))
            continue;
        const char *period = sheet_cell(&r->sheet, i, r->period);
        const char *currency = sheet_cell(&r->sheet, i, r->currency);
        double usd = dollars(r, period);
        if (!strcmp(currency, "USD"))
            buf_printf(to, "EUR,%s,%.10g\n", period, 1 / usd);
        else if (usd > 0)
            buf_printf(to, "%s,%s,%.10g\n", currency, period, rate_of(r, i) / usd);
    }
}

int ecb_rates(const char *path, const char *to, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    struct rates r = {.dollars = 0};
    char *text;
    TRY(file_text(&text, path, ECB_MAX, &a, err));
    sheet_read(&r.sheet, text, strlen(text), &a);
    r.currency = sheet_column(&r.sheet, "CURRENCY");
    r.period = sheet_column(&r.sheet, "TIME_PERIOD");
    r.value = sheet_column(&r.sheet, "OBS_VALUE");
    if (r.currency < 0 || r.period < 0 || r.value < 0)
        return err_at(err, path, 1, 0, "no table of rates: CURRENCY, TIME_PERIOD, OBS_VALUE");
    if (text[strlen(text) - 1] != '\n')
        return err_at(err, path, r.sheet.rows + 1, 0, "the table of rates is cut in its last line");
    find_dollars(&r, &a);
    CLEANUP(file_close) FILE *f = fopen(to, "wb");
    if (!f)
        return err_set(err, ERR_IO, "cannot write '%s': %s", to, strerror(errno));
    add_rates(&b, &r);
    return fwrite(b.s, 1, b.len, f) != b.len || fflush(f)
               ? err_set(err, ERR_IO, "cannot write '%s': %s", to, strerror(errno))
               : 0;
}
