/* edits.c - how many edits lie between two texts, and what they weigh.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/edits.h"

#include <math.h>
#include <pthread.h>

#include "screen/name/canon.h"
#include "screen/name/name.h"

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
int edits_count(const char *a, size_t la, const char *b, size_t lb, int most)
{
    uint32_t where[COST_LETTERS] = {0}, up = ~UINT32_C(0), down = 0, same = 0, before = 0;
    uint32_t last = la ? UINT32_C(1) << (la - 1) : 0; /* la is PART_TEXT at most */
    int far = most + 1, edits = (int)la, left = (int)lb;
    if ((int)la - left > most || left - (int)la > most)
        return far;
    if (!la)
        return left;
    for (size_t i = 0; i < la; i++)
        where[at_cost(a[i])] |= UINT32_C(1) << i;
    while (left > 0) {
        uint32_t match = where[at_cost(*b++)], swapped = ((~same & match) << 1) & before;
        same = (((match & up) + up) ^ up) | match | down | swapped;
        uint32_t more = down | ~(same | up), less = same & up;
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

uint64_t edits_packed(const char *text, size_t len)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < len && i < PACKED; i++)
        letters |= (uint64_t)(unsigned char)text[i] << 8 * i;
    return letters;
}

/* What is left between the common beginning and the common end. */
bool edits_one(uint64_t a, int la, uint64_t b, int lb)
{
    uint64_t apart = a ^ b;
    int longer = la > lb ? la : lb, shorter = la < lb ? la : lb;
    if (longer - shorter > 1 || !shorter)
        return longer <= 1;
    if (!apart)
        return true;
    int same = __builtin_ctzll(apart) / 8;
    uint64_t turned = (a << 8 * (PACKED - la)) ^ (b << 8 * (PACKED - lb)); /* their ends together */
    int ends = turned ? __builtin_clzll(turned) / 8 : PACKED;
    if (same + ends >= longer - 1)
        return true;
    if (la != lb || same + ends < longer - 2)
        return false;
    uint64_t x = a >> 8 * same & 0xffff, y = b >> 8 * same & 0xffff;
    return x == (y >> 8 | (y & 0xff) << 8);
}

bool edits_vowel(char c)
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
    if (edits_vowel(a) && edits_vowel(b))
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
    return edits_vowel(c) ? .6f : c == 'h' ? .5f : 1;
}

/* The same between a word with vowels and one of Arabic or Hebrew consonants. */
static float bare_other(char a, char b)
{
    if (a == b)
        return 0;
    if (edits_vowel(a) && edits_vowel(b))
        return .1f;
    if ((edits_vowel(a) && b == 'v') || (edits_vowel(b) && a == 'v'))
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
    return edits_vowel(c) ? .07f : c == 'h' ? .25f : c == 'v' ? .5f : 1;
}

/* A vowel that is written where most are not is long: it should be there. */
static float long_gap(char c)
{
    return edits_vowel(c) ? .5f : bare_gap(c);
}

/* Costs by letter, looked up. */
struct costs {
    float other[COST_LETTERS][COST_LETTERS];
    float gap[COST_LETTERS];       /* of a letter that only the first has */
    float other_gap[COST_LETTERS]; /* that only the second has */
    float swap, paper;
};
static struct costs of_how[] = {
    [EDITS_SPELT] = {.swap = .8f, .paper = .6f}, [EDITS_BARE] = {.swap = 1, .paper = 2}};

static void make_costs(void)
{
    struct costs *spelt = &of_how[EDITS_SPELT], *bare = &of_how[EDITS_BARE];
    for (int i = 0; i < COST_LETTERS; i++) {
        char a = (char)('@' + i);
        spelt->gap[i] = spelt->other_gap[i] = cost_gap(a);
        bare->gap[i] = long_gap(a);
        bare->other_gap[i] = bare_gap(a);
        for (int k = 0; k < COST_LETTERS; k++) {
            spelt->other[i][k] = cost_other(a, (char)('@' + k));
            bare->other[i][k] = bare_other(a, (char)('@' + k));
        }
    }
}

static const struct costs *costs_of(enum edits_how how)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_costs);
    return &of_how[how];
}

/* Two texts that are aligned, of which the rows are the letters of the first. */
struct alignment {
    const char *s, *t;
    size_t lt;
    const struct costs *cost;
    uint64_t letters;      /* that the second has, by at_cost() */
    uint8_t at[LETTERS];   /* each of its letters, likewise */
    float gap_of[LETTERS]; /* and what it costs to leave it out */
};

static void align(struct alignment *a, float *row, const char *s, const char *t, size_t lt,
                  const struct costs *cost)
{
    a->s = s;
    a->t = t;
    a->lt = lt;
    a->cost = cost;
    a->letters = 0;
    row[0] = 0;
    for (size_t j = 1; j <= a->lt; j++) {
        a->at[j - 1] = (uint8_t)at_cost(a->t[j - 1]);
        a->gap_of[j - 1] = a->cost->other_gap[a->at[j - 1]];
        a->letters |= UINT64_C(1) << a->at[j - 1];
        row[j] = row[j - 1] + a->gap_of[j - 1];
    }
}

/* Whether letter i of the first may be one of two that are changed at once: that change places, or
 * rn for m. */
static bool may_pair(const struct alignment *a, size_t i)
{
    const uint64_t m = UINT64_C(1) << ('m' - '@'), r = UINT64_C(1) << ('r' - '@');
    char c = a->s[i - 1], before = i > 1 ? a->s[i - 2] : 0;
    uint64_t two = UINT64_C(1) << at_cost(c) | UINT64_C(1) << at_cost(before);
    return (before && (a->letters & two) == two) || (c == 'm' && a->letters & r) ||
           (c == 'n' && before == 'r' && a->letters & m);
}

/* The least of cell j by what takes two letters. */
static float paired(const struct alignment *a, size_t i, size_t j, const float *last,
                    const float *before)
{
    const char *s = a->s, *t = a->t;
    float best = INFINITY;
    if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1])
        best = before[j - 2] + a->cost->swap;
    if (i > 1 && s[i - 2] == 'r' && s[i - 1] == 'n' && t[j - 1] == 'm')
        best = least(best, before[j - 1] + a->cost->paper);
    if (j > 1 && t[j - 2] == 'r' && t[j - 1] == 'n' && s[i - 1] == 'm')
        best = least(best, last[j - 2] + a->cost->paper);
    return best;
}

/* Row i from the last and the one before it; the least of it. */
static float fill_row(const struct alignment *a, size_t i, float *now, const float *last,
                      const float *before)
{
    const float *other = a->cost->other[at_cost(a->s[i - 1])];
    float gap = a->cost->gap[at_cost(a->s[i - 1])], left = last[0] + gap, smallest = left;
    bool pairs = may_pair(a, i);
    now[0] = left;
    for (size_t j = 1; j <= a->lt; j++) {
        float best = least(last[j - 1] + other[a->at[j - 1]], last[j] + gap);
        best = least(best, left + a->gap_of[j - 1]);
        if (pairs)
            best = least(best, paired(a, i, j, last, before));
        now[j] = left = best;
        smallest = least(smallest, best);
    }
    return smallest;
}

/* No way to the end costs less than the least of two rows that follow each other, of which it may
 * leave out the second. */
float edits_weighed(const char *s, size_t ls, const char *t, size_t lt, enum edits_how how,
                    float most)
{
    struct alignment a; /* its arrays are filled as far as they are read */
    const struct costs *cost = costs_of(how);
    float row[3][LETTERS + 1], skip = least(cost->swap, cost->paper), before_least = 0;
    align(&a, row[0], s, t, lt, cost);
    for (size_t i = 1; i <= ls; i++) {
        float smallest = fill_row(&a, i, row[i % 3], row[(i + 2) % 3], row[(i + 1) % 3]);
        if (smallest > most && before_least + skip > most)
            return least(smallest, before_least + skip);
        before_least = smallest;
    }
    return row[ls % 3][lt];
}
