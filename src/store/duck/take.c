/* take.c - what changes a store: a load, the removal of a source.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "model/period.h"
#include "store/duck/store.h"

static int find_edges(struct duck_store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf b = {0};
    const char **code;
    int count;
    TRY(duck_query(s->duck, &r, "SELECT DISTINCT code FROM break_suspect", NULL, err));
    TRY(store_texts(r, &code, &count, &a, err));
    for (int i = 0; i < count; i++) {
        buf_puts(&b, i ? ", " : "code IN (");
        buf_sql_quote(&b, code[i]);
    }
    buf_puts(&b, ")");
    return store_run_in(s, store_text("break_edges"), NULL, (struct flow_scope){b.s, true}, err);
}

/* Finds anew where data sets have one side of a renumbering only; the flows are read again only
 * where the contents of the sources leave a doubt. */
static int find_breaks(struct duck_store *s, struct err *err)
{
    int64_t suspects;
    TRY(store_run(s, "break_codes", NULL, err));
    TRY(duck_int_of(s->duck, &suspects, "SELECT count(*) FROM break_suspect", NULL, 0, err));
    if (suspects)
        TRY(find_edges(s, err));
    return store_run(s, "breaks", NULL, err);
}

int store_derive(struct duck_store *s, struct err *err)
{
    store_forget(s);
    TRY(find_breaks(s, err));
    return store_run_in(s, store_text("names"), NULL,
                        (struct flow_scope){"(flags >= 32 OR code = 'TOTAL')", true}, err);
}

int duck_store_change(struct store *s, struct err *err)
{
    return store_begin(on_duck(s), err);
}

int duck_store_keep(struct store *s, int rc, struct err *err)
{
    return store_end(on_duck(s), rc, err);
}

int duck_store_find(struct store *s, int64_t *source_id, const char *sha256, struct err *err)
{
    struct duck_param p[] = {{"sha256", sha256}, {0}};
    return duck_int_of(on_duck(s)->duck, source_id,
                       "SELECT source_id FROM source WHERE sha256 = $sha256", p, 0, err);
}

static int mark(struct duck_store *s, struct err *err)
{
    int64_t levels, parts;
    TRY(store_run(s, "mark", NULL, err));
    TRY(duck_int_of(s->duck, &levels,
                    "SELECT count(DISTINCT length(code)) FROM stage WHERE code <> 'TOTAL'", NULL, 0,
                    err));
    if (levels > 1)
        TRY(store_run(s, "mark_level", NULL, err));
    TRY(duck_int_of(s->duck, &parts, "SELECT max(part) FROM stage", NULL, 0, err));
    if (parts > 0)
        TRY(store_run(s, "mark_part", NULL, err));
    return store_run(s, "mark_skeleton", NULL, err);
}

static int refuse_repeats(struct duck_store *s, const struct store_load *load, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    if (load->repeats_add)
        return 0;
    TRY(store_query(s, &r, "repeats", NULL, err));
    if (!duck_next(r))
        return duck_end(r, err);
    err_at(err, load->path, (long)duck_int(r, 0), 0,
           "the same cell (code %s) stands here and at line %ld", duck_text(r, 2, &a),
           (long)duck_int(r, 1));
    return err_hint(err, "is the file two downloads in one? split it, or say `repeats = add` in a "
                         "mapping file if the rows are parts of a whole");
}

static int refuse_overlap(struct duck_store *s, const struct store_load *load, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"adapter", load->adapter},
                             {"vintage", load->vintage},
                             {"adds", load->repeats_add ? "true" : "false"},
                             {0}};
    const char *scope = NULL;
    int64_t sources;
    TRY(duck_int_of(s->duck, &sources, "SELECT count(*) FROM source", NULL, 0, err));
    if (!sources)
        return 0;
    TRY(store_stage_scope(s, &scope, &a, err));
    TRY(store_query_in(s, &r, store_text("overlap"), p, (struct flow_scope){scope, false}, err));
    if (!duck_next(r))
        return duck_end(r, err);
    const char *kind = duck_text(r, 2, &a), *mine = duck_text(r, 4, &a);
    const char *theirs = duck_text(r, 5, &a);
    static const char *const kinds[][2] = {
        {"same", "are there already in another layout"},
        {"parents", "are sums of finer codes that are there already"},
        {"parts", "are parts of sums that are there already"},
        {"revision", "are there already in another HS revision"},
        {"figures", "have other figures there, of the same vintage"},
        {"breakdown", "are parts of figures that are there already"},
        {"measures", "have another measure there"},
    };
    const char *words = "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kind, kinds[i][0]))
            words = kinds[i][1];
    err_set(err, ERR_CONFLICT, "'%s' overlaps source %ld '%s': %ld cells %s (%s here, %s there)",
            load->path, (long)duck_int(r, 0), duck_text(r, 1, &a), (long)duck_int(r, 3), words,
            mine, theirs);
    if (!strcmp(kind, "measures"))
        return err_hint(err, "values, weights and quantities of one table belong into one file");
    if (!strcmp(kind, "figures"))
        return err_hint(err, "parts of one table belong into one file; of what was revised later "
                             "the day is said (--vintage 2024-05-31)");
    return err_hint(err,
                    "a sum would count them twice: keep one (weir store drop %ld), or load this "
                    "file into another store (--store PATH)",
                    (long)duck_int(r, 0));
}

int store_stage_scope(struct duck_store *s, const char **out, struct arena *a, struct err *err)
{
    char *text;
    int rc = duck_text_of(s->duck, &text, a, store_text("stage_scope"), NULL, err);
    *out = text;
    return rc;
}

static int move_in(struct duck_store *s, const struct store_load *load, int64_t source_id,
                   struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *scope;
    char source[24], bytes[24], rows_read[24], now[MOMENT_TEXT];
    snprintf(source, sizeof source, "%ld", (long)source_id);
    snprintf(bytes, sizeof bytes, "%ld", (long)load->bytes);
    moment(now);
    snprintf(rows_read, sizeof rows_read, "%ld", (long)load->rows_read);
    struct duck_param p[] = {
        {"source", source},
        {"path", load->path},
        {"sha256", load->sha256},
        {"bytes", bytes},
        {"adapter", load->adapter},
        {"title", load->title},
        {"options", load->options},
        {"vintage", load->vintage},
        {"rows_read", rows_read},
        {"note", load->note},
        {"now", now},
        {0},
    };
    TRY(store_stage_scope(s, &scope, &a, err));
    TRY(store_run_in(s, store_text("again"), p, (struct flow_scope){scope, true}, err));
    TRY(s->far ? s->far->put(s, source_id, load, err) : store_run(s, "take_flows", p, err));
    TRY(store_run(s, "take", p, err));
    return store_derive(s, err);
}

static int read_taken(struct duck_store *s, struct store_loaded *out, const char *vintage,
                      struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    char source[24];
    snprintf(source, sizeof source, "%ld", (long)out->source_id);
    struct duck_param p[] = {{"source", source}, {0}};
    struct duck_param day[] = {{"day", vintage}, {0}};
    int64_t days;
    TRY(duck_int_of(s->duck, &days, "SELECT $day::DATE - DATE '1970-01-01'", day, 0, err));
    const char *scope = arena_printf(&a, "replaced_day = %ld", (long)days);
    TRY(store_query_in(s, &r, store_text("taken"), p, (struct flow_scope){scope, false}, err));
    if (duck_next(r)) {
        out->rows_kept = duck_int(r, 0);
        out->rows_aggregate = duck_int(r, 1);
        out->rows_breakdown = duck_int(r, 2);
        out->rows_unpublished = duck_int(r, 3);
        out->rows_replacing = duck_int(r, 4);
        out->rows_rejected = duck_int(r, 5);
    }
    return duck_end(r, err);
}

static int take(struct duck_store *s, const struct store_load *load, struct store_loaded *out,
                struct err *err)
{
    TRY(mark(s, err));
    TRY(refuse_repeats(s, load, err));
    TRY(refuse_overlap(s, load, err));
    TRY(duck_int_of(s->duck, &out->source_id, "SELECT max(source_id) + 1 FROM source", NULL, 1,
                    err));
    TRY(move_in(s, load, out->source_id, err));
    return read_taken(s, out, load->vintage, err);
}

int duck_store_take(struct store *store, const struct store_load *load, struct store_loaded *out,
                    struct err *err)
{
    struct duck_store *s = on_duck(store);
    TRY(store_begin(s, err));
    return store_end(s, take(s, load, out, err), err);
}

static int drop_rows(struct duck_store *s, int64_t source_id, const struct duck_param *p,
                     struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *of = arena_printf(&a, "source_id = %ld", (long)source_id), *around = NULL;
    TRY(store_run_in(s, store_text("gone"), p, (struct flow_scope){of, true}, err));
    TRY(duck_text_of(s->duck, (char **)(uintptr_t)&around, &a, store_text("gone_scope"), p, err));
    TRY(s->far ? s->far->drop(s, source_id, err)
               : duck_run(s->duck, "DELETE FROM flow WHERE source_id = $source::INTEGER", p, err));
    TRY(store_run(s, "drop", p, err));
    TRY(store_run_in(s, store_text("mended"), p, (struct flow_scope){around, true}, err));
    TRY(s->far ? s->far->mend(s, err) : store_run(s, "mend", p, err));
    return duck_run(s->duck, "DROP TABLE gone; DROP TABLE gone_source; DROP TABLE mended", NULL,
                    err);
}

static int drop(struct duck_store *s, int64_t source_id, struct err *err)
{
    char source[24];
    int64_t there;
    snprintf(source, sizeof source, "%ld", (long)source_id);
    struct duck_param p[] = {{"source", source}, {0}};
    TRY(duck_int_of(s->duck, &there,
                    "SELECT count(*) FROM source WHERE source_id = $source::INTEGER", p, 0, err));
    if (!there) {
        err_set(err, ERR_NOT_FOUND, "no source %s in '%s'", source, s->store.path);
        return err_hint(err, "weir sources lists them");
    }
    TRY(drop_rows(s, source_id, p, err));
    return store_derive(s, err);
}

int duck_store_drop(struct store *store, int64_t source_id, struct err *err)
{
    struct duck_store *s = on_duck(store);
    TRY(store_begin(s, err));
    return store_end(s, drop(s, source_id, err), err);
}
