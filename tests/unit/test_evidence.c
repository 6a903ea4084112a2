/* Questions as text, their ids, the journal, a bundle.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>

#include "app/asked.h"
#include "app/evidence/journal.h"
#include "app/evidence/pack.h"
#include "app/evidence/same.h"
#include "base/json.h"
#include "base/temp.h"

extern const struct question question_series, question_compare, question_evidence;

static const char *asked(void)
{
    return asked_line(small.session.asked, small.session.params, &small.arena);
}

/* What was asked is text that can be asked again. */
static void again(void **state)
{
    (void)state;
    const struct question *q;
    void *params;
    small_ask(&question_series, "--from IND --to RUS --code 842952 --weight");
    const char *text = asked();
    assert_int_equal(
        asked_read(&q, &params, small.session.world->questions, text, &small.arena, &small.err), 0);
    assert_ptr_equal(q, &question_series);
    assert_string_equal(asked_line(q, params, &small.arena), text);
    assert_string_equal(asked_words(q, params, &small.arena),
                        "weir series --from \"IND\" --to \"RUS\" --code \"842952\" --weight");
    assert_int_equal(asked_read(&q, &params, small.session.world->questions,
                                "{\"command\": \"sql\"}", &small.arena, &small.err),
                     ERR_INPUT);
    assert_int_equal(asked_read(&q, &params, small.session.world->questions, "{\"comm",
                                &small.arena, &small.err),
                     ERR_INPUT);
}

static void ids(void **state)
{
    (void)state;
    const char *one, *two, *other;
    small_ask(&question_series, "--from IND --to RUS --code 842952");
    assert_int_equal(asked_now(&one, &small.session, &small.err), 0);
    small_ask(&question_series, "--code 842952 --to RUS --from IND");
    assert_int_equal(asked_now(&two, &small.session, &small.err), 0);
    small_ask(&question_series, "--code 842952 --to RUS --from IND --weight");
    assert_int_equal(asked_now(&other, &small.session, &small.err), 0);
    assert_string_equal(one, two);
    assert_string_not_equal(one, other);
    assert_int_equal(strlen(one), 12);
}

/* Kept once, oldest first. */
static void kept(void **state)
{
    (void)state;
    struct recorded *list;
    int count;
    small_ask(&question_compare, "--from IND --to RUS --period 2022 --with 2021");
    small_ask(&question_compare, "--from IND --to RUS --period 2022 --with 2021");
    assert_int_equal(journal_read(&list, &count, &small.session, &small.err), 0);
    assert_true(count >= 2);
    assert_ptr_equal(list[0].question, &question_series);
    assert_ptr_equal(list[count - 1].question, &question_compare);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(list[i].id, list[k].id);
}

static void bundled(void **state)
{
    (void)state;
    char *path = small_path("b.tar.zst"), byte;
    struct answer a = small_ask(&question_evidence,
                                arena_printf(&small.arena, "--bundle '%s'", path));
    double answers = small_number(&a, 0, "answers");
    assert_true(answers >= 2);
    a = small_ask(&question_evidence, arena_printf(&small.arena, "--verify '%s'", path));
    assert_near(small_number(&a, 0, "answers"), answers, 0.1);
    FILE *f = fopen(path, "r+b"); /* one byte of it changed */
    assert_int_equal(fseek(f, 100, SEEK_SET), 0);
    assert_int_equal(fread(&byte, 1, 1, f), 1);
    byte = (char)~byte;
    assert_int_equal(fseek(f, 100, SEEK_SET), 0);
    assert_int_equal(fwrite(&byte, 1, 1, f), 1);
    fclose(f);
    assert_int_not_equal(
        small_fails(&question_evidence, arena_printf(&small.arena, "--verify '%s'", path)), 0);
}

static struct pack *forged_pack;
static const char *forged_dir, *forged_from, *forged_to;

/* The text of a file, where `from` stands in it with `to` in its place. */
static const char *changed(const char *path, const char *from, const char *to)
{
    FILE *f = fopen(path, "rb");
    char *text = arena_alloc(&small.arena, 1 << 20);
    assert_true(fread(text, 1, (1 << 20) - 1, f) > 0);
    fclose(f);
    char *at = strstr(text, from);
    assert_non_null(at);
    return arena_printf(&small.arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static int add_member(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)at;
    const char *name = path + strlen(forged_dir) + 1;
    if (type != FTW_F)
        return 0;
    if (forged_from && !strcmp(name, "manifest.json"))
        return pack_text(forged_pack, name, changed(path, forged_from, forged_to), &small.err);
    return pack_file(forged_pack, name, path, &small.err);
}

/* The members of a bundle in a new one, sealed as it should be, another one more (name NULL: none),
 * and in its manifest `to` in place of `from` (NULL: as it is). */
static const char *forge(const char *bundle, const char *name, const char *text, const char *from,
                         const char *to)
{
    char *dir;
    bool sealed;
    struct words members;
    const char *out = small_path("forged.tar.zst");
    assert_int_equal(temp_dir(&dir, "test", &small.arena, &small.err), 0);
    assert_int_equal(pack_extract(bundle, dir, &members, &small.arena, &sealed, &small.err), 0);
    assert_int_equal(pack_open(&forged_pack, out, &small.err), 0);
    forged_dir = dir;
    forged_from = from;
    forged_to = to;
    assert_int_equal(nftw(dir, add_member, 16, 0), 0);
    if (name)
        assert_int_equal(pack_text(forged_pack, name, text, &small.err), 0);
    assert_int_equal(pack_close(&forged_pack, 0, &small.err), 0);
    temp_remove(dir);
    return out;
}

static void refused(const char *bundle, const char *why)
{
    int rc = small_fails(&question_evidence, arena_printf(&small.arena, "--verify '%s'", bundle));
    assert_int_equal(rc, ERR_CONFLICT);
    if (!strstr(small.err.msg, why))
        fail_msg("'%s' does not say '%s'", small.err.msg, why);
}

/* What the manifest does not name has no place in a bundle, whatever it pretends to be. */
static void forged_members(void **state)
{
    (void)state;
    char *path = small_path("true.tar.zst");
    small_ask(&question_evidence, arena_printf(&small.arena, "--bundle '%s'", path));
    static const char *const names[] = {"store.weir", "bundle.tar", "store.weir.evidence", "x/y",
                                        "rates.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        refused(forge(path, names[i], "forged", NULL, NULL), "does not name");
    refused(forge(path, "manifest.json", "{}", NULL, NULL), "twice");
    /* a member that is named twice makes no room for another */
    const char *digest = "ecd71870d1963316a97e3ac3408c9835ad8cf0f3c1bc703527c30265534f75ae";
    const char *named = arena_printf(&small.arena,
                                     "\"members\": [{\"name\": \"test123\", \"sha256\": \"%s\"},",
                                     digest); /* sha256 of "test123" */
    refused(forge(path, "test123", "test123", "\"members\": [", named), "nothing needs");
    refused(forge(path, NULL, NULL, "\"members\": [", named), "it lacks test123");
    refused(forge(path, "../up", "", NULL, NULL), "no place in a bundle");
    refused(forge(path, "a/./b", "", NULL, NULL), "no place in a bundle");
}

/* A manifest that was written by hand. */
static void forged_manifest(void **state)
{
    (void)state;
    char *path = small_path("true.tar.zst"), *deep = arena_alloc(&small.arena, 400001);
    small_ask(&question_series, "--from IND --to RUS --code 842952");
    small_ask(&question_evidence, arena_printf(&small.arena, "--bundle '%s'", path));
    memset(deep, '[', 200000);
    memset(deep + 200000, ']', 200000);
    const struct {
        const char *from, *to, *why;
    } cases[] = {
        {"\"weir\": \"" WEIR_VERSION "\"", "\"weir\": \"9.9.9\"", "made by weir 9.9.9"},
        {"\"weir\": \"" WEIR_VERSION "\"", "\"weir\": \"x\"", "made by weir x"},
        {"\"weir\": \"" WEIR_VERSION "\"", "\"weir\": \"0.1.0\"", "has another id"},
        {"\"loads\": [", "\"loads\": [{\"file\": \"/etc/passwd\", \"vintage\": \"2024-01-01\"}, ",
         "no file to load"},
        {"\"loads\": [", "\"loads\": [{\"file\": \"manifest.json\", \"vintage\": \"2024-01-01\"}, ",
         "no file to load"},
        {"\\\"command\\\":", "\\\"measure\\\": -5, \\\"command\\\":", "no question"},
        {"\\\"command\\\":", "\\\"measure\\\": 5, \\\"command\\\":", "no question"},
        {"\\\"command\\\":",
         "\\\"currency\\\": \\\"EUR\\\", \\\"currency\\\": \\\"EUR\\\", "
         "\\\"command\\\":",
         "no question"},
        {"\\\"command\\\": \\\"series\\\", \\\"from\\\": \\\"IND\\\", \\\"to\\\": \\\"RUS\\\", "
         "\\\"code\\\": \\\"842952\\\", \\\"measure\\\": 1",
         "\\\"command\\\": \\\"claim\\\", \\\"args\\\": [\\\"check\\\", \\\"/etc/passwd\\\"]",
         "a file outside"},
        {"\"weir\":", arena_printf(&small.arena, "\"deep\": %s, \"weir\":", deep),
         "nested more than 64 deep"},
        {"{", "", "not JSON"},
        {"\"weir\":", "\"more\": 1, \"weir\":", "says more than a manifest does"},
        {"\"loads\": [", "\"questions\": [], \"loads\": [", "'questions' stands twice"},
        {"\"options\":", "\"vintage\": \"2020-01-01\", \"options\":", "stands twice"},
        {"\"options\":", "\"option\": 1, \"options\":", "no file to load"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        refused(forge(path, NULL, NULL, cases[i].from, cases[i].to), cases[i].why);
}

/* A small file that would fill a disk. */
static void bomb(void **state)
{
    (void)state;
    const char *zeros = small_path("zeros"), *path = small_path("bomb.tar.zst");
    FILE *f = fopen(zeros, "wb");
    assert_int_equal(fseek(f, 100 << 20, SEEK_SET) || fputc(0, f) || fclose(f), 0);
    assert_int_equal(pack_open(&forged_pack, path, &small.err), 0);
    assert_int_equal(pack_file(forged_pack, "sources/zeros", zeros, &small.err), 0);
    assert_int_equal(pack_close(&forged_pack, 0, &small.err), 0);
    refused(path, "unpacks to more than");
}

/* An answer of an earlier version is the same where all that it says is. */
static void facts(void **state)
{
    (void)state;
    const struct {
        const char *was, *is, *where;
        long compared, unsaid;
    } cases[] = {
        {"{\"a\": 1, \"b\": [1, {\"c\": 2}]}",
         "{\"a\": 1, \"b\": [1, {\"c\": 2, \"notes\": [3, 4]}]}", NULL, 3, 2},
        {"{\"a\": 1}", "{\"b\": 1}", "a is not there", 0, 0},
        {"{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 2}}", "a.b is '2' and was '1'", 1, 0},
        {"[1, 2]", "[1]", "it has 1 parts and had 2", 0, 0},
        {"{}", "{\"a\": 1}", "a was not said", 0, 0},
        {"{\"a\": 1}", "{\"a\": 1, \"note\": 2}", "note was not said", 1, 0},
        {"[]", "[]", NULL, 0, 0},
        {"[", "[]", "it is not JSON", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct same_facts n = {0};
        const char *where = same_facts(&n, cases[i].was, cases[i].is, "notes more", &small.arena);
        assert_int_equal(n.compared, cases[i].compared);
        assert_int_equal(n.unsaid, cases[i].unsaid);
        if (cases[i].where)
            assert_string_equal(where, cases[i].where);
        else
            assert_null(where);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(again),          cmocka_unit_test(ids),
        cmocka_unit_test(kept),           cmocka_unit_test(bundled),
        cmocka_unit_test(forged_members), cmocka_unit_test(forged_manifest),
        cmocka_unit_test(bomb),           cmocka_unit_test(facts),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
