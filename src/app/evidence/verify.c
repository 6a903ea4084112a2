/* verify.c - does a bundle give the same answers again?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yajl/yajl_tree.h>

#include "app/asked.h"
#include "app/evidence/bundle.h"
#include "app/evidence/pack.h"
#include "app/evidence/same.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/temp.h"
#include "ingest/ingest.h"
#include "register/register.h"

struct verify {
    struct arena *arena;
    const char *path, *dir;
    yajl_val manifest;
    struct session inner; /* over the new store */
    bool sealed;
    int members, answers;
};

/* Answers that came out otherwise in an earlier version because of a fault that was mended since:
 * the last version that had it, the question, what was wrong. */
static const struct mended {
    const char *version, *question, *what;
} mended[] = {
    {"0.1.0", "lists diff",
     "entries of lists without ids were the same by their place in the file"},
};

static const char *text_of(yajl_val v, const char *key)
{
    const char *path[] = {key, NULL};
    return YAJL_GET_STRING(yajl_tree_get(v, path, yajl_t_string));
}

static yajl_val list_of(const struct verify *v, const char *key)
{
    const char *path[] = {key, NULL};
    return yajl_tree_get(v->manifest, path, yajl_t_array);
}

static const char *inside(const struct verify *v, const char *name)
{
    return arena_printf(v->arena, "%s/%s", v->dir, name);
}

static int differs(const struct verify *v, struct err *err, const char *what)
{
    return err_set(err, ERR_CONFLICT, "'%s' does not verify: %s", v->path, what);
}

/* --- the members --- */

static int read_text(const struct verify *v, char **out, const char *name, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    char block[65536];
    FILE *f = fopen(inside(v, name), "rb");
    if (!f)
        return differs(v, err, arena_printf(v->arena, "it lacks %s", name));
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(&b, block, n);
    fclose(f);
    *out = arena_strdup(v->arena, buf_str(&b));
    return 0;
}

static int check_members(struct verify *v, struct err *err)
{
    yajl_val list = list_of(v, "members");
    for (size_t i = 0; list && i < YAJL_GET_ARRAY(list)->len; i++) {
        char hex[DIGEST_HEX];
        const char *name = text_of(YAJL_GET_ARRAY(list)->values[i], "name");
        const char *sha256 = text_of(YAJL_GET_ARRAY(list)->values[i], "sha256");
        if (!name || !sha256 || strstr(name, ".."))
            return differs(v, err, "its manifest is none");
        if (digest_file(hex, inside(v, name), -1, NULL))
            return differs(v, err, arena_printf(v->arena, "it lacks %s", name));
        if (strcmp(hex, sha256) != 0)
            return differs(v, err,
                           arena_printf(v->arena, "%s is not what the manifest says", name));
        v->members++;
    }
    return v->members ? 0 : differs(v, err, "its manifest names no members");
}

static void no_longer(struct err *err, const char *path)
{
    struct err why = *err;
    err_set(err, ERR_CONFLICT, "'%s' does not verify: %.900s", path, why.msg);
}

static int open_bundle(struct verify *v, struct err *err)
{
    char *text, fault[256];
    int members;
    if (pack_extract(v->path, v->dir, &members, &v->sealed, err)) {
        if (err->code == ERR_INPUT)
            no_longer(err, v->path);
        return (int)err->code;
    }
    TRY(read_text(v, &text, "manifest.json", err));
    v->manifest = yajl_tree_parse(text, fault, sizeof fault);
    if (!v->manifest)
        return differs(v, err, "manifest.json is not JSON");
    TRY(check_members(v, err));
    if (members != v->members + 1) /* the manifest itself */
        return differs(v, err, "it holds members that its manifest does not name");
    return v->sealed ? 0
                     : differs(v, err,
                               "the members are whole, but the file around them was changed: its "
                               "digest at the end is not that of its bytes");
}

/* --- loading --- */

/* "flow=export reporter=United Kingdom" as ingest takes it: a value goes to the next name. */
static void read_options(struct ingest_options *o, const char *text, struct arena *a)
{
    const struct {
        const char *name, **at;
    } fields[] = {{"flow=", &o->flow},
                  {"period=", &o->period},
                  {"reporter=", &o->reporter},
                  {"currency=", &o->currency},
                  {"encoding=", &o->encoding}};
    enum { FIELDS = sizeof fields / sizeof *fields };
    const char *start[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
        const char *p = strstr(text, fields[i].name);
        start[i] = p && (p == text || p[-1] == ' ') ? p : NULL;
    }
    for (int i = 0; i < FIELDS; i++) {
        const char *end = text + strlen(text);
        for (int k = 0; k < FIELDS && start[i]; k++)
            end = start[k] && start[k] > start[i] && start[k] < end ? start[k] : end;
        const char *from = start[i] ? start[i] + strlen(fields[i].name) : NULL;
        while (from && end > from && end[-1] == ' ')
            end--;
        if (from)
            *fields[i].at = arena_strndup(a, from, (size_t)(end - from));
    }
}

static int load_source(struct verify *v, struct store *s, yajl_val x, struct err *err)
{
    struct ingest_result r = {0};
    struct ingest_options o = {.vintage = text_of(x, "vintage"), .max_rejects = 1};
    const char *map = text_of(x, "map"), *file = text_of(x, "file"),
               *options = text_of(x, "options");
    if (!file || strstr(file, "..") || (map && strstr(map, "..")))
        return differs(v, err, "its manifest names no file to load");
    o.map = map ? inside(v, map) : NULL;
    read_options(&o, options ? options : "", v->arena);
    log_progress(file, -1);
    return ingest_file(&r, v->arena, s, inside(v, file), &o, err);
}

static int load_list(struct verify *v, struct store *s, yajl_val x, struct err *err)
{
    struct register_file f;
    const char *file = text_of(x, "file"), *vintage = text_of(x, "vintage");
    if (!file || !vintage || strstr(file, ".."))
        return differs(v, err, "its manifest names no list to load");
    return register_load(&f, s, inside(v, file), vintage, text_of(x, "encoding"), v->arena, err);
}

static int load_lists(struct verify *v, struct store *s, struct err *err)
{
    yajl_val list = list_of(v, "lists");
    size_t n = list ? YAJL_GET_ARRAY(list)->len : 0;
    if (!n)
        return 0;
    TRY(register_prepare(s, err));
    for (size_t i = 0; i < n; i++)
        TRY(load_list(v, s, YAJL_GET_ARRAY(list)->values[i], err));
    return register_settle(s, err);
}

/* Into a store of its own, which is then open in the inner session for those who ask. */
static int load(struct verify *v, struct err *err)
{
    struct store_options o = {v->inner.world->backends, STORE_WRITE, v->inner.cancel};
    yajl_val list = list_of(v, "loads");
    int64_t rates;
    TRY(store_open(&v->inner.store, v->inner.path, &o, err));
    struct store *s = v->inner.store;
    for (size_t i = 0; list && i < YAJL_GET_ARRAY(list)->len; i++)
        TRY(load_source(v, s, YAJL_GET_ARRAY(list)->values[i], err));
    if (!access(inside(v, "rates.csv"), F_OK))
        TRY(ingest_rates(&rates, s, inside(v, "rates.csv"), err));
    return load_lists(v, s, err);
}

/* --- asking again --- */

/* Says what is another, and of a fault mended since what it was. */
static int differ(const struct verify *v, const char *id, const struct question *q,
                  const char *where, struct err *err)
{
    differs(v, err,
            arena_printf(v->arena, "the answer %s (weir %s) is another, %s", id, q->name, where));
    for (size_t i = 0; i < sizeof mended / sizeof *mended; i++)
        if (!strcmp(mended[i].question, q->name) &&
            strverscmp(v->inner.build.version, mended[i].version) <= 0)
            return err_hint(err, "a fault of weir %s was mended since: %s", mended[i].version,
                            mended[i].what);
    if (strcmp(v->inner.build.version, WEIR_VERSION) != 0)
        return err_hint(err,
                        "it was made by weir %s with reference data %.12s; this is weir %s: "
                        "that version verifies it",
                        v->inner.build.version, v->inner.build.reference, WEIR_VERSION);
    return ERR_CONFLICT;
}

static int compare(struct verify *v, const char *id, const struct question *q, const char *was,
                   const char *is, struct err *err)
{
    bool same_version = !strcmp(v->inner.build.version, WEIR_VERSION);
    const char *where = same_version ? same_text(was, is, v->arena) : same_facts(was, is, v->arena);
    return where ? differ(v, id, q, where, err) : 0;
}

struct packed {
    const char *id, *answer;
    const struct question *question;
    void *params;
};

static int read_question(struct packed *out, struct verify *v, yajl_val x, struct err *err)
{
    const char *text = text_of(x, "question");
    out->id = text_of(x, "id");
    out->answer = text_of(x, "answer");
    if (!out->id || !text || !out->answer || strstr(out->answer, ".."))
        return differs(v, err, "its manifest names a question without text or answer");
    TRY(asked_read(&out->question, &out->params, v->inner.world->questions, text, v->arena, err));
    const char **file = asked_file(out->question, out->params);
    if (file && (strstr(*file, "..") || **file == '/'))
        return differs(v, err, "its manifest names a file outside");
    if (file)
        *file = inside(v, *file);
    return 0;
}

static int ask_again(struct verify *v, yajl_val x, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct session *s = &v->inner;
    struct packed p;
    struct answer out;
    char *was, now[EVIDENCE_ID];
    TRY(read_question(&p, v, x, err));
    log_progress(p.id, -1);
    TRY(read_text(v, &was, p.answer, err));
    TRY(asked_id(now, s, p.question, p.params, err));
    s->arena = &own;
    int rc = question_ask(&out, s, p.question, p.params, err);
    rc = rc ? rc : compare(v, p.id, p.question, was, bundle_json(&out, &own), err);
    s->arena = v->arena;
    s->measures = NULL; /* they were in there */
    TRY(rc);
    if (strcmp(now, p.id) != 0)
        return differs(v, err,
                       arena_printf(v->arena, "the answer %s has another id, %s", p.id, now));
    v->answers++;
    return 0;
}

/* Ids and methods are those of the version that made the bundle. */
static int take_build(struct verify *v, struct err *err)
{
    const char *weir = text_of(v->manifest, "weir"), *ref = text_of(v->manifest, "reference");
    if (!weir || !ref)
        return differs(v, err, "its manifest does not say which weir made it");
    v->inner.build = (struct build){arena_strdup(v->arena, weir), arena_strdup(v->arena, ref)};
    return 0;
}

static int verify(struct verify *v, struct err *err)
{
    TRY(open_bundle(v, err));
    TRY(take_build(v, err));
    TRY(load(v, err));
    yajl_val list = list_of(v, "questions");
    for (size_t i = 0; list && i < YAJL_GET_ARRAY(list)->len; i++)
        TRY(ask_again(v, YAJL_GET_ARRAY(list)->values[i], err));
    return v->answers ? 0 : differs(v, err, "it holds no answers");
}

int bundle_verify(struct answer *out, struct session *s, const char *path, struct err *err)
{
    static const struct column columns[] = {{"bundle", "bundle", STYLE_TEXT, EVERYWHERE},
                                            {"members", "members", STYLE_INT, EVERYWHERE},
                                            {"answers", "answers equal", STYLE_INT, EVERYWHERE},
                                            {"notes", "notes", STYLE_TEXT, DATA_ONLY}};
    char *dir, *own; /* the store is where no member of the bundle can be */
    TRY(temp_dir(&dir, "verify", s->arena, err));
    int made = temp_dir(&own, "verify", s->arena, err);
    if (made)
        return temp_remove(dir), made;
    struct verify v = {.arena = s->arena, .path = path, .dir = dir};
    v.inner = session_new(s->world, arena_printf(s->arena, "%s/store.weir", own), s->arena);
    v.inner.cancel = s->cancel;
    v.inner.again = true;
    int rc = verify(&v, err);
    session_close(&v.inner);
    yajl_tree_free(v.manifest);
    temp_remove(dir);
    temp_remove(own);
    TRY(rc);
    if (strcmp(v.inner.build.version, WEIR_VERSION) != 0)
        session_note(s, NOTE_REMARK, "made by weir %s, verified by weir %s", v.inner.build.version,
                     WEIR_VERSION);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    table_text(&out->table, path);
    table_number(&out->table, v.members);
    table_number(&out->table, v.answers);
    table_text(&out->table, notes_text(&s->notes, s->arena));
    out->head = "verified: every file is as it was, every answer came out the same\n\n";
    return 0;
}
