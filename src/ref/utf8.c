/* SPDX-License-Identifier: Apache-2.0 */
#include "ref/utf8.h"

#include <string.h>

char *utf8_upper(const char *s, struct arena *a)
{
    char *out = arena_strdup(a, s);
    for (unsigned char *c = (unsigned char *)out; *c; c++) {
        unsigned char *next = c + 1;
        if (*c >= 'a' && *c <= 'z') {
            *c = (unsigned char)(*c - 0x20);
        } else if (*c == 0xc3 && *next >= 0xa0 && *next <= 0xbe && *next != 0xb7) {
            *next = (unsigned char)(*next - 0x20); /* U+00E0..U+00FE but the sign of division */
        } else if (*c == 0xd0 && *next >= 0xb0 && *next <= 0xbf) {
            *next = (unsigned char)(*next - 0x20); /* U+0430..U+043F */
        } else if (*c == 0xd1 && *next >= 0x80 && *next <= 0x8f) {
            *c = 0xd0; /* U+0440..U+044F */
            *next = (unsigned char)(*next + 0x20);
        } else if (*c == 0xd1 && *next == 0x91) {
            *c = 0xd0; /* U+0451 */
            *next = 0x81;
        }
    }
    return out;
}
