/* man.c - manual pages, from the table of questions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "cli/cli.h"

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
          "above the amount of\n.Fl \\-alert ,\n4 when parts of what was asked could not be had.\n",
          to);
}

/* --- one question --- */

static void synopsis_option(void *ctx, const struct option_info *o)
{
    fprintf(ctx, ".Op Fl \\-%s%s%s\n", o->name, o->argument ? " Ar " : "",
            o->argument ? o->argument : "");
}

static void man_synopsis(const struct question *q, FILE *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    fprintf(to, ".Nm weir %s\n", q->name);
    options_each(q, synopsis_option, to, &a);
    if (*q->arguments)
        fprintf(to, ".Ar %s\n", q->arguments);
}

static void man_option(void *ctx, const struct option_info *o)
{
    FILE *to = ctx;
    if (o->letter)
        fprintf(to, ".It Fl %c%s%s , Fl \\-%s%s%s\n", o->letter, o->argument ? " Ar " : "",
                o->argument ? o->argument : "", o->name, o->argument ? " Ar " : "",
                o->argument ? o->argument : "");
    else
        fprintf(to, ".It Fl \\-%s%s%s\n", o->name, o->argument ? " Ar " : "",
                o->argument ? o->argument : "");
    man_text(o->help, strlen(o->help), to);
    fputc('\n', to);
}

static void man_body(const struct question *q, bool titled, FILE *to)
{
    CLEANUP(arena_free) struct arena a = {0};
    if (titled)
        fprintf(to, ".Ss weir %s: %s\n", q->name, q->summary);
    man_paragraphs(q->text, to);
    fputs(".Bl -tag -width Ds\n", to);
    options_each(q, man_option, to, &a);
    fputs(".El\n", to);
}

/* --- the pages --- */

static bool is_of(const struct question *q, const char *name)
{
    return question_first(q) == strlen(name) && !strncmp(q->name, name, strlen(name));
}

static int count_of(const struct question *const *all, const char *name)
{
    int n = 0;
    for (; *all; all++)
        n += is_of(*all, name);
    return n;
}

static void man_head(const struct question *const *all, const char *name, FILE *to)
{
    char title[64];
    const char *before = "";
    snprintf(title, sizeof title, "WEIR-%s", name);
    for (char *p = title; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    fprintf(to, ".Dd $Mdocdate$\n.Dt %s 1\n.Os\n.Sh NAME\n.Nm weir-%s\n.Nd ", title, name);
    for (; *all; all++)
        if (is_of(*all, name)) {
            fprintf(to, "%s%s", before, (*all)->summary);
            before = "; ";
        }
    fputs("\n", to);
}

static void man_of(const struct question *const *all, const char *name, FILE *to)
{
    bool titled = count_of(all, name) > 1;
    bool examples = false;
    man_head(all, name, to);
    fputs(".Sh SYNOPSIS\n", to);
    for (const struct question *const *q = all; *q; q++)
        if (is_of(*q, name))
            man_synopsis(*q, to);
    fputs(".Sh DESCRIPTION\n", to);
    for (const struct question *const *q = all; *q; q++)
        if (is_of(*q, name))
            man_body(*q, titled, to);
    man_exit(to);
    for (const struct question *const *q = all; *q; q++)
        if (is_of(*q, name) && *(*q)->examples) {
            fputs(examples ? "" : ".Sh EXAMPLES\n", to);
            fputs(".Bd -literal -offset indent\n", to);
            man_examples((*q)->examples, to);
            examples = true;
        }
    fputs(".Sh SEE ALSO\n.Xr weir 1\n", to);
}

static void names_of(const struct question *const *all, FILE *to)
{
    for (const struct question *const *q = all; *q; q++)
        fprintf(to, ".It Xr weir-%.*s 1%s%s\n%s\n", (int)question_first(*q), (*q)->name,
                question_verb(*q) ? " " : "", question_verb(*q) ? question_verb(*q) : "",
                (*q)->summary);
}

static void man_overview(const struct world *w, FILE *to)
{
    fputs(
        ".Dd $Mdocdate$\n.Dt WEIR 1\n.Os\n.Sh NAME\n.Nm weir\n.Nd measure what flows to a "
        "sanctioned economy\n.Sh SYNOPSIS\n.Nm\n.Ar command\n.Op options\n.Op Ar arguments\n"
        ".Sh DESCRIPTION\n.Nm\ntakes official trade statistics into a store and says what rose or "
        "fell, when and how surely.\nThe commands are\n.Bl -tag -width completion\n",
        to);
    names_of(w->questions, to);
    names_of(commands_all(), to);
    fputs(
        ".El\n.Sh ENVIRONMENT\n.Bl -tag -width WEIR_STORE\n.It Ev WEIR_STORE\npath of the store "
        "where\n.Fl \\-store\nis not given\n.It Ev XDG_DATA_HOME\ndirectory of the user's data, in "
        "which the store is weir/" STORE_FILE "\n.El\n",
        to);
    man_exit(to);
}

bool man_page(const struct world *w, const char *name, FILE *to)
{
    bool question = count_of(w->questions, name) > 0, command = count_of(commands_all(), name) > 0;
    if (!strcmp(name, "weir"))
        man_overview(w, to);
    else if (question || command)
        man_of(question ? w->questions : commands_all(), name, to);
    return question || command || !strcmp(name, "weir");
}
