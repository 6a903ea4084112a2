/* pairs.c - pairs of names scored, without any list.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/screen/rows.h"
#include "app/screen/screen.h"
#include "screen/ofac.h"

static const struct column columns[] = {
    {"name1", "name 1", STYLE_TEXT, EVERYWHERE},
    {"name2", "name 2", STYLE_TEXT, EVERYWHERE},
    {"schema", "type", STYLE_TEXT, EVERYWHERE},
    {"score", "score", STYLE_NUMBER, EVERYWHERE},
    {"unscreenable", "why none", STYLE_TEXT, EVERYWHERE},
    {"unlike", "unlike", STYLE_NUMBER, DATA_ONLY},
    {"contradiction", "contradiction", STYLE_NUMBER, DATA_ONLY},
    {"contradicted", "contradicted", STYLE_NUMBER, DATA_ONLY},
    {"extra", "extra", STYLE_NUMBER, DATA_ONLY},
    {"missing", "missing", STYLE_NUMBER, DATA_ONLY},
    {"single", "single", STYLE_NUMBER, DATA_ONLY},
    {"number", "number", STYLE_NUMBER, DATA_ONLY},
    {"number_alone", "number alone", STYLE_NUMBER, DATA_ONLY},
    {"legal", "legal", STYLE_NUMBER, DATA_ONLY},
    {"legal_alone", "legal alone", STYLE_NUMBER, DATA_ONLY},
};

static void add_row(struct table *t, struct score_pair *p, const char *field[ROW_FIELDS],
                    const struct screen_params *q)
{
    const char *a = field[ROW_NAME] ? field[ROW_NAME] : "";
    const char *b = field[ROW_OTHER] ? field[ROW_OTHER] : "";
    const char *why = q->ofac ? NULL : score_two(p, a, b, profile_of(q->mode));
    table_text(t, arena_strdup(t->arena, a));
    table_text(t, arena_strdup(t->arena, b));
    table_text(t, arena_strdup(t->arena, field[ROW_TYPE]));
    table_number(t, q->ofac ? ofac_score(a, b) : p->score.score);
    table_text(t, why);
    for (int k = COST_UNLIKE; k <= COST_LEGAL_ALONE; k++)
        table_number(t, q->ofac ? 0 : p->score.faults[k]);
}

int screen_pairs(struct answer *out, struct session *s, const struct screen_params *q,
                 struct err *err)
{
    CLEANUP(rows_close) struct rows rows = {0};
    const char *field[ROW_FIELDS];
    bool there;
    struct score_pair *p = arena_new(s->arena, struct score_pair);
    TRY(rows_open(&rows, q->pairs, "name1", "name2", s->arena, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (;;) {
        TRY(rows_next(&rows, &there, field, s->arena, err));
        if (!there)
            break;
        add_row(&out->table, p, field, q);
    }
    out->foot = arena_printf(s->arena,
                             "%d pairs, profile %s, without any list: how rare a part "
                             "is counts for nothing\n",
                             table_rows(&out->table), profile_of(q->mode)->version);
    return 0;
}
