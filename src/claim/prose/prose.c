/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/prose/prose.h"

#include <string.h>

#include "claim/kinds.h"
#include "claim/prose/build.h"
#include "claim/text/article.h"

/* --- tests --- */

struct reading_test *build_test(struct building *b, const char *kind)
{
    if (b->tests == TESTS_MAX)
        return NULL;
    struct reading_test *t = &b->test[b->tests++];
    *t = (struct reading_test){.kind = kind, .held = claim_kind_of(kind) != CLAIM_KINDS};
    return t;
}

static void add(struct reading_test *t, struct reading_field f)
{
    for (int i = 0; i < t->fields; i++)
        if (!strcmp(t->field[i].name, f.name)) {
            t->field[i] = f;
            return;
        }
    if (t->fields < READING_FIELDS)
        t->field[t->fields++] = f;
}

void build_field(struct reading_test *t, const char *name, const struct said_field *f)
{
    if (t && f->value)
        add(t, (struct reading_field){name, f->value, f->words ? f->words : "",
                                      f->words ? f->start : -1, f->words ? f->end : -1, true});
}

void build_said(struct building *b, struct reading_test *t, const char *name, const char *value,
                int first, int end)
{
    struct said_field f = {.value = value};
    if (end > first)
        f = said_of(b->p, first, end, value, b->offset);
    build_field(t, name, &f);
}

void build_rename(struct reading_test *t, const char *name, const char *other)
{
    for (int i = 0; t && i < t->fields; i++)
        if (!strcmp(t->field[i].name, name))
            t->field[i].name = other;
    for (int i = 0; t && i < t->asks; i++)
        if (!strcmp(t->ask[i].field, name))
            t->ask[i].field = other;
}

void build_drop(struct reading_test *t, const char *name)
{
    for (int i = 0; i < t->fields; i++)
        if (!strcmp(t->field[i].name, name))
            t->field[i] = t->field[--t->fields];
}

void build_ask(struct reading_test *t, const char *field, const char *one, const char *two,
               const char *three)
{
    if (!t || t->asks == READING_ASKS)
        return;
    struct reading_ask *k = &t->ask[t->asks++];
    *k = (struct reading_ask){.field = field};
    const char *all[] = {one, two, three};
    for (int i = 0; i < READING_CHOICES; i++)
        if (all[i])
            k->choice[k->choices++] = all[i];
    for (int i = 0; i < t->fields; i++)
        if (!strcmp(t->field[i].name, field))
            t->field[i].sure = false;
}

const struct reading_field *reading_field(const struct reading_test *t, const char *name)
{
    for (int i = 0; i < t->fields; i++)
        if (!strcmp(t->field[i].name, name))
            return &t->field[i];
    return NULL;
}

/* --- sentences --- */

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
    out->unread = out->why == judge_not_read;
    out->sentence = arena_strndup(r->arena, text->s + s->start, (size_t)(s->end - s->start));
    out->start = text->at[s->start];
    out->end = text->at[s->end - 1] + 1;
    out->tests = b.tests;
    out->test = arena_array(r->arena, struct reading_test, (size_t)b.tests + 1);
    memcpy(out->test, b.test, (size_t)b.tests * sizeof *out->test);
    for (int i = 0; i < out->tests; i++)
        place(&out->test[i], text);
    if (out->hedged) /* when something that is no claim may happen */
        b.whole.when = r->before.when;
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
