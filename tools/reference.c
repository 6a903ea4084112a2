/* reference.c - makes the database of reference tables when weir is built: reference FILE.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "ref/build.h"

int main(int argc, char **argv)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    if (argc != 2)
        return fputs("usage: reference FILE\n", stderr), 2;
    const char *part = arena_printf(&a, "%s.part", argv[1]);
    unlink(part);
    if (ref_build(part, &err))
        return fprintf(stderr, "reference: %s\n", err.msg), 1;
    if (rename(part, argv[1]))
        return perror(argv[1]), 1;
    return 0;
}
