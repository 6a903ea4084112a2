/* SPDX-License-Identifier: Apache-2.0 */
#include "app/select.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ref/ref.h"

/* The EU reports as one area too (97): a source has either it or its members. */
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

static int find_areas(const char **out, struct store *s, struct arena *a, const char *list,
                      struct err *err)
{
    struct ref_areas areas;
    *out = NULL;
    if (!list)
        return 0;
    TRY(ref_areas(store_duck(s), &areas, a, list, err));
    const char *text = ref_areas_text(&areas, a);
    *out = names_eu(list) ? arena_printf(a, "%s,97", text) : text;
    return 0;
}

static int check_flow(const char *flow, struct err *err)
{
    static const char *const flows[] = {"export", "import", "re-export", "re-import"};
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
        if (!flow || !strcmp(flow, flows[i]))
            return 0;
    err_set(err, ERR_USAGE, "--flow '%s' is not a flow", flow);
    return err_hint(err, "export, import, re-export or re-import");
}

int select_open(struct store **s, struct selection *sel, struct arena *a, const struct request *q,
                struct err *err)
{
    TRY(check_flow(q->flow, err));
    TRY(store_open(s, q->store, STORE_READ, err));
    *sel = (struct selection){
        .codes = q->code,
        .list = q->list,
        .group = q->group,
        .flow = q->flow,
        .as_of = q->as_of,
        .measure = q->measure,
        .own_currency = q->own_currency,
    };
    TRY(find_areas(&sel->exporters, *s, a, q->from, err));
    return find_areas(&sel->importers, *s, a, q->to, err);
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

int areas_read(struct areas **out, struct store *s, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    *out = arena_new(a, struct areas);
    TRY(duck_query(
        store_duck(s), &r,
        "SELECT m49, CASE m49 WHEN 97 THEN 'EU27' ELSE coalesce(iso3, m49::VARCHAR) END, "
        "name FROM ref.area ORDER BY m49",
        NULL, err));
    while (duck_next(r)) {
        struct areas *o = *out;
        o->area = arena_grow(a, o->area, (size_t)o->count, sizeof *o->area);
        o->area[o->count++] = (struct area){(int)duck_int(r, 0), duck_text(r, 1, a),
                                            duck_text(r, 2, a)};
    }
    return duck_end(r, err);
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

const char *select_label(const struct areas *areas, const char *asked, int m49)
{
    if (m49)
        return areas_iso3(areas, m49);
    return asked ? asked : "all";
}

/* --- where figures come from --- */

char *select_sources(struct store *s, const struct selection *sel, struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct series_source *source;
    int count;
    if (series_sources(s, sel, &source, &count, a, err))
        return NULL;
    for (int i = 0; i < count; i++) {
        const char *slash = strrchr(source[i].path, '/');
        buf_printf(&b, "source %ld: %s, %s, vintage %s, sha256 %.12s\n", (long)source[i].source_id,
                   source[i].title, slash ? slash + 1 : source[i].path, source[i].vintage,
                   source[i].sha256);
    }
    return arena_strdup(a, buf_str(&b));
}

int select_span(struct store *s, int *first, int *last, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(store_duck(s), &r,
                   "SELECT min(c.period), max(c.period) FROM coverage c "
                   "WHERE c.published AND (c.reporter, c.direction, c.freq) IN "
                   "(SELECT DISTINCT (reporter, direction, freq) FROM cell WHERE freq = 'M')",
                   NULL, err));
    *first = *last = 0;
    if (duck_next(r)) {
        *first = (int)duck_int(r, 0);
        *last = (int)duck_int(r, 1);
    }
    return duck_end(r, err);
}
