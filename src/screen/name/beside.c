/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/beside.h"

#include <string.h>

#include "screen/name/canon.h"

static bool is_among(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(text, words[i]))
            return true;
    return false;
}

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
    return is_among(r->text, kinds, sizeof kinds / sizeof *kinds);
}

/* "aircraft YK-ANF", "yacht Nirvana": a word before a name, not of one (Aircraft Repair Plant). */
static bool begins_thing(const struct words *w)
{
    static const char *const things[] = {"aircraft", "yacht", "registration"};
    bool thing = is_among(w->raw[0].text, things, sizeof things / sizeof *things);
    for (int i = 1; i < w->count && thing; i++) {
        enum word_kind k = word_find(w->raw[i].text, w->raw[i].len).kind;
        thing = !w->form[i].words && k != WORD_COMPANY && k != WORD_DOMAIN;
    }
    return thing && w->count > 1;
}

int beside_ship(const struct words *w)
{
    enum { KINDS_MOST = 4 };
    int i = 0;
    while (i < KINDS_MOST && i + 1 < w->count && says_which(&w->raw[i]))
        i++;
    bool carrier = i && !strcmp(w->raw[i].text, "carrier");
    if (begins_thing(w))
        return 1;
    return i && i + 1 < w->count && (carrier || is_vessel(&w->raw[i])) ? i + 1 : 0;
}

/* Countries and towns are words of word.csv that stand for no trade. */
static bool is_place(const struct raw *r)
{
    struct word x = word_find(r->text, r->len);
    return (x.kind == WORD_DOMAIN && (!x.as || !*x.as)) || x.kind == WORD_STOP;
}

/* "Mora, Milan", "Morales Zambrano, Christian": people are called after places too. */
static bool is_given_name(const struct words *w, int i)
{
    static const char *const names[] = {
        "kong",    "hong",   "oman",     "mali",    "milan",     "paris",   "vienna",
        "london",  "india",  "kenya",    "israel",  "jordan",    "georgia", "christian",
        "brazil",  "panama", "scotland", "ireland", "holland",   "spain",   "cyprus",
        "africa",  "asia",   "polish",   "german",  "francaise", "arab",    "roman",
        "islamic", "muslim", "angola",   "somalia", "algeria",   "tunisia"};
    char canon[PART_TEXT + 1];
    size_t n = canon_of(canon, sizeof canon, w->raw[i].text, w->raw[i].len);
    if (i + 1 != w->count || w->raw[i - 1].after != ',')
        return false;
    return is_among(w->raw[i].text, names, sizeof names / sizeof *names) || w->raw[i].len < 4 ||
           word_common(canon, n);
}

/* Whether a word of the first few is of nobody else: not a form, nor what companies do. */
static bool is_distinct(const struct words *w, int until)
{
    for (int i = 0; i < until; i++) {
        bool known = word_find(w->raw[i].text, w->raw[i].len).kind != WORD_NONE;
        if (!known && !w->form[i].words && w->raw[i].len > 2 &&
            !(i && w->form[i - 1].words > 1)) /* within a form of several words */
            return true;
    }
    return false;
}

int beside_places(const struct words *w)
{
    int from = w->count;
    for (int i = w->count - 1; i > 0 && is_place(&w->raw[i]); i--)
        if ((w->raw[i - 1].after == ',' || w->raw[i - 1].after == '(') && !is_given_name(w, i))
            from = i;
    return is_distinct(w, from) ? from : w->count;
}

bool beside_job(const struct words *w, int i)
{
    int from = i;
    while (from > 0 && w->raw[from - 1].after != ',')
        from--;
    bool job = from > 1;
    for (int k = from; k <= i && job; k++)
        job = w->raw[k].len > 2 && word_find(w->raw[k].text, w->raw[k].len).kind == WORD_TITLE;
    return job;
}
