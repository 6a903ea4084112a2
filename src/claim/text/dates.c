/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/text/dates.h"

#include <stdlib.h>
#include <string.h>

#include "model/period.h"

static int year_at(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || p->t.at[i].kind != TOKEN_NUMBER || strlen(p->t.at[i].word) != 4)
        return 0;
    int year = atoi(p->t.at[i].word);
    bool money = i > 0 && word_among(&p->t, i - 1, "$ \xe2\x82\xac \xc2\xa3 \xc2\xa5");
    bool season = word_is(&p->t, i + 1, "/"); /* 2023/24: no calendar year */
    return year >= 1988 && year <= 2040 && !money && !season && !strchr(p->t.at[i].word, ',') ? year
                                                                                              : 0;
}

static int month_at(const struct parsed *p, int i, int *end)
{
    const struct mention *m = i < p->t.count ? mention_at(p, i, SENSE_MONTH) : NULL;
    if (!m || (i == 0 && word_is(&p->t, i, "may") && !year_at(p, i + 1)))
        return 0;
    *end = m->end + (word_is(&p->t, m->end, ".") && m->end - i == 1 && strlen(p->t.at[i].word) < 5);
    return atoi(m->value);
}

int date_this_year(const struct parsed *p)
{
    return p->now / 12;
}

/* The last such month before that of publication. */
static int before_now(const struct parsed *p, int month)
{
    int year = date_this_year(p), now = p->now % 12 + 1;
    return (month >= now ? year - 1 : year) * 100 + month;
}

/* "2023", "of 2023", "last year", "of this year", "the year" at token i: which; 0: none. */
int date_year_said(const struct parsed *p, int i, int *end)
{
    int of = word_is(&p->t, i, "of") || word_is(&p->t, i, "in") || word_is(&p->t, i, ",") ? 1 : 0;
    int year = year_at(p, i + of);
    const struct mention *last = mention_at(p, i + of, SENSE_LAST);
    const struct mention *this = mention_at(p, i + of, SENSE_THIS);
    if (year && !word_is(&p->t, i, ",")) {
        *end = i + of + 1;
        return year;
    }
    if (last && !strcmp(last->value, "12")) {
        *end = last->end;
        return date_this_year(p) - 1;
    }
    if (this && !strcmp(this->value, "12")) {
        *end = this->end;
        return date_this_year(p);
    }
    if (of && word_is(&p->t, i, "of") && word_is(&p->t, i + 1, "the") &&
        word_is(&p->t, i + 2, "year") && !word_among(&p->t, i + 3, "before earlier previous")) {
        *end = i + 3;
        return date_this_year(p);
    }
    return 0;
}

struct span *date_add(struct parsed *p, struct span s)
{
    if (p->spans == SPANS_MAX)
        return NULL;
    p->s[p->spans] = s;
    return &p->s[p->spans++];
}

static const char *day_text(const struct parsed *p, int year, int month, int day)
{
    return arena_printf(p->arena, "%04d-%02d-%02d", year, month, day);
}

int date_small(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || p->t.at[i].kind != TOKEN_NUMBER || strlen(p->t.at[i].word) > 2)
        return 0;
    int day = atoi(p->t.at[i].word);
    return day >= 1 && day <= 31 ? day : 0;
}

/* "24 February 2022", "February 24, 2022". */
int date_take_day(struct parsed *p, int i)
{
    int end = i, day = date_small(p, i), month;
    if (day) {
        int k = i + 1 + word_among(&p->t, i + 1, "st nd rd th");
        month = month_at(p, k, &end);
    } else {
        month = month_at(p, i, &end);
        day = month ? date_small(p, end) : 0;
        end += day != 0;
        end += day && word_among(&p->t, end, "st nd rd th");
    }
    if (!day || !month)
        return 0;
    int comma = word_is(&p->t, end, ","), year = year_at(p, end + comma);
    int of = before_now(p, month) / 100;
    if (!year) { /* on 30 October: of the last such day */
        int now = p->now % 12 + 1;
        of = month > now ? date_this_year(p) - 1 : date_this_year(p);
    }
    int period = (year ? year : of) * 100 + month;
    date_add(p, (struct span){.from = period,
                              .until = period,
                              .day = day_text(p, year ? year : of, month, day),
                              .first = i,
                              .end = year ? end + comma + 1 : end,
                              .yearless = !year});
    return year ? end + comma + 1 - i : end - i;
}

/* "in August 2023 from 3.4 bn in July": the last such month before that; 0: nothing of the kind. */
static int before_span(const struct parsed *p, int i, int month)
{
    const struct span *s = p->spans ? &p->s[p->spans - 1] : NULL;
    if (!s || s->yearless || s->from < 9999 || s->kind != SPAN_SAID)
        return 0;
    for (int k = s->end; k < i; k++)
        if (word_among(&p->t, k, "from than against versus compared after"))
            return (s->from / 100 - (month >= s->from % 100)) * 100 + month;
    return 0;
}

/* Whether a number stands between. */
static bool amount_ahead(const struct parsed *p, int from, int until)
{
    for (int k = from; k < until; k++)
        if (p->t.at[k].kind == TOKEN_NUMBER)
            return true;
    return false;
}

/* "8.9 billion in 2023, of which 1.05 billion in March", "from 4 million in January 2022 to 54
 * million in December": the year that was named; 0: none is meant. */
int date_year_before(const struct parsed *p, int i)
{
    const struct span *s = p->spans ? &p->s[p->spans - 1] : NULL;
    if (!s || s->yearless || s->kind != SPAN_SAID || s->to)
        return 0;
    bool part = false, to = s->from > 9999 && word_is(&p->t, i - 1, "in");
    for (int k = s->end; k < i; k++) {
        part |= word_is(&p->t, k, "including") ||
                (word_is(&p->t, k, "of") && word_among(&p->t, k + 1, "it which them"));
        part |= to && word_is(&p->t, k, "to") && amount_ahead(p, k + 1, i);
    }
    return part ? (s->from > 9999 ? s->from / 100 : s->from) : 0;
}

static bool joins(const struct parsed *p, int i)
{
    return word_among(&p->t, i, "to through until till - and or");
}

/* "July", "July 2023", "January-February 2023", "from June to December 2022". */
int date_take_months(struct parsed *p, int i)
{
    int end, after = 0, second = 0, first = month_at(p, i, &end), own = 0;
    if (!first)
        return 0;
    int year = date_year_said(p, end, &after), last_end = year ? after : end;
    bool hyphen = end < p->t.count && p->t.at[end].joined, link = joins(p, last_end);
    int next = hyphen ? end : link ? last_end + 1 : 0, year2 = 0;
    next += link && word_is(&p->t, next, "in");
    if (next && (second = month_at(p, next, &end))) {
        end += word_is(&p->t, end, "period"); /* the January-June period of 2023 */
        year2 = date_year_said(p, end, &after);
        last_end = year2 ? after : end;
    }
    bool both = second && word_among(&p->t, next - 1, "and or") &&
                !word_is(&p->t, i - 1, "between");
    if (second && year && !year2 && both) /* in July 2023 and in May: two */
        second = 0, last_end = next - 1;
    own = year ? year : 0;
    struct span s = {.first = i, .end = last_end, .to = second != 0, .pair = both && second};
    if (!second) {
        int named = own ? 0 : date_year_before(p, i);
        int earlier = own ? 0 : named ? named * 100 + first : before_span(p, i, first);
        s.from = s.until = own ? own * 100 + first : earlier ? earlier : before_now(p, first);
        s.yearless = !own && !earlier;
    } else {
        own = own || year2 ? own : date_year_before(p, i);
        int until = year2 ? year2 * 100 + second : own ? own * 100 + second : before_now(p, second);
        int from = own ? own * 100 + first : until / 100 * 100 + first;
        s.from = from > until ? from - 100 : from;
        s.until = until;
        s.yearless = !own && !year2;
    }
    bool year_to = word_among(&p->t, i - 1, "to ended ending") &&
                   word_among(&p->t, i - 2, "year months");
    if (year_to && !s.to) /* the year to March 2023 */
        s.from = period_of(period_index(s.until) - 11, 'M');
    date_add(p, s);
    return last_end - i;
}

/* "the three years to" before a year: how many; 0: there are none. */
static int years_to(const struct parsed *p, int i)
{
    double v;
    int at = i - 3;
    if (at < 0 || !word_among(&p->t, i - 1, "to ended ending until") ||
        !word_is(&p->t, i - 2, "years"))
        return 0;
    if (p->t.at[at].kind == TOKEN_NUMBER && strlen(p->t.at[at].word) <= 2)
        return atoi(p->t.at[at].word);
    return p->t.at[at].kind == TOKEN_WORD && word_number(p->t.at[at].at, &v) ? (int)v : 0;
}

/* "2023-24": a fiscal year, which begins in April in India; of others it is not told when. */
static int take_fiscal(struct parsed *p, int i, int first)
{
    bool next = word_is(&p->t, i + 1, "-") && date_small(p, i + 2) == (first + 1) % 100;
    bool india = false;
    for (int k = 0; k < p->mentions; k++)
        india |= p->m[k].value && !strcmp(p->m[k].value, "IND");
    if (!next)
        return 0;
    bool said = word_among(&p->t, i - 1, "year fy");
    date_add(p, (struct span){.from = india ? first * 100 + 4 : first,
                              .until = india ? (first + 1) * 100 + 3 : first + 1,
                              .vague = !india || !said,
                              .first = i,
                              .end = i + 3});
    return 3;
}

/* "2022", "2021 to 2024", "2015-2021", "2022 and 2023", "the three years to 2022". */
int date_take_years(struct parsed *p, int i)
{
    int first = year_at(p, i), second = 0;
    if (!first)
        return 0;
    int fiscal = take_fiscal(p, i, first);
    if (fiscal)
        return fiscal;
    if (word_is(&p->t, i + 1, "so") && word_is(&p->t, i + 2, "far") && first == p->now / 12 &&
        p->now % 12) { /* in 2023 so far */
        date_add(p, (struct span){.from = first * 100 + 1,
                                  .until = period_of(p->now - 1, 'M'),
                                  .first = i,
                                  .end = i + 3});
        return 3;
    }
    if (joins(p, i + 1))
        second = year_at(p, i + 2);
    if (second <= first)
        second = 0;
    bool both = second && word_is(&p->t, i + 1, "and") && !word_is(&p->t, i - 1, "between");
    int run = second ? 0 : years_to(p, i);
    date_add(p, (struct span){.from = run > 1 ? first - run + 1 : first,
                              .run = run > 1 ? run : 0,
                              .until = second ? second : first,
                              .to = second != 0,
                              .pair = both,
                              .first = i,
                              .end = i + (second ? 3 : 1)});
    return second ? 3 : 1;
}
