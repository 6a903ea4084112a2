/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalog/catalog.h"

#include <math.h>
#include <stdlib.h>

static void add(void *ctx, const char *const field[REF_FIELDS])
{
    struct table *t = ctx;
    for (int i = 0; i < t->column_count; i++)
        if (column_is_text(&t->columns[i]))
            table_text(t, field[i]);
        else
            table_number(t, field[i] ? atof(field[i]) : (double)NAN);
}

static const char *joined(const struct words *w, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < w->count; i++)
        buf_printf(&b, "%s%s", i ? " " : "", w->item[i]);
    return arena_strdup(a, buf_str(&b));
}

int catalog_fill(struct answer *out, struct session *s, const char *kind,
                 const struct column *columns, int count, const struct catalog_params *q,
                 struct err *err)
{
    const char *words = joined(&q->words, s->arena);
    struct ref *r;
    TRY(session_reference(s, &r, err));
    out->table = table_new(columns, count, s->arena);
    TRY(ref_find(r, kind, words, add, &out->table, s->arena, err));
    if (table_rows(&out->table))
        return 0;
    err_set(err, ERR_NOT_FOUND, "no %s held here have '%s'", kind, words);
    err_subject(err, words);
    return err_hint(err, "weir %s shows what there is", kind);
}
