/* Looking at files, and the tables inside JSON.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/json.h"
#include "ingest/reader.h"
#include "ingest/scan.h"

static char from[] = "/tmp/weir-test-XXXXXX", to[] = "/tmp/weir-test-XXXXXX";

static int make(void **state)
{
    (void)state;
    return close(mkstemp(from)) || close(mkstemp(to));
}

static int clean(void **state)
{
    (void)state;
    return unlink(from) || unlink(to);
}

static void put(const char *text, size_t n)
{
    FILE *f = fopen(from, "w");
    assert_non_null(f);
    fwrite(text, 1, n, f);
    fclose(f);
}

static char *converted(void)
{
    static char s[4096];
    FILE *f = fopen(to, "r");
    s[fread(s, 1, sizeof s - 1, f)] = '\0';
    fclose(f);
    return s;
}

static void json_is(const char *json, const char *csv)
{
    struct err err = {0};
    put(json, strlen(json));
    assert_int_equal(json_to_csv(from, to, &err), 0);
    assert_string_equal(converted(), csv);
}

static void json_fails(const char *json, const char *where, const char *message)
{
    struct err err = {0};
    put(json, strlen(json));
    assert_int_equal(json_to_csv(from, to, &err), ERR_INPUT);
    assert_non_null(strstr(err.msg, message));
    if (where)
        assert_string_equal(err.where + strlen(from), where);
}

static void json_tables(void **state)
{
    (void)state;
    json_is("{\"count\": 2, \"data\": [{\"a\": 1, \"b\": \"x,\\\"y\\\"\"}, {\"b\": null, \"c\": "
            "true}], \"error\": \"\"}",
            "\"a\",\"b\",\"c\"\n\"1\",\"x,\"\"y\"\"\",\n,,\"true\"\n");
    json_is("[[\"A\",\"B\"],[\"1\",\"2\"],[\"3\",null]]", "\"A\",\"B\"\n\"1\",\"2\"\n\"3\",\n");
    json_is("[{\"a\": {\"deep\": 1}, \"b\": 1e400}]", "\"a\",\"b\"\n,\"1e400\"\n");
}

static void json_faults(void **state)
{
    (void)state;
    json_fails("{\"data\": [\n {\"a\": 1},\n {\"a\" 2}]}", ":3:7", "not JSON");
    json_fails("{\"data\": [{\"a\": 1}", NULL, "ends in the middle");
    json_fails("{\"data\": []}", NULL, "no table");
    json_fails("{\"count\": 0, \"data\": [], \"error\": \"limit exceeded\"}", NULL,
               "'limit exceeded'");
    json_fails("[[\"A\"],[1,2]]", NULL, "more values");
}

static int look(struct scan *s, struct arena *a, const char *text, size_t n, struct err *err)
{
    put(text, n);
    return scan_file(s, a, from, err);
}

static void scans(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct scan s;
    assert_int_equal(look(&s, &a, "abc", 3, &err), 0);
    assert_string_equal(s.sha256,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(s.unterminated);
    assert_int_equal(look(&s, &a, "a,b\n1,\xe4\n", 8, &err), 0);
    assert_int_equal(s.bad_line, 2);
    assert_int_equal(s.bad_column, 3);
    assert_int_equal(s.lines, 2);
    assert_int_equal(look(&s, &a, "a,b\n1,\0\n", 8, &err), ERR_INPUT);
    assert_string_equal(err.where + strlen(from), ":2:3");
    assert_int_equal(look(&s, &a, "", 0, &err), ERR_INPUT);
    assert_int_equal(look(&s, &a, "\x1f\x8b\x08\0\0\0\0\0\0\3\x4b", 11, &err), ERR_INPUT);
    assert_non_null(strstr(err.msg, "cut"));
    assert_int_equal(look(&s, &a, "PK\3\4....", 8, &err), ERR_INPUT);
}

static void headers(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct reader r;
    assert_int_equal(reader_of_text(&r, &a, "x", "a;b,c;A\n1;2;3\n", &err), 0);
    assert_int_equal(r.delimiter, ';');
    assert_int_equal(r.columns.count, 3);
    assert_string_equal(r.columns.name[1], "b,c");
    assert_string_equal(r.columns.name[2], "A_2");
    assert_int_equal(reader_of_text(&r, &a, "x", "\xef\xbb\xbf\"a \"\"q\"\"\",b\r\n1,2,\n", &err),
                     0);
    assert_string_equal(r.columns.name[0], "a \"q\"");
    assert_int_equal(r.columns.count, 3); /* rows end with a delimiter, the header does not */
    assert_int_equal(columns_find(&r.columns, "A Q"), 0);
    assert_int_equal(reader_of_text(&r, &a, "x", "a,b", &err), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_tables),
        cmocka_unit_test(json_faults),
        cmocka_unit_test(scans),
        cmocka_unit_test(headers),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
