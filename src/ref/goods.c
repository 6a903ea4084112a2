/* goods.c - lookups over the Harmonized System.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

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

int ref_hs_year(const char *day)
{
    int year = atoi(day);
    return year >= 2022 ? 2022 : year >= 2017 ? 2017 : OLDEST;
}

int ref_subheadings(struct ref *r, struct ref_subheading **list, int *count, const char *code,
                    const int years[2], struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *rows = NULL;
    size_t digits = strlen(code) < 6 ? strlen(code) : 6;
    struct duck_param p[] = {{"prefix", arena_strndup(a, code, digits)},
                             {"first", arena_printf(a, "HS%d", years[0])},
                             {"last", arena_printf(a, "HS%d", years[1])},
                             {0}};
    *list = NULL;
    *count = 0;
    TRY(ref_query(r, &rows, "subheadings", p, err));
    while (duck_next(rows)) {
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct ref_subheading){duck_text(rows, 0, a), duck_text(rows, 1, a),
                                                      duck_bool(rows, 2)};
    }
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
