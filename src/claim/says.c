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
    double number[2], step[2]; /* step: one unit of the last printed digit */
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

/* "1,065.4" with commas between thousands; the step is 0.1. */
static const char *take_number(struct reading *r, const char *p)
{
    char digits[32];
    size_t n = 0;
    double step = 1;
    bool point = false;
    for (; n + 1 < sizeof digits; p++) {
        if (*p == ',' && isdigit((unsigned char)p[1]) && !point)
            continue;
        if (*p == '.' && isdigit((unsigned char)p[1]) && !point)
            point = true;
        else if (!isdigit((unsigned char)*p))
            break;
        else if (point)
            step /= 10;
        digits[n++] = *p;
    }
    digits[n] = '\0';
    if (!point) /* round hundreds were not counted to the last digit: 48000, 1300 */
        for (size_t i = n; i > 1 && digits[i - 1] == '0'; i--)
            step *= 10;
    r->number[r->numbers] = strtod(digits, NULL);
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
        bool range = *p == '-' && r->numbers == 1;
        if (range)
            r->bound = BETWEEN;
        else
            r->way = *p == '+' ? 1 : -1;
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

/* Acceptance around a number by the word that stands before it. */
static void accept(struct said *out, enum bound bound, double x, double half)
{
    double wide = fmax(half, 0.1 * fabs(x)), low = fmax(half, 0.15 * fabs(x));
    out->much = NAN;
    out->low = x - fmax(half, 0.02 * fabs(x));
    out->high = x + fmax(half, 0.02 * fabs(x));
    if (bound == EXACT) {
        out->low = x - half;
        out->high = x + half;
    } else if (bound == ABOUT) {
        out->low = x - wide;
        out->high = x + wide;
    } else if (bound == ALMOST) {
        out->low = x - low;
        out->high = x;
    } else if (bound == ABOVE || bound == AT_LEAST) {
        out->low = bound == ABOVE ? nextafter(x, INFINITY) : x;
        out->high = INFINITY;
        out->much = 2 * x;
    } else if (bound == BELOW || bound == AT_MOST) {
        out->low = -INFINITY;
        out->high = bound == BELOW ? nextafter(x, -INFINITY) : x;
    }
}

static bool mean_ratio(struct said *out, const struct reading *r)
{
    double x[2] = {r->number[0], r->number[1]}, half = r->step[0] / 2;
    if (!isnan(r->word) && r->word_kind == RATIO) {
        out->claimed = r->word;
        accept(out, r->bound, r->word, 0);
        return true;
    }
    if (!r->numbers && r->way) { /* rose, fell */
        out->claimed = 1;
        out->low = r->way > 0 ? nextafter(1, 2) : -INFINITY;
        out->high = r->way > 0 ? INFINITY : nextafter(1, 0);
        out->much = NAN;
        return true;
    }
    if (!r->numbers || (!r->percent && !r->times && r->way))
        return refuse(out, "no ratio: say '+258 %', 'more than tripled' or '2.5 times'");
    enum bound bound = r->bound;
    for (int i = 0; i < r->numbers; i++)
        x[i] = r->percent ? 1 + (r->way < 0 ? -1 : 1) * x[i] / 100 : x[i];
    if (r->percent && r->way < 0) /* fell by more than 50 %: below 0.5 */
        bound = bound == ABOVE      ? BELOW
                : bound == AT_LEAST ? AT_MOST
                : bound == BELOW    ? ABOVE
                : bound == AT_MOST  ? AT_LEAST
                                    : bound;
    out->claimed = x[0];
    accept(out, bound, x[0], r->percent ? half / 100 : half);
    if (r->numbers == 2) {
        out->claimed = (x[0] + x[1]) / 2;
        out->low = fmin(x[0], x[1]);
        out->high = fmax(x[0], x[1]);
    }
    return true;
}

static bool mean_share(struct said *out, const struct reading *r)
{
    out->much = NAN;
    if (r->numbers) {
        double first = r->number[0] / (r->percent ? 100 : 1);
        out->claimed = first;
        accept(out, r->bound, first, r->step[0] / 2 / (r->percent ? 100 : 1));
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
        out->claimed = 0.5;
        accept(out, r->bound == PLAIN ? ABOUT : r->bound, 0.5, 0);
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
    if (!r->numbers && !none)
        return refuse(out, "no number in it");
    out->claimed = none ? 0 : r->number[0] * scale;
    if (out->as == SAID_COUNT) {
        accept(out, r->bound == PLAIN ? EXACT : r->bound, out->claimed, 0);
    } else {
        accept(out, r->bound, out->claimed, none ? 0 : r->step[0] * scale / 2);
        if (none)
            out->low = out->high = 0;
    }
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
