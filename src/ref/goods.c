/* goods.c - lookups over the Harmonized System.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
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

int ref_hs_edition(const char *day)
{
    int year = ref_hs_year(day);
    return year == 2022 ? HS_2022 : year == 2017 ? HS_2017 : HS_2012;
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

/* --- in a few words --- */

enum { SHORT = 52 }; /* bytes of a label that is cut */

static int by_code(const void *a, const void *b)
{
    const struct ref_word *x = a, *y = b;
    return strcmp(x->codes, y->codes);
}

static void read_names(struct ref *r)
{
    struct sheet s;
    ref_sheet(&s, "data/hs/short.csv", &r->arena);
    r->called = arena_array(&r->arena, struct ref_word, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        r->called[i] = (struct ref_word){ref_field(&s, i, "short"), ref_field(&s, i, "code")};
    qsort(r->called, (size_t)s.rows, sizeof *r->called, by_code);
    r->callings = s.rows;
}

/* The label up to its last word within the length, without the mark that ends it. */
static const char *cut(const char *label, struct arena *a)
{
    size_t n = strlen(label);
    if (n <= SHORT)
        return label;
    for (n = SHORT; n > SHORT / 2 && label[n] != ' ';)
        n--;
    while (n && strchr(" ,;:(", label[n - 1]))
        n--;
    return arena_printf(a, "%.*s \u2026", (int)n, label);
}

const char *ref_short(struct ref *r, const char *code, const char *label, struct arena *a)
{
    struct ref_word key = {NULL, code};
    if (!r->callings)
        read_names(r);
    const struct ref_word *found = bsearch(&key, r->called, (size_t)r->callings, sizeof *r->called,
                                           by_code);
    return found ? found->word : cut(label ? label : "", a);
}

char *ref_codes(const char *codes, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (const char *p = codes; p && *p;) {
        long first, last;
        int n = 0, m = 0;
        size_t len = strcspn(p, ",;");
        if (sscanf(p, " %ld%n - %ld%n", &first, &n, &last, &m) == 2 && m && last >= first &&
            last - first < 1000) {
            int digits = n - (int)strspn(p, " ");
            for (long c = first; c <= last; c++)
                buf_printf(&b, "%s%0*ld", b.len ? "," : "", digits, c);
        } else {
            p += strspn(p, " ");
            buf_printf(&b, "%s%.*s", b.len ? "," : "", (int)strcspn(p, ",; "), p);
            len = strcspn(p, ",;");
        }
        p += len + (p[len] != '\0');
    }
    return b.len ? arena_strdup(a, b.s) : NULL;
}
