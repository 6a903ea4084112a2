/* Working days and the Chinese New Year: what a month has of them, and what a series says of that.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>

#include "base/err.h"
#include "detect/detect.h"
#include "detect/reading.h"
#include "drawn.h"

enum { FIRST = 2019 * 12, MONTHS = 60 };

static void is_near(double x, double y, double far)
{
    assert_true(fabs(x - y) <= far);
}

/* --- months --- */

/* January to March of the New Years that the Hong Kong Observatory publishes. */
static void new_year_is_on_its_day(void **state)
{
    (void)state;
    static const struct {
        int year, day;
    } known[] = {{1980, 47}, {1990, 27}, {2027, 37}, {2030, 34}, {2000, 36}, {2008, 38}, {2015, 50},
                 {2017, 28}, {2018, 47}, {2019, 36}, {2020, 25}, {2021, 43}, {2022, 32}, {2023, 22},
                 {2024, 41}, {2025, 29}, {2026, 48}, {2033, 31}, {2034, 50}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(month_new_year(known[i].year), known[i].day);
    assert_int_equal(month_new_year(1979), 0);
}

/* By hand: January 2022 had 21 days from Monday to Friday, January 2021 as many, January 2025 had
 * 23; in a month of 30 days and in all years these differ by the logarithms of their numbers. */
static void working_days_are_counted(void **state)
{
    (void)state;
    double january = month_effect(2022 * 12, MONTH_WORKING_DAYS);
    is_near(month_effect(2025 * 12, MONTH_WORKING_DAYS) - january, log(23. / 21), 1e-12);
    is_near(month_effect(2021 * 12, MONTH_WORKING_DAYS), january, 1e-12);
    double leap = month_effect(2024 * 12 + 1, MONTH_WORKING_DAYS); /* 21 days, 20 in 2023 */
    is_near(leap - month_effect(2023 * 12 + 1, MONTH_WORKING_DAYS), log(21. / 20), 1e-12);
    double sum = 0;
    for (int year = 1990; year < 1990 + 28; year++)
        sum += month_effect(year * 12 + 6, MONTH_WORKING_DAYS);
    is_near(sum, 0, 1e-9);
}

/* 2023: 22 January, so 15 January to 4 February: 17 and 4 days of 21. 2024: 10 February, so 3 to 23
 * February: all of them. */
static void three_weeks_are_those_about_new_year(void **state)
{
    (void)state;
    double january = month_effect(2023 * 12, MONTH_NEW_YEAR);
    double february = month_effect(2023 * 12 + 1, MONTH_NEW_YEAR);
    is_near(january - month_effect(2024 * 12, MONTH_NEW_YEAR), 17 / 21., 1e-12);
    is_near(month_effect(2024 * 12 + 1, MONTH_NEW_YEAR) - february, 17 / 21., 1e-12);
    is_near(month_effect(2023 * 12 + 6, MONTH_NEW_YEAR), 0, 0);
}

/* --- series --- */

struct truth {
    double days, year, noise, after; /* after: of the level from month 40 on */
};

static void draw_one(double *v, int n, const struct truth *x)
{
    for (int i = 0; i < n; i++)
        v[i] = exp(12 + x->noise * drawn_normal() + 0.2 * sin(2 * M_PI * i / 12) +
                   x->days * month_effect(FIRST + i, MONTH_WORKING_DAYS) +
                   x->year * month_effect(FIRST + i, MONTH_NEW_YEAR) + (i >= 40 ? x->after : 0));
}

static void one_series_says_what_its_days_do(void **state)
{
    (void)state;
    double v[MONTHS];
    drawn_seed(1);
    draw_one(v, MONTHS, &(struct truth){.days = 1, .year = -.4, .noise = .03, .after = log(3)});
    struct calendar_effects e = calendar_alone(v, MONTHS, FIRST);
    is_near(e.slope[MONTH_WORKING_DAYS], 1, 0.4);
    is_near(e.slope[MONTH_NEW_YEAR], -.4, 0.12);
}

/* Of 400 without an effect about one in a hundred has one. */
static void days_that_do_nothing_are_left_alone(void **state)
{
    (void)state;
    int told = 0;
    double v[MONTHS];
    drawn_seed(2);
    for (int k = 0; k < 400; k++) {
        draw_one(v, MONTHS, &(struct truth){.noise = .1});
        struct calendar_effects e = calendar_alone(v, MONTHS, FIRST);
        told += e.slope[MONTH_WORKING_DAYS] != 0 || e.slope[MONTH_NEW_YEAR] != 0;
    }
    assert_true(told <= 16);
    struct calendar_effects e = calendar_alone(v, 30, FIRST); /* too few months for a season */
    assert_true(e.slope[MONTH_WORKING_DAYS] == 0 && e.slope[MONTH_NEW_YEAR] == 0);
}

/* A level that rises by a fifth is found under working days and New Years as it is without. */
static void a_rise_is_found_beside_the_calendar(void **state)
{
    (void)state;
    int found[2] = {0, 0};
    drawn_seed(3);
    for (int k = 0; k < 200; k++) {
        CLEANUP(arena_free) struct arena a = {0};
        const struct truth x = {
            .days = k % 2, .year = k % 2 ? -.5 : 0, .noise = .05, .after = log(1.2)};
        double v[MONTHS];
        draw_one(v, MONTHS, &x);
        struct read_window w = {v, MONTHS, 0, FIRST, 12};
        struct calendar_effects e = calendar_alone(v, MONTHS, FIRST);
        calendar_take_out(&w, &e, &a);
        struct readings r;
        read_alone(&r, w.y, w.n, w.season, false, 0, &a);
        for (int i = 0; i < r.count; i++)
            if (r.reading[i].p <= READING_SURE && r.reading[i].at == 40) {
                found[k % 2]++;
                break;
            }
    }
    assert_true(found[0] >= 75);
    assert_true(found[1] >= found[0] * 4 / 5);
}

/* --- panels --- */

/* Of three exporters one halts at the New Year and one goes by working days. */
static void each_exporter_has_its_own_calendar(void **state)
{
    (void)state;
    static const struct truth truths[] = {
        {.year = -.5, .noise = .3}, {.days = 1.2, .noise = .3}, {.noise = .3}};
    static const int exporters[] = {156, 276, 356};
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_month = FIRST + 45, .keep = 2, .threads = 2};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    drawn_seed(4);
    for (int k = 0; k < 600; k++) {
        double v[MONTHS];
        draw_one(v, MONTHS, &truths[k % 3]);
        struct series s = drawn_series(&a, 'M', FIRST, MONTHS, v);
        s.exporter = s.reporter = exporters[k % 3];
        s.importer = k + 1;
        assert_true(detect_add(d, &s));
    }
    detect_close(d, &f);
    const struct calendar_group *g = f.calendar.group;
    assert_int_equal(f.calendar.count, 2);
    assert_int_equal(g[0].key.exporter, 156);
    is_near(g[0].effects.slope[MONTH_NEW_YEAR], -.5, .15);
    is_near(g[0].effects.slope[MONTH_WORKING_DAYS], 0, 0);
    assert_int_equal(g[1].key.exporter, 276);
    is_near(g[1].effects.slope[MONTH_WORKING_DAYS], 1.2, .4);
}

/* Of 400 series of one exporter 390 go by the calendar and ten by themselves, steady; five of these
 * rise by an eighth.  Were the effects of the others taken out of them, none would be found. */
static void what_does_not_go_by_it_keeps_its_months(void **state)
{
    (void)state;
    enum { LONG = 65, SERIES = 400, STEADY = 10, RISE = 48 };
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_month = FIRST + RISE, .keep = 2, .threads = 2};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    int found = 0, wrong = 0;
    drawn_seed(5);
    for (int k = 0; k < SERIES; k++) {
        double v[LONG];
        bool steady = k < STEADY;
        const struct truth x = {
            .days = steady ? 0 : 1, .year = steady ? 0 : -.5, .noise = steady ? .03 : .15};
        draw_one(v, LONG, &x);
        for (int i = RISE; i < LONG && k < STEADY / 2; i++)
            v[i] *= 1.125;
        struct series s = drawn_series(&a, 'M', FIRST, LONG, v);
        s.exporter = s.reporter = 156;
        s.importer = k + 1;
        assert_true(detect_add(d, &s));
    }
    detect_close(d, &f);
    for (int i = 0; i < f.count; i++) {
        bool sure = f.finding[i].p_adjusted <= .05;
        found += sure && f.finding[i].series->importer <= STEADY / 2;
        wrong += sure && f.finding[i].series->importer > STEADY / 2;
    }
    assert_true(found >= 4);
    assert_true(wrong <= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_year_is_on_its_day),
        cmocka_unit_test(working_days_are_counted),
        cmocka_unit_test(three_weeks_are_those_about_new_year),
        cmocka_unit_test(one_series_says_what_its_days_do),
        cmocka_unit_test(days_that_do_nothing_are_left_alone),
        cmocka_unit_test(a_rise_is_found_beside_the_calendar),
        cmocka_unit_test(each_exporter_has_its_own_calendar),
        cmocka_unit_test(what_does_not_go_by_it_keeps_its_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
