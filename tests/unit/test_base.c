/* Errors, buffers, arenas.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/fact.h"
#include "base/json.h"
#include "base/resource.h"
#include "base/temp.h"

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

/* A tree of facts as JSON: what holds only values stands on one line. */
static void facts(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf line = {0}, text = {0}, squeezed = {0};
    struct facts f = facts_new(&a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "state", "A \"b\"\n");
    facts_text(&f, "none", NULL);
    facts_truth(&f, "bound", 1);
    facts_truth(&f, "unsure", (double)NAN);
    facts_number(&f, "n", 0.1);
    facts_number(&f, "open", (double)INFINITY);
    facts_parts(&f, "parts", "x; y", ";");
    facts_open(&f, "list", FACT_LIST);
    facts_numbers(&f, NULL, (double[]){1, 2e6}, 2);
    facts_close(&f);
    facts_close(&f);
    json_line(&line, f.root);
    assert_string_equal(line.s,
                        "{\"state\": \"A \\\"b\\\"\\u000a\", \"none\": null, \"bound\": true, "
                        "\"unsure\": null, \"n\": 0.1, \"open\": null, \"parts\": "
                        "[\"x\", \"y\"], \"list\": [[1, 2000000]]}");
    json_facts(&text, f.root);
    json_squeeze(&squeezed, text.s);
    assert_null(strchr(squeezed.s, '\n'));
    assert_non_null(strstr(squeezed.s, "\"A \\\"b\\\"\\u000a\"")); /* blanks inside texts stay */
}

static void temporary(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    char *dir, *path;
    assert_int_equal(temp_dir(&dir, "test", &a, NULL), 0);
    path = arena_printf(&a, "%s/inside", dir);
    fclose(fopen(path, "w"));
    temp_remove(dir);
    assert_int_not_equal(access(dir, F_OK), 0);
    assert_int_equal(temp_file(&path, "test", &a, NULL), 0);
    assert_int_equal(unlink(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors),    cmocka_unit_test(scrubbed),  cmocka_unit_test(quoting),
        cmocka_unit_test(arenas),    cmocka_unit_test(resources), cmocka_unit_test(facts),
        cmocka_unit_test(temporary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
