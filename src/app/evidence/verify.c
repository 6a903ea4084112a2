/* verify.c - does a bundle give the same answers again?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/asked.h"
#include "app/evidence/bundle.h"
#include "app/evidence/manifest.h"
#include "app/evidence/pack.h"
#include "app/evidence/same.h"
#include "base/log.h"
#include "base/temp.h"
#include "ingest/ingest.h"
#include "register/register.h"

/* Answers that came out otherwise in an earlier version because of a fault that was mended since:
 * the last version that had it, the question, what was wrong. */
static const struct mended {
    const char *version, *question, *what;
} mended[] = {
    {"0.1.0", "changepoints", "a spread that changed and a wandering level were read as shifts"},
    {"0.1.0", "claim check", "the window that has no figure was not named"},
    {"0.1.0", "lists diff",
     "entries of lists without ids were the same by their place in the file"},
    {"0.1.0", "lists find", "days of lists had the form of their publisher"},
    {"0.1.0", "series", "what was traded without a weight was called reported"},
    {"0.1.0", "status", "lists were held in part and their days were wrong"},
    {"0.1.0", "surge", "direction, sums and ratio of a finding were of different windows"},
    {"0.1.0", "watch", "direction, sums and ratio of a finding were of different windows"},
    {"0.1.0", "report", "direction, sums and ratio of a finding were of different windows"},
};

struct verify {
    struct arena *arena;
    const char *path, *dir;
    struct manifest manifest;
    struct session inner; /* over the new store */
    bool sealed;
    int answers, mended;        /* the same, and another because a fault was mended since */
    const struct mended *fault; /* of the last of these, and where it is another */
    const char *where;
    long compared,
        unsaid; /* facts of answers that an earlier version gave, and of today's beside */
};

/* Facts that came after a version: its answers need not say them. */
static const struct later {
    const char *version, *keys;
} later[] = {
    {"0.1.0", "notes asked exporter verdict"},
};

static const char *keys_since(const char *version)
{
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (!strcmp(later[i].version, version))
            return later[i].keys;
    return "";
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
    struct err why = {0};
    if (!file_text(out, inside(v, name), 0, v->arena, &why))
        return 0;
    return differs(v, err, arena_printf(v->arena, "%s: %s", name, why.msg));
}

static int no_longer(struct err *err, const char *path)
{
    struct err why = *err;
    err_set(err, ERR_CONFLICT, "'%s' does not verify: %.900s", path, why.msg);
    return *why.hint ? err_hint(err, "%s", why.hint) : ERR_CONFLICT;
}

static int open_bundle(struct verify *v, struct err *err)
{
    struct words names = {0};
    int rc = pack_extract(v->path, v->dir, &names, v->arena, &v->sealed, err);
    rc = rc ? rc
            : manifest_read(&v->manifest, v->dir, &names, v->inner.world->questions, v->arena, err);
    if (rc == ERR_INPUT || rc == ERR_CONFLICT || rc == ERR_LIMIT)
        return no_longer(err, v->path);
    TRY(rc);
    v->inner.build = (struct build){v->manifest.weir, v->manifest.reference};
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

static int load_source(struct verify *v, struct store *s, const struct packed_load *x,
                       struct err *err)
{
    struct ingest_result r = {0};
    struct ingest_options o = {.vintage = x->vintage, .max_rejects = 1, .truncated = true};
    o.map = x->map ? inside(v, x->map) : NULL;
    read_options(&o, x->options, v->arena);
    log_progress(x->file, -1);
    TRY(ingest_file(&r, v->arena, s, inside(v, x->file), &o, err));
    return r.same ? differs(v, err, arena_printf(v->arena, "%s is loaded twice", x->file)) : 0;
}

static int load_lists(struct verify *v, struct store *s, struct err *err)
{
    const struct manifest *m = &v->manifest;
    struct register_file f;
    if (!m->lists)
        return 0;
    TRY(register_prepare(s, err));
    for (int i = 0; i < m->lists; i++) {
        struct register_options o = {.vintage = m->list[i].vintage,
                                     .encoding = m->list[i].encoding,
                                     .shrunk = true,
                                     .side_by_side = true};
        TRY(register_load(&f, s, inside(v, m->list[i].file), &o, v->arena, err));
    }
    return register_settle(s, err);
}

/* Into a store of its own, which is then open in the inner session for those who ask. */
static int load(struct verify *v, struct err *err)
{
    struct store_options o = {
        .backends = v->inner.world->backends, .mode = STORE_WRITE, .cancel = v->inner.cancel};
    const struct manifest *m = &v->manifest;
    int64_t rates;
    TRY(store_open(&v->inner.store, v->inner.path, &o, err));
    for (int i = 0; i < m->loads; i++)
        TRY(load_source(v, v->inner.store, &m->load[i], err));
    if (m->rates)
        TRY(ingest_rates(&rates, v->inner.store, inside(v, "rates.csv"), err));
    return load_lists(v, v->inner.store, err);
}

/* --- asking again --- */

/* The fault of its version that an answer may rest on, which was mended since; NULL: none. */
static const struct mended *fault_of(const struct verify *v, const struct question *q)
{
    for (size_t i = 0; i < sizeof mended / sizeof *mended; i++)
        if (!strcmp(mended[i].question, q->name) &&
            strverscmp(v->inner.build.version, mended[i].version) <= 0)
            return &mended[i];
    return NULL;
}

/* Says what is another. */
static int differ(const struct verify *v, const char *id, const struct question *q,
                  const char *where, struct err *err)
{
    differs(v, err,
            arena_printf(v->arena, "the answer %s (weir %s) is another, %s", id, q->name, where));
    if (strcmp(v->inner.build.version, WEIR_VERSION) != 0)
        return err_hint(err,
                        "it was made by weir %s with reference data %.12s; this is weir %s: "
                        "that version verifies it",
                        v->inner.build.version, v->inner.build.reference, WEIR_VERSION);
    return ERR_CONFLICT;
}

/* What an earlier version did not say yet is counted, and told. */
static int compare(struct verify *v, const struct packed_question *p, const char *was,
                   const char *is, struct err *err)
{
    struct same_facts n = {0};
    bool same_version = !strcmp(v->inner.build.version, WEIR_VERSION);
    const char *where = same_version
                            ? same_text(was, is, v->arena)
                            : same_facts(&n, was, is, keys_since(v->inner.build.version), v->arena);
    v->compared += n.compared;
    v->unsaid += n.unsaid;
    if (where && fault_of(v, p->question)) {
        v->mended++;
        v->fault = fault_of(v, p->question);
        v->where = arena_printf(v->arena, "the answer %s (weir %s), %s", p->id, p->question->name,
                                where);
        return 0;
    }
    v->answers += !where;
    return where ? differ(v, p->id, p->question, where, err) : 0;
}

static int ask_again(struct verify *v, struct packed_question *p, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct session *s = &v->inner;
    struct answer out;
    char *was, now[EVIDENCE_ID];
    const char **file;
    for (int i = 0; (file = asked_file(p->question, p->params, i)); i++)
        *file = inside(v, *file);
    log_progress(p->id, -1);
    TRY(read_text(v, &was, p->answer, err));
    TRY(asked_id(now, s, p->question, p->params, err));
    s->arena = &own;
    int rc = question_ask(&out, s, p->question, p->params, err);
    rc = rc ? rc : compare(v, p, was, bundle_json(&out, &own), err);
    s->arena = v->arena;
    s->measures = NULL; /* they were in there */
    TRY(rc);
    if (strcmp(now, p->id) != 0)
        return differs(v, err,
                       arena_printf(v->arena, "the answer %s has another id, %s", p->id, now));
    return 0;
}

/* All else is verified when that is said. */
static int refuse_mended(const struct verify *v, struct err *err)
{
    err_set(err, ERR_CONFLICT,
            "'%s' verifies but for %d of %d answers, which this version computes otherwise: %s",
            v->path, v->mended, v->mended + v->answers, v->where);
    return err_hint(err, "a fault of weir %s was mended since: %s", v->fault->version,
                    v->fault->what);
}

static int verify(struct verify *v, struct err *err)
{
    TRY(open_bundle(v, err));
    TRY(load(v, err));
    for (int i = 0; i < v->manifest.questions; i++)
        TRY(ask_again(v, &v->manifest.question[i], err));
    return v->mended ? refuse_mended(v, err) : 0;
}

/* What a reader should know who trusts a bundle. */
static void tell(const struct verify *v, struct session *s)
{
    const struct manifest *m = &v->manifest;
    if (strcmp(m->weir, WEIR_VERSION) != 0)
        session_note(s, NOTE_REMARK,
                     "made by weir %s, verified by weir %s: the %ld facts of its answers came out "
                     "the same, %ld are said today that it did not say",
                     m->weir, WEIR_VERSION, v->compared, v->unsaid);
    for (int i = 0; i < m->loads; i++)
        if (m->load[i].map)
            session_note(s, NOTE_REMARK, "what the columns of %s mean, its maker says: %s",
                         m->load[i].file, m->load[i].map);
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
    temp_remove(dir);
    temp_remove(own);
    TRY(rc);
    tell(&v, s);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    table_text(&out->table, path);
    table_number(&out->table, v.manifest.members);
    table_number(&out->table, v.answers);
    table_text(&out->table, notes_text(&s->notes, s->arena));
    out->head = "verified: from the files in it alone, every answer came out the same\n\n";
    out->foot =
        "whether these are the files that were published, their digests tell: compare those "
        "in its manifest.json with the publishers'\n";
    return 0;
}
