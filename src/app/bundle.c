/* bundle.c - writing a bundle; bundle_verify.c reads it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/bundle.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/evidence.h"
#include "app/pack.h"
#include "app/question.h"
#include "base/digest.h"
#include "base/log.h"
#include "ref/ref.h"
#include "register/register.h"
#include "report/json.h"
#include "store/store.h"

struct bundle {
    struct arena *arena;
    struct pack *pack;
    struct buf members, loads, lists, questions;
    int files, answers;
};

/* --- members --- */

static void note_member(struct bundle *b, const char *name, const char *sha256)
{
    buf_puts(&b->members, b->members.len ? ",\n  " : "\n  ");
    json_pair(&b->members, "name", name, "{");
    json_pair(&b->members, "sha256", sha256, ", ");
    buf_puts(&b->members, "}");
}

static int add_text(struct bundle *b, const char *name, const char *text, struct err *err)
{
    char hex[DIGEST_HEX];
    digest_bytes(hex, text, strlen(text));
    note_member(b, name, hex);
    return pack_text(b->pack, name, text, err);
}

/* A published file, which must still be what was loaded. */
static int add_file(struct bundle *b, const char *name, const char *path, const char *sha256,
                    struct err *err)
{
    char hex[DIGEST_HEX];
    struct err why;
    if (digest_file(hex, path, -1, &why) || strcmp(hex, sha256) != 0) {
        err_set(err, ERR_NOT_FOUND, "'%s' is gone, or no longer what was loaded", path);
        return err_hint(err, "a bundle holds the published files as they were; put it back there");
    }
    note_member(b, name, hex);
    b->files++;
    return pack_file(b->pack, name, path, err);
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Of the options of a source "flow=export map-sha256=... map=x.map", the map's path and digest;
 * NULL: none. */
static const char *map_of(const char *options, const char **sha256, struct arena *a)
{
    const char *at = strstr(options, "map-sha256="), *map = at ? strstr(at, " map=") : NULL;
    *sha256 = at ? arena_strndup(a, at + 11, 64) : NULL;
    return map ? arena_strdup(a, map + 5) : NULL;
}

static int add_map(struct bundle *b, const char *options, const char **member, struct err *err)
{
    const char *sha256, *map = map_of(options, &sha256, b->arena);
    *member = NULL;
    if (!map)
        return 0;
    *member = arena_printf(b->arena, "maps/%.8s/%s", sha256, base_of(map));
    return add_file(b, *member, map, sha256, err);
}

static int add_source(struct bundle *b, struct duck_rows *r, struct err *err)
{
    struct arena *a = b->arena;
    const char *path = duck_text(r, 0, a), *sha256 = duck_text(r, 1, a);
    const char *options = duck_text(r, 2, a), *vintage = duck_text(r, 3, a), *map;
    const char *name = arena_printf(a, "sources/%.8s-%s", sha256, base_of(path));
    TRY(add_file(b, name, path, sha256, err));
    TRY(add_map(b, options, &map, err));
    const char *cut = strstr(options, "map-sha256=");
    buf_puts(&b->loads, b->loads.len ? ",\n  " : "\n  ");
    json_pair(&b->loads, "file", name, "{");
    json_pair(&b->loads, "vintage", vintage, ", ");
    json_pair(&b->loads, "options",
              cut ? arena_strndup(a, options, (size_t)(cut - options)) : options, ", ");
    json_pair(&b->loads, "map", map, ", ");
    buf_puts(&b->loads, "}");
    return 0;
}

static int add_list(struct bundle *b, struct duck_rows *r, struct err *err)
{
    struct arena *a = b->arena;
    const char *path = duck_text(r, 0, a), *sha256 = duck_text(r, 1, a);
    const char *name = arena_printf(a, "lists/%.8s/%s", sha256, base_of(path));
    TRY(add_file(b, name, path, sha256, err));
    buf_puts(&b->lists, b->lists.len ? ",\n  " : "\n  ");
    json_pair(&b->lists, "file", name, "{");
    json_pair(&b->lists, "vintage", duck_text(r, 2, a), ", ");
    json_pair(&b->lists, "encoding", duck_text(r, 3, a), ", ");
    buf_puts(&b->lists, "}");
    return 0;
}

typedef int (*row_fn)(struct bundle *b, struct duck_rows *r, struct err *err);

static int each_row(struct bundle *b, struct duck *d, const char *sql, row_fn fn, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(d, &r, sql, NULL, err));
    while (duck_next(r))
        TRY(fn(b, r, err));
    return duck_end(r, err);
}

static int add_rate(struct bundle *b, struct duck_rows *r, struct err *err)
{
    (void)err;
    buf_printf(&b->lists, "%s\n", duck_text(r, 0, b->arena));
    return 0;
}

/* The table of rates as weir rates reads it. */
static int add_rates(struct bundle *b, struct duck *d, struct err *err)
{
    struct bundle rows = {.arena = b->arena};
    CLEANUP(buf_free) struct buf text = {0};
    TRY(each_row(&rows, d,
                 "SELECT concat_ws(',', currency, (period // 100) || '-' || lpad((period % "
                 "100)::VARCHAR, 2, '0'), per_usd) FROM rate ORDER BY currency, period",
                 add_rate, err));
    if (rows.lists.len) {
        buf_printf(&text, "currency,period,per_usd\n%s", rows.lists.s);
        buf_free(&rows.lists);
        TRY(add_text(b, "rates.csv", text.s, err));
    }
    return 0;
}

static int add_store(struct bundle *b, const char *path, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    bool lists;
    TRY(store_open(&s, path, STORE_READ, err));
    TRY(each_row(b, store_duck(s),
                 "SELECT path, sha256, options, vintage::VARCHAR FROM source ORDER BY source_id",
                 add_source, err));
    TRY(add_rates(b, store_duck(s), err));
    TRY(register_there(store_duck(s), &lists, err));
    return lists ? each_row(b, store_duck(s),
                            "SELECT path, sha256, vintage::VARCHAR, encoding FROM reg.source "
                            "ORDER BY source_id",
                            add_list, err)
                 : 0;
}

/* --- questions --- */

/* "ID" or "ID/ITEM": an item is packed with its whole answer. */
static bool is_called(const char *wanted, const char *id)
{
    size_t n = strcspn(wanted, "/");
    return n == strlen(id) && !memcmp(wanted, id, n);
}

static bool is_wanted(const struct recorded *r, const struct request *q)
{
    bool wanted = !q->arg_count;
    for (int i = 0; i < q->arg_count; i++)
        wanted |= is_called(q->args[i], r->id);
    return wanted;
}

static int check_wanted(const struct recorded *list, int count, const struct request *q,
                        struct err *err)
{
    for (int i = 0; i < q->arg_count; i++) {
        bool there = false;
        for (int k = 0; k < count; k++)
            there |= is_called(q->args[i], list[k].id);
        if (!there)
            return err_set(err, ERR_NOT_FOUND, "no answer called '%s' is in the journal",
                           q->args[i]);
    }
    return 0;
}

static int add_question(struct bundle *b, const struct recorded *r, struct err *err)
{
    struct answer x = {0};
    struct request q = r->request;
    char now[EVIDENCE_ID], hex[DIGEST_HEX];
    log_progress(r->id, -1);
    TRY(evidence_of(now, r->command, &q, err));
    TRY(question_ask(&x, r->command, &q, b->arena, err));
    const char **file = question_file(r->command, &q);
    if (file) {
        TRY(digest_file(hex, *file, -1, err));
        const char *name = arena_printf(b->arena, "files/%s/%s", now, base_of(*file));
        TRY(add_file(b, name, *file, hex, err));
        *file = name;
    }
    const char *answer = arena_printf(b->arena, "answers/%s.json", now);
    TRY(add_text(b, answer, answer_json(&x, b->arena), err));
    b->answers++;
    buf_puts(&b->questions, b->questions.len ? ",\n  " : "\n  ");
    json_pair(&b->questions, "id", now, "{");
    json_pair(&b->questions, "answer", answer, ", ");
    json_pair(&b->questions, "question", question_json(r->command, &q, b->arena), ", ");
    buf_puts(&b->questions, "}");
    return 0;
}

/* A question that was asked of other data has another id now; it is packed once. */
static int add_questions(struct bundle *b, const struct request *q, struct err *err)
{
    struct recorded *list = NULL;
    int count;
    TRY(evidence_journal(&list, &count, q->store, b->arena, err));
    TRY(check_wanted(list, count, q, err));
    for (int i = 0; i < count; i++) {
        char now[EVIDENCE_ID];
        if (!is_wanted(&list[i], q))
            continue;
        TRY(evidence_of(now, list[i].command, &list[i].request, err));
        if (q->arg_count && strcmp(now, list[i].id) != 0)
            log_note("%s is packed as %s: store, reference data, version or a file differ from "
                     "those of the question",
                     list[i].id, now);
        if (!strstr(buf_str(&b->questions), now))
            TRY(add_question(b, &list[i], err));
    }
    return b->answers ? 0 : err_set(err, ERR_NOT_FOUND, "no such question is in the journal");
}

static int fill(struct bundle *b, const struct request *q, struct err *err)
{
    CLEANUP(buf_free) struct buf manifest = {0};
    TRY(add_store(b, q->store, err));
    TRY(add_questions(b, q, err));
    json_pair(&manifest, "weir", WEIR_VERSION, "{");
    json_pair(&manifest, "reference", ref_fingerprint(), ", ");
    buf_printf(&manifest,
               ",\n \"loads\": [%s],\n \"lists\": [%s],\n \"questions\": [%s],\n \"members\": "
               "[%s]}\n",
               buf_str(&b->loads), buf_str(&b->lists), buf_str(&b->questions),
               buf_str(&b->members));
    return pack_text(b->pack, "manifest.json", manifest.s, err);
}

int bundle_write(struct answer *out, const struct request *q, struct arena *a, struct err *err)
{
    static const struct column columns[] = {{"bundle", "bundle", STYLE_TEXT, EVERYWHERE},
                                            {"files", "files", STYLE_INT, EVERYWHERE},
                                            {"answers", "answers", STYLE_INT, EVERYWHERE}};
    struct bundle b = {.arena = a};
    TRY(pack_open(&b.pack, q->bundle, err));
    int rc = fill(&b, q, err);
    rc = pack_close(&b.pack, rc, err);
    buf_free(&b.members);
    buf_free(&b.loads);
    buf_free(&b.lists);
    buf_free(&b.questions);
    TRY(rc);
    out->table = table_new(columns, 3, a);
    table_text(&out->table, q->bundle);
    table_number(&out->table, b.files);
    table_number(&out->table, b.answers);
    out->foot = "weir evidence --verify FILE loads the files anew, asks again and compares\n";
    return 0;
}
