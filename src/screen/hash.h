/* hash.h - hash of a short text: FNV-1a (Fowler, Noll and Vo), mixed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_HASH_H
#define SCREEN_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_text(const char *s, size_t len)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

#endif
