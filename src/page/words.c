/* SPDX-License-Identifier: Apache-2.0 */
#include "page/words.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "law/law.h"

/* --- names --- */

const char *words_exporter(const struct watch *w, const struct series *s)
{
    return s->exporter ? areas_name(w->f.areas, s->exporter) : find_exporter(&w->f, s);
}

const char *words_importer(const struct watch *w, const struct series *s)
{
    return s->importer ? areas_name(w->f.areas, s->importer) : w->name;
}

const char *words_goods(const struct watch *w, const struct finding *f)
{
    const struct unit *u = watch_unit(w, f);
    const char *code = u && u->named ? u->named : f->series->unit;
    const char *label = u && u->label && *u->label ? u->label : code;
    label += u && u->named ? strlen(code) + 2 : 0; /* "382499: ..." */
    const char *name = ref_short(w->ref, code, label, w->arena);
    int more = u ? u->code_count - 1 : 0;
    return more > 0 ? arena_printf(w->arena, "%s (and %d code%s renumbered with it)", name, more,
                                   more > 1 ? "s" : "")
                    : name;
}

const char *words_selection(const struct watch *w)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct flow_params *q = &w->q->flow;
    const struct {
        const char *before, *value;
    } parts[] = {{" from ", q->from},           {": goods of HS ", q->code},
                 {": goods of list ", q->list}, {": goods of group ", q->group},
                 {", by the ", q->flow},        {", as known on ", q->as_of}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].value)
            buf_printf(&b, "%s%s", parts[i].before, parts[i].value);
    if (q->flow)
        buf_puts(&b, " report");
    return arena_strdup(w->arena, buf_str(&b));
}

const char *words_period(int index, char freq, struct arena *a)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int period = period_of(index, freq);
    return freq == 'M' ? arena_printf(a, "%s %d", months[(period % 100 + 11) % 12], period / 100)
                       : arena_printf(a, "%d", period);
}

const char *words_length(int periods, char freq, struct arena *a)
{
    const char *unit = freq == 'M' ? "month" : "year";
    return periods == 1 ? arena_printf(a, "a %s", unit) : arena_printf(a, "%d %ss", periods, unit);
}

/* --- figures --- */

const char *words_change(double ratio, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (isnan(ratio))
        return "new";
    if (ratio <= 0)
        return "ended";
    if (ratio < 0.01)
        return "almost ended";
    if (fabs(ratio - 1) < 0.005)
        return "unchanged";
    if (ratio < 1)
        return arena_printf(a, "%.0f %% less", 100 * (1 - ratio));
    if (ratio < 2)
        return arena_printf(a, "%.0f %% more", 100 * (ratio - 1));
    number_format(&b, ratio, ratio < 100 ? STYLE_RATIO : STYLE_AMOUNT);
    return arena_printf(a, "%s times", b.s);
}

const char *words_amount(double v, struct arena *a)
{
    double size = fabs(v);
    const char *unit = size >= 1e9 ? " bn" : size >= 1e6 ? " M" : "";
    double x = size >= 1e9 ? v / 1e9 : size >= 1e6 ? v / 1e6 : v;
    int decimals = fabs(x) >= 100 || !*unit ? 0 : fabs(x) >= 10 ? 1 : 2;
    CLEANUP(buf_free) struct buf b = {0};
    if (!*unit)
        number_format(&b, round(v), STYLE_INT);
    else
        buf_printf(&b, "%.*f%s", decimals, x, unit);
    return arena_strdup(a, buf_str(&b));
}

const char *words_amounts(double before, double after, const char *unit, struct arena *a)
{
    return arena_printf(a, "%s to %s %s", words_amount(before, a), words_amount(after, a), unit);
}

const char *words_count(int n, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    number_format(&b, n, STYLE_INT);
    return arena_strdup(a, buf_str(&b));
}

const char *words_counted(int n, const char *one, struct arena *a)
{
    return arena_printf(a, "%s %s%s", words_count(n, a), one, n == 1 ? "" : "s");
}

const char *words_interval(const struct finding *f, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (!isfinite(f->ratio_low) || !isfinite(f->ratio_high))
        return "";
    buf_puts(&b, " (");
    number_format(&b, f->ratio_low, STYLE_RATIO);
    buf_puts(&b, " to ");
    number_format(&b, f->ratio_high, f->ratio_high < 100 ? STYLE_RATIO : STYLE_AMOUNT);
    buf_puts(&b, " times at 95 %)");
    return arena_strdup(a, b.s);
}

/* --- where it is from --- */

const char *words_source(const struct watch *w, const struct series *s)
{
    const struct source *last = NULL;
    for (int i = 0; i < w->sources; i++)
        if (!strcmp(w->source[i].adapter, s->adapter) &&
            (!last || strcmp(w->source[i].vintage, last->vintage) > 0))
            last = &w->source[i];
    return last ? arena_printf(w->arena, "%s, vintage %s", last->title, last->vintage)
                : "several sources, see below";
}

enum { CODES_NAMED = 3 };

const char *words_codes(const struct watch *w, const struct series *s)
{
    const struct unit *u = units_find(&w->f.units, s->unit);
    if (!u || u->code_count < 2)
        return arena_printf(w->arena, "HS %s", s->unit);
    return u->code_count <= CODES_NAMED
               ? arena_printf(w->arena, "HS %s", u->codes)
               : arena_printf(w->arena, "HS %s and %d codes renumbered with it",
                              u->named ? u->named : s->unit, u->code_count - 1);
}

/* --- law --- */

/* Lists that named the goods and the destination on the last day of a finding, and bind its
 * exporter or do not: the first ones by day, two at most. */
static const char *lists_of(const struct watch *w, const struct finding *f, bool binding)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct unit *u = watch_unit(w, f);
    const char *to = find_importer(&w->f, f->series);
    char day[DAY_TEXT];
    const struct flow_end who = {.m49 = f->series->exporter};
    int named = 0;
    legal_day(day, period_of(f->until, f->series->freq));
    for (int i = 0; u && i < u->listing_count; i++) {
        const struct listing *l = &u->listing[i];
        if (!l->since || strcmp(l->since, day) > 0 || !l->towards || !strstr(l->towards, to) ||
            rule_binds_on(w->ref, l->regime, &who, day) != binding)
            continue;
        if (named++ < 2)
            buf_printf(&b, "%s%s %s since %s", b.len ? ", " : "", l->regime, l->annex, l->since);
    }
    if (named > 2)
        buf_printf(&b, " and %d more", named - 2);
    return b.len ? arena_printf(w->arena, " (%s)", b.s) : "";
}

/* " but for contracts of before 2022-04-09, until 2022-07-10", of a card. */
static const char *older_contracts(const struct watch *w, const struct finding *f)
{
    for (int i = 0; i < w->cards; i++) {
        const struct law_entry *e = w->card[i] == f ? w->transition[i] : NULL;
        if (e)
            return e->contracts_before
                       ? arena_printf(w->arena, ", but for contracts of before %s until %s",
                                      e->contracts_before, e->wind_down)
                       : arena_printf(w->arena, ", after a transition until %s", e->wind_down);
    }
    return "";
}

static const char *law_of_sum(const struct watch *w, const struct finding *f)
{
    return arena_printf(
        w->arena, "%s to %s is a sum of several: what was prohibited is said of each of them.",
        words_exporter(w, f->series), words_importer(w, f->series));
}

const char *words_law(const struct watch *w, const struct finding *f)
{
    enum legal k = w->f.legal[f - w->f.findings.finding];
    if (f->series->as_one && (!f->series->exporter || !f->series->importer))
        return law_of_sum(w, f);
    const char *older = older_contracts(w, f);
    const char *who = words_exporter(w, f->series), *to = words_importer(w, f->series);
    const char *lists = lists_of(w, f, k > LEGAL_UNSURE);
    struct arena *a = w->arena;
    switch (k) {
    case LEGAL_NOT_LISTED:
        return arena_printf(a, "On no list held here that concerns %s.", to);
    case LEGAL_LISTED:
        return arena_printf(a, "On a list that prohibited nothing to %s.", to);
    case LEGAL_NOT_BINDING:
        return arena_printf(a, "Lists of others name these goods%s; they did not bind %s.", lists,
                            who);
    case LEGAL_CONDITIONAL:
        return arena_printf(a,
                            "Prohibited for %s above a price%s, which these figures do not show%s.",
                            who, lists, older);
    case LEGAL_PARTLY:
        return arena_printf(
            a,
            "A part of the goods of this code was prohibited for %s%s%s; which part "
            "was sold cannot be told.",
            who, lists, older);
    case LEGAL_PROHIBITED:
        return arena_printf(a, "Prohibited for %s on the last day of these figures%s%s.", who,
                            lists, older);
    default:
        return "Whether it was prohibited cannot be told: a list without a sure day names the "
               "goods, "
               "or one that is not held could.";
    }
}

/* --- beside what else was sent --- */

/* Of sums over the same months; a month like most, where that says another thing. */
static void add_contrast(struct buf *b, const char *what, const struct contrast *c, struct arena *a)
{
    if (!c->possible)
        return;
    buf_printf(b, "%s%s: %s", b->len ? "; " : "", what, words_change(c->control_sum, a));
    if (fabs(log(c->control_sum / c->control)) > log(1.25))
        buf_printf(b, " in sum, %s in most periods", words_change(c->control, a));
}

/* What is to be said of the size. */
static const char *size_note(const struct finding *f)
{
    bool doubtful = f->direction > 0 ? f->ratio_low < 1 : f->ratio_high > 1;
    return f->ratio > 50 ? "So little was sold before that the ratio says little; the sum does. "
           : doubtful    ? "That it changed is sure, to the rate kept; by how much is not. "
                         : "";
}

const char *words_note(const struct watch *w, const struct finding *f)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct arena *a = w->arena;
    const struct find_contrast *c = w->f.contrasts ? &w->f.contrasts[f - w->f.findings.finding]
                                                   : NULL;
    const char *few = size_note(f);
    if (!c || c->verdict <= CONTRAST_IMPOSSIBLE)
        return arena_printf(a, "%sNothing to compare it with is in the store.", few);
    add_contrast(&b, "the same goods to others", &c->elsewhere, a);
    add_contrast(&b, "other goods to there", &c->others, a);
    const char *judged = c->verdict == CONTRAST_SPECIFIC ? "It stands out"
                         : c->verdict == CONTRAST_NOT_SHOWN
                             ? "It cannot be told apart from what else was sent"
                             : "It is not alone";
    return arena_printf(a, "%s%s. Beside it, %s.", few, judged, b.s);
}
