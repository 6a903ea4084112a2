/* control.c - control lists: lists, acts, the spells of codes, whom regimes bind.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "ref/tables.h"

/* --- small tables, read once --- */

static void read_lists(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/control/list.csv", &r->arena);
    r->list = arena_array(&r->arena, struct ref_list, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        r->list[r->lists++] = (struct ref_list){
            .id = ref_field(&s, i, "id"),
            .regime = ref_field(&s, i, "regime"),
            .instrument = ref_field(&s, i, "instrument"),
            .annex = ref_field(&s, i, "annex"),
            .title = ref_field(&s, i, "title"),
            .measure = ref_field(&s, i, "measure"),
            .destinations = ref_field(&s, i, "destinations"),
            .from = ref_field(&s, i, "held_from"),
            .until = ref_field(&s, i, "held_until"),
            .chapters = ref_field(&s, i, "chapters"),
            .completeness = ref_field(&s, i, "completeness"),
            .gap = ref_field(&s, i, "gap"),
        };
}

static const struct ref_list *list_of(const struct ref *r, const char *id)
{
    for (int i = 0; i < r->lists; i++)
        if (!strcmp(r->list[i].id, id))
            return &r->list[i];
    return NULL; /* a foreign key of the tables says that there is one */
}

static void read_acts(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/control/act.csv", &r->arena);
    r->act = arena_array(&r->arena, struct ref_act, (size_t)s.rows + 2);
    r->acts = s.rows + 1;
    for (int i = 0; i < s.rows; i++)
        r->act[atoi(ref_field(&s, i, "id"))] = (struct ref_act){
            .list = list_of(r, ref_field(&s, i, "list")),
            .package = ref_field(&s, i, "package"),
            .act = ref_field(&s, i, "act"),
            .article = ref_field(&s, i, "article"),
            .status = ref_field(&s, i, "status"),
            .source = ref_field(&s, i, "source"),
        };
}

static void read_bindings(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/regime/binding.csv", &r->arena);
    r->binding = arena_array(&r->arena, struct ref_binding, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        r->binding[r->bindings++] = (struct ref_binding){
            .regime = ref_field(&s, i, "regime"),
            .bound = ref_field(&s, i, "bound"),
            .basis = ref_field(&s, i, "basis"),
            .others = ref_field(&s, i, "others"),
            .also = ref_field(&s, i, "also"),
            .also_until = ref_field(&s, i, "also_until"),
            .territories = ref_field(&s, i, "territories"),
            .group = !strcmp(ref_field(&s, i, "kind"), "group"),
            .all = !strcmp(ref_field(&s, i, "kind"), "all"),
        };
}

static void read_watched(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/control/chpl.csv", &r->arena);
    r->watched = arena_array(&r->arena, struct ref_watched, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        r->watched[r->watches++] = (struct ref_watched){
            .hs6 = ref_field(&s, i, "hs6"),
            .tier = ref_field(&s, i, "tier"),
            .since = ref_field(&s, i, "since"),
            .status = ref_field(&s, i, "date_status"),
        };
}

void ref_read_members(struct ref *r)
{
    struct sheet s;
    if (r->membership)
        return;
    ref_sheet(&s, "data/area/membership.csv", &r->arena);
    r->membership = arena_array(&r->arena, struct membership, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        r->membership[r->memberships++] = (struct membership){
            .group = ref_field(&s, i, "grp"),
            .iso3 = ref_field(&s, i, "iso3"),
            .from = ref_field(&s, i, "from_date"),
            .until = ref_field(&s, i, "until_date"),
            .m49 = atoi(ref_field(&s, i, "m49")),
        };
}

static void ref_law(struct ref *r)
{
    if (r->list)
        return;
    read_lists(r);
    read_acts(r);
    read_bindings(r);
    read_watched(r);
    ref_read_members(r);
}

const struct ref_list *ref_lists(struct ref *r, int *count)
{
    ref_law(r);
    *count = r->lists;
    return r->list;
}

int ref_list_codes(struct ref *r, int *count, const char *list, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"list", list}, {0}};
    TRY(ref_query(r, &rows, "list_codes", p, err));
    *count = duck_next(rows) ? (int)duck_int(rows, 0) : 0;
    return duck_end(rows, err);
}

int ref_goods_codes(struct ref *r, const char **out, const char *group, const char *list,
                    struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"group", group ? group : ""}, {"list", list ? list : ""}, {0}};
    TRY(ref_query(r, &rows, "goods_codes", p, err));
    const char *codes = duck_next(rows) ? duck_text(rows, 0, a) : NULL;
    *out = codes && *codes ? codes : NULL;
    return duck_end(rows, err);
}

const struct ref_watched *ref_watch_list(struct ref *r, int *count)
{
    ref_law(r);
    *count = r->watches;
    return r->watched;
}

const struct ref_binding *ref_bindings(struct ref *r, int *count)
{
    ref_law(r);
    *count = r->bindings;
    return r->binding;
}

/* --- who was a member when --- */

static bool is_of(const struct membership *m, const char *group, int m49, const char *iso3)
{
    return !strcmp(m->group, group) && (iso3 ? !strcmp(m->iso3, iso3) : m->m49 == m49);
}

bool ref_member(struct ref *r, const char *group, int m49, const char *iso3, const char *from,
                const char *until)
{
    ref_read_members(r);
    for (int i = 0; i < r->memberships; i++) {
        const struct membership *m = &r->membership[i];
        if (is_of(m, group, m49, iso3) && (!m->from || strcmp(m->from, until) <= 0) &&
            (!m->until || strcmp(m->until, from) > 0))
            return true;
    }
    return false;
}

const char *ref_membership_day(struct ref *r, const char *group, int m49, const char *iso3, int i)
{
    ref_read_members(r);
    for (int k = 0; k < r->memberships; k++) {
        const struct membership *m = &r->membership[k];
        if (!is_of(m, group, m49, iso3))
            continue;
        if (m->from && !i--)
            return m->from;
        if (m->until && !i--)
            return m->until;
    }
    return NULL;
}

bool ref_in_union(struct ref *r, int m49)
{
    return ref_member(r, "EU27", m49, NULL, "0000-01-01", "9999-12-31");
}

/* --- goods and the spells that cover them --- */

enum column {
    UNIT,
    CODE,
    EDITIONS,
    KIN,
    LISTED_IN,
    ID,
    ACT,
    LISTED,
    PART,
    FROM,
    UNTIL,
    EARLIEST,
    LATEST,
    WIND_DOWN,
    CONTRACTS,
    PRICE,
    CURRENCY,
    CONDITION,
    EXCEPT,
    TOUCHES
};

/* The same spell comes with every code that it covers: it is read once. */
static const struct ref_spell *spell_of(struct ref *r, const struct duck_rows *rows)
{
    struct arena *a = &r->arena;
    int id = (int)duck_int(rows, ID);
    while (id >= r->spells) {
        r->spell = arena_grow(a, r->spell, (size_t)r->spells, sizeof *r->spell);
        r->spell[r->spells++] = NULL;
    }
    if (r->spell[id])
        return r->spell[id];
    r->spell[id] = arena_array(a, struct ref_spell, 1);
    *r->spell[id] = (struct ref_spell){
        .act = &r->act[duck_int(rows, ACT)],
        .code = duck_text(rows, LISTED, a),
        .part = duck_bool(rows, PART),
        .from = duck_text(rows, FROM, a),
        .until = duck_text(rows, UNTIL, a),
        .earliest = duck_text(rows, EARLIEST, a),
        .latest = duck_text(rows, LATEST, a),
        .wind_down = duck_text(rows, WIND_DOWN, a),
        .contracts_before = duck_text(rows, CONTRACTS, a),
        .price = (int)duck_int(rows, PRICE),
        .currency = duck_text(rows, CURRENCY, a),
        .condition = duck_text(rows, CONDITION, a),
        .except = duck_text(rows, EXCEPT, a),
        .touches = duck_text(rows, TOUCHES, a),
    };
    return r->spell[id];
}

static struct ref_goods *goods_of(struct ref_goods **list, int *count, const struct duck_rows *rows,
                                  struct arena *a)
{
    const char *unit = duck_text(rows, UNIT, a);
    if (*count && !strcmp((*list)[*count - 1].unit, unit))
        return &(*list)[*count - 1];
    *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
    (*list)[*count] = (struct ref_goods){.unit = unit};
    return &(*list)[(*count)++];
}

static struct ref_member *member_of(struct ref_goods *g, const struct duck_rows *rows,
                                    struct arena *a)
{
    const char *code = duck_text(rows, CODE, a);
    if (g->members && !strcmp(g->member[g->members - 1].code, code))
        return &g->member[g->members - 1];
    g->member = arena_grow(a, g->member, (size_t)g->members, sizeof *g->member);
    g->member[g->members] = (struct ref_member){.code = code,
                                                .editions = (int)duck_int(rows, EDITIONS)};
    return &g->member[g->members++];
}

int ref_controls(struct ref *r, struct ref_goods **list, int *count, const char *units,
                 enum ref_as as, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {
        {"units", units}, {"families", as == REF_FAMILIES ? "true" : "false"}, {0}};
    ref_law(r);
    TRY(ref_query(r, &rows, "controls", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(rows)) {
        struct ref_member *m = member_of(goods_of(list, count, rows, a), rows, a);
        if (duck_null(rows, ID))
            continue;
        m->cover = arena_grow(a, m->cover, (size_t)m->covers, sizeof *m->cover);
        m->cover[m->covers++] = (struct ref_cover){spell_of(r, rows), duck_bool(rows, KIN),
                                                   (int)duck_int(rows, LISTED_IN)};
    }
    return duck_end(rows, err);
}
