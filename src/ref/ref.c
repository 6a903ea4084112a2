/* SPDX-License-Identifier: Apache-2.0 */
#include "ref/ref.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/resource.h"

/* In an order that satisfies the foreign keys. */
static const char *const tables[] = {
    "data/area/area.csv",      "data/area/area_key.csv",   "data/area/membership.csv",
    "data/hs/code.csv",        "data/hs/conversion.csv",   "data/hs/link.csv",
    "data/control/chpl.csv",   "data/control/control.csv", "data/group/product.csv",
    "data/event/event.csv",    "data/regime/timeline.csv", "data/control/annex.csv",
    "data/regime/binding.csv", "data/treaty/party.csv",    "data/warrant/warrant.csv",
};

const char *ref_fingerprint(void)
{
    static char hex[65];
    static const char *const parts[] = {"data/fingerprint", "src/ref/sql/schema.sql",
                                        "src/ref/sql/derive.sql"};
    CLEANUP(buf_free) struct buf all = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_add(&all, resource_get(parts[i])->text, resource_get(parts[i])->len);
    digest_bytes(hex, all.s, all.len);
    return hex;
}

/* "data/hs/code.csv" -> "code" */
static void table_name(char out[64], const char *path)
{
    const char *base = strrchr(path, '/') + 1;
    snprintf(out, 64, "%.*s", (int)strcspn(base, "."), base);
}

static int write_temp(char *path, const struct resource *r, struct err *err)
{
    int fd = mkstemp(path);
    if (fd < 0)
        return err_set(err, ERR_IO, "'%s' could not be created", path);
    FILE *f = fdopen(fd, "w");
    bool ok = f && fwrite(r->text, 1, r->len, f) == r->len;
    if (f && fclose(f))
        ok = false;
    return ok ? 0 : err_set(err, ERR_IO, "'%s' could not be written", path);
}

static int load_table(struct duck *d, const char *name, struct err *err)
{
    const char *dir = getenv("TMPDIR");
    char path[256], table[64];
    snprintf(path, sizeof path, "%s/weir-ref-XXXXXX", dir ? dir : "/tmp");
    table_name(table, name);
    CLEANUP(buf_free) struct buf sql = {0};
    int rc = write_temp(path, resource_get(name), err);
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

int ref_current(struct duck *d, bool *current, struct err *err)
{
    int64_t there = 0;
    *current = false;
    TRY(duck_int_of(d, &there,
                    "SELECT count(*) FROM duckdb_tables() "
                    "WHERE schema_name = 'ref' AND table_name = 'loaded'",
                    NULL, 0, err));
    if (!there)
        return 0;
    struct duck_param p[] = {{"f", ref_fingerprint()}, {0}};
    TRY(duck_int_of(d, &there, "SELECT count(*) FROM ref.loaded WHERE fingerprint = $f", p, 0,
                    err));
    *current = there > 0;
    return 0;
}

int ref_load(struct duck *d, struct err *err)
{
    bool current;
    TRY(ref_current(d, &current, err));
    if (current)
        return 0;
    TRY(duck_run(d, resource_get("src/ref/sql/schema.sql")->text, NULL, err));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        TRY(load_table(d, tables[i], err));
    TRY(duck_run(d, resource_get("src/ref/sql/derive.sql")->text, NULL, err));
    struct duck_param p[] = {{"f", ref_fingerprint()}, {0}};
    return duck_run(d, "INSERT INTO ref.loaded VALUES ($f)", p, err);
}

static int not_found(struct duck *d, const char *name, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"name", name}, {0}};
    char *near = NULL;
    TRY(duck_text_of(d, &near, &a, resource_get("src/ref/sql/near.sql")->text, p, err));
    err_set(err, ERR_NOT_FOUND, "area '%s' is not known", name);
    err_hint(err, "did you mean %s? ISO2, ISO3, M49, names and groups such as EU27 are accepted",
             near ? near : "a country");
    return ERR_NOT_FOUND;
}

int ref_area(struct duck *d, int *m49, const char *name, struct err *err)
{
    struct duck_param p[] = {{"name", name}, {0}};
    int64_t found;
    TRY(duck_int_of(d, &found, "SELECT m49 FROM ref.area_name WHERE \"key\" = upper(trim($name))",
                    p, -1, err));
    if (found < 0)
        return not_found(d, name, err);
    *m49 = (int)found;
    return 0;
}

static void add_area(struct ref_areas *out, struct arena *a, int m49)
{
    for (int i = 0; i < out->count; i++)
        if (out->m49[i] == m49)
            return;
    out->m49 = arena_grow(a, out->m49, (size_t)out->count, sizeof *out->m49);
    out->m49[out->count++] = m49;
}

static int add_named(struct duck *d, struct ref_areas *out, struct arena *a, const char *name,
                     struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"name", name}, {0}};
    TRY(duck_query(d, &r,
                   "SELECT m49 FROM ref.membership WHERE upper(grp) = upper(trim($name)) "
                   "AND (until_date IS NULL OR until_date > current_date) ORDER BY iso3",
                   p, err));
    int before = out->count;
    while (duck_next(r))
        add_area(out, a, (int)duck_int(r, 0));
    TRY(duck_end(r, err));
    if (out->count > before)
        return 0;
    int m49;
    TRY(ref_area(d, &m49, name, err));
    add_area(out, a, m49);
    return 0;
}

/* A name may itself hold a comma ("Bolivia, Plurinational State of"): try the whole first. */
int ref_areas(struct duck *d, struct ref_areas *out, struct arena *a, const char *list,
              struct err *err)
{
    *out = (struct ref_areas){0};
    int m49;
    if (strchr(list, ',') && !ref_area(d, &m49, list, NULL)) {
        add_area(out, a, m49);
        return 0;
    }
    for (const char *s = list; *s;) {
        size_t n = strcspn(s, ",");
        if (n)
            TRY(add_named(d, out, a, arena_strndup(a, s, n), err));
        s += n + (s[n] == ',');
    }
    return out->count ? 0 : err_set(err, ERR_USAGE, "no area in '%s'", list);
}

char *ref_areas_text(const struct ref_areas *areas, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < areas->count; i++)
        buf_printf(&b, "%s%d", i ? "," : "", areas->m49[i]);
    return arena_strdup(a, buf_str(&b));
}
