/* read.c - a text in, its claims out.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/question.h"
#include "app/read/article.h"

struct read_params {
    struct words words;
    const char *date;
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

static void add_test(struct facts *f, const struct reading_test *t)
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
    facts_close(f);
}

static struct fact *facts_of(const struct readings *all, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_LIST);
    for (int i = 0; i < all->count; i++) {
        const struct reading *r = &all->at[i];
        facts_open(&f, NULL, FACT_OBJECT);
        facts_text(&f, "sentence", r->sentence);
        facts_number(&f, "start", (double)r->start);
        facts_number(&f, "end", (double)r->end);
        facts_truth(&f, "checkable", r->checkable);
        facts_text(&f, "why", r->why);
        facts_open(&f, "tests", FACT_LIST);
        for (int k = 0; k < r->tests; k++)
            add_test(&f, &r->test[k]);
        facts_close(&f);
        facts_close(&f);
    }
    facts_close(&f);
    return f.root;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct read_params *q = params;
    struct article a;
    if (q->words.count != 1) {
        err_set(err, ERR_USAGE, "read which text?");
        return err_hint(err, "weir read ARTICLE.txt --date 2024-01-07; - reads what is piped in");
    }
    TRY(article_read(&a, s, q->words.item[0], q->date, err));
    out->facts = facts_of(&a.readings, s->arena);
    return 0;
}

static const struct param params[] = {
    {PARAM(read_params, date, "date", DAY, "DAY", "the day the text was published", NOTHING)},
    {0},
};

const struct question question_read = {
    .name = "read",
    .arguments = "FILE",
    .complete = COMPLETE_FILES,
    .summary = "read an article and find what can be checked",
    .text = "x",
    .examples = "weir read article.txt --date 2024-01-07",
    .params = params,
    .size = sizeof(struct read_params),
    .needs = NEEDS_REFERENCE,
    .local = true,
    .shape = "[{sentence text, start int, end int, checkable truth, why text, "
             "tests [{kind text, held truth, fields {*}, asks [{field text, choices [text]}]}]}]",
    .run = run,
};
