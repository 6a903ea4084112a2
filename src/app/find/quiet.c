/* quiet.c - series that rose, or fell, without a change that is sure.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/find/find.h"
#include "model/table.h"

static const double much = 1.25; /* sums that differ by less say little of a direction */

static bool is_found(const struct series *s, struct finding *const *list, int count)
{
    for (int i = 0; i < count; i++)
        if (!series_compare(s, list[i]->series))
            return true;
    return false;
}

static void say(const struct find *f, const struct series *s, int direction, struct session *to)
{
    CLEANUP(buf_free) struct buf sums = {0};
    char since[16];
    double before, after;
    int first = s->freq == 'M' ? period_index(f->since) : f->since / 100;
    if (!series_since(s, first, s->until, &before, &after) || !(before > 0) || !(after > 0) ||
        (direction > 0 ? after < much * before : before < much * after))
        return;
    number_format(&sums, after, STYLE_AMOUNT);
    buf_printf(&sums, " %s since %s are ", s->measured_in,
               period_text(since, period_of(first, s->freq)));
    number_format(&sums, after / before, STYLE_RATIO);
    buf_printf(&sums, s->freq == 'M' ? " times the same months of the year before"
                                     : " times as much a year as the year before");
    session_note(to, NOTE_REMARK,
                 "%s to %s, %s: %s, yet no change is sure: what grows, or shrinks, at one pace has "
                 "none, nor what wanders as much anyway",
                 find_exporter(f, s), find_importer(f, s), s->unit, buf_str(&sums));
}

void find_say_quiet(const struct find *f, struct finding *const *list, int count, int direction,
                    struct session *s)
{
    for (int i = 0; i < f->series && f->series <= FIND_FEW; i++)
        if (f->few[i] && !is_found(f->few[i], list, count))
            say(f, f->few[i], direction, s);
}
