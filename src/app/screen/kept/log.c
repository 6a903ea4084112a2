/* log.c - the log of screenings: verified, replayed, and a subject erased.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "app/question.h"
#include "app/screen/kept/audit.h"
#include "app/screen/kept/state.h"
#include "app/screen/screen.h"
#include "base/tree.h"

struct audit_params {
    struct words words;
    const char *log, *erase, *find, *expect, *birth, *country, *gender, *type;
    bool verify, replay;
};

static const struct column columns[] = {
    {"number", "no", STYLE_INT, EVERYWHERE},
    {"at", "at", STYLE_TEXT, EVERYWHERE},
    {"kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"name", "name", STYLE_TEXT, EVERYWHERE},
    {"hits", "hits", STYLE_INT, EVERYWHERE},
    {"best", "best", STYLE_NUMBER, EVERYWHERE},
    {"lists", "lists", STYLE_TEXT, EVERYWHERE},
    {"profile", "profile", STYLE_TEXT, EVERYWHERE},
    {"mode", "mode", STYLE_TEXT, DATA_ONLY},
    {"threshold", "threshold", STYLE_NUMBER, DATA_ONLY},
    {"replayed", "replayed", STYLE_TEXT, EVERYWHERE},
    {"digest", "digest", STYLE_TEXT, DATA_ONLY},
};

/* Who is looked for; name: with whatever particulars, NULL: with those that the digest has. */
struct sought {
    char subject[DIGEST_HEX];
    const char *name;
};

struct walk {
    const struct audit_params *q;
    struct session *s;
    struct table *table;
    struct sought who;
    struct subjects erased_subjects;
    struct screen_names names;
    struct countries countries;
    char names_digest[DIGEST_HEX];
    long same, other, elsewhere, erased;
};

/* Whether a record is of the subject that is looked for. */
static bool is_about(const struct sought *who, const struct record *r)
{
    const char *subject = who->subject;
    CLEANUP(tree_free) yajl_val tree = NULL;
    char sealed[DIGEST_HEX];
    if (!r->content || tree_read(&tree, r->content, NULL))
        return false;
    const char *plain = tree_text(tree, "subject"), *salt = tree_text(tree, "seal_salt");
    const char *seal = tree_text(tree, "seal");
    const char *name = tree_text(tree, "name");
    if (who->name && name && !strcmp(name, who->name))
        return true;
    if (plain)
        return !strcmp(plain, subject);
    if (!salt || !seal)
        return false;
    audit_seal(sealed, salt, subject);
    return !strcmp(sealed, seal);
}

static double number_of(yajl_val tree, const char *key)
{
    yajl_val v = tree_get(tree, key, yajl_t_number);
    return v ? YAJL_GET_DOUBLE(v) : NAN;
}

/* Whether the hits of a new screening are those that were kept, score by score. */
static bool are_same(yajl_val content, const struct screener *s, const struct screened *x)
{
    if (tree_count(content, "hits") != (size_t)x->count)
        return false;
    for (int i = 0; i < x->count; i++) {
        struct listed l;
        yajl_val kept = tree_item(content, "hits", (size_t)i);
        const char *uid = tree_text(kept, "uid"), *list = tree_text(kept, "list");
        index_listed(&l, s->index, x->hit[i].name);
        if (!uid || !list || strcmp(uid, l.uid) != 0 || strcmp(list, l.list) != 0 ||
            fabs(number_of(kept, "score") - x->hit[i].score) > 5e-5)
            return false;
    }
    return true;
}

static enum profile_mode mode_of(const char *word)
{
    return word && !strcmp(word, "strict") ? MODE_STRICT
           : word && !strcmp(word, "wide") ? MODE_WIDE
                                           : MODE_DEFAULT;
}

/* Screens again what a record holds; "same", or why it cannot be told. */
static const char *replay(struct walk *w, yajl_val context, yajl_val content)
{
    CLEANUP(screener_free) struct screener k = {0};
    struct screened *x = arena_new(w->s->arena, struct screened);
    const char *digest = tree_text(context, "lists_digest"), *name = tree_text(content, "name");
    const char *profile = tree_text(context, "profile");
    const struct profile *p = profile_of(mode_of(tree_text(context, "mode")));
    const char *why = !name                                        ? "the name was not kept"
                      : !digest || strcmp(digest, w->names_digest) ? "other lists"
                      : !profile || strcmp(profile, p->version)    ? "another profile"
                                                                   : NULL;
    if (why) {
        w->elsewhere++;
        return why;
    }
    struct subject who = {name,
                          tree_text(content, "birth"),
                          tree_text(content, "country"),
                          tree_text(content, "gender"),
                          tree_text(content, "type"),
                          NULL};
    if (who.country)
        who.states = states_of(&w->countries, who.country);
    double threshold = number_of(context, "threshold");
    const char *mode = tree_text(context, "mode");
    if (mode && !strcmp(mode, "ofac")) {
        k.index = &w->names.index;
        screen_subject_ofac(x, k.index, name, threshold, w->s->arena);
    } else {
        screener_new(&k, &w->names.index, p);
        k.threshold = threshold;
        k.most = tree_count(content, "hits") ? (int)tree_count(content, "hits") : 1;
        screen_subject(x, &k, &who, w->s->arena);
    }
    bool same = are_same(content, &k, x);
    same ? w->same++ : w->other++;
    return same ? "same" : "other hits or scores";
}

static int add_row(void *ctx, const struct record *r, struct err *err)
{
    struct walk *w = ctx;
    struct arena *a = w->s->arena;
    CLEANUP(tree_free) yajl_val context = NULL;
    CLEANUP(tree_free) yajl_val content = NULL;
    if (w->q->find && !is_about(&w->who, r))
        return 0;
    TRY(tree_read(&context, r->context, err));
    if (r->content)
        TRY(tree_read(&content, r->content, err));
    bool screening = !strcmp(r->kind, "screening") || !strcmp(r->kind, "rescreening");
    bool all = !strcmp(r->kind, "screening");
    const char *name = content ? tree_text(content, "name") : "(erased)";
    table_number(w->table, (double)r->number);
    table_text(w->table, arena_strdup(a, r->at));
    table_text(w->table, arena_strdup(a, r->kind));
    table_text(w->table, arena_strdup(a, name ? name : "(not kept)"));
    table_number(w->table, content && screening ? (double)tree_count(content, "hits") : NAN);
    table_number(w->table, content && tree_count(content, "hits")
                               ? number_of(tree_item(content, "hits", 0), "score")
                               : NAN);
    table_text(w->table, arena_strdup(a, tree_text(context, "lists")));
    table_text(w->table, arena_strdup(a, tree_text(context, "profile")));
    table_text(w->table, arena_strdup(a, tree_text(context, "mode")));
    table_number(w->table, number_of(context, "threshold"));
    w->erased += !r->content;
    table_text(w->table, !w->q->replay || !all ? NULL
                         : content             ? replay(w, context, content)
                                               : "erased");
    table_text(w->table, arena_strdup(a, r->digest));
    return 0;
}

/* Notes the digests of those whose records go: states of customers know them by no other name. */
static bool erases(void *ctx, const struct record *r)
{
    struct walk *w = ctx;
    CLEANUP(tree_free) yajl_val tree = NULL;
    if (!is_about(&w->who, r))
        return false;
    const char *subject = tree_read(&tree, r->content, NULL) ? NULL : tree_text(tree, "subject");
    struct subjects *all = &w->erased_subjects;
    if (!subject || strlen(subject) != DIGEST_HEX - 1)
        return true;
    all->digest = arena_grow(w->s->arena, all->digest, (size_t)all->count, sizeof *all->digest);
    strcpy(all->digest[all->count++], subject);
    return true;
}

/* Takes what is kept of somebody out of the log, of the decisions about him and of the states of
 * customers. */
static int erase(struct answer *out, struct walk *w, const char *path, struct err *err)
{
    const char *decisions = record_beside(w->s, ".decisions");
    long count = 0, decided = 0, customers = 0;
    struct subjects *all = &w->erased_subjects;
    all->digest = arena_grow(w->s->arena, all->digest, 0, sizeof *all->digest);
    strcpy(all->digest[all->count++], w->who.subject);
    if (!access(path, F_OK))
        TRY(record_erase(path, w->s->wait, erases, w, &count, w->s->arena, err));
    if (!w->q->log && !access(decisions, F_OK))
        TRY(record_erase(decisions, w->s->wait, erases, w, &decided, w->s->arena, err));
    if (!w->q->log)
        TRY(state_erase(record_beside(w->s, ".watched-"), all, &customers, w->s->arena, err));
    out->foot = arena_printf(
        w->s->arena, "%ld records, %ld decisions and %ld customers erased%s; the chains hold\n%s",
        count, decided, customers, w->who.name ? "" : " of that name with these particulars",
        w->who.name ? "what was kept as a digest alone (--private) and with particulars is found "
                      "by --birth, --country, --gender and --type only\n"
                    : "");
    return 0;
}

/* The decisions beside the log: a cut or changed one would turn an answer. */
static int check_decisions(struct walk *w, char last[DIGEST_HEX], long *count, struct err *err)
{
    const char *path = record_beside(w->s, ".decisions");
    *count = 0;
    *last = 0;
    return w->q->log || access(path, F_OK) ? 0 : record_each(path, NULL, NULL, count, last, err);
}

/* Digests that were noted elsewhere are the last ones. */
static int check_expected(const char *expected, const char *last, const char *decided,
                          struct arena *a, struct err *err)
{
    char *rest = arena_strdup(a, expected);
    for (char *one; (one = strsep(&rest, ","));)
        if (strcmp(one, last) != 0 && strcmp(one, decided) != 0)
            return err_set(err, ERR_INPUT,
                           "the last record is %s%s%s, not %s: records are missing or new", last,
                           *decided ? ", the last decision " : "", decided, one);
    return 0;
}

static int open_names(struct walk *w, struct err *err)
{
    struct screen_source of = {.day = ""};
    TRY(screen_names_open(&w->names, w->s, &of, err));
    w->countries.arena = w->s->arena;
    TRY(session_reference(w->s, &w->countries.ref, err));
    digest_bytes(w->names_digest, w->names.identity, strlen(w->names.identity));
    return 0;
}

static void walk_free(struct walk *w)
{
    screen_names_close(&w->names);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct audit_params *q = params;
    CLEANUP(walk_free) struct walk w = {.q = q, .s = s};
    const char *path = q->log ? q->log : record_beside(s, ".screened");
    const char *who = q->erase ? q->erase : q->find;
    char last[DIGEST_HEX] = "", decided[DIGEST_HEX];
    long count = 0, decisions;
    bool none = access(path, F_OK) != 0;
    TRY(check_decisions(&w, decided, &decisions, err));
    if (none && !q->erase && (!decisions || !q->verify))
        return err_set(err, ERR_NOT_FOUND, "no screening was kept in '%s'", path);
    if (who) {
        bool plain = !q->birth && !q->country && !q->gender && !q->type;
        struct subject meant;
        TRY(subject_read(
            &meant, s,
            &(struct subject){who, q->birth, q->country, q->gender, q->type, .states = NULL}, err));
        audit_subject(w.who.subject, &meant);
        w.who.name = plain ? who : NULL;
    }
    if (q->erase)
        return erase(out, &w, path, err);
    if (q->replay)
        TRY(open_names(&w, err));
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    w.table = &out->table;
    if (!none)
        TRY(record_each(path, add_row, &w, &count, last, err));
    if (q->verify && !q->replay && !q->find)
        w.table->cell_count = 0;
    if (q->expect)
        TRY(check_expected(q->expect, last, decided, s->arena, err));
    out->foot = arena_printf(s->arena,
                             "%ld records, each follows on the one before, %ld of them erased; the "
                             "last is %s\n",
                             count, w.erased, none ? "none" : last);
    if (decisions)
        out->foot = arena_printf(s->arena,
                                 "%s%ld decisions and erasures of such, likewise; the last is %s\n",
                                 out->foot, decisions, decided);
    if (q->replay)
        out->foot = arena_printf(s->arena,
                                 "%s%ld screened again with the same scores, %ld with "
                                 "others, %ld cannot be told\n",
                                 out->foot, w.same, w.other, w.elsewhere);
    if (w.other)
        out->lacking = (int)w.other;
    return 0;
}

static const struct param params[] = {
    {PARAM(audit_params, verify, "verify", FLAG, NULL, "check the chain and list nothing",
           NOTHING)},
    {PARAM(audit_params, replay, "replay", FLAG, NULL, "screen again and compare scores", NOTHING)},
    {PARAM(audit_params, find, "find", TEXT, "NAME", "records of that name only, kept or sealed",
           NOTHING)},
    {PARAM(audit_params, erase, "erase", TEXT, "NAME", "erase what is kept of that name", NOTHING)},
    {PARAM(audit_params, expect, "expect", TEXT, "DIGEST",
           "of the last record, or of the last decision, noted elsewhere", NOTHING)},
    {PARAM(audit_params, log, "log", TEXT, "FILE", "another log than the store's", FILES)},
    AS_SCREENED(audit_params),
    {0},
};

const struct question question_screen_audit = {
    .name = "screen audit",
    .arguments = "",
    .summary = "list, verify and replay the log of screenings, or erase a subject",
    .text =
        "Every screening is kept with the lists, their vintages, the profile and the hits. Each "
        "record holds the digest of the one before, so that a record that was changed, taken "
        "out or put in is named; decisions are checked with them. What is kept of a subject can be "
        "erased: the digests stay, and "
        "so does the chain. The digest of the last record, noted elsewhere, shows that none was "
        "cut off at the end (--expect).",
    .examples = "weir screen audit --verify\n"
                "weir screen audit --replay --csv",
    .params = params,
    .size = sizeof(struct audit_params),
    .needs = NEEDS_READ,
    .local = true,
    .method = "docs/method/screen.md",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
