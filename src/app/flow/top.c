/* top.c - the largest goods or partners of a period, with their shares and what changed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/flow/compare.h"

struct top_params {
    struct compare_params compare;
    int limit;
};

static const struct column columns[] = {
    {"rank", "", STYLE_INT, EVERYWHERE},
    {"key", "", STYLE_TEXT, EVERYWHERE},
    {"label", "", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"share", "share, %", STYLE_RATIO, EVERYWHERE},
    {"value_with", "before", STYLE_AMOUNT, EVERYWHERE},
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"notes", "notes", STYLE_TEXT, DATA_ONLY},
};

static int larger(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    int c = strcmp(a->currency, b->currency);
    if (c)
        return c;
    if (a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return strcmp(a->key, b->key);
}

/* The headings name the two periods. */
static const struct column *headed(const struct compare_params *q, struct arena *a)
{
    struct column *out = arena_array(a, struct column, COLUMNS(columns));
    memcpy(out, columns, sizeof columns);
    out[3].title = q->period;
    out[6].title = q->with;
    return out;
}

static void add_row(struct table *t, const struct compare *c, const struct row *r, int rank,
                    double total, const char *notes)
{
    bool before = compare_periods(r->months_with, c->then.n);
    table_number(t, rank);
    table_text(t, r->key);
    table_text(t, r->label);
    table_number(t, r->value);
    table_text(t, r->currency);
    table_number(t, total > 0 && !c->several ? 100 * r->value / total : (double)NAN);
    table_number(t, before ? r->value_with : (double)NAN);
    bool ratio = before && r->value_with > 0 && !compare_unequal(c, r) && !compare_unheard(r) &&
                 !c->mixed;
    table_number(t, ratio ? r->value / r->value_with : (double)NAN);
    table_text(t, notes);
}

static void put_total(struct buf *b, const struct compare *c, const char *currency, double total,
                      int limit)
{
    int rows = 0;
    double shown = 0;
    for (int i = 0; i < c->count; i++)
        if (!strcmp(c->rows[i].currency, currency) && c->rows[i].value > 0 && rows++ < limit)
            shown += c->rows[i].value;
    buf_printf(b, "%d of %d rows in %s, ", rows < limit ? rows : limit, rows, currency);
    number_format(b, shown, STYLE_AMOUNT);
    buf_puts(b, " of ");
    number_format(b, total, STYLE_AMOUNT);
    buf_puts(b, "\n");
}

/* Rows without trade in the period are not among the largest. */
static void fill(struct answer *out, const struct compare *c, int limit, const char *notes,
                 const char *sources)
{
    CLEANUP(buf_free) struct buf foot = {0};
    int rank = 0;
    double total = 0;
    out->table = table_new(headed(c->q, c->arena), COLUMNS(columns), c->arena);
    for (int i = 0; i < c->count; i++) {
        const struct row *r = &c->rows[i];
        bool first = !i || strcmp(r->currency, c->rows[i - 1].currency) != 0;
        rank = first ? 1 : rank + 1;
        if (first) {
            total = compare_total(c, r->currency).now;
            put_total(&foot, c, r->currency, total, limit);
        }
        if (rank <= limit && r->value > 0)
            add_row(&out->table, c, r, rank, total, notes);
    }
    buf_puts(&foot, sources);
    out->foot = arena_strdup(c->arena, foot.s);
}

/* Rows that have no figure of the period are in no share. */
static void note_left_out(const struct compare *c, struct session *s)
{
    int rows = 0;
    for (int i = 0; i < c->count; i++)
        rows += !compare_periods(c->rows[i].months, c->now.n);
    if (rows)
        session_note(s, NOTE_WARNING,
                     "%d row%s without a figure of %s %s left out, and out of the shares: weir "
                     "compare shows which",
                     rows, rows == 1 ? "" : "s", c->q->period, rows == 1 ? "is" : "are");
}

static int check(const struct compare_params *q, struct err *err)
{
    struct window w;
    if (q->period && !window_parse(&w, q->period)) {
        err_set(err, ERR_USAGE, "'%s' is not a period", q->period);
        return err_hint(err, "as in --period 2022-03..2022-11 or --period 2022");
    }
    if (q->period && strcmp(q->by ? q->by : "", "group") != 0)
        return 0;
    err_set(err, ERR_USAGE,
            q->period ? "--by group: a family may be in several groups, so that they "
                        "have no shares"
                      : "--period is missing");
    return err_hint(err, "weir top --from CHN --to RUS --period 2023 --by chapter");
}

static int run(struct answer *out, struct session *session, const void *params, struct err *err)
{
    const struct top_params *p = params;
    struct compare_params q = p->compare;
    struct compare c = {.q = &q, .arena = session->arena};
    const char *sources;
    TRY(check(&q, err));
    q.with = q.with ? q.with : compare_year_before(q.period, session->arena);
    q.by = q.by ? q.by : "family";
    TRY(compare_sums(&c, session, &sources, err));
    session_note(session, NOTE_REMARK,
                 "share: of what is held here of what was asked; it is the whole "
                 "only where all of it was loaded");
    compare_note(&c, session);
    note_left_out(&c, session);
    qsort(c.rows, (size_t)c.count, sizeof *c.rows, larger);
    fill(out, &c, p->limit ? p->limit : c.count, notes_text(&session->notes, c.arena), sources);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(top_params, compare.flow),
    FLOW_TO(top_params, compare.flow),
    FLOW_GOODS(top_params, compare.flow),
    {PARAM(top_params, compare.period, "period", TEXT, "PERIOD",
           "as in 2022-03..2022-11, 2022..2023 or 2022", NOTHING)},
    {PARAM(top_params, compare.with, "with", TEXT, "PERIOD",
           "the period to compare with; a year before unless told", NOTHING)},
    {PARAM(top_params, compare.by, "by", TEXT, "WHAT",
           "family (the default), chapter, exporter or destination", WORDS),
     .words = "family chapter exporter destination"},
    {PARAM(top_params, limit, "limit", COUNT, "N",
           "rows of a currency shown, 20 unless told; 0 for all, as in --json and --csv", NOTHING),
     .fallback = 20},
    FLOW_MEASURE(top_params, compare.flow),
    FLOW_CURRENCY(top_params, compare.flow),
    {0},
};

const struct question question_top = {
    .name = "top",
    .arguments = "",
    .summary = "list the largest goods or partners of a period",
    .text = "By value: the share of each in what was asked, the value of a year before (--with: of "
            "another period) and the ratio of both. --by is family (the default), exporter, "
            "destination or chapter, which is that of each code as it was published.",
    .examples = "weir top --from CHN --to RUS --period 2023\n"
                "weir top --from EU27 --to KGZ --period 2022 --with 2021 --by chapter\n"
                "weir top --from all --to RUS --code 842952 --period 2023 --by exporter --limit 5",
    .params = params,
    .size = sizeof(struct top_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "sums over the same months; families: docs/method/families.md",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
