/* quiet.c - series that rose, or fell, without a change that is sure.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/find/find.h"
#include "model/table.h"

static const double much = 1.25; /* sums that differ by less say little of a direction */
static const double times = 2;   /* of many series only such as differ by so much are spoken of */
enum { MONTHS_LEAST = 3 };

/* That way: a fall of later says nothing of the rise before it. */
static bool is_found(const struct find *f, const struct series *s, double fdr, int direction)
{
    for (int i = 0; i < f->findings.count; i++) {
        const struct finding *x = &f->findings.finding[i];
        if (x->p_adjusted <= fdr && x->direction == direction && !series_compare(s, x->series))
            return true;
    }
    return false;
}

/* What the sums since the date are beside those of the year before; false: there are too few. */
static bool sums_of(const struct find *f, const struct series *s, double *before, double *after)
{
    int first = s->freq == 'M' ? period_index(f->since) : f->since / 100;
    return series_since(s, first, s->until, before, after) >= (s->freq == 'M' ? MONTHS_LEAST : 1) &&
           *before > 0 && *after > 0;
}

/* --- few series --- */

static const char why[] = "what grows, or shrinks, at one pace has none, nor what wanders as much "
                          "anyway";

static void say(const struct find *f, const struct series *s, int direction, struct session *to)
{
    CLEANUP(buf_free) struct buf sums = {0};
    char since[16];
    double before, after;
    int first = s->freq == 'M' ? period_index(f->since) : f->since / 100;
    if (!sums_of(f, s, &before, &after) ||
        (direction > 0 ? after < much * before : before < much * after))
        return;
    number_format(&sums, after, STYLE_AMOUNT);
    buf_printf(&sums, " %s since %s are ", s->measured_in,
               period_text(since, period_of(first, s->freq)));
    number_format(&sums, after / before, STYLE_RATIO);
    buf_printf(&sums, s->freq == 'M' ? " times the same months of the year before"
                                     : " times as much a year as the year before");
    session_note(to, NOTE_REMARK, "%s to %s, %s: %s, yet no change is sure: %s",
                 find_exporter(f, s), find_importer(f, s), s->unit, buf_str(&sums), why);
}

/* --- the largest of many --- */

static void keep_in_order(struct find_large *list, const struct series *s, double by,
                          struct arena *a)
{
    int k = FIND_LARGE - 1;
    if (!(by > list[k].by))
        return;
    for (; k > 0 && by > list[k - 1].by; k--)
        list[k] = list[k - 1];
    list[k] = (struct find_large){series_keep(s, a), by};
}

void find_keep_large(struct find *f, const struct series *s, struct arena *a)
{
    double before, after;
    if (series_renumbered(s) || !sums_of(f, s, &before, &after))
        return;
    if (after >= times * before)
        keep_in_order(f->large[1], s, after - before, a);
    if (before >= times * after)
        keep_in_order(f->large[0], s, before - after, a);
}

static void say_large(const struct find *f, double fdr, int direction, struct session *to)
{
    CLEANUP(buf_free) struct buf named = {0};
    const struct find_large *large = f->large[direction > 0];
    char since[16];
    int unsure = 0, all = 0;
    for (; all < FIND_LARGE && large[all].series; all++) {
        const struct series *s = large[all].series;
        double before, after;
        if (is_found(f, s, fdr, direction) || !sums_of(f, s, &before, &after))
            continue;
        buf_printf(&named, "%s%s to %s, %s (", unsure++ ? ", " : "", find_exporter(f, s),
                   find_importer(f, s), s->unit);
        number_format(&named, after, STYLE_AMOUNT);
        buf_printf(&named, " %s, ", s->measured_in);
        number_format(&named, after / before, STYLE_RATIO);
        buf_puts(&named, " times)");
    }
    if (unsure)
        session_note(to, NOTE_REMARK,
                     "of the %d largest %s since %s, from %s to %s, %d %s no change that is sure: "
                     "%s; %s",
                     all, direction > 0 ? "rises" : "falls",
                     period_text(since, f->monthly ? f->since : f->since / 100),
                     f->monthly ? "the same months of the year before" : "the year before",
                     direction > 0 ? "twice as much or more" : "half as much or less", unsure,
                     unsure > 1 ? "have" : "has", buf_str(&named), why);
}

void find_say_quiet(const struct find *f, double fdr, int direction, struct session *s)
{
    bool alike = f->currencies == 1 && f->monthly != f->annual; /* else amounts have no order */
    if (f->series > FIND_FEW && alike)
        say_large(f, fdr, direction, s);
    for (int i = 0; i < f->series && f->series <= FIND_FEW; i++)
        if (f->few[i] && !is_found(f, f->few[i], fdr, direction))
            say(f, f->few[i], direction, s);
}
