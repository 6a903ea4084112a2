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

static void test_units(void **state)
{
    (void)state;
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
    } cases[] = {{"rose more then 50 %", SAID_RATIO, 11},
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
        {"doubled", SAID_RATIO, 2.067, false, VERDICT_CONFIRMED}, /* as a plain 2 */
        {"doubled", SAID_RATIO, 1.91, false, VERDICT_CONFIRMED},
        {"doubled", SAID_RATIO, 2.12, false, VERDICT_NOT_REPRODUCED},
        {"347,000 tonnes", SAID_LEVEL, 347103.1e3, false, VERDICT_CONFIRMED}, /* 347 thousand */
        {"347,001 tonnes", SAID_LEVEL, 347103.1e3, false, VERDICT_CONSISTENT},
        {"347,000 tonnes", SAID_LEVEL, 348900e3, false, VERDICT_CONSISTENT},
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
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
