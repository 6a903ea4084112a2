/* area.c - areas by any of their names, groups, and names of areas.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/resource.h"
#include "ref/tables.h"

static int not_found(struct ref *r, const char *name, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"name", name}, {0}};
    char *near = NULL;
    TRY(duck_text_of(r->duck, &near, &a, resource_get("src/ref/sql/near.sql")->text, p, err));
    err_set(err, ERR_NOT_FOUND, "area '%s' is not known", name);
    err_subject(err, name);
    err_hint(err, "did you mean %s? ISO2, ISO3, M49, names and groups such as EU27 are accepted",
             near ? near : "a country");
    return ERR_NOT_FOUND;
}

int ref_area(struct ref *r, int *m49, const char *name, struct err *err)
{
    struct duck_param p[] = {{"name", name}, {0}};
    int64_t found;
    TRY(duck_int_of(r->duck, &found,
                    "SELECT m49 FROM ref.area_name WHERE \"key\" = upper(trim($name))", p, -1,
                    err));
    if (found < 0)
        return not_found(r, name, err);
    *m49 = (int)found;
    return 0;
}

static void add_area(struct ref_areas *out, struct arena *a, int m49)
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
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"name", name}, {0}};
    TRY(ref_query(r, &rows, "members", p, err));
    int before = out->count;
    while (duck_next(rows))
        add_area(out, a, (int)duck_int(rows, 0));
    TRY(duck_end(rows, err));
    if (out->count > before)
        return 0;
    int m49;
    TRY(ref_area(r, &m49, name, err));
    add_area(out, a, m49);
    return 0;
}

/* A name may itself hold a comma ("Bolivia, Plurinational State of"): try the whole first. */
int ref_areas(struct ref *r, struct ref_areas *out, struct arena *a, const char *list,
              struct err *err)
{
    *out = (struct ref_areas){0};
    int m49;
    if (strchr(list, ',') && !ref_area(r, &m49, list, NULL)) {
        add_area(out, a, m49);
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

char *ref_areas_text(const struct ref_areas *areas, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < areas->count; i++)
        buf_printf(&b, "%s%d", i ? "," : "", areas->m49[i]);
    return arena_strdup(a, buf_str(&b));
}

int ref_state(struct ref *r, const char **iso3, const char *name, struct err *err)
{
    int m49;
    char *found = NULL, number[16];
    *iso3 = "EU27";
    if (!strcasecmp(name, "EU27") || !strcasecmp(name, "EU"))
        return 0;
    TRY(ref_area(r, &m49, name, err));
    snprintf(number, sizeof number, "%d", m49);
    struct duck_param p[] = {{"m49", number}, {0}};
    TRY(duck_text_of(r->duck, &found, &r->arena,
                     "SELECT iso3 FROM ref.area WHERE m49 = $m49::INTEGER", p, err));
    *iso3 = found;
    if (found)
        return 0;
    err_set(err, ERR_USAGE, "'%s' is not a state", name);
    return err_subject(err, name);
}

/* --- names --- */

struct area {
    int m49;
    const char *iso3, *name;
};

struct areas {
    struct area *area;
    int count;
};

int ref_names(struct ref *r, const struct areas **out, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    *out = r->areas;
    if (r->areas)
        return 0;
    struct areas *o = arena_new(&r->arena, struct areas);
    TRY(ref_query(r, &rows, "names", NULL, err));
    while (duck_next(rows)) {
        o->area = arena_grow(&r->arena, o->area, (size_t)o->count, sizeof *o->area);
        o->area[o->count++] = (struct area){(int)duck_int(rows, 0), duck_text(rows, 1, &r->arena),
                                            duck_text(rows, 2, &r->arena)};
    }
    *out = r->areas = o;
    return duck_end(rows, err);
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

const char *areas_iso3(const struct areas *areas, int m49)
{
    return find(areas, m49)->iso3;
}

const char *areas_name(const struct areas *areas, int m49)
{
    return find(areas, m49)->name;
}
