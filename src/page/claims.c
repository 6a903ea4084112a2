/* claims.c - claims with their verdicts, on a page.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "page/page.h"
#include "report/html.h"
#include "report/strip.h"

static void add_verdict(struct buf *b, enum verdict v)
{
    buf_printf(b, "<span class=\"verdict %s\">%s</span>", verdict_name(v), verdict_words(v));
}

static void add_row(struct buf *b, const struct checked *x, struct arena *a)
{
    const struct claim *c = x->claim;
    const struct outcome *o = checked_outcome(x);
    buf_puts(b, "<tr><td><a href=\"#claim-");
    html_text(b, c->id);
    buf_puts(b, "\">");
    html_text(b, c->id);
    buf_puts(b, "</a></td><td>");
    add_verdict(b, o->verdict);
    buf_puts(b, "</td>");
    page_element(b, "td", c->tests[x->decisive].says_text);
    if (isfinite(o->value))
        buf_printf(b, "<td data-v=\"%.9g\">", o->value);
    else
        buf_puts(b, "<td data-v=\"\">");
    html_text(b, checked_figure(o, o->value, a));
    buf_puts(b, "</td>");
    page_element(b, "td", c->sentence);
    page_element(b, "td", c->said_by);
    buf_puts(b, "</tr>\n");
}

static void add_table(struct buf *b, const struct checked *list, int count, struct arena *a)
{
    static const char *const heads[] = {"claim", "verdict",  "claimed",
                                        "found", "sentence", "said by"};
    buf_puts(b, "<div class=\"wide\" tabindex=\"0\"><table class=\"sortable\"><caption>Claims, "
                "each linked to "
                "what it was tested by</caption><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        page_element(b, "th scope=\"col\"", heads[i]);
    buf_puts(b, "</tr></thead><tbody>\n");
    for (int i = 0; i < count; i++)
        add_row(b, &list[i], a);
    buf_puts(b, "</tbody></table></div>\n");
}

static void add_list(struct buf *b, const char *title, const char *const *list, int count)
{
    if (!count)
        return;
    page_element(b, "p class=\"soft\"", title);
    buf_puts(b, "<ul>");
    for (int i = 0; i < count; i++)
        page_element(b, "li", list[i]);
    buf_puts(b, "</ul>");
}

static void add_alternatives(struct buf *b, const struct outcome *o, struct arena *a)
{
    int there = 0;
    for (int i = 0; i < o->alternative_count; i++)
        there += !isnan(o->alternatives[i].value);
    if (!there)
        return;
    buf_puts(b, "<p class=\"soft\">Otherwise computed");
    if (o->verdict != VERDICT_CANNOT_TELL)
        buf_printf(b, " (%d of %d leave the verdict on its side)", o->surviving, there);
    buf_puts(b, "</p><ul>");
    for (int i = 0; i < o->alternative_count; i++) {
        const struct alternative *x = &o->alternatives[i];
        if (!isnan(x->value))
            page_element(b, "li",
                         arena_printf(a, "%s: %s, %s", x->name, checked_figure(o, x->value, a),
                                      x->holds ? "holds" : "does not hold"));
    }
    buf_puts(b, "</ul>");
}

void page_strip(struct buf *b, const struct claim_test *t, const struct outcome *o, struct arena *a)
{
    static const char *const kinds[] = {"yes/no", "record", "rank", "period"};
    double *other = arena_array(a, double, (size_t)o->alternative_count + 1);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(o->unit, kinds[i]))
            return;
    for (int i = 0; i < o->alternative_count; i++)
        other[i] = o->alternatives[i].value;
    const char *found = checked_figure(o, o->value, a);
    struct strip s = {.value = o->value,
                      .low = o->low,
                      .high = o->high,
                      .claimed = t->says_text ? t->says.claimed : (double)NAN,
                      .other = other,
                      .others = o->alternative_count,
                      .value_text = arena_printf(a, "found %s", found ? found : "nothing"),
                      .claimed_text = arena_printf(a, "claimed: %s", t->says_text)};
    s.label = arena_printf(a, "%s; %s; rings: computed otherwise", s.value_text, s.claimed_text);
    strip_svg(b, &s);
}

static void add_test(struct buf *b, const struct claim_test *t, const struct outcome *o,
                     struct arena *a)
{
    buf_puts(b, "<div class=\"test\"><p>");
    add_verdict(b, o->verdict);
    buf_puts(b, " ");
    html_text(b, arena_printf(a, "%s%s%s: %s", claim_kind_name(t->kind),
                              t->says_text ? ", claimed " : "", t->says_text ? t->says_text : "",
                              o->words));
    buf_puts(b, "</p>");
    page_strip(b, t, o, a);
    add_alternatives(b, o, a);
    add_list(b, "Reasons and limits", o->reasons, o->reason_count);
    add_list(b, "What would settle it", o->needs, o->need_count);
    buf_puts(b, "</div>");
}

static void add_claim(struct buf *b, const struct checked *x, struct arena *a)
{
    const struct claim *c = x->claim;
    buf_puts(b, "<article class=\"claim\" id=\"claim-");
    html_text(b, c->id);
    buf_puts(b, "\"><h3>");
    html_text(b, c->id);
    buf_puts(b, " ");
    add_verdict(b, checked_outcome(x)->verdict);
    buf_puts(b, "</h3>");
    page_element(b, "blockquote", c->sentence);
    page_element(b, "p class=\"soft\"",
                 arena_printf(a, "%s%s%s%s%s", c->said_by ? c->said_by : "nobody named",
                              c->said_on ? ", " : "", c->said_on ? c->said_on : "",
                              c->where ? ", " : "", c->where ? c->where : ""));
    if (c->note)
        page_element(b, "p class=\"soft\"", c->note);
    for (int i = 0; i < c->test_count; i++)
        add_test(b, &c->tests[i], &x->outcomes[i], a);
    page_element(b, "p class=\"soft\"", arena_printf(a, "Evidence %s", x->evidence));
    buf_puts(b, "</article>\n");
}

void page_claims(struct buf *b, const struct checked *claims, int count, struct arena *a)
{
    page_element(b, "h2", "Claims");
    page_element(b, "p", claims_summary(claims, count, a));
    add_table(b, claims, count, a);
    for (int i = 0; i < count; i++)
        add_claim(b, &claims[i], a);
}
