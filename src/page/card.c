/* card.c - the largest rises one by one: the goods, the size, a chart, the law, a caveat, the
 * source.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "page/page.h"
#include "page/words.h"
#include "report/chart.h"
#include "report/html.h"

enum { WIDTH = 520, HEIGHT = 236, DAYS = 4 };

static const char *const shades[LEGAL_KINDS] = {
    [LEGAL_NOT_LISTED] = "s0", [LEGAL_LISTED] = "s1",      [LEGAL_NOT_BINDING] = "s2",
    [LEGAL_UNSURE] = "s3",     [LEGAL_CONDITIONAL] = "s4", [LEGAL_PARTLY] = "s5",
    [LEGAL_PROHIBITED] = "s6"};

/* The days that a chart names: those of events that have a label, and the first on which a list
 * names the goods and the destination. */
static int days_of(struct chart_day *out, const struct watch *w, const struct finding *f)
{
    int most = f->series->freq == 'M' ? DAYS : DAYS / 2; /* those of one year stand close */
    const struct unit *u = watch_unit(w, f);
    const char *to = find_importer(&w->f, f->series);
    int n = 0;
    for (int i = 0; i < w->event_count && n < 1; i++)
        if (w->events[i].label)
            out[n++] = (struct chart_day){w->events[i].from_day, w->events[i].label};
    if (u && u->tier && u->tier_since && n < most)
        out[n++] = (struct chart_day){u->tier_since, "high-priority list"};
    for (int i = 0; u && i < u->listing_count && n < most; i++) {
        const struct listing *l = &u->listing[i];
        if (l->since && l->towards && strstr(l->towards, to))
            out[n++] = (struct chart_day){l->since,
                                          arena_printf(w->arena, "%s %s", l->regime, l->annex)};
    }
    return n;
}

/* Runs of periods with one legal status: a fact of goods, destination and day, whether there was
 * trade or not. */
static int bands_of(struct chart_band *out, const struct series *s, const enum legal *law)
{
    int n = 0;
    for (int i = 0; i < s->n; i++) {
        if (n && !strcmp(out[n - 1].text, legal_name(law[i])))
            out[n - 1].until = s->first + i;
        else
            out[n++] = (struct chart_band){s->first + i, s->first + i, shades[law[i]],
                                           legal_name(law[i])};
    }
    return n;
}

static void add_legend(struct buf *b, const struct chart_band *band, int bands)
{
    bool seen[LEGAL_KINDS] = {false};
    buf_puts(b, "<p class=\"legend\">Below the years, by the lists held here: ");
    for (int i = 0; i < bands; i++) {
        int k = band[i].shade[1] - '0';
        if (!seen[k])
            buf_printf(b, "<span><i class=\"%s\"></i>%s</span> ", band[i].shade, band[i].text);
        seen[k] = true;
    }
    buf_puts(b, "</p>");
}

static void add_chart(struct buf *b, const struct watch *w, int i)
{
    const struct finding *f = w->card[i];
    const struct series *s = f->series;
    struct chart_day day[DAYS];
    struct chart_band *band = arena_array(w->arena, struct chart_band, (size_t)s->n + 1);
    struct chart c = {.s = s, .f = f, .day = day, .band = band, .width = WIDTH, .height = HEIGHT};
    if (w->f.contrasts) {
        const struct find_contrast *x = &w->f.contrasts[f - w->f.findings.finding];
        c.beside[0] = x->elsewhere.possible ? x->elsewhere_series : NULL;
        c.beside[1] = x->others.possible ? x->others_series : NULL;
    }
    c.days = days_of(day, w, f);
    c.bands = bands_of(band, s, w->law[i]);
    c.label = arena_printf(w->arena, "%s from %s, %s a %s, %s to %s", words_goods(w, f),
                           words_exporter(w, s), s->measured_in, s->freq == 'M' ? "month" : "year",
                           words_period(s->first, s->freq, w->arena),
                           words_period(s->first + s->n - 1, s->freq, w->arena));
    chart_series(b, &c);
    if (c.beside[0] || c.beside[1])
        buf_printf(b, "<p class=\"legend\">%s%s%s, on its scale before the change</p>",
                   c.beside[0] ? "Dashed: the same goods to others" : "",
                   c.beside[0] && c.beside[1] ? "; " : "",
                   c.beside[1] ? "dotted: other goods to there" : "");
    add_legend(b, band, c.bands);
}

/* Every chart has its table. */
static void add_figures(struct buf *b, const struct watch *w, const struct finding *f)
{
    const struct series *s = f->series;
    buf_puts(b, "<details class=\"figures\"><summary>Figures</summary><table><caption>");
    html_text(b, arena_printf(w->arena, "%s, %s", s->measured_in,
                              s->freq == 'M' ? "by month" : "by year"));
    buf_puts(b, "</caption><tbody>");
    for (int i = 0; i < s->n; i++) {
        CLEANUP(buf_free) struct buf v = {0};
        char text[16];
        number_format(&v, s->value[i], STYLE_NUMBER);
        buf_printf(b, "<tr><th scope=\"row\">%s<td class=\"n\">%s",
                   period_text(text, period_of(s->first + i, s->freq)), buf_str(&v));
    }
    buf_puts(b, "</tbody></table></details>");
}

static void add_size(struct buf *b, const struct watch *w, const struct finding *f)
{
    const struct series *s = f->series;
    buf_puts(b, "<p class=\"big\">");
    html_text(b, words_change(f->ratio, w->arena));
    buf_puts(b, "<span>");
    html_text(b, words_amounts(f->value_before, f->value_after, s->measured_in, w->arena));
    html_text(b, arena_printf(w->arena, ", as long before on average and in the %s since %s",
                              words_length(f->after, s->freq, w->arena),
                              words_period(f->since, s->freq, w->arena)));
    html_text(b, words_interval(f, w->arena));
    buf_puts(b, "</span></p>");
}

static const char *reported(const struct watch *w, const struct series *s)
{
    return series_reconciled(s)
               ? "CEPII reconciles both reports"
               : arena_printf(w->arena, "%s reports it",
                              s->direction == DIRECTION_IMPORT ? words_importer(w, s)
                                                               : words_exporter(w, s));
}

static void add_source(struct buf *b, const struct watch *w, const struct finding *f)
{
    const struct series *s = f->series;
    page_element(b, "p class=\"src\"",
                 arena_printf(w->arena, "Source: %s. %s, %s as %s, valued %s. Evidence %s",
                              words_source(w, s), words_codes(w, s), direction_name(s->direction),
                              reported(w, s), s->valuation, find_item(&w->f, f, w->arena)));
}

static void add_card(struct buf *b, const struct watch *w, int i)
{
    const struct finding *f = w->card[i];
    const struct unit *u = watch_unit(w, f);
    buf_puts(b, "<article class=\"card\" id=\"");
    html_text(b, find_name(&w->f, f, w->arena));
    buf_puts(b, "\">");
    page_element(b, "p class=\"who\"",
                 arena_printf(w->arena, "%s to %s%s%s", words_exporter(w, f->series),
                              words_importer(w, f->series),
                              u && u->tier ? " \u00b7 high-priority tier " : "",
                              u && u->tier ? u->tier : ""));
    buf_puts(b, "<h3 title=\"");
    html_text(b, u ? u->label : "");
    buf_puts(b, "\">");
    html_text(b, words_goods(w, f));
    buf_puts(b, "</h3>\n");
    add_size(b, w, f);
    add_chart(b, w, i);
    page_element(b, "p class=\"law\"", words_law(w, f));
    page_element(b, "p class=\"note\"", words_note(w, f));
    add_figures(b, w, f);
    add_source(b, w, f);
    buf_puts(b, "</article>\n");
}

void page_cards(struct buf *b, const struct watch *w)
{
    const char *currency = NULL;
    if (!w->cards)
        return;
    page_element(b, "h2", "What rose most");
    page_element(
        b, "p class=\"sub\"",
        arena_printf(w->arena,
                     "The largest excess over what the past would lead to expect: %d of %s "
                     "among %s looked at. Bars: the level before and after; shaded: when "
                     "it changed, at 95 %%.",
                     w->cards, words_counted(w->ups, "rise", w->arena),
                     words_counted(w->flows, "flow", w->arena)));
    for (int i = 0; i < w->cards; i++) {
        const char *now = w->card[i]->series->measured_in;
        if (!currency || strcmp(currency, now) != 0) {
            buf_puts(b, currency ? "</section>\n" : "");
            if (strcmp(w->card[0]->series->measured_in, w->card[w->cards - 1]->series->measured_in))
                page_element(b, "h3 class=\"in\"", arena_printf(w->arena, "Reported in %s", now));
            buf_puts(b, "<section class=\"cards\">\n");
        }
        currency = now;
        add_card(b, w, i);
    }
    buf_puts(b, "</section>\n");
}
