/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/text/article.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void put(struct prose_text *t, char c, size_t at)
{
    t->at[t->len] = (long)at;
    t->s[t->len++] = c;
}

/* --- markup --- */

static bool tag_is(const char *tag, size_t left, const char *name)
{
    size_t n = strlen(name);
    return left > n && !strncasecmp(tag, name, n) && !isalnum((unsigned char)tag[n]);
}

/* Where what stands between <script> and </script> ends. */
static size_t skip_element(const char *p, size_t left, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 1; i + n + 2 < left; i++)
        if (p[i] == '<' && p[i + 1] == '/' && !strncasecmp(p + i + 2, name, n))
            return i;
    return left;
}

static size_t skip_tag(struct prose_text *t, const char *p, size_t left, size_t at)
{
    static const char *const hidden[] = {"script",   "style", "title", "noscript",
                                         "template", "svg",   "sup"};
    static const char *const blocks[] = {
        "p",       "div",     "br",    "hr",     "li",     "ul",     "ol",
        "dl",      "dt",      "dd",    "h1",     "h2",     "h3",     "h4",
        "h5",      "h6",      "td",    "th",     "tr",     "table",  "blockquote",
        "section", "article", "aside", "header", "footer", "figure", "figcaption",
        "pre",     "nav",     "main",  "body",   "form",   "option"};
    if (left > 3 && !strncmp(p, "<!--", 4)) {
        for (size_t i = 4; i + 2 < left; i++)
            if (!strncmp(p + i, "-->", 3))
                return i + 3;
        return left;
    }
    for (size_t k = 0; k < sizeof hidden / sizeof *hidden; k++)
        if (tag_is(p + 1, left - 1, hidden[k]))
            return skip_element(p, left, hidden[k]);
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
        if (tag_is(p + 1 + (p[1] == '/'), left - 1 - (p[1] == '/'), blocks[k])) {
            put(t, '\n', at);
            put(t, '\n', at);
            break;
        }
    const char *end = memchr(p, '>', left);
    return end ? (size_t)(end - p) + 1 : left;
}

static size_t utf8_put(char s[5], unsigned long c)
{
    static const unsigned char head[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i > 1; i--, c >>= 6)
        s[i - 1] = (char)(0x80 | (c & 0x3f));
    s[0] = (char)(head[n] | c);
    return n;
}

/* "&#8364;", "&#x20AC;" */
static size_t put_number(struct prose_text *t, const char *p, size_t left, size_t at)
{
    bool hex = p[2] == 'x' || p[2] == 'X';
    size_t n = hex ? 3 : 2;
    unsigned long c = 0;
    for (; n < left && n < 10 && isxdigit((unsigned char)p[n]) &&
           (hex || isdigit((unsigned char)p[n]));
         n++)
        c = c * (hex ? 16 : 10) +
            (unsigned long)(isdigit((unsigned char)p[n]) ? p[n] - '0' : (p[n] | 32) - 'a' + 10);
    if (n < left && p[n] == ';')
        n++;
    char s[5];
    size_t len = utf8_put(s, c < 0x20 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? ' ' : c);
    if (len > n)
        len = n;
    for (size_t i = 0; i < len; i++)
        put(t, s[i], at);
    return n;
}

static size_t put_entity(struct prose_text *t, const char *p, size_t left, size_t at)
{
    static const char *const named[][2] = {{"&amp;", "&"},
                                           {"&lt;", "<"},
                                           {"&gt;", ">"},
                                           {"&quot;", "\""},
                                           {"&nbsp;", " "},
                                           {"&rsquo;", "'"},
                                           {"&lsquo;", "'"},
                                           {"&apos;", "'"},
                                           {"&ndash;", "-"},
                                           {"&mdash;", " - "},
                                           {"&euro;", "\xe2\x82\xac"},
                                           {"&pound;", "\xc2\xa3"},
                                           {"&ldquo;", "\""},
                                           {"&rdquo;", "\""},
                                           {"&#39;", "'"},
                                           {"&#8217;", "'"}};
    for (size_t k = 0; k < sizeof named / sizeof *named; k++) {
        size_t n = strlen(named[k][0]);
        if (n <= left && !strncmp(p, named[k][0], n)) {
            for (const char *c = named[k][1]; *c; c++)
                put(t, *c, at);
            return n;
        }
    }
    if (left > 3 && p[1] == '#')
        return put_number(t, p, left, at);
    put(t, '&', at);
    return 1;
}

static void plain_html(struct prose_text *t, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        if (text[i] == '<' && i + 1 < len &&
            (isalpha((unsigned char)text[i + 1]) || strchr("/!?", text[i + 1])))
            i += skip_tag(t, text + i, len - i, i);
        else if (text[i] == '&')
            i += put_entity(t, text + i, len - i, i);
        else
            put(t, text[i], i), i++;
    }
}

/* Signs of Markdown: emphasis, headings, links' addresses. */
static void plain_markdown(struct prose_text *t, const char *text, size_t len)
{
    bool line = true;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        bool mark = (c == '*' || c == '`' ||
                     (c == '_' && (i == 0 || !isalnum((unsigned char)text[i - 1]))));
        if (line && (c == '#' || c == '>'))
            continue;
        if (c == ']' && i + 1 < len && text[i + 1] == '(') {
            const char *end = memchr(text + i, ')', len - i);
            i = end ? (size_t)(end - text) : len;
            continue;
        }
        if (line && c == '*' && i + 1 < len && text[i + 1] == ' ')
            c = '-'; /* of a list */
        else if (mark || c == '[')
            continue;
        put(t, c, i);
        line = c == '\n' || (line && c == ' ');
    }
}

/* --- sentences --- */

static bool is_end(const char *s, long i, long len)
{
    static const char *const shorts[] = {
        "mr",  "mrs", "ms",  "dr",  "no",   "st",   "gen", "sen", "vs",  "jan", "feb",
        "mar", "apr", "jun", "jul", "aug",  "sept", "sep", "oct", "nov", "dec", "approx",
        "ca",  "inc", "ltd", "co",  "corp", "e.g",  "i.e", "u.s", "u.k", "u.n", "prof"};
    if (s[i] == '!' || s[i] == '?')
        return true;
    if (s[i] != '.')
        return false;
    if (i + 1 < len && !isspace((unsigned char)s[i + 1]) && !strchr("\"')]", s[i + 1]) &&
        !(s[i + 1] & 0x80))
        return false;
    long from = i;
    while (from > 0 && (isalpha((unsigned char)s[from - 1]) || s[from - 1] == '.'))
        from--;
    for (size_t k = 0; k < sizeof shorts / sizeof *shorts; k++)
        if ((long)strlen(shorts[k]) == i - from &&
            !strncasecmp(s + from, shorts[k], (size_t)(i - from)))
            return false;
    bool initial = i - from == 1 && isupper((unsigned char)s[from]);
    return !initial;
}

/* Whether a sentence may begin at i: "28 million." before "In", not before "in". */
static bool may_begin(const char *s, long i, long len)
{
    while (i < len && (isspace((unsigned char)s[i]) || strchr("\"'([", s[i])))
        i++;
    return i >= len || !islower((unsigned char)s[i]);
}

/* A sign of a list, "- " or "1. ", at the beginning of a line: its bytes; 0: none. */
static long item_at(const struct prose_text *t, long i)
{
    long n = i;
    while (n < t->len && (t->s[n] == ' ' || t->s[n] == '\t'))
        n++;
    long mark = n;
    while (n < t->len && isdigit((unsigned char)t->s[n]))
        n++;
    bool number = n > mark && n - mark < 3 && n < t->len && strchr(".)", t->s[n]);
    bool bullet = n == mark && n < t->len && strchr("-*+", t->s[n]);
    bool round = n == mark && n + 2 < t->len && !memcmp(t->s + n, "\xe2\x80\xa2", 3);
    n += round ? 3 : 1;
    return (number || bullet || round) && n < t->len && t->s[n] == ' ' ? n + 1 - i : 0;
}

static void add(struct prose_text *t, long start, long end, bool paragraph, struct arena *a)
{
    while (start < end && isspace((unsigned char)t->s[start]))
        start++;
    if (start < end && (start == 0 || t->s[start - 1] == '\n'))
        start += item_at(t, start);
    while (end > start && isspace((unsigned char)t->s[end - 1]))
        end--;
    if (end == start)
        return;
    t->sentence = arena_grow(a, t->sentence, (size_t)t->sentences, sizeof *t->sentence);
    t->sentence[t->sentences++] = (struct prose_sentence){start, end, paragraph};
}

/* Quotes and brackets behind the full stop belong to the sentence. */
static long past_quotes(const struct prose_text *t, long i)
{
    while (i < t->len) {
        if (strchr("\"')]", t->s[i]))
            i++;
        else if (i + 2 < t->len && !memcmp(t->s + i, "\xe2\x80", 2) &&
                 (t->s[i + 2] == (char)0x9d || t->s[i + 2] == (char)0x99))
            i += 3;
        else
            break;
    }
    return i;
}

static void cut(struct prose_text *t, struct arena *a)
{
    long start = 0, item = item_at(t, 0); /* item: where the sign of a list ends */
    bool paragraph = true;
    for (long i = 0; i < t->len; i++) {
        char c = t->s[i];
        bool blank = c == '\n' && i + 1 < t->len && (t->s[i + 1] == '\n' || t->s[i + 1] == '\r');
        bool line = c == '\n' && i > 0 && strchr(".!?:\"", t->s[i - 1]);
        line |= c == '\n' && i > 2 && !memcmp(t->s + i - 3, "\xe2\x80\x9d", 3);
        line |= c == '\n' && item_at(t, i + 1);
        if (c == '\n')
            item = i + 1 + item_at(t, i + 1);
        bool stop = i >= item && is_end(t->s, i, t->len) &&
                    may_begin(t->s, past_quotes(t, i + 1), t->len);
        bool long_one = i - start >= SENTENCE_MAX &&
                        (isspace((unsigned char)c) || i - start >= SENTENCE_MAX + 200);
        if (!blank && !line && !stop && !long_one)
            continue;
        long end = stop ? past_quotes(t, i + 1) : i;
        add(t, start, end, paragraph, a);
        paragraph = blank || line;
        start = end;
        i = end > i ? end - 1 : i;
    }
    add(t, start, t->len, paragraph, a);
}

void prose_text(struct prose_text *out, const char *text, size_t len, enum prose_form form,
                struct arena *a)
{
    size_t room = 2 * len + 8;
    *out = (struct prose_text){.s = arena_alloc(a, room), .at = arena_array(a, long, room)};
    if (form == PROSE_HTML) {
        plain_html(out, text, len);
    } else if (form == PROSE_MARKDOWN) {
        plain_markdown(out, text, len);
    } else {
        for (size_t i = 0; i < len; i++)
            put(out, text[i] ? text[i] : ' ', i);
    }
    out->at[out->len] = (long)len;
    cut(out, a);
}
