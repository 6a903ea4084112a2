/* Claims checked on a small store.  India's exports of 847150 to Russia, April to September: the
 * file has 8,030,000 USD in 2023 and 250,210,000 in 2024 where this test was written by adding up
 * the rows; the sums are added up again below.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/claim/claim.h"

extern const struct question question_claim_check, question_claim_new;

/* The sum of a code over months of the file itself. */
static double sum(const char *code, int from, int until)
{
    const char *source = getenv("WEIR_SOURCE");
    FILE *f = fopen(
        arena_printf(&small.arena, "%s/tests/data/v0.1.0/small.csv", source ? source : "."), "r");
    char line[256];
    double total = 0;
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        int period = atoi(line + 8);
        if (period >= from && period <= until && !strncmp(line + 15, code, 6))
            total += atof(line + 22);
    }
    fclose(f);
    return total;
}

static struct answer check(const char *tests)
{
    char *path = small_write("c.yaml", arena_printf(&small.arena,
                                                    "claims:\n  - id: one\n    sentence: s\n"
                                                    "    tests:\n%s",
                                                    tests));
    return small_ask(&question_claim_check, arena_printf(&small.arena, "'%s'", path));
}

static void ratio(void **state)
{
    (void)state;
    struct answer a = check("      - kind: ratio\n        from: IND\n        to: RUS\n"
                            "        code: 847150\n        period: 2024-04..2024-09\n"
                            "        with: 2023-04..2023-09\n        says: more than tenfold\n");
    double want = sum("847150", 202404, 202409) / sum("847150", 202304, 202309);
    assert_near(small_fact(&a, "0.value")->number, want, 1e-9);
    assert_near(small_fact(&a, "0.tests.0.claimed")->number, 10, 1e-9);
    assert_true(want > 10);
    assert_non_null(strstr("confirmed consistent", small_fact(&a, "0.verdict")->text));
}

static void level(void **state)
{
    (void)state;
    struct answer a = check("      - kind: level\n        from: IND\n        to: RUS\n"
                            "        code: 847150\n        period: 2023\n"
                            "        says: 339 million USD\n");
    assert_near(small_fact(&a, "0.value")->number, 33920000, 1);
    assert_string_equal(small_fact(&a, "0.verdict")->text, "contradicted");
    assert_near(small_fact(&a, "0.value")->number, sum("847150", 202301, 202312), 1);
}

/* What no source has figures of cannot be told; it is no zero. */
static void not_there(void **state)
{
    (void)state;
    struct answer a = check("      - kind: level\n        from: KAZ\n        to: RUS\n"
                            "        code: 847150\n        period: 2023\n"
                            "        says: none\n");
    assert_string_equal(small_fact(&a, "0.verdict")->text, "cannot_tell");
    assert_non_null(strstr(small_fact(&a, "0.reasons.0")->text, "no source in the store"));
    assert_true(isnan(small_fact(&a, "0.value")->number));
    assert_non_null(strstr(small_fact(&a, "0.needs.0")->text, "KAZ"));
}

static void count(void **state)
{
    (void)state;
    struct answer a = check("      - kind: count\n        treaty: rome\n"
                            "        \"on\": 2023-11-01\n        says: 123\n");
    assert_string_equal(small_fact(&a, "0.verdict")->text, "confirmed");
}

/* A fault is named with file, line and column. */
static void faults(void **state)
{
    (void)state;
    char *path = small_write("bad.yaml", "claims:\n  - id: one\n    sentence: s\n    tests:\n"
                                         "      - kind: ratoi\n");
    assert_int_equal(small_fails(&question_claim_check, arena_printf(&small.arena, "'%s'", path)),
                     ERR_INPUT);
    assert_non_null(strstr(small.err.where, "bad.yaml:5:15"));
    assert_int_equal(small_fails(&question_claim_check, "nowhere.yaml"), ERR_NOT_FOUND);
}

/* What `claim new` writes can be checked. */
static void drafted(void **state)
{
    (void)state;
    struct answer a = small_ask(
        &question_claim_new, "ratio --from IND --to RUS --code 847150 --period 2024 --with 2023");
    char *path = small_write("new.yaml", a.head);
    a = small_ask(&question_claim_check, arena_printf(&small.arena, "'%s'", path));
    assert_near(small_fact(&a, "0.value")->number,
                sum("847150", 202401, 202412) / sum("847150", 202301, 202312), 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratio), cmocka_unit_test(level),  cmocka_unit_test(not_there),
        cmocka_unit_test(count), cmocka_unit_test(faults), cmocka_unit_test(drafted),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
