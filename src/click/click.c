/* click.c - statements, and which host is asked.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "click/click.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/temp.h"
#include "click/inside.h"

enum { TIMEOUT_EXCEEDED = 159 }; /* its number */
enum {
    PATIENCE_SECONDS = 60,
    TIRED_SECONDS = 10,
    BRIEF_SECONDS = 2,
    ROUNDS = 3,
    PASSWORD_MOST = 4096,
    BACK_OFF_MS = 100
};

static int read_password(struct click *c, struct err *err)
{
    const char *own = getenv("WEIR_CLICKHOUSE_PASSWORD");
    char *text;
    text = arena_strdup(&c->arena, own ? own : "");
    if (c->place.password_file &&
        file_text(&text, c->place.password_file, PASSWORD_MOST, &c->arena, NULL)) {
        err_set(err, ERR_NOT_FOUND, "--store: the file that password= names cannot be read");
        return err_hint(err, "it names a file that holds the password, not the password");
    }
    text[strcspn(text, "\r\n")] = 0;
    c->password = text;
    return 0;
}

static bool is_here(const char *host)
{
    return !strncmp(host, "localhost:", 10) || !strncmp(host, "127.", 4) ||
           !strncmp(host, "[::1]", 5);
}

/* Nobody who listens on the way reads the password, unless the URL says that none does. */
static int check_password(const struct click *c, struct err *err)
{
    for (int i = 0; *c->password && !c->place.tls && !c->place.plain && i < c->place.host_count;
         i++)
        if (!is_here(c->place.host[i])) {
            err_set(err, ERR_USAGE, "--store: the password would go to %s unencrypted",
                    c->place.host[i]);
            return err_hint(err, "tls=1 in the URL encrypts it; tls=0 says that the network is "
                                 "yours alone");
        }
    return 0;
}

static void copy_place(struct click *c, const struct click_place *p)
{
    struct arena *a = &c->arena;
    c->place = *p;
    c->place.user = arena_strdup(a, p->user);
    c->place.database = arena_strdup(a, p->database);
    c->place.cluster = arena_strdup(a, p->cluster);
    c->place.ca = arena_strdup(a, p->ca);
    c->place.host = arena_array(a, const char *, (size_t)p->host_count);
    c->version = arena_array(a, atomic_int, (size_t)p->host_count);
    c->shards = arena_array(a, atomic_int, (size_t)p->host_count);
    for (int i = 0; i < p->host_count; i++)
        c->place.host[i] = arena_strdup(a, p->host[i]);
}

int click_open(struct click **out, const struct click_place *place, const atomic_bool *cancel,
               struct err *err)
{
    static atomic_bool begun;
    CLEANUP(click_close) struct click *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    if (!atomic_exchange(&begun, true))
        curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_mutex_init(&c->mutex, NULL);
    copy_place(c, place);
    c->cancel = cancel;
    TRY(read_password(c, err));
    TRY(check_password(c, err));
    *out = c;
    c = NULL;
    return 0;
}

void click_close(struct click **c)
{
    if (!*c)
        return;
    while ((*c)->idle_count)
        curl_multi_cleanup((*c)->idle[--(*c)->idle_count]);
    pthread_mutex_destroy(&(*c)->mutex);
    arena_free(&(*c)->arena);
    free(*c);
    *c = NULL;
}

const char *click_host(const struct click *c)
{
    return c->place.host[atomic_load(&c->first)];
}

/* Tries the hosts one after the other, in rounds that wait longer each time, as long as the failure
 * is one that another may not have. */
struct attempt {
    bool for_all; /* a statement ON CLUSTER: that not all came to it in time may pass */
    int made;
    int host;
    int64_t since; /* CLOCK_MONOTONIC, ms */
    int64_t patience;
    bool same; /* the host was asked a second time */
};

/* After a statement that found nobody who could answer the next is not tried for as long: a command
 * that fails asks several more until it ends. */
static int64_t patience_ms(const struct click *c)
{
    return 1000 * (atomic_load(&c->tired) ? TIRED_SECONDS : PATIENCE_SECONDS);
}

static bool next_attempt(struct click *c, struct attempt *at, bool again, const struct err *err)
{
    int hosts = c->place.host_count;
    if (!at->made++) {
        at->since = click_now_ms();
        at->patience = patience_ms(c);
        at->host = atomic_load(&c->first);
        return true;
    }
    if (click_now_ms() - at->since > (c->brief ? BRIEF_SECONDS * 1000 : at->patience))
        return false;
    bool pass = call_may_pass(err) || (at->for_all && click_code(err) == TIMEOUT_EXCEEDED);
    if (!again || err->code == ERR_CANCELLED || !pass || at->made > hosts * (c->brief ? 1 : ROUNDS))
        return false;
    if (at->made % hosts == 1 || hosts == 1)
        usleep((useconds_t)(BACK_OFF_MS << (at->made / hosts)) * 1000);
    /* a host that could not ask one replica asks another the next time */
    at->same = !at->same && err->code == ERR_STORE;
    at->host = at->same ? at->host : (at->host + 1) % hosts;
    return true;
}

/* The host answered, or none did that was asked. */
static int end_attempt(struct click *c, const struct attempt *at, int rc, const struct err *why,
                       struct err *err)
{
    atomic_store(&c->tired, rc && call_may_pass(why));
    if (!rc)
        atomic_store(&c->first, at->host);
    return rc ? err_pass(err, why) : 0;
}

/* Its version, and how many shards it knows, which another host's definition may not. */
static int greet(struct click *c, int host, struct err *err)
{
    CLEANUP(call_end) struct call *t = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    const char *shards = c->place.cluster
                             ? arena_printf(&a,
                                            "uniqExact(shard_num) FROM system.clusters WHERE "
                                            "cluster = '%s'",
                                            c->place.cluster)
                             : "0";
    const char *sql = arena_printf(&a, "SELECT version(), %s FORMAT TabSeparated", shards);
    int major = 0, minor = 0, known = 0;
    TRY(call_begin(&t, c, host, sql, NULL, 0, (struct call_how){0}, err));
    TRY(call_drain(t, err));
    if (sscanf(buf_str(&t->in), "%9d.%9d%*[^\t]\t%9d", &major, &minor, &known) != 3)
        return err_set(err, ERR_STORE, "what %s answers is no server of ClickHouse",
                       c->place.host[host]);
    atomic_store(&c->shards[host], known);
    atomic_store(&c->version[host], major * 100 + minor);
    return 0;
}

int call_greet(struct click *c, int host, struct err *err)
{
    if (!atomic_load(&c->version[host]))
        TRY(greet(c, host, err));
    int known = atomic_load(&c->shards[host]), wanted = atomic_load(&c->wanted);
    if (known >= wanted)
        return 0;
    err_set(err, ERR_INPUT, "%s knows %d shards of the cluster '%s', and the store has rows on %d",
            c->place.host[host], known, c->place.cluster, wanted);
    return err_hint(err, "its remote_servers is not that of the others: an answer of it would lack "
                         "rows");
}

/* The host that is asked first, or another where it does not answer. */
int call_greet_any(struct click *c, struct err *err)
{
    struct err e = {0};
    struct attempt at = {0};
    int rc = ERR_IO;
    while (rc && next_attempt(c, &at, true, &e)) {
        e = (struct err){0};
        rc = call_greet(c, at.host, &e);
    }
    return end_attempt(c, &at, rc, &e, err);
}

void click_want_shards(struct click *c, int count)
{
    atomic_store(&c->wanted, count);
}

void click_brief(struct click *c)
{
    atomic_store(&c->brief, true);
}

int click_run(struct click *c, const char *sql, bool again, int quorum, struct err *err)
{
    struct err e = {0};
    struct attempt at = {.for_all = strstr(sql, " ON CLUSTER ") != NULL};
    int rc = ERR_IO;
    while (rc && next_attempt(c, &at, again, &e)) {
        CLEANUP(call_end) struct call *t = NULL;
        e = (struct err){0};
        if ((rc = call_greet(c, at.host, &e)))
            continue;
        TRY(call_begin(&t, c, at.host, sql, NULL, 0,
                       (struct call_how){.quorum = quorum, .once = !again}, err));
        rc = call_drain(t, &e);
    }
    return end_attempt(c, &at, rc, &e, err);
}

/* That not all servers came to a statement in time, which nobody waits for: they come to it. */
static bool is_queued(bool later, const struct err *err)
{
    return later && click_code(err) == TIMEOUT_EXCEEDED;
}

int click_run_all(struct click *c, const char *const *sql, int count, bool later, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct call **call = arena_array(&a, struct call *, (size_t)count + 1);
    int rc = 0;
    TRY(call_greet_any(c, err));
    for (int i = 0; i < count && !rc; i++)
        rc = call_begin(&call[i], c, atomic_load(&c->first), sql[i], NULL, 0,
                        (struct call_how){.later = later}, err);
    for (int i = 0; i < count && !rc; i++)
        rc = call_send(call[i], err);
    for (int i = 0; i < count; i++) {
        struct err e = {0};
        if (!rc && call_drain(call[i], &e) && !is_queued(later, &e)) {
            e = (struct err){0};
            rc = click_run(c, sql[i], true, 0, &e); /* again, of whoever answers */
            rc = rc && !is_queued(later, &e) ? err_pass(err, &e) : 0;
        }
        call_end(&call[i]);
    }
    return rc;
}

/* A question whose answer begins well. */
int call_ask(struct call **out, struct click *c, const char *sql, struct err *err)
{
    struct err e = {0};
    struct attempt at = {0};
    int rc = ERR_IO;
    while (rc && next_attempt(c, &at, true, &e)) {
        call_end(out);
        e = (struct err){0};
        if ((rc = call_greet(c, at.host, &e)))
            continue;
        TRY(call_begin(out, c, at.host, sql, NULL, 0, (struct call_how){0}, err));
        rc = call_fill(*out, 1, &e);
        if (!rc && (*out)->in.len > 5 && !strncmp((*out)->in.s, "Code:", 5))
            rc = call_finish(*out, &e);
    }
    return end_attempt(c, &at, rc, &e, err);
}

int click_int_of(struct click *c, int64_t *out, const char *sql, int64_t otherwise, struct err *err)
{
    CLEANUP(click_rows_free) struct click_rows *r = NULL;
    struct block b;
    *out = otherwise;
    TRY(click_read(c, &r, sql, "l", err));
    while (click_next(r, &b)) {
        const struct block_column *x = &b.column[0];
        if (x->null && x->null[0])
            continue;
        *out = *(const int64_t *)x->data;
    }
    return click_end(r, err);
}
