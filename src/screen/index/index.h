/* index.h - listed names as one block of memory that can be searched, written and mapped.
 *
 * A search finds what a comparison with every name would find: names whose parts are alike in any
 * way of near.h are enumerated through one table of hashes, and a name is compared in full unless a
 * bound shows that it cannot reach the threshold.
 *
 * A block holds no pointers: it can be written as it is and mapped anywhere.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_INDEX_INDEX_H
#define SCREEN_INDEX_INDEX_H

#include "base/arena.h"
#include "base/err.h"
#include "screen/score.h"

/* A name to be indexed.  Texts may be NULL. */
struct listed {
    const char *name, *kind, *quality;                /* primary, aka; strong, weak */
    const char *list, *uid, *title, *entity;          /* of whom: title is his main name */
    const char *program, *listed_on, *country, *born; /* born: YYYY, YYYY-MM or YYYY-MM-DD; several
                                                         are parted by "; " */
    const char *gender, *vintage;
    const char *states; /* ISO 3166 codes of the country, "RUS;UKR" */
};

/* A block; in memory of its own or mapped. */
struct index {
    const unsigned char *block;
    size_t size;
    bool mapped;
};

/* Makes a block of the names, in memory of the caller's to be freed by index_free().  Those that an
 * earlier one has (NULL: there is none) are not read again; the block is the same to the byte. */
void index_build(struct index *out, const struct listed *names, size_t count,
                 const struct index *earlier);
void index_free(struct index *x); /* for CLEANUP() */

size_t index_names(const struct index *x);
/* Names that no other can be compared with, see struct name. */
size_t index_unscreenable(const struct index *x);
/* A name as it was given; texts point into the block, those that were NULL are "". */
void index_listed(struct listed *out, const struct index *x, uint32_t name);
/* Which of the entities of the block has the name. */
uint32_t index_entity(const struct index *x, uint32_t name);

/* How many names an agreement by chance is weighed against. */
double index_searched(const struct index *x);

/* The name's parts, with what they weigh among the names of the block. */
void index_name(struct name *out, struct weighed *weighed, const struct index *x, uint32_t name,
                const struct profile *p);
/* The same for one that is searched. */
void index_weigh(struct weighed *out, const struct index *x, const struct name *n,
                 const struct profile *p);

/* What a block was made of: the lists, and what their names are read by (tables of words).  Either
 * in words. */
struct index_source {
    const char *lists, *reading;
};
/* Writes the block to a file that is put in place when it is whole. */
int index_write(const struct index *x, const char *path, const struct index_source *of,
                struct arena *a, struct err *err) MUST_CHECK;
/* Maps a file.  INDEX_NONE where there is none, one of another version of weir or of other tables,
 * or one that is damaged: the caller builds it anew; INDEX_EARLIER where the lists are others:
 * index_build() makes use of it. */
enum index_kept { INDEX_NONE, INDEX_EARLIER, INDEX_SAME };
int index_map(struct index *out, enum index_kept *kept, const char *path,
              const struct index_source *of, struct err *err) MUST_CHECK;

/* --- search --- */

/* One searcher (thread) over a block. */
struct finder;
struct finder *finder_new(const struct index *x, const struct profile *p);
/* Another over the same block: each knows what any of them found out. */
struct finder *finder_beside(const struct finder *other);
void finder_free(struct finder **f); /* for CLEANUP() */

struct found {
    uint32_t name;
    double score;
};
/* Names that score at least the threshold, best first, then in order of the block; they are the
 * finder's until its next search. */
size_t finder_search(struct finder *f, const struct found **out, const struct name *searched,
                     double threshold);
/* The same by a comparison with every name: what tests hold the index against. */
size_t finder_compare_all(struct finder *f, const struct found **out, const struct name *searched,
                          double threshold);

#endif
