/* Taking files in, listing and removing them; the counts are those of the files.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <string.h>

extern const struct question question_ingest, question_rates, question_sources, question_rejects,
    question_store_info, question_store_drop, question_version, question_series;

/* A store that is not there is made by a load; what only reads says that there is none. */
static void nothing_there(void **state)
{
    (void)state;
    assert_int_equal(small_fails(&question_sources, ""), ERR_NOT_FOUND);
    assert_non_null(strstr(small.err.hint, "weir ingest"));
    assert_int_equal(small_fails(&question_ingest, ""), ERR_USAGE);
    assert_int_equal(small_fails(&question_ingest, "nowhere.csv"), ERR_NOT_FOUND);
}

/* 252 rows below the header; the same bytes again change nothing. */
static void twice(void **state)
{
    (void)state;
    small_load();
    struct answer a = small_ask(&question_sources, "");
    assert_int_equal(table_rows(answer_table(&a)), 1);
    assert_near(small_number(&a, 0, "rows_kept"), 252, 0.1);
    assert_near(small_number(&a, 0, "rows_rejected"), 0, 0.1);
    assert_string_equal(small_text(&a, 0, "vintage"), "2026-10-01");
    assert_near(small_number(&a, 0, "first_period"), 201701, 0.1);
    assert_near(small_number(&a, 0, "last_period"), 202501, 0.1);
    small_load();
    a = small_ask(&question_sources, "");
    assert_int_equal(table_rows(answer_table(&a)), 1);
}

/* Rows that cannot be used are kept with their line, column and reason. */
static void rejected(void **state)
{
    (void)state;
    char *path = small_write("bad.csv", "reporter,partner,period,hs6_as_published,value_usd\n"
                                        "IND,ARM,202101,842952,10\n"
                                        "IND,ARM,202113,842952,10\n"
                                        "IND,Nowhere,202101,842952,10\n");
    struct answer a = small_ask(&question_ingest,
                                arena_printf(&small.arena, "'%s' --max-rejects 90%%", path));
    assert_near(small_number(&a, 0, "rows_kept"), 1, 0.1);
    assert_near(small_number(&a, 0, "rows_rejected"), 2, 0.1);
    double source = small_number(&a, 0, "source");
    a = small_ask(&question_rejects, arena_printf(&small.arena, "%g", source));
    assert_int_equal(table_rows(answer_table(&a)), 2);
    assert_near(small_number(&a, 0, "line"), 3, 0.1);
    assert_string_equal(small_text(&a, 0, "column"), "period");
    assert_near(small_number(&a, 1, "line"), 4, 0.1);
    assert_non_null(strstr(small_text(&a, 1, "text"), "Nowhere"));
    small_ask(&question_store_drop, arena_printf(&small.arena, "%g", source));
    a = small_ask(&question_rejects, "");
    assert_int_equal(table_rows(answer_table(&a)), 0);
    assert_int_equal(small_fails(&question_rejects, "abc"), ERR_USAGE);
    assert_int_equal(small_fails(&question_store_drop, "77"), ERR_NOT_FOUND);
}

/* Past the share that may be rejected nothing of a file is taken in. */
static void whole_or_not(void **state)
{
    (void)state;
    char *path = small_write("worse.csv", "reporter,partner,period,hs6_as_published,value_usd\n"
                                          "IND,ARM,202101,842952,10\n"
                                          "IND,ARM,2021-xx,842952,10\n");
    assert_int_equal(small_fails(&question_ingest, arena_printf(&small.arena, "'%s'", path)),
                     ERR_INPUT);
    struct answer a = small_ask(&question_sources, "");
    assert_int_equal(table_rows(answer_table(&a)), 1);
}

static const char *value_of(const struct answer *a, const char *key)
{
    for (int i = 0; i < table_rows(answer_table(a)); i++)
        if (!strcmp(small_text(a, i, "key"), key))
            return small_text(a, i, "value");
    fail_msg("no '%s'", key);
    return NULL;
}

static void counted(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_store_info, "");
    assert_string_equal(value_of(&a, "sources"), "1");
    assert_string_equal(value_of(&a, "flow rows"), "252");
}

/* A rate for each month of a series converts it, one that is missing for a month leaves it. */
static void rates(void **state)
{
    (void)state;
    char *path = small_write("rates.csv", "currency,period,per_usd\nEUR,2021-01,0.5\n");
    struct answer a = small_ask(&question_rates, arena_printf(&small.arena, "'%s'", path));
    assert_near(small_number(&a, 0, "rates"), 1, 0.1);
    path = small_write("none.csv", "currency,period,per_usd\nEUR,2021-01,0\n");
    assert_int_equal(small_fails(&question_rates, arena_printf(&small.arena, "'%s'", path)),
                     ERR_INPUT);
}

static void version(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_version, "");
    assert_string_equal(small_fact(&a, "version")->text, WEIR_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_there), cmocka_unit_test(twice),   cmocka_unit_test(rejected),
        cmocka_unit_test(whole_or_not),  cmocka_unit_test(counted), cmocka_unit_test(rates),
        cmocka_unit_test(version),
    };
    return cmocka_run_group_tests(tests, small_open, small_close);
}
