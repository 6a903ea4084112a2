/* verdict.h - what is said of one flow: code, exporter, importer, day.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_VERDICT_H
#define APP_LAW_VERDICT_H

#include "law/goods.h"
#include "law/law.h"

struct flow_verdict {
    const char *asked; /* as the user wrote it: 8471 of 847130 */
    const char *code, *exporter;
    struct goods_law law;
    const char *words;             /* the verdict */
    const char *gaps;              /* lists not held that could bind; NULL: none */
    const char *later, *later_act; /* the first list to come that binds; NULL: none */
    const char *shares;            /* of the value of its heading, by law; NULL: no figures */
    bool unknown;                  /* no code of the HS */
};

/* From its entries, the strongest first. */
void verdict_of(struct flow_verdict *out, struct ref *r, const struct law_question *q,
                const struct law_entry *entry, int count, struct arena *a);

/* What is said above the table of all flows. */
const char *verdict_head(const struct flow_verdict *flow, int count, const struct law_question *q,
                         bool several_exporters, struct arena *a);

#endif
