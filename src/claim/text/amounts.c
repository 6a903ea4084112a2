/* amounts.c - numbers with what they are of.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/text/parse.h"

/* The word of numbers (claim/words.h) of a kind at token i; *end: the token after it. */
static const struct word *word_of(const struct parsed *p, int i, enum word_kind kind, int *end)
{
    if (i < 0 || i >= p->t.count)
        return NULL;
    const struct word *w = word_at(p->t.at[i].at);
    if (!w || w->kind != kind)
        return NULL;
    *end = i + tokens_within(&p->t, i, strlen(w->text));
    return w;
}

static const char *const bound_words[] = {
    [PLAIN] = "",           [EXACT] = "exactly ",   [ABOUT] = "about ",
    [ALMOST] = "almost ",   [ABOVE] = "more than ", [AT_LEAST] = "at least ",
    [BELOW] = "less than ", [AT_MOST] = "at most ", [BETWEEN] = "between ",
};

static int take_bound(const struct parsed *p, int i, struct amount *v)
{
    int end = i;
    const struct word *w = word_of(p, i, BOUND, &end);
    if (word_is(&p->t, i, "not") && word_is(&p->t, i + 1, "quite")) {
        v->bound = ALMOST;
        end = i + 2;
    } else if (word_is(&p->t, i, "as") && word_among(&p->t, i + 1, "high low") &&
               word_is(&p->t, i + 2, "as")) {
        end = i + 3;
    } else if (w) {
        v->bound = (enum bound)w->value;
        if (!strncmp(w->text, "as m", 4)) /* as much as 300: about that */
            v->bound = ABOUT;
    } else {
        return i;
    }
    if (word_is(&p->t, end, "the") && (v->bound == ABOVE || v->bound == BELOW))
        v->bound = PLAIN; /* less than the 5,611 kg of a year earlier: these are said exactly */
    v->bound_word = bound_words[v->bound];
    while (word_among(&p->t, end, "a the just only record another further"))
        if (word_is(&p->t, end, "a") && !word_is(&p->t, end + 1, "record"))
            break;
        else
            end++;
    return end;
}

static const char *currency_sign(const struct parsed *p, int i, int *end)
{
    static const char *const signs[][2] = {
        {"$", "USD"},        {"\xe2\x82\xac", "EUR"}, {"\xc2\xa3", "GBP"},
        {"\xc2\xa5", "JPY"}, {"\xe2\x82\xb9", "INR"}, {"\xe2\x82\xbd", "RUB"}};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
        if (word_is(&p->t, i, signs[k][0])) {
            *end = i + 1;
            return signs[k][1];
        }
    static const char *const dollars[][2] = {{"a", "AUD"},  {"au", "AUD"}, {"c", "CAD"},
                                             {"ca", "CAD"}, {"hk", "HKD"}, {"nz", "NZD"},
                                             {"s", "SGD"}};
    for (size_t k = 0; k < sizeof dollars / sizeof *dollars; k++)
        if (word_is(&p->t, i, dollars[k][0]) && word_is(&p->t, i + 1, "$") &&
            p->t.at[i].end == p->t.at[i + 1].start) {
            *end = i + 2;
            return dollars[k][1];
        }
    if (word_among(&p->t, i, "us") && word_is(&p->t, i + 1, "$")) {
        *end = i + 2;
        return "USD";
    }
    if (i < p->t.count && p->t.at[i].upper && strlen(p->t.at[i].word) == 3 && i + 1 < p->t.count &&
        p->t.at[i + 1].kind == TOKEN_NUMBER && word_currency(p->t.at[i].at)) {
        *end = i + 1;
        return word_currency(p->t.at[i].at);
    }
    return NULL;
}

static double digits(const char *word)
{
    char text[32];
    size_t n = 0;
    for (const char *c = word; *c && n + 1 < sizeof text; c++) {
        bool thousands = *c == ',' && strspn(c + 1, "0123456789") == 3;
        if (!thousands) /* 1,5 is one and a half */
            text[n++] = *c == ',' ? '.' : *c;
    }
    text[n] = '\0';
    return strtod(text, NULL);
}

/* A number in digits or words. */
static bool take_number(const struct parsed *p, int i, double *v, int *end)
{
    if (i >= p->t.count || span_over(p, i))
        return false;
    if (p->t.at[i].kind == TOKEN_NUMBER) {
        *v = digits(p->t.at[i].word);
        *end = i + 1;
        return *v < 1e15 && !word_among(&p->t, i + 1, "st nd rd th");
    }
    size_t n = p->t.at[i].kind == TOKEN_WORD ? word_number(p->t.at[i].at, v) : 0;
    if (!n)
        return false;
    *end = i + tokens_within(&p->t, i, n);
    return true;
}

/* "million", "bn"; m, k, b and t only right behind the number. */
static const char *take_tens(const struct parsed *p, int i, bool money, int *end)
{
    int at = *end;
    const struct word *w = word_of(p, i, TENS, &at);
    if (!w || (!money && strlen(w->text) == 1 && p->t.at[i].start != p->t.at[i - 1].end))
        return "";
    *end = at;
    return w->value == 1e3    ? "thousand"
           : w->value == 1e6  ? "million"
           : w->value == 1e9  ? "bn"
           : w->value == 1e12 ? "tn"
                              : "hundred";
}

static void take_per(const struct parsed *p, struct amount *v)
{
    int end;
    if (word_of(p, v->end, MONTHLY, &end)) {
        v->per_month = true;
        v->end = end;
    } else if (word_among(&p->t, v->end, "a per each every") &&
               word_among(&p->t, v->end + 1, "year day week hour quarter") &&
               !mention_at(p, v->end, SENSE_YOY)) {
        v->per_year = true;
        v->end += 2;
    } else if (mention_at(p, v->end, SENSE_PER_TONNE)) {
        v->per_tonne = true;
        v->end = mention_at(p, v->end, SENSE_PER_TONNE)->end;
    }
}

/* What stands behind a number: percent, times, a currency, a weight. */
static void take_unit(const struct parsed *p, struct amount *v)
{
    int i = v->end, end = i;
    const struct word *w;
    if (word_is(&p->t, i, "percentage") && word_among(&p->t, i + 1, "points point")) {
        v->kind = AMOUNT_POINTS;
        v->end = i + 2;
    } else if (word_among(&p->t, i, "points pp")) {
        v->kind = AMOUNT_POINTS;
        v->end = i + 1;
    } else if (word_is(&p->t, i, "%") || word_of(p, i, PERCENT, &end)) {
        v->kind = AMOUNT_PERCENT;
        v->end = word_is(&p->t, i, "%") ? i + 1 : end;
        if (word_among(&p->t, v->end, "points point")) {
            v->kind = AMOUNT_POINTS;
            v->end++;
        }
    } else if (word_among(&p->t, i, "times fold x")) {
        v->kind = AMOUNT_TIMES;
        v->end = i + 1;
    } else if ((w = word_of(p, i, UNIT, &end)) && strcmp(w->unit, "items") != 0 &&
               !(word_is(&p->t, i, "t") && p->t.at[i].start != p->t.at[i - 1].end)) {
        bool weight = !strcmp(w->unit, "kg");
        v->kind = weight ? AMOUNT_WEIGHT : AMOUNT_MONEY;
        v->unit = !weight            ? w->unit
                  : w->value >= 1e6  ? "thousand tonnes"
                  : w->value >= 1000 ? "tonnes"
                  : w->value >= 1    ? "kg"
                                     : "grams";
        v->end = end;
    } else if (word_among(&p->t, i, "units pieces items")) {
        v->kind = AMOUNT_UNITS;
        v->unit = "units";
        v->end = i + 1;
    }
}

/* "606 lorries", "14,885 new passenger cars". */
static void take_goods(const struct parsed *p, struct amount *v)
{
    for (int i = v->end; i < p->t.count && i <= v->end + 3; i++) {
        if (mention_at(p, i, SENSE_GOODS) &&
            strcmp(mention_at(p, i, SENSE_GOODS)->value, "01-97") != 0) {
            v->kind = AMOUNT_UNITS;
            v->unit = "units";
            return;
        }
        if (p->t.at[i].kind != TOKEN_WORD ||
            word_among(&p->t, i, "of and to in from for the with by"))
            return;
    }
}

/* "two fifths", "a third", "half". */
static bool take_fraction(const struct parsed *p, int i, struct amount *v)
{
    static const char *const ordinals[] = {"third",   "fourth", "fifth", "sixth",
                                           "seventh", "eighth", "ninth", "tenth"};
    double n = 1;
    int end = i, part = i;
    bool a = word_among(&p->t, i, "a an one");
    const struct word *w;
    if (a)
        part = i + 1;
    else if (take_number(p, i, &n, &end) && n < 10)
        part = end;
    else if (word_is(&p->t, i, "half") && !mention_over(p, i, SENSE_SPAN))
        return false;
    w = part > i ? word_of(p, part, PART, &end) : NULL;
    double of = w ? w->value : 0;
    for (int k = 0; a && !w && k < 8; k++)
        if (word_is(&p->t, part, ordinals[k]) &&
            (word_among(&p->t, part + 1,
                        "of more less higher lower fewer up down below above , .") ||
             part + 1 == p->t.count ||
             word_among(&p->t, i - 1, "by almost nearly about over than"))) {
            of = k + 3;
            end = part + 1;
        }
    if (of <= 0)
        return false;
    v->kind = AMOUNT_FRACTION;
    v->number = n / of;
    v->end = end;
    return true;
}

/* "tripled", "twice", "nearly all". */
static bool take_word(const struct parsed *p, int i, struct amount *v)
{
    int end;
    const struct word *w = word_of(p, i, RATIO, &end);
    if (w && w->value != 1) {
        v->kind = AMOUNT_TIMES;
        v->word = w->text;
        v->number = w->value;
        v->end = end;
        while (word_among(&p->t, v->end, "as")) /* twice as much as */
            v->end++;
        return true;
    }
    w = word_of(p, i, SHARE, &end);
    if (!w || !strcmp(w->text, "all"))
        return false;
    if (!strcmp(w->text, "half")) {
        bool time = word_is(&p->t, i - 1, "first") || word_is(&p->t, i - 1, "second");
        if (time || word_is(&p->t, i + 1, "a") || word_is(&p->t, i + 1, "million") ||
            word_is(&p->t, i - 1, "a"))
            return false;
        v->kind = AMOUNT_FRACTION;
        v->number = 0.5;
    } else if (!strcmp(w->text, "most")) {
        if (!word_is(&p->t, i + 1, "of") || word_is(&p->t, i - 1, "the"))
            return false;
        v->kind = AMOUNT_MOST;
        v->word = w->text;
    } else {
        v->kind = AMOUNT_MOST;
        v->word = w->text;
    }
    v->end = end;
    return true;
}

/* "nine in ten", "9 out of 10". */
static void take_out_of(const struct parsed *p, struct amount *v)
{
    int i = v->end, end;
    double of;
    bool out = word_is(&p->t, i, "out") && word_is(&p->t, i + 1, "of");
    if (!out && !word_is(&p->t, i, "in"))
        return;
    if (take_number(p, i + (out ? 2 : 1), &of, &end) && v->number < of &&
        (of == 10 || of == 100 || (v->number == 1 && of <= 20))) {
        v->kind = AMOUNT_FRACTION;
        v->number /= of;
        v->end = end;
    }
}

/* "five to seven million", "5-7 %", "50 or 60 percent": a second number before the unit. */
static void take_second(const struct parsed *p, struct amount *v, bool from)
{
    int i = v->end, end;
    double second;
    bool between = v->bound == BETWEEN && word_is(&p->t, i, "and");
    if (!(between || (!from && word_among(&p->t, i, "to or -"))) ||
        !take_number(p, i + 1, &second, &end) || second <= v->number)
        return;
    if (!between && word_is(&p->t, i, "to") && (*v->tens || v->kind != AMOUNT_PLAIN))
        return;
    v->second = second;
    v->end = end;
}

static bool is_time(const struct parsed *p, int i)
{
    return word_among(
               &p->t, i,
               "year years month months day days week weeks hours decades o'clock percent-of") ||
           mention_at(p, i, SENSE_MONTH);
}

static bool take_amount(const struct parsed *p, int i, struct amount *v)
{
    const char *sign = NULL;
    int k = take_bound(p, i, v);
    v->first = i;
    if (word_among(&p->t, k, "+ -") && k + 1 < p->t.count && p->t.at[k + 1].kind == TOKEN_NUMBER) {
        v->minus = word_is(&p->t, k, "-");
        k++;
    }
    sign = currency_sign(p, k, &k);
    if (!sign && (take_fraction(p, k, v) || take_word(p, k, v)))
        return true;
    if (!take_number(p, k, &v->number, &v->end))
        return false;
    bool one = word_among(&p->t, k, "one two three a both") && p->t.at[k].kind == TOKEN_WORD;
    take_second(p, v, word_is(&p->t, i - 1, "from"));
    v->tens = take_tens(p, v->end, sign != NULL, &v->end);
    if (isnan(v->second))
        take_second(p, v, true);
    if (sign) {
        v->kind = AMOUNT_MONEY;
        v->unit = sign;
    } else {
        take_unit(p, v);
    }
    if (v->kind == AMOUNT_PLAIN && is_time(p, v->end))
        return false;
    if (one && word_among(&p->t, k - 1, "not no"))
        return false;
    if (v->kind == AMOUNT_PLAIN)
        take_out_of(p, v);
    if (v->kind == AMOUNT_PLAIN)
        take_goods(p, v);
    if (v->kind == AMOUNT_PLAIN && one && !*v->tens)
        return false;
    take_per(p, v);
    return true;
}

/* "from 49 to 323 million euros": the first has the unit of the second. */
static void share_units(struct parsed *p)
{
    for (int i = 0; i + 1 < p->amounts; i++) {
        struct amount *a = &p->v[i], *b = &p->v[i + 1];
        bool near = b->first - a->end <= 1 && word_among(&p->t, a->end, "to and or");
        if (a->kind == AMOUNT_PLAIN && near && b->kind != AMOUNT_TIMES) {
            a->kind = b->kind;
            a->unit = b->unit;
            a->tens = *a->tens ? a->tens : b->tens;
        }
    }
    for (int i = 1; i < p->amounts; i++) { /* China with 12.6 billion euros, Germany with 12.1 */
        struct amount *a = &p->v[i - 1], *b = &p->v[i];
        bool decimal = strchr(words_of(p, b->first, b->end), '.') || b->number == floor(b->number);
        bool last = b->end == p->t.count || p->t.at[b->end].kind == TOKEN_SIGN;
        decimal &= last && p->t.at[b->first].kind != TOKEN_WORD;
        if (b->kind == AMOUNT_PLAIN && *b->tens &&
            (a->kind == AMOUNT_WEIGHT || a->kind == AMOUNT_MONEY)) { /* 3.3 million were Russian */
            b->kind = a->kind;
            b->unit = a->unit;
        }
        if (b->kind == AMOUNT_PLAIN && decimal && !*b->tens &&
            (a->kind == AMOUNT_MONEY || a->kind == AMOUNT_WEIGHT || a->kind == AMOUNT_PERCENT)) {
            b->kind = a->kind;
            b->unit = a->unit;
            b->tens = b->number < 1000 ? a->tens : "";
        }
    }
}

void parse_amounts(struct parsed *p)
{
    for (int i = 0; i < p->t.count && p->amounts < AMOUNTS_MAX;) {
        struct amount v = {.second = NAN, .bound_word = "", .tens = "", .unit = ""};
        bool code = p->t.at[i].kind == TOKEN_NUMBER && mention_before(p, i + 1, SENSE_GOODS);
        if (code || span_over(p, i) || !take_amount(p, i, &v)) {
            i++;
            continue;
        }
        p->v[p->amounts++] = v;
        i = v.end > i ? v.end : i + 1;
    }
    share_units(p);
}
