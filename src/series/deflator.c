/* SPDX-License-Identifier: Apache-2.0 */
#include "series/deflator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/temp.h"

static int by_period(const void *x, const void *y)
{
    int a = ((const struct deflator_row *)x)->period, b = ((const struct deflator_row *)y)->period;
    return a < b ? -1 : a > b;
}

/* "2021-03,104.2" */
static int read_line(struct deflator *d, const char *line, long number, struct arena *a,
                     struct err *err)
{
    const char *comma = strchr(line, ',');
    char *end;
    int period;
    if (!comma || !period_parse(&period, arena_strndup(a, line, (size_t)(comma - line))))
        return err_at(err, d->path, number, 1, "'%.40s' is no period and index", line);
    double index = strtod(comma + 1, &end);
    if (end == comma + 1 || *end || !(index > 0) || !isfinite(index))
        return err_at(err, d->path, number, comma - line + 2, "'%.40s' is no index above 0",
                      comma + 1);
    d->row = arena_grow(a, d->row, (size_t)d->count, sizeof *d->row);
    d->row[d->count++] = (struct deflator_row){period, index};
    return 0;
}

int deflator_read(struct deflator *out, const char *path, struct arena *a, struct err *err)
{
    char *text;
    long number = 0;
    *out = (struct deflator){.path = path};
    TRY(file_text(&text, path, DEFLATOR_BYTES_MAX, a, err));
    for (char *line = text; *line;) {
        char *end = line + strcspn(line, "\r\n"), *next = end + strspn(end, "\r\n");
        *end = '\0';
        number++;
        if (number == 1 && strcmp(line, "period,index") != 0) {
            err_at(err, path, 1, 1, "the columns are not period,index");
            return err_hint(err, "as in period,index / 2021,100 / 2022,108.3");
        }
        if (number > 1)
            TRY(read_line(out, line, number, a, err));
        line = next;
    }
    if (!out->count)
        return err_at(err, path, 1, 1, "the table has no index");
    qsort(out->row, (size_t)out->count, sizeof *out->row, by_period);
    for (int i = 1; i < out->count; i++)
        if (out->row[i].period == out->row[i - 1].period)
            return err_at(err, path, 0, 0, "%d has two indices", out->row[i].period);
    return 0;
}

/* Of a month, else of its year; NULL: none. */
static const struct deflator_row *find(const struct deflator *d, int period)
{
    struct deflator_row key = {period, 0};
    const struct deflator_row *x = bsearch(&key, d->row, (size_t)d->count, sizeof key, by_period);
    return x || !period_is_month(period) ? x : find(d, period / 100);
}

int deflator_apply(struct series **out, const struct deflator *d, const struct series *s, int first,
                   int last, struct arena *a, struct err *err)
{
    char text[16];
    struct series *r = series_keep(s, a);
    for (int i = 0; i < r->n; i++) {
        int period = period_of(r->first + i, r->freq);
        const struct deflator_row *x = find(d, period);
        if (!x && r->value[i] > 0 && r->first + i >= first && r->first + i <= last) {
            err_at(err, d->path, 0, 0, "there is no index of %s", period_text(text, period));
            return err_hint(err, "add the period, or ask for those that the table has");
        }
        r->value[i] = x ? r->value[i] * 100 / x->index : (double)NAN;
    }
    r->measured_in = arena_printf(a, "%s at constant prices", s->measured_in);
    *out = r;
    return 0;
}
