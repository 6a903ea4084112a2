/* admit.h - who may ask, from where, and how much may be sent.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_ADMIT_H
#define SERVE_ADMIT_H

#include "serve/http/exchange.h"

/* Before a byte of a body is read: MHD_NO, it was refused, and *sent is what came of saying so. */
enum MHD_Result admit(struct exchange *x, const char *method, const char *url,
                      enum MHD_Result *sent);

#endif
