/* sql.c - the store in SQL.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/question.h"
#include "register/register.h"

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct words *w = params;
    struct store *store;
    if (w->count != 1 || !w->item[0][strspn(w->item[0], "; \t\n")])
        return err_set(err, ERR_USAGE, "one statement is wanted, in quotes");
    bool lists;
    TRY(session_store(s, &store, err));
    TRY(register_there(store, &lists, err)); /* its tables can be named then */
    return store_sql(store, &out->table, w->item[0], s->arena, err);
}

const struct question question_sql = {
    .name = "sql",
    .arguments = "STATEMENT",
    .summary = "ask the store in SQL, read-only",
    .text = "The tables are source, flow, reject, coverage, content, renumbering and "
            "rate, and the reference data in the schema ref. flow_at(day) gives the rows "
            "that a sum may use, as known on that day; flows has names of countries and "
            "goods. One statement that reads is taken, and nothing outside the store can "
            "be reached.",
    .examples = "weir sql \"SELECT DISTINCT grp, label FROM ref.product\"\n"
                "weir sql \"SELECT period, sum(value) FROM flow_at(NULL) GROUP BY period "
                "ORDER BY period\" --csv",
    .needs = NEEDS_QUERY,
    .shape = "[{*}]",
    .run = run,
};
