/* care.c - a store kept well: copied, made compact, checked, repaired.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/question.h"
#include "register/register.h"

/* --- backup --- */

static const struct column backup_columns[] = {
    {"copy", "copy", STYLE_TEXT, EVERYWHERE},
    {"sources", "sources", STYLE_INT, EVERYWHERE},
    {"flow_rows", "flow rows", STYLE_INT, EVERYWHERE},
};

static int backup(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct words *w = params;
    struct store *store;
    struct store_counts is;
    if (w->count != 1)
        return err_set(err, ERR_USAGE, "where to? weir store backup FILE");
    bool lists;
    TRY(session_store(s, &store, err));
    TRY(register_there(store, &lists, err));
    store_label(store, w->item[0]);
    TRY(store_backup(store, w->item[0], &is, err));
    out->table = table_new(backup_columns, COLUMNS(backup_columns), s->arena);
    table_text(&out->table, w->item[0]);
    table_number(&out->table, (double)is.sources);
    table_number(&out->table, (double)is.flows);
    return 0;
}

const struct question question_store_backup = {
    .name = "store backup",
    .arguments = "FILE",
    .complete = COMPLETE_FILES,
    .summary = "copy the store to a new file",
    .text = "The copy holds what the store held when the copy began, as small as it can be, and is "
            "opened and counted before the command ends. Others may read meanwhile; who wants to "
            "load waits.",
    .examples = "weir store backup copy.weir",
    .needs = NEEDS_EXPORT,
    .columns = backup_columns,
    .column_count = COLUMNS(backup_columns),
    .local = true,
    .run = backup,
};

/* --- compact --- */

static const struct column compact_columns[] = {
    {"store", "store", STYLE_TEXT, EVERYWHERE},
    {"bytes_before", "bytes before", STYLE_INT, EVERYWHERE},
    {"bytes", "bytes", STYLE_INT, EVERYWHERE},
};

static int compact(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct store *store;
    int64_t before, after;
    (void)params;
    if (!session_has_store(s)) {
        err_set(err, ERR_NOT_FOUND, "no store at '%s'", s->path);
        return err_hint(err, "--store PATH names another");
    }
    TRY(session_store(s, &store, err));
    store_label(store, s->path);
    TRY(store_compact(store, &before, &after, err));
    out->table = table_new(compact_columns, COLUMNS(compact_columns), s->arena);
    table_text(&out->table, s->path);
    table_number(&out->table, (double)before);
    table_number(&out->table, (double)after);
    return 0;
}

const struct question question_store_compact = {
    .name = "store compact",
    .arguments = "",
    .summary = "write the store anew, without the room that dropped rows left",
    .text = "The store is written beside itself and takes its own place when it is whole; what can "
            "be asked of it does not change. There must be room for it twice.",
    .examples = "weir store compact",
    .needs = NEEDS_WRITE,
    .columns = compact_columns,
    .column_count = COLUMNS(compact_columns),
    .local = true,
    .run = compact,
};

/* --- check --- */

static const struct column check_columns[] = {
    {"check", "check", STYLE_TEXT, EVERYWHERE},
    {"wrong", "wrong", STYLE_INT, EVERYWHERE},
};

struct found {
    struct table *table;
    int64_t wrong;
};

static int add_check(void *ctx, const char *what, int64_t wrong, struct err *err)
{
    struct found *f = ctx;
    (void)err;
    table_text(f->table, arena_strdup(f->table->arena, what));
    table_number(f->table, (double)wrong);
    f->wrong += wrong;
    return 0;
}

static int check(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct store *store;
    struct found f = {.table = &out->table};
    bool lists;
    (void)params;
    TRY(session_store(s, &store, err));
    out->table = table_new(check_columns, COLUMNS(check_columns), s->arena);
    store_label(store, s->path);
    TRY(register_there(store, &lists, err)); /* which then are as they should be */
    TRY(store_check_all(store, add_check, &f, err));
    out->above = f.wrong > 0;
    if (f.wrong)
        session_note(s, NOTE_WARNING,
                     "the store is not as it should be: load the published files "
                     "into a new one");
    return 0;
}

const struct question question_store_check = {
    .name = "store check",
    .arguments = "",
    .summary = "read the whole store and look whether it is as it should be",
    .text = "Every block is read, and its checksum compared; tables are compared with each other. "
            "Exit status 3 where something is wrong.",
    .examples = "weir store check",
    .needs = NEEDS_READ,
    .columns = check_columns,
    .column_count = COLUMNS(check_columns),
    .run = check,
};

/* --- repair --- */

static const struct column repair_columns[] = {
    {"store", "store", STYLE_TEXT, EVERYWHERE},
    {"state", "", STYLE_TEXT, EVERYWHERE},
    {"kept", "copy of what was there", STYLE_TEXT, EVERYWHERE},
    {"log_bytes", "bytes of the log left out", STYLE_INT, EVERYWHERE},
};

static int repair(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct store_repair r;
    struct store_options o = {.backends = s->world->backends, .cancel = s->cancel, .wait = s->wait};
    (void)params;
    TRY(store_mend(&r, s->path, &o, s->arena, err));
    out->table = table_new(repair_columns, COLUMNS(repair_columns), s->arena);
    table_text(&out->table, s->path);
    table_text(&out->table, r.kept ? "opens again" : "nothing to repair");
    table_text(&out->table, r.kept);
    table_number(&out->table, r.kept ? (double)r.lost : NAN);
    if (r.kept)
        session_note(s, NOTE_REMARK,
                     "what the log held is not in the store: weir sources lists what "
                     "is, and ingest loads the rest again");
    return 0;
}

const struct question question_store_repair = {
    .name = "store repair",
    .arguments = "",
    .summary = "open a store whose log cannot be replayed",
    .text =
        "What a command writes goes to a log beside the store (PATH.wal) before it is brought "
        "into the file; what is written over there waits in PATH.undo, from which who opens the "
        "store next puts it back where the program was killed. Where that log cannot be replayed, "
        "store and log are copied to PATH.damaged and PATH.damaged.wal, and the store is opened "
        "as it was before the log. A store that opens is left as it is.",
    .examples = "weir store repair",
    .needs = NEEDS_NOTHING,
    .columns = repair_columns,
    .column_count = COLUMNS(repair_columns),
    .local = true,
    .run = repair,
};
