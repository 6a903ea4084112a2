/* control.c - control lists: entries, annexes, whom regimes bind, listings of families.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "ref/tables.h"

/* --- entries of lists for one code --- */

/* The subheadings of the family of a code, itself where it has none. */
struct kin {
    const char **hs6;
    int count;
};

static int read_kin(struct ref *r, struct kin *out, const char *code, struct arena *a,
                    struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    const char *own = arena_printf(a, "%.6s", code);
    struct duck_param p[] = {{"code", own}, {0}};
    TRY(ref_query(r, &rows, "kin", p, err));
    *out = (struct kin){0};
    while (duck_next(rows)) {
        out->hs6 = arena_grow(a, out->hs6, (size_t)out->count, sizeof *out->hs6);
        out->hs6[out->count++] = duck_text(rows, 0, a);
    }
    if (!out->count) {
        out->hs6 = arena_array(a, const char *, 1);
        out->hs6[out->count++] = own;
    }
    return duck_end(rows, err);
}

static char *chapters(const struct kin *k, struct arena *a)
{
    char *list = arena_strdup(a, "");
    for (int i = 0; i < k->count; i++)
        list = arena_printf(a, "%s%s%.2s", list, i ? "," : "", k->hs6[i]);
    return list;
}

/* Whether one of two codes stands for goods of the other, over their first digits. */
static bool overlap(const char *x, const char *y, size_t digits)
{
    size_t n = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
    return !strncmp(x, y, n < digits ? n : digits);
}

struct entries {
    struct ref_entry *entry;
    int count;
};

/* Kept once; in part only where every code of the family says so. */
static void add_entry(struct entries *out, const struct ref_entry *x, struct arena *a)
{
    for (int i = 0; i < out->count; i++) {
        struct ref_entry *e = &out->entry[i];
        if (strcmp(e->code, x->code) != 0 || strcmp(e->annex, x->annex) != 0 ||
            strcmp(e->list, x->list) != 0 || strcmp(e->regime, x->regime) != 0 ||
            strcmp(e->since ? e->since : "", x->since ? x->since : "") != 0)
            continue;
        e->partial = e->partial && x->partial;
        return;
    }
    out->entry = arena_grow(a, out->entry, (size_t)out->count, sizeof *out->entry);
    out->entry[out->count++] = *x;
}

/* A listed code covers goods of a code that is asked, or a part of them: a code that was renumbered
 * is covered in part only. */
static void cover(struct entries *out, const struct ref_entry *x, const char *code,
                  const struct kin *k, struct arena *a)
{
    size_t listed = strlen(x->code), asked = strlen(code);
    if (listed > 6 && asked > 6 && !overlap(x->code, code, listed + asked))
        return;
    for (int i = 0; i < k->count; i++) {
        struct ref_entry e = *x;
        e.partial = e.partial || listed > asked || strncmp(k->hs6[i], code, 6) != 0;
        if (overlap(x->code, k->hs6[i], 6))
            add_entry(out, &e, a);
    }
}

static int read_listed(struct ref *r, struct entries *out, const char *code, const struct kin *k,
                       struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"chapters", chapters(k, a)}, {0}};
    TRY(ref_query(r, &rows, "chapter_entries", p, err));
    while (duck_next(rows)) {
        struct ref_entry x = {
            .regime = duck_text(rows, 0, a),
            .list = duck_text(rows, 1, a),
            .annex = duck_text(rows, 2, a),
            .code = duck_text(rows, 3, a),
            .partial = duck_bool(rows, 4),
            .since = duck_text(rows, 5, a),
        };
        cover(out, &x, code, k, a);
    }
    return duck_end(rows, err);
}

/* The common high-priority list prohibits nothing by itself. */
static void read_watched(struct ref *r, struct entries *out, const char *code, const struct kin *k,
                         struct arena *a)
{
    struct sheet s;
    ref_sheet(&s, "data/control/chpl.csv", &r->arena);
    for (int i = 0; i < s.rows * k->count; i++) {
        const char *hs6 = ref_field(&s, i / k->count, "hs6");
        if (strcmp(hs6, k->hs6[i % k->count]) != 0)
            continue;
        struct ref_entry x = {
            .regime = "CHPL",
            .list = "Common High Priority List",
            .annex = arena_printf(a, "tier %s", ref_field(&s, i / k->count, "tier")),
            .code = hs6,
            .partial = strncmp(hs6, code, 6) != 0,
            .since = ref_field(&s, i / k->count, "since"),
            .status = ref_field(&s, i / k->count, "date_status"),
            .watched = true,
        };
        add_entry(out, &x, a);
    }
}

int ref_entries(struct ref *r, struct ref_entry **list, int *count, const char *code,
                struct arena *a, struct err *err)
{
    struct entries out = {0};
    struct kin k;
    TRY(read_kin(r, &k, code, a, err));
    TRY(read_listed(r, &out, code, &k, a, err));
    read_watched(r, &out, code, &k, a);
    *list = out.entry;
    *count = out.count;
    return 0;
}

/* --- small tables, read once --- */

static void read_annexes(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/control/annex.csv", &r->arena);
    r->annex = arena_array(&r->arena, struct ref_annex, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        r->annex[r->annexes++] = (struct ref_annex){
            .regime = ref_field(&s, i, "regime"),
            .annex = ref_field(&s, i, "annex"),
            .act = ref_field(&s, i, "act"),
            .basis = ref_field(&s, i, "basis"),
            .effect = ref_field(&s, i, "effect"),
            .destinations = ref_field(&s, i, "destinations"),
            .not_before = ref_field(&s, i, "not_before"),
            .known_on = ref_field(&s, i, "known_on"),
            .until = ref_field(&s, i, "until_date"),
            .status = ref_field(&s, i, "date_status"),
        };
}

/* Codes of a regime are held where one of its annexes is described. */
static bool is_held(const struct ref *r, const char *regime)
{
    for (int i = 0; i < r->annexes; i++)
        if (!strcmp(r->annex[i].regime, regime))
            return true;
    return false;
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
            .group = !strcmp(ref_field(&s, i, "kind"), "group"),
            .held = is_held(r, ref_field(&s, i, "regime")),
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
    if (r->annex)
        return;
    read_annexes(r);
    read_bindings(r);
    ref_read_members(r);
}

/* --- looking up --- */

const struct ref_annex *ref_annex(struct ref *r, const char *regime, const char *annex)
{
    ref_law(r);
    for (int i = 0; i < r->annexes; i++)
        if (!strcmp(r->annex[i].regime, regime) && !strcmp(r->annex[i].annex, annex))
            return &r->annex[i];
    return NULL;
}

const struct ref_binding *ref_bindings(struct ref *r, int *count)
{
    ref_law(r);
    *count = r->bindings;
    return r->binding;
}

bool ref_member(struct ref *r, const char *group, int m49, const char *iso3, const char *from,
                const char *until)
{
    ref_read_members(r);
    for (int i = 0; i < r->memberships; i++) {
        const struct membership *m = &r->membership[i];
        if (strcmp(m->group, group) != 0 || (iso3 ? strcmp(m->iso3, iso3) != 0 : m->m49 != m49))
            continue;
        if ((!m->from || strcmp(m->from, until) <= 0) && (!m->until || strcmp(m->until, from) > 0))
            return true;
    }
    return false;
}

bool ref_in_union(struct ref *r, int m49)
{
    return ref_member(r, "EU27", m49, NULL, "0000-01-01", "9999-12-31");
}

int ref_listings(struct ref *r, struct ref_listing **list, int *count, const char *units,
                 struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"units", units}, {0}};
    ref_law(r);
    TRY(ref_query(r, &rows, "listings", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(rows)) {
        const char *regime = duck_text(rows, 3, a), *annex = duck_text(rows, 4, a);
        const struct ref_annex *x = ref_annex(r, regime, annex);
        if (!x)
            continue; /* its destinations and dates are not held: it prohibits nothing here */
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct ref_listing){
            .unit = duck_text(rows, 0, a),
            .since = duck_text(rows, 1, a),
            .partial = duck_bool(rows, 2),
            .annex = x,
        };
    }
    return duck_end(rows, err);
}
