/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/same.h"

#include <string.h>
#include <yajl/yajl_tree.h>

#include "base/err.h"
#include "base/json.h"

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

static const char *same_value(yajl_val x, yajl_val y, const char *path, struct arena *a);

static yajl_val member(yajl_val v, const char *key)
{
    for (size_t i = 0; i < YAJL_GET_OBJECT(v)->len; i++)
        if (!strcmp(YAJL_GET_OBJECT(v)->keys[i], key))
            return YAJL_GET_OBJECT(v)->values[i];
    return NULL;
}

static const char *same_object(yajl_val x, yajl_val y, const char *path, struct arena *a)
{
    for (size_t i = 0; i < YAJL_GET_OBJECT(x)->len; i++) {
        const char *key = YAJL_GET_OBJECT(x)->keys[i];
        const char *at = arena_printf(a, "%s%s%s", path, *path ? "." : "", key);
        yajl_val other = member(y, key);
        const char *where = other ? same_value(YAJL_GET_OBJECT(x)->values[i], other, at, a)
                                  : arena_printf(a, "%s is not there", at);
        if (where)
            return where;
    }
    return NULL;
}

static const char *same_list(yajl_val x, yajl_val y, const char *path, struct arena *a)
{
    if (YAJL_GET_ARRAY(x)->len != YAJL_GET_ARRAY(y)->len)
        return arena_printf(a, "%s has %zu parts and had %zu", *path ? path : "it",
                            YAJL_GET_ARRAY(y)->len, YAJL_GET_ARRAY(x)->len);
    for (size_t i = 0; i < YAJL_GET_ARRAY(x)->len; i++) {
        const char *where = same_value(YAJL_GET_ARRAY(x)->values[i], YAJL_GET_ARRAY(y)->values[i],
                                       arena_printf(a, "%s[%zu]", path, i), a);
        if (where)
            return where;
    }
    return NULL;
}

static const char *same_value(yajl_val x, yajl_val y, const char *path, struct arena *a)
{
    if (YAJL_IS_OBJECT(x) && YAJL_IS_OBJECT(y))
        return same_object(x, y, path, a);
    if (YAJL_IS_ARRAY(x) && YAJL_IS_ARRAY(y))
        return same_list(x, y, path, a);
    if (x->type == y->type && !strcmp(value_text(x), value_text(y)))
        return NULL;
    return arena_printf(a, "%s is '%.60s' and was '%.60s'", path, value_text(y), value_text(x));
}

static void free_tree(yajl_val *v)
{
    yajl_tree_free(*v);
}

const char *same_facts(const char *was, const char *is, struct arena *a)
{
    CLEANUP(free_tree) yajl_val x = yajl_tree_parse(was, NULL, 0);
    CLEANUP(free_tree) yajl_val y = yajl_tree_parse(is, NULL, 0);
    CLEANUP(arena_free) struct arena paths = {0};
    if (!x || !y)
        return "it is not JSON";
    const char *where = same_value(x, y, "", &paths);
    return where ? arena_strdup(a, where) : NULL;
}
