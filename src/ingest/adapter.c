/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/adapter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/resource.h"
#include "base/temp.h"

char **adapter_words(struct arena *a, const char *s)
{
    char **list = NULL;
    size_t n = 0;
    for (; s && *s;) {
        s += strspn(s, " \t,");
        size_t len = strcspn(s, " \t,");
        if (!len)
            break;
        list = arena_grow(a, list, n, sizeof *list);
        list[n++] = arena_strndup(a, s, len);
        s += len;
    }
    list = arena_grow(a, list, n, sizeof *list);
    list[n] = NULL;
    return list;
}

/* Value of "-- key: value" lines, joined with spaces; "" when there is none. */
static char *directive(struct arena *a, const char *text, const char *key)
{
    CLEANUP(buf_free) struct buf b = {0};
    char *want = arena_printf(a, "-- %s:", key);
    for (const char *line = text; line && !strncmp(line, "--", 2);) {
        const char *end = strchr(line, '\n');
        if (end && !strncmp(line, want, strlen(want))) {
            const char *v = line + strlen(want);
            v += strspn(v, " ");
            buf_puts(&b, b.len ? " " : "");
            buf_add(&b, v, (size_t)(end - v));
        }
        line = end ? end + 1 : NULL;
    }
    return arena_strdup(a, buf_str(&b));
}

static const char *or_null(const char *s)
{
    return s && *s ? s : NULL;
}

char *adapter_name(struct arena *a, const char *path)
{
    const char *base = file_name(path);
    return arena_strndup(a, base, strcspn(base, "."));
}

void adapter_from_sql(struct adapter *out, struct arena *a, const struct resource *r)
{
    *out = (struct adapter){
        .name = adapter_name(a, r->name),
        .title = directive(a, r->text, "title"),
        .areas = directive(a, r->text, "areas"),
        .encoding = or_null(directive(a, r->text, "encoding")),
        .needs = directive(a, r->text, "needs"),
        .header = adapter_words(a, directive(a, r->text, "header")),
        .optional = adapter_words(a, directive(a, r->text, "optional")),
        .one_measure = !strcmp(directive(a, r->text, "measures"), "one"),
        .repeats_add = !strcmp(directive(a, r->text, "repeats"), "add"),
        .select = r->text,
    };
    char **limits = adapter_words(a, directive(a, r->text, "limit"));
    for (int i = 0; limits[i] && i < ADAPTER_LIMITS - 1; i++)
        out->limit[i] = atol(limits[i]);
}

/* --- columns --- */

/* Letters, digits and bytes beyond ASCII count; case, blanks and punctuation do not. */
static bool counts(unsigned char c)
{
    return isalnum(c) || c >= 0x80;
}

static bool same_name(const char *a, const char *b)
{
    for (;;) {
        while (*a && !counts((unsigned char)*a))
            a++;
        while (*b && !counts((unsigned char)*b))
            b++;
        if (!*a || !*b)
            return !*a && !*b;
        if (tolower((unsigned char)*a++) != tolower((unsigned char)*b++))
            return false;
    }
}

int columns_find(const struct columns *columns, const char *name)
{
    for (int i = 0; i < columns->count; i++)
        if (same_name(columns->name[i], name))
            return i;
    return -1;
}

bool adapter_matches(const struct adapter *adapter, const struct columns *columns)
{
    for (char **h = adapter->header; *h; h++)
        if (columns_find(columns, *h) < 0)
            return false;
    return true;
}

const char *adapter_column_of(const struct adapter *adapter, const struct columns *columns,
                              const char *field, struct arena *a)
{
    char *as = arena_printf(a, " AS %s,", field);
    const char *end = strstr(adapter->select, as);
    if (!end)
        return NULL;
    const char *start = end;
    while (start > adapter->select && start[-1] != '\n')
        start--;
    char *e = arena_strndup(a, start, (size_t)(end - start));
    e += strspn(e, " ");
    if (!strncmp(e, "weir_blank(", 11))
        e += 11;
    else if (!strncmp(e, "trim(", 5))
        e += 5;
    e += *e == '"';
    e[strcspn(e, "\")")] = '\0';
    int i = e[strcspn(e, " ('")] ? -1 : columns_find(columns, e);
    return i < 0 ? NULL : columns->name[i];
}
