/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "app/app.h"

const struct table *answer_table(const struct answer *a)
{
    return a->data.columns ? &a->data : &a->table;
}

const char *answer_json(const struct answer *x, struct arena *a)
{
    char *text = NULL;
    size_t n;
    if (x->json)
        return x->json;
    FILE *f = open_memstream(&text, &n);
    if (!f)
        abort();
    table_write(answer_table(x), FORMAT_JSON, 0, f);
    fclose(f);
    const char *out = arena_strndup(a, text, n);
    free(text);
    return out;
}
