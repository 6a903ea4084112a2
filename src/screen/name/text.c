/* text.c - the words of a name of any script, in small Latin letters.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/text.h"

#include <string.h>

#include "screen/name/roman.h"
#include "screen/name/utf8.h"

enum { WORD_LETTERS = 64 };

struct reader {
    struct raw *out;
    int count;
    bool full;
    uint32_t letter[WORD_LETTERS]; /* of the word that is read */
    size_t letters;
    int of[SCRIPT_UNSEEN + 1]; /* letters by script */
    int small;                 /* the last one is a small letter */
    bool many;                 /* a sign between parts of one foreign name stood in the text */
};

/* Signs within a word that are not read: of the apostrophe, of hamza and ayn. */
static bool is_apostrophe(uint32_t c)
{
    static const uint16_t signs[] = {'\'',   '`',   0xb4,  0x2b9,  0x2bb,  0x2bc,  0x2bd,
                                     0x2be,  0x2bf, 0x2c8, 0x2018, 0x2019, 0x201b, 0x2032,
                                     0x2035, 0x55a, 0x5f3, 0xff07, 0};
    for (size_t i = 0; signs[i]; i++)
        if (c == signs[i])
            return true;
    return false;
}

/* The letter that a digit between letters was meant as: Ig0r Sech1n. */
static uint32_t letter_for(int digit)
{
    static const char like[] = "oizeasgtbg";
    return (unsigned char)like[digit];
}

static struct raw *add_raw(struct reader *r)
{
    if (r->count == TEXT_WORDS) {
        r->full = true;
        return NULL;
    }
    struct raw *w = &r->out[r->count++];
    *w = (struct raw){0};
    return w;
}

static void append(struct raw *w, const char *s)
{
    size_t n = strlen(s);
    if (w->len + n > PART_TEXT)
        n = PART_TEXT - w->len;
    memcpy(w->text + w->len, s, n);
    w->len += n;
    w->text[w->len] = 0;
}

/* The script of the word: of most of its letters, where some look like those of others. */
static enum script script_of_word(const struct reader *r)
{
    enum script best = SCRIPT_LATIN;
    for (enum script s = SCRIPT_LATIN; s <= SCRIPT_OTHER; s++)
        if (r->of[s] > r->of[best])
            best = s;
    return best;
}

static void append_letter(struct raw *w, uint32_t c, enum script script)
{
    const char *roman;
    if (c < 128) {
        char one[2] = {(char)(c >= 'A' && c <= 'Z' ? c + 32 : c), 0};
        uint32_t alike = script == SCRIPT_CYRILLIC ? roman_alike((unsigned char)*one, script) : 0;
        append(w, alike ? roman_letter(alike) : one);
        return;
    }
    uint32_t alike = script == SCRIPT_LATIN && roman_script(c) != SCRIPT_LATIN
                         ? roman_alike(c, SCRIPT_LATIN)
                         : 0;
    if (alike) {
        append_letter(w, alike, script);
        return;
    }
    roman = roman_letter(c);
    append(w, roman ? roman : "");
}

static void append_letters(struct raw *w, const uint32_t *letter, size_t count, enum script script)
{
    bool pairs = script == SCRIPT_GREEK || script == SCRIPT_HEBREW;
    for (size_t i = 0, took = 1; i < count; i += took) {
        const char *roman = pairs ? roman_sequence(letter, count, i, &took) : NULL;
        if (roman) {
            append(w, roman);
            continue;
        }
        took = 1;
        append_letter(w, letter[i], script);
    }
}

static void add_latin(struct reader *r, const char *text)
{
    struct raw *w = add_raw(r);
    if (!w)
        return;
    append(w, text);
    w->after = '-';
    w->foreign = true;
}

static bool begins_with(const struct reader *r, size_t at, const uint32_t *letters, size_t count)
{
    return r->letters >= at + count && !memcmp(r->letter + at, letters, count * sizeof *letters);
}

/* The Arabic article is a word of its own, and so is "servant of the"; how many letters they take.
 */
static size_t article(struct reader *r, enum script script)
{
    static const uint32_t abd[] = {0x639, 0x628, 0x62f}, al[] = {0x627, 0x644},
                          allah[] = {0x627, 0x644, 0x644, 0x647};
    size_t at = 0;
    if (script != SCRIPT_ARABIC)
        return 0;
    if (begins_with(r, 0, abd, 3) && begins_with(r, 3, al, 2) && r->letters > 6) {
        add_latin(r, "abd");
        at = 3;
    }
    if (begins_with(r, at, allah, 4) && r->letters == at + 4) {
        add_latin(r, "allah");
        return r->letters;
    }
    if (begins_with(r, at, al, 2) && r->letters >= at + 4) {
        add_latin(r, "al");
        at += 2;
    }
    return at;
}

static bool all_ascii(const struct reader *r)
{
    for (size_t i = 0; i < r->letters; i++)
        if (r->letter[i] >= 128)
            return false;
    return true;
}

static void end_word(struct reader *r, char after)
{
    if (!r->letters) {
        char *last = r->count ? &r->out[r->count - 1].after : NULL;
        if (last && after == ' ' && *last == '.')
            r->out[r->count - 1].dotted = true;
        if (last && (!*last || after == '-' || (*last == '.' && after == ' ') ||
                     (*last == ' ' && (after == '(' || after == ','))))
            *last = after;
        return;
    }
    enum script script = script_of_word(r);
    bool digits = r->of[SCRIPT_DIGIT] == (int)r->letters;
    size_t from = article(r, script);
    struct raw *w = from < r->letters ? add_raw(r) : NULL;
    if (w && script == SCRIPT_OTHER) {
        char text[PART_TEXT + 1];
        roman_other(text, sizeof text, r->letter, r->letters);
        append(w, text);
    } else if (w) {
        append_letters(w, r->letter + from, r->letters - from, script);
    }
    if (w) {
        w->digits = digits;
        w->foreign = script != SCRIPT_LATIN && !digits;
        w->plain = script != SCRIPT_LATIN || all_ascii(r);
        w->syllable = script == SCRIPT_HAN || script == SCRIPT_HANGUL;
        w->consonants = script == SCRIPT_ARABIC || script == SCRIPT_HEBREW;
        w->after = after;
        if (!w->len)
            r->count--;
    }
    r->letters = 0;
    r->small = 0;
    memset(r->of, 0, sizeof r->of);
}

static void add_letter(struct reader *r, uint32_t c, enum script s)
{
    if (r->letters < WORD_LETTERS)
        r->letter[r->letters++] = c;
    r->of[s]++;
}

static bool alphabetic(enum script s)
{
    return s == SCRIPT_LATIN || s == SCRIPT_CYRILLIC || s == SCRIPT_GREEK;
}

/* Whether a word ends before a letter of that script: RezaMohammad is two; GmbH, whose last letter
 * is a capital, is one. */
static bool ends_before(const struct reader *r, uint32_t c, enum script s, bool last)
{
    if (!r->letters)
        return false;
    if (s == SCRIPT_LATIN && r->small >= 2 && r->letters >= 3 && c >= 'A' && c <= 'Z' && !last)
        return true;
    if (r->of[SCRIPT_DIGIT])
        return true;
    return !r->of[s] && !(alphabetic(s) && alphabetic(script_of_word(r)));
}

static void take_letter(struct reader *r, uint32_t c, enum script s, bool last)
{
    if (ends_before(r, c, s, last))
        end_word(r, 0);
    add_letter(r, c, s);
    r->small = c >= 'a' && c <= 'z' ? r->small + 1 : 0;
    if (s == SCRIPT_HANGUL || (s == SCRIPT_HAN && !r->many))
        end_word(r, 0);
}

static enum script script_at(const char *text, size_t len, size_t at)
{
    uint32_t c = at < len ? utf8_next(text, len, &at) : UINT32_MAX;
    return c == UINT32_MAX ? SCRIPT_NONE : roman_script(c);
}

/* Whether a digit begins a word that it was taken for a letter of: 5hahbaz, 0mar. */
static bool begins_word(uint32_t c, const char *text, size_t len, size_t at)
{
    int letters = 0;
    while (script_at(text, len, at) == SCRIPT_LATIN && text[at] >= 'a' && text[at] <= 'z') {
        letters++;
        at++;
    }
    return letters >= 3 && (c == '0' || c == '1' || c == '5');
}

static void take_digit(struct reader *r, uint32_t c, enum script next, bool begins)
{
    bool word = r->letters && !r->of[SCRIPT_DIGIT];
    if ((word && alphabetic(next)) || (begins && !r->letters)) {
        add_letter(r, letter_for(roman_digit(c)), SCRIPT_LATIN);
        return;
    }
    if (word)
        end_word(r, 0);
    add_letter(r, (uint32_t)('0' + roman_digit(c)), SCRIPT_DIGIT);
}

/* A sign between words, as one of those that matter. */
static char sign_of(uint32_t c)
{
    if (c == '.' || c == '&' || c == '+' || c == ',' || c == '/' || c == '(' || c == ')')
        return (char)c;
    if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x30fb || c == 0xb7 || c == 0x5be)
        return '-';
    return ' ';
}

/* Characters that part the names of foreigners in Chinese and Japanese. */
static bool has_middle_dot(const char *text, size_t len)
{
    return memmem(text, len, "\xc2\xb7", 2) || memmem(text, len, "\xe3\x83\xbb", 3) ||
           memmem(text, len, "\xe2\x80\xa2", 3);
}

/* A foreign name in letters of its readers, as the words it stands for; false: none begins at *at,
 * or, where it must be all of the text, it is a part. */
static bool take_rendered(struct reader *r, const char *text, size_t len, bool all, size_t *at)
{
    size_t took;
    const char *name = roman_rendered(text + *at, len - *at, &took);
    if (!name || (all && took != len - *at))
        return false;
    end_word(r, 0);
    while (*name) {
        char word[PART_TEXT + 1];
        size_t n = strcspn(name, " ");
        memcpy(word, name, n);
        word[n] = 0;
        add_latin(r, word);
        name += n + (name[n] == ' ');
    }
    r->out[r->count ? r->count - 1 : 0].after = 0;
    *at += took;
    return true;
}

/* A word of a script without vowels that stands for a foreign name: all of it. */
static bool take_rendered_word(struct reader *r, enum script s, const char *text, size_t len,
                               size_t *at)
{
    size_t end = *at;
    if (r->letters || (s != SCRIPT_ARABIC && s != SCRIPT_HEBREW))
        return false;
    while (script_at(text, len, end) == s)
        utf8_next(text, len, &end);
    return take_rendered(r, text, end, true, at);
}

int text_words(struct raw *out, const char *text, size_t len)
{
    struct reader r = {.out = out, .many = has_middle_dot(text, len)};
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t c = utf8_next(text, len, &at);
        if (c == UINT32_MAX)
            return -2;
        enum script s = roman_script(c);
        bool syllables = s == SCRIPT_HAN || s == SCRIPT_HANGUL;
        if (syllables ? take_rendered(&r, text, len, false, &from)
                      : take_rendered_word(&r, s, text, len, &from)) {
            at = from;
            continue;
        }
        if (is_apostrophe(c))
            continue;
        if (s == SCRIPT_NONE)
            end_word(&r, sign_of(c));
        else if (s == SCRIPT_DIGIT)
            take_digit(&r, c, script_at(text, len, at), begins_word(c, text, len, at));
        else if (s != SCRIPT_UNSEEN)
            take_letter(&r, c, s, script_at(text, len, at) != s);
        else if (r.of[SCRIPT_OTHER])
            add_letter(&r, c, SCRIPT_OTHER);
    }
    end_word(&r, 0);
    return r.full ? -1 : r.count;
}
