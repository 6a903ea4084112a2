/* treaty.c - which states a treaty bound on a day.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/law.h"

static const struct column columns[] = {
    {"iso3", "", STYLE_TEXT, EVERYWHERE},
    {"name", "state", STYLE_TEXT, EVERYWHERE},
    {"ratified", "deposited", STYLE_TEXT, EVERYWHERE},
    {"instrument", "instrument", STYLE_TEXT, EVERYWHERE},
    {"bound_since", "bound since", STYLE_TEXT, EVERYWHERE},
    {"bound_until", "until", STYLE_TEXT, EVERYWHERE},
    {"note", "note", STYLE_TEXT, EVERYWHERE},
    {"status", "status", STYLE_TEXT, DATA_ONLY},
    {"source", "source", STYLE_TEXT, DATA_ONLY},
};
enum { FIELDS = sizeof columns / sizeof *columns };

static const char sql[] =
    "SELECT iso3, name, ratified::VARCHAR, instrument, entry_into_force::VARCHAR, "
    "(withdrawal_effective - 1)::VARCHAR, note, status, source FROM ref.party "
    "WHERE treaty = $treaty AND entry_into_force <= $day::DATE "
    "AND coalesce(withdrawal_effective, DATE '9999-01-01') > $day::DATE ORDER BY name";

int app_treaty(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct days on;
    const char *treaty = q->arg_count == 1 ? q->args[0] : "";
    if (strcmp(treaty, "rome") != 0) {
        err_set(err, ERR_USAGE, "treaty '%s' is not held here", treaty);
        return err_hint(err, "rome: the Rome Statute of the International Criminal Court");
    }
    TRY(law_days(&on, q->on, err));
    TRY(law_open(&d, q->store, err));
    struct duck_param p[] = {{"treaty", treaty}, {"day", on.from}, {0}};
    TRY(duck_query(d, &r, sql, p, err));
    out->table = table_new(columns, FIELDS, a);
    int bound = 0;
    for (; duck_next(r); bound++)
        for (int i = 0; i < FIELDS; i++)
            table_text(&out->table, duck_text(r, i, a));
    TRY(duck_end(r, err));
    out->head = arena_printf(a, "%d states were bound by the Rome Statute on %s\n\n", bound,
                             on.from);
    out->foot = "bound from the entry into force (Art. 126), not from ratification, until a "
                "withdrawal takes effect (Art. 127)\n";
    if (q->count) {
        out->table = table_new(columns, FIELDS, a);
        out->json = arena_printf(a, "{\"date\": \"%s\", \"bound\": %d}\n", on.from, bound);
    }
    return 0;
}
