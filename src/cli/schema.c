/* schema.c - the JSON of a question as JSON Schema (draft 2020-12), from its columns or its shape.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"

/* A shape that is read; the text is of the table of questions, and right. */
struct shape {
    const char *p;
    struct facts *f;
};

static void blanks(struct shape *s)
{
    s->p += strspn(s->p, " ");
}

static void add_type(struct facts *f, const char *type)
{
    facts_open(f, "type", FACT_LIST);
    facts_text(f, NULL, type);
    facts_text(f, NULL, "null");
    facts_close(f);
}

static void add_shape(struct shape *s, const char *key);

/* A key with its shape; the required ones are noted. */
static void add_field(struct shape *s, struct facts *required)
{
    size_t n = strspn(s->p, "abcdefghijklmnopqrstuvwxyz0123456789_");
    const char *key = arena_strndup(s->f->arena, s->p, n);
    s->p += n;
    bool optional = *s->p == '?';
    s->p += optional;
    blanks(s);
    if (!optional)
        facts_text(required, NULL, key);
    add_shape(s, key);
    blanks(s);
    s->p += *s->p == ',';
    blanks(s);
}

static void add_object(struct shape *s)
{
    struct facts required = facts_new(s->f->arena);
    facts_text(s->f, "type", "object");
    s->p++;
    if (*s->p == '*') {
        s->p += 2;
        return;
    }
    facts_open(&required, NULL, FACT_LIST);
    facts_open(s->f, "properties", FACT_OBJECT);
    while (*s->p != '}')
        add_field(s, &required);
    s->p++;
    facts_close(s->f);
    facts_add(s->f, "required", required.root);
    facts_truth(s->f, "additionalProperties", 0);
}

static void add_simple(struct shape *s)
{
    static const char *const types[][2] = {
        {"text", "string"}, {"number", "number"}, {"int", "integer"}, {"truth", "boolean"}};
    size_t n = strspn(s->p, "abcdefghijklmnopqrstuvwxyz");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i][0]) == n && !strncmp(s->p, types[i][0], n))
            add_type(s->f, types[i][1]);
    s->p += n ? n : 1; /* '*' is anything */
}

static void add_one(struct shape *s)
{
    blanks(s);
    if (*s->p == '{') {
        add_object(s);
    } else if (*s->p == '[') {
        facts_text(s->f, "type", "array");
        s->p++;
        add_shape(s, "items");
        s->p += *s->p == ']';
    } else {
        add_simple(s);
    }
}

static void add_shape(struct shape *s, const char *key)
{
    facts_open(s->f, key, FACT_OBJECT);
    add_one(s);
    facts_close(s->f);
}

/* Of the whole: one shape, or several that it may have. */
static void add_whole(struct shape *s)
{
    if (!strstr(s->p, " | ")) {
        add_one(s);
        return;
    }
    facts_open(s->f, "anyOf", FACT_LIST);
    while (*s->p) {
        add_shape(s, NULL);
        blanks(s);
        s->p += *s->p == '|';
        blanks(s);
    }
    facts_close(s->f);
}

/* --- of a table --- */

static const char *type_of(enum style style)
{
    return style == STYLE_TEXT || style == STYLE_PATH || style == STYLE_PERIOD ? "text"
           : style == STYLE_LIST                                               ? "[text]"
           : style == STYLE_TRUTH                                              ? "truth"
           : style == STYLE_INT                                                ? "int"
                                                                               : "number";
}

static const char *shape_of(const struct question *q, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *before = "";
    buf_puts(&b, "[{");
    for (int i = 0; q->column_count ? i < q->column_count : q->columns[i].key != NULL; i++) {
        if (q->columns[i].place == TEXT_ONLY)
            continue;
        buf_printf(&b, "%s%s %s", before, q->columns[i].key, type_of(q->columns[i].style));
        before = ", ";
    }
    buf_puts(&b, "}]");
    return arena_strdup(a, b.s);
}

struct fact *schema_facts(const struct question *q, struct arena *a)
{
    struct facts f = facts_new(a);
    struct shape s = {q->shape ? q->shape : q->columns ? shape_of(q, a) : "*", &f};
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "$schema", "https://json-schema.org/draft/2020-12/schema");
    facts_text(&f, "title", arena_printf(a, "weir %s --json", q->name));
    facts_text(&f, "description", q->summary);
    add_whole(&s);
    facts_close(&f);
    return f.root;
}

void schema_write(const struct question *q, FILE *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    json_facts(&b, schema_facts(q, &a));
    fputs(b.s, to);
}
