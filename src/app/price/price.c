/* price.c - what one family of goods is traded at, and which flows are off that price.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/price/fair.h"
#include "app/price/fitted.h"
#include "base/buf.h"
#include "model/table.h"
#include "stats/order.h"

static const struct column columns[] = {
    {"period", "period", STYLE_TEXT, EVERYWHERE},
    {"exporter", "from", STYLE_TEXT, EVERYWHERE},
    {"importer", "to", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"quantity", "quantity", STYLE_NUMBER, EVERYWHERE},
    {"price", "price", STYLE_NUMBER, EVERYWHERE},
    {"times", "times the price", STYLE_NUMBER, EVERYWHERE},
    {"at_stake", "at stake", STYLE_AMOUNT, EVERYWHERE},
    {"p_adjusted", "p adj.", STYLE_P, EVERYWHERE},
    {"unit_fault", "may be", STYLE_TEXT, EVERYWHERE},
};

/* --- one price --- */

static bool same_exporter(const struct price_flow *x, const struct price_flow *y)
{
    return x->exporter == y->exporter;
}

static bool same_importer(const struct price_flow *x, const struct price_flow *y)
{
    return x->importer == y->importer;
}

static bool same_period(const struct price_flow *x, const struct price_flow *y)
{
    return x->period == y->period;
}

/* --- what is said --- */

/* The flow next to it of the same exporter and importer; NULL: there is none. */
static const struct price_flow *next_to(const struct fitted *f, int i, int step)
{
    int k = i + step;
    bool there = k >= 0 && k < f->count && f->flow[k]->exporter == f->flow[i]->exporter &&
                 f->flow[k]->importer == f->flow[i]->importer;
    return there ? f->flow[k] : NULL;
}

/* Whether the flow next to it is off as far as half of that on the same side: then the price
 * changed. */
static bool goes_on(const struct fitted *f, int i, int step, double tens)
{
    const struct price_flow *x = next_to(f, i, step);
    double own = x ? log10(x->value / x->quantity / f->fit.price) : 0;
    return own * tens > 0 && fabs(own) > fabs(tens) / 2;
}

/* Whether it is the value that is away from those of the flows next to it, and not the quantity. */
static bool is_value(const struct fitted *f, int i, double tens)
{
    double value = 0, quantity = 0;
    int n = 0;
    for (int step = -1; step <= 1; step += 2) {
        const struct price_flow *x = next_to(f, i, step);
        value += x ? log10(f->flow[i]->value / x->value) : 0;
        quantity += x ? log10(f->flow[i]->quantity / x->quantity) : 0;
        n += x != NULL;
    }
    return n && fabs(value / n) > fabs(tens) / 2 && fabs(quantity / n) < fabs(tens) / 2;
}

/* One flow by itself whose price is a power of ten away, give or take a quarter, may be of another
 * unit. */
static const char *unit_fault(const struct fitted *f, int i, double times, struct arena *a)
{
    double tens = log10(times), whole = round(tens);
    if (whole == 0 || fabs(whole) > 6 || fabs(tens - whole) > log10(1.25) ||
        goes_on(f, i, -1, tens) || goes_on(f, i, 1, tens))
        return "";
    bool value = is_value(f, i, tens);
    return arena_printf(a, "a %s %.0f times too %s", value ? "value" : "quantity",
                        pow(10, fabs(whole)), (whole > 0) == value ? "large" : "small");
}

static const char *period_words(const struct price_flow *f, struct arena *a)
{
    char text[16];
    return arena_strdup(a, period_text(text, f->period));
}

struct stake {
    double money;
    int flow;
};

static int by_stake(const void *x, const void *y)
{
    const struct stake *a = x, *b = y;
    double u = fabs(a->money), v = fabs(b->money);
    return u != v ? (u > v ? -1 : 1) : a->flow - b->flow;
}

static struct table table_of(const struct prices *p, const struct fitted *f)
{
    struct table t = table_new(columns, COLUMNS(columns), p->arena);
    struct stake *order = arena_array(p->arena, struct stake, (size_t)f->count + 1);
    int off = 0;
    for (int i = 0; i < f->count; i++)
        if (f->fit.outlier[i])
            order[off++] = (struct stake){f->flow[i]->value - f->fit.price * f->flow[i]->quantity,
                                          i};
    qsort(order, (size_t)off, sizeof *order, by_stake);
    for (int k = 0; k < off; k++) {
        int i = order[k].flow;
        const struct price_flow *x = f->flow[i];
        double price = x->value / x->quantity, times = price / f->fit.price;
        table_text(&t, period_words(x, p->arena));
        table_text(&t, areas_iso3(p->areas, x->exporter));
        table_text(&t, areas_iso3(p->areas, x->importer));
        table_number(&t, x->value);
        table_number(&t, x->quantity);
        table_number(&t, price);
        table_number(&t, times);
        table_number(&t, order[k].money);
        table_number(&t, f->fit.p[i]);
        table_text(&t, unit_fault(f, i, times, p->arena));
    }
    return t;
}

static void add_price(struct facts *f, const struct fitted *x, bool there)
{
    facts_number(f, "price", there ? x->fit.price : (double)NAN);
    facts_number(f, "low", there ? x->fit.low : (double)NAN);
    facts_number(f, "high", there ? x->fit.high : (double)NAN);
    facts_number(f, "flows", x->count);
}

static struct by {
    const char *name;
    same_key same;
} const ways[] = {
    {"exporter", same_exporter}, {"importer", same_importer}, {"period", same_period}};

static const char *key_of(const struct prices *p, const struct by *by, const struct price_flow *f)
{
    return by->same == same_period
               ? period_words(f, p->arena)
               : areas_iso3(p->areas, by->same == same_exporter ? f->exporter : f->importer);
}

/* A price for each exporter, importer or period, in text and as facts. */
static void add_groups(struct facts *f, struct buf *text, const struct prices *p)
{
    const struct by *by = NULL;
    for (size_t i = 0; p->q->by && i < sizeof ways / sizeof *ways; i++)
        by = strcmp(p->q->by, ways[i].name) ? by : &ways[i];
    facts_open(f, "groups", FACT_LIST);
    for (int i = 0; by && i < p->count; i++) {
        struct fitted x;
        bool seen = false;
        for (int k = 0; k < i && !seen; k++)
            seen = by->same(&p->flow[k], &p->flow[i]);
        if (seen)
            continue;
        bool there = prices_fit(&x, p, &p->flow[i], by->same);
        const char *key = key_of(p, by, &p->flow[i]);
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "key", key);
        add_price(f, &x, there);
        facts_close(f);
        buf_printf(text,
                   there ? "%s: %.4g (%.4g to %.4g), of %d flows\n"
                         : "%s: too few flows for a price\n",
                   key, x.fit.price, x.fit.low, x.fit.high, x.count);
    }
    facts_close(f);
    if (by)
        buf_puts(text, "\n");
}

/* --- at the price of peers --- */

static const struct column fair_columns[] = {
    {"period", "period", STYLE_TEXT, EVERYWHERE},
    {"exporter", "from", STYLE_TEXT, EVERYWHERE},
    {"importer", "to", STYLE_TEXT, EVERYWHERE},
    {"value", "value", STYLE_AMOUNT, EVERYWHERE},
    {"quantity", "quantity", STYLE_NUMBER, EVERYWHERE},
    {"price", "price", STYLE_NUMBER, EVERYWHERE},
    {"fair", "of peers", STYLE_NUMBER, EVERYWHERE},
    {"fair_low", "at least", STYLE_NUMBER, EVERYWHERE},
    {"fair_high", "at most", STYLE_NUMBER, EVERYWHERE},
    {"peers", "peers", STYLE_INT, EVERYWHERE},
    {"same", "of the same", STYLE_TEXT, EVERYWHERE},
    {"at_stake", "at stake", STYLE_AMOUNT, EVERYWHERE},
};

static struct table fair_table(const struct prices *p)
{
    struct table t = table_new(fair_columns, COLUMNS(fair_columns), p->arena);
    struct fair *list;
    int n = fair_read(&list, p);
    for (int i = 0; i < n; i++) {
        const struct fair *x = &list[i];
        table_text(&t, period_words(x->flow, p->arena));
        table_text(&t, areas_iso3(p->areas, x->flow->exporter));
        table_text(&t, areas_iso3(p->areas, x->flow->importer));
        table_number(&t, x->flow->value);
        table_number(&t, x->flow->quantity);
        table_number(&t, x->flow->value / x->flow->quantity);
        table_number(&t, x->price);
        table_number(&t, x->low);
        table_number(&t, x->high);
        table_number(&t, x->peers);
        table_text(&t, x->of);
        table_number(&t, x->at_stake);
    }
    return t;
}

static void fill(struct answer *out, const struct prices *p, const struct fitted *x)
{
    CLEANUP(buf_free) struct buf head = {0};
    const char *valuation = p->mixed ? "several valuations" : p->valuation;
    struct facts f = facts_new(p->arena);
    facts_open(&f, NULL, FACT_OBJECT);
    facts_text(&f, "family", p->flow[0].unit);
    add_price(&f, x, true);
    facts_text(&f, "per", p->per);
    facts_text(&f, "valuation", valuation);
    facts_number(&f, "spread", x->fit.spread);
    facts_number(&f, "without_quantity", p->silent);
    out->table = table_of(p, x);
    table_facts(&f, "outliers", &out->table);
    buf_printf(&head,
               "%s: %.4g %s (%.4g to %.4g at 95 %%), %s\n%d of %d flows are off that price, at a "
               "chance of 1 %% that any would be\n\n",
               p->flow[0].unit, x->fit.price, p->per, x->fit.low, x->fit.high, valuation,
               table_rows(&out->table), x->count);
    add_groups(&f, &head, p);
    if (p->q->fair) {
        out->table = fair_table(p);
        table_facts(&f, "fair", &out->table);
    }
    facts_close(&f);
    out->facts = f.root;
    out->head = arena_strdup(p->arena, head.s);
    out->foot = arena_printf(p->arena,
                             "a flow: one exporter, importer and period with a value and a "
                             "quantity; at stake: its value "
                             "less its quantity at the price\n%s",
                             p->sources);
}

enum { THIRD_LEAST = 3 };
static const double tens_of_units = 2; /* powers of ten that no price of goods goes in time */
static const double another = 2;       /* times that one price is another */

/* The middle price of the flows of some periods; 0: too few. */
static double middle_of(const struct prices *p, double from, double until)
{
    CLEANUP(arena_free) struct arena own = {0};
    double *price = arena_array(&own, double, (size_t)p->count + 1);
    int n = 0;
    for (int i = 0; i < p->count; i++)
        if (p->flow[i].period >= from && p->flow[i].period <= until)
            price[n++] = p->flow[i].value / p->flow[i].quantity;
    return n < THIRD_LEAST ? 0 : order_median(price, n);
}

/* One price is not that of goods which became dear or cheap meanwhile. */
static void note_changed(const struct prices *p, struct session *s)
{
    double *period = arena_array(p->arena, double, (size_t)p->count + 1);
    for (int i = 0; i < p->count; i++)
        period[i] = p->flow[i].period;
    order_sort(period, p->count);
    double first = middle_of(p, 0, period[p->count / 3]);
    double last = middle_of(p, period[p->count - 1 - p->count / 3], period[p->count - 1]);
    if (first > 0 && last > 0 && (last > another * first || first > another * last))
        session_note(s, NOTE_WARNING,
                     "the middle price of the last third of the flows by time is %.3g times that "
                     "of the first: no one price is of all%s; --period asks for a shorter time",
                     last / first,
                     fabs(log10(last / first)) > tens_of_units
                         ? ", and the unit of the quantity may "
                           "have changed"
                         : "");
}

static int check(struct price_params *q, struct window *w, struct err *err)
{
    *w = (struct window){0};
    if (!q->flow.code) {
        err_set(err, ERR_USAGE, "--code is missing: a price is of one family of goods");
        return err_hint(err, "weir price --code 848220 --from CHN --to RUS");
    }
    if (q->period && !window_parse(w, q->period)) {
        err_set(err, ERR_USAGE, "'%s' is not a period", q->period);
        return err_hint(err, "as in --period 2022-03..2022-11 or --period 2022");
    }
    q->per = q->per ? q->per : "kg";
    q->flow.from = q->flow.from ? q->flow.from : "all";
    q->flow.to = q->flow.to ? q->flow.to : "all";
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct price_params q = *(const struct price_params *)params;
    struct prices p = {.q = &q, .session = s, .arena = s->arena};
    struct fitted x;
    TRY(check(&q, &p.w, err));
    TRY(prices_read(&p, err));
    if (!prices_fit(&x, &p, NULL, NULL))
        return prices_too_few(&p, err);
    if (p.silent)
        session_note(s, NOTE_REMARK, "%d flows with a value and no %s were left out", p.silent,
                     strcmp(q.per, "kg") ? "quantity" : "weight");
    if (p.unstated)
        session_note(s, NOTE_WARNING, "no %s of %s: %s",
                     strcmp(q.per, "kg") ? "quantity" : "weight", p.unstated,
                     prices_other_side(&p));
    note_changed(&p, s);
    if (p.mixed)
        session_note(s, NOTE_REMARK,
                     "values with freight and without it (or not known which) are mixed: --flow "
                     "export or --flow import reads one kind");
    fill(out, &p, &x);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(price_params, flow),
    FLOW_TO(price_params, flow),
    {PARAM(price_params, flow.code, "code", TEXT, "CODE", "a code of six digits, or a national one",
           CODES)},
    {PARAM(price_params, flow.flow, "flow", TEXT, "FLOW",
           "export: the exporter's report; import: the importer's; or re-export", WORDS),
     .words = "export import re-export re-import"},
    {PARAM(price_params, flow.freq, "freq", TEXT, "month|year",
           "which figures to read, else those that cover more of what is asked", WORDS),
     .words = "month year"},
    {PARAM(price_params, flow.as_of, "as-of", DAY, "DATE",
           "what was known on that day (YYYY-MM-DD)", NOTHING)},
    {PARAM(price_params, period, "period", TEXT, "PERIOD",
           "as in 2020..2022 or 2022-03..2022-11; all that is held unless told", NOTHING)},
    {PARAM(price_params, per, "per", TEXT, "WHAT",
           "kg (the default), unit (of quantity) or piece, where pieces are counted", WORDS),
     .words = "kg unit piece"},
    {PARAM(price_params, by, "by", TEXT, "WHAT",
           "also a price for each exporter, importer or period", WORDS),
     .words = "exporter importer period"},
    {PARAM(price_params, fair, "fair", FLAG, NULL,
           "each flow at the price of its peers: same month and exporter, or importer", NOTHING)},
    FLOW_CURRENCY(price_params, flow),
    {0},
};

const struct question question_price = {
    .name = "price",
    .arguments = "",
    .summary = "say what one family of goods is traded at, and which flows are off that price",
    .text = "Values on quantities, by a line through the origin that single flows do not bend: its "
            "slope is the price, with a 95 % interval. Flows off it are listed with the money at "
            "stake: those below may be valued too low or be of another kind, those above too high; "
            "a price that is a power of ten away may be a quantity in another unit. A price is of "
            "one family; kinds of goods within it, freight and size of contracts move it too.\n\n"
            "--fair gives each flow the price of its peers, the flows of the same month and "
            "exporter to others (or from others to the same importer), where there are seven.",
    .examples = "weir price --code 848220 --from CHN --to RUS\n"
                "weir price --code 842952 --from CHN --to RUS --period 2017..2023 --json\n"
                "weir price --code 848210 --from CHN --to RUS --by importer",
    .params = params,
    .size = sizeof(struct price_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/price.md",
    .notes = true,
    .shape = "{family text, price number, low number, high number, flows int, per text, valuation "
             "text, spread number, without_quantity int, outliers [{period text, exporter text, "
             "importer text, value number, quantity number, price number, times number, at_stake "
             "number, p_adjusted number, unit_fault text}], groups [{key text, price number, low "
             "number, high number, flows int}], fair? [{period text, exporter text, importer text, "
             "value number, quantity number, price number, fair number, fair_low number, fair_high "
             "number, peers int, same text, at_stake number}], notes [text]}",
    .run = run,
};
