/* later.c - requests that a service works off later: made once, asked about until the file is
 * there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "app/fetch/fetching.h"
#include "base/log.h"
#include "base/temp.h"
#include "base/tree.h"
#include "fetch/look.h"

/* limit ASKED_MOST: times that a request is asked about, : refused; */
enum { ASKED_MOST = 480, ANSWER_MAX = 1 << 20, ID_MAX = 100 };
#define REQUESTED "comtrade-requested"

/* An id goes into an address. */
static bool is_id(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)s[i]) && s[i] != '-')
            return false;
    return n && n <= ID_MAX;
}

/* The id of a request that was made and not yet answered; NULL: there is none. */
static const char *pending(const struct fetching *f, const char *address)
{
    const char *id = NULL;
    for (int i = 0; i < f->cache.count; i++) {
        const struct call *x = &f->cache.call[i];
        if (strcmp(x->address, address) != 0)
            continue;
        id = !strcmp(x->service, REQUESTED) ? x->etag : NULL;
    }
    return id;
}

static int check_request(void *ctx, struct call *x, const char *path, struct err *err)
{
    CLEANUP(tree_free) yajl_val v = NULL;
    struct fetching *f = ctx;
    char *text;
    TRY(file_text(&text, path, ANSWER_MAX, f->arena, err));
    TRY(tree_read(&v, text, err));
    const char *id = tree_text(v, "requestId");
    if (!is_id(id))
        return err_set(err, ERR_INPUT, "the answer to a request has no requestId");
    x->etag = arena_strdup(f->arena, id);
    x->state = CALL_EMPTY;
    return 0;
}

static int request(const char **id, struct fetching *f, const struct get *get, struct err *err)
{
    const struct call *call;
    struct service as = *get->service;
    struct get ask = *get;
    as.name = REQUESTED;
    ask.service = &as;
    ask.check = check_request;
    ask.ctx = f;
    TRY(get_answer(&call, &f->getter, &ask, err));
    *id = call->etag;
    return 0;
}

/* --- how it stands --- */

struct standing {
    const char *id, *status, *uri;
    struct arena *arena;
};

static void take_standing(void *ctx, const char *const *value)
{
    struct standing *s = ctx;
    if (value[0] && strcmp(value[0], s->id) != 0)
        return;
    s->status = arena_strdup(s->arena, value[1]);
    s->uri = arena_strdup(s->arena, value[2]);
}

static int ask_standing(struct standing *s, struct fetching *f, const struct service *service,
                        struct err *err)
{
    static const char *const names[] = {"batchId", "status", "uri", NULL};
    const struct call *call;
    struct get get = {.service = service,
                      .address = service_address(service, f->arena, "file", s->id, NULL),
                      .extension = "json",
                      .label = "how the request stands"};
    TRY(get_answer(&call, &f->getter, &get, err));
    return look_each(cache_body(&f->cache, call), names, take_standing, s, f->arena, err);
}

static bool is_over(const char *status, const char *word)
{
    return status && !strcasecmp(status, word);
}

int fetch_later(const struct call **out, struct fetching *f, const struct get *get, struct err *err)
{
    const struct service *service = services_find(&f->services, "comtrade-async-state");
    struct standing s = {.id = pending(f, get->address), .arena = f->arena};
    if (!s.id)
        TRY(request(&s.id, f, get, err));
    for (int i = 0; i < ASKED_MOST && !is_over(s.status, "Completed"); i++) {
        TRY(ask_standing(&s, f, service, err));
        if (is_over(s.status, "Error") || is_over(s.status, "Failed"))
            return err_set(err, ERR_IO, "%s: the request %s ended with an error", get->label, s.id);
    }
    if (!is_over(s.status, "Completed") || !s.uri) {
        err_set(err, ERR_IO, "%s: the request %s is not ready yet", get->label, s.id);
        return err_hint(err, "the same command asks about it again");
    }
    struct get file = *get;
    file.instead = s.uri;
    file.extension = "txt.gz";
    file.check = NULL;
    return get_answer(out, &f->getter, &file, err);
}
