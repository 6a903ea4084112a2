/* file.c - a file of names screened into another.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "app/screen/bulk.h"
#include "app/screen/screen.h"
#include "base/temp.h"

static const struct column columns[] = {
    {"file", "file", STYLE_PATH, EVERYWHERE},
    {"output", "written to", STYLE_PATH, EVERYWHERE},
    {"rows", "names", STYLE_INT, EVERYWHERE},
    {"with_hits", "with hits", STYLE_INT, EVERYWHERE},
    {"hits", "hits", STYLE_INT, EVERYWHERE},
    {"unscreenable", "cannot be screened", STYLE_INT, EVERYWHERE},
    {"lists", "lists", STYLE_TEXT, EVERYWHERE},
};

static bool is_ndjson(const struct screen_params *q)
{
    size_t n = q->output ? strlen(q->output) : 0;
    return q->ndjson || (n > 7 && !strcmp(q->output + n - 7, ".ndjson")) ||
           (n > 6 && !strcmp(q->output + n - 6, ".jsonl"));
}

static int write_file(struct bulk_counts *counts, const struct bulk *b, const char *path,
                      struct session *s, struct err *err)
{
    struct target t;
    TRY(target_open(&t, path, s->arena, err));
    FILE *to = fopen(t.part, "w");
    int rc = to ? bulk_screen(counts, b, to, s, err)
                : err_set(err, ERR_IO, "cannot write %s: %s", path, strerror(errno));
    if (to && fclose(to) && !rc)
        rc = err_set(err, ERR_IO, "cannot write %s: %s", path, strerror(errno));
    return target_close(&t, rc, err);
}

static int no_place(struct err *err)
{
    err_set(err, ERR_USAGE, "where to?");
    return err_hint(err, "-o FILE.csv or -o FILE.ndjson; --ndjson without it prints the lines");
}

int screen_file(struct answer *out, struct session *s, const struct screen_params *q,
                struct err *err)
{
    CLEANUP(screen_names_close) struct screen_names names = {0};
    CLEANUP(record_close) struct record_log log = {0};
    struct decisions decisions;
    struct bulk_counts n = {0};
    if (q->ofac)
        return err_set(err, ERR_USAGE, "--mode ofac is for one name or for --pairs");
    if (!q->output && (!q->ndjson || !s->lines))
        return no_place(err);
    TRY(screen_open(&names, s, q, 0, err));
    const char *path = screen_audit_path(q, s);
    if (path && screen_log_open(&log, path, q, s, err)) {
        if (q->audit)
            return (int)err->code;
        path = NULL;
    }
    record_close(&log); /* it is opened for each batch */
    TRY(decisions_read(&decisions, s, err));
    struct bulk b = {.names = &names,
                     .profile = profile_of(q->mode),
                     .threshold = screen_threshold(q),
                     .most = q->limit,
                     .threads = q->threads,
                     .path = q->file,
                     .column = q->column,
                     .ndjson = is_ndjson(q),
                     .decisions = &decisions,
                     .log = path,
                     .context = screen_context(q, &names, s),
                     .secret = q->secret};
    if (q->output)
        TRY(write_file(&n, &b, q->output, s, err));
    else
        TRY(bulk_screen(&n, &b, s->lines, s, err));
    out->written = !q->output;
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    table_text(&out->table, q->file);
    table_text(&out->table, q->output);
    table_number(&out->table, (double)n.rows);
    table_number(&out->table, (double)n.with_hits);
    table_number(&out->table, (double)n.hits);
    table_number(&out->table, (double)n.unscreenable);
    table_text(&out->table, names.lists);
    if (n.unscreenable)
        session_note(s, NOTE_WARNING, "%ld of %ld names cannot be screened: they are no clear ones",
                     n.unscreenable, n.rows);
    if (n.numbered)
        session_note(s, NOTE_WARNING,
                     "%ld of %ld names hold what may be an identifier, which is not looked up in a "
                     "file: weir lists find",
                     n.numbered, n.rows);
    return 0;
}
