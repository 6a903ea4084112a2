/* Areas and families of the reference data.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <string.h>

#include "duck/duck.h"
#include "ref/ref.h"

static struct duck *d;
static struct ref *ref;

static int open_ref(void **state)
{
    struct err err = {0};
    struct duck_options o = {0};
    (void)state;
    return duck_open(&d, NULL, &o, &err) || ref_attach(&ref, d, &err);
}

static int close_ref(void **state)
{
    (void)state;
    ref_close(&ref);
    duck_close(&d);
    return 0;
}

static void text_is(const char *sql, const char *want)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    char *got = NULL;
    assert_int_equal(duck_text_of(d, &got, &a, sql, NULL, &err), 0);
    assert_string_equal(got ? got : "(null)", want);
}

/* The numbers of Comtrade, which departs from ISO for five: a file may say either; names of
 * today are not those of the past. */
static void areas(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int m49;
    } known[] = {
        {"RUS", 643},     {"ru", 643},  {"Russian Federation", 643}, {"643", 643},
        {"China", 156},   {"CHN", 156}, {"Kyrgyzstan", 417},         {"004", 4},
        {"Germany", 276}, {"DEU", 276},
    };
    struct err err = {0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int m49 = 0;
        assert_int_equal(ref_area(ref, &m49, known[i].name, &err), 0);
        assert_int_equal(m49, known[i].m49);
    }
    int a = 0, b = 0;
    assert_int_equal(ref_area(ref, &a, "FRA", &err) || ref_area(ref, &b, "251", &err), 0);
    assert_int_equal(a, 251);
    assert_int_equal(a, b);
    assert_int_equal(ref_area(ref, &a, "IND", &err) || ref_area(ref, &b, "356", &err), 0);
    assert_int_equal(a, 699);
    assert_int_equal(b, 699);
    assert_int_equal(ref_area(ref, &a, "USA", &err) || ref_area(ref, &b, "DE", &err), 0);
    assert_int_equal(a, 842); /* 841 is the USA until 1980 */
    assert_int_equal(b, 276); /* 280 is the Federal Republic until 1990 */
}

static void unknown_area(void **state)
{
    struct err err = {0};
    int m49 = -7;
    (void)state;
    assert_int_equal(ref_area(ref, &m49, "Rusia", &err), ERR_NOT_FOUND);
    assert_int_equal(m49, -7);
    assert_string_equal(err.subject, "Rusia");
    assert_non_null(strstr(err.hint, "Russian Federation"));
}

static void groups(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct ref_areas list;
    (void)state;
    assert_int_equal(ref_areas(ref, &list, &a, "EU27", &err), 0);
    assert_int_equal(list.count, 27);
    assert_int_equal(ref_areas(ref, &list, &a, "DEU,EU27,KAZ", &err), 0);
    assert_int_equal(list.count, 28);
    assert_int_equal(list.m49[0], 276);
}

/* Members come and go: Croatia joined on 2013-07-01, the United Kingdom left on 2020-02-01. */
static void membership(void **state)
{
    (void)state;
    text_is("SELECT count(*)::VARCHAR FROM ref.membership WHERE grp = 'EU' "
            "AND from_date <= DATE '2013-06-30' AND (until_date IS NULL OR until_date > DATE "
            "'2013-06-30')",
            "27");
    text_is("SELECT until_date::VARCHAR FROM ref.membership WHERE grp = 'EU' AND iso3 = 'GBR'",
            "2020-02-01");
}

static void families(void **state)
{
    (void)state;
    text_is("SELECT count(DISTINCT family)::VARCHAR FROM ref.family "
            "WHERE hs6 IN ('851712', '851713', '851714')",
            "1");
    text_is("SELECT count(DISTINCT family)::VARCHAR FROM ref.family "
            "WHERE hs6 IN ('870120', '870121', '870122', '870123', '870124', '870129')",
            "1");
    /* heading 8549 takes waste of many chapters: it does not make them one family */
    text_is("SELECT count(DISTINCT left(f.family, 2))::VARCHAR FROM ref.family f "
            "WHERE hs6 IN ('842952', '854231', '870323')",
            "3");
    text_is("SELECT (max(n) < 30)::VARCHAR FROM (SELECT count(*) AS n FROM ref.family "
            "GROUP BY family)",
            "true");
}

static void tiers(void **state)
{
    (void)state;
    text_is("SELECT count(*)::VARCHAR FROM ref.chpl", "50");
    text_is("SELECT tier FROM ref.family_tier WHERE family = "
            "(SELECT family FROM ref.family WHERE hs6 = '854231')",
            "1");
    text_is("SELECT tier FROM ref.family_tier WHERE family = "
            "(SELECT family FROM ref.family WHERE hs6 = '847150')",
            "3.A");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas),      cmocka_unit_test(unknown_area), cmocka_unit_test(groups),
        cmocka_unit_test(membership), cmocka_unit_test(families),     cmocka_unit_test(tiers),
    };
    return cmocka_run_group_tests(tests, open_ref, close_ref);
}
