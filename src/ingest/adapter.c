/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/adapter.h"

#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/resource.h"

/* The fields of a flow row in text form, and what a mapping file may leave out. */
static const struct field {
    const char *name;
    const char *otherwise; /* NULL: must be given */
} fields[] = {
    {"nomenclature", "'HS'"},
    {"revision", "NULL"},
    {"code", NULL},
    {"reporter", NULL},
    {"partner", NULL},
    {"direction", NULL},
    {"period", NULL},
    {"value", NULL},
    {"value_scale", "1"},
    {"currency", NULL},
    {"valuation", "NULL"},
    {"net_weight", "NULL"},
    {"weight_scale", "1"},
    {"quantity", "NULL"},
    {"quantity_scale", "1"},
    {"unit", "NULL"},
    {"part", "0"},
    {"detail", "NULL"},
    {"estimated", "false"},
    {"confidential", "false"},
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* Splits at white space. */
static char **words(struct arena *a, const char *s)
{
    char **list = NULL;
    size_t n = 0;
    for (; s && *s;) {
        s += strspn(s, " \t,");
        size_t len = strcspn(s, " \t,");
        if (!len)
            break;
        list = arena_grow(a, list, n, sizeof *list);
        list[n++] = arena_strndup(a, s, len);
        s += len;
    }
    list = arena_grow(a, list, n, sizeof *list);
    list[n] = NULL;
    return list;
}

/* Value of "-- key: value" lines, joined with spaces; "" when there is none. */
static char *directive(struct arena *a, const char *text, const char *key)
{
    CLEANUP(buf_free) struct buf b = {0};
    char *want = arena_printf(a, "-- %s:", key);
    for (const char *line = text; line && !strncmp(line, "--", 2);) {
        const char *end = strchr(line, '\n');
        if (end && !strncmp(line, want, strlen(want))) {
            const char *v = line + strlen(want);
            v += strspn(v, " ");
            buf_puts(&b, b.len ? " " : "");
            buf_add(&b, v, (size_t)(end - v));
        }
        line = end ? end + 1 : NULL;
    }
    return arena_strdup(a, buf_str(&b));
}

static const char *or_null(const char *s)
{
    return s && *s ? s : NULL;
}

static char *base_name(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    return arena_strndup(a, base, strcspn(base, "."));
}

static void from_sql(struct adapter *out, struct arena *a, const struct resource *r)
{
    *out = (struct adapter){
        .name = base_name(a, r->name),
        .title = directive(a, r->text, "title"),
        .areas = directive(a, r->text, "areas"),
        .encoding = or_null(directive(a, r->text, "encoding")),
        .needs = directive(a, r->text, "needs"),
        .header = words(a, directive(a, r->text, "header")),
        .optional = words(a, directive(a, r->text, "optional")),
        .repeats_add = !strcmp(directive(a, r->text, "repeats"), "add"),
        .limit = atol(directive(a, r->text, "limit")),
        .select = r->text,
    };
}

/* --- mapping files --- */

struct map_reader {
    struct arena *a;
    struct adapter *out;
    const char *field[FIELDS];
    char problem[200];
    int line;
};

static int set_property(struct map_reader *m, const char *key, const char *value)
{
    struct adapter *o = m->out;
    struct {
        const char *key;
        const char **text;
        char ***list;
    } known[] = {
        {"title", &o->title, NULL}, {"areas", &o->areas, NULL},   {"encoding", &o->encoding, NULL},
        {"needs", &o->needs, NULL}, {"header", NULL, &o->header}, {"optional", NULL, &o->optional},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].key, key))
            continue;
        if (known[i].text)
            *known[i].text = arena_strdup(m->a, value);
        else
            *known[i].list = words(m->a, value);
        return 1;
    }
    if (!strcmp(key, "repeats"))
        return o->repeats_add = !strcmp(value, "add"), 1;
    snprintf(m->problem, sizeof m->problem, "unknown property '%s'", key);
    return 0;
}

static int set_field(struct map_reader *m, const char *key, const char *value)
{
    for (int i = 0; i < FIELDS; i++) {
        if (!strcmp(fields[i].name, key)) {
            m->field[i] = arena_strdup(m->a, value);
            return 1;
        }
    }
    snprintf(m->problem, sizeof m->problem, "unknown field '%s'", key);
    return 0;
}

static int take_entry(void *ctx, const char *section, const char *key, const char *value)
{
    struct map_reader *m = ctx;
    if (*m->problem)
        return 0;
    if (!strcmp(section, "map"))
        return set_property(m, key, value);
    if (!strcmp(section, "fields"))
        return set_field(m, key, value);
    snprintf(m->problem, sizeof m->problem, "unknown section '%s'", section);
    return 0;
}

/* Whether a text is one expression: brackets close, nothing follows, no comment hides the rest, and
 * it asks no question of its own.  A map may come from somebody else. */
static bool is_expression(const char *e)
{
    int depth = 0;
    for (const char *p = e; *p; p++) {
        bool word = p == e || !(isalnum((unsigned char)p[-1]) || p[-1] == '_');
        if (*p == '\'' || *p == '"') {
            const char *end = strchr(p + 1, *p);
            if (!end)
                return false;
            p = end;
        } else if (*p == '(') {
            depth++;
        } else if (*p == ')' && --depth < 0) {
            return false;
        } else if (*p == ';' || !strncmp(p, "--", 2) || !strncmp(p, "/*", 2) ||
                   (word && !strncasecmp(p, "select", 6)) ||
                   (word && !strncasecmp(p, "from ", 5))) {
            return false;
        }
    }
    return !depth;
}

/* A column of the header is quoted: it may be called as a word of the language is. */
static const char *quoted_column(const struct map_reader *m, const char *e)
{
    for (char **name = m->out->header; *name; name++)
        if (!strcmp(*name, e))
            return arena_printf(m->a, "\"%s\"", e);
    return e;
}

static int build_select(struct map_reader *m, const char *path, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_puts(&b, "SELECT\n");
    for (int i = 0; i < FIELDS; i++) {
        const char *e = m->field[i] ? m->field[i] : fields[i].otherwise;
        if (!e) {
            err_at(err, path, 0, 0, "field '%s' is missing", fields[i].name);
            return err_hint(err, "a map needs code, reporter, partner, direction, period, value "
                                 "and currency under [fields]");
        }
        if (!is_expression(e))
            return err_at(err, path, 0, 0, "field '%s' is not one expression: %s", fields[i].name,
                          e);
        e = quoted_column(m, e);
        bool number = !strcmp(fields[i].name, "value") || !strcmp(fields[i].name, "quantity") ||
                      !strcmp(fields[i].name, "net_weight") || !strcmp(fields[i].name, "unit");
        bool text = !number && i < FIELDS - 2 && !strstr(fields[i].name, "scale") &&
                    strcmp(fields[i].name, "part") != 0;
        buf_printf(&b,
                   number ? "    weir_blank(%s) AS %s"
                   : text ? "    trim(%s) AS %s"
                          : "    (%s) AS %s",
                   e, fields[i].name);
        buf_puts(&b, i + 1 < FIELDS ? ",\n" : "\nFROM raw\n");
    }
    m->out->select = arena_strdup(m->a, b.s);
    return 0;
}

static int from_ini(struct adapter *out, struct arena *a, const char *text, const char *path,
                    struct err *err)
{
    *out = (struct adapter){
        .name = base_name(a, path), .areas = "any", .needs = "", .optional = words(a, "")};
    struct map_reader m = {.a = a, .out = out};
    int line = ini_parse_string(text, take_entry, &m);
    if (line)
        return err_at(err, path, line > 0 ? line : 0, 0, "%s",
                      *m.problem ? m.problem : "not a 'key = value' line");
    if (!out->header || !out->header[0]) {
        err_at(err, path, 0, 0, "property 'header' is missing");
        return err_hint(err, "name the columns by which the table is recognised");
    }
    if (!out->title)
        out->title = out->name;
    return build_select(&m, path, err);
}

static char *read_text(struct arena *a, const char *path, struct err *err)
{
    enum { MAP_MAX = 64 * 1024 };
    FILE *f = fopen(path, "r");
    if (!f) {
        err_set(err, ERR_NOT_FOUND, "mapping file '%s' cannot be read: %s", path, strerror(errno));
        return NULL;
    }
    char *text = arena_alloc(a, MAP_MAX + 1);
    size_t n = fread(text, 1, MAP_MAX, f);
    fclose(f);
    if (n < MAP_MAX)
        return text;
    err_set(err, ERR_LIMIT, "mapping file '%s' is longer than %d bytes", path, MAP_MAX);
    return NULL;
}

int adapter_from_file(struct adapter *out, struct arena *a, const char *path, struct err *err)
{
    char *text = read_text(a, path, err);
    if (!text)
        return err ? (int)err->code : ERR_IO;
    return from_ini(out, a, text, path, err);
}

int adapter_all(struct adapter **out, int *count, struct arena *a, struct err *err)
{
    const struct resource *r = NULL;
    *out = NULL;
    *count = 0;
    while ((r = resource_next("src/ingest/sql/", r))) {
        *out = arena_grow(a, *out, (size_t)*count, sizeof **out);
        from_sql(&(*out)[(*count)++], a, r);
    }
    while ((r = resource_next("src/ingest/map/", r))) {
        *out = arena_grow(a, *out, (size_t)*count, sizeof **out);
        TRY(from_ini(&(*out)[(*count)++], a, r->text, r->name, err));
    }
    return 0;
}

/* --- columns --- */

/* Letters, digits and bytes beyond ASCII count; case, blanks and punctuation do not. */
static bool counts(unsigned char c)
{
    return isalnum(c) || c >= 0x80;
}

static bool same_name(const char *a, const char *b)
{
    for (;;) {
        while (*a && !counts((unsigned char)*a))
            a++;
        while (*b && !counts((unsigned char)*b))
            b++;
        if (!*a || !*b)
            return !*a && !*b;
        if (tolower((unsigned char)*a++) != tolower((unsigned char)*b++))
            return false;
    }
}

int columns_find(const struct columns *columns, const char *name)
{
    for (int i = 0; i < columns->count; i++)
        if (same_name(columns->name[i], name))
            return i;
    return -1;
}

bool adapter_matches(const struct adapter *adapter, const struct columns *columns)
{
    for (char **h = adapter->header; *h; h++)
        if (columns_find(columns, *h) < 0)
            return false;
    return true;
}

const char *adapter_column_of(const struct adapter *adapter, const struct columns *columns,
                              const char *field, struct arena *a)
{
    char *as = arena_printf(a, " AS %s,", field);
    const char *end = strstr(adapter->select, as);
    if (!end)
        return NULL;
    const char *start = end;
    while (start > adapter->select && start[-1] != '\n')
        start--;
    char *e = arena_strndup(a, start, (size_t)(end - start));
    e += strspn(e, " ");
    if (!strncmp(e, "weir_blank(", 11))
        e += 11;
    else if (!strncmp(e, "trim(", 5))
        e += 5;
    e[strcspn(e, ")")] = '\0';
    int i = e[strcspn(e, " ('\"")] ? -1 : columns_find(columns, e);
    return i < 0 ? NULL : columns->name[i];
}
