/* absent.c - who was asked for and has no figures: an absence is not a zero.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ref/ref.h"
#include "series/inside.h"

enum { M49_EU = 97 };

static bool reports(const struct published *p, int m49, bool inward)
{
    for (int i = 0; i < p->coverages; i++)
        if (p->coverage[i].reporter == m49 && p->coverage[i].from >= 0 &&
            direction_inward(p->coverage[i].direction) == inward)
            return true;
    return false;
}

/* The Union may report as one area for its members, and they for it. */
static bool has_reporter(const struct selected *s, int m49, const char *iso3)
{
    struct ref *r = store_reference(s->store);
    return m49 == M49_EU || reports(s->published, m49, false) ||
           (reports(s->published, M49_EU, false) && ref_member(r, "EU27", m49, iso3, NULL, NULL));
}

/* "156,643": calls of one number after the other; 0 at the end. */
static int next_area(const char **list)
{
    if (!*list || !**list)
        return 0;
    int m49 = (int)strtol(*list, (char **)list, 10);
    *list += strspn(*list, ",");
    return m49;
}

/* Whether every importer says itself what it had from whom. */
static bool is_mirrored(const struct selected *s, const char *importers)
{
    bool all = importers != NULL;
    for (int m49; all && (m49 = next_area(&importers));)
        all = reports(s->published, m49, true);
    return all;
}

int selected_absent(const struct selected *s, const char **out, const struct selection *sel,
                    struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct areas *names;
    const char *importers, *list = is_mirrored(s, sel->importers) ? NULL : sel->exporters;
    struct selection there = {.importers = sel->importers};
    TRY(ref_names(store_reference(s->store), &names, err));
    for (int m49; (m49 = next_area(&list));) {
        const char *iso3 = areas_iso3(names, m49);
        if (!has_reporter(s, m49, iso3))
            buf_printf(&b, "%s%s", b.len ? ", " : "", iso3);
    }
    TRY(store_missing(s->store, &importers, &there, a, err));
    buf_printf(&b, "%s%s", b.len && importers ? ", " : "", importers ? importers : "");
    *out = b.len ? arena_strdup(a, b.s) : NULL;
    return 0;
}
