/* written.c - an answer as data, the same behind every door.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"
#include "cli/cli.h"
#include "report/table.h"

static void add_notes(struct fact *root, const struct notes *notes, struct arena *a)
{
    struct facts f = facts_new(a);
    f.open[f.depth++] = root;
    facts_open(&f, "notes", FACT_LIST);
    for (int i = 0; i < notes->count; i++)
        facts_text(&f, NULL, notes->note[i].text);
    facts_close(&f);
}

void answer_data(struct buf *to, const struct answer *x, const struct question *q, enum form form,
                 struct arena *a)
{
    if (form != FORM_JSON) {
        table_csv(answer_table(x), form == FORM_SPREADSHEET, to);
        return;
    }
    if (x->facts && x->facts->kind == FACT_OBJECT && q->notes)
        add_notes(x->facts, &x->notes, a);
    if (x->facts)
        json_facts(to, x->facts);
    else
        table_json(to, answer_table(x));
}
