/* page.c - the report: from the finding as a sentence down to sources and method.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "page/page.h"
#include "page/words.h"

#include <string.h>

#include "report/html.h"
#include "report/table.h"

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

/* --- the page --- */

/* "Of 16.7 bn USD that rose: tier 1 0.4 %, ...", by currency. */
static void add_tiers(struct buf *b, const struct watch *w)
{
    enum { TIERS = 5 };
    for (int i = 0; i < w->ups; i++) {
        CLEANUP(buf_free) struct buf words = {0};
        const char *currency = w->up[i]->series->measured_in;
        double sum[TIERS] = {0}, all = 0;
        if (!find_opens_currency(w->up, i))
            continue;
        for (int k = i; k < w->ups; k++)
            if (!strcmp(w->up[k]->series->measured_in, currency)) {
                sum[unit_tier(watch_unit(w, w->up[k]))] += w->up[k]->value_after;
                all += w->up[k]->value_after;
            }
        if (!(all > 0))
            continue;
        buf_printf(&words, "by tier of the high-priority list, of %s %s that rose:",
                   words_amount(all, w->arena), currency);
        for (int t = 1; t < TIERS; t++)
            if (sum[t] > 0)
                buf_printf(&words, " %.3g %% tier %d,", 100 * sum[t] / all, t);
        buf_printf(&words, " %.3g %% on none of them", 100 * sum[0] / all);
        page_element(b, "p", words.s);
    }
}

/* What there is to say of all of them. */
static void add_sums(struct buf *b, const struct watch *w)
{
    CLEANUP(buf_free) struct buf words = {0};
    struct table exporters = watch_baskets(w, "exporter"), groups = watch_baskets(w, "group");
    const char *all = words_selection(w);
    page_element(b, "h2", "By law, by tier, by exporter, by product group");
    watch_specific(&words, w);
    find_legal_totals(&words, &w->f, w->up, w->ups);
    watch_lists(&words, w);
    page_lines(b, "p", buf_str(&words));
    add_tiers(b, w);
    table_html(&exporters,
               arena_printf(w->arena, "Every exporter%s", *all ? all : ", all goods in the store"),
               b);
    if (groups.cell_count)
        table_html(&groups, "Product groups (a family may be in several)", b);
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
                 "rate is the mean chance that a finding is none. Legal status is by the "
                 "code lists held here. A rise is a statement about reported figures, not about "
                 "its cause or its lawfulness.");
}

/* Warnings stand above the figures, remarks with the method. */
static void add_notes(struct buf *b, const struct notes *notes, enum note_level level)
{
    for (int i = 0; i < notes->count; i++)
        if (notes->note[i].level == level)
            page_element(b, level == NOTE_WARNING ? "p class=\"warning\"" : "p",
                         notes->note[i].text);
}

static void add_findings(struct buf *b, const struct answer *answer, const struct build *build,
                         struct arena *a)
{
    const struct page_of *page = &answer->page;
    const struct watch *w = page->watch;
    page_head(b, w);
    add_notes(b, &answer->notes, NOTE_WARNING);
    page_cards(b, w);
    if (page->claim_count)
        page_claims(b, page->claims, page->claim_count, a);
    page_corridors(b, w, a);
    page_prices(b, w, a);
    add_sums(b, w);
    page_tables(b, w);
    add_method(b, w, build);
    add_notes(b, &answer->notes, NOTE_REMARK);
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

/* Notes, an article with its verdicts, sources. */
static void add_article(struct buf *b, const struct answer *answer, const struct build *build,
                        struct arena *a)
{
    struct lines sources = {0};
    const struct verdicts *v = &answer->page.article->verdicts;
    page_article(b, answer->page.article, a);
    page_element(b, "h2", "Sources and method");
    add_notes(b, &answer->notes, NOTE_WARNING);
    add_notes(b, &answer->notes, NOTE_REMARK);
    for (int i = 0; i < v->count; i++)
        for (int k = 0; v->at[i].checked.claim && k < v->at[i].claim.test_count; k++)
            add_lines(&sources, v->at[i].checked.outcomes[k].sources, a);
    for (int i = 0; i < sources.count; i++)
        page_element(b, "p", sources.line[i]);
    page_lines(b, "p", answer->foot);
    page_element(b, "p",
                 arena_printf(a,
                              "Sentences are read by a grammar over tables of words: "
                              "docs/method/reading.md. weir %s, reference data %.12s.",
                              build->version, build->reference));
}

static void add_claims(struct buf *b, const struct answer *answer, const struct build *build,
                       struct arena *a)
{
    const struct page_of *page = &answer->page;
    page_element(b, "h1", "Claims and what the figures say");
    add_notes(b, &answer->notes, NOTE_WARNING);
    add_notes(b, &answer->notes, NOTE_REMARK);
    page_claims(b, page->claims, page->claim_count, a);
    page_element(b, "h2", "Sources and method");
    add_claim_sources(b, page->claims, page->claim_count, a);
    page_element(b, "p",
                 "Confirmed: measured and borne out. Consistent: something near to it is (years "
                 "for months, value for pieces). Cannot tell: the data at hand do not measure it. "
                 "Not reproduced: measured, another number. Contradicted: the other way, or far "
                 "off. Tolerances follow the words of the claim: docs/method/claims.md.");
    page_element(
        b, "p",
        arena_printf(a, "weir %s, reference data %.12s.", build->version, build->reference));
}

/* Without what ends it: newlines and blanks. */
static const char *trimmed(const char *text, struct arena *a)
{
    size_t n = strlen(text);
    while (n && strchr(" \n", text[n - 1]))
        n--;
    return arena_strndup(a, text, n);
}

/* Words, table and sources of an answer that has no page of its own. */
static void add_plain(struct buf *b, const struct answer *answer, struct arena *a)
{
    const struct table *t = answer_table(answer);
    add_notes(b, &answer->notes, NOTE_WARNING);
    if (answer->head)
        page_element(b, "pre", trimmed(answer->head, a));
    if (t->cell_count)
        table_html(t, "", b);
    page_lines(b, "p class=\"src\"", answer->foot);
    add_notes(b, &answer->notes, NOTE_REMARK);
}

void page_body(struct buf *b, const struct answer *answer, const struct build *build,
               struct arena *a)
{
    if (answer->page.article)
        add_article(b, answer, build, a);
    else if (answer->page.watch)
        add_findings(b, answer, build, a);
    else if (answer->page.claims)
        add_claims(b, answer, build, a);
    else
        add_plain(b, answer, a);
}

int page_write(const struct answer *answer, const struct build *build, struct arena *a,
               struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct page_of *page = &answer->page;
    page_body(&b, answer, build, a);
    return html_write(page->path,
                      page->article ? "weir: an article, read"
                      : page->watch ? arena_printf(a, "weir: flows to %s", page->watch->name)
                                    : "weir: claims",
                      b.s, err);
}
