/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

const struct command command_lists = {
    .name = "lists",
    .arguments = "[show | load FILE... | names | find NAME | diff LIST]",
    .summary = "load lists of sanctioned names and look names up",
    .options = "on vintage encoding",
    .text =
        "load takes OFAC's SDN and other lists (CSV: entities, aliases, addresses, comments; XML; "
        "advanced XML), the UN consolidated list (XML), EU financial sanctions (FSF, XML and CSV) "
        "and annexes of EU acts, the UK Sanctions List and OFSI's list (CSV, XML), Canada's "
        "autonomous sanctions (XML), 15 CFR part 744 (XML: Entity, Unverified and Military "
        "End-User List), the Denied Persons List, and OpenSanctions' targets.simple.csv and "
        "FollowTheMoney JSON lines; all files of a call or none. Vintages are kept: --vintage says "
        "on which day a list was published.\n"
        "\n"
        "find looks a name or an identifier (IMO, INN, OGRN, LEI, passport) up, on the latest "
        "vintages or on those of --on. Names match as they are, normalised, or by all their "
        "words. names lists every name with its kind, quality and script. diff says what the "
        "latest "
        "vintage of a list added, removed and changed.",
    .examples = "weir lists load denied.txt --vintage 2026-07-01\n"
                "weir lists find 'I. Ash' --json\n"
                "weir lists show",
    .app = app_lists,
};
