/* area.c - areas by any of their names, groups, and names of areas.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "ref/utf8.h"
#include "model/period.h"
#include "ref/tables.h"

/* --- all names, read once --- */

struct area {
    int m49;
    const char *iso3, *name;
};

struct areas {
    struct area *area;
    int count;
};

static void add_name(struct ref *r, const char *key, int rank, int m49)
{
    if (!key)
        return;
    r->name = arena_grow(&r->arena, r->name, (size_t)r->names, sizeof *r->name);
    r->name[r->names++] = (struct area_name){utf8_upper(key, &r->arena), rank, m49};
}

/* Where several claim a name or number, the living beat the historical (IND is 699, not 356 "India
 * (...1974)"), and what area_key says beats both; then the lower number.  As in sql/derive.sql. */
static int compare_name(const void *x, const void *y)
{
    const struct area_name *a = x, *b = y;
    int c = strcmp(a->key, b->key);
    c = c ? c : a->rank - b->rank;
    return c ? c : a->m49 - b->m49;
}

static void add_area(struct ref *r, const struct sheet *s, int i)
{
    const char *kind = ref_field(s, i, "kind"), *number = ref_field(s, i, "m49");
    int m49 = atoi(number);
    int rank = !strcmp(kind, "country") ? 1 : !strcmp(kind, "historical") ? 4 : 3;
    const char *iso3 = ref_field(s, i, "iso3");
    add_name(r, iso3, rank, m49);
    add_name(r, ref_field(s, i, "iso2"), rank, m49);
    add_name(r, number, rank, m49);
    add_name(r, arena_printf(&r->arena, "%03d", m49), rank, m49);
    add_name(r, ref_field(s, i, "name"), rank, m49);
    r->areas->area[r->areas->count++] = (struct area){m49,
                                                      m49 == M49_EU ? "EU27"
                                                      : iso3        ? iso3
                                                                    : number,
                                                      ref_field(s, i, "name")};
}

static int compare_area(const void *x, const void *y)
{
    return ((const struct area *)x)->m49 - ((const struct area *)y)->m49;
}

static void read_keys(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/area/area_key.csv", &r->arena);
    for (int i = 0; i < s.rows; i++) {
        const char *scheme = ref_field(&s, i, "scheme");
        if (!strcmp(scheme, "iso") || !strcmp(scheme, "m49") || !strcmp(scheme, "name"))
            add_name(r, ref_field(&s, i, "key"), 0, atoi(ref_field(&s, i, "m49")));
    }
}

static void read_areas(struct ref *r)
{
    struct sheet s;
    if (r->areas)
        return;
    ref_sheet(&s, "data/area/area.csv", &r->arena);
    r->areas = arena_new(&r->arena, struct areas);
    r->areas->area = arena_array(&r->arena, struct area, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        add_area(r, &s, i);
    read_keys(r);
    qsort(r->name, (size_t)r->names, sizeof *r->name, compare_name);
    qsort(r->areas->area, (size_t)r->areas->count, sizeof *r->areas->area, compare_area);
}

/* --- looking one up --- */

static int not_found(struct ref *r, const char *name, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"name", name}, {0}};
    char *near = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    TRY(ref_query(r, &rows, "near", p, err));
    near = duck_next(rows) ? duck_text(rows, 0, &a) : NULL;
    err_set(err, ERR_NOT_FOUND, "area '%s' is not known", name);
    err_subject(err, name);
    err_hint(err, "did you mean %s? ISO2, ISO3, M49, names and groups such as EU27 are accepted",
             near ? near : "a country");
    return ERR_NOT_FOUND;
}

/* Upper case, without blanks around it. */
static const char *key_of(const char *name, struct arena *a)
{
    name += strspn(name, " ");
    size_t n = strlen(name);
    while (n && name[n - 1] == ' ')
        n--;
    return utf8_upper(arena_strndup(a, name, n), a);
}

int ref_area(struct ref *r, int *m49, const char *name, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *key = key_of(name, &a);
    read_areas(r);
    int low = 0, high = r->names; /* the first of that key has the best rank */
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(r->name[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == r->names || strcmp(r->name[low].key, key) != 0)
        return not_found(r, name, err);
    *m49 = r->name[low].m49;
    return 0;
}

static void add_one(struct ref_areas *out, struct arena *a, int m49)
{
    for (int i = 0; i < out->count; i++)
        if (out->m49[i] == m49)
            return;
    out->m49 = arena_grow(a, out->m49, (size_t)out->count, sizeof *out->m49);
    out->m49[out->count++] = m49;
}

static int add_named(struct ref *r, struct ref_areas *out, struct arena *a, const char *name,
                     struct err *err)
{
    char now[DAY_TEXT];
    const char *key = key_of(name, a);
    int before = out->count, m49;
    today(now);
    ref_read_members(r);
    for (int i = 0; i < r->memberships; i++) {
        const struct membership *m = &r->membership[i];
        if (!strcasecmp(m->group, key) && (!m->until || strcmp(m->until, now) > 0))
            add_one(out, a, m->m49);
    }
    if (out->count > before)
        return 0;
    TRY(ref_area(r, &m49, name, err));
    add_one(out, a, m49);
    return 0;
}

/* A name may itself hold a comma ("Bolivia, Plurinational State of"): try the whole first. */
int ref_areas(struct ref *r, struct ref_areas *out, struct arena *a, const char *list,
              struct err *err)
{
    *out = (struct ref_areas){0};
    int m49;
    if (strchr(list, ',') && !ref_area(r, &m49, list, NULL)) {
        add_one(out, a, m49);
        return 0;
    }
    for (const char *s = list; *s;) {
        size_t n = strcspn(s, ",");
        if (n)
            TRY(add_named(r, out, a, arena_strndup(a, s, n), err));
        s += n + (s[n] == ',');
    }
    if (out->count)
        return 0;
    err_set(err, ERR_USAGE, "no area in '%s'", list);
    return err_subject(err, list);
}

static char *areas_text(const struct ref_areas *areas, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < areas->count; i++)
        buf_printf(&b, "%s%d", i ? "," : "", areas->m49[i]);
    return arena_strdup(a, buf_str(&b));
}

bool ref_is_union(const char *name)
{
    return !strcasecmp(name, "EU27") || !strcasecmp(name, "EU");
}

static bool names_eu(const char *list)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        if ((n == 4 && !strncasecmp(p, "EU27", 4)) || (n == 2 && !strncasecmp(p, "EU", 2)))
            return true;
        p += n + (p[n] == ',');
    }
    return false;
}

int ref_reporters(struct ref *r, const char **out, struct arena *a, const char *list,
                  struct err *err)
{
    struct ref_areas areas;
    TRY(ref_areas(r, &areas, a, list, err));
    const char *text = areas_text(&areas, a);
    *out = names_eu(list) ? arena_printf(a, "%s,%d", text, M49_EU) : text;
    return 0;
}

const char *ref_left(struct ref *r, const char *list, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    char now[DAY_TEXT];
    today(now);
    ref_read_members(r);
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        for (int i = 0; i < r->memberships; i++) {
            const struct membership *m = &r->membership[i];
            bool left = m->until && strcmp(m->until, now) <= 0;
            if (left && strlen(m->group) == n && !strncasecmp(m->group, p, n))
                buf_printf(&b, "%s%s (until %s)", b.len ? ", " : "", m->iso3, m->until);
        }
        p += n + (p[n] == ',');
    }
    return b.len ? arena_strdup(a, b.s) : NULL;
}

static int compare(const void *key, const void *item)
{
    return *(const int *)key - ((const struct area *)item)->m49;
}

static const struct area *find(const struct areas *areas, int m49)
{
    static const struct area unknown = {0, "?", "?"};
    const struct area *found = bsearch(&m49, areas->area, (size_t)areas->count, sizeof *areas->area,
                                       compare);
    return found ? found : &unknown;
}

int ref_state(struct ref *r, const char **iso3, const char *name, struct err *err)
{
    int m49;
    *iso3 = "EU27";
    if (ref_is_union(name))
        return 0;
    TRY(ref_area(r, &m49, name, err));
    *iso3 = find(r->areas, m49)->iso3;
    if (strlen(*iso3) == 3 && **iso3 >= 'A')
        return 0;
    err_set(err, ERR_USAGE, "'%s' is not a state", name);
    return err_subject(err, name);
}

/* --- names --- */

int ref_names(struct ref *r, const struct areas **out, struct err *err)
{
    (void)err;
    read_areas(r);
    *out = r->areas;
    return 0;
}

const char *areas_iso3(const struct areas *areas, int m49)
{
    return find(areas, m49)->iso3;
}

const char *areas_name(const struct areas *areas, int m49)
{
    return find(areas, m49)->name;
}
