/* head.c - which loads there are, and how one comes to be among them: by one row at its end.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "store/click/store.h"

static int64_t cell(const struct block *b, int column, size_t row)
{
    return ((const int64_t *)b->column[column].data)[row];
}

void click_dropped(struct click_store *s, int64_t source_id)
{
    struct click_head *h = &s->head;
    int kept = 0;
    for (int i = 0; i < h->source_count; i++)
        if (h->source[i].source_id != source_id)
            h->source[kept++] = h->source[i];
    if (source_id && kept == h->source_count) {
        h->dropped = arena_grow(&s->duck.arena, h->dropped, (size_t)h->dropped_count,
                                sizeof *h->dropped);
        h->dropped[h->dropped_count++] = source_id;
    }
    h->source_count = kept;
}

void click_took(struct click_store *s, int64_t source_id, int64_t load)
{
    struct click_head *h = &s->head;
    if (!source_id)
        return;
    h->source = arena_grow(&s->duck.arena, h->source, (size_t)h->source_count, sizeof *h->source);
    h->source[h->source_count++] = (struct click_source){source_id, load};
}

static int take_row(struct click_store *s, const struct block *b, size_t row, struct err *err)
{
    struct arena *a = &s->duck.arena;
    struct click_head *h = &s->head;
    int64_t generation = cell(b, 0, row), load = cell(b, 1, row);
    if (h->load_count && generation == h->generation && load == h->load)
        return 0; /* the same row, which was sent twice */
    if (h->load_count && generation != h->generation + 1)
        return err_set(err, ERR_STORE,
                       "%s: load %lld does not follow load %lld: a row is missing, or "
                       "two loads were kept at once",
                       s->duck.store.path, (long long)generation, (long long)h->generation);
    if (!h->load_count)
        h->id = load;
    h->generation = generation;
    h->load = load;
    h->load_list = arena_grow(a, h->load_list, (size_t)h->load_count, sizeof *h->load_list);
    h->load_list[h->load_count++] = load;
    click_dropped(s, cell(b, 3, row));
    click_took(s, cell(b, 2, row), load);
    h->replaces |= cell(b, 4, row) > 0;
    h->shards = cell(b, 5, row) > h->shards ? (int)cell(b, 5, row) : h->shards;
    return 0;
}

int click_read_head(struct click_store *s, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    struct block b;
    s->head = (struct click_head){0};
    TRY(click_read(s->click, &r, click_sql(s, "loads", NULL, &s->duck.arena), "llllll", err));
    while (click_next(r, &b))
        for (size_t i = 0; i < b.rows; i++)
            TRY(take_row(s, &b, i, err));
    TRY(click_end(r, err));
    click_want_shards(s->click, s->head.shards);
    if (s->head.load_count)
        return 0;
    return err_set(err, ERR_STORE, "%s has no first load: its making was cut off",
                   s->duck.store.path);
}

/* --- a load --- */

/* Larger than all before it, and no other's. */
static int64_t new_load(const struct click_store *s)
{
    uint32_t chance = 0;
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        abort();
    return (s->head.generation + 1) << 24 | (int64_t)(chance & 0xffffff);
}

const char *click_who(struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    char host[128] = "";
    gethostname(host, sizeof host - 1);
    click_quote(&b, arena_printf(a, "%s, process %ld", host, (long)getpid()));
    return arena_strdup(a, b.s);
}

const char *click_number(int64_t n, struct arena *a)
{
    return arena_printf(a, "%lld", (long long)n);
}

/* Before anything is sent: what a load leaves that comes to no end can be found by this row. */
int click_begin(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    if (s->change.begun)
        return 0;
    s->change.load = new_load(s);
    const struct duck_param marks[] = {
        {"load", click_number(s->change.load, &a)}, {"who", click_who(&a)}, {0}};
    TRY(click_run(s->click, click_sql(s, "begin", marks, &a), false, s->nodes, err));
    s->change.begun = true;
    return 0;
}

static int count_there(struct click_store *s, const char *table, const char *column, int64_t *rows,
                       struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t there;
    const struct duck_param marks[] = {
        {"table", table}, {"column", column}, {"load", click_number(s->change.load, &a)}, {0}};
    TRY(click_int_of(s->click, &there, click_sql(s, "rows_there", marks, &a), -1, err));
    *rows += there;
    return 0;
}

static int check_count(const struct click_store *s, int64_t sent, int64_t there, struct err *err)
{
    if (there == sent)
        return 0;
    return err_set(err, ERR_STORE, "%lld rows were sent to %s and %lld are there", (long long)sent,
                   s->duck.store.path, (long long)there);
}

/* The rows are there, each once: counted before the load is said to be done. */
static int check_rows(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t flows = 0, replaced = 0, book = 0;
    const struct click_change *c = &s->change;
    if (c->rows)
        TRY(count_there(s, click_all(s, "flow", &a), "load", &flows, err));
    if (c->replaces)
        TRY(count_there(s, click_all(s, "replaced", &a), "since", &replaced, err));
    for (const struct click_table *t = click_tables; t->name; t++)
        TRY(count_there(s, arena_printf(&a, "book_%s_%s", t->schema, t->name), "sign != 0 AND load",
                        &book, err));
    TRY(check_count(s, c->rows, flows, err));
    TRY(check_count(s, c->replaces, replaced, err));
    return check_count(s, c->book_rows, book, err);
}

/* One row, if none stands there yet that follows the load which this change was made upon. */
static int add_load(struct click_store *s, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct click_change *c = &s->change;
    const struct duck_param marks[] = {{"next", click_number(s->head.generation + 1, &a)},
                                       {"load", click_number(c->load, &a)},
                                       {"took", click_number(c->took, &a)},
                                       {"dropped", click_number(c->dropped, &a)},
                                       {"replaces", click_number(c->replaces, &a)},
                                       {"rows", click_number(c->rows, &a)},
                                       {"shards", click_number(s->shards, &a)},
                                       {"who", click_who(&a)},
                                       {0}};
    return click_run(s->click, click_sql(s, "add_load", marks, &a), false, s->nodes, err);
}

static int lost(struct err *err)
{
    err_set(err, ERR_BUSY, "another process changed the store meanwhile");
    return err_hint(err, "nothing was kept of this change: repeat the command");
}

/* Where the answer to the last row was lost, the cluster is asked what it has. */
static int is_done(struct click_store *s, bool *done, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t load;
    const struct duck_param marks[] = {{"next", click_number(s->head.generation + 1, &a)}, {0}};
    TRY(click_int_of(s->click, &load, click_sql(s, "load_of_generation", marks, &a), 0, err));
    *done = load == s->change.load;
    return !load || *done ? 0 : lost(err);
}

int click_commit(struct click_store *s, struct err *err)
{
    struct err why = {0};
    bool done = false;
    TRY(check_rows(s, err));
    TRY(claim_holds(s->claim, err));
    int rc = add_load(s, &why);
    TRY(is_done(s, &done, err));
    if (done)
        return 0;
    if (!rc)
        return lost(err);
    err_set(err, why.code, "it is not known whether the change was kept: %.800s", why.msg);
    return err_hint(err, "repeat the command: what is there already is not loaded twice");
}

/* --- what is left over --- */

static const char *sweep_sql(struct click_store *s, const char *table, const char *column,
                             const char *loads, struct arena *a)
{
    const struct duck_param marks[] = {
        {"table", table}, {"on", click_on(s, a)}, {"column", column}, {"loads", loads}, {0}};
    return click_sql(s, "sweep", marks, a);
}

/* Of the flows and of all tables of the book. */
static int sweep_all(struct click_store *s, const char *loads, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *sql[24] = {sweep_sql(s, "flow", "load", loads, &a),
                           sweep_sql(s, "replaced", "since", loads, &a)};
    int count = 2;
    for (const struct click_table *t = click_tables; t->name; t++)
        sql[count++] = sweep_sql(s, arena_printf(&a, "book_%s_%s", t->schema, t->name), "load",
                                 loads, &a);
    return click_run_all(s->click, sql, count, true, err);
}

/* Loads that came to no end; with `of`: those of them that are so still. */
static int find_left(struct click_store *s, struct buf *loads, const int64_t *of, int64_t of_count,
                     int64_t **list, int64_t *count, struct arena *a, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    struct block b;
    *count = 0;
    *list = NULL;
    loads->len = 0;
    TRY(click_read(s->click, &r, click_sql(s, "left", NULL, a), "l", err));
    while (click_next(r, &b))
        for (size_t i = 0; i < b.rows; i++) {
            int64_t load = cell(&b, 0, i);
            bool is = !of;
            for (int64_t k = 0; k < of_count && !is; k++)
                is = of[k] == load;
            if (!is)
                continue;
            *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
            (*list)[*count] = load;
            buf_printf(loads, "%s%lld", (*count)++ ? ", " : "", (long long)load);
        }
    return click_end(r, err);
}

static int say_swept(struct click_store *s, const char *loads, const char *step, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct duck_param marks[] = {{"loads", loads}, {"step", step}, {0}};
    return click_run(s->click, click_sql(s, "swept", marks, &a), true, s->nodes, err);
}

/* Whether the last row of some load waits for its quorum. */
static int is_pending(struct click_store *s, int64_t *pending, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    *pending = 0;
    return s->nodes > 1 ? click_int_of(s->click, pending, click_sql(s, "pending", NULL, &a), 0, err)
                        : 0;
}

/* Before the first row goes it is said that they go: who made one of them cannot keep it then.  One
 * whose last row came before that was said, and which was seen only after, stays. */
int click_sweep(struct click_store *s, int64_t *loads, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(arena_free) struct arena a = {0};
    int64_t pending, *list, *still, count;
    *loads = 0;
    TRY(is_pending(s, &pending, err));
    if (pending)
        return 0;
    TRY(find_left(s, &b, NULL, 0, &list, &count, &a, err));
    if (!count)
        return 0;
    TRY(say_swept(s, b.s, "1", err));
    TRY(is_pending(s, &pending, err));
    TRY(find_left(s, &b, list, count, &still, loads, &a, err));
    if (pending || !*loads) {
        *loads = 0; /* the next who writes looks again */
        return 0;
    }
    TRY(sweep_all(s, b.s, err));
    return say_swept(s, b.s, "2", err);
}
