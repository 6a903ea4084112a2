/* help.c - help texts, from the table of questions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/cli.h"

static const char about[] =
    "weir measures what flows to a sanctioned economy, from official trade statistics.";
static const char codes[] = "Exit codes: 0 done, 1 failed, 2 called wrongly, 3 findings above "
                            "--alert.";

static void overview_of(const struct question *const *q, FILE *to)
{
    for (; *q; q++)
        fprintf(to, "  %-14s %s\n", (*q)->name, (*q)->summary);
}

void help_overview(const struct world *w, FILE *to)
{
    fprintf(to, "%s\n\nusage: weir [--store PATH] COMMAND ...\n\n", about);
    overview_of(w->questions, to);
    overview_of(commands_all(), to);
    fprintf(to, "\nweir COMMAND --help says more, with examples.  %s\n", codes);
}

enum { WIDTH = 78, OPTION_WIDTH = 22 };

/* Prints text wrapped, all lines but the first after `indent` blanks; lines that begin with blanks
 * stay as they are. */
static void wrap(const char *text, int indent, FILE *to)
{
    for (const char *p = text; *p;) {
        size_t line = strcspn(p, "\n"), cut = (size_t)(WIDTH - indent);
        if (p != text)
            fprintf(to, "%*s", indent, "");
        if (*p == ' ' || line <= cut) {
            fprintf(to, "%.*s\n", (int)line, p);
            p += line + (p[line] == '\n');
            continue;
        }
        while (p[cut] != ' ')
            cut--;
        fprintf(to, "%.*s\n", (int)cut, p);
        p += cut + 1;
    }
}

static void print_option(void *ctx, const struct option_info *o)
{
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument ? " " : "",
             o->argument ? o->argument : "");
    fprintf(ctx, "  %-*s ", OPTION_WIDTH, left);
    wrap(o->help, OPTION_WIDTH + 3, ctx);
}

static void print_examples(const char *examples, FILE *to)
{
    if (*examples)
        fputs("\nexamples:\n", to);
    for (const char *p = examples; *p;) {
        size_t n = strcspn(p, "\n");
        fprintf(to, "  %.*s\n", (int)n, p);
        p += n + (p[n] == '\n');
    }
}

static void usage_of(const struct question *q, FILE *to)
{
    fprintf(to, "weir %s [options]%s%s\n", q->name, *q->arguments ? " " : "", q->arguments);
}

void help_question(const struct question *q, FILE *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    fprintf(to, "weir %s: %s\n\nusage: ", q->name, q->summary);
    usage_of(q, to);
    fputs("\n", to);
    wrap(q->text, 0, to);
    fputs("\noptions:\n", to);
    options_each(q, print_option, to, &a);
    print_examples(q->examples, to);
    fprintf(to, "\n%s\n", codes);
}

void help_verbs(const struct world *w, const char *first, FILE *to)
{
    const char *before = "usage: ";
    for (const struct question *const *q = w->questions; *q; q++)
        if (question_first(*q) == strlen(first) && !strncmp((*q)->name, first, strlen(first))) {
            fputs(before, to);
            usage_of(*q, to);
            before = "       ";
        }
    for (const struct question *const *q = w->questions; *q; q++)
        if (question_first(*q) == strlen(first) && !strncmp((*q)->name, first, strlen(first))) {
            fprintf(to, "\nweir %s: %s%s\n", (*q)->name, (*q)->summary,
                    (*q)->main ? " (without a second word, too)" : "");
            wrap((*q)->text, 0, to);
            print_examples((*q)->examples, to);
        }
    fprintf(to, "\nweir %s WORD --help lists the options.  %s\n", first, codes);
}
