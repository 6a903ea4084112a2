/* flows.c - the rows of `flow`, from the shards and to them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/click/store.h"
#include "store/duck/cells.h"

/* --- from the shards --- */

static const struct duck_feed_column flow_columns[] = {
    {"source_id", BLOCK_INT32, false},   {"line", BLOCK_INT64, false},
    {"nomenclature", BLOCK_TEXT, false}, {"revision", BLOCK_TEXT, false},
    {"code", BLOCK_TEXT, false},         {"reporter", BLOCK_INT16, false},
    {"partner", BLOCK_INT16, false},     {"direction", BLOCK_TEXT, false},
    {"freq", BLOCK_TEXT, false},         {"period", BLOCK_INT32, false},
    {"value", BLOCK_REAL, false},        {"currency", BLOCK_TEXT, false},
    {"valuation", BLOCK_TEXT, false},    {"net_weight", BLOCK_REAL, false},
    {"quantity", BLOCK_REAL, false},     {"unit", BLOCK_TEXT, false},
    {"flags", BLOCK_INT16, false},       {"replaced_day", BLOCK_INT32, false}};

struct scan {
    struct click_rows *rows;
    struct arena arena;
};

int click_add_query(struct click_store *s, struct click_query q)
{
    s->query = arena_grow(&s->duck.arena, s->query, (size_t)s->query_count, sizeof *s->query);
    s->query[s->query_count] = q;
    return s->query_count++;
}

static int feed_columns(void *ctx, int number, const struct duck_feed_column **list, int *count,
                        struct err *err)
{
    struct click_store *s = ctx;
    if (number < 0 || number >= s->query_count)
        return err_set(err, ERR_NOT_FOUND, "nothing is fed by number %d", number);
    *list = number ? s->query[number].column : flow_columns;
    *count = number ? s->query[number].count : (int)(sizeof flow_columns / sizeof *flow_columns);
    return 0;
}

/* The loads whose rows are there.  Of a copied store some sources may have been dropped. */
static void add_loads(struct buf *b, const struct click_store *s)
{
    const struct click_head *h = &s->head;
    int64_t copied = 0;
    buf_puts(b, "load IN (-1");
    for (int i = 0; i < h->source_count; i++) {
        buf_printf(b, ", %lld", (long long)h->source[i].load);
        copied = h->source[i].source_id == ALL_SOURCES ? h->source[i].load : copied;
    }
    buf_puts(b, ")");
    for (int i = 0; i < h->dropped_count && copied; i++)
        buf_printf(b, " AND NOT (load = %lld AND source_id = %lld)", (long long)copied,
                   (long long)h->dropped[i]);
}

static void add_all_loads(struct buf *b, const char *column, const struct click_store *s)
{
    buf_printf(b, "%s IN (%lld", column, (long long)s->change.load);
    for (int i = 0; i < s->head.load_count; i++)
        buf_printf(b, ", %lld", (long long)s->head.load_list[i]);
    buf_puts(b, ")");
}

/* Rows that are replaced, wherever they stand: a family may have moved to another shard since. */
static void add_replaced(struct buf *b, const struct click_store *s, const char *rows)
{
    buf_printf(
        b,
        "%s ANY LEFT JOIN (SELECT origin AS load, source_id, line, argMax(replaced_day, since)"
        " AS replaced_day FROM %s.replaced%s WHERE ",
        s->place.cluster ? " GLOBAL" : "", s->place.database, s->place.cluster ? "_all" : "");
    add_all_loads(b, "since", s);
    if (rows && !strstr(rows, "replaced_day"))
        buf_printf(b, " AND %s", rows);
    buf_puts(b,
             " GROUP BY origin, source_id, line) AS weir_replaced USING (load, source_id, line)");
}

/* Where no row of the store is replaced nothing is joined: replaced_day is a constant. */
void click_from_flows(struct buf *b, const struct click_store *s, const struct flow_scope *scope)
{
    buf_printf(b, " FROM %s.flow%s", s->place.database, s->place.cluster ? "_all" : "");
    if (s->head.replaces)
        add_replaced(b, s, scope->rows);
    buf_puts(b, " WHERE ");
    add_loads(b, s);
    if (scope->rows)
        buf_printf(b, " AND (%s)", scope->rows);
}

const char *click_select(const struct click_store *s)
{
    return s->head.replaces ? "SELECT " : "WITH toInt32(0) AS replaced_day SELECT ";
}

static void write_flows(struct buf *b, const struct click_store *s, const int *wanted, int count)
{
    const struct flow_scope *scope = &s->duck.scope;
    buf_printf(b, "%s%s", click_select(s), scope->distinct ? "DISTINCT " : "");
    for (int i = 0; i < count; i++)
        buf_printf(b, "%s%s", i ? ", " : "", flow_columns[wanted[i]].name);
    click_from_flows(b, s, scope);
}

/* What the shards count themselves. */
static int count(struct duck_store *d, struct store_counts *out, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    CLEANUP(buf_free) struct buf sql = {0};
    const struct click_store *s = on_click(d);
    struct flow_scope all = {0};
    struct block b;
    buf_printf(&sql,
               "%stoInt64(count()), toInt64(countIf(replaced_day > 0)), "
               "toInt64(countIf(bitAnd(flags, 60) != 0))",
               click_select(s));
    click_from_flows(&sql, s, &all);
    TRY(click_read(s->click, &r, sql.s, "lll", err));
    while (click_next(r, &b)) {
        out->flows = *(const int64_t *)b.column[0].data;
        out->replaced = *(const int64_t *)b.column[1].data;
        out->left_out = *(const int64_t *)b.column[2].data;
    }
    return click_end(r, err);
}

static void write_query(struct buf *b, const struct click_query *q, const int *wanted, int count)
{
    buf_puts(b, "SELECT ");
    for (int i = 0; i < count; i++)
        buf_printf(b, "%s`%s`", i ? ", " : "", q->column[wanted[i]].name);
    buf_printf(b, " FROM (%s)", q->sql);
    if (q->order)
        buf_printf(b, " ORDER BY %s", q->order);
}

static void close_scan(void *ctx)
{
    struct scan *x = ctx;
    click_rows_free(&x->rows);
    arena_free(&x->arena);
    free(x);
}

static void name_types(char types[64], const struct duck_feed_column *c, const int *wanted,
                       int count)
{
    int i = 0;
    for (; i < count && i < 63; i++)
        types[i] = block_letter(c[wanted[i]].type, c[wanted[i]].list);
    types[i] = 0;
}

static int open_scan(void *ctx, void **scan, int number, const int *wanted, int count,
                     struct err *err)
{
    struct click_store *s = ctx;
    CLEANUP(buf_free) struct buf sql = {0};
    struct scan *x = calloc(1, sizeof *x);
    if (!x)
        abort();
    if (!s->head.load_count) {
        free(x);
        return err_set(err, ERR_STORE, "which loads %s has could not be read", s->duck.store.path);
    }
    if (number)
        write_query(&sql, &s->query[number], wanted, count);
    else
        write_flows(&sql, s, wanted, count);
    char types[64];
    name_types(types, number ? s->query[number].column : flow_columns, wanted, count);
    int rc = click_read(s->click, &x->rows, sql.s, types, err);
    if (rc)
        close_scan(x);
    else
        *scan = x;
    return rc;
}

static int next_rows(void *scan, struct block *b, struct err *err)
{
    struct scan *x = scan;
    if (click_next(x->rows, b))
        return 0;
    *b = (struct block){0};
    return click_end(x->rows, err);
}

int click_feed(struct click_store *s, struct err *err)
{
    s->feed = (struct duck_feed){s, feed_columns, open_scan, next_rows, close_scan};
    click_add_query(s, (struct click_query){0});
    TRY(duck_feed(s->duck.duck, &s->feed, err));
    return duck_run(s->duck.duck, click_text("view"), NULL, err);
}

/* --- what a load, and a removal, does to them --- */

const char *const click_nullable[] = {"revision", "value", "net_weight", "quantity", "unit", NULL};

/* Which load brought each source, for a statement of the book. */
static int make_load_of(struct click_store *s, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    long long copied = 0;
    bool more = false;
    buf_puts(&b, "CREATE OR REPLACE TEMP TABLE load_of (source_id INTEGER, load BIGINT);\n");
    for (int i = 0; i < s->head.source_count; i++) {
        const struct click_source *x = &s->head.source[i];
        copied = x->source_id == ALL_SOURCES ? x->load : copied;
        if (x->source_id == ALL_SOURCES)
            continue;
        buf_printf(&b, "%s(%lld, %lld)", more ? ", " : "INSERT INTO load_of VALUES ",
                   (long long)x->source_id, (long long)x->load);
        more = true;
    }
    if (copied)
        buf_printf(&b,
                   ";\nINSERT INTO load_of SELECT source_id, %lld FROM source ANTI JOIN load_of "
                   "USING (source_id)",
                   copied);
    return duck_run(s->duck.duck, b.s, NULL, err);
}

int click_replace(struct click_store *s, const char *which, const struct duck_param *params,
                  struct flow_scope scope, struct err *err)
{
    static const char *const none[] = {NULL};
    CLEANUP(arena_free) struct arena a = {0};
    int64_t rows;
    TRY(make_load_of(s, err));
    const struct duck_param marks[] = {{"which", click_text(which)}, {0}};
    /* all of them are read before the first is sent: what is sent would be seen */
    TRY(store_run_in(&s->duck, cells_filled(click_text("replace"), marks, &a), params, scope, err));
    TRY(click_pour(s, click_all(s, "replaced", &a), "FROM replacing", NULL, none, s->replicas,
                   &rows, err));
    s->change.replaces += rows;
    s->head.replaces |= rows > 0;
    return 0;
}

int click_put(struct click_store *s, const char *rows, const char *source,
              const struct duck_param *params, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct duck_param marks[] = {{"rows", rows}, {"source", source}, {0}};
    return click_pour(s, click_all(s, "flow", &a), cells_filled(click_text("stage"), marks, &a),
                      params, click_nullable, s->replicas, &s->change.rows, err);
}

static int put(struct duck_store *d, int64_t source_id, const struct store_load *load,
               struct err *err)
{
    struct click_store *s = on_click(d);
    CLEANUP(arena_free) struct arena a = {0};
    const char *scope = NULL;
    int64_t replaced;
    TRY(click_begin(s, err));
    struct duck_param p[] = {{"load", arena_printf(&a, "%lld", (long long)s->change.load)},
                             {"source", arena_printf(&a, "%lld", (long long)source_id)},
                             {"vintage", load->vintage},
                             {"adapter", load->adapter},
                             {0}};
    TRY(click_put(s, "stage", "$source::INTEGER", p, err));
    TRY(duck_int_of(d->duck, &replaced, "SELECT count(*) FROM again", NULL, 0, err));
    if (replaced) {
        TRY(store_stage_scope(d, &scope, &a, err));
        TRY(click_replace(s, "replace_earlier", p, (struct flow_scope){scope, false}, err));
    }
    s->change.took = source_id;
    click_took(s, source_id, s->change.load);
    return replaced ? click_replace(s, "replace_own", p, (struct flow_scope){0}, err) : 0;
}

static int drop(struct duck_store *d, int64_t source_id, struct err *err)
{
    struct click_store *s = on_click(d);
    TRY(click_begin(s, err));
    s->change.dropped = source_id;
    click_dropped(s, source_id);
    return 0;
}

static int mend(struct duck_store *d, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct click_store *s = on_click(d);
    char *scope = NULL;
    struct duck_param p[] = {{"load", arena_printf(&a, "%lld", (long long)s->change.load)}, {0}};
    TRY(duck_text_of(d->duck, &scope, &a, store_text("gone_scope"), NULL, err));
    return click_replace(s, "replace_mended", p, (struct flow_scope){scope, false}, err);
}

/* --- a change as a whole --- */

static int begin(struct duck_store *d, struct err *err)
{
    struct click_store *s = on_click(d);
    if (!s->claim)
        return err_set(err, ERR_STORE, "the store is open for reading");
    if (s->moved) {
        err_set(err, ERR_BUSY, "the store is not what it was when it was opened");
        return err_hint(err, "repeat the command: what is there already is not loaded twice");
    }
    s->change = (struct click_change){0};
    return s->base_is_old ? click_rebase(s, err) : 0;
}

static int keep(struct duck_store *d, struct err *err)
{
    struct click_store *s = on_click(d);
    TRY(click_publish(s, &s->change.book_rows, err));
    return s->change.begun ? click_commit(s, err) : 0;
}

/* What was sent of a change that is not kept, no head names.  Where the cluster moved on although
 * this change failed, or cannot say, the book that is open is of another generation. */
static void ended(struct duck_store *d, int rc)
{
    struct click_store *s = on_click(d);
    struct err err;
    bool changed = s->change.begun;
    int64_t before = s->head.generation;
    s->change = (struct click_change){0};
    if (!changed)
        return;
    if (click_read_head(s, &err))
        s->head = (struct click_head){0}; /* nothing is there until it can be read again */
    s->moved |= s->head.generation != before + !rc || !s->head.load_count;
    s->base_is_old |= !rc && !s->moved;
}

const struct far_flows click_flows = {.put = put,
                                      .drop = drop,
                                      .mend = mend,
                                      .begin = begin,
                                      .keep = keep,
                                      .ended = ended,
                                      .count = count,
                                      .copy = click_copy,
                                      .cells = click_cells,
                                      .traded = click_traded,
                                      .whole_said = click_whole_said};
