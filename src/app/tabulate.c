/* SPDX-License-Identifier: Apache-2.0 */
#include "app/tabulate.h"

#include <math.h>

static bool is_text(const struct column *c)
{
    return c->style == STYLE_TEXT || c->style == STYLE_LIST;
}

int tabulate(struct table *out, struct duck_rows *rows, const struct column *columns, int count,
             struct arena *a, struct err *err)
{
    *out = table_new(columns, count, a);
    while (duck_next(rows))
        for (int c = 0; c < count; c++) {
            if (is_text(&columns[c]))
                table_text(out, duck_text(rows, c, a));
            else
                table_number(out, duck_real(rows, c));
        }
    return duck_end(rows, err);
}

int tabulate_any(struct table *out, struct duck_rows *rows, struct arena *a, struct err *err)
{
    int count = duck_columns(rows);
    struct column *columns = arena_array(a, struct column, (size_t)count);
    for (int c = 0; c < count; c++) {
        enum duck_type type = duck_column_type(rows, c);
        const char *name = arena_strdup(a, duck_column_name(rows, c));
        columns[c] = (struct column){name, name, type == DUCK_TEXT ? STYLE_TEXT : STYLE_NUMBER,
                                     EVERYWHERE};
    }
    return tabulate(out, rows, columns, count, a, err);
}
