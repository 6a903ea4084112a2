/* count.c - a store in a few numbers, counted by the shards.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/click/store.h"

int click_store_count(struct store *store, struct store_counts *out, struct err *err)
{
    return duck_store_count(store, out, err);
}
