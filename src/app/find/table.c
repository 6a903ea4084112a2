/* table.c - findings as a table, and what is said of them all.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/find/find.h"

const char *find_base_words(const struct find *f)
{
    static const char *const words[] = {
        "against the level before each change",
        "against the level before each change, of two years at most",
        "of years against the five years before",
        "of months against the level before each change, of years against the five years before"};
    return words[f->monthly + 2 * f->annual];
}

const struct column find_columns[] = {
    {"rank", "", STYLE_INT, EVERYWHERE},
    {"exporter", "from", STYLE_TEXT, EVERYWHERE},
    {"importer", "to", STYLE_TEXT, EVERYWHERE},
    {"family", "family", STYLE_TEXT, EVERYWHERE},
    {"codes", "codes", STYLE_LIST, DATA_ONLY},
    {"label", "goods", STYLE_TEXT, EVERYWHERE},
    {"kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"direction", "direction", STYLE_TEXT, DATA_ONLY},
    {"since", "since", STYLE_PERIOD, EVERYWHERE},
    {"since_low", "earliest", STYLE_PERIOD, DATA_ONLY},
    {"since_high", "latest", STYLE_PERIOD, DATA_ONLY},
    {"until", "until", STYLE_PERIOD, DATA_ONLY},
    {"size", "size", STYLE_NUMBER, DATA_ONLY},
    {"size_low", "size low", STYLE_NUMBER, DATA_ONLY},
    {"size_high", "size high", STYLE_NUMBER, DATA_ONLY},
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"ratio_low", "low", STYLE_RATIO, EVERYWHERE},
    {"ratio_high", "high", STYLE_RATIO, EVERYWHERE},
    {"value_before", "before", STYLE_AMOUNT, EVERYWHERE},
    {"value_after", "after", STYLE_AMOUNT, EVERYWHERE},
    {"excess", "excess", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"p", "p", STYLE_P, DATA_ONLY},
    {"p_adjusted", "p adj.", STYLE_P, EVERYWHERE},
    {"test", "test", STYLE_TEXT, DATA_ONLY},
    {"method", "method", STYLE_TEXT, DATA_ONLY},
    {"comparison", "comparison", STYLE_TEXT, EVERYWHERE},
    {"elsewhere_ratio", "over the same goods elsewhere", STYLE_RATIO, DATA_ONLY},
    {"elsewhere_low", "low", STYLE_RATIO, DATA_ONLY},
    {"elsewhere_high", "high", STYLE_RATIO, DATA_ONLY},
    {"others_ratio", "over other goods to there", STYLE_RATIO, DATA_ONLY},
    {"others_low", "low", STYLE_RATIO, DATA_ONLY},
    {"others_high", "high", STYLE_RATIO, DATA_ONLY},
    {"event_overlap", "on the event", STYLE_TEXT, DATA_ONLY},
    {"event_chance", "by chance", STYLE_P, DATA_ONLY},
    {"series_tested", "series tested", STYLE_INT, DATA_ONLY},
    {"tier", "tier", STYLE_TEXT, EVERYWHERE},
    {"tier_since", "tier since", STYLE_TEXT, EVERYWHERE},
    {"tier_date_status", "tier date", STYLE_TEXT, DATA_ONLY},
    {"listed", "other lists", STYLE_TEXT, EVERYWHERE},
    {"legal", "law", STYLE_TEXT, DATA_ONLY},
    {"groups", "groups", STYLE_TEXT, DATA_ONLY},
    {"valuation", "valuation", STYLE_TEXT, DATA_ONLY},
    {"reporter", "reporter", STYLE_TEXT, DATA_ONLY},
    {"frequency", "frequency", STYLE_TEXT, DATA_ONLY},
    {"evidence", "evidence", STYLE_TEXT, DATA_ONLY},
    {"notes", "notes", STYLE_TEXT, DATA_ONLY},
    {0},
};
const int find_column_count = COLUMNS(find_columns) - 1;

const char *find_listing(const struct listing *l, struct arena *a)
{
    return arena_printf(a, "%s %s to %s%s%s%s", l->regime, l->annex, l->towards,
                        l->partial ? " (ex)" : "", l->since ? " since " : ", date not given",
                        l->since ? l->since : "");
}

/* "EU XXIII to RUS since 2023-02-26; US ..."; NULL where there is none. */
static const char *listings_of(const struct unit *u, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; u && i < u->listing_count; i++)
        buf_printf(&b, "%s%s", i ? "; " : "", find_listing(&u->listing[i], a));
    return b.len ? arena_strdup(a, b.s) : NULL;
}

static const char *groups_of(const struct unit *u, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; u && i < u->group_count; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", u->group[i]);
    return b.len ? arena_strdup(a, b.s) : NULL;
}

static void add_listing(struct table *t, const struct unit *u, const char *legal, struct arena *a)
{
    bool dated = u && u->tier_since, sure = dated && !strncmp(u->tier_status, "confirmed", 9);
    table_text(t, u ? u->tier : NULL);
    table_text(t, !dated ? NULL
                  : sure ? u->tier_since
                         : arena_printf(a, "%s (%.*s)", u->tier_since,
                                        (int)strcspn(u->tier_status, " "), u->tier_status));
    table_text(t, u ? u->tier_status : NULL);
    table_text(t, listings_of(u, a));
    table_text(t, legal);
    table_text(t, groups_of(u, a));
}

bool find_opens_currency(struct finding *const *list, int i)
{
    for (int k = 0; k < i; k++)
        if (!strcmp(list[k]->series->measured_in, list[i]->series->measured_in))
            return false;
    return true;
}

void find_legal_totals(struct buf *b, const struct find *f, struct finding *const *list, int count)
{
    for (int i = 0; i < count; i++) {
        const char *currency = list[i]->series->measured_in;
        struct legal_sums sum = {0};
        if (!find_opens_currency(list, i))
            continue;
        for (int k = i; k < count; k++)
            if (!strcmp(list[k]->series->measured_in, currency) && !list[k]->series->as_one)
                sum.of[f->legal[list[k] - f->findings.finding]] += list[k]->value_after;
        legal_totals(b, &sum, currency, "on the last day of each finding");
    }
}

static void add_contrast(struct table *t, const struct contrast *c)
{
    static const struct contrast none = {.ratio = NAN, .low = NAN, .high = NAN};
    c = c && c->possible ? c : &none;
    table_number(t, isfinite(c->ratio) ? c->ratio : (double)NAN);
    table_number(t, c->low);
    table_number(t, isfinite(c->high) ? c->high : (double)NAN);
}

static void add_comparison(struct table *t, const struct find *f, const struct finding *x)
{
    const struct find_contrast *c = f->contrasts ? &f->contrasts[x - f->findings.finding] : NULL;
    table_text(t, c ? contrast_words(c->verdict, x->direction) : NULL);
    add_contrast(t, c ? &c->elsewhere : NULL);
    add_contrast(t, c ? &c->others : NULL);
}

static void add_event(struct table *t, const struct find *f, const struct finding *x)
{
    bool asked = f->event.name;
    table_text(t, !asked ? NULL : event_overlaps(&f->event, x) ? "coincides" : "apart");
    table_number(t, asked ? event_chance(&f->event, x, period_index(f->since)) : (double)NAN);
}

const char *find_method(const struct find *f, struct arena *a)
{
    return arena_printf(a,
                        "%s: %d months of history, %d before, noise as the series of the question "
                        "have it; weir %s",
                        f->method == DETECT_LTSTS ? "ltsts (trend 1, 1 harmonic, h 3/4)" : "levels",
                        DETECT_HISTORY, DETECT_BEFORE, f->version);
}

const char *find_exporter(const struct find *f, const struct series *s)
{
    return select_label(f->areas, f->from, s->exporter);
}

const char *find_importer(const struct find *f, const struct series *s)
{
    return select_label(f->areas, f->to, s->importer);
}

const char *find_name(const struct find *f, const struct finding *x, struct arena *a)
{
    char since[16];
    const struct series *s = x->series;
    return arena_printf(a, "%s-%s-%s-%s", find_exporter(f, s), find_importer(f, s), s->unit,
                        period_text(since, period_of(x->since, s->freq)));
}

const char *find_item(const struct find *f, const struct finding *x, struct arena *a)
{
    return arena_printf(a, "%s/%s", f->run ? f->run : "", find_name(f, x, a));
}

struct table find_table(const struct find *f, struct finding *const *list, int count,
                        struct arena *a)
{
    struct table t = table_new(find_columns, find_column_count, a);
    const char *method = find_method(f, a);
    for (int i = 0; i < count; i++) {
        const struct finding *x = list[i];
        const struct series *s = x->series;
        const struct unit *u = units_find(&f->units, s->unit);
        table_number(&t, i + 1);
        table_text(&t, find_exporter(f, s));
        table_text(&t, find_importer(f, s));
        table_text(&t, s->unit);
        table_text(&t, u ? u->codes : s->unit);
        table_text(&t, u ? u->label : "");
        table_text(&t, finding_kind_name(x->kind));
        table_text(&t, x->direction > 0 ? "up" : "down");
        table_number(&t, period_of(x->since, s->freq));
        table_number(&t, period_of(x->since_low, s->freq));
        table_number(&t, period_of(x->since_high, s->freq));
        table_number(&t, period_of(x->until, s->freq));
        table_number(&t, x->size);
        table_number(&t, x->size_low);
        table_number(&t, x->size_high);
        table_number(&t, x->ratio);
        table_number(&t, x->ratio_low);
        table_number(&t, x->ratio_high);
        table_number(&t, x->value_before);
        table_number(&t, x->value_after);
        table_number(&t, x->excess);
        table_text(&t, s->measured_in);
        table_number(&t, x->p);
        table_number(&t, x->p_adjusted);
        table_text(&t, x->test);
        table_text(&t, method);
        add_comparison(&t, f, x);
        add_event(&t, f, x);
        table_number(&t, f->findings.tested);
        add_listing(&t, u, legal_name(f->legal[x - f->findings.finding]), a);
        table_text(&t, s->valuation);
        table_text(&t, select_reporter(f->areas, s));
        table_text(&t, s->freq == 'M' ? "monthly" : "annual");
        table_text(&t, find_item(f, x, a));
        table_text(&t, f->notes);
    }
    return t;
}
