/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/text/glossary.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/resource.h"
#include "ref/sheet.h"

enum { TERM_WORDS = 8, BUCKETS = 512 };

struct term {
    const char *word[TERM_WORDS]; /* those that end in * are beginnings */
    int count;
    const char *english;
    struct term *next;
};

struct glossary {
    struct term *bucket[BUCKETS]; /* by the first letters of the first word */
};

/* The first letter, which in Cyrillic is two bytes. */
static unsigned bucket_of(const char *word)
{
    unsigned char a = (unsigned char)word[0], b = (unsigned char)(a & 0x80 ? word[1] : 0);
    return (a * 31u + b) % BUCKETS;
}

struct glossary *glossary_read(const char *language, struct arena *a)
{
    struct sheet s;
    struct tokens t = {0};
    struct glossary *g = arena_new(a, struct glossary);
    const struct resource *f = resource_get(
        arena_printf(a, "data/phrase/%s/glossary.csv", language));
    sheet_read(&s, f->text, f->len, a);
    for (int i = 0; i < s.rows; i++) {
        struct term *term = arena_new(a, struct term);
        const char *words = sheet_cell(&s, i, 0), *english = sheet_cell(&s, i, 1);
        tokens_read(&t, words, strlen(words), a);
        term->english = english ? english : "";
        for (int k = 0; k < t.count && term->count < TERM_WORDS; k++)
            if (word_is(&t, k, "*") && term->count)
                term->word[term->count - 1] = arena_printf(a, "%s*", term->word[term->count - 1]);
            else
                term->word[term->count++] = t.at[k].word;
        struct term **to = &g->bucket[bucket_of(term->word[0])];
        term->next = *to;
        *to = term;
    }
    return g;
}

static bool same(const char *of, const char *word)
{
    size_t n = strlen(of);
    return of[n - 1] == '*' ? !strncmp(of, word, n - 1) : !strcmp(of, word);
}

/* Letters that a phrase is sure of: of two that stand the one that says more. */
static size_t weight(const struct term *m)
{
    size_t n = 0;
    for (int i = 0; i < m->count; i++)
        n += 100 + strlen(m->word[i]);
    return n;
}

static const struct term *term_at(const struct glossary *g, const struct tokens *t, int i)
{
    const struct term *best = NULL;
    for (const struct term *m = g->bucket[bucket_of(t->at[i].word)]; m; m = m->next) {
        bool stands = i + m->count <= t->count;
        for (int k = 0; k < m->count && stands; k++)
            stands = same(m->word[k], t->at[i + k].word);
        if (stands && (!best || weight(m) > weight(best)))
            best = m;
    }
    return best;
}

/* "14 885" is one number, and "1,5" one and a half: three digits behind a comma are thousands in
 * English, which Russian parts by blanks. */
static int put_number(struct buf *b, const struct tokens *t, int i)
{
    int used = 1;
    for (const char *c = t->at[i].word; *c; c++)
        buf_printf(b, "%c", *c == ',' ? '.' : *c);
    while (i + used < t->count && t->at[i + used].kind == TOKEN_NUMBER &&
           strlen(t->at[i + used].word) == 3 && !strpbrk(t->at[i].word, ",."))
        buf_puts(b, t->at[i + used++].word);
    return used;
}

/* All tokens are read of one text, so that what follows a word is what follows it there. */
void glossary_apply(const struct glossary *g, struct tokens *t, struct arena *a)
{
    CLEANUP(buf_free) struct buf english = {0};
    int *first = arena_array(a, int, TOKENS_MAX + 1), *at = arena_array(a, int, TOKENS_MAX + 1);
    int *last = arena_array(a, int, TOKENS_MAX + 1), pieces = 0;
    for (int i = 0; i < t->count && pieces < TOKENS_MAX;) {
        const struct term *m = term_at(g, t, i);
        int used = m ? m->count : 1;
        at[pieces] = (int)english.len;
        first[pieces] = i;
        if (m)
            buf_puts(&english, m->english);
        else if (t->at[i].kind == TOKEN_NUMBER)
            used = put_number(&english, t, i);
        else
            buf_puts(&english, t->at[i].word);
        bool more = i + used < t->count;
        bool glued = more && t->at[i + used].start == t->at[i + used - 1].end;
        buf_puts(&english, more && t->at[i + used].joined ? "-" : glued ? "" : " ");
        last[pieces++] = i + used - 1;
        i += used;
    }
    struct tokens words = {0};
    char *text = arena_strndup(a, buf_str(&english), english.len);
    tokens_read(&words, text, english.len, a);
    for (int i = 0, p = 0; i < words.count; i++) {
        while (p + 1 < pieces && at[p + 1] <= words.at[i].start)
            p++;
        words.at[i].start = t->at[first[p]].start;
        words.at[i].end = t->at[last[p]].end;
    }
    words.text = t->text;
    *t = words;
}
