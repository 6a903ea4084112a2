/* watch_report.c - the page that weir watch writes.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/watch.h"
#include "ref/ref.h"
#include "report/chart.h"
#include "report/html.h"

enum { CHARTS = 12 };

static void add_element(struct buf *b, const char *name, const char *text)
{
    buf_printf(b, "<%s>", name);
    html_text(b, text);
    buf_printf(b, "</%s>\n", name);
}

/* One element a line. */
static void add_lines(struct buf *b, const char *name, const char *lines)
{
    for (const char *p = lines; p && *p;) {
        size_t n = strcspn(p, "\n");
        CLEANUP(buf_free) struct buf line = {0};
        buf_add(&line, p, n);
        if (n)
            add_element(b, name, line.s);
        p += n + (p[n] == '\n');
    }
}

static void add_listings(struct buf *b, const struct unit *u)
{
    if (u->tier) {
        buf_puts(b, "<br>High-priority tier ");
        html_text(b, u->tier);
        buf_puts(b, ", since ");
        html_text(b, u->tier_since);
        buf_puts(b, " (");
        html_text(b, u->tier_status);
        buf_puts(b, ")");
    }
    if (u->listed) {
        buf_puts(b, "<details><summary>Other control lists</summary>");
        html_text(b, u->listed);
        buf_puts(b, "</details>");
    }
}

static void add_figure(struct buf *b, const struct watch *w, const struct finding *f)
{
    const struct unit *u = watch_unit(w, f);
    CLEANUP(buf_free) struct buf change = {0};
    buf_puts(b, "<figure><h3>");
    html_text(b, f->series->unit);
    buf_puts(b, " from ");
    html_text(b, areas_name(w->f.areas, f->series->exporter));
    buf_puts(b, "</h3><p class=\"goods\">");
    html_text(b, u ? u->label : "");
    buf_puts(b, "</p>");
    chart_svg(b, f->series, f);
    watch_change(&change, f);
    buf_puts(b, "<figcaption>");
    html_text(b, finding_kind_name(f->kind));
    buf_puts(b, ", ");
    html_text(b, change.s);
    if (u)
        add_listings(b, u);
    buf_puts(b, "</figcaption></figure>\n");
}

static void add_charts(struct buf *b, const struct watch *w, const char *title,
                       struct finding *const *list, int count)
{
    add_element(b, "h2", title);
    if (!count)
        add_element(b, "p", "None.");
    else if (count > CHARTS)
        buf_printf(b, "<p class=\"soft\">%d of %d; the tables below hold all.</p>\n", CHARTS,
                   count);
    buf_puts(b, "<div class=\"charts\">");
    for (int i = 0; i < count && i < CHARTS; i++)
        add_figure(b, w, list[i]);
    buf_puts(b, "</div>\n");
}

static void add_findings(struct buf *b, const struct watch *w, const char *title,
                         struct finding *const *list, int count)
{
    struct table t = find_table(&w->f, list, count, w->arena);
    add_element(b, "h2", title);
    table_html(&t,
               "Before is scaled to the length of after; p is adjusted for all series tested; the "
               "interval of the ratio is at 95 %. A click on a head sorts.",
               b);
}

static void add_method(struct buf *b, const struct watch *w)
{
    const struct findings *x = &w->f.findings;
    add_element(b, "h2", "Sources and method");
    add_lines(b, "p", w->f.sources);
    buf_printf(b,
               "<p>%d series tested, %d too short, %d on one side of an HS renumbering only. "
               "weir %s, reference data %.12s.</p>\n",
               x->tested, x->too_short, x->renumbered, WEIR_VERSION, ref_fingerprint());
    add_element(b, "p",
                "Every series is one exporter, one importer and one family of commodity codes "
                "connected by the official HS conversions. Monthly: rank-sum test of the months "
                "since the date against the same calendar months of the two years before, and a "
                "test of runs without precedent in five years; annual: moderated t-test of "
                "logarithms. False discovery rate by Benjamini and Hochberg. A rise is a statement "
                "about reported figures, not about its cause or its lawfulness.");
}

int watch_report(const struct watch *w, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(buf_free) struct buf lists = {0};
    struct table exporters = watch_baskets(w, "exporter"), groups = watch_baskets(w, "group");
    add_element(&b, "h1", arena_printf(w->arena, "Flows to %s", w->q->to));
    add_element(&b, "p", arena_printf(w->arena, "%s.", watch_headline(w)));
    watch_lists(&lists, w);
    add_lines(&b, "p", buf_str(&lists));
    add_charts(&b, w, "Rises on the high-priority list", w->tiers, w->tier_count);
    add_charts(&b, w, "Rises, largest excess over the past first", w->up, w->ups);
    add_charts(&b, w, "Falls, largest first", w->down, w->downs);
    add_element(&b, "h2", "By exporter and by product group");
    table_html(&exporters, "Every exporter, all goods in the store", &b);
    table_html(&groups, "Product groups (a family may be in several)", &b);
    add_findings(&b, w, "All rises", w->up, w->ups);
    add_findings(&b, w, "All falls", w->down, w->downs);
    add_method(&b, w);
    return html_write(w->report, arena_printf(w->arena, "weir: flows to %s", w->q->to), b.s, err);
}
