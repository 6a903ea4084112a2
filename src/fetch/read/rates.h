/* rates.h - monthly mean rates of a central bank as units of a currency for a dollar.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_RATES_H
#define FETCH_RATES_H

#include "base/err.h"

/* Reads CSV of the European Central Bank (columns CURRENCY, TIME_PERIOD, OBS_VALUE: units for a
 * euro) or of the Bank of Canada (below "OBSERVATIONS": date, FXMUSDCAD, ...: Canadian dollars for
 * a unit), and writes currency, period, per_usd, the bank's own currency among them; months without
 * a dollar rate are left out.  ERR_INPUT. */
int rates_read(const char *path, const char *to, struct err *err) MUST_CHECK;

#endif
