/* bulk.c - whole files of UN Comtrade, one for each reporter and period, by its index of them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/fetch/fetching.h"
#include "fetch/lists.h"
#include "fetch/read/look.h"

enum { AT_ONCE = 12, NAME_MAX = 200 };

/* A file of the index. */
struct file {
    const char *reporter, *key, *period, *day;
};

struct index {
    struct file *file;
    int count;
    struct arena *arena;
};

/* A key goes into an address. */
static bool is_key(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)s[i]) && !strchr("-_.", s[i]))
            return false;
    return n && n <= NAME_MAX && !strstr(s, "..");
}

static void take(void *ctx, const char *const *value)
{
    struct index *x = ctx;
    if (!is_key(value[0]) || !is_key(value[1]) ||
        (value[4] && strcmp(value[4], "true"))) /* converted to another revision */
        return;
    x->file = arena_grow(x->arena, x->file, (size_t)x->count, sizeof *x->file);
    x->file[x->count++] = (struct file){
        arena_strdup(x->arena, value[0]), arena_strdup(x->arena, value[1]),
        arena_strdup(x->arena, value[2]), value[3] ? arena_strndup(x->arena, value[3], 10) : NULL};
}

static int read_index(struct index *x, struct fetching *f, const struct service *s,
                      const struct wish *w, int first, int last, struct err *err)
{
    static const char *const names[] = {
        "reporterCode", "rowKey", "period", "publicationDate", "isOriginalClassification", NULL};
    CLEANUP(buf_free) struct buf periods = {0};
    const char freq[2] = {w->freq, '\0'};
    const struct call *call;
    for (int i = first; i <= last; i++)
        buf_printf(&periods, "%s%d", i > first ? "," : "", period_of(i, w->freq));
    struct get get = {.service = s,
                      .address = service_address(s, f->arena, "freq", freq, "reporters",
                                                 list_numbers(f->arena, w->reporter, w->reporters),
                                                 "periods", buf_str(&periods), NULL),
                      .extension = "json",
                      .label = "the index of bulk files"};
    TRY(get_answer(&call, &f->getter, &get, err));
    return look_each(cache_body(&f->cache, call), names, take, x, f->arena, err);
}

static int fetch_file(struct fetching *f, const struct file *x, char freq, struct err *err)
{
    const struct service *s = services_find(&f->services, "comtrade-bulk-file");
    const char *address = service_address(s, f->arena, "reporters", x->reporter, "file", x->key,
                                          NULL);
    const char *words = arena_printf(f->arena, "%s, reporter %s, %s, by %s", s->title, x->reporter,
                                     x->period ? x->period : x->key,
                                     freq == 'M' ? "month" : "year");
    return fetch_document(f, s, address, words, x->day, err);
}

int fetch_bulk(struct fetching *f, const struct service *s, struct err *err)
{
    struct index index = {.arena = f->arena};
    struct wish w;
    struct ref *ref;
    const struct fetch_params *q = f->q;
    TRY(session_reference(f->session, &ref, err));
    struct wish_words words = {.reporter = q->reporter,
                               .partner = "all",
                               .code = "all",
                               .freq = q->freq,
                               .from = q->from,
                               .until = q->until};
    TRY(wish_read(&w, &words, ref, f->arena, err));
    TRY(get_key(&f->getter, s, q->key_file, err));
    if (!f->getter.key)
        return err_set(err, ERR_USAGE, "%s needs a key: --key-file FILE, or %s", s->title,
                       s->key_variable);
    for (int i = w.first; i <= w.last && !q->dry_run; i += AT_ONCE)
        TRY(read_index(&index, f, s, &w, i, i + AT_ONCE - 1 < w.last ? i + AT_ONCE - 1 : w.last,
                       err));
    for (int i = 0; i < index.count; i++)
        TRY(fetch_file(f, &index.file[i], w.freq, err));
    if (!q->dry_run && !index.count)
        session_note(f->session, NOTE_WARNING,
                     "the index holds no file of these reporters and "
                     "periods");
    f->to_call += q->dry_run ? (w.last - w.first) / AT_ONCE + 1 : 0;
    return 0;
}
