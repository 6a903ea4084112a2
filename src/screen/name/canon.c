/* canon.c - one spelling for what is romanised in several ways.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/canon.h"

#include <stdbool.h>
#include <string.h>

/* Letters that stand for one sound, the longest first; tried in order. */
static const struct {
    const char *from, *to;
} sound[] = {
    {"schtsch", "s"}, {"shtsh", "s"}, {"szcz", "s"}, {"shch", "s"}, {"tsch", "C"}, {"dsch", "j"},
    {"cs", "C"},      {"sch", "s"},   {"tch", "C"},  {"dzh", "j"},  {"ch", "C"},   {"cz", "C"},
    {"sh", "s"},      {"sz", "s"},    {"zh", "z"},   {"kh", "h"},   {"gh", "g"},   {"ph", "f"},
    {"th", "t"},      {"dh", "d"},    {"ts", "c"},   {"tz", "c"},   {"dj", "j"},   {"ck", "k"},
    {"ee", "i"},      {"oo", "u"},    {"ou", "u"},   {"qu", "k"},   {"x", "ks"},   {"q", "k"},
    {"w", "v"},
};

/* Endings of Slavic and Baltic names, which each romanisation has in its own way. */
static const struct {
    const char *from, *to;
} ending[] = {
    {"skiy", "ski"}, {"skii", "ski"}, {"skij", "ski"}, {"skyi", "ski"},
    {"skyy", "ski"}, {"skyj", "ski"}, {"sky", "ski"},  {"off", "ov"},
    {"eff", "ev"},   {"ovs", "ov"},   {"evs", "ev"},   {"ejs", "ei"},
    {"ijs", "ii"},   {"ic", "ich"},   {"yc", "ich"},   {"icz", "ich"},
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool begins(const char *s, size_t left, const char *what)
{
    size_t i = 0;
    while (what[i] && i < left && s[i] == what[i])
        i++;
    return !what[i];
}

/* A copy with its ending as it is in canonical form; the length. */
static size_t with_ending(char *out, size_t room, const char *text, size_t len)
{
    if (len > room - 8)
        len = room - 8;
    memcpy(out, text, len);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        size_t n = strlen(ending[i].from);
        if (len < n + 3 || memcmp(out + len - n, ending[i].from, n))
            continue;
        size_t to = strlen(ending[i].to);
        memcpy(out + len - n, ending[i].to, to);
        return len - n + to;
    }
    return len;
}

/* One letter that stands by itself; 0: it is left out. */
static char letter(const char *s, size_t i, size_t len, char before)
{
    char c = s[i], next = i + 1 < len ? s[i + 1] : 0;
    switch (c) {
    case 'y':
        return 'i';
    case 'c':
        return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
    case 'j':
        return next && is_vowel(next) ? 'j' : 'i';
    case 'h':
        return (before && !strchr("aeiou", before)) || !next ? 0 : 'h';
    default:
        return c;
    }
}

struct canon {
    char *out;
    size_t room, len;
};

static void put(struct canon *c, char letter)
{
    if (!letter || c->len + 1 >= c->room || (c->len && c->out[c->len - 1] == letter))
        return;
    c->out[c->len++] = letter;
}

/* Whether letters that stand for one sound may begin so. */
static bool begins_sound(char c)
{
    switch (c) {
    case 'c':
    case 'd':
    case 'e':
    case 'g':
    case 'k':
    case 'o':
    case 'p':
    case 'q':
    case 's':
    case 't':
    case 'w':
    case 'x':
    case 'z':
        return true;
    default:
        return false;
    }
}

/* A glide before a vowel (ie, ye, je at the beginning; iu, yu, ju anywhere); how many letters of it
 * are left out. */
static size_t glide(const char *s, size_t i, size_t len)
{
    if (i + 1 >= len || (s[i] != 'i' && s[i] != 'y' && s[i] != 'j'))
        return 0;
    bool begins_word = !i && len > 3;
    return (begins_word && s[i + 1] == 'e' && s[i] != 'j') || (i && s[i + 1] == 'u') ? 1 : 0;
}

size_t canon_of(char *out, size_t room, const char *text, size_t len)
{
    char s[80];
    struct canon c = {out, room, 0};
    len = with_ending(s, sizeof s, text, len);
    for (size_t i = 0; i < len;) {
        i += glide(s, i, len);
        size_t n = sizeof sound / sizeof *sound, k = begins_sound(s[i]) ? 0 : n;
        while (k < n && !begins(s + i, len - i, sound[k].from))
            k++;
        if (k == n) {
            put(&c, letter(s, i, len, c.len ? out[c.len - 1] : 0));
            i++;
            continue;
        }
        for (const char *t = sound[k].to; *t; t++)
            put(&c, *t);
        i += strlen(sound[k].from);
    }
    out[c.len] = 0;
    return c.len;
}

char canon_class(char c)
{
    switch (c) {
    case 'b':
    case 'p':
        return 'b';
    case 'f':
    case 'v':
        return 'f';
    case 'k':
    case 'g':
        return 'k';
    case 't':
    case 'd':
        return 't';
    case 's':
    case 'z':
    case 'c':
    case 'C':
    case 'j':
        return 's';
    case 'l':
    case 'm':
    case 'n':
    case 'r':
        return c;
    default:
        return 0;
    }
}

size_t canon_skeleton(char *out, size_t room, const char *canon, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 1 < room; i++) {
        char k = canon_class(canon[i]);
        if (k && (!n || out[n - 1] != k))
            out[n++] = k;
    }
    out[n] = 0;
    return n;
}
