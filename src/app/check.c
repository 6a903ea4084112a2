/* SPDX-License-Identifier: Apache-2.0 */
#include "app/check.h"

#include <math.h>
#include <string.h>

#include "app/measure.h"
#include "ref/ref.h"

/* --- words --- */

const char *check_ratio_text(double v, struct arena *a)
{
    if (isinf(v))
        return "infinitely many";
    return isnan(v) ? "-" : arena_printf(a, "%.2f", v);
}

const char *check_amount(struct check *c, double v, const char *unit)
{
    static const struct column column = {"", "", STYLE_AMOUNT, EVERYWHERE};
    CLEANUP(buf_free) struct buf b = {0};
    bool tonnes = !strcmp(unit, "kg") && v >= 10000;
    if (tonnes)
        return arena_printf(c->arena, "%.1f t", v / 1000);
    cell_format(&b, &column, &(struct cell){.number = v});
    return arena_printf(c->arena, "%s%s%s", buf_str(&b), *unit ? " " : "", unit);
}

int check_window(struct window *out, const char *text, const char *field, struct err *err)
{
    if (window_parse(out, text))
        return 0;
    err_set(err, ERR_USAGE, "%s: '%s' is not a period", field, text);
    return err_hint(err, "2022, 2022-09, 2022-01..2022-08 or 2015..2021");
}

const char *check_goods(const struct claim_test *t)
{
    return t->code ? t->code : t->list ? t->list : t->group ? t->group : "all goods";
}

/* The months or years of a window as UN Comtrade's interface wants them, twelve at most. */
static const char *periods_of(struct window w, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    char freq = period_is_month(w.from) ? 'M' : 'A';
    int first = period_index(w.from), last = period_index(w.until);
    for (int i = first; i <= last && i < first + 12; i++)
        buf_printf(&b, "%s%d", i > first ? "," : "", period_of(i, freq));
    return arena_strdup(a, buf_str(&b));
}

int check_need(struct outcome *out, struct check *c, const struct claim_test *t, const char *period,
               struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct window w;
    int from = 0, to = 0;
    TRY(check_window(&w, period, "period", err));
    TRY(store_open(&s, c->store, STORE_READ, err));
    bool months = period_is_month(w.from);
    const char *what = arena_printf(c->arena, "%s exports of %s to %s, %s, %s%s",
                                    months ? "monthly" : "annual", t->from ? t->from : "all", t->to,
                                    check_goods(t), period,
                                    t->unit || !strcmp(t->says.unit, "items") ? ", in pieces" : "");
    if (!t->code || strpbrk(t->code, ",-") || !t->from ||
        ref_area(store_duck(s), &from, t->from, NULL) || ref_area(store_duck(s), &to, t->to, NULL))
        outcome_need(out, c->arena, arena_printf(c->arena, "%s: weir ingest FILE", what));
    else
        outcome_need(
            out, c->arena,
            arena_printf(c->arena,
                         "%s: curl -o flows.json 'https://comtradeapi.un.org/public/v1/preview/C/"
                         "%c/HS?reporterCode=%d&partnerCode=%d&cmdCode=%s&flowCode=X&period=%s' && "
                         "weir ingest flows.json",
                         what, months ? 'M' : 'A', from, to, t->code, periods_of(w, c->arena)));
    return 0;
}

/* --- kinds --- */

int check_test(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    static const check_fn answers[CLAIM_KINDS] = {
        [CLAIM_RATIO] = check_ratio,         [CLAIM_LEVEL] = check_level,
        [CLAIM_SHARE] = check_share,         [CLAIM_RANK] = check_rank,
        [CLAIM_UNIT_VALUE] = check_ratio,    [CLAIM_ZERO] = check_zero,
        [CLAIM_FIRST] = check_first,         [CLAIM_RISE] = check_rise,
        [CLAIM_COINCIDENCE] = check_rise,    [CLAIM_LAWFUL] = check_lawful,
        [CLAIM_MUNITIONS] = check_munitions, [CLAIM_COUNT] = check_count,
        [CLAIM_BOUND] = check_bound,         [CLAIM_WARRANT] = check_warrant,
        [CLAIM_LISTED] = check_listed,
    };
    *out = (struct outcome){
        .value = NAN, .low = NAN, .high = NAN, .unit = "", .words = "", .sources = ""};
    return answers[t->kind](out, c, t, err);
}
