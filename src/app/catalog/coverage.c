/* coverage.c - which reporters, years and levels the store holds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/question.h"

/* limit COVERAGE_YEARS: years of the table of weir coverage, the latest: cut and said; */
enum { COVERAGE_YEARS = 40, LABELS = 6 };

static const struct column labels[] = {
    {"reporter", "", STYLE_TEXT, EVERYWHERE},     {"name", "reporter", STYLE_TEXT, EVERYWHERE},
    {"flow", "flow", STYLE_TEXT, EVERYWHERE},     {"freq", "by", STYLE_TEXT, EVERYWHERE},
    {"layout", "layout", STYLE_TEXT, EVERYWHERE}, {"digits", "digits", STYLE_TEXT, EVERYWHERE},
    {"year", "year", STYLE_INT, DATA_ONLY},       {"periods", "periods", STYLE_INT, DATA_ONLY},
};

struct held_years {
    struct table *t; /* one row for each year */
    const struct areas *areas;
    int first, last;
};

static int add(void *ctx, const struct store_held *h, struct err *err)
{
    struct held_years *c = ctx;
    (void)err;
    const char *cells[LABELS] = {areas_iso3(c->areas, h->reporter),
                                 areas_name(c->areas, h->reporter),
                                 direction_name(h->direction),
                                 h->freq == 'M' ? "month" : "year",
                                 h->adapter,
                                 h->digits};
    for (int i = 0; i < LABELS; i++)
        table_text(c->t, cells[i] ? arena_strdup(c->t->arena, cells[i]) : NULL);
    table_number(c->t, h->year);
    table_number(c->t, h->periods);
    c->first = !c->first || h->year < c->first ? h->year : c->first;
    c->last = h->year > c->last ? h->year : c->last;
    return 0;
}

static const struct column *columns_of(const struct held_years *c, int count, struct arena *a)
{
    struct column *out = arena_array(a, struct column, (size_t)count);
    memcpy(out, labels, LABELS * sizeof *labels);
    for (int i = LABELS; i < count; i++) {
        const char *year = arena_printf(a, "%d", c->first + i - LABELS);
        out[i] = (struct column){year, year, STYLE_INT, EVERYWHERE};
    }
    return out;
}

static bool same_row(const struct cell *a, const struct cell *b)
{
    for (int i = 0; i < LABELS; i++)
        if (strcmp(a[i].text ? a[i].text : "", b[i].text ? b[i].text : "") != 0)
            return false;
    return true;
}

/* A row for each reporter, flow, frequency and layout; a column for each year. */
static struct table matrix_of(const struct held_years *c, struct arena *a)
{
    int count = LABELS + c->last - c->first + 1, rows = table_rows(c->t), n = COLUMNS(labels);
    struct table t = table_new(columns_of(c, count, a), count, a);
    for (int i = 0; i < rows;) {
        const struct cell *row = c->t->cells + i * n;
        double *held = arena_array(a, double, (size_t)count);
        for (int k = 0; k < count; k++)
            held[k] = (double)NAN;
        for (; i < rows && same_row(row, c->t->cells + i * n); i++) {
            const struct cell *cell = c->t->cells + i * n;
            int k = LABELS + (int)cell[LABELS].number - c->first;
            if (k >= LABELS)
                held[k] = cell[LABELS + 1].number;
        }
        for (int k = 0; k < LABELS; k++)
            table_text(&t, row[k].text);
        for (int k = LABELS; k < count; k++)
            table_number(&t, held[k]);
    }
    return t;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct held_years c = {.t = &out->data};
    struct store *store;
    (void)params;
    TRY(session_store(s, &store, err));
    TRY(session_areas(s, &c.areas, err));
    out->data = table_new(labels, COLUMNS(labels), s->arena);
    TRY(store_held(store, add, &c, err));
    if (!table_rows(&out->data)) {
        err_set(err, ERR_NOT_FOUND, "the store holds no published figures");
        return err_hint(err, "load published files with weir ingest FILE...");
    }
    if (c.last - c.first >= COVERAGE_YEARS) {
        session_note(s, NOTE_REMARK, "years before %d are in --csv and --json",
                     c.last - COVERAGE_YEARS + 1);
        c.first = c.last - COVERAGE_YEARS + 1;
    }
    out->table = matrix_of(&c, s->arena);
    out->foot =
        "months of each year that are published (1: a year of annual figures); digits: of the "
        "codes that count in sums\n";
    return 0;
}

const struct question question_coverage = {
    .name = "coverage",
    .arguments = "",
    .summary = "show which reporters, years and levels the store holds",
    .text = "A row for each reporter, flow, frequency and layout, with the digits of its codes; a "
            "column for each year, with the number of its months that are published. A month that "
            "is not there is not a zero. --csv and --json have a row for each year.",
    .examples = "weir coverage\n"
                "weir coverage --csv",
    .needs = NEEDS_READ,
    .columns = labels,
    .column_count = COLUMNS(labels),
    .run = run,
};
