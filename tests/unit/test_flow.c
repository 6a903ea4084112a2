/* Questions about flows; sums and ratios are added up from the file by hand:
 *
 *   India's exports to Russia in USD   2021      2022       2023        2024
 *   842952 excavators                  5820000   1470000    270000  10220000
 *   847150 processing units              20000  11100000  33920000 429760000
 *   848210 ball bearings                880000   2590000   4560000   5900000
 *   854231 processors                    90000   4240000   5180000   3570000
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

extern const struct question question_series, question_compare, question_shift,
    question_changepoints, question_export, question_sql;

static double sum_of_year(const struct answer *a, const char *year)
{
    double sum = 0;
    for (const struct fact *p = small_fact(a, "points")->first; p; p = p->next) {
        const struct fact *period = p->first;
        const struct fact *value = p->first;
        while (strcmp(value->key, "value") != 0)
            value = value->next;
        if (!strncmp(period->text, year, 4) && !isnan(value->number))
            sum += value->number;
    }
    return sum;
}

static void series(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_series, "--from IND --to RUS --code 842952");
    assert_near(sum_of_year(&a, "2021"), 5820000, 1);
    assert_near(sum_of_year(&a, "2024"), 10220000, 1);
    assert_string_equal(small_fact(&a, "series.currency")->text, "USD");
    assert_string_equal(small_fact(&a, "series.valuation")->text, "FOB");
    assert_string_equal(small_fact(&a, "series.family")->text, "842952");
    assert_string_equal(small_fact(&a, "points.0.period")->text, "2017-01");
    assert_near(small_fact(&a, "points.0.value")->number, 110000, 0.1);
    /* April 2017 has a figure, May was published without one */
    assert_string_equal(small_fact(&a, "points.3.status")->text, "reported");
    assert_string_equal(small_fact(&a, "points.4.status")->text, "none");
}

static void series_of_several(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_series, "--from IND --to RUS --code '8429, 8542'");
    assert_near(sum_of_year(&a, "2022"), 1470000 + 4240000, 1);
    a = small_ask(&question_series, "--from IND --to RUS --list chpl:1");
    assert_near(sum_of_year(&a, "2023"), 5180000, 1);
}

static void not_there(void **state)
{
    (void)state;
    assert_int_equal(small_fails(&question_series, "--from IND --to RUS"), ERR_USAGE);
    assert_int_equal(small_fails(&question_series, "--from IND --to RUS --code 1234567"),
                     ERR_USAGE);
    assert_int_equal(small_fails(&question_series, "--from IND --to RUS --code '8542 31'"),
                     ERR_USAGE);
    assert_int_equal(small_fails(&question_series, "--from IND --to RUS --group '\xff'"),
                     ERR_USAGE);
    assert_int_equal(small_fails(&question_series, "--from IND --to RUS --code 010121"),
                     ERR_NOT_FOUND);
    assert_int_equal(small_fails(&question_series, "--from IND --to ARM --code 842952"),
                     ERR_NOT_FOUND);
    assert_int_equal(small_fails(&question_series, "--from IND --to RUS --list nothing"),
                     ERR_USAGE);
    assert_int_equal(small_fails(&question_series, "--from Rusia --to RUS --code 842952"),
                     ERR_NOT_FOUND);
    assert_string_equal(small.err.subject, "Rusia");
}

static void compare(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_compare,
                                "--from IND --to RUS --period 2022 --with 2021 --by family");
    const struct table *t = answer_table(&a);
    assert_int_equal(table_rows(t), 4);
    double value = 0, with = 0;
    for (int i = 0; i < 4; i++) {
        value += small_number(&a, i, "value");
        with += small_number(&a, i, "value_with");
        if (!strcmp(small_text(&a, i, "key"), "848210"))
            assert_near(small_number(&a, i, "ratio"), 2590000 / 880000., 1e-9);
    }
    assert_near(value, 1470000 + 11100000 + 2590000 + 4240000, 1);
    assert_near(with, 5820000 + 20000 + 880000 + 90000, 1);
    a = small_ask(&question_compare, "--from IND --to RUS --period 2022 --with 2021");
    assert_near(small_number(&a, 0, "value"), 19400000, 1);
    assert_near(small_number(&a, 0, "ratio"), 19400000 / 6810000., 1e-9);
    assert_int_equal(small_fails(&question_compare, "--from IND --to RUS --period 2022"),
                     ERR_USAGE);
}

/* Exports of processing units were 11.1 million in 2022 and 429.8 in 2024. */
static void changes(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_changepoints, "--from IND --to RUS --code 847150");
    bool rose = false;
    for (int i = 0; i < table_rows(answer_table(&a)); i++)
        rose |= !strcmp(small_text(&a, i, "direction"), "up") && small_number(&a, i, "p") < 1e-3;
    assert_true(rose);
}

/* A column of a file in place of the store: 60 values, of which the last 20 are ten times as high.
 */
static void shift(void **state)
{
    (void)state;
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "month,value\n");
    for (int i = 0; i < 60; i++)
        buf_printf(&b, "%d-%02d,%d\n", 2019 + i / 12, i % 12 + 1,
                   (i < 40 ? 100 : 1000) + (i * 7) % 11);
    char *path = small_write("made.csv", b.s);
    struct answer a = small_ask(&question_shift,
                                arena_printf(&small.arena, "--series '%s' --column value", path));
    assert_near(small_fact(&a, "n")->number, 60, 0.1);
    assert_near(small_fact(&a, "position")->number, 41, 0.1);
    assert_true(small_fact(&a, "p_level_shift")->number < 1e-6);
}

static void written(void **state)
{
    (void)state;
    char *path = small_path("out.csv"), line[512];
    struct answer a = small_ask(
        &question_export,
        arena_printf(&small.arena, "--from IND --to RUS --code 842952 -o '%s'", path));
    assert_near(small_number(&a, 0, "rows"), 46, 0.1);
    FILE *f = fopen(path, "r");
    int lines = 0;
    while (fgets(line, sizeof line, f))
        lines++;
    fclose(f);
    assert_int_equal(lines, 47);
    assert_int_equal(
        small_fails(&question_export, "--from IND --to RUS --code 842952 -o nowhere.txt"),
        ERR_USAGE);
}

static void asked_in_sql(void **state)
{
    (void)state;
    struct answer a = small_ask(
        &question_sql, "'SELECT count(*) AS n, sum(value) AS v FROM flow WHERE period = 202404'");
    assert_near(small_number(&a, 0, "n"), 4, 0.1);
    a = small_ask(&question_sql,
                  "'SELECT reporter_name, goods FROM flows WHERE code = 842952::text "
                  "LIMIT 1'");
    assert_string_equal(small_text(&a, 0, "reporter_name"), "India");
    assert_int_equal(small_fails(&question_sql, "'DELETE FROM flow'"), ERR_USAGE);
    assert_int_equal(small_fails(&question_sql, "' ; '"), ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series),  cmocka_unit_test(series_of_several), cmocka_unit_test(not_there),
        cmocka_unit_test(compare), cmocka_unit_test(changes),           cmocka_unit_test(shift),
        cmocka_unit_test(written), cmocka_unit_test(asked_in_sql),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
