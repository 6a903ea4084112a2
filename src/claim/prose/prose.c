/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/prose/prose.h"

#include <string.h>

#include "claim/prose/build.h"
#include "claim/text/article.h"

struct reader {
    struct lexicon *lexicon;
    const char *dateline;
    struct arena *arena;
    struct parsed parsed; /* the sentence at hand */
    struct frame before;  /* what was spoken of last */
};

/* Words of the plain text, where markup stood between, keep the places of their ends. */
static void place(struct reading_test *t, const struct prose_text *text)
{
    for (int i = 0; i < t->fields; i++) {
        struct reading_field *f = &t->field[i];
        if (f->start < 0 || f->end > text->len)
            continue;
        f->start = text->at[f->start];
        f->end = text->at[f->end - 1] + 1;
    }
}

static int last_year(const struct parsed *p)
{
    int year = 0;
    for (int i = 0; i < p->spans; i++)
        if (p->s[i].kind == SPAN_SAID && !p->s[i].yearless && p->s[i].from)
            year = p->s[i].until > 9999 ? p->s[i].until / 100 : p->s[i].until;
    return year;
}

/* What goes on into the next sentence. */
static void remember(struct reader *r, const struct building *b)
{
    struct frame next = b->whole;
    int year = last_year(b->p);
    if (!b->tests && (!next.goods.value || next.goods.carried))
        next.when = r->before.when; /* its own is when something else happened */
    bool empty = !next.from.value && !next.to.value && !next.goods.value && !next.when.from;
    if (empty && next.subject.value) {
        r->before.subject = next.subject;
        r->before.stray = next.stray;
    }
    if (empty)
        next = r->before;
    next.person = b->whole.person.value ? b->whole.person : r->before.person;
    next.year = year ? year : r->before.year;
    next.share_of.value = NULL;
    next.supplier = next.customer = false;
    next.unplaced = 0;
    r->before = next;
}

static void read_one(struct reader *r, struct reading *out, const struct prose_text *text,
                     const struct prose_sentence *s)
{
    struct parsed *p = &r->parsed;
    struct building b = {.p = p, .offset = s->start, .before = &r->before};
    parse_sentence(p, text->s + s->start, (size_t)(s->end - s->start), r->lexicon, r->dateline,
                   r->arena);
    build_law(&b);
    if (!b.law)
        build_trade(&b);
    if (!b.law)
        build_doubt(&b);
    out->why = judge(&b, &out->hedged);
    out->checkable = !out->why;
    out->sentence = arena_strndup(r->arena, text->s + s->start, (size_t)(s->end - s->start));
    out->start = text->at[s->start];
    out->end = text->at[s->end - 1] + 1;
    out->tests = b.tests;
    out->test = arena_array(r->arena, struct reading_test, (size_t)b.tests + 1);
    memcpy(out->test, b.test, (size_t)b.tests * sizeof *out->test);
    for (int i = 0; i < out->tests; i++)
        place(&out->test[i], text);
    remember(r, &b);
}

void prose_read(struct readings *out, const char *text, size_t len, enum prose_form form,
                const char *dateline, struct arena *a)
{
    struct prose_text plain;
    struct reader r = {.lexicon = lexicon_read(a), .dateline = dateline, .arena = a};
    const char *language = lexicon_language(text, len);
    if (strcmp(language, "en") != 0)
        r.parsed.glossary = glossary_read(language, a);
    prose_text(&plain, text, len, form, a);
    out->count = plain.sentences;
    out->at = arena_array(a, struct reading, (size_t)plain.sentences + 1);
    for (int i = 0; i < plain.sentences; i++)
        read_one(&r, &out->at[i], &plain, &plain.sentence[i]);
}
