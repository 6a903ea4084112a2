/* near.c - how alike two parts of names are.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/near.h"

#include <math.h>
#include <string.h>

#include "screen/edits.h"
#include "screen/name/word.h"

/* Whether at most one edit lies between their skeletons; *same: none. */
static bool one_consonant(const struct part *a, const struct part *b, bool *same)
{
    size_t la = a->skeleton_length, lb = b->skeleton_length;
    *same = la == lb && !memcmp(a->skeleton, b->skeleton, la);
    if (*same)
        return true;
    return la <= PACKED && lb <= PACKED ? edits_one(edits_packed(a->skeleton, la), (int)la,
                                                    edits_packed(b->skeleton, lb), (int)lb)
                                        : edits_count(a->skeleton, la, b->skeleton, lb, 1) <= 1;
}

static struct near consonants(const struct part *a, const struct part *b)
{
    size_t la = a->skeleton_length, lb = b->skeleton_length, longer = la > lb ? la : lb;
    bool same;
    if (!longer || !one_consonant(a, b, &same) ||
        (!same && (la < 2 || lb < 2 || longer < SKELETON_LEAST)))
        return (struct near){0, NEAR_NOT}; /* without a consonant there is nothing to go by */
    const struct part *bare_one = a->consonants ? a : b, *other = a->consonants ? b : a;
    float room = .92f * (float)longer - .3f, least_alike = la < 2 || lb < 2 ? .65f : .5f;
    float cost = edits_weighed(bare_one->canon, bare_one->canon_length, other->canon,
                               other->canon_length, EDITS_BARE, (1.001f - least_alike) * room);
    if (!edits_vowel(*a->canon) && !edits_vowel(*b->canon) && *a->skeleton != *b->skeleton)
        cost += .2f;
    float alike = 1 - cost / room;
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
           edits_count(a->canon, la, b->canon, lb, budget) <= budget;
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
           edits_count(a->text, la, b->text, lb, 1) <= 1;
}

/* How alike words of so many letters are whose edits weigh that much. */
static float alike_at(float cost, size_t longer, const struct profile *p)
{
    return 1 - (float)p->of[LETTERS_SHARE] * cost / (float)longer -
           (float)p->of[LETTERS_MORE] * (cost > 1 ? cost - 1 : 0);
}

/* Edits weigh more than this, as edits_weighed() has them, where words are not alike. */
enum { ALIKE_LEAST = 40 }; /* per cent */
static float most_cost(size_t longer, float factor, const struct profile *p)
{
    float share = (float)p->of[LETTERS_SHARE] / (float)longer, more = (float)p->of[LETTERS_MORE];
    float room = 1 - (ALIKE_LEAST - .1f) / 100;
    float most = room < share ? room / share : (room + more) / (share + more);
    return most / factor;
}

/* Edits between two texts as they are weighed; more than `most` where that is all there is to say.
 */
static float spelt_cost(const char *a, size_t la, const char *b, size_t lb, float most)
{
    return edits_weighed(a, la, b, lb, EDITS_SPELT, most) + beginning(a, b);
}

static struct near letters(const struct part *a, const struct part *b, const struct profile *p)
{
    size_t longer = a->canon_length > b->canon_length ? a->canon_length : b->canon_length;
    size_t typed = a->text_length > b->text_length ? a->text_length : b->text_length;
    float factor = a->foreign != b->foreign ? (float)p->of[LETTERS_FOREIGN] : 1, cost = 9;
    float most = most_cost(longer > typed ? longer : typed, factor, p);
    if (are_near(a, b) || a->paper == b->paper)
        cost = spelt_cost(a->canon, a->canon_length, b->canon, b->canon_length, most);
    if (cost > .8f && are_typed(a, b)) {
        longer = typed;
        cost = fminf(cost, spelt_cost(a->text, a->text_length, b->text, b->text_length, most));
    }
    float alike = alike_at(cost * factor, longer, p);
    return alike < ALIKE_LEAST / 100.f ? (struct near){0, NEAR_NOT}
                                       : (struct near){alike, NEAR_EDIT};
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
