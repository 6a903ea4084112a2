/* report.c - everything about a destination, and claims, on one page.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/claim.h"
#include "app/find/watch.h"
#include "law/law.h"

struct report_params {
    struct words words;
    struct find_params find;
    const char *claims, *output, *price;
    int limit;
    bool divert;
};

static int check(const struct report_params *q, bool again, struct err *err)
{
    if (q->words.count && (q->output || again))
        return 0;
    err_set(err, ERR_USAGE,
            !q->words.count ? "a report on which destination?" : "a report needs -o FILE");
    return err_hint(err, "weir report RUS -o report.html");
}

/* What goods of a code are traded at to the destination. */
static int add_prices(struct watch *w, struct session *s, const struct report_params *q,
                      struct err *err)
{
    struct price_params *asked = arena_new(s->arena, struct price_params);
    struct prices *p = arena_new(s->arena, struct prices);
    struct fitted *fitted = arena_new(s->arena, struct fitted);
    asked->flow = w->q->flow;
    asked->flow.list = asked->flow.group = NULL;
    asked->flow.code = q->price;
    asked->per = "kg";
    *p = (struct prices){.q = asked, .session = s, .arena = s->arena};
    TRY(prices_read(p, err));
    if (!prices_fit(fitted, p, NULL, NULL))
        return prices_too_few(p, err);
    w->prices = p;
    w->fitted = fitted;
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct report_params *q = params;
    struct watch *w = arena_new(s->arena, struct watch);
    struct find_params *find = arena_new(s->arena, struct find_params);
    struct checked *claims = NULL;
    int count = 0;
    TRY(check(q, s->again, err));
    *find = q->find;
    find->flow.to = q->words.item[0];
    TRY(watch_gather(w, s, find, err));
    TRY(watch_cards(w, err));
    if (q->divert)
        TRY(watch_corridors(w, s, err));
    if (w->corridors)
        divert_wanted(&out->wanted, w->corridors);
    if (q->price)
        TRY(add_prices(w, s, q, err));
    if (q->claims)
        TRY(claims_check(&claims, &count, q->claims, s, err));
    claims_wanted(&out->wanted, claims, count, s->arena);
    out->page = (struct page_of){
        .path = q->output, .watch = w, .claims = claims, .claim_count = count};
    int all = w->all_count, shown = q->limit && q->limit < all ? q->limit : all;
    out->table = find_table(&w->f, w->all, shown, s->arena);
    out->data = find_table(&w->f, w->all, all, s->arena);
    out->head = arena_printf(s->arena, "%s\n\n", watch_headline(w));
    out->foot = arena_printf(s->arena, "%sreport: %s\n", w->f.sources, q->output ? q->output : "-");
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(report_params, find.flow),
    FLOW_GOODS(report_params, find.flow),
    FIND_SINCE(report_params, find),
    FIND_FDR(report_params, find),
    FLOW_CURRENCY(report_params, find.flow),
    FIND_EVENT(report_params, find),
    FIND_METHOD(report_params, find),
    {PARAM(report_params, claims, "claims", TEXT, "FILE", "with the answers to these claims",
           FILES),
     .file = true},
    {PARAM(report_params, divert, "divert", FLAG, NULL,
           "with corridors through others, as weir divert has them", NOTHING)},
    {PARAM(report_params, price, "price", TEXT, "CODE",
           "with what goods of that code are traded at by weight, as weir price has it", CODES)},
    FIND_LIMIT(report_params, limit),
    {PARAM(report_params, output, "output", TEXT, "FILE", "page to write (-o)", FILES),
     .display = true, .letter = 'o'},
    {0},
};

const struct question question_report = {
    .name = "report",
    .arguments = "DESTINATION",
    .complete = COMPLETE_AREAS,
    .summary = "write all that rose or fell towards a destination as one page",
    .text =
        "One self-contained page: the finding as a sentence, three numbers, the total over time, "
        "the largest rises one by one with a chart, the law and a caveat, all rises and falls as "
        "tables, each currency by itself; with --claims also the answers to a file of claims; "
        "sources and method at the end. Tables sort and filter; the page needs no network, and no "
        "script for texts, tables and charts. --xlsx and --csv give the findings as a table.",
    .examples = "weir report RUS -o report.html\n"
                "weir report RUS --price 848210 -o report.html\n"
                "weir report KGZ -o kgz.html --xlsx kgz.xlsx",
    .params = params,
    .size = sizeof(struct report_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/surge.md, contrast.md, claims.md",
    .tables = LAW_TABLES,
    .columns = find_columns,
    .local = true,
    .run = run,
};
