/* SPDX-License-Identifier: Apache-2.0 */
#include "model/selection.h"

const char *measure_name(enum measure m)
{
    static const char *const names[] = {"value", "weight", "quantity", "unit-value"};
    return names[m];
}
