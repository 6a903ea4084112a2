/* check_answer.c - answers that are no numbers: cannot tell, yes or no.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/claim/check.h"

/* A register that knows the answer only in part. */
int check_none(struct outcome *o, struct session *c, const char *words, const char *reason,
               const char *need)
{
    o->verdict = VERDICT_CANNOT_TELL;
    o->words = words;
    if (reason)
        outcome_reason(o, c->arena, reason);
    outcome_need(o, c->arena, need);
    return 0;
}

void check_truth(struct outcome *o, const struct claim_test *t, bool is, struct session *c)
{
    o->value = is;
    o->low = o->high = NAN;
    o->unit = "yes/no";
    if (t->says_text)
        outcome_judge(o, &t->says, c->arena);
    else
        o->verdict = is ? VERDICT_CONFIRMED : VERDICT_CONTRADICTED;
}
