/* canon.c - one spelling for what is romanised in several ways.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/canon.h"

#include <stdbool.h>
#include <string.h>

/* Letters that stand for one sound, by the first of them, the longest first; tried in order. */
struct sound {
    const char *from, *to;
};
static const struct sound of_c[] = {{"cs", "C"}, {"ch", "C"}, {"cz", "C"}, {"ck", "k"}, {0}};
static const struct sound of_d[] = {{"dsch", "j"}, {"dzh", "j"}, {"dh", "d"}, {"dj", "j"}, {0}};
static const struct sound of_e[] = {{"ee", "i"}, {0}};
static const struct sound of_g[] = {{"gh", "g"}, {0}};
static const struct sound of_k[] = {{"kh", "h"}, {0}};
static const struct sound of_o[] = {{"oo", "u"}, {"ou", "u"}, {0}};
static const struct sound of_p[] = {{"ph", "f"}, {0}};
static const struct sound of_q[] = {{"qu", "k"}, {"q", "k"}, {0}};
static const struct sound of_s[] = {{"schtsch", "s"}, {"shtsh", "s"}, {"szcz", "s"}, {"shch", "s"},
                                    {"sch", "s"},     {"sh", "s"},    {"sz", "s"},   {0}};
static const struct sound of_t[] = {{"tsch", "C"}, {"tch", "C"}, {"th", "t"},
                                    {"ts", "c"},   {"tz", "c"},  {0}};
static const struct sound of_w[] = {{"w", "v"}, {0}};
static const struct sound of_x[] = {{"x", "ks"}, {0}};
static const struct sound of_z[] = {{"zh", "z"}, {0}};

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

static const struct sound *sounds_of(char c)
{
    switch (c) {
    case 'c':
        return of_c;
    case 'd':
        return of_d;
    case 'e':
        return of_e;
    case 'g':
        return of_g;
    case 'k':
        return of_k;
    case 'o':
        return of_o;
    case 'p':
        return of_p;
    case 'q':
        return of_q;
    case 's':
        return of_s;
    case 't':
        return of_t;
    case 'w':
        return of_w;
    case 'x':
        return of_x;
    case 'z':
        return of_z;
    default:
        return NULL;
    }
}

/* The sound that begins there; NULL: a letter stands by itself. */
static const struct sound *sound_at(const char *s, size_t left)
{
    for (const struct sound *x = sounds_of(*s); x && x->from; x++)
        if (begins(s, left, x->from))
            return x;
    return NULL;
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
        const struct sound *sound = sound_at(s + i, len - i);
        if (!sound) {
            put(&c, letter(s, i, len, c.len ? out[c.len - 1] : 0));
            i++;
            continue;
        }
        for (const char *t = sound->to; *t; t++)
            put(&c, *t);
        i += strlen(sound->from);
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
