/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/lists.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"

const char *list_numbers(struct arena *a, const int *item, int n)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < n; i++)
        buf_printf(&b, "%s%d", i ? "," : "", item[i]);
    return arena_strdup(a, buf_str(&b));
}

const char *list_texts(struct arena *a, const char *const *item, int n)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < n; i++) {
        buf_puts(&b, i ? "," : "");
        buf_puts(&b, item[i]);
    }
    return arena_strdup(a, buf_str(&b));
}

int list_count(const char *list)
{
    int n = *list ? 1 : 0;
    for (const char *p = list; *p; p++)
        n += *p == ',';
    return n;
}

bool list_has(const char *list, const char *text, size_t n)
{
    for (const char *p = list; *p; p += strcspn(p, ",")) {
        p += *p == ',';
        if (strcspn(p, ",") == n && !strncmp(p, text, n))
            return true;
    }
    return false;
}
