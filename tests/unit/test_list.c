/* Lists of names: two vintages of a made list in the layout of the US Denied Persons List.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <string.h>

extern const struct question question_lists_show, question_lists_load, question_lists_names,
    question_lists_find, question_lists_diff;

#define HEADER                                                                                     \
    "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t"            \
    "\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t"   \
    "\"FR_Citation\"\n"
#define PERSON(name)                                                                               \
    "\"" name "\"\t\"1 ROAD\"\t\"X\"\t\"TX\"\t\"US\"\t\"1\"\t\"06/19/2003\"\t\"06/29/2056\"\t\"Y"  \
    "\"\t\"2007-01-31\"\t\"A\"\t\"B\"\n"

static void load(const char *name, const char *text, const char *vintage)
{
    small_ask(&question_lists_load,
              arena_printf(&small.arena, "'%s' --vintage %s", small_write(name, text), vintage));
}

static void none_yet(void **state)
{
    (void)state;
    assert_int_equal(small_fails(&question_lists_load, ""), ERR_USAGE);
    assert_int_equal(small_fails(&question_lists_load,
                                 arena_printf(&small.arena, "'%s'", small_write("no.txt", "x\n"))),
                     ERR_INPUT);
}

static void vintages(void **state)
{
    (void)state;
    load("first.txt", HEADER PERSON("I. ASH") PERSON("RED MAPLE LTD"), "2025-01-01");
    load("second.txt", HEADER PERSON("I. ASH") PERSON("J. ELM"), "2026-01-01");
    struct answer a = small_ask(&question_lists_show, "");
    assert_int_equal(table_rows(answer_table(&a)), 2);
    assert_near(small_number(&a, 0, "entities"), 2, 0.1);
    a = small_ask(&question_lists_diff, small_text(&a, 0, "list"));
    assert_int_equal(table_rows(answer_table(&a)), 2);
    for (int i = 0; i < 2; i++)
        assert_string_equal(small_text(&a, i, "name"), strcmp(small_text(&a, i, "change"), "added")
                                                           ? "RED MAPLE LTD"
                                                           : "J. ELM");
}

/* A name is found as it stood on the day asked about. */
static void found(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_lists_find, "'red maple ltd'");
    assert_int_equal(table_rows(answer_table(&a)), 0);
    a = small_ask(&question_lists_find, "'red maple ltd' --on 2025-06-01");
    assert_int_equal(table_rows(answer_table(&a)), 1);
    assert_string_equal(small_text(&a, 0, "match"), "normalised");
    assert_string_equal(small_text(&a, 0, "vintage"), "2025-01-01");
    a = small_ask(&question_lists_find, "'I. ASH'");
    assert_string_equal(small_text(&a, 0, "match"), "exact");
    a = small_ask(&question_lists_find, "Elm");
    assert_string_equal(small_text(&a, 0, "match"), "words");
    assert_int_equal(small_fails(&question_lists_find, ""), ERR_USAGE);
}

static void names(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_lists_names, "");
    assert_int_equal(table_rows(answer_table(&a)), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_yet),
        cmocka_unit_test(vintages),
        cmocka_unit_test(found),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, small_open, small_close);
}
