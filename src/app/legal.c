/* SPDX-License-Identifier: Apache-2.0 */
#include "app/legal.h"

#include "base/resource.h"
#include "model/period.h"
#include "report/table.h"

const char *legal_name(enum legal k)
{
    static const char *const names[LEGAL_KINDS] = {
        "not listed",  "listed, prohibits nothing", "listed, not binding",
        "cannot tell", "prohibited in part",        "prohibited",
    };
    return names[k];
}

void legal_add(struct legal_flow **list, int *count, const struct series *s, struct arena *a)
{
    const char *unit = arena_strdup(a, s->unit);
    for (int i = 0; i < s->n; i++) {
        if (!(s->value[i] > 0))
            continue;
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct legal_flow){unit, s->exporter, s->importer,
                                                  period_of(s->first + i, s->freq), s->value[i]};
    }
}

/* The 28th is near enough to the last day of a month: no list here changed after it. */
static void add_flow(struct buf *b, int i, const struct legal_flow *f)
{
    bool month = period_is_month(f->period);
    buf_printf(b, "%s%d:%s:%d:%d:%04d-%02d-28", i ? ";" : "", i, f->unit, f->exporter, f->importer,
               month ? f->period / 100 : f->period, month ? f->period % 100 : 12);
}

int legal_flows(enum legal **status, struct store *s, const struct legal_flow *f, int count,
                struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf b = {0};
    *status = arena_array(a, enum legal, (size_t)count + 1);
    if (!count)
        return 0;
    for (int i = 0; i < count; i++)
        add_flow(&b, i, &f[i]);
    struct duck_param p[] = {{"flows", b.s}, {0}};
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/legal.sql")->text, p, err));
    while (duck_next(r))
        (*status)[duck_int(r, 0)] = (enum legal)duck_int(r, 1);
    return duck_end(r, err);
}

int legal_of(enum legal **status, struct store *s, const struct finding *f, int count,
             struct arena *a, struct err *err)
{
    struct legal_flow *flows = arena_array(a, struct legal_flow, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        flows[i] = (struct legal_flow){.unit = f[i].series->unit,
                                       .exporter = f[i].series->exporter,
                                       .importer = f[i].series->importer,
                                       .period = period_of(f[i].until, f[i].series->freq)};
    return legal_flows(status, s, flows, count, a, err);
}

void legal_totals(struct buf *to, const double sum[LEGAL_KINDS], const char *currency,
                  const char *when)
{
    static const struct column amount = {"", "", STYLE_AMOUNT, EVERYWHERE};
    double all = 0;
    int shown = 0;
    for (int k = 0; k < LEGAL_KINDS; k++)
        all += sum[k];
    if (!(all > 0))
        return;
    buf_printf(to, "by law %s, of ", when);
    cell_format(to, &amount, &(struct cell){.number = all});
    buf_printf(to, " %s:", currency);
    for (int k = LEGAL_KINDS - 1; k >= 0; k--)
        if (sum[k] > 0)
            buf_printf(to, "%s %.3g %% %s", shown++ ? "," : "", 100 * sum[k] / all,
                       legal_name((enum legal)k));
    buf_puts(to, "\n");
}
