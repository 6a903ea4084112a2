/* Who is bound by what, on dates that the acts state: Regulation (EU) 2023/427 listed excavators
 * from 26 February 2023; the Rome Statute binds Armenia from 1 February 2024.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <string.h>

#include "law/law.h"
#include "law/legal.h"

extern const struct question question_status, question_treaty, question_warrant, question_redline;

static struct ref *ref;

static int open_all(void **state)
{
    return small_open_loaded(state) || ref_open(&ref, &small.err);
}

static int close_all(void **state)
{
    ref_close(&ref);
    return small_close(state);
}

static struct days day(const char *text)
{
    struct days d;
    strcpy(d.from, text);
    strcpy(d.until, text);
    return d;
}

static void bound(void **state)
{
    (void)state;
    struct days before = day("2020-01-31"), after = day("2020-02-01");
    assert_true(law_regime_binds(ref, "EU", 276, NULL, &after));
    assert_true(law_regime_binds(ref, "EU", 0, "DEU", &after));
    assert_true(law_regime_binds(ref, "EU", 826, "GBR", &before));
    assert_false(law_regime_binds(ref, "EU", 826, "GBR", &after));
    assert_false(law_regime_binds(ref, "EU", 156, "CHN", &after));
    assert_true(law_regime_binds(ref, "US", 842, "USA", &after));
    assert_false(law_regime_binds(ref, "none", 842, "USA", &after));
}

static const struct law_entry *entry(const struct law_entry *list, int count, const char *regime)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i].regime, regime) && list[i].prohibits == 1)
            return &list[i];
    return NULL;
}

static void listed(void **state)
{
    (void)state;
    struct law_entry *list;
    int count;
    struct law_question q = {"842952", "DEU", "RUS", day("2023-02-26")};
    assert_int_equal(law_entries(ref, &list, &count, &q, &small.arena, &small.err), 0);
    const struct law_entry *e = entry(list, count, "EU");
    assert_non_null(e);
    assert_true(e->binds && !e->partial && !e->later);
    assert_string_equal(e->since, "2023-02-26");
    q.exporter = "CHN";
    assert_int_equal(law_entries(ref, &list, &count, &q, &small.arena, &small.err), 0);
    assert_false(entry(list, count, "EU")->binds);
    q.on = day("2023-02-25");
    assert_int_equal(law_entries(ref, &list, &count, &q, &small.arena, &small.err), 0);
    for (int i = 0; i < count; i++)
        if (list[i].since && !strcmp(list[i].since, "2023-02-26"))
            assert_true(list[i].later);
    q.importer = "KAZ"; /* the Union lists nothing towards it */
    q.on = day("2023-06-01");
    assert_int_equal(law_entries(ref, &list, &count, &q, &small.arena, &small.err), 0);
    assert_null(entry(list, count, "EU"));
}

static void flows(void **state)
{
    (void)state;
    enum legal *status;
    struct legal_flow f[] = {
        {"842952", 276, 643, 202303, 1}, /* Germany, after */
        {"842952", 276, 643, 202101, 1}, /* Germany, before any list */
        {"842952", 156, 643, 202303, 1}, /* China */
        {"010121", 276, 643, 202303, 1}, /* horses */
    };
    assert_int_equal(legal_flows(&status, ref, f, 4, &small.arena, &small.err), 0);
    assert_int_equal(status[0], LEGAL_PROHIBITED);
    assert_int_equal(status[1], LEGAL_NOT_LISTED);
    assert_int_equal(status[2], LEGAL_NOT_BINDING);
    assert_int_equal(status[3], LEGAL_NOT_LISTED);
}

static void asked(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_status, "842952 --from DEU --to RUS --on 2023-03-01");
    assert_string_equal(small_text(&a, 0, "regime"), "EU");
    assert_near(small_number(&a, 0, "prohibits"), 1, 0.1);
    assert_near(small_number(&a, 0, "binding_on_exporter"), 1, 0.1);
    assert_int_equal(small_fails(&question_status, "842952 --from DEU"), ERR_USAGE);
    assert_int_equal(small_fails(&question_status, "841 --from DEU --to RUS --on 2023-03-01"),
                     ERR_USAGE);
    assert_int_equal(small_fails(&question_status, "842952 --from DEU --to RUS --on 2023-02-30"),
                     ERR_USAGE);
}

static void treaty(void **state)
{
    (void)state;
    struct ref_party *party;
    int before, after;
    assert_int_equal(
        law_bound(ref, &party, &before, "rome", "2024-01-31", &small.arena, &small.err), 0);
    assert_int_equal(law_bound(ref, &party, &after, "rome", "2024-02-01", &small.arena, &small.err),
                     0);
    assert_int_equal(before, 123);
    assert_int_equal(after, 124);
    struct answer a = small_ask(&question_treaty, "rome --on 2024-01-31 --count");
    assert_near(small_fact(&a, "bound")->number, 123, 0.1);
    assert_int_equal(small_fails(&question_treaty, "locarno"), ERR_USAGE);
}

/* Issued on 17 March 2023. */
static void warrant(void **state)
{
    (void)state;
    struct law_warrant *w;
    int count;
    struct law_warrant_question q = {"Putin", "ARM", "2023-03-16"};
    assert_int_equal(law_warrants(ref, &w, &count, &q, &small.arena, &small.err), 0);
    assert_int_equal(count, 1);
    assert_true(w->later);
    q.day = "2024-02-01";
    assert_int_equal(law_warrants(ref, &w, &count, &q, &small.arena, &small.err), 0);
    assert_false(w->later);
    assert_true(w->bound);
    assert_string_equal(w->party.iso3, "ARM");
    q.state = "CHN";
    assert_int_equal(law_warrants(ref, &w, &count, &q, &small.arena, &small.err), 0);
    assert_false(w->bound);
    assert_int_equal(small_fails(&question_warrant, "Nobody --in ARM"), ERR_NOT_FOUND);
}

/* The file holds no arms, and cannot hold them: that is not the same as none. */
static void redline(void **state)
{
    (void)state;
    struct answer a = small_ask(&question_redline, "RUS");
    assert_int_equal(table_rows(answer_table(&a)), 0);
    assert_non_null(a.foot ? a.foot : a.head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bound),   cmocka_unit_test(listed), cmocka_unit_test(flows),
        cmocka_unit_test(asked),   cmocka_unit_test(treaty), cmocka_unit_test(warrant),
        cmocka_unit_test(redline),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
