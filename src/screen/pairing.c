/* pairing.c - which parts of two names stand for each other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/pairing.h"

#include <stdlib.h>
#include <string.h>

#include "screen/hash.h"

enum { CANDIDATES = 400 };

struct candidates {
    struct paired of[CANDIDATES];
    int count;
    const struct weighed *name[2];
};

static float weight_of(const struct weighed *w, int at, int count)
{
    float sum = 0;
    for (int i = at; i < at + count; i++)
        sum += w->weight[i];
    return sum;
}

static void propose(struct candidates *c, struct paired p)
{
    if (c->count == CANDIDATES || p.near.alike <= 0)
        return;
    float share = 0;
    for (int side = 0; side < 2; side++)
        share += weight_of(c->name[side], p.at[side], p.count[side]) / c->name[side]->all;
    p.gain = share * p.near.alike;
    c->of[c->count++] = p;
}

static void propose_parts(struct candidates *c, const struct profile *profile)
{
    const struct name *a = c->name[0]->name, *b = c->name[1]->name;
    for (int i = 0; i < a->count; i++)
        for (int k = 0; k < b->count; k++)
            propose(c, (struct paired){.at = {(uint8_t)i, (uint8_t)k},
                                       .count = {1, 1},
                                       .near = near_parts(&a->part[i], &b->part[k], profile)});
}

/* Whether consonants of neighbours are those of a word with vowels. */
static bool is_frame(const struct run *r, const struct part *p)
{
    return r->frame && !p->consonants && hash_text(p->skeleton, p->skeleton_length) == r->frame;
}

/* Whether neighbours are the same one by one, so that nothing is gained by joining them. */
static bool same_parts(const struct name *a, const struct run *x, const struct name *b,
                       const struct run *y)
{
    for (int i = 0; i < x->count && x->count == y->count; i++)
        if (a->part[x->at + i].key != b->part[y->at + i].key)
            return false;
    return x->count == y->count;
}

/* Runs of the name on `side` that are one part, or a run, of the other. */
static void propose_runs(struct candidates *c, int side, const struct profile *profile)
{
    const struct name *a = c->name[side]->name, *b = c->name[!side]->name;
    struct near near = {(float)profile->of[ALIKE_JOINED], NEAR_JOINED};
    struct near framed = {(float)profile->of[ALIKE_FRAME], NEAR_CONSONANTS};
    for (int i = 0; i < a->runs; i++) {
        struct paired p = {.near = near};
        p.at[side] = a->run[i].at;
        p.count[side] = a->run[i].count;
        for (int k = 0; k < b->count; k++) {
            bool same = b->part[k].key == a->run[i].key;
            if (!part_names(&b->part[k]) || (!same && !is_frame(&a->run[i], &b->part[k])))
                continue;
            p.near = same ? near : framed;
            p.at[!side] = (uint8_t)k;
            p.count[!side] = 1;
            propose(c, p);
        }
        for (int k = 0; !side && k < b->runs; k++) {
            if (b->run[k].key != a->run[i].key || same_parts(a, &a->run[i], b, &b->run[k]))
                continue;
            p.near = near;
            p.at[1] = b->run[k].at;
            p.count[1] = b->run[k].count;
            propose(c, p);
        }
    }
}

/* J.-C. for Jean Claude: letters that begin neighbouring words. */
static void propose_letters(struct candidates *c, int side, const struct profile *profile)
{
    const struct name *a = c->name[side]->name, *b = c->name[!side]->name;
    for (int i = 0; i < a->count; i++) {
        const struct part *p = &a->part[i];
        if (p->kind != PART_LETTERS)
            continue;
        for (int k = 0; k + p->text_length <= b->count; k++) {
            int n = 0;
            while (n < p->text_length && b->part[k + n].kind != PART_NUMBER &&
                   b->part[k + n].kind != PART_LEGAL && *b->part[k + n].text == p->text[n])
                n++;
            struct paired pair = {.near = {(float)profile->of[ALIKE_INITIAL], NEAR_INITIAL}};
            pair.at[side] = (uint8_t)i;
            pair.count[side] = 1;
            pair.at[!side] = (uint8_t)k;
            pair.count[!side] = (uint8_t)n;
            if (n == p->text_length)
                propose(c, pair);
        }
    }
}

/* PLA for People's Liberation Army. */
static void propose_acronym(struct candidates *c, int side, const struct profile *profile)
{
    const struct name *a = c->name[side]->name, *b = c->name[!side]->name;
    for (int i = 0; b->initials && i < a->count; i++) {
        const struct part *p = &a->part[i];
        if (p->text_length < 3 || p->text_length > 8 ||
            (p->kind != PART_WORD && p->kind != PART_LETTERS) ||
            hash_text(p->text, p->text_length) != b->initials)
            continue;
        struct paired pair = {.near = {(float)profile->of[ALIKE_ACRONYM], NEAR_ACRONYM}};
        pair.at[side] = (uint8_t)i;
        pair.count[side] = 1;
        pair.count[!side] = (uint8_t)b->count;
        propose(c, pair);
    }
}

/* By gain; where that is the same by place, so that the order of names does not matter. */
static int by_gain(const void *a, const void *b)
{
    const struct paired *x = a, *y = b;
    if (x->gain != y->gain)
        return x->gain > y->gain ? -1 : 1;
    for (int side = 0; side < 2; side++)
        if (x->at[side] != y->at[side])
            return x->at[side] < y->at[side] ? -1 : 1;
    return x->count[0] + x->count[1] - y->count[0] - y->count[1];
}

/* Parts that are taken by pairs, and what these are worth together. */
struct choice {
    struct paired of[PAIRED_MOST];
    int count;
    uint64_t taken[2];
    float worth;
};

static bool is_joined(const struct paired *p)
{
    return p->count[0] > 1 || p->count[1] > 1;
}

static void take(struct choice *c, const struct paired *p)
{
    uint64_t wants[2];
    for (int side = 0; side < 2; side++)
        wants[side] = ((UINT64_C(1) << p->count[side]) - 1) << p->at[side];
    if (c->count == PAIRED_MOST || (c->taken[0] & wants[0]) || (c->taken[1] & wants[1]))
        return;
    c->taken[0] |= wants[0];
    c->taken[1] |= wants[1];
    c->worth += p->gain;
    c->of[c->count++] = *p;
}

/* The neighbours that are marked as one, then part by part, the most worthwhile first. */
static void choose(struct choice *out, const struct candidates *c, const bool *marked)
{
    out->count = 0;
    out->worth = 0;
    out->taken[0] = out->taken[1] = 0;
    for (int i = 0; i < c->count; i++)
        if (marked[i])
            take(out, &c->of[i]);
    for (int i = 0; i < c->count; i++)
        if (!is_joined(&c->of[i]))
            take(out, &c->of[i]);
}

/* Neighbours are one only where all pairs together are worth more by that: "al lh al" has the word
 * "allh" in it, and a name that begins with its own initials is no acronym of itself. */
int pair_parts(struct paired *out, const struct weighed *a, const struct weighed *b,
               const struct profile *p)
{
    struct candidates c;
    bool marked[CANDIDATES] = {false};
    struct choice best, other;
    c.count = 0;
    c.name[0] = a;
    c.name[1] = b;
    propose_parts(&c, p);
    for (int side = 0; side < 2; side++) {
        propose_runs(&c, side, p);
        propose_letters(&c, side, p);
        propose_acronym(&c, side, p);
    }
    qsort(c.of, (size_t)c.count, sizeof *c.of, by_gain);
    choose(&best, &c, marked);
    for (int i = 0; i < c.count; i++) {
        if (!is_joined(&c.of[i]))
            continue;
        marked[i] = true;
        choose(&other, &c, marked);
        marked[i] = other.worth > best.worth;
        if (marked[i])
            best = other;
    }
    qsort(best.of, (size_t)best.count, sizeof *best.of, by_gain);
    memcpy(out, best.of, (size_t)best.count * sizeof *out);
    return best.count;
}
