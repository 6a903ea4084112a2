/* SPDX-License-Identifier: Apache-2.0 */
#include "register/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/temp.h"
#include "duck/definitions.h"
#include "ingest/format/encoding.h"
#include "ingest/format/scan.h"
#include "model/period.h"
#include "register/reading.h"

static const char *joined(const char *x, const char *y, struct arena *a)
{
    return !x ? y : !y ? x : arena_printf(a, "%s; %s", x, y);
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

/* What there is of a part, in its own unit: entities, names of them, addresses or comments. */
static int entries_of(int64_t *out, struct duck *d, const struct register_file *f, struct err *err)
{
    bool aliases = !strcmp(f->part, "aliases"), addresses = !strcmp(f->part, "addresses");
    *out = aliases ? f->names : addresses ? f->addresses : f->names ? f->entities : 0;
    return strcmp(f->part, "comments")
               ? 0
               : duck_int_of(d, out, "SELECT count(*) FROM remark_in", NULL, 0, err);
}

/* Four fifths: lists grow, and lose a few entries a year. */
static bool has_shrunk(int64_t entries, int64_t before)
{
    return entries * 5 < before * 4;
}

static int refuse_shrunk(const struct register_file *f, const char *path, const char *what,
                         int64_t entries, int64_t before, struct err *err)
{
    err_at(err, path, 0, 0, "%ld %s, where the vintage of %s before it has %ld: is it whole?",
           (long)entries, what, f->list, (long)before);
    return err_hint(err, "--shrunk takes it; until then names are looked up in the vintage before");
}

/* What it would take the place of: entries in the unit of its part, names, and main names, of which
 * some are in the file too. */
struct before {
    int64_t entries, names, main, still;
};

static int read_before(struct before *out, struct duck *d, const struct register_file *f,
                       struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct duck_param p[] = {{"list", f->list}, {"part", f->part}, {"vintage", f->vintage}, {0}};
    TRY(duck_query(d, &r, reading_sql("before"), p, err));
    *out = (struct before){0};
    if (duck_next(r))
        *out = (struct before){duck_int(r, 0), duck_int(r, 1), duck_int(r, 2), duck_int(r, 3)};
    return duck_end(r, err);
}

/* A list keeps most of its names from one vintage to the next; of few names nothing is said. */
enum { MANY = 20 };
static int refuse_other(const struct register_file *f, const char *path, const struct before *b,
                        struct err *err)
{
    err_at(err, path, 0, 0,
           "%ld of the %ld names of the vintage of %s before it are in it: is it "
           "that list?",
           (long)b->still, (long)b->main, f->list);
    return err_hint(err, "--shrunk takes it; until then names are looked up in the vintage before");
}

static int refuse_cut(const char *path, struct err *err)
{
    err_at(err, path, 0, 0, "the file has no end mark (0x1A): it is cut, and names may be missing");
    return err_hint(err, "OFAC ends this file with that mark; download it again, or say --shrunk");
}

/* Files of one day stand side by side, as parts of a list; the same list once more, corrected on
 * its day, takes the place of what it was. */
static int find_again(struct register_file *f, struct duck *d, bool side_by_side, struct arena *a,
                      struct err *err)
{
    struct duck_param p[] = {
        {"list", f->list}, {"part", f->part}, {"layout", f->layout}, {"vintage", f->vintage}, {0}};
    int64_t again, beside;
    TRY(duck_run(d, reading_sql("beside"), p, err));
    TRY(duck_int_of(d, &beside, "SELECT count(*) FROM reg_beside", NULL, 0, err));
    if (side_by_side)
        TRY(duck_run(d, "DELETE FROM reg_again", NULL, err));
    TRY(duck_int_of(d, &again, "SELECT count(*) FROM reg_again", NULL, 0, err));
    if (again)
        f->warning = joined(f->warning,
                            arena_printf(a,
                                         "takes the place of another file of %s of that day: "
                                         "--vintage says the day of each",
                                         f->list),
                            a);
    else if (beside && !side_by_side)
        f->warning = joined(f->warning,
                            arena_printf(a,
                                         "names of it stand in another file of %s and that day: "
                                         "both count, and who left the list is still on it",
                                         f->list),
                            a);
    return 0;
}

/* A list without entries, or with some of them, would hide the names of the one before it. */
static int check_filled(struct duck *d, struct register_file *f, const char *path,
                        const struct register_options *o, bool marked, struct arena *a,
                        struct err *err)
{
    int64_t entries;
    struct before before;
    TRY(entries_of(&entries, d, f, err));
    TRY(find_again(f, d, o->side_by_side, a, err));
    TRY(read_before(&before, d, f, err));
    if (!entries) {
        err_at(err, path, 0, 0, "no entry in it: read as %s, %ld entities with %ld names", f->title,
               (long)f->entities, (long)f->names);
        return err_hint(err,
                        "an empty list would hide every name of the one before it; is it whole, "
                        "and is it that list?");
    }
    if (!marked && before.entries && !o->shrunk)
        return refuse_cut(path, err);
    if (!marked)
        f->warning = joined(f->warning,
                            "no end mark (0x1A), with which OFAC ends this file: it may be cut", a);
    if (o->shrunk)
        return 0;
    if (has_shrunk(entries, before.entries))
        return refuse_shrunk(f, path, "entries", entries, before.entries, err);
    if (has_shrunk(f->names, before.names))
        return refuse_shrunk(f, path, "names", f->names, before.names, err);
    return before.main >= MANY && before.still * 2 < before.main
               ? refuse_other(f, path, &before, err)
               : 0;
}

static int take(struct duck *d, const struct register_file *f, const struct scan *s,
                const char *path, const char *vintage, const char *encoding, struct err *err)
{
    int64_t id;
    char *real = realpath(path, NULL);
    char text[32], now[MOMENT_TEXT];
    moment(now);
    TRY(duck_int_of(d, &id, "SELECT nextval('reg.source_ids')", NULL, 0, err));
    snprintf(text, sizeof text, "%ld", (long)id);
    struct duck_param p[] = {{"id", text},          {"list", f->list},
                             {"part", f->part},     {"path", real ? real : path},
                             {"layout", f->layout}, {"sha256", s->sha256},
                             {"vintage", vintage},  {"encoding", encoding},
                             {"now", now},          {0}};
    int rc = duck_run(d, reading_sql("take"), p, err);
    free(real);
    return rc ? rc : duck_run(d, reading_sql("replace"), NULL, err);
}

/* Bytes that are no UTF-8 are read as Windows-1252, which offices used before, and that is said. */
static int recognise(struct reading *x, struct register_file *out, const struct scan *s,
                     struct arena *a, struct err *err)
{
    if (s->bad_line && !x->encoding) {
        x->encoding = "cp1252";
        out->warning = arena_printf(a, "not UTF-8 (byte 0x%02x in line %ld): read as Windows-1252",
                                    s->bad_byte, (long)s->bad_line);
    }
    x->head = x->encoding ? encoding_head(s, x->encoding, a) : s->head;
    x->layout = layout_of(x->head);
    if (x->layout && !(s->bad_line && x->layout->kind == XML))
        return 0;
    err_at(err, x->path, 1, 1, "not the layout of a list that is known");
    return err_hint(err, "lists of OFAC, the UN, the EU, the UK, Canada, SECO, BIS, the "
                         "Consolidated Screening List and OpenSanctions in the formats that "
                         "'weir lists load --help' names");
}

/* What a file says of itself; -1 where it states no count. */
struct stated {
    const char *published, *list, *note, *part;
    int64_t entries, twice; /* twice: entities with an id that another has */
};

static int read_stated(struct stated *out, struct duck *d, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(d, &r, reading_sql("stated"), NULL, err));
    *out = (struct stated){.entries = -1};
    if (duck_next(r)) {
        out->published = duck_text(r, 0, a);
        out->entries = duck_null(r, 1) ? -1 : duck_int(r, 1);
        out->list = duck_text(r, 2, a);
        out->note = duck_text(r, 3, a);
        out->twice = duck_int(r, 4);
        out->part = duck_text(r, 5, a);
    }
    return duck_end(r, err);
}

static int text_of(const char **out, struct duck *d, const char *name, struct arena *a,
                   struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(d, &r, reading_sql(name), NULL, err));
    *out = duck_next(r) ? duck_text(r, 0, a) : NULL;
    return duck_end(r, err);
}

/* Which list a file is, by its content; by its name where the content does not say. */
static int find_list(struct register_file *out, struct duck *d, const struct reading *x,
                     const struct stated *s, struct arena *a, struct err *err)
{
    bool entities = !strcmp(out->part, "entities") || !strcmp(out->part, "whole list");
    const char *list = s->list;
    if (!list && !strcmp(x->layout->list, "ofac-sdn"))
        TRY(text_of(&list, d, entities ? "ofac_list" : "ofac_part", a, err));
    out->list = list && strcmp(list, "no") ? list : layout_list(x->layout, x->path, a);
    return 0;
}

static int check_stated(struct register_file *out, const struct reading *x, const struct stated *s,
                        const struct register_options *o, struct arena *a, struct err *err)
{
    if (s->entries >= 0 && s->entries != out->entities) {
        err_at(err, x->path, 0, 0, "the file says that it has %ld entries, and %ld are in it",
               (long)s->entries, (long)out->entities);
        return err_hint(err, "it is cut or was changed: download it again");
    }
    if (s->twice)
        return err_at(err, x->path, 0, 0,
                      "%ld entries have the number of another: who they are cannot be told apart",
                      (long)s->twice);
    if (s->published && !o->vintage && strcmp(s->published, o->today) > 0) {
        err_at(err, x->path, 0, 0, "the file says that it is of %s, which is to come",
               s->published);
        return err_hint(err, "--vintage says on which day it was published");
    }
    out->warning = joined(out->warning, s->note, a);
    out->part = s->part ? s->part : out->part;
    out->vintage = o->vintage ? o->vintage : s->published ? s->published : o->today;
    if (o->vintage && s->published && strcmp(o->vintage, s->published) != 0)
        out->warning = joined(out->warning,
                              arena_printf(a, "the file says that it is of %s", s->published), a);
    return 0;
}

int register_load(struct register_file *out, struct store *store, const char *path,
                  const struct register_options *o, struct arena *a, struct err *err)
{
    struct scan s;
    struct stated stated;
    struct reading x = {.path = path, .encoding = o->encoding};
    struct duck *d = store_stage(store);
    char *temp;
    bool marked;
    int64_t there = 0;
    *out = (struct register_file){0};
    TRY(scan_file(&s, a, path, err));
    TRY(recognise(&x, out, &s, a, err));
    out->part = x.layout->part;
    out->layout = x.layout->name;
    out->title = x.layout->title;
    TRY(temp_file(&temp, "list", a, err));
    x.temp = temp;
    int rc = reading_fill(&marked, d, &x, err);
    unlink(temp);
    rc = rc ? rc : count(d, out, err);
    rc = rc ? rc : read_stated(&stated, d, a, err);
    rc = rc ? rc : find_list(out, d, &x, &stated, a, err);
    rc = rc ? rc : check_stated(out, &x, &stated, o, a, err);
    if (rc)
        return rc;
    struct duck_param p[] = {
        {"sha256", s.sha256}, {"list", out->list}, {"vintage", out->vintage}, {0}};
    TRY(duck_int_of(d, &there, reading_sql("known"), p, 0, err));
    out->known = there > 0;
    if (out->known)
        return 0;
    TRY(check_filled(d, out, path, o, marked || !layout_has_mark(x.layout), a, err));
    return take(d, out, &s, path, out->vintage, x.encoding, err);
}

int register_settle(struct store *s, struct err *err)
{
    return duck_run(store_stage(s), reading_sql("settle"), NULL, err);
}

/* One transaction, in the file before anything else is done. */
static int make(struct store *s, struct err *err)
{
    struct duck *d = store_stage(s);
    TRY(register_begin(s, err));
    TRY(register_end(s, duck_define(d, reading_sql("schema"), err), err));
    TRY(duck_guard(d, "reg", err));
    return duck_checkpoint(d, err);
}

int register_prepare(struct store *s, struct err *err)
{
    bool there;
    TRY(register_there(s, &there, err));
    if (!there)
        TRY(make(s, err));
    return duck_run(store_stage(s), reading_sql("macros"), NULL, err);
}

int register_begin(struct store *s, struct err *err)
{
    return store_change(s, err);
}

int register_end(struct store *s, int rc, struct err *err)
{
    return store_keep(s, rc, err);
}

/* Nothing of the registers is run before they are known to be weir's. */
int register_there(struct store *s, bool *there, struct err *err)
{
    struct duck *d = store_stage(s);
    const struct definitions *x;
    TRY(definitions_read(&x, d, err));
    *there = false;
    for (int i = 0; i < x->count; i++)
        *there |= !strcmp(x->item[i].schema, "reg");
    if (!*there)
        return 0;
    if (definitions_check(x, "reg", REGISTER_DIGEST, reading_sql("schema"), err))
        return store_is_changed(s, err);
    return duck_guard(d, "reg", err);
}
