/* goods.c - lookups over the Harmonized System.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "ref/tables.h"

enum { OLDEST = 2012 }; /* the first revision that is held: what it has may be older */

int ref_code_born(struct ref *r, int *year, const char *code, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    struct duck_param p[] = {{"code", code}, {0}};
    TRY(ref_query(r, &rows, "born", p, err));
    int born = duck_next(rows) ? (int)duck_int(rows, 0) : 0;
    *year = born > OLDEST ? born : 0;
    return duck_end(rows, err);
}

int ref_goods_words(struct ref *r, const struct ref_word **list, int *count)
{
    struct sheet s;
    if (!r->words) {
        ref_sheet(&s, "data/hs/word.csv", &r->arena);
        r->word = arena_array(&r->arena, struct ref_word, (size_t)s.rows + 1);
        for (; r->words < s.rows; r->words++)
            r->word[r->words] = (struct ref_word){ref_field(&s, r->words, "word"),
                                                  ref_field(&s, r->words, "codes")};
    }
    *list = r->word;
    *count = r->words;
    return 0;
}
