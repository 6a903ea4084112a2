/* figure.c - what was measured, summed over a window.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/claim/measure.h"

/* A sum over many families is known where parts of it are: a list is seldom covered whole. */
static bool is_known(const struct series *s, int i, bool several, bool *partial)
{
    bool part = point_is_part(s->status[i]) || s->status[i] == POINT_NOT_COVERED;
    *partial |= part && several;
    return !isnan(s->value[i]) && (!part || several);
}

/* Months as years where only these are there. */
static struct window on_grid(struct window w, char freq, bool *years)
{
    *years = freq != 'M' && period_is_month(w.from) && (w.from % 100 != 1 || w.until % 100 != 12);
    return window_on(w, freq);
}

/* "2 of 12 months of 2022-01 to 2022-12 have no figure of DEU" */
static const char *missing_words(int missing, const struct figure *f, struct window w, char freq,
                                 const char *whose, struct arena *a)
{
    char from[16], until[16];
    bool one = w.from == w.until;
    return arena_printf(a, "%d of %d %s of %s%s%s have no figure%s%s", missing, f->periods,
                        freq == 'M' ? "months" : "years", period_text(from, w.from),
                        one ? "" : " to ", one ? "" : period_text(until, w.until),
                        *whose ? " of " : "", whose);
}

static struct figure sum_of(const struct measured *m, const struct series *s, struct window w,
                            int shift, const char *whose, struct arena *a)
{
    struct figure f = {0};
    double weight = 0;
    int missing = 0;
    w = on_grid(w, s->freq, &f.years);
    w.from = period_of(period_index(w.from) + shift, s->freq);
    w.until = period_of(period_index(w.until) + shift, s->freq);
    for (int i = period_index(w.from); i <= period_index(w.until); i++) {
        int at = i - s->first;
        bool known = at >= 0 && at < s->n && is_known(s, at, m->families > 1, &f.partial);
        missing += !known;
        f.periods++;
        f.value += known ? s->value[at] : 0;
        weight += known && m->per_kg ? s->weight[at] : 0;
    }
    f.least = m->per_kg || f.years ? (double)NAN : f.value;
    if (m->per_kg) {
        f.value = weight > 0 ? f.value / weight : (double)NAN;
        f.why = weight > 0 ? NULL : "nothing with a weight in the period";
    }
    if (missing) {
        f.value = NAN;
        f.why = missing_words(missing, &f, w, s->freq, whose, a);
    }
    return f;
}

/* What an exporter would have sent in the periods that it lacks, by its mean in the others. */
static double lacking(const struct measured *m, const struct series *s, struct window w, int shift,
                      int *periods)
{
    bool years, partial = false;
    double sum = 0, all = 0;
    int known = 0, all_known = 0, missing = 0;
    w = on_grid(w, s->freq, &years);
    int first = period_index(w.from) + shift, last = period_index(w.until) + shift;
    for (int at = 0; at < s->n; at++) {
        if (!is_known(s, at, m->families > 1, &partial))
            continue;
        bool inside = s->first + at >= first && s->first + at <= last;
        known += inside;
        sum += inside ? s->value[at] : 0;
        all_known++;
        all += s->value[at];
    }
    missing = last - first + 1 - known;
    *periods += missing;
    double mean = known ? sum / known : all_known ? all / all_known : 0;
    return missing * mean;
}

static const double LITTLE = 0.1;

/* A sum that is read by codes lacks what their headings are reported with beyond them. */
static void hold_untold(struct figure *f, const struct measured *m, struct arena *a)
{
    double share = m->untold / (f->value + m->untold);
    if (isnan(f->value) || !(m->untold > 0) || share <= LITTLE)
        return;
    f->value = NAN;
    f->why = arena_printf(a, "cover: codes lack %.2g %% of what their headings are reported with",
                          100 * share);
}

/* Families of codes that stand in several headings: what is compared over time is not the heading.
 */
static void hold_edge(struct figure *f, const struct measured *m, struct arena *a)
{
    double more = fmax(m->families_sum, m->codes_sum);
    if (isnan(f->value) || fabs(m->families_sum - m->codes_sum) <= LITTLE * more)
        return;
    f->crosses = true;
    f->value = NAN;
    f->why = arena_printf(a,
                          "hs: the codes that begin with it come to %.3g of the families that do: "
                          "codes were renumbered into it or out of it",
                          m->codes_sum / m->families_sum);
}

/* Some goods are no more than the least that all of them are, and a sum of what is held no more
 * than the least of a total. */
static void hold_goods(struct figure *f, const struct measured *m, struct arena *a)
{
    if (isnan(f->value) || !(m->lacks_goods || m->total_in_part))
        return;
    f->value = NAN;
    f->why = "total: it is printed in some of the periods; in the others what is held is a part of "
             "it";
    if (!m->lacks_goods)
        return;
    f->why = arena_printf(a,
                          "total: all goods are asked for: no total of them is printed in all of "
                          "the periods, and goods of %d chapter%s only are there",
                          m->chapters, m->chapters == 1 ? "" : "s");
}

struct figure figure_in(const struct measured *m, struct window w, int shift, struct arena *a)
{
    CLEANUP(buf_free) struct buf names = {0};
    struct figure f = sum_of(m, m->sum, w, shift, "", a);
    hold_untold(&f, m, a);
    hold_edge(&f, m, a);
    hold_goods(&f, m, a);
    double gap = 0;
    int periods = 0;
    for (int i = 0; i < m->part_count && m->part_count > 1 && !m->per_kg; i++) {
        int before = periods;
        gap += lacking(m, m->part[i].series, w, shift, &periods);
        if (periods > before)
            buf_printf(&names, "%s%s", names.len ? ", " : "", m->part[i].iso3);
    }
    if (!periods || isnan(f.value))
        return f;
    double share = gap / (f.value + gap);
    f.gap = arena_printf(a, "cover: %d periods of %s are not there, about %.2g %% of the sum",
                         periods, names.s, 100 * share);
    if (f.value + gap > 0 && share > LITTLE) {
        f.value = NAN;
        f.why = f.gap;
        f.gap = NULL;
    }
    return f;
}

struct figure figure_at(const struct measured *m, const struct peer *p, struct window w,
                        struct arena *a)
{
    return sum_of(m, p->series, w, 0, p->what, a);
}
