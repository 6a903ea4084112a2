/* Tests of the grid of covariances and of what is swept out of a series, against elimination by
 * hand; of fast arithmetic, against the C library.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detect/change/weigh.h"
#include "stats/quick.h"

enum { N = 30, FORM = NOISE_MEMORIES };

static double draw(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void draw_series(double *y)
{
    uint64_t state = 7;
    for (int i = 0; i < N; i++)
        y[i] = 3 + draw(&state) + (i >= 17);
}

static void logarithms(void **state)
{
    (void)state;
    double powers[1400];
    for (double x = 1e-300; x < 1e300; x *= 1.0137)
        assert_near(quick_log(x), log(x), 1e-9);
    for (int i = 0; i < 1400; i++)
        powers[i] = i - 700 + 0.37;
    quick_exps(powers, 1400);
    for (int i = 0; i < 1400; i++)
        assert_near(powers[i] / exp(i - 700 + 0.37), 1, 1e-9);
    double low[] = {-1000, -INFINITY, 0};
    quick_exps(low, 3);
    assert_true(low[0] < 1e-300 && low[1] < 1e-300);
    assert_near(low[2], 1, 1e-12);
}

/* --- the grid, as docs/method/surge.md and noise.h describe it --- */

static double season(int kind, int i, int j)
{
    static const double variance[] = {0, 1, 16, 8};
    double wave = cos(2 * M_PI * (i - j) / 12);
    double month = (((i - j) % 12 == 0) - 1. / 12) * 12 / 11;
    double grown = kind == 3 ? (1 + 4. * i / (N - 1)) * (1 + 4. * j / (N - 1)) / 9 : 1;
    return variance[kind] * (0.6 * wave + 0.4 * month) * grown;
}

static void lay_covariance(double c[N][N], int form)
{
    double phi = noise_phi(form), walk = noise_walk(form);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            c[i][j] = (i == j ? 1 : pow(phi, abs(i - j))) + walk * (i < j ? i : j) +
                      season(noise_season(form), i, j);
}

/* c := its inverse, by Gauss and Jordan; returns the logarithm of its determinant. */
static double turn_over(double c[N][N])
{
    double log_of = 0, right[N][N] = {{0}};
    for (int k = 0; k < N; k++)
        right[k][k] = 1;
    for (int k = 0; k < N; k++) {
        double pivot = c[k][k];
        log_of += log(pivot);
        for (int j = 0; j < N; j++) {
            c[k][j] /= pivot;
            right[k][j] /= pivot;
        }
        for (int i = 0; i < N; i++) {
            double f = i == k ? 0 : c[i][k];
            for (int j = 0; j < N; j++) {
                c[i][j] -= f * c[k][j];
                right[i][j] -= f * right[k][j];
            }
        }
    }
    memcpy(c, right, sizeof right);
    return log_of;
}

static double product(double p[N][N], const double *x, const double *y)
{
    double sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            sum += x[i] * p[i][j] * y[j];
    return sum;
}

/* x'Qy, the level swept out of the precision. */
static double swept_product(double p[N][N], const double *x, const double *y)
{
    double ones[N];
    for (int i = 0; i < N; i++)
        ones[i] = 1;
    return product(p, x, y) - product(p, x, ones) * product(p, ones, y) / product(p, ones, ones);
}

static void covariances(void **state)
{
    (void)state;
    const struct scale_prior none = {0, 1, 0.02};
    double y[N], ones[N], p[N][N], plain[N];
    static struct swept s, again;
    draw_series(y);
    for (int i = 0; i < N; i++)
        ones[i] = 1;
    const struct noise *g = noise_grid(N, 12);
    for (int form = 0; form < NOISE_FORMS; form++) {
        lay_covariance(p, form);
        double half = turn_over(p) / 2, rest = swept_product(p, y, y);
        swept_open(&s, g, form, y, NULL, &none);
        assert_near(s.rest / rest, 1, 1e-9);
        assert_near(swept_evidence(&s),
                    -half - log(product(p, ones, ones)) / 2 - (N - 1) / 2. * log(rest), 1e-7);
        const struct noise_form *f = &g->form[form % FORM];
        quick_times(plain, f->q, y, N);
        swept_open(&again, g, form, y, plain, &none);
        assert_near(again.rest / rest, 1, 1e-9);
        for (int i = 0; i < N; i++) { /* the precision itself, with its level */
            double at[N] = {0}, h = g->form[form].h[i];
            at[i] = 1;
            assert_near(g->form[form].q[i * N + i] + h * h, product(p, at, at), 1e-9);
        }
    }
}

/* --- places --- */

static void lay(double *x, const struct pattern *p)
{
    for (int i = 0; i < N; i++) {
        int since = i - p->from + 1;
        x[i] = since < 1 || i >= p->until ? 0
               : p->ramp                  ? since
               : since < p->over          ? (double)since / p->over
                                          : 1;
    }
}

/* One that was swept before takes its part from every other. */
static void check_place(double p[N][N], const double *y, const struct pattern *at, double along,
                        double norm, double kappa)
{
    const struct pattern before = {8, N, false, 1};
    double x[N], z[N];
    lay(x, at);
    lay(z, &before);
    double zz = swept_product(p, z, z) + 1 / kappa, xz = swept_product(p, x, z);
    assert_near(along, swept_product(p, x, y) - xz * swept_product(p, z, y) / zz, 1e-7);
    assert_near(norm, swept_product(p, x, x) - xz * xz / zz, 1e-6);
}

static void places(void **state)
{
    (void)state;
    const struct scale_prior none = {0, 1, 0.02};
    const struct pattern kinds[] = {
        {0, N, false, 1}, {0, N, true, 1}, {0, N, false, 6}, {0, 1, false, 1}, {0, 9, false, 1}};
    double y[N], p[N][N], each[N];
    static struct swept s;
    static struct places places;
    draw_series(y);
    int form = 2 + 3 * FORM; /* AR(1) of one half, a growing season */
    lay_covariance(p, form);
    turn_over(p);
    swept_open(&s, noise_grid(N, 12), form, y, NULL, &none);
    swept_out(&s, &(struct pattern){8, N, false, 1}, 2);
    for (int k = 0; k < 5; k++) {
        const struct pattern *kind = &kinds[k];
        int last = N - 3 - (kind->until < N ? kind->until : kind->over);
        double sum = 0;
        swept_places(&s, kind, 3, last, &places);
        for (int i = 3; i <= last; i++) {
            struct pattern at = {i, kind->until < N ? i + kind->until : N, kind->ramp, kind->over};
            double along, norm;
            check_place(p, y, &at, places.along[i], places.norm[i], 2);
            swept_along(&s, &at, &along, &norm);
            assert_near(along, places.along[i], 1e-9);
            assert_near(norm, places.norm[i], 1e-9);
            sum += exp(swept_lift(&s, along, norm, 1.5));
        }
        assert_near(swept_mean_lift(&s, &places, 3, last - 2, 1.5), log(sum / (last - 2)), 1e-7);
        weigh_each(each, &s, &places, last + 1, 1.2, kind->ramp);
        for (int i = 3; i <= last; i++) {
            double along = places.along[i], norm = places.norm[i], change = along / (norm + 1e-9);
            struct size_prior prior = weigh_size(&s, s.rest - along * change, change, 1.2,
                                                 kind->ramp);
            assert_near(each[i], swept_lift(&s, along, norm, prior.kappa) - prior.seldom, 1e-7);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithms),
        cmocka_unit_test(covariances),
        cmocka_unit_test(places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
