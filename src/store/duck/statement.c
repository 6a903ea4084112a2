/* statement.c - the statements of a store: their texts, what they read, transactions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/resource.h"
#include "store/duck/store.h"

const char *store_text(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "src/store/duck/sql/%s.sql", name);
    return resource_get(path)->text;
}

int store_ready(struct duck_store *s, const char *text, struct err *err)
{
    if (s->macros || !strstr(text, "flow_at("))
        return 0;
    TRY(duck_run(s->duck, store_text("macros"), NULL, err));
    s->macros = true;
    return 0;
}

int store_run(struct duck_store *s, const char *name, const struct duck_param *params,
              struct err *err)
{
    TRY(store_ready(s, store_text(name), err));
    return duck_run(s->duck, store_text(name), params, err);
}

int store_query(struct duck_store *s, struct duck_rows **out, const char *name,
                const struct duck_param *params, struct err *err)
{
    TRY(store_ready(s, store_text(name), err));
    return duck_query(s->duck, out, store_text(name), params, err);
}

int store_run_in(struct duck_store *s, const char *sql, const struct duck_param *params,
                 struct flow_scope scope, struct err *err)
{
    TRY(store_ready(s, sql, err));
    s->scope = scope;
    int rc = duck_run(s->duck, sql, params, err);
    s->scope = (struct flow_scope){0};
    return rc;
}

int store_query_in(struct duck_store *s, struct duck_rows **out, const char *sql,
                   const struct duck_param *params, struct flow_scope scope, struct err *err)
{
    TRY(store_ready(s, sql, err));
    s->scope = scope;
    int rc = duck_query(s->duck, out, sql, params, err);
    s->scope = (struct flow_scope){0};
    return rc;
}

int store_begin(struct duck_store *s, struct err *err)
{
    if (s->far)
        TRY(s->far->begin(s, err));
    return duck_run(s->duck, "BEGIN", NULL, err);
}

int store_end(struct duck_store *s, int rc, struct err *err)
{
    if (!rc && s->far)
        rc = s->far->keep(s, err);
    if (!rc)
        rc = duck_commit(s->duck, err);
    if (rc) /* fails when the failed commit has already ended it: fine */
        duck_undo(s->duck, "ROLLBACK");
    if (s->far)
        s->far->ended(s, rc);
    return rc;
}
