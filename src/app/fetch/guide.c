/* guide.c - what has to be fetched by hand.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/fetch/terms.h"

/* China's customs cannot be asked by a program: which queries to make, and what to do with them. */
int fetch_guide(struct fetching *f, const struct service *s, struct err *err)
{
    struct window w;
    TRY(terms_window(&w, f, s, 'M', err));
    if (!f->q->code)
        return terms_missing(s, "code", err);
    if (!f->q->partner)
        return terms_missing(s, "partner", err);
    for (int year = w.from / 100; year <= w.until / 100; year++) {
        struct fetched *row = fetching_row(f, s);
        int from = year == w.from / 100 ? w.from % 100 : 1;
        int until = year == w.until / 100 ? w.until % 100 : 12;
        row->what = arena_printf(f->arena, "%s, %s with %s, %d-%02d to %d-%02d, by month, in USD",
                                 f->q->code, f->q->flow ? f->q->flow : "export", f->q->partner,
                                 year, from, year, until);
        row->state = PIECE_LEFT;
        row->address = s->address;
        row->note = arena_printf(f->arena,
                                 "by hand: query it there, export CSV (at most %d rows a file: "
                                 "fewer codes where it is full), weir ingest FILE",
                                 s->cap);
    }
    return 0;
}
