/* notes.c - what a mirror left out, and which periods it compares.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/mirror.h"
#include "base/buf.h"

static void note_left(const struct pairs *p, struct session *s)
{
    static const char *const who[SIDES] = {"exporter", "importer"};
    for (int k = 0; k < SIDES; k++)
        if (p->left[k])
            session_note(s, NOTE_REMARK,
                         "%d cells of the %s were left out: the other side has not published "
                         "these periods",
                         p->left[k], who[k]);
}

static void add_range(struct buf *b, int from, int until)
{
    char text[16];
    buf_printf(b, "%s%s", b->len ? ", " : "", period_text(text, from));
    if (until > from)
        buf_printf(b, "..%s", period_text(text, until));
}

/* Which periods of those asked for both have published, where these are not all. */
static void note_compared(const struct pairs *p, struct session *s)
{
    CLEANUP(buf_free) struct buf b = {0};
    char first[16], last[16];
    int from = 0, until = 0, known = 0;
    for (int i = 0; i < p->commons; i++) {
        int period = p->common[i];
        if (period < p->window.from || period > p->window.until || period == until)
            continue;
        known++;
        if (until && period_index(period) != period_index(until) + 1) {
            add_range(&b, from, until);
            from = 0;
        }
        from = from ? from : period;
        until = period;
    }
    if (from)
        add_range(&b, from, until);
    if (known && known <= period_index(p->window.until) - period_index(p->window.from))
        session_note(s, NOTE_REMARK, "of %s..%s both sides of a pair have published %s",
                     period_text(first, p->window.from), period_text(last, p->window.until),
                     buf_str(&b));
}

/* Pairs that report by the other frequency. */
static void note_others(const struct pairs *p, struct session *s)
{
    enum { NAMED = 8 };
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < p->others && i < NAMED; i++)
        buf_printf(&b, "%s%s to %s", i ? ", " : "", areas_iso3(p->areas, p->other[i].exporter),
                   areas_iso3(p->areas, p->other[i].importer));
    if (p->others > NAMED)
        buf_printf(&b, " and %d more", p->others - NAMED);
    if (p->others)
        session_note(s, NOTE_WARNING,
                     "what is there by %s was left out, the other figures are by %s: %s",
                     p->monthly ? "year" : "month", p->monthly ? "month" : "year", buf_str(&b));
}

void mirror_notes(const struct pairs *p, struct session *s)
{
    note_others(p, s);
    note_left(p, s);
    note_compared(p, s);
}
