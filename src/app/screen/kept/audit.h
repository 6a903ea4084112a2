/* audit.h - what is kept of screenings and decisions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_AUDIT_H
#define APP_SCREEN_AUDIT_H

#include "app/screen/names.h"
#include "app/screen/kept/record.h"
#include "app/screen/subject.h"

/* Of the session's store: "PATH.screened". */
const char *record_beside(struct session *s, const char *suffix);

/* How a screening was done, as the context of its records. */
const char *audit_context(const struct screen_names *names, const struct profile *p,
                          const char *mode, double threshold, const char *day, struct arena *a);

/* Adds what was found of one subject; secret: the name itself is kept as a salted digest. */
/* kind: "screening"; "rescreening" in logs of old, against entries that had changed. */
int audit_screening(struct record_log *log, const char *kind, const char *context,
                    const struct subject *who, const struct screener *s, const struct screened *x,
                    bool secret, struct err *err) MUST_CHECK;

/* Who a subject is, as a digest: a decision holds for the same name, birth, country, gender, type.
 */
void audit_subject(char out[DIGEST_HEX], const struct subject *who);
/* A subject's digest with salt, for names that are not kept. */
void audit_seal(char out[DIGEST_HEX], const char *salt, const char *subject);
/* What an entity is, of all its names and what is said of it: a decision ends when it changes. */
void audit_entity(char out[DIGEST_HEX], const struct index *x, uint32_t entity);

/* Adds `, "key": text` to the content of a record. */
void audit_text(struct buf *to, const char *key, const char *text);

/* --- decisions --- */

struct decision {
    char subject[DIGEST_HEX], entity[DIGEST_HEX];
    const char *list, *uid, *as, *why, *by, *at;
};
struct decisions {
    struct decision *at;
    int count;
};
/* Those of the session's store; none where it has none. */
int decisions_read(struct decisions *out, struct session *s, struct err *err) MUST_CHECK;
/* The last one about that subject and entity while both are what they were; NULL: none. */
const struct decision *decisions_find(const struct decisions *d, const char *subject,
                                      const struct index *x, uint32_t name);
/* Says of each hit what was decided. */
void decisions_apply(const struct decisions *d, struct screened *x, const struct subject *who,
                     const struct index *index, struct arena *a);

/* The options by which a subject is named again, as it was screened. */
#define AS_SCREENED(params)                                                                        \
    {PARAM(params, birth, "birth", TEXT, "DAY", "as it was screened", NOTHING)},                   \
        {PARAM(params, country, "country", TEXT, "COUNTRY", "as it was screened", NOTHING)},       \
        {PARAM(params, gender, "gender", TEXT, "WORD", "as it was screened", NOTHING)},            \
    {                                                                                              \
        PARAM(params, type, "type", TEXT, "WORD", "as it was screened", NOTHING)                   \
    }

#endif
