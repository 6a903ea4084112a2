/* mirror.h - both reports of what was asked, read, tested and explained: what weir mirror and
 * claims share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_MIRROR_MIRROR_H
#define APP_MIRROR_MIRROR_H

#include "app/mirror/cause.h"

/* Rows by "code", "month", "exporter" or "importer".  reconcile: best figures too, which reads all
 * that the store has of the periods. */
int mirror_read(struct gaps *out, struct session *s, const struct flow_params *flow,
                struct window w, const char *by, bool reconcile, struct err *err) MUST_CHECK;

/* Says which periods are compared and what was left out. */
void mirror_notes(const struct pairs *p, struct session *s);

#endif
