/* SPDX-License-Identifier: Apache-2.0 */
#include "app/asked.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/tree.h"
#include "model/period.h"
#include "register/register.h"

/* --- parameters, whatever their type --- */

static const char *text_at(const struct param *p, const void *params)
{
    return *(const char *const *)(const void *)((const char *)params + p->at);
}

static bool is_text(const struct param *p)
{
    return p->type == PARAM_TEXT || p->type == PARAM_DAY;
}

static double number_at(const struct param *p, const void *params)
{
    const char *at = (const char *)params + p->at;
    if (p->type == PARAM_FLAG)
        return *(const bool *)(const void *)at;
    if (p->type == PARAM_COUNT || p->type == PARAM_ONE_OF)
        return *(const int *)(const void *)at;
    return *(const double *)(const void *)at;
}

static bool is_given(const struct param *p, const void *params)
{
    if (p->display)
        return false;
    return is_text(p) ? text_at(p, params) != NULL : number_at(p, params) != p->fallback;
}

static const char *key_of(const struct param *p, char buffer[64])
{
    snprintf(buffer, 64, "%s", p->key ? p->key : p->name);
    for (char *c = buffer; *c; c++)
        *c = *c == '-' ? '_' : *c;
    return buffer;
}

void *asked_copy(const struct question *q, const void *params, struct arena *a)
{
    char *copy = arena_alloc(a, q->size);
    struct words *w = (struct words *)(void *)copy;
    memcpy(copy, params, q->size);
    char **item = arena_array(a, char *, (size_t)w->count + 1);
    for (int i = 0; i < w->count; i++)
        item[i] = w->item[i];
    w->item = item;
    return copy;
}

const char **asked_file(const struct question *q, void *params, int i)
{
    struct words *w = params;
    if (q->file_word && w->count >= q->file_word && !i--)
        return (const char **)(void *)&w->item[q->file_word - 1];
    for (const struct param *p = q->params; p && p->name; p++)
        if (p->file && text_at(p, params) && !i--)
            return (const char **)(void *)((char *)params + p->at);
    return NULL;
}

/* --- writing --- */

static void add_param(struct facts *f, const struct param *p, const void *params)
{
    char key[64];
    const char *name = arena_strdup(f->arena, key_of(p, key));
    if (is_text(p))
        facts_text(f, name, text_at(p, params));
    else if (p->type == PARAM_FLAG)
        facts_truth(f, name, 1);
    else
        facts_number(f, name, number_at(p, params));
}

struct fact *asked_facts(const struct question *q, const void *params, struct arena *a)
{
    const struct words *w = params;
    const char *verb = question_verb(q);
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "command", arena_strndup(a, q->name, question_first(q)));
    for (const struct param *p = q->params; p && p->name; p++) {
        bool today_meant = q->day && !strcmp(p->name, "on") && !text_at(p, params);
        char *day = arena_array(a, char, DAY_TEXT);
        if (today_meant) {
            today(day);
            facts_text(&f, p->name, day);
        } else if (is_given(p, params)) {
            add_param(&f, p, params);
        }
    }
    if (verb || w->count) {
        facts_open(&f, "args", FACT_LIST);
        if (verb)
            facts_text(&f, NULL, verb);
        for (int i = 0; i < w->count; i++)
            facts_text(&f, NULL, w->item[i]);
        facts_close(&f);
    }
    facts_close(&f);
    return f.root;
}

const char *asked_line(const struct question *q, const void *params, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    json_line(&b, asked_facts(q, params, a));
    return arena_strdup(a, b.s);
}

/* "weight" of the words "value weight quantity". */
static void add_word(struct buf *b, const char *words, int index)
{
    for (const char *p = words; *p; index--) {
        size_t n = strcspn(p, " ");
        if (!index)
            buf_add(b, p, n);
        p += n + (p[n] == ' ');
    }
}

const char *asked_words(const struct question *q, const void *params, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct words *w = params;
    buf_printf(&b, "weir %.*s", (int)question_first(q), q->name);
    if (question_verb(q))
        buf_printf(&b, " '%s'", question_verb(q));
    for (int i = 0; i < w->count; i++)
        buf_printf(&b, " '%s'", w->item[i]);
    for (const struct param *p = q->params; p && p->name; p++) {
        if (!is_given(p, params))
            continue;
        buf_puts(&b, " --");
        if (p->type == PARAM_ONE_OF) {
            add_word(&b, p->words, (int)number_at(p, params));
            continue;
        }
        buf_puts(&b, p->name);
        if (p->type == PARAM_FLAG)
            continue;
        buf_puts(&b, " ");
        if (is_text(p))
            json_text(&b, text_at(p, params));
        else
            json_number(&b, number_at(p, params));
    }
    return arena_strdup(a, b.s);
}

/* --- reading --- */

static bool set_number(const struct param *p, char *at, yajl_val v)
{
    double number = strtod(YAJL_GET_NUMBER(v), NULL);
    if (p->type == PARAM_SHARE || p->type == PARAM_NUMBER) {
        *(double *)(void *)at = number;
        return isfinite(number) && number >= 0 && (p->type == PARAM_NUMBER || number <= 1);
    }
    int words = 1;
    for (const char *c = p->words ? p->words : ""; *c; c++)
        words += *c == ' ';
    int most = p->type == PARAM_ONE_OF ? words - 1 : question_most(p);
    bool fits = number == floor(number) && number >= 0 && number <= most;
    if (fits)
        *(int *)(void *)at = (int)number;
    return fits;
}

static bool set(const struct param *p, void *params, yajl_val v, struct arena *a)
{
    char *at = (char *)params + p->at;
    if (is_text(p) && YAJL_IS_STRING(v))
        *(const char **)(void *)at = arena_strdup(a, YAJL_GET_STRING(v));
    else if (p->type == PARAM_FLAG && YAJL_IS_TRUE(v))
        *(bool *)(void *)at = true;
    else if (!is_text(p) && p->type != PARAM_FLAG && YAJL_IS_NUMBER(v))
        return set_number(p, at, v);
    else
        return false;
    return true;
}

static bool set_pair(const struct question *q, void *params, const char *key, yajl_val v,
                     struct arena *a)
{
    char name[64];
    if (!strcmp(key, "command") || !strcmp(key, "args"))
        return true; /* read before */
    for (const struct param *p = q->params; p && p->name; p++)
        if (!p->display && !strcmp(key_of(p, name), key))
            return set(p, params, v, a);
    return false;
}

/* "lists" with the words "find", "X" is the question "lists find". */
static const struct question *find(const struct question *const *all, yajl_val v, size_t *first)
{
    yajl_val command = tree_get(v, "command", yajl_t_string),
             args = tree_get(v, "args", yajl_t_array);
    char name[128];
    *first = 0;
    if (!command)
        return NULL;
    if (args && YAJL_GET_ARRAY(args)->len && YAJL_IS_STRING(YAJL_GET_ARRAY(args)->values[0])) {
        snprintf(name, sizeof name, "%.60s %.60s", YAJL_GET_STRING(command),
                 YAJL_GET_STRING(YAJL_GET_ARRAY(args)->values[0]));
        const struct question *q = question_find(all, name);
        *first = q != NULL;
        if (q)
            return q;
    }
    return question_find(all, YAJL_GET_STRING(command));
}

static bool read_words(struct words *w, yajl_val v, size_t first, struct arena *a)
{
    yajl_val args = tree_get(v, "args", yajl_t_any);
    if (!args)
        return true;
    if (!YAJL_IS_ARRAY(args))
        return false;
    size_t n = YAJL_GET_ARRAY(args)->len;
    w->item = arena_array(a, char *, n + 1);
    for (size_t i = first; i < n; i++) {
        yajl_val x = YAJL_GET_ARRAY(args)->values[i];
        if (!YAJL_IS_STRING(x))
            return false;
        w->item[w->count++] = arena_strdup(a, YAJL_GET_STRING(x));
    }
    return true;
}

int asked_read(const struct question **out, void **params, const struct question *const *all,
               const char *json, struct arena *a, struct err *err)
{
    CLEANUP(tree_free) yajl_val v = NULL;
    size_t first = 0;
    bool read = !tree_read(&v, json, NULL) && YAJL_IS_OBJECT(v);
    const struct question *q = read ? find(all, v, &first) : NULL;
    bool fine = q && q->traced;
    if (fine) {
        *params = question_params(q, a);
        fine = read_words(*params, v, first, a);
    }
    for (size_t i = 0; fine && i < YAJL_GET_OBJECT(v)->len; i++)
        fine = set_pair(q, *params, YAJL_GET_OBJECT(v)->keys[i], YAJL_GET_OBJECT(v)->values[i], a);
    *out = q;
    return fine ? 0 : err_set(err, ERR_INPUT, "no question of this weir: %.200s", json);
}

/* --- ids --- */

/* What the store was made of, one file a line; read once. */
static int read_identity(struct session *s, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct store *store = s->store;
    bool lists = false;
    if (s->identity)
        return 0;
    if (!store && session_has_store(s))
        TRY(session_store(s, &store, err));
    if (store) {
        TRY(store_identity(store, &b, err));
        TRY(register_there(store, &lists, err));
    }
    if (lists)
        TRY(register_identity(store, &b, err));
    s->identity = arena_strdup(s->arena, buf_str(&b));
    return 0;
}

int asked_id(char id[EVIDENCE_ID], struct session *s, const struct question *q, const void *params,
             struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(arena_free) struct arena a = {0};
    char hex[DIGEST_HEX];
    void *copy = asked_copy(q, params, &a);
    const char **file; /* counts by what is in it, not by its name */
    for (int i = 0; (file = asked_file(q, copy, i)); i++) {
        TRY(digest_file(hex, *file, -1, err));
        *file = arena_strdup(&a, hex);
    }
    TRY(read_identity(s, err));
    buf_printf(&b, "weir %s\n%s\n%s\n%s", s->build.version, s->build.reference,
               asked_line(q, copy, &a), s->identity);
    digest_bytes(hex, b.s, b.len);
    snprintf(id, EVIDENCE_ID, "e%.11s", hex);
    return 0;
}

int asked_now(const char **id, struct session *s, struct err *err)
{
    char text[EVIDENCE_ID];
    TRY(asked_id(text, s, s->asked, s->params, err));
    *id = arena_strdup(s->arena, text);
    return 0;
}
