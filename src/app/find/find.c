/* SPDX-License-Identifier: Apache-2.0 */
#include "app/find/find.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/flow/totals.h"

enum { BASKETS_MAX = 2000, INVASION = 202202 };

struct run {
    struct find *out;
    struct arena *arena;
    struct detector *detector;
    const struct find_options *options;
    char currency[8];
};

/* --- baskets --- */

static void add_to(struct run *r, const char *kind, const char *name, const struct series *s)
{
    struct find *o = r->out;
    for (int i = 0; i < o->basket_count; i++) {
        struct basket *b = &o->baskets[i];
        if (!strcmp(b->kind, kind) && !strcmp(b->name, name) && b->sum->freq == s->freq &&
            !strcmp(b->sum->measured_in, s->measured_in)) {
            series_add(b->sum, s, r->arena);
            return;
        }
    }
    if (o->basket_count == BASKETS_MAX) {
        o->baskets_left_out++;
        return;
    }
    o->baskets = arena_grow(r->arena, o->baskets, (size_t)o->basket_count, sizeof *o->baskets);
    o->baskets[o->basket_count++] = (struct basket){
        .kind = kind,
        .name = arena_strdup(r->arena, name),
        .sum = series_keep(s, r->arena),
    };
}

static void add_baskets(struct run *r, const struct series *s)
{
    const struct unit *u = units_find(&r->out->units, s->unit);
    add_to(r, "exporter", areas_iso3(r->out->areas, s->exporter), s);
    if (u && u->tier)
        add_to(r, "list", "high-priority list", s);
    for (int i = 0; u && i < u->group_count; i++)
        add_to(r, "group", u->group[i], s);
}

/* Each basket is a question of its own, asked beside the series and not among them. */
static void test_baskets(struct run *r, const struct detect_options *options)
{
    for (int i = 0; i < r->out->basket_count; i++) {
        struct basket *b = &r->out->baskets[i];
        struct detector *d = detect_open(options, r->arena);
        struct findings f;
        detect_add(d, b->sum);
        detect_close(d, &f);
        b->tested = f.count > 0;
        if (b->tested)
            b->finding = f.finding[0];
    }
}

/* --- the run --- */

static int look(void *ctx, const struct series *s, struct err *err)
{
    struct run *r = ctx;
    (void)err;
    r->out->series++;
    if (strncmp(r->currency, s->measured_in, sizeof r->currency - 1) != 0) {
        r->out->currencies++;
        snprintf(r->currency, sizeof r->currency, "%s", s->measured_in);
    }
    detect_add(r->detector, s);
    if (r->options->baskets && !series_renumbered(s)) /* half a family would read as a change */
        add_baskets(r, s);
    return 0;
}

/* The month after the invasion of 2022 where the data hold a year before it and three months
 * since; else the last twelve months published. */
static int default_since(int first, int last)
{
    if (first && first <= INVASION - 100 && last >= INVASION + 3)
        return INVASION + 1;
    return last ? period_of(period_index(last) - 11, 'M') : INVASION + 1;
}

enum { BEFORE_EVENT = 12 }; /* months before an event that dates are looked for in */

static int pick_since(struct find *out, struct selected *s, const struct find_params *q,
                      struct err *err)
{
    int first, last;
    if (out->event.name && !q->since) {
        out->since_given = true;
        out->since = period_of(out->event.from - BEFORE_EVENT, 'M');
        return 0;
    }
    TRY(selected_span(s, &first, &last, err));
    out->since_given = q->since != NULL;
    if (!q->since) {
        out->since = default_since(first, last);
        return 0;
    }
    if (!period_parse(&out->since, q->since))
        return err_set(err, ERR_USAGE, "--since '%s' is not a month", q->since);
    if (!period_is_month(out->since))
        out->since = out->since * 100 + 1;
    return 0;
}

static int pick_method(enum detect_method *out, const char *name, struct err *err)
{
    *out = DETECT_LEVELS;
    if (!name || !strcmp(name, "levels"))
        return 0;
    *out = DETECT_LTSTS;
    if (!strcmp(name, "ltsts"))
        return 0;
    err_set(err, ERR_USAGE, "--method '%s' is no method", name);
    return err_hint(err, "levels, or ltsts (slower: a full robust fit of every series)");
}

static void label(struct session *s, const char *text)
{
    if (s->store)
        store_label(s->store, text);
}

static int prepare(struct find *out, struct session *s, struct selected *selected,
                   const struct find_params *q, struct err *err)
{
    struct ref *r;
    TRY(session_areas(s, &out->areas, err));
    TRY(selected_units(selected, &out->units, s->arena, err));
    TRY(session_reference(s, &r, err));
    if (q->event)
        TRY(ref_event(r, &out->event, q->event, err));
    TRY(pick_since(out, selected, q, err));
    return pick_method(&out->method, q->method, err);
}

int find_all(struct find *out, struct session *s, const struct find_params *q,
             const struct find_options *options, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct selection sel;
    struct arena *a = s->arena;
    struct ref *r;
    *out = (struct find){.run = options->run, .version = s->build.version};
    TRY(select_flows(&sel, s, &q->flow, err));
    label(s, "gathering series");
    int rc = select_these(&selected, s, &sel, err);
    label(s, NULL);
    TRY(rc);
    TRY(totals_say(&s->notes, selected, &sel, a, err));
    TRY(prepare(out, s, selected, q, err));
    struct detect_options o = {.since_month = period_index(out->since),
                               .since_year = out->since / 100,
                               .method = out->method,
                               .keep = options->keep};
    struct run run = {out, a, detect_open(&o, a), options, ""};
    TRY(selected_each(selected, look, &run, err));
    detect_close(run.detector, &out->findings);
    TRY(session_reference(s, &r, err));
    TRY(legal_of(&out->legal, r, out->findings.finding, out->findings.count, a, err));
    o.keep = 2; /* whatever their p */
    test_baskets(&run, &o);
    if (out->baskets_left_out)
        session_note(s, NOTE_WARNING,
                     "sums by exporter and group stop at %d: %d series are in none", BASKETS_MAX,
                     out->baskets_left_out);
    out->notes = notes_text(&s->notes, a);
    return selected_sources(selected, &out->sources, a, err);
}

struct finding **find_significant(const struct find *f, double fdr, int direction, int *count,
                                  struct arena *a)
{
    struct finding **list = arena_array(a, struct finding *, (size_t)f->findings.count + 1);
    *count = 0;
    for (int i = 0; i < f->findings.count; i++) {
        struct finding *x = &f->findings.finding[i];
        if (x->p_adjusted <= fdr && x->direction == direction)
            list[(*count)++] = x;
    }
    return list;
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
    return arena_printf(a, "%s %s%s%s%s", l->regime, l->annex, l->partial ? " (ex)" : "",
                        l->since ? " since " : ", date not given", l->since ? l->since : "");
}

/* "EU XXIII since 2023-02-26; US ..."; NULL where there is none. */
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

void find_legal_totals(struct buf *b, const struct find *f, struct finding *const *list, int count)
{
    for (int i = 0; i < count; i++) {
        const char *currency = list[i]->series->measured_in;
        double sum[LEGAL_KINDS] = {0};
        bool seen = false;
        for (int k = 0; k < i && !seen; k++)
            seen = !strcmp(list[k]->series->measured_in, currency);
        for (int k = i; k < count && !seen; k++)
            if (!strcmp(list[k]->series->measured_in, currency))
                sum[f->legal[list[k] - f->findings.finding]] += list[k]->value_after;
        legal_totals(b, sum, currency, "at the end of each finding");
    }
}

static void add_contrast(struct table *t, const struct contrast *c)
{
    table_number(t, c && c->possible ? c->ratio : (double)NAN);
    table_number(t, c && c->possible ? c->low : (double)NAN);
    table_number(t, c && c->possible ? c->high : (double)NAN);
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
                        "%s: %d months of history, %d before, penalty 3 log m, screen at 2/3; "
                        "weir %s",
                        f->method == DETECT_LTSTS ? "ltsts (trend 1, 1 harmonic, h 3/4)" : "levels",
                        DETECT_HISTORY, DETECT_BEFORE, f->version);
}

const char *find_name(const struct find *f, const struct finding *x, struct arena *a)
{
    char since[16];
    const struct series *s = x->series;
    return arena_printf(a, "%s-%s-%s-%s", areas_iso3(f->areas, s->exporter),
                        areas_iso3(f->areas, s->importer), s->unit,
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
        table_text(&t, areas_iso3(f->areas, s->exporter));
        table_text(&t, areas_iso3(f->areas, s->importer));
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
        table_text(&t, areas_iso3(f->areas, s->reporter));
        table_text(&t, s->freq == 'M' ? "monthly" : "annual");
        table_text(&t, find_item(f, x, a));
        table_text(&t, f->notes);
    }
    return t;
}
