/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_evidence = {
    .name = "evidence",
    .arguments = "[ID[/ITEM]]",
    .summary = "trace a figure to files and lines; pack and verify what reproduces it",
    .options = "bundle verify",
    .text =
        "Every answer of weir has an id, a digest of the question, of the files in the store, of "
        "the reference data and of the version: equal ids are equal answers. Findings and claims "
        "are items of an answer: ID/CHN-RUS-842952-2022, ID/claim. The questions asked of a store "
        "are kept in a journal beside it; without an id they are listed.\n"
        "\n"
        "With an id the question, its method and the rows of files behind it are shown, with "
        "digest, vintage and line numbers; an item is computed again.\n"
        "\n"
        "--bundle packs the published files, the claim files and the answers to all questions of "
        "the journal, or to those named. --verify unpacks such a file, loads everything into a "
        "new store, asks again and compares byte by byte; it exits with 0 only if all is equal, "
        "and says else where it is not.",
    .examples = "weir series --from CHN --to RUS --code 842952; weir evidence\n"
                "weir evidence --bundle out.tar.zst\n"
                "weir evidence --verify out.tar.zst",
    .app = app_evidence,
};
