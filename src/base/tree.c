/* SPDX-License-Identifier: Apache-2.0 */
#include "base/tree.h"

#include <stdbool.h>
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

int tree_read(yajl_val *out, const char *text, struct err *err)
{
    char fault[200];
    *out = NULL;
    if (is_deep(text))
        return err_set(err, ERR_INPUT, "JSON nested more than %d deep", TREE_DEPTH_MAX);
    if (!text_is_utf8(text))
        return err_set(err, ERR_INPUT, "this is not JSON: it is not UTF-8");
    *out = yajl_tree_parse(text, fault, sizeof fault);
    return *out ? 0 : err_set(err, ERR_INPUT, "this is not JSON");
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

size_t tree_count(yajl_val v, const char *key)
{
    yajl_val list = tree_get(v, key, yajl_t_array);
    return list ? YAJL_GET_ARRAY(list)->len : 0;
}

yajl_val tree_item(yajl_val v, const char *key, size_t i)
{
    return YAJL_GET_ARRAY(tree_get(v, key, yajl_t_array))->values[i];
}
