/* study.c - false alarms and power of the panel detector on simulated series.
 *
 *     study [SERIES]       (20,000 unless told)
 *
 * Prints the tables of docs/method/power.md.  Draws are those of bench/draw.h: the same everywhere.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "bench/draw.h"
#include "detect/detect.h"
#include "fit/segment.h"

enum { MONTHS = 60, SHIFT_AT = 40, DRAWS = 1000 };

/* Share of `count` series without change that are reported, dates from month `since` on. */
static void false_alarms(int count, int since)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_month = 2019 * 12 + since, .keep = 0.05};
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    double v[MONTHS];
    enum point_status status[MONTHS];
    int kept[DRAW_KINDS] = {0}, reported = 0;
    for (int k = 0; k < count; k++) {
        draw_series(v, MONTHS, (enum draw_kind)(k % DRAW_KINDS), 0.77, (uint64_t)k + 1);
        struct series s = draw_reported(v, status, MONTHS, k + 1);
        detect_add(d, &s);
    }
    detect_close(d, &f);
    for (int i = 0; i < f.count; i++) {
        kept[(f.finding[i].series->exporter - 1) % DRAW_KINDS]++;
        reported += f.finding[i].p_adjusted <= 0.05;
    }
    printf("dates from month %d on: %d of %d series reported at FDR 5 %% (%.3f %%), full fit for "
           "%.0f %%\n  unadjusted p below 5 %%:",
           since, reported, f.tested, 100. * reported / f.tested, 100. * f.full / f.tested);
    for (int k = 0; k < DRAW_KINDS; k++)
        printf("%s %s %.1f %%", k ? "," : "", draw_names[k],
               100. * kept[k] * DRAW_KINDS / f.tested);
    puts("");
}

struct tally {
    int found, dated, screened; /* p below 1 %; of these within 2 months; passed the screen */
};

static struct tally try_shift(enum draw_kind kind, double noise, double size, bool no_screen)
{
    struct tally t = {0};
    for (int k = 0; k < DRAWS; k++) {
        CLEANUP(arena_free) struct arena a = {0};
        struct segment_options o = {.no_screen = no_screen};
        struct segments s;
        double v[MONTHS];
        draw_series(v, MONTHS, kind, noise, 1000000 + (uint64_t)k);
        for (int i = 0; i < MONTHS; i++)
            v[i] = log(v[i]) + (i >= SHIFT_AT ? log(size) : 0);
        segment_fit(&s, v, MONTHS, &o, &a);
        t.screened += s.full;
        bool found = false, dated = false;
        for (int j = 0; j < s.count; j++) {
            found |= s.shift[j].p < 0.01 && s.shift[j].size > 0;
            dated |= s.shift[j].p < 0.01 && abs(s.shift[j].at - SHIFT_AT) <= 2;
        }
        t.found += found;
        t.dated += dated;
    }
    return t;
}

static void power(enum draw_kind kind)
{
    const double noises[] = {0.2, 0.34, 0.5, 0.77, 1.13}, sizes[] = {1.25, 1.5, 2, 3};
    printf("power, %s noise: %% found at p < 1 %% (dated within 2 months; lost by the screen)\n"
           "  noise   +25 %%             +50 %%             +100 %%            +200 %%\n",
           draw_names[kind]);
    for (size_t i = 0; i < sizeof noises / sizeof *noises; i++) {
        printf("  %.2f ", noises[i]);
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            struct tally with = try_shift(kind, noises[i], sizes[k], false);
            struct tally without = try_shift(kind, noises[i], sizes[k], true);
            printf("  %5.1f (%5.1f; %4.1f)", 100. * with.found / DRAWS, 100. * with.dated / DRAWS,
                   100. * (without.found - with.found) / DRAWS);
        }
        puts("");
    }
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 20000;
    printf("%d series of %d months without change, noise 0.77\n", count, MONTHS);
    false_alarms(count, 12);
    false_alarms(count, 48);
    power(DRAW_STEADY);
    power(DRAW_REPEATING);
    return 0;
}
