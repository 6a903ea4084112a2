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
    struct look look;
    const struct look_field fields[] = {
        {.name = "reporterCode", .asked = list_numbers(f->arena, w->reporter, w->reporters)},
        {.name = "period", .asked = arena_strdup(f->arena, buf_str(&periods))},
        {.name = "rowKey", .filled = true},
        {0}};
    TRY(get_answer(&call, &f->getter, &get, err));
    TRY(look_at(&look, cache_body(&f->cache, call), fields, f->arena, err));
    return look_each(cache_body(&f->cache, call), names, take, x, f->arena, err);
}

static bool has_file(const struct index *x, int reporter, int period)
{
    for (int i = 0; i < x->count; i++)
        if (atoi(x->file[i].reporter) == reporter && x->file[i].period &&
            atoi(x->file[i].period) == period)
            return true;
    return false;
}

/* A row for each reporter, with the periods of which the index has no file. */
static void say_absent(const struct index *x, struct fetching *f, const struct service *s,
                       const struct wish *w)
{
    for (int r = 0; r < w->reporters; r++) {
        CLEANUP(buf_free) struct buf b = {0};
        for (int i = w->first; i <= w->last; i++)
            if (!has_file(x, w->reporter[r], period_of(i, w->freq)))
                buf_printf(&b, "%s%d", b.len ? "," : "", period_of(i, w->freq));
        if (!b.len)
            continue;
        struct fetched *row = fetching_row(f, s);
        row->what = arena_printf(f->arena, "%s, reporter %d", s->title, w->reporter[r]);
        row->reporters = list_numbers(f->arena, &w->reporter[r], 1);
        row->periods = arena_strdup(f->arena, b.s);
        row->state = PIECE_UNPUBLISHED;
        row->note = "the index holds no file of these periods";
    }
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
    if (!q->dry_run)
        say_absent(&index, f, s, &w);
    f->to_call += q->dry_run ? (w.last - w.first) / AT_ONCE + 1 : 0;
    return 0;
}
