/* The first detector on series whose answers are known by hand.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "detect/contrast.h"
#include "detect/detect.h"

enum { FIRST = 2019 * 12 };

static struct series make(struct arena *a, char freq, int first, int n, const double *v)
{
    struct series s = {.exporter = 1,
                       .importer = 2,
                       .unit = "000000",
                       .freq = freq,
                       .direction = DIRECTION_EXPORT,
                       .currency = "USD",
                       .valuation = "FOB",
                       .measured_in = "USD",
                       .adapter = "x",
                       .first = first,
                       .n = n,
                       .from = first,
                       .until = first + n - 1};
    s.value = memcpy(arena_array(a, double, (size_t)n), v, (size_t)n * sizeof *v);
    s.status = arena_array(a, enum point_status, (size_t)n);
    return s;
}

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
    struct series s = make(&a, 'M', FIRST, 48, v);
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
    struct series s = make(&a, 'M', FIRST, 48, v);
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
    struct series s = make(&a, 'M', FIRST, 42, v);
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
    struct series s = make(&a, 'M', FIRST, 36, v);
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
    struct series s = make(&a, 'M', FIRST, 70, v);
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
    struct series s = make(&a, 'M', FIRST, 36, v);
    struct finding f = one(&a, &s, FIRST + 24);
    assert_int_equal(f.kind, FINDING_NEW);
    assert_true(isnan(f.ratio) && f.p < 0.1);
    s = make(&a, 'M', FIRST, 36, w);
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
    struct series s = make(&a, 'M', FIRST, 36, v);
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
        struct series s = make(&a, 'A', 2017, 7, v);
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

/* --- false alarms --- */

static uint64_t state_of_noise;

/* xorshift64*: S. Vigna, ACM Trans. Math. Softw. 42(4), 2016. */
static double uniform(void)
{
    state_of_noise ^= state_of_noise >> 12;
    state_of_noise ^= state_of_noise << 25;
    state_of_noise ^= state_of_noise >> 27;
    return (double)(state_of_noise * 2685821657736338717ULL >> 11) * 0x1p-53;
}

static double normal(void)
{
    return sqrt(-2 * log(1 - uniform())) * cos(2 * M_PI * uniform());
}

/* Series in which nothing happens: steady, seasonal, repeating themselves, heavy-tailed, lumpy. */
static void noise(double *v, int n, int kind)
{
    double last = 0;
    for (int i = 0; i < n; i++) {
        last = (kind == 2 ? 0.6 : 0) * last + normal();
        double season = kind == 1 ? 1.5 * sin(2 * M_PI * i / 12) : 0;
        v[i] = 1e5 * exp(season + last * (kind == 3 ? 1.5 : 0.6));
        if (kind == 4 && uniform() < 0.8)
            v[i] = 0;
    }
}

/* Of 10,000 such series (60 months, 9 after the date) at most one in a thousand is reported at an
 * FDR of 5 %, where any is false. */
static void false_alarms(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_month = FIRST + 51, .keep = 0.05};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    double v[60];
    int reported = 0;
    state_of_noise = 20221124;
    for (int k = 0; k < 10000; k++) {
        noise(v, 60, k % 5);
        struct series s = make(&a, 'M', FIRST, 60, v);
        s.exporter = k + 1;
        detect_add(d, &s);
    }
    detect_close(d, &f);
    for (int i = 0; i < f.count; i++)
        reported += f.finding[i].p_adjusted <= 0.05;
    print_message("false alarms: %d of %d, unadjusted p below 0.05: %d\n", reported, f.tested,
                  f.count);
    assert_int_equal(f.tested, 10000);
    assert_true(reported <= 10);
}

/* What once was missed, or found where nothing was: 2,000 series of 60 months in a panel, in a
 * tenth of them another level from month 42 on. */
static const struct panel_case {
    double noise, louder, phi, season; /* louder: times, from month 41 on */
    double ratio;                      /* 0: nothing happens */
    int least, most_false;             /* of 200 found; of all */
} panel_cases[] = {
    {.53, 1, 0, 0, 2, 110, 8},  /* 23 were found: walks were learned from the steps */
    {.25, 3, 0, 0, 0, 0, 10},   /* 14 were: a loud part was full of changes */
    {.25, 2, 0, 0, 3, 190, 14}, /* 25 false ones */
    {.3, 1, .5, .5, 3, 180, 8}, /* 19 false ones: no such memory was thought of */
};

static void draw_panel(double *v, const struct panel_case *c, int k)
{
    double last = 0, phase = 2 * M_PI * uniform();
    for (int i = 0; i < 60; i++) {
        last = c->phi * last + sqrt(1 - c->phi * c->phi) * normal();
        double loud = i >= 40 ? c->louder : 1;
        v[i] = 1e5 * exp(c->season * sin(2 * M_PI * i / 12 + phase) + c->noise * loud * last);
        if (c->ratio > 0 && k % 10 == 0 && i >= 41)
            v[i] *= c->ratio;
    }
}

static void panels(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof panel_cases / sizeof *panel_cases; t++) {
        CLEANUP(arena_free) struct arena a = {0};
        const struct panel_case *c = &panel_cases[t];
        struct detect_options o = {.since_month = FIRST + 40, .keep = 0.5};
        struct detector *d = detect_open(&o, &a);
        struct findings f;
        double v[60];
        int found = 0, wrong = 0;
        state_of_noise = 7 + t;
        for (int k = 0; k < 2000; k++) {
            draw_panel(v, c, k);
            struct series s = make(&a, 'M', FIRST, 60, v);
            s.exporter = k + 1;
            detect_add(d, &s);
        }
        detect_close(d, &f);
        for (int i = 0; i < f.count; i++)
            if (f.finding[i].p_adjusted <= 0.05)
                ++*(c->ratio > 0 && (f.finding[i].series->exporter - 1) % 10 == 0 ? &found
                                                                                  : &wrong);
        print_message("panel %zu: %d of 200 found, %d false\n", t, found, wrong);
        assert_true(found >= c->least);
        assert_true(wrong <= c->most_false);
    }
}

/* --- the same with any number of threads and in any order --- */

static struct findings run(struct arena *a, int threads, bool backwards)
{
    struct detect_options o = {.since_month = FIRST + 36, .keep = 0.2, .threads = threads};
    struct detector *d = detect_open(&o, a);
    struct findings f;
    double v[60];
    for (int i = 0; i < 600; i++) {
        int k = backwards ? 599 - i : i;
        state_of_noise = (uint64_t)1000003 * (uint64_t)(k + 1);
        noise(v, 60, k % 5);
        for (int t = 44; t < 60 && k % 6 == 0; t++)
            v[t] *= 6;
        struct series s = make(a, 'M', FIRST, 60, v);
        s.exporter = k + 1;
        detect_add(d, &s);
    }
    detect_close(d, &f);
    return f;
}

static void same_to_the_bit(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct findings one = run(&a, 1, false), two = run(&a, 2, true);
    assert_int_equal(one.count, two.count);
    assert_true(one.count > 20);
    for (int i = 0; i < one.count; i++) {
        const struct finding *x = &one.finding[i], *y = &two.finding[i];
        const double u[] = {x->p, x->p_adjusted, x->size, x->size_low, x->excess, x->ratio_high};
        const double v[] = {y->p, y->p_adjusted, y->size, y->size_low, y->excess, y->ratio_high};
        assert_memory_equal(u, v, sizeof u);
        assert_int_equal(x->series->exporter, y->series->exporter);
        assert_int_equal(x->since, y->since);
    }
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
    struct series s = make(&a, 'M', FIRST, 48, v), still = make(&a, 'M', FIRST, 48, flat);
    struct series empty = make(&a, 'M', FIRST, 48, none);
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
    struct series s = make(&a, 'M', FIRST, 60, v);
    detect_add(d, &s);
    detect_close(d, &f);
    assert_string_equal(f.finding[0].test, "LTSts");
    assert_int_equal(f.finding[0].since, FIRST + 40);
    assert_true(f.finding[0].size_low < 405. / 105 && f.finding[0].size_high > 405. / 105);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rise),         cmocka_unit_test(dated),
        cmocka_unit_test(season),       cmocka_unit_test(past_spike),
        cmocka_unit_test(burst),        cmocka_unit_test(not_tested),
        cmocka_unit_test(annual),       cmocka_unit_test(new_and_ended),
        cmocka_unit_test(false_alarms), cmocka_unit_test(same_to_the_bit),
        cmocka_unit_test(contrast),     cmocka_unit_test(full_method),
        cmocka_unit_test(panels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
