/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question.h"

#include <string.h>

int question_most(const struct param *p)
{
    return p->most ? p->most : QUESTION_COUNT_MAX;
}

size_t question_first(const struct question *q)
{
    return strcspn(q->name, " ");
}

const char *question_verb(const struct question *q)
{
    const char *rest = q->name + question_first(q);
    return *rest ? rest + 1 : NULL;
}

const struct question *question_find(const struct question *const *all, const char *name)
{
    for (; *all; all++)
        if (!strcmp((*all)->name, name))
            return *all;
    return NULL;
}

void *question_params(const struct question *q, struct arena *a)
{
    char *params = arena_alloc(a, q->size > sizeof(struct words) ? q->size : sizeof(struct words));
    for (const struct param *p = q->params; p && p->name; p++)
        if (p->type == PARAM_SHARE || p->type == PARAM_NUMBER)
            *(double *)(void *)(params + p->at) = p->fallback;
        else if (p->type == PARAM_COUNT)
            *(int *)(void *)(params + p->at) = (int)p->fallback;
    return params;
}

int question_ask(struct answer *out, struct session *s, const struct question *q,
                 const void *params, struct err *err)
{
    const struct question *outer = s->asked;
    const void *outer_params = s->params;
    struct notes outer_notes = s->notes;
    enum needs outer_needs = s->needs;
    s->asked = q;
    s->needs = q->needs;
    s->params = params;
    s->notes = (struct notes){0};
    *out = (struct answer){0};
    int rc = q->run(out, s, params, err);
    if (q->needs == NEEDS_WRITE)
        session_changed(s);
    out->notes = s->notes;
    s->asked = outer;
    s->needs = outer_needs;
    s->params = outer_params;
    s->notes = outer_notes;
    return rc;
}
