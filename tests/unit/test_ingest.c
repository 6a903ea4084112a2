/* Looking at files, and the tables inside JSON.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "ingest/format/json.h"
#include "ingest/reader.h"
#include "ingest/format/scan.h"

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
    assert_int_equal(json_to_csv(from, to, NULL, &err), 0);
    assert_string_equal(converted(), csv);
}

static void json_fails(const char *json, const char *where, const char *message)
{
    struct err err = {0};
    put(json, strlen(json));
    assert_int_equal(json_to_csv(from, to, NULL, &err), ERR_INPUT);
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
    json_is("[{\"a\": {\"deep\": 1}, \"b\": 1e400}]", "\"a\",\"a.deep\",\"b\"\n,\"1\",\"1e400\"\n");
    json_is("{\"value\": [{\"a\": {\"x\": {\"y\": 1}, \"z\": [2]}, \"b\": [3]}, {\"a\": null}]}",
            "\"a\",\"a.x\",\"a.z\",\"b\"\n,,,\n,,,\n"); /* what lies deeper is left out */
}

static void json_faults(void **state)
{
    (void)state;
    json_fails("{\"data\": [\n {\"a\": 1},\n {\"a\" 2}]}", ":3:7", "not JSON");
    json_fails("{\"data\": [{\"a\": 1}", NULL, "ends in the middle");
    json_fails("{\"data\": []}", NULL, "no table");
    json_fails("{\"value\": [{\"a\": 1}], \"@odata.nextLink\": \"x\"}", NULL,
               "holds 1 rows and says that there are more");
    json_fails("{\"count\": 0, \"data\": [], \"error\": \"limit exceeded\"}", NULL,
               "'limit exceeded'");
    json_fails("[[\"A\"],[1,2]]", NULL, "more values");
    json_fails("{\"data\": [{\"a\\u0000b\": 1}, {\"a\": 1}]}", ":1:21", "a NUL byte in the name");
    json_fails("{\"data\": [{\"a\": 1}, {\"a\\u0000\\u0000\": 1}]}", ":1:36", "a NUL byte");
}

static char *repeated(const char *head, char c, int n, const char *tail)
{
    char *s = calloc(1, strlen(head) + (size_t)n + strlen(tail) + 1);
    sprintf(s, "%s%*s%s", head, n, "", tail);
    for (char *p = s + strlen(head); *p == ' '; p++)
        *p = c;
    return s;
}

/* What would fill the memory before it is refused. */
static void json_bombs(void **state)
{
    (void)state;
    enum { MANY = 3 << 20 };
    const struct {
        const char *head;
        char c;
        const char *tail, *message;
    } cases[] = {
        {"[{\"a\": \"", 'x', "\"}]", "a text longer than"},
        {"[{\"a\": \"\\\"", 'x', "\"}]", "a text longer than"},
        {"[{\"", 'x', "\": 1}]", "a text longer than"},
        {"[{\"a\": ", '1', "}]", "a text longer than"},
        {"", '[', "", "nested more than 64"},
        {"[{\"a\": ", '[', "}]", "nested more than 64"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = repeated(cases[i].head, cases[i].c, MANY, cases[i].tail);
        json_fails(text, NULL, cases[i].message);
        free(text);
    }
    char *text = repeated("[{\"a\": \"", 'x', 1000000, "\", \"b\": \"\\\"\"}]");
    struct err err = {0};
    put(text, strlen(text));
    assert_int_equal(json_to_csv(from, to, NULL, &err), 0);
    free(text);
}

/* A header of as many columns as may be, and rows with one field more. */
static void many_columns(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct reader r;
    char *text = calloc(1, 20000), *end = text;
    for (int i = 1; i <= 1000; i++)
        end += sprintf(end, "c%d%s", i, i < 1000 ? "," : "\n");
    char *row = end;
    memset(row, ',', 999);
    strcpy(row + 999, "1\n");
    assert_int_equal(reader_of_text(&r, &a, "x", text, &err), 0);
    assert_int_equal(r.columns.count, 1000);
    strcpy(row + 999, "1,\n");
    assert_int_equal(reader_of_text(&r, &a, "x", text, &err), ERR_INPUT);
    assert_non_null(strstr(err.msg, "1001 columns, more than 1000"));
    free(text);
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
    assert_int_equal(look(&s, &a, "PK\3\4....", 8, &err), 0);
    assert_int_equal(s.format, SCAN_WORKBOOK);
    assert_int_equal(look(&s, &a, "%PDF-1.4", 8, &err), ERR_INPUT);
}

static void pack_zstd(const char *text, size_t n)
{
    size_t room = ZSTD_compressBound(n);
    char *packed = malloc(room);
    put(packed, ZSTD_compress(packed, room, text, n, 1));
    free(packed);
}

static void pack_gzip(const char *text, size_t n)
{
    gzFile f = gzopen(from, "wb");
    assert_int_equal(gzwrite(f, text, (unsigned)n), (int)n);
    assert_int_equal(gzclose(f), Z_OK);
}

/* Compressed content that fills the last block to the byte is whole. */
static void full_blocks(void **state)
{
    (void)state;
    static const size_t sizes[] = {1 << 18, (1 << 18) - 1, (1 << 18) + 1, 1 << 19, 3 << 18};
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct scan s;
    char *text = malloc(3 << 18);
    memset(text, '7', 3 << 18);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        text[sizes[i] - 1] = '\n';
        pack_zstd(text, sizes[i]);
        assert_int_equal(scan_file(&s, &a, from, &err), 0);
        assert_string_equal(s.compression, "zstd");
        pack_gzip(text, sizes[i]);
        assert_int_equal(scan_file(&s, &a, from, &err), 0);
        assert_string_equal(s.compression, "gzip");
        text[sizes[i] - 1] = '7';
    }
    free(text);
}

/* A pipe cannot be read twice, and may never end; a directory is none. */
static void no_files(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct scan s;
    char pipe_name[64];
    snprintf(pipe_name, sizeof pipe_name, "%s.fifo", from);
    assert_int_equal(mkfifo(pipe_name, 0600), 0);
    assert_int_equal(scan_file(&s, &a, pipe_name, &err), ERR_INPUT);
    assert_non_null(strstr(err.msg, "a pipe"));
    unlink(pipe_name);
    assert_int_equal(scan_file(&s, &a, "/tmp", &err), ERR_INPUT);
    assert_non_null(strstr(err.msg, "a directory"));
    assert_int_equal(scan_file(&s, &a, "/dev/null", &err), ERR_INPUT);
    assert_non_null(strstr(err.msg, "a device"));
    assert_int_equal(scan_file(&s, &a, "/no/such/file", &err), ERR_NOT_FOUND);
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
        cmocka_unit_test(json_tables), cmocka_unit_test(json_faults),
        cmocka_unit_test(scans),       cmocka_unit_test(headers),
        cmocka_unit_test(json_bombs),  cmocka_unit_test(many_columns),
        cmocka_unit_test(full_blocks), cmocka_unit_test(no_files),
    };
    return cmocka_run_group_tests(tests, make, clean);
}
