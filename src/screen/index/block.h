/* block.h - how a block is laid out.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_INDEX_BLOCK_H
#define SCREEN_INDEX_BLOCK_H

#include "screen/index/index.h"

/* Arrays of a block, one behind the other. */
enum section {
    SECTION_TEXT,      /* char: texts, each ends with NUL; the first is empty */
    SECTION_ENTITY,    /* struct block_entity */
    SECTION_NAME,      /* struct block_name */
    SECTION_USE,       /* uint32_t: parts of names in order, as numbers of parts */
    SECTION_RUN,       /* struct run */
    SECTION_PART,      /* struct block_part: distinct parts, in order of their text */
    SECTION_POSTING,   /* uint32_t: names that have a part, part by part */
    SECTION_DIRECTORY, /* uint32_t: where hashes that begin alike stand in the next */
    SECTION_HASH,      /* struct block_hash, in order of hash */
    SECTIONS
};

enum { BLOCK_BEFORE = 4096 }; /* bytes of a file before the block: a page */
enum { BLOCK_MAGIC = 0x72696577, BLOCK_VERSION = 6 };

struct block_head {
    uint32_t magic, version;
    uint32_t unscreenable, bits; /* bits: of a hash that choose the place in the directory */
    uint64_t at[SECTIONS], count[SECTIONS];
    uint32_t size[SECTIONS]; /* of an item: another build may lay it out otherwise */
};

enum { LISTED_TEXTS = 12 };

struct block_entity {
    uint32_t text[LISTED_TEXTS]; /* of struct listed, from its list on; name, kind, quality not */
};

struct block_name {
    uint64_t initials, legal;
    uint32_t text, kind, quality, entity;
    uint32_t use, run;
    uint8_t uses, runs;
    uint8_t loose;        /* parts that its initials may stand for */
    uint32_t initials_of; /* set of letters that they are */
};

struct block_part {
    struct part part;
    uint32_t posting, postings;
    float rarity, bits;
};

/* What tells a part of a block from any other: of how it is read, not of whom it names. */
uint64_t block_part_hash(const struct part *p);

/* A name of a block as it was read. */
void block_read_name(struct name *out, const struct index *x, uint32_t name);

/* How rare a part is that so many of the names have.  What lists hold is mixed with what is known
 * before of all people: a part that is not in the tables of names is borne by one in PART_BEARERS,
 * which weighs as much as PRIOR_NAMES listed names; one that is there by one in COMMON_BEARERS or
 * more. */
enum { PART_BEARERS = 1 << 15, PRIOR_NAMES = 20000, COMMON_BEARERS = 200 };
struct rarity block_rarity(double holders, double names, const struct part *p);

/* The same of a part as the block, or the one it is a part of, knows it. */
struct rarity block_known_rarity(const struct index *x, const struct part *p);

/* What a hash leads to. */
struct block_hash {
    uint32_t hash;
    uint32_t to; /* a part, or a name for runs and initials */
};

extern const uint32_t block_sizes[SECTIONS];

/* Of what a hash is; mixed into it.  From SALT_RUN on they lead to names. */
enum salt {
    SALT_TEXT = 1,      /* of a part */
    SALT_CANON,         /* of a part: its key */
    SALT_DELETED,       /* of a part: its canonical form without some letters */
    SALT_TYPED,         /* of a part: its text, or that without one letter */
    SALT_FRAME,         /* of a part with vowels: its skeleton, whole */
    SALT_FRAME_FOREIGN, /* the same where it is romanised here */
    SALT_SKELETON,      /* its skeleton, or that without one consonant */
    SALT_BARE,          /* the same of parts of Arabic or Hebrew consonants */
    SALT_CLASS,         /* of a part: a name of the tables */
    SALT_RUN,           /* of a name: neighbours as one */
    SALT_RUN_FRAME,     /* the same in consonants */
    SALT_INITIALS,      /* of a name: first letters */
};

/* Hashes that lead to names are odd, those that lead to parts even. */
static inline uint32_t block_salted(uint64_t hash, enum salt salt)
{
    hash = (hash ^ (uint64_t)salt * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    return ((uint32_t)(hash >> 32) & ~UINT32_C(1)) | (salt >= SALT_RUN);
}

static inline const struct block_head *block_head(const struct index *x)
{
    return (const void *)x->block;
}

static inline const void *block_section(const struct index *x, enum section s)
{
    return x->block + block_head(x)->at[s];
}

/* A letter in a set. */
static inline uint32_t block_letter(char c)
{
    return UINT32_C(1) << (c & 31);
}

/* Calls for the hashes of all that a part may be found by: *count of them, at most HASHES_MOST.
 * searched: of a part that is looked for, else of one that is listed. */
enum { HASHES_MOST = 160, PREFIX = 8 };
size_t block_deletions(uint32_t *out, const struct part *p);
size_t block_typed(uint32_t *out, const struct part *p);
size_t block_skeletons(uint32_t *out, const struct part *p, enum salt salt);

/* Brings near what n hashes lead to, all at once: each lies somewhere else. */
void block_fetch(const struct index *x, const uint32_t *hash, size_t n);

/* Where the entries of a hash stand: from *at, the count is returned. */
size_t block_lookup(const struct index *x, uint32_t hash, const struct block_hash **at);

#endif
