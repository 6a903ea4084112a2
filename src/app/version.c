/* version.c - which program this is, and which reference data it holds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/question.h"

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct facts f = facts_new(s->arena);
    (void)params, (void)err;
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "version", s->build.version);
    facts_text(&f, "reference_data", s->build.reference);
    facts_close(&f);
    out->facts = f.root;
    out->head = arena_printf(s->arena, "weir %s\nreference data %s\n", s->build.version,
                             s->build.reference);
    return 0;
}

const struct question question_version = {
    .name = "version",
    .arguments = "",
    .summary = "print the version of the program and of its reference data",
    .text = "Both belong beside any figure that is to be computed again.",
    .examples = "weir version",
    .needs = NEEDS_NOTHING,
    .shape = "{version text, reference_data text}",
    .run = run,
};
