/* legal.c - the words of a name that are its legal form.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/legal.h"

#include <string.h>

/* Whether it ends as surnames do that are written before initials: Sidorov I.P. */
static bool ends_as_surname(const struct raw *r)
{
    static const char *const endings[] = {
        "ov",   "ev",   "yov",  "in",    "yn",   "off", "ova", "eva", "ina", "yna",  "sky", "ski",
        "skiy", "skii", "skij", "skaya", "enko", "uk",  "yan", "ian", "dze", "vili", "ich",
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (r->len > n + 1 && !strcmp(r->text + r->len - n, endings[i]))
            return true;
    }
    return false;
}

/* Whether two letters with points beside one word are somebody's first letters. */
static bool are_initials(const struct words *w, int i)
{
    return w->raw[i].letters && w->raw[i].len == 2 && w->count == 2 && ends_as_surname(&w->raw[!i]);
}

/* Two letters are one only at an end, and not within a word with hyphens. */
static bool may_be_short(const struct words *w, int i, bool end)
{
    bool joined = w->raw[i].after == '-' || (i && w->raw[i - 1].after == '-');
    return end && !joined && w->raw[i].plain && !w->pinyin && !are_initials(w, i);
}

struct legal legal_at(const struct words *w, int i)
{
    const char *word[8];
    size_t n = 0;
    for (int k = i; k < w->count && n < 8; k++)
        word[n++] = w->legal[k];
    struct legal l = word_legal(word, n);
    int after = i + (int)l.words;
    bool end = !i || after == w->count ||
               (l.words && after + (int)legal_at(w, after).words == w->count);
    if (w->raw[i].syllable || w->raw[i].consonants)
        l.words = 0;
    if (l.words == 1 && w->raw[i].len <= 2 && !may_be_short(w, i, end))
        l.words = 0;
    return l;
}
