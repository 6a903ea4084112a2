/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/ols.h"

#include <math.h>
#include <string.h>

/* --- QR --- */

static double length_below(const double *x, int n, int p, int row, int column)
{
    double sum = 0;
    for (int i = row; i < n; i++)
        sum += x[i * p + column] * x[i * p + column];
    return sqrt(sum);
}

/* Reflects the columns after `column` and y by the vector held in `column` from `row` down. */
static void reflect(double *x, double *y, int n, int p, int row, int column)
{
    double square = 0;
    for (int i = row; i < n; i++)
        square += x[i * p + column] * x[i * p + column];
    for (int j = column + 1; j <= p; j++) {
        double dot = 0;
        for (int i = row; i < n; i++)
            dot += x[i * p + column] * (j < p ? x[i * p + j] : y[i]);
        dot *= 2 / square;
        for (int i = row; i < n; i++)
            *(j < p ? &x[i * p + j] : &y[i]) -= dot * x[i * p + column];
    }
}

/* Triangularises x; pivot[k] is the column of the k-th row of R.  Returns the rank. */
static int triangularise(double *x, double *y, int n, int p, int *pivot)
{
    int rank = 0;
    for (int j = 0; j < p && rank < n; j++) {
        double whole = length_below(x, n, p, 0, j), rest = length_below(x, n, p, rank, j);
        if (!(rest > 1e-10 * whole))
            continue;
        double head = x[rank * p + j] > 0 ? -rest : rest;
        x[rank * p + j] -= head;
        reflect(x, y, n, p, rank, j);
        x[rank * p + j] = head;
        pivot[rank++] = j;
    }
    return rank;
}

/* (X'X)^-1 = R^-1 R^-T over the columns in use. */
static void invert(double *inverse, const double *x, int p, const int *pivot, int rank)
{
    double r[OLS_MAX][OLS_MAX] = {{0}};
    for (int j = 0; j < rank; j++)
        for (int i = j; i >= 0; i--) {
            double sum = i == j;
            for (int k = i + 1; k <= j; k++)
                sum -= x[i * p + pivot[k]] * r[k][j];
            r[i][j] = sum / x[i * p + pivot[i]];
        }
    memset(inverse, 0, (size_t)p * (size_t)p * sizeof *inverse);
    for (int i = 0; i < rank; i++)
        for (int j = 0; j < rank; j++)
            for (int k = i > j ? i : j; k < rank; k++)
                inverse[pivot[i] * p + pivot[j]] += r[i][k] * r[j][k];
}

double ols_qr(double *x, double *y, int n, int p, double *coef, double *inverse, int *rank)
{
    int pivot[OLS_MAX] = {0}, used;
    double scale[OLS_MAX], rss = 0;
    for (int j = 0; j < p; j++) {
        double norm = length_below(x, n, p, 0, j);
        scale[j] = norm > 0 ? norm : 1;
        for (int i = 0; i < n; i++)
            x[i * p + j] /= scale[j];
        coef[j] = NAN;
    }
    used = triangularise(x, y, n, p, pivot);
    for (int i = used - 1; i >= 0; i--) {
        double sum = y[i];
        for (int k = i + 1; k < used; k++)
            sum -= x[i * p + pivot[k]] * coef[pivot[k]];
        coef[pivot[i]] = sum / x[i * p + pivot[i]];
    }
    if (inverse)
        invert(inverse, x, p, pivot, used);
    for (int j = 0; j < p; j++) {
        coef[j] /= scale[j];
        for (int k = 0; inverse && k < p; k++)
            inverse[j * p + k] /= scale[j] * scale[k];
    }
    for (int i = used; i < n; i++)
        rss += y[i] * y[i];
    if (rank)
        *rank = used;
    return rss;
}

/* --- Cholesky --- */

void chol_factor(double *l, const double *a, int p)
{
    for (int i = 0; i < p; i++) {
        double *row = l + i * p;
        for (int j = 0; j < i; j++) {
            double sum = a[i * p + j], pivot = l[j * p + j];
            for (int k = 0; k < j; k++)
                sum -= row[k] * l[j * p + k];
            row[j] = pivot > 0 ? sum / pivot : 0;
        }
        double left = a[i * p + i];
        for (int k = 0; k < i; k++)
            left -= row[k] * row[k];
        if (left > 1e-12 * a[i * p + i])
            row[i] = sqrt(left);
        else
            memset(row, 0, (size_t)(i + 1) * sizeof *row);
    }
}

void chol_forward(double *z, const double *l, int p)
{
    for (int i = 0; i < p; i++) {
        double sum = z[i], pivot = l[i * p + i];
        for (int k = 0; k < i; k++)
            sum -= l[i * p + k] * z[k];
        z[i] = pivot > 0 ? sum / pivot : 0;
    }
}

void chol_solve(double *x, const double *l, int p)
{
    chol_forward(x, l, p);
    for (int i = p - 1; i >= 0; i--) {
        double sum = x[i], pivot = l[i * p + i];
        for (int k = i + 1; k < p; k++)
            sum -= l[k * p + i] * x[k];
        x[i] = pivot > 0 ? sum / pivot : 0;
    }
}
