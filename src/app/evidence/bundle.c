/* bundle.c - writing a bundle; verify.c reads it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/evidence/journal.h"
#include "app/evidence/pack.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/log.h"
#include "base/temp.h"
#include "register/register.h"

struct bundle {
    struct session *session;
    struct arena *arena;
    struct pack *pack;
    struct facts members, loads, lists, questions;
    int files, answers;
    const char **packed; /* ids */
};

/* --- members --- */

static void note_member(struct bundle *b, const char *name, const char *sha256)
{
    facts_open(&b->members, NULL, FACT_OBJECT);
    facts_text(&b->members, "name", name);
    facts_text(&b->members, "sha256", arena_strdup(b->arena, sha256));
    facts_close(&b->members);
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
    if (digest_file(hex, path, -1, NULL) || strcmp(hex, sha256) != 0) {
        err_set(err, ERR_NOT_FOUND, "'%s' is gone, or no longer what was loaded", path);
        return err_hint(err, "a bundle holds the published files as they were; put it back there");
    }
    note_member(b, name, hex);
    b->files++;
    return pack_file(b->pack, name, path, err);
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
    *member = arena_printf(b->arena, "maps/%.8s/%s", sha256, file_name(map));
    return add_file(b, *member, map, sha256, err);
}

static int add_source(struct bundle *b, const struct source *x, struct err *err)
{
    struct arena *a = b->arena;
    const char *map, *cut = strstr(x->options, "map-sha256=");
    const char *name = arena_printf(a, "sources/%.8s-%s", x->sha256, file_name(x->path));
    if (*x->path != '/') {
        err_set(err, ERR_NOT_FOUND, "'%s' was sent to a server, which keeps no copy", x->path);
        return err_hint(err,
                        "in a store that weir ingest made of the file itself it can be packed");
    }
    TRY(add_file(b, name, x->path, x->sha256, err));
    TRY(add_map(b, x->options, &map, err));
    facts_open(&b->loads, NULL, FACT_OBJECT);
    facts_text(&b->loads, "file", name);
    facts_text(&b->loads, "vintage", x->vintage);
    facts_text(&b->loads, "options",
               cut ? arena_strndup(a, x->options, (size_t)(cut - x->options)) : x->options);
    facts_text(&b->loads, "map", map);
    facts_close(&b->loads);
    return 0;
}

static int add_sources(struct bundle *b, struct store *store, struct err *err)
{
    struct source *list;
    int count;
    TRY(store_sources(store, &list, &count, b->arena, err));
    for (int i = 0; i < count; i++)
        TRY(add_source(b, &list[i], err));
    return 0;
}

/* The table of rates as weir rates reads it. */
static int add_rates(struct bundle *b, struct store *store, struct err *err)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct rate *list;
    int count;
    TRY(store_rates(store, &list, &count, b->arena, err));
    if (!count)
        return 0;
    buf_puts(&text, "currency,period,per_usd\n");
    for (int i = 0; i < count; i++) {
        buf_printf(&text, "%s,%s,", list[i].currency, list[i].period);
        json_number(&text, list[i].per_usd);
        buf_puts(&text, "\n");
    }
    return add_text(b, "rates.csv", arena_strdup(b->arena, text.s), err);
}

static int by_id(const void *x, const void *y)
{
    const struct register_source *a = x, *b = y;
    return a->id < b->id ? -1 : a->id > b->id;
}

static int add_list(struct bundle *b, const struct register_source *x, struct err *err)
{
    const char *name = arena_printf(b->arena, "lists/%.8s/%s", x->sha256, file_name(x->path));
    TRY(add_file(b, name, x->path, x->sha256, err));
    facts_open(&b->lists, NULL, FACT_OBJECT);
    facts_text(&b->lists, "file", name);
    facts_text(&b->lists, "vintage", x->vintage);
    facts_text(&b->lists, "encoding", x->encoding);
    facts_close(&b->lists);
    return 0;
}

static int add_lists(struct bundle *b, struct store *store, struct err *err)
{
    struct register_source *list;
    bool there;
    int count;
    TRY(register_there(store, &there, err));
    if (!there)
        return 0;
    TRY(register_sources(store, &list, &count, b->arena, err));
    qsort(list, (size_t)count, sizeof *list, by_id);
    for (int i = 0; i < count; i++)
        TRY(add_list(b, &list[i], err));
    return 0;
}

static int add_store(struct bundle *b, struct err *err)
{
    struct store *store;
    TRY(session_store(b->session, &store, err));
    TRY(add_sources(b, store, err));
    TRY(add_rates(b, store, err));
    return add_lists(b, store, err);
}

/* --- questions --- */

/* "ID" or "ID/ITEM": an item is packed with its whole answer. */
static bool is_called(const char *wanted, const char *id)
{
    size_t n = strcspn(wanted, "/");
    return n == strlen(id) && !memcmp(wanted, id, n);
}

static bool is_wanted(const struct recorded *r, const struct words *named)
{
    bool wanted = !named->count;
    for (int i = 0; i < named->count; i++)
        wanted |= is_called(named->item[i], r->id);
    return wanted;
}

static int check_wanted(const struct recorded *list, int count, const struct words *named,
                        struct err *err)
{
    for (int i = 0; i < named->count; i++) {
        bool there = false;
        for (int k = 0; k < count; k++)
            there |= is_called(named->item[i], list[k].id);
        if (!there)
            return err_set(err, ERR_NOT_FOUND, "no answer called '%s' is in the journal",
                           named->item[i]);
    }
    return 0;
}

const char *bundle_json(const struct answer *x, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (x->facts)
        json_facts(&b, x->facts);
    else
        table_json(&b, answer_table(x));
    return arena_strdup(a, buf_str(&b));
}

/* Asks in memory of its own, which is given back when the answer is written down. */
static int ask(const char **json, struct bundle *b, const struct recorded *r, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct session *s = b->session;
    struct answer x;
    s->arena = &own;
    s->again = true;
    int rc = question_ask(&x, s, r->question, r->params, err);
    if (!rc)
        *json = bundle_json(&x, b->arena);
    s->arena = b->arena;
    s->measures = NULL; /* they were in there */
    return rc;
}

static int add_question(struct bundle *b, const struct recorded *r, const char *now,
                        struct err *err)
{
    struct arena *a = b->arena;
    const char *json, *name = arena_printf(a, "answers/%s.json", now);
    char hex[DIGEST_HEX];
    log_progress(r->id, -1);
    TRY(ask(&json, b, r, err));
    void *params = asked_copy(r->question, r->params, a);
    const char **file;
    for (int i = 0; (file = asked_file(r->question, params, i)); i++) {
        TRY(digest_file(hex, *file, -1, err));
        const char *member = arena_printf(a, "files/%s/%d/%s", now, i, file_name(*file));
        TRY(add_file(b, member, *file, hex, err));
        *file = member;
    }
    TRY(add_text(b, name, json, err));
    b->answers++;
    facts_open(&b->questions, NULL, FACT_OBJECT);
    facts_text(&b->questions, "id", now);
    facts_text(&b->questions, "answer", name);
    facts_text(&b->questions, "question", asked_line(r->question, params, a));
    facts_close(&b->questions);
    return 0;
}

static bool is_packed(const struct bundle *b, const char *id)
{
    for (int i = 0; i < b->answers; i++)
        if (!strcmp(b->packed[i], id))
            return true;
    return false;
}

/* A question that was asked of other data has another id now; it is packed once. */
static int add_questions(struct bundle *b, const struct words *named, struct err *err)
{
    struct recorded *list;
    int count;
    TRY(journal_read(&list, &count, b->session, err));
    TRY(check_wanted(list, count, named, err));
    b->packed = arena_array(b->arena, const char *, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        char now[EVIDENCE_ID];
        if (!is_wanted(&list[i], named))
            continue;
        TRY(asked_id(now, b->session, list[i].question, list[i].params, err));
        if (named->count && strcmp(now, list[i].id) != 0)
            session_note(b->session, NOTE_REMARK,
                         "%s is packed as %s: store, reference data, version or a file differ from "
                         "those of the question",
                         list[i].id, now);
        if (is_packed(b, now))
            continue;
        b->packed[b->answers] = arena_strdup(b->arena, now);
        TRY(add_question(b, &list[i], b->packed[b->answers], err));
    }
    return b->answers ? 0 : err_set(err, ERR_NOT_FOUND, "no such question is in the journal");
}

/* --- the bundle --- */

static struct facts list_in(struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_LIST);
    return f;
}

static int add_manifest(struct bundle *b, struct err *err)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct facts f = facts_new(b->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "weir", b->session->build.version);
    facts_text(&f, "reference", b->session->build.reference);
    facts_add(&f, "loads", b->loads.root);
    facts_add(&f, "lists", b->lists.root);
    facts_add(&f, "questions", b->questions.root);
    facts_add(&f, "members", b->members.root);
    facts_close(&f);
    json_facts(&text, f.root);
    return pack_text(b->pack, "manifest.json", text.s, err);
}

static int fill(struct bundle *b, const struct words *named, struct err *err)
{
    TRY(add_store(b, err));
    TRY(add_questions(b, named, err));
    return add_manifest(b, err);
}

int bundle_write(struct answer *out, struct session *s, const char *path, const struct words *named,
                 struct err *err)
{
    static const struct column columns[] = {{"bundle", "bundle", STYLE_TEXT, EVERYWHERE},
                                            {"files", "files", STYLE_INT, EVERYWHERE},
                                            {"answers", "answers", STYLE_INT, EVERYWHERE},
                                            {"notes", "notes", STYLE_TEXT, DATA_ONLY}};
    struct arena *a = s->arena;
    struct bundle b = {.session = s,
                       .arena = a,
                       .members = list_in(a),
                       .loads = list_in(a),
                       .lists = list_in(a),
                       .questions = list_in(a)};
    TRY(pack_open(&b.pack, path, err));
    TRY(pack_close(&b.pack, fill(&b, named, err), err));
    out->table = table_new(columns, COLUMNS(columns), a);
    table_text(&out->table, path);
    table_number(&out->table, b.files);
    table_number(&out->table, b.answers);
    table_text(&out->table, notes_text(&s->notes, a));
    out->foot = "weir evidence --verify FILE loads the files anew, asks again and compares\n";
    return 0;
}
