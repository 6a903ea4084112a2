/* Stores that other hands have changed: nothing of them is run.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <stdio.h>
#include <string.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

/* A log that the engine cannot replay: an earlier program's first load of a list left such ones. */
static void leave_log(void)
{
    struct duck *d;
    struct duck_options o = {.threads = 1};
    session_close(&small.session);
    copy(whole, small.store);
    pid_t child = fork();
    if (!child) {
        if (duck_open(&d, small.store, &o, NULL) ||
            duck_run(d, "CREATE TABLE x(a TIMESTAMP DEFAULT current_timestamp)", NULL, NULL) ||
            duck_run(d, "ALTER TABLE x ADD COLUMN b INTEGER", NULL, NULL))
            _exit(1);
        _exit(0); /* without a word to the engine, as a kill */
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void repaired(void **state)
{
    (void)state;
    static const char line[] = "--from IND --to RUS --code 842952";
    extern const struct question question_store_repair;
    struct stat st;
    leave_log();
    assert_int_equal(chmod(small.store, 0600), 0);
    small_fails(&question_series, line);
    assert_non_null(strstr(small.err.msg, "the log of"));
    assert_non_null(strstr(small.err.hint, "weir store repair"));
    struct answer a = small_ask(&question_store_repair, "");
    assert_string_equal(small_text(&a, 0, "state"), "opens again");
    const char *kept = small_text(&a, 0, "kept");
    assert_int_equal(access(kept, F_OK), 0);
    assert_int_equal(stat(kept, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600); /* a copy of what was private is private */
    assert_int_equal(access(arena_printf(&small.arena, "%s.wal", kept), F_OK), 0);
    a = small_ask(&question_series, line);
    assert_non_null(small_fact(&a, "points.0.value"));
    a = small_ask(&question_store_repair, "");
    assert_string_equal(small_text(&a, 0, "state"), "nothing to repair");
}

/* What must hold between tables, and does not. */
static void checked(void **state)
{
    (void)state;
    extern const struct question question_store_check;
    static const struct {
        const char *sql, *what;
    } cases[] = {
        {"SELECT 1", NULL},
        {"UPDATE source SET rows_kept = 5", "sources whose rows"},
        {"UPDATE source SET rows_rejected = 5", "sources whose rejects"},
        {"UPDATE flow SET source_id = 77 WHERE line = 2", "rows of a source that is not there"},
        {"UPDATE flow SET replaced_on = '2020-01-01' WHERE line = 2", "rows replaced by"},
        {"UPDATE flow SET period = 202213 WHERE line = 2", "rows whose period"},
        {"UPDATE flow SET value = 'inf' WHERE line = 2", "figures that are not finite"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tamper(cases[i].sql);
        struct answer a = small_ask(&question_store_check, "");
        assert_int_equal(a.above, cases[i].what != NULL);
        for (int r = 0; r < table_rows(&a.table); r++) {
            bool wrong = small_number(&a, r, "wrong") > 0;
            bool meant = cases[i].what &&
                         !strncmp(small_text(&a, r, "check"), cases[i].what, strlen(cases[i].what));
            if (meant && !wrong)
                fail_msg("%s: not found", cases[i].sql);
        }
    }
}

/* A copy holds what the store holds; a store that lost a source gets small. */
static void cared_for(void **state)
{
    (void)state;
    extern const struct question question_store_backup, question_store_compact;
    const char *other = small_path("copy.weir"), *line = "--from IND --to RUS --code 842952";
    tamper("SELECT 1");
    struct answer a = small_ask(&question_series, line);
    double value = small_fact(&a, "points.0.value")->number;
    a = small_ask(&question_store_backup, arena_printf(&small.arena, "'%s'", other));
    assert_true(small_number(&a, 0, "flow_rows") > 0);
    assert_int_equal(small_fails(&question_store_backup, arena_printf(&small.arena, "'%s'", other)),
                     ERR_USAGE);
    tamper("CREATE TABLE x AS SELECT i, random() AS r FROM range(300000) t(i); CHECKPOINT; DROP "
           "TABLE x");
    a = small_ask(&question_store_compact, "");
    assert_true(small_number(&a, 0, "bytes") < small_number(&a, 0, "bytes_before") / 2);
    a = small_ask(&question_series, line);
    assert_near(small_fact(&a, "points.0.value")->number, value, 1e-9);
    session_close(&small.session);
    char *first = small.store;
    small.store = (char *)(uintptr_t)other;
    a = small_ask(&question_series, line);
    assert_near(small_fact(&a, "points.0.value")->number, value, 1e-9);
    session_close(&small.session);
    small.store = first;
}

/* A version that is none, and macros of a store that says it is an earlier one. */
static void versions(void **state)
{
    (void)state;
    static const char *const wrong[] = {"0", "NULL", "-1", "-100000", "2147483647"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        tamper(arena_printf(&small.arena,
                            "DROP TABLE weir; CREATE TABLE weir(version INTEGER, "
                            "reference VARCHAR); INSERT INTO weir VALUES (%s, NULL)",
                            wrong[i]));
        small_fails(&question_series, "--from IND --to RUS --code 842952");
        assert_non_null(strstr(small.err.msg, "store"));
    }
    char *read = small_write("read.csv", "a\n1\n");
    tamper(arena_printf(&small.arena,
                        "DROP VIEW flows; DROP TABLE weir; DROP TABLE area_name; DROP TABLE "
                        "code_name; CREATE TABLE weir(version INTEGER NOT NULL); INSERT INTO weir "
                        "VALUES (1); CREATE SCHEMA ref; CREATE MACRO flow_at(d) AS TABLE SELECT 1; "
                        "CREATE MACRO main.\"&\"(a, b) AS (SELECT count(*) FROM read_csv('%s')); "
                        "CREATE MACRO coalesce(a, b) AS (SELECT count(*) FROM read_csv('%s'))",
                        read, read));
    assert_int_equal(unlink(read) || mkfifo(read, 0600), 0); /* who reads it waits for ever */
    struct answer a = small_ask(&question_series, "--from IND --to RUS --code 842952");
    assert_non_null(small_fact(&a, "points.0.value"));
}

/* Foreign things in the registers' schema are found by whoever copies or checks. */
static void registers(void **state)
{
    (void)state;
    extern const struct question question_store_backup, question_store_check;
    tamper("CREATE VIEW reg.zz AS SELECT 1");
    small_fails(&question_store_check, "");
    assert_non_null(strstr(small.err.msg, "'reg.zz' was not made by weir"));
    assert_non_null(strstr(small.err.msg, small.store));
    small_fails(&question_store_backup, small_path("zz.weir"));
    assert_int_not_equal(access(small_path("zz.weir"), F_OK), 0);
}

/* A name that the engine keeps for itself, or that has to be quoted. */
static void names(void **state)
{
    (void)state;
    static const char *const list[] = {"temp.weir",  "system.weir", "main.weir", "a\"b'c.weir",
                                       "order.weir", "x y.weir",    "memory",    "weir_copy.weir"};
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
        cmocka_unit_test(digests),  cmocka_unit_test(macros),   cmocka_unit_test(changed),
        cmocka_unit_test(later),    cmocka_unit_test(versions), cmocka_unit_test(registers),
        cmocka_unit_test(repaired), cmocka_unit_test(checked),  cmocka_unit_test(cared_for),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
