/* shares.h - what of the reported value of a heading was prohibited.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_LAW_SHARES_H
#define APP_LAW_SHARES_H

#include "app/session.h"
#include "law/law.h"

/* "by law at the time of each flow, of 12.3 M EUR: 40 % prohibited, ...", of the periods in which
 * the days are; NULL where the store has no figures of them. */
const char *shares_of_heading(struct session *s, const char *heading, const char *exporter,
                              const struct law_question *q);

#endif
