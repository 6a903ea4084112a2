/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/prose/build.h"

#include <string.h>

#include "claim/kinds.h"

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
