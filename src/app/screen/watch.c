/* watch.c - customers screened again: what is new, what is gone.
 *
 * What was found is kept beside the store (kept/state.h).  While the lists are what they were only
 * new customers are screened.  Where any list changed all are: what a part of a name weighs depends
 * on all names listed, so that every score may have.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "app/screen/kept/audit.h"
#include "app/screen/kept/state.h"
#include "app/screen/rows.h"
#include "app/screen/screen.h"
#include "base/log.h"
#include "screen/hash.h"

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

struct watching {
    struct session *s;
    const struct screen_params *q;
    struct screen_names names;
    struct screener screener;
    struct decisions decisions;
    struct record_log log;
    struct state last; /* what was found the last time */
    FILE *to;          /* the state that is written */
    char made_of[DIGEST_HEX];
    bool lists_are_same;     /* and the profile */
    struct seen customers;   /* of this time: numbers of `who` */
    struct vector who;       /* const char *: what they are called */
    struct seen kept_before; /* hits of the last time by customer and entity: their numbers */
    uint64_t *entity;        /* digest of each entity, by number */
    long rows, screened, fresh, unscreenable, added, gone;
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

static uint64_t hit_key(uint64_t customer, uint64_t entity)
{
    return (customer * 31 + entity) | 1;
}

static struct kept *kept_at(const struct watching *w, size_t i)
{
    return &((struct kept *)(void *)w->last.kept.at)[i];
}

static int read_state(struct watching *w, const char *path, struct err *err)
{
    const char *about = arena_printf(w->s->arena, "%s\n%s", w->screener.profile->version,
                                     w->names.identity);
    digest_bytes(w->made_of, about, strlen(about));
    TRY(state_read(&w->last, path, w->s->arena, err));
    w->lists_are_same = w->last.there && !strcmp(w->made_of, w->last.made_of);
    for (size_t i = 0; i < w->last.kept.count; i++)
        seen_number(&w->kept_before, hit_key(kept_at(w, i)->customer, kept_at(w, i)->entity),
                    (uint32_t)i);
    if (w->last.damaged)
        session_note(w->s, NOTE_WARNING,
                     "'%s' is not what was written: every customer is screened anew, and hits that "
                     "are gone since cannot be told",
                     path);
    unsigned char random[32];
    if (!w->last.there && getrandom(random, sizeof random, 0) == sizeof random)
        digest_bytes(w->last.salt, random, sizeof random);
    return 0;
}

/* What an entity is, by all its names and particulars: a hit of one that changed is a new one. */
static void digest_entities(struct watching *w)
{
    const struct index *x = &w->names.index;
    size_t names = index_names(x);
    w->entity = arena_array(w->s->arena, uint64_t, names + 1);
    for (uint32_t i = 0; i < names; i++) {
        struct listed l;
        index_listed(&l, x, i);
        uint64_t *digest = &w->entity[index_entity(x, i)];
        const char *const text[] = {l.name, l.kind, l.entity, l.born, l.country, l.list, l.uid};
        for (size_t k = 0; k < sizeof text / sizeof *text; k++)
            *digest = (*digest ^ short_digest(text[k])) * 0x9e3779b97f4a7c15u;
    }
}

/* --- customers --- */

/* What is said of a customer; text that is not known is NULL. */
static void add_row(struct watching *w, const char *change, const char *query, const struct kept *k,
                    const char *since, const char *decided, const char *why)
{
    struct arena *a = w->s->arena;
    table_text(w->table, change);
    table_text(w->table, arena_strdup(a, query));
    table_number(w->table, k->score);
    table_text(w->table, arena_strdup(a, k->name));
    table_text(w->table, arena_strdup(a, k->title));
    table_text(w->table, arena_strdup(a, k->list));
    table_text(w->table, arena_strdup(a, k->uid));
    table_text(w->table, since && *since ? arena_strdup(a, since) : NULL);
    table_text(w->table, decided);
    table_text(w->table, why);
}

/* Marks a hit as there this time; false: it was not there the last. */
static bool was_there(struct watching *w, uint64_t customer, uint64_t entity)
{
    uint32_t none = (uint32_t)w->last.kept.count;
    uint32_t number = seen_number(&w->kept_before, hit_key(customer, entity), none);
    if (number >= none)
        return false;
    kept_at(w, number)->found = true;
    return true;
}

static void add_found(struct watching *w, struct screened *x, const struct subject *who,
                      uint64_t customer)
{
    decisions_apply(&w->decisions, x, who, &w->names.index, w->s->arena);
    for (int i = 0; i < x->count; i++) {
        const struct screen_hit *hit = &x->hit[i];
        struct listed l;
        index_listed(&l, &w->names.index, hit->name);
        struct kept k = {.customer = customer,
                         .entity = w->entity[index_entity(&w->names.index, hit->name)],
                         .name = l.name,
                         .title = l.title,
                         .list = l.list,
                         .uid = l.uid,
                         .score = hit->score};
        state_add_hit(w->to, &k);
        if (was_there(w, customer, k.entity))
            continue;
        w->added++;
        add_row(w, "new", who->name, &k, l.listed_on, hit->decided,
                screen_hit_words(&w->screener, x, hit, w->s->arena));
    }
}

/* As the last time: the lists and the customer are what they were. */
static void keep_known(struct watching *w, uint64_t customer, enum customer how)
{
    w->unscreenable += how == CUSTOMER_UNSCREENABLE;
    state_add_customer(w->to, customer, how);
}

static int screen_anew(struct watching *w, const struct subject *who, uint64_t customer,
                       struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct screened *x = arena_new(&a, struct screened);
    screen_subject(x, &w->screener, who, &a);
    const char *why = x->name.unscreenable;
    w->screened++;
    keep_known(w, customer, why ? CUSTOMER_UNSCREENABLE : CUSTOMER_SCREENED);
    if (why)
        add_row(w, "cannot be screened", who->name, &(struct kept){.score = NAN}, NULL, NULL, why);
    add_found(w, x, who, customer);
    return w->log.file
               ? audit_screening(&w->log, "screening", screen_context(w->q, &w->names, w->s), who,
                                 &w->screener, x, w->q->secret, err)
               : 0;
}

static int screen_customer(struct watching *w, const struct subject *who, struct err *err)
{
    char subject[DIGEST_HEX];
    audit_subject(subject, who);
    uint64_t customer = state_customer(&w->last, subject);
    enum customer before = (enum customer)seen_number(&w->last.customers, customer, CUSTOMER_NEW);
    uint32_t number = (uint32_t)w->who.count;
    w->rows++;
    if (seen_number(&w->customers, customer, number) != number)
        return 0; /* another row said the same */
    *(const char **)vector_add(&w->who, 1) = arena_strdup(w->s->arena, who->name);
    w->fresh += before == CUSTOMER_NEW;
    if (before == CUSTOMER_NEW || !w->lists_are_same)
        return screen_anew(w, who, customer, err);
    keep_known(w, customer, before);
    return 0;
}

static int screen_customers(struct watching *w, struct err *err)
{
    CLEANUP(rows_close) struct rows rows = {0};
    CLEANUP(arena_free) struct arena a = {0};
    struct countries countries = {.arena = w->s->arena};
    const char *field[ROW_FIELDS];
    struct subject who;
    bool there;
    TRY(session_reference(w->s, &countries.ref, err));
    TRY(rows_open(&rows, w->q->watch, w->q->column, NULL, w->s->arena, err));
    for (;;) {
        arena_reset(&a);
        TRY(rows_next(&rows, &there, field, &a, err));
        if (!there)
            break;
        rows_subject(&rows, &who, field, &countries, &a);
        TRY(screen_customer(w, &who, err));
        log_progress("customers", rows_percent(&rows));
    }
    log_progress_end();
    rows_say(&rows, w->s);
    return 0;
}

/* Hits of the last time that were not found again, and why. */
static void settle_kept(struct watching *w)
{
    struct seen now = {0};
    for (uint32_t i = 0; i < index_names(&w->names.index); i++)
        seen_number(&now, w->entity[index_entity(&w->names.index, i)], 1);
    for (size_t i = 0; i < w->last.kept.count; i++) {
        const struct kept *k = kept_at(w, i);
        uint32_t number = seen_number(&w->customers, k->customer, UINT32_MAX - 1);
        bool customer = number < w->who.count;
        if (customer && w->lists_are_same)
            state_add_hit(w->to, k);
        if (k->found || (customer && w->lists_are_same))
            continue;
        bool entity = seen_number(&now, k->entity, 0) == 1;
        w->gone++;
        add_row(w, "gone", customer ? ((const char **)(void *)w->who.at)[number] : NULL, k, NULL,
                NULL,
                !customer ? "the customer is gone or changed"
                : entity  ? "scored below the threshold among the names now listed"
                          : "the entry is gone or changed");
    }
    seen_free(&now);
}

static int run_all(struct watching *w, struct err *err)
{
    digest_entities(w);
    TRY(screen_customers(w, err));
    settle_kept(w);
    return w->log.file ? record_flush(&w->log, err) : 0;
}

static void watching_free(struct watching *w)
{
    screener_free(&w->screener);
    screen_names_close(&w->names);
    record_close(&w->log);
    state_free(&w->last);
    seen_free(&w->customers);
    seen_free(&w->kept_before);
    vector_free(&w->who);
}

static void say_result(struct answer *out, const struct watching *w)
{
    if (w->unscreenable)
        session_note(w->s, NOTE_WARNING,
                     "%ld of %ld customers cannot be screened: they are no clear ones",
                     w->unscreenable, w->rows);
    out->above = w->added > 0;
    out->foot = arena_printf(w->s->arena,
                             "%ld customers, %ld of them not screened before; %ld held against %zu "
                             "names: %ld hits are new, %ld are gone\n",
                             w->rows, w->fresh, w->screened, index_names(&w->names.index), w->added,
                             w->gone);
}

int screen_watch(struct answer *out, struct session *s, const struct screen_params *q,
                 struct err *err)
{
    CLEANUP(watching_free)
    struct watching w = {.s = s, .q = q, .table = &out->table, .who = {.size = sizeof(char *)}};
    const char *path = screen_audit_path(q, s), *state = state_path(q, s);
    if (q->lists || q->ofac)
        return err_set(err, ERR_USAGE, "--watch is for the lists of a store");
    if (q->output)
        return err_set(err, ERR_USAGE, "--watch prints what changed: --csv > FILE keeps it");
    TRY(screen_open(&w.names, s, q, 0, err));
    TRY(decisions_read(&w.decisions, s, err));
    screener_new(&w.screener, &w.names.index, profile_of(q->mode));
    w.screener.threshold = screen_threshold(q);
    TRY(read_state(&w, state, err));
    if (path && screen_log_open(&w.log, path, q, s, err) && q->audit)
        return (int)err->code;
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    /* the new state stands beside the old one until the answer was printed */
    const char *next = arena_printf(s->arena, "%s.next", state);
    if (!(w.to = state_begin(next, w.made_of, w.last.salt, err)))
        return (int)err->code;
    TRY(state_end(w.to, next, run_all(&w, err), err));
    out->settle_from = next;
    out->settle_to = state;
    say_result(out, &w);
    return 0;
}
