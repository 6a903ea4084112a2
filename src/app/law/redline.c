/* redline.c - was anything of the munitions group reported, and whose figures could show it?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/law/redline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/flow/select.h"

struct redline_params {
    struct words words;
    const char *as_of, *by;
};

static const struct column columns[] = {
    {"exporter", "from", STYLE_TEXT, EVERYWHERE},
    {"reporter", "reported by", STYLE_TEXT, EVERYWHERE},
    {"flow", "flow", STYLE_TEXT, EVERYWHERE},
    {"code", "code", STYLE_TEXT, EVERYWHERE},
    {"label", "group", STYLE_TEXT, EVERYWHERE},
    {"use", "use", STYLE_TEXT, EVERYWHERE},
    {"first", "first", STYLE_TEXT, EVERYWHERE},
    {"last", "last", STYLE_TEXT, EVERYWHERE},
    {"rows", "rows", STYLE_TEXT, DATA_ONLY},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
};
static void fill(struct table *t, const struct redline *w)
{
    for (int i = 0; i < w->count; i++) {
        const struct group_flow *x = &w->flow[i];
        table_text(t, x->exporter);
        table_text(t, x->reporter);
        table_text(t, direction_name(x->direction));
        table_text(t, x->code);
        table_text(t, x->label);
        table_text(t, x->use);
        table_text(t, x->first);
        table_text(t, x->last);
        table_text(t, arena_printf(t->arena, "%ld", (long)x->rows));
        table_number(t, x->value);
        table_text(t, x->currency);
    }
}

/* Reporters whose sources could show such goods, and those whose cannot. */
static int read_cover(struct redline *out, struct store *store, const struct group_question *q,
                      struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf can = {0}, cannot = {0};
    struct group_cover *list;
    int count;
    TRY(store_group_cover(store, &list, &count, q, a, err));
    for (int i = 0; i < count; i++) {
        struct buf *b = list[i].holds ? &can : &cannot;
        buf_printf(b, "%s%s", b->len ? ", " : "", list[i].reporter);
    }
    out->can = arena_strdup(a, buf_str(&can));
    out->cannot = arena_strdup(a, buf_str(&cannot));
    return 0;
}

/* The Union reports as one. */
static int exporter_of(int *m49, struct ref *r, const char *name, struct err *err)
{
    if (!ref_is_union(name))
        return ref_area(r, m49, name, err);
    *m49 = M49_EU;
    return 0;
}

int redline_read(struct redline *out, struct session *s, const struct redline_question *q,
                 struct err *err)
{
    struct store *store;
    struct ref *r;
    struct group_question g = {.as_of = q->as_of, .first = q->first, .last = q->last};
    TRY(session_store(s, &store, err));
    TRY(session_reference(s, &r, err));
    TRY(ref_area(r, &g.destination, q->to, err));
    if (q->from)
        TRY(exporter_of(&g.exporter, r, q->from, err));
    TRY(store_group_flows(store, &out->flow, &out->count, &g, s->arena, err));
    return read_cover(out, store, &g, s->arena, err);
}

static const char *head_of(const struct redline *w, const char *to, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int rows = w->count;
    if (rows)
        buf_printf(&b, "munitions group to %s: %d reported flows\n", to, rows);
    else if (*w->can)
        buf_printf(&b, "munitions group to %s: nothing was reported\n", to);
    else
        buf_printf(&b, "munitions group to %s: cannot tell from the data at hand\n", to);
    if (*w->can)
        buf_printf(&b, "figures of these reporters hold such goods (to whomever): %s\n", w->can);
    if (*w->cannot)
        buf_printf(&b, "figures of these hold none at all, so that they cannot show any: %s\n",
                   w->cannot);
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}

/* --- all trade by tier --- */

static const char *const tiers[] = {
    "lethal: munitions group", "high priority, tier 1",          "high priority, tier 2",
    "high priority, tier 3",   "high priority, tier 4",          "other control lists",
    "on no list held here",    "whole headings: cannot be told",
};
enum { TIERS = sizeof tiers / sizeof *tiers, SUBHEADING = 6 };

struct tier_sum {
    const char *currency;
    double value;
    int series, first, last; /* with trade; yyyymm or yyyy */
};

struct by_tier {
    struct arena *arena;
    struct units units;
    const struct redline *group; /* of the munitions group: headings too */
    struct tier_sum *sum[TIERS];
    int count[TIERS];
};

static bool is_munition(const struct unit *u)
{
    for (int i = 0; u && i < u->group_count; i++)
        if (!strcmp(u->group[i], "munitions"))
            return true;
    return false;
}

/* Whether all subheadings of a heading or chapter are in the group. */
static bool is_munition_heading(const struct by_tier *w, const char *code)
{
    for (int i = 0; i < w->group->count; i++)
        if (!strcmp(w->group->flow[i].code, code))
            return true;
    return false;
}

/* Lists name subheadings: what is reported by heading alone may hold them or not. */
static int tier_of(const struct by_tier *w, const char *code)
{
    const struct unit *u = units_find(&w->units, code);
    if (is_munition(u))
        return 0;
    if (strlen(code) < SUBHEADING)
        return is_munition_heading(w, code) ? 0 : TIERS - 1;
    if (unit_tier(u))
        return unit_tier(u);
    return u && u->listing_count ? TIERS - 3 : TIERS - 2;
}

static struct tier_sum *sum_of(struct by_tier *w, int tier, const char *currency)
{
    for (int i = 0; i < w->count[tier]; i++)
        if (!strcmp(w->sum[tier][i].currency, currency))
            return &w->sum[tier][i];
    w->sum[tier] = arena_grow(w->arena, w->sum[tier], (size_t)w->count[tier], sizeof **w->sum);
    w->sum[tier][w->count[tier]] = (struct tier_sum){.currency = arena_strdup(w->arena, currency)};
    return &w->sum[tier][w->count[tier]++];
}

/* Of a year that one of its months, so that years and months can be told apart in time. */
static int month_in(int period, int month)
{
    return period_is_month(period) ? period : period * 100 + month;
}

static int add_series(void *ctx, const struct series *s, struct err *err)
{
    struct by_tier *w = ctx;
    double total = 0;
    int first = 0, last = 0;
    (void)err;
    for (int i = 0; i < s->n; i++)
        if (s->value[i] > 0) {
            total += s->value[i];
            last = period_of(s->first + i, s->freq);
            first = first ? first : last;
        }
    if (!first)
        return 0;
    struct tier_sum *t = sum_of(w, tier_of(w, s->unit), s->measured_in);
    t->value += total;
    t->series++;
    t->first = !t->first || month_in(first, 1) < month_in(t->first, 1) ? first : t->first;
    t->last = !t->last || month_in(last, 12) > month_in(t->last, 12) ? last : t->last;
    return 0;
}

static const struct column tier_columns[] = {
    {"tier", "tier", STYLE_TEXT, EVERYWHERE},     {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},   {"series", "series", STYLE_INT, EVERYWHERE},
    {"first", "first", STYLE_PERIOD, EVERYWHERE}, {"last", "last", STYLE_PERIOD, EVERYWHERE},
};

static void fill_tiers(struct answer *out, const struct by_tier *w)
{
    out->table = table_new(tier_columns, 6, w->arena);
    for (int t = 0; t < TIERS; t++) {
        struct tier_sum none = {.currency = NULL, .value = NAN, .first = 0};
        for (int i = 0; i < w->count[t] || (!i && !w->count[t]); i++) {
            const struct tier_sum *x = w->count[t] ? &w->sum[t][i] : &none;
            table_text(&out->table, tiers[t]);
            table_number(&out->table, x->value);
            table_text(&out->table, x->currency);
            table_number(&out->table, x->series);
            table_number(&out->table, x->first ? x->first : (double)NAN);
            table_number(&out->table, x->first ? x->last : (double)NAN);
        }
    }
}

static int sum_tiers(struct answer *out, struct session *s, const struct redline_params *q,
                     struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct redline group;
    struct by_tier w = {.arena = s->arena, .group = &group};
    struct redline_question ask = {q->words.item[0], NULL, q->as_of, 0, 999912};
    struct flow_params all = {.to = q->words.item[0], .as_of = q->as_of};
    const char *sources;
    TRY(redline_read(&group, s, &ask, err));
    TRY(select_open(&selected, s, &all, err));
    TRY(selected_units(selected, &w.units, s->arena, err));
    TRY(selected_each(selected, add_series, &w, err));
    TRY(selected_sources(selected, &sources, s->arena, err));
    fill_tiers(out, &w);
    out->head = arena_printf(s->arena, "reported flows to %s by tier, all periods of the store\n\n",
                             all.to);
    out->foot = arena_printf(
        s->arena,
        "a family counts once, in the first tier that holds one of its codes, whenever it was "
        "listed; re-exports are not in the sums; reporters are not reconciled: where exporter and "
        "importer both report, both are; the munitions group has goods of civil use as well "
        "(fireworks, hunting and signal cartridges): weir redline %s tells which\n%s",
        all.to, sources);
    return 0;
}

static int check(const struct redline_params *q, struct err *err)
{
    if (q->words.count != 1) {
        err_set(err, ERR_USAGE, "the red line towards which destination?");
        return err_hint(err, "weir redline RUS");
    }
    if (q->by && strcmp(q->by, "tier") != 0)
        return err_set(err, ERR_USAGE, "--by %s: the red line goes by tier", q->by);
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct redline_params *q = params;
    struct redline w;
    TRY(check(q, err));
    if (q->by)
        return sum_tiers(out, s, q, err);
    struct redline_question ask = {q->words.item[0], NULL, q->as_of, 0, 999912};
    TRY(redline_read(&w, s, &ask, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    fill(&out->table, &w);
    out->head = head_of(&w, ask.to, s->arena);
    out->foot = "the group: arms and ammunition (chapter 93), armoured fighting vehicles (8710), "
                "warships (890610), explosives and pyrotechnics (3601 to 3604, 3606)\n"
                "'also civil': what civilians buy too; 'dual': explosives, detonators, cartridges, "
                "for mines and sport as for arms\n"
                "states may leave military goods out of their statistics or keep them "
                "confidential: that nothing was reported is not that nothing was sent\n";
    return 0;
}

static const struct param params[] = {
    {PARAM(redline_params, as_of, "as-of", DAY, "DATE", "what was known on that day (YYYY-MM-DD)",
           NOTHING)},
    {PARAM(redline_params, by, "by", TEXT, "WHAT", "tier: all flows by tiers of lists", WORDS),
     .words = "tier"},
    {0},
};

const struct question question_redline = {
    .name = "redline",
    .arguments = "DESTINATION",
    .complete = COMPLETE_AREAS,
    .summary = "say whether any munitions were reported, and by whom",
    .text = "Flows of the munitions group to the destination: arms and ammunition, armoured "
            "fighting vehicles, warships, explosives and pyrotechnics. Says which reporters' "
            "figures could show such goods at all. States may leave military goods out of their "
            "statistics. --by tier sums all reported flows to the destination from the munitions "
            "group over the tiers of high-priority goods and other control lists to the rest.",
    .examples = "weir redline RUS\n"
                "weir redline RUS --by tier\n"
                "weir redline KGZ --json",
    .params = params,
    .size = sizeof(struct redline_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/law.md",
    .tables = "data/group/product.csv",
    .shape = "[{exporter text, reporter text, flow text, code text, label text, use text, "
             "first text, last text, rows text, value number, currency text}] | "
             "[{tier text, value number, currency text, series int, first text, last text}]",
    .run = run,
};
