/* The command line: options from the table of parameters, completion, pages and schemas.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct made_params {
    struct words words;
    const char *where, *day;
    bool loud;
    double share, number;
    int count, measure;
};

static const struct param params[] = {
    {PARAM(made_params, where, "where", TEXT, "PLACE", "where it is", AREAS)},
    {PARAM(made_params, day, "on", DAY, "DAY", "when", NOTHING)},
    {PARAM(made_params, loud, "loud", FLAG, NULL, "say more", NOTHING), .letter = 'l'},
    {PARAM(made_params, share, "share", SHARE, "SHARE", "how much", NOTHING), .fallback = 0.05},
    {PARAM(made_params, number, "number", NUMBER, "X", "a number", NOTHING), .fallback = NAN},
    {PARAM(made_params, count, "count", COUNT, "N", "how many", NOTHING), .fallback = 9},
    {PARAM(made_params, measure, "measure", ONE_OF, NULL, "values|weights", NOTHING),
     .words = "value weight"},
    {0},
};

static const struct question made = {
    .name = "made up",
    .summary = "answer nothing",
    .arguments = "FILE...",
    .text = "One paragraph.\n\nAnother one.",
    .examples = "weir made up --where HERE",
    .params = params,
    .size = sizeof(struct made_params),
    .shape = "{a text, b? [number], c truth}",
};
static const struct question *const questions[] = {&made, NULL};
static const struct world world = {questions, NULL, NULL};
static struct arena arena;

static struct line parsed(int n, char **words)
{
    struct line l = {.question = &made, .params = question_params(&made, &arena)};
    struct err err = {0};
    if (options_parse(&l, n, words, &arena, &err))
        fail_msg("%s", err.msg);
    return l;
}

static void refused(const char *word, const char *value)
{
    struct line l = {.question = &made, .params = question_params(&made, &arena)};
    struct err err = {0};
    char *words[] = {strdup(word), strdup(value ? value : "")};
    assert_int_equal(options_parse(&l, value ? 2 : 1, words, &arena, &err), ERR_USAGE);
    assert_true(*err.msg != '\0');
    free(words[0]);
    free(words[1]);
}

static void options(void **state)
{
    (void)state;
    struct line l = parsed(0, NULL);
    struct made_params *p = l.params;
    assert_near(p->share, 0.05, 1e-12);
    assert_true(isnan(p->number));
    assert_int_equal(p->count, 9);
    assert_int_equal(p->words.count, 0);
    l = parsed(11, (char *[]){"a.csv", "--where=RUS", "-l", "--share", "7 %", "--number", "3",
                              "--weight", "--json", "--", "--count"});
    p = l.params;
    assert_string_equal(p->where, "RUS");
    assert_true(p->loud && l.json && !l.csv);
    assert_near(p->share, 0.07, 1e-12);
    assert_near(p->number, 3, 1e-12);
    assert_int_equal(p->measure, 1);
    assert_int_equal(p->words.count, 2);
    assert_string_equal(p->words.item[1], "--count");
}

static void faults(void **state)
{
    (void)state;
    refused("--nothing", NULL);
    refused("--where", NULL);
    refused("--loud=yes", NULL);
    refused("--share", "often");
    refused("--share", "140 %");
    refused("--number", "1x");
    refused("--count", "1.5");
    refused("--on", "2022-02-30");
}

/* What a function of this room prints. */
static char *printed(void (*fn)(FILE *to))
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    fn(f);
    fclose(f);
    return text;
}

static void print_help(FILE *f)
{
    help_question(&made, f);
}

static void print_page(FILE *f)
{
    assert_true(man_page(&world, "made", f));
    assert_false(man_page(&world, "other", f));
}

static void print_schema(FILE *f)
{
    schema_write(&made, f);
}

/* Every option is in help and page; lines fit a terminal of 80 columns. */
static void texts(void **state)
{
    (void)state;
    char *help = printed(print_help), *page = printed(print_page);
    for (const struct param *p = params; p->name; p++) {
        const char *name = p->type == PARAM_ONE_OF ? "weight" : p->name;
        assert_non_null(strstr(help, name));
        assert_non_null(strstr(page, name));
    }
    assert_non_null(strstr(help, "usage: weir made up [options] FILE..."));
    assert_non_null(strstr(page, ".Nm weir made"));
    for (const char *at = help; *at; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\n") <= 80);
    free(help);
    free(page);
}

static void schema(void **state)
{
    (void)state;
    char *text = printed(print_schema);
    assert_non_null(strstr(text, "\"$schema\""));
    assert_non_null(strstr(text, "\"b\""));
    assert_non_null(strstr(text, "\"required\""));
    assert_null(strstr(strstr(text, "\"required\""), "\"b\"")); /* b may be missing */
    free(text);
}

static void found(void **state)
{
    (void)state;
    int word = -1;
    assert_ptr_equal(options_find(&made, "weight", 6, &word), &params[6]);
    assert_int_equal(word, 1);
    assert_null(options_find(&made, "weigh", 5, &word));
    assert_ptr_equal(question_find(questions, "made up"), &made);
    assert_null(question_find(questions, "made"));
    assert_string_equal(question_verb(&made), "up");
    assert_int_equal(question_first(&made), 4);
}

static int free_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options), cmocka_unit_test(faults), cmocka_unit_test(texts),
        cmocka_unit_test(schema),  cmocka_unit_test(found),
    };
    return cmocka_run_group_tests(tests, NULL, free_arena);
}
