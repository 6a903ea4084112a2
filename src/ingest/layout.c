/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/layout.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "ingest/format/encoding.h"
#include "ingest/map/map.h"

/* All that are built in, in order of name. */
static int all_layouts(struct adapter **out, int *count, struct arena *a, struct err *err)
{
    const struct resource *r = NULL;
    *out = NULL;
    *count = 0;
    while ((r = resource_next("src/ingest/sql/", r))) {
        *out = arena_grow(a, *out, (size_t)*count, sizeof **out);
        adapter_from_sql(&(*out)[(*count)++], a, r);
    }
    while ((r = resource_next("src/ingest/map/", r))) {
        *out = arena_grow(a, *out, (size_t)*count, sizeof **out);
        TRY(map_read(&(*out)[(*count)++], a, r->text, r->name, err));
    }
    return 0;
}

static int list_length(char *const *list)
{
    int n = 0;
    while (list[n])
        n++;
    return n;
}

/* The adapter that recognises the most columns, among those for that encoding (NULL: all). */
static const struct adapter *best_of(const struct adapter *all, int count,
                                     const struct columns *columns, const char *encoding)
{
    const struct adapter *best = NULL;
    for (int i = 0; i < count; i++) {
        if (encoding && (!all[i].encoding || strcmp(all[i].encoding, encoding) != 0))
            continue;
        if (adapter_matches(&all[i], columns) &&
            (!best || list_length(all[i].header) > list_length(best->header)))
            best = &all[i];
    }
    return best;
}

static int refuse_unknown(const struct layout_question *ask, const struct reader *reader,
                          const struct adapter *all, int count, struct err *err)
{
    CLEANUP(buf_free) struct buf seen = {0}, known = {0};
    const struct columns *c = &reader->columns;
    for (int i = 0; i < c->count && i < 8; i++)
        buf_printf(&seen, "%s%.30s", i ? ", " : "", c->name[i]);
    for (int i = 0; i < count; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", all[i].name);
    err_at(err, ask->path, reader->header_lines, 0, "no known layout has these %d columns: %s%s",
           c->count, buf_str(&seen), c->count > 8 ? ", ..." : "");
    return err_hint(err, "known are %s; describe another with --map FILE (see weir help maps)",
                    buf_str(&known));
}

static int try_encodings(const struct adapter **best, struct reader *reader, struct arena *a,
                         const struct layout_question *ask, const struct adapter *all, int count,
                         struct err *err)
{
    for (int i = 0; i < count && !*best; i++) {
        if (!all[i].encoding)
            continue;
        char *head = encoding_head(ask->scan, all[i].encoding, a);
        TRY(reader_of_text(reader, a, ask->path, head, err));
        *best = best_of(all, count, &reader->columns, all[i].encoding);
    }
    return 0;
}

static int pick_adapter(struct adapter *out, struct reader *reader, struct arena *a,
                        const struct layout_question *ask, struct err *err)
{
    struct adapter *all;
    int count;
    TRY(all_layouts(&all, &count, a, err));
    const struct adapter *best = best_of(all, count, &reader->columns, NULL);
    if (!best && ask->scan->bad_line && !ask->encoding)
        TRY(try_encodings(&best, reader, a, ask, all, count, err));
    if (!best)
        return refuse_unknown(ask, reader, all, count, err);
    *out = *best;
    return 0;
}

static bool is_named(const char *name, char *const *list)
{
    while (*list && strcasecmp(*list, name) != 0)
        list++;
    return *list != NULL;
}

/* What the fields of a map mention stands in its header, under optional, or in the file. */
static int check_used(const struct adapter *map, const struct reader *reader,
                      const struct layout_question *ask, struct err *err)
{
    for (char **name = map->used; *name; name++) {
        bool there = is_named(*name, map->header) || is_named(*name, map->optional) ||
                     (map->wide_count && !strcasecmp(*name, "wide"));
        for (int i = 0; i < map->wide_count && !there; i++)
            there = !strcasecmp(map->wide[i].name, *name);
        for (int i = 0; i < reader->columns.count && !there; i++)
            there = !strcasecmp(reader->columns.name[i], *name);
        if (!there) {
            err_at(err, ask->path, 1, 0, "no column '%s', which a field of '%s' is made of", *name,
                   ask->map);
            return err_hint(err, "columns that may be absent go under `optional`");
        }
    }
    return 0;
}

static int use_map(struct adapter *out, const struct reader *reader, struct arena *a,
                   const struct layout_question *ask, struct err *err)
{
    TRY(map_from_file(out, a, ask->map, err));
    for (char **h = out->header; *h; h++)
        if (columns_find(&reader->columns, *h) < 0) {
            err_at(err, ask->path, 1, 0, "no column '%s', which '%s' asks for", *h, ask->map);
            return err_hint(err, "columns that may be absent go under `optional`");
        }
    return check_used(out, reader, ask, err);
}

int layout_find(struct adapter *out, struct reader *reader, struct arena *a,
                const struct layout_question *ask, struct err *err)
{
    return ask->map ? use_map(out, reader, a, ask, err) : pick_adapter(out, reader, a, ask, err);
}
