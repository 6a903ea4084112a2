/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/phrase.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words that carry a value: "second largest" is second; others do not go together. */
static void take_value(struct phrase *r, const struct word *w)
{
    bool ordinal = r->word_kind == RANK && w->kind == RANK && !isnan(r->word);
    r->half |= !strcmp(w->text, "half");
    r->negated |= !strcmp(w->text, "not") || !strcmp(w->text, "no");
    if (w->kind == RANK && !strcmp(w->text, "top")) {
        r->top = true;
        return;
    }
    r->mixed |= !isnan(r->word) && !ordinal;
    r->word = ordinal ? fmax(r->word, w->value) : w->value;
    r->word_kind = w->kind;
}

static void take_word(struct phrase *r, const struct word *w)
{
    int at = r->numbers > 0 ? r->numbers - 1 : 0;
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
        r->tens[at] = w->value;
        break;
    case UNIT:
        r->unit = w->unit;
        r->unit_scale[at] = w->value;
        break;
    case TIMES:
        r->times = true;
        break;
    case MONTHLY:
        r->monthly = true;
        break;
    case PERCENT:
        r->percent = true;
        break;
    case PART:
        r->part = w->value;
        break;
    case OUT_OF:
        r->out_of |= r->numbers == 1;
        break;
    case RECORD:
        r->record = (int)w->value;
        break;
    case FROM:
        r->from |= !r->numbers;
        break;
    case FILLER:
        r->to |= !strcmp(w->text, "to") && !r->numbers;
        break;
    default:
        take_value(r, w);
    }
}

/* "1,065.4" with commas between thousands; the step is 0.1.  NULL: a comma elsewhere. */
static const char *take_number(struct phrase *r, const char *p)
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
    while (round >= 1000 * step && step >= 1)
        step *= 1000; /* 347,000 tonnes are 347 thousand */
    r->step[r->numbers++] = step;
    return p;
}

/* "twenty-five": a step of one, and of "two hundred" what "about" may have rounded to. */
static const char *take_numeral(struct phrase *r, const char *p, double value, size_t n)
{
    double round = value == (int)value ? 1 : 0.5;
    while (round >= 1 && value >= 10 * round && fmod(value, 10 * round) == 0)
        round *= 10;
    r->number[r->numbers] = value;
    r->step[r->numbers] = value == (int)value ? 1 : 0.5;
    r->round[r->numbers++] = round;
    return p + n;
}

static const char *take_currency(struct phrase *r, const char *p)
{
    const char *code = word_currency(p);
    if (!code)
        return NULL;
    r->unit = code;
    r->unit_scale[r->numbers > 0 ? r->numbers - 1 : 0] = 1;
    return p + 3;
}

/* One token; NULL: not understood. */
static const char *take(struct phrase *r, const char *p)
{
    const struct word *w = word_at(p);
    double value;
    size_t n = word_number(p, &value);
    if (n && (!w || strlen(w->text) < n))
        return r->numbers < 2 ? take_numeral(r, p, value, n) : NULL;
    if (w && isdigit((unsigned char)*p)) { /* 5th */
        take_word(r, w);
        return p + strlen(w->text);
    }
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
        else if (!r->numbers) {
            r->minus = *p == '-' && isdigit((unsigned char)*next);
            r->way = *p == '+' ? 1 : -1; /* else a hyphen, as in 5-fold */
        }
        return p + 1;
    }
    if (isspace((unsigned char)*p) || strchr(",.;:", *p))
        return p + 1;
    if (!w)
        return take_currency(r, p);
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

int phrase_read(struct phrase *out, const char *text, const char **what, struct arena *a)
{
    const char *start = plain(text, a), *p = start;
    *out = (struct phrase){.word = NAN, .unit = ""};
    while (*p) {
        const char *next = take(out, p);
        if (!next) {
            size_t n = strcspn(p, " ");
            const char *near = word_near(p, n);
            *what = arena_printf(a, "'%.*s' is not understood%s%s%s", (int)(n ? n : 1), p,
                                 near ? ": is '" : "", near ? near : "", near ? "' meant?" : "");
            return (int)(p - start) + 1;
        }
        p = next;
    }
    return 0;
}
