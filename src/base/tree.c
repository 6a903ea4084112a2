/* SPDX-License-Identifier: Apache-2.0 */
#include "base/tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static bool is_deep(const char *s)
{
    int depth = 0;
    for (bool quoted = false; *s; s++) {
        if (*s == '\\' && quoted && s[1])
            s++;
        else if (*s == '"')
            quoted = !quoted;
        else if (!quoted && strchr("[{", *s) && ++depth > TREE_DEPTH_MAX)
            return true;
        else if (!quoted && strchr("]}", *s))
            depth--;
    }
    return false;
}

/* A key that an object has twice; NULL: none has. */
static const char *repeated_in(yajl_val v)
{
    size_t n = YAJL_GET_OBJECT(v)->len;
    const char *found = NULL, **keys = malloc((n + 1) * sizeof *keys);
    if (!keys)
        abort();
    for (size_t i = 0; i < n; i++)
        keys[i] = YAJL_GET_OBJECT(v)->keys[i];
    qsort(keys, n, sizeof *keys, text_order);
    for (size_t i = 1; i < n && !found; i++)
        found = strcmp(keys[i - 1], keys[i]) ? NULL : keys[i];
    free(keys);
    return found;
}

static const char *repeated_key(yajl_val v)
{
    const char *found = YAJL_IS_OBJECT(v) ? repeated_in(v) : NULL;
    for (size_t i = 0; YAJL_IS_OBJECT(v) && !found && i < YAJL_GET_OBJECT(v)->len; i++)
        found = repeated_key(YAJL_GET_OBJECT(v)->values[i]);
    for (size_t i = 0; YAJL_IS_ARRAY(v) && !found && i < YAJL_GET_ARRAY(v)->len; i++)
        found = repeated_key(YAJL_GET_ARRAY(v)->values[i]);
    return found;
}

int tree_read(yajl_val *out, const char *text, struct err *err)
{
    char fault[200];
    *out = NULL;
    if (is_deep(text))
        return err_set(err, ERR_INPUT, "JSON nested more than %d deep", TREE_DEPTH_MAX);
    if (!text_is_utf8(text))
        return err_set(err, ERR_INPUT, "this is not JSON: it is not UTF-8");
    *out = yajl_tree_parse(text, fault, sizeof fault);
    if (!*out)
        return err_set(err, ERR_INPUT, "this is not JSON");
    const char *twice = repeated_key(*out);
    if (!twice)
        return 0;
    err_set(err, ERR_INPUT, "'%.60s' stands twice in one object", twice);
    tree_free(out);
    *out = NULL;
    return ERR_INPUT;
}

void tree_free(yajl_val *v)
{
    yajl_tree_free(*v);
}

yajl_val tree_get(yajl_val v, const char *key, yajl_type type)
{
    const char *path[] = {key, NULL};
    return v ? yajl_tree_get(v, path, type) : NULL;
}

const char *tree_text(yajl_val v, const char *key)
{
    return YAJL_GET_STRING(tree_get(v, key, yajl_t_string));
}

bool tree_is_among(const char *key, const char *keys)
{
    size_t n = strlen(key);
    for (const char *p = keys; *(p += strspn(p, " ")); p += strcspn(p, " "))
        if (strcspn(p, " ") == n && !memcmp(p, key, n))
            return true;
    return false;
}

bool tree_only(yajl_val v, const char *keys)
{
    for (size_t i = 0; YAJL_IS_OBJECT(v) && i < YAJL_GET_OBJECT(v)->len; i++)
        if (!tree_is_among(YAJL_GET_OBJECT(v)->keys[i], keys))
            return false;
    return YAJL_IS_OBJECT(v);
}

size_t tree_count(yajl_val v, const char *key)
{
    yajl_val list = tree_get(v, key, yajl_t_array);
    return list ? YAJL_GET_ARRAY(list)->len : 0;
}

yajl_val tree_item(yajl_val v, const char *key, size_t i)
{
    return YAJL_GET_ARRAY(tree_get(v, key, yajl_t_array))->values[i];
}
