/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/several.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *const between[] = {
    "also known as",
    "formerly known as",
    "previously known as",
    "now known as",
    "doing business as",
    "trading as",
    "on behalf of",
    "a.k.a.",
    "a.k.a",
    "a/k/a",
    "aka",
    "f.k.a.",
    "f.k.a",
    "f/k/a",
    "fka",
    "n/k/a",
    "d/b/a",
    "dba",
    "c/o",
    "formerly",
    "previously",
    "alias",
    "ex",
};

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* "ex" between two names is small, or all is large: Deus Ex Machina is one. */
static bool is_ex(const char *text, const char *at)
{
    return at[0] == 'e' || (at[1] == 'X' && !strpbrk(text, "abcdefghijklmnopqrstuvwxyz"));
}

/* Bytes of a word between two names that begins there; 0: none does. */
static size_t parts_names(const char *text, const char *at)
{
    if (at == text || in_word(at[-1]) || at[-1] == '-')
        return 0;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        size_t n = strlen(between[i]);
        if (!strncasecmp(at, between[i], n) && !in_word(at[n]) && at[n] != '-' &&
            (n > 2 || is_ex(text, at)))
            return n;
    }
    return 0;
}

/* "1/" at the beginning of a line, and of later fields in a text that begins so. */
static size_t field_number(const char *text, const char *at)
{
    bool fields = text[0] == '1' && text[1] == '/';
    bool begins = at == text || at[-1] == '\n' || (fields && at[-1] == ' ');
    return begins && at[0] >= '1' && at[0] <= '9' && at[1] == '/' ? 2 : 0;
}

/* Adds what stands between, where it may be a name: three letters at least. */
static int add_piece(struct piece *out, int count, const char *from, const char *end)
{
    size_t letters = 0;
    while (from < end && strchr(" \t\r,;:()-/.", *from))
        from++;
    while (end > from && strchr(" \t\r,;:(-/", end[-1]))
        end--;
    for (const char *p = from; p < end; p++)
        letters += isalpha((unsigned char)*p) || (unsigned char)*p >= 0x80;
    if (letters >= 3 && count < SEVERAL_MOST)
        out[count++] = (struct piece){from, (size_t)(end - from)};
    return count;
}

int several_names(struct piece out[SEVERAL_MOST], const char *text)
{
    int count = 0;
    bool parted = false;
    const char *from = text, *at = text;
    while (*at) {
        size_t n = *at == '\n' || *at == '|' || *at == ';' ? 1 : field_number(text, at);
        n = n ? n : parts_names(text, at);
        if (n) {
            count = add_piece(out, count, from, at);
            from = at + n;
            parted = true;
        }
        at += n ? n : 1;
    }
    count = add_piece(out, count, from, at);
    return parted ? count : 0;
}
