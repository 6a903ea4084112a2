/* answered.c - the tests of a file of claims, each answered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/claim.h"

#include <string.h>

#include "app/asked.h"
#include "app/claim/sentence.h"
#include "base/log.h"

/* A fault of a test is one of the file: it gets the place of the words that are at fault. */
static int in_file(struct err *err, const char *path, const struct claim *c,
                   const struct claim_test *t)
{
    long line = t->line, column = 1;
    if (!err || (err->code != ERR_USAGE && err->code != ERR_NOT_FOUND))
        return err ? (int)err->code : ERR_INPUT;
    struct err why = *err;
    for (int i = 0; i < t->place_count; i++)
        if (*why.subject && !strcmp(t->place[i].text, why.subject)) {
            line = t->place[i].line;
            column = t->place[i].column;
        }
    err_at(err, path, line, column, "claim %s, test %s: %.900s", c->id, claim_kind_name(t->kind),
           why.msg);
    return *why.hint ? err_hint(err, "%s", why.hint) : (int)err->code;
}

/* What the sentence says otherwise is a reason of each test, and a warning. */
static int compare_sentence(struct outcome *o, const struct claim *c, const struct claim_test *t,
                            struct session *s, struct err *err)
{
    const char **list;
    int count;
    TRY(sentence_mismatch(&list, &count, s, c, t, err));
    for (int i = 0; i < count; i++) {
        outcome_reason(o, s->arena, list[i]);
        session_note(s, NOTE_WARNING, "claim %s, test %s: %s", c->id, claim_kind_name(t->kind),
                     list[i]);
    }
    return 0;
}

static int check_claim(struct checked *x, const char *path, struct session *s, struct err *err)
{
    const struct claim *claim = x->claim;
    x->outcomes = arena_array(s->arena, struct outcome, (size_t)claim->test_count);
    for (int i = 0; i < claim->test_count; i++) {
        if (check_test(&x->outcomes[i], s, &claim->tests[i], err))
            return in_file(err, path, claim, &claim->tests[i]);
        TRY(compare_sentence(&x->outcomes[i], claim, &claim->tests[i], s, err));
        if (x->outcomes[i].verdict > x->outcomes[x->decisive].verdict)
            x->decisive = i;
    }
    return 0;
}

/* What fields of a test mean is looked at for all of them before anything is measured. */
static int check_fields(const struct claims *all, const char *path, struct session *s,
                        struct err *err)
{
    struct faults faults = {0};
    for (int i = 0; i < all->count; i++)
        for (int k = 0; k < all->claim[i].test_count; k++) {
            const struct claim_test *t = &all->claim[i].tests[k];
            if (!check_meaning(s, t, err))
                continue;
            if (err->code != ERR_USAGE && err->code != ERR_NOT_FOUND)
                return (int)err->code;
            in_file(err, path, &all->claim[i], t);
            faults_add(&faults, err);
        }
    return faults_end(&faults, err);
}

/* The id of the question that a file of claims is by itself. */
static int id_of(char id[EVIDENCE_ID], struct session *s, const char *path, struct err *err)
{
    const struct question *q = question_find(s->world->questions, "claim check");
    char *item[] = {arena_strdup(s->arena, path), NULL};
    struct words *w = question_params(q, s->arena);
    *w = (struct words){item, 1};
    return asked_id(id, s, q, w, err);
}

int claims_check(struct checked **list, int *count, const char *path, struct session *s,
                 struct err *err)
{
    struct claims all;
    char run[EVIDENCE_ID];
    TRY(claims_read(&all, path, s->arena, err));
    TRY(check_fields(&all, path, s, err));
    TRY(id_of(run, s, path, err));
    *list = arena_array(s->arena, struct checked, (size_t)all.count);
    *count = all.count;
    for (int i = 0; i < all.count; i++) {
        struct checked *x = &(*list)[i];
        log_progress(all.claim[i].id, 100. * i / all.count);
        x->claim = &all.claim[i];
        x->evidence = arena_printf(s->arena, "%s/%s", run, x->claim->id);
        TRY(check_claim(x, path, s, err));
    }
    return 0;
}

const struct outcome *checked_outcome(const struct checked *x)
{
    return &x->outcomes[x->decisive];
}

void claims_wanted(struct wishes *out, const struct checked *list, int count, struct arena *a)
{
    for (int i = 0; i < count; i++)
        for (int k = 0; k < list[i].claim->test_count; k++)
            for (int n = 0; n < list[i].outcomes[k].wishes.count; n++)
                wishes_add(out, &list[i].outcomes[k].wishes.of[n], a);
}
