/* near.h - which of some words a mistyped one was meant to be.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_NEAR_H
#define MODEL_NEAR_H

#include <stddef.h>

struct near {
    const char *text; /* what was typed, n bytes */
    size_t n;
    int least;        /* edits between it and the best */
    const char *best; /* kept by reference; NULL: none is near */
};

/* Words are near that differ in one place, those of five letters and more in two; letters that
 * changed places are one. */
struct near near_to(const char *text, size_t n);

/* Looks at a candidate: of equally near ones the first stays. */
void near_try(struct near *near, const char *candidate);

#endif
