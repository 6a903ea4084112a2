/* commands.c - commands about the table of questions itself: help, completion, complete.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "app/door.h"
#include "cli/cli.h"

static const struct question help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .complete = COMPLETE_QUESTIONS,
    .summary = "show help",
    .text = "Lists the commands, or explains one.",
    .examples = "weir help\nweir help surge",
    .size = sizeof(struct words),
};

static const struct question completion = {
    .name = "completion",
    .arguments = "[SHELL]",
    .summary = "print completion for bash, zsh or fish",
    .text =
        "Commands, options, countries, codes, lists, groups and events are completed. Installed "
        "by make install; else bash loads it with the example, zsh (after compinit) with "
        "source <(weir completion zsh), fish with weir completion fish | source.",
    .examples = "eval \"$(weir completion)\"\n"
                "weir completion zsh",
    .size = sizeof(struct words),
};

/* What the function of weir completion calls; not listed. */
static const struct question complete = {
    .name = "complete",
    .arguments = "WORD...",
    .summary = "print what may come next",
    .text = "Of the words of a command line after weir, the last is completed.",
    .examples = "",
    .size = sizeof(struct words),
};

enum { DOORS_MOST = 8 };
static const struct question *all[DOORS_MOST + 3] = {&help, &completion};

void commands_add(const struct door *const *doors)
{
    int n = 2;
    for (int i = 0; doors && doors[i] && i < DOORS_MOST; i++)
        all[n++] = &doors[i]->question;
    all[n] = NULL;
}

const struct question *const *commands_all(void)
{
    return all;
}

const struct question *commands_find(const char *name)
{
    return !strcmp(name, complete.name) ? &complete : question_find(commands_all(), name);
}

static int run_help(const struct world *w, const struct words *words)
{
    if (!words->count)
        return help_overview(w, stdout), EXIT_FINE;
    const char *topic = !strcmp(words->item[0], "maps") ? "ingest" : words->item[0];
    char name[128];
    snprintf(name, sizeof name, "%.60s%s%.60s", topic, words->count > 1 ? " " : "",
             words->count > 1 ? words->item[1] : "");
    const struct question *q = question_find(w->questions, name);
    q = q ? q : commands_find(name);
    if (q)
        return help_question(q, stdout), EXIT_FINE;
    for (const struct question *const *v = w->questions; *v; v++)
        if (question_first(*v) == strlen(name) && !strncmp((*v)->name, name, strlen(name)))
            return help_verbs(w, name, stdout), EXIT_FINE;
    fprintf(stderr, "weir: no command '%s'\n", name);
    return EXIT_USAGE;
}

/* A function of each shell that asks the program what may come next; files are the shell's own.
 * '@' is the program, for the case that it is not in PATH. */
static const struct {
    const char *shell, *script;
} completions[] = {
    {"bash", "_weir() {\n"
             "    local IFS=$'\\n' found program=${COMP_WORDS[0]}\n"
             "    type -P \"$program\" >/dev/null || program='@'\n"
             "    found=$(\"$program\" complete -- \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
             "    if [ \"$found\" = FILES ]; then\n"
             "        COMPREPLY=($(compgen -f -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
             "    else\n"
             "        COMPREPLY=($found)\n"
             "    fi\n"
             "}\n"
             "complete -o filenames -F _weir weir\n"},
    {"zsh", "#compdef weir\n"
            "_weir() {\n"
            "    local found program=${words[1]}\n"
            "    whence -p -- \"$program\" >/dev/null || program='@'\n"
            "    found=$(\"$program\" complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)\n"
            "    if [[ $found == FILES ]]; then\n"
            "        _files\n"
            "    else\n"
            "        compadd -- ${(f)found}\n"
            "    fi\n"
            "}\n"
            "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
            "    _weir \"$@\"\n"
            "else\n"
            "    compdef _weir weir\n"
            "fi\n"},
    {"fish", "function __weir_complete\n"
             "    set -l words (commandline -opc) (commandline -ct)\n"
             "    set -l program $words[1]\n"
             "    type -q -- $program; or set program '@'\n"
             "    set -l found ($program complete -- $words[2..-1] 2>/dev/null)\n"
             "    if test \"$found\" = FILES\n"
             "        __fish_complete_path (commandline -ct)\n"
             "    else\n"
             "        printf '%s\\n' $found\n"
             "    end\n"
             "end\n"
             "complete -c weir -f -a '(__weir_complete)'\n"},
};

static int run_completion(const struct words *words)
{
    const char *shell = words->count ? words->item[0] : "bash";
    char program[4096];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = '\0';
    for (size_t i = 0; i < sizeof completions / sizeof *completions; i++) {
        if (strcmp(completions[i].shell, shell) != 0)
            continue;
        const char *script = completions[i].script, *at = strstr(script, "'@'");
        printf("%.*s%s%s", (int)(at + 1 - script), script, program, at + 2);
        return EXIT_FINE;
    }
    fprintf(stderr, "weir: no completion for '%s'\nhint: bash, zsh or fish\n", shell);
    return EXIT_USAGE;
}

int commands_run(const struct world *w, const struct line *line, struct err *err)
{
    const struct words *words = line->params;
    for (int i = 0; w->doors && w->doors[i]; i++)
        if (line->question == &w->doors[i]->question)
            return w->doors[i]->run(w, line->params, line->store, line->wait, err);
    if (line->question == &help)
        return run_help(w, words);
    if (line->question == &completion)
        return run_completion(words);
    complete_words(w, words->count, words->item);
    return EXIT_FINE;
}
