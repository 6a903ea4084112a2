/* subject.h - who is screened, and what was found of him.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_SUBJECT_H
#define APP_SCREEN_SUBJECT_H

#include "app/screen/particulars.h"
#include "base/fact.h"
#include "screen/index/index.h"

/* NULL: not known.  birth, gender, type as particulars.h reads them; states: of the country. */
struct subject {
    const char *name, *birth, *country, *gender, *type;
    const char *states;
};

/* What else is known of both: it lifts or lowers a score and hides nothing. */
enum qualifier { QUALIFIER_BIRTH, QUALIFIER_COUNTRY, QUALIFIER_GENDER, QUALIFIER_TYPE, QUALIFIERS };

/* Who is asked about; ERR_USAGE: a birth, gender or type that is none.  A country that is none is
 * noted. */
struct session;
int subject_read(struct subject *out, struct session *s, const struct subject *said,
                 struct err *err) MUST_CHECK;

struct screen_hit {
    uint32_t name;  /* of the index */
    const char *of; /* which of several names of the text was found; NULL: all of it */
    double score, by_name;
    const char
        *decided; /* what somebody decided of it; NULL: nobody did, or it has changed since */
    struct qualified qualified[QUALIFIERS];
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

/* Best first, then in order of the index. */
void screened_order(struct screened *x);

/* One hit an entity, that of its best name; in the caller's arena. */
void screen_subject(struct screened *out, struct screener *s, const struct subject *who,
                    struct arena *a);

/* A hit with its explanation as facts. */
void screen_hit_facts(struct facts *f, const struct screener *s, const struct screened *x,
                      const struct screen_hit *hit);
/* The same in a few words: "putin = PUTIN, letters differ; ..." */
const char *screen_hit_words(const struct screener *s, const struct screened *x,
                             const struct screen_hit *hit, struct arena *a);

#endif
