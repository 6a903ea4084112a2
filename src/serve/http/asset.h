/* asset.h - the pages themselves, which hold nothing of the store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_ASSET_H
#define SERVE_ASSET_H

struct asset {
    const char *url, *file, *type;
};

/* NULL: there is none of that path. */
const struct asset *asset_find(const char *url);
const char *asset_text(const struct asset *a);

#endif
