/* tree.h - JSON text that came from elsewhere, as a tree (yajl), bounded before it is built.
 *
 * yajl takes its trees apart by recursion: a text that is nested deeper than TREE_DEPTH_MAX is
 * refused before there is a tree.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TREE_H
#define BASE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <yajl/yajl_tree.h>

#include "base/err.h"

/* limit TREE_DEPTH_MAX: a question or manifest as JSON, levels: refused; */
enum { TREE_DEPTH_MAX = 64 };

/* Reads a text; the caller gives the tree to tree_free().  ERR_INPUT: not JSON, nested too deep, or
 * with a key twice in one object, of which others would read the other. */
int tree_read(yajl_val *out, const char *text, struct err *err) MUST_CHECK;

void tree_free(yajl_val *v); /* for CLEANUP(); *v may be NULL */

/* What stands under a key of an object; NULL where there is nothing of that kind. */
yajl_val tree_get(yajl_val v, const char *key, yajl_type type);
const char *tree_text(yajl_val v, const char *key);

/* Whether an object has no keys but these, blank-separated. */
bool tree_only(yajl_val v, const char *keys);

/* Whether a key is one of some blank-separated ones. */
bool tree_is_among(const char *key, const char *keys);

/* The list under a key: how many there are, and one of them. */
size_t tree_count(yajl_val v, const char *key);
yajl_val tree_item(yajl_val v, const char *key, size_t i);

#endif
