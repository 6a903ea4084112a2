/* manifest.h - what a bundle says that it holds, checked against what it holds.
 *
 * A bundle may come from a stranger.  Nothing of it is used before the manifest has been read
 * whole: every name leads inside, every member is what the manifest says of it and is there for a
 * reason (a file to load, its map, a list, the rates, an answer, a file of a question), and nothing
 * is there that the manifest does not name.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_MANIFEST_H
#define APP_EVIDENCE_MANIFEST_H

#include "app/question.h"

struct packed_load {
    const char *file, *vintage, *options;
    const char *map; /* NULL: a layout of weir's own */
};

struct packed_list {
    const char *file, *vintage;
    const char *encoding; /* NULL: UTF-8 */
};

struct packed_question {
    const char *id, *answer;
    const struct question *question;
    void *params; /* its files are names of members */
};

struct manifest {
    const char *weir, *reference; /* who made it */
    struct packed_load *load;
    struct packed_list *list;
    struct packed_question *question;
    int loads, lists, questions, members;
    bool rates; /* rates.csv is a member */
};

/* Reads manifest.json of an unpacked bundle in `dir` and checks the `names` that were unpacked
 * there.  Owned by the arena.  ERR_CONFLICT says what is wrong with it. */
int manifest_read(struct manifest *out, const char *dir, const struct words *names,
                  const struct question *const *all, struct arena *a, struct err *err) MUST_CHECK;

#endif
