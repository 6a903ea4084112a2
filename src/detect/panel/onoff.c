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
static const double paused = 0.1; /* of the changes: trade that stops and goes on */

/* Trade that begins once and stays, or ends once, is no chain: that is what is looked for. */
void onoff_default(struct onoff_shares *s)
{
    for (int c = 0; c < ONOFF_CLASSES; c++) {
        bool begins = c / ONOFF_RATES > 0, ends = c % ONOFF_RATES > 0;
        double chain = (1 - always) / ((ONOFF_RATES - 1) * (ONOFF_RATES - 1));
        s->class[c] = begins && ends ? chain : begins || ends ? 0 : always;
    }
    s->change = chance_of_change;
    s->paused = paused;
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

/* Where trade may be of another class from a month on, or stop until one. */
struct place {
    int at, until; /* until 0: of another class to the end */
    double lift;   /* log Bayes factor times the share of the place among all */
};
enum { PLACES = 2 * ONOFF_LONGEST };

/* What is before a run without trade and after it, as of one class that goes on. */
static void around(double *to, const struct onoff *o, int at, int until)
{
    for (int c = 0; c < ONOFF_CLASSES; c++)
        to[c] = o->before[at * ONOFF_CLASSES + c] * o->after[(until + 1) * ONOFF_CLASSES + c];
}

/* Runs without trade that have an end among the months asked about: trade that stops and goes on.
 * (Months with trade among many without are too common in trade data to be news.) */
static int add_pauses(struct place *out, const struct onoff *o, const struct onoff_shares *s)
{
    double none = none_of(o, s), like[ONOFF_CLASSES];
    int n = 0, first = o->from < 2 ? 2 : o->from;
    double pairs = (o->n - 1) * (double)(o->n - 2) / 2 - (first - 1) * (double)(first - 2) / 2;
    for (int i = 1, j; i < o->n; i = j) {
        for (j = i + 1; j < o->n && !turns(o, j);)
            j++;
        if (o->trade[i] || !turns(o, i) || j == o->n || j < o->from || i < LEAST ||
            o->n - j < LEAST)
            continue;
        around(like, o, i, j);
        out[n++] = (struct place){i, j,
                                  log(mix(s->class, like)) + o->before_log[i] +
                                      o->after_log[j + 1] - none + log(s->paused / pairs)};
    }
    return n;
}

/* All of them, the changes of class first: as many as there are months asked about. */
static int weigh_all(struct place *out, const struct onoff *o, const struct onoff_shares *s)
{
    double lift[ONOFF_LONGEST];
    int n = 0, months = o->n - LEAST - o->from + 1;
    weigh_places(lift, o, s);
    for (int i = o->from; i <= o->n - LEAST; i++)
        out[n++] = (struct place){i, 0, lift[i] + log((1 - s->paused) / months)};
    return months > 0 ? n + add_pauses(out + n, o, s) : 0;
}

static double sum_of(const struct place *place, int n)
{
    double lift[PLACES];
    for (int i = 0; i < n; i++)
        lift[i] = place[i].lift;
    return n ? evidence_sum(lift, n) : -(double)INFINITY;
}

/* --- the panel --- */

static void count_side(double *class, const struct onoff_shares *s, const double *likelihood,
                       double weight)
{
    weight /= mix(s->class, likelihood);
    for (int c = 0; c < ONOFF_CLASSES; c++)
        class[c] += weight * s->class[c] * likelihood[c];
}

struct counts {
    double class[ONOFF_CLASSES], change, paused;
};

static void count_in(struct counts *count, const struct onoff *o, const struct onoff_shares *s)
{
    struct place place[PLACES];
    double other[ONOFF_CLASSES];
    int places = weigh_all(place, o, s);
    double sum = sum_of(place, places), changed = places ? s->change * exp(sum) : 0;
    double share = isinf(changed) ? 1 : changed / (changed + 1 - s->change);
    count->change += share;
    count_side(count->class, s, o->before + o->n * ONOFF_CLASSES, 1 - share);
    for (int i = 0; share > 1e-2 && i < places; i++) {
        int at = place[i].at, until = place[i].until;
        double here = share * exp(place[i].lift - sum);
        if (until) {
            count->paused += here;
            around(other, o, at, until);
            count_side(count->class, s, other, here);
            continue;
        }
        count_side(count->class, s, o->before + at * ONOFF_CLASSES, here / 2);
        after_place(other, o, at);
        count_side(count->class, s, other, here / 2);
    }
}

void onoff_learn(struct onoff_shares *s, struct onoff *const *list, int n, int constant)
{
    struct onoff_shares known = *s;
    double changes = 2 * before_series * known.change;
    for (int round = 0; round < ROUNDS; round++) {
        struct counts count = {.change = changes, .paused = changes * known.paused};
        for (int c = 0; c < ONOFF_CLASSES; c++)
            count.class[c] = before_series * known.class[c] + (c ? 0 : constant);
        for (int i = 0; i < n; i++)
            count_in(&count, list[i], s);
        for (int c = 0; c < ONOFF_CLASSES; c++)
            s->class[c] = count.class[c] / (n + constant + before_series);
        s->change = fmin(count.change / (n + constant + 2 * before_series), most_change);
        s->paused = count.paused / count.change;
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

/* A change of class, with the months in which it may have come. */
static void read_change(struct onoff_change *c, const struct onoff *o, const struct onoff_shares *s,
                        const struct place *place, int places)
{
    double lift[ONOFF_LONGEST], after[ONOFF_CLASSES];
    for (int i = 0; i < places && !place[i].until; i++)
        lift[place[i].at] = place[i].lift;
    evidence_span(lift, o->from, o->n - LEAST, held, c->at, &c->low, &c->high);
    after_place(after, o, c->at);
    bool up = rate_of(after, s, o->trade[c->at]) >
              rate_of(o->before + c->at * ONOFF_CLASSES, s, o->trade[c->at - 1]);
    c->direction = up ? 1 : -1;
}

struct onoff_change onoff_read(const struct onoff *o, const struct onoff_shares *s)
{
    struct place place[PLACES], *best = NULL;
    struct onoff_change c = {.bayes = -INFINITY, .at = -1};
    int places = weigh_all(place, o, s);
    for (int i = 0; i < places; i++)
        if (best ? place[i].lift > best->lift : place[i].lift > -(double)INFINITY)
            best = &place[i];
    if (!best)
        return c;
    c.bayes = sum_of(place, places);
    c.at = c.low = c.high = best->at;
    c.until = best->until;
    c.direction = -1; /* trade that stops */
    if (!c.until)
        read_change(&c, o, s, place, places);
    return c;
}
