/* trace.c - weir evidence: where a figure comes from, line by line.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/bundle.h"
#include "app/evidence.h"
#include "app/measure.h"
#include "app/question.h"
#include "app/tabulate.h"
#include "base/digest.h"
#include "base/resource.h"
#include "ref/ref.h"
#include "register/register.h"
#include "report/json.h"
#include "store/store.h"

static const struct column columns[] = {
    {"what", "of", STYLE_TEXT, EVERYWHERE},
    {"source", "source", STYLE_INT, EVERYWHERE},
    {"title", "statistics", STYLE_TEXT, EVERYWHERE},
    {"path", "file", STYLE_TEXT, EVERYWHERE},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"sha256", "sha256", STYLE_TEXT, EVERYWHERE},
    {"rows", "rows", STYLE_INT, EVERYWHERE},
    {"first_line", "from line", STYLE_INT, EVERYWHERE},
    {"last_line", "to line", STYLE_INT, EVERYWHERE},
    {"lines", "lines", STYLE_LIST, DATA_ONLY},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static const char *method_of(const char *command)
{
    static const char *const methods[][2] = {
        {"series", "sum of the flows reported; families: docs/method/families.md"},
        {"compare", "sums over the same months; families: docs/method/families.md"},
        {"surge", "docs/method/surge.md, contrast.md"},
        {"watch", "docs/method/surge.md, contrast.md"},
        {"report", "docs/method/surge.md, contrast.md, claims.md"},
        {"shift", "docs/method/ltsts.md"},
        {"changepoints", "docs/method/changepoints.md"},
        {"status", "docs/method/status.md"},
        {"redline", "docs/method/status.md"},
        {"lists", "docs/method/lists.md"},
        {"claim", "docs/method/claims.md"},
    };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (!strcmp(methods[i][0], command))
            return methods[i][1];
    return "reference tables: data/sources.tsv";
}

/* --- the rows of files --- */

static int add_lines(struct table *to, const char *what, const struct ask *q, const char *windows,
                     struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct selection sel;
    struct request ask = ask_request(q);
    TRY(select_open(&s, &sel, to->arena, &ask, err));
    int rc = series_select(s, &sel, err);
    if (rc == ERR_NOT_FOUND) { /* an answer may rest on there being none */
        *err = (struct err){0};
        return 0;
    }
    TRY(rc);
    struct duck_param p[] = {{"as_of", sel.as_of}, {"windows", windows}, {0}};
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/evidence_lines.sql")->text, p,
                   err));
    while (duck_next(r)) {
        table_text(to, what);
        for (int i = 0; i < COLUMNS - 1; i++)
            if (columns[i + 1].style == STYLE_INT)
                table_number(to, duck_real(r, i));
            else
                table_text(to, duck_text(r, i, to->arena));
    }
    return duck_end(r, err);
}

/* --- the rows of registers --- */

/* The reference tables on which an answer rests beside flows: by command, by kind of claim. */
#define TREATY  "data/treaty/party.csv"
#define WARRANT "data/warrant/warrant.csv " TREATY
#define LAW     "data/control/control.csv data/control/annex.csv data/regime/binding.csv"
#define ARMS    "data/group/product.csv"

static const char *tables_of(const char *command)
{
    static const char *const tables[][2] = {
        {"treaty", TREATY}, {"warrant", WARRANT}, {"status", LAW}, {"redline", ARMS},
        {"surge", LAW},     {"watch", LAW},       {"report", LAW},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!strcmp(tables[i][0], command))
            return tables[i][1];
    return "";
}

static const char *tables_of_test(enum claim_kind k)
{
    return k == CLAIM_COUNT || k == CLAIM_BOUND ? TREATY
           : k == CLAIM_WARRANT                 ? WARRANT
           : k == CLAIM_LAWFUL                  ? LAW
           : k == CLAIM_MUNITIONS               ? ARMS
           : k == CLAIM_COINCIDENCE             ? "data/event/event.csv"
                                                : "";
}

/* Whole tables: an answer rests on what is not in them too. */
static void add_tables(struct table *to, const char *what, const char *files)
{
    for (const char *p = files; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
        const char *path = arena_strndup(to->arena, p, strcspn(p, " "));
        const struct resource *r = resource_get(path);
        char hex[DIGEST_HEX];
        int lines = 0;
        for (size_t i = 0; i < r->len; i++)
            lines += r->text[i] == '\n';
        digest_bytes(hex, r->text, r->len);
        table_text(to, what);
        table_number(to, NAN);
        table_text(to, "reference table of weir");
        table_text(to, path);
        table_text(to, "");
        table_text(to, arena_strdup(to->arena, hex));
        table_number(to, lines - 1);
        table_number(to, 2);
        table_number(to, lines);
        table_text(to, "");
    }
}

static int add_lists(struct table *to, const char *what, const char *path, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    bool there;
    TRY(store_open(&s, path, STORE_READ, err));
    TRY(register_there(store_duck(s), &there, err));
    if (!there)
        return 0;
    TRY(duck_query(store_duck(s), &r,
                   "SELECT source_id, list || ', ' || part, path, vintage::VARCHAR, sha256 "
                   "FROM reg.source ORDER BY source_id",
                   NULL, err));
    while (duck_next(r)) {
        table_text(to, what);
        table_number(to, duck_real(r, 0));
        for (int i = 1; i < 5; i++)
            table_text(to, duck_text(r, i, to->arena));
        for (int i = 0; i < 3; i++)
            table_number(to, NAN);
        table_text(to, "");
    }
    return duck_end(r, err);
}

/* --- what an answer rests on --- */

static void add_window(struct buf *b, const char *text)
{
    struct window w;
    if (!text || !window_parse(&w, text))
        return;
    w = window_months(w);
    buf_printf(b, "%s%d-%d", b->len ? ";" : "", w.from, w.until);
}

/* A share and a rank rest on the whole too. */
static void whole_of(struct ask *q, const struct claim_test *t)
{
    bool goods = t->of && !strcmp(t->of, "goods"), to = t->of && !strcmp(t->of, "destinations");
    if (goods)
        q->code = q->list = q->group = NULL;
    else if (to)
        q->to = NULL;
    else
        q->from = NULL;
}

static int lines_of_test(struct table *to, const char *store, const struct claim *claim,
                         const struct claim_test *t, struct err *err)
{
    CLEANUP(buf_free) struct buf windows = {0};
    struct arena *a = to->arena;
    const char *what = arena_printf(a, "%s, %s", claim->id, claim_kind_name(t->kind));
    struct ask q;
    add_tables(to, what, tables_of_test(t->kind));
    if (t->kind == CLAIM_LISTED)
        return add_lists(to, what, store, err);
    if (!t->to)
        return 0;
    TRY(ask_of(&q, t, store, a, err));
    if (t->kind == CLAIM_MUNITIONS)
        q.group = "munitions";
    add_window(&windows, t->period);
    add_window(&windows, t->with);
    TRY(add_lines(to, what, &q, buf_str(&windows), err));
    if (t->kind != CLAIM_SHARE && t->kind != CLAIM_RANK)
        return 0;
    whole_of(&q, t);
    return add_lines(to, arena_printf(a, "%s, the whole", what), &q, buf_str(&windows), err);
}

static int lines_of_claim(struct table *to, const struct recorded *r, const char *item,
                          struct err *err)
{
    struct claims all;
    TRY(claims_read(&all, r->request.args[1], to->arena, err));
    for (int i = 0; i < all.count; i++)
        for (int k = 0; k < all.claim[i].test_count; k++)
            if (!item || !strcmp(item, all.claim[i].id))
                TRY(lines_of_test(to, r->request.store, &all.claim[i], &all.claim[i].tests[k],
                                  err));
    return 0;
}

/* A finding is called CHN-RUS-842952-2022-03. */
static int lines_of_finding(struct table *to, const struct recorded *r, const char *item,
                            struct err *err)
{
    struct arena *a = to->arena;
    const char *first = strchr(item, '-'), *second = first ? strchr(first + 1, '-') : NULL;
    if (!second)
        return 0;
    struct ask q = {.store = r->request.store,
                    .from = arena_strndup(a, item, (size_t)(first - item)),
                    .to = arena_strndup(a, first + 1, (size_t)(second - first - 1)),
                    .code = arena_strndup(a, second + 1, strcspn(second + 1, "-")),
                    .flow = r->request.flow,
                    .as_of = r->request.as_of};
    return add_lines(to, item, &q, "", err);
}

static int find_lines(struct table *to, const struct recorded *r, const char *item, struct err *err)
{
    const struct request *q = &r->request;
    *to = table_new(columns, COLUMNS, to->arena);
    if (!strcmp(r->command, "claim"))
        return lines_of_claim(to, r, item, err);
    add_tables(to, item ? item : "all of it", tables_of(r->command));
    if (!strcmp(r->command, "lists"))
        return add_lists(to, "all of it", q->store, err);
    if (item)
        return lines_of_finding(to, r, item, err);
    const char *dest = q->to ? q->to : q->arg_count ? q->args[0] : NULL;
    if (q->series || !strcmp(r->command, "status") || !strcmp(r->command, "treaty") ||
        !strcmp(r->command, "warrant"))
        return 0;
    struct ask ask = {.store = q->store,
                      .from = q->from,
                      .to = dest,
                      .code = q->code,
                      .list = q->list,
                      .group = q->group,
                      .flow = q->flow,
                      .as_of = q->as_of};
    return add_lines(to, "all of it", &ask, "", err);
}

/* --- the item --- */

static struct table row_of(const struct table *t, int row, struct arena *a)
{
    struct table one = table_new(t->columns, t->column_count, a);
    for (int c = 0; c < t->column_count; c++)
        if (t->columns[c].style == STYLE_TEXT || t->columns[c].style == STYLE_LIST)
            table_text(&one, t->cells[row * t->column_count + c].text);
        else
            table_number(&one, t->cells[row * t->column_count + c].number);
    return one;
}

/* The row whose evidence is that id; no columns where there is none. */
static struct table find_item(const struct table *t, const char *id, struct arena *a)
{
    for (int c = 0; c < t->column_count; c++)
        for (int r = 0; r < table_rows(t) && !strcmp(t->columns[c].key, "evidence"); r++) {
            const char *text = t->cells[r * t->column_count + c].text;
            if (text && !strcmp(text, id))
                return row_of(t, r, a);
        }
    return (struct table){0};
}

static void add_row(struct buf *b, const struct table *t)
{
    for (int c = 0; c < t->column_count; c++) {
        CLEANUP(buf_free) struct buf text = {0};
        cell_format(&text, &t->columns[c], &t->cells[c]);
        if (text.len)
            buf_printf(b, "  %s: %s\n", t->columns[c].key, text.s);
    }
}

static const char *head_of(const struct recorded *r, const char *now, const struct table *item,
                           struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s: %s\n", r->id, question_words(r->command, &r->request, a));
    buf_printf(&b, "method: %s; weir %s, reference data %.12s\n", method_of(r->command),
               WEIR_VERSION, ref_fingerprint());
    buf_puts(&b, !strcmp(now, r->id)
                     ? "store, reference data and version are those of the question\n"
                     : "store, reference data, version or a file differ from those of the "
                       "question: what follows is of today\n");
    if (item->columns) {
        buf_puts(&b, "computed again:\n");
        add_row(&b, item);
    }
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}

static const char *json_of(const struct recorded *r, const char *now, const struct table *item,
                           const struct table *lines, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct answer one = {.table = *item}, rows = {.table = *lines};
    json_pair(&b, "id", r->id, "{");
    buf_printf(&b, ",\n \"question\": %s", question_json(r->command, &r->request, a));
    json_pair(&b, "method", method_of(r->command), ",\n ");
    json_pair(&b, "version", WEIR_VERSION, ",\n ");
    json_pair(&b, "reference", ref_fingerprint(), ",\n ");
    buf_printf(&b, ",\n \"unchanged\": %s", !strcmp(now, r->id) ? "true" : "false");
    buf_printf(&b, ",\n \"computed\": %s", item->columns ? answer_json(&one, a) : "[]");
    buf_printf(&b, ",\n \"sources\": %s}\n", answer_json(&rows, a));
    return arena_strdup(a, b.s);
}

static int find_recorded(struct recorded *out, const char *store, const char *id, struct arena *a,
                         struct err *err)
{
    struct recorded *list = NULL;
    int count;
    TRY(evidence_journal(&list, &count, store, a, err));
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i].id, id)) {
            *out = list[i];
            return 0;
        }
    err_set(err, ERR_NOT_FOUND, "no answer called '%s' is in the journal of '%s'", id, store);
    return err_hint(err, "weir evidence lists those that are");
}

static int show(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct recorded r;
    struct answer again = {0};
    struct table item = {0};
    char now[EVIDENCE_ID];
    const char *id = q->args[0], *slash = strchr(id, '/');
    out->table.arena = a;
    TRY(find_recorded(&r, q->store, slash ? arena_strndup(a, id, (size_t)(slash - id)) : id, a,
                      err));
    TRY(evidence_of(now, r.command, &r.request, err));
    TRY(find_lines(&out->table, &r, slash ? slash + 1 : NULL, err));
    if (slash) {
        TRY(question_ask(&again, r.command, &r.request, a, err));
        item = find_item(answer_table(&again), arena_printf(a, "%s%s", now, slash), a);
        if (!item.columns)
            return err_set(err, ERR_NOT_FOUND, "the answer %s has no item '%s'", r.id, slash + 1);
    }
    out->head = head_of(&r, now, &item, a);
    out->json = json_of(&r, now, &item, &out->table, a);
    out->foot = "lines are of the file named, counted from 1; --json gives the first 200 of each\n";
    return 0;
}

/* --- the journal --- */

static int list_all(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    static const struct column names[] = {{"id", "id", STYLE_TEXT, EVERYWHERE},
                                          {"command", "command", STYLE_TEXT, DATA_ONLY},
                                          {"question", "question", STYLE_TEXT, EVERYWHERE}};
    struct recorded *list = NULL;
    int count;
    TRY(evidence_journal(&list, &count, q->store, a, err));
    out->table = table_new(names, 3, a);
    for (int i = 0; i < count; i++) {
        table_text(&out->table, list[i].id);
        table_text(&out->table, list[i].command);
        table_text(&out->table, question_words(list[i].command, &list[i].request, a));
    }
    out->foot = "weir evidence ID shows one, ID/ITEM a finding or claim of it\n";
    return 0;
}

int app_evidence(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    if (q->verify)
        return bundle_verify(out, q->verify, a, err);
    if (q->bundle)
        return bundle_write(out, q, a, err);
    return q->arg_count ? show(out, a, q, err) : list_all(out, a, q, err);
}
