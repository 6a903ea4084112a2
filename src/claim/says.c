/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/says.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/words.h"

/* What has been read of a phrase. */
struct reading {
    enum bound bound;
    double number[2];
    double step[2], round[2]; /* a unit of the last printed digit; of the last that is not 0 */
    int numbers;
    double word; /* a value said in words; NAN: none */
    enum word_kind word_kind;
    double tens, unit_scale;
    int way;
    bool percent, times, top, monthly, half;
    const char *unit;
};

/* --- reading --- */

static void take_word(struct reading *r, const struct word *w)
{
    switch (w->kind) {
    case BOUND:
        r->bound = (enum bound)w->value;
        if (!strncmp(w->text, "practically", 11)) {
            r->word = 0;
            r->word_kind = VALUE;
        }
        break;
    case WAY:
        r->way = (int)w->value;
        break;
    case TENS:
        r->tens = w->value;
        break;
    case UNIT:
        r->unit = w->unit;
        r->unit_scale = w->value;
        break;
    case TIMES:
        r->times = true;
        break;
    case MONTHLY:
        r->monthly = true;
        break;
    case FILLER:
        break;
    default:
        r->half |= !strcmp(w->text, "half");
        r->top |= !strcmp(w->text, "top");
        if (!r->top || w->value > 0) {
            r->word = w->value;
            r->word_kind = w->kind;
        }
    }
}

/* "1,065.4" with commas between thousands; the step is 0.1.  NULL: a comma elsewhere. */
static const char *take_number(struct reading *r, const char *p)
{
    char digits[32];
    size_t n = 0;
    double step = 1;
    bool point = false;
    for (; n + 1 < sizeof digits; p++) {
        if (*p == ',' && isdigit((unsigned char)p[1]) && !point) {
            if (strspn(p + 1, "0123456789") != 3)
                return NULL;
            continue;
        }
        if (*p == '.' && isdigit((unsigned char)p[1]) && !point)
            point = true;
        else if (!isdigit((unsigned char)*p))
            break;
        else if (point)
            step /= 10;
        digits[n++] = *p;
    }
    digits[n] = '\0';
    double round = step; /* of 48000, what "about" may have rounded to */
    if (!point)
        for (size_t i = n; i > 1 && digits[i - 1] == '0'; i--)
            round *= 10;
    r->number[r->numbers] = strtod(digits, NULL);
    r->round[r->numbers] = round;
    r->step[r->numbers++] = step;
    return p;
}

/* One token; NULL: not understood. */
static const char *take(struct reading *r, const char *p)
{
    const struct word *w;
    if (isdigit((unsigned char)*p))
        return r->numbers < 2 ? take_number(r, p) : NULL;
    if (*p == '%') {
        r->percent = true;
        return p + 1;
    }
    if (*p == '+' || *p == '-') {
        const char *next = p + 1 + strspn(p + 1, " ");
        if (*p == '-' && r->numbers == 1 && isdigit((unsigned char)*next))
            r->bound = BETWEEN;
        else if (!r->numbers)
            r->way = *p == '+' ? 1 : -1; /* else a hyphen, as in 5-fold */
        return p + 1;
    }
    if (isspace((unsigned char)*p) || strchr(",.;:", *p))
        return p + 1;
    w = word_at(p);
    if (!w)
        return NULL;
    take_word(r, w);
    return p + strlen(w->text);
}

/* Lower case, and dashes and signs of typesetters as ASCII; columns shift only within the text. */
static char *plain(const char *text, struct arena *a)
{
    static const char *const signs[][2] = {{"\xe2\x80\x93", "-"},  {"\xe2\x80\x94", "-"},
                                           {"\xe2\x88\x92", "-"},  {"\xe2\x89\xa5", ">="},
                                           {"\xe2\x89\xa4", "<="}, {"\xe2\x89\x88", "~"},
                                           {"\xc2\xa0", " "},      {"\xc3\x97", "x"}};
    char *out = arena_array(a, char, strlen(text) + 1), *to = out;
    for (const char *p = text; *p;) {
        size_t i = 0, count = sizeof signs / sizeof *signs;
        while (i < count && strncmp(p, signs[i][0], strlen(signs[i][0])) != 0)
            i++;
        if (i < count) {
            to = stpcpy(to, signs[i][1]);
            p += strlen(signs[i][0]);
        } else {
            *to++ = (char)tolower((unsigned char)*p++);
        }
    }
    *to = '\0';
    return out;
}

/* --- meaning --- */

static bool refuse(struct said *out, const char *why)
{
    out->fault = why;
    out->fault_at = out->fault_at ? out->fault_at : 1;
    return false;
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
    if (bound == EXACT) {
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

static struct slack slack_of(const struct reading *r, int i, double scale, double change)
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
static double ratio_of(const struct reading *r, double number)
{
    if (r->percent)
        return 1 + (r->way < 0 ? -1 : 1) * number / 100;
    return r->way < 0 ? 1 / number : number;
}

static bool mean_word_ratio(struct said *out, const struct reading *r)
{
    double x = r->half                     ? (r->way < 0 ? 0.5 : 1.5)
               : r->way < 0 && r->word > 1 ? 1 / r->word
                                           : r->word;
    struct slack s = {0, 0, x - 1};
    out->claimed = x;
    accept(out, x < 1 ? turned(r->bound) : r->bound, x, &s);
    clip(out, x);
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

static bool mean_ratio(struct said *out, const struct reading *r)
{
    bool word = !isnan(r->word);
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

static bool mean_share(struct said *out, const struct reading *r)
{
    out->much = NAN;
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

static bool mean_rank(struct said *out, const struct reading *r)
{
    double rank = r->numbers ? r->number[0] : r->word;
    if (isnan(rank) || rank < 1)
        return refuse(out, "no rank: say 'first', 'second' or 'among the top 4'");
    out->claimed = rank;
    out->low = r->top ? 1 : rank;
    out->high = rank;
    out->much = NAN;
    return true;
}

static bool mean_truth(struct said *out, const struct reading *r)
{
    if (isnan(r->word) || (r->word_kind != TRUTH && r->word_kind != VALUE))
        return refuse(out, "neither 'yes' nor 'no'");
    out->claimed = out->low = out->high = r->word;
    out->much = NAN;
    return true;
}

/* Amounts and counts. */
static bool mean_amount(struct said *out, const struct reading *r)
{
    double scale = r->tens * r->unit_scale;
    bool none = !r->numbers && !isnan(r->word) && r->word == 0;
    if (r->percent || (!r->numbers && !none))
        return refuse(out, r->percent ? "a percentage is no amount" : "no number in it");
    out->claimed = none ? 0 : r->number[0] * scale;
    struct slack s = slack_of(r, 0, none ? 0 : scale, out->claimed);
    if (out->as == SAID_COUNT)
        s = (struct slack){0, 0, 0};
    accept(out, out->as == SAID_COUNT && r->bound == PLAIN ? EXACT : r->bound, out->claimed, &s);
    if (out->as == SAID_COUNT && r->bound == PLAIN)
        out->low = out->high = out->claimed;
    if (r->numbers == 2) {
        out->claimed = (r->number[0] + r->number[1]) / 2 * scale;
        out->low = fmin(r->number[0], r->number[1]) * scale;
        out->high = fmax(r->number[0], r->number[1]) * scale;
    }
    return true;
}

bool said_parse(struct said *out, const char *text, enum said_as as, struct arena *a)
{
    struct reading r = {.word = NAN, .tens = 1, .unit_scale = 1, .unit = ""};
    const char *start = plain(text, a), *p = start;
    *out = (struct said){.text = text, .as = as, .much = NAN, .unit = ""};
    while (*p) {
        const char *next = take(&r, p);
        if (!next) {
            out->fault_at = (int)(p - start) + 1;
            return refuse(out, arena_printf(a, "'%.*s' is not understood",
                                            (int)strcspn(p, " ") ? (int)strcspn(p, " ") : 1, p));
        }
        p = next;
    }
    if (r.numbers == 2 && r.bound != BETWEEN && !strstr(start, " to "))
        return refuse(out, "two numbers: say 'between A and B'");
    out->unit = r.unit;
    out->per_month = r.monthly;
    switch (as) {
    case SAID_RATIO:
        return mean_ratio(out, &r);
    case SAID_SHARE:
        return mean_share(out, &r);
    case SAID_RANK:
        return mean_rank(out, &r);
    case SAID_TRUTH:
        return mean_truth(out, &r);
    default:
        return mean_amount(out, &r);
    }
}

bool said_holds(const struct said *s, double value)
{
    return value >= s->low && value <= s->high;
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
