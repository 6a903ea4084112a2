/* load.c - lists of names into the store.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/list/open.h"
#include "base/log.h"
#include "base/temp.h"

struct load_params {
    struct words words;
    const char *vintage, *encoding;
    bool shrunk;
};

static const struct column columns[] = {
    {"file", "file", STYLE_PATH, EVERYWHERE},
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"layout", "layout", STYLE_TEXT, DATA_ONLY},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"entities", "entities", STYLE_INT, EVERYWHERE},
    {"names", "names", STYLE_INT, EVERYWHERE},
    {"addresses", "addresses", STYLE_INT, EVERYWHERE},
    {"identifiers", "identifiers", STYLE_INT, EVERYWHERE},
    {"state", "", STYLE_TEXT, EVERYWHERE},
};

static void add_row(struct table *t, const char *path, const struct register_file *f)
{
    const char *cells[] = {path, f->list, f->part, f->layout, f->vintage};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
        table_text(t, cells[k]);
    table_number(t, (double)f->entities);
    table_number(t, (double)f->names);
    table_number(t, (double)f->addresses);
    table_number(t, (double)f->identifiers);
    table_text(t, f->known ? "already there" : "loaded");
}

static int load_files(struct answer *out, struct session *s, const struct load_params *q,
                      const char *day, struct err *err)
{
    struct register_options o = {.vintage = q->vintage ? day : NULL,
                                 .today = day,
                                 .encoding = q->encoding,
                                 .shrunk = q->shrunk};
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    for (int i = 0; i < q->words.count; i++) {
        struct register_file f;
        const char *path = q->words.item[i];
        log_progress(file_name(path), -1);
        TRY(register_load(&f, s->store, path, &o, s->arena, err));
        if (f.warning)
            session_note(s, NOTE_WARNING, "%s: %s", path, f.warning);
        add_row(&out->table, path, &f);
    }
    return register_settle(s->store, err);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct load_params *q = params;
    struct store *store;
    struct days day;
    if (!q->words.count)
        return err_set(err, ERR_USAGE, "load which files? weir lists load FILE...");
    TRY(days_of(&day, q->vintage, err));
    TRY(session_store(s, &store, err));
    TRY(register_prepare(store, err));
    TRY(register_begin(store, err));
    return register_end(store, load_files(out, s, q, arena_strdup(s->arena, day.from), err), err);
}

static const struct param params[] = {
    {PARAM(load_params, vintage, "vintage", DAY, "DATE",
           "day on which the list was published; as the file says, else today", NOTHING)},
    {PARAM(load_params, encoding, "encoding", TEXT, "NAME",
           "of files that are not UTF-8, as in latin1 or gb18030; Windows-1252 unless told",
           NOTHING)},
    {PARAM(load_params, shrunk, "shrunk", FLAG, NULL,
           "take a list that has fewer than four fifths of the entries of the vintage before it",
           NOTHING)},
    {0},
};

const struct question question_lists_load = {
    .name = "lists load",
    .arguments = "FILE...",
    .complete = COMPLETE_FILES,
    .summary = "take lists of sanctioned names into the store",
    .text =
        "OFAC's SDN and other lists (CSV: entities, aliases, addresses, comments; XML; advanced "
        "and enhanced XML), the UN consolidated list (XML), EU financial sanctions (FSF, XML and "
        "CSV) and annexes of EU acts, the UK Sanctions List and OFSI's list (CSV, XML), Canada's "
        "autonomous sanctions (XML), SECO's list (XML), 15 CFR part 744 (XML: Entity, Unverified "
        "and Military End-User List), the Denied Persons List, the Consolidated Screening List "
        "(CSV), and OpenSanctions' targets.simple.csv and FollowTheMoney JSON lines; all files of "
        "a call or none.\n"
        "\n"
        "A file is known by its content, not by its name. What it says of itself (its day, how "
        "many entries it has) is used and checked; --vintage says the day where it does not. A "
        "list without entries is refused; one that has fewer than four fifths of those of the "
        "vintage before it, or few of its names, is refused unless --shrunk says that it is whole.",
    .examples = "weir lists load denied.txt --vintage 2026-07-01",
    .params = params,
    .size = sizeof(struct load_params),
    .needs = NEEDS_WRITE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
