/* SPDX-License-Identifier: Apache-2.0 */
#include "register/xml.h"

#include <ctype.h>
#include <errno.h>
#include <expat.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ingest/format/scan.h"

struct element {
    long id, line;
    struct buf text;
    bool too_long;
};

struct flat {
    XML_Parser parser;
    FILE *to;
    struct element stack[XML_DEPTH_MAX];
    int depth;
    long count;
    const char *refused; /* why the document is not read on */
};

static void refuse(struct flat *f, const char *why)
{
    f->refused = f->refused ? f->refused : why;
    XML_StopParser(f->parser, XML_FALSE);
}

static void write_field(FILE *to, const char *s, size_t n)
{
    fputc('"', to);
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            fputc('"', to);
        fputc(s[i], to);
    }
    fputc('"', to);
}

/* A name without its namespace; of an attribute with '@' before it. */
static void write_node(struct flat *f, long id, long line, const char *mark, const char *name,
                       const char *s, size_t n)
{
    const char *colon = strrchr(name, ':');
    fprintf(f->to, "%ld,%ld,%s%s,%ld,", id, f->depth ? f->stack[f->depth - 1].id : 0, mark,
            colon ? colon + 1 : name, line);
    write_field(f->to, s, n);
    fputc('\n', f->to);
}

static void open_element(void *ctx, const char *name, const char **attributes)
{
    struct flat *f = ctx;
    (void)name;
    if (f->depth == XML_DEPTH_MAX || f->count >= XML_NODES_MAX) {
        refuse(f, "elements are nested too deep, or too many");
        return;
    }
    struct element *e = &f->stack[f->depth++];
    *e = (struct element){.id = ++f->count, .line = (long)XML_GetCurrentLineNumber(f->parser)};
    for (; *attributes; attributes += 2)
        write_node(f, ++f->count, e->line, "@", attributes[0], attributes[1],
                   strlen(attributes[1]));
}

static void add_text(struct element *e, const char *s, size_t n)
{
    if (e->text.len + n > XML_TEXT_MAX) {
        e->too_long = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        bool blank = isspace((unsigned char)s[i]);
        if (!blank)
            buf_add(&e->text, s + i, 1);
        else if (e->text.len && e->text.s[e->text.len - 1] != ' ')
            buf_add(&e->text, " ", 1);
    }
}

static void text(void *ctx, const char *s, int n)
{
    struct flat *f = ctx;
    for (int i = 0; i < f->depth; i++)
        if (!f->stack[i].too_long)
            add_text(&f->stack[i], s, (size_t)n);
}

static void close_element(void *ctx, const char *name)
{
    struct flat *f = ctx;
    struct element *e = &f->stack[--f->depth];
    size_t n = e->text.len;
    while (n && e->text.s[n - 1] == ' ')
        n--;
    write_node(f, e->id, e->line, "", name, buf_str(&e->text), e->too_long ? 0 : n);
    buf_free(&e->text);
}

static void declare(void *ctx, const char *name, int parameter, const char *value, int length,
                    const char *base, const char *system, const char *public_id,
                    const char *notation)
{
    (void)name, (void)parameter, (void)value, (void)length, (void)base, (void)system;
    (void)public_id, (void)notation;
    refuse(ctx, "the document declares entities, which no list needs");
}

struct feed {
    struct flat *f;
    const char *path;
};

static int fault(const struct feed *x, struct err *err)
{
    XML_Parser p = x->f->parser;
    const char *why = x->f->refused ? x->f->refused : XML_ErrorString(XML_GetErrorCode(p));
    return err_at(err, x->path, (long)XML_GetCurrentLineNumber(p),
                  (long)XML_GetCurrentColumnNumber(p) + 1, "broken XML: %s", why);
}

static int feed(void *ctx, const unsigned char *s, size_t n, struct err *err)
{
    struct feed *x = ctx;
    if (XML_Parse(x->f->parser, (const char *)s, (int)n, 0) == XML_STATUS_OK && !x->f->refused)
        return 0;
    return fault(x, err);
}

int xml_flatten(const char *path, const char *to, struct err *err)
{
    struct flat f = {.parser = XML_ParserCreate(NULL), .to = fopen(to, "w")};
    struct feed x = {&f, path};
    int rc = f.to ? 0 : err_set(err, ERR_IO, "'%s' could not be created: %s", to, strerror(errno));
    XML_SetUserData(f.parser, &f);
    XML_SetElementHandler(f.parser, open_element, close_element);
    XML_SetCharacterDataHandler(f.parser, text);
    XML_SetEntityDeclHandler(f.parser, declare);
    if (!rc)
        fputs("id,parent,name,line,text\n", f.to);
    rc = rc ? rc : scan_content(path, feed, &x, err);
    if (!rc && XML_Parse(f.parser, "", 0, 1) != XML_STATUS_OK)
        rc = fault(&x, err);
    while (f.depth)
        buf_free(&f.stack[--f.depth].text);
    XML_ParserFree(f.parser);
    if (f.to && fclose(f.to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written", to);
    return rc;
}
