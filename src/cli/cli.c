/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/evidence.h"
#include "app/question.h"
#include "base/log.h"
#include "ingest/ingest.h"
#include "report/xlsx.h"

static const struct command *const *list;

const struct command *const *cli_commands(void)
{
    return list;
}

const struct command *cli_find(const char *name)
{
    for (const struct command *const *c = list; *c; c++)
        if (!strcmp((*c)->name, name))
            return *c;
    return NULL;
}

static int exit_of(int code)
{
    return code == ERR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}

static int report(const struct err *err)
{
    log_progress_end();
    fprintf(stderr, "weir: %s%s%s\n", err->where, *err->where ? ": " : "", err->msg);
    return exit_of((int)err->code);
}

static const char *default_store(struct arena *a)
{
    const char *store = getenv("WEIR_STORE"), *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (store && *store)
        return store;
    if (data && *data)
        return arena_printf(a, "%s/weir/weir.duckdb", data);
    return arena_printf(a, "%s/.local/share/weir/weir.duckdb", home ? home : ".");
}

static int terminal_width(void)
{
    struct winsize w;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) || !w.ws_col)
        return 160;
    return w.ws_col;
}

static void write_answer(const struct answer *a, const struct line *line)
{
    CLEANUP(arena_free) struct arena text = {0};
    if (line->json) {
        fputs(answer_json(a, &text), stdout);
    } else if (line->csv) {
        table_write(answer_table(a), FORMAT_CSV, 0, stdout);
    } else {
        fputs(a->head ? a->head : "", stdout);
        table_write(&a->table, FORMAT_TEXT, terminal_width(), stdout);
        printf("%s%s", a->foot ? "\n" : "", a->foot ? a->foot : "");
    }
}

/* Output that could not be written is a failure, not a short answer. */
static int finish(int code)
{
    if (!fflush(stdout) && !ferror(stdout))
        return code;
    fprintf(stderr, "weir: output could not be written: %s\n", strerror(errno));
    return EXIT_FAILED;
}

/* The id of the answer; beside JSON and CSV on stderr. */
static void note_evidence(const struct command *c, const struct line *line)
{
    char id[EVIDENCE_ID];
    const struct request *q = &line->request;
    if (!question_known(c->name, q) || evidence_of(id, c->name, q, NULL))
        return;
    evidence_record(id, c->name, q);
    if (line->json || line->csv)
        log_note("evidence: %s", id);
    else
        printf("evidence: %s\n", id);
}

static int run_app(const struct command *c, struct line *line, struct arena *a)
{
    struct request *q = &line->request;
    struct answer answer = {0};
    struct err err = {0};
    if (!line->limit_given && (line->json || line->csv))
        q->limit = 0;
    q->measure = line->weight       ? MEASURE_WEIGHT
                 : line->quantity   ? MEASURE_QUANTITY
                 : line->unit_value ? MEASURE_UNIT_VALUE
                                    : MEASURE_VALUE;
    if (c->app(&answer, a, q, &err))
        return report(&err);
    log_progress_end();
    if (line->xlsx && xlsx_write(answer_table(&answer), c->name, line->xlsx, &err))
        return report(&err);
    write_answer(&answer, line);
    note_evidence(c, line);
    return finish(answer.above ? EXIT_ABOVE : EXIT_FINE);
}

/* Options that stand before the command belong to it: weir --store PATH series ... */
static int find_command(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            return i;
        if (!strcmp(argv[i], "--store"))
            i++;
    }
    return 0;
}

static char **reorder(int argc, char **argv, int at, struct arena *a)
{
    char **out = arena_array(a, char *, (size_t)argc);
    int n = 0;
    out[n++] = argv[at];
    for (int i = 1; i < argc; i++)
        if (i != at)
            out[n++] = argv[i];
    return out;
}

static int unknown_command(const char *name)
{
    fprintf(stderr, "weir: no command '%s'\nhint: weir help lists the commands\n", name);
    return EXIT_USAGE;
}

static int no_command(int argc, char **argv)
{
    bool help = false;
    for (int i = 1; i < argc; i++)
        help |= !strcmp(argv[i], "--help") || !strcmp(argv[i], "-h");
    help_overview(help ? stdout : stderr);
    return help ? EXIT_FINE : EXIT_USAGE;
}

int cli_main(int argc, char **argv, const struct command *const *commands)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct line line = {.request = {.fdr = 0.05,
                                    .limit = 20,
                                    .alert = NAN,
                                    .max_rejects = INGEST_MAX_REJECTS,
                                    .trend = -1,
                                    .seasonal = -1,
                                    .season = 12}};
    struct err err = {0};
    list = commands;
    setlocale(LC_CTYPE, "");
    int at = find_command(argc, argv);
    if (!at)
        return argc > 1 && !strcmp(argv[argc - 1], "--version")
                   ? cli_find("version")->run(NULL, &line)
                   : no_command(argc, argv);
    const struct command *c = cli_find(argv[at]);
    if (!c)
        return unknown_command(argv[at]);
    line.request.store = default_store(&a);
    if (options_parse(&line, c, argc - 1, reorder(argc, argv, at, &a), &a, &err))
        return report(&err);
    log_quiet(line.quiet);
    if (line.man && c->app)
        return help_man(c, stdout), finish(EXIT_FINE);
    if (line.help)
        return help_command(c, stdout), finish(EXIT_FINE);
    return c->run ? finish(c->run(c, &line)) : run_app(c, &line, &a);
}
