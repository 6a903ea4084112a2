/* report.c - everything about a destination, and claims, on one page.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/page.h"

int app_report(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct request r = *q;
    struct watch w = {.report = q->output};
    struct check c = {q->store, a};
    struct checked *claims = NULL;
    int count = 0;
    if (!q->to && q->arg_count)
        r.to = q->args[0];
    if (!r.to || !q->output) {
        err_set(err, ERR_USAGE,
                !r.to ? "a report on which destination?" : "a report needs -o FILE");
        return err_hint(err, "weir report RUS -o report.html");
    }
    TRY(evidence_of(w.run, "report", q, err));
    TRY(watch_gather(&w, a, &r, err));
    if (q->claims)
        TRY(claims_check(&claims, &count, q->claims, &c, err));
    TRY(page_write(&w, claims, count, err));
    int all = w.ups + w.downs, shown = q->limit && q->limit < all ? q->limit : all;
    out->table = find_table(&w.f, w.all, shown, a);
    out->data = find_table(&w.f, w.all, all, a);
    out->head = arena_printf(a, "%s\n\n", watch_headline(&w));
    out->foot = arena_printf(a, "%sreport: %s\n", w.f.sources, q->output);
    return 0;
}
