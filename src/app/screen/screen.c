/* screen.c - is a name on a list?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/law/days.h"
#include "app/list/open.h"
#include "app/screen/identifiers.h"
#include "app/screen/kept/audit.h"

static const struct column columns[] = {
    {"score", "score", STYLE_RATIO, EVERYWHERE},
    {"name", "name listed", STYLE_TEXT, EVERYWHERE},
    {"entity", "of", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"kind", "as", STYLE_TEXT, DATA_ONLY},
    {"entity_kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"program", "programme", STYLE_TEXT, EVERYWHERE},
    {"listed_since", "listed", STYLE_TEXT, EVERYWHERE},
    {"born", "born", STYLE_TEXT, EVERYWHERE},
    {"country", "country", STYLE_TEXT, DATA_ONLY},
    {"quality", "quality", STYLE_TEXT, DATA_ONLY},
    {"vintage", "vintage", STYLE_TEXT, DATA_ONLY},
    {"by_name", "by name", STYLE_NUMBER, DATA_ONLY},
    {"decided", "decided", STYLE_TEXT, EVERYWHERE},
    {"explanation", "why", STYLE_TEXT, EVERYWHERE},
};

struct table screen_table(struct arena *a)
{
    return table_new(columns, COLUMNS(columns), a);
}

double screen_threshold(const struct screen_params *q)
{
    return !isnan(q->threshold) ? q->threshold
           : q->ofac            ? OFAC_PER_CENT / 100.
                                : profile_of(q->mode)->of[THRESHOLD];
}

const char *screen_audit_path(const struct screen_params *q, struct session *s)
{
    if (s->again || (q->audit && !strcmp(q->audit, "none")))
        return NULL;
    return q->audit ? q->audit : q->lists ? NULL : record_beside(s, ".screened");
}

int screen_log_open(struct record_log *log, const char *path, const struct screen_params *q,
                    struct session *s, struct err *err)
{
    int rc = record_open(log, path, s->wait, err);
    if (rc && !q->audit) /* a store that only others may write to can be asked too */
        session_note(s, NOTE_WARNING, "%s", err->msg);
    if (rc)
        record_close(log);
    else if (log->mended)
        session_note(s, NOTE_WARNING, "'%s' ended within a record, which is now in '%s.cut'", path,
                     path);
    return rc;
}

const char *screen_context(const struct screen_params *q, const struct screen_names *names,
                           struct session *s)
{
    return audit_context(names, profile_of(q->mode), q->mode_word ? q->mode_word : "default",
                         screen_threshold(q), q->on ? q->on : "", s->arena);
}

int screen_open(struct screen_names *out, struct session *s, const struct screen_params *q,
                int words, struct err *err)
{
    struct days on = {"", ""};
    if (q->on)
        TRY(day_of(&on, q->on, err));
    if (!q->lists && q->words.count > words)
        return err_set(err, ERR_USAGE, "one name at a time, in quotation marks: %s",
                       q->words.item[words]);
    struct screen_source of = {q->lists, on.until, q->words.item + words, q->words.count - words};
    return screen_names_open(out, s, &of, err);
}

static double cut(double v)
{
    return round(v * 1e4) / 1e4;
}

void screen_add_hit(struct table *t, const struct listed *l, double score, double by_name,
                    const char *decided, const char *why)
{
    table_number(t, cut(score));
    const char *const cells[] = {l->name, l->title,   l->list,    l->uid,
                                 l->kind, l->entity,  l->program, l->listed_on,
                                 l->born, l->country, l->quality, l->vintage};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        table_text(t, arena_strdup(t->arena, *cells[i] ? cells[i] : NULL));
    table_number(t, cut(by_name));
    table_text(t, decided);
    table_text(t, why);
}

/* --- the engine's --- */

static void add_subject(struct facts *f, const struct screen_params *q)
{
    facts_open(f, "query", FACT_OBJECT);
    facts_text(f, "name", q->words.item[0]);
    facts_text(f, "birth", q->birth);
    facts_text(f, "country", q->country);
    facts_text(f, "gender", q->gender);
    facts_text(f, "type", q->type);
    facts_close(f);
}

static struct fact *facts_of(const struct screener *s, const struct screened *x,
                             const struct screen_names *names, const struct screen_params *q,
                             struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_OBJECT);
    add_subject(&f, q);
    facts_text(&f, "unscreenable", x->name.unscreenable);
    facts_number(&f, "threshold", s->threshold);
    facts_text(&f, "mode", q->mode_word ? q->mode_word : "default");
    facts_text(&f, "profile", s->profile->version);
    facts_text(&f, "lists", names->lists);
    facts_number(&f, "names", (double)index_names(&names->index));
    facts_open(&f, "hits", FACT_LIST);
    for (int i = 0; i < x->count; i++)
        screen_hit_facts(&f, s, x, &x->hit[i]);
    facts_close(&f);
    facts_number(&f, "left_out", x->left_out);
    facts_close(&f);
    return f.root;
}

static void say_result(struct answer *out, const struct screened *x, const struct screener *s,
                       const struct screen_names *names, struct session *session)
{
    struct arena *a = session->arena;
    if (x->name.unscreenable)
        session_note(session, NOTE_WARNING,
                     "the name cannot be screened: %s. That is not a clear answer",
                     x->name.unscreenable);
    int all = x->count + x->left_out;
    out->head = arena_printf(
        a, "%d %s scored at least %.2f among %zu names of %s%s\n\n", all,
        all == 1 ? "entity" : "entities", s->threshold, index_names(&names->index), names->lists,
        x->left_out ? arena_printf(a, "; %d of them are left out", x->left_out) : "");
    out->foot = "a name alone confirms nobody: compare day of birth, country and identifiers\n";
}

int screen_keep(struct screened *x, const struct screener *k, const struct subject *who,
                struct session *s, const struct screen_params *q, const struct screen_names *names,
                struct err *err)
{
    CLEANUP(record_close) struct record_log log = {0};
    struct decisions decisions;
    const char *path = screen_audit_path(q, s);
    TRY(decisions_read(&decisions, s, err));
    decisions_apply(&decisions, x, who, k->index, s->arena);
    if (!path || screen_log_open(&log, path, q, s, err))
        return path && q->audit ? (int)err->code : 0;
    TRY(audit_screening(&log, "screening", screen_context(q, names, s), who, k, x, q->secret, err));
    return record_flush(&log, err);
}

static int screen_name(struct answer *out, struct session *s, const struct screen_params *q,
                       const struct screen_names *names, struct err *err)
{
    CLEANUP(screener_free) struct screener k = {0};
    struct screened *x = arena_new(s->arena, struct screened);
    struct subject who;
    TRY(subject_read(&who, s,
                     &(struct subject){.name = q->words.item[0],
                                       .birth = q->birth,
                                       .country = q->country,
                                       .gender = q->gender,
                                       .type = q->type},
                     err));
    screener_new(&k, &names->index, profile_of(q->mode));
    k.threshold = screen_threshold(q);
    k.most = q->limit;
    screen_subject(x, &k, &who, s->arena);
    TRY(screen_keep(x, &k, &who, s, q, names, err));
    if (!q->lists)
        TRY(identifiers_note(s, who.name, q->on ? q->on : "", err));
    out->table = screen_table(s->arena);
    for (int i = 0; i < x->count; i++) {
        struct listed l;
        index_listed(&l, &names->index, x->hit[i].name);
        screen_add_hit(&out->table, &l, x->hit[i].score, x->hit[i].by_name, x->hit[i].decided,
                       screen_hit_words(&k, x, &x->hit[i], s->arena));
    }
    out->facts = facts_of(&k, x, names, q, s->arena);
    say_result(out, x, &k, names, s);
    return 0;
}

/* --- asking --- */

static int set_mode(struct screen_params *q, struct err *err)
{
    static const char *const words[] = {"default", "strict", "wide", "ofac"};
    for (int i = 0; q->mode_word && i < 4; i++) {
        if (strcmp(q->mode_word, words[i]) != 0)
            continue;
        q->ofac = i == PROFILE_MODES;
        q->mode = q->ofac ? MODE_DEFAULT : (enum profile_mode)i;
        return 0;
    }
    return q->mode_word
               ? err_set(err, ERR_USAGE, "--mode %s: default, strict, wide or ofac", q->mode_word)
               : 0;
}

static int check(const struct screen_params *q, struct err *err)
{
    bool more = q->birth || q->gender || q->type || q->country;
    if (q->ofac && more)
        return err_set(err, ERR_USAGE, "--mode ofac compares names alone, as OFAC's search does");
    int ways = (q->file != NULL) + (q->pairs != NULL) + (q->watch != NULL);
    if (ways > 1)
        return err_set(err, ERR_USAGE, "one of --file, --pairs and --watch");
    if (!isnan(q->threshold) && !(q->threshold >= .3 && q->threshold <= 1))
        return err_set(err, ERR_USAGE, "--threshold is from 0.3 to 1");
    if (!ways && (!q->words.count || !q->words.item[0][strspn(q->words.item[0], " \t\n")])) {
        err_set(err, ERR_USAGE, "screen whom?");
        return err_hint(err, "weir screen 'NAME', or --file FILE.csv -o HITS.csv");
    }
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    CLEANUP(screen_names_close) struct screen_names names = {0};
    struct screen_params q = *(const struct screen_params *)params;
    TRY(set_mode(&q, err));
    TRY(check(&q, err));
    if (q.pairs)
        return screen_pairs(out, s, &q, err);
    if (q.watch)
        return screen_watch(out, s, &q, err);
    if (q.file)
        return screen_file(out, s, &q, err);
    TRY(screen_open(&names, s, &q, 1, err));
    return q.ofac ? screen_ofac(out, s, &q, &names, err) : screen_name(out, s, &q, &names, err);
}

static const struct param params[] = {
    {PARAM(screen_params, birth, "birth", TEXT, "DAY", "day of birth, or its year", NOTHING)},
    {PARAM(screen_params, country, "country", TEXT, "COUNTRY", "by name, ISO code or number",
           NOTHING)},
    {PARAM(screen_params, gender, "gender", TEXT, "WORD", "male or female", NOTHING)},
    {PARAM(screen_params, type, "type", TEXT, "WORD", "person, entity, vessel or aircraft", WORDS),
     .words = "person entity vessel aircraft"},
    {PARAM(screen_params, on, "on", TEXT, "DAY",
           "lists as known on that day; the latest unless "
           "told",
           NOTHING)},
    {PARAM(screen_params, lists, "lists", TEXT, "FILE...",
           "list files as published, instead of the store's", FILES),
     .file = true},
    {PARAM(screen_params, mode_word, "mode", TEXT, "MODE",
           "default, strict (payments), wide (onboarding) or ofac (the regulator's own recipe)",
           WORDS),
     .words = "default strict wide ofac"},
    {PARAM(screen_params, threshold, "threshold", NUMBER, "SCORE",
           "least score, 0.3 to 1; that of the mode unless told", NOTHING),
     .fallback = NAN},
    {PARAM(screen_params, limit, "limit", COUNT, "N", "entities for one name", NOTHING),
     .fallback = 20, .most = 1000},
    {PARAM(screen_params, file, "file", TEXT, "FILE",
           "screen the names of a CSV, NDJSON or text file; a column id is told again", FILES),
     .file = true},
    {PARAM(screen_params, column, "column", TEXT, "NAME", "its column of names; name unless told",
           NOTHING)},
    {PARAM(screen_params, pairs, "pairs", TEXT, "FILE",
           "score pairs of a CSV with columns name1, name2, schema, without any list", FILES),
     .file = true},
    {PARAM(screen_params, watch, "watch", TEXT, "FILE",
           "screen customers again: new ones, and all where lists changed; says new and gone hits",
           FILES),
     .file = true},
    {PARAM(screen_params, output, "output", TEXT, "FILE", "write hits to .csv or .ndjson (-o)",
           FILES),
     .display = true, .letter = 'o'},
    {PARAM(screen_params, ndjson, "ndjson", FLAG, NULL, "an object for each name", NOTHING),
     .display = true},
    {PARAM(screen_params, audit, "audit", TEXT, "FILE",
           "log of screenings; beside the store unless told, 'none' keeps none", FILES),
     .display = true},
    {PARAM(screen_params, secret, "private", FLAG, NULL,
           "keep a salted digest in the log in place of the name; what it hit is kept", NOTHING),
     .display = true},
    {PARAM(screen_params, threads, "threads", COUNT, "N", "of a file; 0: all processors", NOTHING),
     .display = true, .most = 64},
    {0},
};

const struct question question_screen = {
    .name = "screen",
    .arguments = "NAME",
    .summary = "say whether a name is on a list, in any script, and why",
    .text =
        "Names are compared part by part in any order: spelling, romanisation (Cyrillic, Greek, "
        "Arabic, Persian, Hebrew, Hangul, Chinese and what ICU knows), short names, initials, "
        "joined and split words, numbers, legal forms. Parts that are rare on the lists weigh "
        "more, and parts that contradict each other cost more than those that one side lacks. "
        "Each hit says which part was taken for which and what that adds to the score; day of "
        "birth, country, gender and type lift or lower it and hide nothing.\n\n"
        "A name that nothing can be compared with is reported as unscreenable, which is not a "
        "clear answer. Screenings against a store are kept beside it (weir screen audit), and so "
        "is "
        "what was decided of a hit (weir screen decide).",
    .examples = "weir screen 'Wladimir Poutine'\n"
                "weir screen 'I. Ash' --birth 1971 --json\n"
                "weir screen 'Ash, Ivan' --mode strict --csv",
    .params = params,
    .size = sizeof(struct screen_params),
    .needs = NEEDS_READ,
    .main = true,
    .notes = true,
    .method = "docs/method/screen.md",
    .lists = true,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .shape =
        "{query {name text, birth text, country text, gender text, type text}, unscreenable text, "
        "threshold number, mode text, profile text, lists text, names int, "
        "hits [{score number, by_name number, name text, entity text, list text, uid text, "
        "listed_since text, kind text, quality text, entity_kind text, program text, "
        "country text, born text, vintage text, decided text, "
        "explanation [{searched text, listed text, how text, alike number, weight number, "
        "adds number}], qualifiers [{says text, adds number}]}], left_out int, notes? [*]} | [*]",
    .run = run,
};
