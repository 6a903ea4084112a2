/* hashes.c - what a part can be found by.
 *
 * Two texts within k edits of each other have a common text that each becomes by leaving out at
 * most k letters (Mor and Fraenkel 1982, CACM 25(12)); within k edits of the whole this holds for
 * the first PREFIX letters too, since each edit moves at most one letter across that border.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "screen/hash.h"
#include "screen/index/block.h"

uint64_t block_part_hash(const struct part *p)
{
    uint64_t hash = hash_text(p->text, p->text_length) * 128 + p->kind * 8u + p->syllable * 4u +
                    p->foreign * 2u + p->consonants;
    return hash ^ hash >> 31;
}

struct list {
    uint32_t *out;
    size_t count;
    enum salt salt;
};

static void add(struct list *l, const char *text, size_t len)
{
    uint32_t h = block_salted(hash_text(text, len), l->salt);
    for (size_t i = 0; i < l->count; i++)
        if (l->out[i] == h)
            return;
    if (l->count < HASHES_MOST)
        l->out[l->count++] = h;
}

/* The text, and all that it becomes without up to `most` letters. */
static void add_without(struct list *l, const char *text, size_t len, int most)
{
    char shorter[PART_TEXT + 1];
    add(l, text, len);
    for (size_t i = 0; most > 0 && len > 1 && i < len; i++) {
        memcpy(shorter, text, i);
        memcpy(shorter + i, text + i + 1, len - i - 1);
        add(l, shorter, len - 1);
        for (size_t k = i; most > 1 && len > 2 && k < len - 1; k++) {
            char twice[PART_TEXT + 1];
            memcpy(twice, shorter, k);
            memcpy(twice + k, shorter + k + 1, len - k - 2);
            add(l, twice, len - 2);
        }
    }
}

size_t block_deletions(uint32_t *out, const struct part *p)
{
    struct list l = {out, 0, SALT_DELETED};
    size_t len = p->canon_length < PREFIX ? p->canon_length : PREFIX;
    add_without(&l, p->canon, len, near_budget(p->canon_length));
    return l.count;
}

size_t block_typed(uint32_t *out, const struct part *p)
{
    struct list l = {out, 0, SALT_TYPED};
    size_t len = p->text_length < PREFIX ? p->text_length : PREFIX;
    add_without(&l, p->text, len, 1);
    return l.count;
}

size_t block_skeletons(uint32_t *out, const struct part *p, enum salt salt)
{
    struct list l = {out, 0, salt};
    add_without(&l, p->skeleton, p->skeleton_length, p->skeleton_length < SKELETON_LEAST ? 0 : 1);
    return l.count;
}

void block_fetch(const struct index *x, const uint32_t *hash, size_t n)
{
    const uint32_t *directory = block_section(x, SECTION_DIRECTORY);
    const struct block_hash *all = block_section(x, SECTION_HASH);
    uint32_t shift = 32 - block_head(x)->bits;
    for (size_t i = 0; i < n; i++)
        __builtin_prefetch(&directory[hash[i] >> shift]);
    for (size_t i = 0; i < n; i++)
        __builtin_prefetch(&all[directory[hash[i] >> shift]]);
}

size_t block_lookup(const struct index *x, uint32_t hash, const struct block_hash **at)
{
    const struct block_head *head = block_head(x);
    const uint32_t *directory = block_section(x, SECTION_DIRECTORY);
    const struct block_hash *all = block_section(x, SECTION_HASH);
    uint32_t bucket = hash >> (32 - head->bits);
    uint32_t from = directory[bucket], until = directory[bucket + 1];
    while (from < until && all[from].hash < hash)
        from++;
    *at = all + from;
    while (from < until && all[from].hash == hash)
        from++;
    return (size_t)(all + from - *at);
}
