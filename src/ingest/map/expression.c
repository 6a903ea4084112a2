/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/map/expression.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "ingest/map/token.h"

/* The functions of a map, none of which makes more text than it was given (but for constants of the
 * map itself).  A pattern is a 'text' of the map, matched in linear time (RE2). */
static const struct function {
    const char *name, *sql;
    int least, most;
    int literal; /* the argument, from 1, that must be a 'text'; 0: none */
} functions[] = {
    {"abs", "abs", 1, 1, 0},
    {"coalesce", "coalesce", 1, 16, 0},
    {"concat", "concat", 1, 16, 0},
    {"concat_ws", "concat_ws", 2, 16, 1},
    {"contains", "contains", 2, 2, 0},
    {"ends_with", "ends_with", 2, 2, 0},
    {"floor", "floor", 1, 1, 0},
    {"greatest", "greatest", 1, 16, 0},
    {"least", "least", 1, 16, 0},
    {"left", "left", 2, 2, 0},
    {"length", "length", 1, 1, 0},
    {"lower", "lower", 1, 1, 0},
    {"ltrim", "ltrim", 1, 2, 0},
    {"nullif", "nullif", 2, 2, 0},
    {"number", "weir_number", 1, 1, 0},
    {"regexp_extract", "regexp_extract", 2, 3, 2},
    {"regexp_full_match", "regexp_full_match", 2, 2, 2},
    {"regexp_matches", "regexp_matches", 2, 2, 2},
    {"replace", "replace", 3, 3, 2},
    {"right", "right", 2, 2, 0},
    {"round", "round", 1, 2, 0},
    {"rtrim", "rtrim", 1, 2, 0},
    {"split_part", "split_part", 3, 3, 0},
    {"starts_with", "starts_with", 2, 2, 0},
    {"strftime", "strftime", 2, 2, 2},
    {"strpos", "strpos", 2, 2, 0},
    {"substr", "substr", 2, 3, 0},
    {"substring", "substring", 2, 3, 0},
    {"trim", "trim", 1, 2, 0},
    {"try_strptime", "try_strptime", 2, 2, 2},
    {"upper", "upper", 1, 1, 0},
};

static const char *const types[] = {"bigint", "boolean", "date", "double", "integer", "varchar"};
static const char *const options[] = {"$flow", "$period", "$reporter", "$currency"};
/* Words of the grammar; a column that is called so stands in double quotes. */
static const char *const words[] = {"and", "as",  "between", "case", "else", "end",  "false", "in",
                                    "is",  "not", "null",    "or",   "then", "true", "when"};

struct parser {
    struct arena *arena;
    struct expression *out;
    struct buf sql;
    struct token now;
    const char *text;
    struct place begin;
    int depth, tokens;
    struct err *err;
};

static void next(struct parser *p)
{
    token_next(&p->now, p->now.text + p->now.length);
    p->tokens++;
}

static bool is(const struct parser *p, const char *word)
{
    return token_is(&p->now, word);
}

static bool is_one_of(const struct parser *p, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (token_says(&p->now, list[i]))
            return true;
    return false;
}
#define IS_ONE_OF(p, list) is_one_of(p, list, sizeof(list) / sizeof *(list))

/* --- faults --- */

static struct place place_of(const struct parser *p)
{
    struct place at = p->begin;
    for (const char *c = p->text; c < p->now.text; c++) {
        at.column++;
        if (*c == '\n')
            at.line++, at.column = 1;
    }
    return at;
}

static int fault(const struct parser *p, const char *what)
{
    struct place at = place_of(p);
    int shown = p->now.length && p->now.length < 40 ? (int)p->now.length
                : p->now.kind == TOKEN_END          ? 0
                                                    : 20;
    err_at(p->err, at.path, at.line, at.column, "%s%s%.*s%s", what, shown ? ", not '" : "", shown,
           p->now.text, shown ? "'" : "");
    return err_hint(p->err,
                    "a field of a map is an expression over the columns of its file: texts, "
                    "numbers, CASE, and the functions listed by weir help maps");
}

/* --- the grammar --- */

static void put(struct parser *p, const char *s, size_t n)
{
    if (p->sql.len)
        buf_puts(&p->sql, " ");
    buf_add(&p->sql, s, n);
}

/* Copies the token and goes on. */
static void take(struct parser *p)
{
    put(p, p->now.text, p->now.length);
    next(p);
}

static int expect(struct parser *p, const char *word)
{
    char want[64];
    if (is(p, word))
        return take(p), 0;
    snprintf(want, sizeof want, "'%s' is expected here", word);
    return fault(p, want);
}

static int expression(struct parser *p);
static int side(struct parser *p);

static int list(struct parser *p)
{
    TRY(expect(p, "("));
    for (;;) {
        TRY(side(p));
        if (!is(p, ","))
            return expect(p, ")");
        take(p);
    }
}

static int note_column(struct parser *p, const char *name, size_t n)
{
    struct expression *e = p->out;
    CLEANUP(buf_free) struct buf quoted = {0};
    if (e->count == EXPRESSION_COLUMNS_MAX)
        return fault(p, "an expression names columns too many times");
    e->columns = arena_grow(p->arena, e->columns, (size_t)e->count, sizeof *e->columns);
    e->columns[e->count++] = arena_strndup(p->arena, name, n);
    buf_sql_name(&quoted, e->columns[e->count - 1]);
    put(p, quoted.s, quoted.len);
    next(p);
    return 0;
}

static int column(struct parser *p)
{
    if (p->now.kind == TOKEN_NAME)
        return note_column(p, p->now.text, p->now.length);
    char *name = arena_alloc(p->arena, p->now.length), *end = name;
    for (const char *c = p->now.text + 1; c < p->now.text + p->now.length - 1; c++) {
        *end++ = *c;
        c += *c == '"'; /* the second of two */
    }
    if (end == name)
        return fault(p, "a column has a name");
    return note_column(p, name, (size_t)(end - name));
}

/* Bytes of a quoted text, without its quotes. */
static size_t bytes_in(const char *token, size_t length)
{
    size_t n = 0;
    for (const char *c = token + 1; c < token + length - 1; c++, n++)
        c += *c == '\'';
    return n;
}

/* A text may be put in the place of another that is as long at least: nothing grows. */
static int replacement(struct parser *p, size_t longest)
{
    if (p->now.kind != TOKEN_TEXT || bytes_in(p->now.text, p->now.length) > longest)
        return fault(p, "a text is replaced by a 'text' that is no longer");
    take(p);
    return expect(p, ")");
}

static int arguments(struct parser *p, const struct function *f)
{
    TRY(expect(p, "("));
    for (int i = 1;; i++) {
        size_t bytes = p->now.kind == TOKEN_TEXT ? bytes_in(p->now.text, p->now.length) : 0;
        int tokens = p->tokens;
        if (i > f->most)
            return fault(p, arena_printf(p->arena, "%s takes %d at most", f->name, f->most));
        if (f->literal == i && p->now.kind != TOKEN_TEXT)
            return fault(p, arena_printf(p->arena, "%s takes a 'text' here", f->name));
        TRY(expression(p));
        if (f->literal == i && p->tokens != tokens + 1)
            return fault(p, arena_printf(p->arena, "%s takes one 'text' here", f->name));
        if (is(p, ")") && i < f->least)
            return fault(p, arena_printf(p->arena, "%s takes %d at least", f->name, f->least));
        if (!is(p, ","))
            return expect(p, ")");
        take(p);
        if (!strcmp(f->name, "replace") && i == 2)
            return replacement(p, bytes);
    }
}

static int call(struct parser *p)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (is(p, functions[i].name)) {
            put(p, functions[i].sql, strlen(functions[i].sql));
            next(p);
            return arguments(p, &functions[i]);
        }
    return fault(p, "a function of maps is expected here");
}

static int cast(struct parser *p)
{
    take(p);
    TRY(expect(p, "("));
    TRY(expression(p));
    TRY(expect(p, "AS"));
    if (p->now.kind != TOKEN_NAME || !IS_ONE_OF(p, types))
        return fault(p, "bigint, boolean, date, double, integer or varchar is expected here");
    take(p);
    return expect(p, ")");
}

static int choice(struct parser *p)
{
    take(p);
    if (!is(p, "WHEN"))
        TRY(side(p));
    do {
        TRY(expect(p, "WHEN"));
        TRY(expression(p));
        TRY(expect(p, "THEN"));
        TRY(expression(p));
    } while (is(p, "WHEN"));
    if (is(p, "ELSE")) {
        take(p);
        TRY(expression(p));
    }
    return expect(p, "END");
}

static bool is_called(const struct parser *p)
{
    return p->now.kind == TOKEN_NAME && token_then(&p->now) == '(';
}

static int term(struct parser *p)
{
    if (p->now.kind == TOKEN_NUMBER || p->now.kind == TOKEN_TEXT || is(p, "NULL") ||
        is(p, "TRUE") || is(p, "FALSE"))
        return take(p), 0;
    if (p->now.kind == TOKEN_OPTION && IS_ONE_OF(p, options))
        return take(p), 0;
    if (is(p, "(")) {
        take(p);
        TRY(expression(p));
        return expect(p, ")");
    }
    if (is(p, "CASE"))
        return choice(p);
    if (is(p, "TRY_CAST"))
        return cast(p);
    if (is_called(p))
        return call(p);
    if (p->now.kind == TOKEN_QUOTED || (p->now.kind == TOKEN_NAME && !IS_ONE_OF(p, words)))
        return column(p);
    return fault(p, "a column, a text, a number or a function is expected here");
}

static int side(struct parser *p)
{
    static const char *const signs[] = {"+", "-", "*", "/", "%", "||"};
    for (;;) {
        if (is(p, "-"))
            take(p);
        if (++p->depth > EXPRESSION_DEPTH_MAX)
            return fault(p, "nested too deep");
        TRY(term(p));
        p->depth--;
        if (p->now.kind != TOKEN_SIGN || !IS_ONE_OF(p, signs))
            return 0;
        take(p);
    }
}

static int test(struct parser *p)
{
    static const char *const signs[] = {"=", "<>", "!=", "<", "<=", ">", ">="};
    if (is(p, "NOT"))
        take(p);
    TRY(side(p));
    if (p->now.kind == TOKEN_SIGN && IS_ONE_OF(p, signs))
        return take(p), side(p);
    if (is(p, "IS")) {
        take(p);
        if (is(p, "NOT"))
            take(p);
        return expect(p, "NULL");
    }
    if (is(p, "NOT"))
        take(p);
    else if (!is(p, "IN") && !is(p, "BETWEEN"))
        return 0;
    if (is(p, "IN"))
        return take(p), list(p);
    TRY(expect(p, "BETWEEN"));
    TRY(side(p));
    TRY(expect(p, "AND"));
    return side(p);
}

static int expression(struct parser *p)
{
    TRY(test(p));
    while (is(p, "AND") || is(p, "OR")) {
        take(p);
        TRY(test(p));
    }
    return 0;
}

int expression_read(struct expression *out, struct arena *a, const char *text, struct place at,
                    struct err *err)
{
    struct parser p = {
        .arena = a, .out = out, .now = {.text = text}, .text = text, .begin = at, .err = err};
    *out = (struct expression){0};
    next(&p);
    if (strlen(text) > EXPRESSION_BYTES_MAX)
        return err_at(err, at.path, at.line, at.column, "an expression of more than %d bytes",
                      EXPRESSION_BYTES_MAX);
    int rc = expression(&p);
    if (!rc && p.now.kind != TOKEN_END)
        rc = fault(&p, "the expression ends here");
    out->is_column = p.tokens == 2 && out->count == 1;
    out->sql = arena_strdup(a, buf_str(&p.sql));
    buf_free(&p.sql);
    return rc;
}
