/* bundle_verify.c - does a bundle give the same answers again?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yajl/yajl_tree.h>

#include "app/bundle.h"
#include "app/evidence.h"
#include "app/pack.h"
#include "app/question.h"
#include "base/digest.h"
#include "base/log.h"
#include "ingest/ingest.h"
#include "ref/ref.h"
#include "register/register.h"
#include "store/store.h"

struct verify {
    struct arena *arena;
    const char *path, *dir, *store;
    yajl_val manifest;
    bool sealed;
    int members, answers;
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
    char why[ERR_MSG_MAX];
    snprintf(why, sizeof why, "%s", err->msg);
    err_set(err, ERR_CONFLICT, "'%s' does not verify: %.900s", path, why);
}

static int open_bundle(struct verify *v, struct err *err)
{
    char *text, fault[256];
    if (pack_extract(v->path, v->dir, &v->sealed, err)) {
        if (err->code == ERR_INPUT)
            no_longer(err, v->path);
        return (int)err->code;
    }
    TRY(read_text(v, &text, "manifest.json", err));
    v->manifest = yajl_tree_parse(text, fault, sizeof fault);
    if (!v->manifest)
        return differs(v, err, "manifest.json is not JSON");
    TRY(check_members(v, err));
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

static int load_lists(struct verify *v, struct store *s, struct err *err)
{
    yajl_val list = list_of(v, "lists");
    size_t n = list ? YAJL_GET_ARRAY(list)->len : 0;
    struct duck *d = store_duck(s);
    if (!n)
        return 0;
    TRY(register_prepare(d, err));
    for (size_t i = 0; i < n; i++) {
        struct register_file f;
        yajl_val x = YAJL_GET_ARRAY(list)->values[i];
        const char *file = text_of(x, "file"), *vintage = text_of(x, "vintage");
        if (!file || !vintage || strstr(file, ".."))
            return differs(v, err, "its manifest names no list to load");
        TRY(register_load(&f, d, inside(v, file), vintage, text_of(x, "encoding"), v->arena, err));
    }
    return register_settle(d, err);
}

static int load(struct verify *v, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    yajl_val list = list_of(v, "loads");
    int64_t rates;
    TRY(store_open(&s, v->store, STORE_WRITE, err));
    for (size_t i = 0; list && i < YAJL_GET_ARRAY(list)->len; i++)
        TRY(load_source(v, s, YAJL_GET_ARRAY(list)->values[i], err));
    if (!access(inside(v, "rates.csv"), F_OK))
        TRY(ingest_rates(&rates, s, inside(v, "rates.csv"), err));
    return load_lists(v, s, err);
}

/* --- asking again --- */

/* "line 12, '...'" where two texts part. */
static const char *first_difference(const char *x, const char *y, struct arena *a)
{
    int line = 1;
    size_t i = 0;
    for (; x[i] && x[i] == y[i]; i++)
        line += x[i] == '\n';
    size_t from = i > 30 ? i - 30 : 0;
    return arena_printf(a, "at line %d: '%.60s' was '%.60s'", line, y + from, x + from);
}

static int ask_again(struct verify *v, yajl_val x, struct err *err)
{
    struct answer out = {0};
    struct request q;
    const char *id = text_of(x, "id"), *text = text_of(x, "question"), *command;
    const char *answer = text_of(x, "answer");
    char *was, now[EVIDENCE_ID];
    if (!id || !text || !answer || strstr(answer, ".."))
        return differs(v, err, "its manifest names a question without text or answer");
    TRY(question_read(&command, &q, text, v->arena, err));
    q.store = v->store;
    const char **file = question_file(command, &q);
    if (file && strstr(*file, ".."))
        return differs(v, err, "its manifest names a file outside");
    if (file)
        *file = inside(v, *file);
    log_progress(id, -1);
    TRY(read_text(v, &was, answer, err));
    TRY(evidence_of(now, command, &q, err));
    TRY(question_ask(&out, command, &q, v->arena, err));
    const char *is = answer_json(&out, v->arena);
    if (strcmp(is, was) != 0)
        return differs(v, err,
                       arena_printf(v->arena, "the answer %s is another, %s", id,
                                    first_difference(was, is, v->arena)));
    if (strcmp(now, id) != 0)
        return differs(v, err, arena_printf(v->arena, "the answer %s has another id, %s", id, now));
    v->answers++;
    return 0;
}

static int check_version(const struct verify *v, struct err *err)
{
    const char *weir = text_of(v->manifest, "weir"), *ref = text_of(v->manifest, "reference");
    if (weir && ref && !strcmp(weir, WEIR_VERSION) && !strcmp(ref, ref_fingerprint()))
        return 0;
    err_set(err, ERR_CONFLICT,
            "'%s' was made by weir %s with reference data %.12s; this is weir %s with %.12s",
            v->path, weir ? weir : "?", ref ? ref : "?", WEIR_VERSION, ref_fingerprint());
    return err_hint(err, "verify with the version that made it");
}

static int verify(struct verify *v, struct err *err)
{
    TRY(open_bundle(v, err));
    TRY(check_version(v, err));
    TRY(load(v, err));
    yajl_val list = list_of(v, "questions");
    for (size_t i = 0; list && i < YAJL_GET_ARRAY(list)->len; i++)
        TRY(ask_again(v, YAJL_GET_ARRAY(list)->values[i], err));
    return v->answers ? 0 : differs(v, err, "it holds no answers");
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
    (void)st, (void)flag, (void)at;
    return remove(path);
}

int bundle_verify(struct answer *out, const char *path, struct arena *a, struct err *err)
{
    static const struct column columns[] = {{"bundle", "bundle", STYLE_TEXT, EVERYWHERE},
                                            {"members", "members", STYLE_INT, EVERYWHERE},
                                            {"answers", "answers equal", STYLE_INT, EVERYWHERE}};
    const char *tmp = getenv("TMPDIR");
    char *dir = arena_printf(a, "%s/weir-verify-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(dir))
        return err_set(err, ERR_IO, "'%s' could not be created: %s", dir, strerror(errno));
    struct verify v = {.arena = a, .path = path, .dir = dir};
    v.store = arena_printf(a, "%s/store.weir", dir);
    int rc = verify(&v, err);
    yajl_tree_free(v.manifest);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    TRY(rc);
    out->table = table_new(columns, 3, a);
    table_text(&out->table, path);
    table_number(&out->table, v.members);
    table_number(&out->table, v.answers);
    out->head = "verified: every file is as it was, every answer came out the same to the byte\n\n";
    return 0;
}
