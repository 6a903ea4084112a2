/* SPDX-License-Identifier: Apache-2.0 */
#include "register/register.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/resource.h"
#include "base/temp.h"
#include "duck/duck.h"
#include "ingest/encoding.h"
#include "ingest/scan.h"
#include "register/lines.h"
#include "register/xml.h"

enum { END_MARK = 0x1a };
enum kind { BARE, HEADED, TABBED, SEMICOLONS, XML, LINES };

static const struct layout {
    const char *name, *list, *part, *title;
    enum kind kind;
    int fields;        /* of BARE and of a header; 0: as the file has them */
    const char *begin; /* the header begins so, or the content holds it near its beginning (XML) */
    int skip;          /* lines before the header */
} layouts[] = {
    {"ofac_entity", "ofac-sdn", "entities", "OFAC SDN.CSV", BARE, 12, "", 0},
    {"ofac_alias", "ofac-sdn", "aliases", "OFAC ALT.CSV", BARE, 5, "", 0},
    {"ofac_address", "ofac-sdn", "addresses", "OFAC ADD.CSV", BARE, 6, "", 0},
    {"ofac_comment", "ofac-sdn", "comments", "OFAC SDN_COMMENTS.CSV", BARE, 2, "", 0},
    {"ofac_entity", "ofac-sdn", "entities", "OFAC SDN with a header", HEADED, 12, "ID,Name,Type,",
     0},
    {"ofac_address", "ofac-sdn", "addresses", "OFAC ADD with a header", HEADED, 6,
     "ID,Col_B,Address,", 0},
    {"ofac_xml", "ofac-sdn", "whole list", "OFAC SDN.XML", XML, 0, "<sdnList", 0},
    {"ofac_advanced", "ofac-sdn", "whole list", "OFAC SDN_ADVANCED.XML", XML, 0, "<Sanctions", 0},
    {"eu_fsf_xml", "eu-fsf", "whole list", "EU financial sanctions, XML", XML, 0,
     "eu.europa.ec/fpi/fsd/export", 0},
    {"eu_fsf_csv", "eu-fsf", "whole list", "EU financial sanctions, CSV", SEMICOLONS, 0,
     "fileGenerationDate;Entity_", 0},
    {"eu_annex", "eu", "entities", "annex of an EU act", HEADED, 0, "celex,recordId,", 0},
    {"uk_ofsi_csv", "uk-ofsi", "whole list", "UK OFSI ConList.csv", HEADED, 0, "Name 6,Name 1,", 1},
    {"uk_ofsi_xml", "uk-ofsi", "whole list", "UK OFSI ConList.xml", XML, 0,
     "<ArrayOfFinancialSanctionsTarget", 0},
    {"uk_csv", "uk", "whole list", "UK Sanctions List, CSV", HEADED, 0, "Last Updated,Unique ID,",
     1},
    {"uk_xml", "uk", "whole list", "UK Sanctions List, XML", XML, 0, "<Designations", 0},
    {"canada", "canada-sema", "whole list", "Canada, autonomous sanctions, XML", XML, 0,
     "<data-set", 0},
    {"opensanctions_simple", "opensanctions", "entities", "OpenSanctions targets.simple.csv",
     HEADED, 0, "\"id\",\"schema\",\"name\"", 0},
    {"ftm", "opensanctions", "entities", "FollowTheMoney entities", LINES, 0, "{", 0},
    {"denied_persons", "bis-denied-persons", "entities", "BIS Denied Persons List", TABBED, 0,
     "\"Name\"\t\"Street_Address\"", 0},
    {"un", "un", "entities", "UN Security Council consolidated list", XML, 0, "<CONSOLIDATED_LIST",
     0},
    {"bis", "bis", "entities", "15 CFR part 744: Entity, Unverified, MEU List", XML, 0,
     "<DIV5 N=\"744\"", 0},
};

/* --- which layout --- */

/* Fields of the first record, quotes minded. */
static int first_fields(const char *head)
{
    int fields = 1;
    bool quoted = false;
    for (const char *p = head; *p && (quoted || *p != '\n'); p++) {
        quoted ^= *p == '"';
        fields += !quoted && *p == ',';
    }
    return fields;
}

static bool begins(const struct layout *l, const char *head)
{
    for (int i = 0; i < l->skip; i++)
        head += strcspn(head, "\n") + (head[strcspn(head, "\n")] == '\n');
    return !strncmp(head, l->begin, strlen(l->begin));
}

static const struct layout *find_layout(const char *head)
{
    head += !strncmp(head, "\xef\xbb\xbf", 3) ? 3 : 0;
    int fields = first_fields(head);
    bool number = strspn(head, "0123456789") > 0 && head[strspn(head, "0123456789")] == ',';
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        const struct layout *l = &layouts[i];
        bool fits = l->kind == BARE  ? number && fields == l->fields
                    : l->kind == XML ? *head == '<' && strstr(head, l->begin)
                                     : begins(l, head);
        if (fits)
            return l;
    }
    return NULL;
}

/* OFAC's lists of others than SDNs come in files of the same layout whose names begin with cons;
 * each act of the EU is a list of its own. */
static const char *list_of(const struct layout *l, const char *path, struct arena *a)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    if (!strcmp(l->list, "ofac-sdn") && !strncmp(base, "cons", 4))
        return "ofac-nonsdn";
    if (!strcmp(l->name, "eu_annex"))
        return arena_printf(a, "eu-%.*s", (int)strcspn(base, "."), base);
    return l->list;
}

/* --- reading --- */

/* A text file as the readers want it: without the end mark of old systems. */
struct copy {
    FILE *to;
    unsigned char last; /* that is no end of a line */
};

static int copy_block(void *ctx, const unsigned char *p, size_t n, struct err *err)
{
    struct copy *c = ctx;
    for (size_t i = 0; i < n; i++)
        if (p[i] != END_MARK && putc(p[i], c->to) == EOF)
            return err_set(err, ERR_IO, "a temporary file could not be written: %s",
                           strerror(errno));
    for (size_t i = 0; i < n; i++)
        c->last = p[i] == '\r' || p[i] == '\n' ? c->last : p[i];
    return 0;
}

static int copy_text(const struct layout *l, const char *path, const char *to, struct err *err)
{
    struct copy c = {.to = fopen(to, "w")};
    int rc = c.to ? scan_content(path, copy_block, &c, err)
                  : err_set(err, ERR_IO, "'%s' could not be created", to);
    if (c.to && fclose(c.to) && !rc)
        rc = err_set(err, ERR_IO, "'%s' could not be written: %s", to, strerror(errno));
    bool marked = l->kind == BARE && strcmp(l->part, "comments") != 0; /* OFAC ends these so */
    if (rc || !marked || c.last == END_MARK)
        return rc;
    err_at(err, path, 0, 0, "the file has no end mark (0x1A): it is cut, and names may be missing");
    return err_hint(err, "OFAC ends this file with that mark; download it again, and whole");
}

static int convert(const struct layout *l, const char *path, const char *to, const char *encoding,
                   struct err *err)
{
    char utf8[4096];
    snprintf(utf8, sizeof utf8, "%s.utf8", to);
    int rc = encoding_convert(path, utf8, encoding, err);
    rc = rc ? rc : copy_text(l, utf8, to, err);
    unlink(utf8);
    return rc;
}

static int read_lines(struct duck *d, const char *temp, struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    buf_puts(&sql, "CREATE OR REPLACE TEMP TABLE raw AS SELECT json FROM read_ndjson_objects(");
    buf_sql_quote(&sql, temp);
    buf_puts(&sql, ", maximum_object_size = 67108864)");
    return duck_run(d, sql.s, NULL, err);
}

static void read_csv_sql(struct buf *sql, const struct layout *l, const char *temp)
{
    buf_puts(sql, "read_csv(");
    buf_sql_quote(sql, temp);
    buf_printf(sql,
               ", delim = '%s', quote = '\"', escape = '\"', strict_mode = true, "
               "auto_detect = %s, header = %s, skip = %d, max_line_size = 4000000, ",
               l->kind == TABBED       ? "\t"
               : l->kind == SEMICOLONS ? ";"
                                       : ",",
               l->fields ? "false" : "true", l->kind == BARE ? "false" : "true", l->skip);
    if (!l->fields) {
        buf_puts(sql, "all_varchar = true");
        return;
    }
    buf_puts(sql, "columns = {");
    for (int i = 0; i < l->fields; i++)
        buf_printf(sql, "%s'c%d': 'VARCHAR'", i ? ", " : "", i);
    buf_puts(sql, "}");
}

/* Where the reader stopped: the first of the lines that it rejects when it may. */
static int reader_fault(struct duck *d, const struct layout *l, const char *temp, const char *path,
                        struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    int64_t line = 0;
    buf_puts(&sql, "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM ");
    read_csv_sql(&sql, l, temp);
    buf_puts(&sql, ", store_rejects = true, rejects_table = 'raw_errors', rejects_scan = "
                   "'raw_scans'); SELECT min(line) FROM raw_errors");
    if (duck_int_of(d, &line, sql.s, NULL, 0, NULL))
        line = 0;
    (void)!duck_run(d, "DROP TABLE IF EXISTS raw_errors; DROP TABLE IF EXISTS raw_scans", NULL,
                    NULL);
    return err_at(err, path, (long)line, 1, "the row does not have the fields of the others");
}

static int read_raw(struct duck *d, const struct layout *l, const char *temp, const char *path,
                    struct err *err)
{
    CLEANUP(buf_free) struct buf sql = {0};
    if (l->kind == LINES)
        return read_lines(d, temp, err);
    buf_puts(&sql, "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM ");
    read_csv_sql(&sql, l, temp);
    buf_puts(&sql, ")");
    int rc = duck_run(d, sql.s, NULL, err);
    return rc == ERR_STORE ? reader_fault(d, l, temp, path, err) : rc;
}

static int fill(struct duck *d, const struct layout *l, const char *temp, const char *path,
                const char *encoding, struct err *err)
{
    char name[64];
    if (l->kind == XML)
        TRY(xml_flatten(path, temp, err));
    else if (l->kind == LINES)
        TRY(lines_check(path, temp, err));
    else if (encoding)
        TRY(convert(l, path, temp, encoding, err));
    else
        TRY(copy_text(l, path, temp, err));
    TRY(read_raw(d, l, temp, path, err));
    TRY(duck_run(d, resource_get("src/register/sql/begin.sql")->text, NULL, err));
    if (l->kind == XML)
        TRY(duck_run(d, resource_get("src/register/sql/xml.sql")->text, NULL, err));
    snprintf(name, sizeof name, "src/register/sql/%s.sql", l->name);
    return duck_run(d, resource_get(name)->text, NULL, err);
}

/* --- taking in --- */

static int count(struct duck *d, struct register_file *out, struct err *err)
{
    TRY(duck_int_of(d, &out->entities, "SELECT count(*) FROM entity_in", NULL, 0, err));
    TRY(duck_int_of(d, &out->names, "SELECT count(*) FROM name_in WHERE trim(name) <> ''", NULL, 0,
                    err));
    TRY(duck_int_of(d, &out->addresses, "SELECT count(*) FROM address_in", NULL, 0, err));
    return duck_int_of(d, &out->identifiers,
                       "SELECT count(*) FROM identifier_in WHERE trim(value) <> ''", NULL, 0, err);
}

/* A list without entries hides every name of the one that it replaces. */
static int check_filled(struct duck *d, const struct register_file *f, const char *path,
                        struct err *err)
{
    int64_t remarks;
    TRY(duck_int_of(d, &remarks, "SELECT count(*) FROM remark_in", NULL, 0, err));
    bool filled = !strcmp(f->part, "aliases")     ? f->names > 0
                  : !strcmp(f->part, "addresses") ? f->addresses > 0
                  : !strcmp(f->part, "comments")  ? remarks > 0
                                                  : f->entities > 0 && f->names > 0;
    if (filled)
        return 0;
    err_at(err, path, 0, 0, "no entry in it: read as %s, %ld entities with %ld names", f->title,
           (long)f->entities, (long)f->names);
    return err_hint(err,
                    "an empty list would hide every name of the one before it; is it whole, and "
                    "is it that list?");
}

static int take(struct duck *d, const struct register_file *f, const struct scan *s,
                const char *path, const char *vintage, const char *encoding, struct err *err)
{
    int64_t id;
    char *real = realpath(path, NULL);
    char text[32];
    TRY(duck_int_of(d, &id, "SELECT nextval('reg.source_ids')", NULL, 0, err));
    snprintf(text, sizeof text, "%ld", (long)id);
    struct duck_param p[] = {{"id", text},
                             {"list", f->list},
                             {"part", f->part},
                             {"path", real ? real : path},
                             {"layout", f->layout},
                             {"sha256", s->sha256},
                             {"vintage", vintage},
                             {"encoding", encoding},
                             {0}};
    int rc = duck_run(d, resource_get("src/register/sql/take.sql")->text, p, err);
    free(real);
    return rc;
}

static int recognise(const struct layout **out, const struct scan *s, const char *path,
                     const char *encoding, struct arena *a, struct err *err)
{
    if (s->bad_line && !encoding) {
        err_at(err, path, s->bad_line, s->bad_column, "byte 0x%02x is not UTF-8", s->bad_byte);
        return err_hint(err, "--encoding latin1 (or another) reads it in that encoding");
    }
    *out = find_layout(encoding ? encoding_head(s, encoding, a) : s->head);
    if (*out)
        return 0;
    err_at(err, path, 1, 1, "not the layout of a list that is known");
    return err_hint(err, "lists of OFAC, the UN, the EU, the UK, Canada, BIS and OpenSanctions in "
                         "the formats that 'weir lists --help' names");
}

int register_load(struct register_file *out, struct store *store, const char *path,
                  const char *vintage, const char *encoding, struct arena *a, struct err *err)
{
    struct scan s;
    const struct layout *l;
    struct duck *d = store_stage(store);
    char *temp;
    int64_t there = 0;
    TRY(scan_file(&s, a, path, err));
    TRY(recognise(&l, &s, path, encoding, a, err));
    *out = (struct register_file){
        .list = list_of(l, path, a), .part = l->part, .layout = l->name, .title = l->title};
    struct duck_param p[] = {{"sha256", s.sha256}, {"list", out->list}, {"vintage", vintage}, {0}};
    TRY(duck_int_of(d, &there, resource_get("src/register/sql/known.sql")->text, p, 0, err));
    out->known = there > 0;
    TRY(temp_file(&temp, "list", a, err));
    int rc = fill(d, l, temp, path, encoding, err);
    unlink(temp);
    rc = rc ? rc : count(d, out, err);
    rc = rc ? rc : check_filled(d, out, path, err);
    return rc || out->known ? rc : take(d, out, &s, path, vintage, encoding, err);
}

static int run(struct store *s, const char *name, struct err *err)
{
    char path[64];
    snprintf(path, sizeof path, "src/register/sql/%s.sql", name);
    return duck_run(store_stage(s), resource_get(path)->text, NULL, err);
}

int register_settle(struct store *s, struct err *err)
{
    return run(s, "settle", err);
}

/* One transaction, in the file before anything else is done. */
int register_prepare(struct store *s, struct err *err)
{
    bool there;
    TRY(register_there(s, &there, err));
    if (there)
        return 0;
    TRY(register_begin(s, err));
    TRY(register_end(s, run(s, "schema", err), err));
    return duck_run(store_stage(s), "CHECKPOINT", NULL, err);
}

int register_begin(struct store *s, struct err *err)
{
    return duck_run(store_stage(s), "BEGIN", NULL, err);
}

int register_end(struct store *s, int rc, struct err *err)
{
    int end = duck_run(store_stage(s), rc ? "ROLLBACK" : "COMMIT", NULL, rc ? NULL : err);
    return rc ? rc : end;
}

int register_there(struct store *s, bool *there, struct err *err)
{
    (void)err; /* a statement about tables that are not there fails when it is prepared */
    *there = !duck_run(store_stage(s), "SELECT 1 FROM reg.source LIMIT 0", NULL, NULL);
    return 0;
}
