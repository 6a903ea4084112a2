/* Who is bound by what, on dates that the acts state: Regulation (EU) 2023/427 listed excavators
 * from 26 February 2023; the Rome Statute binds Armenia from 1 February 2024.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <string.h>

#include "law/goods.h"
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

static bool binds(const char *regime, const char *iso3, int m49, const char *on)
{
    struct flow_end who = {m49, iso3};
    return rule_binds_on(ref, regime, &who, on);
}

static void bound(void **state)
{
    (void)state;
    assert_true(binds("EU", NULL, 276, "2020-02-01"));
    assert_true(binds("EU", "DEU", 0, "2020-02-01"));
    assert_true(binds("EU", "GBR", 826, "2020-12-31")); /* Withdrawal Agreement, Art. 127 */
    assert_false(binds("EU", "GBR", 826, "2021-01-01"));
    assert_false(binds("EU", "CHN", 156, "2020-02-01"));
    assert_true(binds("US", "USA", 842, "2020-02-01"));
    assert_true(binds("UN", "CHN", 156, "2020-02-01"));
    assert_false(binds("none", "USA", 842, "2020-02-01"));
}

static const struct law_entry *entry(const struct law_entry *list, int count, const char *regime)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i].regime, regime) && list[i].prohibits == 1)
            return &list[i];
    return NULL;
}

static struct ref_goods *goods(const char *unit, enum ref_as as)
{
    struct ref_goods *list;
    int count;
    assert_int_equal(ref_controls(ref, &list, &count, unit, as, &small.arena, &small.err), 0);
    assert_int_equal(count, 1);
    return list;
}

static struct flow_ends ends(const char *exporter, const char *importer)
{
    return rule_ends(ref, (struct flow_end){0, exporter}, (struct flow_end){0, importer});
}

static void listed(void **state)
{
    (void)state;
    struct law_entry *list;
    int count;
    struct law_question q = {goods("842952", REF_CODES)->member, ends("DEU", "RUS"),
                             day("2023-02-26")};
    law_entries(ref, &list, &count, &q, &small.arena);
    const struct law_entry *e = entry(list, count, "EU");
    assert_non_null(e);
    assert_true(e->binds && !e->partial && !e->later);
    assert_string_equal(e->since, "2023-02-26");
    q.sides = ends("CHN", "RUS");
    law_entries(ref, &list, &count, &q, &small.arena);
    assert_false(entry(list, count, "EU")->binds);
    q.on = day("2023-02-25");
    law_entries(ref, &list, &count, &q, &small.arena);
    for (int i = 0; i < count; i++)
        if (list[i].since && !strcmp(list[i].since, "2023-02-26"))
            assert_true(list[i].later);
    q.sides = ends("CHN", "KAZ"); /* the Union lists nothing towards it */
    q.on = day("2023-06-01");
    law_entries(ref, &list, &count, &q, &small.arena);
    assert_null(entry(list, count, "EU"));
}

/* The heading 8703: of its 14 subheadings 11 are in Annex XXIII of the 11th package, in whole or
 * part; of chapter 74 all but 7401 in that of the 18th. */
static void headings(void **state)
{
    (void)state;
    struct flow_ends w = ends("DEU", "RUS");
    struct goods_law x = goods_on(ref, goods("8703", REF_FAMILIES), &w, "2023-08-01");
    assert_int_equal(x.status, LEGAL_PARTLY);
    assert_int_equal(x.prohibited, 11);
    assert_int_equal(x.subheadings, 14);
    assert_int_equal(goods_on(ref, goods("740200", REF_FAMILIES), &w, "2025-08-01").status,
                     LEGAL_PROHIBITED);
    assert_int_not_equal(goods_on(ref, goods("740100", REF_FAMILIES), &w, "2025-08-01").status,
                         LEGAL_PROHIBITED);
    assert_int_equal(goods_on(ref, goods("740100", REF_FAMILIES), &w, "2025-08-01").prohibited, 0);
}

/* Luxury goods are prohibited above a price; the Union's lists do not bind China. */
static void days(void **state)
{
    (void)state;
    struct goods_runs runs;
    struct flow_ends w = ends("DEU", "RUS");
    goods_runs(&runs, ref, goods("420221", REF_FAMILIES), &w, &small.arena); /* handbags */
    assert_int_equal(goods_run_on(&runs, "2022-03-10"), LEGAL_NOT_LISTED);
    assert_int_equal(goods_run_on(&runs, "2022-03-15"), LEGAL_NOT_LISTED);
    assert_int_equal(goods_run_on(&runs, "2022-03-16"), LEGAL_CONDITIONAL);
    w = ends("CHN", "RUS");
    goods_runs(&runs, ref, goods("842952", REF_FAMILIES), &w, &small.arena);
    assert_int_equal(goods_run_on(&runs, "2019-01-01"), LEGAL_NOT_LISTED);
    assert_int_equal(goods_run_on(&runs, "2023-03-01"), LEGAL_NOT_BINDING);
    w = ends("JPN", "RUS"); /* its own regime is not held */
    goods_runs(&runs, ref, goods("842952", REF_FAMILIES), &w, &small.arena);
    assert_int_equal(goods_run_on(&runs, "2023-03-01"), LEGAL_UNSURE);
}

static void flows(void **state)
{
    (void)state;
    enum legal *status;
    struct legal_flow f[] = {
        {"842952", 276, 643, 202303, 1}, /* Germany, after */
        {"842952", 276, 643, 201407, 1}, /* Germany, before any list */
        {"842952", 156, 643, 202303, 1}, /* China */
        {"010121", 276, 643, 202303, 1}, /* horses: luxury above 300 euros */
        {"070190", 276, 643, 202303, 1}, /* potatoes */
        {"8703", 276, 643, 202306, 1},   /* a heading: 11 of 14 listed on 24 June 2023 */
        {"842952", 276, 643, 202101,
         1}, /* Germany: dual use for the military, from August 2014 on */
    };
    assert_int_equal(legal_flows(&status, NULL, ref, f, 7, &small.arena, &small.err), 0);
    assert_int_equal(status[0], LEGAL_PROHIBITED);
    assert_int_equal(status[1], LEGAL_NOT_LISTED);
    assert_int_equal(status[2], LEGAL_NOT_BINDING);
    assert_int_equal(status[3], LEGAL_CONDITIONAL);
    assert_int_equal(status[4], LEGAL_NOT_LISTED);
    assert_int_equal(status[5], LEGAL_PARTLY);
    assert_int_equal(status[6], LEGAL_UNSURE);
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
    assert_int_equal(law_states(party, after), 124);
    assert_int_equal(
        law_bound(ref, &party, &before, "rome", "2024-01-31", &small.arena, &small.err), 0);
    assert_int_equal(law_states(party, before), 123);
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
        cmocka_unit_test(bound),  cmocka_unit_test(listed),  cmocka_unit_test(headings),
        cmocka_unit_test(days),   cmocka_unit_test(flows),   cmocka_unit_test(asked),
        cmocka_unit_test(treaty), cmocka_unit_test(warrant), cmocka_unit_test(redline),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
