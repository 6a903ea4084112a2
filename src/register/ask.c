/* ask.c - what the registers hold: files, names looked up, changes between vintages.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/resource.h"
#include "duck/duck.h"
#include "register/register.h"

static int query(struct store *s, struct duck_rows **out, const char *name,
                 const struct duck_param *p, struct err *err)
{
    char path[64];
    snprintf(path, sizeof path, "src/register/sql/%s.sql", name);
    return duck_query(store_stage(s), out, resource_get(path)->text, p, err);
}

int register_sources(struct store *s, struct register_source **list, int *count, struct arena *a,
                     struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(query(s, &r, "lists", NULL, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct register_source){
            .list = duck_text(r, 0, a),
            .part = duck_text(r, 1, a),
            .vintage = duck_text(r, 2, a),
            .entities = duck_int(r, 3),
            .names = duck_int(r, 4),
            .addresses = duck_int(r, 5),
            .identifiers = duck_int(r, 6),
            .path = duck_text(r, 7, a),
            .sha256 = duck_text(r, 8, a),
            .id = duck_int(r, 9),
            .encoding = duck_text(r, 10, a),
        };
    }
    return duck_end(r, err);
}

int register_identity(struct store *s, struct buf *to, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    TRY(query(s, &r, "identity", NULL, err));
    while (duck_next(r))
        buf_printf(to, "%s\n", duck_text(r, 0, &a));
    return duck_end(r, err);
}

int register_find(struct store *s, struct register_hit **list, int *count, const char *name,
                  const char *day, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"name", name}, {"day", day}, {0}};
    TRY(duck_run(store_stage(s), resource_get("src/register/sql/macros.sql")->text, NULL, err));
    TRY(query(s, &r, "lists_find", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        const char *f[18];
        for (int i = 0; i < 18; i++)
            f[i] = duck_text(r, i, a);
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct register_hit){f[0],  f[1],  f[2],  f[3],  f[4],  f[5],
                                                    f[6],  f[7],  f[8],  f[9],  f[10], f[11],
                                                    f[12], f[13], f[14], f[15], f[16], f[17]};
    }
    return duck_end(r, err);
}

int register_count(struct store *s, struct register_counted *out, const struct register_counting *q,
                   struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    const char *kind = q->persons ? "person" : q->others ? "other" : "";
    struct duck_param p[] = {{"list", q->list},
                             {"day", q->day},
                             {"from", q->from ? q->from : ""},
                             {"kind", kind},
                             {"programme", q->programme ? q->programme : ""},
                             {0}};
    TRY(duck_run(store_stage(s), resource_get("src/register/sql/macros.sql")->text, NULL, err));
    TRY(query(s, &r, "lists_count", p, err));
    *out = (struct register_counted){.vintage = ""};
    if (duck_next(r))
        *out = (struct register_counted){duck_int(r, 0), duck_int(r, 1), duck_text(r, 2, a)};
    return duck_end(r, err);
}

static int count_vintages(struct store *s, int *vintages, const struct duck_param *p,
                          struct err *err)
{
    int64_t n;
    TRY(duck_int_of(store_stage(s), &n, resource_get("src/register/sql/vintages.sql")->text, p, 0,
                    err));
    *vintages = (int)n;
    return 0;
}

int register_diff(struct store *s, struct register_change **list, int *count, int *vintages,
                  const char *name, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"list", name}, {0}};
    TRY(query(s, &r, "lists_diff", p, err));
    *list = NULL;
    *count = 0;
    while (duck_next(r)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct register_change){duck_text(r, 0, a), duck_text(r, 1, a),
                                                       duck_text(r, 2, a), duck_text(r, 3, a)};
    }
    TRY(duck_end(r, err));
    return count_vintages(s, vintages, p, err);
}
