/* absent.c - who was asked for and has no figures: an absence is not a zero.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "ref/ref.h"
#include "series/inside.h"

static bool reports(const struct published *p, int m49, bool inward)
{
    for (int i = 0; i < p->coverages; i++)
        if (p->coverage[i].reporter == m49 && p->coverage[i].from >= 0 &&
            direction_inward(p->coverage[i].direction) == inward)
            return true;
    return false;
}

static bool is_among(const char *areas, int m49)
{
    for (int x; (x = next_area(&areas));)
        if (x == m49)
            return true;
    return false;
}

/* Where the Union is asked for, it may report as one area for its members, and they for it. */
static bool has_reporter(const struct selected *s, const char *asked, int m49, bool inward)
{
    const struct published *p = s->published;
    return m49 == M49_EU || reports(p, m49, inward) ||
           (is_among(asked, M49_EU) && reports(p, M49_EU, inward) &&
            ref_in_union(store_reference(s->store), m49));
}

/* Whether every importer says itself what it had from whom. */
static bool is_mirrored(const struct selected *s, const char *importers)
{
    bool all = importers != NULL;
    for (int m49; all && (m49 = next_area(&importers));)
        all = reports(s->published, m49, true);
    return all;
}

/* One area alone is there: the selection has flows. */
static const char *several(const char *areas)
{
    return areas && strchr(areas, ',') ? areas : NULL;
}

int selected_absent(const struct selected *s, const char **out, const struct selection *sel,
                    struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct areas *names;
    struct selection there = {.importers = several(sel->importers)};
    bool inward = sel->flow && direction_inward(sel->flow);
    const char *importers = NULL, *asked = inward ? there.importers : several(sel->exporters);
    const char *list = !sel->flow && is_mirrored(s, sel->importers) ? NULL : asked;
    TRY(ref_names(store_reference(s->store), &names, err));
    for (int m49; (m49 = next_area(&list));)
        if (!has_reporter(s, asked, m49, inward))
            buf_printf(&b, "%s%s", b.len ? ", " : "", areas_iso3(names, m49));
    if (there.importers && !inward)
        TRY(store_missing(s->store, &importers, &there, a, err));
    buf_printf(&b, "%s%s", b.len && importers ? ", " : "", importers ? importers : "");
    *out = b.len ? arena_strdup(a, b.s) : NULL;
    return 0;
}
