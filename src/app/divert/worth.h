/* worth.h - whether what goes to an intermediary has become dearer by weight.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DIVERT_WORTH_H
#define APP_DIVERT_WORTH_H

#include "app/divert/chain.h"

/* Fills unit_value of the corridors that are shown: sums of value over sums of weight, of rows that
 * state both. */
int worth_read(struct chains *o, struct err *err) MUST_CHECK;

#endif
