/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/says.h"

#include <math.h>
#include <string.h>

#include "claim/phrase.h"

static bool refuse(struct said *out, const char *why)
{
    out->fault = why;
    out->fault_at = out->fault_at ? out->fault_at : 1;
    return false;
}

/* "900 million and 1 billion": each its own; "5-7 million": the same for both. */
static double scale_of(const struct phrase *r, int i)
{
    double tens = r->tens[i] > 0 ? r->tens[i] : r->tens[1 - i] > 0 ? r->tens[1 - i] : 1;
    double unit = r->unit_scale[i] > 0       ? r->unit_scale[i]
                  : r->unit_scale[1 - i] > 0 ? r->unit_scale[1 - i]
                                             : 1;
    if (r->numbers == 1)
        tens = r->tens[0] > 0 ? r->tens[0] : 1;
    return tens * unit;
}

/* What a number may be wrong by. */
struct slack {
    double digit, round; /* half a unit of its last digit; of its last that is not zero */
    double change;       /* of ratios: how far it is from 1; else the number itself */
};

/* Acceptance around a number by the word that stands before it.  Where less is more (a fall), the
 * words have been turned round before. */
static void accept(struct said *out, enum bound bound, double x, const struct slack *s)
{
    double whole = fabs(x), change = fabs(s->change);
    double digit = x == 0 ? s->digit : fmin(s->digit, 0.05 * whole);
    double plain = fmax(digit, fmin(0.02 * whole, change / 2));
    double about = x == 0 ? s->round
                          : fmax(fmin(s->round, 0.25 * whole), fmin(0.1 * whole, change / 2));
    double almost = fmax(fmin(s->round, 0.25 * whole), fmin(0.15 * whole, 0.3 * change));
    out->much = NAN;
    out->low = x - plain;
    out->high = x + plain;
    if (bound == PLAIN) { /* to the digit; or cut, and the figure is further from no change */
        double step = 2 * s->digit <= 0.05 * whole ? 2 * s->digit : 0;
        bool fall = out->as == SAID_RATIO && x < 1;
        double exact = s->digit > 0 ? fmax(digit, fmin(3 * s->digit, plain)) : plain;
        out->exact_low = x - exact;
        out->exact_high = x + exact;
        out->low = fall ? fmin(out->low, x - step) : out->low;
        out->high = fall ? out->high : fmax(out->high, nextafter(x + step, x));
    } else if (bound == EXACT) {
        out->low = x - fmin(s->digit, 0.005 * whole);
        out->high = x + fmin(s->digit, 0.005 * whole);
    } else if (bound == ABOUT) {
        out->low = x - about;
        out->high = x + about;
    } else if (bound == ALMOST) { /* short of it, on the side of no change */
        bool fall = out->as == SAID_RATIO && x < 1;
        out->low = fall ? x : x - almost;
        out->high = fall ? x + almost : x;
    } else if (bound == ABOVE || bound == AT_LEAST) {
        out->low = bound == ABOVE ? nextafter(x, INFINITY) : x;
        out->high = INFINITY;
        out->much = 2 * x;
    } else if (bound == BELOW || bound == AT_MOST) {
        out->low = -INFINITY;
        out->high = bound == BELOW ? nextafter(x, -INFINITY) : x;
    }
}

static struct slack slack_of(const struct phrase *r, int i, double scale, double change)
{
    return (struct slack){r->step[i] * scale / 2, r->round[i] * scale / 2, change};
}

/* Of a fall, "more than" is below. */
static enum bound turned(enum bound b)
{
    static const enum bound other[] = {
        [PLAIN] = PLAIN,      [EXACT] = EXACT,      [ABOUT] = ABOUT,
        [ALMOST] = ALMOST,    [ABOVE] = BELOW,      [BELOW] = ABOVE,
        [AT_LEAST] = AT_MOST, [AT_MOST] = AT_LEAST, [BETWEEN] = BETWEEN,
    };
    return other[b];
}

/* A change that was said to be one way is not borne out by one the other way. */
static void clip(struct said *out, double x)
{
    if (x > 1)
        out->low = fmax(out->low, nextafter(1, 2));
    else if (x < 1)
        out->high = fmin(out->high, nextafter(1, 0));
}

/* The ratio that a number means: percent of change, or times. */
static double ratio_of(const struct phrase *r, double number)
{
    if (r->percent && r->to) /* fell to 28 % */
        return number / 100;
    if (r->percent)
        return 1 + (r->way < 0 ? -1 : 1) * number / 100;
    return r->way < 0 ? 1 / number : number;
}

static bool mean_word_ratio(struct said *out, const struct phrase *r)
{
    double x = r->half                     ? (r->way < 0 ? 0.5 : 1.5)
               : r->way < 0 && r->word > 1 ? 1 / r->word
                                           : r->word;
    struct slack s = {0.5, 0, x - 1}; /* "doubled" is a plain 2 */
    out->claimed = x;
    accept(out, x < 1 ? turned(r->bound) : r->bound, x, &s);
    clip(out, x);
    if (x == 1) { /* "unchanged": by no more than a twentieth */
        out->low = 0.95;
        out->high = 1.05;
        out->exact_low = out->exact_high = NAN;
    }
    return true;
}

/* "rose", "fell". */
static bool mean_way(struct said *out, int way)
{
    out->claimed = 1;
    out->low = way > 0 ? nextafter(1, 2) : -INFINITY;
    out->high = way > 0 ? INFINITY : nextafter(1, 0);
    out->much = NAN;
    return true;
}

/* What "two thirds", "a quarter" and, but of ranks, "a third" are; 0: nothing of that. */
static double fraction(const struct phrase *r)
{
    bool ordinal = r->word_kind == RANK && r->word >= 3;
    double of = r->part > 0 ? r->part : ordinal ? r->word : 0;
    return of > 0 ? (r->numbers ? r->number[0] : 1) / of : 0;
}

/* "rose by a third", "fell to a quarter", "from 745 to 53,000"; false: something else. */
static bool mean_change(struct said *out, const struct phrase *r, double x)
{
    struct slack s = {0, 0, x - 1};
    out->claimed = x;
    accept(out, r->bound == PLAIN ? ABOUT : x < 1 ? turned(r->bound) : r->bound, x, &s);
    clip(out, x);
    return true;
}

static bool mean_ratio(struct said *out, const struct phrase *r)
{
    double part = fraction(r);
    bool word = !isnan(r->word) && part == 0;
    if (part > 0 && (r->way || r->to))
        return mean_change(out, r, r->to ? part : 1 + r->way * part);
    if (part > 0)
        return refuse(out, "a part of what: say 'rose by a third' or 'fell to a third'");
    if (r->from && r->numbers == 2 && !r->percent && r->number[0] > 0)
        return mean_change(out, r, r->number[1] * scale_of(r, 1) / (r->number[0] * scale_of(r, 0)));
    if (word && !r->numbers && (r->word_kind == RATIO || (r->half && r->way)))
        return mean_word_ratio(out, r);
    if (!word && !r->numbers && r->way)
        return mean_way(out, r->way);
    if (word || !r->numbers || (!r->percent && !r->times && r->way))
        return refuse(out, "no ratio: say '+258 %', 'more than tripled' or '2.5 times'");
    double x = ratio_of(r, r->number[0]);
    struct slack s = slack_of(r, 0, r->percent ? 0.01 : 1, x - 1);
    if (x < 0)
        return refuse(out, "nothing falls by more than 100 %");
    out->claimed = x;
    accept(out, x < 1 ? turned(r->bound) : r->bound, x, &s);
    if (r->numbers == 2) {
        double y = ratio_of(r, r->number[1]);
        out->claimed = (x + y) / 2;
        out->low = fmin(x, y);
        out->high = fmax(x, y);
    }
    clip(out, out->claimed);
    return true;
}

/* "two thirds", "9 out of 10" */
static bool mean_part(struct said *out, const struct phrase *r, double x)
{
    struct slack s = {0, 0, x};
    if (x > 1)
        return refuse(out, "a share is at most 100 %");
    out->claimed = x;
    accept(out, r->bound == PLAIN ? ABOUT : r->bound, x, &s);
    out->high = fmin(out->high, 1);
    out->much = NAN;
    return true;
}

static bool mean_share(struct said *out, const struct phrase *r)
{
    double part = fraction(r);
    out->much = NAN;
    if (r->minus)
        return refuse(out,
                      "a share is not negative: of a gap the other way round, say which it is");
    if (part > 0)
        return mean_part(out, r, part);
    if (r->out_of && r->numbers == 2 && !r->percent)
        return mean_part(out, r, r->number[0] / r->number[1]);
    if (r->numbers) {
        double first = r->number[0] / (r->percent ? 100 : 1);
        struct slack s = slack_of(r, 0, r->percent ? 0.01 : 1, first);
        if (first > 1 || (r->numbers == 2 && r->number[1] > (r->percent ? 100 : 1)))
            return refuse(out, "a share is at most 100 %");
        out->claimed = first;
        accept(out, r->bound, first, &s);
        if (r->numbers == 2) {
            double second = r->number[1] / (r->percent ? 100 : 1);
            out->claimed = (first + second) / 2;
            out->low = fmin(first, second);
            out->high = fmax(first, second);
        }
        out->much = NAN;
        return true;
    }
    if (isnan(r->word) || (r->word_kind != SHARE && r->word != 0))
        return refuse(out, "no share: say '45 %', 'most', 'nearly all', 'half' or 'none'");
    if (r->half) {
        struct slack s = {0, 0, 0.5};
        out->claimed = 0.5;
        accept(out, r->bound == PLAIN ? ABOUT : r->bound, 0.5, &s);
        out->much = NAN;
        return true;
    }
    out->claimed = r->word;
    out->low = r->word > 0 ? nextafter(r->word, 1) : 0;
    out->high = r->word > 0 ? 1 : 0;
    return true;
}

static bool mean_rank(struct said *out, const struct phrase *r)
{
    double rank = r->numbers ? r->number[0] : r->word;
    if (isnan(rank) || rank < 1)
        return refuse(out, "no rank: say 'first', 'second' or 'among the top 4'");
    out->claimed = rank;
    bool among = r->top || (r->numbers && r->word == 1); /* the top 4, the five largest */
    out->low = among ? 1 : rank;
    out->high = rank;
    out->much = NAN;
    return true;
}

static bool mean_truth(struct said *out, const struct phrase *r)
{
    if (isnan(r->word) || (r->word_kind != TRUTH && r->word_kind != VALUE))
        return refuse(out, "neither 'yes' nor 'no'");
    out->claimed = out->low = out->high = r->word;
    out->much = NAN;
    return true;
}

/* Amounts and counts. */
static bool mean_amount(struct said *out, const struct phrase *r)
{
    bool none = !r->numbers && !isnan(r->word) && r->word == 0;
    double scale = scale_of(r, 0);
    if (r->percent || (r->way && !r->to) || r->times || fraction(r) > 0)
        return refuse(out, "an amount is no change: say how much it was");
    if ((!r->numbers && !none) || (r->numbers && !isnan(r->word)))
        return refuse(out, "no number in it, or more than a number");
    if (out->as == SAID_COUNT && *r->unit)
        return refuse(out, "a count has no unit");
    out->claimed = none ? 0 : r->number[0] * scale;
    struct slack s = slack_of(r, 0, none ? 0 : scale, out->claimed);
    if (out->as == SAID_COUNT && r->bound != ABOUT && r->bound != ALMOST)
        s = (struct slack){0, 0, 0};
    accept(out, r->bound, out->claimed, &s);
    if (out->as == SAID_COUNT && r->bound == PLAIN)
        out->low = out->high = out->claimed;
    if (r->numbers == 2) {
        double other = r->number[1] * scale_of(r, 1);
        out->low = fmin(out->claimed, other);
        out->high = fmax(out->claimed, other);
        out->claimed = (out->claimed + other) / 2;
    }
    return true;
}

/* "0.4 bn less", "up by 20 million USD": an amount that has a way. */
static bool mean_difference(struct said *out, const struct phrase *r)
{
    struct phrase amount = *r;
    amount.way = 0;
    if (!r->way || r->to)
        return refuse(out, "no difference: say '0.4 bn USD less' or 'up by 20 million USD'");
    if (!mean_amount(out, &amount))
        return false;
    if (r->way > 0)
        return true;
    double low = out->low, exact = out->exact_low;
    out->claimed = -out->claimed;
    out->low = -out->high;
    out->high = -low;
    out->exact_low = -out->exact_high;
    out->exact_high = -exact;
    out->much = NAN;
    return true;
}

/* "the most", "a record", "highest"; "the least", "lowest". */
static bool mean_record(struct said *out, const struct phrase *r)
{
    if (!r->record)
        return refuse(out, "neither 'the most' nor 'the least'");
    out->claimed = out->low = out->high = r->record;
    out->much = NAN;
    return true;
}

static bool mean(struct said *out, const struct phrase *r, enum said_as as)
{
    switch (as) {
    case SAID_CHANGE:
        return mean_difference(out, r);
    case SAID_RECORD:
        return mean_record(out, r);
    case SAID_RATIO:
        return mean_ratio(out, r);
    case SAID_SHARE:
        return mean_share(out, r);
    case SAID_RANK:
        return mean_rank(out, r);
    case SAID_TRUTH:
        return mean_truth(out, r);
    default:
        return mean_amount(out, r);
    }
}

bool said_parse(struct said *out, const char *text, enum said_as as, struct arena *a)
{
    struct phrase r;
    const char *what;
    int column = phrase_read(&r, text, &what, a);
    *out = (struct said){.text = text,
                         .as = as,
                         .much = NAN,
                         .unit = "",
                         .fault_at = column,
                         .exact_low = NAN,
                         .exact_high = NAN};
    if (column)
        return refuse(out, what);
    if (r.numbers == 2 && r.bound != BETWEEN && !r.out_of && !strstr(text, " to "))
        return refuse(out, "two numbers: say 'between A and B'");
    bool bare = r.negated && as == SAID_TRUTH;
    if (r.mixed || (r.negated && !bare && (as != SAID_LEVEL || r.numbers)))
        return refuse(out, "words that do not go together: say what it was, not what it was not");
    out->unit = r.unit;
    out->per_month = r.monthly;
    bool understood = mean(out, &r, as);
    if (isnan(out->exact_low)) { /* bounds and words: all that bears it out */
        out->exact_low = out->low;
        out->exact_high = out->high;
    }
    out->exact_low = fmax(out->exact_low, out->low);
    out->exact_high = fmin(out->exact_high, out->high);
    return understood;
}

bool said_holds(const struct said *s, double value)
{
    return value >= s->low && value <= s->high;
}

bool said_exactly(const struct said *s, double value)
{
    return value >= s->exact_low && value <= s->exact_high;
}

int said_direction(const struct said *s)
{
    if (s->as != SAID_RATIO)
        return 0;
    if (s->low >= 1)
        return 1;
    if (s->high <= 1)
        return -1;
    return s->claimed > 1 ? 1 : s->claimed < 1 ? -1 : 0;
}
