/* SPDX-License-Identifier: Apache-2.0 */
#include "duck/duck.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "duck/inside.h"
#include "duck/undo.h"

static void free_config(duckdb_config *c)
{
    duckdb_destroy_config(c);
}

static void set_config(duckdb_config c, const char *name, const char *value)
{
    if (value)
        duckdb_set_config(c, name, value);
}

static void configure(duckdb_config c, const struct duck_options *o)
{
    char memory[32], threads[16], block[32];
    snprintf(memory, sizeof memory, "%dMB", o->memory_mb ? o->memory_mb : DUCK_MEMORY_MB);
    snprintf(threads, sizeof threads, "%d", o->threads);
    snprintf(block, sizeof block, "%d", o->block_kb * 1024);
    set_config(c, "default_block_size", o->block_kb ? block : NULL);
    set_config(c, "access_mode", o->read_only ? "READ_ONLY" : NULL);
    set_config(c, "checkpoint_threshold", o->undo ? "1TB" : NULL);
    set_config(c, "memory_limit", memory);
    set_config(c, "threads", o->threads ? threads : NULL);
    set_config(c, "temp_directory", o->temp_dir);
    set_config(c, "preserve_insertion_order", "true"); /* cells are read as they were put */
    set_config(c, "autoinstall_known_extensions", "false");
    set_config(c, "autoload_known_extensions", "false");
}

/* A block whose checksum is another; path: NULL where it is not known. */
static bool is_damaged(struct err *err, const char *path, const char *message)
{
    static const char damaged[] = "Corrupt database file: ";
    const char *at = strstr(message, damaged);
    if (!at)
        return false;
    at += sizeof damaged - 1;
    err_set(err, ERR_STORE, "%s%s%s is damaged: %.*s",
            path ? "'" : "a file of the store, or of the reference tables,", path ? path : "",
            path ? "'" : "", (int)strcspn(at, "\n"), at);
    err_hint(err, "take a copy of it from before, or load the published files into a new one");
    return true;
}

/* DuckDB's messages run over many lines; the first says what is wrong. */
int duck_fail(struct err *err, enum err_code code, const char *message)
{
    const char *m = message ? message : "unknown failure";
    const char *fed = strchr(m, '\x1f'), *what = fed ? strchr(fed + 1, '\x1f') : NULL;
    if (what) { /* of duck/feed.c, which says what failure it was */
        const char *hint = what + 1 + strcspn(what + 1, "\x1f");
        err_set(err, (enum err_code)atoi(fed + 1), "%.*s", (int)(hint - what - 1), what + 1);
        return *hint && hint[1] && hint[1] != '\n'
                   ? err_hint(err, "%.*s", (int)strcspn(hint + 1, "\n"), hint + 1)
                   : atoi(fed + 1);
    }
    if (is_damaged(err, NULL, m))
        return ERR_STORE;
    return err_set(err, code, "%.*s", (int)strcspn(m, "\n"), m);
}

/* DuckDB locks its file by fcntl: whoever holds a lock on it has it open.  0: nobody has. */
static pid_t holder_of(const char *path)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool held = fd >= 0 && !fcntl(fd, F_GETLK, &lock) && lock.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    return held ? lock.l_pid : 0;
}

/* Who held it a moment ago is known from DuckDB's message alone. */
static int not_opened(const char *path, const char *message, struct err *err)
{
    pid_t holder = path ? holder_of(path) : 0;
    if (holder > 0) /* -1: it is undo.c's */
        return err_set(err, ERR_BUSY, "'%s' is in use by another process (%ld)", path,
                       (long)holder);
    if (path && message && strstr(message, "Could not set lock"))
        return err_set(err, ERR_BUSY, "'%s' is in use by another process", path);
    if (path && message && is_damaged(err, path, message))
        return ERR_STORE;
    return duck_fail(err, ERR_STORE, message);
}

int duck_open(struct duck **out, const char *path, const struct duck_options *options,
              struct err *err)
{
    CLEANUP(free_config) duckdb_config config = NULL;
    if (duckdb_create_config(&config) == DuckDBError)
        return err_set(err, ERR_STORE, "no memory for DuckDB's configuration");
    configure(config, options);
    CLEANUP(duck_close) struct duck *d = calloc(1, sizeof *d);
    char *message = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    if (!d)
        abort();
    d->file = -1;
    d->path = arena_strdup(&d->arena, path);
    if (duckdb_open_ext(path ? duck_place(path, &a) : NULL, &d->database, config, &message) ==
        DuckDBError) {
        int rc = not_opened(path, message, err);
        duckdb_free(message);
        return rc;
    }
    d->cancel = options->cancel;
    if (duckdb_connect(d->database, &d->connection) == DuckDBError)
        return err_set(err, ERR_STORE, "no connection to '%s'", path ? path : "memory");
    if (options->undo)
        TRY(undo_begin(d, err));
    *out = d;
    d = NULL;
    return 0;
}

void duck_close(struct duck **d)
{
    if (!*d)
        return;
    undo_end(*d);
    duckdb_disconnect(&(*d)->connection);
    duckdb_close(&(*d)->database);
    if ((*d)->file >= 0)
        close((*d)->file);
    arena_free(&(*d)->arena);
    free(*d);
    *d = NULL;
}

const char *duck_place(const char *path, struct arena *a)
{
    return arena_printf(a, "%s%s", *path == '/' ? "" : "./", path);
}

const char *duck_file(const char *path, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, *path == '~' ? "./" : "");
    for (const char *p = path; *p; p++)
        buf_printf(&b, strchr("*?[", *p) ? "[%c]" : "%c", *p);
    return arena_strdup(a, buf_str(&b));
}

void duck_label(struct duck *d, const char *label)
{
    static const char measure[] =
        "SET enable_progress_bar = true; SET enable_progress_bar_print = false";
    if (label && !d->measures && isatty(STDERR_FILENO))
        d->measures = !duck_run(d, measure, NULL, NULL);
    d->label = label;
}

static int bind(duckdb_prepared_statement s, const struct duck_param *params, struct err *err)
{
    for (const struct duck_param *p = params; p && p->name; p++) {
        idx_t index;
        if (duckdb_bind_parameter_index(s, &index, p->name) == DuckDBError)
            continue; /* this statement does not use it */
        duckdb_state rc = p->text ? duckdb_bind_varchar(s, index, p->text)
                                  : duckdb_bind_null(s, index);
        if (rc == DuckDBError)
            return err_set(err, ERR_USAGE, "'%s' is no text in UTF-8", p->text);
    }
    return 0;
}

static void show_progress(const struct duck *d)
{
    if (d->label)
        log_progress(d->label, duckdb_query_progress(d->connection).percentage);
}

bool duck_stopped(const struct duck *d)
{
    return d->cancel && atomic_load(d->cancel);
}

static int finish(struct duck *d, duckdb_pending_result pending, duckdb_result *result,
                  struct err *err)
{
    duckdb_pending_state state;
    do {
        if (duck_stopped(d)) {
            duckdb_interrupt(d->connection);
            return err_set(err, ERR_CANCELLED, "stopped");
        }
        state = duckdb_pending_execute_task(pending);
        show_progress(d);
    } while (!duckdb_pending_execution_is_finished(state) && state != DUCKDB_PENDING_ERROR);
    if (state == DUCKDB_PENDING_ERROR)
        return duck_fail(err, ERR_STORE, duckdb_pending_error(pending));
    if (duckdb_execute_pending(pending, result) == DuckDBError) {
        duck_fail(err, ERR_STORE, duckdb_result_error(result));
        duckdb_destroy_result(result);
        return ERR_STORE;
    }
    return 0;
}

static void free_pending(duckdb_pending_result *p)
{
    duckdb_destroy_pending(p);
}
static void free_statement(duckdb_prepared_statement *s)
{
    duckdb_destroy_prepare(s);
}
static void free_extracted(duckdb_extracted_statements *e)
{
    duckdb_destroy_extracted(e);
}

static int execute(struct duck *d, duckdb_prepared_statement s, bool streaming,
                   duckdb_result *result, struct err *err)
{
    CLEANUP(free_pending) duckdb_pending_result pending = NULL;
    duckdb_state rc = streaming ? duckdb_pending_prepared_streaming(s, &pending)
                                : duckdb_pending_prepared(s, &pending);
    if (rc == DuckDBError)
        return duck_fail(err, ERR_STORE, duckdb_pending_error(pending));
    return finish(d, pending, result, err);
}

/* Runs the statements one after the other; the last one's result goes to *result. */
static int run_all(struct duck *d, const char *sql, const struct duck_param *params, bool streaming,
                   duckdb_result *result, struct err *err)
{
    CLEANUP(free_extracted) duckdb_extracted_statements list = NULL;
    idx_t count = duckdb_extract_statements(d->connection, sql, &list);
    if (!count)
        return duck_fail(err, ERR_STORE, duckdb_extract_statements_error(list));
    for (idx_t i = 0; i < count; i++) {
        CLEANUP(free_statement) duckdb_prepared_statement s = NULL;
        if (duckdb_prepare_extracted_statement(d->connection, list, i, &s) == DuckDBError)
            return duck_fail(err, ERR_STORE, duckdb_prepare_error(s));
        TRY(bind(s, params, err));
        bool last = i + 1 == count;
        TRY(execute(d, s, streaming && last, result, err));
        if (!last)
            duckdb_destroy_result(result);
    }
    return 0;
}

int duck_run(struct duck *d, const char *sql, const struct duck_param *params, struct err *err)
{
    duckdb_result result = {0};
    TRY(run_all(d, sql, params, false, &result, err));
    duckdb_destroy_result(&result);
    return 0;
}

int duck_changes(struct duck *d, int64_t *count, const char *sql, const struct duck_param *params,
                 struct err *err)
{
    return duck_int_of(d, count, sql, params, 0, err); /* its one row says it */
}

static enum duck_type kind_of(duckdb_type t)
{
    switch ((int)t) {
    case DUCKDB_TYPE_BOOLEAN:
        return DUCK_BOOL;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
        return DUCK_INT;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
        return DUCK_REAL;
    case DUCKDB_TYPE_VARCHAR:
        return DUCK_TEXT;
    default:
        return DUCK_OTHER;
    }
}

/* Type of a list's elements, INVALID for other columns. */
static duckdb_type item_type(duckdb_result *result, idx_t column)
{
    duckdb_logical_type list = duckdb_column_logical_type(result, column);
    duckdb_type type = DUCKDB_TYPE_INVALID;
    if (duckdb_get_type_id(list) == DUCKDB_TYPE_LIST) {
        duckdb_logical_type item = duckdb_list_type_child_type(list);
        type = duckdb_get_type_id(item);
        duckdb_destroy_logical_type(&item);
    }
    duckdb_destroy_logical_type(&list);
    return type;
}

static int query(struct duck *d, struct duck_rows **out, const char *sql,
                 const struct duck_param *params, bool streaming, struct err *err)
{
    duckdb_result result = {0};
    TRY(run_all(d, sql, params, streaming, &result, err));
    idx_t n = duckdb_column_count(&result);
    struct duck_rows *r = calloc(1, sizeof *r + n * sizeof r->column[0]);
    if (!r)
        abort();
    r->result = result;
    r->columns = (int)n;
    for (idx_t i = 0; i < n; i++) {
        r->column[i].physical = duckdb_column_type(&r->result, i);
        r->column[i].type = kind_of(r->column[i].physical);
        r->column[i].item = item_type(&r->result, i);
    }
    *out = r;
    return 0;
}

void duck_undo(struct duck *d, const char *sql)
{
    const atomic_bool *cancel = d->cancel;
    d->cancel = NULL;
    (void)!duck_run(d, sql, NULL, NULL);
    d->cancel = cancel;
}

int duck_query(struct duck *d, struct duck_rows **out, const char *sql,
               const struct duck_param *params, struct err *err)
{
    return query(d, out, sql, params, false, err);
}

int duck_stream(struct duck *d, struct duck_rows **out, const char *sql,
                const struct duck_param *params, struct err *err)
{
    return query(d, out, sql, params, true, err);
}

int duck_int_of(struct duck *d, int64_t *out, const char *sql, const struct duck_param *params,
                int64_t otherwise, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(d, &r, sql, params, err));
    bool there = duck_next(r) && !duck_null(r, 0);
    *out = there ? duck_int(r, 0) : otherwise;
    return duck_end(r, err);
}

int duck_text_of(struct duck *d, char **out, struct arena *a, const char *sql,
                 const struct duck_param *params, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(d, &r, sql, params, err));
    *out = duck_next(r) ? duck_text(r, 0, a) : NULL;
    return duck_end(r, err);
}
