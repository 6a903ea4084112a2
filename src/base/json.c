/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A character that an eye or a terminal may not have is written as its number; what is no UTF-8 as
 * U+FFFD.  Returns its bytes. */
static size_t add_escaped(struct buf *to, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    unsigned code = 0xfffd;
    size_t n = 1;
    if (*s < 0x80)
        code = *s;
    else if (s[0] == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0)
        n = 2, code = s[1];
    else if (s[0] == 0xe2 && (s[1] == 0x80 || s[1] == 0x81) && (s[2] & 0xc0) == 0x80)
        n = 3, code = 0x2000U | (s[1] & 0x3fU) << 6 | (s[2] & 0x3fU);
    buf_printf(to, "\\u%04x", code);
    return n;
}

static void add_part(struct buf *to, const char *s, size_t n)
{
    buf_puts(to, "\"");
    for (size_t i = 0; i < n;) {
        size_t length = (size_t)plain_length(s + i);
        if (s[i] == '"' || s[i] == '\\')
            buf_printf(to, "\\%c", s[i++]);
        else if (!length || s[i] == '\n' || s[i] == '\t')
            i += add_escaped(to, s + i);
        else
            buf_add(to, s + i, length), i += length;
    }
    buf_puts(to, "\"");
}

void json_text(struct buf *to, const char *text)
{
    if (text)
        add_part(to, text, strlen(text));
    else
        buf_puts(to, "null");
}

void json_number(struct buf *to, double number)
{
    char s[32];
    if (!isfinite(number)) {
        buf_puts(to, "null");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(s, sizeof s, "%.*g", digits, number);
        if (strtod(s, NULL) == number)
            break;
    }
    buf_puts(to, s);
}

void json_list(struct buf *to, const char *commas)
{
    buf_puts(to, "[");
    for (const char *p = commas; p && *p;) {
        size_t n = strcspn(p, ",");
        if (p != commas)
            buf_puts(to, ", ");
        add_part(to, p, n);
        p += n + (p[n] == ',');
    }
    buf_puts(to, "]");
}

/* --- facts --- */

static bool is_flat(const struct fact *x)
{
    for (const struct fact *c = x->first; c; c = c->next)
        if (c->kind == FACT_LIST || c->kind == FACT_OBJECT)
            return false;
    return true;
}

static void add_value(struct buf *to, const struct fact *x)
{
    switch (x->kind) {
    case FACT_TEXT:
        json_text(to, x->text);
        break;
    case FACT_NUMBER:
        json_number(to, x->number);
        break;
    case FACT_TRUTH:
        buf_puts(to, isnan(x->number) ? "null" : x->number > 0 ? "true" : "false");
        break;
    default:
        buf_puts(to, "[");
        for (int i = 0; i < x->count; i++) {
            buf_puts(to, i ? ", " : "");
            json_number(to, x->numbers[i]);
        }
        buf_puts(to, "]");
    }
}

static void add_fact(struct buf *to, const struct fact *x, int indent, bool lines)
{
    bool object = x->kind == FACT_OBJECT;
    if (!object && x->kind != FACT_LIST) {
        add_value(to, x);
        return;
    }
    bool split = lines && !is_flat(x);
    buf_puts(to, object ? "{" : "[");
    for (const struct fact *c = x->first; c; c = c->next) {
        buf_puts(to, c == x->first ? "" : split ? "," : ", ");
        if (split)
            buf_printf(to, "\n%*s", indent + 1, "");
        if (object) {
            json_text(to, c->key);
            buf_puts(to, ": ");
        }
        add_fact(to, c, indent + 1, lines);
    }
    if (split)
        buf_printf(to, "\n%*s", indent, "");
    buf_puts(to, object ? "}" : "]");
}

void json_facts(struct buf *to, const struct fact *root)
{
    add_fact(to, root, 0, true);
    buf_puts(to, "\n");
}

void json_line(struct buf *to, const struct fact *root)
{
    add_fact(to, root, 0, false);
}

void json_squeeze(struct buf *to, const char *json)
{
    for (const char *p = json; *p; p++) {
        if (strchr(" \t\r\n", *p))
            continue;
        const char *end = p;
        if (*p == '"')
            for (end++; *end && *end != '"'; end++)
                end += *end == '\\' && end[1];
        end -= !*end && end > p;
        buf_add(to, p, (size_t)(end - p) + 1);
        p = end;
    }
}
