/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/request.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/asked.h"
#include "app/evidence/journal.h"
#include "base/temp.h"
#include "page/page.h"
#include "serve/pool/wire.h"
#include "store/parquet.h"

bool request_allows(const struct question *q)
{
    return q->needs <= NEEDS_READ && !q->local;
}

bool request_loads(const struct question *q)
{
    return q->loads;
}

bool request_allows_param(const struct param *p)
{
    return p->complete != COMPLETE_FILES && !p->file && !(p->display && strcmp(p->name, "limit"));
}

bool request_takes_body(const struct question *q)
{
    return *q->arguments && q->complete == COMPLETE_FILES;
}

void request_add(struct request *r, const char *name, const char *value, struct arena *a)
{
    r->pair = arena_grow(a, r->pair, (size_t)r->pairs, sizeof *r->pair);
    r->pair[r->pairs++] = (struct pair){name, value};
}

void request_word(struct request *r, const char *word, struct arena *a)
{
    r->word = arena_grow(a, r->word, (size_t)r->words, sizeof *r->word);
    r->word[r->words++] = word;
}

/* --- as a command line --- */

static bool is_truth(const char *text, bool *yes)
{
    *yes = !text || !*text || !strcmp(text, "true") || !strcmp(text, "1") || !strcmp(text, "yes");
    return *yes || !strcmp(text, "false") || !strcmp(text, "0") || !strcmp(text, "no");
}

/* "--name=value"; a flag that is false, or a value that was left empty, is not said. */
static int add_option(char **argv, int *argc, const struct request *r, const struct pair *x,
                      struct arena *a, struct err *err)
{
    int word;
    bool yes;
    const struct param *p = options_find(r->question, x->name, strlen(x->name), &word);
    bool own = false;
    for (const struct param *q = r->question->params; q && q->name; q++)
        own |= p == q;
    if (!own || !request_allows_param(p)) {
        err_set(err, ERR_USAGE, "%s has no parameter '%s'", r->question->name, x->name);
        return err_subject(err, x->name);
    }
    if (word < 0 && p->type != PARAM_FLAG) {
        if (x->value && *x->value)
            argv[(*argc)++] = arena_printf(a, "--%s=%s", x->name, x->value);
        return 0;
    }
    if (!is_truth(x->value, &yes))
        return err_set(err, ERR_USAGE, "%s is true or false, not '%s'", x->name, x->value);
    if (yes)
        argv[(*argc)++] = arena_printf(a, "--%s", x->name);
    return 0;
}

static int body_file(char **path, const struct request *r, struct arena *a, struct err *err)
{
    TRY(temp_file(path, "body", a, err));
    CLEANUP(file_close) FILE *f = fopen(*path, "wb");
    size_t n = strlen(r->body);
    if (!f || fwrite(r->body, 1, n, f) != n || fflush(f))
        return err_set(err, ERR_IO, "a body could not be written: %s", strerror(errno));
    return 0;
}

static int parse(struct line *line, char **body, const struct request *r, struct arena *a,
                 struct err *err)
{
    int argc = 0;
    char **argv = arena_array(a, char *, (size_t)(r->pairs + r->words) + 4);
    for (int i = 0; i < r->pairs; i++)
        TRY(add_option(argv, &argc, r, &r->pair[i], a, err));
    argv[argc++] = arena_strdup(a, r->form == FORM_CSV || r->form == FORM_PARQUET ? "--csv"
                                                                                  : "--json");
    argv[argc++] = arena_strdup(a, "--");
    if (request_takes_body(r->question)) {
        if (!r->body || r->words)
            return err_set(err, ERR_USAGE, "%s reads a file: it is sent as the body",
                           r->question->name);
        if (request_loads(r->question))
            *body = arena_strdup(a, r->body);
        else
            TRY(body_file(body, r, a, err));
        argv[argc++] = *body;
    }
    for (int i = 0; i < r->words; i++)
        argv[argc++] = arena_strdup(a, r->word[i]);
    line->question = r->question;
    return options_parse(line, argc, argv, a, err);
}

static int add_parquet(struct buf *to, const struct table *t, struct arena *a, struct err *err)
{
    char *path, *bytes;
    size_t n;
    TRY(temp_file(&path, "parquet", a, err));
    int rc = parquet_write(path, t, err);
    rc = rc ? rc : file_bytes(&bytes, &n, path, WIRE_MAX, a, err);
    if (!rc)
        buf_add(to, bytes, n);
    temp_remove(path);
    return rc;
}

/* Leaves out what is more than was asked for, and says so. */
static void shorten(struct answer *x, struct session *s, int rows)
{
    struct table *t = x->data.columns ? &x->data : &x->table;
    int all = t->columns && !x->facts ? table_rows(t) : 0;
    if (!rows || all <= rows)
        return;
    t->cell_count = rows * t->column_count;
    notes_add(&x->notes, NOTE_WARNING,
              arena_printf(s->arena, "the first %d of %d rows: ask for fewer", rows, all),
              s->arena);
}

/* Where files lie on the machine that serves is nothing to those who ask. */
static void hide_folders(struct table *t)
{
    for (int i = 0; i < t->cell_count; i++) {
        struct cell *cell = &t->cells[i];
        if (t->columns[i % t->column_count].style == STYLE_PATH && cell->text)
            cell->text = file_name(cell->text);
    }
}

static void hide_folders_of(struct fact *of)
{
    for (struct fact *f = of ? of->first : NULL; f; f = f->next) {
        bool path = f->key && (!strcmp(f->key, "path") || !strcmp(f->key, "file"));
        if (path && f->text)
            f->text = file_name(f->text);
        hide_folders_of(f);
    }
}

static int ask(struct reply *out, struct session *s, const struct request *r,
               const struct line *line, struct err *err)
{
    struct answer x;
    TRY(question_ask(&x, s, r->question, line->params, err));
    s->asked = r->question;
    s->needs = r->question->needs;
    shorten(&x, s, r->rows);
    hide_folders(&x.table);
    hide_folders(&x.data);
    hide_folders_of(x.facts);
    if (r->form == FORM_PARQUET)
        TRY(add_parquet(&out->text, answer_table(&x), s->arena, err));
    else if (r->form == FORM_PAGE)
        page_body(&out->text, &x, &s->build, s->arena);
    else
        answer_data(&out->text, &x, r->question, r->form, s->arena);
    out->notes = x.notes;
    /* a file that came as a body is gone: it cannot be asked again */
    if (r->question->traced && !r->body &&
        !asked_id(out->evidence, s, r->question, line->params, NULL))
        journal_add(s, out->evidence, r->question, line->params);
    return 0;
}

/* Where a body lies is nothing to the one who sent it: it is called by a shorter name. */
static void hide(const char *body, const char *name, struct err *err)
{
    size_t n = strlen(body), len = strlen(name);
    char *texts[] = {err->where, err->msg, err->hint};
    for (int i = 0; i < 3; i++)
        for (char *at; (at = strstr(texts[i], body));) {
            memcpy(at, name, len);
            memmove(at + len, at + n, strlen(at + n) + 1);
        }
}

int request_ask(struct reply *out, struct session *s, const struct request *r, struct err *err)
{
    struct line line = {.wait = s->wait};
    char *body = NULL;
    *out = (struct reply){0};
    bool loads = request_loads(r->question);
    if (r->question->named && r->words != 1) {
        err_set(err, ERR_USAGE, "%s of what? what others asked is not listed", r->question->name);
        return err_hint(err, "the id of one answer, as Weir-Evidence has it, or arg=ID/ITEM");
    }
    if (!request_allows(r->question) && !loads)
        return err_set(err, ERR_USAGE, "%s is not asked from outside", r->question->name);
    int rc = parse(&line, &body, r, s->arena, err);
    s->sent = loads;
    rc = rc ? rc : ask(out, s, r, &line, err);
    s->sent = false;
    if (body && rc)
        hide(body, loads ? file_name(body) : "body", err);
    if (body && !loads) /* it goes with the request that brought it */
        temp_remove(body);
    return rc;
}
