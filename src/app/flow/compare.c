/* compare.c - two periods compared.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/flow/compare.h"
#include "app/flow/select.h"
#include "app/flow/split.h"
#include "app/flow/totals.h"
#include "series/deflator.h"
#include "ref/ref.h"

/* limit KEYS_MAX: rows of a comparison, rows: refused;
 * limit WINDOW_MAX: a period of a comparison, months: refused; */
enum { KEYS_MAX = 200000, WINDOW_MAX = 1200 };

/* What a series is summed under: of groups there may be several. */
struct keys {
    const char *one[1];
    const char *const *key;
    int count;
    const char *label;
};

static void keys_of(struct keys *k, const struct compare *c, const struct series *s)
{
    const char *by = compare_by(c->q);
    const struct unit *u = units_find(c->units, s->unit);
    *k = (struct keys){.key = k->one, .count = 1, .label = ""};
    if (!strcmp(by, "exporter") || !strcmp(by, "destination")) {
        int m49 = *by == 'e' ? s->exporter : s->importer;
        k->one[0] = areas_iso3(c->areas, m49);
        k->label = areas_name(c->areas, m49);
    } else if (!strcmp(by, "family")) {
        k->one[0] = s->unit;
        k->label = u ? u->label : "";
    } else if (!strcmp(by, "chapter")) {
        /* of a family that stands in several: where most was traded of it */
        k->one[0] = arena_strndup(c->arena, u && u->named ? u->named : s->unit, 2);
    } else if (u && u->group_count) {
        k->key = u->group;
        k->count = u->group_count;
    } else {
        k->one[0] = "other";
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

/* Annual figures in a window of years that is counted in months stand for twelve each. */
static double sum_side(const struct compare *c, const struct series *s, const struct side *w,
                       bool *months, int *gaps, bool *cut)
{
    double sum = 0;
    for (int k = 0; s->freq != c->freq && k + 11 < w->n; k += 12) {
        double v = series_at(s, (w->first + k) / 12);
        *gaps += isnan(v) ? 12 : 0;
        sum += isnan(v) ? 0 : v;
        if (!isnan(v))
            memset(&months[k], true, 12 * sizeof *months);
    }
    return s->freq == c->freq ? sum_window(s, w, months, gaps, cut) : sum;
}

static void add_to_row(struct compare *c, const struct series *s, struct row *r)
{
    bool cut = false;
    int gaps = r->gaps, gaps_with = r->gaps_with;
    double now = sum_side(c, s, &c->now, r->months, &r->gaps, &cut);
    double then = sum_side(c, s, &c->then, r->months_with, &r->gaps_with, &cut);
    r->unheard += r->gaps - gaps == c->now.n ? then : 0;
    r->unheard_with += r->gaps_with - gaps_with == c->then.n ? now : 0;
    r->value += now;
    r->value_with += then;
    r->series += now > 0;
    r->series_with += then > 0;
    r->one_sided += cut;
    c->one_sided += cut;
}

static bool traded_in(const struct series *s, const struct side *w)
{
    for (int t = w->first; t < w->first + w->n; t++)
        if (t >= s->first && t < s->first + s->n && s->value[t - s->first] > 0)
            return true;
    return false;
}

static void note_traded(struct compare *c, const struct series *s)
{
    c->traded = arena_grow(c->arena, c->traded, (size_t)c->traded_count, sizeof *c->traded);
    c->traded[c->traded_count++] = (struct traded){s->exporter, s->importer,
                                                   arena_strdup(c->arena, s->unit),
                                                   traded_in(s, &c->now), traded_in(s, &c->then)};
}

static int add(void *ctx, const struct series *s, struct err *err)
{
    struct compare *c = ctx;
    struct keys k;
    bool stands = c->freq == 'M' && !period_is_month(c->now.window.from) && !c->deflator &&
                  !c->q->split;
    if (s->freq != c->freq && !stands) { /* a year holds no month that is asked for */
        c->skipped++;
        return 0;
    }
    if (c->q->split)
        note_traded(c, s);
    if (s->valuation && (traded_in(s, &c->now) || traded_in(s, &c->then))) {
        c->valuations |= c->valuation && strcmp(c->valuation, s->valuation) != 0;
        c->valuation = arena_strdup(c->arena, s->valuation);
    }
    struct series *constant;
    if (c->deflator) {
        int now = c->now.first, then = c->then.first;
        TRY(deflator_apply(&constant, c->deflator, s, now < then ? now : then,
                           (now > then ? now + c->now.n : then + c->then.n) - 1, c->arena, err));
        s = constant;
    }
    keys_of(&k, c, s);
    for (int i = 0; i < k.count; i++)
        add_to_row(c, s, row_of(c, k.key[i], k.label, s->measured_in));
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
        known |= !strcmp(compare_by(c->q), kinds[i]);
    if (!known) {
        err_set(err, ERR_USAGE, "--by %s: no such breakdown", compare_by(c->q));
        return err_hint(err, "destination, exporter, family, chapter or group");
    }
    TRY(read_window(&c->now, c->q->period, "--period", err));
    TRY(read_window(&c->then, c->q->with, "--with", err));
    if (period_is_month(c->now.window.from) == period_is_month(c->then.window.from))
        return 0;
    return err_set(err, ERR_USAGE, "--period and --with: months or years, not both");
}

/* Windows of months need monthly figures; years can be either. */
static int pick_frequency(struct compare *c, struct selected *s, struct err *err)
{
    bool monthly;
    TRY(selected_monthly(s, &monthly, err));
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

/* ERR_NOT_FOUND where no row has a figure in either period. */
static int check_figures(const struct compare *c, struct err *err)
{
    for (int i = 0; i < c->count; i++)
        if (compare_periods(c->rows[i].months, c->now.n) ||
            compare_periods(c->rows[i].months_with, c->then.n))
            return 0;
    err_set(err, ERR_NOT_FOUND, "no figures of %s, nor of %s", c->q->period, c->q->with);
    return err_hint(err, "that is not a zero: weir sources shows which periods were loaded");
}

int compare_sums(struct compare *c, struct session *session, const char **sources, struct err *err)
{
    CLEANUP(selected_close) struct selected *s = NULL;
    struct arena *a = c->arena;
    struct units *units = arena_new(a, struct units);
    struct selection sel;
    TRY(check(c, err));
    TRY(select_flows(&sel, session, &c->q->flow, err));
    sel.chapters = !strcmp(compare_by(c->q), "chapter") && !sel.list && !sel.group;
    sel.asked[0] = c->now.window;
    sel.asked[1] = c->then.window;
    TRY(select_these(&s, session, &sel, err));
    TRY(totals_say(&session->notes, s, &sel, a, err));
    c->mixed = session->notes.mixed;
    c->several = notes_mixed(&session->notes);
    if (!sel.codes && !sel.list && !sel.group)
        session_note(session, NOTE_REMARK,
                     "no goods are named: this is the sum of the goods that the store holds; all "
                     "goods as they are printed: --code TOTAL");
    TRY(pick_frequency(c, s, err));
    TRY(session_areas(session, &c->areas, err));
    TRY(selected_units(s, units, a, err));
    c->units = units;
    TRY(selected_each(s, add, c, err));
    if (c->skipped)
        session_note(session, NOTE_WARNING, "%d %s series %s left out", c->skipped,
                     c->freq == 'M' ? "annual" : "monthly", c->skipped == 1 ? "was" : "were");
    select_say_windows(session, c->now.window, c->then.window);
    TRY(check_figures(c, err));
    return selected_sources(s, sources, a, err);
}

/* --- price and volume --- */

static int compare_traded(const void *x, const void *y)
{
    const struct traded *a = x, *b = y;
    if (a->exporter != b->exporter)
        return a->exporter < b->exporter ? -1 : 1;
    if (a->importer != b->importer)
        return a->importer < b->importer ? -1 : 1;
    return strcmp(a->unit, b->unit);
}

static int add_split(void *ctx, const struct series *s, struct err *err)
{
    struct compare *c = ctx;
    struct keys k;
    const char *slash = strchr(s->measured_in, '/');
    bool pieces = slash && c->q->per && !strcmp(c->q->per, "piece");
    (void)err;
    if (s->freq != c->freq || (pieces && !ref_counts_pieces(slash + 1)))
        return 0;
    struct traded key = {.exporter = s->exporter, .importer = s->importer, .unit = s->unit};
    const struct traded *found = c->traded_count ? bsearch(&key, c->traded, (size_t)c->traded_count,
                                                           sizeof key, compare_traded)
                                                 : NULL;
    keys_of(&k, c, s);
    for (int i = 0; i < k.count; i++) {
        struct row *r = row_of(
            c, k.key[i], k.label,
            arena_strndup(c->arena, s->measured_in, strcspn(s->measured_in, "/")));
        r->split = r->split ? r->split : split_open(c);
        split_add(r->split, s, found && found->then, found && found->now);
    }
    return 0;
}

int compare_split(struct compare *c, struct session *session, struct err *err)
{
    CLEANUP(selected_close) struct selected *s = NULL;
    struct flow_params p = c->q->flow;
    struct selection sel;
    p.measure = c->q->per && strcmp(c->q->per, "kg") != 0 ? MEASURE_UNIT_PRICE : MEASURE_UNIT_VALUE;
    if (c->traded_count)
        qsort(c->traded, (size_t)c->traded_count, sizeof *c->traded, compare_traded);
    TRY(select_flows(&sel, session, &p, err));
    sel.asked[0] = c->now.window;
    sel.asked[1] = c->then.window;
    TRY(select_these(&s, session, &sel, err));
    return selected_each(s, add_split, c, err);
}

static int run(struct answer *out, struct session *session, const void *params, struct err *err)
{
    struct compare c = {.q = params, .arena = session->arena};
    const char *sources;
    struct deflator deflator;
    TRY(split_check(c.q, err));
    if (c.q->deflators) {
        TRY(deflator_read(&deflator, c.q->deflators, c.arena, err));
        c.deflator = &deflator;
    }
    TRY(compare_sums(&c, session, &sources, err));
    compare_note(&c, session);
    if (c.q->split)
        TRY(compare_split(&c, session, err));
    if (c.count)
        qsort(c.rows, (size_t)c.count, sizeof *c.rows, compare_rows);
    if (c.q->split)
        compare_split_table(&out->table, &c);
    else
        compare_table(&out->table, &c, notes_text(&session->notes, c.arena));
    out->foot = compare_foot(&c, sources);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(compare_params, flow),
    FLOW_TO(compare_params, flow),
    FLOW_GOODS(compare_params, flow),
    {PARAM(compare_params, period, "period", TEXT, "PERIOD",
           "as in 2022-03..2022-11, 2022..2023 or 2022", NOTHING)},
    {PARAM(compare_params, with, "with", TEXT, "PERIOD", "the period to compare with", NOTHING)},
    {PARAM(compare_params, by, "by", TEXT, "WHAT",
           "destination (the default), exporter, family, chapter or group", WORDS),
     .words = "destination exporter family chapter group"},
    {PARAM(compare_params, deflators, "deflators", TEXT, "FILE",
           "values at constant prices, by a CSV of period,index (100 at the prices wanted)", FILES),
     .file = true},
    {PARAM(compare_params, split, "split", FLAG, NULL,
           "what of the difference is price and what volume", NOTHING)},
    {PARAM(compare_params, per, "per", TEXT, "WHAT",
           "prices are per kg (the default), piece or unit of quantity", WORDS),
     .words = "kg piece unit"},
    FLOW_MEASURE(compare_params, flow),
    FLOW_CURRENCY(compare_params, flow),
    {0},
};

const struct question question_compare = {
    .name = "compare",
    .arguments = "",
    .summary = "compare two periods",
    .text =
        "Both values, ratio and difference, how many series and periods stand behind "
        "each, and how many figures are missing. --by is destination (the default), "
        "exporter, family, chapter or group; rows are ordered by difference. --split says how much "
        "of "
        "it is price and how much volume, by series that state both in both periods, what began "
        "and ended, and what states no quantity.",
    .examples = "weir compare --from EU27 --to RUS,KAZ,KGZ --period 2022-03..2022-11 --with "
                "2021-03..2021-11\n"
                "weir compare --from CHN --to RUS --code 84,85,86,87 --period 2023 --with "
                "2021 --by family\n"
                "weir compare --from IND --to RUS --code 8471 --period 2023 --with 2022 --split",
    .params = params,
    .size = sizeof(struct compare_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "sums over the same months; families: docs/method/families.md",
    .shape = "[{key text, label text, value number, value_with number, currency text, ratio "
             "number, difference number, series int, series_with int, periods int, "
             "periods_with int, gaps int, gaps_with int, one_sided int, notes text}] | [{key "
             "text, label text, value number, value_with number, currency text, difference "
             "number, price number, volume number, begun number, ended number, unmeasured "
             "number, price_share number, price_share_low number, price_share_high number, "
             "series int}]",
    .run = run,
};
