/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/multiple.h"

#include <math.h>
#include <string.h>

#include "base/err.h"

enum { TOO_SHORT = 20 };

static int nine_tenths(int n)
{
    return (int)floor(n * 0.9);
}

/* Copies the covariates with room for the steps to come. */
static double *columns_with_room(const struct model_terms *k, int n, int more, struct arena *a)
{
    size_t have = (size_t)(k->covariates * n);
    double *x = arena_array(a, double, have + (size_t)(more * n) + 1);
    if (have)
        memcpy(x, k->x, have * sizeof *x);
    return x;
}

static bool is_found(const struct shifts *s, int position)
{
    for (int i = 0; i < s->count; i++)
        if (s->position[i] == position)
            return true;
    return false;
}

bool ltsts_shifts(struct shifts *out, const double *y, int n, const struct shifts_options *options,
                  struct arena *a)
{
    struct ltsts_options o = options->fit;
    double level = options->level > 0 ? options->level : 0.01;
    int at_most = options->at_most ? options->at_most : 5;
    int edge = options->edge ? options->edge : 3;
    double *x = columns_with_room(&o.terms, n, SHIFTS_MAX, a);
    *out = (struct shifts){.count = 0};
    o.terms.x = x;
    o.h = o.h ? o.h : nine_tenths(n);
    o.level = o.level > 0 ? o.level : 0.95;
    o.first = edge;
    o.last = n - edge;
    while (n > TOO_SHORT && out->count < at_most && out->count < SHIFTS_MAX) {
        CLEANUP(arena_free) struct arena tried = {0};
        struct ltsts_fit f;
        if (!ltsts_fit(&f, y, n, &o, &tried) || !(f.shift_p < level) || is_found(out, f.position))
            break; /* a step that is a column already explains nothing: most values fit exactly */
        for (int i = 0; i < n; i++)
            x[o.terms.covariates * n + i] = i + 1 >= f.position;
        o.terms.covariates++;
        out->position[out->count] = f.position;
        out->p[out->count++] = f.shift_p;
    }
    o.first = o.last = 0;
    return ltsts_fit(&out->final, y, n, &o, a);
}

/* --- choice of terms --- */

enum term { NONE, TREND, HARMONIC, AMPLITUDE, COVARIATE, STEP };

static void consider(enum term *worst, double *p, enum term term, double candidate)
{
    if (candidate > *p) {
        *p = candidate;
        *worst = term;
    }
}

/* The term whose p is largest, with that p. */
static enum term worst_of(const struct ltsts_fit *f, const struct ltsts_options *o, int *covariate,
                          double *p)
{
    const struct model_terms *k = &o->terms;
    bool step = o->first > 0;
    int after_amplitude = f->coefficients - step, amplitude = k->harmonics ? k->amplitude : 0;
    enum term worst = NONE;
    *p = -1;
    if (k->trend)
        consider(&worst, p, TREND, f->p[k->trend]);
    if (k->harmonics)
        consider(&worst, p, HARMONIC, f->harmonic_p);
    if (amplitude)
        consider(&worst, p, AMPLITUDE, f->p[after_amplitude - 1]);
    for (int j = 0; j < k->covariates; j++) {
        double before = *p;
        consider(&worst, p, COVARIATE, f->p[after_amplitude - amplitude - k->covariates + j]);
        *covariate = *p > before ? j : *covariate;
    }
    if (step)
        consider(&worst, p, STEP, f->shift_p);
    return worst;
}

static void drop(struct ltsts_options *o, enum term term, int covariate, int n, struct arena *a)
{
    struct model_terms *k = &o->terms;
    double *x;
    switch (term) {
    case TREND:
        k->trend--;
        break;
    case HARMONIC:
        k->harmonics--;
        k->amplitude = k->harmonics ? k->amplitude : 0;
        break;
    case AMPLITUDE:
        k->amplitude--;
        break;
    case COVARIATE:
        x = columns_with_room(k, n, 0, a);
        k->covariates--;
        memmove(x + covariate * n, x + (covariate + 1) * n,
                (size_t)((k->covariates - covariate) * n) * sizeof *x);
        k->x = x;
        break;
    case STEP:
        o->first = o->last = 0;
        break;
    case NONE:
        break;
    }
}

bool ltsts_select(struct ltsts_fit *out, const double *y, int n, struct ltsts_options *options,
                  double level, struct arena *a)
{
    options->h = options->h ? options->h : (int)floor(0.9 * n + 0.5);
    for (;;) {
        CLEANUP(arena_free) struct arena tried = {0};
        int covariate = 0;
        double p;
        if (!ltsts_fit(out, y, n, options, &tried))
            return false;
        enum term worst = worst_of(out, options, &covariate, &p);
        if (worst == NONE || !(p > level))
            return ltsts_fit(out, y, n, options, a);
        drop(options, worst, covariate, n, a);
    }
}
