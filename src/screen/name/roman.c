/* roman.c - letters of other scripts in Latin ones.
 *
 * Tables: data/name/letter.csv (alphabets), han.csv (characters to pinyin), alike.csv.  Hangul is
 * computed from its syllables, where letter.csv has none, by the Revised Romanization (South Korea,
 * Ministry of Culture and Tourism, proclamation 2000-8).  Latin letters lose their marks by
 * Unicode's decompositions, and what has no table goes through ICU's Any-Latin.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/roman.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/arena.h"
#include "base/resource.h"
#include "ref/sheet.h"
#include "screen/name/utf8.h"

enum { PLANE = 0x10000, HANGUL = 0xac00, HANGUL_END = 0xd7a4, MEDIALS = 21, FINALS = 28 };

static struct {
    struct arena memory;
    const char *roman[PLANE]; /* of small letters */
    uint32_t latin[PLANE];    /* what a letter looks like among Latin ones */
    uint32_t cyrillic[128];   /* and Latin ones among Cyrillic */
    uint8_t script[PLANE];    /* enum script, of every letter of the plane */
    struct sheet rendered, sequence;
    struct sheet han;
    UTransliterator *any; /* to be cloned */
} table;

static uint32_t first_letter(const char **s)
{
    size_t at = 0;
    uint32_t c = utf8_next(*s, strlen(*s), &at);
    *s += c == UINT32_MAX ? 1 : at;
    return c < PLANE ? c : 0;
}

static void load_letters(void)
{
    const struct resource *r = resource_get("data/name/letter.csv");
    struct sheet s;
    sheet_read(&s, r->text, r->len, &table.memory);
    for (int i = 0; i < s.rows; i++) {
        const char *letter = sheet_cell(&s, i, 1), *to = sheet_cell(&s, i, 2);
        table.roman[first_letter(&letter)] = to ? to : "";
    }
    r = resource_get("data/name/han.csv");
    sheet_read(&table.han, r->text, r->len, &table.memory);
    for (int i = 0; i < table.han.rows; i++)
        for (const char *letter = sheet_cell(&table.han, i, 1); *letter;)
            table.roman[first_letter(&letter)] = sheet_cell(&table.han, i, 0);
    r = resource_get("data/name/sequence.csv");
    sheet_read(&table.sequence, r->text, r->len, &table.memory);
}

static void load_alike(void)
{
    const struct resource *r = resource_get("data/name/alike.csv");
    struct sheet s;
    sheet_read(&s, r->text, r->len, &table.memory);
    for (int i = 0; i < s.rows; i++) {
        const char *letter = sheet_cell(&s, i, 0);
        uint32_t c = first_letter(&letter);
        unsigned char like = (unsigned char)*sheet_cell(&s, i, 1);
        table.latin[c] = like;
        UChar32 large = u_toupper((UChar32)c);
        if (large > 0 && large < PLANE && !table.latin[large])
            table.latin[large] = like;
        /* the other way round only those that are the same to the eye */
        if (c >= 0x430 && c < 0x460 && !table.cyrillic[like] && strchr("aeopcyxkmthbi", like))
            table.cyrillic[like] = c;
    }
}

static enum script script_of(UChar32 c)
{
    int8_t type = u_charType(c);
    UErrorCode e = U_ZERO_ERROR;
    uint32_t mask = UINT32_C(1) << type;
    if (mask & U_GC_ND_MASK)
        return SCRIPT_DIGIT;
    if ((mask & (U_GC_CF_MASK | U_GC_M_MASK)) || c == 0x640)
        return SCRIPT_UNSEEN;
    if (!(mask & (U_GC_L_MASK | U_GC_NL_MASK)))
        return SCRIPT_NONE;
    switch (uscript_getScript(c, &e)) {
    case USCRIPT_LATIN:
        return SCRIPT_LATIN;
    case USCRIPT_CYRILLIC:
        return SCRIPT_CYRILLIC;
    case USCRIPT_GREEK:
        return SCRIPT_GREEK;
    case USCRIPT_ARABIC:
        return SCRIPT_ARABIC;
    case USCRIPT_HEBREW:
        return SCRIPT_HEBREW;
    case USCRIPT_GEORGIAN:
        return SCRIPT_GEORGIAN;
    case USCRIPT_ARMENIAN:
        return SCRIPT_ARMENIAN;
    case USCRIPT_HAN:
        return SCRIPT_HAN;
    case USCRIPT_HANGUL:
        return SCRIPT_HANGUL;
    default:
        return SCRIPT_OTHER;
    }
}

/* A letter as its base letters without marks, small: of Latin, Cyrillic and Greek with marks, of
 * Arabic in forms of presentation, of full-width and mathematical letters. */
static void add_decomposed(UChar32 c, const UNormalizer2 *nfkd)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar32 small = u_tolower(c), part[40];
    UChar source[4], to[40];
    char *out = arena_alloc(&table.memory, 40);
    int32_t n = 0, len = 0;
    if (small < PLANE && small != c && table.roman[small]) {
        table.roman[c] = table.roman[small];
        return;
    }
    u_strFromUTF32(source, 4, &n, &small, 1, &e);
    len = unorm2_normalize(nfkd, source, n, to, 40, &e);
    u_strToUTF32(part, 40, &len, to, len, &e);
    for (int32_t i = 0; U_SUCCESS(e) && i < len; i++) {
        UChar32 letter = u_tolower(part[i]);
        const char *roman = letter < PLANE ? table.roman[letter] : NULL;
        char one[2] = {(char)letter, 0};
        if (letter < 128 && u_isalpha(letter))
            roman = one;
        if (roman && strlen(out) + strlen(roman) < 39)
            strcat(out, roman);
    }
    if (*out)
        table.roman[c] = out;
}

static void load(void)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&e);
    load_letters();
    load_alike();
    const struct resource *r = resource_get("data/name/rendered.csv");
    sheet_read(&table.rendered, r->text, r->len, &table.memory);
    for (UChar32 c = 0; c < PLANE; c++)
        table.script[c] = (uint8_t)script_of(c);
    for (UChar32 c = 'A'; U_SUCCESS(e) && c < PLANE; c++) {
        enum script s = table.script[c];
        if (s >= SCRIPT_LATIN && s <= SCRIPT_ARMENIAN && !table.roman[c])
            add_decomposed(c, nfkd);
    }
}

static void ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
}

enum script roman_script(uint32_t letter)
{
    ready();
    return letter < PLANE ? table.script[letter] : script_of((UChar32)letter);
}

static const char *hangul(uint32_t syllable)
{
    static const char *const lead[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                       "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
    static const char *const vowel[MEDIALS] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                               "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                               "wo", "we", "wi", "yu",  "eu", "ui", "i"};
    static const char *const final[FINALS] = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                              "m", "l",  "l", "l", "l", "l", "m", "p", "p", "t",
                                              "t", "ng", "t", "t", "k", "t", "p", "t"};
    static _Thread_local char out[16];
    uint32_t i = syllable - HANGUL;
    strcpy(out, lead[i / (MEDIALS * FINALS)]);
    strcat(out, vowel[i / FINALS % MEDIALS]);
    strcat(out, final[i % FINALS]);
    return out;
}

const char *roman_letter(uint32_t letter)
{
    ready();
    if (letter >= HANGUL && letter < HANGUL_END && !table.roman[letter])
        return hangul(letter);
    return letter < PLANE ? table.roman[letter] : NULL;
}

/* Whether a place of the table is that of letters from `at` on. */
static bool is_place(const char *place, size_t at, size_t end, size_t count)
{
    if (!place || !*place)
        return true;
    return !strcmp(place, "first")  ? !at
           : !strcmp(place, "last") ? end == count
                                    : at && end < count;
}

const char *roman_sequence(const uint32_t *letter, size_t count, size_t at, size_t *took)
{
    ready();
    for (int i = 0; i < table.sequence.rows; i++) {
        const char *s = sheet_cell(&table.sequence, i, 1), *to = sheet_cell(&table.sequence, i, 3);
        size_t n = 0;
        bool same = true;
        for (; *s && same; n++)
            same = at + n < count &&
                   first_letter(&s) == (uint32_t)u_tolower((UChar32)letter[at + n]);
        if (same && is_place(sheet_cell(&table.sequence, i, 2), at, at + n, count)) {
            *took = n;
            return to ? to : "";
        }
    }
    return NULL;
}

bool roman_is_pinyin(const char *text)
{
    int low = 0, high;
    ready();
    for (high = table.han.rows; low < high;) { /* the table is in order */
        int middle = (low + high) / 2, c = strcmp(sheet_cell(&table.han, middle, 0), text);
        if (!c)
            return true;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

uint32_t roman_alike(uint32_t letter, enum script to)
{
    ready();
    if (to == SCRIPT_LATIN)
        return letter < PLANE ? table.latin[letter] : 0;
    return letter < 128 ? table.cyrillic[letter] : 0;
}

const char *roman_rendered(const char *text, size_t len, size_t *took)
{
    const char *best = NULL;
    ready();
    *took = 0;
    for (int i = 0; i < table.rendered.rows; i++) {
        const char *letters = sheet_cell(&table.rendered, i, 0);
        size_t n = strlen(letters);
        if (n > *took && n <= len && !memcmp(text, letters, n)) {
            best = sheet_cell(&table.rendered, i, 1);
            *took = n;
        }
    }
    return best;
}

int roman_digit(uint32_t digit)
{
    return u_charDigitValue((UChar32)digit);
}

static void open_any(void)
{
    static const UChar id[] = u"Any-Latin; Latin-ASCII; Lower";
    UErrorCode e = U_ZERO_ERROR;
    table.any = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
}

size_t roman_other(char *out, size_t room, const uint32_t *letters, size_t count)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static _Thread_local UTransliterator *own;
    UErrorCode e = U_ZERO_ERROR;
    UChar text[512];
    int32_t len = 0;
    size_t n = 0;
    pthread_once(&once, open_any);
    if (!own && table.any)
        own = utrans_clone(table.any, &e);
    u_strFromUTF32(text, 512, &len, (const UChar32 *)letters, (int32_t)count, &e);
    int32_t limit = len;
    if (!own || U_FAILURE(e))
        return 0;
    utrans_transUChars(own, text, &len, 512, 0, &limit, &e);
    for (int32_t i = 0; U_SUCCESS(e) && i < len && n + 1 < room; i++)
        if (text[i] < 128 && u_isalpha(text[i]))
            out[n++] = (char)u_tolower(text[i]);
    out[n] = 0;
    return n;
}
