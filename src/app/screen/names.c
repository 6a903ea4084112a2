/* names.c - the listed names that are screened against, of a store or of files.
 *
 * The index of a store's lists is kept in the user's cache and mapped while they are the same;
 * where that cannot be, it is made each time.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/names.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/list/open.h"
#include "app/screen/particulars.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/temp.h"
#include "fetch/cache.h"
#include "register/files.h"
#include "register/names.h"

struct gathering {
    struct listed *name;
    size_t count;
    struct countries countries;
    struct arena *arena;
};

static int gather(void *ctx, const struct register_name *n, struct err *err)
{
    struct gathering *g = ctx;
    struct arena *a = g->arena;
    (void)err;
    g->name = arena_grow(a, g->name, g->count, sizeof *g->name);
    g->name[g->count++] = (struct listed){
        .name = arena_strdup(a, n->name),
        .kind = arena_strdup(a, n->kind),
        .quality = arena_strdup(a, n->quality),
        .list = arena_strdup(a, n->list),
        .uid = arena_strdup(a, n->uid),
        .title = arena_strdup(a, n->title),
        .entity = arena_strdup(a, n->entity),
        .program = arena_strdup(a, n->program),
        .listed_on = arena_strdup(a, n->listed_on),
        .country = arena_strdup(a, n->country),
        .born = arena_strdup(a, n->born),
        .gender = arena_strdup(a, n->gender),
        .vintage = arena_strdup(a, n->vintage),
        .states = n->country ? states_of(&g->countries, n->country) : NULL,
    };
    return 0;
}

static int build(struct screen_names *out, struct session *s, struct store *store, const char *day,
                 const struct index *earlier, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct gathering g = {.arena = &a, .countries = {.arena = &a}};
    TRY(session_reference(s, &g.countries.ref, err));
    TRY(register_names(store, day, gather, &g, err));
    if (!g.count)
        return err_set(err, ERR_NOT_FOUND, "the lists hold no names");
    index_build(&out->index, g.name, g.count, earlier);
    return 0;
}

/* The latest vintage known on a day of a list, or of a part of it (NULL: any); NULL: there is none.
 */
static const struct register_source *latest_of(const struct register_source *source, int count,
                                               const char *list, const char *part, const char *day)
{
    const struct register_source *latest = NULL;
    for (int i = 0; i < count; i++) {
        const struct register_source *x = &source[i];
        if (!strcmp(x->list, list) && (!part || !strcmp(x->part, part)) &&
            (!*day || strcmp(x->vintage, day) <= 0) &&
            (!latest || strcmp(x->vintage, latest->vintage) > 0))
            latest = x;
    }
    return latest;
}

/* "ofac-sdn 2024-02-01 (aliases of 2024-01-01)": parts that are of another day than the list. */
static void name_list(struct buf *text, const struct register_source *source, int count,
                      const struct register_source *latest, const char *day)
{
    static const char *const parts[] = {"entities", "aliases"};
    buf_printf(text, "%s%s %s", text->len ? ", " : "", latest->list, latest->vintage);
    for (size_t k = 0; k < 2 && strcmp(latest->part, "whole list") != 0; k++) {
        const struct register_source *x = latest_of(source, count, latest->list, parts[k], day);
        if (x && strcmp(x->vintage, latest->vintage) != 0)
            buf_printf(text, " (%s of %s)", parts[k], x->vintage);
    }
}

/* What the lists are, in words: each list with its latest vintage. */
static int name_lists(struct screen_names *out, struct store *store, const char *day,
                      struct arena *a, struct err *err)
{
    struct register_source *source;
    CLEANUP(buf_free) struct buf text = {0};
    int count;
    TRY(register_sources(store, &source, &count, a, err));
    for (int i = 0; i < count; i++) {
        bool first = !i || strcmp(source[i].list, source[i - 1].list) != 0;
        const struct register_source *latest = first ? latest_of(source, count, source[i].list,
                                                                 NULL, day)
                                                     : NULL;
        if (latest)
            name_list(&text, source, count, latest, day);
    }
    out->lists = arena_strdup(a, buf_str(&text));
    return 0;
}

/* Takes the oldest indexes away where many are kept: stores come and go. */
static void prune(const char *dir, struct arena *a)
{
    enum { KEPT = 8 };
    for (int left = KEPT; left >= KEPT;) {
        const char *oldest = NULL;
        time_t since = 0;
        DIR *d = opendir(dir);
        left = -1;
        for (struct dirent *e; d && (e = readdir(d));) {
            struct stat st;
            size_t n = strlen(e->d_name);
            const char *path = arena_printf(a, "%s/%s", dir, e->d_name);
            if (n < 7 || strcmp(e->d_name + n - 6, ".names") != 0 || stat(path, &st))
                continue;
            left++;
            if (!oldest || st.st_mtime < since) {
                oldest = path;
                since = st.st_mtime;
            }
        }
        if (d)
            closedir(d);
        if (left >= KEPT && unlink(oldest))
            return;
    }
}

/* Where the index of a store is kept; NULL: nowhere. */
static const char *kept_path(struct session *s, struct store *store)
{
    char digest[DIGEST_HEX];
    if (!getenv("WEIR_CACHE") && !getenv("XDG_CACHE_HOME") && !getenv("HOME"))
        return NULL;
    const char *dir = cache_folder(NULL, s->arena);
    if (folder_make(dir, s->arena, NULL))
        return NULL;
    prune(dir, s->arena);
    digest_bytes(digest, store_path(store), strlen(store_path(store)));
    return arena_printf(s->arena, "%s/%.16s.names", dir, digest);
}

static int open_of_store(struct screen_names *out, struct session *s, const char *day,
                         struct err *err)
{
    CLEANUP(buf_free) struct buf identity = {0};
    CLEANUP(index_free) struct index kept = {0};
    enum index_kept is = INDEX_NONE;
    struct store *store;
    TRY(lists_open(&store, s, err));
    if (*day)
        TRY(lists_known(s, store, day, err));
    TRY(register_identity(store, &identity, err));
    buf_printf(&identity, "known on %s\nreference %s\n", *day ? day : "the last day",
               s->build.reference);
    out->identity = arena_strdup(s->arena, buf_str(&identity));
    TRY(name_lists(out, store, day, s->arena, err));
    const char *path = *day ? NULL : kept_path(s, store);
    const struct index_source of = {
        out->identity, arena_printf(s->arena, "%s %s", s->build.version, s->build.reference)};
    if (path)
        TRY(index_map(&kept, &is, path, &of, err));
    if (is == INDEX_SAME) {
        out->index = kept;
        kept = (struct index){0};
        return 0;
    }
    log_progress("index of names", -1);
    TRY(build(out, s, store, day, is == INDEX_EARLIER ? &kept : NULL, err));
    if (path && index_write(&out->index, path, &of, s->arena, NULL))
        session_note(s, NOTE_REMARK, "the index of names cannot be kept in %s", path);
    return 0;
}

/* Paths between commas, and further ones; NULL ends them. */
static const char *const *file_paths(const struct screen_source *of, struct arena *a)
{
    size_t most = (size_t)of->more_count + strlen(of->files) + 2, count = 0;
    const char **out = arena_array(a, const char *, most);
    for (const char *path = of->files; *path;) {
        size_t n = strcspn(path, ",");
        out[count++] = arena_strndup(a, path, n);
        path += n + (path[n] == ',');
    }
    for (int i = 0; i < of->more_count; i++)
        out[count++] = of->more[i];
    return out;
}

/* The files become a store for a while, read as any other. */
static int open_of_files(struct screen_names *out, struct session *s,
                         const struct screen_source *of, struct err *err)
{
    CLEANUP(register_files_close) struct register_files files = {0};
    CLEANUP(buf_free) struct buf identity = {0};
    struct store_options o = {s->world->backends, STORE_WRITE, s->cancel, s->wait};
    struct days today;
    days_parse(&today, NULL);
    TRY(register_files_open(&files, &o, file_paths(of, s->arena), today.from, s->arena, err));
    if (files.warning)
        session_note(s, NOTE_WARNING, "%s", files.warning);
    TRY(register_identity(files.store, &identity, err));
    TRY(name_lists(out, files.store, "", s->arena, err));
    buf_printf(&identity, "reference %s\n", s->build.reference);
    out->identity = arena_strdup(s->arena, buf_str(&identity));
    return build(out, s, files.store, "", NULL, err);
}

int screen_names_open(struct screen_names *out, struct session *s, const struct screen_source *of,
                      struct err *err)
{
    *out = (struct screen_names){0};
    TRY(of->files ? open_of_files(out, s, of, err) : open_of_store(out, s, of->day, err));
    log_progress_end();
    if (index_unscreenable(&out->index))
        session_note(s, NOTE_REMARK, "%zu of the %zu names listed cannot be compared with others",
                     index_unscreenable(&out->index), index_names(&out->index));
    return 0;
}

void screen_names_close(struct screen_names *n)
{
    index_free(&n->index);
}
