/* Tests of stats against R, published tables and hand arithmetic.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>

#include "stats/fdr.h"
#include "stats/dist.h"
#include "stats/shrink.h"

/* Tables of Student's t and of the normal distribution; closed forms of the polygamma functions. */
static void distributions(void **state)
{
    (void)state;
    assert_near(normal_upper(1.959963984540054), 0.025, 1e-12);
    assert_near(normal_quantile(0.975), 1.959963984540054, 1e-9);
    assert_near(normal_quantile(0.5), 0, 1e-9);
    assert_near(student_upper(12.706204736, 1), 0.025, 1e-10);
    assert_near(student_quantile(0.975, 10), 2.228138851965, 1e-8);
    assert_near(student_quantile(0.995, 3), 5.840909309733, 1e-7);
    assert_near(student_upper(0, 7), 0.5, 1e-12);
    assert_near(student_upper(-1, 1), 0.75, 1e-12);
    assert_near(student_upper(1.959963984540054, INFINITY), 0.025, 1e-12);
    assert_near(beta_incomplete(2, 3, 0.5), 11. / 16, 1e-12); /* integral of 12 x (1-x)^2 */
    assert_near(digamma(1), -0.57721566490153286, 1e-10);
    assert_near(trigamma(1), M_PI * M_PI / 6, 1e-10);
    assert_near(trigamma(0.5), M_PI * M_PI / 2, 1e-10);
    assert_near(trigamma_inverse(M_PI * M_PI / 6), 1, 1e-8);
}

/* The example of Benjamini and Hochberg (1995), section 4.1: at 0.05 four are rejected. */
static void fdr_published(void **state)
{
    (void)state;
    double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                  0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    double q[15];
    assert_int_equal(fdr_adjust(q, p, 15), 15);
    int rejected = 0;
    for (int i = 0; i < 15; i++)
        rejected += q[i] <= 0.05;
    assert_int_equal(rejected, 4);
    assert_near(q[0], 0.0015, 1e-12);
    assert_near(q[3], 0.0095 * 15 / 4, 1e-12);
    assert_near(q[5], 0.0298 * 15 / 7, 1e-12); /* the step up */
    assert_near(q[14], 1, 1e-12);
}

/* Means of the chances of those at least as likely, by hand; and a fifth of its own at least. */
static void fdr_chances(void **state)
{
    (void)state;
    double none[] = {0.1, 0.4, NAN, 0.1, 0.02}, q[10];
    assert_int_equal(fdr_of_chances(q, none, 5), 4);
    assert_near(q[0], 0.22 / 3, 1e-12);
    assert_near(q[3], 0.22 / 3, 1e-12);
    assert_near(q[1], 0.62 / 4, 1e-12);
    assert_true(isnan(q[2]));
    assert_near(q[4], 0.02, 1e-12);
    double sure[10] = {[9] = 0.9};
    fdr_of_chances(sure, sure, 10);
    assert_near(sure[9], 0.18, 1e-12);
}

/* At a rate of 10 % of chances .02, .1, .1 and .4 three are let in (.22 / 3), and a fourth of .18
 * would be: 4 x .1 - .22.  Where none is, one of the rate; where all are sure, five times that. */
static void fdr_next(void **state)
{
    (void)state;
    double none[] = {0.1, 0.4, NAN, 0.1, 0.02}, sure[20] = {0};
    assert_near(fdr_least_likely(none, 5, 0.1), 0.18, 1e-12);
    assert_near(fdr_least_likely(none + 1, 1, 0.1), 0.1, 1e-12);
    assert_near(fdr_least_likely(sure, 20, 0.05), 0.25, 1e-12);
    assert_near(fdr_least_likely(sure, 20, 0.25), 1, 1e-12); /* all are let in */
}

/* Ends found by bisection of the same law in Python's statistics.NormalDist. */
static void chosen(void **state)
{
    (void)state;
    static const double known[][3] = {{4, 3, 0.8127},   {4.5, 3, 2.1903}, {4, 2.5, 1.6903},
                                      {5, 3, 3.040036}, {3.5, 3, 0},      {2.9, 3, 0}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_near(chosen_low(known[i][0], known[i][1]), known[i][2], 1e-4);
}

static void fdr_missing(void **state)
{
    (void)state;
    double p[] = {0.01, NAN, 0.02}, q[3];
    assert_int_equal(fdr_adjust(q, p, 3), 2);
    assert_near(q[0], 0.02, 1e-12);
    assert_true(isnan(q[1]));
    assert_int_equal(fdr_adjust(q, p, 0), 0);
}

/* Equal variances need no prior of their own: infinite degrees of freedom, and by Smyth's
 * equations log s0^2 = log s^2 - digamma(d/2) + log(d/2). */
static void shrinkage(void **state)
{
    (void)state;
    double s[] = {2, 2, 2, 2}, d[] = {4, 4, 4, 4};
    struct shrink prior = shrink_fit(s, d, 4);
    assert_true(isinf(prior.df));
    assert_near(prior.variance, 2 * 2 / exp(1 - 0.57721566490153286), 1e-9); /* digamma(2) */
    assert_near(shrink_fit(s, d, 1).df, 0, 1e-12);
    double wide[] = {0.01, 0.1, 1, 10, 100}, dw[] = {9, 9, 9, 9, 9};
    assert_true(shrink_fit(wide, dw, 5).df < 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distributions), cmocka_unit_test(fdr_published),
        cmocka_unit_test(fdr_missing),   cmocka_unit_test(fdr_chances),
        cmocka_unit_test(fdr_next),      cmocka_unit_test(chosen),
        cmocka_unit_test(shrinkage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
