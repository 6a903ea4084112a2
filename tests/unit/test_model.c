/* Periods and sums of series.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <string.h>

#include "model/near.h"
#include "series/series.h"

static void periods(void **state)
{
    (void)state;
    char s[16];
    assert_int_equal(period_index(202201) - period_index(202112), 1);
    assert_int_equal(period_of(period_index(202112), 'M'), 202112);
    assert_string_equal(period_text(s, 202203), "2022-03");
}

static struct series *series(struct arena *a, int first, int n, const double *v)
{
    struct series s = {.exporter = 276,
                       .importer = 643,
                       .unit = "842952",
                       .freq = 'M',
                       .direction = DIRECTION_EXPORT,
                       .currency = "EUR",
                       .valuation = "FOB",
                       .measured_in = "EUR",
                       .adapter = "x",
                       .first = first,
                       .n = n,
                       .from = first,
                       .until = first + n - 1};
    s.value = arena_array(a, double, (size_t)n);
    s.weight = arena_array(a, double, (size_t)n);
    s.status = arena_array(a, enum point_status, (size_t)n);
    for (int i = 0; i < n; i++) {
        s.value[i] = v[i];
        s.status[i] = isnan(v[i]) ? POINT_NOT_REPORTED : v[i] > 0 ? POINT_REPORTED : POINT_NONE;
    }
    return series_keep(&s, a);
}

/* A part that is missing does not make the sum missing, and its periods are joined. */
static void sums(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct series *x = series(&a, 100, 3, (double[]){1, NAN, 0});
    struct series *y = series(&a, 99, 5, (double[]){8, 2, NAN, 4, 16});
    y->exporter = 380;
    series_add(x, y, &a);
    assert_int_equal(x->first, 99);
    assert_int_equal(x->n, 5);
    assert_near(x->value[0], 8, 1e-12);
    assert_near(x->value[1], 3, 1e-12);
    assert_true(isnan(x->value[2]));
    assert_int_equal(x->status[2], POINT_NOT_REPORTED);
    assert_near(x->value[3], 4, 1e-12);
    assert_int_equal(x->status[3], POINT_REPORTED);
    assert_int_equal(x->exporter, 0);
    assert_int_equal(x->importer, 643);
}

static void years(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[18];
    int *months;
    for (int i = 0; i < 18; i++)
        v[i] = 1;
    struct series *s = series(&a, period_index(202101), 18, v);
    struct series *y = series_years(s, &months, &a);
    assert_int_equal(y->n, 2);
    assert_near(y->value[0], 12, 1e-12);
    assert_int_equal(y->status[0], POINT_REPORTED);
    assert_near(y->value[1], 6, 1e-12);
    assert_int_equal(y->status[1], POINT_PARTIAL);
    assert_int_equal(months[1], 6);
}

/* One edit in short words, two in longer ones; neighbours that changed places are one edit. */
static void meant(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *word;
        bool near;
    } cases[] = {
        {"chlp", "chpl", true},
        {"teir", "tier", true},
        {"cat", "car", true},
        {"cat", "cord", false},
        {"serise", "series", true},
        {"EU:xxiii", "eu:XXIII", true},
        {"invasion2022", "invasion-2022", true},
        {"truks", "heavy trucks", false},
        {"abcde", "abxyz", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct near n = near_to(cases[i].typed, strlen(cases[i].typed));
        near_try(&n, cases[i].word);
        assert_int_equal(n.best != NULL, cases[i].near);
    }
    struct near best = near_to("serias", 6);
    near_try(&best, "sources");
    near_try(&best, "series");
    near_try(&best, "serials");
    assert_string_equal(best.best, "series");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meant),
        cmocka_unit_test(periods),
        cmocka_unit_test(sums),
        cmocka_unit_test(years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
