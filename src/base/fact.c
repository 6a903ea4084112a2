/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct facts facts_new(struct arena *a)
{
    return (struct facts){.arena = a};
}

void facts_add(struct facts *f, const char *key, struct fact *x)
{
    x->key = key;
    if (!f->depth) {
        f->root = x;
        return;
    }
    struct fact *in = f->open[f->depth - 1];
    if (in->last)
        in->last->next = x;
    else
        in->first = x;
    in->last = x;
    in->count++;
}

static struct fact *add(struct facts *f, const char *key, enum fact_kind kind)
{
    struct fact *x = arena_new(f->arena, struct fact);
    x->kind = kind;
    facts_add(f, key, x);
    return x;
}

void facts_open(struct facts *f, const char *key, enum fact_kind kind)
{
    struct fact *x = add(f, key, kind);
    if (f->depth == FACTS_DEEPEST)
        abort(); /* a fault of the program: depth does not depend on data */
    f->open[f->depth++] = x;
}

void facts_close(struct facts *f)
{
    f->depth--;
}

void facts_text(struct facts *f, const char *key, const char *text)
{
    add(f, key, FACT_TEXT)->text = text;
}

void facts_number(struct facts *f, const char *key, double number)
{
    add(f, key, FACT_NUMBER)->number = number;
}

void facts_truth(struct facts *f, const char *key, double truth)
{
    add(f, key, FACT_TRUTH)->number = truth;
}

void facts_numbers(struct facts *f, const char *key, const double *numbers, int count)
{
    struct fact *x = add(f, key, FACT_NUMBERS);
    x->numbers = numbers;
    x->count = count;
}

void facts_texts(struct facts *f, const char *key, const char *const *texts, int count)
{
    facts_open(f, key, FACT_LIST);
    for (int i = 0; i < count; i++)
        facts_text(f, NULL, texts[i]);
    facts_close(f);
}

void facts_parts(struct facts *f, const char *key, const char *text, const char *separators)
{
    facts_open(f, key, FACT_LIST);
    for (const char *p = text; p && *p;) {
        size_t n = strcspn(p, separators);
        facts_text(f, NULL, arena_strndup(f->arena, p, n));
        p += n;
        p += strspn(p, separators);
        p += strspn(p, " ");
    }
    facts_close(f);
}
