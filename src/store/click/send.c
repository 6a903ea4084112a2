/* send.c - rows of a statement of the book, sent to a table of the cluster.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/click/store.h"

/* limit CLICK_BATCH: rows of a load that are sent at once, rows: the next batch follows; */
enum { CLICK_BATCH = 262144 };

/* Blocks that wait until they are enough for one request. */
struct batch {
    struct arena arena;
    struct block *block;
    int count;
    int64_t rows;
};

static int send(struct click_store *s, struct batch *b, const char *insert, int quorum,
                struct err *err)
{
    int rc = click_insert(s->click, insert, b->block, b->count, quorum, err);
    arena_reset(&b->arena);
    *b = (struct batch){.arena = b->arena};
    return rc;
}

static bool may_be_null(const char *column, const char *const *nullable)
{
    for (; nullable && *nullable; nullable++)
        if (!strcmp(*nullable, column))
            return true;
    return !nullable;
}

/* nullable: names of the columns that may have no value; NULL: all but load, sign and n. */
static void take_nulls(struct block *b, const char *const *nullable)
{
    static const char *const fixed[] = {"load", "sign", "n", NULL};
    struct block_column *c = (struct block_column *)(uintptr_t)b->column;
    for (int i = 0; i < b->count; i++)
        if (nullable ? !may_be_null(c[i].name, nullable) : may_be_null(c[i].name, fixed))
            c[i].null = NULL;
}

static const char *insert_sql(const struct click_store *s, const char *table, struct duck_rows *r,
                              struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "INSERT INTO %s.%s", s->place.database, table);
    for (int i = 0; i < duck_columns(r); i++) {
        buf_puts(&b, i ? ", " : " (");
        click_name(&b, duck_column_name(r, i));
    }
    buf_puts(&b, ")");
    return arena_strdup(a, b.s);
}

int click_pour(struct click_store *s, const char *table, const char *sql,
               const struct duck_param *params, const char *const *nullable, int quorum,
               int64_t *rows, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct batch batch = {0};
    *rows = 0;
    TRY(duck_stream(s->duck.duck, &r, sql, params, err));
    const char *insert = insert_sql(s, table, r, &a);
    int rc = 0;
    for (bool more = true; more && !rc;) {
        struct block b;
        rc = duck_next_block(r, &b, &batch.arena, err);
        more = !rc && b.rows;
        if (more) {
            take_nulls(&b, nullable);
            batch.block = arena_grow(&batch.arena, batch.block, (size_t)batch.count, sizeof b);
            batch.block[batch.count++] = b;
            batch.rows += (int64_t)b.rows;
            *rows += (int64_t)b.rows;
        }
        if (!rc && batch.rows && (!more || batch.rows >= CLICK_BATCH))
            rc = send(s, &batch, insert, quorum, err);
    }
    arena_free(&batch.arena);
    return rc;
}
