/* SPDX-License-Identifier: Apache-2.0 */
#include "report/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_part(struct buf *to, const char *s, size_t n)
{
    buf_puts(to, "\"");
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            buf_printf(to, "\\%c", c);
        else if (c < 0x20)
            buf_printf(to, "\\u%04x", c);
        else
            buf_add(to, s + i, 1);
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

void json_pair(struct buf *to, const char *key, const char *text, const char *before)
{
    buf_printf(to, "%s\"%s\": ", before, key);
    json_text(to, text);
}
