/* spark.h - a series as one line of text.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_SPARK_H
#define MODEL_SPARK_H

#include "base/buf.h"

/* Eight heights of block; a blank where there is no figure, a dot below where there is none of
 * trade. */
void spark(struct buf *to, const double *value, int n);

#endif
