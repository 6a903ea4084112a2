/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_lists = {
    .name = "lists",
    .arguments = "[show | load FILE... | find NAME | diff LIST]",
    .summary = "load lists of sanctioned names and look names up",
    .options = "on vintage encoding",
    .text =
        "load takes OFAC's SDN and other lists (CSV: entities, aliases, addresses), the UN "
        "consolidated list (XML), 15 CFR part 744 (XML: Entity, Unverified and Military End-User "
        "List), the Denied Persons List, annexes of EU acts and OpenSanctions' "
        "targets.simple.csv; all files of a call or none. Vintages are kept: --vintage says on "
        "which day a list was published.\n"
        "\n"
        "find looks a name or an identifier (IMO, INN, OGRN, LEI, passport) up, on the latest "
        "vintages or on those of --on. Names match as they are, normalised, or by all their "
        "words. diff says what the latest vintage of a list added, removed and changed.",
    .examples = "weir lists load denied.txt --vintage 2026-07-01\n"
                "weir lists find 'I. Ash' --json\n"
                "weir lists show",
    .app = app_lists,
};
