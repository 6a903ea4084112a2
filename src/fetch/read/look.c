/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/read/look.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/temp.h"
#include "fetch/lists.h"

enum { FIELDS_MAX = 16, KEY_MAX = 64, MESSAGE_MAX = 300, DEEPEST = 16 };
enum { TOP = 1, ROW = 3 }; /* depths: of the answer, and of a row in its data */

struct eye {
    struct look *out;
    const struct look_field *field;
    struct arena *arena;
    int depth;
    char key[KEY_MAX];     /* last one read */
    bool in_data, is_list; /* within the list of rows */
    bool odata;
    unsigned seen;
    char message[MESSAGE_MAX], wrong[MESSAGE_MAX];
    /* of look_each() */
    const char *const *name;
    const char *value[FIELDS_MAX];
    look_fn fn;
    void *ctx;
};

static bool is_key(const struct eye *e, const char *name)
{
    return !strcmp(e->key, name);
}

static void see_field(struct eye *e, const char *text, size_t n)
{
    for (int i = 0; e->field && e->field[i].name; i++) {
        const struct look_field *f = &e->field[i];
        if (!is_key(e, f->name))
            continue;
        e->seen |= 1U << i;
        bool odd = (f->asked && !list_has(f->asked, text, n)) ||
                   (f->length && (size_t)f->length != n);
        if (odd && !*e->wrong)
            snprintf(e->wrong, sizeof e->wrong, "row %lld has %s %.*s, which was not asked",
                     (long long)e->out->rows + 1, f->name, (int)(n < 40 ? n : 40), text);
    }
    for (int i = 0; e->name && e->name[i]; i++)
        if (is_key(e, e->name[i]))
            e->value[i] = arena_strndup(e->arena, text, n);
}

/* What is in the list of rows and is no row. */
static void see_stray(struct eye *e)
{
    if (e->in_data && e->depth == ROW - 1 && !*e->wrong)
        snprintf(e->wrong, sizeof e->wrong, "what follows row %lld is no object",
                 (long long)e->out->rows);
}

static void see_value(struct eye *e, const char *text, size_t n)
{
    see_stray(e);
    if (e->in_data && e->depth == ROW)
        see_field(e, text, n);
    else if (e->depth == TOP && is_key(e, "count"))
        e->out->count = atoll(text);
    else if (e->depth == TOP && is_key(e, "@odata.nextLink"))
        e->out->more = true;
    else if (!e->in_data && n && !*e->message && strncmp(text, "false", n) &&
             strncmp(text, "0", n) &&
             (is_key(e, "error") || is_key(e, "message") || is_key(e, "errorMessage")))
        snprintf(e->message, sizeof e->message, "%.*s", (int)n, text);
}

static int on_text(void *ctx, const unsigned char *text, size_t n)
{
    see_value(ctx, (const char *)text, n);
    return 1;
}

static int on_number(void *ctx, const char *text, size_t n)
{
    see_value(ctx, text, n);
    return 1;
}

static int on_null(void *ctx)
{
    struct eye *e = ctx;
    for (int i = 0; e->in_data && e->depth == ROW && e->field && e->field[i].name; i++)
        e->seen |= is_key(e, e->field[i].name) && !e->field[i].asked && !e->field[i].filled
                       ? 1U << i
                       : 0;
    return 1;
}

static int on_truth(void *ctx, int is)
{
    see_value(ctx, is ? "true" : "false", is ? 4 : 5);
    return 1;
}

static int on_key(void *ctx, const unsigned char *key, size_t n)
{
    struct eye *e = ctx;
    n = n < sizeof e->key ? n : sizeof e->key - 1;
    memcpy(e->key, key, n);
    e->key[n] = '\0';
    return 1;
}

static int open_map(void *ctx)
{
    struct eye *e = ctx;
    if (e->depth == TOP && is_key(e, "error") && !*e->message)
        snprintf(e->message, sizeof e->message, "an error");
    if (++e->depth == ROW && e->in_data) {
        e->seen = 0;
        memset(e->value, 0, sizeof e->value);
    }
    return e->depth <= DEEPEST;
}

static int close_map(void *ctx)
{
    struct eye *e = ctx;
    if (e->depth-- != ROW || !e->in_data)
        return 1;
    for (int i = 0; !*e->wrong && e->field && e->field[i].name; i++)
        if (!(e->seen & 1U << i))
            snprintf(e->wrong, sizeof e->wrong, "row %lld has no %s: the fields have changed",
                     (long long)e->out->rows + 1, e->field[i].name);
    if (e->fn)
        e->fn(e->ctx, e->value);
    e->out->rows++;
    return 1;
}

static int open_list(void *ctx)
{
    struct eye *e = ctx;
    see_stray(e);
    bool odata = is_key(e, "value");
    if (e->depth == TOP && (odata || is_key(e, "data"))) {
        e->in_data = e->is_list = true;
        e->odata = odata;
    }
    return ++e->depth <= DEEPEST;
}

static int close_list(void *ctx)
{
    struct eye *e = ctx;
    if (--e->depth == TOP)
        e->in_data = false;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_truth,
    .yajl_number = on_number,
    .yajl_string = on_text,
    .yajl_start_map = open_map,
    .yajl_map_key = on_key,
    .yajl_end_map = close_map,
    .yajl_start_array = open_list,
    .yajl_end_array = close_list,
};

static void parser_done(yajl_handle *h)
{
    yajl_free(*h);
}

static int feed(struct eye *e, const char *path, FILE *f, struct err *err)
{
    CLEANUP(parser_done) yajl_handle h = yajl_alloc(&callbacks, NULL, e);
    static const unsigned char mark[] = {0xef, 0xbb, 0xbf};
    unsigned char block[1 << 16];
    size_t at = 0;
    yajl_status status = yajl_status_ok;
    for (size_t n; status == yajl_status_ok && (n = fread(block, 1, sizeof block, f)) > 0;) {
        size_t skip = !at && n >= 3 && !memcmp(block, mark, 3) ? 3 : 0;
        status = yajl_parse(h, block + skip, n - skip);
        at += status == yajl_status_ok ? n : skip + yajl_get_bytes_consumed(h);
    }
    if (status == yajl_status_ok)
        status = yajl_complete_parse(h);
    if (status != yajl_status_ok)
        return err_at(err, path, 0, 0, "the answer is no JSON, from byte %zu on", at);
    return 0;
}

static int watch(struct eye *e, const char *path, struct err *err)
{
    CLEANUP(file_close) FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
    e->out->count = -1;
    return feed(e, path, f, err);
}

int look_at(struct look *out, const char *path, const struct look_field *fields, struct arena *a,
            struct err *err)
{
    struct eye e = {.out = out, .field = fields, .arena = a};
    *out = (struct look){0};
    TRY(watch(&e, path, err));
    if (*e.message)
        return err_set(err, ERR_INPUT, "the service says: %s", e.message);
    if (!e.is_list)
        return err_set(err, ERR_INPUT, "the answer holds no list 'data'");
    if (*e.wrong)
        return err_set(err, ERR_INPUT, "%s", e.wrong);
    if (e.odata)
        return 0;
    if (out->count < 0)
        return err_set(err, ERR_INPUT, "the answer does not say how many rows it has");
    if (out->count != out->rows)
        return err_set(err, ERR_INPUT, "the answer says that it has %lld rows and holds %lld",
                       (long long)out->count, (long long)out->rows);
    return 0;
}

const char *look_message(const char *path, struct arena *a)
{
    struct look out = {0};
    struct eye e = {.out = &out, .arena = a};
    return watch(&e, path, NULL) ? "" : arena_strdup(a, e.message);
}

int look_each(const char *path, const char *const *names, look_fn fn, void *ctx, struct arena *a,
              struct err *err)
{
    struct look out = {0};
    struct eye e = {.out = &out, .name = names, .fn = fn, .ctx = ctx, .arena = a};
    TRY(watch(&e, path, err));
    if (!e.is_list)
        return err_set(err, ERR_INPUT, "the answer holds no list 'data'");
    return 0;
}
