/* SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/points.h"

#include <math.h>
#include <string.h>

#include "app/flow/gather.h"
#include "ingest/column.h"

static int from_file(struct points *out, struct arena *a, const struct points_params *q,
                     struct err *err)
{
    const char *label, *slash = strrchr(q->series, '/');
    if (q->flow.from || q->flow.to || q->flow.code)
        return err_set(err, ERR_USAGE, "--series FILE or --from, --to and --code, not both");
    TRY(column_read(&out->y, &out->n, &label, q->series, q->column, a, err));
    out->title = arena_printf(a, "%s%s%s", slash ? slash + 1 : q->series, *label ? ", " : "",
                              label);
    out->sources = "";
    return 0;
}

/* Divides where a unit value was asked for; a partial period is no figure to fit. */
static void take_values(struct points *out, const struct series *s, bool unit_value,
                        struct arena *a)
{
    out->y = arena_array(a, double, (size_t)s->n + 1);
    for (int i = 0; i < s->n; i++) {
        bool whole = !point_is_part(s->status[i]) && s->status[i] != POINT_NOT_COVERED;
        double by = !unit_value ? 1 : series_weight(s, i) > 0 ? s->weight[i] : (double)NAN;
        out->y[i] = whole ? s->value[i] / by : (double)NAN;
    }
}

int points_read(struct points *out, struct session *session, const struct points_params *q,
                struct err *err)
{
    struct arena *a = session->arena;
    struct gather g;
    *out = (struct points){0};
    if (q->series)
        return from_file(out, a, q, err);
    if (q->column)
        return err_set(err, ERR_USAGE, "--column is of a file: name it with --series");
    TRY(gather_series(&g, session, &q->flow, GATHER_SERIES, false, err));
    const struct series *s = g.sum;
    struct naming n = gather_naming(&g);
    take_values(out, s, q->flow.measure == MEASURE_UNIT_VALUE, a);
    out->n = s->n;
    out->freq = s->freq;
    out->first = s->first;
    out->title = arena_printf(a, "%s to %s, %s (%s), %s, %s as reported by %s", n.exporter,
                              n.importer, n.asked ? n.asked : n.unit, n.label, s->measured_in,
                              n.flow, n.reporter);
    out->sources = g.sources ? g.sources : "";
    return 0;
}

const char *points_period(const struct points *p, int i, struct arena *a)
{
    char text[16];
    if (!p->freq)
        return arena_printf(a, "%d", i + 1);
    return arena_strdup(a, period_text(text, period_of(p->first + i, p->freq)));
}
