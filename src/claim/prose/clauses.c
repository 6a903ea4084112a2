/* clauses.c - where one amount and its circumstances end, what an amount is, and how tests write
 * it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/prose/build.h"
#include "model/period.h"

/* --- clauses --- */

static bool between_areas(const struct parsed *p, int i)
{
    bool before = mention_before(p, i, SENSE_AREA) || mention_before(p, i, SENSE_PEOPLE_OF);
    return before && (mention_at(p, i + 1, SENSE_AREA) || mention_at(p, i + 1, SENSE_PEOPLE_OF)) &&
           word_is(&p->t, i, "and");
}

static bool trade_word(const struct parsed *p, int i)
{
    return mention_at(p, i, SENSE_IMPORT_NOUN) || mention_at(p, i, SENSE_EXPORT_NOUN) ||
           mention_at(p, i, SENSE_IMPORT_VERB) || mention_at(p, i, SENSE_EXPORT_VERB) ||
           mention_at(p, i, SENSE_REEXPORT_NOUN) || mention_at(p, i, SENSE_REEXPORT_VERB);
}

/* "not a single export" */
static bool not_single(const struct parsed *p, int i)
{
    if (!word_is(&p->t, i, "single") || !word_is(&p->t, i - 1, "a"))
        return false;
    for (int k = i - 2; k >= 0 && k > i - 6; k--)
        if (word_among(&p->t, k, "not without never"))
            return true;
    for (int k = i - 2; k >= 0 && k > i - 16; k--)
        if (word_is(&p->t, k, "neither"))
            return true;
    return false;
}

/* "for every dollar of bearings that Berlin stopped selling" */
static bool of_every(const struct parsed *p, int i)
{
    while (--i >= 0)
        if (word_is(&p->t, i, "every"))
            return true;
    return false;
}

/* "did not export ... ": goods follow, and no amount or comparison that is denied. */
static bool sold_nothing(const struct parsed *p, int i, int end)
{
    bool goods = false;
    for (; i < end; i++) {
        if (amount_over(p, i) || word_among(&p->t, i,
                                            "more less fewer as enough much only until "
                                            "because than alone"))
            return false;
        goods |= mention_at(p, i, SENSE_GOODS) != NULL;
    }
    return goods;
}

bool trade_in_no(const struct parsed *p, int i)
{
    int k = i + 1;
    if (word_is(&p->t, i, "not") && word_is(&p->t, k, "a"))
        k += 1 + word_is(&p->t, k + 1, "single");
    else if (word_is(&p->t, i, "none") && word_is(&p->t, k, "of"))
        k += 1 + word_is(&p->t, k + 1, "the");
    else if (!word_is(&p->t, i, "no"))
        return false;
    k += word_is(&p->t, k, "single");
    return word_among(&p->t, k, "month months year years quarter quarters week weeks");
}

bool trade_nothing(const struct parsed *p, int i, int end)
{
    const struct mention *z = mention_at(p, i, SENSE_ZERO), *s = mention_at(p, i, SENSE_STOP);
    if (trade_in_no(p, i))
        return false;
    if (not_single(p, i) || (s && trade_word(p, s->end)))
        return !of_every(p, i);
    bool nearly = word_among(&p->t, i - 1, "almost nearly virtually") ||
                  (word_is(&p->t, i - 1, "but") && word_is(&p->t, i - 2, "all"));
    if (!z || s || amount_over(p, i) || (nearly && !word_among(&p->t, i, "none nothing no")))
        return false;
    if (word_among(&p->t, z->end, "was were has have had")) { /* none was registered */
        bool trade = false;
        for (int k = z->end + 1; k < z->end + 4 && k < end; k++)
            trade |= trade_word(p, k) || mention_over(p, k, SENSE_FLOW_TO) ||
                     mention_over(p, k, SENSE_FLOW_FROM) || word_among(&p->t, k, "gone");
        if (!trade && word_among(&p->t, i, "none not nothing"))
            return false;
    }
    if (word_among(&p->t, i, "zero nil"))
        return word_among(&p->t, i - 1, "to at was were ,") != 0;
    if (word_is(&p->t, i, "did")) /* did not export cars; not: did not export more than */
        return sold_nothing(p, z->end, end);
    if (z->end - z->first > 1 || word_among(&p->t, i, "none nothing"))
        return true;
    if (!word_is(&p->t, i, "no"))
        return !word_among(&p->t, i, "zero not never ceased");
    if (word_is(&p->t, i + 1, "other")) /* no other country sent more */
        return false;
    for (int k = i + 1; k < end && k < i + 4; k++)
        if (mention_at(p, k, SENSE_GOODS) || trade_word(p, k))
            return true;
    return false;
}

/* What a test may be made of: an amount, or a word that says nothing was traded. */
struct anchor {
    int first, end;
    const struct amount *v;
};

static int anchors_of(const struct parsed *p, struct anchor *out)
{
    int n = 0, next = 0;
    for (int i = 0; i < p->t.count && n < ANCHORS_MAX; i++) {
        if (next < p->amounts && p->v[next].first == i) {
            bool small = p->v[next].kind == AMOUNT_PLAIN && p->t.at[i].kind == TOKEN_WORD;
            if (!small)
                out[n++] = (struct anchor){i, p->v[next].end, &p->v[next]};
            next++;
        } else if (trade_nothing(p, i, p->t.count) || trade_ranked(p, i)) {
            out[n++] = (struct anchor){i, i + 1, NULL};
        }
    }
    return n;
}

/* Where the clause of one ends and that of the next begins; 0: they are one. */
static int border(const struct parsed *p, const struct anchor *a, const struct anchor *b)
{
    bool like = a->v && b->v && a->v->kind == b->v->kind;
    for (int i = a->end; i < b->first; i++) {
        bool alike = like && i == a->end && b->first == i + 1;
        if (span_over(p, i) || between_areas(p, i) || (alike && word_is(&p->t, i, "and")))
            continue;
        if (word_among(&p->t, i, ", ; and but while whereas yet or - ("))
            return i;
        if (i > a->end && word_is(&p->t, i, "against") && i >= b->first - 3)
            return i;
        if (word_among(&p->t, i, "against after from versus compared") && i >= b->first - 2)
            return i;
        if (word_is(&p->t, i, "of") && word_is(&p->t, i + 1, "which"))
            return i;
        if (word_is(&p->t, i, "to") && i == b->first - 1 && span_over(p, i - 1))
            return i;
    }
    return 0;
}

/* "exports of ore, of which Poland took 38 %": what is said aside is a clause of its own. */
static int set_aside(const struct parsed *p, struct clause *c, int n)
{
    for (int k = 0; k < n && n < ANCHORS_MAX; k++)
        for (int i = c[k].first + 1; i + 1 < c[k].end; i++)
            if (word_is(&p->t, i, ",") && word_is(&p->t, i + 1, "of") &&
                word_is(&p->t, i + 2, "which")) {
                memmove(c + k + 1, c + k, (size_t)(n - k) * sizeof *c);
                c[k].end = c[k + 1].first = i + 1;
                return n + 1;
            }
    return n;
}

int trade_clauses(const struct parsed *p, struct clause *out)
{
    struct anchor a[ANCHORS_MAX];
    int n = 0, first = 0, count = anchors_of(p, a);
    for (int i = 0; i + 1 < count; i++) {
        int at = border(p, &a[i], &a[i + 1]);
        if (at) {
            out[n++] = (struct clause){first, at};
            first = at;
        }
    }
    out[n++] = (struct clause){first, p->t.count};
    return set_aside(p, out, n);
}

/* --- what an amount is --- */

bool trade_sense(const struct parsed *p, int from, int until, enum sense s)
{
    for (int i = from < 0 ? 0 : from; i < until && i < p->t.count; i++)
        if (mention_over(p, i, s))
            return true;
    return false;
}

int trade_way_at(const struct parsed *p, int i)
{
    if (i < 0 || i >= p->t.count || p->t.at[i].kind != TOKEN_WORD)
        return 0;
    if (word_is(&p->t, i + 1, "short") || word_is(&p->t, i + 2, "short")) /* fell just short of */
        return 0;
    if (word_is(&p->t, i, "short") && word_among(&p->t, i - 1, "fell fall falls falling just"))
        return 0;
    if (word_among(
            &p->t, i,
            "below behind short reduction falls drops declines losses plunge slump shrinking "
            "collapse halving down decreased under loss less fewer"))
        return -1;
    if (word_among(&p->t, i,
                   "above ahead rises increases gains growing gain jumping surging swell "
                   "leap climb climbing more"))
        return 1;
    const struct word *w = word_at(p->t.at[i].at);
    return w && w->kind == WAY ? (int)w->value : 0;
}

/* Which way an amount goes: 1, -1; 0: it is no change. */
int trade_way(const struct parsed *p, const struct clause *c, const struct amount *v)
{
    for (int i = v->end; i < v->end + 2 && i < p->t.count; i++) {
        int way = trade_way_at(p, i);
        if (way && !word_among(&p->t, i, "over above") && !word_is(&p->t, i + 1, "from"))
            return way;
        if (way && word_among(&p->t, i, "above"))
            return way;
        if (!word_among(&p->t, i, "year on-year annual sharp the a"))
            break;
    }
    bool by = word_is(&p->t, v->first - 1, "by");
    for (int i = v->first - 1; i >= c->first && i >= v->first - (by ? 14 : 4); i--) {
        int way = trade_way_at(p, i);
        if (way && !mention_over(p, i, SENSE_EVENT))
            return way;
        if (!by && word_among(&p->t, i, "to at of , reached"))
            if (!(word_is(&p->t, i, "of") && trade_way_at(p, i - 1)))
                return 0;
    }
    return 0;
}

static bool to_amount(const struct parsed *p, const struct amount *v)
{
    return word_among(&p->t, v->first - 1, "to at");
}

bool trade_aside(const struct parsed *p, const struct clause *c)
{
    int i = c->first + word_is(&p->t, c->first, ",");
    return word_is(&p->t, i, "of") && word_is(&p->t, i + 1, "which");
}

/* Whether it is a part of something. */
bool trade_is_share(const struct building *b, const struct clause *c, const struct amount *v,
                    int way)
{
    const struct parsed *p = b->p;
    bool part = v->kind == AMOUNT_PERCENT || v->kind == AMOUNT_FRACTION || v->kind == AMOUNT_MOST;
    if (!part)
        return false;
    bool of = word_is(&p->t, v->end, "of") &&
              !word_among(&p->t, v->end + 1, "what 2021 2022 2023 2024 2020 2019");
    bool word = trade_sense(p, c->first, v->first, SENSE_SHARE_WORD);
    bool verb = trade_sense(p, v->first - 5, v->first, SENSE_SHARE_VERB);
    bool was = word_among(&p->t, v->end, "were was is are came comes come went goes") ||
               mention_at(p, v->end, SENSE_PEOPLE_OF) || mention_at(p, v->end, SENSE_FLOW_FROM) ||
               mention_at(p, v->end, SENSE_FLOW_TO);
    if (of && word_among(&p->t, v->end + 1, "it this that which them"))
        return verb || (v->end + 2 < c->end &&
                        word_among(&p->t, v->end + 2, "was were is are went goes came comes"));
    bool aside = trade_aside(p, c) && !way;
    bool fronted = c->first == 0 && word_is(&p->t, 0, "of") && !trade_way_at(p, v->end) && !way;
    if (fronted || aside) /* Of the ore that China bought, the Philippines supplied 86 % */
        return true;
    if (v->kind == AMOUNT_MOST)
        return word_is(&p->t, v->end, "of") || verb || was;
    if (word && (to_amount(p, v) || !way || word_is(&p->t, v->first - 1, "from")))
        return true;
    return (of || verb || (was && !way)) && !trade_way_at(p, v->end);
}

/* --- values as tests write them --- */

static const char *number_text(const struct amount *v, struct arena *a)
{
    double n = v->number;
    const char *one = n == floor(n) && fabs(n) < 1e15 ? arena_printf(a, "%.0f", n)
                                                      : arena_printf(a, "%.10g", n);
    if (isnan(v->second))
        return one;
    return arena_printf(a, "%s-%.10g", one, v->second);
}

/* "more than 75 million USD" */
const char *trade_amount(const struct building *b, const struct amount *v)
{
    struct arena *a = b->p->arena;
    return arena_printf(a, "%s%s%s%s%s%s%s", v->bound == BETWEEN ? "" : v->bound_word,
                        number_text(v, a), *v->tens ? " " : "", v->tens, *v->unit ? " " : "",
                        v->unit, v->per_month ? " per month" : "");
}

const char *trade_percent(const struct building *b, const struct amount *v, int way)
{
    struct arena *a = b->p->arena;
    const char *sign = way > 0 ? "+" : way < 0 ? "-" : "";
    if (v->kind == AMOUNT_FRACTION) /* "by a third" is about a third */
        return arena_printf(a, "%s%s%.4g %%", *v->bound_word ? v->bound_word : "about ", sign,
                            100 * v->number);
    return arena_printf(a, "%s%s%s %%", v->bound == BETWEEN ? "" : v->bound_word, sign,
                        number_text(v, a));
}

const char *trade_times(const struct building *b, const struct amount *v)
{
    struct arena *a = b->p->arena;
    if (v->word)
        return arena_printf(a, "%s%s", v->bound_word, v->word);
    return arena_printf(a, "%s%s times", v->bound_word, number_text(v, a));
}
