/* Tables in each format, and escaping.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "model/spark.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/table.h"

static const struct column columns[] = {
    {"name", "name", STYLE_TEXT, EVERYWHERE},
    {"codes", "codes", STYLE_LIST, DATA_ONLY},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"since", "since", STYLE_PERIOD, EVERYWHERE},
    {"p", "p", STYLE_P, TEXT_ONLY},
};

static struct table sample(struct arena *a)
{
    struct table t = table_new(columns, 5, a);
    table_text(&t, "a \"b\", <c>");
    table_text(&t, "870120,870121");
    table_number(&t, 1187500000);
    table_number(&t, 202203);
    table_number(&t, 1e-9);
    table_text(&t, NULL);
    table_text(&t, NULL);
    table_number(&t, NAN);
    table_number(&t, NAN);
    table_number(&t, NAN);
    return t;
}

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_SPREADSHEET, FORMAT_JSON };

static char *printed(const struct table *t, enum format format, int width)
{
    struct buf b = {0};
    if (format == FORMAT_TEXT)
        table_lines(t, width, &b);
    else if (format == FORMAT_JSON)
        table_json(&b, t);
    else
        table_csv(t, format == FORMAT_SPREADSHEET, &b);
    return b.s;
}

/* What a cell holds reaches no terminal and no spreadsheet as an order. */
static void hostile(void **state)
{
    (void)state;
    static const struct column one[] = {{"name", "name", STYLE_TEXT, EVERYWHERE}};
    static const struct {
        const char *cell, *text, *csv, *spreadsheet, *json;
    } cases[] = {
        {"a\x1b[31mb\x07", "a?[31mb?", "a\x1b[31mb\x07", "a\x1b[31mb\x07", "a\\u001b[31mb\\u0007"},
        {"a\xc2\x9b"
         "1m",
         "a??1m",
         "a\xc2\x9b"
         "1m",
         "a\xc2\x9b"
         "1m",
         "a\\u009b1m"},
        {"x\xe2\x80\xae"
         "y",
         "x???y",
         "x\xe2\x80\xae"
         "y",
         "x\xe2\x80\xae"
         "y",
         "x\\u202ey"},
        {"l1\nl2\tx", "l1 l2 x", "\"l1\nl2\tx\"", "\"l1\nl2\tx\"", "l1\\u000al2\\u0009x"},
        {"\xff\x7f", "??", "\xff\x7f", "\xff\x7f", "\\ufffd\\u007f"},
        {"=1+1", "=1+1", "=1+1", "'=1+1", "=1+1"},
        {"@a,b", "@a,b", "\"@a,b\"", "\"'@a,b\"", "@a,b"},
        {"-x", "-x", "-x", "'-x", "-x"},
        {"\xd0\x9f\xd1\x83", "\xd0\x9f\xd1\x83", "\xd0\x9f\xd1\x83", "\xd0\x9f\xd1\x83",
         "\xd0\x9f\xd1\x83"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CLEANUP(arena_free) struct arena a = {0};
        struct table t = table_new(one, 1, &a);
        table_text(&t, cases[i].cell);
        const char *wanted[] = {cases[i].text, cases[i].csv, cases[i].spreadsheet, cases[i].json};
        for (int f = 0; f < 4; f++) {
            char *got = printed(&t, (enum format)f, 0);
            assert_string_equal(
                got, arena_printf(&a, f == 3 ? "[\n  {\"name\": \"%s\"}\n]\n" : "name\n%s\n",
                                  wanted[f]));
            free(got);
        }
    }
}

static void formats(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct table t = sample(&a);
    char *csv = printed(&t, FORMAT_CSV, 0), *json = printed(&t, FORMAT_JSON, 0);
    assert_string_equal(csv, "name,codes,value,since\n"
                             "\"a \"\"b\"\", <c>\",\"870120,870121\",1187500000,2022-03\n,,,\n");
    assert_string_equal(json, "[\n  {\"name\": \"a \\\"b\\\", <c>\", \"codes\": [\"870120\", "
                              "\"870121\"], \"value\": 1187500000, \"since\": \"2022-03\"},\n"
                              "  {\"name\": null, \"codes\": [], \"value\": null, \"since\": null}"
                              "\n]\n");
    char *text = printed(&t, FORMAT_TEXT, 0);
    assert_string_equal(text, "name        value, M    since      p\n"
                              "a \"b\", <c>   1,187.5  2022-03  <1e-6\n"
                              "                   -        -      -\n");
    free(csv);
    free(json);
    free(text);
}

static void empty(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct table t = table_new(columns, 5, &a);
    char *json = printed(&t, FORMAT_JSON, 0), *csv = printed(&t, FORMAT_CSV, 0);
    assert_string_equal(json, "[]\n");
    assert_string_equal(csv, "name,codes,value,since\n");
    free(json);
    free(csv);
}

/* A long label goes on below, the figures stay; a file keeps the end of its name. */
static void narrow(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    static const struct column three[] = {{"l", "goods", STYLE_TEXT, EVERYWHERE},
                                          {"f", "file", STYLE_PATH, EVERYWHERE},
                                          {"v", "value", STYLE_INT, EVERYWHERE}};
    static const char label[] = "Ängström compensators of the improved kind";
    struct table t = table_new(three, 3, &a);
    table_text(&t, label);
    table_text(&t, "a.csv");
    table_number(&t, 1234567);
    char *text = printed(&t, FORMAT_TEXT, 36), *line = strchr(text, '\n') + 1;
    assert_memory_equal(strchr(line, '\n') - 16, "a.csv  1,234,567", 16);
    assert_non_null(strstr(text, "compensators"));
    assert_non_null(strstr(text, "kind"));
    assert_null(strstr(text, "…"));
    free(text);
    t.cell_count = 0;
    table_text(&t, "a");
    table_text(&t, "/a/long/way/to/the/published/file_of_2024.csv");
    table_number(&t, 1);
    char *path = printed(&t, FORMAT_TEXT, 40), *piped = printed(&t, FORMAT_TEXT, 0);
    assert_non_null(strstr(path, "…"));
    assert_non_null(strstr(path, "file_of_2024.csv"));
    assert_non_null(strstr(piped, "/a/long/way/to/the/published/file_of_2024.csv"));
    free(path);
    free(piped);
}

static void numbers(void **state)
{
    (void)state;
    CLEANUP(buf_free) struct buf b = {0};
    json_number(&b, 0.1);
    buf_puts(&b, " ");
    json_number(&b, 0.1 + 0.2);
    buf_puts(&b, " ");
    json_number(&b, INFINITY);
    buf_puts(&b, " ");
    json_text(&b, "tab\there \"x\" \\");
    assert_string_equal(b.s, "0.1 0.30000000000000004 null \"tab\\u0009here \\\"x\\\" \\\\\"");
}

static void escaping(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    struct table t = table_new(columns, 5, &a);
    table_text(&t, "<script>alert('x')</script>");
    for (int i = 0; i < 4; i++)
        i ? table_number(&t, NAN) : table_text(&t, NULL);
    table_html(&t, "a & \"b\"", &b);
    assert_null(strstr(b.s, "<script"));
    assert_non_null(strstr(b.s, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assert_non_null(strstr(b.s, "a &amp; &quot;b&quot;"));
}

static void sparks(void **state)
{
    (void)state;
    CLEANUP(buf_free) struct buf b = {0};
    spark(&b, (double[]){0, 1, NAN, 4, 8}, 5);
    assert_string_equal(b.s, ".▂ ▅█");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats), cmocka_unit_test(hostile), cmocka_unit_test(empty),
        cmocka_unit_test(narrow),  cmocka_unit_test(numbers), cmocka_unit_test(escaping),
        cmocka_unit_test(sparks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
