/* claim.c - one process writes at a time.
 *
 * A claim is a row that the whole cluster took (a quorum of all) and that ends by itself; who makes
 * one looks for others and gives his back where there is one.  Of two who come at once at least one
 * sees the other.  A thread renews it, so that a process that was killed keeps others out for
 * CLAIM_SECONDS at most.  Times are those of the servers.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "store/click/store.h"
#include "store/duck/cells.h"

enum {
    CLAIM_SECONDS = 60,
    RENEW_SECONDS = 10,
    LATE_SECONDS = 5,
    LOOK_MS = 100,
    RETRY_MS = 300,
    MET_MOST = 3
};

struct claim {
    struct click *click; /* its own: it is renewed when the user has said stop, too */
    const char *database;
    int quorum;
    int64_t token;
    atomic_llong turn;
    atomic_llong renewed; /* CLOCK_BOOTTIME, seconds */
    atomic_bool ends;
    atomic_bool lost; /* it ended before it was renewed */
    pthread_t thread;
    bool runs;
};

static int64_t seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec;
}

/* A while that differs from process to process: two who met would meet again. */
static void step_back(int least_ms)
{
    uint16_t chance = 0;
    (void)!getrandom(&chance, sizeof chance, 0);
    usleep((useconds_t)(least_ms + chance % least_ms) * 1000);
}

/* A cluster takes one row with a quorum at a time, and refuses the second at once (Code: 286,
 * UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE): claims of others are short, so it is said again.  One
 * that stays waits for a replica that cannot take it. */
static int say_row(struct claim *c, const char *sql, struct err *err)
{
    enum { QUORUM_IS_TAKEN = 286, AGAIN_MS = 50, PATIENCE = 10 };
    int64_t until = seconds() + PATIENCE;
    struct err why = {0};
    int rc;
    while ((rc = click_run(c->click, sql, true, c->quorum, &why)) &&
           click_code(&why) == QUORUM_IS_TAKEN && seconds() < until) {
        step_back(AGAIN_MS);
        why = (struct err){0};
    }
    if (!rc || click_code(&why) != QUORUM_IS_TAKEN)
        return rc ? err_pass(err, &why) : 0;
    err_pass(err, &why);
    return err_hint(err,
                    "a replica has not taken an earlier row: weir store info says how far each "
                    "is behind");
}

static int say(struct claim *c, bool held, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t now = seconds();
    const struct duck_param marks[] = {{"db", c->database},
                                       {"token", click_number(c->token, &a)},
                                       {"turn", click_number(atomic_fetch_add(&c->turn, 1), &a)},
                                       {"held", held ? "1" : "0"},
                                       {"seconds", click_number(CLAIM_SECONDS, &a)},
                                       {"who", click_who(&a)},
                                       {0}};
    TRY(say_row(c, cells_filled(click_text("say_claim"), marks, &a), err));
    atomic_store(&c->renewed, now);
    return 0;
}

/* ERR_BUSY: who else has one. */
static int find_others(struct claim *c, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct block b;
    const char *other = NULL;
    const struct duck_param marks[] = {
        {"db", c->database}, {"token", click_number(c->token, &a)}, {0}};
    TRY(click_read(c->click, &r, cells_filled(click_text("claims"), marks, &a), "t", err));
    while (click_next(r, &b)) {
        const struct block_text *t = b.column[0].data;
        other = arena_strndup(&a, t->s, t->n);
    }
    TRY(click_end(r, err));
    if (!other)
        return 0;
    err_set(err, ERR_BUSY, "the store is in use by another process (%s)", other);
    return err_hint(err,
                    "one process may write to a store; --wait SECONDS waits longer for its end; "
                    "of one that was killed the claim ends within %d seconds",
                    CLAIM_SECONDS);
}

static void *renew(void *ctx)
{
    struct claim *c = ctx;
    for (int64_t next = seconds() + RENEW_SECONDS; !atomic_load(&c->ends); usleep(LOOK_MS * 1000))
        if (seconds() >= next) {
            int rc = 0;
            if (seconds() - atomic_load(&c->renewed) >= CLAIM_SECONDS - RENEW_SECONDS)
                atomic_store(&c->lost, true); /* others may have come meanwhile */
            else
                rc = say(c, true, NULL);
            next = seconds() + (rc ? 1 : RENEW_SECONDS);
        }
    return NULL;
}

/* Looks first, so that those who wait are seen by nobody; *met counts those who came at once. */
static int try_claim(struct claim *c, int *met, struct err *err)
{
    TRY(find_others(c, err));
    TRY(say(c, true, err));
    int rc = find_others(c, err);
    if (rc) {
        (void)!say(c, false, NULL);
        *met += *met < MET_MOST;
    }
    return rc;
}

int claim_take(struct claim **out, struct click_store *s, struct err *err)
{
    CLEANUP(claim_give) struct claim *c = calloc(1, sizeof *c);
    int64_t until = seconds() + (s->options->wait > 1 ? s->options->wait : 1);
    if (!c || getrandom(&c->token, sizeof c->token, 0) != sizeof c->token)
        abort();
    c->token &= INT64_MAX;
    c->database = s->place.database;
    c->quorum = s->nodes;
    TRY(click_open(&c->click, &s->place, NULL, err));
    int met = 0, rc = try_claim(c, &met, err);
    while (rc == ERR_BUSY && seconds() < until && !store_is_stopped(s->options)) {
        log_progress("waiting for another process", -1);
        step_back(RETRY_MS << met);
        rc = try_claim(c, &met, err);
    }
    if (rc)
        return rc;
    c->runs = !pthread_create(&c->thread, NULL, renew, c);
    *out = c;
    c = NULL;
    return 0;
}

int claim_holds(struct claim *c, struct err *err)
{
    bool old = seconds() - atomic_load(&c->renewed) >= CLAIM_SECONDS - RENEW_SECONDS;
    if (!old && !atomic_load(&c->lost))
        return find_others(c, err);
    err_set(err, ERR_BUSY, "the right to write ended: the cluster did not take it for %d seconds",
            CLAIM_SECONDS);
    return err_hint(err, "nothing was kept of this change: repeat the command");
}

void claim_give(struct claim **out)
{
    struct claim *c = *out;
    if (!c)
        return;
    atomic_store(&c->ends, true);
    /* a cluster that takes no renewal takes no word of its end either: it ends by itself */
    if (c->runs && seconds() - atomic_load(&c->renewed) > RENEW_SECONDS + LATE_SECONDS)
        click_brief(c->click);
    if (c->runs) {
        pthread_join(c->thread, NULL);
        (void)!say(c, false, NULL);
    }
    click_close(&c->click);
    free(c);
    *out = NULL;
}
