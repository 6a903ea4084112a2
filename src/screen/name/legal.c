/* legal.c - the words of a name that are its legal form.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/legal.h"

#include <string.h>

#include "screen/name/roman.h"

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
    return w->raw[i].letters && w->raw[i].dotted && w->raw[i].len == 2 && w->count == 2 &&
           ends_as_surname(&w->raw[!i]);
}

/* Whether a name has words of companies: A.S. in it is a part of its name. */
static bool is_company(const struct words *w)
{
    for (int i = 0; i < w->count; i++) {
        enum word_kind k = word_find(w->raw[i].text, w->raw[i].len).kind;
        if (w->form[i].words || k == WORD_COMPANY || k == WORD_DOMAIN)
            return true;
    }
    return false;
}

bool legal_initials(const struct words *w, int i)
{
    const struct raw *r = &w->raw[i];
    bool ship = word_find(r->text, r->len).kind == WORD_VESSEL; /* M.V. Sea Star */
    if (r->letters)
        return r->dotted && r->len <= 3 && w->count > 1 && !(ship && !i) && !is_company(w);
    return i == 1 && w->count == 2 && r->len == 2 && r->plain && !r->digits &&
           ends_as_surname(&w->raw[0]) && !roman_is_pinyin(r->text);
}

bool legal_lone_letter(const struct words *w, int i)
{
    int letters = 0;
    bool surname = false;
    for (int k = 0; k < w->count; k++) {
        letters += w->raw[k].len == 1 && !w->raw[k].digits;
        surname |= ends_as_surname(&w->raw[k]);
    }
    return w->count == 3 && letters == 2 && surname && w->raw[i].len == 1;
}

/* Two letters are one only at an end, and not within a word with hyphens. */
static bool may_be_short(const struct words *w, int i, bool end)
{
    bool joined = w->raw[i].after == '-' || (i && w->raw[i - 1].after == '-');
    return end && !joined && w->raw[i].plain && !w->pinyin && !are_initials(w, i);
}

enum { LEGAL_WORDS = 8, LEGAL_ALONE = 6 };

/* Whether nothing but another form follows. */
static bool ends_name(const struct words *w, int after)
{
    return after == w->count || after + (int)w->form[after].words == w->count;
}

/* The longest form that begins at i where word k of it is as it may be meant: of several words, or
 * a long one at the end of the name. */
static void try_meant(struct legal *best, const struct words *w, const char **word, size_t n, int i,
                      size_t k)
{
    const char *as = word[k];
    for (int m = 0; m < w->meant_count[i + (int)k]; m++) {
        word[k] = w->meant[i + (int)k][m];
        struct legal l = word_legal(word, n);
        if (l.words > k && l.words > best->words &&
            (l.words > 1 || (i && strlen(word[k]) >= LEGAL_ALONE && ends_name(w, i + 1))))
            *best = l;
    }
    word[k] = as;
}

/* The form at word i, where those behind it are known. */
static struct legal form_at(const struct words *w, int i)
{
    const char *word[LEGAL_WORDS] = {0};
    size_t n = 0;
    for (int k = i; k < w->count && n < LEGAL_WORDS; k++)
        word[n++] = w->legal[k];
    struct legal l = word_legal(word, n);
    for (size_t k = 0; k < n; k++)
        try_meant(&l, w, word, n, i, k);
    int after = i + (int)l.words;
    bool end = !i || after == w->count || (l.words && ends_name(w, after));
    if (w->raw[i].syllable || w->raw[i].consonants || legal_lone_letter(w, i))
        l.words = 0;
    if (l.words == 1 && w->raw[i].len <= 2 && !may_be_short(w, i, end))
        l.words = 0;
    return l;
}

/* The words of legal forms that one may be with a slip, where it is nothing else. */
static void find_meant(struct words *w, int i)
{
    const struct raw *r = &w->raw[i];
    bool unknown = r->plain && word_find(r->text, r->len).kind == WORD_NONE;
    w->meant_count[i] = unknown ? (int)word_legal_near(w->meant[i], LEGAL_MEANT, r->text, r->len)
                                : 0;
}

void legal_read(struct words *w)
{
    for (int i = 0; i < w->count; i++)
        find_meant(w, i);
    for (int i = w->count - 1; i >= 0; i--)
        w->form[i] = form_at(w, i);
}
