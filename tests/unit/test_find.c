/* Findings of a small store, and the page that is drawn of them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <string.h>

#include "app/find/watch.h"

extern const struct question question_surge, question_watch, question_report;

/* Of four families three rose after April 2022 and one, excavators, did not (46 months with a
 * figure of 97, the last twelve below the years before). */
static void surge(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_surge, "--from IND --to RUS --since 2022-04");
    int rows = table_rows(answer_table(&a));
    assert_true(rows >= 2);
    for (int i = 0; i < rows; i++) {
        assert_string_equal(small_text(&a, i, "exporter"), "IND");
        assert_true(small_number(&a, i, "p_adjusted") >= small_number(&a, i, "p"));
        assert_near(small_number(&a, i, "rank"), i + 1, 0.1);
        assert_true(strcmp(small_text(&a, i, "family"), "842952") != 0);
    }
    /* a false discovery rate of nothing finds nothing */
    a = small_ask(&question_surge, "--from IND --to RUS --since 2022-04 --fdr 1e-300");
    assert_int_equal(table_rows(answer_table(&a)), 0);
    assert_int_equal(small_fails(&question_surge, "--from IND --to RUS --since soon"), ERR_USAGE);
}

static void watched(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_watch, "RUS");
    assert_non_null(a.page.watch);
    assert_int_equal(a.above, 0);
    a = small_ask(&question_watch, "RUS --alert 1");
    assert_true(a.above > 0);
    assert_int_equal(small_fails(&question_watch, ""), ERR_USAGE);
}

/* A question hands a page over; it writes none. */
static void report(void **state)
{
    (void)state;
    char *path = small_path("report.html");
    struct answer a = small_ask(&question_report, arena_printf(&small.arena, "RUS -o '%s'", path));
    assert_string_equal(a.page.path, path);
    assert_non_null(a.page.watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surge),
        cmocka_unit_test(watched),
        cmocka_unit_test(report),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
