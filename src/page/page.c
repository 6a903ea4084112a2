/* page.c - the report: findings one by one, their ranking, sources and method.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "page/page.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/table.h"

enum { OPEN = 6 }; /* findings whose charts are drawn when the page opens */

void page_element(struct buf *b, const char *name, const char *text)
{
    buf_printf(b, "<%s>", name);
    html_text(b, text);
    buf_printf(b, "</%.*s>\n", (int)strcspn(name, " "), name);
}

void page_lines(struct buf *b, const char *name, const char *lines)
{
    for (const char *p = lines; p && *p;) {
        size_t n = strcspn(p, "\n");
        CLEANUP(buf_free) struct buf line = {0};
        buf_add(&line, p, n);
        if (n)
            page_element(b, name, line.s);
        p += n + (p[n] == '\n');
    }
}

/* --- the ranking --- */

static void add_number(struct buf *b, double v, enum style style)
{
    CLEANUP(buf_free) struct buf text = {0};
    number_format(&text, v, style);
    buf_puts(b, "<td class=\"n\" data-v=\"");
    if (isfinite(v))
        buf_printf(b, "%.9g", v);
    buf_puts(b, "\">");
    html_text(b, buf_str(&text));
    buf_puts(b, "</td>");
}

static const char *anchor_of(const struct watch *w, const struct finding *f)
{
    return find_name(&w->f, f, w->arena);
}

static void add_goods(struct buf *b, const struct watch *w, const struct finding *f, bool drawn)
{
    const struct unit *u = watch_unit(w, f);
    buf_puts(b, "<td>");
    if (drawn) {
        buf_puts(b, "<a href=\"#");
        html_text(b, anchor_of(w, f));
        buf_puts(b, "\">");
    }
    html_text(b, f->series->unit);
    buf_puts(b, drawn ? "</a></td><td class=\"goods\">" : "</td><td class=\"goods\">");
    html_text(b, u ? u->label : "");
    buf_puts(b, "</td>");
}

static void add_rank_row(struct buf *b, const struct watch *w, const struct finding *f, int rank,
                         bool drawn)
{
    const struct series *s = f->series;
    const struct unit *u = watch_unit(w, f);
    size_t at = (size_t)(f - w->f.findings.finding);
    char since[16];
    int period = period_of(f->since, s->freq);
    buf_puts(b, "<tr>");
    add_number(b, rank, STYLE_INT);
    page_element(b, "td", find_exporter(&w->f, s));
    add_goods(b, w, f, drawn);
    buf_puts(b, "<td>");
    chart_small(b, s, f);
    buf_printf(b, "</td><td class=\"day\" data-v=\"%d\">%s</td>",
               period_is_month(period) ? period : period * 100, period_text(since, period));
    add_number(b, f->ratio, STYLE_RATIO);
    add_number(b, f->ratio_low, STYLE_RATIO);
    add_number(b, f->ratio_high, STYLE_RATIO);
    add_number(b, f->value_before, STYLE_AMOUNT);
    add_number(b, f->value_after, STYLE_AMOUNT);
    add_number(b, f->excess, STYLE_AMOUNT);
    page_element(b, "td", s->measured_in);
    add_number(b, f->p_adjusted, STYLE_P);
    page_element(b, "td", contrast_words(w->f.contrasts[at].verdict, f->direction));
    page_element(b, "td", u ? u->tier : NULL);
    page_element(b, "td class=\"law\"", legal_name(w->f.legal[at]));
    buf_puts(b, "</tr>\n");
}

static void add_ranking(struct buf *b, const struct watch *w, const char *title,
                        struct finding *const *list, int count, int drawn)
{
    static const struct {
        const char *title;
        bool number;
    } heads[] = {{"", true},        {"from", false},  {"family", false},     {"goods", false},
                 {"series", false}, {"since", false}, {"ratio", true},       {"low", true},
                 {"high", true},    {"before", true}, {"after", true},       {"excess", true},
                 {"in", false},     {"p adj.", true}, {"comparison", false}, {"tier", false},
                 {"law", false}};
    page_element(b, "h2", title);
    if (!count) {
        page_element(b, "p", "None.");
        return;
    }
    buf_puts(b, "<div class=\"wide\"><table class=\"sortable\"><caption>Before is scaled to the "
                "length of after; p is adjusted for all series tested; the interval of the ratio "
                "is at 95 %. A click on a head sorts.</caption><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        page_element(b, heads[i].number ? "th scope=\"col\" class=\"n\"" : "th scope=\"col\"",
                     heads[i].title);
    buf_puts(b, "</tr></thead><tbody>\n");
    for (int i = 0; i < count; i++)
        add_rank_row(b, w, list[i], i + 1, i < drawn);
    buf_puts(b, "</tbody></table></div>\n");
}

/* --- one finding --- */

static void add_contrast(struct buf *b, const char *what, const struct contrast *c)
{
    if (c->possible)
        buf_printf(b,
                   "<li>Over %s: %.2f times (%.2f to %.2f), which themselves changed %.2f "
                   "times</li>",
                   what, c->ratio, c->low, c->high, c->control);
}

static void add_listings(struct buf *b, const struct unit *u, struct arena *a)
{
    if (u && u->tier)
        page_element(b, "li",
                     arena_printf(a, "High-priority tier %s since %s (%s)", u->tier, u->tier_since,
                                  u->tier_status));
    CLEANUP(buf_free) struct buf lists = {0};
    for (int i = 0; u && i < u->listing_count; i++)
        buf_printf(&lists, "%s%s", i ? "; " : "", find_listing(&u->listing[i], a));
    if (lists.len)
        page_element(b, "li", arena_printf(a, "Other control lists: %s", lists.s));
}

static void add_facts(struct buf *b, const struct watch *w, const struct finding *f)
{
    CLEANUP(buf_free) struct buf change = {0};
    const struct unit *u = watch_unit(w, f);
    size_t at = (size_t)(f - w->f.findings.finding);
    const struct find_contrast *c = &w->f.contrasts[at];
    char low[16], high[16];
    watch_change(&change, f);
    buf_puts(b, "<ul>");
    page_element(b, "li", change.s);
    buf_printf(b, "<li>Date of the change: %s to %s (95 %%)</li>",
               period_text(low, period_of(f->since_low, f->series->freq)),
               period_text(high, period_of(f->since_high, f->series->freq)));
    if (c->verdict)
        page_element(
            b, "li",
            arena_printf(w->arena, "Comparison: %s", contrast_words(c->verdict, f->direction)));
    add_contrast(b, "the same goods to other destinations", &c->elsewhere);
    add_contrast(b, "other goods to the same destination", &c->others);
    page_element(b, "li", arena_printf(w->arena, "Law at the end: %s", legal_name(w->f.legal[at])));
    add_listings(b, u, w->arena);
    page_element(b, "li",
                 arena_printf(w->arena, "Codes: %s; %s, valued %s; evidence %s",
                              u ? u->codes : f->series->unit, direction_name(f->series->direction),
                              f->series->valuation, find_item(&w->f, f, w->arena)));
    buf_puts(b, "</ul>");
}

static void add_finding(struct buf *b, const struct watch *w, const struct finding *f, bool open)
{
    const struct unit *u = watch_unit(w, f);
    const char *id = anchor_of(w, f);
    buf_puts(b, "<details class=\"finding\" id=\"");
    html_text(b, id);
    buf_puts(b, open ? "\" open><summary><h3>" : "\"><summary><h3>");
    html_text(b, f->series->unit);
    buf_puts(b, " from ");
    html_text(b, areas_name(w->f.areas, f->series->exporter));
    buf_puts(b, "</h3> <span class=\"soft\">");
    html_text(b, u ? u->label : "");
    buf_puts(b, "</span></summary><div class=\"chart\" data-finding=\"");
    html_text(b, id);
    buf_puts(b, "\"></div>");
    add_facts(b, w, f);
    buf_puts(b, "</details>\n");
}

static void add_findings(struct buf *b, const struct watch *w, const char *title,
                         struct finding *const *list, int count, int drawn)
{
    if (!count)
        return;
    page_element(b, "h2", title);
    if (drawn < count)
        buf_printf(b, "<p class=\"soft\">%d of %d; the ranking holds all.</p>\n", drawn, count);
    for (int i = 0; i < drawn; i++)
        add_finding(b, w, list[i], i < OPEN);
}

/* --- the page --- */

static void add_summary(struct buf *b, const struct watch *w)
{
    CLEANUP(buf_free) struct buf words = {0};
    page_element(b, "h1", arena_printf(w->arena, "Flows to %s", w->to));
    page_element(b, "p", arena_printf(w->arena, "%s.", watch_headline(w)));
    watch_specific(&words, w);
    find_legal_totals(&words, &w->f, w->up, w->ups);
    watch_lists(&words, w);
    page_lines(b, "p", buf_str(&words));
}

static void add_method(struct buf *b, const struct watch *w, const struct build *build)
{
    const struct findings *x = &w->f.findings;
    page_element(b, "h2", "Sources and method");
    page_lines(b, "p", w->f.sources);
    buf_printf(b,
               "<p>%d series tested, %d too short, %d cut by an HS renumbering. "
               "weir %s, reference data %.12s, evidence %s.</p>\n",
               x->tested, x->too_short, x->renumbered, build->version, build->reference, w->run);
    page_element(b, "p",
                 "Every series is one exporter, one importer and one family of commodity codes "
                 "connected by the official HS conversions. Its months or years are read against "
                 "what series of this question do while nothing happens: level, season, trend, "
                 "noise that repeats itself, and what all of them do together. The false discovery "
                 "rate is the mean chance that a finding is none. Comparisons are "
                 "drawn on the scale of the series before the change. Legal status is by the "
                 "code lists held here. A rise is a statement about reported figures, not about "
                 "its cause or its lawfulness.");
}

static void add_notes(struct buf *b, const struct notes *notes)
{
    for (int i = 0; i < notes->count; i++)
        page_element(b, "p class=\"note\"", notes->note[i].text);
}

static int write_findings(const struct answer *answer, const struct build *build, struct arena *a,
                          struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0}, data = {0};
    const struct page_of *page = &answer->page;
    const struct watch *w = page->watch;
    struct table exporters = watch_baskets(w, "exporter"), groups = watch_baskets(w, "group");
    int ups = w->ups < PAGE_RISES ? w->ups : PAGE_RISES;
    int downs = w->downs < PAGE_FALLS ? w->downs : PAGE_FALLS;
    add_summary(&b, w);
    add_notes(&b, &answer->notes);
    if (page->claim_count)
        page_claims(&b, page->claims, page->claim_count, a);
    add_ranking(&b, w, "Rises, largest excess over the past first", w->up, w->ups, ups);
    add_findings(&b, w, "Rises one by one", w->up, w->ups, ups);
    page_corridors(&b, w, a);
    page_prices(&b, w, a);
    page_element(&b, "h2", "By exporter and by product group");
    table_html(&exporters, "Every exporter, all goods in the store", &b);
    table_html(&groups, "Product groups (a family may be in several)", &b);
    add_ranking(&b, w, "Falls, largest first", w->down, w->downs, downs);
    add_findings(&b, w, "Falls one by one", w->down, w->downs, downs);
    add_method(&b, w, build);
    json_line(&data, page_data(w, a));
    return html_write(page->path, arena_printf(a, "weir: flows to %s", w->to), b.s, data.s, err);
}

struct lines {
    const char **line;
    int count;
};

/* The lines of a text that are not there yet. */
static void add_lines(struct lines *to, const char *text, struct arena *a)
{
    for (const char *p = text; p && *p; p += strspn(p, "\n")) {
        size_t n = strcspn(p, "\n");
        const char *line = arena_strndup(a, p, n);
        int i = 0;
        while (i < to->count && strcmp(to->line[i], line) != 0)
            i++;
        if (i == to->count) {
            to->line = arena_grow(a, to->line, (size_t)to->count, sizeof *to->line);
            to->line[to->count++] = line;
        }
        p += n;
    }
}

/* The sources of all tests, each once. */
static void add_claim_sources(struct buf *b, const struct checked *list, int count, struct arena *a)
{
    struct lines sources = {0};
    for (int i = 0; i < count; i++)
        for (int k = 0; k < list[i].claim->test_count; k++)
            add_lines(&sources, list[i].outcomes[k].sources, a);
    for (int i = 0; i < sources.count; i++)
        page_element(b, "p", sources.line[i]);
}

static int write_claims(const struct answer *answer, const struct build *build, struct arena *a,
                        struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct page_of *page = &answer->page;
    page_element(&b, "h1", "Claims and what the figures say");
    add_notes(&b, &answer->notes);
    page_claims(&b, page->claims, page->claim_count, a);
    page_element(&b, "h2", "Sources and method");
    add_claim_sources(&b, page->claims, page->claim_count, a);
    page_element(&b, "p",
                 "Confirmed: measured and borne out. Consistent: something near to it is (years "
                 "for months, value for pieces). Cannot tell: the data at hand do not measure it. "
                 "Not reproduced: measured, another number. Contradicted: the other way, or far "
                 "off. Tolerances follow the words of the claim: docs/method/claims.md.");
    page_element(
        &b, "p",
        arena_printf(a, "weir %s, reference data %.12s.", build->version, build->reference));
    return html_write(page->path, "weir: claims", b.s, NULL, err);
}

int page_write(const struct answer *answer, const struct build *build, struct arena *a,
               struct err *err)
{
    return answer->page.watch ? write_findings(answer, build, a, err)
                              : write_claims(answer, build, a, err);
}
