/* state.c - what a file is before anything of it is run: a store of which version, as weir makes
 * it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/duck/store.h"

static int not_a_store(const struct duck_store *s, struct err *err)
{
    err_set(err, ERR_STORE, "'%s' is a database, but not a store of weir", s->store.path);
    return err_hint(err, "name another file with --store");
}

/* The table that says which version, if it is a table and holds what it says: nothing of a file is
 * run before it is known to be weir's. */
static bool is_marked(const struct definitions *x)
{
    const struct definition *mark = definitions_find(x, "table", "main", "weir");
    return mark && !strcasestr(mark->sql, "generated");
}

static int read_mark(struct duck_store *s, struct store_state *out, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    char hex[65];
    TRY(duck_query(s->duck, &r, "SELECT * FROM weir", NULL, err));
    if (!duck_next(r))
        return not_a_store(s, err);
    ref_fingerprint(hex);
    const char *reference = duck_columns(r) > 1 ? duck_text(r, 1, &a) : NULL;
    out->version = duck_int(r, 0);
    out->current = reference && !strcmp(reference, hex);
    return duck_end(r, err);
}

int store_check(struct duck_store *s, struct err *err)
{
    const struct definitions *x;
    TRY(definitions_read(&x, s->duck, err));
    for (int i = 0; i < x->count; i++)
        if (strcmp(x->item[i].schema, "main") != 0 && strcmp(x->item[i].schema, "reg") != 0) {
            err_set(err, ERR_STORE, "the %s '%s.%s' was not made by weir", x->item[i].kind,
                    x->item[i].schema, x->item[i].name);
            return store_is_changed(&s->store, err);
        }
    int rc = definitions_check(x, "main", STORE_DIGEST, store_text("schema"), err);
    return rc ? store_is_changed(&s->store, err) : 0;
}

int store_read_state(struct duck_store *s, struct store_state *out, struct err *err)
{
    const struct definitions *x;
    *out = (struct store_state){0};
    TRY(definitions_read(&x, s->duck, err));
    out->empty = !x->count;
    if (out->empty)
        return 0;
    if (!is_marked(x))
        return not_a_store(s, err);
    TRY(read_mark(s, out, err));
    if (out->version < 1)
        return not_a_store(s, err);
    return out->version == STORE_VERSION ? store_check(s, err) : 0;
}
