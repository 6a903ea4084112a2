/* The door to DuckDB: parameters, rows, lists, failures, a lock.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/temp.h"
#include "duck/duck.h"

static struct duck *d;

static int open_duck(void **state)
{
    struct err err = {0};
    struct duck_options o = {.threads = 1};
    (void)state;
    return duck_open(&d, NULL, &o, &err);
}

static int close_duck(void **state)
{
    (void)state;
    duck_close(&d);
    assert_null(d);
    return 0;
}

/* Each statement takes the parameters that it names; NULL is SQL's. */
static void parameters(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"one", "1"}, {"word", "it's"}, {"none", NULL}, {0}};
    struct err err = {0};
    char *text;
    int64_t n;
    assert_int_equal(duck_int_of(d, &n,
                                 "CREATE TEMP TABLE t AS SELECT $one::INTEGER AS x; "
                                 "SELECT count(*) + $one::INTEGER FROM t",
                                 p, 7, &err),
                     0);
    assert_int_equal(n, 2);
    assert_int_equal(duck_text_of(d, &text, &a, "SELECT $word", p, &err), 0);
    assert_string_equal(text, "it's");
    assert_int_equal(duck_text_of(d, &text, &a, "SELECT $none", p, &err), 0);
    assert_null(text);
    assert_int_equal(duck_int_of(d, &n, "SELECT 1 WHERE false", NULL, 7, &err), 0);
    assert_int_equal(n, 7);
    assert_int_equal(duck_changes(d, &n, "INSERT INTO t VALUES (4), (5)", NULL, &err), 0);
    assert_int_equal(n, 2);
}

/* More rows than one chunk of DuckDB has (2048), streamed and held. */
static void rows(void **state)
{
    (void)state;
    struct err err = {0};
    for (int streamed = 0; streamed < 2; streamed++) {
        CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
        const char *sql =
            "SELECT i::INTEGER, i / 2.0, i % 2 = 0, [i::INTEGER, 7], [0.5::DOUBLE, i], "
            "CASE WHEN i > 0 THEN i END FROM range(5000) t(i) ORDER BY i";
        int64_t n = 0;
        assert_int_equal(
            streamed ? duck_stream(d, &r, sql, NULL, &err) : duck_query(d, &r, sql, NULL, &err), 0);
        assert_int_equal(duck_columns(r), 6);
        for (; duck_next(r); n++) {
            int two, real;
            const int32_t *list = duck_list_int(r, 3, &two);
            const double *reals = duck_list_real(r, 4, &real);
            assert_int_equal(duck_int(r, 0), n);
            assert_near(duck_real(r, 1), (double)n / 2, 1e-12);
            assert_int_equal(duck_bool(r, 2), n % 2 == 0);
            assert_true(two == 2 && list[0] == n && list[1] == 7);
            assert_true(real == 2 && reals[1] == (double)n);
            assert_int_equal(duck_null(r, 5), n == 0);
        }
        assert_int_equal(duck_end(r, &err), 0);
        assert_int_equal(n, 5000);
    }
}

static void failures(void **state)
{
    (void)state;
    struct err err = {0};
    atomic_bool stop = true;
    assert_int_equal(duck_run(d, "SELECT nothing", NULL, &err), ERR_STORE);
    assert_null(strchr(err.msg, '\n'));
    struct duck_options o = {.cancel = &stop};
    struct duck *other;
    assert_int_equal(duck_open(&other, NULL, &o, &err), 0);
    assert_int_equal(duck_run(other, "SELECT count(*) FROM range(1000000000)", NULL, &err),
                     ERR_CANCELLED);
    duck_close(&other);
}

/* A file that another process writes to is busy, not broken; locked down, no file is in reach. */
static void files(void **state)
{
    (void)state;
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    struct duck *own, *other;
    struct duck_options o = {0};
    char *dir;
    int status, ready[2];
    assert_int_equal(temp_dir(&dir, "test", &a, &err), 0);
    char *path = arena_printf(&a, "%s/x.db", dir);
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (!child) {
        if (duck_open(&own, path, &o, &err) || write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
    }
    assert_int_equal(read(ready[0], &(char){0}, 1), 1);
    assert_int_equal(duck_open(&other, path, &o, &err), ERR_BUSY);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    assert_int_equal(duck_open(&other, path, &o, &err), 0);
    assert_int_equal(duck_lock_down(other, &err), 0);
    assert_int_equal(duck_run(other, "SELECT * FROM read_csv('/etc/passwd')", NULL, &err),
                     ERR_STORE);
    duck_close(&other);
    temp_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters),
        cmocka_unit_test(rows),
        cmocka_unit_test(failures),
        cmocka_unit_test(files),
    };
    return cmocka_run_group_tests(tests, open_duck, close_duck);
}
