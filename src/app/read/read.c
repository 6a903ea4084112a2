/* read.c - a text in, its claims and their verdicts out.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/read/read.h"

#include <math.h>
#include <string.h>

#include "app/asked.h"
#include "app/question.h"
#include "base/digest.h"
#include "base/temp.h"

struct read_params {
    struct words words;
    const char *date, *readings, *output, *html;
    bool check;
};

/* --- facts --- */

static void add_field(struct facts *f, const struct reading_field *x)
{
    facts_open(f, x->name, FACT_OBJECT);
    facts_text(f, "value", x->value);
    facts_text(f, "words", x->words);
    facts_number(f, "start", x->start < 0 ? (double)NAN : (double)x->start);
    facts_number(f, "end", x->end < 0 ? (double)NAN : (double)x->end);
    facts_truth(f, "sure", x->sure);
    facts_close(f);
}

static void add_answer(struct facts *f, const struct posed *p, struct arena *a)
{
    const struct checked *x = &p->checked;
    const struct outcome *o = x->claim ? checked_outcome(x) : NULL;
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "id", p->id);
    facts_text(f, "note", p->note);
    facts_text(f, "why_not", p->why);
    facts_text(f, "verdict", o ? verdict_name(o->verdict) : NULL);
    facts_text(f, "figure", o ? checked_figure(o, o->value, a) : NULL);
    facts_number(f, "value", o ? o->value : (double)NAN);
    facts_number(f, "low", o ? o->low : (double)NAN);
    facts_number(f, "high", o ? o->high : (double)NAN);
    facts_text(f, "unit", o ? o->unit : NULL);
    facts_text(f, "found", o ? o->words : NULL);
    facts_texts(f, "reasons", o ? o->reasons : NULL, o ? o->reason_count : 0);
    facts_texts(f, "needs", o ? o->needs : NULL, o ? o->need_count : 0);
    facts_close(f);
}

static void add_answers(struct facts *f, const struct verdicts *v, const struct reading *r,
                        const struct reading_test *t, struct arena *a)
{
    facts_open(f, "answers", FACT_LIST);
    int first, end = verdicts_range(v, r, &first);
    for (int i = first; i < end; i++)
        if (v->at[i].test == t)
            add_answer(f, &v->at[i], a);
    facts_close(f);
}

static void add_test(struct facts *f, const struct reading *r, const struct reading_test *t,
                     const struct verdicts *v, bool check, struct arena *a)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "kind", t->kind);
    facts_truth(f, "held", t->held);
    facts_open(f, "fields", FACT_OBJECT);
    for (int i = 0; i < t->fields; i++)
        add_field(f, &t->field[i]);
    facts_close(f);
    facts_open(f, "asks", FACT_LIST);
    for (int i = 0; i < t->asks; i++) {
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "field", t->ask[i].field);
        facts_texts(f, "choices", t->ask[i].choice, t->ask[i].choices);
        facts_close(f);
    }
    facts_close(f);
    if (check)
        add_answers(f, v, r, t, a);
    facts_close(f);
}

static void add_reading(struct facts *f, const struct reading *r, const struct verdicts *v,
                        const struct read_answer *all, struct arena *a)
{
    enum verdict verdict;
    bool judged = verdicts_of(&verdict, v, r);
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "sentence", r->sentence);
    facts_number(f, "start", (double)r->start);
    facts_number(f, "end", (double)r->end);
    facts_truth(f, "checkable", r->checkable);
    facts_text(f, "why", r->why);
    facts_open(f, "tests", FACT_LIST);
    for (int k = 0; k < r->tests; k++)
        add_test(f, r, &r->test[k], v, all->check, a);
    facts_close(f);
    if (verdicts_saved(v, r))
        add_answers(f, v, r, NULL, a);
    if (all->check) {
        facts_text(f, "verdict", judged ? verdict_name(verdict) : NULL);
        facts_text(f, "evidence", judged ? all->evidence : NULL);
    }
    facts_close(f);
}

static struct fact *facts_of(const struct read_answer *all, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_LIST);
    for (int i = 0; i < all->article.readings.count; i++)
        add_reading(&f, &all->article.readings.at[i], &all->verdicts, all, a);
    facts_close(&f);
    return f.root;
}

/* --- the table: a row for each test --- */

static const struct column columns[] = {
    {"id", "claim", STYLE_TEXT, EVERYWHERE},
    {"kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"reading", "read as", STYLE_TEXT, EVERYWHERE},
    {"asks", "asks", STYLE_TEXT, EVERYWHERE},
    {"verdict", "verdict", STYLE_TEXT, DATA_ONLY},
    {"found", "found", STYLE_TEXT, DATA_ONLY},
    {"sentence", "sentence", STYLE_TEXT, DATA_ONLY},
    {"start", "start", STYLE_NUMBER, DATA_ONLY},
    {"end", "end", STYLE_NUMBER, DATA_ONLY},
    {"evidence", "evidence", STYLE_TEXT, DATA_ONLY},
};

static struct table table_of(const struct read_answer *all, struct arena *a)
{
    struct table t = table_new(columns, COLUMNS(columns), a);
    for (int i = 0; i < all->verdicts.count; i++) {
        const struct posed *p = &all->verdicts.at[i];
        const struct outcome *o = p->checked.claim ? checked_outcome(&p->checked) : NULL;
        table_text(&t, p->id);
        table_text(&t, p->test ? p->test->kind : "as saved");
        table_text(&t, p->test ? read_words(p->test, a) : NULL);
        table_text(&t, p->note ? p->note : p->why);
        table_text(&t, o ? verdict_words(o->verdict) : NULL);
        table_text(&t, o ? o->words : NULL);
        table_text(&t, p->reading->sentence);
        table_number(&t, (double)p->reading->start);
        table_number(&t, (double)p->reading->end);
        table_text(&t, all->evidence ? arena_printf(a, "%s/%s", all->evidence, p->id) : NULL);
    }
    return t;
}

static int write_text(const char *path, const struct article *x, struct arena *a, struct err *err)
{
    struct target t;
    TRY(target_open(&t, path, a, err));
    FILE *f = fopen(t.part, "wb");
    bool written = f && fwrite(x->text, 1, x->len, f) == x->len;
    if (f)
        written &= !fclose(f);
    return target_close(&t, written ? 0 : err_set(err, ERR_IO, "cannot write %s", path), err);
}

/* A text that was piped in is kept beside the store it was asked of, so that the answer can be
 * given again; false: there is none, or it cannot be written. */
static bool keep_text(const struct read_params *q, const struct article *x, struct session *s)
{
    char hex[DIGEST_HEX];
    struct err failed = {0};
    if (!store_exists(s->path, s->world->backends))
        return false;
    digest_bytes(hex, x->text, x->len);
    const char *path = store_beside(s->path, s->world->backends,
                                    arena_printf(s->arena, ".text-%.16s", hex), s->arena);
    if (write_text(path, x, s->arena, &failed)) {
        session_note(s, NOTE_WARNING, "no evidence of this answer: %s", failed.msg);
        return false;
    }
    session_note(s, NOTE_REMARK, "the text is kept as %s, for its evidence", path);
    q->words.item[0] = arena_strdup(s->arena, path);
    return true;
}

static int take(struct read_answer *out, struct session *s, const struct read_params *q,
                struct err *err)
{
    const char *path = q->words.item[0], *id = NULL;
    out->check = q->check || q->html;
    TRY(article_read(&out->article, s, path, q->date, err));
    TRY(verdicts_pose(&out->verdicts, &out->article, q->readings, s, err));
    if (out->check && (strcmp(path, "-") != 0 || keep_text(q, &out->article, s)))
        TRY(asked_now(&id, s, err));
    out->evidence = id;
    return out->check ? verdicts_check(&out->verdicts, s, id, err) : 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct read_params *q = params;
    struct read_answer *all = arena_new(s->arena, struct read_answer);
    if (q->words.count != 1) {
        err_set(err, ERR_USAGE, "read which text?");
        return err_hint(err, "weir read ARTICLE.txt --date 2024-01-07; - reads what is piped in");
    }
    TRY(take(all, s, q, err));
    if (q->output && !s->again && !verdicts_any(&all->verdicts))
        session_note(s, NOTE_WARNING, "nothing that can be asked was read: %s is not written",
                     q->output);
    else if (q->output && !s->again)
        TRY(verdicts_write(&all->verdicts, &all->article, q->output, s, err));
    out->facts = facts_of(all, s->arena);
    out->data = table_of(all, s->arena);
    out->head = read_margin(all, s->arena);
    out->page = (struct page_of){.path = q->html, .article = all};
    return 0;
}

static const struct param params[] = {
    {PARAM(read_params, date, "date", DAY, "DAY", "the day the text was published", NOTHING)},
    {PARAM(read_params, check, "check", FLAG, NULL, "answer what was read, from the store",
           NOTHING)},
    {PARAM(read_params, readings, "readings", TEXT, "FILE",
           "a file of claims whose tests stand for the same sentences", FILES),
     .file = true},
    {PARAM(read_params, output, "output", TEXT, "FILE", "write what was read as a file of claims",
           FILES),
     .display = true, .letter = 'o'},
    {PARAM(read_params, html, "html", TEXT, "FILE",
           "write the text with verdicts in its margin as a page; checks", FILES),
     .display = true},
    {0},
};

const struct question question_read = {
    .name = "read",
    .arguments = "FILE",
    .complete = COMPLETE_FILES,
    .summary = "read an article: which sentences can be checked, and what the figures say",
    .text =
        "Splits a text (plain, Markdown or HTML; - reads what is piped in) into sentences, marks "
        "those that can be checked, and says for each how it was read: who sends what to whom, "
        "when, compared with what, and the words each field was read from. What was not understood "
        "is asked, with the likeliest readings; a forecast, an opinion or a figure of a company is "
        "no claim, and why is said. Nothing of the text leaves the machine.\n\n"
        "--check answers what was read from the store, every reading where there are several, and "
        "prints the text back with verdicts in its margin; --html does so as a page; -o writes a "
        "file for weir claim check, to correct by hand. --readings takes such a file: its tests "
        "stand for the same sentences from then on.\n\n"
        "Times such as \"last month\" count from --date, the day of publication.",
    .examples = "weir read article.txt --date 2024-01-07\n"
                "weir read article.txt --date 2024-01-07 --check\n"
                "weir read article.txt --date 2024-01-07 -o claims.yaml",
    .params = params,
    .size = sizeof(struct read_params),
    .needs = NEEDS_READ,
    .traced = true,
    .file_word = 1,
    .method = "docs/method/reading.md",
    .shape = "[{sentence text, start int, end int, checkable truth, why text, tests [{kind text, "
             "held truth, fields {*}, asks [{field text, choices [text]}], answers? [*]}], "
             "answers? [*], verdict? text, evidence? text}]",
    .run = run,
};
