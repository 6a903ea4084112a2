/* SPDX-License-Identifier: Apache-2.0 */
#include "ref/build.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/resource.h"
#include "base/temp.h"
#include "ref/ref.h"

/* In an order that satisfies the foreign keys. */
static const char *const tables[] = {
    "data/area/area.csv",      "data/area/area_key.csv", "data/area/membership.csv",
    "data/hs/code.csv",        "data/hs/conversion.csv", "data/hs/link.csv",
    "data/control/chpl.csv",   "data/control/list.csv",  "data/control/act.csv",
    "data/control/spell.csv",  "data/group/product.csv", "data/event/event.csv",
    "data/regime/binding.csv", "data/treaty/party.csv",  "data/warrant/warrant.csv",
};

/* "data/hs/code.csv" -> "code" */
static void table_name(char out[64], const char *path)
{
    const char *base = strrchr(path, '/') + 1;
    snprintf(out, 64, "%.*s", (int)strcspn(base, "."), base);
}

static int write_text(const char *path, const struct resource *r, struct err *err)
{
    FILE *f = fopen(path, "w");
    bool ok = f && fwrite(r->text, 1, r->len, f) == r->len;
    if (f && fclose(f))
        ok = false;
    return ok ? 0 : err_set(err, ERR_IO, "'%s' could not be written", path);
}

static int load_table(struct duck *d, const char *name, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf sql = {0};
    char *path, table[64];
    table_name(table, name);
    TRY(temp_file(&path, "ref", &a, err));
    int rc = write_text(path, resource_get(name), err);
    if (!rc) {
        buf_printf(&sql, "INSERT INTO ref.%s BY NAME SELECT * FROM read_csv(", table);
        buf_sql_quote(&sql, path);
        buf_puts(&sql, ", header = true, delim = ',', quote = '\"', escape = '\"', "
                       "all_varchar = true)");
        rc = duck_run(d, sql.s, NULL, err);
    }
    unlink(path);
    if (rc && err && err->code == ERR_STORE) {
        char message[ERR_MSG_MAX];
        snprintf(message, sizeof message, "%s", err->msg);
        return err_set(err, ERR_INPUT, "reference table '%s' refused: %.900s", name, message);
    }
    return rc;
}

/* As schema `ref`, where constraints check them, with families and names. */
static int load(struct duck *d, struct err *err)
{
    char hex[65];
    ref_fingerprint(hex);
    TRY(duck_run(d, resource_get("src/ref/sql/schema.sql")->text, NULL, err));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        TRY(load_table(d, tables[i], err));
    TRY(duck_run(d, resource_get("src/ref/sql/derive.sql")->text, NULL, err));
    struct duck_param p[] = {{"f", hex}, {0}};
    return duck_run(d, "INSERT INTO ref.loaded VALUES ($f)", p, err);
}

static int copy_tables(struct duck *d, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf sql = {0};
    TRY(duck_query(d, &r,
                   "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'ref' "
                   "ORDER BY table_name",
                   NULL, err));
    while (duck_next(r)) {
        const char *name = duck_text(r, 0, &a);
        buf_printf(&sql, "CREATE TABLE built.%s AS FROM ref.%s;\n", name, name);
    }
    TRY(duck_end(r, err));
    return duck_run(d, sql.s, NULL, err);
}

int ref_build(const char *path, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    CLEANUP(buf_free) struct buf sql = {0};
    struct duck_options o = {0};
    TRY(duck_open(&d, NULL, &o, err));
    TRY(load(d, err));
    buf_puts(&sql, "ATTACH ");
    buf_sql_quote(&sql, path);
    buf_puts(&sql, " AS built");
    TRY(duck_run(d, sql.s, NULL, err));
    TRY(copy_tables(d, err));
    return duck_run(d, "DETACH built", NULL, err);
}
