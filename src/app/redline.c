/* SPDX-License-Identifier: Apache-2.0 */
#include "app/redline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/select.h"
#include "base/resource.h"
#include "ref/ref.h"
#include "store/store.h"

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
enum { FIELDS = sizeof columns / sizeof *columns };

static int read_flows(struct table *out, struct store *s, const struct duck_param *p,
                      struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = table_new(columns, FIELDS, a);
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/redline.sql")->text, p, err));
    while (duck_next(r))
        for (int i = 0; i < FIELDS; i++)
            if (columns[i].style == STYLE_AMOUNT)
                table_number(out, duck_null(r, i) ? (double)NAN : duck_real(r, i));
            else
                table_text(out, duck_text(r, i, a));
    return duck_end(r, err);
}

/* Reporters whose sources could show such goods, and those whose cannot. */
static int read_cover(struct buf *can, struct buf *cannot, struct store *s,
                      const struct duck_param *p, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/redline_cover.sql")->text, p, err));
    while (duck_next(r)) {
        const char *holds = duck_text(r, 0, a);
        struct buf *b = holds && !strcmp(holds, "true") ? can : cannot;
        buf_printf(b, "%s%s", b->len ? ", " : "", duck_text(r, 1, a));
    }
    return duck_end(r, err);
}

int redline_read(struct redline *out, const struct redline_ask *q, struct arena *a, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(buf_free) struct buf can = {0}, cannot = {0};
    int to, from = 0;
    TRY(store_open(&s, q->store, STORE_READ, err));
    TRY(ref_area(store_duck(s), &to, q->to, err));
    if (q->from)
        TRY(ref_area(store_duck(s), &from, q->from, err));
    struct duck_param p[] = {{"destination", arena_printf(a, "%d", to)},
                             {"exporter", from ? arena_printf(a, "%d", from) : NULL},
                             {"day", q->as_of ? q->as_of : ""},
                             {"first", arena_printf(a, "%d", q->first)},
                             {"last", arena_printf(a, "%d", q->last)},
                             {0}};
    TRY(read_flows(&out->flows, s, p, a, err));
    TRY(read_cover(&can, &cannot, s, p, a, err));
    out->can = arena_strdup(a, buf_str(&can));
    out->cannot = arena_strdup(a, buf_str(&cannot));
    return 0;
}

static const char *head_of(const struct redline *w, const char *to, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int rows = table_rows(&w->flows);
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
    "lethal: munitions group", "high priority, tier 1", "high priority, tier 2",
    "high priority, tier 3",   "high priority, tier 4", "other control lists",
    "on no list held here",
};
enum { TIERS = sizeof tiers / sizeof *tiers };

struct tier_sum {
    const char *currency;
    double value;
    int series, first, last; /* with trade; yyyymm or yyyy */
};

struct by_tier {
    struct arena *arena;
    struct units units;
    struct tier_sum *sum[TIERS];
    int count[TIERS];
};

static int tier_of(const struct unit *u)
{
    if (u && u->groups && strstr(u->groups, "munitions"))
        return 0;
    if (u && u->tier && *u->tier >= '1' && *u->tier <= '4')
        return *u->tier - '0';
    return u && u->listed ? TIERS - 2 : TIERS - 1;
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
    struct tier_sum *t = sum_of(w, tier_of(units_find(&w->units, s->unit)), s->measured_in);
    t->value += total;
    t->series++;
    t->first = !t->first || first < t->first ? first : t->first;
    t->last = last > t->last ? last : t->last;
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

static int sum_tiers(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct selection sel;
    struct request all = *q;
    struct by_tier w = {.arena = a};
    all.to = q->args[0];
    TRY(select_open(&s, &sel, a, &all, err));
    TRY(series_select(s, &sel, err));
    TRY(series_units(s, &w.units, a, err));
    TRY(series_each(s, &sel, add_series, &w, err));
    fill_tiers(out, &w);
    out->head = arena_printf(a, "reported flows to %s by tier, all periods of the store\n\n",
                             q->args[0]);
    out->foot = arena_printf(
        a,
        "a family counts once, in the first tier that holds one of its codes, whenever it was "
        "listed; reporters are not reconciled: where exporter and importer both report, both are "
        "in the sums\n%s",
        select_sources(s, &sel, a, err));
    return 0;
}

int app_redline(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct redline w;
    if (q->arg_count != 1) {
        err_set(err, ERR_USAGE, "the red line towards which destination?");
        return err_hint(err, "weir redline RUS");
    }
    if (q->by && strcmp(q->by, "tier") != 0)
        return err_set(err, ERR_USAGE, "--by %s: the red line goes by tier", q->by);
    if (q->by)
        return sum_tiers(out, a, q, err);
    struct redline_ask ask = {q->store, q->args[0], NULL, q->as_of, 0, 999912};
    TRY(redline_read(&w, &ask, a, err));
    out->table = w.flows;
    out->head = head_of(&w, q->args[0], a);
    out->foot = "the group: arms and ammunition (chapter 93), armoured fighting vehicles (8710), "
                "warships (890610), explosives and pyrotechnics (3601 to 3604, 3606)\n"
                "'also civil': what civilians buy too; 'dual': explosives, detonators, cartridges, "
                "for mines and sport as for arms\n"
                "states may leave military goods out of their statistics or keep them "
                "confidential: that nothing was reported is not that nothing was sent\n";
    return 0;
}
