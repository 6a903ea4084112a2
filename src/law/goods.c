/* SPDX-License-Identifier: Apache-2.0 */
#include "law/goods.h"

#include <stdlib.h>
#include <string.h>

#include "model/table.h"

static const char FIRST[] = "0001-01-01";

/* --- on one day --- */

static enum legal strongest(struct ref *r, const struct ref_member *m, const struct flow_ends *w,
                            const char *day)
{
    enum legal best = LEGAL_NOT_LISTED;
    for (int i = 0; i < m->covers; i++) {
        enum legal k = rule_of(r, m->cover[i].spell, rule_cover(&m->cover[i], m, day), w, day);
        best = k > best ? k : best;
    }
    return best;
}

static struct goods_law with_gap(struct goods_law x, struct ref *r, const char *code,
                                 const struct flow_ends *w, const char *day)
{
    x.gap = x.status < LEGAL_PROHIBITED ? rule_gap(r, w, code, day, 0) : NULL;
    x.status = x.gap && x.status < LEGAL_UNSURE ? LEGAL_UNSURE : x.status;
    return x;
}

struct goods_law goods_member_on(struct ref *r, const struct ref_member *m,
                                 const struct flow_ends *w, const char *day)
{
    struct goods_law x = {.status = strongest(r, m, w, day), .subheadings = 1};
    x.prohibited = x.status >= LEGAL_PARTLY;
    return with_gap(x, r, m->code, w, day);
}

struct goods_law goods_on(struct ref *r, const struct ref_goods *g, const struct flow_ends *w,
                          const char *day)
{
    struct goods_law x = {LEGAL_NOT_LISTED, 0, 0, NULL};
    int edition = ref_hs_edition(day), known = 0, whole = 0;
    for (int i = 0; i < g->members; i++)
        known += (g->member[i].editions & edition) != 0;
    for (int i = 0; i < g->members; i++) {
        if (known && !(g->member[i].editions & edition))
            continue;
        enum legal k = strongest(r, &g->member[i], w, day);
        x.status = k > x.status ? k : x.status;
        x.prohibited += k >= LEGAL_PARTLY;
        whole += k == LEGAL_PROHIBITED;
        x.subheadings++;
    }
    if (x.status == LEGAL_PROHIBITED && whole < x.subheadings)
        x.status = LEGAL_PARTLY;
    return g->unit ? with_gap(x, r, g->unit, w, day) : x;
}

/* --- day by day --- */

struct changes {
    const char **day;
    int count;
    struct arena *arena;
};

static void add_change(struct changes *c, const char *day)
{
    if (!day)
        return;
    c->day = arena_grow(c->arena, c->day, (size_t)c->count, sizeof *c->day);
    c->day[c->count++] = day;
}

static void add_memberships(struct changes *c, struct ref *r, const struct flow_end *who)
{
    int count;
    const struct ref_binding *b = ref_bindings(r, &count);
    const char *day;
    for (int i = 0; i < count; i++)
        add_change(c, b[i].also_until);
    for (int i = 0; i < count; i++)
        for (int k = 0;
             b[i].group && (day = ref_membership_day(r, b[i].bound, who->m49, who->iso3, k)); k++)
            add_change(c, day);
}

/* All days on which the answer may change, in order. */
static struct changes changes_of(struct ref *r, const struct ref_goods *g,
                                 const struct flow_ends *w, struct arena *a)
{
    struct changes c = {.arena = a};
    int lists;
    const struct ref_list *l = ref_lists(r, &lists);
    add_change(&c, FIRST);
    add_change(&c, "2017-01-01"); /* the HS of 2017, of 2022 */
    add_change(&c, "2022-01-01");
    for (int i = 0; i < g->members; i++)
        for (int k = 0; k < g->member[i].covers; k++) {
            const struct ref_spell *s = g->member[i].cover[k].spell;
            add_change(&c, s->from);
            add_change(&c, s->until);
            add_change(&c, s->earliest);
            add_change(&c, s->latest);
        }
    for (int i = 0; i < lists; i++)
        if (rule_concerns(&l[i], w)) {
            add_change(&c, l[i].from);
            add_change(&c, l[i].until);
        }
    add_memberships(&c, r, &w->exporter);
    add_memberships(&c, r, &w->importer);
    qsort(c.day, (size_t)c.count, sizeof *c.day, text_order);
    return c;
}

void goods_runs(struct goods_runs *out, struct ref *r, const struct ref_goods *g,
                const struct flow_ends *w, struct arena *a)
{
    struct changes c = changes_of(r, g, w, a);
    *out = (struct goods_runs){arena_array(a, struct goods_run, (size_t)c.count), 0};
    for (int i = 0; i < c.count; i++) {
        if (i && !strcmp(c.day[i - 1], c.day[i]))
            continue;
        enum legal status = goods_on(r, g, w, c.day[i]).status;
        if (!out->count || out->run[out->count - 1].status != status)
            out->run[out->count++] = (struct goods_run){c.day[i], status};
    }
}

enum legal goods_run_on(const struct goods_runs *runs, const char *day)
{
    int i = runs->count - 1;
    while (i > 0 && strcmp(runs->run[i].from, day) > 0)
        i--;
    return runs->run[i].status;
}
