/* Stores that other hands have changed: nothing of them is run.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "register/register.h"
#include "store/duck/store.h"

extern const struct question question_series;

static const struct store_backend *const backends[] = {&store_on_duck, NULL};
static char *whole;

static struct store *opened(enum store_mode mode)
{
    struct store_options o = {.backends = backends, .mode = mode};
    struct store *s;
    if (store_open(&s, small.store, &o, &small.err))
        fail_msg("%s", small.err.msg);
    return s;
}

static void copy(const char *from, const char *to)
{
    char block[4096];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_true(in && out);
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        assert_int_equal(fwrite(block, 1, n, out), n);
    assert_int_equal(fclose(in) || fclose(out), 0);
}

/* The store as it was, with these statements run in it by somebody else. */
static void tamper(const char *sql)
{
    struct duck *d;
    struct duck_options o = {.threads = 1};
    session_close(&small.session);
    copy(whole, small.store);
    assert_int_equal(duck_open(&d, small.store, &o, &small.err), 0);
    if (duck_run(d, sql, NULL, &small.err))
        fail_msg("%s: %s", sql, small.err.msg);
    duck_close(&d);
}

/* The digests that spare making the tables anew are those of today's schemas. */
static void digests(void **state)
{
    (void)state;
    const struct definitions *x;
    char hex[DIGEST_HEX];
    struct store *s = opened(STORE_WRITE);
    assert_int_equal(register_prepare(s, &small.err), 0);
    assert_int_equal(definitions_read(&x, store_stage(s), &small.err), 0);
    definitions_digest(hex, x, "main");
    assert_string_equal(hex, STORE_DIGEST);
    definitions_digest(hex, x, "reg");
    assert_string_equal(hex, REGISTER_DIGEST);
    store_close(&s);
    whole = small_path("whole.weir");
    copy(small.store, whole);
}

/* Macros with the names of functions, and of weir's own, change no figure. */
static void macros(void **state)
{
    (void)state;
    static const char line[] = "--from IND --to RUS --code 842952";
    struct answer a = small_ask(&question_series, line);
    double value = small_fact(&a, "points.0.value")->number;
    tamper("CREATE MACRO sum(x) AS 666; CREATE MACRO coalesce(x, y) AS 666;"
           "CREATE MACRO list_contains(x, y) AS true; CREATE MACRO upper(x) AS 'X';"
           "CREATE MACRO duckdb_tables() AS TABLE SELECT 'main' AS schema_name;"
           "CREATE MACRO current_database() AS 'nowhere';"
           "CREATE MACRO flow_at(day) AS TABLE SELECT content FROM read_text('/etc/passwd');"
           "CREATE MACRO unnest(x) AS 1; CREATE MACRO min(x) AS 666; CREATE MACRO max(x) AS 666");
    a = small_ask(&question_series, line);
    assert_near(small_fact(&a, "points.0.value")->number, value, 1e-9);
}

static void changed(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *message;
    } cases[] = {
        {"CREATE TABLE extra(a INTEGER)", "'main.extra' was not made by weir"},
        {"CREATE VIEW extra AS SELECT 1", "'main.extra' was not made by weir"},
        {"CREATE SCHEMA s; CREATE TABLE s.t(a INTEGER)", "'s.t' was not made by weir"},
        {"CREATE SCHEMA ref; CREATE TABLE ref.family(a INTEGER)", "'ref.family' was not made"},
        {"DROP VIEW flows", "'main.flows' is missing"},
        {"CREATE OR REPLACE VIEW flows AS SELECT content FROM read_text('/etc/passwd')",
         "'main.flows' is not as weir makes it"},
        {"DROP TABLE rate; CREATE VIEW rate AS SELECT * FROM read_csv('/etc/passwd')",
         "the view 'main.rate' was not made by weir"},
        {"DROP TABLE rate; CREATE TABLE rate(currency VARCHAR, period INTEGER, per_usd DOUBLE "
         "GENERATED ALWAYS AS (random()))",
         "'main.rate' is not as weir makes it"},
        {"CREATE INDEX i ON flow(code)", "'main.i' was not made by weir"},
        {"DROP TABLE reg.remark", "'reg.remark' is missing"},
        {"CREATE VIEW reg.x AS SELECT 1", "'reg.x' was not made by weir"},
        {"DROP TABLE weir; CREATE VIEW weir AS SELECT 2 AS version, '' AS reference",
         "not a store of weir"},
        {"DROP TABLE weir; CREATE TABLE weir(version INTEGER GENERATED ALWAYS AS (2), b INTEGER)",
         "not a store of weir"},
    };
    extern const struct question question_lists_find;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tamper(cases[i].sql);
        small_fails(strstr(cases[i].message, "reg.") ? &question_lists_find : &question_series,
                    strstr(cases[i].message, "reg.") ? "Putin"
                                                     : "--from IND --to RUS --code 842952");
        if (!strstr(small.err.msg, cases[i].message))
            fail_msg("%s: %s", cases[i].sql, small.err.msg);
    }
}

/* A later version says so, whatever its tables are. */
static void later(void **state)
{
    (void)state;
    tamper("UPDATE weir SET version = 99; ALTER TABLE source ADD COLUMN more INTEGER");
    small_fails(&question_series, "--from IND --to RUS --code 842952");
    assert_non_null(strstr(small.err.msg, "a store of version 99"));
}

/* A name that the engine keeps for itself, or that has to be quoted. */
static void names(void **state)
{
    (void)state;
    static const char *const list[] = {"temp.weir",  "system.weir", "main.weir", "a\"b'c.weir",
                                       "order.weir", "x y.weir",    "memory"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        session_close(&small.session);
        small.store = small_path(list[i]);
        copy(whole, small.store);
        struct answer a = small_ask(&question_series, "--from IND --to RUS --code 842952");
        assert_non_null(small_fact(&a, "points.0.value"));
    }
    small.store = small_path("REF.weir");
    copy(whole, small.store);
    small_fails(&question_series, "--from IND --to RUS --code 842952");
    assert_non_null(strstr(small.err.msg, "cannot be called 'REF.weir'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests), cmocka_unit_test(macros), cmocka_unit_test(changed),
        cmocka_unit_test(later),   cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
