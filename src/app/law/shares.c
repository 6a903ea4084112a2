/* SPDX-License-Identifier: Apache-2.0 */
#include "app/law/shares.h"

#include "app/flow/gather.h"
#include "base/buf.h"

/* The month or year of a day. */
static int period_at(const char *day, bool month)
{
    int p = 0;
    return period_parse(&p, day) ? (month ? p : p / 100) : 0;
}

const char *shares_of_heading(struct session *s, const char *heading, const char *exporter,
                              const struct law_question *q)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct flow_params flow = {.from = exporter, .to = q->sides.importer.iso3, .code = heading};
    struct legal_sums sum = {0};
    struct gather g;
    struct err none = {0};
    if (!session_has_store(s) || gather_series(&g, s, &flow, GATHER_LAW, false, &none))
        return NULL; /* no figures are no failure of a question about the law */
    for (int i = 0; i < g.flow_count; i++) {
        int p = g.flow[i].period;
        bool month = period_is_month(p);
        if (p >= period_at(q->on.from, month) && p <= period_at(q->on.until, month))
            legal_sum(&sum, g.law[i], g.law_before[i], g.flow[i].value);
    }
    legal_totals(&b, &sum, g.sum->measured_in, LEGAL_AT_ENDS);
    return b.len ? arena_strdup(s->arena, b.s) : NULL;
}
