/* article.c - an article on a page: its sentences, and beside those that can be checked what they
 * were read as and what the figures say.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/read/read.h"
#include "page/page.h"
#include "report/html.h"

static void put_verdict(struct buf *b, enum verdict v)
{
    buf_printf(b, "<span class=\"verdict %s\">%s</span> ", verdict_name(v), verdict_words(v));
}

static void put_asks(struct buf *b, const struct reading_test *t)
{
    for (int i = 0; i < t->asks; i++) {
        CLEANUP(buf_free) struct buf words = {0};
        buf_printf(&words, "Which %s?", t->ask[i].field);
        for (int k = 0; k < t->ask[i].choices; k++)
            buf_printf(&words, "%s %s", k ? " or" : "", t->ask[i].choice[k]);
        page_element(b, "p class=\"ask\"", words.s);
    }
}

static void put_answer(struct buf *b, const struct posed *p, struct arena *a)
{
    if (p->why) {
        page_element(b, "p class=\"soft\"", arena_printf(a, "Not asked: %s", p->why));
        return;
    }
    if (!p->checked.claim)
        return;
    const struct outcome *o = checked_outcome(&p->checked);
    buf_puts(b, "<p>");
    put_verdict(b, o->verdict);
    html_text(b, arena_printf(a, "%s%s%s", p->note ? p->note : "", p->note ? ": " : "", o->words));
    buf_puts(b, "</p>");
    page_strip(b, &p->claim.tests[p->checked.decisive], o, a);
    if (o->need_count)
        buf_puts(b, "<details><summary>What would settle it</summary>");
    for (int i = 0; i < o->need_count; i++)
        page_element(b, "p class=\"soft\"", o->needs[i]);
    buf_puts(b, o->need_count ? "</details>" : "");
}

static void put_margin(struct buf *b, const struct read_answer *all, const struct reading *r,
                       struct arena *a)
{
    const struct verdicts *v = &all->verdicts;
    int first, end = verdicts_range(v, r, &first);
    for (int k = 0; k < r->tests; k++) {
        const struct reading_test *t = &r->test[k];
        buf_puts(b, "<p class=\"reading\"><strong>");
        html_text(b, t->kind);
        buf_puts(b, "</strong> ");
        html_text(b, read_words(t, a));
        buf_puts(b, "</p>\n");
        put_asks(b, t);
        for (int i = first; i < end; i++)
            if (v->at[i].test == t)
                put_answer(b, &v->at[i], a);
    }
    for (int i = first; i < end; i++)
        if (v->at[i].saved)
            put_answer(b, &v->at[i], a);
}

/* The sentence with the words marked that its fields were read from. */
static void put_sentence(struct buf *b, const struct article *article, const struct reading *r)
{
    bool marked = false;
    const char *name = NULL;
    for (long at = r->start; at < r->end; at++) {
        const char *now = NULL;
        for (int k = 0; k < r->tests && r->checkable && !now; k++)
            for (int i = 0; i < r->test[k].fields && !now; i++) {
                const struct reading_field *f = &r->test[k].field[i];
                now = f->start <= at && at < f->end && f->start >= 0 ? f->name : NULL;
            }
        if (marked && now != name)
            buf_puts(b, "</mark>");
        if (now && now != name) {
            buf_puts(b, "<mark title=\"");
            html_text(b, now);
            buf_puts(b, "\">");
        }
        marked = now != NULL;
        name = now;
        char one[5] = {article->text[at]};
        for (int n = 1; n < 4 && at + 1 < r->end && (article->text[at + 1] & 0xc0) == 0x80; n++)
            one[n] = article->text[++at];
        html_text(b, one);
    }
    buf_puts(b, marked ? "</mark>" : "");
}

static void put_reading(struct buf *b, const struct read_answer *all, const struct reading *r,
                        struct arena *a)
{
    enum verdict v;
    bool judged = verdicts_of(&v, &all->verdicts, r), saved = verdicts_saved(&all->verdicts, r);
    buf_printf(b, "<div class=\"sentence%s\"><p class=\"said\">",
               r->checkable || saved ? " checkable" : "");
    if (all->article.html)
        html_text(b, r->sentence);
    else
        put_sentence(b, &all->article, r);
    buf_puts(b, "</p><div class=\"margin\">");
    if (judged) {
        buf_puts(b, "<p>");
        put_verdict(b, v);
        buf_puts(b, "</p>");
    }
    if (r->checkable || saved)
        put_margin(b, all, r, a);
    else if (r->tests || r->hedged)
        page_element(b, "p class=\"soft\"", arena_printf(a, "No claim: %s", r->why));
    buf_puts(b, "</div></div>\n");
}

void page_article(struct buf *b, const struct read_answer *all, struct arena *a)
{
    int checkable = 0;
    const struct readings *list = &all->article.readings;
    for (int i = 0; i < list->count; i++)
        checkable += list->at[i].checkable;
    page_element(b, "h1", "What an article says, and what the figures do");
    page_element(b, "p",
                 arena_printf(a,
                              "Published on %s: %d sentence%s, of which %d can be checked. Marked "
                              "words are those a field was read from.",
                              all->article.dateline, list->count, list->count == 1 ? "" : "s",
                              checkable));
    for (int i = 0; i < list->count; i++)
        put_reading(b, all, &list->at[i], a);
}
