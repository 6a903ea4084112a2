/* rows.c - people to be screened, row by row from a file.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/rows.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/temp.h"
#include "base/tree.h"

/* What the columns of each field are called, by their letters. */
static const char *const names[ROW_FIELDS][8] = {
    {"name", "fullname", "query", "customername", "clientname", NULL},
    {"birth", "born", "dob", "dateofbirth", "birthdate", "birthday", "dayofbirth", NULL},
    {"country", "nationality", "citizenship", "countries", NULL},
    {"gender", "sex", NULL},
    {"type", "schema", "entitykind", "entitytype", NULL},
    {"id", "customerid", "clientid", "customernumber", "clientnumber", "reference", NULL},
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

/* Whether two names have the same letters and digits: "Date of birth" and "date_of_birth". */
static bool are_alike(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (*a && *a > 0 && !isalnum((unsigned char)*a))
            a++;
        while (*b && *b > 0 && !isalnum((unsigned char)*b))
            b++;
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
        if (!*a)
            return true;
    }
}

static int column_of(const struct rows *r, const char *name)
{
    for (int i = 0; name && i < r->columns; i++)
        if (!strcasecmp(r->cell[i], name))
            return i;
    for (int i = 0; name && i < r->columns; i++)
        if (are_alike(r->cell[i], name))
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
    r->separator = strchr(r->record, ',')    ? ','
                   : strchr(r->record, '\t') ? '\t'
                   : strchr(r->record, ';')  ? ';'
                                             : ',';
    TRY(split(r, &r->columns, err));
    r->header = arena_array(a, const char *, (size_t)r->columns + 1);
    for (int i = 0; i < r->columns; i++)
        r->header[i] = arena_strdup(a, r->cell[i]);
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

/* A text or number as text, several of them in a list parted by signs; NULL: neither. */
static const char *text_of(yajl_val v, struct arena *a)
{
    const char *text = NULL;
    if (YAJL_IS_STRING(v))
        return arena_strdup(a, YAJL_GET_STRING(v));
    if (YAJL_IS_NUMBER(v))
        return arena_strdup(a, YAJL_GET_NUMBER(v));
    for (size_t i = 0; YAJL_IS_ARRAY(v) && i < v->u.array.len; i++) {
        yajl_val item = v->u.array.values[i];
        const char *one = YAJL_IS_ARRAY(item) ? NULL : text_of(item, a);
        if (one)
            text = text ? arena_printf(a, "%s; %s", text, one) : one;
    }
    return text;
}

/* Of the key of an object that has those letters. */
static const char *text_under(yajl_val tree, const char *name, struct arena *a)
{
    for (size_t i = 0; YAJL_IS_OBJECT(tree) && i < tree->u.object.len; i++)
        if (are_alike(tree->u.object.keys[i], name))
            return text_of(tree->u.object.values[i], a);
    return NULL;
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
            field[f] = text_under(tree, names[f][i], a);
    if (r->name_column)
        field[ROW_NAME] = text_under(tree, r->name_column, a);
    if (!field[ROW_NAME])
        return err_set(err, ERR_INPUT, "%s, line %ld: no text under '%s'", r->path, r->line,
                       r->name_column ? r->name_column : "name");
    return 0;
}

/* What a particular means, NULL where it says nothing; that is counted. */
static const char *meant(struct rows *r, enum row_field f, const char *said, const char *means)
{
    if (said && *said && !means && !r->unread[f].count++)
        r->unread[f].line = r->line;
    return means;
}

void rows_subject(struct rows *r, struct subject *who, const char *const field[ROW_FIELDS],
                  struct countries *c, struct arena *a)
{
    char birth[BIRTH_TEXT];
    const char *said[ROW_FIELDS];
    for (int f = 0; f < ROW_FIELDS; f++)
        said[f] = field[f] ? field[f] : "";
    const char *states = *said[ROW_COUNTRY] ? states_of(c, said[ROW_COUNTRY]) : "";
    *who = (struct subject){
        .name = arena_strdup(a, said[ROW_NAME]),
        .birth = meant(r, ROW_BIRTH, said[ROW_BIRTH],
                       birth_read(birth, said[ROW_BIRTH]) ? arena_strdup(a, birth) : NULL),
        .country = *said[ROW_COUNTRY] ? arena_strdup(a, said[ROW_COUNTRY]) : NULL,
        .gender = meant(r, ROW_GENDER, said[ROW_GENDER], gender_of(said[ROW_GENDER])),
        .type = meant(r, ROW_TYPE, said[ROW_TYPE], type_of(said[ROW_TYPE])),
        .states = meant(r, ROW_COUNTRY, said[ROW_COUNTRY],
                        *states ? arena_strdup(a, states) : NULL)};
}

/* The columns of a header that are read, or that are not. */
static const char *columns_read(const struct rows *r, bool read, struct arena *a)
{
    const char *text = "";
    for (int i = 0; i < r->columns; i++) {
        bool is = false;
        for (int f = 0; f < ROW_FIELDS; f++)
            is |= r->column[f] == i;
        if (is == read)
            text = arena_printf(a, "%s%s%s", text, *text ? ", " : "", r->header[i]);
    }
    return text;
}

void rows_say(const struct rows *r, struct session *s)
{
    static const char *const none[ROW_FIELDS] = {
        [ROW_BIRTH] = "no date of birth (1952-10-07, 07.10.1952, 7 Oct 1952, 1952-10 or 1952)",
        [ROW_COUNTRY] = "no country by any of its names or codes",
        [ROW_GENDER] = "no gender (male, female, M, F)",
        [ROW_TYPE] = "no type (person, entity, vessel, aircraft)"};
    for (int f = 0; f < ROW_FIELDS; f++)
        if (none[f] && r->unread[f].count)
            session_note(s, NOTE_WARNING, "%s, line %ld: %s%s: screened by name without it",
                         r->path, r->unread[f].line, none[f],
                         r->unread[f].count == 1
                             ? ""
                             : arena_printf(s->arena, ", as in %ld more row%s",
                                            r->unread[f].count - 1,
                                            r->unread[f].count == 2 ? "" : "s"));
    const char *left = r->header ? columns_read(r, false, s->arena) : "";
    if (*left)
        session_note(s, NOTE_REMARK, "of %s the columns %s were read, and not: %s", r->path,
                     columns_read(r, true, s->arena), left);
}

int rows_next(struct rows *r, bool *there, const char *field[ROW_FIELDS], struct arena *a,
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

double rows_percent(const struct rows *r)
{
    return r->all ? 100. * (double)r->at / (double)r->all : -1;
}
