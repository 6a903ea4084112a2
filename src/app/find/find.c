/* SPDX-License-Identifier: Apache-2.0 */
#include "app/find/sums.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/flow/totals.h"
#include "base/log.h"

enum { BASKETS_MAX = 2000 };

struct run {
    struct find *out;
    struct arena *arena;
    struct detector *detector;
    struct sums *sums; /* of a group; NULL: none is asked */
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
        series_leave_out_lacking(b->sum);
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
    if (r->out->series < FIND_FEW && !series_renumbered(s))
        r->out->few[r->out->series] = series_keep(s, r->arena);
    r->out->series++;
    int until = s->freq == 'M' ? s->until : 12 * s->until + 11;
    r->out->latest = until > r->out->latest ? until : r->out->latest;
    *(s->freq == 'M' ? &r->out->monthly : &r->out->annual) = true;
    if (strncmp(r->currency, s->measured_in, sizeof r->currency - 1) != 0) {
        r->out->currencies++;
        snprintf(r->currency, sizeof r->currency, "%s", s->measured_in);
    }
    if (detect_add(r->detector, s))
        find_keep_large(r->out, s, r->arena);
    sums_add(r->sums, s);
    if (r->options->baskets && !series_renumbered(s)) /* half a family would read as a change */
        add_baskets(r, s);
    return 0;
}

/* A group as one is looked at as one series more. */
static int look_at_sum(void *ctx, const struct series *s, struct err *err)
{
    struct run *r = ctx;
    (void)err;
    r->out->series++;
    r->out->sums++;
    r->out->sums_tested += detect_add(r->detector, s);
    return 0;
}

enum { BEFORE_EVENT = 12 }; /* months before an event that dates are looked for in */

static int pick_since(struct find *out, struct selected *s, const struct find_params *q,
                      struct err *err)
{
    if (out->event.name && !q->since) {
        out->since_given = true;
        out->since = period_of(out->event.from - BEFORE_EVENT, 'M');
        return 0;
    }
    out->since_given = q->since != NULL;
    return select_since(&out->since, s, q->since, err);
}

/* Of what is to come nothing rose and nothing fell. */
static int check_since(const struct find *f, struct err *err)
{
    char since[16], end[16];
    if (!f->series || f->latest >= period_index(f->since))
        return 0;
    err_set(err, ERR_NOT_FOUND, "no figures since %s: those that were asked for end in %s",
            period_text(since, f->since), period_text(end, period_of(f->latest, 'M')));
    return err_hint(err, "that is not a zero: weir sources shows which periods were loaded");
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

enum { NAMED = 5 }; /* exporters of those whose months are told apart by their days */

static double size_of(const struct calendar_group *g)
{
    return fabs(g->effects.slope[MONTH_WORKING_DAYS]) + fabs(g->effects.slope[MONTH_NEW_YEAR]);
}

static int by_size(const void *x, const void *y)
{
    const struct calendar_group *a = x, *b = y;
    double u = size_of(a), v = size_of(b);
    return u != v ? (u > v ? -1 : 1)
                  : (a->key.exporter > b->key.exporter) - (a->key.exporter < b->key.exporter);
}

/* "China as reported by Russia (-0.31 of the Chinese New Year)" */
static const char *words_of(const struct calendar_group *g, const struct areas *areas,
                            struct arena *a)
{
    bool own = g->key.reporter == g->key.exporter || !g->key.reporter;
    return arena_printf(
        a, "%s%s%s (%s)", areas_name(areas, g->key.exporter), own ? "" : " as reported by ",
        own ? "" : areas_name(areas, g->key.reporter), calendar_words(&g->effects, a));
}

static void say_calendar(const struct find *out, struct session *s)
{
    const struct calendar *c = &out->findings.calendar;
    const char *names = "";
    if (!c->count)
        return;
    qsort(c->group, (size_t)c->count, sizeof *c->group, by_size);
    for (int i = 0; i < c->count && i < NAMED; i++)
        names = arena_printf(s->arena, "%s%s%s", names, i ? ", " : "",
                             words_of(&c->group[i], out->areas, s->arena));
    if (c->count > NAMED)
        names = arena_printf(s->arena, "%s and %d more", names, c->count - NAMED);
    session_note(s, NOTE_REMARK,
                 "working days or the Chinese New Year move what is exported by %s: that was taken "
                 "out of each series as far as it goes by them",
                 names);
}

/* What is no finding of one series. */
static void say_shared(const struct find *out, struct session *s)
{
    if (out->findings.common > 0)
        session_note(s, NOTE_REMARK,
                     "all series moved together, by %.0f %% up and down beside any change of their "
                     "level: that is no finding of one of them and was taken out of each",
                     100 * (exp(out->findings.common) - 1));
    say_calendar(out, s);
}

int find_all(struct find *out, struct session *s, const struct find_params *q,
             const struct find_options *options, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct selection sel;
    struct arena *a = s->arena;
    struct ref *r;
    *out = (struct find){
        .run = options->run, .version = s->build.version, .from = q->flow.from, .to = q->flow.to};
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
    struct run run = {.out = out, .arena = a, .detector = detect_open(&o, a), .options = options};
    TRY(sums_open(&run.sums, s, &q->flow, err));
    TRY(selected_each(selected, look, &run, err));
    TRY(check_since(out, err));
    TRY(sums_each(run.sums, look_at_sum, &run, err));
    log_progress("weighing changes", -1);
    detect_close(run.detector, &out->findings);
    say_shared(out, s);
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
