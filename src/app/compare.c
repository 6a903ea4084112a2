/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/select.h"
#include "base/log.h"
#include "series/series.h"

enum { KEYS_MAX = 200000, WINDOW_MAX = 1200 };

/* One side of a comparison. */
struct side {
    struct window window; /* as asked */
    int first, n;         /* index and number of its months or years */
};

/* One row: sums over the series of a key and currency. */
struct row {
    const char *key, *label, *currency;
    double value, value_with;
    int series, series_with;    /* with trade in that window */
    int gaps, gaps_with;        /* series-periods without a figure */
    int one_sided;              /* families held on one side of a renumbering only */
    bool *months, *months_with; /* periods with a figure from anybody */
};

struct compare {
    const struct request *q;
    struct arena *arena;
    const struct areas *areas;
    const struct units *units;
    struct side now, then;
    char freq;
    struct row *rows;
    int count, skipped, one_sided;
};

static const char *by_of(const struct request *q)
{
    return q->by ? q->by : "destination";
}

static void keys_of(const struct compare *c, const struct series *s, char *keys, size_t size,
                    const char **label)
{
    const char *by = by_of(c->q);
    const struct unit *u = units_find(c->units, s->unit);
    *label = "";
    if (!strcmp(by, "exporter") || !strcmp(by, "destination")) {
        int m49 = *by == 'e' ? s->exporter : s->importer;
        snprintf(keys, size, "%s", areas_iso3(c->areas, m49));
        *label = areas_name(c->areas, m49);
    } else if (!strcmp(by, "family")) {
        snprintf(keys, size, "%s", s->unit);
        *label = u ? u->label : "";
    } else if (!strcmp(by, "chapter")) {
        snprintf(keys, size, "%.2s", s->unit);
    } else {
        snprintf(keys, size, "%s", u && u->groups ? u->groups : "other");
    }
}

static struct row *row_of(struct compare *c, const char *key, const char *label,
                          const char *currency)
{
    for (int i = 0; i < c->count; i++)
        if (!strcmp(c->rows[i].key, key) && !strcmp(c->rows[i].currency, currency))
            return &c->rows[i];
    c->rows = arena_grow(c->arena, c->rows, (size_t)c->count, sizeof *c->rows);
    c->rows[c->count] = (struct row){
        .key = arena_strdup(c->arena, key),
        .label = arena_strdup(c->arena, label),
        .currency = arena_strdup(c->arena, currency),
        .months = arena_array(c->arena, bool, (size_t)c->now.n),
        .months_with = arena_array(c->arena, bool, (size_t)c->then.n),
    };
    return &c->rows[c->count++];
}

static double sum_window(const struct series *s, const struct side *w, bool *months, int *gaps,
                         bool *cut)
{
    double sum = 0;
    for (int k = 0; k < w->n; k++) {
        int i = w->first + k - s->first;
        bool inside = i >= 0 && i < s->n;
        double v = inside ? s->value[i] : (double)NAN;
        *cut |= inside && s->freq == 'M' &&
                (s->status[i] == POINT_NOT_COVERED || s->status[i] == POINT_PARTIAL);
        if (isnan(v)) {
            ++*gaps;
            continue;
        }
        months[k] = true;
        sum += v;
    }
    return sum;
}

static void add_to_row(struct compare *c, const struct series *s, struct row *r)
{
    bool cut = false;
    double now = sum_window(s, &c->now, r->months, &r->gaps, &cut);
    double then = sum_window(s, &c->then, r->months_with, &r->gaps_with, &cut);
    r->value += now;
    r->value_with += then;
    r->series += now > 0;
    r->series_with += then > 0;
    r->one_sided += cut;
    c->one_sided += cut;
}

static int add(void *ctx, const struct series *s, struct err *err)
{
    struct compare *c = ctx;
    char keys[256];
    const char *label;
    if (s->freq != c->freq) {
        c->skipped++;
        return 0;
    }
    keys_of(c, s, keys, sizeof keys, &label);
    bool groups = !strcmp(by_of(c->q), "group");
    for (char *p = keys, *next; p; p = next) {
        next = groups ? strstr(p, ", ") : NULL;
        if (next) {
            *next = '\0';
            next += 2;
        }
        add_to_row(c, s, row_of(c, p, label, s->measured_in));
    }
    return c->count < KEYS_MAX ? 0 : err_set(err, ERR_LIMIT, "more than %d rows", KEYS_MAX);
}

/* --- the windows --- */

static int read_window(struct side *out, const char *text, const char *option, struct err *err)
{
    if (text && window_parse(&out->window, text))
        return 0;
    if (!text)
        err_set(err, ERR_USAGE, "%s is missing", option);
    else
        err_set(err, ERR_USAGE, "'%s' is not a period", text);
    return err_hint(err, "as in %s 2022-03..2022-11 or %s 2022", option, option);
}

static int lay_window(struct side *w, char freq, struct err *err)
{
    struct window months = w->window;
    if (freq == 'M')
        months = window_months(w->window);
    w->first = period_index(months.from);
    w->n = period_index(months.until) - w->first + 1;
    return w->n <= WINDOW_MAX ? 0 : err_set(err, ERR_LIMIT, "a period of %d months", w->n);
}

static int check(struct compare *c, struct err *err)
{
    static const char *const kinds[] = {"destination", "exporter", "family", "chapter", "group"};
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known |= !strcmp(by_of(c->q), kinds[i]);
    if (!known) {
        err_set(err, ERR_USAGE, "--by %s: no such breakdown", by_of(c->q));
        return err_hint(err, "destination, exporter, family, chapter or group");
    }
    TRY(read_window(&c->now, c->q->period, "--period", err));
    TRY(read_window(&c->then, c->q->with, "--with", err));
    if (period_is_month(c->now.window.from) == period_is_month(c->then.window.from))
        return 0;
    return err_set(err, ERR_USAGE, "--period and --with: months or years, not both");
}

/* Windows of months need monthly figures; years can be either. */
static int pick_frequency(struct compare *c, struct store *s, struct err *err)
{
    int64_t monthly;
    TRY(duck_int_of(store_duck(s), &monthly, "SELECT count(*) FROM cell WHERE freq = 'M'", NULL, 0,
                    err));
    bool months = period_is_month(c->now.window.from);
    if (months && !monthly) {
        err_set(err, ERR_NOT_FOUND, "there are only annual figures");
        return err_hint(err, "compare years, as in --period 2022 --with 2021");
    }
    c->freq = monthly ? 'M' : 'A';
    TRY(lay_window(&c->now, c->freq, err));
    return lay_window(&c->then, c->freq, err);
}

/* --- the answer --- */

static int compare_rows(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    int c = strcmp(a->currency, b->currency);
    double u = a->value - a->value_with, v = b->value - b->value_with;
    if (c)
        return c;
    if (u != v)
        return u > v ? -1 : 1;
    return strcmp(a->key, b->key);
}

static int count_true(const bool *months, int n)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += months[i];
    return count;
}

static const struct column columns[] = {
    {"key", "", STYLE_TEXT, EVERYWHERE},
    {"label", "", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"value_with", "compared with", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"difference", "difference", STYLE_AMOUNT, EVERYWHERE},
    {"series", "series", STYLE_INT, EVERYWHERE},
    {"series_with", "with", STYLE_INT, EVERYWHERE},
    {"periods", "periods", STYLE_INT, EVERYWHERE},
    {"periods_with", "with", STYLE_INT, EVERYWHERE},
    {"gaps", "gaps", STYLE_INT, EVERYWHERE},
    {"gaps_with", "with", STYLE_INT, EVERYWHERE},
    {"one_sided", "one-sided", STYLE_INT, EVERYWHERE},
};

static void fill(struct answer *out, const struct compare *c)
{
    out->table = table_new(columns, sizeof columns / sizeof *columns, c->arena);
    for (int i = 0; i < c->count; i++) {
        const struct row *r = &c->rows[i];
        bool none = !count_true(r->months, c->now.n),
             none_with = !count_true(r->months_with, c->then.n);
        table_text(&out->table, r->key);
        table_text(&out->table, r->label);
        table_number(&out->table, none ? (double)NAN : r->value);
        table_number(&out->table, none_with ? (double)NAN : r->value_with);
        table_text(&out->table, r->currency);
        table_number(&out->table,
                     r->value_with > 0 && !none ? r->value / r->value_with : (double)NAN);
        table_number(&out->table, none || none_with ? (double)NAN : r->value - r->value_with);
        table_number(&out->table, r->series);
        table_number(&out->table, r->series_with);
        table_number(&out->table, count_true(r->months, c->now.n));
        table_number(&out->table, count_true(r->months_with, c->then.n));
        table_number(&out->table, r->gaps);
        table_number(&out->table, r->gaps_with);
        table_number(&out->table, r->one_sided);
    }
}

static void add_total(struct buf *b, const struct compare *c, const char *currency)
{
    double now = 0, then = 0;
    int rows = 0;
    for (int i = 0; i < c->count; i++) {
        if (strcmp(c->rows[i].currency, currency) != 0)
            continue;
        now += c->rows[i].value;
        then += c->rows[i].value_with;
        rows++;
    }
    buf_printf(b, "total of %d row%s in %s: %.1f M, compared with %.1f M", rows,
               rows == 1 ? "" : "s", currency, now / 1e6, then / 1e6);
    if (then > 0)
        buf_printf(b, ": %.2f times, %+.1f %%%s", now / then, (now / then - 1) * 100,
                   now <= then ? ", does not rise" : "");
    buf_puts(b, "\n");
}

/* A sum over eleven months beside one over twelve is no comparison. */
static void add_unequal(struct buf *b, const struct compare *c)
{
    int rows = 0;
    for (int i = 0; i < c->count; i++)
        rows += count_true(c->rows[i].months, c->now.n) !=
                count_true(c->rows[i].months_with, c->then.n);
    if (rows)
        buf_printf(b,
                   "beware: %d row%s ha%s figures for more periods on one side than on the "
                   "other\n",
                   rows, rows == 1 ? "" : "s", rows == 1 ? "s" : "ve");
}

static const char *foot_of(const struct compare *c, const char *sources)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool groups = !strcmp(by_of(c->q), "group");
    for (int i = 0; i < c->count && !groups; i++)
        if (!i || strcmp(c->rows[i].currency, c->rows[i - 1].currency) != 0)
            add_total(&b, c, c->rows[i].currency);
    if (groups)
        buf_puts(&b, "a family may be in several groups: the rows do not add up\n");
    if (c->now.n != c->then.n)
        buf_printf(&b, "the periods differ in length: %d and %d\n", c->now.n, c->then.n);
    add_unequal(&b, c);
    if (c->one_sided)
        buf_printf(&b,
                   "%d series stand on one side of an HS renumbering only, because the source "
                   "lacks the codes of the other: their ratios mean nothing\n",
                   c->one_sided);
    buf_puts(&b, "gaps: series-periods without a figure, because the reporter published none\n");
    buf_puts(&b, sources);
    return arena_strdup(c->arena, b.s);
}

int app_compare(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct compare c = {.q = q, .arena = a};
    struct selection sel;
    struct areas *areas;
    struct units units;
    TRY(check(&c, err));
    TRY(select_open(&s, &sel, a, q, err));
    TRY(series_select(s, &sel, err));
    TRY(pick_frequency(&c, s, err));
    TRY(areas_read(&areas, s, a, err));
    TRY(series_units(s, &units, a, err));
    c.areas = areas;
    c.units = &units;
    TRY(series_each(s, &sel, add, &c, err));
    if (c.skipped)
        log_warn("%d %s series were left out", c.skipped, c.freq == 'M' ? "annual" : "monthly");
    if (c.count)
        qsort(c.rows, (size_t)c.count, sizeof *c.rows, compare_rows);
    fill(out, &c);
    out->foot = foot_of(&c, select_sources(s, &sel, a, err));
    return 0;
}
