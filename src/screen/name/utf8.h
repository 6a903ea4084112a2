/* utf8.h - the characters of a text, one by one.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_UTF8_H
#define SCREEN_NAME_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The character at text[*at], which is moved behind it; 0xffffffff: none that is UTF-8. */
static inline uint32_t utf8_next(const char *text, size_t len, size_t *at)
{
    const unsigned char *s = (const unsigned char *)text + *at;
    size_t left = len - *at, n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    uint32_t c = n == 1 ? s[0] : s[0] & (0x7fu >> n);
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (n > left || (s[0] >= 0x80 && s[0] < 0xc2) || s[0] > 0xf4)
        return UINT32_MAX;
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return UINT32_MAX;
        c = c << 6 | (s[i] & 0x3f);
    }
    if (c < least[n] || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        return UINT32_MAX;
    *at += n;
    return c;
}

#endif
