/* feed.c - see feed.h; DuckDB's C interface for table functions ("C API: Table Functions").
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "duck/feed.h"

#include <stdlib.h>
#include <string.h>

#include "duck/inside.h"

struct bound {
    const struct duck_feed *feed;
    const struct duck_feed_column *column;
    int number, count;
};

struct scan {
    const struct duck_feed *feed;
    void *scan;
    struct block block;
    size_t row;    /* of the block */
    size_t *items; /* by column: items of lists that were read */
    int *out;      /* by output column: of the block, -1: none */
    int out_count;
};

static duckdb_logical_type type_of(const struct duck_feed_column *c)
{
    static const duckdb_type types[] = {DUCKDB_TYPE_TINYINT, DUCKDB_TYPE_SMALLINT,
                                        DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_BIGINT,
                                        DUCKDB_TYPE_DOUBLE,  DUCKDB_TYPE_VARCHAR};
    duckdb_logical_type item = duckdb_create_logical_type(types[c->type]);
    if (!c->list)
        return item;
    duckdb_logical_type list = duckdb_create_list_type(item);
    duckdb_destroy_logical_type(&item);
    return list;
}

/* A failure crosses DuckDB as a text that says what it was. */
static const char *message_of(const struct err *e, struct arena *a)
{
    return arena_printf(a, "\x1f%d\x1f%s\x1f%s", (int)e->code, e->msg, e->hint);
}

static void bind(duckdb_bind_info info)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct bound *b = calloc(1, sizeof *b);
    if (!b)
        abort();
    b->feed = duckdb_bind_get_extra_info(info);
    duckdb_value number = duckdb_bind_get_parameter(info, 0);
    b->number = duckdb_get_int32(number);
    duckdb_destroy_value(&number);
    duckdb_bind_set_bind_data(info, b, free);
    if (b->feed->columns(b->feed->ctx, b->number, &b->column, &b->count, &err)) {
        duckdb_bind_set_error(info, message_of(&err, &a));
        return;
    }
    for (int i = 0; i < b->count; i++) {
        duckdb_logical_type type = type_of(&b->column[i]);
        duckdb_bind_add_result_column(info, b->column[i].name, type);
        duckdb_destroy_logical_type(&type);
    }
}

static void end_scan(void *ctx)
{
    struct scan *s = ctx;
    if (s->scan)
        s->feed->close(s->scan);
    free(s->items);
    free(s->out);
    free(s);
}

/* The columns that are wanted, each once; which of them stands in each column of the output. */
static int choose_columns(struct scan *s, duckdb_init_info info, const struct bound *b, int *wanted)
{
    int count = 0;
    s->out_count = (int)duckdb_init_get_column_count(info);
    s->out = calloc((size_t)s->out_count + 1, sizeof *s->out);
    s->items = calloc((size_t)b->count + 1, sizeof *s->items);
    if (!s->out || !s->items)
        abort();
    for (int i = 0; i < s->out_count; i++) {
        idx_t column = duckdb_init_get_column_index(info, (idx_t)i);
        s->out[i] = column < (idx_t)b->count ? count : -1;
        if (column < (idx_t)b->count)
            wanted[count++] = (int)column;
    }
    if (!count)
        wanted[count++] = 0; /* rows that are only counted */
    return count;
}

static void begin_scan(duckdb_init_info info)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    const struct bound *b = duckdb_init_get_bind_data(info);
    struct scan *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->feed = b->feed;
    duckdb_init_set_init_data(info, s, end_scan);
    duckdb_init_set_max_threads(info, 1);
    int *wanted = arena_array(&a, int, (size_t)b->count + 1);
    int count = choose_columns(s, info, b, wanted);
    if (b->feed->open(b->feed->ctx, &s->scan, b->number, wanted, count, &err))
        duckdb_init_set_error(info, message_of(&err, &a));
}

static void set_nulls(duckdb_vector v, const uint8_t *null, size_t from, size_t n)
{
    duckdb_vector_ensure_validity_writable(v);
    uint64_t *valid = duckdb_vector_get_validity(v);
    for (size_t i = 0; i < n; i++)
        if (null[from + i])
            duckdb_validity_set_row_invalid(valid, i);
}

static void give_values(duckdb_vector v, const struct block_column *c, size_t from, size_t n)
{
    size_t size = block_size(c->type);
    if (size && n)
        memcpy(duckdb_vector_get_data(v), (const char *)c->data + from * size, n * size);
    const struct block_text *t = c->data;
    for (size_t i = 0; i < n && !size; i++)
        duckdb_vector_assign_string_element_len(v, i, t[from + i].s, t[from + i].n);
    if (c->null)
        set_nulls(v, c->null, from, n);
}

static void give_lists(duckdb_vector v, const struct block_column *c, size_t from, size_t n)
{
    duckdb_list_entry *entry = duckdb_vector_get_data(v);
    uint64_t begin = from ? c->ends[from - 1] : 0, end = n ? c->ends[from + n - 1] : begin;
    duckdb_list_vector_reserve(v, end - begin);
    duckdb_list_vector_set_size(v, end - begin);
    for (size_t i = 0; i < n; i++) {
        uint64_t start = from + i ? c->ends[from + i - 1] : 0;
        entry[i] = (duckdb_list_entry){start - begin, c->ends[from + i] - start};
    }
    give_values(duckdb_list_vector_get_child(v), c, (size_t)begin, (size_t)(end - begin));
}

static void give_rows(duckdb_function_info info, duckdb_data_chunk output)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct scan *s = duckdb_function_get_init_data(info);
    if (s->row == s->block.rows) {
        s->row = 0;
        if (s->feed->next(s->scan, &s->block, &err)) {
            s->block.rows = 0;
            duckdb_function_set_error(info, message_of(&err, &a));
            return;
        }
    }
    size_t n = s->block.rows - s->row, most = duckdb_vector_size();
    n = n > most ? most : n;
    for (int i = 0; i < s->out_count && n; i++) {
        duckdb_vector v = duckdb_data_chunk_get_vector(output, (idx_t)i);
        const struct block_column *c = s->out[i] < 0 ? NULL : &s->block.column[s->out[i]];
        if (c && c->ends)
            give_lists(v, c, s->row, n);
        else if (c)
            give_values(v, c, s->row, n);
    }
    s->row += n;
    duckdb_data_chunk_set_size(output, n);
}

int duck_feed(struct duck *d, const struct duck_feed *feed, struct err *err)
{
    duckdb_table_function f = duckdb_create_table_function();
    duckdb_logical_type number = duckdb_create_logical_type(DUCKDB_TYPE_INTEGER);
    duckdb_table_function_set_name(f, "weir_feed");
    duckdb_table_function_add_parameter(f, number);
    duckdb_table_function_set_extra_info(f, (void *)(uintptr_t)feed, NULL);
    duckdb_table_function_set_bind(f, bind);
    duckdb_table_function_set_init(f, begin_scan);
    duckdb_table_function_set_function(f, give_rows);
    duckdb_table_function_supports_projection_pushdown(f, true);
    bool made = duckdb_register_table_function(d->connection, f) == DuckDBSuccess;
    duckdb_destroy_logical_type(&number);
    duckdb_destroy_table_function(&f);
    return made ? 0 : err_set(err, ERR_STORE, "DuckDB takes no table function");
}

/* --- rows of a result as blocks --- */

static int block_type_of(enum block_type *out, duckdb_type t)
{
    switch ((int)t) {
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_BOOLEAN:
        return *out = BLOCK_INT8, 0;
    case DUCKDB_TYPE_SMALLINT:
        return *out = BLOCK_INT16, 0;
    case DUCKDB_TYPE_INTEGER:
        return *out = BLOCK_INT32, 0;
    case DUCKDB_TYPE_BIGINT:
        return *out = BLOCK_INT64, 0;
    case DUCKDB_TYPE_DOUBLE:
        return *out = BLOCK_REAL, 0;
    case DUCKDB_TYPE_VARCHAR:
        return *out = BLOCK_TEXT, 0;
    default:
        return 1;
    }
}

/* NULL: every row has a value. */
static const uint8_t *nulls_of(const uint64_t *valid, size_t rows, struct arena *a)
{
    if (!valid)
        return NULL;
    uint8_t *null = arena_array(a, uint8_t, rows + 1);
    for (size_t i = 0; i < rows; i++)
        null[i] = !(valid[i / 64] >> (i % 64) & 1);
    return null;
}

static const struct block_text *texts_of(duckdb_string_t *s, const uint8_t *null, size_t rows,
                                         struct arena *a)
{
    struct block_text *t = arena_array(a, struct block_text, rows + 1);
    for (size_t i = 0; i < rows; i++)
        t[i] = null && null[i]
                   ? (struct block_text){"", 0}
                   : (struct block_text){duckdb_string_t_data(&s[i]), duckdb_string_t_length(s[i])};
    return t;
}

static int view(struct block_column *c, const struct duck_rows *r, int i, duckdb_data_chunk chunk,
                struct arena *a, struct err *err)
{
    duckdb_vector v = duckdb_data_chunk_get_vector(chunk, (idx_t)i);
    size_t rows = (size_t)duckdb_data_chunk_get_size(chunk);
    *c = (struct block_column){.name = arena_strdup(a, duck_column_name(r, i))};
    if (block_type_of(&c->type, r->column[i].physical))
        return err_set(err, ERR_STORE, "column '%s' must be cast", c->name);
    c->null = nulls_of(duckdb_vector_get_validity(v), rows, a);
    c->data = duckdb_vector_get_data(v);
    if (c->type == BLOCK_TEXT)
        c->data = texts_of(duckdb_vector_get_data(v), c->null, rows, a);
    return 0;
}

int duck_next_block(struct duck_rows *r, struct block *b, struct arena *a, struct err *err)
{
    *b = (struct block){0};
    duckdb_data_chunk chunk = duckdb_fetch_chunk(r->result);
    size_t rows = chunk ? (size_t)duckdb_data_chunk_get_size(chunk) : 0;
    *b = (struct block){.hold = chunk};
    if (!rows) {
        duck_let_go(b);
        return duck_end(r, err);
    }
    struct block_column *list = arena_array(a, struct block_column, (size_t)r->columns);
    for (int i = 0; i < r->columns; i++)
        if (view(&list[i], r, i, chunk, a, err)) {
            duck_let_go(b);
            return ERR_STORE;
        }
    *b = (struct block){rows, r->columns, list, chunk};
    return 0;
}

void duck_let_go(struct block *b)
{
    duckdb_data_chunk chunk = b->hold;
    if (chunk)
        duckdb_destroy_data_chunk(&chunk);
    *b = (struct block){0};
}
