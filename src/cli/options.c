/* options.c - the options of a question, from its table of parameters.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "model/near.h"
#include "cli/cli.h"
#include "model/period.h"

/* What every question has, in struct line. */
static const struct param common[] = {
    {PARAM(line, store, "store", TEXT, "PATH",
           "the store, else $WEIR_STORE, else in the user's data directory", FILES)},
    {PARAM(line, wait, "wait", COUNT, "SECONDS",
           "how long to wait for a process that writes to the store, 10 unless told", NOTHING)},
    {PARAM(line, json, "json", FLAG, NULL, "print JSON", NOTHING)},
    {PARAM(line, csv, "csv", FLAG, NULL, "print CSV", NOTHING)},
    {PARAM(line, spreadsheet, "spreadsheet", FLAG, NULL,
           "CSV whose texts no spreadsheet takes for formulas (a mark ' before = + - @)", NOTHING)},
    {PARAM(line, xlsx, "xlsx", TEXT, "FILE", "write the table as a workbook", FILES)},
    {PARAM(line, quiet, "quiet", FLAG, NULL, "no notes and no progress (-q)", NOTHING),
     .letter = 'q'},
    {PARAM(line, help, "help", FLAG, NULL, "this text (-h)", NOTHING), .letter = 'h'},
    {0},
};

/* Those that make the files of docs/; not shown. */
static const struct param hidden[] = {
    {PARAM(line, man, "man", FLAG, NULL, "the manual page", NOTHING)},
    {PARAM(line, schema, "schema", FLAG, NULL, "the schema of the JSON", NOTHING)},
    {0},
};

/* --- looking at them --- */

static const char *part(const char *text, char between, int index, size_t *n)
{
    for (; index; index--)
        text = strchr(text, between) + 1;
    *n = strcspn(text, (char[]){between, '\0'});
    return text;
}

static int words_of(const struct param *p)
{
    int n = 1;
    for (const char *c = p->words; *c; c++)
        n += *c == ' ';
    return n;
}

static void each_of(const struct param *p, option_fn fn, void *ctx, struct arena *a)
{
    for (; p && p->name; p++) {
        if (p->type != PARAM_ONE_OF) {
            fn(ctx, &(struct option_info){p->name, p->argument, p->help, p->letter});
            continue;
        }
        for (int i = 0; i < words_of(p); i++) {
            size_t name_n, help_n;
            const char *name = part(p->words, ' ', i, &name_n);
            const char *help = part(p->help, '|', i, &help_n);
            fn(ctx, &(struct option_info){arena_strndup(a, name, name_n), NULL,
                                          arena_strndup(a, help, help_n), 0});
        }
    }
}

void options_each(const struct question *q, option_fn fn, void *ctx, struct arena *a)
{
    each_of(q->params, fn, ctx, a);
    each_of(common, fn, ctx, a);
}

static const struct param *find_in(const struct param *p, const char *name, size_t len, int *word)
{
    for (; p && p->name; p++) {
        *word = -1;
        if (p->type != PARAM_ONE_OF && strlen(p->name) == len && !strncmp(p->name, name, len))
            return p;
        for (int i = 0; p->type == PARAM_ONE_OF && i < words_of(p); i++) {
            size_t n;
            const char *w = part(p->words, ' ', i, &n);
            if (n == len && !strncmp(w, name, n))
                return *word = i, p;
        }
    }
    return NULL;
}

const struct param *options_find(const struct question *q, const char *name, size_t len, int *word)
{
    const struct param *p = find_in(q->params, name, len, word);
    p = p ? p : find_in(common, name, len, word);
    return p ? p : find_in(hidden, name, len, word);
}

static const struct param *find_letter(const struct question *q, char letter)
{
    for (const struct param *p = q->params; p && p->name; p++)
        if (p->letter == letter)
            return p;
    for (const struct param *p = common; p->name; p++)
        if (p->letter == letter)
            return p;
    return NULL;
}

/* --- reading --- */

static void try_option(void *ctx, const struct option_info *o)
{
    near_try(ctx, o->name);
}

static int unknown(const struct question *q, const char *name, size_t len, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    size_t dashes = strspn(name, "-");
    struct near near = near_to(name + dashes, len - dashes);
    options_each(q, try_option, &near, &a);
    err_set(err, ERR_USAGE, "weir %s has no option '%.*s'", q->name, (int)len, name);
    if (near.best)
        return err_hint(err, "did you mean --%s?", near.best);
    return err_hint(err, "weir %s --help lists them", q->name);
}

/* A share is a number from 0 to 1, or of percent from 0 to 100. */
static int set_number(char *at, const struct param *p, const char *text, struct err *err)
{
    char *end;
    double v = strtod(text, &end);
    end += strspn(end, " ");
    bool percent = *end == '%', whole = p->type != PARAM_COUNT || v == floor(v);
    if (end == text || *(end + percent) || !isfinite(v) || v < 0 || !whole)
        return err_set(err, ERR_USAGE, "--%s '%s' is not a %snumber", p->name, text,
                       whole ? "" : "whole ");
    if (p->type == PARAM_SHARE && (percent || p->percent))
        v /= 100;
    if (p->type == PARAM_SHARE && v > 1)
        return err_set(err, ERR_USAGE, "--%s '%s' is more than the whole", p->name, text);
    if (p->type == PARAM_COUNT && v > question_most(p))
        return err_set(err, ERR_USAGE, "--%s '%s' is more than %d", p->name, text,
                       question_most(p));
    if (p->type == PARAM_COUNT)
        *(int *)(void *)at = (int)v;
    else
        *(double *)(void *)at = v;
    return 0;
}

static bool is_day(const char *s)
{
    struct days d;
    return strlen(s) == 10 && days_parse(&d, s);
}

static int set(char *at, const struct param *p, const char *text, struct err *err)
{
    if (p->type == PARAM_DAY && !is_day(text))
        return err_set(err, ERR_USAGE, "--%s '%s' is not a day (YYYY-MM-DD)", p->name, text);
    if (p->type != PARAM_TEXT && p->type != PARAM_DAY)
        return set_number(at, p, text, err);
    *(const char **)(void *)at = text;
    return 0;
}

enum { MOST_GIVEN = 64 };

struct reader {
    struct line *line;
    int argc, at;
    char **argv;
    bool limit_given;
    struct given {
        const struct param *param;
        const char *value;
    } given[MOST_GIVEN];
    int givens;
};

static bool is_common(const struct param *p)
{
    return (p >= common && p < common + sizeof common / sizeof *common) ||
           (p >= hidden && p < hidden + sizeof hidden / sizeof *hidden);
}

/* Whether its value is a list: AREAS, CODES. */
static bool is_list(const struct param *p)
{
    size_t n = strlen(p->argument);
    return p->type == PARAM_TEXT && n && p->argument[n - 1] == 'S';
}

/* The last value counts; but of two lists the first would be lost without a word. */
static int refuse_twice(struct reader *r, const struct param *p, const char *value, struct err *err)
{
    for (int i = 0; i < r->givens; i++)
        if (r->given[i].param == p && strcmp(r->given[i].value, value) != 0) {
            err_set(err, ERR_USAGE, "--%s is given twice", p->name);
            return err_hint(err, "several stand between commas: --%s %s,%s", p->name,
                            r->given[i].value, value);
        }
    if (r->givens < MOST_GIVEN)
        r->given[r->givens++] = (struct given){p, value};
    return 0;
}

static int take_option(struct reader *r, struct err *err)
{
    const char *word = r->argv[r->at], *equals = strchr(word, '=');
    const struct question *q = r->line->question;
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    int which = -1;
    const struct param *p = len == 2 && word[1] != '-'  ? find_letter(q, word[1])
                            : len > 2 && word[1] == '-' ? options_find(q, word + 2, len - 2, &which)
                                                        : NULL;
    if (!p)
        return unknown(q, word, len, err);
    char *at = (char *)(is_common(p) ? (void *)r->line : r->line->params) + p->at;
    r->limit_given |= !strcmp(p->name, "limit");
    if ((which >= 0 || p->type == PARAM_FLAG) && equals)
        return unknown(q, word, strlen(word), err);
    if (which >= 0)
        return *(int *)(void *)at = which, 0;
    if (p->type == PARAM_FLAG)
        return *(bool *)(void *)at = true, 0;
    if (!equals && r->at + 1 >= r->argc)
        return err_set(err, ERR_USAGE, "--%s wants a value (%s)", p->name, p->argument);
    const char *value = equals ? equals + 1 : r->argv[++r->at];
    if (is_list(p))
        TRY(refuse_twice(r, p, value, err));
    return set(at, p, value, err);
}

/* Data formats have all rows unless told. */
static void lift_limit(const struct reader *r)
{
    int word;
    const struct line *l = r->line;
    const struct param *p = options_find(l->question, "limit", 5, &word);
    if (p && !r->limit_given && (l->json || l->csv))
        *(int *)(void *)((char *)l->params + p->at) = 0;
}

static int check(const struct line *l, const struct words *w, struct err *err)
{
    if (w->count && !*l->question->arguments) {
        err_set(err, ERR_USAGE, "weir %s takes no argument '%s'", l->question->name, w->item[0]);
        return err_hint(err, "weir %s --help shows how to call it", l->question->name);
    }
    if (l->spreadsheet && !l->csv)
        return err_set(err, ERR_USAGE, "--spreadsheet says how --csv is written");
    if (l->json && l->csv)
        return err_set(err, ERR_USAGE, "--json or --csv, not both");
    return 0;
}

int options_parse(struct line *line, int argc, char **argv, struct arena *a, struct err *err)
{
    struct reader r = {.line = line, .argc = argc, .argv = argv};
    bool only_words = false;
    line->params = question_params(line->question, a);
    struct words *w = line->params;
    w->item = arena_array(a, char *, (size_t)argc + 1);
    for (; r.at < argc; r.at++) {
        const char *word = argv[r.at];
        bool option = !only_words && word[0] == '-' && word[1];
        if (option && !strcmp(word, "--"))
            only_words = true;
        else if (option)
            TRY(take_option(&r, err));
        else
            w->item[w->count++] = argv[r.at];
    }
    lift_limit(&r);
    return line->help || line->man || line->schema ? 0 : check(line, w, err);
}
