/* trace.c - where a figure comes from, line by line.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/claim/measure.h"
#include "app/flow/compare.h"
#include "app/read/verdicts.h"
#include "base/digest.h"
#include "base/resource.h"
#include "law/law.h"
#include "model/period.h"
#include "register/register.h"

static const struct column line_columns[] = {
    {"what", "of", STYLE_TEXT, EVERYWHERE},
    {"source", "source", STYLE_INT, EVERYWHERE},
    {"title", "statistics", STYLE_TEXT, EVERYWHERE},
    {"path", "file", STYLE_PATH, EVERYWHERE},
    {"vintage", "vintage", STYLE_TEXT, EVERYWHERE},
    {"sha256", "sha256", STYLE_TEXT, EVERYWHERE},
    {"rows", "rows", STYLE_INT, EVERYWHERE},
    {"first_line", "from line", STYLE_INT, EVERYWHERE},
    {"last_line", "to line", STYLE_INT, EVERYWHERE},
    {"lines", "lines", STYLE_LIST, DATA_ONLY},
};

/* --- the rows of files --- */

static int add_lines(struct table *to, struct session *s, const char *what,
                     const struct flow_params *q, const char *windows, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct source_lines *list;
    struct err none = {0};
    int count, rc = select_open(&selected, s, q, &none);
    if (rc == ERR_NOT_FOUND) /* an answer may rest on there being none */
        return 0;
    if (rc)
        return *err = none, rc;
    TRY(selected_lines(selected, &list, &count, windows, to->arena, err));
    for (int i = 0; i < count; i++) {
        const struct source_lines *x = &list[i];
        table_text(to, what);
        table_number(to, (double)x->source_id);
        table_text(to, x->title);
        table_text(to, x->path);
        table_text(to, x->vintage);
        table_text(to, x->sha256);
        table_number(to, (double)x->rows);
        table_number(to, (double)x->first);
        table_number(to, (double)x->last);
        table_text(to, x->lines);
    }
    return 0;
}

/* --- the rows of registers --- */

static const char *tables_of_test(enum claim_kind k)
{
    switch (k) {
    case CLAIM_COUNT:
    case CLAIM_BOUND:
        return "data/treaty/party.csv";
    case CLAIM_WARRANT:
        return "data/warrant/warrant.csv data/treaty/party.csv";
    case CLAIM_LAWFUL:
        return LAW_TABLES;
    case CLAIM_MUNITIONS:
        return "data/group/product.csv";
    case CLAIM_COINCIDENCE:
        return "data/event/event.csv";
    default:
        return "";
    }
}

/* Whole tables: an answer rests on what is not in them too. */
static void add_table(struct table *to, const char *what, const char *path)
{
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

static void add_tables(struct table *to, const char *what, const char *files)
{
    for (const char *p = files ? files : ""; *p; p += strcspn(p, " "), p += strspn(p, " "))
        add_table(to, what, arena_strndup(to->arena, p, strcspn(p, " ")));
}

static int by_id(const void *x, const void *y)
{
    const struct register_source *a = x, *b = y;
    return a->id < b->id ? -1 : a->id > b->id;
}

static int add_lists(struct table *to, struct session *s, const char *what, struct err *err)
{
    struct register_source *list;
    struct store *store;
    bool there;
    int count;
    TRY(session_store(s, &store, err));
    TRY(register_there(store, &there, err));
    if (!there)
        return 0;
    TRY(register_sources(store, &list, &count, to->arena, err));
    qsort(list, (size_t)count, sizeof *list, by_id);
    for (int i = 0; i < count; i++) {
        table_text(to, what);
        table_number(to, (double)list[i].id);
        table_text(to, arena_printf(to->arena, "%s, %s", list[i].list, list[i].part));
        table_text(to, list[i].path);
        table_text(to, list[i].vintage);
        table_text(to, list[i].sha256);
        for (int k = 0; k < 3; k++)
            table_number(to, NAN);
        table_text(to, "");
    }
    return 0;
}

/* --- claims --- */

static void add_window(struct buf *b, const char *text)
{
    struct window w;
    if (!text || !window_parse(&w, text))
        return;
    w = window_months(w);
    buf_printf(b, "%s%d-%d", b->len ? ";" : "", w.from, w.until);
}

/* A share and a rank rest on the whole too. */
static void widen(struct flow_params *q, const struct claim_test *t)
{
    bool goods = t->of && !strcmp(t->of, "goods"), to = t->of && !strcmp(t->of, "destinations");
    if (goods)
        q->code = q->list = q->group = NULL;
    else if (to)
        q->to = NULL;
    else
        q->from = NULL;
}

static int lines_of_test(struct table *to, struct session *s, const struct claim *claim,
                         const struct claim_test *t, struct err *err)
{
    CLEANUP(buf_free) struct buf windows = {0};
    struct arena *a = to->arena;
    const char *what = arena_printf(a, "%s, %s", claim->id, claim_kind_name(t->kind));
    struct ask q;
    add_tables(to, what, tables_of_test(t->kind));
    if (t->kind == CLAIM_LISTED || t->kind == CLAIM_LISTINGS || t->kind == CLAIM_LIST_COUNT)
        return add_lists(to, s, what, err);
    if (!t->to)
        return 0;
    TRY(ask_of(&q, t, a, err));
    q.flow.measure = MEASURE_VALUE;
    q.flow.own_currency = false;
    if (t->kind == CLAIM_MUNITIONS)
        q.flow.group = "munitions";
    add_window(&windows, t->period);
    add_window(&windows, t->with);
    TRY(add_lines(to, s, what, &q.flow, buf_str(&windows), err));
    if (t->kind != CLAIM_SHARE && t->kind != CLAIM_RANK && t->kind != CLAIM_DESTINATION_RANK)
        return 0;
    widen(&q.flow, t);
    return add_lines(to, s, arena_printf(a, "%s, the whole", what), &q.flow, buf_str(&windows),
                     err);
}

static int lines_of_claims(struct table *to, struct session *s, const char *path, const char *item,
                           struct err *err)
{
    struct claims all;
    TRY(claims_read(&all, path, to->arena, err));
    for (int i = 0; i < all.count; i++)
        for (int k = 0; k < all.claim[i].test_count; k++)
            if (!item || !strcmp(item, all.claim[i].id))
                TRY(lines_of_test(to, s, &all.claim[i], &all.claim[i].tests[k], err));
    return 0;
}

/* --- other answers --- */

/* A finding is called CHN-RUS-842952-2022-03. */
static int lines_of_finding(struct table *to, struct session *s, const struct flow_params *asked,
                            const char *item, struct err *err)
{
    struct arena *a = to->arena;
    const char *first = strchr(item, '-'), *second = first ? strchr(first + 1, '-') : NULL;
    if (!second)
        return 0;
    struct flow_params q = {.from = arena_strndup(a, item, (size_t)(first - item)),
                            .to = arena_strndup(a, first + 1, (size_t)(second - first - 1)),
                            .code = arena_strndup(a, second + 1, strcspn(second + 1, "-")),
                            .flow = asked->flow,
                            .freq = asked->freq,
                            .as_of = asked->as_of};
    return add_lines(to, s, item, &q, "", err);
}

static const char *text_param(const struct recorded *r, const char *name)
{
    for (const struct param *p = r->question->params; p && p->name; p++)
        if (!strcmp(p->name, name) && (p->type == PARAM_TEXT || p->type == PARAM_DAY))
            return *(const char **)(void *)((char *)r->params + p->at);
    return NULL;
}

/* Which flows a question is about: by the names of its parameters, or the destination that is its
 * first word. */
static struct flow_params flows_of(const struct recorded *r)
{
    const struct words *w = r->params;
    struct flow_params q = {.from = text_param(r, "from"),
                            .to = text_param(r, "to"),
                            .code = text_param(r, "code"),
                            .list = text_param(r, "list"),
                            .group = text_param(r, "group"),
                            .flow = text_param(r, "flow"),
                            .freq = text_param(r, "freq"),
                            .as_of = text_param(r, "as-of")};
    if (!q.to && w->count)
        q.to = w->item[0];
    return q;
}

/* Of a mirror both reports; of a corridor what origins sent to all, and what was sent on, by both.
 */
static int lines_of_sides(struct table *out, struct session *s, const struct recorded *r,
                          struct flow_params flows, const char *windows, struct err *err)
{
    bool mirror = !strcmp(r->question->name, "mirror");
    const char *via = text_param(r, "via");
    if (!mirror) {
        struct flow_params sent = flows;
        sent.to = NULL;
        TRY(add_lines(out, s, "what origins sent", &sent, windows, err));
        flows.from = via;
    }
    flows.flow = "export";
    TRY(add_lines(out, s, mirror ? "the exporter's report" : "what was sent on", &flows, windows,
                  err));
    flows.flow = "import";
    return add_lines(out, s, mirror ? "the importer's report" : "what arrived of it", &flows,
                     windows, err);
}

/* Of what was read of an article, each reading by its id. */
static int lines_of_article(struct table *to, struct session *s, const struct recorded *r,
                            const char *item, struct err *err)
{
    struct article article;
    struct verdicts v;
    TRY(article_read(&article, s, *asked_file(r->question, r->params, 0), text_param(r, "date"),
                     err));
    TRY(verdicts_pose(&v, &article, text_param(r, "readings"), s, err));
    for (int i = 0; i < v.count; i++)
        for (int k = 0; k < v.at[i].claim.test_count && !v.at[i].why; k++)
            if (!item || !strcmp(item, v.at[i].id))
                TRY(lines_of_test(to, s, &v.at[i].claim, &v.at[i].claim.tests[k], err));
    return 0;
}

int trace_lines(struct table *out, struct session *s, const struct recorded *r, const char *item,
                struct err *err)
{
    const struct question *q = r->question;
    const char *what = item ? item : "all of it";
    struct flow_params flows = flows_of(r);
    *out = table_new(line_columns, COLUMNS(line_columns), s->arena);
    if (!strcmp(q->name, "read"))
        return lines_of_article(out, s, r, item, err);
    if (q->file_word)
        return lines_of_claims(out, s, *asked_file(q, r->params, 0), item, err);
    add_tables(out, what, q->tables);
    if (q->lists)
        return add_lists(out, s, "all of it", err);
    if (item)
        return lines_of_finding(out, s, &flows, item, err);
    if (q->needs < NEEDS_READ || text_param(r, "series"))
        return 0;
    CLEANUP(buf_free) struct buf windows = {0}; /* of a comparison: what lies in both periods */
    add_window(&windows, text_param(r, "period"));
    const char *with = text_param(r, "with");
    if (!with && !strcmp(q->name, "top"))
        with = compare_year_before(text_param(r, "period"), s->arena);
    add_window(&windows, with);
    if (!strcmp(q->name, "mirror") || !strcmp(q->name, "divert"))
        return lines_of_sides(out, s, r, flows, buf_str(&windows), err);
    return add_lines(out, s, "all of it", &flows, buf_str(&windows), err);
}
