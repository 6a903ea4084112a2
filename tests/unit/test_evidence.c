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
static const char *forged_dir;

static int add_member(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)at;
    return type == FTW_F && pack_file(forged_pack, path + strlen(forged_dir) + 1, path, &small.err);
}

/* The members of a bundle in a new one, sealed as it should be, and another one more. */
static const char *forge(const char *bundle, const char *name, const char *text)
{
    char *dir;
    bool sealed;
    int members;
    const char *out = small_path("forged.tar.zst");
    assert_int_equal(temp_dir(&dir, "test", &small.arena, &small.err), 0);
    assert_int_equal(pack_extract(bundle, dir, &members, &sealed, &small.err), 0);
    assert_int_equal(pack_open(&forged_pack, out, &small.err), 0);
    forged_dir = dir;
    assert_int_equal(nftw(dir, add_member, 16, 0), 0);
    assert_int_equal(pack_text(forged_pack, name, text, &small.err), 0);
    assert_int_equal(pack_close(&forged_pack, 0, &small.err), 0);
    temp_remove(dir);
    return out;
}

/* What the manifest does not name has no place in a bundle, whatever it pretends to be. */
static void forged(void **state)
{
    (void)state;
    char *path = small_path("true.tar.zst");
    small_ask(&question_evidence, arena_printf(&small.arena, "--bundle '%s'", path));
    static const char *const names[] = {"store.weir", "bundle.tar", "store.weir.evidence", "x/y"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *made = forge(path, names[i], "forged");
        assert_int_equal(
            small_fails(&question_evidence, arena_printf(&small.arena, "--verify '%s'", made)),
            ERR_CONFLICT);
        assert_non_null(strstr(small.err.msg, "does not name"));
    }
    const char *made = forge(path, "manifest.json", "{}"); /* twice */
    assert_int_equal(
        small_fails(&question_evidence, arena_printf(&small.arena, "--verify '%s'", made)),
        ERR_CONFLICT);
    assert_non_null(strstr(small.err.msg, "twice"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(again),   cmocka_unit_test(ids),    cmocka_unit_test(kept),
        cmocka_unit_test(bundled), cmocka_unit_test(forged),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
