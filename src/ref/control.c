/* control.c - control lists: entries, annexes, whom regimes bind, listings of families.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "ref/tables.h"

/* --- entries of lists for one code --- */

static int read_entries(struct ref *r, struct ref_entry **list, int *count, const char *name,
                        const char *code, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"code", code}, {0}};
    TRY(ref_query(r, &rows, name, p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(rows)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct ref_entry){
            .regime = duck_text(rows, 0, a),
            .list = duck_text(rows, 1, a),
            .annex = duck_text(rows, 2, a),
            .code = duck_text(rows, 3, a),
            .partial = duck_bool(rows, 4),
            .since = duck_text(rows, 5, a),
            .status = duck_text(rows, 6, a),
        };
    }
    return duck_end(rows, err);
}

int ref_entries(struct ref *r, struct ref_entry **list, int *count, const char *code,
                struct arena *a, struct err *err)
{
    return read_entries(r, list, count, "entries", code, a, err);
}

int ref_watched(struct ref *r, struct ref_entry **list, int *count, const char *code,
                struct arena *a, struct err *err)
{
    return read_entries(r, list, count, "watched", code, a, err);
}

/* --- small tables, read once --- */

static int read_annexes(struct ref *r, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    TRY(ref_query(r, &rows, "annexes", NULL, err));
    while (duck_next(rows)) {
        const char *f[10];
        for (int i = 0; i < 10; i++)
            f[i] = duck_text(rows, i, &r->arena);
        r->annex = arena_grow(&r->arena, r->annex, (size_t)r->annexes, sizeof *r->annex);
        r->annex[r->annexes++] = (struct ref_annex){f[0], f[1], f[2], f[3], f[4],
                                                    f[5], f[6], f[7], f[8], f[9]};
    }
    return duck_end(rows, err);
}

static int read_bindings(struct ref *r, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    TRY(ref_query(r, &rows, "bindings", NULL, err));
    while (duck_next(rows)) {
        r->binding = arena_grow(&r->arena, r->binding, (size_t)r->bindings, sizeof *r->binding);
        r->binding[r->bindings++] = (struct ref_binding){
            .regime = duck_text(rows, 0, &r->arena),
            .bound = duck_text(rows, 1, &r->arena),
            .basis = duck_text(rows, 2, &r->arena),
            .others = duck_text(rows, 3, &r->arena),
            .group = duck_bool(rows, 4),
            .held = duck_bool(rows, 5),
        };
    }
    return duck_end(rows, err);
}

int ref_memberships(struct ref *r, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    if (r->memberships)
        return 0;
    TRY(ref_query(r, &rows, "memberships", NULL, err));
    while (duck_next(rows)) {
        r->membership = arena_grow(&r->arena, r->membership, (size_t)r->memberships,
                                   sizeof *r->membership);
        r->membership[r->memberships++] = (struct membership){
            .group = duck_text(rows, 0, &r->arena),
            .iso3 = duck_text(rows, 1, &r->arena),
            .from = duck_text(rows, 2, &r->arena),
            .until = duck_text(rows, 3, &r->arena),
            .m49 = (int)duck_int(rows, 4),
        };
    }
    return duck_end(rows, err);
}

static int read_listings(struct ref *r, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    TRY(ref_query(r, &rows, "listings", NULL, err));
    while (duck_next(rows)) {
        const char *regime = duck_text(rows, 3, &r->arena), *annex = duck_text(rows, 4, &r->arena);
        const struct ref_annex *x = ref_annex(r, regime, annex);
        if (!x)
            continue; /* its destinations and dates are not held: it prohibits nothing here */
        r->listing = arena_grow(&r->arena, r->listing, (size_t)r->listings, sizeof *r->listing);
        r->listing[r->listings++] = (struct ref_listing){
            .family = duck_text(rows, 0, &r->arena),
            .since = duck_text(rows, 1, &r->arena),
            .partial = duck_bool(rows, 2),
            .annex = x,
        };
    }
    return duck_end(rows, err);
}

static int read_families(struct ref *r, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    TRY(ref_query(r, &rows, "families", NULL, err));
    while (duck_next(rows)) {
        r->family = arena_grow(&r->arena, r->family, (size_t)r->families, sizeof *r->family);
        r->family[r->families++] = (struct family){duck_text(rows, 0, &r->arena),
                                                   duck_text(rows, 1, &r->arena)};
    }
    return duck_end(rows, err);
}

int ref_law(struct ref *r, struct err *err)
{
    if (r->annexes)
        return 0;
    TRY(read_annexes(r, err));
    TRY(read_bindings(r, err));
    TRY(ref_memberships(r, err));
    TRY(read_listings(r, err));
    return read_families(r, err);
}

/* --- looking up --- */

const struct ref_annex *ref_annex(struct ref *r, const char *regime, const char *annex)
{
    for (int i = 0; i < r->annexes; i++)
        if (!strcmp(r->annex[i].regime, regime) && !strcmp(r->annex[i].annex, annex))
            return &r->annex[i];
    return NULL;
}

const struct ref_binding *ref_bindings(struct ref *r, int *count)
{
    *count = r->bindings;
    return r->binding;
}

bool ref_member(struct ref *r, const char *group, int m49, const char *iso3, const char *from,
                const char *until)
{
    for (int i = 0; i < r->memberships; i++) {
        const struct membership *m = &r->membership[i];
        if (strcmp(m->group, group) != 0 || (iso3 ? strcmp(m->iso3, iso3) != 0 : m->m49 != m49))
            continue;
        if ((!m->from || strcmp(m->from, until) <= 0) && (!m->until || strcmp(m->until, from) > 0))
            return true;
    }
    return false;
}

static int compare_listing(const void *key, const void *item)
{
    return strcmp(key, ((const struct ref_listing *)item)->family);
}

const struct ref_listing *ref_listings(struct ref *r, const char *family, int *count)
{
    const struct ref_listing *end = r->listing + r->listings, *x = NULL;
    *count = 0;
    if (r->listings)
        x = bsearch(family, r->listing, (size_t)r->listings, sizeof *x, compare_listing);
    if (!x)
        return NULL;
    while (x > r->listing && !strcmp(x[-1].family, family))
        x--;
    while (x + *count < end && !strcmp(x[*count].family, family))
        ++*count;
    return x;
}

static int compare_family(const void *key, const void *item)
{
    return strcmp(key, ((const struct family *)item)->hs6);
}

const char *ref_family(struct ref *r, const char *hs6)
{
    const struct family *f = r->families ? bsearch(hs6, r->family, (size_t)r->families, sizeof *f,
                                                   compare_family)
                                         : NULL;
    return f ? f->family : hs6;
}
