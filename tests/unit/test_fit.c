/* The robust fit against published outputs and an independent implementation.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "fit/multiple.h"
#include "stats/price.h"
#include "fit/segment.h"
#include "stats/random.h"

/* International airline passengers, thousands, 1949 to 1960: series G of G. E. P. Box and G. M.
 * Jenkins, Time Series Analysis, 1976. */
static const double air[144] = {
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149,
    170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
    171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243,
    264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
    242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374,
    413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
    340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
    548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
};
enum { AIR = 144 };

static void raise(double *y, int from, int until, double by) /* from 1, both included */
{
    for (int i = from; i <= until; i++)
        y[i - 1] += by;
}

static struct ltsts_options model(int trend, int harmonics, int amplitude, int first, int last)
{
    return (struct ltsts_options){
        .terms = {.trend = trend, .harmonics = harmonics, .amplitude = amplitude, .season = 12},
        .first = first,
        .last = last};
}

static void assert_outliers(const struct ltsts_fit *f, const int *at, int count)
{
    for (int i = 0; i < f->n; i++) {
        bool expected = false;
        for (int k = 0; k < count; k++)
            expected |= at[k] == i + 1;
        if (f->outlier[i] != expected)
            fail_msg("value %d: outlier %d, expected %d", i + 1, f->outlier[i], expected);
    }
}

/* The second and the third contaminated airline series of the paper: the shift is at 68; objective
 * and outliers as an independent implementation with random subsets found them, or better. */
static void airline(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct ltsts_options o = model(2, 4, 2, 41, 104);
    double y[AIR];
    o.huber = 1.5;
    o.window = 10;
    memcpy(y, air, sizeof y);
    raise(y, 68, AIR, 1300);
    raise(y, 67, 67, -600);
    raise(y, 45, 45, -800);
    raise(y, 68, 69, 800);
    assert_true(ltsts_fit(&f, y, AIR, &o, &a));
    assert_int_equal(f.position, 68);
    assert_true(f.objective <= 4332.1533738178305 * (1 + 1e-9));
    assert_near(f.coef[f.coefficients - 1], 1307.8, 1);
    assert_true(f.shift_p < 1e-9);

    memcpy(y, air, sizeof y);
    raise(y, 50, 55, -300);
    raise(y, 68, AIR, -700);
    raise(y, 70, 75, 300);
    raise(y, 90, 90, 300);
    assert_true(ltsts_fit(&f, y, AIR, &o, &a));
    assert_int_equal(f.position, 68);
    assert_true(f.objective <= 4818.423676279885 * (1 + 1e-9));
    assert_near(f.coef[f.coefficients - 1], -687.6, 1);
}

/* The first: two bursts and one outlier, no lasting shift; p is not below 1 %. */
static void no_lasting_shift(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct ltsts_options o = model(2, 4, 2, 41, 104);
    double y[AIR];
    o.huber = 1.5;
    o.window = 10;
    memcpy(y, air, sizeof y);
    raise(y, 50, 55, -300);
    raise(y, 70, 75, 300);
    raise(y, 90, 90, 300);
    assert_true(ltsts_fit(&f, y, AIR, &o, &a));
    assert_true(f.shift_p > 0.01);
    assert_true(f.objective <= 4349.313433073156 * (1 + 1e-9));
    for (int i = 50; i <= 55; i++)
        assert_true(f.outlier[i - 1] && f.outlier[i + 20 - 1]);
    assert_true(f.outlier[90 - 1]);
}

/* Simpler models of the same series (independent implementation). */
static void models(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct ltsts_options o = model(1, 1, 0, 0, 0);
    assert_true(ltsts_fit(&f, air, AIR, &o, &a));
    assert_true(f.objective <= 22044.28524126108 * (1 + 1e-9));
    assert_near(f.scale, 26.775932612353103, 1e-4);
    assert_outliers(&f, (int[]){91, 92, 103, 104, 115, 116, 127, 128, 138, 139, 140, 141}, 12);
    o = model(1, 2, 1, 0, 0);
    assert_true(ltsts_fit(&f, air, AIR, &o, &a));
    assert_true(f.objective < 12771.43 - 100); /* random subsets stop in a local minimum there */
    double y[AIR];
    memcpy(y, air, sizeof y);
    raise(y, 35, AIR, -300);
    o = model(1, 3, 1, 10, 135);
    assert_true(ltsts_fit(&f, y, AIR, &o, &a));
    assert_int_equal(f.position, 35);
    assert_near(f.coef[f.coefficients - 1], -326.4, 0.1);
    assert_outliers(&f, (int[]){142}, 1);
}

/* Without outliers and with h = n the fit is least squares: the line through 1, 2, 4, 5, ... by
 * hand.  y = t with a step of 10 at 11 and no noise but +-1: exact coefficients. */
static void all_values(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct ltsts_options o = model(0, 0, 0, 5, 16);
    double y[20];
    for (int i = 0; i < 20; i++)
        y[i] = (i >= 10 ? 30 : 20) + (i % 2 ? 1 : -1);
    o.h = 20;
    o.reweighting = REWEIGHT_NORMAL;
    assert_true(ltsts_fit(&f, y, 20, &o, &a));
    assert_int_equal(f.position, 11);
    assert_near(f.coef[0], 20, 1e-6);
    assert_near(f.coef[1], 10, 1e-6);
    assert_near(f.objective, 20, 1e-4);
}

/* One bit of difference between two runs is a defect. */
static void repeatable(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f, g;
    struct ltsts_options o = model(1, 2, 1, 60, 80);
    assert_true(ltsts_fit(&f, air, AIR, &o, &a));
    assert_true(ltsts_fit(&g, air, AIR, &o, &a));
    assert_memory_equal(&f.objective, &g.objective, sizeof f.objective);
    assert_memory_equal(f.coef, g.coef, sizeof f.coef);
    assert_memory_equal(f.wedge, g.wedge, sizeof *f.wedge * AIR * 21);
}

/* Gaps: the step of the other values is found all the same. */
static void gaps(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct ltsts_options o = model(1, 0, 0, 5, 36);
    double y[40];
    for (int i = 0; i < 40; i++)
        y[i] = i % 7 == 3 ? (double)NAN : (i >= 25 ? 80 : 20) + 5 * random_normal(3, (uint64_t)i);
    assert_true(ltsts_fit(&f, y, 40, &o, &a));
    assert_true(f.position >= 25 && f.position <= 26); /* the 25th value is missing */
    assert_true(isnan(f.residual[24]) && !f.keep[24]);
}

/* Synthetic series of the published example: steps of +5 at 35 and -3 over 7..20 on uniform
 * noise. */
static void several(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct shifts s;
    struct shifts_options o = {.fit = model(0, 1, 0, 0, 0)};
    double y[50];
    for (int i = 0; i < 50; i++)
        y[i] = random_uniform(1, (uint64_t)i) + (i + 1 >= 35 ? 5 : 0) -
               (i + 1 >= 7 && i + 1 <= 20 ? 3 : 0);
    assert_true(ltsts_shifts(&s, y, 50, &o, &a));
    assert_int_equal(s.count, 3);
    assert_int_equal(s.position[0], 35);
    int rest = s.position[1] * 100 + s.position[2];
    assert_true(rest == 2107 || rest == 721);
}

/* Terms that are not there leave the model. */
static void selection(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct ltsts_options o = model(2, 3, 1, 20, 80);
    double y[100];
    for (int i = 0; i < 100; i++)
        y[i] = 50 + 8 * cos(2 * 3.14159265358979 * (i + 1) / 12) + (i >= 40 ? 15 : 0) +
               random_normal(6, (uint64_t)i);
    assert_true(ltsts_select(&f, y, 100, &o, 0.01, &a));
    assert_int_equal(o.terms.trend, 0);
    assert_int_equal(o.terms.harmonics, 1);
    assert_int_equal(o.terms.amplitude, 0);
    assert_int_equal(f.position, 41);
}

/* Ten flows at 3, by hand: value 3q but for 1 % up and down in turn, which leaves the slope at
 * (sum of q * v) / (sum of q * q); one at 6 is off. */
static void prices(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    double q[11], v[11], qv = 0, qq = 0;
    struct price_fit f;
    for (int i = 0; i < 11; i++) {
        q[i] = 100;
        v[i] = i < 10 ? 300 * (i % 2 ? 1.01 : 0.99) : 600;
        qv += i < 10 ? q[i] * v[i] : 0;
        qq += i < 10 ? q[i] * q[i] : 0;
    }
    assert_false(price_fit(&f, q, v, PRICE_LEAST - 1, 0.01, &a));
    assert_true(price_fit(&f, q, v, 11, 0.01, &a));
    assert_int_equal(f.kept, 10);
    assert_true(f.outlier[10]);
    assert_near(f.price, qv / qq, 1e-12);
    assert_near(f.price, 3, 1e-12);
    /* HC3 of equal quantities: each error of 3 over 1 - 1/10, Student's t of 9. */
    assert_near(f.high - f.price, 2.262157162740992 * sqrt(10. * pow(100 * 3 / 0.9, 2)) / qq, 1e-6);
    for (int i = 0; i < 11; i++) /* exact: no noise to be off by */
        v[i] = 3 * q[i];
    assert_true(price_fit(&f, q, v, 11, 0.01, &a));
    assert_int_equal(f.kept, 11);
    assert_near(f.price, 3, 1e-12);
}

/* Too short, constant, zero, long. */
static void odd(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct ltsts_fit f;
    struct segments s;
    struct ltsts_options o = model(1, 0, 0, 0, 0);
    static double y[10000];
    assert_false(ltsts_fit(&f, air, 3, &o, &a));
    segment_fit(&s, y, 3, 0, 0, &a);
    assert_int_equal(s.count, 0);
    segment_fit(&s, y, 10000, 0, 0, &a);
    assert_int_equal(s.count, 0);
    for (int i = 0; i < 10000; i++)
        y[i] = random_normal(9, (uint64_t)i) + (i >= 7000 ? 3 : 0);
    segment_fit(&s, y, 10000, 0, 0, &a);
    assert_int_equal(s.count, 1);
    assert_true(abs(s.shift[0].at - 7000) <= 3);
    for (int i = 0; i < 60; i++)
        y[i] = 7;
    segment_fit(&s, y, 60, 0, 0, &a);
    assert_int_equal(s.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices), cmocka_unit_test(airline),    cmocka_unit_test(no_lasting_shift),
        cmocka_unit_test(models), cmocka_unit_test(all_values), cmocka_unit_test(repeatable),
        cmocka_unit_test(gaps),   cmocka_unit_test(several),    cmocka_unit_test(selection),
        cmocka_unit_test(odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
