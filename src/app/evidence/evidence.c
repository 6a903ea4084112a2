/* evidence.c - the journal of a store, an answer traced, bundles.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/evidence/bundle.h"
#include "app/evidence/trace.h"

struct evidence_params {
    struct words words;
    const char *bundle, *verify;
};

/* --- the item --- */

static struct table row_of(const struct table *t, int row, struct arena *a)
{
    struct table one = table_new(t->columns, t->column_count, a);
    for (int c = 0; c < t->column_count; c++)
        if (column_is_text(&t->columns[c]))
            table_text(&one, t->cells[row * t->column_count + c].text);
        else
            table_number(&one, t->cells[row * t->column_count + c].number);
    return one;
}

/* The row whose evidence is that id; no columns where there is none. */
static struct table find_item(const struct table *t, const char *id, struct arena *a)
{
    for (int c = 0; c < t->column_count; c++)
        for (int r = 0; r < table_rows(t) && !strcmp(t->columns[c].key, "evidence"); r++) {
            const char *text = t->cells[r * t->column_count + c].text;
            if (text && !strcmp(text, id))
                return row_of(t, r, a);
        }
    return (struct table){0};
}

static void add_row(struct buf *b, const struct table *t)
{
    for (int c = 0; c < t->column_count; c++) {
        CLEANUP(buf_free) struct buf text = {0};
        cell_format(&text, &t->columns[c], &t->cells[c]);
        if (text.len)
            buf_printf(b, "  %s: %s\n", t->columns[c].key, text.s);
    }
}

/* --- one answer --- */

struct shown {
    struct recorded r;
    const char *now;   /* its id today */
    const char *item;  /* NULL: all of it */
    struct table row;  /* of the item; no columns: none */
    const char *rates; /* currencies that the store converts, between commas; "": none */
};

/* What the store converts, by its table of rates: the lines of a figure are in their own currency.
 */
static int read_rates(struct shown *x, struct session *s, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct store *store;
    struct rate *list;
    int count;
    x->rates = "";
    TRY(session_store(s, &store, err));
    TRY(store_rates(store, &list, &count, s->arena, err));
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].currency, "USD") != 0 &&
            (!i || strcmp(list[i].currency, list[i - 1].currency) != 0))
            buf_printf(&b, "%s%s", b.len ? ", " : "", list[i].currency);
    x->rates = arena_strdup(s->arena, buf_str(&b));
    return 0;
}

static const char *head_of(const struct shown *x, const struct build *b, struct arena *a)
{
    CLEANUP(buf_free) struct buf head = {0};
    buf_printf(&head, "%s: %s\n", x->r.id, asked_words(x->r.question, x->r.params, a));
    buf_printf(&head, "method: %s; weir %s, reference data %.12s\n", x->r.question->method,
               b->version, b->reference);
    buf_puts(&head, !strcmp(x->now, x->r.id)
                        ? "store, reference data and version are those of the question\n"
                        : "store, reference data, version or a file differ from those of the "
                          "question: what follows is of today\n");
    if (*x->rates)
        buf_printf(&head,
                   "lines in %s are converted to USD by the store's rates, monthly averages (weir "
                   "sql \"FROM rate\"), unless --own-currency is said\n",
                   x->rates);
    if (x->row.columns) {
        buf_puts(&head, "computed again:\n");
        add_row(&head, &x->row);
    }
    buf_puts(&head, "\n");
    return arena_strdup(a, head.s);
}

static struct fact *facts_of(const struct shown *x, const struct build *b,
                             const struct table *lines, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "id", x->r.id);
    facts_add(&f, "question", asked_facts(x->r.question, x->r.params, a));
    facts_text(&f, "method", x->r.question->method);
    facts_text(&f, "version", b->version);
    facts_text(&f, "reference", b->reference);
    facts_text(&f, "converted", *x->rates ? x->rates : NULL);
    facts_truth(&f, "unchanged", !strcmp(x->now, x->r.id));
    table_facts(&f, "computed", &x->row);
    table_facts(&f, "sources", lines);
    facts_close(&f);
    return f.root;
}

static int find_recorded(struct recorded *out, struct session *s, const char *id, struct err *err)
{
    struct recorded *list;
    int count;
    TRY(journal_read(&list, &count, s, err));
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i].id, id)) {
            *out = list[i];
            return 0;
        }
    err_set(err, ERR_NOT_FOUND, "no answer called '%s' is in the journal of '%s'", id, s->path);
    return err_hint(err, "weir evidence lists those that are");
}

static int compute_item(struct shown *x, struct session *s, struct err *err)
{
    struct answer again;
    s->again = true;
    TRY(question_ask(&again, s, x->r.question, x->r.params, err));
    x->row = find_item(answer_table(&again), arena_printf(s->arena, "%s/%s", x->now, x->item),
                       s->arena);
    return x->row.columns
               ? 0
               : err_set(err, ERR_NOT_FOUND, "the answer %s has no item '%s'", x->r.id, x->item);
}

static int show(struct answer *out, struct session *s, const char *word, struct err *err)
{
    struct shown x = {0};
    char now[EVIDENCE_ID];
    size_t n = strcspn(word, "/");
    x.item = word[n] ? word + n + 1 : NULL;
    TRY(find_recorded(&x.r, s, arena_strndup(s->arena, word, n), err));
    TRY(asked_id(now, s, x.r.question, x.r.params, err));
    x.now = now;
    TRY(trace_lines(&out->table, s, &x.r, x.item, err));
    TRY(read_rates(&x, s, err));
    if (x.item)
        TRY(compute_item(&x, s, err));
    out->head = head_of(&x, &s->build, s->arena);
    out->facts = facts_of(&x, &s->build, &out->table, s->arena);
    out->foot = "lines are of the file named, counted from 1; --json gives the first 200 of each\n";
    return 0;
}

/* --- the journal --- */

static int list_all(struct answer *out, struct session *s, struct err *err)
{
    static const struct column names[] = {{"id", "id", STYLE_TEXT, EVERYWHERE},
                                          {"command", "command", STYLE_TEXT, DATA_ONLY},
                                          {"question", "question", STYLE_TEXT, EVERYWHERE}};
    struct recorded *list;
    int count;
    TRY(journal_read(&list, &count, s, err));
    out->table = table_new(names, COLUMNS(names), s->arena);
    for (int i = 0; i < count; i++) {
        const struct question *q = list[i].question;
        table_text(&out->table, list[i].id);
        table_text(&out->table, arena_strndup(s->arena, q->name, question_first(q)));
        table_text(&out->table, asked_words(q, list[i].params, s->arena));
    }
    out->foot = "weir evidence ID shows one, ID/ITEM a finding or claim of it\n";
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct evidence_params *q = params;
    if (q->verify)
        return bundle_verify(out, s, q->verify, err);
    if (q->bundle)
        return bundle_write(out, s, q->bundle, &q->words, err);
    return q->words.count ? show(out, s, q->words.item[0], err) : list_all(out, s, err);
}

static const struct param params[] = {
    {PARAM(evidence_params, bundle, "bundle", TEXT, "FILE",
           "pack files, questions and answers (.tar.zst)", FILES)},
    {PARAM(evidence_params, verify, "verify", TEXT, "FILE",
           "ask a bundle's questions again and compare", FILES)},
    {0},
};

const struct question question_evidence = {
    .name = "evidence",
    .arguments = "[ID[/ITEM]]",
    .summary = "trace a figure to files and lines; pack and verify what reproduces it",
    .text =
        "Every answer of weir has an id, a digest of the question, of the files in the store, of "
        "the reference data and of the version: equal ids are equal answers. Findings and claims "
        "are items of an answer: ID/CHN-RUS-842952-2022, ID/claim. The questions asked of a store "
        "are kept in a journal beside it; without an id they are listed.\n"
        "\n"
        "With an id the question, its method and the rows of files behind it are shown, with "
        "digest, vintage and line numbers; an item is computed again.\n"
        "\n"
        "--bundle packs the published files, the claim files and the answers to all questions of "
        "the journal, or to those named. --verify unpacks such a file, loads everything into a "
        "new store, asks again and compares byte by byte; it exits with 0 only if all is equal, "
        "and says else where it is not.",
    .examples = "weir series --from CHN --to RUS --code 842952; weir evidence\n"
                "weir evidence --bundle out.tar.zst\n"
                "weir evidence --verify out.tar.zst",
    .params = params,
    .size = sizeof(struct evidence_params),
    .needs = NEEDS_READ,
    .notes = true,
    .shape = "[{id text, command text, question text}] | "
             "{id text, question {*}, method text, version text, reference text, converted text, "
             "unchanged truth, computed [{*}], sources [{what text, source int, title text, "
             "path text, vintage text, sha256 text, rows int, first_line int, last_line int, "
             "lines [text]}], notes [text]} | "
             "[{bundle text, files int, answers int, notes text}] | "
             "[{bundle text, members int, answers int, notes text}]",
    .named = true,
    .run = run,
};
