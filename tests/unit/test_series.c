/* Series of a small store: what a period without a row means.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <math.h>
#include <string.h>

#include "series/published.h"
#include "series/series.h"

/* What one walk saw. */
struct walk {
    int series, points[16];
    double sum;
    struct series *first;
    struct arena *arena;
};

static int see(void *ctx, const struct series *s, struct err *err)
{
    struct walk *w = ctx;
    (void)err;
    if (!w->series++)
        w->first = series_keep(s, w->arena);
    for (int i = 0; i < s->n; i++) {
        w->points[s->status[i]]++;
        w->sum += isnan(s->value[i]) ? 0 : s->value[i];
    }
    return 0;
}

static struct store *store(void)
{
    struct store *s;
    struct session *x = &small.session;
    x->needs = NEEDS_READ;
    assert_int_equal(session_store(x, &s, &small.err), 0);
    return s;
}

/* Of 97 months 46 have a row of excavators.  In April 2020 no row of any code is there: whether
 * India published that month is not known.  In the 50 others there was no such trade. */
static void none_is_said(void **state)
{
    (void)state;
    struct selection sel = {.exporters = "699", .importers = "643", .codes = "842952"};
    struct walk w = {.arena = &small.arena};
    struct selected *s;
    assert_int_equal(selected_open(&s, NULL, store(), &sel, &small.err), 0);
    assert_int_equal(selected_each(s, see, &w, &small.err), 0);
    assert_int_equal(w.series, 1);
    assert_int_equal(w.points[POINT_REPORTED] + w.points[POINT_ZERO], 46);
    assert_int_equal(w.points[POINT_NONE], 50);
    assert_int_equal(w.points[POINT_NOT_REPORTED], 1);
    assert_int_equal(w.first->from, 2017 * 12);
    assert_int_equal(w.first->until, 2025 * 12);
    assert_near(w.sum,
                2660000. + 9560000 + 780000 + 5820000 + 1470000 + 270000 + 10220000 + 1650000, 1);
    selected_close(&s);
    assert_null(s);
}

/* What a store has published is read once for several selections. */
static void shared(void **state)
{
    (void)state;
    CLEANUP(published_forget) struct published_memo memo = {0};
    struct selection sel = {.codes = "8542"};
    struct walk w = {.arena = &small.arena};
    struct selected *a, *b;
    assert_int_equal(selected_open(&a, &memo, store(), &sel, &small.err), 0);
    sel.codes = "84";
    assert_int_equal(selected_open(&b, &memo, store(), &sel, &small.err), 0);
    assert_int_equal(selected_each(b, see, &w, &small.err), 0);
    assert_int_equal(w.series, 3);
    assert_true(memo.read);
    w = (struct walk){.arena = &small.arena};
    assert_int_equal(selected_each(a, see, &w, &small.err), 0);
    assert_int_equal(w.series, 1);
    assert_string_equal(w.first->unit, "854231");
    selected_close(&a);
    selected_close(&b);
}

static void refused(void **state)
{
    (void)state;
    static const struct {
        struct selection sel;
        enum err_code code;
    } cases[] = {
        {{.codes = "990000"}, ERR_NOT_FOUND},
        {{.codes = "84295"}, ERR_USAGE},
        {{.list = "nothing"}, ERR_USAGE},
        {{.group = "no such group"}, ERR_USAGE},
        {{.codes = "842952", .importers = "398"}, ERR_NOT_FOUND},
        {{.codes = "842952", .as_of = "2020-01-01"}, ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct selected *s = NULL;
        int rc = selected_open(&s, NULL, store(), &cases[i].sel, &small.err);
        if (rc != (int)cases[i].code)
            fail_msg("case %zu: %d, %s", i, rc, small.err.msg);
        selected_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_is_said),
        cmocka_unit_test(shared),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, small_open_loaded, small_close);
}
