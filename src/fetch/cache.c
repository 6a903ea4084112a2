/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/cache.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/temp.h"
#include "base/tree.h"

static const char *const states[CALL_STATES] = {"data",    "empty",  "cut",
                                                "refused", "failed", "spoilt"};

/* --- the folder --- */

const char *cache_folder(const char *asked, struct arena *a)
{
    const char *own = getenv("WEIR_CACHE");
    if (asked || (own && *own))
        return asked ? asked : own;
    return user_cache(a);
}

static const char *in(const struct cache *c, const char *name)
{
    return arena_printf(c->arena, "%s/%s", c->folder, name);
}

/* --- the journal --- */

static int64_t number_of(yajl_val v, const char *key)
{
    yajl_val n = tree_get(v, key, yajl_t_number);
    return n ? (int64_t)YAJL_GET_DOUBLE(n) : 0;
}

static const char *text_of(yajl_val v, const char *key, struct arena *a)
{
    const char *s = tree_text(v, key);
    return s ? arena_strdup(a, s) : NULL;
}

/* Names that go into paths. */
static bool is_name(const char *s)
{
    return *s && *s != '.' && !strstr(s, "..") &&
           strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen(s);
}

static bool is_digest(const char *s)
{
    return strlen(s) == DIGEST_HEX - 1 && strspn(s, "0123456789abcdef") == DIGEST_HEX - 1;
}

static void forget(struct cache *c, const struct call *x)
{
    for (int i = 0; i < c->count; i++)
        if (x->digest && c->call[i].digest && !strcmp(c->call[i].digest, x->digest) &&
            !strcmp(c->call[i].address, x->address))
            c->call[i].state = CALL_SPOILT;
}

/* A line that is none is skipped, and counted. */
static void take_line(struct cache *c, const char *line)
{
    CLEANUP(tree_free) yajl_val v = NULL;
    struct call x = {.state = CALL_STATES};
    c->skipped++; /* until it is known to be a line */
    if (tree_read(&v, line, NULL))
        return;
    const char *state = tree_text(v, "state"), *at = tree_text(v, "at");
    for (int k = 0; state && k < CALL_STATES; k++)
        x.state = strcmp(state, states[k]) ? x.state : (enum call_state)k;
    x.service = text_of(v, "service", c->arena);
    x.address = text_of(v, "address", c->arena);
    if (x.state == CALL_STATES || !at || !x.service || !x.address || !is_name(x.service))
        return;
    c->skipped--;
    snprintf(x.at, sizeof x.at, "%s", at);
    x.digest = text_of(v, "sha256", c->arena);
    x.extension = text_of(v, "extension", c->arena);
    if (x.digest && (!is_digest(x.digest) || !x.extension || !is_name(x.extension)))
        x.digest = NULL;
    x.type = text_of(v, "type", c->arena);
    x.etag = text_of(v, "etag", c->arena);
    x.modified = text_of(v, "modified", c->arena);
    x.release = text_of(v, "release", c->arena);
    x.status = (long)number_of(v, "status");
    x.bytes = number_of(v, "bytes");
    x.rows = number_of(v, "rows");
    x.wait = (int)number_of(v, "wait");
    if (x.state == CALL_SPOILT)
        forget(c, &x);
    c->call = arena_grow(c->arena, c->call, (size_t)c->count, sizeof *c->call);
    c->call[c->count++] = x;
}

/* Reads it all; what a killed process left of a last line is cut off. */
static int read_journal(struct cache *c, const char *path, bool mend, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    char *text;
    TRY(file_text(&text, path, 0, &own, err));
    char *p = text;
    for (char *end; (end = strchr(p, '\n')); p = end + 1) {
        *end = '\0';
        if (*p)
            take_line(c, p);
    }
    if (*p && mend && truncate(path, p - text))
        return err_set(err, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    return 0;
}

int cache_open(struct cache *out, const char *folder, bool look, struct arena *a, struct err *err)
{
    *out = (struct cache){.folder = cache_folder(folder, a), .arena = a};
    const char *path = in(out, "journal.jsonl");
    if (look)
        return access(path, R_OK) ? 0 : read_journal(out, path, false, err);
    TRY(folder_make(in(out, "kept"), a, err));
    out->journal = fopen(path, "a");
    if (!out->journal)
        return err_set(err, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
    if (flock(fileno(out->journal), LOCK_EX | LOCK_NB)) {
        err_set(err, ERR_BUSY, "another fetch uses '%s'", out->folder);
        return err_hint(err, "wait for it, or name another folder: --cache FOLDER");
    }
    temp_remove(in(out, "part"));
    TRY(folder_make(in(out, "part"), a, err));
    return read_journal(out, path, true, err);
}

void cache_close(struct cache *c)
{
    if (c->journal)
        fclose(c->journal);
    c->journal = NULL;
}

const char *cache_part(struct cache *c)
{
    return arena_printf(c->arena, "%s/part/%d", c->folder, ++c->parts);
}

static void add_text(struct facts *f, const char *key, const char *text)
{
    if (text && *text)
        facts_text(f, key, text);
}

static int write_line(struct cache *c, const struct call *x, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(arena_free) struct arena own = {0};
    struct facts f = facts_new(&own);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "at", x->at);
    facts_text(&f, "service", x->service);
    facts_text(&f, "address", x->address);
    facts_text(&f, "state", states[x->state]);
    facts_number(&f, "status", (double)x->status);
    facts_number(&f, "bytes", (double)x->bytes);
    facts_number(&f, "rows", (double)x->rows);
    if (x->wait)
        facts_number(&f, "wait", x->wait);
    add_text(&f, "sha256", x->digest);
    add_text(&f, "extension", x->extension);
    add_text(&f, "release", x->release);
    add_text(&f, "type", x->type);
    add_text(&f, "etag", x->etag);
    add_text(&f, "modified", x->modified);
    add_text(&f, "headers", x->headers);
    facts_close(&f);
    json_line(&b, f.root);
    buf_puts(&b, "\n");
    struct stat before;
    fstat(fileno(c->journal), &before);
    if (fwrite(b.s, 1, b.len, c->journal) != b.len || fflush(c->journal) ||
        fsync(fileno(c->journal))) {
        if (ftruncate(fileno(c->journal), before.st_size)) /* no half a line */
            clearerr(c->journal);
        return err_set(err, ERR_IO, "cannot write '%s/journal.jsonl': %s", c->folder,
                       strerror(errno));
    }
    return 0;
}

const char *cache_body(const struct cache *c, const struct call *x)
{
    return arena_printf(c->arena, "%s/kept/%s/%s.%s", c->folder, x->service, x->digest,
                        x->extension);
}

static int keep(struct cache *c, struct call *x, const char *part, struct err *err)
{
    char hex[DIGEST_HEX];
    TRY(digest_file(hex, part, -1, err));
    x->digest = arena_strdup(c->arena, hex);
    TRY(folder_make(arena_printf(c->arena, "%s/kept/%s", c->folder, x->service), c->arena, err));
    CLEANUP(file_close) FILE *f = fopen(part, "rb");
    const char *place = cache_body(c, x);
    if (!f || fsync(fileno(f)) || rename(part, place))
        return err_set(err, ERR_IO, "cannot write '%s': %s", place, strerror(errno));
    return 0;
}

int cache_add(struct cache *c, struct call *x, const char *part, struct err *err)
{
    moment(x->at);
    if (part)
        TRY(keep(c, x, part, err));
    TRY(write_line(c, x, err));
    c->call = arena_grow(c->arena, c->call, (size_t)c->count, sizeof *c->call);
    c->call[c->count++] = *x;
    return 0;
}

#define PREVIEW "comtrade-preview"

bool cache_is_kin(const char *x, const char *y)
{
    size_t n = strcspn(x, "-"), len = strlen(PREVIEW);
    return !strncmp(x, PREVIEW, len) == !strncmp(y, PREVIEW, len) && strcspn(y, "-") == n &&
           !strncmp(x, y, n);
}

static double age_of(const struct call *x)
{
    struct tm t = {0};
    return strptime(x->at, "%Y-%m-%d %H:%M:%S", &t) ? difftime(time(NULL), timegm(&t)) : INFINITY;
}

int cache_wait(const struct cache *c, const char *service)
{
    double left = 0;
    for (int i = c->count; i-- > 0;)
        if (c->call[i].wait && cache_is_kin(c->call[i].service, service))
            left = fmax(left, c->call[i].wait - age_of(&c->call[i]));
    return (int)ceil(left);
}

bool cache_is_whole(const struct cache *c, const struct call *x)
{
    char hex[DIGEST_HEX];
    return x->digest && !digest_file(hex, cache_body(c, x), -1, NULL) && !strcmp(hex, x->digest);
}

int cache_spoil(struct cache *c, struct call *x, struct err *err)
{
    struct call note = *x;
    note.state = CALL_SPOILT;
    note.wait = 0;
    moment(note.at);
    forget(c, x);
    return write_line(c, &note, err);
}

int cache_calls_today(const struct cache *c, const char *service)
{
    char day[DAY_TEXT];
    int n = 0;
    today(day);
    for (int i = c->count; i-- > 0 && !strncmp(c->call[i].at, day, strlen(day));)
        n += c->call[i].status && cache_is_kin(c->call[i].service, service);
    return n;
}

static bool is_fresh(const struct call *x, int hours)
{
    return !hours || age_of(x) < hours * 3600.0;
}

const struct call *cache_find(const struct cache *c, const char *address, int hours)
{
    for (int i = c->count; i-- > 0;) {
        const struct call *x = &c->call[i];
        if (x->state <= CALL_EMPTY && x->digest && !strcmp(x->address, address) &&
            is_fresh(x, hours) && !access(cache_body(c, x), R_OK))
            return x;
    }
    return NULL;
}
