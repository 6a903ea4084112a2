/* fit.c - the full fit against a numpy program and R, the panel detector by threads and by number.
 *
 *     fit FILE      FILE: t,yQ of 48 months (the paper's first series)
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/err.h"
#include "bench/draw.h"
#include "detect/detect.h"
#include "fit/ltsts.h"
#include "ingest/column.h"

enum { MONTHS = 60 };
static int failures;

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void ratio(const char *what, double value, double bound, bool above)
{
    bool kept = above ? value >= bound : value <= bound;
    failures += !kept;
    printf("  %-52s %9.4g    (%s %g: %s)\n", what, value, above ? "at least" : "at most", bound,
           kept ? "kept" : "MISSED");
}

/* Seconds that the last line of a peer's output states; 0 when it did not run. */
static double peer(const char *command)
{
    char line[256] = "", last[256] = "0";
    FILE *f = popen(command, "r");
    while (f && fgets(line, sizeof line, f))
        memcpy(last, line, sizeof last);
    if (!f || pclose(f))
        printf("  not run: %s\n", command);
    return atof(last);
}

static double time_fit(const double *y, int n)
{
    struct ltsts_options o = {.terms = {.trend = 1, .harmonics = 2, .amplitude = 1, .season = 12},
                              .first = 14,
                              .last = 35};
    double start = now(CLOCK_PROCESS_CPUTIME_ID), objective = 0;
    for (int k = 0; k < 20; k++) {
        CLEANUP(arena_free) struct arena a = {0};
        struct ltsts_fit f;
        if (!ltsts_fit(&f, y, n, &o, &a))
            exit(1);
        objective = f.objective;
    }
    double seconds = (now(CLOCK_PROCESS_CPUTIME_ID) - start) / 20;
    printf("  weir, objective %.7g: %.4f s\n", objective, seconds);
    return seconds;
}

static void bench_fit(const char *file)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    const char *label;
    double *y;
    int n;
    char command[2048];
    puts("full fit of one series: 48 months, 22 positions, trend, 2 harmonics of varying height");
    if (column_read(&y, &n, &label, file, NULL, &a, &err)) {
        puts("  skipped: no data");
        return;
    }
    double mine = time_fit(y, n);
    snprintf(command, sizeof command, "OPENBLAS_NUM_THREADS=1 /usr/bin/python3 bench/ltsts.py '%s'",
             file);
    double numpy = peer(command);
    snprintf(command, sizeof command, "Rscript --vanilla bench/peers.R lts '%s' 2>/dev/null", file);
    double lts = peer(command);
    snprintf(command, sizeof command, "Rscript --vanilla bench/peers.R breaks '%s' 2>/dev/null",
             file);
    double breaks = peer(command);
    printf("  numpy, the published algorithm: %.2f s\n  R robustbase::ltsReg at each position, "
           "linear season: %.3f s\n  R strucchange::breakpoints, linear season: %.3f s\n",
           numpy, lts, breaks);
    ratio("seconds of the full fit, one core", mine, 0.1, false);
    ratio("numpy / weir", numpy / mine, 300, true);
    printf("  %-52s %9.4g\n  %-52s %9.4g\n", "ltsReg / weir", lts / mine, "breakpoints / weir",
           breaks / mine);
}

/* Seconds for `count` series with so many threads. */
static double run_panel(int count, int threads, double *full)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {.since_month = 2019 * 12 + 36, .keep = 0.001, .threads = threads};
    double start = now(CLOCK_MONOTONIC);
    struct detector *d = detect_open(&o, &a);
    struct findings f;
    double v[MONTHS];
    enum point_status status[MONTHS];
    for (int k = 0; k < count; k++) {
        draw_series(v, MONTHS, (enum draw_kind)(k % DRAW_KINDS), 0.77, (uint64_t)k + 1);
        for (int i = 45; i < MONTHS && k % 10 == 0; i++)
            v[i] *= 4; /* one in ten rises */
        struct series s = draw_reported(v, status, MONTHS, k + 1);
        detect_add(d, &s);
    }
    detect_close(d, &f);
    *full = (double)f.full / f.tested;
    return now(CLOCK_MONOTONIC) - start;
}

static void bench_panel(void)
{
    double full, one = run_panel(20000, 1, &full), two = run_panel(20000, 2, &full);
    double small = run_panel(5000, 2, &full);
    puts("panel detector: 20,000 series of 60 months, one in ten with a rise");
    printf("  full fit for %.0f %% of the series\n", 100 * full);
    ratio("series per second, 2 threads", 20000 / two, 5000, true);
    ratio("one thread / two threads", one / two, 1.5, true);
    ratio("cost per series, 20,000 over 5,000", two / 20000 / (small / 5000), 1.3, false);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return fprintf(stderr, "usage: fit FILE\n"), 2;
    bench_fit(argv[1]);
    bench_panel();
    return failures > 0;
}
