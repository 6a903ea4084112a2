/* SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/check/check.h"

#include <math.h>
#include <string.h>

#include "fetch/lists.h"
#include "fetch/plan.h"
#include "fetch/service.h"
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
    const char *all = t->kind == CLAIM_MUNITIONS ? "the munitions group" : "all goods";
    return t->code ? t->code : t->list ? t->list : t->group ? t->group : all;
}

static const char *watched_codes(struct ref *ref, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int n;
    const struct ref_watched *list = ref_watch_list(ref, &n);
    for (int i = 0; i < n; i++)
        buf_printf(&b, "%s%s", i ? "," : "", list[i].hs6);
    return arena_strdup(a, buf_str(&b));
}

/* Goods as a service is asked for them: codes with ranges written out, those of a list or a group,
 * all where that would be too many to name. */
static int codes_asked(const char **out, const struct claim_test *t, struct ref *ref,
                       struct arena *a, struct err *err)
{
    const char *codes = t->code ? ref_codes(t->code, a) : NULL;
    if (!codes && t->list && !strcmp(t->list, "chpl"))
        codes = watched_codes(ref, a);
    else if (!codes && (t->list || t->group || t->kind == CLAIM_MUNITIONS))
        TRY(ref_goods_codes(ref, &codes,
                            t->list    ? NULL
                            : t->group ? t->group
                                       : "munitions",
                            t->list, a, err));
    bool named = codes && strspn(codes, "0123456789,") == strlen(codes) &&
                 list_count(codes) <= PLAN_CODES; /* of more all are asked: as many calls */
    *out = named ? codes : "all";
    return 0;
}

static struct wish_words wish_of(const struct claim_test *t, struct window w, bool imports,
                                 bool others, const char *codes, struct arena *a)
{
    char text[16];
    bool months = period_is_month(w.from);
    const char *from = others || !t->from ? "all" : t->from;
    struct wish_words x = {.reporter = imports ? t->to : from,
                           .partner = imports ? from : t->to,
                           .code = codes,
                           .flow = imports ? "import" : NULL,
                           .freq = months ? NULL : "year",
                           .from = arena_strdup(a, period_text(text, w.from))};
    x.until = arena_strdup(a, period_text(text, w.until));
    if (t->kind == CLAIM_MUNITIONS) /* that there is none is known where others got some */
        x.partner = arena_printf(a, "%s,World", x.partner);
    return x;
}

/* How the flow can be had: the table of services is asked who holds it. */
static int how_to_get(const char **out, struct outcome *o, const struct wish_words *x,
                      struct window w, struct arena *a, struct err *err)
{
    struct services services;
    TRY(services_read(&services, NULL, a, err));
    const struct service *s = services_holding(&services, period_is_month(w.from) ? 'M' : 'A',
                                               w.until);
    *out = "weir ingest FILE";
    if (!s)
        return 0;
    wishes_add(&o->wishes, x, a);
    *out = wish_command(x, s->name, a);
    return 0;
}

int check_need(struct outcome *out, struct session *c, const struct claim_test *t,
               const char *period, struct err *err)
{
    struct window w;
    struct ref *ref;
    const char *how;
    TRY(check_window(&w, period, "period", err));
    TRY(session_reference(c, &ref, err));
    bool pieces = t->unit || !strcmp(t->says.unit, "items");
    bool imports = direction_of(t->flow) == DIRECTION_IMPORT;
    bool others = t->kind == CLAIM_SHARE || t->kind == CLAIM_RANK ||
                  t->kind == CLAIM_DESTINATION_RANK;
    const char *what = arena_printf(c->arena, "%s %s of %s to %s, %s, %s%s",
                                    period_is_month(w.from) ? "monthly" : "annual",
                                    imports ? "imports as their importer reports them" : "exports",
                                    others || !t->from ? "all exporters" : t->from, t->to,
                                    check_goods(t), period, pieces ? ", in pieces" : "");
    const char *codes;
    TRY(codes_asked(&codes, t, ref, c->arena, err));
    struct wish_words x = wish_of(t, w, imports, others, codes, c->arena);
    TRY(how_to_get(&how, out, &x, w, c->arena, err));
    outcome_need(out, c->arena, arena_printf(c->arena, "%s: %s", what, how));
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
    if (need)
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
        [CLAIM_RATIO] = check_ratio,
        [CLAIM_LEVEL] = check_level,
        [CLAIM_CHANGE] = check_change,
        [CLAIM_RECORD] = check_record,
        [CLAIM_SHARE] = check_share,
        [CLAIM_RANK] = check_rank,
        [CLAIM_DESTINATION_RANK] = check_destination_rank,
        [CLAIM_COMPARE] = check_compare,
        [CLAIM_LISTINGS] = check_listings,
        [CLAIM_LIST_COUNT] = check_listings,
        [CLAIM_UNIT_VALUE] = check_ratio,
        [CLAIM_ZERO] = check_zero,
        [CLAIM_FIRST] = check_first,
        [CLAIM_RISE] = check_rise,
        [CLAIM_COINCIDENCE] = check_rise,
        [CLAIM_LAWFUL] = check_lawful,
        [CLAIM_MUNITIONS] = check_munitions,
        [CLAIM_COUNT] = check_count,
        [CLAIM_BOUND] = check_bound,
        [CLAIM_WARRANT] = check_warrant,
        [CLAIM_LISTED] = check_listed,
        [CLAIM_MIRROR_GAP] = check_mirror_gap,
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
