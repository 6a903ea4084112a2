/* SPDX-License-Identifier: Apache-2.0 */
#include "app/answer.h"

const struct table *answer_table(const struct answer *a)
{
    return a->data.columns ? &a->data : &a->table;
}
