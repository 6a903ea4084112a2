/* SPDX-License-Identifier: Apache-2.0 */
#include "duck/definitions.h"

#include <string.h>

#include "base/buf.h"
#include "base/resource.h"
#include "duck/inside.h"

int definitions_read(const struct definitions **out, struct duck *d, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct definitions *x = arena_new(&d->arena, struct definitions);
    struct duck_param p[] = {{"catalog", duck_catalog(d)}, {0}};
    *out = d->definitions;
    if (*out)
        return 0;
    TRY(duck_query(d, &r, resource_get("src/duck/definitions.sql")->text, p, err));
    while (duck_next(r)) {
        x->item = arena_grow(&d->arena, x->item, (size_t)x->count, sizeof *x->item);
        x->item[x->count++] = (struct definition){
            duck_text(r, 0, &d->arena), duck_text(r, 1, &d->arena), duck_text(r, 2, &d->arena),
            duck_text(r, 3, &d->arena)};
    }
    TRY(duck_end(r, err));
    *out = d->definitions = x;
    return 0;
}

void definitions_forget(struct duck *d)
{
    d->definitions = NULL;
}

static bool is_same(const struct definition *x, const struct definition *y)
{
    return !strcmp(x->kind, y->kind) && !strcmp(x->schema, y->schema) && !strcmp(x->name, y->name);
}

const struct definition *definitions_find(const struct definitions *x, const char *kind,
                                          const char *schema, const char *name)
{
    struct definition wanted = {kind, schema, name, ""};
    for (int i = 0; i < x->count; i++)
        if (is_same(&x->item[i], &wanted))
            return &x->item[i];
    return NULL;
}

void definitions_digest(char hex[DIGEST_HEX], const struct definitions *x, const char *schema)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < x->count; i++)
        if (!strcmp(x->item[i].schema, schema))
            buf_printf(&b, "%s %s\n%s\n", x->item[i].kind, x->item[i].name, x->item[i].sql);
    digest_bytes(hex, buf_str(&b), b.len);
}

static int differs(const struct definition *x, const char *how, struct err *err)
{
    return err_set(err, ERR_STORE, "the %s '%s.%s' %s", x->kind, x->schema, x->name, how);
}

static int compare(const struct definitions *x, const struct definitions *own, const char *schema,
                   struct err *err)
{
    for (int i = 0; i < x->count; i++) {
        const struct definition *it = &x->item[i];
        if (strcmp(it->schema, schema) != 0)
            continue;
        const struct definition *other = definitions_find(own, it->kind, schema, it->name);
        if (!other || strcmp(other->sql, it->sql) != 0)
            return differs(it, other ? "is not as weir makes it" : "was not made by weir", err);
    }
    for (int i = 0; i < own->count; i++) {
        const struct definition *it = &own->item[i];
        if (!strcmp(it->schema, schema) && !definitions_find(x, it->kind, schema, it->name))
            return differs(it, "is missing", err);
    }
    return 0;
}

int definitions_check(const struct definitions *x, const char *schema, const char *digest,
                      const char *ddl, struct err *err)
{
    CLEANUP(duck_close) struct duck *own = NULL;
    struct duck_options o = {.threads = 1};
    const struct definitions *made;
    char hex[DIGEST_HEX];
    definitions_digest(hex, x, schema);
    if (!strcmp(hex, digest))
        return 0;
    TRY(duck_open(&own, NULL, &o, err)); /* another DuckDB may put the same into other words */
    TRY(duck_run(own, ddl, NULL, err));
    TRY(duck_guard(own, NULL, err));
    TRY(definitions_read(&made, own, err));
    return compare(x, made, schema, err);
}
