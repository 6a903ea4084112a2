/* The first detector on series whose answers are known by hand.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "detect/contrast.h"
#include "detect/panel/chosen.h"
#include "detect/detect.h"
#include "detect/sums.h"
#include "drawn.h"

enum { FIRST = 2019 * 12 };

static struct finding one(struct arena *a, const struct series *s, int since)
{
    struct detect_options o = {.since_month = since, .since_year = since, .keep = 2};
    struct detector *d = detect_open(&o, a);
    struct findings f;
    detect_add(d, s);
    detect_close(d, &f);
    assert_int_equal(f.count, 1);
    return f.finding[0];
}

/* 48 months of which the last 12 are four times as high: before is 24 months of the same calendar
 * months, the ratio is 4, and the rise begins with the 37th month. */
static void rise(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[48];
    for (int i = 0; i < 48; i++)
        v[i] = (i < 36 ? 100 : 400) + (i * 7) % 11;
    struct series s = drawn_series(&a, 'M', FIRST, 48, v);
    struct finding f = one(&a, &s, FIRST + 36);
    assert_int_equal(f.kind, FINDING_SHIFT);
    assert_int_equal(f.direction, 1);
    assert_int_equal(f.since, FIRST + 36);
    assert_int_equal(f.before, 24);
    assert_true(f.ratio > 3.8 && f.ratio < 4);
    assert_true(f.ratio_low > 3.5 && f.ratio_high < 4.5);
    assert_true(f.p < 1e-5);
}

/* The rise comes four months after the date asked about. */
static void dated(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[48];
    for (int i = 0; i < 48; i++)
        v[i] = (i < 40 ? 100 : 400) + (i * 7) % 11;
    struct series s = drawn_series(&a, 'M', FIRST, 48, v);
    assert_int_equal(one(&a, &s, FIRST + 36).since, FIRST + 40);
}

/* A season that repeats is no rise, whatever part of the year is looked at. */
static void season(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[42];
    for (int i = 0; i < 42; i++)
        v[i] = i % 12 < 6 ? 1000 + (i * 7) % 13 : (i * 5) % 17;
    struct series s = drawn_series(&a, 'M', FIRST, 42, v);
    assert_true(one(&a, &s, FIRST + 36).p > 0.05);
}

/* One shipment of the past, as large as all that came after, does not hide the rise. */
static void past_spike(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[36];
    for (int i = 0; i < 36; i++)
        v[i] = (i < 24 ? 10 : 50) + (i * 7) % 5;
    v[5] = 5000;
    struct series s = drawn_series(&a, 'M', FIRST, 36, v);
    struct finding f = one(&a, &s, FIRST + 24);
    assert_true(f.p < 0.001);
    assert_true(f.excess > 400 && f.excess < 600);
}

/* Five months without precedent, then back. */
static void burst(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[70];
    for (int i = 0; i < 70; i++)
        v[i] = (i * 7) % 5;
    for (int i = 60; i < 65; i++)
        v[i] = 100;
    struct series s = drawn_series(&a, 'M', FIRST, 70, v);
    struct finding f = one(&a, &s, FIRST + 60);
    assert_int_equal(f.kind, FINDING_SPIKE);
    assert_string_equal(f.test, "burst");
    assert_int_equal(f.since, FIRST + 60);
}

/* One beginning among 24 months of nothing and 12 of trade: chains of two states say that much and
 * no more by themselves, however many months there are. */
static void new_and_ended(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[36] = {0}, w[36] = {0};
    for (int i = 0; i < 36; i++)
        *(i < 24 ? &w[i] : &v[i]) = 5 + i % 3;
    struct series s = drawn_series(&a, 'M', FIRST, 36, v);
    struct finding f = one(&a, &s, FIRST + 24);
    assert_int_equal(f.kind, FINDING_NEW);
    assert_true(isnan(f.ratio) && f.p < 0.1);
    s = drawn_series(&a, 'M', FIRST, 36, w);
    f = one(&a, &s, FIRST + 24);
    assert_int_equal(f.kind, FINDING_ENDED);
    assert_int_equal(f.direction, -1);
}

/* What is not known is not looked at: too short, or cut by a renumbering. */
static void not_tested(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[36] = {0};
    struct detect_options o = {.since_month = FIRST + 34, .keep = 2};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    struct series s = drawn_series(&a, 'M', FIRST, 36, v);
    detect_add(d, &s);
    s.status[0] = POINT_NOT_COVERED;
    detect_add(d, &s);
    detect_close(d, &f);
    assert_int_equal(f.tested, 0);
    assert_int_equal(f.too_short, 1);
    assert_int_equal(f.renumbered, 1);
}

/* Seven years, of which two after: a series of level noise stays, one of ten times rises. */
static void annual(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_year = 2022, .keep = 2};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    for (int k = 0; k < 50; k++) {
        double v[7];
        for (int i = 0; i < 7; i++)
            v[i] = 1e6 * (10 + ((k * 31 + i * 17) % 7)) * (k == 9 && i >= 5 ? 10 : 1);
        struct series s = drawn_series(&a, 'A', 2017, 7, v);
        s.exporter = k + 1;
        detect_add(d, &s);
    }
    detect_close(d, &f);
    assert_int_equal(f.tested, 50);
    assert_int_equal(f.finding[0].series->exporter, 10);
    assert_true(f.finding[0].p_adjusted < 1e-4);
    assert_true(f.finding[0].ratio > 7 && f.finding[0].ratio < 13);
    int significant = 0;
    for (int i = 0; i < f.count; i++)
        significant += f.finding[i].p_adjusted < 0.05;
    assert_int_equal(significant, 1);
}

/* What is sold in five months of the year, at one level: 17 months from March on hold ten of these,
 * and 24 before hold ten.  Before is 17 months with each as often: 10 * 1000 + 7 * 100.  With 24 /
 * 17 of all before it was a rise by a third. */
static void seasons_in_sums(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[55];
    for (int i = 0; i < 55; i++)
        v[i] = i % 12 >= 2 && i % 12 <= 6 ? 1000 : 100;
    struct series s = drawn_series(&a, 'M', FIRST, 55, v);
    struct finding f = one(&a, &s, FIRST + 38);
    assert_int_equal(f.before, 24);
    assert_int_equal(f.after, 17);
    assert_near(f.value_after, 10700, 1e-9);
    assert_near(f.value_before, 10700, 1e-9);
    assert_near(f.ratio, 1, 1e-12);
}

/* --- beside a comparison --- */

/* Three times as high from the 37th month on, exactly; the control is flat, or rises alike. */
static void contrast(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[48], flat[48], none[48] = {0};
    for (int i = 0; i < 48; i++) {
        v[i] = (i < 36 ? 100 : 300) * (1 + (i % 5) / 50.);
        flat[i] = 1000 * (1 + (i % 7) / 50.);
    }
    struct series s = drawn_series(&a, 'M', FIRST, 48, v),
                  still = drawn_series(&a, 'M', FIRST, 48, flat);
    struct series empty = drawn_series(&a, 'M', FIRST, 48, none);
    struct contrast apart = contrast_series(&s, &still, FIRST + 36, FIRST + 47);
    struct contrast same = contrast_series(&s, &s, FIRST + 36, FIRST + 47);
    struct contrast no = contrast_series(&s, &empty, FIRST + 36, FIRST + 47);
    assert_true(apart.possible);
    assert_near(apart.ratio, 3, 0.1);
    assert_true(apart.low > 2.5 && apart.low < 3 && apart.high > 3 && apart.high < 3.5);
    assert_near(apart.control, 1, 0.05);
    assert_near(same.ratio, 1, 1e-6);
    assert_near(same.control, 3, 0.1);
    assert_false(no.possible);
    assert_string_equal(contrast_words(contrast_judge(1, &apart, &no), 1), "stands out");
    assert_string_equal(contrast_words(contrast_judge(1, &apart, &same), 1),
                        "other goods rose too");
    assert_string_equal(contrast_words(contrast_judge(-1, &apart, &no), -1), "not told apart");
    assert_string_equal(contrast_words(contrast_judge(1, &no, &no), 1), "nothing to compare");
}

/* The full fit as method dates the same rise. */
static void full_method(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_month = FIRST + 30, .keep = 2, .method = DETECT_LTSTS};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    double v[60];
    for (int i = 0; i < 60; i++)
        v[i] = (i < 40 ? 100 : 400) + (i * 7) % 11;
    struct series s = drawn_series(&a, 'M', FIRST, 60, v);
    detect_add(d, &s);
    detect_close(d, &f);
    assert_string_equal(f.finding[0].test, "LTSts");
    assert_int_equal(f.finding[0].since, FIRST + 40);
    assert_true(f.finding[0].size_low < 405. / 105 && f.finding[0].size_high > 405. / 105);
}

/* A size of .8 whose interval reaches 1.962339 deviations (t of 1,000 degrees of freedom), so z =
 * 4.0048, of which (.5 + 4) / (4 + 4) in the evidence is z = 2.9984: the near end by the law of
 * test_stats.c is .83523 deviations from 1, so 1.61718 times as far away as it was. */
static void reported_for_its_size(void **state)
{
    (void)state;
    struct series s = {0};
    struct finding f = {.series = &s,
                        .size = exp(.8),
                        .size_low = exp(.8 - .3919928),
                        .size_high = exp(.8 + .3919928),
                        .ratio = 2,
                        .ratio_low = 1.5,
                        .ratio_high = 2.7,
                        .df = 1000,
                        .bayes = 4};
    struct finding sure = f, fall = f;
    chosen_widen(&f, .5);
    assert_near(f.size_low, exp(.8 - .3919928 * 1.61718), 1e-4);
    assert_near(f.ratio_low, 2 * pow(.75, 1.61718), 1e-4);
    assert_true(f.size_high == sure.size_high && f.ratio_high == 2.7);
    fall.size = exp(-.8);
    fall.size_low = exp(-.8 - .3919928);
    fall.size_high = exp(-.8 + .3919928);
    fall.ratio_high = fall.ratio = .5; /* an interval of no width stays one */
    chosen_widen(&fall, .5);
    assert_near(fall.size_high, exp(-.8 + .3919928 * 1.61718), 1e-4);
    assert_true(fall.ratio_high == .5);
    sure.bayes = 40;
    chosen_widen(&sure, .5);
    assert_near(sure.size_low, exp(.8 - .3919928), 1e-6);
}

static struct finding summed(struct arena *a, const double *v, struct course course)
{
    struct series s = drawn_series(a, 'M', FIRST, 12, v);
    struct sums_window w = {FIRST, FIRST + 6, FIRST + 11, course};
    struct finding f = {.series = &s};
    struct sides o;
    sums_split(&o, &s, &w);
    sums_take_all(&o, &s, &w);
    sums_describe(&f, &o, &o, &w);
    return f;
}

/* 10, 20... 60 and 100, 110... 150: 750 / 210.  About the means, squares of 1750 on either side
 * count 6/5 times for the mean and 3 times for repetition (the first autocorrelation is 1/2):
 * 6300 / 210^2 + 6300 / 750^2 = 0.154057, by t(5) .025 = 2.5706 1.30 to 9.80.  By distances of 10,
 * of which the noise has half the square, 300 / 210^2 + 300 / 750^2 = 0.0073361: 2.87 to 4.45.
 * Without April there are three of them, 50 * 5 * 1.2^2 / 204^2 + 300 / 750^2, by t(4) 2.7764. */
static void ratio_of_sums(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double v[12];
    for (int i = 0; i < 12; i++)
        v[i] = i < 6 ? 10 * (i + 1) : 10 * (i + 4);
    struct finding f = summed(&a, v, (struct course){0, 0, false});
    assert_near(f.ratio, 750. / 210, 1e-12);
    assert_near(f.ratio_low, 1.302140, 1e-6);
    assert_near(f.ratio_high, 9.795488, 1e-5);
    f = summed(&a, v, (struct course){0, 0, true});
    assert_near(f.ratio_low, 2.865645, 1e-6);
    assert_near(f.ratio_high, 4.451041, 1e-6);
    v[3] = NAN;
    f = summed(&a, v, (struct course){0, 0, true});
    assert_near(f.ratio, 750. / 204, 1e-12);
    assert_near(f.ratio_low, 2.817584, 1e-6);
    assert_near(f.ratio_high, 4.797172, 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rise),
        cmocka_unit_test(dated),
        cmocka_unit_test(season),
        cmocka_unit_test(past_spike),
        cmocka_unit_test(burst),
        cmocka_unit_test(not_tested),
        cmocka_unit_test(annual),
        cmocka_unit_test(new_and_ended),
        cmocka_unit_test(seasons_in_sums),
        cmocka_unit_test(contrast),
        cmocka_unit_test(ratio_of_sums),
        cmocka_unit_test(full_method),
        cmocka_unit_test(reported_for_its_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
