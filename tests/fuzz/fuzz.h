/* fuzz.h - what the fuzz targets share.  Each is one function that must come back whatever it is
 * given; libFuzzer calls it with inputs of its making (make fuzz), replay.c with those of
 * tests/fuzz/corpus (make check).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input as a file in memory; its path, good until the next call. */
const char *fuzz_file(const uint8_t *data, size_t size);

/* A second one, for what is written. */
const char *fuzz_output(void);

/* A store in a temporary directory, open for writing, the same at each call. */
struct store *fuzz_store(void);

/* The input as text. */
char *fuzz_text(const uint8_t *data, size_t size, struct arena *a);

#endif
