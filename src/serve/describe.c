/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/describe.h"

#include <string.h>

#include "base/json.h"

const char *describe_name(const struct question *q, char between, struct arena *a)
{
    char *name = arena_strdup(a, q->name);
    for (char *p = name; *p; p++)
        *p = *p == ' ' ? between : *p;
    return name;
}

size_t describe_match(const struct question *q, char between, const char *text)
{
    size_t n = 0;
    while (q->name[n] && text[n] == (q->name[n] == ' ' ? between : q->name[n]))
        n++;
    return q->name[n] ? 0 : n;
}

static void add_words(struct facts *f, const char *words)
{
    facts_open(f, "enum", FACT_LIST);
    for (const char *p = words; *(p += strspn(p, " ")); p += strcspn(p, " "))
        facts_text(f, NULL, arena_strndup(f->arena, p, strcspn(p, " ")));
    facts_close(f);
}

static void add_type(struct facts *f, const struct param *p)
{
    static const char *const types[] = {
        [PARAM_TEXT] = "string",   [PARAM_DAY] = "string",    [PARAM_FLAG] = "boolean",
        [PARAM_SHARE] = "string",  [PARAM_NUMBER] = "number", [PARAM_COUNT] = "integer",
        [PARAM_ONE_OF] = "boolean"};
    facts_text(f, "type", types[p->type]);
    if (p->type == PARAM_DAY)
        facts_text(f, "format", "date");
    if (p->words && p->type == PARAM_TEXT)
        add_words(f, p->words);
}

/* Calls for each value that may be said: one of several is several flags. */
typedef void (*value_fn)(struct facts *f, const struct param *p, const char *name,
                         const char *help);

static void each_value(struct facts *f, const struct question *q, value_fn fn)
{
    for (const struct param *p = q->params; p && p->name; p++) {
        if (!request_allows_param(p))
            continue;
        const char *name = p->type == PARAM_ONE_OF ? p->words : p->name, *help = p->help;
        while (*name) {
            size_t n = p->type == PARAM_ONE_OF ? strcspn(name, " ") : strlen(name);
            size_t h = p->type == PARAM_ONE_OF ? strcspn(help, "|") : strlen(help);
            fn(f, p, arena_strndup(f->arena, name, n), arena_strndup(f->arena, help, h));
            name += n + (name[n] == ' ');
            help += h + (help[h] == '|');
        }
    }
}

static void add_property(struct facts *f, const struct param *p, const char *name, const char *help)
{
    facts_open(f, name, FACT_OBJECT);
    add_type(f, p);
    facts_text(f, "description", help);
    facts_close(f);
}

static void add_arguments(struct facts *f, const struct question *q)
{
    bool body = request_takes_body(q);
    if (!*q->arguments)
        return;
    facts_open(f, body ? "file" : "arguments", FACT_OBJECT);
    facts_text(f, "type", body ? "string" : "array");
    if (!body) {
        facts_open(f, "items", FACT_OBJECT);
        facts_text(f, "type", "string");
        facts_close(f);
    }
    facts_text(f, "description", body ? "the text of the file" : q->arguments);
    facts_close(f);
}

void describe_input(struct facts *f, const char *key, const struct question *q)
{
    facts_open(f, key, FACT_OBJECT);
    facts_text(f, "type", "object");
    facts_open(f, "properties", FACT_OBJECT);
    add_arguments(f, q);
    each_value(f, q, add_property);
    facts_close(f);
    facts_truth(f, "additionalProperties", 0);
    facts_close(f);
}

/* --- OpenAPI --- */

static void add_query(struct facts *f, const struct param *p, const char *name, const char *help)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "name", name);
    facts_text(f, "in", "query");
    facts_text(f, "description", help);
    facts_open(f, "schema", FACT_OBJECT);
    add_type(f, p);
    facts_close(f);
    facts_close(f);
}

static void add_parameters(struct facts *f, const struct question *q)
{
    facts_open(f, "parameters", FACT_LIST);
    if (*q->arguments && !request_takes_body(q)) {
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "name", "arg");
        facts_text(f, "in", "query");
        facts_text(f, "description", q->arguments);
        facts_open(f, "schema", FACT_OBJECT);
        facts_text(f, "type", "array");
        facts_open(f, "items", FACT_OBJECT);
        facts_text(f, "type", "string");
        facts_close(f);
        facts_close(f);
        facts_close(f);
    }
    each_value(f, q, add_query);
    if (request_loads(q)) {
        static const struct param name = {.type = PARAM_TEXT};
        add_query(f, &name, "name", "what the file is called; a token needs the right to load");
    }
    facts_close(f);
}

static void add_content(struct facts *f, const char *type)
{
    facts_open(f, "content", FACT_OBJECT);
    facts_open(f, type, FACT_OBJECT);
    facts_close(f);
    facts_close(f);
}

/* JSON by its schema; the other forms are the same table. */
static void add_forms(struct facts *f, const struct question *q)
{
    static const char *const forms[] = {"text/csv", "application/vnd.apache.parquet", "text/html"};
    facts_open(f, "content", FACT_OBJECT);
    facts_open(f, "application/json", FACT_OBJECT);
    facts_add(f, "schema", schema_facts(q, f->arena));
    facts_close(f);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        facts_open(f, forms[i], FACT_OBJECT);
        facts_close(f);
    }
    facts_close(f);
}

static void add_responses(struct facts *f, const struct question *q)
{
    facts_open(f, "responses", FACT_OBJECT);
    facts_open(f, "200", FACT_OBJECT);
    facts_text(f, "description", "what weir --json prints, or the same in another form");
    add_forms(f, q);
    facts_close(f);
    facts_open(f, "default", FACT_OBJECT);
    facts_text(f, "description", "what is wrong, and what to do");
    add_content(f, "application/problem+json");
    facts_close(f);
    facts_close(f);
}

static void add_route(struct facts *f, const struct question *q)
{
    facts_open(f, arena_printf(f->arena, "/v1/%s", describe_name(q, '/', f->arena)), FACT_OBJECT);
    facts_open(f, request_takes_body(q) ? "post" : "get", FACT_OBJECT);
    facts_text(f, "operationId", describe_name(q, '_', f->arena));
    facts_text(f, "summary", q->summary);
    add_parameters(f, q);
    if (request_takes_body(q)) {
        facts_open(f, "requestBody", FACT_OBJECT);
        add_content(f, request_loads(q) ? "application/octet-stream" : "application/yaml");
        facts_close(f);
    }
    add_responses(f, q);
    facts_close(f);
    facts_close(f);
}

void describe_routes(struct buf *to, const struct world *w, const char *version)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct facts f = facts_new(&a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "openapi", "3.1.0");
    facts_open(&f, "info", FACT_OBJECT);
    facts_text(&f, "title", "weir");
    facts_text(&f, "version", version);
    facts_close(&f);
    facts_open(&f, "paths", FACT_OBJECT);
    for (const struct question *const *q = w->questions; *q; q++)
        if (request_allows(*q) || request_loads(*q))
            add_route(&f, *q);
    facts_close(&f);
    facts_close(&f);
    json_facts(to, f.root);
}
