/* What any store must do, whatever keeps it: store.c SCHEME runs the contract of store/store.h on
 * stores that it makes: "duck:PATH" in a directory of its own, or databases of the cluster that
 * WEIR_TEST_CLUSTER names ("clickhouse://user@host:port/{}?cluster=NAME").
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "../unit/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/temp.h"
#include "ingest/ingest.h"
#include "store/backend.h"

static const struct store_backend *const backends[] = {&store_on_duck, &store_on_click, NULL};
static const char *scheme = "duck";
static struct arena arena;
static struct err err;
static char *dir;

#define HEADER "reporter,partner,period,hs6_as_published,value_usd\n"

static struct store_options options(enum store_mode mode)
{
    return (struct store_options){.backends = backends, .mode = mode};
}

static const char *url(const char *name)
{
    const char *cluster = getenv("WEIR_TEST_CLUSTER"), *mark = cluster ? strstr(cluster, "{}") : "";
    if (!strcmp(scheme, "duck"))
        return arena_printf(&arena, "%s:%s/%s", scheme, dir, name);
    assert_non_null(mark);
    return arena_printf(&arena, "%.*scontract_%s%s", (int)(mark - cluster), cluster, name,
                        mark + 2);
}

static bool is_file(void)
{
    return !strcmp(scheme, "duck");
}

static struct store *opened(const char *name, enum store_mode mode)
{
    struct store_options o = options(mode);
    struct store *s;
    if (store_open(&s, url(name), &o, &err))
        fail_msg("%s: %s", name, err.msg);
    return s;
}

static const char *written(const char *name, const char *text)
{
    const char *path = arena_printf(&arena, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return path;
}

/* Loads text as a file published on a day; the code of the load. */
static int load(struct store *s, const char *name, const char *text, const char *vintage)
{
    struct ingest_options o = {.vintage = vintage, .max_rejects = 1};
    struct ingest_result r;
    return ingest_file(&r, &arena, s, written(name, text), &o, &err);
}

static struct store_counts counted(struct store *s)
{
    struct store_counts c;
    assert_int_equal(store_count(s, &c, &err), 0);
    return c;
}

/* --- open --- */

static void opening(void **state)
{
    (void)state;
    struct store_options o = options(STORE_READ);
    struct store *s = NULL;
    assert_int_equal(store_open(&s, url("none"), &o, &err), ERR_NOT_FOUND);
    assert_null(s);
    assert_int_equal(store_open(&s, "no-scheme:x", &o, &err), ERR_NOT_FOUND); /* a path */
    if (is_file()) {
        written("text", "this is no store");
        assert_int_equal(store_open(&s, url("text"), &o, &err), ERR_STORE);
    }
    s = opened("new", STORE_WRITE);
    assert_int_equal(counted(s).flows, 0);
    store_close(&s);
    assert_null(s);
    s = opened("new", STORE_READ);
    struct store *second = opened("new", STORE_READ); /* readers share it */
    store_close(&second);
    store_close(&s);
}

/* Opens a store for writing, says so and stays. */
static int hold(const char *place)
{
    struct store_options o = options(STORE_WRITE);
    struct store *s;
    if (store_open(&s, place, &o, NULL) || write(STDOUT_FILENO, "x", 1) != 1)
        return 1;
    pause();
    return 0;
}

/* While one process writes, another is told that it must wait. */
static void busy(void **state)
{
    (void)state;
    int ready[2], status;
    char c;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (!child) { /* a program of its own: a copy of this one would have its locks without its
                     threads */
        dup2(ready[1], STDOUT_FILENO);
        execl("/proc/self/exe", "contract", "hold", url("busy"), NULL);
        _exit(1);
    }
    assert_int_equal(read(ready[0], &c, 1), 1);
    struct store_options o = options(STORE_WRITE);
    struct store *s;
    assert_int_equal(store_open(&s, url("busy"), &o, &err), ERR_BUSY);
    o.mode = STORE_READ; /* a file cannot be read meanwhile, a cluster can */
    assert_int_equal(store_open(&s, url("busy"), &o, &err), is_file() ? ERR_BUSY : 0);
    if (!is_file())
        store_close(&s);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
}

/* --- take and drop --- */

static int count_rejects(void *ctx, const struct reject *r, struct err *e)
{
    (void)e;
    assert_int_equal(r->line, 3);
    return ++*(int *)ctx, 0;
}

static void whole(void **state)
{
    (void)state;
    struct store *s = opened("whole", STORE_WRITE);
    int rejects = 0;
    assert_int_equal(
        load(s, "a.csv", HEADER "IND,RUS,202101,842952,10\nIND,RUS,20210,842952,1\n", "2024-01-01"),
        0);
    assert_int_equal(counted(s).flows, 1);
    assert_int_equal(counted(s).rejects, 1);
    assert_int_equal(store_rejects(s, 0, count_rejects, &rejects, &err), 0);
    assert_int_equal(rejects, 1);
    /* one cell twice: nothing of the file is kept */
    assert_int_equal(load(s, "b.csv", HEADER "IND,ARM,202101,842952,10\nIND,ARM,202101,842952,11\n",
                          "2024-01-01"),
                     ERR_INPUT);
    assert_int_equal(counted(s).flows, 1);
    assert_int_equal(counted(s).sources, 1);
    assert_int_equal(store_drop(s, 99, &err), ERR_NOT_FOUND);
    assert_int_equal(store_drop(s, 1, &err), 0);
    assert_int_equal(counted(s).flows, 0);
    assert_int_equal(counted(s).rejects, 0);
    store_close(&s);
}

/* The walk of a callback ends with its code. */
static int stop(void *ctx, const struct cell_row *row, struct err *e)
{
    (void)ctx, (void)row;
    return err_set(e, ERR_LIMIT, "enough");
}

static int sum(void *ctx, const struct cell_row *row, struct err *e)
{
    (void)e;
    for (int i = 0; i < row->n; i++)
        *(double *)ctx += row->amount[i];
    return 0;
}

static struct selection excavators(const char *as_of)
{
    return (struct selection){
        .exporters = "699", .importers = "643", .codes = "842952", .as_of = as_of};
}

static double total(struct store *s, const char *as_of)
{
    struct selection sel = excavators(as_of);
    struct cells_found found;
    struct cells *c;
    double all = 0;
    assert_int_equal(store_cells(s, &c, &found, &sel, &err), 0);
    assert_true(found.codes && found.contents);
    assert_int_equal(cells_each(c, sum, &all, &err), 0);
    if (found.cells)
        assert_int_equal(cells_each(c, stop, NULL, &err), ERR_LIMIT);
    cells_close(&c);
    assert_null(c);
    return all;
}

/* A later vintage of a cell takes its place from its day on; dropping it brings the first back. */
static void vintages(void **state)
{
    (void)state;
    struct store *s = opened("vintages", STORE_WRITE);
    const char *first = HEADER "IND,RUS,202101,842952,10\nIND,RUS,202102,842952,20\n";
    const char *second = HEADER "IND,RUS,202101,842952,17\nIND,RUS,202103,842952,30\n";
    const char **days;
    int count;
    assert_int_equal(load(s, "1.csv", first, "2024-01-01"), 0);
    assert_near(total(s, NULL), 30, 1e-9);
    assert_int_equal(load(s, "2.csv", second, "2024-06-01"), 0);
    assert_near(total(s, NULL), 67, 1e-9);
    assert_near(total(s, "2024-05-31"), 30, 1e-9);
    assert_near(total(s, "2024-06-01"), 67, 1e-9);
    assert_near(total(s, "2023-12-31"), 0, 1e-9);
    assert_near(total(s, "2999-12-31"), 67, 1e-9); /* later than dates of some engines go */
    assert_int_equal(counted(s).replaced, 1);
    assert_int_equal(store_vintages(s, &days, &count, &arena, &err), 0);
    assert_int_equal(count, 1);
    assert_string_equal(days[0], "2024-05-31");
    struct revision *list;
    assert_int_equal(store_revisions(s, &list, &count, 2, &arena, &err), 0);
    assert_int_equal(count, 1);
    assert_near(list[0].was, 10, 1e-9);
    assert_near(list[0].now, 17, 1e-9);
    assert_int_equal(list[0].period, 202101);
    assert_string_equal(list[0].was_on, "2024-01-01");
    assert_int_equal(store_revisions(s, &list, &count, 3, &arena, &err), 0);
    assert_int_equal(count, 0);
    assert_int_equal(store_drop(s, 2, &err), 0);
    assert_near(total(s, NULL), 30, 1e-9);
    store_close(&s);
    s = opened("vintages", STORE_READ); /* and it stays */
    assert_near(total(s, NULL), 30, 1e-9);
    store_close(&s);
}

/* --- cells --- */

struct seen {
    int rows;
    struct cell_row last;
    char unit[16];
};

static int in_order(void *ctx, const struct cell_row *r, struct err *e)
{
    struct seen *x = ctx;
    (void)e;
    if (x->rows) {
        int order = x->last.exporter != r->exporter   ? x->last.exporter - r->exporter
                    : x->last.importer != r->importer ? x->last.importer - r->importer
                                                      : strcmp(x->unit, r->unit);
        assert_true(order < 0);
    }
    for (int i = 1; i < r->n; i++)
        assert_true(r->period[i] != r->period[i - 1]);
    x->rows++;
    x->last = *r;
    snprintf(x->unit, sizeof x->unit, "%s", r->unit);
    return 0;
}

/* A selection keeps its cells whatever else is selected. */
static void selections(void **state)
{
    (void)state;
    struct store *s = opened("cells", STORE_WRITE);
    assert_int_equal(load(s, "c.csv",
                          HEADER "IND,RUS,202101,842952,1\nIND,ARM,202101,842952,2\n"
                                 "CHN,RUS,202101,842952,4\nIND,RUS,202101,854231,8\n"
                                 "IND,RUS,202102,854231,16\nCHN,ARM,202102,010121,32\n",
                          "2024-01-01"),
                     0);
    struct selection all = {0}, some = excavators(NULL), none = {.codes = "990000"};
    struct cells *a, *b;
    struct cells_found found;
    struct seen seen = {0};
    struct units units;
    struct cells_goods goods;
    double value = 0;
    int first, last;
    bool monthly;
    assert_int_equal(store_cells(s, &a, &found, &all, &err), 0);
    assert_int_equal(store_cells(s, &b, &found, &some, &err), 0);
    assert_int_equal(cells_each(a, in_order, &seen, &err), 0);
    assert_int_equal(seen.rows, 5);
    assert_int_equal(cells_each(b, sum, &value, &err), 0);
    assert_near(value, 1, 1e-9);
    assert_int_equal(cells_units(a, &units, &arena, &err), 0);
    assert_int_equal(units.count, 3);
    assert_string_equal(units.unit[0].unit, "010121");
    assert_int_equal(cells_goods(a, &goods, &err), 0);
    assert_int_equal(goods.units, 3);
    assert_int_equal(goods.chapters, 3);
    assert_int_equal(cells_span(a, &first, &last, &err), 0);
    assert_true(first == 202101 && last == 202102);
    assert_int_equal(cells_monthly(b, &monthly, &err), 0);
    assert_true(monthly);
    cells_close(&a);
    cells_close(&b);
    assert_string_equal(units.unit[2].unit, "854231"); /* in the arena, not of the cells */
    assert_string_equal(units.unit[2].codes, "854231");
    assert_int_equal(store_cells(s, &a, &found, &none, &err), 0);
    assert_false(found.codes || found.cells);
    assert_true(found.contents);
    cells_close(&a);
    store_close(&s);
}

/* A national code is a unit of its own, which is called and listed as its family is; what the cells
 * gave out stays when they are closed. */
static void national(void **state)
{
    (void)state;
    struct store *s = opened("national", STORE_WRITE);
    struct selection sel = {.codes = "85423190"};
    struct cells_found found;
    struct units units;
    struct cells *c;
    assert_int_equal(load(s, "n.csv",
                          HEADER "IND,RUS,202101,85423190,1\nIND,RUS,202101,85423110,2\n",
                          "2024-01-01"),
                     0);
    assert_int_equal(store_cells(s, &c, &found, &sel, &err), 0);
    assert_int_equal(cells_units(c, &units, &arena, &err), 0);
    cells_close(&c);
    assert_int_equal(units.count, 1);
    assert_string_equal(units.unit->unit, "85423190");
    assert_string_equal(units.unit->codes, "854231");
    assert_non_null(strstr(units.unit->label, "processors"));
    assert_string_equal(units.unit->tier, "1");
    assert_true(units.unit->listing_count > 0);
    store_close(&s);
}

static int say_stop(void *ctx, const struct cell_row *row, struct err *e)
{
    (void)row, (void)e;
    atomic_store((atomic_bool *)ctx, true);
    return 0;
}

/* A walk ends where the user says stop, and the store answers afterwards. */
static void stopped(void **state)
{
    (void)state;
    atomic_bool now = false;
    struct store_options o = {.backends = backends, .mode = STORE_READ, .cancel = &now};
    struct store *s;
    struct selection all = {0};
    struct cells_found found;
    struct cells *c;
    assert_int_equal(store_open(&s, url("cells"), &o, &err), 0);
    assert_int_equal(store_cells(s, &c, &found, &all, &err), 0);
    assert_int_equal(cells_each(c, say_stop, &now, &err), ERR_CANCELLED);
    atomic_store(&now, false);
    cells_close(&c);
    assert_near(total(s, NULL), 1, 1e-9);
    store_close(&s);
}

/* --- the World, and all goods, as one --- */

struct year {
    int year, reporter, partner;
    char flow;
    const char *code;
    int value;
};

/* As Comtrade publishes them. */
static const char *comtrade(const struct year *y, int count)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "typeCode,freqCode,refPeriodId,period,reporterCode,flowCode,partnerCode,"
                 "partner2Code,classificationCode,cmdCode,customsCode,mosCode,motCode,qtyUnitAbbr,"
                 "qty,isQtyEstimated,netWgt,isNetWgtEstimated,primaryValue\n");
    for (int i = 0; i < count; i++, y++)
        buf_printf(&b, "C,A,%d0101,%d,%d,%c,%d,0,H6,%s,C00,0,0,kg,1,false,1,false,%d\n", y->year,
                   y->year, y->reporter, y->flow, y->partner, y->code, y->value);
    return arena_strdup(&arena, b.s);
}

static double as_one(struct store *s, struct selection sel)
{
    struct cells_found found;
    struct cells *c;
    double all = 0;
    assert_int_equal(store_cells(s, &c, &found, &sel, &err), 0);
    assert_int_equal(cells_each(c, sum, &all, &err), 0);
    cells_close(&c);
    return all;
}

/* Of 2021 there are parts alone, of 2022 totals too; the second vintage has another World. */
static void make_world(struct store *s)
{
    static const struct year first[] = {
        {2022, 156, 643, 'X', "842952", 10}, {2022, 156, 398, 'X', "842952", 20},
        {2022, 156, 0, 'X', "842952", 100},  {2022, 156, 643, 'X', "870423", 1},
        {2022, 156, 643, 'X', "TOTAL", 500}, {2021, 156, 643, 'X', "842952", 7},
        {2021, 156, 398, 'X', "842952", 8},  {2022, 643, 156, 'M', "842952", 40},
        {2022, 643, 699, 'M', "842952", 5},  {2022, 643, 0, 'M', "842952", 50},
        {2021, 643, 156, 'M', "842952", 3},  {2021, 643, 699, 'M', "842952", 4},
    };
    static const struct year second[] = {{2022, 156, 643, 'X', "842952", 11},
                                         {2022, 156, 398, 'X', "842952", 22},
                                         {2022, 156, 0, 'X', "842952", 120}};
    assert_int_equal(load(s, "w1.csv", comtrade(first, 12), "2024-01-01"), 0);
    assert_int_equal(load(s, "w2.csv", comtrade(second, 3), "2024-06-01"), 0);
}

/* What is printed is read where it is, else the sum of what is there: by vintage, of exports, of
 * imports, whose parts stand on several shards, and of all goods. */
static void world(void **state)
{
    (void)state;
    struct store *s = opened("world", STORE_WRITE);
    struct selection to = {.exporters = "156", .to_world = true, .codes = "842952"};
    struct selection from = {.importers = "643", .from_world = true, .codes = "842952"};
    struct selection all = {.exporters = "156", .importers = "643", .codes = "TOTAL"};
    struct selection each = {.exporters = "156", .to_world = true};
    make_world(s);
    to.flow = all.flow = each.flow = DIRECTION_EXPORT;
    from.flow = DIRECTION_IMPORT;
    assert_near(as_one(s, to), 120 + 15, 1e-9);
    assert_near(as_one(s, from), 50 + 7, 1e-9);
    assert_near(as_one(s, all), 500 + 7, 1e-9);
    assert_near(as_one(s, each), 120 + 15 + 1, 1e-9); /* no World of 870423 */
    to.as_of = from.as_of = "2024-05-31";
    assert_near(as_one(s, to), 100 + 15, 1e-9);
    assert_near(as_one(s, from), 50 + 7, 1e-9);
    to.from_world = true, to.exporters = to.as_of = NULL;
    assert_near(as_one(s, to), 120 + 15, 1e-9);
    all.importers = NULL, all.to_world = true; /* a total of all goods before the World of codes */
    assert_near(as_one(s, all), 500 + 15, 1e-9);
    store_close(&s);
}

/* What is said of such figures, and which files and lines they rest on. */
static void of_world(void **state)
{
    (void)state;
    struct store *s = opened("world", STORE_READ);
    struct selection to = {
        .exporters = "156", .to_world = true, .codes = "842952", .flow = DIRECTION_EXPORT};
    struct cells_found found;
    struct cells_said *said;
    struct source_lines *line;
    struct source *source;
    struct cells *c;
    int count;
    assert_int_equal(store_cells(s, &c, &found, &to, &err), 0);
    assert_int_equal(cells_said(c, &said, &count, &arena, &err), 0);
    assert_int_equal(count, 1);
    assert_int_equal(said->kind, SAID_WHOLE);
    assert_string_equal(said->currency, "USD");
    assert_int_equal(said->printed_periods, 1);
    assert_int_equal(said->summed_periods, 1);
    assert_int_equal(said->both_periods, 1);
    assert_near(said->printed, 120, 1e-9);
    assert_near(said->parts, 33, 1e-9);
    assert_int_equal(cells_sources(c, &source, &count, &arena, &err), 0);
    assert_int_equal(count, 2);
    assert_string_equal(source[1].vintage, "2024-06-01");
    assert_int_equal(cells_lines(c, &line, &count, "202201-202212", &arena, &err), 0);
    assert_int_equal(count, 1);
    assert_string_equal(line->lines, "4");
    assert_int_equal(cells_said(c, &said, &count, &arena, &err), 0); /* with the rows at hand */
    assert_near(said->parts, 33, 1e-9);
    cells_close(&c);
    store_close(&s);
}

/* Which rows of which file a figure rests on. */
static void lines(void **state)
{
    (void)state;
    struct store *s = opened("cells", STORE_READ);
    struct selection sel = {.exporters = "699", .importers = "643", .codes = "854231"};
    struct source_lines *list;
    struct source *source;
    struct cells_found found;
    struct cells *c;
    int count;
    assert_int_equal(store_cells(s, &c, &found, &sel, &err), 0);
    assert_int_equal(cells_lines(c, &list, &count, "202102-202102", &arena, &err), 0);
    assert_int_equal(count, 1);
    assert_int_equal(list->rows, 1);
    assert_int_equal(list->first, 6); /* the header is line 1 */
    assert_int_equal(cells_lines(c, &list, &count, "", &arena, &err), 0);
    assert_string_equal(list->lines, "5,6");
    assert_int_equal(cells_sources(c, &source, &count, &arena, &err), 0);
    assert_int_equal(count, 1);
    assert_string_equal(source->vintage, "2024-01-01");
    cells_close(&c);
    store_close(&s);
}

static void missing(void **state)
{
    (void)state;
    struct store *s = opened("cells", STORE_READ);
    struct selection sel = {.exporters = "699,398", .importers = "643,417"};
    const char *names;
    assert_int_equal(store_missing(s, &names, &sel, &arena, &err), 0);
    assert_string_equal(names, "KAZ, KGZ");
    sel = (struct selection){.exporters = "699"};
    assert_int_equal(store_missing(s, &names, &sel, &arena, &err), 0);
    assert_null(names);
    store_close(&s);
}

/* A store without imports of two kinds of partner has none. */
static void consigned(void **state)
{
    (void)state;
    struct store *s = opened("cells", STORE_READ);
    struct consigned_question q = {.window = {202001, 202912}, .freq = 'M'};
    struct consigned *list;
    int count = 9;
    assert_int_equal(store_consigned(s, &list, &count, &q, &arena, &err), 0);
    assert_int_equal(count, 0);
    store_close(&s);
}

/* --- coverage --- */

static int covered(void *ctx, const struct coverage_row *r, struct err *e)
{
    (void)e;
    if (r->reporter == 699)
        *(int *)ctx = *(int *)ctx * 10 + r->period % 100;
    return 0;
}

static void coverage(void **state)
{
    (void)state;
    struct store *s = opened("cells", STORE_READ);
    int months = 0;
    assert_int_equal(store_coverage(s, NULL, covered, &months, &err), 0);
    assert_int_equal(months, 12); /* January, February */
    months = 0;
    assert_int_equal(store_coverage(s, "2023-12-31", covered, &months, &err), 0);
    assert_int_equal(months, 0);
    store_close(&s);
}

static int none_wrong(void *ctx, const char *what, int64_t wrong, struct err *e)
{
    (void)what, (void)e;
    ++*(int *)ctx;
    assert_int_equal(wrong, 0);
    return 0;
}

/* What must hold between its tables does, after loads, vintages and removals. */
static void checked(void **state)
{
    (void)state;
    static const char *const names[] = {"whole", "vintages", "cells"};
    for (int i = 0; i < 3; i++) {
        struct store *s = opened(names[i], STORE_READ);
        int said = 0;
        assert_int_equal(store_check_all(s, none_wrong, &said, &err), 0);
        assert_true(said > 5);
        store_close(&s);
    }
}

/* A change of what stands beside the flows is kept, or taken back, as a whole. */
static void changes(void **state)
{
    (void)state;
    struct store *s = opened("changes", STORE_WRITE);
    const char *rates = written("rates.csv", "currency,period,per_usd\nEUR,2020-01,0.9\n");
    int64_t count;
    assert_int_equal(ingest_rates(&count, s, rates, &err), 0);
    assert_int_equal(counted(s).rates, 1);
    rates = written("wrong.csv", "currency,period,per_usd\nEUR,2020-02,0.9\nEUR,2020-03,-1\n");
    assert_int_not_equal(ingest_rates(&count, s, rates, &err), 0);
    assert_int_equal(counted(s).rates, 1);
    store_close(&s);
    s = opened("changes", STORE_READ);
    assert_int_equal(counted(s).rates, 1);
    store_close(&s);
}

/* What a store was made of is said in words that do not name the machine. */
static void identity(void **state)
{
    (void)state;
    CLEANUP(buf_free) struct buf one = {0};
    struct store *s = opened("cells", STORE_READ);
    assert_int_equal(store_identity(s, &one, &err), 0);
    assert_null(strstr(one.s, dir));
    assert_non_null(strstr(one.s, "2024-01-01"));
    store_close(&s);
}

static int make_dir(void **state)
{
    (void)state;
    return temp_dir(&dir, "contract", &arena, &err);
}

static int remove_dir(void **state)
{
    (void)state;
    temp_remove(dir);
    arena_free(&arena);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening),   cmocka_unit_test(busy),       cmocka_unit_test(whole),
        cmocka_unit_test(vintages),  cmocka_unit_test(selections), cmocka_unit_test(national),
        cmocka_unit_test(stopped),   cmocka_unit_test(lines),      cmocka_unit_test(missing),
        cmocka_unit_test(consigned), cmocka_unit_test(coverage),   cmocka_unit_test(identity),
        cmocka_unit_test(checked),   cmocka_unit_test(changes),    cmocka_unit_test(world),
        cmocka_unit_test(of_world),
    };
    if (argc > 2 && !strcmp(argv[1], "hold"))
        return hold(argv[2]);
    scheme = argc > 1 ? argv[1] : scheme;
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
