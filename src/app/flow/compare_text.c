/* compare_text.c - a comparison as a table, and what must be said beside it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/flow/select.h"
#include "app/flow/split.h"

const char *compare_by(const struct compare_params *q)
{
    return q->by ? q->by : "destination";
}

const char *compare_year_before(const char *period, struct arena *a)
{
    char from[16], until[16];
    struct window w;
    if (!period || !window_parse(&w, period))
        return NULL;
    int back = period_is_month(w.from) ? 100 : 1;
    period_text(from, w.from - back);
    if (w.from == w.until)
        return arena_strdup(a, from);
    return arena_printf(a, "%s..%s", from, period_text(until, w.until - back));
}

int compare_periods(const bool *months, int n)
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
    {"one_sided", "cut series", STYLE_INT, EVERYWHERE},
    {"notes", "notes", STYLE_TEXT, DATA_ONLY},
};

/* The headings name the two periods. */
static const struct column *headed(const struct compare *c)
{
    enum { COUNT = COLUMNS(columns) };
    struct column *out = arena_array(c->arena, struct column, COUNT);
    const struct {
        const char *key, *what, *period;
    } titles[] = {{"value", "", c->q->period},           {"value_with", "", c->q->with},
                  {"series", "series ", c->q->period},   {"series_with", "series ", c->q->with},
                  {"periods", "periods ", c->q->period}, {"periods_with", "periods ", c->q->with},
                  {"gaps", "gaps ", c->q->period},       {"gaps_with", "gaps ", c->q->with}};
    memcpy(out, columns, sizeof columns);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        for (int k = 0; k < COUNT; k++)
            if (!strcmp(out[k].key, titles[i].key))
                out[k].title = arena_printf(c->arena, "%s%s", titles[i].what, titles[i].period);
    return out;
}

void compare_table(struct table *t, const struct compare *c, const char *notes)
{
    *t = table_new(headed(c), COLUMNS(columns), c->arena);
    for (int i = 0; i < c->count; i++) {
        const struct row *r = &c->rows[i];
        bool none = !compare_periods(r->months, c->now.n),
             none_with = !compare_periods(r->months_with, c->then.n);
        table_text(t, r->key);
        table_text(t, r->label);
        table_number(t, none ? (double)NAN : r->value);
        table_number(t, none_with ? (double)NAN : r->value_with);
        table_text(t, r->currency);
        bool unlike = c->mixed || compare_unheard(r), ratio = r->value_with > 0 && !none && !unlike;
        table_number(t, ratio ? r->value / r->value_with : (double)NAN);
        table_number(t, none || none_with || unlike ? (double)NAN : r->value - r->value_with);
        table_number(t, r->series);
        table_number(t, r->series_with);
        table_number(t, compare_periods(r->months, c->now.n));
        table_number(t, compare_periods(r->months_with, c->then.n));
        table_number(t, r->gaps);
        table_number(t, r->gaps_with);
        table_number(t, r->one_sided);
        table_text(t, notes);
    }
}

struct compare_total compare_total(const struct compare *c, const char *currency)
{
    struct compare_total t = {0};
    for (int i = 0; i < c->count; i++) {
        const struct row *r = &c->rows[i];
        if (strcmp(r->currency, currency) != 0)
            continue;
        t.rows++;
        t.unlike |= compare_unheard(r);
        t.rows_now += compare_periods(r->months, c->now.n) > 0;
        t.rows_then += compare_periods(r->months_with, c->then.n) > 0;
        t.now += r->value;
        t.then += r->value_with;
    }
    return t;
}

/* What has no figure is not nothing: it is left out of the sum and said. */
static void add_side(struct buf *b, double sum, int rows, int of, const char *period)
{
    if (!rows) {
        buf_printf(b, "no figures of %s", period);
        return;
    }
    number_format(b, sum, STYLE_AMOUNT);
    if (rows < of)
        buf_printf(b, " (of %d of them)", rows);
}

static void add_total(struct buf *b, const struct compare *c, const char *currency)
{
    struct compare_total t = compare_total(c, currency);
    buf_printf(b, "total of %d row%s in %s: ", t.rows, t.rows == 1 ? "" : "s", currency);
    add_side(b, t.now, t.rows_now, t.rows, c->q->period);
    buf_puts(b, ", compared with ");
    add_side(b, t.then, t.rows_then, t.rows, c->q->with);
    if (t.then > 0 && t.rows_now == t.rows && t.rows_then == t.rows && !c->mixed && !t.unlike)
        buf_printf(b, ": %.2f times, %+.1f %%%s", t.now / t.then, (t.now / t.then - 1) * 100,
                   t.now <= t.then ? ", does not rise" : "");
    buf_puts(b, "\n");
}

/* A sum over eleven months beside one over twelve is no comparison. */
bool compare_unequal(const struct compare *c, const struct row *r)
{
    int now = compare_periods(r->months, c->now.n),
        then = compare_periods(r->months_with, c->then.n);
    return now && then && now * c->then.n != then * c->now.n;
}

/* Who sold more than a twentieth of the one sum has no figure in the other. */
bool compare_unheard(const struct row *r)
{
    return r->unheard > r->value_with / 20 || r->unheard_with > r->value / 20;
}

static void note_unheard(const struct compare *c, struct session *s)
{
    int rows = 0;
    double most = 0;
    for (int i = 0; i < c->count; i++) {
        const struct row *r = &c->rows[i];
        rows += compare_unheard(r);
        most = r->value_with > 0 ? fmax(most, r->unheard / r->value_with) : most;
        most = r->value > 0 ? fmax(most, r->unheard_with / r->value) : most;
    }
    if (rows)
        session_note(
            s, NOTE_WARNING,
            "in %d row%s series with up to %.0f %% of the one sum have no figure at all in the "
            "other period: no ratio of these means anything (--by exporter shows whose)",
            rows, rows == 1 ? "" : "s", 100 * most);
}

static void note_unequal(const struct compare *c, struct session *s)
{
    int rows = 0;
    for (int i = 0; i < c->count; i++)
        rows += compare_unequal(c, &c->rows[i]);
    if (rows)
        session_note(s, NOTE_WARNING,
                     "%d row%s ha%s figures for more periods on one side than on the other: no "
                     "ratio of these means anything",
                     rows, rows == 1 ? "" : "s", rows == 1 ? "s" : "ve");
}

/* A weight that is a thousand times what it was: of another unit, in most cases. */
static void note_units(const struct compare *c, struct session *s)
{
    int rows = 0;
    for (int i = 0; i < c->count; i++) {
        double tens = fabs(log10(c->rows[i].value / c->rows[i].value_with));
        bool money = strlen(c->rows[i].currency) == 3 && c->rows[i].currency[0] < 'a';
        rows += !money && isfinite(tens) && fabs(tens - 3) < 0.3;
    }
    if (rows)
        session_note(
            s, NOTE_WARNING,
            "in %d row%s the quantity is some thousand times, or a thousandth of, what it is "
            "compared with: where the value is not, the unit changed (notes of weir sources)",
            rows, rows == 1 ? "" : "s");
}

/* A sum of several exporters lacks the months that one of them has not reported. */
void compare_note(const struct compare *c, struct session *s)
{
    int rows = 0;
    note_unequal(c, s);
    note_unheard(c, s);
    note_units(c, s);
    if (c->several)
        session_note(s, NOTE_WARNING,
                     "printed totals stand beside sums of what is held: %s of them means anything",
                     c->mixed ? "no ratio and no share" : "no share");
    if (c->valuations)
        select_note_mixed(s);
    for (int i = 0; i < c->count; i++)
        rows += c->rows[i].gaps != c->rows[i].gaps_with;
    if (rows)
        session_note(s, NOTE_WARNING,
                     "in %d row%s some exporters lack months on one side that they have on the "
                     "other: such a sum is too small by them (gaps of weir compare)",
                     rows, rows == 1 ? "" : "s");
}

const char *compare_foot(const struct compare *c, const char *sources)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool groups = !strcmp(compare_by(c->q), "group");
    for (int i = 0; i < c->count && !groups; i++)
        if (!i || strcmp(c->rows[i].currency, c->rows[i - 1].currency) != 0)
            add_total(&b, c, c->rows[i].currency);
    if (groups)
        buf_puts(&b, "a family may be in several groups: the rows do not add up\n");
    if (c->one_sided)
        buf_printf(&b,
                   "%d series are cut by an HS renumbering: the source lacks the codes from before "
                   "or after it, so that their ratios mean nothing\n",
                   c->one_sided);
    buf_puts(&b, "gaps: months (or years) of single series without a figure, because the reporter "
                 "published none\n");
    buf_puts(&b, sources);
    return arena_strdup(c->arena, b.s);
}

/* --- price and volume --- */

static const struct column split_columns[] = {
    {"key", "", STYLE_TEXT, EVERYWHERE},
    {"label", "", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"value_with", "compared with", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"difference", "difference", STYLE_AMOUNT, EVERYWHERE},
    {"price", "price", STYLE_AMOUNT, EVERYWHERE},
    {"volume", "volume", STYLE_AMOUNT, EVERYWHERE},
    {"begun", "begun", STYLE_AMOUNT, EVERYWHERE},
    {"ended", "ended", STYLE_AMOUNT, EVERYWHERE},
    {"unmeasured", "no quantity", STYLE_AMOUNT, EVERYWHERE},
    {"price_share", "share of price", STYLE_RATIO, EVERYWHERE},
    {"price_share_low", "at least", STYLE_RATIO, EVERYWHERE},
    {"price_share_high", "at most", STYLE_RATIO, EVERYWHERE},
    {"series", "series", STYLE_INT, EVERYWHERE},
};

void compare_split_table(struct table *t, const struct compare *c)
{
    *t = table_new(split_columns, COLUMNS(split_columns), c->arena);
    for (int i = 0; i < c->count; i++) {
        const struct row *r = &c->rows[i];
        struct split_result x = {.share = NAN, .low = NAN, .high = NAN};
        if (r->split)
            x = split_result(r->split);
        double change = r->value - r->value_with;
        table_text(t, r->key);
        table_text(t, r->label);
        table_number(t, r->value);
        table_number(t, r->value_with);
        table_text(t, r->currency);
        table_number(t, change);
        table_number(t, x.price);
        table_number(t, x.volume);
        table_number(t, x.begun);
        table_number(t, x.ended);
        table_number(t, change - (x.price + x.volume + x.begun + x.ended));
        table_number(t, x.share);
        table_number(t, x.low);
        table_number(t, x.high);
        table_number(t, x.series);
    }
}
