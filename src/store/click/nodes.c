/* nodes.c - the servers of a cluster that the URL names, each asked by itself.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/click/store.h"

static int64_t number(const struct block *b, int column)
{
    return *(const int64_t *)b->column[column].data;
}

/* Its shard and replica as its own macros say, what it holds, how far it is behind. */
static int ask(struct store_part *out, struct click *c, const struct click_store *s,
               struct arena *a, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    struct block b;
    TRY(click_read(c, &r, click_sql(s, "node", NULL, a), "llllll", err));
    while (click_next(r, &b)) {
        out->shard = (int)number(&b, 0);
        out->replica = (int)number(&b, 1);
        out->rows = number(&b, 2);
        out->bytes = number(&b, 3);
        out->lag = number(&b, 4);
        out->queue = number(&b, 5);
    }
    return click_end(r, err);
}

int click_parts(struct store *store, struct store_part **list, int *count, struct arena *a,
                struct err *err)
{
    const struct click_store *s = on_click(on_duck(store));
    *count = s->place.host_count;
    *list = arena_array(a, struct store_part, (size_t)*count + 1);
    for (int i = 0; i < *count; i++) {
        CLEANUP(click_close) struct click *c = NULL;
        struct click_place one = s->place;
        struct store_part *x = &(*list)[i];
        struct err why = {0};
        one.host = &s->place.host[i];
        one.host_count = 1;
        *x = (struct store_part){.place = arena_strdup(a, s->place.host[i])};
        TRY(click_open(&c, &one, s->options->cancel, err));
        int rc = ask(x, c, s, a, &why);
        if (rc == ERR_CANCELLED)
            return err_pass(err, &why);
        x->fault = rc ? arena_strdup(a, why.msg) : NULL;
    }
    return 0;
}
