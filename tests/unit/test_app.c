/* One session for several questions, whatever each needs.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <string.h>

#include "app/asked.h"

extern const struct question question_ingest, question_series, question_compare, question_sql,
    question_treaty, question_export;

static double value_of(const struct answer *a)
{
    return small_fact(a, "points.0.value")->number;
}

/* What a question changes, the next one sees. */
static void changed(void **state)
{
    (void)state;
    CLEANUP(session_close) struct session s = small_session();
    struct answer a;
    char *path = small_write("more.csv", "reporter,partner,period,hs6_as_published,value_usd\n"
                                         "IND,ARM,202401,842952,70\nIND,ARM,202402,842952,80\n");
    const char *series = "--from IND --to ARM --code 842952";
    assert_int_equal(small_ask_on(&a, &s, &question_series, series), ERR_NOT_FOUND);
    const char *before, *after;
    assert_int_equal(asked_now(&before, &s, &small.err), 0);
    assert_int_equal(
        small_ask_on(&a, &s, &question_ingest, arena_printf(&small.arena, "'%s'", path)), 0);
    assert_int_equal(small_ask_on(&a, &s, &question_series, series), 0);
    assert_string_equal(small_fact(&a, "points.0.period")->text, "2024-01");
    assert_near(small_fact(&a, "points.0.value")->number, 70, 1e-9);
    assert_int_equal(asked_now(&after, &s, &small.err), 0);
    assert_string_not_equal(before, after);
}

/* SQL of the user reaches no file, whatever was asked before; what is asked after it may. */
static void locked(void **state)
{
    (void)state;
    CLEANUP(session_close) struct session s = small_session();
    struct answer a;
    char *path = small_write("x.csv", "a\n1\n");
    const char *sql = arena_printf(&small.arena, "\"SELECT * FROM read_csv('%s')\"", path);
    assert_int_equal(small_ask_on(&a, &s, &question_series, "--from IND --to RUS --code 842952"),
                     0);
    assert_int_equal(small_ask_on(&a, &s, &question_sql, sql), ERR_STORE);
    assert_int_equal(
        small_ask_on(&a, &s, &question_export,
                     arena_printf(&small.arena, "--from IND --to RUS --code 842952 -o '%s'",
                                  small_path("out.csv"))),
        0);
}

/* Questions of the reference tables and of the store share one connection. */
static void needs(void **state)
{
    (void)state;
    CLEANUP(session_close) struct session s = small_session();
    struct answer a;
    assert_int_equal(small_ask_on(&a, &s, &question_treaty, "rome --on 2023-11-01 --count"), 0);
    assert_int_equal(
        small_ask_on(&a, &s, &question_compare, "--from IND --to RUS --period 2022 --with 2021"),
        0);
    assert_non_null(s.store);
    assert_null(s.notes.note);
}

/* After a stop the same session answers again. */
static void stopped(void **state)
{
    (void)state;
    CLEANUP(session_close) struct session s = small_session();
    struct answer a;
    atomic_bool stop = false;
    s.cancel = &stop;
    const char *series = "--from IND --to RUS --code 842952";
    assert_int_equal(small_ask_on(&a, &s, &question_series, series), 0);
    atomic_store(&stop, true);
    assert_int_equal(small_ask_on(&a, &s, &question_series, series), ERR_CANCELLED);
    atomic_store(&stop, false);
    assert_int_equal(small_ask_on(&a, &s, &question_series, series), 0);
    assert_near(value_of(&a), 110000, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changed),
        cmocka_unit_test(locked),
        cmocka_unit_test(needs),
        cmocka_unit_test(stopped),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
