/* ecb.h - monthly mean rates of the European Central Bank as units of a currency for a dollar.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_ECB_H
#define FETCH_ECB_H

#include "base/err.h"

/* Reads its CSV (columns CURRENCY, TIME_PERIOD, OBS_VALUE: units for a euro) and writes currency,
 * period, per_usd, the euro among them; months without a dollar rate are left out.  ERR_INPUT. */
int ecb_rates(const char *path, const char *to, struct err *err) MUST_CHECK;

#endif
