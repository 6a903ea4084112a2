/* SPDX-License-Identifier: Apache-2.0 */
#include "fit/model.h"

#include <math.h>
#include <string.h>

/* Columns of a row: trend, covariates, step | harmonics | w, w^2, w^3 of the amplitude. */
static void fill_row(struct model *m, int i)
{
    const struct model_terms *k = &m->terms;
    double *row = m->row + i * m->width, w = (i + 1 - (m->n + 1) / 2.) / m->n, power = 1;
    for (int a = 0; a <= k->trend; a++, power *= w)
        *row++ = power;
    for (int j = 0; j < k->covariates; j++)
        *row++ = k->x[j * m->n + i];
    row += m->step;
    for (int b = 1; b <= k->harmonics; b++) {
        double angle = 2 * M_PI * fmod(b * (i + 1.), k->season) / k->season;
        *row++ = cos(angle);
        if (2 * b < k->season)
            *row++ = sin(angle);
    }
    power = w;
    for (int g = 0; g < k->amplitude; g++, power *= w)
        *row++ = power;
}

static int seasonal_columns(const struct model_terms *k)
{
    return 2 * k->harmonics - (k->harmonics && 2 * k->harmonics >= k->season);
}

void model_open(struct model *m, const struct model_terms *terms, const double *y, int n, bool step,
                struct arena *a)
{
    *m = (struct model){.terms = *terms, .n = n, .y = y, .step = step, .position = n + 1};
    if (!terms->harmonics)
        m->terms.amplitude = 0;
    m->straight = terms->trend + 1 + terms->covariates + step;
    m->seasonal = seasonal_columns(&m->terms);
    m->columns = m->straight + m->terms.amplitude + m->seasonal;
    m->width = m->straight + m->seasonal + m->terms.amplitude;
    m->row = arena_array(a, double, (size_t)(n * m->width) + 1);
    m->use = arena_array(a, int, (size_t)n + 1);
    for (int i = 0; i < n; i++) {
        fill_row(m, i);
        if (isfinite(y[i]))
            m->use[m->known++] = i;
    }
}

void model_move(struct model *m, int position)
{
    int at = m->straight - 1;
    m->position = position;
    for (int i = 0; i < m->n && m->step; i++)
        m->row[i * m->width + at] = i + 1 >= position;
}

double model_value(const struct model *m, const double *theta, int i, double *derivative)
{
    const double *row = m->row + i * m->width, *harmonic = row + m->straight;
    const double *w = harmonic + m->seasonal;
    const double *gamma = theta + m->straight, *beta = gamma + m->terms.amplitude;
    double value = 0, season = 0, height = 1;
    for (int j = 0; j < m->straight; j++)
        value += theta[j] * row[j];
    for (int j = 0; j < m->seasonal; j++)
        season += beta[j] * harmonic[j];
    for (int g = 0; g < m->terms.amplitude; g++)
        height += gamma[g] * w[g];
    if (derivative) {
        memcpy(derivative, row, (size_t)m->straight * sizeof *row);
        derivative += m->straight;
        for (int g = 0; g < m->terms.amplitude; g++)
            *derivative++ = w[g] * season;
        for (int j = 0; j < m->seasonal; j++)
            *derivative++ = height * harmonic[j];
    }
    return value + height * season;
}

bool model_is_linear(const struct model *m)
{
    return m->terms.amplitude == 0;
}

/* A polynomial in w = (t - middle) / n as one in t. */
static void expand(double *out, const double *in, int degree, int n)
{
    static const double choose[MODEL_POWERS][MODEL_POWERS] = {{1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}};
    double middle = (n + 1) / 2.;
    for (int k = 0; k <= degree; k++)
        out[k] = 0;
    for (int a = 0; a <= degree; a++)
        for (int k = 0; k <= a; k++)
            out[k] += in[a] * choose[a][k] * pow(-middle, a - k) / pow(n, a);
}

void model_coefficients(const struct model *m, const double *theta, double *coef)
{
    const struct model_terms *k = &m->terms;
    const double *gamma = theta + m->straight, *beta = gamma + k->amplitude;
    double height[MODEL_POWERS] = {1}, raw[MODEL_POWERS];
    expand(coef, theta, k->trend, m->n);
    coef += k->trend + 1;
    for (int g = 0; g < k->amplitude; g++)
        height[g + 1] = gamma[g];
    expand(raw, height, k->amplitude, m->n);
    double base = fabs(raw[0]) > 1e-9 ? raw[0] : copysign(1e-9, raw[0]);
    for (int j = 0; j < m->seasonal; j++)
        *coef++ = beta[j] * base;
    for (int j = 0; j < k->covariates; j++)
        *coef++ = theta[k->trend + 1 + j];
    for (int g = 1; g <= k->amplitude; g++)
        *coef++ = raw[g] / base;
    if (m->step)
        *coef = theta[m->straight - 1];
}

double model_row(const struct model *m, const double *coef, int i, double *derivative)
{
    const struct model_terms *k = &m->terms;
    const double *row = m->row + i * m->width, *harmonic = row + m->straight;
    const double *beta = coef + k->trend + 1, *phi = beta + m->seasonal;
    const double *gamma = phi + k->covariates;
    double value = 0, season = 0, height = 1, t = i + 1;
    for (int j = 0; j < m->seasonal; j++)
        season += beta[j] * harmonic[j];
    for (int g = 1; g <= k->amplitude; g++)
        height += gamma[g - 1] * pow(t, g);
    for (int a = 0; a <= k->trend; a++)
        value += coef[a] * (*derivative++ = pow(t, a));
    for (int j = 0; j < m->seasonal; j++)
        *derivative++ = height * harmonic[j];
    for (int j = 0; j < k->covariates; j++)
        value += phi[j] * (*derivative++ = row[k->trend + 1 + j]);
    for (int g = 1; g <= k->amplitude; g++)
        *derivative++ = pow(t, g) * season;
    if (m->step)
        value += gamma[k->amplitude] * (*derivative = row[m->straight - 1]);
    return value + height * season;
}

const char *model_name(const struct model *m, int c, struct arena *a)
{
    const struct model_terms *k = &m->terms;
    if (c <= k->trend)
        return arena_printf(a, "trend%d", c + 1);
    c -= k->trend + 1;
    if (c < m->seasonal)
        return arena_printf(a, "%s%d", c % 2 ? "sin" : "cos", c / 2 + 1);
    c -= m->seasonal;
    if (c < k->covariates)
        return arena_printf(a, "x%d", c + 1);
    c -= k->covariates;
    if (c < k->amplitude)
        return arena_printf(a, "amplitude%d", c + 1);
    return "level_shift";
}
