/* margin.c - an article printed back with its readings and verdicts.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/read/read.h"

static const char *value_of(const struct reading_test *t, const char *name)
{
    const struct reading_field *f = reading_field(t, name);
    return f ? f->value : NULL;
}

static void put_goods(struct buf *b, const struct reading_test *t)
{
    static const char *const names[] = {"code", "list", "group"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct reading_field *f = reading_field(t, names[i]);
        if (!f)
            continue;
        buf_printf(b, ", %s%s", i ? names[i] : "", i ? " " : "");
        buf_puts(b, f->value);
        if (*f->words)
            buf_printf(b, " (%s)", f->words);
    }
}

const char *read_words(const struct reading_test *t, struct arena *a)
{
    static const char *const rest[] = {"event",  "treaty", "state",         "person", "issuer",
                                       "charge", "name",   "register_list", "on",     "status"};
    CLEANUP(buf_free) struct buf b = {0};
    const char *from = value_of(t, "from"), *to = value_of(t, "to");
    if (from || to)
        buf_printf(&b, "%s to %s", from ? from : "?", to ? to : "?");
    put_goods(&b, t);
    const char *period = value_of(t, "period"), *with = value_of(t, "with");
    const char *when = value_of(t, "when");
    if (period || when)
        buf_printf(&b, ", %s", period ? period : when);
    if (with)
        buf_printf(&b, " against %s", with);
    if (value_of(t, "of"))
        buf_printf(&b, ", of %s", value_of(t, "of"));
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (value_of(t, rest[i]))
            buf_printf(&b, "%s%s %s", b.len ? ", " : "", rest[i], value_of(t, rest[i]));
    if (value_of(t, "says"))
        buf_printf(&b, ": %s", value_of(t, "says"));
    if (value_of(t, "each"))
        buf_printf(&b, " in every %s", value_of(t, "each"));
    if (value_of(t, "moved"))
        buf_printf(&b, ", it %s", value_of(t, "moved"));
    return arena_strdup(a, buf_str(&b));
}

static void put_asks(struct buf *b, const struct reading_test *t)
{
    for (int i = 0; i < t->asks; i++) {
        buf_printf(b, "      which %s?", t->ask[i].field);
        for (int k = 0; k < t->ask[i].choices; k++)
            buf_printf(b, "%s %s", k ? "," : "", t->ask[i].choice[k]);
        buf_puts(b, "\n");
    }
}

static void put_answer(struct buf *b, const struct posed *p)
{
    const struct checked *x = &p->checked;
    if (p->why) {
        buf_printf(b, "      %snot asked: %s\n", p->note ? "another reading is " : "", p->why);
        return;
    }
    if (!x->claim)
        return;
    const struct outcome *o = checked_outcome(x);
    buf_printf(b, "      %s%s%s: %s\n", p->note ? p->note : "", p->note ? ": " : "",
               verdict_words(o->verdict), o->words);
    for (int i = 0; i < o->need_count; i++)
        buf_printf(b, "      would settle it: %s\n", o->needs[i]);
}

static void put_test(struct buf *b, const struct read_answer *all, const struct reading *r,
                     const struct reading_test *t, struct arena *a)
{
    buf_printf(b, "    %s: %s\n", t->kind, read_words(t, a));
    put_asks(b, t);
    int first, end = verdicts_range(&all->verdicts, r, &first);
    for (int i = first; i < end; i++)
        if (all->verdicts.at[i].test == t && (all->check || all->verdicts.at[i].why))
            put_answer(b, &all->verdicts.at[i]);
}

static void put_saved(struct buf *b, const struct read_answer *all, const struct reading *r)
{
    int first, end = verdicts_range(&all->verdicts, r, &first);
    for (int i = first; i < end; i++)
        if (all->verdicts.at[i].saved) {
            const struct claim *c = &all->verdicts.at[i].claim;
            for (int k = 0; k < c->test_count; k++)
                buf_printf(b, "    as saved: %s%s%s\n", claim_kind_name(c->tests[k].kind),
                           c->tests[k].says_text ? ": " : "",
                           c->tests[k].says_text ? c->tests[k].says_text : "");
            put_answer(b, &all->verdicts.at[i]);
        }
}

static void put_reading(struct buf *b, const struct read_answer *all, const struct reading *r,
                        struct arena *a)
{
    enum verdict v;
    bool judged = verdicts_of(&v, &all->verdicts, r);
    const char *mark = judged ? verdict_words(v) : r->checkable ? "can be checked" : "";
    buf_printf(b, "%s%s%s", *mark ? "[" : "", mark, *mark ? "] " : "");
    for (const char *c = r->sentence; *c; c++)
        buf_printf(b, "%c", *c == '\n' || *c == '\r' ? ' ' : *c);
    buf_puts(b, "\n");
    if (verdicts_saved(&all->verdicts, r))
        put_saved(b, all, r);
    else if (r->checkable)
        for (int k = 0; k < r->tests; k++)
            put_test(b, all, r, &r->test[k], a);
    else if (r->tests || r->hedged || r->unread)
        buf_printf(b, "    no claim: %s\n", r->why);
}

const char *read_margin(const struct read_answer *all, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int checkable = 0, of[VERDICT_CONTRADICTED + 1] = {0};
    enum verdict v;
    for (int i = 0; i < all->article.readings.count; i++) {
        const struct reading *r = &all->article.readings.at[i];
        checkable += r->checkable;
        if (verdicts_of(&v, &all->verdicts, r))
            of[v]++;
        put_reading(&b, all, r, a);
    }
    int count = all->article.readings.count;
    buf_printf(&b, "\n%d sentence%s, %d can be checked", count, count == 1 ? "" : "s", checkable);
    for (int i = 0; all->check && i <= VERDICT_CONTRADICTED; i++)
        if (of[i])
            buf_printf(&b, ", %d %s", of[i], verdict_words((enum verdict)i));
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}
