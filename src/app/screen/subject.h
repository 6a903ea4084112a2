/* subject.h - who is screened, and what was found of him.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_SUBJECT_H
#define APP_SCREEN_SUBJECT_H

#include "base/fact.h"
#include "screen/index/index.h"

/* NULL: not known.  type: person, entity, vessel, aircraft. */
struct subject {
    const char *name, *birth, *country, *gender, *type;
};

/* What else is known of both: it lifts or lowers a score and hides nothing. */
enum qualifier { QUALIFIER_BIRTH, QUALIFIER_COUNTRY, QUALIFIER_GENDER, QUALIFIER_TYPE, QUALIFIERS };

struct screen_hit {
    uint32_t name; /* of the index */
    double score, by_name;
    const char
        *decided; /* what somebody decided of it; NULL: nobody did, or it has changed since */
    struct qualified {
        const char *says; /* "the same day"; NULL: not known of both */
        double adds;
    } qualified[QUALIFIERS];
};

struct screener {
    const struct index *index;
    const struct profile *profile;
    struct finder *finder;
    double threshold;
    int most; /* hits of one name; 0: SCREEN_HITS */
};
void screener_new(struct screener *s, const struct index *x, const struct profile *p);
/* For another thread: each knows what any of them found out. */
void screener_beside(struct screener *s, const struct screener *other);
void screener_free(struct screener *s); /* for CLEANUP() */

struct screened {
    struct name name; /* of the subject, as it was read */
    struct screen_hit *hit;
    int count, left_out;
};

/* One hit an entity, that of its best name; in the caller's arena. */
void screen_subject(struct screened *out, struct screener *s, const struct subject *who,
                    struct arena *a);

/* A hit with its explanation as facts. */
void screen_hit_facts(struct facts *f, const struct screener *s, const struct screened *x,
                      const struct screen_hit *hit);
/* The same in a few words: "putin = PUTIN, letters differ; ..." */
const char *screen_hit_words(const struct screener *s, const struct screened *x,
                             const struct screen_hit *hit, struct arena *a);

/* Whether a text is YYYY, YYYY-MM or YYYY-MM-DD. */
bool is_birth(const char *text);
/* "same day"; adds: see the table in docs/method/screen.md. */
struct qualified qualify_birth(const char *said, const char *listed);

#endif
