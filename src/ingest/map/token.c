/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/map/token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t\r\n"

static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The length of a quoted text with its quotes, doubled ones inside; 0 when it has no end. */
static size_t quoted_length(const char *s)
{
    for (const char *p = s + 1; *p; p++) {
        if (*p == *s && p[1] == *s)
            p++;
        else if (*p == *s)
            return (size_t)(p - s) + 1;
    }
    return 0;
}

static size_t number_length(const char *s)
{
    size_t n = strspn(s, "0123456789");
    n += s[n] == '.' ? 1 + strspn(s + n + 1, "0123456789") : 0;
    bool scaled = s[n] == 'e' || s[n] == 'E',
         is_signed = scaled && strchr("+-", s[n + 1]) && s[n + 1];
    size_t sign = scaled ? is_signed ? 2 : 1 : 0;
    size_t digits = sign ? strspn(s + n + sign, "0123456789") : 0;
    n += digits ? sign + digits : 0;
    return in_name(s[n]) ? 0 : n;
}

static size_t sign_length(const char *s)
{
    static const char *const signs[] = {"<>", "!=", "<=", ">=", "||", "=", "<", ">",
                                        "+",  "-",  "*",  "/",  "%",  "(", ")", ","};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (!strncmp(s, signs[i], strlen(signs[i])))
            return strlen(signs[i]);
    return 0;
}

static size_t name_length(const char *s)
{
    size_t n = *s == '$';
    while (in_name(s[n]))
        n++;
    return n;
}

void token_next(struct token *out, const char *s)
{
    s += strspn(s, BLANKS);
    size_t n;
    enum token_kind kind;
    if (*s == '\'' || *s == '"')
        kind = *s == '"' ? TOKEN_QUOTED : TOKEN_TEXT, n = quoted_length(s);
    else if (isdigit((unsigned char)*s))
        kind = TOKEN_NUMBER, n = number_length(s);
    else if (*s == '$' || in_name(*s))
        kind = *s == '$' ? TOKEN_OPTION : TOKEN_NAME, n = name_length(s);
    else
        kind = TOKEN_SIGN, n = sign_length(s);
    if (!n || !strncmp(s, "--", 2)) /* the engine would take what follows for a remark */
        kind = *s ? TOKEN_BROKEN : TOKEN_END;
    *out = (struct token){kind, s, n};
}

bool token_says(const struct token *t, const char *word)
{
    return strlen(word) == t->length && !strncasecmp(t->text, word, t->length);
}

bool token_is(const struct token *t, const char *word)
{
    return (t->kind == TOKEN_NAME || t->kind == TOKEN_SIGN) && token_says(t, word);
}

char token_then(const struct token *t)
{
    const char *s = t->text + t->length;
    return s[strspn(s, BLANKS)];
}
