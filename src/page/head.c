/* head.c - what a reader sees first: the finding as a sentence, three numbers, the total over time.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "page/page.h"
#include "page/words.h"
#include "report/chart.h"
#include "report/html.h"

enum { WIDE = 1080, WIDTH = 520, HEIGHT = 250, DAYS = 8, TOTALS = 4 };

/* Whether a basket is the sum of one exporter, in the frequency and currency of another. */
static bool is_exporter_like(const struct basket *k, const struct series *like)
{
    return !strcmp(k->kind, "exporter") && k->sum->freq == like->freq &&
           !strcmp(k->sum->measured_in, like->measured_in);
}

/* Who exports what a basket sums: "China", "China and India", "27 exporters". */
static const char *exporters_of(const struct watch *w, const struct series *sum)
{
    const char *name[2] = {NULL, NULL};
    int count = 0;
    for (int i = 0; i < w->f.basket_count; i++) {
        const struct basket *k = &w->f.baskets[i];
        if (!is_exporter_like(k, sum))
            continue;
        if (count < 2)
            name[count] = words_exporter(w, k->sum);
        count++;
    }
    if (!count)
        return w->f.from;
    return count == 1   ? name[0]
           : count == 2 ? arena_printf(w->arena, "%s and %s", name[0], name[1])
                        : arena_printf(w->arena, "%d exporters", count);
}

/* --- the high-priority list --- */

/* Whether a change is sure, one way or the other. */
static bool is_sure(const struct basket *k)
{
    return k->finding.ratio_low > 1 || k->finding.ratio_high < 1;
}

static int exporters_of_currency(const struct watch *w, const char *currency)
{
    int count = 0;
    for (int i = 0; i < w->f.basket_count; i++)
        count += !strcmp(w->f.baskets[i].kind, "exporter") &&
                 !strcmp(w->f.baskets[i].sum->measured_in, currency);
    return count;
}

static double in_a_year(const struct basket *k)
{
    return k->finding.value_after / k->finding.after * (k->sum->freq == 'M' ? 12 : 1);
}

/* Sure rises first, then sure falls; then the currency of more exporters, since amounts of two are
 * not compared; then the larger. */
static bool goes_before(const struct watch *w, const struct basket *x, const struct basket *y)
{
    const char *in = x->sum->measured_in, *other = y->sum->measured_in;
    if (is_sure(x) != is_sure(y))
        return is_sure(x);
    if (is_sure(x) && (x->finding.ratio > 1) != (y->finding.ratio > 1))
        return x->finding.ratio > 1;
    if (!strcmp(in, other))
        return in_a_year(x) > in_a_year(y);
    int more = exporters_of_currency(w, in) - exporters_of_currency(w, other);
    return more ? more > 0 : strcmp(in, other) < 0;
}

struct sums {
    const struct basket *of[TOTALS];
    int count;
};

/* Sums over the high-priority list, one for each frequency and currency; none where a part of the
 * list only was asked about. */
static struct sums lists_of(const struct watch *w)
{
    struct sums out = {0};
    const struct flow_params *q = &w->q->flow;
    for (int i = 0; i < w->f.basket_count && !q->code && !q->list && !q->group; i++) {
        const struct basket *k = &w->f.baskets[i];
        int at = out.count;
        if (strcmp(k->kind, "list") != 0 || !k->tested || !isfinite(k->finding.ratio) ||
            at == TOTALS)
            continue;
        for (; at > 0 && goes_before(w, k, out.of[at - 1]); at--)
            out.of[at] = out.of[at - 1];
        out.of[at] = k;
        out.count++;
    }
    return out;
}

/* --- the sentence --- */

static const char *headline(const struct watch *w, const struct basket *list)
{
    struct arena *a = w->arena;
    if (list && is_sure(list))
        return arena_printf(a, "High-priority goods from %s to %s: %s", exporters_of(w, list->sum),
                            w->name, words_change(list->finding.ratio, a));
    if (!w->flows)
        return arena_printf(a, "No flow to %s is reported for long enough to tell", w->name);
    if (!w->ups)
        return arena_printf(a, "No flow to %s rose by more than chance explains", w->name);
    const struct finding *x = w->up[0];
    const char *others = w->ups > 1
                             ? arena_printf(a, ", the largest of %s rises", words_count(w->ups, a))
                             : "";
    return arena_printf(a, "%s from %s to %s: %s%s", words_goods(w, x),
                        words_exporter(w, x->series), words_importer(w, x->series),
                        isnan(x->ratio) ? "a new trade" : words_change(x->ratio, a), others);
}

static void add_list(struct buf *b, const struct watch *w, const struct basket *list, bool first)
{
    struct arena *a = w->arena;
    const struct finding *x = &list->finding;
    buf_printf(
        b, "%s from %s went from %s, as long before on average and in the %s since %s",
        first ? "Goods of the common high-priority list" : "Those", exporters_of(w, list->sum),
        words_amounts(x->value_before, x->value_after, list->sum->measured_in, a),
        words_length(x->after, list->sum->freq, a), words_period(x->since, list->sum->freq, a));
    if (isfinite(x->ratio_low))
        buf_printf(b, ": %s%s%s", words_change(x->ratio, a), words_interval(x, a),
                   is_sure(list) ? "" : ", which is not surely a change");
    else
        buf_puts(b, ", too short for an interval");
    buf_puts(b, ". ");
}

static void add_lead(struct buf *b, const struct watch *w, const struct sums *lists)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct arena *a = w->arena;
    for (int i = 0; i < lists->count; i++)
        add_list(&text, w, lists->of[i], !i);
    buf_printf(&text,
               "Of %s of one kind of goods from one exporter %s rose and %s fell since %s. What "
               "became of the goods, and who used them, cannot be told from these figures.",
               words_counted(w->flows, "flow", a), words_count(w->ups, a), words_count(w->downs, a),
               words_period(period_index(w->f.since), 'M', a));
    page_element(b, "p class=\"lead\"", text.s);
}

/* --- three numbers --- */

static void add_number(struct buf *b, const char *number, const char *words)
{
    buf_puts(b, "<div class=\"kpi\"><b>");
    html_text(b, number);
    buf_puts(b, "</b><span>");
    html_text(b, words);
    buf_puts(b, "</span></div>\n");
}

/* Shares of the rises of a currency, in per cent. */
struct shares {
    double prohibited, partly, unsure;
};

static struct shares shares_of(const struct watch *w, const char *currency)
{
    double sum[LEGAL_KINDS] = {0}, all = 0;
    for (int i = 0; i < w->ups; i++)
        if (!strcmp(w->up[i]->series->measured_in, currency)) {
            sum[w->f.legal[w->up[i] - w->f.findings.finding]] += w->up[i]->value_after;
            all += w->up[i]->value_after;
        }
    double share = all > 0 ? 100 / all : 0;
    return (struct shares){share * (sum[LEGAL_PROHIBITED] + sum[LEGAL_PARTLY]),
                           share * sum[LEGAL_PARTLY],
                           share * (sum[LEGAL_UNSURE] + sum[LEGAL_CONDITIONAL])};
}

/* "12 % prohibited"; where more than half cannot be told, that. */
static const char *law_in_short(const struct watch *w, const struct shares *x)
{
    return x->unsure > 50 ? arena_printf(w->arena, "%.3g %% cannot be told", x->unsure)
                          : arena_printf(w->arena, "%.3g %% prohibited", x->prohibited);
}

static void add_rest_of_law(struct buf *b, const struct shares *x)
{
    if (x->partly > 0)
        buf_printf(b, "; of %.3g %% the code does not tell it apart", x->partly);
    if (x->unsure > 50)
        buf_printf(b, "; %.3g %% are sure to have been prohibited", x->prohibited - x->partly);
    else if (x->unsure > 0)
        buf_printf(b, "; of %.3g %% it cannot be told", x->unsure);
}

/* What was prohibited of the rises in the currency of the largest, and in the others. */
static void add_prohibited(struct buf *b, const struct watch *w)
{
    CLEANUP(buf_free) struct buf text = {0};
    const char *currency = w->up[0]->series->measured_in;
    struct shares x = shares_of(w, currency);
    buf_printf(&text,
               "of the value of these rises in %s, for its exporter, on the last day of each, by "
               "the lists held here, older contracts left aside",
               currency);
    add_rest_of_law(&text, &x);
    for (int i = 0; i < w->cards; i++) {
        const char *other = w->card[i]->series->measured_in;
        if (!strcmp(other, currency) || (i && !strcmp(other, w->card[i - 1]->series->measured_in)))
            continue;
        struct shares y = shares_of(w, other);
        buf_printf(&text, ". In %s %s", other, law_in_short(w, &y));
        add_rest_of_law(&text, &y);
    }
    add_number(b, law_in_short(w, &x), text.s);
}

static void add_numbers(struct buf *b, const struct watch *w)
{
    struct arena *a = w->arena;
    if (!w->ups)
        return;
    const struct finding *x = w->up[0];
    buf_puts(b, "<section class=\"kpis\" aria-label=\"three numbers\">\n");
    add_number(b, words_counted(w->ups, "rise", a),
               arena_printf(a, "among %s; the share of false ones among the rises is kept at %g %%",
                            words_counted(w->flows, "flow", a), w->q->fdr * 100));
    add_number(b, arena_printf(a, "+%s %s", words_amount(x->excess, a), x->series->measured_in),
               arena_printf(a,
                            "the largest: %s from %s%s%s, over what the past would lead to "
                            "expect, since %s",
                            words_goods(w, x), words_exporter(w, x->series),
                            strcmp(words_importer(w, x->series), w->name) ? " to " : "",
                            strcmp(words_importer(w, x->series), w->name)
                                ? words_importer(w, x->series)
                                : "",
                            words_period(x->since, x->series->freq, a)));
    add_prohibited(b, w);
    buf_puts(b, "</section>\n");
}

/* --- the total --- */

/* Exporters of one frequency and currency added up; periods that lack one who matters are left out,
 * since a sum that goes on without one of them would be read as a fall. */
static struct series *total_of(const struct watch *w, const struct series *like)
{
    struct series *t = NULL;
    for (int i = 0; i < w->f.basket_count; i++) {
        const struct series *s = w->f.baskets[i].sum;
        if (!is_exporter_like(&w->f.baskets[i], like))
            continue;
        if (t)
            series_add(t, s, w->arena);
        else
            t = series_keep(s, w->arena);
    }
    for (int k = 0; k < t->n; k++)
        if (t->status[k] == POINT_INCOMPLETE)
            t->value[k] = NAN;
    return t;
}

static int known(const struct series *s)
{
    int n = 0;
    for (int i = 0; i < s->n; i++)
        n += !isnan(s->value[i]);
    return n;
}

static void add_total(struct buf *b, const struct watch *w, const struct series *like, int width)
{
    struct series *t = total_of(w, like);
    struct chart_day day[DAYS];
    struct chart c = {.s = t, .day = day, .width = width, .height = HEIGHT};
    const char *who = exporters_of(w, like), *each = t->freq == 'M' ? "month" : "year";
    for (int i = 0; i < w->event_count && c.days < DAYS; i++)
        if (w->events[i].label)
            day[c.days++] = (struct chart_day){w->events[i].from_day, w->events[i].label};
    c.label = arena_printf(w->arena, "%s to %s, %s a %s", who, w->name, t->measured_in, each);
    buf_puts(b, "<figure class=\"total\"><figcaption>");
    html_text(b, arena_printf(w->arena, "%s to %s: the goods looked at, %s a %s", who, w->name,
                              t->measured_in, each));
    buf_puts(b, "</figcaption>");
    if (known(t))
        chart_series(b, &c);
    if (known(t) < t->n)
        page_element(b, "p class=\"legend\"",
                     arena_printf(w->arena,
                                  "%s in which exporters of more than %g %% of it have no figure "
                                  "%s left out",
                                  words_counted(t->n - known(t), each, w->arena),
                                  100 * SERIES_LACKED, t->n - known(t) == 1 ? "is" : "are"));
    buf_puts(b, "</figure>\n");
}

/* One chart for each frequency and currency, which are never added up. */
static void add_totals(struct buf *b, const struct watch *w)
{
    const struct series *of[TOTALS];
    int n = 0;
    for (int i = 0; i < w->f.basket_count && n < TOTALS; i++) {
        const struct series *s = w->f.baskets[i].sum;
        int at = 0;
        while (at < n &&
               (of[at]->freq != s->freq || strcmp(of[at]->measured_in, s->measured_in) != 0))
            at++;
        if (!strcmp(w->f.baskets[i].kind, "exporter") && at == n)
            of[n++] = s;
    }
    buf_puts(b, n > 1 ? "<section class=\"totals\">\n" : "<section>\n");
    for (int i = 0; i < n; i++)
        add_total(b, w, of[i], n > 1 ? WIDTH : WIDE);
    buf_puts(b, "</section>\n");
}

void page_head(struct buf *b, const struct watch *w)
{
    const struct sums lists = lists_of(w);
    buf_printf(b, "<header data-to=\"%s\">", w->targets);
    page_element(b, "p class=\"kick\"",
                 arena_printf(w->arena, "Flows to %s%s", w->name, words_selection(w)));
    page_element(b, "h1", headline(w, lists.count ? lists.of[0] : NULL));
    add_lead(b, w, &lists);
    buf_puts(b, "</header>\n");
    add_numbers(b, w);
    add_totals(b, w);
}
