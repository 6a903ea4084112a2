/* check_answer.c - answers of other use cases, read for a claim.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/check.h"

const char *check_cell(const struct table *t, int row, const char *key)
{
    for (int c = 0; c < t->column_count; c++)
        if (!strcmp(t->columns[c].key, key))
            return t->cells[row * t->column_count + c].text;
    return NULL;
}

/* A use case that finds nothing is an answer; what it says comes as `why`. */
int check_ask(struct answer *out, const char **why, struct check *c,
              int (*app)(struct answer *out, struct arena *a, const struct request *q,
                         struct err *err),
              const struct request *q, struct err *err)
{
    int rc = app(out, c->arena, q, err);
    *why = NULL;
    if (rc != ERR_NOT_FOUND)
        return rc;
    *why = arena_strndup(c->arena, err->msg, strcspn(err->msg, "\n"));
    *err = (struct err){0};
    return 0;
}

/* A register that knows the answer only in part. */
int check_none(struct outcome *o, struct check *c, const char *words, const char *reason,
               const char *need)
{
    o->verdict = VERDICT_CANNOT_TELL;
    o->words = words;
    if (reason)
        outcome_reason(o, c->arena, reason);
    outcome_need(o, c->arena, need);
    return 0;
}

void check_truth(struct outcome *o, const struct claim_test *t, bool is, struct check *c)
{
    o->value = is;
    o->low = o->high = NAN;
    o->unit = "yes/no";
    if (t->says_text)
        outcome_judge(o, &t->says, c->arena);
    else
        o->verdict = is ? VERDICT_CONFIRMED : VERDICT_CONTRADICTED;
}
