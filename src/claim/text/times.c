/* times.c - parts of years, and times by other times: last month, a year earlier.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/text/dates.h"
#include "model/period.h"

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

/* "in the second quarter, as in the first": how long a part of a year an ordinal that stands alone
 * is, by the part before it; 0: it is none. */
static int part_before(const struct parsed *p, const struct mention *nth)
{
    const struct span *s = p->spans ? &p->s[p->spans - 1] : NULL;
    bool alone = nth->end >= p->t.count || p->t.at[nth->end].kind == TOKEN_SIGN;
    if (!alone || !s || !word_is(&p->t, nth->first - 1, "the") ||
        !word_among(&p->t, nth->first - 2, "in than from") || s->from < 9999)
        return 0;
    int months = period_index(s->until) - period_index(s->from) + 1;
    return months == 3 || months == 6 ? months : 0;
}

/* "the first nine months of 2023", "the first half of last year", "the second quarter", "over nine
 * months", "Q3 2023". */
static int take_parts(struct parsed *p, int i)
{
    int end = i, count = 0, which = 1, year, after = 0, start = i;
    const struct mention *nth = mention_at(p, i, SENSE_ORDINAL);
    bool over = word_among(&p->t, i, "over in for within") ||
                (word_is(&p->t, i, "the") && word_is(&p->t, i + 1, "first"));
    if (word_is(&p->t, i, "q") && p->t.at[i].capital && date_small(p, i + 1)) {
        which = date_small(p, i + 1);
        count = 3;
        end = i + 2;
    } else if (nth) {
        which = atoi(nth->value);
        int months = small_number(p, nth->end, &end);
        const struct mention *unit = mention_at(p, months ? end : nth->end, SENSE_SPAN);
        if (!unit && !months && (count = part_before(p, nth))) { /* as in the first */
            end = nth->end;
        } else if (!unit || (months && which != 1)) {
            return 0;
        } else { /* the first nine months, the first three quarters */
            count = (months ? months : 1) * atoi(unit->value);
            end = unit->end;
        }
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
    year = date_year_said(p, end, &after);
    struct span s = {.first = start, .end = year ? after : end};
    year = year ? year : date_year_before(p, i);
    s.yearless = !year;
    if (!year) {
        year = date_this_year(p);
        if ((which - 1) * count + count > p->now % 12)
            year--;
    }
    months_of(&s, year, (which - 1) * count + 1, count);
    date_add(p, s);
    return s.end - i;
}

/* "the last quarter of 2023", "the final three months of last year". */
static int take_last_part(struct parsed *p, int i)
{
    int end = i + 1, after,
        n = word_among(&p->t, i, "last final closing latter") ? small_number(p, i + 1, &end) : -1;
    const struct mention *unit = n >= 0 ? mention_at(p, n ? end : i + 1, SENSE_SPAN) : NULL;
    int count = unit ? (n ? n : 1) * atoi(unit->value) : 12;
    int year = count < 12 ? date_year_said(p, unit->end, &after) : 0;
    if (!year)
        return 0;
    struct span s = {.first = i, .end = after};
    months_of(&s, year, 13 - count, count);
    date_add(p, s);
    return after - i;
}

/* "in the summer of 2022": its three months, of the north. */
static int take_season(struct parsed *p, int i)
{
    static const char *const words[] = {"spring", "summer", "autumn", "fall", "winter"};
    static const int first[] = {3, 6, 9, 9, 12};
    size_t which = 0, count = sizeof words / sizeof *words;
    while (which < count && !word_is(&p->t, i, words[which]))
        which++;
    int end, year = which < count ? date_year_said(p, i + 1, &end) : 0;
    if (!year || (word_is(&p->t, i, "fall") && !word_among(&p->t, i - 1, "the in last")))
        return 0;
    struct span s = {.first = i, .end = end, .from = year * 100 + first[which]};
    s.until = period_of(period_index(s.from) + 2, 'M');
    date_add(p, s);
    return end - i;
}

/* "over the past two years", "in the last six months". */
static int take_past(struct parsed *p, int i)
{
    int end, n = word_among(&p->t, i, "past last") ? small_number(p, i + 1, &end) : 0;
    const struct mention *unit = n > 1 ? mention_at(p, end, SENSE_SPAN) : NULL;
    if (!unit || !word_among(&p->t, i - 1, "the these") ||
        !word_among(&p->t, i - 2, "over in during for within"))
        return 0;
    struct span s = {.first = i, .end = unit->end};
    int length = atoi(unit->value), year = date_this_year(p);
    if (length == 12) {
        s.from = year - n;
        s.until = year - 1;
        s.run = n;
    } else if (length == 1) {
        s.from = period_of(p->now - n, 'M');
        s.until = period_of(p->now - 1, 'M');
    } else {
        return 0;
    }
    date_add(p, s);
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
        s.from = s.until = !strcmp(m->value, "12") ? date_this_year(p) - 1 : month;
    } else if (!strcmp(m->value, "12")) {
        s.from = date_this_year(p) * 100 + 1;
        s.until = period_of(p->now - 1, 'M');
        if (s.until < s.from) /* published in January */
            s.from = s.until = date_this_year(p);
    } else if (!strcmp(m->value, "1")) {
        s.from = s.until = period_of(p->now, 'M');
    } else {
        s.kind = SPAN_NOW;
        s.from = s.until = date_this_year(p) - 1;
    }
    date_add(p, s);
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
    year = date_year_said(p, end, &after);
    if (!year && word_is(&p->t, i - 1, "in") && word_is(&p->t, end - 1, "year")) {
        date_add(p, (struct span){.kind = SPAN_LATER, .whole = true, .first = i, .end = end});
        return end - i;
    }
    bool begins = word_is(&p->t, i - 1, "in") && i == 1 && !word_among(&p->t, end, "of last a the");
    if (!year && (begins || word_among(&p->t, i - 1, "over during"))) { /* of what was spoken of */
        date_add(p, (struct span){.kind = SPAN_THAT, .first = i, .end = end});
        return end - i;
    }
    bool earlier = mention_at(p, end, SENSE_YOY) || mention_at(p, end + 1, SENSE_YOY);
    date_add(p, (struct span){.kind = SPAN_SAME,
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
        date_add(p, s);
        return m->end - i;
    }
    return 0;
}

/* "the year after", "in the following year". */
static int take_next_year(struct parsed *p, int i)
{
    bool after = word_is(&p->t, i, "the") && word_is(&p->t, i + 1, "year") &&
                 word_among(&p->t, i + 2, "after afterwards");
    bool next = word_is(&p->t, i, "the") && word_among(&p->t, i + 1, "following next") &&
                word_is(&p->t, i + 2, "year");
    if (next && !p->spans) {
        date_add(p, (struct span){
                        .kind = SPAN_LATER, .years = 1, .whole = true, .first = i, .end = i + 3});
        return 3;
    }
    if ((after || next) && p->spans) { /* the year after: than the one named last */
        int last = p->s[p->spans - 1].until, from = last > 9999 ? last / 100 + 1 : last + 1;
        date_add(p, (struct span){.from = from, .until = from, .first = i, .end = i + 3});
        return 3;
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
            date_add(p, (struct span){.from = 202203, .until = 202205, .first = i, .end = k + 2});
            return k + 2 - i;
        }
    }
    int years = word_is(&p->t, i, "a") ? 1 : small_number(p, i, &end);
    end = word_is(&p->t, i, "a") ? i + 1 : end;
    const struct mention *unit = years ? mention_at(p, end, SENSE_SPAN) : NULL;
    const struct mention *war = unit ? mention_at(p, unit->end, SENSE_BEFORE_WAR) : NULL;
    if (war && !strcmp(unit->value, "12")) { /* the five years before the invasion */
        date_add(p, (struct span){.from = 2022 - years,
                                  .until = 2021,
                                  .before_war = true,
                                  .first = i,
                                  .end = war->end});
        return war->end - i;
    }
    bool of_years = unit && !strcmp(unit->value, "12");
    bool on = unit && word_is(&p->t, unit->end, "on") && word_is(&p->t, unit->end + 1, ",");
    if (of_years && (on || word_is(&p->t, unit->end, "later"))) {
        int from = p->spans ? p->s[p->spans - 1].until : 0;
        from = !from ? 0 : from > 9999 ? from + 100 * years : from + years;
        date_add(p, (struct span){.kind = from ? SPAN_SAID : SPAN_LATER,
                                  .from = from,
                                  .until = from,
                                  .years = years,
                                  .first = i,
                                  .end = unit->end + 1});
        return unit->end + 1 - i;
    }
    if (of_years && years > 1 && word_among(&p->t, i - 1, "in over within") &&
        !word_among(&p->t, unit->end, "earlier before previously ago time since from after") &&
        !(word_among(&p->t, unit->end, "to ended ending until") &&
          date_year_said(p, unit->end + 1, &end))) { /* rose by a half in two years */
        date_add(p,
                 (struct span){
                     .kind = SPAN_YOY, .years = years, .run = years, .first = i, .end = unit->end});
        return unit->end - i;
    }
    if (of_years && word_among(&p->t, unit->end, "earlier before previously ago")) {
        date_add(p,
                 (struct span){.kind = SPAN_YOY, .years = years, .first = i, .end = unit->end + 1});
        return unit->end + 1 - i;
    }
    int next = take_next_year(p, i);
    if (next)
        return next;
    if (word_is(&p->t, i, "that") && word_among(&p->t, i + 1, "month year quarter period half")) {
        date_add(p, (struct span){.kind = SPAN_THAT, .first = i, .end = i + 2});
        return 2;
    }
    return 0;
}

typedef int (*take_fn)(struct parsed *p, int i);

/* "since 2021", "until 2021", "late 2023", "at the end of 2023". */
static void look_before(const struct parsed *p, struct span *s)
{
    int i = s->first - 1;
    bool said = s->kind == SPAN_SAID && !s->to && !s->day && s->from;
    s->since |= word_is(&p->t, i, "since") || /* since the beginning of 2022 */
                (word_is(&p->t, i, "of") && word_among(&p->t, i - 1, "beginning start") &&
                 word_is(&p->t, i - 3, "since"));
    s->before = said && (word_among(&p->t, i, "before until till") ||
                         (word_is(&p->t, i, "to") && word_is(&p->t, i - 1, "prior")));
    s->vague |= said && s->from < 9999 &&
                (word_among(&p->t, i, "early late mid") ||
                 (word_is(&p->t, i, "of") &&
                  word_among(&p->t, i - 1,
                             "months weeks part most much end beginning start close") &&
                  !word_is(&p->t, i - 3, "since")));
}

void parse_times(struct parsed *p)
{
    static const take_fn all[] = {take_same,   take_named,    take_parts,       take_last_part,
                                  take_season, date_take_day, date_take_months, date_take_years,
                                  take_past,   take_relative, take_others};
    for (int i = 0; i < p->t.count;) {
        int n = 0;
        for (size_t k = 0; k < sizeof all / sizeof *all && !n; k++)
            n = all[k](p, i);
        if (n && p->spans)
            look_before(p, &p->s[p->spans - 1]);
        i += n ? n : 1;
    }
}
