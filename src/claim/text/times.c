/* times.c - months, years and what is said of them, by the day of publication.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/text/parse.h"
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

static int this_year(const struct parsed *p)
{
    return p->now / 12;
}

/* The last such month before that of publication. */
static int before_now(const struct parsed *p, int month)
{
    int year = this_year(p), now = p->now % 12 + 1;
    return (month >= now ? year - 1 : year) * 100 + month;
}

/* "2023", "of 2023", "last year", "of this year", "the year" at token i: which; 0: none. */
static int year_said(const struct parsed *p, int i, int *end)
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
        return this_year(p) - 1;
    }
    if (this && !strcmp(this->value, "12")) {
        *end = this->end;
        return this_year(p);
    }
    if (of && word_is(&p->t, i, "of") && word_is(&p->t, i + 1, "the") &&
        word_is(&p->t, i + 2, "year")) {
        *end = i + 3;
        return this_year(p);
    }
    return 0;
}

static struct span *add(struct parsed *p, struct span s)
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

static int day_number(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || p->t.at[i].kind != TOKEN_NUMBER || strlen(p->t.at[i].word) > 2)
        return 0;
    int day = atoi(p->t.at[i].word);
    return day >= 1 && day <= 31 ? day : 0;
}

/* "24 February 2022", "February 24, 2022". */
static int take_day(struct parsed *p, int i)
{
    int end = i, day = day_number(p, i), month;
    if (day) {
        int k = i + 1 + word_among(&p->t, i + 1, "st nd rd th");
        month = month_at(p, k, &end);
    } else {
        month = month_at(p, i, &end);
        day = month ? day_number(p, end) : 0;
        end += day != 0;
        end += day && word_among(&p->t, end, "st nd rd th");
    }
    if (!day || !month)
        return 0;
    int comma = word_is(&p->t, end, ","), year = year_at(p, end + comma);
    int of = before_now(p, month) / 100;
    if (!year) { /* on 30 October: of the last such day */
        int now = p->now % 12 + 1;
        of = month > now ? this_year(p) - 1 : this_year(p);
    }
    int period = (year ? year : of) * 100 + month;
    add(p, (struct span){.from = period,
                         .until = period,
                         .day = day_text(p, year ? year : of, month, day),
                         .first = i,
                         .end = year ? end + comma + 1 : end,
                         .yearless = !year});
    return year ? end + comma + 1 - i : end - i;
}

static bool joins(const struct parsed *p, int i)
{
    return word_among(&p->t, i, "to through until till - and or");
}

/* "July", "July 2023", "January-February 2023", "from June to December 2022". */
static int take_months(struct parsed *p, int i)
{
    int end, after = 0, second = 0, first = month_at(p, i, &end), own = 0;
    if (!first)
        return 0;
    int year = year_said(p, end, &after), last_end = year ? after : end;
    bool hyphen = end < p->t.count && p->t.at[end].joined, link = joins(p, last_end);
    int next = hyphen ? end : link ? last_end + 1 : 0, year2 = 0;
    next += link && word_is(&p->t, next, "in");
    if (next && (second = month_at(p, next, &end))) {
        year2 = year_said(p, end, &after);
        last_end = year2 ? after : end;
    }
    bool both = second && word_among(&p->t, next - 1, "and or") &&
                !word_is(&p->t, i - 1, "between");
    if (second && year && !year2 && both) /* in July 2023 and in May: two */
        second = 0, last_end = next - 1;
    own = year ? year : 0;
    struct span s = {.first = i, .end = last_end, .to = second != 0, .pair = both && second};
    if (!second) {
        s.from = s.until = own ? own * 100 + first : before_now(p, first);
        s.yearless = !own;
    } else {
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
    add(p, s);
    return last_end - i;
}

/* "2022", "2021 to 2024", "2015-2021", "2022 and 2023". */
static int take_years(struct parsed *p, int i)
{
    int first = year_at(p, i), second = 0;
    if (!first)
        return 0;
    if (joins(p, i + 1))
        second = year_at(p, i + 2);
    if (second <= first)
        second = 0;
    bool both = second && word_is(&p->t, i + 1, "and") && !word_is(&p->t, i - 1, "between");
    add(p, (struct span){.from = first,
                         .until = second ? second : first,
                         .to = second != 0,
                         .pair = both,
                         .first = i,
                         .end = i + (second ? 3 : 1)});
    return second ? 3 : 1;
}

/* A small number in digits or words at token i. */
static int small_number(const struct parsed *p, int i, int *end)
{
    double v;
    if (i >= p->t.count)
        return 0;
    if (p->t.at[i].kind == TOKEN_NUMBER && strlen(p->t.at[i].word) <= 2) {
        *end = i + 1;
        return atoi(p->t.at[i].word);
    }
    size_t n = p->t.at[i].kind == TOKEN_WORD ? word_number(p->t.at[i].at, &v) : 0;
    *end = i + (n ? tokens_within(&p->t, i, n) : 0);
    return n ? (int)v : 0;
}

static void months_of(struct span *s, int year, int first, int count)
{
    s->from = year * 100 + first;
    s->until = year * 100 + first + count - 1;
}

/* "the first nine months of 2023", "the first half of last year", "the second quarter", "over nine
 * months", "Q3 2023". */
static int take_parts(struct parsed *p, int i)
{
    int end = i, count = 0, which = 1, year, after = 0, start = i;
    const struct mention *nth = mention_at(p, i, SENSE_ORDINAL);
    bool over = word_among(&p->t, i, "over in for within") ||
                (word_is(&p->t, i, "the") && word_is(&p->t, i + 1, "first"));
    if (word_is(&p->t, i, "q") && p->t.at[i].capital && day_number(p, i + 1)) {
        which = day_number(p, i + 1);
        count = 3;
        end = i + 2;
    } else if (nth) {
        which = atoi(nth->value);
        int months = small_number(p, nth->end, &end);
        const struct mention *unit = mention_at(p, months ? end : nth->end, SENSE_SPAN);
        if (!unit || (months && (atoi(unit->value) != 1 || which != 1)))
            return 0;
        count = months ? months : atoi(unit->value);
        end = unit->end;
    } else if (over) { /* over nine months: of the year of publication */
        int months = small_number(p, i + 1, &end);
        const struct mention *unit = months ? mention_at(p, end, SENSE_SPAN) : NULL;
        if (!unit || strcmp(unit->value, "1") != 0 || months < 2)
            return 0;
        count = months;
        end = unit->end;
        start = i + 1;
    } else {
        return 0;
    }
    if (count >= 12 || count * which > 12 || which < 1)
        return 0;
    year = year_said(p, end, &after);
    struct span s = {.first = start, .end = year ? after : end, .yearless = !year};
    if (!year) {
        year = this_year(p);
        if ((which - 1) * count + count > p->now % 12)
            year--;
    }
    months_of(&s, year, (which - 1) * count + 1, count);
    add(p, s);
    return s.end - i;
}

/* "last month", "this year", "now". */
static int take_relative(struct parsed *p, int i)
{
    const struct mention *last = mention_at(p, i, SENSE_LAST), *this = mention_at(p, i, SENSE_THIS);
    const struct mention *m = last ? last : this;
    struct span s = {0};
    if (!m)
        return 0;
    s.first = i;
    s.end = m->end;
    if (last) {
        int month = period_of(p->now - 1, 'M');
        s.from = s.until = !strcmp(m->value, "12") ? this_year(p) - 1 : month;
    } else if (!strcmp(m->value, "12")) {
        s.from = this_year(p) * 100 + 1;
        s.until = period_of(p->now - 1, 'M');
        if (s.until < s.from) /* published in January */
            s.from = s.until = this_year(p);
    } else if (!strcmp(m->value, "1")) {
        s.from = s.until = period_of(p->now, 'M');
    } else {
        s.kind = SPAN_NOW;
        s.from = s.until = this_year(p) - 1;
    }
    add(p, s);
    return s.end - i;
}

/* "the same period of 2021", "the same five months"; what goes before is compared with it. */
static int take_same(struct parsed *p, int i)
{
    const struct mention *m = mention_at(p, i, SENSE_SAME);
    int end = 0, after = 0, year;
    if (m) {
        end = m->end;
    } else if (word_is(&p->t, i, "same") ||
               (word_is(&p->t, i, "the") && word_is(&p->t, i + 1, "same"))) {
        int k = i + 1 + word_is(&p->t, i, "the");
        int n = small_number(p, k, &after);
        const struct mention *unit = mention_at(p, n ? after : k, SENSE_SPAN);
        end = unit ? unit->end : 0;
    }
    if (!end)
        return 0;
    year = year_said(p, end, &after);
    bool earlier = mention_at(p, end, SENSE_YOY) || mention_at(p, end + 1, SENSE_YOY);
    add(p, (struct span){.kind = SPAN_SAME,
                         .from = year,
                         .until = year,
                         .first = i,
                         .end = year ? after : end,
                         .average = earlier});
    return (year ? after : end) - i;
}

static int take_named(struct parsed *p, int i)
{
    static const struct {
        enum sense sense;
        enum span_kind kind;
    } named[] = {{SENSE_YOY, SPAN_YOY},
                 {SENSE_MOM, SPAN_MOM},
                 {SENSE_WAR_YEAR, SPAN_SAID},
                 {SENSE_BEFORE_WAR, SPAN_SAID},
                 {SENSE_SINCE_WAR, SPAN_SAID}};
    for (size_t k = 0; k < sizeof named / sizeof *named; k++) {
        const struct mention *m = mention_at(p, i, named[k].sense);
        if (!m)
            continue;
        struct span s = {.kind = named[k].kind, .first = i, .end = m->end};
        s.before_war = named[k].sense == SENSE_BEFORE_WAR;
        s.since = named[k].sense == SENSE_SINCE_WAR;
        if (s.kind == SPAN_SAID)
            s.from = s.until = s.since ? 202203 : atoi(m->value);
        if (s.since)
            s.until = period_of(p->now - 1, 'M');
        add(p, s);
        return m->end - i;
    }
    return 0;
}

/* "the war's first 100 days", "three years later". */
static int take_others(struct parsed *p, int i)
{
    int end;
    bool days = word_among(&p->t, i, "war war's") && word_is(&p->t, i + 2, "first");
    if (days || (word_is(&p->t, i, "first") && word_is(&p->t, i + 2, "days"))) {
        int k = days ? i + 3 : i + 1;
        if (word_is(&p->t, k, "100") && word_is(&p->t, k + 1, "days")) {
            add(p, (struct span){.from = 202203, .until = 202205, .first = i, .end = k + 2});
            return k + 2 - i;
        }
    }
    int years = word_is(&p->t, i, "a") ? 1 : small_number(p, i, &end);
    end = word_is(&p->t, i, "a") ? i + 1 : end;
    const struct mention *unit = years ? mention_at(p, end, SENSE_SPAN) : NULL;
    const struct mention *war = unit ? mention_at(p, unit->end, SENSE_BEFORE_WAR) : NULL;
    if (war && !strcmp(unit->value, "12")) { /* the five years before the invasion */
        add(p, (struct span){.from = 2022 - years,
                             .until = 2021,
                             .before_war = true,
                             .first = i,
                             .end = war->end});
        return war->end - i;
    }
    if (unit && !strcmp(unit->value, "12") && word_among(&p->t, unit->end, "later") && p->spans) {
        int from = p->s[p->spans - 1].until;
        from = from > 9999 ? from + 100 * years : from + years;
        add(p, (struct span){.from = from, .until = from, .first = i, .end = unit->end + 1});
        return unit->end + 1 - i;
    }
    if (word_is(&p->t, i, "that") && word_among(&p->t, i + 1, "month year quarter period half")) {
        add(p, (struct span){.kind = SPAN_THAT, .first = i, .end = i + 2});
        return 2;
    }
    return 0;
}

typedef int (*take_fn)(struct parsed *p, int i);

void parse_times(struct parsed *p)
{
    static const take_fn all[] = {take_same,   take_named, take_parts,    take_day,
                                  take_months, take_years, take_relative, take_others};
    for (int i = 0; i < p->t.count;) {
        int n = 0;
        for (size_t k = 0; k < sizeof all / sizeof *all && !n; k++)
            n = all[k](p, i);
        if (n && p->spans && word_is(&p->t, p->s[p->spans - 1].first - 1, "since"))
            p->s[p->spans - 1].since = true;
        i += n ? n : 1;
    }
}
