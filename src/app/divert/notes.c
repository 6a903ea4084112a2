/* notes.c - what was left out of an answer, and of whom nothing is told.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/divert/divert.h"
#include "base/buf.h"

/* Whom nothing is told of: the store has nothing that goes to them. */
static void note_unseen(const struct legs *l, struct session *s)
{
    CLEANUP(buf_free) struct buf names = {0};
    int *area = arena_array(l->arena, int, l->via ? (size_t)l->via->count + 1 : 1);
    int n = legs_unseen(l, area);
    for (int i = 0; i < n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", areas_iso3(l->areas, area[i]));
    if (n)
        session_note(s, NOTE_WARNING, "the store has nothing from %s to %s: that is not none",
                     l->q->flow.from ? l->q->flow.from : "anybody", buf_str(&names));
}

/* Members of a group that are behind: without them what a group sends is not known. */
static void note_behind(const struct legs *l, struct session *s)
{
    CLEANUP(buf_free) struct buf names = {0};
    char until[16];
    for (int i = 0; i < l->behinds; i++)
        if (l->behind[i].until < l->last)
            buf_printf(&names, "%s%s (%s)", names.len ? ", " : "",
                       areas_iso3(l->areas, l->behind[i].area),
                       period_text(until, period_of(l->behind[i].until, l->freq)));
    if (names.len)
        session_note(s, NOTE_WARNING,
                     "not all have reported so far: %s; of goods that these trade, what others "
                     "report later is left out",
                     buf_str(&names));
}

/* Of a flow that fell before the date that was asked the fall is there in part only. */
static void note_earlier(const struct chains *o, struct session *s)
{
    char since[16];
    int earlier = 0;
    for (int i = 0; i < o->shown; i++)
        earlier += chain_fell_before(o, &o->corridor[i]);
    if (earlier)
        session_note(s, NOTE_WARNING,
                     "the direct flow of %d of the corridors shown fell before %s: what is said of "
                     "their fall is a part of it (--since asks for an earlier date)",
                     earlier, period_text(since, period_of(o->legs->since, o->legs->freq)));
}

void divert_notes(const struct chains *o, struct session *s)
{
    note_unseen(o->legs, s);
    note_behind(o->legs, s);
    const struct legs *l = o->legs;
    if (l->of[LEG_OUT].other || l->of[LEG_ARRIVED].other)
        session_note(s, NOTE_REMARK,
                     "what some intermediaries sent on is there by %s only, and was left out: the "
                     "other figures are by %s",
                     l->freq == 'M' ? "year" : "month", l->freq == 'M' ? "month" : "year");
    if (l->foreign)
        session_note(s, NOTE_REMARK,
                     "what some areas report is in another currency than %s and was left "
                     "out: weir rates FILE converts it",
                     l->currency);
    note_earlier(o, s);
    if (o->cut)
        session_note(s, NOTE_REMARK,
                     "%d corridors of goods whose codes the store holds on one side of a "
                     "renumbering only are in no test, and in sums where that is said",
                     o->cut);
}
