/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/text/tokens.h"

#include <ctype.h>
#include <string.h>

/* The sentence in plain letters, and for each byte where it stands in the text. */
struct plain {
    char *s;
    int *at;
    int len;
};

/* Signs of typesetters, and letters with marks that lower case knows otherwise. */
static const char *const signs[][2] = {
    {"\xe2\x80\x98", "'"},    {"\xe2\x80\x99", "'"},    {"\xca\xbc", "'"},
    {"\xe2\x80\x9c", "\""},   {"\xe2\x80\x9d", "\""},   {"\xe2\x80\x9e", "\""},
    {"\xc2\xab", "\""},       {"\xc2\xbb", "\""},       {"\xe2\x80\x93", "-"},
    {"\xe2\x80\x94", " - "},  {"\xe2\x88\x92", "-"},    {"\xe2\x80\x90", "-"},
    {"\xe2\x80\x91", "-"},    {"\xc2\xa0", " "},        {"\xe2\x80\xaf", " "},
    {"\xe2\x80\x89", " "},    {"\xe2\x80\xa6", "."},    {"\xc2\xad", ""},
    {"\xe2\x80\x8b", ""},     {"\xe2\x80\x8e", ""},     {"\xe2\x80\x8f", ""},
    {"\xef\xbb\xbf", ""},     {"\xe2\x80\xaa", ""},     {"\xe2\x80\xab", ""},
    {"\xe2\x80\xac", ""},     {"\xe2\x80\xad", ""},     {"\xe2\x80\xae", ""},
    {"\xc3\xbc", "\xc3\xbc"}, {"\xc3\x9c", "\xc3\xbc"}, {"\xc3\x84", "\xc3\xa4"},
    {"\xc3\x96", "\xc3\xb6"},
};

static void put(struct plain *p, const char *s, int at)
{
    for (; *s; s++) {
        p->at[p->len] = at;
        p->s[p->len++] = *s;
    }
}

/* Cyrillic capitals as small letters: U+0410 to U+042F, and U+0401. */
static int put_cyrillic(struct plain *p, const unsigned char *s, int at)
{
    char small[3] = {0};
    if (s[0] == 0xd0 && s[1] >= 0x90 && s[1] <= 0x9f) {
        small[0] = (char)0xd0;
        small[1] = (char)(s[1] + 0x20);
    } else if (s[0] == 0xd0 && s[1] >= 0xa0 && s[1] <= 0xaf) {
        small[0] = (char)0xd1;
        small[1] = (char)(s[1] - 0x20);
    } else if (s[0] == 0xd0 && s[1] == 0x81) { /* yo is written as ye */
        memcpy(small, "\xd0\xb5", 2);
    } else if (s[0] == 0xd1 && s[1] == 0x91) {
        memcpy(small, "\xd0\xb5", 2);
    } else {
        return 0;
    }
    put(p, small, at);
    return 2;
}

static int put_sign(struct plain *p, const char *s, size_t left, int at)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i][0]);
        if (n <= left && !memcmp(s, signs[i][0], n)) {
            put(p, signs[i][1], at);
            return (int)n;
        }
    }
    return left > 1 ? put_cyrillic(p, (const unsigned char *)s, at) : 0;
}

static void make_plain(struct plain *p, const char *text, size_t len, struct arena *a)
{
    p->s = arena_alloc(a, len * 2 + 4);
    p->at = arena_array(a, int, len * 2 + 4);
    for (size_t i = 0; i < len;) {
        int n = (text[i] & 0x80) ? put_sign(p, text + i, len - i, (int)i) : 0;
        if (!n) {
            char one[2] = {(char)tolower((unsigned char)text[i]), '\0'};
            put(p, *one ? one : " ", (int)i);
            n = 1;
        }
        i += (size_t)n;
    }
    p->at[p->len] = (int)len;
}

static bool letter(char c)
{
    return isalpha((unsigned char)c) || (c & 0x80);
}

/* "1,065.4": a comma or a point belongs to a number where digits follow. */
static int number_length(const char *p)
{
    int n = 0;
    while (isdigit((unsigned char)p[n]) ||
           (n > 0 && strchr(",.", p[n]) && p[n] && isdigit((unsigned char)p[n + 1])))
        n++;
    return n;
}

/* "u.s.": letters with points between. */
static int word_length(const char *p)
{
    int n = 0;
    if (isalpha((unsigned char)p[0]) && p[1] == '.' && isalpha((unsigned char)p[2]) && p[3] == '.')
        return 4;
    while (letter(p[n]))
        n++;
    return n;
}

static bool starts_capital(const struct plain *p, const char *text, int i)
{
    unsigned char c = (unsigned char)text[p->at[i]], d = (unsigned char)p->s[i];
    return isupper(c) || ((c & 0x80) && text[p->at[i] + 1] != p->s[i + 1]) ||
           ((c & 0x80) && c != d);
}

static void add(struct tokens *t, const struct plain *p, const char *text, int i, int n,
                struct arena *a)
{
    struct token *k = &t->at[t->count];
    bool owner = !strncmp(p->s + i, "'s", 2) && n == 2;
    *k = (struct token){.word = arena_strndup(a, p->s + i, (size_t)n),
                        .at = p->s + i,
                        .start = p->at[i],
                        .end = p->at[i + n],
                        .kind = owner                             ? TOKEN_OWNER
                                : isdigit((unsigned char)p->s[i]) ? TOKEN_NUMBER
                                : letter(p->s[i])                 ? TOKEN_WORD
                                                                  : TOKEN_SIGN};
    k->capital = starts_capital(p, text, i);
    k->upper = k->capital;
    for (int c = k->start; c < k->end && k->upper; c++)
        k->upper = !islower((unsigned char)text[c]);
    t->count++;
}

/* Bytes of the token at i; 0: a blank. */
static int length_at(const struct plain *p, int i)
{
    const char *s = p->s + i;
    int n;
    if (isspace((unsigned char)*s))
        return 0;
    if (isdigit((unsigned char)*s))
        return number_length(s);
    if (letter(*s))
        return word_length(s);
    n = *s == '\'' && s[1] == 's' && !letter(s[2]) ? 2 : 1;
    return n;
}

void tokens_read(struct tokens *out, const char *text, size_t len, struct arena *a)
{
    struct plain p = {0};
    make_plain(&p, text, len, a);
    out->at = out->at ? out->at : arena_array(a, struct token, TOKENS_MAX + 1);
    out->count = 0;
    out->text = text;
    out->low = p.s;
    bool joined = false;
    for (int i = 0; i < p.len && out->count < TOKENS_MAX;) {
        int n = length_at(&p, i);
        bool hyphen = p.s[i] == '-' && i > 0 && letter(p.s[i + 1]) &&
                      (letter(p.s[i - 1]) || isdigit((unsigned char)p.s[i - 1]));
        if (n && !hyphen) {
            add(out, &p, text, i, n, a);
            out->at[out->count - 1].joined = joined;
        }
        joined = hyphen;
        i += n ? n : 1;
    }
    out->at[out->count] = (struct token){.word = "", .at = "", .kind = TOKEN_SIGN}; /* the end */
}

const char *word_stem(const char *word, struct arena *a)
{
    size_t n = strlen(word);
    if (n < 4 || word[n - 1] != 's' || strchr("sui", word[n - 2]))
        return word;
    if (n > 4 && !strcmp(word + n - 3, "ies"))
        return arena_printf(a, "%.*sy", (int)(n - 3), word);
    bool es = n > 4 && word[n - 2] == 'e' &&
              (!strncmp(word + n - 4, "ch", 2) || !strncmp(word + n - 4, "sh", 2) ||
               !strncmp(word + n - 4, "ss", 2) || word[n - 3] == 'x');
    return arena_strndup(a, word, n - (es ? 2 : 1));
}

bool word_is(const struct tokens *t, int i, const char *word)
{
    return i >= 0 && i < t->count && !strcmp(t->at[i].word, word);
}

bool word_among(const struct tokens *t, int i, const char *words)
{
    if (i < 0 || i >= t->count)
        return false;
    size_t n = strlen(t->at[i].word);
    for (const char *p = words; *p; p += strcspn(p, " "), p += *p == ' ')
        if (strcspn(p, " ") == n && !strncmp(p, t->at[i].word, n))
            return true;
    return false;
}
