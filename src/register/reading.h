/* reading.h - a published file as the tables that layouts fill: entity_in, name_in, ...
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REGISTER_READING_H
#define REGISTER_READING_H

#include <stdbool.h>

#include "base/err.h"
#include "duck/duck.h"
#include "register/layouts.h"

/* The text of src/register/sql/<name>.sql. */
const char *reading_sql(const char *name);

struct reading {
    const struct layout *layout;
    const char *path, *encoding; /* NULL: UTF-8 */
    const char *head;            /* how its content begins, as UTF-8 */
    const char *temp;            /* a file to work in */
};

/* *marked: whether it ends with the end mark of old systems (0x1A), where its publisher ends it
 * so. */
int reading_fill(bool *marked, struct duck *d, const struct reading *x, struct err *err) MUST_CHECK;

#endif
