/* SPDX-License-Identifier: Apache-2.0 */
#include "register/names.h"

#include "base/resource.h"
#include "duck/duck.h"

int register_names(struct store *s, const char *day, register_name_fn fn, void *ctx,
                   struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"day", day}, {0}};
    TRY(duck_run(store_stage(s), resource_get("src/register/sql/macros.sql")->text, NULL, err));
    TRY(duck_query(store_stage(s), &r, resource_get("src/register/sql/names.sql")->text, p, err));
    while (duck_next(r)) {
        const char *field[14];
        arena_reset(&a);
        for (int i = 0; i < 14; i++)
            field[i] = duck_text(r, i, &a);
        struct register_name n = {field[0],  field[1],  field[2],  field[3], field[4],
                                  field[5],  field[6],  field[7],  field[8], field[9],
                                  field[10], field[11], field[12], field[13]};
        TRY(fn(ctx, &n, err));
    }
    return duck_end(r, err);
}
