/* Numbers as people say them, and the verdicts that follow; values by hand. */
#include <math.h>
#include <string.h>

#include "claim/says.h"
#include "claim/verdict.h"
#include "test.h"

static struct said parse(const char *text, enum said_as as)
{
    static struct arena a;
    struct said s;
    if (!said_parse(&s, text, as, &a))
        fail_msg("'%s' was not understood: %s", text, s.fault);
    return s;
}

static void test_phrases(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum said_as as;
        double claimed;
        double holds[2], fails[2];
    } cases[] = {
        {"more than tripled", SAID_RATIO, 3, {3.01, 90}, {3, 2.99}},
        {"almost doubled", SAID_RATIO, 2, {1.71, 2}, {1.69, 2.01}},
        {"+258 %", SAID_RATIO, 3.58, {3.576, 3.65}, {3.50, 3.66}},
        {"rose by about 50 %", SAID_RATIO, 1.5, {1.36, 1.64}, {1.34, 1.66}},
        {"-72 %", SAID_RATIO, 0.28, {0.276, 0.284}, {0.274, 0.286}},
        {"fell by more than 50 %", SAID_RATIO, 0.5, {0.49, 0.1}, {0.5, 0.9}},
        {"halved", SAID_RATIO, 0.5, {0.49, 0.51}, {0.48, 0.52}},
        {"2.5 times", SAID_RATIO, 2.5, {2.46, 2.54}, {2.44, 2.56}},
        {"tenfold", SAID_RATIO, 10, {9.81, 10.19}, {9.7, 10.3}},
        {"rose", SAID_RATIO, 1, {1.001, 50}, {1, 0.9}},
        {"more than halved", SAID_RATIO, 0.5, {0.4, 0.28}, {0.5, 1.5}},
        {"almost halved", SAID_RATIO, 0.5, {0.5, 0.57}, {0.49, 0.6}},
        {"fell by almost 75 %", SAID_RATIO, 0.25, {0.28, 0.25}, {0.24, 0.5}},
        {"fell threefold", SAID_RATIO, 1 / 3., {0.33, 0.336}, {0.3, 3}},
        {"fell by a factor of 4", SAID_RATIO, 0.25, {0.25, 0.253}, {0.27, 4}},
        {"fell to 28 %", SAID_RATIO, 0.28, {0.28, 0.284}, {0.3, 0.72}},
        {"+1 %", SAID_RATIO, 1.01, {1.01, 1.014}, {1.0, 0.99}},
        {"rose by about 5 %", SAID_RATIO, 1.05, {1.03, 1.07}, {0.97, 1.1}},
        {"+100 %", SAID_RATIO, 2, {2.03, 1.97}, {1.56, 2.1}},
        {"rose by half", SAID_RATIO, 1.5, {1.5, 1.52}, {1.4, 1.6}},
        {"5-fold", SAID_RATIO, 5, {5, 5.1}, {4.5, 5.5}},
        {"more than 1.2-fold", SAID_RATIO, 1.2, {1.21, 2}, {1.2, 1}},
        {"exactly 100 bn USD", SAID_LEVEL, 100e9, {100e9, 100.4e9}, {110e9, 99e9}},
        {"100 million USD", SAID_LEVEL, 100e6, {99e6, 102e6}, {72e6, 110e6}},
        {"between 900 million and 1 billion USD", SAID_LEVEL, 950e6, {900e6, 1e9}, {1.19e9, 89e7}},
        {"500 kg to 2 tonnes", SAID_LEVEL, 1250, {500, 2000}, {499, 2001}},
        {"100 %", SAID_SHARE, 1, {1, 0.99}, {0.57, 0.9}},
        {"second largest", SAID_RANK, 2, {2, 2}, {1, 3}},
        {"111 bn USD", SAID_LEVEL, 111e9, {110.01e9, 113e9}, {108e9, 113.3e9}},
        {"about 48 thousand units", SAID_LEVEL, 48000, {43300, 52700}, {43100, 52900}},
        {"~2 bn EUR", SAID_LEVEL, 2e9, {1.6e9, 2.4e9}, {1.4e9, 2.6e9}},
        {"close to 2 bn EUR", SAID_LEVEL, 2e9, {1.786e9, 2e9}, {1.4e9, 2.1e9}},
        {"more than 700 tonnes", SAID_LEVEL, 700000, {703567, 700001}, {700000, 699000}},
        {"between 1300 and 1400 t", SAID_LEVEL, 1350000, {1365435, 1300000}, {1299000, 1401000}},
        {"5-7 million USD per month", SAID_LEVEL, 6e6, {5e6, 7e6}, {4.9e6, 7.1e6}},
        {"1,065.4 million", SAID_LEVEL, 1065.4e6, {1065.3e6, 1080e6}, {1040e6, 1090e6}},
        {"exactly 1,065.4 million",
         SAID_LEVEL,
         1065.4e6,
         {1065.36e6, 1065.44e6},
         {1065.3e6, 1065.5e6}},
        {"none", SAID_LEVEL, 0, {0, 0}, {1, 1e-9}},
        {"about 0 tonnes", SAID_LEVEL, 0, {2, 499}, {501, 1e6}},
        {"at least 1 bn", SAID_LEVEL, 1e9, {1e9, 9e9}, {0.99e9, 0}},
        {"45-50 %", SAID_SHARE, 0.475, {0.45, 0.5}, {0.44, 0.51}},
        {"most", SAID_SHARE, 0.5, {0.51, 1}, {0.5, 0.2}},
        {"nearly all", SAID_SHARE, 0.9, {0.91, 1}, {0.9, 0.5}},
        {"none", SAID_SHARE, 0, {0, 0}, {0.01, 1}},
        {"main supplier", SAID_RANK, 1, {1, 1}, {2, 3}},
        {"among the top 4", SAID_RANK, 4, {1, 4}, {5, 6}},
        {"123", SAID_COUNT, 123, {123, 123}, {122, 124}},
        {"no", SAID_TRUTH, 0, {0, 0}, {1, 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct said s = parse(cases[i].text, cases[i].as);
        if (fabs(s.claimed - cases[i].claimed) > 1e-9 * fmax(1, cases[i].claimed))
            fail_msg("'%s' claims %g, not %g", cases[i].text, s.claimed, cases[i].claimed);
        for (int k = 0; k < 2; k++) {
            if (!said_holds(&s, cases[i].holds[k]))
                fail_msg("'%s' should hold at %g (%g to %g)", cases[i].text, cases[i].holds[k],
                         s.low, s.high);
            if (said_holds(&s, cases[i].fails[k]))
                fail_msg("'%s' should not hold at %g (%g to %g)", cases[i].text, cases[i].fails[k],
                         s.low, s.high);
        }
    }
    assert_string_equal(parse("7 million USD", SAID_LEVEL).unit, "USD");
    assert_string_equal(parse("703 tonnes", SAID_LEVEL).unit, "kg");
    assert_string_equal(parse("48000 units", SAID_LEVEL).unit, "items");
    assert_true(parse("5 million USD per month", SAID_LEVEL).per_month);
}

static void test_faults(void **state)
{
    (void)state;
    struct arena a = {0};
    struct said s;
    static const struct {
        const char *text;
        enum said_as as;
        int at;
    } cases[] = {{"rose more then 50 %", SAID_RATIO, 6},
                 {"quite a lot", SAID_LEVEL, 1},
                 {"", SAID_LEVEL, 1},
                 {"700 tonnes", SAID_TRUTH, 1},
                 {"1 2 3", SAID_LEVEL, 5},
                 {"700 and 800", SAID_LEVEL, 1},
                 {"often", SAID_SHARE, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(said_parse(&s, cases[i].text, cases[i].as, &a));
        assert_non_null(s.fault);
        assert_int_equal(s.fault_at, cases[i].at);
    }
    arena_free(&a);
}

static enum verdict judge(const char *text, enum said_as as, double value, bool proxy)
{
    static struct arena a;
    struct outcome o = {.value = value, .low = NAN, .high = NAN, .proxy = proxy};
    struct said s = parse(text, as);
    outcome_judge(&o, &s, &a);
    return o.verdict;
}

static void test_verdicts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum said_as as;
        double value;
        bool proxy;
        enum verdict verdict;
    } cases[] = {
        {"more than tripled", SAID_RATIO, 3.5, false, VERDICT_CONFIRMED},
        {"more than tripled", SAID_RATIO, 30, false, VERDICT_CONSISTENT},
        {"more than tripled", SAID_RATIO, 2, false, VERDICT_NOT_REPRODUCED},
        {"more than tripled", SAID_RATIO, 0.8, false, VERDICT_CONTRADICTED},
        {"more than tripled", SAID_RATIO, 2.4, true, VERDICT_CANNOT_TELL},
        {"+728 %", SAID_RATIO, 7.36, true, VERDICT_CONSISTENT},
        {"+728 %", SAID_RATIO, 2, true, VERDICT_CANNOT_TELL},
        {"+728 %", SAID_RATIO, NAN, false, VERDICT_CANNOT_TELL},
        {"fell by 72 %", SAID_RATIO, 1.4, false, VERDICT_CONTRADICTED},
        {"111 bn USD", SAID_LEVEL, 110e9, false, VERDICT_CONFIRMED},
        {"111 bn USD", SAID_LEVEL, 90e9, false, VERDICT_NOT_REPRODUCED},
        {"111 bn USD", SAID_LEVEL, 40e9, false, VERDICT_CONTRADICTED},
        {"none", SAID_LEVEL, 5, false, VERDICT_CONTRADICTED},
        {"123", SAID_COUNT, 124, false, VERDICT_CONTRADICTED},
        {"most", SAID_SHARE, 0.1, false, VERDICT_CONTRADICTED},
        {"most", SAID_SHARE, 0.4, false, VERDICT_NOT_REPRODUCED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum verdict v = judge(cases[i].text, cases[i].as, cases[i].value, cases[i].proxy);
        if (v != cases[i].verdict)
            fail_msg("'%s' at %g: %s", cases[i].text, cases[i].value, verdict_words(v));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
