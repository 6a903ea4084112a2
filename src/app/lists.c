/* lists.c - registers of names: load, what is there, look up, what changed.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/law.h"
#include "base/log.h"
#include "base/resource.h"
#include "register/names.h"
#include "register/register.h"
#include "store/store.h"

/* --- load --- */

static const struct column load_columns[] = {
    {"file", "file", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"layout", "layout", STYLE_TEXT, DATA_ONLY},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"entities", "entities", STYLE_INT, EVERYWHERE},
    {"names", "names", STYLE_INT, EVERYWHERE},
    {"addresses", "addresses", STYLE_INT, EVERYWHERE},
    {"identifiers", "identifiers", STYLE_INT, EVERYWHERE},
    {"state", "", STYLE_TEXT, EVERYWHERE},
};

static int load_files(struct answer *out, struct duck *d, const struct request *q,
                      const char *vintage, struct arena *a, struct err *err)
{
    out->table = table_new(load_columns, sizeof load_columns / sizeof *load_columns, a);
    for (int i = 1; i < q->arg_count; i++) {
        struct register_file f;
        const char *slash = strrchr(q->args[i], '/');
        log_progress(slash ? slash + 1 : q->args[i], -1);
        TRY(register_load(&f, d, q->args[i], vintage, q->encoding, a, err));
        const char *cells[] = {q->args[i], f.list, f.part, f.layout, vintage};
        for (size_t k = 0; k < 5; k++)
            table_text(&out->table, cells[k]);
        table_number(&out->table, (double)f.entities);
        table_number(&out->table, (double)f.names);
        table_number(&out->table, (double)f.addresses);
        table_number(&out->table, (double)f.identifiers);
        table_text(&out->table, f.known ? "already there" : "loaded");
    }
    return register_settle(d, err);
}

static int load(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct days today;
    if (q->arg_count < 2)
        return err_set(err, ERR_USAGE, "load which files? weir lists load FILE...");
    TRY(law_days(&today, q->vintage, err));
    const char *vintage = arena_strdup(a, today.from);
    TRY(store_open(&s, q->store, STORE_WRITE, err));
    struct duck *d = store_duck(s);
    TRY(register_prepare(d, err));
    TRY(duck_run(d, "BEGIN", NULL, err));
    int rc = load_files(out, d, q, vintage, a, err);
    int end = duck_run(d, rc ? "ROLLBACK" : "COMMIT", NULL, rc ? NULL : err);
    return rc ? rc : end;
}

/* --- questions --- */

static const struct column list_columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"entities", "entities", STYLE_INT, EVERYWHERE},
    {"names", "names", STYLE_INT, EVERYWHERE},
    {"addresses", "addresses", STYLE_INT, EVERYWHERE},
    {"identifiers", "identifiers", STYLE_INT, EVERYWHERE},
    {"path", "path", STYLE_TEXT, DATA_ONLY},
    {"sha256", "sha256", STYLE_TEXT, DATA_ONLY},
};
static const struct column find_columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"entity", "entity", STYLE_TEXT, EVERYWHERE},
    {"name", "name found", STYLE_TEXT, EVERYWHERE},
    {"kind", "as", STYLE_TEXT, EVERYWHERE},
    {"quality", "quality", STYLE_TEXT, DATA_ONLY},
    {"script", "script", STYLE_TEXT, DATA_ONLY},
    {"match", "match", STYLE_TEXT, EVERYWHERE},
    {"entity_kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"program", "programme", STYLE_TEXT, EVERYWHERE},
    {"listed_on", "listed", STYLE_TEXT, EVERYWHERE},
    {"until", "until", STYLE_TEXT, DATA_ONLY},
    {"country", "country", STYLE_TEXT, DATA_ONLY},
    {"born", "born", STYLE_TEXT, DATA_ONLY},
    {"birthplace", "birthplace", STYLE_TEXT, DATA_ONLY},
    {"remarks", "remarks", STYLE_TEXT, DATA_ONLY},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
};
static const struct column diff_columns[] = {
    {"change", "", STYLE_TEXT, EVERYWHERE},
    {"part", "part", STYLE_TEXT, EVERYWHERE},
    {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"name", "name", STYLE_TEXT, EVERYWHERE},
};

static int open_lists(struct store **s, const struct request *q, struct err *err)
{
    bool there;
    TRY(store_open(s, q->store, STORE_READ, err));
    TRY(register_there(store_duck(*s), &there, err));
    if (there)
        return 0;
    err_set(err, ERR_NOT_FOUND, "the store holds no lists");
    return err_hint(err, "weir lists load FILE...");
}

static int ask(struct answer *out, struct arena *a, const struct request *q, const char *sql,
               const struct column *columns, int count, const struct duck_param *p, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(open_lists(&s, q, err));
    out->table = table_new(columns, count, a);
    TRY(duck_query(store_duck(s), &r, resource_get(sql)->text, p, err));
    while (duck_next(r))
        for (int i = 0; i < count; i++)
            if (columns[i].style == STYLE_INT)
                table_number(&out->table, (double)duck_int(r, i));
            else
                table_text(&out->table, duck_text(r, i, a));
    return duck_end(r, err);
}

static const struct column name_columns[] = {
    {"list", "list", STYLE_TEXT, EVERYWHERE},        {"uid", "id", STYLE_TEXT, EVERYWHERE},
    {"name", "name", STYLE_TEXT, EVERYWHERE},        {"kind", "as", STYLE_TEXT, EVERYWHERE},
    {"quality", "quality", STYLE_TEXT, EVERYWHERE},  {"script", "script", STYLE_TEXT, EVERYWHERE},
    {"entity_kind", "kind", STYLE_TEXT, EVERYWHERE}, {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
};

static int add_name(void *ctx, const struct register_name *n, struct err *err)
{
    struct table *t = ctx;
    const char *const cells[] = {n->list,    n->uid,    n->name,   n->kind,
                                 n->quality, n->script, n->entity, n->vintage};
    (void)err;
    for (size_t i = 0; i < 8; i++)
        table_text(t, arena_strdup(t->arena, cells[i]));
    return 0;
}

static int names(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct days on = {"", ""};
    if (q->on)
        TRY(law_days(&on, q->on, err));
    TRY(open_lists(&s, q, err));
    out->table = table_new(name_columns, 8, a);
    return register_names(store_duck(s), on.until, add_name, &out->table, err);
}

static int find(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct days on = {"", ""};
    if (q->arg_count != 2 || !q->args[1][strspn(q->args[1], " ")])
        return err_set(err, ERR_USAGE, "find whom? weir lists find 'NAME'");
    if (q->on)
        TRY(law_days(&on, q->on, err));
    struct duck_param p[] = {{"name", q->args[1]}, {"day", on.until}, {0}};
    TRY(ask(out, a, q, "src/app/sql/lists_find.sql", find_columns,
            sizeof find_columns / sizeof *find_columns, p, err));
    out->head = arena_printf(a, "%d names or identifiers on the lists loaded%s%s\n\n",
                             table_rows(&out->table), q->on ? " as known on " : "", on.until);
    out->foot = "found by the name as it is, normalised (case, accents, punctuation, order of "
                "words), by all its words, or by an identifier; spelling variants and other "
                "scripts are not tried\n";
    return 0;
}

/* Between one vintage and none nothing can differ; that is said, not shown as an empty table. */
static int check_vintages(const char *store, const char *list, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct duck_param p[] = {{"list", list}, {0}};
    int64_t vintages;
    TRY(store_open(&s, store, STORE_READ, err));
    TRY(duck_int_of(store_duck(s), &vintages,
                    "SELECT coalesce(max(n), 0) FROM (SELECT count(DISTINCT vintage) AS n FROM "
                    "reg.source WHERE list = $list GROUP BY part)",
                    p, 0, err));
    if (vintages > 1)
        return 0;
    err_set(err, ERR_NOT_FOUND,
            vintages ? "only one vintage of '%s' is in the store" : "no list '%s' is in the store",
            list);
    return err_hint(err, "weir lists load FILE --vintage DAY; weir lists shows those loaded");
}

static int diff(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    if (q->arg_count != 2)
        return err_set(err, ERR_USAGE, "which list? weir lists diff LIST");
    struct duck_param p[] = {{"list", q->args[1]}, {0}};
    TRY(ask(out, a, q, "src/app/sql/lists_diff.sql", diff_columns, 4, p, err));
    TRY(check_vintages(q->store, q->args[1], err));
    out->head = arena_printf(a, "%s: %d entries differ between its last two vintages\n\n",
                             q->args[1], table_rows(&out->table));
    return 0;
}

int app_lists(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    const char *what = q->arg_count ? q->args[0] : "show";
    if (!strcmp(what, "load"))
        return load(out, a, q, err);
    if (!strcmp(what, "find"))
        return find(out, a, q, err);
    if (!strcmp(what, "diff"))
        return diff(out, a, q, err);
    if (!strcmp(what, "names"))
        return names(out, a, q, err);
    if (!strcmp(what, "show"))
        return ask(out, a, q, "src/app/sql/lists.sql", list_columns,
                   sizeof list_columns / sizeof *list_columns, NULL, err);
    err_set(err, ERR_USAGE, "weir lists %s: no such question", what);
    return err_hint(err, "load, show, names, find or diff");
}
