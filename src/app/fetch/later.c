/* later.c - requests that a service works off later: made once, asked about until the file is
 * there.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>
#include <zlib.h>

#include "app/fetch/fetching.h"
#include "base/log.h"
#include "base/temp.h"
#include "base/tree.h"
#include "fetch/read/look.h"

/* limit ASKED_MOST: times that a request is asked about, : refused; */
enum { ASKED_MOST = 480, ANSWER_MAX = 1 << 20, ID_MAX = 100, LINE_MOST = 1 << 16 };
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

/* Its body is not kept: it opens the file. */
static int check_standing(void *ctx, struct call *x, const char *path, struct err *err)
{
    static const char *const names[] = {"batchId", "status", "uri", NULL};
    struct standing *s = ctx;
    x->state = CALL_EMPTY;
    return look_each(path, names, take_standing, s, s->arena, err);
}

static int ask_standing(struct standing *s, struct fetching *f, const struct service *service,
                        struct err *err)
{
    const struct call *call;
    struct get get = {.service = service,
                      .address = service_address(service, f->arena, "file", s->id, NULL),
                      .extension = "json",
                      .label = "how the request stands",
                      .check = check_standing,
                      .ctx = s,
                      .passing = true};
    return get_answer(&call, &f->getter, &get, err);
}

static bool is_over(const char *status, const char *word)
{
    return status && !strcasecmp(status, word);
}

/* A table of tab-separated text, packed, to its end. */
static int check_file(void *ctx, struct call *x, const char *path, struct err *err)
{
    struct fetching *f = ctx;
    char *line = arena_alloc(f->arena, LINE_MOST), *fields = NULL;
    gzFile z = gzopen(path, "rb");
    int64_t rows = 0;
    if (!z)
        return err_set(err, ERR_IO, "'%s' cannot be read", path);
    while (gzgets(z, line, LINE_MOST)) {
        fields = fields ? fields : arena_strdup(f->arena, line);
        rows++;
    }
    int fault = gzeof(z) && gzdirect(z) == 0 ? Z_OK : Z_DATA_ERROR;
    int closed = gzclose(z);
    if (fault || closed || !fields || !strstr(fields, "cmdCode"))
        return err_set(err, ERR_INPUT, "the file is no table that is packed, or is cut");
    x->rows = rows - 1;
    x->state = x->rows ? CALL_DATA : CALL_EMPTY;
    return 0;
}

/* Then it is requested anew another time. */
static int ended(struct fetching *f, const struct get *get, const char *id, struct err *err)
{
    struct call x = {.service = REQUESTED, .address = get->address, .state = CALL_FAILED};
    TRY(cache_add(&f->cache, &x, NULL, err));
    return err_set(err, ERR_IO, "%s: the request %s ended with an error", get->label, id);
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
            return ended(f, get, s.id, err);
    }
    if (!is_over(s.status, "Completed") || !s.uri) {
        err_set(err, ERR_IO, "%s: the request %s is not ready yet", get->label, s.id);
        return err_hint(err, "the same command asks about it again");
    }
    struct get file = *get;
    file.instead = s.uri;
    file.extension = "txt.gz";
    file.check = check_file;
    file.ctx = f;
    return get_answer(out, &f->getter, &file, err);
}
