/* replay.c - runs a fuzz target on files: replay FILE...
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END))
        return perror(path), 1;
    size_t size = (size_t)ftell(f);
    uint8_t *data = malloc(size + 1);
    rewind(f);
    int rc = !data || fread(data, 1, size, f) != size;
    fclose(f);
    if (!rc)
        LLVMFuzzerTestOneInput(data, size);
    free(data);
    return rc;
}

int main(int argc, char **argv)
{
    int rc = argc < 2;
    for (int i = 1; i < argc; i++)
        rc |= replay(argv[i]);
    printf("%d inputs\n", argc - 1);
    return rc;
}
