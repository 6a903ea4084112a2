/* words.c - corridors in sentences.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/divert/divert.h"
#include "model/table.h"

/* --- why a part is not sure --- */

/* Sums that go one way by a quarter say something, if nothing sure. */
static bool is_more(double more, double less)
{
    static const double quarter = 1.25;
    return more > quarter * less;
}

static const char *why_no_fall(const struct corridor *c)
{
    return is_more(c->direct.before, c->direct.after) ? "the direct flow did not surely fall"
                                                      : "the direct flow did not fall";
}

static const char *why_no_rise(const struct corridor *c)
{
    const struct contrast *against[] = {&c->goods, &c->elsewhere};
    bool more = true;
    for (int i = 0; i < 2; i++)
        more &= !against[i]->possible || against[i]->low > 1;
    if (!is_more(c->in.after, c->in.before))
        return "what goes in did not rise";
    return !c->own.possible || c->own.low <= 1 ? "what goes in did not surely rise"
           : more ? "what goes in is more than before, but no rise since then is sure"
                  : "what goes in rose no more than what it is held against";
}

static const char *why_not_sent_on(const struct corridor *c)
{
    return is_more(c->out.after, c->out.before) ? "not surely more was sent on"
                                                : "no more was sent on";
}

const char *chain_why(const struct corridor *c, enum leg part)
{
    return part == LEG_DIRECT ? why_no_fall(c)
           : part == LEG_IN   ? why_no_rise(c)
                              : why_not_sent_on(c);
}

/* --- an answer in words --- */

int divert_to(const struct chains **out, const char **why, struct session *s,
              const struct flow_params *flow, const char *since, double fdr, struct err *err)
{
    struct divert_params *q = arena_new(s->arena, struct divert_params);
    struct legs *l = arena_new(s->arena, struct legs);
    struct chains *o = arena_new(s->arena, struct chains);
    struct err none = {0};
    *q = (struct divert_params){.flow = *flow, .since = since, .within = 12, .fdr = fdr};
    *out = NULL;
    int rc = legs_read(l, s, q, &none);
    if (!rc)
        rc = chains_read(o, l, &none);
    *why = rc ? arena_strdup(s->arena, none.msg) : "";
    if (rc && rc != ERR_NOT_FOUND && rc != ERR_CONFLICT)
        return *err = none, rc;
    if (!rc)
        *out = o;
    return 0;
}

void divert_summary(struct buf *b, const struct chains *o)
{
    int patterns = 0;
    for (int i = 0; i < o->shown; i++)
        patterns += o->corridor[i].verdict == CHAIN_PATTERN;
    buf_printf(b,
               "%d of %d corridors through others show a pattern of diversion, %d are "
               "consistent with it as far as the store shows",
               patterns, o->tested, o->shown - patterns);
}

static void add_since(struct buf *b, const struct legs *l, const char *what, const struct step *x)
{
    char text[16];
    if (!x->seen)
        buf_printf(b, ", %s not in the store", what);
    else if (x->since)
        buf_printf(b, ", %s since %s", what, period_text(text, period_of(x->since, l->freq)));
}

void divert_words(struct buf *b, const struct chains *o, const struct corridor *c)
{
    const struct legs *l = o->legs;
    const struct unit *u = units_find(&l->units, c->in_link->unit);
    double fall = c->direct.before - c->direct.after;
    buf_printf(b, "%s by %s to %s, %s %s: ", l->origin[c->in_link->origin].label,
               areas_iso3(l->areas, c->in_link->via), areas_iso3(l->areas, l->target),
               c->in_link->unit, u ? u->label : "");
    number_format(b, c->diverted, STYLE_AMOUNT);
    buf_printf(b, " %s diverted", l->currency);
    if (!isnan(c->diverted_low)) {
        buf_puts(b, " (");
        number_format(b, c->diverted_low, STYLE_AMOUNT);
        buf_puts(b, " to ");
        number_format(b, c->diverted_high, STYLE_AMOUNT);
        buf_puts(b, ")");
    }
    if (c->direct.seen && fall > 0 && !chain_fell_before(o, c))
        buf_printf(b, ", %.2f of the fall", c->diverted / fall);
    add_since(b, l, "direct", &c->direct);
    add_since(b, l, "in", &c->in);
    add_since(b, l, "out", &c->out);
}
