/* fold.c - two reports brought to what both can be compared by.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "app/mirror/reading.h"
#include "ref/ref.h"

static int *area_of(struct pair *c, enum side role)
{
    return role == SIDE_EXPORTER ? &c->exporter : &c->importer;
}

/* Whether a side speaks of the Union as one, and whether of its members, in a role. */
static void look_for_union(bool *one, bool *members, struct reading *r, struct ref *ref,
                           enum side side, enum side role)
{
    *one = *members = false;
    for (int i = 0; i < r->out->count; i++) {
        struct pair *c = &r->out->cell[i];
        if (!(c->value[side] > 0))
            continue;
        *one |= *area_of(c, role) == M49_EU;
        *members |= ref_in_union(ref, *area_of(c, role));
    }
}

/* One side may have the Union as one where the other has its members: then both are the Union. */
int fold_union(struct reading *r, struct err *err)
{
    struct ref *ref;
    TRY(session_reference(r->session, &ref, err));
    for (int role = 0; role < SIDES; role++) {
        bool one[SIDES], members[SIDES];
        for (int k = 0; k < SIDES; k++)
            look_for_union(&one[k], &members[k], r, ref, (enum side)k, (enum side)role);
        if (!(one[0] && !members[0] && members[1] && !one[1]) &&
            !(one[1] && !members[1] && members[0] && !one[0]))
            continue;
        for (int i = 0; i < r->out->count; i++) {
            int *area = area_of(&r->out->cell[i], (enum side)role);
            *area = ref_in_union(ref, *area) ? M49_EU : *area;
        }
        for (int i = 0; i < r->periods; i++) {
            struct appeared *x = &r->published[i];
            int *area = role == SIDE_EXPORTER ? &x->exporter : &x->importer;
            *area = ref_in_union(ref, *area) ? M49_EU : *area;
        }
    }
    return 0;
}

/* One side may have a heading where the other has its codes: then both are the heading. */
void fold_headings(struct pairs *p)
{
    CLEANUP(arena_free) struct arena own = {0};
    const char **heading = arena_array(&own, const char *, (size_t)p->count + 1);
    int n = 0;
    for (int i = 0; i < p->count; i++)
        if (strlen(p->cell[i].unit) == 4)
            heading[n++] = p->cell[i].unit;
    if (!n)
        return;
    qsort(heading, (size_t)n, sizeof *heading, text_order);
    for (int i = 0; i < p->count; i++) {
        char key[5] = {0};
        const char *at = key;
        memcpy(key, p->cell[i].unit, strnlen(p->cell[i].unit, 4));
        const char **found = bsearch(&at, heading, (size_t)n, sizeof *heading, text_order);
        if (found)
            p->cell[i].unit = *found;
    }
}
