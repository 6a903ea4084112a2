/* SPDX-License-Identifier: Apache-2.0 */
#include "law/law.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UNION = 97 }; /* M49 of the Union where it reports as one */

static const char NEVER[] = "9999-01-01";

/* --- who is bound --- */

static bool binds_on(struct ref *r, const struct ref_binding *b, int m49, const char *iso3,
                     const struct days *on)
{
    if (!b->group)
        return iso3 && !strcmp(b->bound, iso3);
    return m49 == UNION || (iso3 && !strcmp(iso3, "EU27")) ||
           ref_member(r, b->bound, m49, iso3, on->from, on->until);
}

const struct ref_binding *law_own_regime(struct ref *r, const char *iso3)
{
    int count;
    const struct ref_binding *b = ref_bindings(r, &count);
    for (int i = 0; i < count; i++)
        if (!b[i].group && !b[i].held && iso3 && !strcmp(b[i].bound, iso3))
            return &b[i];
    return NULL;
}

bool law_held_in_part(struct ref *r, int m49, const char *iso3)
{
    static const struct days always = {"0000-01-01", "9999-12-31"};
    int count;
    const struct ref_binding *b = ref_bindings(r, &count);
    for (int i = 0; i < count; i++)
        if (b[i].held && binds_on(r, &b[i], m49, iso3, &always))
            return true;
    return false;
}

/* --- lists --- */

bool law_destination(const struct ref_annex *x, const char *importer)
{
    size_t n = strlen(importer);
    for (const char *p = x->destinations; *p;) {
        size_t len = strcspn(p, ";");
        if (len == n && !strncmp(p, importer, n))
            return true;
        p += len + (p[len] == ';');
    }
    return false;
}

/* The day on which an entry ends; an annex that was replaced ends those that began before. */
static const char *end_of(const struct ref_annex *x, const char *since)
{
    return x->until && strcmp(x->until, since ? since : "1900-01-01") > 0 ? x->until : NULL;
}

bool law_stands(const struct ref_annex *x, const char *since, const char *day)
{
    const char *start = since ? since : x->not_before, *end = end_of(x, since);
    return start && strcmp(start, day) <= 0 && strcmp(end ? end : NEVER, day) > 0;
}

static double prohibits(const struct ref_annex *x, const char *since, const char *importer,
                        const char *day)
{
    if (strcmp(x->effect, "export") != 0 || !law_destination(x, importer))
        return 0;
    return !since && x->known_on && strcmp(x->known_on, day) > 0 ? (double)NAN : 1;
}

static const char *last_day(const char *end, struct arena *a)
{
    char day[DAY_TEXT];
    return end && day_before(day, end) ? arena_strdup(a, day) : NULL;
}

static const struct ref_binding *binding_of(struct ref *r, const char *regime)
{
    int count;
    const struct ref_binding *b = ref_bindings(r, &count);
    for (int i = 0; i < count; i++)
        if (!strcmp(b[i].regime, regime))
            return &b[i];
    return NULL;
}

bool law_regime_binds(struct ref *r, const char *regime, int m49, const char *iso3,
                      const struct days *on)
{
    const struct ref_binding *b = binding_of(r, regime);
    return b && binds_on(r, b, m49, iso3, on);
}

static bool read_entry(struct law_entry *out, struct ref *r, const struct ref_entry *e,
                       const struct law_question *q, struct arena *a)
{
    const struct ref_annex *x = ref_annex(r, e->regime, e->annex);
    const struct ref_binding *b = binding_of(r, e->regime);
    const char *end = x ? end_of(x, e->since) : NULL;
    if (!x || !b || strcmp(end ? end : NEVER, q->on.from) <= 0)
        return false;
    const char *start = e->since ? e->since : x->not_before;
    bool binds = binds_on(r, b, 0, q->exporter, &q->on);
    *out = (struct law_entry){
        .regime = e->regime,
        .list = e->list,
        .annex = e->annex,
        .code = e->code,
        .partial = e->partial,
        .since = e->since,
        .until = last_day(end, a),
        .prohibits = prohibits(x, e->since, q->importer, q->on.from),
        .binds = binds,
        .basis = binds ? arena_printf(a, "%s; binds %s: %s", x->basis, q->exporter, b->basis)
                       : arena_printf(a, "%s; does not bind %s; %s", x->basis, q->exporter,
                                      b->others),
        .act = x->act,
        .date_status = x->status,
        .later = start && strcmp(start, q->on.until) > 0,
    };
    return true;
}

/* The list that several authorities share prohibits nothing by itself. */
static struct law_entry watched(const struct ref_entry *e, const struct law_question *q)
{
    return (struct law_entry){
        .regime = e->regime,
        .list = e->list,
        .annex = e->annex,
        .code = e->code,
        .partial = e->partial,
        .since = e->since,
        .basis = "a list of goods to watch, of several authorities: it prohibits nothing by itself",
        .act = "BIS notice of 2024-02-23",
        .date_status = e->status,
        .later = strncmp(e->since, q->on.until, strlen(e->since)) > 0,
    };
}

static int compare_days(const char *x, const char *y)
{
    return !x || !y ? !x - !y : strcmp(x, y);
}

static int compare(const void *x, const void *y)
{
    const struct law_entry *a = x, *b = y;
    int c = strcmp(a->regime, b->regime);
    c = c ? c : compare_days(a->since, b->since);
    c = c ? c : strcmp(a->annex, b->annex);
    c = c ? c : strcmp(a->code, b->code);
    return c ? c : strcmp(a->list, b->list);
}

int law_entries(struct ref *r, struct law_entry **list, int *count, const struct law_question *q,
                struct arena *a, struct err *err)
{
    struct ref_entry *entry;
    int entries, n = 0;
    TRY(ref_entries(r, &entry, &entries, q->code, a, err));
    struct law_entry *out = arena_array(a, struct law_entry, (size_t)entries + 1);
    for (int i = 0; i < entries; i++)
        if (entry[i].watched)
            out[n++] = watched(&entry[i], q);
        else
            n += read_entry(&out[n], r, &entry[i], q, a);
    qsort(out, (size_t)n, sizeof *out, compare);
    *list = out;
    *count = n;
    return 0;
}

/* --- treaties and warrants --- */

static bool bound_on(const struct ref_party *p, const char *day)
{
    return strcmp(p->bound_since, day) <= 0 &&
           (!p->bound_until || strcmp(p->bound_until, day) >= 0);
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

int law_warrants(struct ref *r, struct law_warrant **list, int *count,
                 const struct law_warrant_question *q, struct arena *a, struct err *err)
{
    struct ref_warrant *w;
    TRY(ref_warrants(r, &w, count, q->person, a, err));
    *list = arena_array(a, struct law_warrant, (size_t)*count + 1);
    for (int i = 0; i < *count; i++) {
        struct law_warrant *x = &(*list)[i];
        struct ref_party *p;
        int parties;
        *x = (struct law_warrant){
            .w = w[i], .state = q->state, .later = strcmp(w[i].date, q->day) > 0};
        TRY(ref_parties(r, &p, &parties, w[i].treaty, a, err));
        for (int k = 0; k < parties; k++)
            if (!strcmp(p[k].iso3, q->state))
                x->party = p[k];
        x->bound = x->party.iso3 && bound_on(&x->party, q->day);
    }
    return 0;
}
