/* bench.c - loading and detecting, as ratios against DuckDB alone and pandas, in one run.
 *
 *     bench WEIR DIRECTORY CN8_FILE [ROWS]
 *
 * Makes its input in DIRECTORY, runs the program as a user would, times the peers on the same
 * files, prints seconds, ratios and peak memory.  CN8_FILE may be "" (skipped: no data).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "duck/duck.h"

struct timing {
    double seconds;
    long peak_mb;
};

static int failures;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die(const char *what, const struct err *err)
{
    fprintf(stderr, "bench: %s: %s\n", what, err ? err->msg : "");
    exit(1);
}

/* Runs a shell command to its end in a process of its own. */
static struct timing run(const char *command)
{
    struct rusage usage;
    int status;
    double start = now();
    pid_t pid = fork();
    if (!pid) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    if (wait4(pid, &status, 0, &usage) < 0 || status)
        die(command, NULL);
    return (struct timing){now() - start, usage.ru_maxrss / 1024};
}

/* Runs SQL in a database of its own, in a process of its own. */
static struct timing run_sql(const char *path, const char *sql, bool fetch)
{
    struct rusage usage;
    int status;
    double start = now();
    pid_t pid = fork();
    if (!pid) {
        CLEANUP(duck_close) struct duck *d = NULL;
        CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
        struct duck_options o = {.memory_mb = DUCK_MEMORY_MB};
        struct err err = {0};
        double sum = 0;
        if (duck_open(&d, path, &o, &err) || duck_stream(d, &r, sql, NULL, &err))
            die(sql, &err);
        while (fetch && duck_next(r))
            sum += duck_real(r, duck_columns(r) - 1);
        _exit(sum < 0);
    }
    if (wait4(pid, &status, 0, &usage) < 0 || status)
        die(path, NULL);
    return (struct timing){now() - start, usage.ru_maxrss / 1024};
}

static void say(const char *what, struct timing t)
{
    printf("  %-52s %7.2f s  %5ld MB\n", what, t.seconds, t.peak_mb);
    fflush(stdout);
}

/* A ratio and the bound it must keep; above: it must be at least that. */
static void ratio(const char *what, double value, double bound, bool above)
{
    bool kept = above ? value >= bound : value <= bound;
    failures += !kept;
    printf("  %-52s %7.2f    (%s %g: %s)\n", what, value, above ? "at least" : "at most", bound,
           kept ? "kept" : "MISSED");
}

/* A Comtrade answer in the 47 columns of its CSV: 10 reporters, 6 partners, 60 months. */
static void make_comtrade(const char *file, long rows)
{
    char sql[4096];
    snprintf(
        sql, sizeof sql,
        "COPY (SELECT 'C' AS \"typeCode\", 'M' AS \"freqCode\", 20200101 AS \"refPeriodId\", "
        "2020 + i // 12 %% 5 AS \"refYear\", 1 + i %% 12 AS \"refMonth\", "
        "(2020 + i // 12 %% 5) * 100 + 1 + i %% 12 AS period, "
        "[276, 156, 699, 842, 792, 380, 616, 440, 528, 246][1 + i // 60 %% 10] AS "
        "\"reporterCode\", '' AS \"reporterISO\", '' AS \"reporterDesc\", 'X' AS \"flowCode\", "
        "'' AS \"flowDesc\", [643, 398, 417, 51, 268, 860][1 + i // 600 %% 6] AS "
        "\"partnerCode\", '' AS \"partnerISO\", '' AS \"partnerDesc\", 0 AS \"partner2Code\", "
        "'' AS \"partner2ISO\", '' AS \"partner2Desc\", 'H6' AS \"classificationCode\", 'HS' AS "
        "\"classificationSearchCode\", 'True' AS \"isOriginalClassification\", "
        "lpad((i // 3600 + 840000)::VARCHAR, 6, '0') AS \"cmdCode\", '' AS \"cmdDesc\", 6 AS "
        "\"aggrLevel\", 'True' AS \"isLeaf\", 'C00' AS \"customsCode\", '' AS \"customsDesc\", "
        "0 AS \"mosCode\", 0 AS \"motCode\", '' AS \"motDesc\", 8 AS \"qtyUnitCode\", 'kg' AS "
        "\"qtyUnitAbbr\", i %% 1000 AS qty, 'False' AS \"isQtyEstimated\", -1 AS "
        "\"altQtyUnitCode\", '' AS \"altQtyUnitAbbr\", 0.0 AS \"altQty\", 'False' AS "
        "\"isAltQtyEstimated\", i %% 77777 * 1.5 AS \"netWgt\", 'False' AS "
        "\"isNetWgtEstimated\", 0.0 AS \"grossWgt\", 'False' AS \"isGrossWgtEstimated\", 0.0 AS "
        "cifvalue, i %% 999983 * 1.25 AS fobvalue, i %% 999983 * 1.25 AS \"primaryValue\", 0 AS "
        "\"legacyEstimationFlag\", 'True' AS \"isReported\", 'False' AS \"isAggregate\" "
        "FROM range(%ld) t(i)) TO '%s' (HEADER)",
        rows, file);
    run_sql(NULL, sql, false);
}

/* 100,000 monthly series of 60 months, log-normal with every fifth one mostly zero. */
static void make_series(const char *file)
{
    char sql[2048];
    snprintf(sql, sizeof sql,
             "COPY (SELECT ['DE','FR','IT','PL','LT','NL','AT','CZ','ES','FI'][1 + s %% 10] AS "
             "reporter, ['RU','KZ','KG','AM'][1 + s // 10 %% 4] AS partner, "
             "(840000 + s // 40)::VARCHAR || '00' AS product_nc, "
             "(2018 + m // 12) * 100 + 1 + m %% 12 AS period, "
             "CASE WHEN s %% 5 = 0 AND hash(s, m) %% 10 < 8 THEN 0 ELSE "
             "1 + round(exp(11 + 2 * (hash(s, m, 1) %% 10000 / 10000.0))) END AS value_in_euros "
             "FROM range(100000) a(s), range(60) b(m)) TO '%s' (HEADER)",
             file);
    run_sql(NULL, sql, false);
}

/* Into a store that was just made, so that the reference tables are not counted. */
static struct timing load(const char *weir, const char *dir, const char *file)
{
    char command[4096];
    snprintf(command, sizeof command,
             "rm -rf '%s'/load.weir* && printf 'currency,period,per_usd\nCNY,2020-01,6.9\n' "
             ">'%s'/rates.csv && '%s' -q --store '%s'/load.weir rates '%s'/rates.csv >/dev/null",
             dir, dir, weir, dir, dir);
    run(command);
    snprintf(command, sizeof command, "'%s' -q --store '%s'/load.weir ingest '%s' >/dev/null", weir,
             dir, file);
    return run(command);
}

static struct timing read_csv(const char *dir, const char *file)
{
    char sql[1024], path[1024];
    snprintf(path, sizeof path, "%s/peer.duckdb", dir);
    snprintf(sql, sizeof sql, "CREATE TABLE t AS SELECT * FROM read_csv('%s')", file);
    unlink(path);
    struct timing t = run_sql(path, sql, false);
    unlink(path);
    return t;
}

static void bench_load(const char *weir, const char *dir, const char *file, const char *kind)
{
    char command[2048];
    printf("loading %s\n", file);
    struct timing mine = load(weir, dir, file), plain = read_csv(dir, file);
    snprintf(command, sizeof command, "/usr/bin/python3 bench/clean.py %s '%s' '%s/clean.pickle'",
             kind, file, dir);
    struct timing pandas = run(command);
    say("weir ingest", mine);
    say("DuckDB read_csv into a table of the same columns", plain);
    say("pandas, the same cleaning", pandas);
    ratio("weir / read_csv", mine.seconds / plain.seconds, 2, false);
    ratio("pandas / weir", pandas.seconds / mine.seconds, 5, true);
    ratio("peak memory of weir, GiB", (double)mine.peak_mb / 1024, 2, false);
}

static void bench_surge(const char *weir, const char *dir)
{
    char command[2048], path[1024], file[1024];
    snprintf(file, sizeof file, "%s/series.csv", dir);
    snprintf(path, sizeof path, "%s/load.weir", dir);
    printf("surge over 100,000 monthly series of 60 months\n");
    make_series(file);
    load(weir, dir, file);
    unlink(file);
    snprintf(command, sizeof command,
             "'%s' -q --store '%s' surge --to RUS,KAZ,KGZ,ARM --since 2022-03 >/dev/null", weir,
             path);
    struct timing mine = run(command);
    struct timing stream = run_sql(path,
                                   "SELECT reporter, partner, code, period, value FROM flow "
                                   "ORDER BY reporter, partner, code, period",
                                   true);
    say("weir surge", mine);
    say("DuckDB streams the same series, in order", stream);
    ratio("weir / streaming", mine.seconds / stream.seconds, 5, false);
    ratio("peak memory of weir, GiB", (double)mine.peak_mb / 1024, 2, false);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return fprintf(stderr, "usage: bench WEIR DIRECTORY CN8_FILE [ROWS]\n"), 2;
    char file[1024];
    long rows = argc > 4 ? atol(argv[4]) : 10000000;
    snprintf(file, sizeof file, "%s/comtrade.csv", argv[2]);
    if (*argv[3])
        bench_load(argv[1], argv[2], argv[3], "cn8");
    else
        puts("skipped: no data (the CN8 file)");
    make_comtrade(file, rows);
    bench_load(argv[1], argv[2], file, "comtrade");
    unlink(file);
    bench_surge(argv[1], argv[2]);
    return failures > 0;
}
