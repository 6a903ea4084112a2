/* SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/gather.h"

#include <string.h>

static int refuse_mix(const struct series *a, const struct series *b, struct err *err)
{
    err_set(err, ERR_CONFLICT, "figures in %s and in %s cannot be added", a->measured_in,
            b->measured_in);
    return err_hint(err, "ask for one exporter, for --weight, or load a table of exchange rates "
                         "(weir rates FILE)");
}

static int add(void *ctx, const struct series *s, struct err *err)
{
    struct gather *g = ctx;
    bool other = g->sum && g->sum->freq != s->freq;
    if (other && !g->years) {
        g->skipped++;
        return 0;
    }
    g->parts++;
    if (g->what == GATHER_LAW)
        legal_add(&g->flow, &g->flow_count, s, LEGAL_SENT, g->arena);
    if (g->sum && strcmp(g->sum->measured_in, s->measured_in) != 0)
        return refuse_mix(g->sum, s, err);
    if (g->sum) {
        g->several |= strcmp(g->sum->unit, s->unit) != 0;
        g->valuations |= strcmp(g->sum->valuation, s->valuation) != 0;
        g->flows |= g->sum->direction != s->direction;
    }
    struct series **sum = other ? &g->other : &g->sum;
    if (*sum)
        series_add(*sum, s, g->arena);
    else
        *sum = series_keep(s, g->arena);
    return 0;
}

/* The years of those who report months beside those who report years. */
static void join_years(struct gather *g)
{
    struct series *monthly = g->sum->freq == 'M' ? g->sum : g->other;
    struct series *annual = g->sum->freq == 'M' ? g->other : g->sum;
    int *months;
    if (!g->other)
        return;
    series_add(annual, series_years(monthly, &months, g->arena), g->arena);
    g->sum = annual;
}

static int check(const struct flow_params *q, struct err *err)
{
    if (q->from && q->to && (q->code || q->list || q->group))
        return 0;
    err_set(err, ERR_USAGE, "a series needs --from, --to and --code (or --list, --group)");
    return err_hint(err, "weir series --from CHN --to RUS --code 842952");
}

static void warn(const struct gather *g)
{
    if (g->skipped)
        session_note(g->session, NOTE_WARNING,
                     "%d series of another frequency %s left out (--by year takes both)",
                     g->skipped, g->skipped == 1 ? "was" : "were");
    if (g->valuations)
        select_note_mixed(g->session);
}

int gather_series(struct gather *out, struct session *s, const struct flow_params *q,
                  enum gather_what what, bool years, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct ref *r;
    *out = (struct gather){.q = q, .session = s, .arena = s->arena, .what = what, .years = years};
    TRY(check(q, err));
    TRY(select_open(&selected, s, q, err));
    TRY(session_areas(s, &out->areas, err));
    TRY(selected_units(selected, &out->units, s->arena, err));
    TRY(selected_each(selected, add, out, err));
    join_years(out);
    TRY(session_reference(s, &r, err));
    if (what == GATHER_LAW)
        TRY(legal_flows(&out->law, &out->law_before, r, out->flow, out->flow_count, s->arena, err));
    bool total = !strcmp(out->sum->unit, "TOTAL");
    out->several |= !total && (!q->code || strlen(q->code) < 6 || strchr(q->code, ','));
    TRY(selected_sources(selected, &out->sources, s->arena, err));
    warn(out);
    return 0;
}

/* Who says so. */
static const char *reporter_of(const struct gather *g)
{
    const struct series *s = g->sum;
    bool inward = direction_inward(s->direction);
    int m49 = inward ? s->importer : s->exporter;
    if (series_reconciled(s) || (!m49 && s->reporter))
        return select_reporter(g->areas, s);
    return select_label(g->areas, inward ? g->q->to : g->q->from, m49);
}

struct naming gather_naming(const struct gather *g)
{
    const struct series *s = g->sum;
    const struct areas *areas = g->areas;
    const struct units *units = &g->units;
    const struct unit *u = g->several ? NULL : units_find(units, s->unit);
    CLEANUP(buf_free) struct buf codes = {0};
    for (int i = 0; g->several && i < units->count; i++)
        buf_printf(&codes, "%s%s", i ? "," : "", units->unit[i].codes);
    return (struct naming){
        .exporter = select_label(areas, g->q->from, s->exporter),
        .importer = select_label(areas, g->q->to, s->importer),
        .reporter = reporter_of(g),
        .unit = !g->several   ? s->unit
                : g->q->code  ? g->q->code
                : g->q->list  ? g->q->list
                : g->q->group ? g->q->group
                              : "all",
        .asked = u ? u->asked : NULL,
        .label = u ? u->label
                   : arena_printf(g->arena, "%d famil%s", units->count,
                                  units->count == 1 ? "y" : "ies"),
        .codes = u ? u->codes : arena_strdup(g->arena, buf_str(&codes)),
        .flow = g->flows ? "mixed" : direction_name(s->direction),
        .valuation = g->valuations ? "mixed" : s->valuation,
    };
}
