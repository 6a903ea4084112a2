/* rates.c - monthly average exchange rates into the store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/question.h"
#include "ingest/ingest.h"

static const struct column columns[] = {
    {"file", "file", STYLE_PATH, EVERYWHERE},
    {"rates", "rates", STYLE_INT, EVERYWHERE},
};

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct words *w = params;
    struct store *store;
    int64_t count;
    if (w->count != 1)
        return err_set(err, ERR_USAGE, "one table of rates is wanted");
    TRY(session_store(s, &store, err));
    TRY(ingest_rates(&count, store, w->item[0], err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    table_text(&out->table, w->item[0]);
    table_number(&out->table, (double)count);
    return 0;
}

const struct question question_rates = {
    .name = "rates",
    .arguments = "FILE",
    .complete = COMPLETE_FILES,
    .summary = "read monthly average exchange rates",
    .text = "A CSV table with the columns currency, period (YYYY-MM) and per_usd, units "
            "of the currency per US dollar. Where there is a rate for every figure of a "
            "currency, values are converted to USD; else they stay in their own currency "
            "and are never added to others.",
    .examples = "weir rates rates.csv",
    .needs = NEEDS_WRITE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
