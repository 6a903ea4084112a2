/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/same.h"

#include <string.h>

#include "base/json.h"
#include "base/tree.h"

const char *same_text(const char *was, const char *is, struct arena *a)
{
    CLEANUP(buf_free) struct buf old = {0}, now = {0};
    size_t i = 0;
    json_squeeze(&old, was);
    json_squeeze(&now, is);
    const char *x = buf_str(&old), *y = buf_str(&now);
    if (!strcmp(x, y))
        return NULL;
    while (x[i] && x[i] == y[i])
        i++;
    size_t from = i > 30 ? i - 30 : 0;
    return arena_printf(a, "'%.60s' was '%.60s'", y + from, x + from);
}

/* --- as trees --- */

static const char *value_text(yajl_val v)
{
    return YAJL_IS_STRING(v)   ? YAJL_GET_STRING(v)
           : YAJL_IS_NUMBER(v) ? YAJL_GET_NUMBER(v)
           : YAJL_IS_TRUE(v)   ? "true"
           : YAJL_IS_FALSE(v)  ? "false"
           : YAJL_IS_NULL(v)   ? "null"
                               : "a list or object";
}

struct comparison {
    struct same_facts *n;
    const char *since;
    struct arena *arena;
};

static const char *same_value(struct comparison *c, yajl_val x, yajl_val y, const char *path);

static yajl_val member(yajl_val v, const char *key)
{
    for (size_t i = 0; i < YAJL_GET_OBJECT(v)->len; i++)
        if (!strcmp(YAJL_GET_OBJECT(v)->keys[i], key))
            return YAJL_GET_OBJECT(v)->values[i];
    return NULL;
}

static long facts_in(yajl_val v)
{
    long n = 0;
    for (size_t i = 0; YAJL_IS_OBJECT(v) && i < YAJL_GET_OBJECT(v)->len; i++)
        n += facts_in(YAJL_GET_OBJECT(v)->values[i]);
    for (size_t i = 0; YAJL_IS_ARRAY(v) && i < YAJL_GET_ARRAY(v)->len; i++)
        n += facts_in(YAJL_GET_ARRAY(v)->values[i]);
    return YAJL_IS_OBJECT(v) || YAJL_IS_ARRAY(v) ? n : 1;
}

static const char *same_object(struct comparison *c, yajl_val x, yajl_val y, const char *path)
{
    for (size_t i = 0; i < YAJL_GET_OBJECT(x)->len; i++) {
        const char *key = YAJL_GET_OBJECT(x)->keys[i];
        const char *at = arena_printf(c->arena, "%s%s%s", path, *path ? "." : "", key);
        yajl_val other = member(y, key);
        const char *where = other ? same_value(c, YAJL_GET_OBJECT(x)->values[i], other, at)
                                  : arena_printf(c->arena, "%s is not there", at);
        if (where)
            return where;
    }
    for (size_t i = 0; i < YAJL_GET_OBJECT(y)->len; i++) {
        const char *key = YAJL_GET_OBJECT(y)->keys[i];
        if (member(x, key))
            continue;
        if (!tree_is_among(key, c->since))
            return arena_printf(c->arena, "%s%s%s was not said", path, *path ? "." : "", key);
        c->n->unsaid += facts_in(YAJL_GET_OBJECT(y)->values[i]);
    }
    return NULL;
}

static const char *same_list(struct comparison *c, yajl_val x, yajl_val y, const char *path)
{
    if (YAJL_GET_ARRAY(x)->len != YAJL_GET_ARRAY(y)->len)
        return arena_printf(c->arena, "%s has %zu parts and had %zu", *path ? path : "it",
                            YAJL_GET_ARRAY(y)->len, YAJL_GET_ARRAY(x)->len);
    for (size_t i = 0; i < YAJL_GET_ARRAY(x)->len; i++) {
        const char *where = same_value(c, YAJL_GET_ARRAY(x)->values[i],
                                       YAJL_GET_ARRAY(y)->values[i],
                                       arena_printf(c->arena, "%s[%zu]", path, i));
        if (where)
            return where;
    }
    return NULL;
}

static const char *same_value(struct comparison *c, yajl_val x, yajl_val y, const char *path)
{
    if (YAJL_IS_OBJECT(x) && YAJL_IS_OBJECT(y))
        return same_object(c, x, y, path);
    if (YAJL_IS_ARRAY(x) && YAJL_IS_ARRAY(y))
        return same_list(c, x, y, path);
    c->n->compared++;
    if (x->type == y->type && !strcmp(value_text(x), value_text(y)))
        return NULL;
    return arena_printf(c->arena, "%s is '%.60s' and was '%.60s'", path, value_text(y),
                        value_text(x));
}

const char *same_facts(struct same_facts *n, const char *was, const char *is, const char *since,
                       struct arena *a)
{
    CLEANUP(tree_free) yajl_val x = NULL;
    CLEANUP(tree_free) yajl_val y = NULL;
    CLEANUP(arena_free) struct arena paths = {0};
    struct comparison c = {n, since, &paths};
    if (tree_read(&x, was, NULL) || tree_read(&y, is, NULL))
        return "it is not JSON";
    const char *where = same_value(&c, x, y, "");
    return where ? arena_strdup(a, where) : NULL;
}
