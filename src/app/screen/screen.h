/* screen.h - what is asked of names.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_SCREEN_H
#define APP_SCREEN_SCREEN_H

#include "app/question.h"
#include "app/screen/kept/audit.h"
#include "app/screen/names.h"
#include "app/screen/subject.h"

struct screen_params {
    struct words words;
    const char *birth, *country, *gender, *type, *on, *lists, *mode_word;
    const char *file, *column, *pairs, *output;
    double threshold; /* NAN: the profile's */
    int limit, threads;
    const char *audit, *watch;
    bool ndjson, secret;
    /* of mode_word */
    enum profile_mode mode;
    bool ofac;
};

/* pairs.c */
int screen_pairs(struct answer *out, struct session *s, const struct screen_params *q,
                 struct err *err) MUST_CHECK;
/* file.c */
int screen_file(struct answer *out, struct session *s, const struct screen_params *q,
                struct err *err) MUST_CHECK;

/* watch.c */
int screen_watch(struct answer *out, struct session *s, const struct screen_params *q,
                 struct err *err) MUST_CHECK;

/* regulator.c: by OFAC's own recipe, one name. */
enum { OFAC_PER_CENT = 80 }; /* the threshold, unless another is asked for */
int screen_ofac(struct answer *out, struct session *s, const struct screen_params *q,
                const struct screen_names *names, struct err *err) MUST_CHECK;
/* One hit an entity, that of its best name. */
void screen_subject_ofac(struct screened *out, const struct index *x, const char *name,
                         double threshold, struct arena *a);

/* An empty table of hits, and one of them. */
struct table screen_table(struct arena *a);
void screen_add_hit(struct table *t, const struct listed *l, double score, double by_name,
                    const char *decided, const char *why);
/* Decisions that were made of hits are said with them, and the screening is kept. */
int screen_keep(struct screened *x, const struct screener *k, const struct subject *who,
                struct session *s, const struct screen_params *q, const struct screen_names *names,
                struct err *err) MUST_CHECK;

/* The names that are screened against, by the parameters; words: how many of them are no files. */
int screen_open(struct screen_names *out, struct session *s, const struct screen_params *q,
                int words, struct err *err) MUST_CHECK;
/* Where the screening is kept; NULL: nowhere. */
const char *screen_audit_path(const struct screen_params *q, struct session *s);
/* Opens it; where that cannot be and nobody named it, a warning is noted. */
int screen_log_open(struct record_log *log, const char *path, const struct screen_params *q,
                    struct session *s, struct err *err) MUST_CHECK;
const char *screen_context(const struct screen_params *q, const struct screen_names *names,
                           struct session *s);
double screen_threshold(const struct screen_params *q);

#endif
