/* Errors, buffers, arenas.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/resource.h"

static void errors(void **state)
{
    struct err err = {0};
    (void)state;
    assert_int_equal(err_at(&err, "a.csv", 3, 7, "not a number '%s'", "x"), ERR_INPUT);
    assert_string_equal(err.where, "a.csv:3:7");
    assert_int_equal(err_hint(&err, "try %d", 5), ERR_INPUT);
    assert_string_equal(err.msg, "not a number 'x'");
    assert_string_equal(err.hint, "try 5");
    assert_int_equal(err_set(NULL, ERR_IO, "nobody listens"), ERR_IO);
}

/* What files hold is quoted without bytes that a terminal would obey or not understand. */
static void scrubbed(void **state)
{
    struct err err = {0};
    (void)state;
    err_set(&err, ERR_INPUT, "'%s'", "a\x1b[31m\xc2 \xe4\xbd\xa0 \xff");
    assert_string_equal(err.msg, "'a?[31m? \xe4\xbd\xa0 ?'");
}

static void quoting(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    (void)state;
    buf_sql_quote(&b, "it's");
    assert_string_equal(b.s, "'it''s'");
    assert_string_equal(buf_str(&(struct buf){0}), "");
}

static void arenas(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    int *list = NULL;
    (void)state;
    for (int i = 0; i < 1000; i++) {
        list = arena_grow(&a, list, (size_t)i, sizeof *list);
        list[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list[i], i);
    char *big = arena_alloc(&a, 10 << 20);
    assert_int_equal(big[(10 << 20) - 1], 0);
    assert_null(arena_strdup(&a, NULL));
}

static void resources(void **state)
{
    const struct resource *r = resource_get("src/store/duck/sql/schema.sql");
    int n = 0;
    (void)state;
    assert_int_equal(r->text[r->len], 0);
    assert_non_null(strstr(r->text, "CREATE TABLE flow"));
    for (r = NULL; (r = resource_next("src/ingest/sql/", r));)
        n++;
    assert_true(n >= 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors), cmocka_unit_test(scrubbed),  cmocka_unit_test(quoting),
        cmocka_unit_test(arenas), cmocka_unit_test(resources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
