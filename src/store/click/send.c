/* send.c - rows of a statement of the book, sent to a table of the cluster.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/log.h"
#include "store/click/store.h"

/* limit CLICK_BATCH: rows of a load that are sent at once, rows: the next batch follows; */
enum { CLICK_BATCH = 524288 };

/* Rows that wait until they are enough for one request. */
struct batch {
    struct buf body;
    int64_t rows;
    struct click_insert *sent; /* the batch before it, on its way */
};

/* Sends the batch while the next one is filled, when the one before has arrived: a quorum takes one
 * insert after the other. */
static int send(struct click_store *s, struct batch *b, const char *insert, int quorum,
                struct err *err)
{
    TRY(click_insert_end(&b->sent, err));
    b->rows = 0;
    return click_insert_begin(&b->sent, s->click, insert, &b->body, quorum, err);
}

static bool is_among(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(*list, name))
            return true;
    return false;
}

/* nullable: names of the columns that may have no value; NULL: all but load, sign and n.
 * ERR_STORE: another has none. */
static int mark_nullable(struct block *b, const char *const *nullable, struct err *err)
{
    static const char *const fixed[] = {"load", "sign", "n", NULL};
    struct block_column *c = (struct block_column *)(uintptr_t)b->column;
    for (int i = 0; i < b->count; i++) {
        c[i].nullable = nullable ? is_among(c[i].name, nullable) : !is_among(c[i].name, fixed);
        for (size_t row = 0; row < b->rows && c[i].null && !c[i].nullable; row++)
            if (c[i].null[row])
                return err_set(err, ERR_STORE, "column '%s' has a row without a value", c[i].name);
    }
    return 0;
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

/* Adds the next rows to the batch; *more: there were some. */
static int add_rows(struct batch *batch, struct duck_rows *r, const char *const *nullable,
                    bool *more, struct arena *a, struct err *err)
{
    struct block b;
    TRY(duck_next_block(r, &b, a, err));
    *more = b.rows > 0;
    int rc = *more ? mark_nullable(&b, nullable, err) : 0;
    if (*more && !rc) {
        click_add_rows(&batch->body, &b);
        batch->rows += (int64_t)b.rows;
    }
    duck_let_go(&b);
    arena_reset(a);
    return rc;
}

int click_pour(struct click_store *s, const char *table, const char *sql,
               const struct duck_param *params, const char *const *nullable, int quorum,
               int64_t *rows, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0}, block = {0};
    struct batch batch = {0};
    int rc = 0;
    *rows = 0;
    TRY(duck_stream(s->duck.duck, &r, sql, params, err));
    const char *insert = insert_sql(s, table, r, &a);
    for (bool more = true; more && !rc;) {
        rc = add_rows(&batch, r, nullable, &more, &block, err);
        if (!rc && batch.rows && (!more || batch.rows >= CLICK_BATCH)) {
            *rows += batch.rows;
            log_progress(table, -1);
            rc = send(s, &batch, insert, quorum, err);
        }
    }
    buf_free(&batch.body);
    int end = click_insert_end(&batch.sent, rc ? NULL : err);
    return rc ? rc : end;
}
