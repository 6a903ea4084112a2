/* copy.c - a store made where there is none, and one copied to another place.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <unistd.h>

#include "app/question.h"
#include "base/temp.h"
#include "register/register.h"

/* --- make --- */

static const struct column make_columns[] = {
    {"store", "store", STYLE_TEXT, EVERYWHERE},
    {"made", "made", STYLE_TRUTH, EVERYWHERE},
    {"sources", "sources", STYLE_INT, EVERYWHERE},
};

static int make(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct store *store;
    struct store_counts c;
    bool there = session_has_store(s);
    (void)params;
    TRY(session_store(s, &store, err));
    TRY(store_count(store, &c, err));
    out->table = table_new(make_columns, COLUMNS(make_columns), s->arena);
    table_text(&out->table, store_path(store));
    table_number(&out->table, !there);
    table_number(&out->table, (double)c.sources);
    return 0;
}

const struct question question_store_make = {
    .name = "store make",
    .arguments = "",
    .summary = "make an empty store",
    .text = "In a cluster of ClickHouse its tables, on every shard and replica. A store that is "
            "there stays as it is. Loading a file makes one, too, where there is none.",
    .examples = "weir store make",
    .needs = NEEDS_WRITE,
    .columns = make_columns,
    .column_count = COLUMNS(make_columns),
    .local = true,
    .run = make,
};

/* --- copy --- */

static const struct column copy_columns[] = {
    {"from", "from", STYLE_TEXT, EVERYWHERE},
    {"to", "to", STYLE_TEXT, EVERYWHERE},
    {"sources", "sources", STYLE_INT, EVERYWHERE},
    {"flow_rows", "flow rows", STYLE_INT, EVERYWHERE},
    {"replaced", "replaced rows", STYLE_INT, EVERYWHERE},
};

/* What is kept beside a store: which questions were asked of it, what was screened and decided. */
static int copy_beside(struct session *s, const char *from, const char *to, const char *suffix,
                       struct err *err)
{
    struct target target;
    const char *was = store_beside(from, s->world->backends, suffix, s->arena);
    const char *is = store_beside(to, s->world->backends, suffix, s->arena);
    CLEANUP(file_close) FILE *in = file_check(was, NULL) ? NULL : fopen(was, "rb");
    if (!in)
        return 0;
    if (!access(is, F_OK)) {
        session_note(s, NOTE_WARNING, "'%s' was there and is as it was", is);
        return 0;
    }
    TRY(target_open(&target, is, s->arena, err));
    FILE *out = fopen(target.part, "wb");
    bool written = out && file_pour(in, out);
    written &= !out || !fclose(out);
    int rc = written ? 0 : err_set(err, ERR_IO, "'%s' could not be written", is);
    return target_close(&target, rc, err);
}

static int copy(struct answer *out, struct session *s, const void *params, struct err *err)
{
    CLEANUP(store_close) struct store *from = NULL;
    const struct words *w = params;
    struct store_counts c;
    bool lists;
    if (w->count != 2)
        return err_set(err, ERR_USAGE, "from where, and where to? weir store copy FROM TO");
    TRY(session_other(s, &from, w->item[0], err));
    TRY(register_there(from, &lists, err));
    store_label(from, w->item[1]);
    TRY(session_copy(s, from, w->item[1], &c, err));
    static const char *const suffixes[] = {".evidence", ".screened", ".decisions"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        TRY(copy_beside(s, w->item[0], w->item[1], suffixes[i], err));
    out->table = table_new(copy_columns, COLUMNS(copy_columns), s->arena);
    table_text(&out->table, w->item[0]);
    table_text(&out->table, w->item[1]);
    table_number(&out->table, (double)c.sources);
    table_number(&out->table, (double)c.flows);
    table_number(&out->table, (double)c.replaced);
    return 0;
}

const struct question question_store_copy = {
    .name = "store copy",
    .arguments = "FROM TO",
    .complete = COMPLETE_FILES,
    .summary = "copy a store to another place",
    .text = "Either may be a file or a cluster of ClickHouse (clickhouse://USER@HOST:PORT/DATABASE"
            "?cluster=NAME). The copy holds every source, vintage, reject, rate and list that the "
            "store held when it began, is there whole or not at all, and is counted before the "
            "command ends; the journals of questions and screenings beside the store come with it. "
            "Where it goes to, nothing may be.",
    .examples = "weir store copy store.weir 'clickhouse://weir@db1:8123/trade?cluster=main'\n"
                "weir store copy 'clickhouse://weir@db1:8123/trade?cluster=main' copied.weir",
    .needs = NEEDS_NOTHING,
    .columns = copy_columns,
    .column_count = COLUMNS(copy_columns),
    .local = true,
    .run = copy,
};
