/* watch.c - the main job: everything that rose or fell towards a destination, on one page.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/find.h"
#include "report/chart.h"
#include "report/html.h"

enum { TOP = 10, CHARTS = 12 };

struct watch {
    const struct request *q;
    struct find f;
    struct finding **up, **down, **tiers; /* tiers: rises on the high-priority list */
    int ups, downs, tier_count;
    const char *report;
    struct arena *arena;
};

static const struct unit *unit_of(const struct watch *w, const struct finding *f)
{
    return units_find(&w->f.units, f->series->unit);
}

/* Tier 1 first, then by excess. */
static void pick_tiers(struct watch *w)
{
    w->tiers = arena_array(w->arena, struct finding *, (size_t)w->ups + 1);
    for (const char *const *tier =
             (const char *const[]){"1", "2", "3.A", "3.B", "4.A", "4.B", NULL};
         *tier; tier++)
        for (int i = 0; i < w->ups; i++) {
            const struct unit *u = unit_of(w, w->up[i]);
            if (u && u->tier && !strcmp(u->tier, *tier))
                w->tiers[w->tier_count++] = w->up[i];
        }
}

/* --- baskets: exporters, groups, the list --- */

static const struct column basket_columns[] = {
    {"kind", "", STYLE_TEXT, DATA_ONLY},
    {"name", "", STYLE_TEXT, EVERYWHERE},
    {"frequency", "figures", STYLE_TEXT, EVERYWHERE},
    {"value_before", "before", STYLE_AMOUNT, EVERYWHERE},
    {"value_after", "after", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"ratio_low", "low", STYLE_RATIO, EVERYWHERE},
    {"ratio_high", "high", STYLE_RATIO, EVERYWHERE},
    {"periods", "periods", STYLE_INT, EVERYWHERE},
};

static int compare_baskets(const void *x, const void *y)
{
    const struct basket *a = *(struct basket *const *)x, *b = *(struct basket *const *)y;
    int c = strcmp(a->sum->measured_in, b->sum->measured_in);
    c = c ? c : a->sum->freq - b->sum->freq;
    if (c)
        return c;
    if (a->finding.value_after != b->finding.value_after)
        return a->finding.value_after > b->finding.value_after ? -1 : 1;
    return strcmp(a->name, b->name);
}

static struct table basket_table(const struct watch *w, const char *kind)
{
    struct table t = table_new(basket_columns, sizeof basket_columns / sizeof *basket_columns,
                               w->arena);
    struct basket **list = arena_array(w->arena, struct basket *, (size_t)w->f.basket_count + 1);
    int n = 0;
    for (int i = 0; i < w->f.basket_count; i++)
        if (w->f.baskets[i].tested && !strcmp(w->f.baskets[i].kind, kind))
            list[n++] = &w->f.baskets[i];
    qsort(list, (size_t)n, sizeof *list, compare_baskets);
    for (int i = 0; i < n; i++) {
        const struct finding *x = &list[i]->finding;
        table_text(&t, kind);
        table_text(&t, list[i]->name);
        table_text(&t, list[i]->sum->freq == 'M' ? "monthly" : "annual");
        table_number(&t, x->value_before);
        table_number(&t, x->value_after);
        table_text(&t, list[i]->sum->measured_in);
        table_number(&t, x->ratio);
        table_number(&t, x->ratio_low);
        table_number(&t, x->ratio_high);
        table_number(&t, x->after);
    }
    return t;
}

/* "The high-priority list as a whole does not rise": by the interval of its ratio. */
static void add_list_sentences(struct buf *b, const struct watch *w, const char *lead)
{
    for (int i = 0; i < w->f.basket_count; i++) {
        const struct basket *k = &w->f.baskets[i];
        const struct finding *x = &k->finding;
        if (strcmp(k->kind, "list") != 0 || !k->tested || isnan(x->ratio))
            continue;
        const char *verdict = x->ratio_low > 1    ? "rises"
                              : x->ratio_high < 1 ? "falls"
                                                  : "does not rise for sure";
        if (x->ratio <= 1 && !(x->ratio_high < 1))
            verdict = "does not rise";
        buf_printf(b, "%sThe high-priority list as a whole (%s figures in %s) %s: %.2f times", lead,
                   k->sum->freq == 'M' ? "monthly" : "annual", k->sum->measured_in, verdict,
                   x->ratio);
        if (!isnan(x->ratio_low))
            buf_printf(b, " (%.2f to %.2f)", x->ratio_low, x->ratio_high);
        buf_puts(b, ".\n");
    }
}

/* --- words --- */

static void add_amount(struct buf *b, double v)
{
    static const struct column amount = {"", "", STYLE_AMOUNT, EVERYWHERE};
    cell_format(b, &amount, &(struct cell){.number = v});
}

static void add_finding(struct buf *b, const struct watch *w, const struct finding *f)
{
    const struct unit *u = unit_of(w, f);
    char since[16];
    buf_printf(b, "  %s %s %.52s", areas_iso3(w->f.areas, f->series->exporter), f->series->unit,
               u ? u->label : "");
    buf_printf(b, " (%s%s%s)\n      %s since %s: ", finding_kind_name(f->kind),
               u && u->tier ? ", tier " : "", u && u->tier ? u->tier : "",
               f->direction > 0 ? "up" : "down",
               period_text(since, period_of(f->since, f->series->freq)));
    add_amount(b, f->value_before);
    buf_puts(b, " -> ");
    add_amount(b, f->value_after);
    buf_printf(b, " %s", f->series->measured_in);
    if (!isnan(f->ratio))
        buf_printf(b, ", %.2f times", f->ratio);
    if (!isnan(f->ratio_low))
        buf_printf(b, " (%.2f to %.2f)", f->ratio_low, f->ratio_high);
    buf_printf(b, ", p adj. %.2g\n", f->p_adjusted);
}

static void add_findings(struct buf *b, const struct watch *w, const char *title,
                         struct finding *const *list, int count, int top)
{
    buf_printf(b, "%s: %d\n", title, count);
    for (int i = 0; i < count && i < top; i++)
        add_finding(b, w, list[i]);
    buf_puts(b, "\n");
}

static char *headline(const struct watch *w)
{
    char since[16];
    return arena_printf(w->arena,
                        "%d of %d flows to %s rose and %d fell since %s (false discovery rate "
                        "%g %%)",
                        w->ups, w->f.findings.tested, w->q->to, w->downs,
                        period_text(since, w->f.since), w->q->fdr * 100);
}

static const char *summary(const struct watch *w)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s.\n", headline(w));
    add_list_sentences(&b, w, "");
    buf_puts(&b, "\n");
    add_findings(&b, w, "Rises on the high-priority list", w->tiers, w->tier_count, 5);
    add_findings(&b, w, "Rises, largest excess over the past first", w->up, w->ups, 7);
    add_findings(&b, w, "Falls, largest first", w->down, w->downs, 3);
    return arena_strdup(w->arena, b.s);
}

static const char *foot_of(const struct watch *w)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct findings *x = &w->f.findings;
    buf_printf(&b, "%d series tested, %d too short, %d on one side of an HS renumbering only\n",
               x->tested, x->too_short, x->renumbered);
    buf_puts(&b, w->f.sources);
    buf_printf(&b, "report: %s\n", w->report);
    return arena_strdup(w->arena, b.s);
}

/* --- the report --- */

static void add_charts(struct buf *b, const struct watch *w, const char *title,
                       struct finding *const *list, int count)
{
    buf_puts(b, "<h2>");
    html_text(b, title);
    buf_puts(b, "</h2><div class=\"charts\">");
    for (int i = 0; i < count && i < CHARTS; i++) {
        const struct unit *u = unit_of(w, list[i]);
        CLEANUP(buf_free) struct buf words = {0};
        add_finding(&words, w, list[i]);
        buf_puts(b, "<figure><h3>");
        html_text(b, areas_name(w->f.areas, list[i]->series->exporter));
        buf_puts(b, ": ");
        html_text(b, list[i]->series->unit);
        buf_puts(b, "</h3>");
        chart_svg(b, list[i]->series, list[i]);
        buf_puts(b, "<figcaption>");
        html_text(b, words.s);
        if (u && u->listed) {
            buf_puts(b, " Other lists: ");
            html_text(b, u->listed);
        }
        buf_puts(b, "</figcaption></figure>\n");
    }
    buf_puts(b, count ? "</div>" : "</div><p>None.</p>");
}

static void add_paragraphs(struct buf *b, const char *lines)
{
    for (const char *p = lines; p && *p;) {
        size_t n = strcspn(p, "\n");
        CLEANUP(buf_free) struct buf line = {0};
        buf_add(&line, p, n);
        if (n) {
            buf_puts(b, "<p>");
            html_text(b, line.s);
            buf_puts(b, "</p>\n");
        }
        p += n + (p[n] == '\n');
    }
}

static void add_table(struct buf *b, const struct watch *w, const char *title, const char *note,
                      struct finding *const *list, int count)
{
    struct table t = find_table(&w->f, list, count, w->arena);
    buf_puts(b, "<h2>");
    html_text(b, title);
    buf_puts(b, "</h2>");
    table_html(&t, note, b);
}

static int write_report(const struct watch *w, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(buf_free) struct buf lists = {0};
    struct table exporters = basket_table(w, "exporter"), groups = basket_table(w, "group");
    const char *note = "Before is scaled to the length of after; p is adjusted for all series "
                       "tested; the interval of the ratio is at 95 %.";
    buf_puts(&b, "<h1>Flows to ");
    html_text(&b, w->q->to);
    buf_puts(&b, "</h1>\n");
    add_list_sentences(&lists, w, "");
    add_paragraphs(&b, headline(w));
    add_paragraphs(&b, buf_str(&lists));
    add_charts(&b, w, "Rises on the high-priority list", w->tiers, w->tier_count);
    add_charts(&b, w, "Rises, largest excess over the past first", w->up, w->ups);
    add_charts(&b, w, "Falls, largest first", w->down, w->downs);
    buf_puts(&b, "<h2>By exporter and by product group</h2>");
    table_html(&exporters, "Every exporter, all goods in the store", &b);
    table_html(&groups, "Product groups (a family may be in several)", &b);
    add_table(&b, w, "All rises", note, w->up, w->ups);
    add_table(&b, w, "All falls", note, w->down, w->downs);
    buf_puts(&b, "<h2>Sources and method</h2>");
    add_paragraphs(&b, w->f.sources);
    add_paragraphs(&b, "Every series is one exporter, one importer and one family of commodity "
                       "codes connected by the official HS conversions. Monthly: rank-sum test of "
                       "the months since the date against the same calendar months of the two "
                       "years before, and a test of runs without precedent in five years; annual: "
                       "moderated t-test of logarithms. False discovery rate by Benjamini and "
                       "Hochberg. A rise is a statement about reported figures, not about its "
                       "cause or its lawfulness.");
    return html_write(w->report, arena_printf(w->arena, "weir: flows to %s", w->q->to), b.s, err);
}

int app_watch(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    struct request r = *q;
    struct find_options o = {.baskets = true, .keep = q->fdr};
    if (!q->to && q->arg_count)
        r.to = q->args[0];
    if (!r.to) {
        err_set(err, ERR_USAGE, "watch which destination?");
        return err_hint(err, "weir watch RUS");
    }
    struct watch w = {.q = &r, .arena = a, .report = q->output ? q->output : "report.html"};
    TRY(find_all(&w.f, a, &r, &o, err));
    w.up = find_significant(&w.f, r.fdr, 1, &w.ups, a);
    w.down = find_significant(&w.f, r.fdr, -1, &w.downs, a);
    pick_tiers(&w);
    TRY(write_report(&w, err));
    for (int i = 0; i < w.ups && !isnan(q->alert); i++)
        out->above += w.up[i]->excess > q->alert;
    out->table = basket_table(&w, "exporter");
    out->head = summary(&w);
    out->foot = foot_of(&w);
    struct finding **all = arena_array(a, struct finding *, (size_t)(w.ups + w.downs) + 1);
    memcpy(all, w.up, (size_t)w.ups * sizeof *all);
    memcpy(all + w.ups, w.down, (size_t)w.downs * sizeof *all);
    out->data = find_table(&w.f, all, w.ups + w.downs, a);
    return 0;
}
