/* verdicts.h - readings as claims, and what figures say of them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_READ_VERDICTS_H
#define APP_READ_VERDICTS_H

#include "app/claim/claim.h"
#include "app/read/article.h"

/* One reading of one test: where it asks, there is one for each choice. */
struct posed {
    const struct reading *reading;
    const struct reading_test *test; /* NULL: of a saved reading */
    const char *id;                  /* s3, or s3-2b: the second reading of the second test */
    const char *note;                /* "read with period 2022-09"; NULL: it asks nothing */
    const char *why;                 /* it cannot be asked; NULL: it can */
    struct claim claim;              /* of one test, or of those that were saved */
    struct checked checked;          /* claim NULL: it was not asked */
    bool saved;
};

struct verdicts {
    struct posed *at;
    int count;
};

/* Poses what can be checked.  saved: a file of claims whose tests stand for their sentences; NULL:
 * none. */
int verdicts_pose(struct verdicts *out, const struct article *a, const char *saved,
                  struct session *s, struct err *err) MUST_CHECK;

/* Answers all that were posed. */
int verdicts_check(struct verdicts *v, struct session *s, const char *run,
                   struct err *err) MUST_CHECK;

/* The verdict of a sentence: the worst of its tests; of a test with several readings that of all,
 * or that it cannot be told; false: nothing was checked. */
bool verdicts_of(enum verdict *out, const struct verdicts *v, const struct reading *r);

/* Whether there is one that can be asked. */
bool verdicts_any(const struct verdicts *v);

/* Those of a sentence: from *first to before the end that it returns. */
int verdicts_range(const struct verdicts *v, const struct reading *r, int *first);

/* Whether tests that were saved stand for its own. */
bool verdicts_saved(const struct verdicts *v, const struct reading *r);

/* A file of claims with what was posed. */
const char *verdicts_yaml(const struct verdicts *v, const struct article *a, struct arena *arena);
int verdicts_write(const struct verdicts *v, const struct article *a, const char *path,
                   struct session *s, struct err *err) MUST_CHECK;

#endif
