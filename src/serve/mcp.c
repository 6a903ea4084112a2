/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/mcp.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/door.h"
#include "base/json.h"
#include "base/log.h"
#include "base/tree.h"
#include "serve/describe.h"

/* limit MESSAGE_MAX: a message of an assistant, bytes: refused; */
enum { MESSAGE_MAX = 4 << 20 };
enum { BAD_JSON = -32700, BAD_REQUEST = -32600, NO_METHOD = -32601, BAD_PARAMS = -32602 };
/* limit ROWS_MOST: rows of a table that an assistant is told, : the first are, and how many there
 * are; */
enum { ROWS_MOST = 200 };
#define REVISION "2025-06-18"

struct call {
    const struct world *world;
    const char *store;
    int wait;
    struct buf *to;
    const char *id; /* as JSON */
    yajl_val params;
    struct arena *arena;
};

/* --- messages --- */

static void send_result(const struct call *c, struct fact *result)
{
    buf_printf(c->to, "{\"jsonrpc\": \"2.0\", \"id\": %s, \"result\": ", c->id);
    json_line(c->to, result);
    buf_puts(c->to, "}\n");
}

static void send_error(const struct call *c, int code, const char *message)
{
    buf_printf(c->to,
               "{\"jsonrpc\": \"2.0\", \"id\": %s, \"error\": {\"code\": %d, \"message\": ", c->id,
               code);
    json_text(c->to, message);
    buf_puts(c->to, "}}\n");
}

static const char *id_of(yajl_val v, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *text = tree_text(v, "id");
    yajl_val number = tree_get(v, "id", yajl_t_number);
    if (text)
        json_text(&b, text);
    else if (number)
        buf_puts(&b, YAJL_GET_NUMBER(number));
    return b.s ? arena_strdup(a, b.s) : NULL;
}

/* --- what there is --- */

static void initialize(const struct call *c)
{
    struct facts f = facts_new(c->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "protocolVersion", REVISION);
    facts_open(&f, "capabilities", FACT_OBJECT);
    facts_open(&f, "tools", FACT_OBJECT);
    facts_close(&f);
    facts_close(&f);
    facts_open(&f, "serverInfo", FACT_OBJECT);
    facts_text(&f, "name", "weir");
    facts_text(&f, "version", WEIR_VERSION);
    facts_close(&f);
    facts_text(&f, "instructions",
               "weir answers from official trade statistics that were loaded into its store. Every "
               "figure has a source, a vintage and a valuation: say them with it. 'Cannot tell' is "
               "an answer. The evidence id names an answer for who wants to check it.");
    facts_close(&f);
    send_result(c, f.root);
}

static void list_tools(const struct call *c)
{
    struct facts f = facts_new(c->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_open(&f, "tools", FACT_LIST);
    for (const struct question *const *q = c->world->questions; *q; q++) {
        if (!request_allows(*q))
            continue;
        facts_open(&f, NULL, FACT_OBJECT);
        facts_text(&f, "name", describe_name(*q, '_', c->arena));
        facts_text(&f, "description",
                   arena_printf(c->arena, "%s. %s", (*q)->summary, (*q)->text ? (*q)->text : ""));
        describe_input(&f, "inputSchema", *q);
        facts_open(&f, "annotations", FACT_OBJECT);
        facts_truth(&f, "readOnlyHint", 1);
        facts_truth(&f, "openWorldHint", 0);
        facts_close(&f);
        facts_close(&f);
    }
    facts_close(&f);
    facts_close(&f);
    send_result(c, f.root);
}

/* --- a tool is called --- */

static const struct question *tool_of(const struct call *c, const char *name)
{
    for (const struct question *const *q = c->world->questions; name && *q; q++)
        if (request_allows(*q) && *name && describe_match(*q, '_', name) == strlen(name))
            return *q;
    return NULL;
}

/* Several values are one text between commas. */
static const char *value_of(yajl_val v, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (YAJL_IS_STRING(v))
        return YAJL_GET_STRING(v);
    if (YAJL_IS_NUMBER(v))
        return YAJL_GET_NUMBER(v);
    if (YAJL_IS_TRUE(v) || YAJL_IS_FALSE(v))
        return YAJL_IS_TRUE(v) ? "true" : "false";
    for (size_t i = 0; YAJL_IS_ARRAY(v) && i < YAJL_GET_ARRAY(v)->len; i++) {
        const char *one = value_of(YAJL_GET_ARRAY(v)->values[i], a);
        buf_printf(&b, "%s%s", i ? "," : "", one ? one : "");
    }
    return b.s ? arena_strdup(a, b.s) : NULL;
}

static void take_arguments(struct request *r, yajl_val v, struct arena *a)
{
    for (size_t i = 0; v && i < YAJL_GET_OBJECT(v)->len; i++) {
        const char *key = YAJL_GET_OBJECT(v)->keys[i];
        yajl_val x = YAJL_GET_OBJECT(v)->values[i];
        if (!strcmp(key, "file") && request_takes_body(r->question))
            r->body = value_of(x, a);
        else if (!strcmp(key, "arguments") && YAJL_IS_ARRAY(x))
            for (size_t k = 0; k < YAJL_GET_ARRAY(x)->len; k++) {
                const char *word = value_of(YAJL_GET_ARRAY(x)->values[k], a);
                request_word(r, word ? word : "", a);
            }
        else if (!strcmp(key, "arguments"))
            request_word(r, value_of(x, a) ? value_of(x, a) : "", a);
        else
            request_add(r, key, value_of(x, a), a);
    }
}

static void add_content(struct facts *f, const char *text)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "type", "text");
    facts_text(f, "text", text);
    facts_close(f);
}

static const char *failure(const struct err *err, struct arena *a)
{
    return *err->hint ? arena_printf(a, "%s%s%s\nhint: %s", err->where, *err->where ? ": " : "",
                                     err->msg, err->hint)
                      : arena_printf(a, "%s%s%s", err->where, *err->where ? ": " : "", err->msg);
}

static void send_reply(const struct call *c, const struct reply *reply, const struct err *err)
{
    struct facts f = facts_new(c->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_open(&f, "content", FACT_LIST);
    add_content(&f, err ? failure(err, c->arena) : buf_str(&reply->text));
    for (int i = 0; !err && i < reply->notes.count; i++)
        add_content(&f, arena_printf(c->arena, "note: %s", reply->notes.note[i].text));
    if (!err && *reply->evidence)
        add_content(&f,
                    arena_printf(c->arena, "evidence: %s (weir evidence %s says what it rests on)",
                                 reply->evidence, reply->evidence));
    facts_close(&f);
    facts_truth(&f, "isError", err != NULL);
    facts_close(&f);
    send_result(c, f.root);
}

static bool is_plain(yajl_val v)
{
    return YAJL_IS_STRING(v) || YAJL_IS_NUMBER(v) || YAJL_IS_TRUE(v) || YAJL_IS_FALSE(v);
}

static bool are_plain(yajl_val v)
{
    for (size_t i = 0; YAJL_IS_OBJECT(v) && i < YAJL_GET_OBJECT(v)->len; i++) {
        yajl_val x = YAJL_GET_OBJECT(v)->values[i];
        if (!is_plain(x) && !YAJL_IS_ARRAY(x))
            return false;
        for (size_t k = 0; YAJL_IS_ARRAY(x) && k < YAJL_GET_ARRAY(x)->len; k++)
            if (!is_plain(YAJL_GET_ARRAY(x)->values[k]))
                return false;
    }
    return YAJL_IS_OBJECT(v);
}

static void call_tool(const struct call *c)
{
    struct session s = session_new(c->world, c->store, c->arena);
    struct request r = {
        .question = tool_of(c, tree_text(c->params, "name")), .form = FORM_JSON, .rows = ROWS_MOST};
    struct reply reply = {0};
    struct err err = {0};
    if (!r.question) {
        send_error(c, BAD_PARAMS, "there is no such tool");
        session_close(&s);
        return;
    }
    yajl_val arguments = tree_get(c->params, "arguments", yajl_t_any);
    if (arguments && !are_plain(arguments)) {
        send_error(c, BAD_PARAMS, "arguments are an object of texts, numbers, truths and lists");
        session_close(&s);
        return;
    }
    s.wait = c->wait;
    take_arguments(&r, tree_get(c->params, "arguments", yajl_t_object), c->arena);
    int rc = request_ask(&reply, &s, &r, &err);
    send_reply(c, &reply, rc ? &err : NULL);
    buf_free(&reply.text);
    session_close(&s);
}

static void nothing(const struct call *c)
{
    struct facts f = facts_new(c->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_close(&f);
    send_result(c, f.root);
}

void mcp_answer(struct buf *to, const struct world *w, const char *store, int wait,
                const char *message)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(tree_free) yajl_val v = NULL;
    struct call c = {.world = w, .store = store, .wait = wait, .to = to, .id = "null", .arena = &a};
    struct err err = {0};
    static const struct {
        const char *name;
        void (*answer)(const struct call *c);
    } methods[] = {{"initialize", initialize},
                   {"ping", nothing},
                   {"tools/list", list_tools},
                   {"tools/call", call_tool}};
    if (strstr(message, "\\u0000")) {
        send_error(&c, BAD_REQUEST, "a text holds a NUL");
        return;
    }
    if (tree_read(&v, message, &err)) {
        send_error(&c, BAD_JSON, err.msg);
        return;
    }
    const char *method = tree_text(v, "method"), *id = id_of(v, &a);
    const char *version = tree_text(v, "jsonrpc");
    yajl_val given = tree_get(v, "id", yajl_t_any);
    if (!method && (tree_get(v, "result", yajl_t_any) || tree_get(v, "error", yajl_t_any)))
        return; /* an answer: nothing was asked */
    c.id = id ? id : c.id;
    if (!method || !version || strcmp(version, "2.0") != 0 || (given && !id)) {
        send_error(&c, BAD_REQUEST, "no request of JSON-RPC 2.0 with a method and a plain id");
        return;
    }
    if (!id) /* a notification */
        return;
    c.params = tree_get(v, "params", yajl_t_object);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (!strcmp(method, methods[i].name)) {
            methods[i].answer(&c);
            return;
        }
    send_error(&c, NO_METHOD, "no such method");
}

/* --- over standard input and output --- */

/* A line of at most MESSAGE_MAX bytes; of a longer one nothing (*cut).  False: the end. */
static bool read_line(struct buf *line, bool *cut)
{
    int c;
    line->len = 0;
    *cut = false;
    while ((c = getchar()) != EOF && c != '\n') {
        *cut |= line->len >= MESSAGE_MAX;
        if (!*cut)
            buf_add(line, &(char){(char)c}, 1);
    }
    return c != EOF || line->len;
}

static int run(const struct world *w, const void *params, const char *store, int wait,
               struct err *err)
{
    CLEANUP(buf_free) struct buf line = {0};
    bool cut;
    (void)params;
    (void)err;
    log_quiet(true);
    while (read_line(&line, &cut)) {
        CLEANUP(buf_free) struct buf b = {0};
        if (cut || (line.len && memchr(line.s, 0, line.len)))
            send_error(&(struct call){.to = &b, .id = "null"}, BAD_REQUEST,
                       cut ? "a message of more than 4 MiB" : "a message with a NUL");
        else if (line.len && line.s[strspn(line.s, " \r")])
            mcp_answer(&b, w, store, wait, line.s);
        if (b.len && (fwrite(b.s, 1, b.len, stdout) != b.len || fflush(stdout)))
            break;
    }
    return EXIT_FINE;
}

const struct door door_mcp = {
    .question = {.name = "mcp",
                 .arguments = "",
                 .summary = "answer an assistant over standard input and output",
                 .text =
                     "The questions that read are tools of the Model Context Protocol, with typed "
                     "parameters; answers are those of --json, with notes on what cannot be told "
                     "and the id of the evidence. Claims are checked from the text of a claim "
                     "file. Nothing is written but the journal of questions beside the store, and "
                     "nothing leaves the machine.",
                 .examples = "weir --store store.weir mcp",
                 .size = sizeof(struct words)},
    .run = run,
};
