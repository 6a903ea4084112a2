/* SPDX-License-Identifier: Apache-2.0 */
#include "ref/sheet.h"

#include <string.h>

/* Where reading stands, and the cells so far. */
struct reader {
    const char *p, *end;
    struct arena *arena;
    const char **cell;
    int count;
};

static void add(struct reader *r, const char *text)
{
    r->cell = arena_grow(r->arena, r->cell, (size_t)r->count, sizeof *r->cell);
    r->cell[r->count++] = text;
}

static const char *quoted(struct reader *r)
{
    char *out, *to;
    const char *from = ++r->p, *p = from;
    while (p < r->end && !(*p == '"' && !(p + 1 < r->end && p[1] == '"')))
        p += *p == '"' ? 2 : 1;
    to = out = arena_alloc(r->arena, (size_t)(p - from) + 1);
    for (const char *c = from; c < p; c++) {
        *to++ = *c;
        c += *c == '"';
    }
    r->p = p < r->end ? p + 1 : p;
    return out;
}

static const char *plain(struct reader *r)
{
    const char *from = r->p;
    while (r->p < r->end && *r->p != ',' && *r->p != '\n' && *r->p != '\r')
        r->p++;
    return arena_strndup(r->arena, from, (size_t)(r->p - from));
}

static int read_row(struct reader *r)
{
    int n = 0;
    for (;; r->p++) {
        add(r, r->p < r->end && *r->p == '"' ? quoted(r) : plain(r));
        n++;
        if (r->p >= r->end || *r->p != ',')
            break;
    }
    while (r->p < r->end && (*r->p == '\n' || *r->p == '\r'))
        r->p++;
    return n;
}

void sheet_read(struct sheet *out, const char *text, size_t len, struct arena *a)
{
    struct reader r = {.p = text, .end = text + len, .arena = a};
    *out = (struct sheet){0};
    while (r.p < r.end) {
        int n = read_row(&r);
        out->columns = out->columns ? out->columns : n;
        for (; n < out->columns; n++)
            add(&r, "");
        r.count -= n - out->columns;
        out->rows++;
    }
    out->rows -= out->rows > 0;
    out->cell = r.cell;
}

int sheet_column(const struct sheet *s, const char *name)
{
    for (int i = 0; i < s->columns; i++)
        if (!strcmp(s->cell[i], name))
            return i;
    return -1;
}

const char *sheet_cell(const struct sheet *s, int row, int column)
{
    const char *text = column < 0 ? "" : s->cell[(row + 1) * s->columns + column];
    return *text ? text : NULL;
}
