/* tables.c - all rises and falls, a table for each currency: amounts of two are never ranked
 * against each other.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "page/page.h"
#include "page/words.h"
#include "report/chart.h"
#include "report/html.h"

/* limit ROWS_MOST: rises or falls in a table of a page, rows: others are counted, and in the CSV;
 */
enum { ROWS_MOST = 1000, DRAWN = 400, IMPORTER = 2 };

static void add_number(struct buf *b, double v, enum style style)
{
    CLEANUP(buf_free) struct buf text = {0};
    number_format(&text, v, style);
    buf_puts(b, "<td class=\"n\"");
    if (isfinite(v) && style == STYLE_AMOUNT)
        buf_printf(b, " data-v=\"%.6g\"", v);
    buf_printf(b, ">%s", buf_str(&text));
}

/* The goods; a card has more about them. */
static void add_goods(struct buf *b, const struct watch *w, const struct finding *f)
{
    bool card = false;
    for (int i = 0; i < w->cards; i++)
        card |= w->card[i] == f;
    if (card) {
        buf_puts(b, "<td><a href=\"#");
        html_text(b, find_name(&w->f, f, w->arena));
        buf_puts(b, "\">");
    } else {
        buf_puts(b, "<td>");
    }
    html_text(b, words_goods(w, f));
    buf_puts(b, card ? "</a> <small>" : " <small>");
    html_text(b, f->series->unit);
    buf_puts(b, "</small>");
}

/* Whether it was asked about more than one destination: then each row says which. */
static bool several_importers(const struct watch *w)
{
    for (int i = 1; i < w->all_count; i++)
        if (w->all[i]->series->importer != w->all[0]->series->importer)
            return true;
    return false;
}

static void add_row(struct buf *b, const struct watch *w, const struct finding *f, bool drawn)
{
    const struct series *s = f->series;
    size_t at = (size_t)(f - w->f.findings.finding);
    char since[16];
    int period = period_of(f->since, s->freq);
    buf_puts(b, "<tr>");
    add_goods(b, w, f);
    buf_puts(b, "<td class=\"opt\">");
    html_text(b, words_exporter(w, s));
    if (several_importers(w)) {
        buf_puts(b, "<td>");
        html_text(b, words_importer(w, s));
    }
    buf_puts(b, "<td class=\"opt\">");
    if (drawn)
        chart_small(b, s, f);
    buf_printf(b, "<td data-v=\"%d\">%s", period_is_month(period) ? period : period * 100,
               period_text(since, period));
    add_number(b, f->value_before, STYLE_AMOUNT);
    add_number(b, f->value_after, STYLE_AMOUNT);
    add_number(b, f->ratio, STYLE_RATIO);
    buf_printf(b, "<td class=\"n opt\" data-v=\"%.6g\">",
               isfinite(f->ratio_low) ? f->ratio_low : -1);
    if (isfinite(f->ratio_low)) {
        number_format(b, f->ratio_low, STYLE_RATIO);
        buf_puts(b, " to ");
        number_format(b, f->ratio_high, STYLE_RATIO);
    }
    buf_puts(b, "<td class=\"opt\">");
    html_text(b, contrast_words(w->f.contrasts ? w->f.contrasts[at].verdict : CONTRAST_UNASKED,
                                f->direction));
    buf_puts(b, "<td class=\"opt\">");
    html_text(b, legal_name(w->f.legal[at]));
    buf_puts(b, "\n");
}

static void add_table(struct buf *b, const struct watch *w, struct finding *const *list, int count,
                      const char *currency)
{
    static const struct {
        const char *title, *shade;
    } heads[] = {{"goods", ""},
                 {"from", "opt"},
                 {"to", ""},
                 {"series", "opt"},
                 {"since", ""},
                 {"before", "n"},
                 {"after", "n"},
                 {"ratio", "n"},
                 {"95 %", "n opt"},
                 {"beside others", "opt"},
                 {"law that day", "opt"}};
    int n = 0;
    buf_puts(b, "<table class=\"sortable\"><caption>");
    html_text(b,
              arena_printf(w->arena,
                           "%s. Before is scaled to the length of after; a click on a head sorts.",
                           currency));
    buf_puts(b, "</caption><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (i != IMPORTER || several_importers(w))
            buf_printf(b, "<th scope=\"col\"%s%s%s>%s", *heads[i].shade ? " class=\"" : "",
                       heads[i].shade, *heads[i].shade ? "\"" : "", heads[i].title);
    buf_puts(b, "</thead><tbody>\n");
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i]->series->measured_in, currency) && n++ < ROWS_MOST)
            add_row(b, w, list[i], n <= DRAWN && list[i]->direction > 0);
    buf_puts(b, "</tbody></table>\n");
    if (n > ROWS_MOST)
        buf_printf(b, "<p class=\"note\">and %d more, in the CSV of this answer (--csv)</p>\n",
                   n - ROWS_MOST);
}

static void add_tables(struct buf *b, const struct watch *w, const char *title,
                       struct finding *const *list, int count)
{
    page_element(b, "h2", arena_printf(w->arena, "%s: %d", title, count));
    for (int i = 0; i < count; i++)
        if (find_opens_currency(list, i))
            add_table(b, w, list, count, list[i]->series->measured_in);
}

void page_tables(struct buf *b, const struct watch *w)
{
    add_tables(b, w, "All rises", w->up, w->ups);
    add_tables(b, w, "All falls", w->down, w->downs);
    if (w->sums)
        add_tables(b, w, "The group as one, beside its members", w->as_one, w->sums);
}
