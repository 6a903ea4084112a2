/* engine.c - how fast the detector reads series, and what it finds in them.
 *
 * Built against today's engine and against an earlier one (bench/engine), so it uses what both
 * have.  Prints: series a second, the share in which a change was weighed, the share of the changed
 * found at 5 %, the false ones among what was found; or, with a file, writes some series there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/err.h"
#include "bench/draw.h"
#include "detect/detect.h"

enum { SERIES = 20000, MONTHS = 60, CHANGED = 20, DATE = 40, PEER = 20 };
static const double rate = 0.05, times = 4;

/* One in twenty is four times as high from month 41 on. */
static void draw(double *v, int id)
{
    draw_series(v, MONTHS, (enum draw_kind)(id / CHANGED % DRAW_KINDS), 0.4, (uint64_t)id + 1);
    for (int i = DATE; id % CHANGED == 0 && i < MONTHS; i++)
        v[i] *= times;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int write_some(const char *path)
{
    FILE *f = fopen(path, "w");
    double v[MONTHS];
    for (int id = 0; f && id < PEER; id++) {
        draw(v, id * CHANGED);
        for (int i = 0; i < MONTHS; i++)
            fprintf(f, "%s%.17g", i ? "," : "", log(v[i] + 1));
        fputc('\n', f);
    }
    return !f || fclose(f);
}

int main(int argc, char **argv)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct detect_options o = {
        .since_month = 2019 * 12 + DATE, .since_year = 2022, .keep = 2, .threads = 2};
    struct findings f;
    double v[MONTHS];
    enum point_status status[MONTHS];
    int found = 0, wrong = 0;
    if (argc > 1)
        return write_some(argv[1]);
    struct detector *d = detect_open(&o, &a);
    double start = now();
    for (int id = 0; id < SERIES; id++) {
        draw(v, id);
        struct series s = draw_reported(v, status, MONTHS, id + 1);
        detect_add(d, &s);
    }
    detect_close(d, &f);
    double seconds = now() - start;
    for (int i = 0; i < f.count; i++)
        if (f.finding[i].p_adjusted <= rate)
            ++*((f.finding[i].series->exporter - 1) % CHANGED ? &wrong : &found);
    printf("%.0f %.3f %.3f %.3f\n", SERIES / seconds, (double)f.full / SERIES,
           (double)found * CHANGED / SERIES, found + wrong ? (double)wrong / (found + wrong) : 0);
    return 0;
}
