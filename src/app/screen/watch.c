/* watch.c - customers screened again after lists changed: what is new, what is gone.
 *
 * What was found is kept beside the store, with a digest of each entity that was listed and of each
 * customer.  The next time old customers are held against entities that are new or changed, and new
 * customers against all.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/screen/audit.h"
#include "app/screen/rows.h"
#include "app/screen/screen.h"
#include "base/json.h"
#include "base/log.h"
#include "base/temp.h"
#include "base/tree.h"
#include "screen/hash.h"
#include "screen/index/vector.h"

static const struct column columns[] = {
    {"change", "change", STYLE_TEXT, EVERYWHERE},
    {"query", "name", STYLE_TEXT, EVERYWHERE},
    {"score", "score", STYLE_RATIO, EVERYWHERE},
    {"name", "name listed", STYLE_TEXT, EVERYWHERE},
    {"entity", "of", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"listed_since", "listed", STYLE_TEXT, EVERYWHERE},
    {"decided", "decided", STYLE_TEXT, EVERYWHERE},
    {"explanation", "why", STYLE_TEXT, DATA_ONLY},
};

/* A hit as it was kept. */
struct kept {
    uint64_t customer, entity; /* digests */
    const char *query, *name, *title, *list, *uid;
    double score;
};

struct watching {
    struct session *s;
    const struct screen_params *q;
    struct screen_names names;
    struct index changed; /* names of entities that are new or changed */
    struct screener all, few;
    struct decisions decisions;
    struct record_log log;
    const char *state;               /* path */
    FILE *to;                        /* the state that is written */
    struct seen entities, customers; /* of the last time */
    struct seen now;                 /* customers of this time, numbers of `names_now` */
    struct vector names_now;         /* const char *: what they are called */
    struct vector kept;              /* struct kept */
    struct vector changed_names;     /* uint32_t: names of `changed`, by number */
    uint64_t *entity;                /* digest of each entity now, by number */
    long rows, fresh, added, gone;
    bool first;
    struct table *table;
};

static uint64_t short_digest(const char *text)
{
    return hash_text(text, strlen(text)) | 1;
}

static const char *state_path(const struct screen_params *q, struct session *s)
{
    char digest[DIGEST_HEX];
    char *real = realpath(q->watch, NULL);
    const char *about = arena_printf(s->arena, "%s\n%s\n%.4f", real ? real : q->watch,
                                     q->mode_word ? q->mode_word : "default", screen_threshold(q));
    free(real);
    digest_bytes(digest, about, strlen(about));
    return record_beside(s, arena_printf(s->arena, ".watched-%.12s", digest));
}

/* --- the state of the last time --- */

static void read_line(struct watching *w, const char *line)
{
    CLEANUP(tree_free) yajl_val tree = NULL;
    struct arena *a = w->s->arena;
    if (*line == 'e' || *line == 'c') {
        seen_number(*line == 'e' ? &w->entities : &w->customers, strtoull(line + 2, NULL, 16), 1);
        return;
    }
    if (tree_read(&tree, line, NULL))
        return;
    const char *customer = tree_text(tree, "customer"), *entity = tree_text(tree, "entity");
    yajl_val score = tree_get(tree, "score", yajl_t_number);
    if (!customer || !entity)
        return;
    *(struct kept *)vector_add(&w->kept,
                               1) = (struct kept){strtoull(customer, NULL, 16),
                                                  strtoull(entity, NULL, 16),
                                                  NULL,
                                                  arena_strdup(a, tree_text(tree, "name")),
                                                  arena_strdup(a, tree_text(tree, "title")),
                                                  arena_strdup(a, tree_text(tree, "list")),
                                                  arena_strdup(a, tree_text(tree, "uid")),
                                                  score ? YAJL_GET_DOUBLE(score) : 0};
}

static int read_state(struct watching *w, struct err *err)
{
    char *line = NULL;
    size_t room = 0;
    if (file_check(w->state, NULL)) {
        w->first = true;
        return 0;
    }
    CLEANUP(file_close) FILE *f = fopen(w->state, "r");
    if (!f)
        return err_set(err, ERR_IO, "cannot read '%s': %s", w->state, strerror(errno));
    bool ours = getline(&line, &room, f) > 0 &&
                !strncmp(line, w->all.profile->version, strcspn(line, "\n"));
    w->first = !ours; /* of another profile: scores differ */
    while (ours && getline(&line, &room, f) > 0)
        read_line(w, line);
    free(line);
    return 0;
}

/* Of an entity or a customer. */
static void keep_digest(const struct watching *w, char kind, uint64_t digest)
{
    char line[32];
    int n = snprintf(line, sizeof line, "%c %llx\n", kind, (unsigned long long)digest);
    fwrite(line, 1, (size_t)n, w->to);
}

static void keep_hit(const struct watching *w, const struct kept *k)
{
    CLEANUP(buf_free) struct buf line = {0};
    /* the customer is in it as a digest alone */
    const char *const key[] = {"name", "title", "list", "uid"};
    const char *const text[] = {k->name, k->title, k->list, k->uid};
    buf_printf(&line, "{\"customer\": \"%llx\", \"entity\": \"%llx\", \"score\": %.4f",
               (unsigned long long)k->customer, (unsigned long long)k->entity, k->score);
    for (int i = 0; i < 4; i++) {
        buf_printf(&line, ", \"%s\": ", key[i]);
        json_text(&line, text[i]);
    }
    buf_puts(&line, "}\n");
    fwrite(line.s, 1, line.len, w->to);
}

/* --- which entities changed --- */

static void digest_entities(struct watching *w)
{
    const struct index *x = &w->names.index;
    size_t names = index_names(x);
    struct vector *changed = &w->changed_names;
    changed->size = sizeof(uint32_t);
    w->entity = arena_array(w->s->arena, uint64_t, names + 1);
    for (uint32_t i = 0; i < names; i++) {
        struct listed l;
        index_listed(&l, x, i);
        uint64_t *digest = &w->entity[index_entity(x, i)];
        const char *const text[] = {l.name, l.kind, l.entity, l.born, l.country, l.list, l.uid};
        for (size_t k = 0; k < sizeof text / sizeof *text; k++)
            *digest = (*digest ^ short_digest(text[k])) * 0x9e3779b97f4a7c15u;
    }
    for (uint32_t i = 0; i < names; i++)
        if (seen_number(&w->entities, w->entity[index_entity(x, i)], 0) != 1)
            *(uint32_t *)vector_add(changed, 1) = i;
    index_build_part(&w->changed, x, (uint32_t *)(void *)changed->at, changed->count);
}

static void write_entities(const struct watching *w)
{
    struct seen written = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < index_names(&w->names.index); i++) {
        uint64_t digest = w->entity[index_entity(&w->names.index, i)];
        if (seen_number(&written, digest, n) == n) {
            keep_digest(w, 'e', digest);
            n++;
        }
    }
    seen_free(&written);
}

/* --- customers --- */

static void add_row(struct watching *w, const char *change, const struct kept *k, const char *since,
                    const char *decided, const char *why)
{
    struct arena *a = w->s->arena;
    table_text(w->table, change);
    table_text(w->table, arena_strdup(a, k->query));
    table_number(w->table, k->score);
    table_text(w->table, arena_strdup(a, k->name));
    table_text(w->table, arena_strdup(a, k->title));
    table_text(w->table, arena_strdup(a, k->list));
    table_text(w->table, arena_strdup(a, k->uid));
    table_text(w->table, since && *since ? arena_strdup(a, since) : NULL);
    table_text(w->table, decided);
    table_text(w->table, why);
}

static void add_found(struct watching *w, const struct screener *by, struct screened *x,
                      const struct subject *who, uint64_t customer)
{
    decisions_apply(&w->decisions, x, who, by->index, w->s->arena);
    for (int i = 0; i < x->count; i++) {
        struct listed l;
        index_listed(&l, by->index, x->hit[i].name);
        uint32_t name = x->hit[i].name;
        if (by == &w->few)
            name = ((const uint32_t *)(const void *)w->changed_names.at)[name];
        uint64_t digest = w->entity[index_entity(&w->names.index, name)];
        struct kept k = {customer, digest, who->name, l.name,
                         l.title,  l.list, l.uid,     x->hit[i].score};
        keep_hit(w, &k);
        w->added++;
        add_row(w, "new", &k, l.listed_on, x->hit[i].decided,
                screen_hit_words(by, x, &x->hit[i], w->s->arena));
    }
}

static int screen_customer(struct watching *w, const struct subject *who, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct screened *x = arena_new(&a, struct screened);
    char subject[DIGEST_HEX];
    audit_subject(subject, who);
    uint64_t customer = short_digest(subject);
    bool known = !w->first && seen_number(&w->customers, customer, 0) == 1;
    struct screener *by = known ? &w->few : &w->all;
    w->rows++;
    w->fresh += !known;
    keep_digest(w, 'c', customer);
    uint32_t number = (uint32_t)w->names_now.count;
    if (seen_number(&w->now, customer, number) == number)
        *(const char **)vector_add(&w->names_now, 1) = arena_strdup(w->s->arena, who->name);
    screen_subject(x, by, who, &a);
    add_found(w, by, x, who, customer);
    return w->log.file ? audit_screening(&w->log, known ? "rescreening" : "screening",
                                         screen_context(w->q, &w->names, w->s), who, by, x,
                                         w->q->secret, err)
                       : 0;
}

static int screen_customers(struct watching *w, struct err *err)
{
    CLEANUP(rows_close) struct rows rows = {0};
    const char *field[ROW_FIELDS];
    bool there;
    TRY(rows_open(&rows, w->q->watch, w->q->column, NULL, w->s->arena, err));
    for (;;) {
        TRY(rows_next(&rows, &there, field, w->s->arena, err));
        if (!there)
            break;
        for (int i = 0; i < ROW_FIELDS; i++)
            field[i] = field[i] && *field[i] ? field[i] : NULL;
        struct subject who = {field[ROW_NAME] ? field[ROW_NAME] : "", field[ROW_BIRTH],
                              field[ROW_COUNTRY], field[ROW_GENDER], field[ROW_TYPE]};
        TRY(screen_customer(w, &who, err));
        log_progress("customers", rows_percent(&rows));
    }
    log_progress_end();
    rows_warn(&rows, w->s);
    return 0;
}

/* Hits of the last time: they are still there where both sides are, else gone. */
static void settle_kept(struct watching *w)
{
    struct seen now = {0};
    for (uint32_t i = 0; i < index_names(&w->names.index); i++)
        seen_number(&now, w->entity[index_entity(&w->names.index, i)], 1);
    for (size_t i = 0; i < w->kept.count; i++) {
        const struct kept *k = &((const struct kept *)(const void *)w->kept.at)[i];
        uint32_t number = seen_number(&w->now, k->customer, UINT32_MAX - 1);
        bool customer = number < w->names_now.count;
        if (customer && seen_number(&now, k->entity, 0) == 1) {
            keep_hit(w, k);
            continue;
        }
        struct kept gone = *k;
        gone.query = customer ? ((const char **)(void *)w->names_now.at)[number] : NULL;
        w->gone++;
        add_row(w, "gone", &gone, NULL, NULL,
                customer ? "the entry is gone or changed" : "the customer is gone or changed");
    }
    seen_free(&now);
}

static int run_all(struct watching *w, struct err *err)
{
    digest_entities(w);
    screener_new(&w->few, &w->changed, w->all.profile);
    w->few.threshold = w->all.threshold;
    fwrite(w->all.profile->version, 1, strlen(w->all.profile->version), w->to);
    fwrite("\n", 1, 1, w->to);
    write_entities(w);
    TRY(screen_customers(w, err));
    settle_kept(w);
    return w->log.file ? record_flush(&w->log, err) : 0;
}

/* The new state stands beside the old one until the answer was printed. */
static int write_state(struct watching *w, const char *next, struct err *err)
{
    int fd = open(next, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    w->to = fd < 0 ? NULL : fdopen(fd, "w");
    int rc = w->to ? run_all(w, err)
                   : err_set(err, ERR_IO, "cannot write '%s': %s", next, strerror(errno));
    if (w->to && fclose(w->to) && !rc)
        rc = err_set(err, ERR_IO, "cannot write '%s': %s", next, strerror(errno));
    if (rc)
        unlink(next);
    return rc;
}

static void watching_free(struct watching *w)
{
    screener_free(&w->all);
    screener_free(&w->few);
    index_free(&w->changed);
    screen_names_close(&w->names);
    record_close(&w->log);
    seen_free(&w->entities);
    seen_free(&w->customers);
    seen_free(&w->now);
    vector_free(&w->names_now);
    vector_free(&w->changed_names);
    vector_free(&w->kept);
}

int screen_watch(struct answer *out, struct session *s, const struct screen_params *q,
                 struct err *err)
{
    CLEANUP(watching_free)
    struct watching w = {.s = s,
                         .q = q,
                         .table = &out->table,
                         .kept = {.size = sizeof(struct kept)},
                         .names_now = {.size = sizeof(char *)}};
    const char *path = screen_audit_path(q, s);
    if (q->lists || q->ofac)
        return err_set(err, ERR_USAGE, "--watch is for the lists of a store");
    if (q->output)
        return err_set(err, ERR_USAGE, "--watch prints what changed: --csv > FILE keeps it");
    TRY(screen_open(&w.names, s, q, 0, err));
    TRY(decisions_read(&w.decisions, s, err));
    screener_new(&w.all, &w.names.index, profile_of(q->mode));
    w.all.threshold = screen_threshold(q);
    w.state = state_path(q, s);
    TRY(read_state(&w, err));
    if (path && screen_log_open(&w.log, path, q, s, err) && q->audit)
        return (int)err->code;
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    const char *next = arena_printf(s->arena, "%s.next", w.state);
    TRY(write_state(&w, next, err));
    out->settle_from = next;
    out->settle_to = w.state;
    out->above = w.added > 0;
    out->foot = arena_printf(s->arena,
                             "%ld customers, %ld of them not screened before, held against %zu of "
                             "%zu names: %ld hits are new, %ld are gone\n",
                             w.rows, w.fresh,
                             w.first ? index_names(&w.names.index) : index_names(&w.changed),
                             index_names(&w.names.index), w.added, w.gone);
    return 0;
}
