/* rows.c - reading the rows of a result.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "duck/inside.h"

static bool next_chunk(struct duck_rows *r)
{
    if (r->chunk)
        duckdb_destroy_data_chunk(&r->chunk);
    r->chunk = duckdb_fetch_chunk(r->result);
    r->row = 0;
    r->size = r->chunk ? duckdb_data_chunk_get_size(r->chunk) : 0;
    for (int i = 0; r->size && i < r->columns; i++) {
        duckdb_vector v = duckdb_data_chunk_get_vector(r->chunk, (idx_t)i);
        r->column[i].data = duckdb_vector_get_data(v);
        r->column[i].valid = duckdb_vector_get_validity(v);
        if (r->column[i].physical == DUCKDB_TYPE_LIST)
            r->column[i].items = duckdb_vector_get_data(duckdb_list_vector_get_child(v));
    }
    return r->size > 0;
}

bool duck_next(struct duck_rows *r)
{
    if (r->row >= r->size && !next_chunk(r))
        return false;
    r->row++;
    return true;
}

int duck_end(struct duck_rows *r, struct err *err)
{
    const char *message = duckdb_result_error(&r->result);
    return message ? duck_fail(err, ERR_STORE, message) : 0;
}

void duck_rows_free(struct duck_rows **r)
{
    if (!*r)
        return;
    if ((*r)->chunk)
        duckdb_destroy_data_chunk(&(*r)->chunk);
    duckdb_destroy_result(&(*r)->result);
    free(*r);
    *r = NULL;
}

bool duck_null(const struct duck_rows *r, int column)
{
    const uint64_t *valid = r->column[column].valid;
    idx_t i = r->row - 1;
    return valid && !(valid[i / 64] >> (i % 64) & 1);
}

int64_t duck_int(const struct duck_rows *r, int column)
{
    if (duck_null(r, column))
        return 0;
    const void *p = r->column[column].data;
    idx_t i = r->row - 1;
    switch ((int)r->column[column].physical) {
    case DUCKDB_TYPE_TINYINT:
        return ((const int8_t *)p)[i];
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_BOOLEAN:
        return ((const uint8_t *)p)[i];
    case DUCKDB_TYPE_SMALLINT:
        return ((const int16_t *)p)[i];
    case DUCKDB_TYPE_USMALLINT:
        return ((const uint16_t *)p)[i];
    case DUCKDB_TYPE_INTEGER:
        return ((const int32_t *)p)[i];
    case DUCKDB_TYPE_UINTEGER:
        return ((const uint32_t *)p)[i];
    case DUCKDB_TYPE_BIGINT:
        return ((const int64_t *)p)[i];
    default:
        return 0;
    }
}

double duck_real(const struct duck_rows *r, int column)
{
    if (duck_null(r, column))
        return NAN;
    idx_t i = r->row - 1;
    switch ((int)r->column[column].physical) {
    case DUCKDB_TYPE_DOUBLE:
        return ((const double *)r->column[column].data)[i];
    case DUCKDB_TYPE_FLOAT:
        return (double)((const float *)r->column[column].data)[i];
    default:
        return (double)duck_int(r, column);
    }
}

bool duck_bool(const struct duck_rows *r, int column)
{
    return duck_int(r, column) != 0;
}

char *duck_text(const struct duck_rows *r, int column, struct arena *a)
{
    if (duck_null(r, column) || r->column[column].type != DUCK_TEXT)
        return NULL;
    duckdb_string_t *s = (duckdb_string_t *)r->column[column].data + (r->row - 1);
    return arena_strndup(a, duckdb_string_t_data(s), duckdb_string_t_length(*s));
}

/* Where the current row's elements begin; NULL when the column is no list of that type. */
static const void *list_of(const struct duck_rows *r, int column, duckdb_type item, size_t size,
                           int *n)
{
    const struct duck_column *c = &r->column[column];
    *n = 0;
    if (c->physical != DUCKDB_TYPE_LIST || c->item != item || duck_null(r, column))
        return NULL;
    const duckdb_list_entry *e = (const duckdb_list_entry *)c->data + (r->row - 1);
    *n = (int)e->length;
    return (const char *)c->items + e->offset * size;
}

const int32_t *duck_list_int(const struct duck_rows *r, int column, int *n)
{
    return list_of(r, column, DUCKDB_TYPE_INTEGER, sizeof(int32_t), n);
}

const double *duck_list_real(const struct duck_rows *r, int column, int *n)
{
    return list_of(r, column, DUCKDB_TYPE_DOUBLE, sizeof(double), n);
}

int duck_columns(const struct duck_rows *r)
{
    return r->columns;
}

const char *duck_column_name(const struct duck_rows *r, int column)
{
    return duckdb_column_name((duckdb_result *)(uintptr_t)&r->result, (idx_t)column);
}

enum duck_type duck_column_type(const struct duck_rows *r, int column)
{
    return r->column[column].type;
}
