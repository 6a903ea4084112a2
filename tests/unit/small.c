/* small.c - see small.h.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "small.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/evidence/journal.h"
#include "base/temp.h"
#include "cli/cli.h"
#include "store/backend.h"

extern const struct question question_ingest, question_rates, question_series, question_compare,
    question_evidence, question_status, question_treaty, question_claim_check;

struct small small;

/* What can be asked again of evidence. */
static const struct question *const traced[] = {
    &question_ingest,  &question_rates,       &question_series,
    &question_compare, &question_evidence,    &question_status,
    &question_treaty,  &question_claim_check, NULL,
};

static const struct store_backend *const backends[] = {&store_on_duck, NULL};
static const struct world world = {traced, backends, NULL};

int small_open(void **state)
{
    (void)state;
    if (temp_dir(&small.dir, "test", &small.arena, &small.err))
        return -1;
    small.store = small_path("store.weir");
    return 0;
}

int small_close(void **state)
{
    (void)state;
    session_close(&small.session);
    temp_remove(small.dir);
    arena_free(&small.arena);
    return 0;
}

char *small_path(const char *name)
{
    return arena_printf(&small.arena, "%s/%s", small.dir, name);
}

char *small_write(const char *name, const char *text)
{
    char *path = small_path(name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* Words between blanks; 'quoted ones' and "such ones" stay together. */
static int split(char **out, const char *line)
{
    int n = 0;
    for (const char *p = line; *(p += strspn(p, " "));) {
        bool quoted = *p == '\'' || *p == '"';
        size_t len = quoted ? strcspn(p + 1, (char[]){*p, '\0'}) : strcspn(p, " ");
        p += quoted;
        out[n++] = arena_strndup(&small.arena, p, len);
        p += len + quoted;
    }
    return n;
}

int small_ask_on(struct answer *out, struct session *s, const struct question *q, const char *line)
{
    char *word[64];
    struct line l = {.question = q, .params = question_params(q, &small.arena)};
    small.err = (struct err){0};
    *out = (struct answer){0};
    int rc = options_parse(&l, split(word, line), word, &small.arena, &small.err);
    rc = rc ? rc : question_ask(out, s, q, l.params, &small.err);
    s->asked = q;
    s->needs = q->needs;
    s->params = l.params;
    return rc;
}

struct session small_session(void)
{
    return session_new(&world, small.store, &small.arena);
}

static int ask(struct answer *out, const struct question *q, const char *line)
{
    session_close(&small.session);
    small.session = small_session();
    return small_ask_on(out, &small.session, q, line);
}

struct answer small_ask(const struct question *q, const char *line)
{
    struct answer a;
    if (ask(&a, q, line))
        fail_msg("%s %s: %s", q->name, line, small.err.msg);
    char id[EVIDENCE_ID];
    if (q->traced && !asked_id(id, &small.session, q, small.session.params, NULL))
        journal_add(&small.session, id, q, small.session.params);
    return a;
}

int small_fails(const struct question *q, const char *line)
{
    struct answer a;
    int rc = ask(&a, q, line);
    if (!rc)
        fail_msg("%s %s did not fail", q->name, line);
    return rc;
}

void small_load(void)
{
    const char *source = getenv("WEIR_SOURCE");
    small_ask(&question_ingest,
              arena_printf(&small.arena, "'%s/tests/data/v0.1.0/small.csv' --vintage 2026-10-01",
                           source ? source : "."));
}

static const struct cell *cell(const struct answer *a, int row, const char *key)
{
    const struct table *t = answer_table(a);
    assert_true(row < table_rows(t));
    for (int c = 0; c < t->column_count; c++)
        if (!strcmp(t->columns[c].key, key))
            return &t->cells[row * t->column_count + c];
    fail_msg("no column '%s'", key);
    return NULL;
}

double small_number(const struct answer *a, int row, const char *key)
{
    return cell(a, row, key)->number;
}

const char *small_text(const struct answer *a, int row, const char *key)
{
    return cell(a, row, key)->text;
}

const struct fact *small_fact(const struct answer *a, const char *path)
{
    const struct fact *f = a->facts;
    for (const char *p = path; f && *p; p += strspn(p, ".")) {
        size_t n = strcspn(p, ".");
        long index = strtol(p, NULL, 10);
        const struct fact *x = f->first;
        if (f->kind == FACT_LIST)
            for (; x && index; index--)
                x = x->next;
        else
            while (x && (strncmp(x->key, p, n) != 0 || x->key[n]))
                x = x->next;
        f = x;
        p += n;
    }
    if (!f)
        fail_msg("no fact '%s'", path);
    return f;
}

bool small_noted(const struct answer *a, const char *words)
{
    for (int i = 0; i < a->notes.count; i++)
        if (strstr(a->notes.note[i].text, words))
            return true;
    return false;
}

int small_open_loaded(void **state)
{
    int rc = small_open(state);
    if (!rc)
        small_load();
    return rc;
}
