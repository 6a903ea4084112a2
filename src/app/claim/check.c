/* SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/check.h"

#include <math.h>
#include <string.h>

#include "model/table.h"

/* --- words --- */

const char *check_ratio_text(double v, struct arena *a)
{
    if (isinf(v))
        return "infinitely many";
    return isnan(v) ? "-" : arena_printf(a, "%.2f", v);
}

const char *check_amount(struct arena *a, double v, const char *unit)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool tonnes = !strcmp(unit, "kg") && v >= 10000;
    if (tonnes)
        return arena_printf(a, "%.1f t", v / 1000);
    number_format(&b, v, STYLE_AMOUNT);
    return arena_printf(a, "%s%s%s", buf_str(&b), *unit ? " " : "", unit);
}

int check_window(struct window *out, const char *text, const char *field, struct err *err)
{
    if (window_parse(out, text))
        return 0;
    err_set(err, ERR_USAGE, "%s: '%s' is not a period", field, text);
    err_subject(err, text);
    return err_hint(err, "2022, 2022-09, 2022-01..2022-08 or 2015..2021");
}

const char *check_goods(const struct claim_test *t)
{
    return t->code ? t->code : t->list ? t->list : t->group ? t->group : "all goods";
}

enum { PER_CALL = 12, CALLS_MAX = 10 }; /* periods that UN Comtrade's interface takes at once */

/* "202201,202202,..." */
static const char *periods_of(int first, int last, char freq, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = first; i <= last; i++)
        buf_printf(&b, "%s%d", i > first ? "," : "", period_of(i, freq));
    return arena_strdup(a, buf_str(&b));
}

/* One command per PER_CALL periods, as one text. */
static const char *commands_of(struct window w, int reporter, int partner, char flow,
                               const char *code, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    char freq = period_is_month(w.from) ? 'M' : 'A';
    int first = period_index(w.from), last = period_index(w.until);
    if (last - first >= PER_CALL * CALLS_MAX)
        first = last - PER_CALL * CALLS_MAX + 1;
    for (int i = first, k = 1; i <= last; i += PER_CALL, k++) {
        int end = i + PER_CALL - 1 < last ? i + PER_CALL - 1 : last;
        buf_printf(&b,
                   "%scurl -o flows-%d.json 'https://comtradeapi.un.org/public/v1/preview/C/%c/HS"
                   "?reporterCode=%d&partnerCode=%d&cmdCode=%s&flowCode=%c&period=%s'",
                   k > 1 ? " && " : "", k, freq, reporter, partner, code, flow,
                   periods_of(i, end, freq, a));
    }
    buf_puts(&b, " && weir ingest flows-*.json");
    return arena_strdup(a, b.s);
}

int check_need(struct outcome *out, struct session *c, const struct claim_test *t,
               const char *period, struct err *err)
{
    struct ref *r;
    struct window w;
    int from = 0, to = 0;
    TRY(check_window(&w, period, "period", err));
    TRY(session_reference(c, &r, err));
    bool pieces = t->unit || !strcmp(t->says.unit, "items");
    bool imports = direction_of(t->flow) == DIRECTION_IMPORT;
    bool others = t->kind == CLAIM_SHARE || t->kind == CLAIM_RANK;
    const char *what = arena_printf(c->arena, "%s %s of %s to %s, %s, %s%s",
                                    period_is_month(w.from) ? "monthly" : "annual",
                                    imports ? "imports as their importer reports them" : "exports",
                                    others || !t->from ? "all exporters" : t->from, t->to,
                                    check_goods(t), period, pieces ? ", in pieces" : "");
    bool one = !others && t->code && !strpbrk(t->code, ",-") && t->from &&
               !ref_area(r, &from, t->from, NULL) && !ref_area(r, &to, t->to, NULL);
    outcome_need(out, c->arena,
                 arena_printf(c->arena, "%s: %s", what,
                              one ? commands_of(w, imports ? to : from, imports ? from : to,
                                                imports ? 'M' : 'X', t->code, c->arena)
                                  : "weir ingest FILE"));
    return 0;
}

/* --- answers that are no numbers --- */

/* A register that knows the answer only in part. */
int check_none(struct outcome *o, struct session *c, const char *words, const char *reason,
               const char *need)
{
    o->verdict = VERDICT_CANNOT_TELL;
    o->words = words;
    if (reason)
        outcome_reason(o, c->arena, reason);
    outcome_need(o, c->arena, need);
    return 0;
}

void check_truth(struct outcome *o, const struct claim_test *t, bool is, struct session *c)
{
    o->value = is;
    o->low = o->high = NAN;
    o->unit = "yes/no";
    if (t->says_text)
        outcome_judge(o, &t->says, c->arena);
    else
        o->verdict = is ? VERDICT_CONFIRMED : VERDICT_CONTRADICTED;
}

/* --- kinds --- */

int check_test(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    static const check_fn answers[CLAIM_KINDS] = {
        [CLAIM_RATIO] = check_ratio,         [CLAIM_LEVEL] = check_level,
        [CLAIM_CHANGE] = check_change,       [CLAIM_RECORD] = check_record,
        [CLAIM_SHARE] = check_share,         [CLAIM_RANK] = check_rank,
        [CLAIM_UNIT_VALUE] = check_ratio,    [CLAIM_ZERO] = check_zero,
        [CLAIM_FIRST] = check_first,         [CLAIM_RISE] = check_rise,
        [CLAIM_COINCIDENCE] = check_rise,    [CLAIM_LAWFUL] = check_lawful,
        [CLAIM_MUNITIONS] = check_munitions, [CLAIM_COUNT] = check_count,
        [CLAIM_BOUND] = check_bound,         [CLAIM_WARRANT] = check_warrant,
        [CLAIM_LISTED] = check_listed,       [CLAIM_MIRROR_GAP] = check_mirror_gap,
        [CLAIM_DIVERTED] = check_diverted,
    };
    *out = (struct outcome){
        .value = NAN, .low = NAN, .high = NAN, .unit = "", .words = "", .sources = ""};
    return answers[t->kind](out, c, t, err);
}

bool check_other_currency(const struct said *s, const char *unit)
{
    return *s->unit && strcmp(s->unit, "items") != 0 && *unit && strcmp(s->unit, unit) != 0;
}

bool check_currency(struct outcome *out, struct session *c, const struct claim_test *t)
{
    if (!check_other_currency(&t->says, out->unit))
        return false;
    outcome_reason(
        out, c->arena,
        arena_printf(c->arena, "currency: claimed in %s, figures in %s", t->says.unit, out->unit));
    outcome_need(out, c->arena, "a table of monthly exchange rates: weir rates FILE");
    return true;
}
