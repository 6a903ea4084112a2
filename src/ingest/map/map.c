/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/map/map.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/temp.h"
#include "ingest/map/expression.h"

/* How a field's expression becomes a column of `loose`. */
enum shape { WORD, FIGURE, PLAIN };

/* The fields of a flow row in text form, and what a mapping file may leave out. */
static const struct field {
    const char *name;
    const char *otherwise; /* NULL: must be given */
    enum shape shape;
} fields[] = {
    {"nomenclature", "'HS'", WORD}, {"revision", "NULL", WORD},
    {"code", NULL, WORD},           {"reporter", NULL, WORD},
    {"partner", NULL, WORD},        {"direction", NULL, WORD},
    {"period", NULL, WORD},         {"value", NULL, FIGURE},
    {"value_scale", "1", PLAIN},    {"currency", NULL, WORD},
    {"valuation", "NULL", WORD},    {"net_weight", "NULL", FIGURE},
    {"weight_scale", "1", PLAIN},   {"quantity", "NULL", FIGURE},
    {"quantity_scale", "1", PLAIN}, {"unit", "NULL", FIGURE},
    {"part", "0", PLAIN},           {"detail", "NULL", WORD},
    {"estimated", "false", PLAIN},  {"confidential", "false", PLAIN},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const char *const properties[] = {"title",  "areas",    "encoding", "needs",
                                         "header", "optional", "repeats",  "wide"};
enum { PROPERTIES = sizeof properties / sizeof *properties };

struct value {
    char *text; /* NULL: not given */
    long line, column;
};

struct map {
    const char *path;
    struct arena *arena;
    struct value property[PROPERTIES], field[FIELDS];
    struct value *now; /* which a line that begins with blanks goes on with */
    enum { NOWHERE, MAP, VALUES } section;
    struct err *err;
};

/* --- lines --- */

static int take_section(struct map *m, const char *line, long number)
{
    m->now = NULL;
    if (!strcmp(line, "[map]"))
        m->section = MAP;
    else if (!strcmp(line, "[fields]"))
        m->section = VALUES;
    else
        return err_at(m->err, m->path, number, 1, "unknown section '%.60s'", line);
    return 0;
}

static struct value *slot_of(struct map *m, const char *key)
{
    for (int i = 0; m->section == MAP && i < PROPERTIES; i++)
        if (!strcmp(properties[i], key))
            return &m->property[i];
    for (int i = 0; m->section == VALUES && i < FIELDS; i++)
        if (!strcmp(fields[i].name, key))
            return &m->field[i];
    return NULL;
}

static int take_pair(struct map *m, char *line, long number)
{
    char *equals = strchr(line, '='), *end = equals;
    if (!equals || equals == line)
        return err_at(m->err, m->path, number, 1, "not a 'key = value' line");
    while (end > line && strchr(" \t", end[-1]))
        end--;
    char *key = arena_strndup(m->arena, line, (size_t)(end - line));
    char *value = equals + 1 + strspn(equals + 1, " \t");
    if (m->section == NOWHERE)
        return err_at(m->err, m->path, number, 1, "'%.60s' stands before [map] or [fields]", key);
    struct value *slot = slot_of(m, key);
    if (!slot)
        return err_at(m->err, m->path, number, 1, "unknown %s '%.60s'",
                      m->section == MAP ? "property" : "field", key);
    if (slot->text)
        return err_at(m->err, m->path, number, 1, "'%s' is said a second time, first in line %ld",
                      key, slot->line);
    *slot = (struct value){value, number, value - line + 1};
    m->now = slot;
    return 0;
}

/* The value keeps its line breaks, so that a fault in it is found. */
static int take_continuation(struct map *m, const char *line, long number)
{
    if (!m->now)
        return err_at(m->err, m->path, number, 1, "this line goes on with no value");
    m->now->text = arena_printf(m->arena, "%s\n%s", m->now->text, line);
    return 0;
}

static int take_line(struct map *m, char *line, long number)
{
    size_t blanks = strspn(line, " \t");
    if (!line[blanks]) {
        m->now = NULL;
        return 0;
    }
    if (line[blanks] == ';' || line[blanks] == '#')
        return 0;
    if (blanks)
        return take_continuation(m, line, number);
    return *line == '[' ? take_section(m, line, number) : take_pair(m, line, number);
}

static int take_lines(struct map *m, char *text)
{
    long number = 0;
    for (char *line = text + (strncmp(text, "\xef\xbb\xbf", 3) ? 0 : 3); *line;) {
        char *end = strchr(line, '\n'), *next = end ? end + 1 : line + strlen(line);
        end = end ? end : next;
        while (end > line && strchr(" \t\r", end[-1]))
            end--;
        *end = '\0';
        TRY(take_line(m, line, ++number));
        line = next;
    }
    return 0;
}

/* --- from lines to a layout --- */

static char *property(const struct map *m, const char *name)
{
    for (int i = 0; i < PROPERTIES; i++)
        if (!strcmp(properties[i], name))
            return m->property[i].text;
    return NULL;
}

static int field_missing(const struct map *m, const char *name)
{
    err_at(m->err, m->path, 0, 0, "field '%s' is missing", name);
    return err_hint(m->err, "a map needs code, reporter, partner, direction, period, value and "
                            "currency under [fields]");
}

static void add_field(struct buf *b, const struct field *f, const struct expression *e)
{
    static const char *const open[] = {[WORD] = "trim(", [FIGURE] = "weir_blank(", [PLAIN] = "("};
    const char *text = e->is_column || f->shape == PLAIN ? "" : "::VARCHAR";
    buf_printf(b, "    %s%s%s%s%s) AS %s", open[f->shape], *text ? "(" : "", e->sql,
               *text ? ")" : "", text, f->name);
}

/* Where the period is not in the names of wide columns they may be any. */
static void free_wide(struct adapter *out, const struct expression *period)
{
    bool named = false;
    for (int k = 0; k < period->count; k++)
        named |= !strcasecmp(period->columns[k], "wide");
    for (int k = 0; k < out->wide_count; k++)
        out->wide[k].any = !named;
}

static int build_select(struct map *m, struct adapter *out)
{
    CLEANUP(buf_free) struct buf b = {0};
    int used = 0;
    buf_puts(&b, "SELECT\n");
    for (int i = 0; i < FIELDS; i++) {
        const struct value *v = &m->field[i];
        const char *text = v->text ? v->text : fields[i].otherwise;
        struct expression e;
        if (!text)
            return field_missing(m, fields[i].name);
        struct place at = {m->path, v->line, v->column};
        TRY(expression_read(&e, m->arena, text, at, m->err));
        add_field(&b, &fields[i], &e);
        buf_puts(&b, i + 1 < FIELDS ? ",\n" : "\nFROM raw\n");
        if (!strcmp(fields[i].name, "period"))
            free_wide(out, &e);
        for (int k = 0; k < e.count; k++) {
            out->used = arena_grow(m->arena, out->used, (size_t)used, sizeof *out->used);
            out->used[used++] = e.columns[k];
        }
    }
    out->used = arena_grow(m->arena, out->used, (size_t)used, sizeof *out->used);
    out->used[used] = NULL;
    out->select = arena_strdup(m->arena, b.s);
    return 0;
}

static const struct value *property_value(const struct map *m, const char *name)
{
    for (int i = 0; i < PROPERTIES; i++)
        if (!strcmp(properties[i], name))
            return &m->property[i];
    return NULL;
}

/* "v:Value-* q:Quantity1-*" */
static int read_wide(struct map *m, struct adapter *out)
{
    const struct value *v = property_value(m, "wide");
    char **list = adapter_words(m->arena, v->text);
    for (int i = 0; list[i]; i++) {
        char *colon = strchr(list[i], ':'), *star = strchr(list[i], '*');
        if (!colon || !star || colon == list[i] || star < colon || strchr(star + 1, '*') ||
            !strncmp(list[i], "wide:", 5)) {
            err_at(m->err, m->path, v->line, v->column, "'%.60s' is no wide column", list[i]);
            return err_hint(m->err,
                            "as in wide = v:Value-* q:Quantity1-*, with one * for the period");
        }
        out->wide = arena_grow(m->arena, out->wide, (size_t)out->wide_count, sizeof *out->wide);
        out->wide[out->wide_count++] = (struct wide){
            arena_strndup(m->arena, list[i], (size_t)(colon - list[i])),
            arena_strndup(m->arena, colon + 1, (size_t)(star - colon - 1)), star + 1, false};
    }
    return 0;
}

static int build(struct map *m, struct adapter *out)
{
    char *areas = property(m, "areas"), *needs = property(m, "needs"),
         *title = property(m, "title"), *repeats = property(m, "repeats");
    *out = (struct adapter){
        .name = adapter_name(m->arena, m->path),
        .areas = areas ? areas : "any",
        .needs = needs ? needs : "",
        .encoding = property(m, "encoding"),
        .header = adapter_words(m->arena, property(m, "header")),
        .optional = adapter_words(m->arena, property(m, "optional")),
        .repeats_add = repeats && !strcmp(repeats, "add"),
    };
    out->title = title ? title : out->name;
    TRY(read_wide(m, out));
    if (!out->header[0]) {
        err_at(m->err, m->path, 0, 0, "property 'header' is missing");
        return err_hint(m->err, "name the columns by which the table is recognised");
    }
    return build_select(m, out);
}

int map_read(struct adapter *out, struct arena *a, const char *text, const char *path,
             struct err *err)
{
    struct map m = {.path = path, .arena = a, .err = err};
    TRY(take_lines(&m, arena_strdup(a, text)));
    return build(&m, out);
}

int map_from_file(struct adapter *out, struct arena *a, const char *path, struct err *err)
{
    char *text;
    TRY(file_text(&text, path, MAP_BYTES_MAX, a, err));
    return map_read(out, a, text, path, err);
}
