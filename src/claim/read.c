/* read.c - claim files: YAML, every fault with its line and column.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/temp.h"
#include "claim/claim.h"
#include "claim/kinds.h"

struct reader {
    struct faults faults;
    const char *path;
    struct arena *arena;
    yaml_document_t doc;
};

static int fault(const struct reader *r, const yaml_node_t *n, struct err *err, const char *why)
{
    return err_at(err, r->path, (long)n->start_mark.line + 1, (long)n->start_mark.column + 1, "%s",
                  why);
}

/* One fault does not hide the next. */
static void keep_fault(struct reader *r, int rc, const struct err *err)
{
    if (rc)
        faults_add(&r->faults, err);
}

static int twice(const struct reader *r, const yaml_node_t *n, const char *name, struct err *err)
{
    return fault(r, n, err, arena_printf(r->arena, "'%s' is there twice", name));
}

static yaml_node_t *node(struct reader *r, int id)
{
    return yaml_document_get_node(&r->doc, id);
}

static const char *text_of(const yaml_node_t *n)
{
    return (const char *)n->data.scalar.value;
}

static int scalar(struct reader *r, const char **out, const yaml_node_t *n, const char *key,
                  struct err *err)
{
    if (n->type != YAML_SCALAR_NODE)
        return fault(r, n, err, arena_printf(r->arena, "'%s' wants one value", key));
    for (size_t i = 0; i < n->data.scalar.length; i++)
        if (n->data.scalar.value[i] < 0x20 && n->data.scalar.value[i] != '\n' &&
            n->data.scalar.value[i] != '\t')
            return fault(r, n, err, arena_printf(r->arena, "'%s' holds a control character", key));
    *out = arena_strdup(r->arena, text_of(n));
    return 0;
}

/* "a, b" and a sequence of texts say the same. */
static int value(struct reader *r, const char **out, const yaml_node_t *n, const char *key,
                 struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    if (n->type != YAML_SEQUENCE_NODE)
        return scalar(r, out, n, key, err);
    const yaml_node_item_t *end = n->data.sequence.items.top;
    for (yaml_node_item_t *i = n->data.sequence.items.start; i < end; i++) {
        const char *part = NULL;
        TRY(scalar(r, &part, node(r, *i), key, err));
        buf_printf(&b, "%s%s", b.len ? (!strcmp(key, "code_sets") ? "; " : ",") : "", part);
    }
    *out = arena_strdup(r->arena, buf_str(&b));
    return 0;
}

/* --- a test --- */

static bool among(const char *list, const char *name)
{
    size_t len = strlen(name);
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, " |");
        if (n == len && !strncmp(p, name, n))
            return true;
        p += n;
        p += strspn(p, " |");
    }
    return false;
}

static int find_kind(struct reader *r, struct claim_test *t, const yaml_node_t *n, struct err *err)
{
    const yaml_node_pair_t *end = n->data.mapping.pairs.top;
    for (yaml_node_pair_t *p = n->data.mapping.pairs.start; p < end; p++) {
        const yaml_node_t *key = node(r, p->key), *v = node(r, p->value);
        if (key->type != YAML_SCALAR_NODE || strcmp(text_of(key), "kind") != 0)
            continue;
        const char *name = NULL;
        TRY(scalar(r, &name, v, "kind", err));
        t->kind = claim_kind_of(name);
        if (t->kind < CLAIM_KINDS)
            return 0;
        CLEANUP(buf_free) struct buf names = {0};
        for (int k = 0; k < CLAIM_KINDS; k++)
            buf_printf(&names, "%s%s", k ? ", " : "", claim_kind_name((enum claim_kind)k));
        fault(r, v, err, arena_printf(r->arena, "no kind of test is called '%s'", name));
        return err_hint(err, "%s", names.s);
    }
    fault(r, n, err, "the test has no 'kind'");
    return err_hint(err, "kind: ratio, level, share, rise, lawful, ...: weir claim --help");
}

static int read_says(struct reader *r, struct claim_test *t, const yaml_node_t *n, struct err *err)
{
    if (said_parse(&t->says, t->says_text, claim_kind_says(t->kind), r->arena))
        return 0;
    bool quoted = n->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return err_at(err, r->path, (long)n->start_mark.line + 1,
                  (long)n->start_mark.column + t->says.fault_at + quoted, "says: %s",
                  t->says.fault);
}

static void add_place(struct reader *r, struct claim_test *t, const char *text,
                      const yaml_node_t *n)
{
    t->place = arena_grow(r->arena, t->place, (size_t)t->place_count, sizeof *t->place);
    t->place[t->place_count++] = (struct claim_place){text, (long)n->start_mark.line + 1,
                                                      (long)n->start_mark.column + 1};
}

static int read_field(struct reader *r, struct claim_test *t, const yaml_node_pair_t *p,
                      struct err *err)
{
    const yaml_node_t *key = node(r, p->key), *v = node(r, p->value);
    const struct claim_kind_info *info = claim_kind_info(t->kind);
    const char *name = NULL;
    TRY(scalar(r, &name, key, "a field", err));
    if (!strcmp(name, "kind"))
        return 0;
    const char **at = claim_field(t, name);
    if (!at || !(among(info->needs, name) || among(info->takes, name))) {
        fault(r, key, err,
              arena_printf(r->arena, "a test of kind %s has no field '%s'", info->name, name));
        return err_hint(err, "it needs %s%s%s", info->needs, *info->takes ? "; it may have " : "",
                        info->takes);
    }
    if (*at)
        return twice(r, key, name, err);
    TRY(value(r, at, v, name, err));
    add_place(r, t, *at, v);
    if (!**at)
        return fault(r, v, err, arena_printf(r->arena, "'%s' is empty", name));
    return strcmp(name, "says") ? 0 : read_says(r, t, v, err);
}

/* Every field of `needs` is there; of a|b|c one. */
static int check_needs(struct reader *r, struct claim_test *t, const yaml_node_t *n,
                       struct err *err)
{
    for (const char *p = claim_kind_info(t->kind)->needs; *p;) {
        size_t len = strcspn(p, " ");
        const char *group = arena_strndup(r->arena, p, len);
        bool there = false;
        for (const char *q = group; *q;) {
            size_t part = strcspn(q, "|");
            const char **at = claim_field(t, arena_strndup(r->arena, q, part));
            there |= (at && *at) || !strncmp(q, "(all)", part);
            q += part + (q[part] == '|');
        }
        if (!there)
            return fault(r, n, err,
                         arena_printf(r->arena, "a test of kind %s needs '%s'",
                                      claim_kind_name(t->kind), group));
        p += len + (p[len] == ' ');
    }
    return 0;
}

static int read_test(struct reader *r, struct claim_test *t, const yaml_node_t *n, struct err *err)
{
    if (n->type != YAML_MAPPING_NODE)
        return fault(r, n, err, "a test is a list of fields: kind, from, to, ...");
    t->line = (long)n->start_mark.line + 1;
    t->says = (struct said){.unit = "", .claimed = NAN, .much = NAN};
    TRY(find_kind(r, t, n, err));
    const yaml_node_pair_t *end = n->data.mapping.pairs.top;
    for (yaml_node_pair_t *p = n->data.mapping.pairs.start; p < end; p++)
        keep_fault(r, read_field(r, t, p, err), err);
    return check_needs(r, t, n, err);
}

static int read_tests(struct reader *r, struct claim *c, const yaml_node_t *n, struct err *err)
{
    if (n->type != YAML_SEQUENCE_NODE)
        return fault(r, n, err, "'tests' is a list, each item with a dash");
    size_t count = (size_t)(n->data.sequence.items.top - n->data.sequence.items.start);
    if (!count || count > CLAIM_TESTS_MAX)
        return fault(r, n, err, count ? "more than 50 tests" : "no test");
    c->tests = arena_array(r->arena, struct claim_test, count);
    for (size_t i = 0; i < count; i++)
        keep_fault(
            r,
            read_test(r, &c->tests[c->test_count++], node(r, n->data.sequence.items.start[i]), err),
            err);
    return 0;
}

/* --- a claim --- */

static int read_claim_field(struct reader *r, struct claim *c, const yaml_node_pair_t *p,
                            struct err *err)
{
    const yaml_node_t *key = node(r, p->key), *v = node(r, p->value);
    const char *name = NULL;
    const struct {
        const char *name, **at;
    } fields[] = {{"id", &c->id},           {"sentence", &c->sentence}, {"said_by", &c->said_by},
                  {"said_on", &c->said_on}, {"where", &c->where},       {"note", &c->note}};
    TRY(scalar(r, &name, key, "a field", err));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].name, name))
            return *fields[i].at ? twice(r, key, name, err) : scalar(r, fields[i].at, v, name, err);
    if (!strcmp(name, "tests"))
        return c->tests ? twice(r, key, name, err) : read_tests(r, c, v, err);
    fault(r, key, err, arena_printf(r->arena, "a claim has no field '%s'", name));
    return err_hint(err, "id, sentence, said_by, said_on, where, note, tests");
}

static int check_claim(struct reader *r, const struct claims *all, const yaml_node_t *n,
                       struct err *err)
{
    const struct claim *c = &all->claim[all->count - 1];
    if (!c->id || !*c->id ||
        c->id[strspn(c->id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                            "WXYZ0123456789-_.")])
        return fault(r, n, err, "the claim needs an 'id' of letters, digits and hyphens");
    if (!c->sentence || !*c->sentence)
        return fault(r, n, err, arena_printf(r->arena, "claim %s has no 'sentence'", c->id));
    if (!c->test_count)
        return fault(r, n, err, arena_printf(r->arena, "claim %s has no 'tests'", c->id));
    for (int i = 0; i < all->count - 1; i++)
        if (!strcmp(all->claim[i].id, c->id))
            return fault(r, n, err, arena_printf(r->arena, "two claims are called %s", c->id));
    return 0;
}

static int read_claim(struct reader *r, struct claims *all, const yaml_node_t *n, struct err *err)
{
    struct claim *c = &all->claim[all->count++];
    if (n->type != YAML_MAPPING_NODE)
        return fault(r, n, err, "a claim is a list of fields: id, sentence, tests");
    c->line = (long)n->start_mark.line + 1;
    const yaml_node_pair_t *end = n->data.mapping.pairs.top;
    for (yaml_node_pair_t *p = n->data.mapping.pairs.start; p < end; p++)
        keep_fault(r, read_claim_field(r, c, p, err), err);
    return check_claim(r, all, n, err);
}

static int read_all(struct reader *r, struct claims *out, struct err *err)
{
    yaml_node_t *root = yaml_document_get_root_node(&r->doc), *list = NULL;
    if (!root)
        return err_at(err, r->path, 1, 1, "the file is empty");
    if (root->type != YAML_MAPPING_NODE)
        return fault(r, root, err, "a claim file begins with 'claims:'");
    const yaml_node_pair_t *end = root->data.mapping.pairs.top;
    for (yaml_node_pair_t *p = root->data.mapping.pairs.start; p < end; p++) {
        const yaml_node_t *key = node(r, p->key);
        if (key->type != YAML_SCALAR_NODE || strcmp(text_of(key), "claims") != 0)
            return fault(r, key, err, "beside 'claims' a claim file holds nothing");
        if (list)
            return twice(r, key, "claims", err);
        list = node(r, p->value);
    }
    if (!list || list->type != YAML_SEQUENCE_NODE)
        return fault(r, list ? list : root, err, "'claims' is a list, each item with a dash");
    size_t count = (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
    if (!count || count > CLAIMS_MAX)
        return fault(r, list, err, count ? "more than 2000 claims" : "no claim");
    out->claim = arena_array(r->arena, struct claim, count);
    for (size_t i = 0; i < count; i++)
        keep_fault(r, read_claim(r, out, node(r, list->data.sequence.items.start[i]), err), err);
    return faults_end(&r->faults, err);
}

/* --- the file --- */

static int read_file(struct buf *to, const char *path, struct err *err)
{
    char block[8192];
    TRY(file_check(path, err));
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0 && to->len <= CLAIM_FILE_MAX;)
        buf_add(to, block, n);
    bool failed = ferror(f);
    fclose(f);
    if (failed)
        return err_set(err, ERR_IO, "'%s' cannot be read", path);
    return to->len <= CLAIM_FILE_MAX ? 0
                                     : err_set(err, ERR_LIMIT, "'%s' is larger than 4 MiB", path);
}

/* Bytes that are no text stop the reader of bytes, which knows an offset only. */
static int not_yaml(const yaml_parser_t *p, const struct reader *r, const char *text,
                    struct err *err)
{
    long line = (long)p->problem_mark.line + 1, column = (long)p->problem_mark.column + 1;
    if (p->error == YAML_READER_ERROR) {
        line = column = 1;
        for (size_t i = 0; i < p->problem_offset; i++) {
            column = text[i] == '\n' ? 1 : column + 1;
            line += text[i] == '\n';
        }
    }
    return err_at(err, r->path, line, column, "not YAML: %s",
                  p->problem ? p->problem : "it cannot be read");
}

/* One event of a file that may be a bomb: aliases multiply what they name, and libyaml takes a time
 * that is the square of the depth.  *done: the file ends. */
static int look_at(const yaml_event_t *e, const struct reader *r, int *depth, bool *done,
                   struct err *err)
{
    long line = (long)e->start_mark.line + 1, column = (long)e->start_mark.column + 1;
    bool opens = e->type == YAML_SEQUENCE_START_EVENT || e->type == YAML_MAPPING_START_EVENT;
    bool closes = e->type == YAML_SEQUENCE_END_EVENT || e->type == YAML_MAPPING_END_EVENT;
    *done = e->type == YAML_STREAM_END_EVENT;
    *depth += opens - closes;
    if (e->type == YAML_ALIAS_EVENT)
        return err_at(err, r->path, line, column, "aliases (*) are not read: write it out");
    return *depth > CLAIM_DEPTH_MAX
               ? err_at(err, r->path, line, column, "nested more than %d deep", CLAIM_DEPTH_MAX)
               : 0;
}

static int look(yaml_parser_t *p, const struct reader *r, const char *text, struct err *err)
{
    int depth = 0, rc = 0;
    for (bool done = false; !rc && !done;) {
        yaml_event_t e;
        if (!yaml_parser_parse(p, &e))
            return not_yaml(p, r, text, err);
        rc = look_at(&e, r, &depth, &done, err);
        yaml_event_delete(&e);
    }
    return rc;
}

static int parse(struct reader *r, yaml_parser_t *p, const char *text, struct claims *out,
                 struct err *err)
{
    if (!yaml_parser_load(p, &r->doc))
        return not_yaml(p, r, text, err);
    int rc = read_all(r, out, err);
    yaml_document_delete(&r->doc);
    if (rc || !yaml_parser_load(p, &r->doc))
        return rc;
    yaml_node_t *more = yaml_document_get_root_node(&r->doc);
    rc = more ? fault(r, more, err, "a second document: a claim file is one") : 0;
    yaml_document_delete(&r->doc);
    return rc;
}

/* Reads the text from its beginning with a parser of its own. */
static int with_parser(struct reader *r, const struct buf *text, struct claims *out,
                       struct err *err)
{
    yaml_parser_t p;
    if (!yaml_parser_initialize(&p))
        return err_set(err, ERR_LIMIT, "no memory for a parser");
    yaml_parser_set_input_string(&p, (const unsigned char *)buf_str(text), text->len);
    int rc = out ? parse(r, &p, buf_str(text), out, err) : look(&p, r, buf_str(text), err);
    yaml_parser_delete(&p);
    return rc;
}

int claims_read(struct claims *out, const char *path, struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct reader r = {.path = path, .arena = a};
    *out = (struct claims){0};
    TRY(read_file(&text, path, err));
    TRY(with_parser(&r, &text, NULL, err));
    return with_parser(&r, &text, out, err);
}
