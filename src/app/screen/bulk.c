/* bulk.c - a file of names screened.
 *
 * Rows are read into one batch while threads screen the one before; each row of a batch has its own
 * place for what is found, so that lines come out in the order of the rows whoever screened them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/bulk.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/screen/identifiers.h"
#include "app/screen/rows.h"
#include "base/json.h"
#include "base/log.h"
#include "report/table.h"

/* limit BULK_THREADS: threads that screen a file, : no more are used; */
enum { BATCH = 4096, SLICE = 64, BULK_THREADS = 64 };

struct row {
    struct subject who;
    const char *id; /* in the file; NULL: none */
    long number;
    struct screened *found; /* in the texts of its slice, while a log is kept */
    int hits;
    bool unscreenable, numbered;
};

struct batch {
    struct arena texts;
    struct row row[BATCH];
    struct buf slice[BATCH / SLICE];
    struct arena found[BATCH / SLICE];
    int count;
    atomic_int next; /* slice */
};

struct worker {
    struct screener screener;
    const struct bulk *bulk;
    struct batch *batch;
    struct screened found; /* of a row, where no log is kept */
    pthread_t thread;
    bool runs;
};

struct work {
    const struct bulk *bulk;
    struct batch batch[2];
    struct worker worker[BULK_THREADS];
    int threads;
    struct rows rows;
    struct countries countries;
    struct bulk_counts counts;
};

/* --- what was found, as lines --- */

/* {"id": ..., "query": ..., "unscreenable": false or why, "hits": [...]} and the end of the line.
 */
static void line_json(struct buf *to, const struct screener *s, const struct row *row,
                      const struct screened *x, struct arena *a)
{
    buf_puts(to, "{");
    if (row->id) {
        buf_puts(to, "\"id\": ");
        json_text(to, row->id);
        buf_puts(to, ", ");
    }
    buf_puts(to, "\"query\": ");
    json_text(to, row->who.name);
    buf_puts(to, ", \"unscreenable\": ");
    if (x->name.unscreenable)
        json_text(to, x->name.unscreenable);
    else
        buf_puts(to, "false");
    buf_puts(to, ", \"hits\": [");
    for (int i = 0; i < x->count; i++) {
        struct facts f = facts_new(a);
        screen_hit_facts(&f, s, x, &x->hit[i]);
        buf_puts(to, i ? ", " : "");
        json_line(to, f.root);
        while (to->len && to->s[to->len - 1] == '\n')
            to->s[--to->len] = 0;
    }
    buf_puts(to, "]");
    if (x->left_out)
        buf_printf(to, ", \"left_out\": %d", x->left_out);
    buf_puts(to, "}\n");
}

static void line_csv_header(struct buf *to)
{
    buf_puts(to, "row,query,unscreenable,score,by_name,name,entity,list,uid,listed_since,"
                 "entity_kind,program,born,country,explanation,decided,left_out,id\n");
}

static void add_hit(struct buf *to, const struct screener *s, const struct screened *x,
                    const struct screen_hit *hit, struct arena *a)
{
    struct listed l;
    index_listed(&l, s->index, hit->name);
    const char *const cells[] = {l.name,   l.title,   l.list, l.uid,    l.listed_on,
                                 l.entity, l.program, l.born, l.country};
    buf_printf(to, ",%s,%.4f,%.4f", x->name.unscreenable ? x->name.unscreenable : "", hit->score,
               hit->by_name);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buf_puts(to, ",");
        csv_text(to, cells[i], false);
    }
    buf_puts(to, ",");
    csv_text(to, screen_hit_words(s, x, hit, a), false);
    buf_puts(to, ",");
    csv_text(to, hit->decided ? hit->decided : "", false);
    buf_printf(to, ",%d", x->left_out);
}

/* A row for each hit, one without where there is none. */
static void line_csv(struct buf *to, const struct screener *s, const struct row *row,
                     const struct screened *x, struct arena *a)
{
    for (int i = 0; i < (x->count ? x->count : 1); i++) {
        buf_printf(to, "%ld,", row->number);
        csv_text(to, row->who.name, false);
        if (x->count) {
            add_hit(to, s, x, &x->hit[i], a);
        } else {
            buf_puts(to, ",");
            buf_puts(to, x->name.unscreenable);
            buf_puts(to, ",,,,,,,,,,,,,,");
        }
        buf_puts(to, ",");
        csv_text(to, row->id ? row->id : "", false);
        buf_puts(to, "\n");
    }
}

/* --- threads --- */

static void screen_row(struct worker *w, struct row *row, struct buf *to, struct arena *a)
{
    struct screened *x = w->bulk->log ? arena_new(a, struct screened) : &w->found;
    screen_subject(x, &w->screener, &row->who, a);
    decisions_apply(w->bulk->decisions, x, &row->who, w->screener.index, a);
    row->found = w->bulk->log ? x : NULL;
    row->hits = x->count;
    const char *at = row->who.name, *word;
    size_t len;
    row->unscreenable = x->name.unscreenable != NULL;
    row->numbered = identifier_next(&at, &word, &len);
    if (w->bulk->ndjson)
        line_json(to, &w->screener, row, x, a);
    else
        line_csv(to, &w->screener, row, x, a);
}

static void *screen_slices(void *ctx)
{
    struct worker *w = ctx;
    struct batch *b = w->batch;
    for (;;) {
        int slice = atomic_fetch_add(&b->next, 1), from = slice * SLICE;
        if (from >= b->count)
            return NULL;
        b->slice[slice].len = 0;
        arena_reset(&b->found[slice]);
        for (int i = from; i < from + SLICE && i < b->count; i++) {
            screen_row(w, &b->row[i], &b->slice[slice], &b->found[slice]);
            if (!w->bulk->log)
                arena_reset(&b->found[slice]);
        }
    }
}

static void start(struct work *w, struct batch *b)
{
    atomic_store(&b->next, 0);
    for (int i = 0; i < w->threads; i++) {
        w->worker[i].batch = b;
        w->worker[i].runs = !pthread_create(&w->worker[i].thread, NULL, screen_slices,
                                            &w->worker[i]);
    }
    if (!w->worker[0].runs)
        screen_slices(&w->worker[0]);
}

static void finish(struct work *w)
{
    for (int i = 0; i < w->threads; i++)
        if (w->worker[i].runs)
            pthread_join(w->worker[i].thread, NULL);
}

static int go_on(const struct session *s, struct err *err)
{
    bool stopped = s->cancel && atomic_load(s->cancel);
    return stopped ? err_set(err, ERR_CANCELLED, "stopped") : 0;
}

static int read_batch(struct work *w, struct batch *b, const struct session *s, struct err *err)
{
    const char *field[ROW_FIELDS];
    bool there = true;
    arena_reset(&b->texts);
    b->count = 0;
    TRY(go_on(s, err));
    while (b->count < BATCH) {
        TRY(rows_next(&w->rows, &there, field, &b->texts, err));
        if (!there)
            return 0;
        struct row *row = &b->row[b->count++];
        *row = (struct row){.number = ++w->counts.rows};
        rows_subject(&w->rows, &row->who, field, &w->countries, &b->texts);
        row->id = arena_strdup(&b->texts, field[ROW_ID]);
    }
    return 0;
}

/* The log is held for a batch, so that others can add to it meanwhile. */
static int keep_batch(const struct work *w, const struct batch *b, const struct session *s,
                      struct err *err)
{
    CLEANUP(record_close) struct record_log log = {0};
    if (!w->bulk->log)
        return 0;
    TRY(record_open(&log, w->bulk->log, s->wait, err));
    for (int i = 0; i < b->count; i++)
        TRY(audit_screening(&log, "screening", w->bulk->context, &b->row[i].who,
                            &w->worker[0].screener, b->row[i].found, w->bulk->secret, err));
    return record_flush(&log, err);
}

static int write_batch(struct work *w, const struct batch *b, FILE *to, const struct session *s,
                       struct err *err)
{
    for (int i = 0; i < b->count; i += SLICE) {
        const struct buf *slice = &b->slice[i / SLICE];
        if (fwrite(buf_str(slice), 1, slice->len, to) != slice->len)
            return err_set(err, ERR_IO, "cannot write what was found: %s", strerror(errno));
    }
    TRY(keep_batch(w, b, s, err));
    for (int i = 0; i < b->count; i++) {
        w->counts.with_hits += b->row[i].hits > 0;
        w->counts.hits += b->row[i].hits;
        w->counts.unscreenable += b->row[i].unscreenable;
        w->counts.numbered += b->row[i].numbered;
    }
    return 0;
}

static int screen_batches(struct work *w, FILE *to, const struct session *s, struct err *err)
{
    int now = 0, rc = read_batch(w, &w->batch[0], s, err);
    while (!rc && w->batch[now].count) {
        start(w, &w->batch[now]);
        rc = read_batch(w, &w->batch[!now], s, err);
        finish(w);
        if (!rc)
            rc = write_batch(w, &w->batch[now], to, s, err);
        now = !now;
        log_progress("screening", rows_percent(&w->rows));
    }
    return rc;
}

static int processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > BULK_THREADS ? BULK_THREADS : (int)n;
}

static void work_free(struct work **w)
{
    for (int i = 0; i < (*w)->threads; i++)
        screener_free(&(*w)->worker[i].screener);
    for (int i = 0; i < 2; i++) {
        arena_free(&(*w)->batch[i].texts);
        for (int k = 0; k < BATCH / SLICE; k++) {
            buf_free(&(*w)->batch[i].slice[k]);
            arena_free(&(*w)->batch[i].found[k]);
        }
    }
    rows_close(&(*w)->rows);
    free(*w);
}

/* Reads all rows of a file: one that has a fault is not screened in part, nor logged.  What comes
 * through a pipe can be read once. */
static int check_rows(const struct bulk *b, struct session *s, struct err *err)
{
    CLEANUP(rows_close) struct rows r = {0};
    CLEANUP(arena_free) struct arena own = {0};
    const char *field[ROW_FIELDS];
    struct stat st;
    bool there = true;
    if (!strcmp(b->path, "-") || stat(b->path, &st) || !S_ISREG(st.st_mode))
        return 0;
    TRY(rows_open(&r, b->path, b->column, NULL, s->arena, err));
    for (int i = 1; there; i++) {
        TRY(rows_next(&r, &there, field, &own, err));
        arena_reset(&own);
        if (i % BATCH == 0)
            TRY(go_on(s, err));
    }
    return 0;
}

int bulk_screen(struct bulk_counts *out, const struct bulk *b, FILE *to, struct session *s,
                struct err *err)
{
    CLEANUP(work_free) struct work *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->bulk = b;
    TRY(check_rows(b, s, err));
    TRY(rows_open(&w->rows, b->path, b->column, NULL, s->arena, err));
    w->countries.arena = s->arena;
    TRY(session_reference(s, &w->countries.ref, err));
    w->threads = b->threads ? b->threads : processors();
    struct screener *first = &w->worker[0].screener;
    screener_new(first, &b->names->index, b->profile);
    first->threshold = b->threshold;
    first->most = b->most;
    for (int i = 0; i < w->threads; i++) {
        w->worker[i].bulk = b;
        if (i)
            screener_beside(&w->worker[i].screener, first);
    }
    if (!b->ndjson) {
        CLEANUP(buf_free) struct buf header = {0};
        line_csv_header(&header);
        fwrite(header.s, 1, header.len, to);
    }
    TRY(screen_batches(w, to, s, err));
    rows_say(&w->rows, s);
    log_progress_end();
    *out = w->counts;
    return fflush(to) ? err_set(err, ERR_IO, "cannot write what was found: %s", strerror(errno))
                      : 0;
}
