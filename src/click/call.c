/* call.c - one request to one host, and its answer as it arrives.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "click/inside.h"

/* limit CLICK_WAITING: rows of an answer that wait to be read, bytes: the server waits; */
enum {
    CLICK_WAITING = 8 << 20,
    CONNECT_MS = 5000,
    BRIEF_MS = 1000,
    LOOK_MS = 100,
    SILENT_MS = 10000,
    DDL_SECONDS = 60
};

/* What every statement is run with.  Where a version has another name for a setting, or another
 * default, it stands here and nowhere else.
 * - skip_unavailable_shards 0: a shard that is down is a failure ("Settings"); the default of a
 *   server's profile could say otherwise.
 * - fallback_to_stale_replicas_for_distributed_queries 0, select_sequential_consistency 1: a
 *   replica that lacks a part which a quorum took refuses ("Settings: insert_quorum").
 * - insert_distributed_sync 1 (from 23.x distributed_foreground_insert, of which this stays a
 *   name): an insert is on the shards when it returns.
 *   So does one that lacks a part of another insert only with insert_quorum_parallel 0, which
 *   versions before 20.10 do not know ("Settings: select_sequential_consistency").
 * - async_insert 0 (from 21.11): what waits in memory has no quorum ("Asynchronous inserts").
 * - ..._overflow_mode throw: a profile of the server's could end an answer at a limit as if it were
 *   whole; limit and offset likewise ("Restrictions on query complexity").
 * - group_by_two_level_threshold...: large answers come in many blocks; what is larger than
 *   max_bytes_before_external_... goes through the server's disk, and is merged block by block
 *   (distributed_aggregation_memory_efficient; "GROUP BY in External Memory").
 * - receive_timeout: a shard that is silent, not one that works: it reports progress meanwhile. */
static const char settings[] =
    "&skip_unavailable_shards=0&fallback_to_stale_replicas_for_distributed_queries=0"
    "&select_sequential_consistency=1&insert_distributed_sync=1&receive_timeout=10&send_timeout=10"
    "&connect_timeout_with_failover_ms=3000&max_query_size=268435456&max_ast_elements=10000000"
    "&max_expanded_ast_elements=10000000&insert_quorum_timeout=20000&max_block_size=65536"
    "&timeout_overflow_mode=throw&read_overflow_mode=throw&group_by_overflow_mode=throw"
    "&sort_overflow_mode=throw&result_overflow_mode=throw&set_overflow_mode=throw"
    "&join_overflow_mode=throw&distinct_overflow_mode=throw&transfer_overflow_mode=throw"
    "&group_by_two_level_threshold=10000&group_by_two_level_threshold_bytes=10000000"
    "&max_bytes_before_external_group_by=1000000000&max_bytes_before_external_sort=1000000000"
    "&distributed_aggregation_memory_efficient=1";

static void add_of_version(struct buf *url, int version, int quorum)
{
    if (quorum)
        buf_printf(url, "&insert_quorum=%d%s", quorum,
                   version >= 2010 ? "&insert_quorum_parallel=0" : "");
    if (version >= 2200)
        buf_puts(url, "&async_insert=0&limit=0&offset=0&read_overflow_mode_leaf=throw");
}

int64_t click_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t take_body(char *bytes, size_t size, size_t n, void *ctx)
{
    struct call *t = ctx;
    size_t waits = t->in.len - t->at;
    if (waits > CLICK_WAITING && waits >= t->wanted) {
        t->paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    buf_add(&t->in, bytes, size * n);
    return size * n;
}

/* libcurl takes an answer that is cut within its head for one with nothing in it, and one whose
 * head says of no end for whole where the connection ends. */
static size_t take_head(char *line, size_t size, size_t n, void *ctx)
{
    static const char chunked[] = "Transfer-Encoding:", length[] = "Content-Length:";
    struct call *t = ctx;
    if (n >= 5 && !strncmp(line, "HTTP/", 5)) {
        t->headed = false;
        t->bounded = n > 6 && line[5] != '1'; /* later versions say where it ends in frames */
    }
    t->bounded |= n >= sizeof chunked && !strncasecmp(line, chunked, sizeof chunked - 1);
    t->bounded |= n >= sizeof length && !strncasecmp(line, length, sizeof length - 1);
    t->headed |= n <= 2 && (*line == '\r' || *line == '\n');
    return size * n;
}

static void set_common(CURL *e, const struct click *c, char *why)
{
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, why);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)(c->brief ? BRIEF_MS : CONNECT_MS));
    if (c->brief)
        curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)BRIEF_MS);
    curl_easy_setopt(e, CURLOPT_PROXY, "");
    curl_easy_setopt(e, CURLOPT_TCP_KEEPALIVE, 1L);
    if (c->place.ca)
        curl_easy_setopt(e, CURLOPT_CAINFO, c->place.ca);
}

static char *address_of(const struct click *c, int host, struct arena *a)
{
    return arena_printf(a, "%s://%s/", c->place.tls ? "https" : "http", c->place.host[host]);
}

/* The user and password go as headers, which no list of processes and no log shows. */
static struct curl_slist *headers_of(const struct click *c, struct arena *a)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    list = curl_slist_append(list, arena_printf(a, "X-ClickHouse-User: %s", c->place.user));
    return curl_slist_append(list, arena_printf(a, "X-ClickHouse-Key: %s", c->password));
}

static void name_query(struct call *t)
{
    static atomic_uint count;
    snprintf(t->id, sizeof t->id, "weir-%ld-%llx-%u", (long)getpid(),
             (unsigned long long)click_now_ms(), atomic_fetch_add(&count, 1));
}

static void add_query(struct buf *url, const struct call *t, const char *sql)
{
    char *escaped = curl_easy_escape(t->easy, sql, 0);
    buf_printf(url, "&query=%s", escaped ? escaped : "");
    curl_free(escaped);
}

static CURLM *take_idle(struct click *c)
{
    pthread_mutex_lock(&c->mutex);
    CURLM *m = c->idle_count ? c->idle[--c->idle_count] : NULL;
    pthread_mutex_unlock(&c->mutex);
    return m ? m : curl_multi_init();
}

/* A connection whose answer came to its end may be used again. */
static void give_back(struct click *c, CURLM *m, bool whole)
{
    pthread_mutex_lock(&c->mutex);
    bool keep = whole && c->idle_count < CLICK_IDLE;
    if (keep)
        c->idle[c->idle_count++] = m;
    pthread_mutex_unlock(&c->mutex);
    if (!keep)
        curl_multi_cleanup(m);
}

int call_begin(struct call **out, struct click *c, int host, const char *sql, const char *rows,
               size_t size, struct call_how how, struct err *err)
{
    CLEANUP(buf_free) struct buf url = {0};
    CLEANUP(arena_free) struct arena a = {0};
    struct call *t = calloc(1, sizeof *t);
    if (!t || !(t->easy = curl_easy_init()) || !(t->multi = take_idle(c)))
        abort();
    t->click = c;
    t->host = host;
    name_query(t);
    buf_printf(&url, "%s?query_id=%s%s", address_of(c, host, &a), t->id, settings);
    add_of_version(&url, atomic_load(&c->version[host]), how.quorum);
    buf_printf(&url, "&distributed_ddl_task_timeout=%d", how.later ? 0 : DDL_SECONDS);
    if (c->place.seconds)
        buf_printf(&url, "&max_execution_time=%d", c->place.seconds);
    if (rows)
        add_query(&url, t, sql);
    t->headers = headers_of(c, &a);
    set_common(t->easy, c, t->why);
    curl_easy_setopt(t->easy, CURLOPT_URL, url.s);
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
    curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(rows ? size : strlen(sql)));
    curl_easy_setopt(t->easy, rows ? CURLOPT_POSTFIELDS : CURLOPT_COPYPOSTFIELDS,
                     rows ? rows : sql);
    curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, take_head);
    curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, (long)(how.once || rows));
    curl_multi_add_handle(t->multi, t->easy);
    (void)err;
    *out = t;
    return 0;
}

static size_t take_nothing(char *bytes, size_t size, size_t n, void *ctx)
{
    (void)bytes;
    (void)ctx;
    return size * n;
}

/* One short request beside a long one; whether it was answered. */
static bool ask_aside(const struct call *t, const char *path, const char *body)
{
    CLEANUP(arena_free) struct arena a = {0};
    char why[CURL_ERROR_SIZE];
    CURL *e = curl_easy_init();
    struct curl_slist *headers = headers_of(t->click, &a);
    if (!e)
        abort();
    set_common(e, t->click, why);
    curl_easy_setopt(e, CURLOPT_URL,
                     arena_printf(&a, "%s%s", address_of(t->click, t->host, &a), path));
    curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_nothing);
    if (body) {
        curl_easy_setopt(e, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(e, CURLOPT_POSTFIELDS, body);
    }
    bool answered = !curl_easy_perform(e);
    curl_slist_free_all(headers);
    curl_easy_cleanup(e);
    return answered;
}

static int host_fails(const struct call *t, const char *why, struct err *err)
{
    err_set(err, ERR_IO, "%s does not answer: %s", t->click->place.host[t->host], why);
    return err_subject(err, "host");
}

/* A host that says nothing for long is asked whether it is there. */
static int look_after(const struct call *t, int64_t *since, struct err *err)
{
    if (click_now_ms() - *since < SILENT_MS)
        return 0;
    if (!ask_aside(t, "ping", NULL))
        return host_fails(t, "it accepts connections and says nothing", err);
    *since = click_now_ms();
    return 0;
}

static void note_end(struct call *t)
{
    int left;
    for (CURLMsg *m; (m = curl_multi_info_read(t->multi, &left));)
        if (m->msg == CURLMSG_DONE) {
            t->done = true;
            t->result = m->data.result;
            curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &t->status);
            if (!t->result && !(t->headed && t->bounded)) {
                t->result = CURLE_PARTIAL_FILE;
                snprintf(t->why, sizeof t->why, "its answer was cut off");
            }
        }
}

static void go_on(struct call *t)
{
    if (t->at && (t->at > CLICK_WAITING / 2 || t->at == t->in.len)) {
        memmove(t->in.s, t->in.s + t->at, t->in.len - t->at);
        t->in.len -= t->at;
        t->at = 0;
    }
    if (t->paused && (t->in.len - t->at <= CLICK_WAITING || t->in.len - t->at < t->wanted)) {
        t->paused = false;
        curl_easy_pause(t->easy, CURLPAUSE_CONT);
    }
}

int call_fill(struct call *t, size_t size, struct err *err)
{
    int64_t since = click_now_ms();
    t->wanted = size;
    while (t->in.len - t->at < size && !t->done) {
        size_t was = t->in.len;
        int running;
        if (t->click->cancel && atomic_load(t->click->cancel))
            return err_set(err, ERR_CANCELLED, "stopped");
        if (t->in.s)
            go_on(t);
        was = t->in.len;
        curl_multi_perform(t->multi, &running);
        note_end(t);
        if (t->in.len != was)
            since = click_now_ms();
        else if (!t->done) {
            curl_multi_poll(t->multi, NULL, 0, LOOK_MS, NULL);
            TRY(look_after(t, &since, err));
        }
    }
    if (t->done && t->result)
        return host_fails(t, *t->why ? t->why : curl_easy_strerror(t->result), err);
    if (t->done && t->status != 200)
        return call_fault(t, err);
    return 0;
}

int call_send(struct call *t, struct err *err)
{
    int running;
    for (int i = 0; i < 20 && !t->done; i++) {
        curl_multi_perform(t->multi, &running);
        note_end(t);
        curl_off_t sent = 0;
        curl_easy_getinfo(t->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
        if (sent)
            return 0;
        curl_multi_poll(t->multi, NULL, 0, 5, NULL);
    }
    (void)err;
    return 0;
}

int call_finish(struct call *t, struct err *err)
{
    while (!t->done)
        TRY(call_fill(t, t->in.len - t->at + 1, err));
    TRY(call_fill(t, 0, err));
    return t->in.len > t->at ? call_fault(t, err) : 0;
}

int call_drain(struct call *t, struct err *err)
{
    while (!t->done)
        TRY(call_fill(t, t->in.len - t->at + 1, err));
    TRY(call_fill(t, 0, err));
    return t->in.s && strstr(buf_str(&t->in), "DB::Exception") ? call_fault(t, err) : 0;
}

/* --- exceptions --- */

/* "Code: 60, e.displayText() = DB::Exception: Table ..., e.what() = ..." and "Code: 60.
 * DB::Exception: Table ... (version 25.3)". */
static const char *said(const char *text, struct arena *a)
{
    const char *from = strstr(text, "DB::Exception: "), *end;
    from = from ? from + strlen("DB::Exception: ") : text;
    end = strstr(from, ", e.what()");
    end = end ? end : strstr(from, " (version ");
    size_t n = end ? (size_t)(end - from) : strlen(from);
    n = n > 600 ? 600 : n;
    char *s = arena_strndup(a, from, n);
    for (char *p = s; *p; p++)
        *p = (unsigned char)*p < ' ' ? ' ' : *p;
    return s;
}

int click_code(const struct err *err)
{
    const char *p = strstr(err->msg, "(Code: ");
    return p ? atoi(p + strlen("(Code: ")) : 0;
}

int call_fault(struct call *t, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *text = arena_strndup(&a, t->in.len ? t->in.s + t->at : "", t->in.len - t->at);
    const char *code = strstr(text, "Code: "), *host = t->click->place.host[t->host];
    int number = code ? atoi(code + strlen("Code: ")) : 0;
    if (!number)
        return err_set(err, ERR_IO, "%s answers with status %ld: %.200s", host, t->status,
                       said(text, &a));
    if (number == 192 || number == 193 || number == 194 || number == 516) {
        err_set(err, ERR_USAGE, "%s does not know user '%s' by this password (Code: %d)", host,
                t->click->place.user, number);
        return err_hint(err, "WEIR_CLICKHOUSE_PASSWORD or ?password=FILE holds it");
    }
    return err_set(err, ERR_STORE, "%s says: %s (Code: %d)", host, said(code, &a), number);
}

/* What another host, or the same one asking another replica, may do better: no connection, a
 * connection that broke, a silent shard, a replica behind or without its keeper. */
bool call_may_pass(const struct err *err)
{
    static const int codes[] = {3,   32,  95,  99,  101, 198, 203, 209, 210, 225, 236,
                                242, 243, 254, 265, 279, 289, 319, 369, 425, 999};
    if (err->code == ERR_IO)
        return true;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (click_code(err) == codes[i])
            return true;
    return false;
}

void call_end(struct call **out)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct call *t = *out;
    if (!t)
        return;
    if (!t->done && !t->result)
        (void)ask_aside(t, "?", arena_printf(&a, "KILL QUERY WHERE query_id = '%s' ASYNC", t->id));
    curl_multi_remove_handle(t->multi, t->easy);
    curl_easy_cleanup(t->easy);
    give_back(t->click, t->multi, t->done && !t->result);
    curl_slist_free_all(t->headers);
    buf_free(&t->in);
    free(t);
    *out = NULL;
}
