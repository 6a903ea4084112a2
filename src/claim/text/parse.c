/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/text/parse.h"

#include <string.h>

#include "model/period.h"

struct taking {
    struct parsed *p;
    int at;
};

static void take(void *ctx, const struct entry *e)
{
    struct taking *k = ctx;
    struct parsed *p = k->p;
    if (p->mentions < MENTIONS_MAX)
        p->m[p->mentions++] = (struct mention){e->sense, e->value, e->bulk, k->at,
                                               k->at + e->count};
}

/* Four digits that may be a heading: no year, nor a round number. */
static bool is_heading(const char *digits)
{
    bool year = !strncmp(digits, "19", 2) || !strncmp(digits, "20", 2);
    return !year && strncmp(digits, "00", 2) > 0 && strncmp(digits, "98", 2) < 0 &&
           strcmp(digits + 2, "00") != 0;
}

/* "heading 8703", "HS 870423", "chapter 87", "trucks (870423)": goods by their code. */
static void take_code(struct parsed *p, int i)
{
    const struct token *t = &p->t.at[i];
    size_t n = t->kind == TOKEN_NUMBER ? strspn(t->word, "0123456789") : 0;
    bool named = word_among(&p->t, i - 1, "hs heading headings code codes subheading subheadings");
    bool chapter = n == 2 && word_among(&p->t, i - 1, "hs chapter chapters");
    bool aside = word_is(&p->t, i - 1, "(") && word_is(&p->t, i + 1, ")") &&
                 (n == 6 ||
                  (n == 4 && is_heading(t->word) && mention_before(p, i - 1, SENSE_GOODS)));
    bool code = chapter || ((n == 4 || n == 6) && (named || aside));
    if (!code || t->word[n] || p->mentions == MENTIONS_MAX)
        return;
    named |= chapter;
    p->m[p->mentions++] = (struct mention){SENSE_GOODS, t->word, false, named ? i - 1 : i, i + 1};
}

/* A phrase that another, longer one holds is not meant: "period" in "the same period". */
static void drop_held(struct parsed *p)
{
    int kept = 0;
    for (int i = 0; i < p->mentions; i++) {
        struct mention m = p->m[i];
        bool held = false;
        for (int k = 0; k < p->mentions && p->m[k].first <= m.first && !held; k++)
            held = p->m[k].end >= m.end && p->m[k].end - p->m[k].first > m.end - m.first;
        if (!held)
            p->m[kept++] = m;
    }
    p->mentions = kept;
}

/* Room for the largest sentence, which those after it use again. */
static void make_room(struct parsed *p, struct arena *a)
{
    if (p->m)
        return;
    p->t.at = arena_array(a, struct token, TOKENS_MAX);
    p->m = arena_array(a, struct mention, MENTIONS_MAX);
    p->from = arena_array(a, int, TOKENS_MAX + 1);
    p->v = arena_array(a, struct amount, AMOUNTS_MAX);
    p->s = arena_array(a, struct span, SPANS_MAX);
}

void parse_sentence(struct parsed *p, const char *text, size_t len, struct lexicon *l,
                    const char *dateline, struct arena *a)
{
    int day = 0;
    make_room(p, a);
    p->lexicon = l;
    p->arena = a;
    p->dateline = dateline;
    p->now = period_parse(&day, dateline) ? period_index(day) : 0;
    p->mentions = p->amounts = p->spans = 0;
    tokens_read(&p->t, text, len, a);
    if (p->glossary)
        glossary_apply(p->glossary, &p->t, a);
    for (int i = 0; i < p->t.count; i++) {
        if (p->t.at[i].kind != TOKEN_SIGN)
            lexicon_at(l, &p->t, i, take, &(struct taking){p, i});
        take_code(p, i);
    }
    drop_held(p);
    for (int i = 0, k = 0; i <= p->t.count; i++) {
        while (k < p->mentions && p->m[k].first < i)
            k++;
        p->from[i] = k;
    }
    parse_times(p);
    parse_amounts(p);
}

/* The first mention that may reach to a token: no phrase is longer. */
static int reaching(const struct parsed *p, int token)
{
    enum { LONGEST = 16 };
    int from = token < LONGEST ? 0 : token - LONGEST;
    return from > p->t.count ? p->mentions : p->from[from];
}

const struct mention *mention_at(const struct parsed *p, int token, enum sense sense)
{
    return mention_in(p, token, token + 1, sense);
}

const struct mention *mention_before(const struct parsed *p, int token, enum sense sense)
{
    for (int i = reaching(p, token); i < p->mentions && p->m[i].first < token; i++)
        if (p->m[i].sense == sense && p->m[i].end == token)
            return &p->m[i];
    return NULL;
}

const struct mention *mention_over(const struct parsed *p, int token, enum sense sense)
{
    for (int i = reaching(p, token); i < p->mentions && p->m[i].first <= token; i++)
        if (p->m[i].sense == sense && token < p->m[i].end)
            return &p->m[i];
    return NULL;
}

bool mention_any(const struct parsed *p, int token)
{
    for (int i = reaching(p, token); i < p->mentions && p->m[i].first <= token; i++)
        if (token < p->m[i].end)
            return true;
    return false;
}

const struct mention *mention_in(const struct parsed *p, int first, int end, enum sense sense)
{
    int from = first < 0 ? 0 : first;
    for (int i = from > p->t.count ? p->mentions : p->from[from];
         i < p->mentions && p->m[i].first < end; i++)
        if (p->m[i].sense == sense)
            return &p->m[i];
    return NULL;
}

const struct span *span_over(const struct parsed *p, int token)
{
    for (int i = 0; i < p->spans; i++)
        if (p->s[i].first <= token && token < p->s[i].end)
            return &p->s[i];
    return NULL;
}

const struct amount *amount_over(const struct parsed *p, int token)
{
    for (int i = 0; i < p->amounts; i++)
        if (p->v[i].first <= token && token < p->v[i].end)
            return &p->v[i];
    return NULL;
}

int tokens_within(const struct tokens *t, int i, size_t n)
{
    const char *end = t->at[i].at + n;
    int k = i;
    while (k < t->count && t->at[k].at < end)
        k++;
    return k - i;
}

const char *words_of(const struct parsed *p, int first, int end)
{
    if (first < 0 || first >= end || end > p->t.count)
        return "";
    int from = p->t.at[first].start, until = p->t.at[end - 1].end;
    return arena_strndup(p->arena, p->t.text + from, (size_t)(until - from));
}
