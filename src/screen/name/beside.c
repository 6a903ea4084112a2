/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/beside.h"

#include <string.h>

#include "screen/name/canon.h"

static bool is_vessel(const struct raw *r)
{
    return word_find(r->text, r->len).kind == WORD_VESSEL;
}

/* Words that say of what kind a ship is, before one that says it is one. */
static bool says_which(const struct raw *r)
{
    static const char *const kinds[] = {
        "crude", "oil", "motor", "chemical", "product", "products", "general", "bulk",
        "gas",   "lng", "lpg",   "cargo",    "fishing", "super",    "the",     "container"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(r->text, kinds[i]))
            return true;
    return false;
}

int beside_ship(const struct words *w)
{
    enum { KINDS_MOST = 4 };
    int i = 0;
    while (i < KINDS_MOST && i + 1 < w->count && says_which(&w->raw[i]))
        i++;
    return i && i + 1 < w->count && is_vessel(&w->raw[i]) ? i + 1 : 0;
}

/* Countries and towns are words of word.csv that stand for no trade. */
static bool is_place(const struct raw *r)
{
    struct word x = word_find(r->text, r->len);
    return (x.kind == WORD_DOMAIN && (!x.as || !*x.as)) || x.kind == WORD_STOP;
}

/* "Mora, Milan", "Po, Kong": people are called after places too. */
static bool is_given_name(const struct words *w, int i)
{
    char canon[PART_TEXT + 1];
    size_t n = canon_of(canon, sizeof canon, w->raw[i].text, w->raw[i].len);
    return i == 1 && i + 1 == w->count && w->raw[0].after == ',' &&
           (w->raw[i].len < 5 || word_common(canon, n));
}

int beside_places(const struct words *w)
{
    int from = w->count;
    for (int i = w->count - 1; i > 0 && is_place(&w->raw[i]); i--)
        if ((w->raw[i - 1].after == ',' || w->raw[i - 1].after == '(') && !is_given_name(w, i))
            from = i;
    return from;
}
