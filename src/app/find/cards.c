/* cards.c - the findings that a page shows one by one, with what is said of each.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/find/watch.h"
#include "law/law.h"

/* --- which --- */

/* The currencies of the rises, the largest first. */
static int currencies_of(const struct watch *w, const char **out)
{
    int n = 0;
    for (int i = 0; i < w->ups; i++)
        if (find_opens_currency(w->up, i))
            out[n++] = w->up[i]->series->measured_in;
    return n;
}

/* Amounts of two currencies are never ranked against each other. */
static void pick_cards(struct watch *w)
{
    const char **currency = arena_array(w->arena, const char *, (size_t)w->ups + 1);
    int n = currencies_of(w, currency), each = n > 3 ? 3 : n ? WATCH_CARDS / n : 0;
    w->card = arena_array(w->arena, struct finding *, (size_t)n * (size_t)each + 1);
    for (int k = 0; k < n; k++)
        for (int i = 0, taken = 0; i < w->ups && taken < each; i++)
            if (!strcmp(w->up[i]->series->measured_in, currency[k])) {
                w->card[w->cards++] = w->up[i];
                taken++;
            }
}

/* --- older contracts --- */

static const struct law_entry *transition_of(struct ref *r, const struct ref_goods *g,
                                             struct law_question *q, enum legal k, struct arena *a)
{
    for (int i = 0; i < g->members; i++) {
        struct law_entry *entry;
        int count;
        q->member = &g->member[i];
        law_entries(r, &entry, &count, q, a);
        const struct law_entry *e = law_transition(entry, count, k, q->on.until);
        if (e)
            return e;
    }
    return NULL;
}

/* What was prohibited but for older contracts, or in a time of transition, on the last day of a
 * card's figures. */
static int find_transitions(struct watch *w, struct err *err)
{
    w->transition = arena_array(w->arena, const struct law_entry *, (size_t)w->cards + 1);
    for (int i = 0; i < w->cards; i++) {
        const struct finding *f = w->card[i];
        const struct series *s = f->series;
        enum legal k = w->f.legal[f - w->f.findings.finding];
        struct flow_end from = {s->exporter, areas_iso3(w->f.areas, s->exporter)};
        struct flow_end to = {s->importer, areas_iso3(w->f.areas, s->importer)};
        struct law_question q = {.sides = rule_ends(w->ref, from, to)};
        struct ref_goods *goods;
        int count;
        if (k < LEGAL_CONDITIONAL)
            continue;
        legal_day(q.on.from, period_of(f->until, s->freq));
        memcpy(q.on.until, q.on.from, sizeof q.on.until);
        TRY(ref_controls(w->ref, &goods, &count, s->unit, REF_FAMILIES, w->arena, err));
        for (int g = 0; g < count && !w->transition[i]; g++)
            w->transition[i] = transition_of(w->ref, &goods[g], &q, k, w->arena);
    }
    return 0;
}

int watch_cards(struct watch *w, struct err *err)
{
    struct legal_flow *flows = NULL;
    enum legal *law;
    int n = 0, at = 0;
    pick_cards(w);
    w->law = arena_array(w->arena, enum legal *, (size_t)w->cards + 1);
    for (int i = 0; i < w->cards; i++)
        legal_add(&flows, &n, w->card[i]->series, LEGAL_ALL, w->arena);
    TRY(ref_events(w->ref, &w->events, &w->event_count, err));
    TRY(legal_flows(&law, NULL, w->ref, flows, n, w->arena, err));
    for (int i = 0; i < w->cards; i++) {
        w->law[i] = law + at;
        at += w->card[i]->series->n;
    }
    return find_transitions(w, err);
}
