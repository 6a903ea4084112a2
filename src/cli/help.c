/* help.c - help texts and manual pages, from the tables of commands and options.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "cli/commands.h"

static const char about[] =
    "weir measures what flows to a sanctioned economy, from official trade statistics.";
static const char codes[] = "Exit codes: 0 done, 1 failed, 2 called wrongly, 3 findings above "
                            "--alert.";

void help_overview(FILE *to)
{
    fprintf(to, "%s\n\nusage: weir [--store PATH] COMMAND ...\n\n", about);
    for (const struct command *const *c = cli_commands(); *c; c++)
        fprintf(to, "  %-11s %s\n", (*c)->name, (*c)->summary);
    fprintf(to, "\nweir COMMAND --help says more, with examples.  %s\n", codes);
}

/* Prints text wrapped at 78 columns; lines that begin with blanks stay as they are. */
static void wrap(const char *text, FILE *to)
{
    for (const char *p = text; *p;) {
        size_t line = strcspn(p, "\n");
        if (*p == ' ' || line <= 78) {
            fprintf(to, "%.*s\n", (int)line, p);
            p += line + (p[line] == '\n');
            continue;
        }
        size_t cut = 78;
        while (p[cut] != ' ')
            cut--;
        fprintf(to, "%.*s\n", (int)cut, p);
        p += cut + 1;
    }
}

static void print_option(const struct option_info *o, FILE *to)
{
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument ? " " : "",
             o->argument ? o->argument : "");
    fprintf(to, "  %-22s %s\n", left, o->help);
}

void help_command(const struct command *c, FILE *to)
{
    fprintf(to, "weir %s: %s\n\nusage: weir %s [options] %s\n\n", c->name, c->summary, c->name,
            c->arguments);
    wrap(c->text, to);
    fputs("\noptions:\n", to);
    for (const struct option_info *o = NULL; (o = options_next(c, o));)
        print_option(o, to);
    if (*c->examples)
        fputs("\nexamples:\n", to);
    for (const char *p = c->examples; *p;) {
        size_t n = strcspn(p, "\n");
        fprintf(to, "  %.*s\n", (int)n, p);
        p += n + (p[n] == '\n');
    }
    fprintf(to, "\n%s\n", codes);
}

/* --- manual pages --- */

/* Text as mdoc takes it: no control line by accident. */
static void man_text(const char *s, size_t n, FILE *to)
{
    if (n && (*s == '.' || *s == '\''))
        fputs("\\&", to);
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\')
            fputs("\\e", to);
        else if (s[i] == '-')
            fputs("\\-", to);
        else
            fputc(s[i], to);
    }
}

/* mdoc wants sentences on lines of their own. */
static void man_sentences(const char *s, size_t n, FILE *to)
{
    for (size_t i = 0, start = 0; i < n; i++) {
        bool end = s[i] == '.' && i + 2 < n && s[i + 1] == ' ' && isupper((unsigned char)s[i + 2]);
        if (!end && i + 1 < n)
            continue;
        man_text(s + start, i + 1 - start, to);
        fputc('\n', to);
        start = i + 2;
    }
}

static void man_paragraphs(const char *text, FILE *to)
{
    bool display = false, gap = false;
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        bool code = *p == ' ';
        if (display && !code)
            fputs(".Ed\n", to);
        if (code && !display)
            fputs(".Bd -literal -offset indent\n", to);
        display = code;
        if (code) {
            man_text(p + 4, n - 4, to);
            fputc('\n', to);
        } else if (n && gap) {
            fputs(".Pp\n", to);
        }
        if (!code && n)
            man_sentences(p, n, to);
        gap = !n;
        p += n + (p[n] == '\n');
    }
    if (display)
        fputs(".Ed\n", to);
}

static void man_examples(const char *examples, FILE *to)
{
    fputs(".Sh EXAMPLES\n.Bd -literal -offset indent\n", to);
    for (const char *p = examples; *p;) {
        size_t n = strcspn(p, "\n");
        man_text(p, n, to);
        fputc('\n', to);
        p += n + (p[n] == '\n');
    }
    fputs(".Ed\n", to);
}

static void man_exit(FILE *to)
{
    fputs(".Sh EXIT STATUS\n0 when done, 1 on failure, 2 when called wrongly, 3 when findings are "
          "above the amount of\n.Fl \\-alert .\n",
          to);
}

static void man_command(const struct command *c, FILE *to)
{
    char title[40];
    snprintf(title, sizeof title, "WEIR-%s", c->name);
    for (char *p = title; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    fprintf(to, ".Dd $Mdocdate$\n.Dt %s 1\n.Os\n.Sh NAME\n.Nm weir-%s\n.Nd %s\n", title, c->name,
            c->summary);
    fprintf(to, ".Sh SYNOPSIS\n.Nm weir %s\n.Op options\n%s%s%s.Sh DESCRIPTION\n", c->name,
            *c->arguments ? ".Ar " : "", c->arguments, *c->arguments ? "\n" : "");
    man_paragraphs(c->text, to);
    fputs(".Sh OPTIONS\n.Bl -tag -width Ds\n", to);
    for (const struct option_info *o = NULL; (o = options_next(c, o));) {
        fprintf(to, ".It Fl \\-%s%s%s\n", o->name, o->argument ? " Ar " : "",
                o->argument ? o->argument : "");
        man_text(o->help, strlen(o->help), to);
        fputc('\n', to);
    }
    fputs(".El\n", to);
    man_exit(to);
    if (*c->examples)
        man_examples(c->examples, to);
    fputs(".Sh SEE ALSO\n.Xr weir 1\n", to);
}

static void man_overview(FILE *to)
{
    fputs(
        ".Dd $Mdocdate$\n.Dt WEIR 1\n.Os\n.Sh NAME\n.Nm weir\n.Nd measure what flows to a "
        "sanctioned economy\n.Sh SYNOPSIS\n.Nm\n.Ar command\n.Op options\n.Op Ar arguments\n"
        ".Sh DESCRIPTION\n.Nm\ntakes official trade statistics into a store and says what rose or "
        "fell, when and how surely.\nThe commands are\n.Bl -tag -width completion\n",
        to);
    for (const struct command *const *c = cli_commands(); *c; c++)
        fprintf(to, ".It Xr weir-%s 1\n%s\n", (*c)->name, (*c)->summary);
    fputs(
        ".El\n.Sh ENVIRONMENT\n.Bl -tag -width WEIR_STORE\n.It Ev WEIR_STORE\npath of the store "
        "where\n.Fl \\-store\nis not given\n.It Ev XDG_DATA_HOME\ndirectory of the user's data, in "
        "which the store is weir/weir.duckdb\n.El\n",
        to);
    man_exit(to);
}

void help_man(const struct command *c, FILE *to)
{
    if (c)
        man_command(c, to);
    else
        man_overview(to);
}

static int run_help(const struct command *self, struct line *line)
{
    (void)self;
    if (!line->request.arg_count) {
        if (line->man)
            help_man(NULL, stdout);
        else
            help_overview(stdout);
        return EXIT_FINE;
    }
    const char *topic = line->request.args[0];
    const struct command *c = cli_find(!strcmp(topic, "maps") ? "ingest" : topic);
    if (!c) {
        fprintf(stderr, "weir: no command '%s'\n", topic);
        return EXIT_USAGE;
    }
    if (line->man)
        help_man(c, stdout);
    else
        help_command(c, stdout);
    return EXIT_FINE;
}

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "show help",
    .options = "",
    .text = "Lists the commands, or explains one.",
    .examples = "weir help\nweir help surge",
    .run = run_help,
};
