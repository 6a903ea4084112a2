/* store.c - a store in a few numbers, and a source removed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "app/question.h"
#include "model/period.h"

/* --- info --- */

static const struct column info_columns[] = {
    {"key", "", STYLE_TEXT, EVERYWHERE},
    {"value", "", STYLE_TEXT, EVERYWHERE},
};

static void add(struct table *t, const char *key, const char *value)
{
    table_text(t, key);
    table_text(t, value);
}

static void add_count(struct table *t, const char *key, int64_t count)
{
    add(t, key, arena_printf(t->arena, "%ld", (long)count));
}

static void add_span(struct table *t, const char *key, int first, int last)
{
    if (first)
        add(t, key, arena_printf(t->arena, "%d to %d", first, last));
}

/* Of a cluster: each server, with what it holds and how far it is behind. */
static int add_parts(struct table *t, struct store *store, struct err *err)
{
    struct store_part *list;
    int count, shards = 0;
    TRY(store_parts(store, &list, &count, t->arena, err));
    for (int i = 0; i < count; i++)
        shards = list[i].shard > shards ? list[i].shard : shards;
    if (count)
        add_count(t, "shards", shards ? shards : 1);
    for (int i = 0; i < count; i++) {
        const struct store_part *x = &list[i];
        const char *key = arena_printf(t->arena, "server %s", x->place);
        if (x->fault)
            add(t, key, x->fault);
        else
            add(t, key,
                arena_printf(t->arena,
                             "shard %d replica %d: %ld flow rows, %ld bytes, %ld s behind, %ld in "
                             "its queue",
                             x->shard, x->replica, (long)x->rows, (long)x->bytes, (long)x->lag,
                             (long)x->queue));
    }
    return 0;
}

static int info(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct store *store;
    struct store_counts c;
    struct table *t = &out->table;
    (void)params;
    TRY(session_store(s, &store, err));
    TRY(store_count(store, &c, err));
    *t = table_new(info_columns, COLUMNS(info_columns), s->arena);
    add(t, "store", store_path(store));
    add_count(t, "version", c.version);
    add_count(t, "sources", c.sources);
    add_count(t, "flow rows", c.flows);
    add_count(t, "rows replaced by a later vintage", c.replaced);
    add_count(t, "rows left out of sums", c.left_out);
    add_count(t, "rejected rows", c.rejects);
    add_count(t, "reporters", c.reporters);
    add_span(t, "months", c.first_month, c.last_month);
    add_span(t, "years", c.first_year, c.last_year);
    add_count(t, "exchange rates", c.rates);
    add(t, "reference data", s->build.reference);
    return add_parts(t, store, err);
}

const struct question question_store_info = {
    .name = "store info",
    .arguments = "",
    .summary = "say what the store holds",
    .text = "Sources, rows, rejects, the months and years they reach over, the version of the "
            "store and the state of the reference data. Of a store in a cluster also its shards, "
            "and of each server that the URL names what it holds and how far it is behind.",
    .examples = "weir store info",
    .needs = NEEDS_READ,
    .main = true,
    .columns = info_columns,
    .column_count = COLUMNS(info_columns),
    .local = true,
    .run = info,
};

/* --- drop --- */

static const struct column drop_columns[] = {{"dropped", "dropped source", STYLE_INT, EVERYWHERE}};

static int drop(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct words *w = params;
    struct store *store;
    char *end = NULL;
    long id = w->count ? strtol(w->item[0], &end, 10) : 0;
    if (id <= 0 || !end || *end)
        return err_set(err, ERR_USAGE, "which source? weir sources lists their numbers");
    TRY(session_store(s, &store, err));
    TRY(store_drop(store, id, err));
    out->table = table_new(drop_columns, 1, s->arena);
    table_number(&out->table, (double)id);
    return 0;
}

const struct question question_store_drop = {
    .name = "store drop",
    .arguments = "SOURCE",
    .summary = "remove a source",
    .text = "Vintages it had replaced are current again.",
    .examples = "weir store drop 1",
    .needs = NEEDS_WRITE,
    .columns = drop_columns,
    .column_count = COLUMNS(drop_columns),
    .run = drop,
};
