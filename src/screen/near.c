/* near.c - how alike two parts of names are.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/near.h"

#include <pthread.h>
#include <string.h>

#include "screen/name/canon.h"
#include "screen/name/word.h"

enum { LETTERS = PART_TEXT + 1 };

/* Letters that tables are looked up by: 64 from @ on. */
enum { COST_LETTERS = 64 };

static inline int at_cost(char c)
{
    return (c - '@') & (COST_LETTERS - 1);
}

static float least(float a, float b)
{
    return a < b ? a : b;
}

/* All rows of a column at once, as bits: H. Hyyrö, A bit-vector algorithm for computing Levenshtein
 * and Damerau edit distances, Nordic Journal of Computing 10, 2003, section 5. */
int near_edits(const char *a, size_t la, const char *b, size_t lb, int most)
{
    uint64_t where[COST_LETTERS] = {0}, up = ~UINT64_C(0), down = 0, same = 0, before = 0;
    uint64_t last = la ? UINT64_C(1) << (la - 1) : 0;
    int far = most + 1, edits = (int)la, left = (int)lb;
    if ((int)la - left > most || left - (int)la > most)
        return far;
    if (!la)
        return left;
    for (size_t i = 0; i < la; i++)
        where[at_cost(a[i])] |= UINT64_C(1) << i;
    while (left > 0) {
        uint64_t match = where[at_cost(*b++)], swapped = ((~same & match) << 1) & before;
        same = (((match & up) + up) ^ up) | match | down | swapped;
        uint64_t more = down | ~(same | up), less = same & up;
        edits += (more & last) != 0;
        edits -= (less & last) != 0;
        left--;
        if (edits - left > most)
            return far;
        more = more << 1 | 1;
        up = less << 1 | ~(same | more);
        down = more & same;
        before = match;
    }
    return edits;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool are(char a, char b, char x, char y)
{
    return (a == x && b == y) || (a == y && b == x);
}

/* What it costs that one letter stands for another. */
static float cost_other(char a, char b)
{
    if (a == b)
        return 0;
    if (is_vowel(a) && is_vowel(b))
        return .4f;
    if (are(a, b, 'i', 'j') || are(a, b, 'g', 'h') || are(a, b, 'k', 's') || are(a, b, 'k', 'C') ||
        are(a, b, 'u', 'v'))
        return .4f;
    if (are(a, b, 'i', 'l'))
        return .75f;
    char class = canon_class(a);
    return class && class == canon_class(b) ? .5f : 1;
}

static float cost_gap(char c)
{
    return is_vowel(c) ? .6f : c == 'h' ? .5f : 1;
}

/* The same between a word with vowels and one of Arabic or Hebrew consonants. */
static float bare_other(char a, char b)
{
    if (a == b)
        return 0;
    if (is_vowel(a) && is_vowel(b))
        return .1f;
    if ((is_vowel(a) && b == 'v') || (is_vowel(b) && a == 'v'))
        return .15f;
    if (are(a, b, 'j', 'g') || are(a, b, 'j', 'i'))
        return .3f;
    if (are(a, b, 't', 's') || are(a, b, 'd', 'z'))
        return .6f;
    char class = canon_class(a);
    return class && class == canon_class(b) ? .35f : 1;
}

static float bare_gap(char c)
{
    return is_vowel(c) ? .07f : c == 'h' ? .25f : c == 'v' ? .5f : 1;
}

/* A vowel that is written where most are not is long: it should be there. */
static float long_gap(char c)
{
    return is_vowel(c) ? .5f : bare_gap(c);
}

/* Costs by letter, looked up. */
struct costs {
    float other[COST_LETTERS][COST_LETTERS];
    float gap[COST_LETTERS];       /* of a letter that only the first has */
    float other_gap[COST_LETTERS]; /* that only the second has */
    float swap, paper;
};
static struct costs spelt = {.swap = .8f, .paper = .6f}, bare = {.swap = 1, .paper = 2};

static void make_costs(void)
{
    for (int i = 0; i < COST_LETTERS; i++) {
        char a = (char)('@' + i);
        spelt.gap[i] = spelt.other_gap[i] = cost_gap(a);
        bare.gap[i] = long_gap(a);
        bare.other_gap[i] = bare_gap(a);
        for (int k = 0; k < COST_LETTERS; k++) {
            spelt.other[i][k] = cost_other(a, (char)('@' + k));
            bare.other[i][k] = bare_other(a, (char)('@' + k));
        }
    }
}

static const struct costs *costs_of(struct costs *c)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_costs);
    return c;
}

/* Edits as they are weighed, or something more than `most`; m is taken for rn by who reads it from
 * paper. */
static float weighted(const char *s, size_t ls, const char *t, size_t lt, const struct costs *cost,
                      float most)
{
    float row[3][LETTERS + 1];
    row[0][0] = 0;
    for (size_t j = 1; j <= lt; j++)
        row[0][j] = row[0][j - 1] + cost->other_gap[at_cost(t[j - 1])];
    for (size_t i = 1; i <= ls; i++) {
        float *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        const float *other = cost->other[at_cost(s[i - 1])];
        float gap = cost->gap[at_cost(s[i - 1])], smallest;
        smallest = now[0] = last[0] + gap;
        for (size_t j = 1; j <= lt; j++) {
            float best = last[j - 1] + other[at_cost(t[j - 1])];
            best = least(best, last[j] + gap);
            best = least(best, now[j - 1] + cost->other_gap[at_cost(t[j - 1])]);
            if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1])
                best = least(best, before[j - 2] + cost->swap);
            if (i > 1 && s[i - 2] == 'r' && s[i - 1] == 'n' && t[j - 1] == 'm')
                best = least(best, before[j - 1] + cost->paper);
            if (j > 1 && t[j - 2] == 'r' && t[j - 1] == 'n' && s[i - 1] == 'm')
                best = least(best, last[j - 2] + cost->paper);
            now[j] = best;
            smallest = least(smallest, best);
        }
        if (smallest > most + 1)
            return smallest; /* what skips a row costs less than 1 more */
    }
    return row[ls % 3][lt];
}

static struct near consonants(const struct part *a, const struct part *b)
{
    size_t la = a->skeleton_length, lb = b->skeleton_length, longer = la > lb ? la : lb;
    int edits = near_edits(a->skeleton, la, b->skeleton, lb, 1);
    if (edits > 1 || (edits && (la < 2 || lb < 2)))
        return (struct near){0, NEAR_NOT};
    const struct part *bare_one = a->consonants ? a : b, *other = a->consonants ? b : a;
    float room = .92f * (float)longer - .3f;
    float cost = weighted(bare_one->canon, bare_one->canon_length, other->canon,
                          other->canon_length, costs_of(&bare), room);
    if (!is_vowel(*a->canon) && !is_vowel(*b->canon) && *a->skeleton != *b->skeleton)
        cost += .2f;
    float alike = 1 - cost / room;
    float least_alike = la < 2 || lb < 2 ? .65f : .5f;
    return alike < least_alike ? (struct near){0, NEAR_NOT} : (struct near){alike, NEAR_CONSONANTS};
}

/* An edit takes at most one letter out of those that occur, and brings one in. */
static bool may_be(const struct part *a, const struct part *b, int form, int edits)
{
    uint32_t letters = a->letters[form] ^ b->letters[form];
    for (int i = 0; i < 2 * edits; i++)
        letters &= letters - 1; /* one bit less */
    return !letters;
}

/* Whether canonical forms are near enough to be compared letter by letter. */
static bool are_near(const struct part *a, const struct part *b)
{
    size_t la = a->canon_length, lb = b->canon_length;
    size_t shorter = la < lb ? la : lb, longer = la < lb ? lb : la;
    int budget = near_budget(shorter);
    int least = a->foreign != b->foreign ? FRAME_FOREIGN : FRAME_LEAST;
    if (a->skeleton_length >= least && a->skeleton_length == b->skeleton_length &&
        !memcmp(a->skeleton, b->skeleton, a->skeleton_length))
        return true;
    return budget && (int)(longer - shorter) <= budget && may_be(a, b, 0, budget) &&
           near_edits(a->canon, la, b->canon, lb, budget) <= budget;
}

/* Whether letters of other beginnings stand there, which is rarer than within a word. */
static float beginning(const char *a, const char *b)
{
    bool swapped = a[0] == b[1] && a[1] == b[0];
    return *a == *b || swapped ? 0 : .25f;
}

/* Whether they are one slip of a typist apart as written, whatever that does to digraphs. */
static bool are_typed(const struct part *a, const struct part *b)
{
    size_t la = a->text_length, lb = b->text_length;
    bool particle = a->kind == PART_PARTICLE || b->kind == PART_PARTICLE;
    size_t least = particle ? TYPED_LEAST - 1 : TYPED_LEAST;
    return la >= least && lb >= least && la <= lb + 1 && lb <= la + 1 && may_be(a, b, 1, 1) &&
           near_edits(a->text, la, b->text, lb, 1) <= 1;
}

static struct near letters(const struct part *a, const struct part *b, const struct profile *p)
{
    size_t longer = a->canon_length > b->canon_length ? a->canon_length : b->canon_length;
    float cost = 9;
    if (are_near(a, b) || a->paper == b->paper)
        cost = weighted(a->canon, a->canon_length, b->canon, b->canon_length, costs_of(&spelt), 4) +
               beginning(a->canon, b->canon);
    if (cost > .8f && are_typed(a, b)) {
        longer = a->text_length > b->text_length ? a->text_length : b->text_length;
        cost = least(
            cost, weighted(a->text, a->text_length, b->text, b->text_length, costs_of(&spelt), 4) +
                      beginning(a->text, b->text));
    }
    float more;
    if (a->foreign != b->foreign)
        cost *= (float)p->of[LETTERS_FOREIGN];
    more = cost > 1 ? cost - 1 : 0;
    float alike = 1 - (float)p->of[LETTERS_SHARE] * cost / (float)longer -
                  (float)p->of[LETTERS_MORE] * more;
    return alike < .4f ? (struct near){0, NEAR_NOT} : (struct near){alike, NEAR_EDIT};
}

static struct near one_name(const struct part *a, const struct part *b, const struct profile *p)
{
    struct near best = {0, NEAR_NOT};
    for (int i = 0; i < a->class_count; i++)
        for (int k = 0; k < b->class_count; k++) {
            if (a->class_of[i] != b->class_of[k])
                continue;
            bool nick = a->class_of[i] & CLASS_NICKNAME;
            float alike = (float)p->of[nick ? ALIKE_NICKNAME : ALIKE_NAME];
            if (alike > best.alike)
                best = (struct near){alike, nick ? NEAR_NICKNAME : NEAR_NAME};
        }
    return best;
}

static bool is_cut(const struct part *a, const struct part *b)
{
    return a->text_length >= CUT_LEAST && b->text_length > a->text_length &&
           !memcmp(a->text, b->text, a->text_length);
}

static bool is_initial(const struct part *a, const struct part *b)
{
    return a->kind == PART_INITIAL && b->kind != PART_NUMBER &&
           (*a->text == *b->text || *a->canon == *b->canon);
}

/* Whether parts of that kind may be spelt in more ways than one. */
static bool is_spelt(const struct part *p)
{
    return p->kind == PART_WORD || p->kind == PART_PATRONYMIC || p->kind == PART_COMPANY ||
           p->kind == PART_DOMAIN || p->kind == PART_PARTICLE;
}

struct near near_parts(const struct part *a, const struct part *b, const struct profile *p)
{
    if ((a->kind == PART_NUMBER) != (b->kind == PART_NUMBER))
        return (struct near){0, NEAR_NOT};
    if (a->kind == PART_INITIAL && b->kind == PART_INITIAL && *a->text != *b->text)
        return (struct near){0, NEAR_NOT};
    if (a->key == b->key) {
        bool same = a->text_length == b->text_length && !memcmp(a->text, b->text, a->text_length);
        return same ? (struct near){1, NEAR_EXACT}
                    : (struct near){(float)p->of[ALIKE_SPELLING], NEAR_SPELLING};
    }
    if (is_initial(a, b) || is_initial(b, a))
        return a->kind == b->kind ? (struct near){0, NEAR_NOT}
                                  : (struct near){(float)p->of[ALIKE_INITIAL], NEAR_INITIAL};
    if (!is_spelt(a) || !is_spelt(b))
        return (struct near){0, NEAR_NOT};
    /* Petrovich is the son of a Petr, and not Petr himself */
    bool father = (a->kind == PART_PATRONYMIC) != (b->kind == PART_PATRONYMIC);
    struct near best = father ? (struct near){0, NEAR_NOT} : one_name(a, b, p);
    struct near other = a->consonants != b->consonants ? consonants(a, b) : letters(a, b, p);
    if (other.alike > best.alike)
        best = other;
    bool named = father && (a->common || b->common);
    if (!named && (is_cut(a, b) || is_cut(b, a)) && best.alike < p->of[ALIKE_CUT])
        best = (struct near){(float)p->of[ALIKE_CUT], NEAR_CUT};
    return best;
}

const char *near_word(enum near_how how)
{
    static const char *const word[NEAR_HOWS] = {
        [NEAR_NOT] = "nothing",           [NEAR_EXACT] = "same",
        [NEAR_SPELLING] = "romanisation", [NEAR_NAME] = "same name",
        [NEAR_NICKNAME] = "short name",   [NEAR_EDIT] = "letters differ",
        [NEAR_CONSONANTS] = "consonants", [NEAR_CUT] = "cut",
        [NEAR_INITIAL] = "initial",       [NEAR_JOINED] = "joined",
        [NEAR_ACRONYM] = "acronym",
    };
    return word[how];
}
