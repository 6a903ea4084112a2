/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/asked.h"
#include "fuzz.h"

extern const struct question question_series, question_surge, question_compare, question_report,
    question_shift, question_status, question_claim_check, question_lists_find, question_redline;
static const struct question *const all[] = {
    &question_series,      &question_surge,
    &question_compare,     &question_report,
    &question_shift,       &question_status,
    &question_redline,     &question_lists_find,
    &question_claim_check, NULL,
};

/* A question as text; what is read is written so that it is read again as the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    const struct question *q, *same;
    void *params, *again;
    if (asked_read(&q, &params, all, fuzz_text(data, size, &a), &a, &err))
        return 0;
    const char *line = asked_line(q, params, &a);
    (void)asked_words(q, params, &a);
    if (asked_read(&same, &again, all, line, &a, &err) || same != q ||
        strcmp(asked_line(same, again, &a), line) != 0)
        __builtin_trap();
    return 0;
}
