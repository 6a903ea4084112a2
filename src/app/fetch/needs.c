/* needs.c - what another question lacks: a file of claims, an answer by its id, a destination that
 * is watched.  The question is asked, and what it wants is fetched.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "app/evidence/journal.h"
#include "app/fetch/fetching.h"

static void *asked_with(const struct question *q, const char *word, struct arena *a)
{
    struct words *w = question_params(q, a);
    w->item = arena_array(a, char *, 1);
    w->item[0] = arena_strdup(a, word);
    w->count = 1;
    return w;
}

/* The question of an id of the journal, with or without an item after it. */
static void find_recorded(const struct question **q, const void **params, struct session *s,
                          const char *id)
{
    struct recorded *list;
    int count;
    size_t n = strcspn(id, "/");
    *q = NULL;
    if (journal_read(&list, &count, s, NULL)) /* nothing was asked yet */
        return;
    for (int i = count; i-- > 0;)
        if (strlen(list[i].id) == n && !strncmp(list[i].id, id, n)) {
            *q = list[i].question;
            *params = list[i].params;
            return;
        }
}

/* A destination, with the corridors that may lead there. */
static int watch_of(const struct question **q, const void **params, struct session *s,
                    const char *name, struct err *err)
{
    struct ref *ref;
    int m49;
    TRY(session_reference(s, &ref, err));
    if (ref_area(ref, &m49, name, NULL)) {
        err_set(err, ERR_NOT_FOUND, "'%s' is no file of claims, no id of an answer and no area",
                name);
        return err_hint(err, "weir fetch --for claims.yaml, --for ID (weir evidence), --for RUS");
    }
    *q = question_find(s->world->questions, "watch");
    void *p = asked_with(*q, name, s->arena);
    for (const struct param *x = (*q)->params; x->name; x++)
        if (!strcmp(x->name, "divert"))
            *(bool *)(void *)((char *)p + x->at) = true;
    *params = p;
    return 0;
}

static int find_question(const struct question **q, const void **params, struct session *s,
                         const char *name, struct err *err)
{
    if (!access(name, R_OK)) {
        *q = question_find(s->world->questions, "claim check");
        *params = asked_with(*q, name, s->arena);
        return 0;
    }
    find_recorded(q, params, s, name);
    return *q ? 0 : watch_of(q, params, s, name, err);
}

int fetch_needs(struct fetching *f, struct err *err)
{
    const struct question *q;
    const void *params = NULL;
    struct answer x;
    TRY(find_question(&q, &params, f->session, f->q->needs, err));
    TRY(question_ask(&x, f->session, q, params, err));
    if (!x.wanted.count)
        session_note(f->session, NOTE_REMARK, "weir %s lacks nothing that could be fetched",
                     q->name);
    for (int i = 0; i < x.wanted.count; i++)
        TRY(fetch_comtrade(f, services_find(&f->services, "comtrade"), &x.wanted.of[i], err));
    return 0;
}
