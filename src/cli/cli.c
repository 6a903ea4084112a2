/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/asked.h"
#include "app/evidence/journal.h"
#include "base/log.h"
#include "base/temp.h"
#include "model/near.h"
#include "page/page.h"
#include "report/table.h"
#include "report/xlsx.h"

/* --- what is said --- */

static int report(const struct err *err)
{
    log_progress_end();
    fprintf(stderr, "weir: %s%s%s\n", err->where, *err->where ? ": " : "", err->msg);
    if (*err->hint)
        fprintf(stderr, "hint: %s\n", err->hint);
    return err->code == ERR_USAGE       ? EXIT_USAGE
           : err->code == ERR_CANCELLED ? EXIT_STOPPED
                                        : EXIT_FAILED;
}

/* Output that could not be written is a failure, not a short answer. */
static int finish(int code)
{
    if (!fflush(stdout) && !ferror(stdout))
        return code;
    fprintf(stderr, "weir: output could not be written: %s\n", strerror(errno));
    return EXIT_FAILED;
}

/* 0: no terminal, and nothing is cut. */
static int terminal_width(void)
{
    struct winsize w;
    if (!isatty(STDOUT_FILENO))
        return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) || !w.ws_col ? 80 : w.ws_col;
}

/* --- an answer, written --- */

/* The one place that prints answers: what files and registers hold reaches no terminal as an order
 * to it.  Data in a file or a pipe stay as they are. */
static void print(const struct buf *text, bool data)
{
    CLEANUP(buf_free) struct buf plain = {0};
    if (!data || isatty(STDOUT_FILENO))
        buf_plain(&plain, buf_str(text));
    const struct buf *b = plain.s ? &plain : text;
    fwrite(buf_str(b), 1, b->len, stdout);
}

/* Notes are part of the text; of an object they are its last facts. */
static void add_note_lines(struct buf *to, const struct notes *notes, bool quiet)
{
    for (int i = 0; i < notes->count; i++)
        if (notes->note[i].level == NOTE_WARNING || !quiet)
            buf_printf(to, "%s: %s\n", notes->note[i].level == NOTE_WARNING ? "warning" : "note",
                       notes->note[i].text);
}

/* Whoever sends the answer elsewhere sees them too. */
static void say_notes(const struct notes *notes)
{
    for (int i = 0; i < notes->count; i++)
        (notes->note[i].level == NOTE_WARNING ? log_warn : log_note)("%s", notes->note[i].text);
}

static void add_text(struct buf *to, const struct answer *x, bool quiet)
{
    buf_puts(to, x->head);
    if (x->table.column_count)
        table_lines(&x->table, terminal_width(), to);
    if (x->foot)
        buf_printf(to, "\n%s", x->foot);
    add_note_lines(to, &x->notes, quiet);
}

static void write_answer(const struct answer *x, const struct line *line, struct arena *a)
{
    CLEANUP(buf_free) struct buf text = {0};
    bool data = line->json || line->csv;
    if (data)
        answer_data(&text, x, line->question,
                    line->json          ? FORM_JSON
                    : line->spreadsheet ? FORM_SPREADSHEET
                                        : FORM_CSV,
                    a);
    else
        add_text(&text, x, line->quiet);
    print(&text, data);
    if (data || !isatty(STDOUT_FILENO))
        say_notes(&x->notes);
}

/* The id of the answer; beside JSON and CSV on stderr. */
static void note_evidence(struct session *s, const struct line *line)
{
    char id[EVIDENCE_ID];
    const struct question *q = line->question;
    if (!q->traced || asked_id(id, s, q, line->params, NULL))
        return;
    journal_add(s, id, q, line->params);
    if (line->json || line->csv)
        log_note("evidence: %s", id);
    else
        printf("evidence: %s\n", id);
    say_notes(&s->notes);
}

/* --- asking --- */

static atomic_bool stopped;

/* The first Ctrl-C ends the statement that runs, the second the process. */
static void stop(int signal_number)
{
    atomic_store(&stopped, true);
    signal(signal_number, SIG_DFL);
}

/* The answer with what it is. */
static int write_workbook(const struct answer *x, struct session *s, const struct line *line,
                          struct err *err)
{
    struct xlsx_about about = {
        .sheet = line->question->name,
        .question = asked_words(line->question, line->params, s->arena),
        .weir = arena_printf(s->arena, "weir %s, reference data %.12s", s->build.version,
                             s->build.reference),
        .head = x->head,
        .foot = x->foot,
        .notes = notes_text(&x->notes, s->arena),
    };
    return xlsx_write(answer_table(x), &about, line->xlsx, err);
}

static int ask(const struct world *world, struct line *line, struct arena *a)
{
    CLEANUP(session_close) struct session s = session_new(world, line->store, a);
    struct answer x;
    struct err err = {0};
    s.cancel = &stopped;
    s.lines = stdout;
    s.wait = line->wait;
    signal(SIGINT, stop);
    if (question_ask(&x, &s, line->question, line->params, &err)) {
        say_notes(&x.notes);
        return report(&err);
    }
    log_progress_end();
    s.asked = line->question;
    s.needs = line->question->needs;
    if (x.page.path && page_write(&x, &s.build, a, &err))
        return report(&err);
    if (line->xlsx && write_workbook(&x, &s, line, &err))
        return report(&err);
    if (!x.written)
        write_answer(&x, line, a);
    else
        say_notes(&x.notes);
    if (!x.written)
        note_evidence(&s, line);
    if (x.settle_from && (fflush(stdout) || ferror(stdout) || rename(x.settle_from, x.settle_to)))
        unlink(x.settle_from);
    return finish(x.above ? EXIT_ABOVE : x.lacking ? EXIT_LACKING : EXIT_FINE);
}

/* --- which question --- */

static const char *default_store(struct arena *a)
{
    const char *store = getenv("WEIR_STORE");
    return store && *store ? store : arena_printf(a, "%s/" STORE_FILE, user_data(a));
}

/* The place of the next word that is no option from `at` on; 0: none.  Options that stand before
 * the command belong to it: weir --store PATH series ... */
static int next_word(int argc, char **argv, int at)
{
    for (int i = at; i < argc; i++) {
        if (argv[i][0] != '-')
            return i;
        if (!strcmp(argv[i], "--store"))
            i++;
    }
    return 0;
}

/* The question that one word means by itself, NULL where several share it and none is main. */
static const struct question *of_word(const struct world *w, const char *word, bool *shared)
{
    size_t n = strlen(word);
    *shared = false;
    for (const struct question *const *q = w->questions; *q; q++) {
        if (question_first(*q) != n || strncmp((*q)->name, word, n) != 0)
            continue;
        if (!question_verb(*q) || (*q)->main)
            return *q;
        *shared = true;
    }
    return commands_find(word);
}

/* The second word that was meant. */
static const char *verb_near(const struct world *w, const char *first, const char *verb)
{
    struct near near = near_to(verb, strlen(verb));
    for (const struct question *const *q = w->questions; *q; q++)
        if (question_verb(*q) && question_first(*q) == strlen(first) &&
            !strncmp((*q)->name, first, strlen(first)))
            near_try(&near, question_verb(*q));
    return near.best;
}

static int no_verb(const struct world *w, const char *first, const char *verb)
{
    const char *near = verb ? verb_near(w, first, verb) : NULL;
    fprintf(stderr, "weir: weir %s%s%s: no such question\nhint: ", first, verb ? " " : "",
            verb ? verb : "");
    if (near)
        fprintf(stderr, "did you mean weir %s %s? There are ", first, near);
    const char *before = "";
    for (const struct question *const *q = w->questions; *q; q++)
        if (question_first(*q) == strlen(first) && !strncmp((*q)->name, first, strlen(first))) {
            fprintf(stderr, "%s%s", before, (*q)->name);
            before = ", ";
        }
    fputs("\n", stderr);
    return EXIT_USAGE;
}

static int unknown_command(const struct world *w, const char *name, struct arena *a)
{
    struct near near = near_to(name, strlen(name));
    for (const struct question *const *q = w->questions; *q; q++)
        near_try(&near, arena_strndup(a, (*q)->name, question_first(*q)));
    for (const struct question *const *q = commands_all(); *q; q++)
        near_try(&near, (*q)->name);
    fprintf(stderr, "weir: no command '%s'\nhint: ", name);
    if (near.best)
        fprintf(stderr, "did you mean weir %s? ", near.best);
    fputs("weir help lists the commands\n", stderr);
    return EXIT_USAGE;
}

static int no_command(const struct world *w, int argc, char **argv)
{
    bool help = false;
    for (int i = 1; i < argc; i++)
        help |= !strcmp(argv[i], "--help") || !strcmp(argv[i], "-h");
    help_overview(w, help ? stdout : stderr);
    return help ? finish(EXIT_FINE) : EXIT_USAGE;
}

static bool has_verbs(const struct world *w, const char *first)
{
    size_t n = strlen(first);
    for (const struct question *const *q = w->questions; *q; q++)
        if (question_first(*q) == n && !strncmp((*q)->name, first, n) && question_verb(*q))
            return true;
    return false;
}

/* Finds the question and what is left of the command line; EXIT_FINE where it is there. */
static int find_question(const struct world *w, struct line *line, int *argc, char **argv,
                         struct arena *a)
{
    int first = next_word(*argc, argv, 1), second = next_word(*argc, argv, first + 1), n = 0;
    bool shared, verbs = has_verbs(w, argv[first]);
    const struct question *q = NULL;
    int verb = 0;
    for (int i = second; verbs && i && !q; i = next_word(*argc, argv, i + 1)) {
        q = question_find(w->questions, arena_printf(a, "%s %s", argv[first], argv[i]));
        verb = i;
    }
    const struct question *whole = question_find(w->questions, argv[first]);
    if (verbs && second && !q && !(whole && *whole->arguments)) /* weir screen NAME */
        return no_verb(w, argv[first], argv[second]);
    bool two = q != NULL;
    q = q ? q : of_word(w, argv[first], &shared);
    if (!q && verbs && *argc > 2) /* weir claim --help */
        for (int i = 2; i < *argc; i++)
            if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h") || !strcmp(argv[i], "--man"))
                q = *w->questions;
    if (!q)
        return verbs ? no_verb(w, argv[first], NULL) : unknown_command(w, argv[first], a);
    for (int i = 1; i < *argc; i++)
        if (i != first && !(two && i == verb))
            argv[n++] = argv[i];
    *argc = n;
    line->question = q;
    return EXIT_FINE;
}

/* Texts about the question in place of its answer. */
static bool explain(const struct world *w, const struct line *line, const char *word, bool named)
{
    const struct words *words = line->params;
    if (line->man)
        man_page(w,
                 strcmp(word, "help") != 0 ? word
                 : words->count            ? words->item[0]
                                           : "weir",
                 stdout);
    else if (line->schema)
        schema_write(line->question, stdout);
    else if (line->help && named)
        help_question(line->question, stdout);
    else if (line->help)
        help_verbs(w, word, stdout);
    return line->man || line->schema || line->help;
}

static int run_command(const struct world *world, const struct line *line)
{
    struct err err = {0};
    int code = commands_run(world, line, &err);
    return err.code ? report(&err) : finish(code);
}

int cli_main(int argc, char **argv, const struct world *world)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct line line = {.wait = CLI_WAIT};
    struct err err = {0};
    commands_add(world->doors);
    setlocale(LC_CTYPE, "C.UTF-8"); /* text is UTF-8, and letters fold as everywhere */
    int at = next_word(argc, argv, 1);
    if (!at && (argc < 2 || strcmp(argv[argc - 1], "--version") != 0))
        return no_command(world, argc, argv);
    char *version[] = {argv[0], arena_strdup(&a, "version"), NULL};
    argv = at ? argv : version;
    argc = at ? argc : 2;
    const char *word = argv[at ? at : 1];
    bool verbs = has_verbs(world, word),
         named = !verbs || next_word(argc, argv, at + 1) || question_find(world->questions, word);
    int code = find_question(world, &line, &argc, argv, &a);
    if (code)
        return code;
    line.store = default_store(&a);
    if (options_parse(&line, argc, argv, &a, &err))
        return report(&err);
    log_quiet(line.quiet);
    if (explain(world, &line, word, named))
        return finish(EXIT_FINE);
    if (!line.question->run)
        return run_command(world, &line);
    return ask(world, &line, &a);
}
