/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/get.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/temp.h"
#include "fetch/http.h"
#include "fetch/read/look.h"

/* limit KEY_MAX: a file with a key, bytes: refused; */
enum { KEY_MAX = 4096, LONGEST_PAUSE_MS = 60000, WAIT_MOST = 300, SLICE_MS = 100 };

/* --- the key --- */

int get_key(struct getter *g, const struct service *s, const char *file, struct err *err)
{
    char *text = NULL;
    const char *own = s->key_variable ? getenv(s->key_variable) : NULL;
    g->key = NULL;
    g->key_for = s->key_variable;
    if (!s->key_header)
        return 0;
    if (file)
        TRY(file_text(&text, file, KEY_MAX, g->arena, err));
    const char *from = text ? text : own ? own : "";
    from += strspn(from, " \t\r\n");
    size_t n = strcspn(from, " \t\r\n");
    for (size_t i = 0; i < n; i++)
        if (!isgraph((unsigned char)from[i]))
            n = 0;
    if (n)
        g->key = arena_strndup(g->arena, from, n);
    return n || !file ? 0 : err_set(err, ERR_INPUT, "'%s' holds no key", file);
}

/* --- time --- */

static double ms_since(const struct timespec *then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) * 1e3 + (double)(now.tv_nsec - then->tv_nsec) / 1e6;
}

static int wait_ms(const struct getter *g, double ms, const char *why, struct err *err)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (double left; (left = ms - ms_since(&start)) > 0;) {
        struct timespec slice = {0, (left < SLICE_MS ? (long)left + 1 : SLICE_MS) * 1000000L};
        if (g->cancel && atomic_load(g->cancel))
            return err_set(err, ERR_CANCELLED, "stopped");
        if (ms > 2000)
            log_progress(why, 100 - 100 * left / ms);
        nanosleep(&slice, NULL);
    }
    return 0;
}

/* The pause that is still due after the last call, of this process or the one before. */
static double pause_due(const struct getter *g, const struct service *s)
{
    if (g->calls)
        return s->pause_ms - ms_since(&g->last);
    for (int i = g->cache->count; i-- > 0;) {
        const struct call *x = &g->cache->call[i];
        struct tm t = {0};
        if (strcmp(x->service, s->name) != 0)
            continue;
        return strptime(x->at, "%Y-%m-%d %H:%M:%S", &t)
                   ? s->pause_ms - 1000 * difftime(time(NULL), timegm(&t))
                   : s->pause_ms;
    }
    return 0;
}

int get_left(const struct getter *g, const struct service *s)
{
    if (!s->calls_day)
        return -1;
    int used = cache_calls_today(g->cache, s->name);
    return used < s->calls_day ? s->calls_day - used : 0;
}

/* --- one call --- */

/* What a status asks for: to be asked again later, or not. */
enum advice { TAKE, UNCHANGED, AGAIN, QUOTA, KEY, NONE_THERE, NEVER };

static enum advice advice_of(const struct http_said *said, const struct service *s)
{
    if (said->status == 200 || said->status == 202 || said->status == 204)
        return TAKE;
    if (said->status == 304)
        return UNCHANGED;
    if (said->status == s->again)
        return AGAIN;
    if (said->status == 403)
        return said->retry_after >= 0 ? QUOTA : s->key_header ? KEY : NEVER;
    if (said->status == 401)
        return KEY;
    if (said->status == 404)
        return NONE_THERE;
    if (said->status != 429 && said->status != 408 && said->status < 500)
        return NEVER;
    return said->retry_after > WAIT_MOST ? QUOTA : AGAIN;
}

static const char *moment_in(int seconds, struct arena *a)
{
    time_t then = time(NULL) + seconds;
    struct tm t;
    gmtime_r(&then, &t);
    return arena_printf(a, "%04d-%02d-%02d %02d:%02d UTC", t.tm_year + 1900, t.tm_mon + 1,
                        t.tm_mday, t.tm_hour, t.tm_min);
}

/* What a service says must not say the key again. */
static const char *without_key(const struct getter *g, const char *text)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *at = g->key ? strstr(text, g->key) : NULL;
    if (!at)
        return text;
    for (; at; text = at + strlen(g->key), at = strstr(text, g->key)) {
        buf_add(&b, text, (size_t)(at - text));
        buf_puts(&b, "***");
    }
    buf_puts(&b, text);
    return arena_strdup(g->arena, buf_str(&b));
}

static int say_status(struct getter *g, const struct get *w, const struct http_said *said,
                      const char *body, enum advice advice, struct err *err)
{
    const char *says = without_key(g, look_message(body, g->arena)), *name = w->service->title;
    g->ended_for = advice == QUOTA || advice == KEY ? w->service->name : g->ended_for;
    const char *colon = *says ? ": " : "";
    if (advice == QUOTA) {
        g->ended = arena_printf(g->arena,
                                said->status == 403 || said->status == 429
                                    ? "the quota of %s is used up"
                                    : "%s wants to be left alone",
                                name);
        if (said->retry_after >= 0)
            g->ended = arena_printf(g->arena, "%s until %s", g->ended,
                                    moment_in(said->retry_after, g->arena));
        err_set(err, ERR_LIMIT, "%s%s%.200s", g->ended, colon, says);
        return err_hint(err, "nothing is lost: the same command goes on from here");
    }
    if (advice == KEY) {
        g->ended = arena_printf(g->arena, "%s does not take the key", name);
        err_set(err, ERR_USAGE, "%s (%ld)%s%.200s", g->ended, said->status, colon, says);
        return err_hint(err, "--key-file FILE, or the variable %s",
                        w->service->key_variable ? w->service->key_variable : "of the service");
    }
    return err_set(err, advice == NONE_THERE ? ERR_NOT_FOUND : ERR_IO, "%s answers %ld%s%.200s",
                   w->label, said->status, colon, says);
}

static bool is_its_key(const struct getter *g, const struct service *s)
{
    return g->key && s->key_header && g->key_for && !strcmp(g->key_for, s->key_variable);
}

static const char *secret_of(const struct getter *g, const struct service *s)
{
    if (!is_its_key(g, s) || *s->key_header == '?')
        return NULL;
    return arena_printf(g->arena, "%s: %s", s->key_header, g->key);
}

/* A key that the service wants in the address is put there for the call only. */
static const char *sent_to(const struct getter *g, const struct get *w)
{
    const char *header = w->service->key_header;
    if (w->instead)
        return w->instead;
    if (!is_its_key(g, w->service) || *header != '?')
        return w->address;
    return arena_printf(g->arena, "%s%c%s=%s", w->address, strchr(w->address, '?') ? '&' : '?',
                        header + 1, g->key);
}

static int check(const struct get *w, struct call *x, const char *part, struct err *err)
{
    x->state = x->bytes ? CALL_DATA : CALL_EMPTY;
    if (w->check)
        return w->check(w->ctx, x, part, err);
    return x->bytes ? 0 : err_set(err, ERR_INPUT, "%s: an answer of no bytes", w->label);
}

/* Makes a call and writes it down.  *again: a failure may go away, after *wait ms. */
static int call(const struct call **out, struct getter *g, const struct get *w, bool *again,
                double *wait, struct err *err)
{
    struct http_said said;
    const struct service *s = w->service;
    const char *part = cache_part(g->cache);
    struct call x = {.service = s->name, .address = w->address, .extension = w->extension};
    const struct call *old = w->document ? cache_find(g->cache, w->address, 0) : NULL;
    g->calls++;
    int rc = http_get(&said,
                      &(struct http_ask){.address = sent_to(g, w),
                                         .secret = w->instead ? NULL : secret_of(g, s),
                                         .etag = old ? old->etag : NULL,
                                         .modified = old ? old->modified : NULL,
                                         .hosts = s->hosts,
                                         .to = part,
                                         .label = w->label,
                                         .most = s->most,
                                         .seconds = s->seconds ? s->seconds : 600,
                                         .cancel = g->cancel},
                      g->arena, err);
    clock_gettime(CLOCK_MONOTONIC, &g->last);
    x.type = said.type;
    x.etag = said.etag;
    x.modified = said.modified;
    x.headers = said.headers;
    x.status = said.status;
    x.bytes = said.bytes;
    x.state = CALL_FAILED;
    *again = said.again;
    if (!rc) {
        enum advice advice = advice_of(&said, s);
        advice = advice == UNCHANGED && !old ? NEVER : advice;
        *again = advice == AGAIN || advice == TAKE;
        x.wait = advice == AGAIN || advice == QUOTA ? said.retry_after : 0;
        x.wait = x.wait < 0 ? 0 : x.wait;
        x.state = CALL_EMPTY;
        rc = advice == TAKE        ? check(w, &x, part, err)
             : advice == UNCHANGED ? 0
                                   : say_status(g, w, &said, part, advice, err);
        if (rc)
            x.state = advice == QUOTA || advice == KEY || said.status == 429 ? CALL_REFUSED
                                                                             : CALL_FAILED;
    }
    *wait = said.retry_after > 0 ? 1e3 * said.retry_after : 0;
    if (rc == ERR_CANCELLED)
        return rc;
    struct err second;
    bool same = old && said.status == 304;
    long at = same ? old - g->cache->call : 0;
    int noted = cache_add(g->cache, &x, rc || same || w->passing ? NULL : part, rc ? &second : err);
    *out = &g->cache->call[same ? at : g->cache->count - 1];
    temp_remove(part);
    *again = *again && !noted; /* a journal that cannot be written makes no call better */
    return rc ? rc : noted;
}

const char *get_ended(const struct getter *g, const struct service *s)
{
    return g->ended && cache_is_kin(g->ended_for, s->name) ? g->ended : NULL;
}

static int is_over(struct getter *g, const struct get *w, struct err *err)
{
    if (g->offline) {
        err_set(err, ERR_NOT_FOUND, "%s is not in the cache", w->label);
        return err_hint(err, "without --offline it is fetched");
    }
    int rest = cache_wait(g->cache, w->service->name);
    if (!get_ended(g, w->service) && rest > WAIT_MOST) {
        g->ended_for = w->service->name;
        g->ended = arena_printf(g->arena, "%s wants to be left alone until %s", w->service->title,
                                moment_in(rest, g->arena));
    }
    if (!get_ended(g, w->service) && !get_left(g, w->service)) {
        g->ended_for = w->service->name;
        g->ended = arena_printf(g->arena, "the %d calls a day of %s are used up until %s",
                                w->service->calls_day, w->service->title,
                                moment_in((int)(86400 - time(NULL) % 86400), g->arena));
    }
    if (!get_ended(g, w->service))
        return 0;
    err_set(err, ERR_LIMIT, "%s", g->ended);
    return err_hint(err, "nothing is lost: the same command goes on from here");
}

int get_answer(const struct call **out, struct getter *g, const struct get *w, struct err *err)
{
    int rc = 0, tries = w->service->tries ? w->service->tries : 1;
    bool again = true;
    double wait = 0;
    *out = (w->service->fresh_hours && !g->anew) || (g->offline && w->document)
               ? cache_find(g->cache, w->address, g->offline ? 0 : w->service->fresh_hours)
               : NULL;
    if (!*out && w->release) {
        *out = cache_find(g->cache, w->address, 0);
        *out = *out && strcmp((*out)->at, w->release) > 0 ? *out : NULL;
    }
    if (*out)
        return 0;
    for (int i = 0; i < tries && again; i++) {
        double pause = i ? (double)w->service->pause_ms * (1 << (i < 6 ? i : 6)) : 0;
        TRY(is_over(g, w, err));
        pause = pause > LONGEST_PAUSE_MS ? LONGEST_PAUSE_MS : pause;
        wait = wait > pause ? wait : pause;
        double due = pause_due(g, w->service), asked = 1e3 * cache_wait(g->cache, w->service->name);
        wait = due > wait ? due : wait;
        wait = asked > wait ? asked : wait;
        TRY(wait_ms(g, wait, "waiting for the service", err));
        rc = call(out, g, w, &again, &wait, err);
        if (!rc || rc == ERR_CANCELLED || get_ended(g, w->service))
            return rc;
    }
    *out = NULL;
    return rc;
}
