/* guard.c - what SQL may reach: a file may come from a stranger, and a statement from a user.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "duck/definitions.h"
#include "duck/inside.h"

/* Where names without a database are looked for; a schema that is not there is refused. */
static int set_path(struct duck *d, const char *before, const char *schema, struct err *err)
{
    CLEANUP(buf_free) struct buf path = {0}, sql = {0};
    buf_puts(&path, before);
    buf_sql_name(&path, d->catalog);
    buf_puts(&path, ".main");
    if (schema) {
        buf_puts(&path, ",");
        buf_sql_name(&path, d->catalog);
        buf_printf(&path, ".%s", schema);
    }
    buf_puts(&sql, "SET search_path = ");
    buf_sql_quote(&sql, path.s);
    return duck_run(d, sql.s, NULL, err);
}

int duck_guard(struct duck *d, const char *schema, struct err *err)
{
    if (!d->catalog)
        TRY(duck_text_of(d, &d->catalog, &d->arena, "SELECT system.main.current_database()", NULL,
                         err));
    d->schema = schema;
    return set_path(d, "system.main,", schema, err);
}

int duck_define(struct duck *d, const char *ddl, struct err *err)
{
    TRY(set_path(d, "", NULL, err));
    int rc = duck_run(d, ddl, NULL, err), back = duck_guard(d, d->schema, rc ? NULL : err);
    definitions_forget(d);
    return rc ? rc : back;
}

const char *duck_catalog(const struct duck *d)
{
    return d->catalog;
}

int duck_no_outside(struct duck *d, struct err *err)
{
    return duck_run(d, "SET enable_external_access = false", NULL, err);
}

int duck_lock_down(struct duck *d, struct err *err)
{
    TRY(duck_no_outside(d, err));
    return duck_run(d, "SET lock_configuration = true", NULL, err);
}

/* --- what a user asks --- */

static void free_statement(duckdb_prepared_statement *s)
{
    duckdb_destroy_prepare(s);
}
static void free_extracted(duckdb_extracted_statements *e)
{
    duckdb_destroy_extracted(e);
}

static int no_question(struct err *err)
{
    err_set(err, ERR_USAGE, "only one statement that reads may be asked");
    return err_hint(err, "SELECT, FROM, DESCRIBE, SHOW, or EXPLAIN of one of them");
}

/* What stands after a first word; NULL: the statement begins with another. */
static const char *after_word(const char *sql, const char *word)
{
    size_t n = strlen(word);
    sql += strspn(sql, " \t\r\n");
    return strncasecmp(sql, word, n) || !strchr(" \t\r\n", sql[n]) ? NULL : sql + n;
}

/* Whether a statement begins as a question does: of one that does not, more need not be said. */
static bool may_ask(const char *sql)
{
    static const char *const words[] = {"SELECT",   "FROM",    "WITH",      "VALUES", "TABLE",
                                        "DESCRIBE", "EXPLAIN", "SUMMARIZE", "SHOW",   "PIVOT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (after_word(sql, words[i]))
            return true;
    return sql[strspn(sql, " \t\r\n")] == '(';
}

/* Functions that a SELECT can call and that change more than they answer. */
static bool changes_settings(const char *sql)
{
    static const char *const functions[] = {"enable_",   "disable_",  "checkpoint",
                                            "truncate_", "write_log", "pragma_"};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        for (const char *at = sql; (at = strcasestr(at, functions[i])); at++) {
            const char *end = at +
                              strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
            if (end[strspn(end, "\" \t\r\n")] == '(')
                return true;
        }
    return false;
}

int duck_only_reads(struct duck *d, const char *sql, struct err *err)
{
    CLEANUP(free_extracted) duckdb_extracted_statements list = NULL;
    CLEANUP(free_statement) duckdb_prepared_statement s = NULL;
    idx_t count = duckdb_extract_statements(d->connection, sql, &list);
    if (!count)
        return duck_fail(err, ERR_STORE, duckdb_extract_statements_error(list));
    if (count != 1 || changes_settings(sql))
        return no_question(err);
    if (duckdb_prepare_extracted_statement(d->connection, list, 0, &s) == DuckDBError)
        return may_ask(sql) ? duck_fail(err, ERR_STORE, duckdb_prepare_error(s)) : no_question(err);
    duckdb_statement_type type = duckdb_prepared_statement_type(s);
    if (type == DUCKDB_STATEMENT_TYPE_SELECT)
        return 0;
    /* EXPLAIN ANALYZE runs what it explains, so what follows must be a question by itself */
    const char *explained = after_word(sql, "EXPLAIN");
    bool asks = type == DUCKDB_STATEMENT_TYPE_EXPLAIN && explained &&
                !duck_only_reads(d, explained, NULL);
    return asks ? 0 : no_question(err);
}
