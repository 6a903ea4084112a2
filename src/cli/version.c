/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "ref/ref.h"

static int run_version(const struct command *self, struct line *line)
{
    (void)self;
    printf(line->json ? "{\"version\": \"%s\", \"reference_data\": \"%s\"}\n"
                      : "weir %s\nreference data %s\n",
           WEIR_VERSION, ref_fingerprint());
    return EXIT_FINE;
}

const struct command command_version = {
    .name = "version",
    .arguments = "",
    .summary = "print the version of the program and of its reference data",
    .options = "",
    .text = "Both belong beside any figure that is to be computed again.",
    .examples = "weir version",
    .run = run_version,
};
