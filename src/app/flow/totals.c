/* totals.c - what is to be said of totals, in words.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/totals.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "model/table.h"

struct saying {
    struct notes *to;
    struct arena *arena;
    const char *when; /* " in 2023" */
};

static void say(struct saying *s, enum note_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void say(struct saying *s, enum note_level level, const char *fmt, ...)
{
    CLEANUP(buf_free) struct buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    buf_vprintf(&b, fmt, ap);
    va_end(ap);
    notes_add(s->to, level, arena_strdup(s->arena, buf_str(&b)), s->arena);
}

static const char *amount(double v, const char *currency, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    number_format(&b, v, STYLE_AMOUNT);
    return arena_printf(a, "%s %s", buf_str(&b), currency);
}

/* " in 2023", of the periods asked first; "" where none were. */
static const char *said_when(const struct selection *sel, struct arena *a)
{
    char from[16], until[16];
    struct window w = sel->asked[0];
    if (!w.from)
        return "";
    return arena_printf(a, w.from == w.until ? " in %s" : " in %s to %s", period_text(from, w.from),
                        period_text(until, w.until));
}

/* Less than a thousandth is rounding. */
static bool differs(double x, double y)
{
    return fabs(x - y) > 0.001 * fmax(fabs(x), fabs(y));
}

static void say_whole(struct saying *s, const struct cells_said *x)
{
    const char *parts = "";
    bool apart = x->both_periods && differs(x->printed, x->parts);
    if (apart)
        parts = arena_printf(
            s->arena,
            "; where both are there the totals come to %s%s and their parts to %s, %.1f %% %s",
            amount(x->printed, x->currency, s->arena), s->when,
            amount(x->parts, x->currency, s->arena), 100 * fabs(x->parts / x->printed - 1),
            x->parts < x->printed ? "less" : "more");
    else if (x->both_periods)
        parts = "; where their parts are there too they agree";
    s->to->printed |= x->printed_periods > 0;
    s->to->summed |= x->summed_periods > 0;
    s->to->mixed |= x->mixed;
    bool by_partner = x->of_world && x->world_periods < x->printed_periods;
    if (!x->summed_periods && by_partner)
        say(s, NOTE_WARNING,
            "totals of all goods are printed, the World is not: this is their sum over the "
            "partners that the store holds, which may be a part of it%s",
            parts);
    else if (!x->summed_periods)
        say(s, NOTE_REMARK, "from printed totals%s", parts);
    else if (!x->printed_periods)
        say(s, NOTE_WARNING,
            "no total is printed beside these figures: this is the sum of what the store holds, "
            "which may be a part of it");
    else
        say(s, NOTE_WARNING,
            "%ld of %ld figures are printed totals, the others sums of what the store holds%s",
            (long)x->printed_periods, (long)(x->printed_periods + x->summed_periods), parts);
}

static void say_heading(struct saying *s, const struct cells_said *x)
{
    if (differs(x->printed, x->parts))
        say(s, NOTE_WARNING,
            "%s itself is reported with %s%s, the codes below it come to %s: %s %s "
            "among the codes",
            x->of, amount(x->printed, x->currency, s->arena), s->when,
            amount(x->parts, x->currency, s->arena),
            amount(fabs(x->printed - x->parts), x->currency, s->arena),
            x->parts < x->printed ? "is missing" : "is too much");
}

static void say_edge(struct saying *s, const struct cells_said *x)
{
    if (x->printed != x->parts)
        say(s, NOTE_REMARK,
            "the families of %s come to %s%s, the codes that begin with it to %s, for "
            "families reach over its edge%s%s%s%s",
            x->of, amount(x->printed, x->currency, s->arena), s->when,
            amount(x->parts, x->currency, s->arena), *x->outside ? ": in are " : "", x->outside,
            *x->left ? ": not in are " : "", x->left);
}

int totals_say(struct notes *to, struct selected *selected, const struct selection *sel,
               struct arena *a, struct err *err)
{
    static void (*const words[])(struct saying *, const struct cells_said *) = {
        [SAID_WHOLE] = say_whole, [SAID_HEADING] = say_heading, [SAID_EDGE] = say_edge};
    struct saying s = {to, a, said_when(sel, a)};
    struct cells_said *list;
    int count;
    if (sel->measure != MEASURE_VALUE) /* what is said is of values */
        return 0;
    TRY(selected_said(selected, &list, &count, a, err));
    for (int i = 0; i < count; i++)
        words[list[i].kind](&s, &list[i]);
    return 0;
}
