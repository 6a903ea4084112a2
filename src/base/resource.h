/* resource.h - files that were built into the program: SQL, reference tables, maps, HTML, help.
 *
 * tools/embed puts them there; a name is the file's path from the root of the tree, as in
 * "src/ref/sql/derive.sql".  Every resource ends with a NUL that its length does not count.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_RESOURCE_H
#define BASE_RESOURCE_H

#include <stddef.h>

struct resource {
    const char *name;
    const char *text;
    size_t len;
};

/* The resource of that name; a missing one is a fault of the build and ends the program. */
const struct resource *resource_get(const char *name);

/* Calls for all resources whose name begins with `prefix`, in order of name: pass NULL first,
 * then what was returned; NULL ends. */
const struct resource *resource_next(const char *prefix, const struct resource *last);

#endif
