/* rows.c - people to be screened, row by row from a file.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/temp.h"
#include "base/tree.h"

static const char *const names[ROW_FIELDS][6] = {
    {"name", "full_name", "query", NULL},
    {"birth", "born", "dob", "date_of_birth", "birth_date", NULL},
    {"country", "nationality", NULL},
    {"gender", "sex", NULL},
    {"type", "schema", "entity_kind", NULL},
    {NULL},
};

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcasecmp(s + n - m, end);
}

/* What a line of CSV leaves open: a quotation, which only the beginning of a cell opens. */
struct quoting {
    bool open, begins; /* begins: the next character is the first of a cell */
};

static void follow_quotes(struct quoting *q, const char *line, size_t n, char separator)
{
    for (size_t i = 0; i < n; i++) {
        if (q->open) {
            q->open = line[i] != '"' || (i + 1 < n && line[i + 1] == '"');
            i += line[i] == '"' && q->open;
            continue;
        }
        q->open = q->begins && line[i] == '"';
        q->begins = line[i] == separator || line[i] == '\n';
    }
}

/* Characters that no row has: a NUL, the end of a line of old systems. */
static int check_line(const struct rows *r, const char *line, size_t n, struct err *err)
{
    if (memchr(line, 0, n))
        return err_set(err, ERR_INPUT, "%s, line %ld, column %zu: a NUL byte", r->path, r->line,
                       strlen(line) + 1);
    for (size_t i = 0; i + 1 < n; i++)
        if (line[i] == '\r' && line[i + 1] != '\n')
            return err_set(err, ERR_INPUT,
                           "%s, line %ld, column %zu: a carriage return within a line", r->path,
                           r->line, i + 1);
    return 0;
}

/* Reads a line, and what follows while a quotation is open; false at the end. */
static int read_record(struct rows *r, bool *there, struct err *err)
{
    struct quoting quoting = {false, true};
    long first = r->line + 1;
    r->length = 0;
    for (*there = false;;) {
        char *line = NULL;
        size_t room = 0;
        ssize_t n = getline(&line, &room, r->file);
        if (n < 0) {
            free(line);
            if (ferror(r->file))
                return err_set(err, ERR_IO, "cannot read %s: %s", r->path, strerror(errno));
            if (quoting.open)
                return err_set(err, ERR_INPUT,
                               "%s, line %ld: a quotation that begins there does "
                               "not end",
                               r->path, first);
            return 0;
        }
        *there = true;
        r->line++;
        r->at += n;
        if (r->length + (size_t)n + 1 > r->room) {
            r->room = (r->length + (size_t)n + 1) * 2;
            r->record = realloc(r->record, r->room);
            if (!r->record)
                abort();
        }
        size_t mark = r->line == 1 && !strncmp(line, "\xef\xbb\xbf", 3) ? 3 : 0;
        n -= (ssize_t)mark;
        memmove(line, line + mark, (size_t)n + 1);
        memcpy(r->record + r->length, line, (size_t)n + 1);
        if (r->format == ROWS_CSV)
            follow_quotes(&quoting, line, (size_t)n, r->separator);
        int rc = check_line(r, line, (size_t)n, err);
        r->length += (size_t)n;
        free(line);
        if (rc)
            return rc;
        if (r->length > ROW_BYTES)
            return err_set(err, ERR_LIMIT, "%s, line %ld: a row of more than 4 MB", r->path, first);
        if (!quoting.open)
            return 0;
    }
}

/* The cell at *s, without its quotation marks; *s is moved behind it. */
static char *take_cell(char **s, char separator)
{
    char *from = *s, *to = *s, *at = *s;
    bool quoted = *at == '"';
    at += quoted;
    for (; *at && (quoted || (*at != separator && *at != '\r' && *at != '\n')); at++) {
        if (*at == '"' && quoted && at[1] == '"')
            *to++ = *at++;
        else if (*at == '"' && quoted)
            quoted = false;
        else
            *to++ = *at;
    }
    *s = *at == separator && *at ? at + 1 : NULL;
    *to = 0;
    return from;
}

static int split(struct rows *r, int *count, struct err *err)
{
    char *s = r->record;
    for (*count = 0; s;) {
        if (*count == ROW_CELLS)
            return err_set(err, ERR_LIMIT, "%s, line %ld: more than 500 columns", r->path, r->line);
        r->cell[(*count)++] = take_cell(&s, r->separator);
    }
    return 0;
}

static int column_of(const struct rows *r, const char *name)
{
    for (int i = 0; name && i < r->columns; i++)
        if (!strcasecmp(r->cell[i], name))
            return i;
    return -1;
}

static const char *columns_there(const struct rows *r, struct arena *a)
{
    const char *text = "";
    for (int i = 0; i < r->columns && i < 20; i++)
        text = arena_printf(a, "%s%s%s", text, i ? ", " : "", r->cell[i]);
    return text;
}

static int read_header(struct rows *r, const char *column, const char *second, struct arena *a,
                       struct err *err)
{
    bool there;
    TRY(read_record(r, &there, err));
    if (!there)
        return err_set(err, ERR_INPUT, "%s is empty", r->path);
    r->separator = strchr(r->record, '\t') && !strchr(r->record, ',') ? '\t' : ',';
    TRY(split(r, &r->columns, err));
    for (int f = 0; f < ROW_FIELDS; f++)
        for (int i = 0; names[f][i] && r->column[f] < 0; i++)
            r->column[f] = column_of(r, names[f][i]);
    if (column)
        r->column[ROW_NAME] = column_of(r, column);
    if (second)
        r->column[ROW_OTHER] = column_of(r, second);
    for (int f = 0; f < ROW_FIELDS; f++)
        for (int i = r->column[f] + 1; r->column[f] >= 0 && i < r->columns; i++)
            if (!strcasecmp(r->cell[i], r->cell[r->column[f]]))
                return err_set(err, ERR_INPUT, "%s, line 1: two columns are '%s'", r->path,
                               r->cell[i]);
    const char *missing = r->column[ROW_NAME] < 0              ? column ? column : "name"
                          : second && r->column[ROW_OTHER] < 0 ? second
                                                               : NULL;
    if (!missing)
        return 0;
    err_set(err, ERR_INPUT, "%s, line 1: no column '%s'; there are %s", r->path, missing,
            columns_there(r, a));
    return second ? (int)err->code : err_hint(err, "--column names the one with names");
}

int rows_open(struct rows *r, const char *path, const char *column, const char *second,
              struct arena *a, struct err *err)
{
    struct stat st;
    *r = (struct rows){.path = path, .name_column = column, .separator = ','};
    for (int i = 0; i < ROW_FIELDS; i++)
        r->column[i] = -1;
    bool piped = !strcmp(path, "-");
    if (!piped)
        TRY(file_check(path, err));
    r->file = piped ? stdin : fopen(path, "r");
    if (!r->file)
        return err_set(err, ERR_IO, "cannot read %s: %s", path, strerror(errno));
    if (!piped && !fstat(fileno(r->file), &st))
        r->all = st.st_size;
    r->format = ends_with(path, ".ndjson") || ends_with(path, ".jsonl") ? ROWS_NDJSON
                : ends_with(path, ".txt")                               ? ROWS_TEXT
                                                                        : ROWS_CSV;
    return r->format == ROWS_CSV ? read_header(r, column, second, a, err) : 0;
}

void rows_close(struct rows *r)
{
    if (r->file && r->file != stdin)
        fclose(r->file);
    free(r->record);
    r->record = NULL;
    r->file = NULL;
}

static int next_object(struct rows *r, const char *field[ROW_FIELDS], struct arena *a,
                       struct err *err)
{
    CLEANUP(tree_free) yajl_val tree = NULL;
    struct err why = {0};
    if (tree_read(&tree, r->record, &why))
        return err_set(err, ERR_INPUT, "%s, line %ld: %s", r->path, r->line, why.msg);
    for (int f = 0; f < ROW_FIELDS; f++)
        for (int i = 0; names[f][i] && !field[f]; i++)
            field[f] = arena_strdup(a, tree_text(tree, names[f][i]));
    if (r->name_column)
        field[ROW_NAME] = arena_strdup(a, tree_text(tree, r->name_column));
    if (!field[ROW_NAME])
        return err_set(err, ERR_INPUT, "%s, line %ld: no text under '%s'", r->path, r->line,
                       r->name_column ? r->name_column : "name");
    return 0;
}

/* A date of birth that is none says nothing; it is counted. */
static void check_birth(struct rows *r, const char *field[ROW_FIELDS])
{
    if (!field[ROW_BIRTH] || !*field[ROW_BIRTH] || is_birth(field[ROW_BIRTH]))
        return;
    field[ROW_BIRTH] = NULL;
    if (!r->unread++)
        r->unread_line = r->line;
}

void rows_warn(const struct rows *r, struct session *s)
{
    if (r->unread)
        session_note(
            s, NOTE_WARNING,
            "%s, line %ld: no date of birth (1952-10-07, 1952-10 or 1952)%s: screened by "
            "name without it",
            r->path, r->unread_line,
            r->unread == 1 ? "" : arena_printf(s->arena, ", as in %ld more rows", r->unread - 1));
}

static int next_row(struct rows *r, bool *there, const char *field[ROW_FIELDS], struct arena *a,
                    struct err *err)
{
    int count;
    memset(field, 0, ROW_FIELDS * sizeof *field);
    do
        TRY(read_record(r, there, err));
    while (*there && r->format != ROWS_TEXT && r->record[strspn(r->record, "\r\n")] == 0);
    if (!*there)
        return 0;
    if (r->format == ROWS_NDJSON)
        return next_object(r, field, a, err);
    if (r->format == ROWS_TEXT) {
        r->record[strcspn(r->record, "\r\n")] = 0;
        field[ROW_NAME] = r->record;
        return 0;
    }
    TRY(split(r, &count, err));
    if (count != r->columns)
        return err_set(err, ERR_INPUT, "%s, line %ld: %d columns where the header has %d", r->path,
                       r->line, count, r->columns);
    for (int f = 0; f < ROW_FIELDS; f++)
        field[f] = r->column[f] >= 0 ? r->cell[r->column[f]] : NULL;
    return 0;
}

int rows_next(struct rows *r, bool *there, const char *field[ROW_FIELDS], struct arena *a,
              struct err *err)
{
    TRY(next_row(r, there, field, a, err));
    if (*there)
        check_birth(r, field);
    return 0;
}

double rows_percent(const struct rows *r)
{
    return r->all ? 100. * (double)r->at / (double)r->all : -1;
}
