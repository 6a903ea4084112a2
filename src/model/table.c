/* SPDX-License-Identifier: Apache-2.0 */
#include "model/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "model/period.h"

struct table table_new(const struct column *columns, int count, struct arena *a)
{
    return (struct table){.columns = columns, .column_count = count, .arena = a};
}

static void add(struct table *t, struct cell c)
{
    t->cells = arena_grow(t->arena, t->cells, (size_t)t->cell_count, sizeof *t->cells);
    t->cells[t->cell_count++] = c;
}

void table_text(struct table *t, const char *text)
{
    add(t, (struct cell){.text = text, .number = NAN});
}

void table_number(struct table *t, double number)
{
    add(t, (struct cell){.number = number});
}

int table_rows(const struct table *t)
{
    return t->column_count ? t->cell_count / t->column_count : 0;
}

bool column_is_text(const struct column *c)
{
    return c->style == STYLE_TEXT || c->style == STYLE_PATH || c->style == STYLE_LIST;
}

bool cell_is_missing(const struct column *c, const struct cell *v)
{
    return column_is_text(c) ? !v->text : isnan(v->number);
}

/* --- one value --- */

static void add_thousands(struct buf *to, const char *digits)
{
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; digits[i]; i++) {
        size_t left = i < whole ? whole - i : 1;
        if (i && i < whole && left % 3 == 0 && digits[i - 1] != '-')
            buf_puts(to, ",");
        buf_add(to, digits + i, 1);
    }
}

static void add_amount(struct buf *to, double v)
{
    char s[64];
    double size = fabs(v);
    bool millions = size >= 1e6;
    snprintf(s, sizeof s, millions || (size > 0 && size < 100) ? "%.1f" : "%.0f",
             millions ? v / 1e6 : v);
    add_thousands(to, s);
    buf_puts(to, millions ? " M" : "");
}

/* Six digits, or all before the point in threes. */
static void add_plain(struct buf *to, double v)
{
    char s[64];
    snprintf(s, sizeof s, fabs(v) >= 1e4 && fabs(v) < 1e15 ? "%.0f" : "%.6g", v);
    if (strchr(s, 'e'))
        buf_puts(to, s);
    else
        add_thousands(to, s);
}

/* --- amounts of a column --- */

/* The largest and the least amount of a column (-1: of all), but zero. */
static void extremes(const struct table *t, int column, double *most, double *least)
{
    *most = 0;
    *least = INFINITY;
    for (int i = 0; i < t->cell_count; i++) {
        int c = i % t->column_count;
        double v = fabs(t->cells[i].number);
        bool wanted = column < 0 ? t->columns[c].style == STYLE_AMOUNT : c == column;
        if (!wanted || !isfinite(v) || v == 0)
            continue;
        *most = fmax(*most, v);
        *least = fmin(*least, v);
    }
}

struct amount_unit amount_unit_of(const struct table *t, int column)
{
    double most, least, own, smallest;
    extremes(t, -1, &most, &least);
    extremes(t, column, &own, &smallest);
    if (most < 1e6)
        return (struct amount_unit){1, own < 100 && own > 0 ? 1 : 0, ""};
    int decimals = smallest >= 1e5 ? 1 : smallest >= 1e4 ? 2 : 3;
    return (struct amount_unit){1e6, decimals, "M"};
}

/* What is less than the last decimal is not nothing. */
void amount_format(struct buf *to, double number, const struct amount_unit *unit)
{
    char s[64];
    double v = number / unit->by, last = pow(10, -unit->decimals);
    if (v != 0 && fabs(v) < last / 2) {
        buf_printf(to, "%s%.*f", v < 0 ? ">-" : "<", unit->decimals, last);
        return;
    }
    snprintf(s, sizeof s, "%.*f", unit->decimals, v);
    add_thousands(to, s);
}

void cell_format(struct buf *to, const struct column *column, const struct cell *cell)
{
    char s[32];
    if (cell_is_missing(column, cell)) {
        buf_puts(to, column_is_text(column)         ? ""
                     : column->style == STYLE_TRUTH ? "cannot tell"
                                                    : "-");
        return;
    }
    double v = cell->number;
    switch (column->style) {
    case STYLE_TEXT:
    case STYLE_PATH:
    case STYLE_LIST:
        buf_puts(to, cell->text);
        break;
    case STYLE_TRUTH:
        buf_puts(to, v > 0 ? "yes" : "no");
        break;
    case STYLE_INT:
        snprintf(s, sizeof s, "%.0f", v);
        add_thousands(to, s);
        break;
    case STYLE_AMOUNT:
        add_amount(to, v);
        break;
    case STYLE_RATIO:
        buf_printf(to, fabs(v) < 100 ? "%.2f" : "%.0f", v);
        break;
    case STYLE_P:
        buf_printf(to, v < 1e-6 ? "<1e-6" : v < 1e-3 ? "%.1e" : "%.4f", v);
        break;
    case STYLE_NUMBER:
        add_plain(to, v);
        break;
    case STYLE_PERIOD:
        buf_puts(to, period_text(s, (int)v));
        break;
    }
}

void number_format(struct buf *to, double number, enum style style)
{
    const struct column column = {"", "", style, EVERYWHERE};
    cell_format(to, &column, &(struct cell){.number = number});
}

/* --- JSON --- */

static void json_cell(struct buf *to, const struct column *c, const struct cell *v)
{
    char period[16];
    if (c->style == STYLE_LIST)
        json_list(to, v->text);
    else if (cell_is_missing(c, v))
        buf_puts(to, "null");
    else if (column_is_text(c))
        json_text(to, v->text);
    else if (c->style == STYLE_TRUTH)
        buf_puts(to, v->number > 0 ? "true" : "false");
    else if (c->style == STYLE_PERIOD)
        json_text(to, period_text(period, (int)v->number));
    else
        json_number(to, v->number);
}

void table_json(struct buf *to, const struct table *t)
{
    int n = t->column_count;
    buf_puts(to, "[");
    for (int i = 0; i < t->cell_count; i++) {
        const struct column *c = &t->columns[i % n];
        if (i % n == 0)
            buf_puts(to, i ? ",\n  {" : "\n  {");
        if (c->place != TEXT_ONLY) {
            buf_puts(to, to->s[to->len - 1] == '{' ? "" : ", ");
            json_text(to, c->key);
            buf_puts(to, ": ");
            json_cell(to, c, &t->cells[i]);
        }
        if (i % n == n - 1)
            buf_puts(to, "}");
    }
    buf_puts(to, t->cell_count ? "\n]\n" : "]\n");
}

/* A row under the keys of its columns. */
static void add_facts(struct facts *f, const struct table *t, int row)
{
    facts_open(f, NULL, FACT_OBJECT);
    for (int c = 0; c < t->column_count; c++) {
        const struct column *k = &t->columns[c];
        const struct cell *v = &t->cells[row * t->column_count + c];
        char period[16];
        if (k->place == TEXT_ONLY)
            continue;
        if (k->style == STYLE_LIST)
            facts_parts(f, k->key, v->text, ",");
        else if (k->style == STYLE_TEXT || k->style == STYLE_PATH)
            facts_text(f, k->key, v->text);
        else if (k->style == STYLE_TRUTH)
            facts_truth(f, k->key, v->number);
        else if (k->style == STYLE_PERIOD && !cell_is_missing(k, v))
            facts_text(f, k->key, arena_strdup(f->arena, period_text(period, (int)v->number)));
        else
            facts_number(f, k->key, v->number);
    }
    facts_close(f);
}

void table_facts(struct facts *f, const char *key, const struct table *t)
{
    facts_open(f, key, FACT_LIST);
    for (int i = 0; i < table_rows(t); i++)
        add_facts(f, t, i);
    facts_close(f);
}
