/* SPDX-License-Identifier: Apache-2.0 */
#include "model/finding.h"

const char *finding_kind_name(enum finding_kind k)
{
    static const char *const names[] = {"shift", "new", "ended", "spike", "trend"};
    return names[k];
}
