/* SPDX-License-Identifier: Apache-2.0 */
#include "app/legal.h"

#include "base/resource.h"
#include "model/period.h"

const char *legal_name(enum legal k)
{
    static const char *const names[LEGAL_KINDS] = {
        "not listed",  "listed, prohibits nothing", "listed, not binding",
        "cannot tell", "prohibited in part",        "prohibited",
    };
    return names[k];
}

/* The last day of the last period of the change is near enough: its month has 28 days at least. */
static void add_row(struct buf *b, int i, const struct finding *f)
{
    int period = period_of(f->until, f->series->freq);
    bool month = f->series->freq == 'M';
    buf_printf(b, "%s%d:%s:%d:%d:%04d-%02d-28", i ? ";" : "", i, f->series->unit,
               f->series->exporter, f->series->importer, month ? period / 100 : period,
               month ? period % 100 : 12);
}

int legal_of(enum legal **status, struct store *s, const struct finding *f, int count,
             struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf b = {0};
    *status = arena_array(a, enum legal, (size_t)count + 1);
    if (!count)
        return 0;
    for (int i = 0; i < count; i++)
        add_row(&b, i, &f[i]);
    struct duck_param p[] = {{"flows", b.s}, {0}};
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/legal.sql")->text, p, err));
    while (duck_next(r))
        (*status)[duck_int(r, 0)] = (enum legal)duck_int(r, 1);
    return duck_end(r, err);
}
