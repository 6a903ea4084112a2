/* state.h - what the last screening of customers found, kept beside the store.
 *
 * A customer is in it as a salted digest, a hit as what is listed.  The last line is the digest of
 * all before it: a file that is not what was written is not believed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_KEPT_STATE_H
#define APP_SCREEN_KEPT_STATE_H

#include <stdio.h>

#include "app/screen/kept/record.h"
#include "screen/index/vector.h"

/* A hit as it was kept; customer and entity are digests. */
struct kept {
    uint64_t customer, entity;
    const char *name, *title, *list, *uid;
    double score;
    bool found; /* this time too */
};

struct state {
    char made_of[DIGEST_HEX]; /* lists, profile: how customers were screened */
    char salt[DIGEST_HEX];
    struct seen customers; /* CUSTOMER_...: as each was screened */
    struct vector kept;    /* struct kept */
    bool there;            /* there was one, and it was whole */
    bool damaged;
};

enum customer { CUSTOMER_NEW, CUSTOMER_SCREENED, CUSTOMER_UNSCREENABLE };

/* Texts are in the arena. */
int state_read(struct state *out, const char *path, struct arena *a, struct err *err) MUST_CHECK;
void state_free(struct state *s);

/* A customer in the states of that salt. */
uint64_t state_customer(const struct state *s, const char subject[DIGEST_HEX]);

/* Writing another: state_end() adds the digest, or takes the file away where rc is a failure. */
FILE *state_begin(const char *path, const char made_of[DIGEST_HEX], const char salt[DIGEST_HEX],
                  struct err *err);
void state_add_customer(FILE *to, uint64_t customer, enum customer how);
void state_add_hit(FILE *to, const struct kept *k);
int state_end(FILE *to, const char *path, int rc, struct err *err) MUST_CHECK;

/* Takes customers, by the digests of their subjects, out of all states whose paths begin so. */
struct subjects {
    char (*digest)[DIGEST_HEX];
    int count;
};
int state_erase(const char *beginning, const struct subjects *who, long *erased, struct arena *a,
                struct err *err) MUST_CHECK;

#endif
