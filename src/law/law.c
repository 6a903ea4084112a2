/* SPDX-License-Identifier: Apache-2.0 */
#include "law/law.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "screen/score.h"

/* --- entries --- */

static const char *last_day(const char *end, struct arena *a)
{
    char day[DAY_TEXT];
    return end && day_before(day, end) ? arena_strdup(a, day) : NULL;
}

/* "above EUR 300 per item; over 1,900 cc, not ambulances". */
static const char *condition_of(const struct ref_spell *s, const char *code, enum cover cover,
                                struct arena *a)
{
    if (cover == COVER_WHOLE && !s->price)
        return NULL;
    if (!rule_conditional(s, code)) {
        bool longer = strlen(s->code) > strlen(code) && strlen(code) >= 6;
        return s->except && s->part ? arena_printf(a, "except %s", s->except)
               : longer             ? arena_printf(a, "of it %s", s->code)
               : s->part            ? "some of its goods ('ex'), which the source does not say"
                                    : NULL;
    }
    if (s->price <= 0)
        return s->condition;
    return arena_printf(a, "above %s %d per item%s%s%s", s->currency, s->price,
                        s->condition ? " (" : "", s->condition ? s->condition : "",
                        s->condition ? ")" : "");
}

static const char *basis_of(struct ref *r, const struct ref_act *act, const struct flow_ends *w,
                            bool binds, struct arena *a)
{
    const struct ref_list *l = act->list;
    const struct ref_binding *b = rule_binding(r, l->regime);
    bool import = !strcmp(l->measure, "import");
    const char *who = import ? w->importer.iso3 : w->exporter.iso3;
    return arena_printf(a, "%s%s%s; %s %s: %s", act->article ? act->article : "",
                        act->article ? " of " : "", l->instrument,
                        binds ? "binds" : "does not bind", who, binds ? b->basis : b->others);
}

/* The day on which an entry is judged: the first of those asked on which it surely stands. */
static const char *judged_on(const struct ref_spell *s, const struct days *on)
{
    const char *start = rule_start(s);
    if (strcmp(start, on->from) <= 0)
        return on->from;
    return strcmp(start, on->until) <= 0 ? start : on->until;
}

/* A transition is for what a list newly names: not for what stood on it, under whatever code, to
 * the day before. */
static bool is_new(const struct ref_cover *c, const struct ref_member *m)
{
    const struct ref_spell *s = c->spell;
    char before[DAY_TEXT];
    if (!s->from || !day_before(before, s->from))
        return true;
    for (int i = 0; i < m->covers; i++) {
        const struct ref_spell *x = m->cover[i].spell;
        if (x->act->list == s->act->list && x->until && x->from && strcmp(x->from, before) <= 0 &&
            strcmp(x->until, before) > 0 && rule_cover(&m->cover[i], m, before) == COVER_WHOLE)
            return false;
    }
    return true;
}

/* The annex of transitions that names the code, of the same day; NULL: none. */
static const struct ref_spell *transition_of(const struct ref_cover *c, const struct ref_member *m)
{
    const struct ref_spell *s = c->spell;
    if (s->wind_down)
        return is_new(c, m) ? s : NULL;
    for (int i = 0; s->from && i < m->covers; i++) {
        const struct ref_spell *x = m->cover[i].spell;
        if (!strcmp(x->act->list->measure, "wind-down") && x->from && !strcmp(x->from, s->from) &&
            !strcmp(x->act->list->instrument, s->act->list->instrument) &&
            rule_cover(&m->cover[i], m, s->from) >= COVER_PART)
            return x;
    }
    return NULL;
}

static bool read_entry(struct law_entry *out, struct ref *r, const struct ref_cover *c,
                       const struct law_question *q, struct arena *a)
{
    const struct ref_spell *s = c->spell;
    const struct ref_list *l = s->act->list;
    const char *day = judged_on(s, &q->on), *first = s->earliest ? s->earliest : rule_start(s);
    enum cover cover = rule_cover(c, q->member, day);
    bool import = !strcmp(l->measure, "import");
    if (cover == COVER_NONE || (import && !rule_concerns(l, &q->sides)) ||
        (s->until && strcmp(s->until, q->on.from) <= 0))
        return false;
    enum legal k = rule_of(r, s, cover, &q->sides, day);
    const struct ref_spell *t = transition_of(c, q->member);
    bool ban = import || !strcmp(l->measure, "export");
    bool binds = rule_binds(r, l->regime, import ? &q->sides.importer : &q->sides.exporter, &q->on);
    bool bans = ban && cover != COVER_EXCEPTED && rule_concerns(l, &q->sides);
    bool renumbered = cover == COVER_RENUMBERED;
    bool unsure = renumbered || strcmp(rule_start(s), day) > 0;
    *out = (struct law_entry){
        .regime = l->regime,
        .list = l->instrument,
        .annex = l->annex,
        .code = s->code,
        .measure = l->measure,
        .destinations = l->destinations,
        .since = s->from,
        .until = last_day(s->until, a),
        .basis = basis_of(r, s->act, &q->sides, binds, a),
        .act = s->act->act,
        .article = s->act->article,
        .date_status = s->act->status,
        .condition = renumbered ? "the act names a code of another HS"
                                : condition_of(s, q->member->code, cover, a),
        .wind_down = ban && t ? t->wind_down : NULL,
        .contracts_before = ban && t ? t->contracts_before : NULL,
        .held_until = l->until,
        .partial = renumbered || cover == COVER_PART || s->price != 0,
        .elsewhere = !rule_concerns(l, &q->sides),
        .binds = binds,
        .prohibits = !bans    ? 0
                     : unsure ? (double)NAN
                              : 1,
        .status = k,
        .later = strcmp(first, q->on.until) > 0,
    };
    return true;
}

/* The list that several authorities share prohibits nothing by itself. */
static struct law_entry watched(const struct ref_watched *x, const struct law_question *q,
                                struct arena *a)
{
    return (struct law_entry){
        .regime = "CHPL",
        .list = "Common High Priority List",
        .annex = arena_printf(a, "tier %s", x->tier),
        .code = x->hs6,
        .measure = "watch",
        .since = x->since,
        .basis = "a list of goods to watch, of several authorities: it prohibits nothing by itself",
        .act = "BIS notice of 2024-02-23",
        .date_status = x->status,
        .partial = strcmp(x->hs6, q->member->code) != 0 && strlen(q->member->code) <= 6,
        .status = LEGAL_LISTED,
        .later = strncmp(x->since, q->on.until, strlen(x->since)) > 0,
    };
}

static int compare_days(const char *x, const char *y)
{
    return !x || !y ? !x - !y : strcmp(x, y);
}

static int compare(const void *x, const void *y)
{
    const struct law_entry *a = x, *b = y;
    if (a->status != b->status)
        return a->status > b->status ? -1 : 1;
    int c = strcmp(a->regime, b->regime);
    c = c ? c : compare_days(a->since, b->since);
    c = c ? c : strcmp(a->annex, b->annex);
    c = c ? c : strcmp(a->code, b->code);
    return c ? c : strcmp(a->list, b->list);
}

void law_entries(struct ref *r, struct law_entry **list, int *count, const struct law_question *q,
                 struct arena *a)
{
    int watches, n = 0;
    const struct ref_watched *w = ref_watch_list(r, &watches);
    const struct ref_member *m = q->member;
    struct law_entry *out = arena_array(a, struct law_entry,
                                        (size_t)m->covers + (size_t)watches + 1);
    for (int i = 0; i < m->covers; i++)
        n += read_entry(&out[n], r, &m->cover[i], q, a);
    for (int i = 0; i < watches; i++)
        if (!strncmp(w[i].hs6, m->code, 6))
            out[n++] = watched(&w[i], q, a);
    qsort(out, (size_t)n, sizeof *out, compare);
    *list = out;
    *count = n;
}

const struct law_entry *law_transition(const struct law_entry *entry, int count, enum legal k,
                                       const char *day)
{
    const struct law_entry *first = NULL;
    for (int i = 0; i < count; i++) {
        const struct law_entry *e = &entry[i];
        if (e->later || e->status != k)
            continue;
        if (!e->wind_down || strcmp(e->wind_down, day) < 0)
            return NULL;
        first = first ? first : e;
    }
    return first;
}

/* --- treaties and warrants --- */

static bool bound_on(const struct ref_party *p, const char *day)
{
    return p->bound_since && strcmp(p->bound_since, day) <= 0 &&
           (!p->bound_until || strcmp(p->bound_until, day) >= 0);
}

int law_knows_party(struct ref *r, bool *known, const char *treaty, const char *iso3,
                    struct arena *a, struct err *err)
{
    struct ref_party *p;
    int count;
    *known = true;
    TRY(ref_parties(r, &p, &count, treaty, a, err));
    for (int i = 0; i < count; i++)
        *known &= strcmp(p[i].iso3, iso3) != 0 || p[i].bound_since;
    return 0;
}

int law_states(struct ref_party *list, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        if (!list[i].territory)
            list[n++] = list[i];
    return n;
}

int law_bound(struct ref *r, struct ref_party **list, int *count, const char *treaty,
              const char *day, struct arena *a, struct err *err)
{
    int all, n = 0;
    TRY(ref_parties(r, list, &all, treaty, a, err));
    for (int i = 0; i < all; i++)
        if (bound_on(&(*list)[i], day))
            (*list)[n++] = (*list)[i];
    *count = n;
    return 0;
}

/* Warrants against who has all the words in his name; where nobody has, who is called so. */
static int find_warrants(struct ref *r, struct ref_warrant **list, int *count, const char *person,
                         struct arena *a, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct profile *p = profile_of(MODE_DEFAULT);
    struct score_pair *pair = arena_new(&own, struct score_pair);
    int all, n = 0;
    TRY(ref_warrants(r, list, count, person, a, err));
    if (*count)
        return 0;
    TRY(ref_warrants(r, list, &all, NULL, a, err));
    for (int i = 0; i < all; i++)
        if (!score_two(pair, person, (*list)[i].person, p) && pair->score.score >= p->of[THRESHOLD])
            (*list)[n++] = (*list)[i];
    *count = n;
    return 0;
}

int law_warrants(struct ref *r, struct law_warrant **list, int *count,
                 const struct law_warrant_question *q, struct arena *a, struct err *err)
{
    struct ref_warrant *w;
    TRY(find_warrants(r, &w, count, q->person, a, err));
    *list = arena_array(a, struct law_warrant, (size_t)*count + 1);
    for (int i = 0; i < *count; i++) {
        struct law_warrant *x = &(*list)[i];
        struct ref_party *p;
        int parties;
        *x = (struct law_warrant){
            .w = w[i], .state = q->state, .later = strcmp(w[i].date, q->day) > 0};
        TRY(ref_parties(r, &p, &parties, w[i].treaty, a, err));
        for (int k = 0; k < parties; k++)
            if (q->state && !strcmp(p[k].iso3, q->state))
                x->party = p[k];
        x->bound = x->party.iso3 && bound_on(&x->party, q->day);
        x->unknown = x->party.iso3 && !x->party.bound_since;
    }
    return 0;
}
