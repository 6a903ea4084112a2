/* decide.c - what somebody decided of a hit, remembered until either side changes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/question.h"
#include "app/screen/kept/audit.h"

struct decide_params {
    struct words words;
    const char *birth, *country, *gender, *type, *list, *uid, *as, *why, *by;
};

static const struct column columns[] = {
    {"name", "name", STYLE_TEXT, EVERYWHERE},       {"entity", "of", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, EVERYWHERE},       {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"decided", "decided", STYLE_TEXT, EVERYWHERE}, {"why", "why", STYLE_TEXT, EVERYWHERE},
    {"by", "by", STYLE_TEXT, EVERYWHERE},
};

/* A name of the entity; -1: the lists have none of that id. */
static int64_t find_entity(const struct index *x, const char *list, const char *uid)
{
    for (uint32_t i = 0; i < index_names(x); i++) {
        struct listed l;
        index_listed(&l, x, i);
        if (!strcmp(l.list, list) && !strcmp(l.uid, uid))
            return i;
    }
    return -1;
}

static int add_decision(const struct decide_params *q, const struct subject *who,
                        const struct index *x, uint32_t name, struct session *s, struct err *err)
{
    CLEANUP(record_close) struct record_log log = {0};
    CLEANUP(buf_free) struct buf c = {0};
    char subject[DIGEST_HEX], entity[DIGEST_HEX];
    audit_subject(subject, who);
    audit_entity(entity, x, index_entity(x, name));
    audit_text(&c, "subject", subject);
    audit_text(&c, "entity", entity);
    audit_text(&c, "name", who->name);
    audit_text(&c, "list", q->list);
    audit_text(&c, "uid", q->uid);
    audit_text(&c, "as", q->as);
    audit_text(&c, "why", q->why);
    audit_text(&c, "by", q->by);
    TRY(record_open(&log, record_beside(s, ".decisions"), s->wait, err));
    TRY(record_add(&log, "decision", "{}", c.s, err));
    return record_flush(&log, err);
}

/* A decision about what is no hit is kept, and says so. */
static void check_hit(struct session *s, const struct screen_names *names,
                      const struct subject *who, uint32_t name)
{
    CLEANUP(screener_free) struct screener k = {0};
    struct screened *x = arena_new(s->arena, struct screened);
    screener_new(&k, &names->index, profile_of(MODE_WIDE));
    screen_subject(x, &k, who, s->arena);
    for (int i = 0; i < x->count; i++)
        if (index_entity(k.index, x->hit[i].name) == index_entity(k.index, name))
            return;
    session_note(s, NOTE_WARNING,
                 "a screening of '%s' does not find that entry: the decision is kept, and is shown "
                 "where one does",
                 who->name);
}

static int check(const struct decide_params *q, struct err *err)
{
    if (q->words.count != 1)
        return err_set(err, ERR_USAGE,
                       "decide of whom? weir screen decide 'NAME' --list LIST --id "
                       "ID --as clear");
    if (!q->list || !q->uid)
        return err_set(err, ERR_USAGE, "--list and --id say which entry of which list");
    if (!q->as || (strcmp(q->as, "clear") != 0 && strcmp(q->as, "match") != 0))
        return err_set(err, ERR_USAGE, "--as clear or --as match");
    return q->why ? 0 : err_set(err, ERR_USAGE, "--why: a decision without a reason helps nobody");
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    CLEANUP(screen_names_close) struct screen_names names = {0};
    const struct decide_params *q = params;
    struct screen_source of = {.day = ""};
    TRY(check(q, err));
    TRY(screen_names_open(&names, s, &of, err));
    int64_t name = find_entity(&names.index, q->list, q->uid);
    if (name < 0)
        return err_set(err, ERR_NOT_FOUND, "the list %s has no entry %s", q->list, q->uid);
    struct subject who;
    TRY(subject_read(&who, s,
                     &(struct subject){q->words.item[0], q->birth, q->country, q->gender, q->type,
                                       .states = NULL},
                     err));
    TRY(add_decision(q, &who, &names.index, (uint32_t)name, s, err));
    check_hit(s, &names, &who, (uint32_t)name);
    struct listed l;
    index_listed(&l, &names.index, (uint32_t)name);
    out->table = table_new(columns, COLUMNS(columns), s->arena);
    const char *const cells[] = {
        who.name, arena_strdup(s->arena, l.title), q->list, q->uid, q->as, q->why, q->by};
    for (int i = 0; i < COLUMNS(columns); i++)
        table_text(&out->table, cells[i]);
    out->foot = "it holds for that name with these particulars until they or the entry change\n";
    return 0;
}

static const struct param params[] = {
    {PARAM(decide_params, list, "list", TEXT, "LIST", "of the hit", LISTS)},
    {PARAM(decide_params, uid, "id", TEXT, "ID", "of the entry on that list", NOTHING)},
    {PARAM(decide_params, as, "as", TEXT, "WORD", "clear (somebody else) or match", WORDS),
     .words = "clear match"},
    {PARAM(decide_params, why, "why", TEXT, "TEXT", "the reason", NOTHING)},
    {PARAM(decide_params, by, "by", TEXT, "NAME", "who decided", NOTHING)},
    AS_SCREENED(decide_params),
    {0},
};

const struct question question_screen_decide = {
    .name = "screen decide",
    .arguments = "NAME",
    .summary = "remember what was decided of a hit",
    .text = "A hit that was looked at is shown with the decision from then on, until the name "
            "searched, its particulars or the entry of the list change. It is never hidden. "
            "Decisions are kept beside the store in a log that shows when it was tampered with.",
    .examples =
        "weir screen decide 'Ivan Ash' --list bis-denied-persons --id DPL-1 --as clear --why 'born "
        "1990' --by 'A. Reviewer'",
    .params = params,
    .size = sizeof(struct decide_params),
    .needs = NEEDS_READ,
    .local = true,
    .method = "docs/method/screen.md",
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
