/* spans.c - which of the times of a clause says when, and which what that is compared with.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>

#include "claim/prose/build.h"

/* "as in an average year of the period from 2017 to 2021" */
static bool of_average(const struct parsed *p, const struct span *s, int from)
{
    for (int i = s->first - 1; i >= from && i > s->first - 9; i--)
        if (word_is(&p->t, i, "average"))
            for (int k = i; k >= from && k > i - 4; k--)
                if (mention_over(p, k, SENSE_COMPARE))
                    return true;
    return false;
}

/* Words before a span that make it what something is compared with. */
static bool compared(const struct parsed *p, const struct span *s, int from)
{
    int i = s->first - 1;
    bool those = word_is(&p->t, i, "of") && word_among(&p->t, i - 1, "those that");
    those |= word_is(&p->t, i, "the") &&
             amount_over(p, i - 1) != NULL; /* nine times the 2021 figure */
    while (i >= from && word_among(&p->t, i,
                                   "in the those of that for same average level levels its such "
                                   "figure during records record's record just only peak high "
                                   "whole full entire"))
        i--;
    if (i > from && word_among(&p->t, i, "from on over") && span_over(p, i - 1))
        return true; /* in November from October */
    const struct amount *times = i >= from ? amount_over(p, i) : NULL;
    if (times && times->kind == AMOUNT_TIMES && word_is(&p->t, i + 1, "the"))
        return true; /* four times the average of 2021 */
    if (those || (s->to && !s->pair))
        return those || of_average(p, s, from);
    if (i < from || !mention_over(p, i, SENSE_COMPARE))
        return false;
    return !word_among(&p->t, i, "over on from") || amount_over(p, i - 1) != NULL;
}

static bool is_base(const struct parsed *p, const struct span *s, int from)
{
    return s->kind == SPAN_YOY || s->kind == SPAN_SAME || s->kind == SPAN_MOM || s->before_war ||
           compared(p, s, from);
}

/* What stands behind an amount is nearer to it than what goes before. */
static bool nearer(const struct span *s, const struct span *best, const struct amount *v)
{
    if (s->first >= v->end)
        return best->first < v->first;
    return best->first < v->first && s->first > best->first;
}

/* "under a contract leaked in 2024": when something else was. */
static bool of_a_paper(const struct parsed *p, int first)
{
    for (int i = first - 1; i >= 0 && i > first - 6; i--) {
        if (word_among(&p->t, i,
                       "contract contracts licence license licences agreement accord memo decree "
                       "document documents waiver"))
            return true;
        if (word_among(&p->t, i, ", ; and") || amount_over(p, i))
            return false;
    }
    return false;
}

/* "three times the 2023 figure of $16m": when that was. */
static const struct span *own_span(const struct parsed *p, const struct amount *v)
{
    int i = v ? v->first - 1 : 0;
    bool figure = word_is(&p->t, i, "of") &&
                  word_among(&p->t, i - 1, "figure level total value amount sum tally");
    const struct span *s = figure ? span_over(p, i - 2) : NULL;
    return s && s->kind == SPAN_SAID && !s->day ? s : NULL;
}

const struct span *span_of_time(const struct building *b, const struct clause *c,
                                const struct amount *v)
{
    const struct parsed *p = b->p;
    const struct span *best = NULL, *own = own_span(p, v);
    if (own)
        return own;
    for (int i = 0; i < p->spans; i++) {
        const struct span *s = &p->s[i];
        if (s->first < c->first || s->first >= c->end || is_base(p, s, c->first) ||
            s->kind == SPAN_THAT || s->day || s->before)
            continue;
        bool event = mention_over(p, s->first, SENSE_EVENT) || of_a_paper(p, s->first);
        if (event || (s->since && best))
            continue;
        if (!best || best->since || (v && nearer(s, best, v)))
            best = s;
    }
    return best;
}

const struct span *span_of_base(const struct building *b, const struct clause *c)
{
    for (int i = 0; i < b->p->spans; i++) {
        const struct span *s = &b->p->s[i];
        if (s->first >= c->first && s->first < c->end && !s->day && !s->before &&
            is_base(b->p, s, c->first))
            return s;
    }
    return NULL;
}
