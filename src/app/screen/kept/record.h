/* record.h - a log that shows when it was tampered with.
 *
 * Each record holds the digest of the one before and of its own content.  Content can be erased
 * (the law of data protection) without breaking the chain: its digest stays.  Records are lines of
 * JSON.
 *
 *   digest  = sha256(number, time, previous digest, kind, context, digest of content)
 *   content = {"salt": ..., ...}; the salt keeps the digest from telling what was erased
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_RECORD_H
#define APP_SCREEN_RECORD_H

#include <stdio.h>

#include "app/session.h"
#include "base/buf.h"
#include "base/digest.h"

struct record_log {
    const char *path;
    FILE *file;
    long number; /* of the last record */
    char last[DIGEST_HEX];
    char salt[DIGEST_HEX]; /* of this process; records have salts made of it */
    bool mended;           /* a record that was cut short was put aside, in PATH.cut */
};

/* Opens for adding, made where there is none; waits so many seconds while another process adds.
 * ERR_BUSY: it still does. */
int record_open(struct record_log *log, const char *path, int wait, struct err *err) MUST_CHECK;
/* For CLEANUP(); what was added is on the disk after record_flush(). */
void record_close(struct record_log *log);
int record_flush(struct record_log *log, struct err *err) MUST_CHECK;

/* context: JSON of what does not name anybody; content: the inside of an object, which begins with
 * a comma. */
int record_add(struct record_log *log, const char *kind, const char *context, const char *content,
               struct err *err) MUST_CHECK;

struct record {
    long number;
    const char *at, *kind, *context, *content; /* content NULL: erased */
    const char *digest;
};
typedef int (*record_fn)(void *ctx, const struct record *r, struct err *err);

/* Calls for each record and checks the chain: ERR_INPUT names the first record that is not what it
 * was.  fn may be NULL.  last: digest of the last record. */
int record_each(const char *path, record_fn fn, void *ctx, long *count, char last[DIGEST_HEX],
                struct err *err) MUST_CHECK;

/* Erases the content of all records for which `erases` says so; how many.  A record of the kind
 * "erasure" names them: content that is gone without one is a fault. */
typedef bool (*record_erases)(void *ctx, const struct record *r);
int record_erase(const char *path, int wait, record_erases erases, void *ctx, long *count,
                 struct arena *a, struct err *err) MUST_CHECK;

#endif
