/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/onoff.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/evidence.h"
#include "stats/quick.h"

enum { ROUNDS = 40, LEAST = 3 };
/* The least is "never". */
static const double rates[ONOFF_RATES] = {1e-4, .03, .1, .2, .35, .5, .65, .8, .93};
static const double always = 0.4; /* share of series that never change, before the panel */
static const double held = 0.95;  /* by the interval of a date */
static const double before_series = 10, chance_of_change = 0.05, most_change = 0.3;

/* Trade that begins once and stays, or ends once, is no chain: that is what is looked for. */
void onoff_default(struct onoff_shares *s)
{
    for (int c = 0; c < ONOFF_CLASSES; c++) {
        bool begins = c / ONOFF_RATES > 0, ends = c % ONOFF_RATES > 0;
        double chain = (1 - always) / ((ONOFF_RATES - 1) * (ONOFF_RATES - 1));
        s->class[c] = begins && ends ? chain : begins || ends ? 0 : always;
    }
    s->change = chance_of_change;
}

/* Chance of going from one state to the next. */
static double step(int class, bool was, bool is)
{
    double begins = rates[class / ONOFF_RATES], ends = rates[class % ONOFF_RATES];
    double other = was ? ends : begins;
    return was == is ? 1 - other : other;
}

/* to := from times a step, over its greatest; returns the logarithm of that. */
WIDE static double go_on(double *restrict to, const double *restrict from,
                         const double *restrict chance)
{
    double most = 0;
    for (int c = 0; c < ONOFF_CLASSES; c++)
        to[c] = from[c] * chance[c];
    for (int c = 0; c < ONOFF_CLASSES; c++)
        most = to[c] > most ? to[c] : most;
    for (int c = 0; c < ONOFF_CLASSES; c++)
        to[c] /= most;
    return log(most);
}

void onoff_open(struct onoff *o, const bool *trade, int n, int from, struct arena *a)
{
    size_t size = (size_t)n + 1;
    double chance[4][ONOFF_CLASSES];
    *o = (struct onoff){.n = n,
                        .from = from > LEAST ? from : LEAST,
                        .before = arena_array(a, double, size *ONOFF_CLASSES),
                        .after = arena_array(a, double, size *ONOFF_CLASSES),
                        .before_log = arena_array(a, double, size),
                        .after_log = arena_array(a, double, size),
                        .trade = arena_array(a, bool, size)};
    memcpy(o->trade, trade, (size_t)n * sizeof *trade);
    for (int c = 0; c < ONOFF_CLASSES; c++) {
        for (int k = 0; k < 4; k++)
            chance[k][c] = step(c, k / 2, k % 2);
        o->before[ONOFF_CLASSES + c] = o->after[n * ONOFF_CLASSES + c] = 1;
    }
    for (int i = 2; i <= n; i++) /* value i - 1 comes in */
        o->before_log[i] = o->before_log[i - 1] + go_on(o->before + i * ONOFF_CLASSES,
                                                        o->before + (i - 1) * ONOFF_CLASSES,
                                                        chance[2 * trade[i - 2] + trade[i - 1]]);
    for (int i = n - 1; i > 0; i--)
        o->after_log[i] = o->after_log[i + 1] + go_on(o->after + i * ONOFF_CLASSES,
                                                      o->after + (i + 1) * ONOFF_CLASSES,
                                                      chance[2 * trade[i - 1] + trade[i]]);
}

static double mix(const double *share, const double *likelihood)
{
    return quick_dot(share, likelihood, ONOFF_CLASSES);
}

static double none_of(const struct onoff *o, const struct onoff_shares *s)
{
    return o->before_log[o->n] + log(mix(s->class, o->before + o->n * ONOFF_CLASSES));
}

static bool turns(const struct onoff *o, int i)
{
    return i > 0 && o->trade[i] != o->trade[i - 1];
}

/* What is after a place; trade that never changes may be another way there than before. */
static void after_place(double *to, const struct onoff *o, int i)
{
    memcpy(to, o->after + i * ONOFF_CLASSES, ONOFF_CLASSES * sizeof *to);
    if (turns(o, i))
        *to = o->after[(i + 1) * ONOFF_CLASSES] * exp(o->after_log[i + 1] - o->after_log[i]);
}

/* Both sides are of two classes: what one class would say of both is left out, but for trade that
 * never changes on either side of a month in which it turns. */
static void weigh_places(double *lift, const struct onoff *o, const struct onoff_shares *s)
{
    double none = none_of(o, s), alike = 0, both[ONOFF_CLASSES], f[ONOFF_CLASSES];
    for (int c = 0; c < ONOFF_CLASSES; c++) {
        both[c] = s->class[c] * s->class[c];
        alike += both[c];
    }
    for (int i = 0; i < o->n; i++) {
        const double *b = o->before + i * ONOFF_CLASSES;
        after_place(f, o, i);
        double turn = turns(o, i) ? *both : 0;
        double same = quick_dot_of_three(both, b, f, ONOFF_CLASSES) - turn * *b * *f;
        double apart = mix(s->class, b) * mix(s->class, f) - same;
        lift[i] = i < LEAST || i > o->n - LEAST || !(apart > 0)
                      ? -(double)INFINITY
                      : log(apart / (1 - alike + turn)) + o->before_log[i] + o->after_log[i] - none;
    }
}

/* --- the panel --- */

static void count_side(double *class, const struct onoff_shares *s, const double *likelihood,
                       double weight)
{
    weight /= mix(s->class, likelihood);
    for (int c = 0; c < ONOFF_CLASSES; c++)
        class[c] += weight * s->class[c] * likelihood[c];
}

static void count_in(double *class, double *change, const struct onoff *o,
                     const struct onoff_shares *s)
{
    double lift[ONOFF_LONGEST], after[ONOFF_CLASSES], most = 0, sum = 0;
    int places = 0;
    weigh_places(lift, o, s);
    for (int i = o->from; i <= o->n - LEAST; i++, places++)
        most = fmax(most, lift[i]);
    for (int i = o->from; i <= o->n - LEAST; i++)
        sum += exp(lift[i] - most);
    double changed = places ? s->change * exp(most) * sum / places : 0;
    double share = changed / (changed + 1 - s->change);
    *change += share;
    count_side(class, s, o->before + o->n * ONOFF_CLASSES, 1 - share);
    for (int i = o->from; share > 1e-2 && i <= o->n - LEAST; i++) {
        double here = share * exp(lift[i] - most) / sum / 2;
        count_side(class, s, o->before + i * ONOFF_CLASSES, here);
        after_place(after, o, i);
        count_side(class, s, after, here);
    }
}

void onoff_learn(struct onoff_shares *s, struct onoff *const *list, int n, int constant)
{
    struct onoff_shares known = *s;
    for (int round = 0; round < ROUNDS; round++) {
        double class[ONOFF_CLASSES], change = 2 * before_series * known.change;
        for (int c = 0; c < ONOFF_CLASSES; c++)
            class[c] = before_series * known.class[c] + (c ? 0 : constant);
        for (int i = 0; i < n; i++)
            count_in(class, &change, list[i], s);
        for (int c = 0; c < ONOFF_CLASSES; c++)
            s->class[c] = class[c] / (n + constant + before_series);
        s->change = fmin(change / (n + constant + 2 * before_series), most_change);
    }
}

/* --- a series --- */

/* How often there is trade, on one side; `trade`: in the month of it that is next to the other. */
static double rate_of(const double *likelihood, const struct onoff_shares *s, bool trade)
{
    double rate = 0;
    for (int c = 0; c < ONOFF_CLASSES; c++) {
        double begins = rates[c / ONOFF_RATES], ends = rates[c % ONOFF_RATES];
        rate += s->class[c] * likelihood[c] * (c ? begins / (begins + ends) : trade);
    }
    return rate / mix(s->class, likelihood);
}

struct onoff_change onoff_read(const struct onoff *o, const struct onoff_shares *s)
{
    double lift[ONOFF_LONGEST];
    int last = o->n - LEAST;
    struct onoff_change c = {.bayes = -INFINITY, .at = -1};
    weigh_places(lift, o, s);
    for (int i = o->from; i <= last; i++)
        if (c.at < 0 ? lift[i] > -INFINITY : lift[i] > lift[c.at])
            c.at = i;
    if (c.at < 0)
        return c;
    c.bayes = evidence_sum(lift + o->from, last - o->from + 1) - log(last - o->from + 1);
    evidence_span(lift, o->from, last, held, c.at, &c.low, &c.high);
    double after[ONOFF_CLASSES];
    after_place(after, o, c.at);
    c.direction = rate_of(after, s, o->trade[c.at]) >
                          rate_of(o->before + c.at * ONOFF_CLASSES, s, o->trade[c.at - 1])
                      ? 1
                      : -1;
    return c;
}
