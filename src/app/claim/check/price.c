/* price.c - whether a unit value is at the level that is said.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

/* What a price is of, behind its amount, and how many kilograms that are. */
static const struct {
    const char *words;
    double kg;
} per[] = {{" a tonne", 1000}, {" per tonne", 1000}, {" a kg", 1}, {" per kg", 1}};

/* "240 USD a tonne": the amount as a level, and of how many kilograms; false: it is no price. */
static bool read_price(struct said *s, double *kg, const char *text, struct arena *a)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < sizeof per / sizeof *per; i++) {
        size_t n = strlen(per[i].words);
        if (len <= n || strcmp(text + len - n, per[i].words) != 0)
            continue;
        *kg = per[i].kg;
        return said_parse(s, arena_strndup(a, text, len - n), SAID_LEVEL, a);
    }
    return false;
}

int check_price(struct outcome *out, struct session *c, const struct claim_test *t,
                const struct measured *m, struct window w, struct err *err)
{
    struct said said;
    double kg;
    if (!t->price)
        return 0;
    if (!read_price(&said, &kg, t->price, c->arena)) {
        err_set(err, ERR_USAGE, "price: '%s' is none", t->price);
        err_subject(err, t->price);
        return err_hint(err, "546 USD a tonne, or 1.20 EUR a kg");
    }
    double v = m->sum ? figure_in(m, w, 0, c->arena).value * kg : (double)NAN;
    if (isnan(v))
        return 0;
    const char *unit = m->sum->measured_in; /* USD/kg */
    const char *currency = arena_strndup(c->arena, unit, strcspn(unit, "/"));
    bool other = check_other_currency(&said, currency);
    const char *is = arena_printf(c->arena, "%s%s", check_amount(c->arena, v, currency),
                                  kg > 1 ? " a tonne" : " a kg");
    out->words = arena_printf(c->arena, "%s, %s in %s", out->words, is, t->period);
    if (!other && said_holds(&said, v))
        return 0;
    if (other ? out->verdict < VERDICT_CANNOT_TELL : out->verdict < VERDICT_NOT_REPRODUCED)
        out->verdict = other ? VERDICT_CANNOT_TELL : VERDICT_NOT_REPRODUCED;
    outcome_reason(out, c->arena,
                   arena_printf(c->arena, "price: claimed is %s, it is %s", t->price, is));
    return 0;
}
