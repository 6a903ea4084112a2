/* ols.h - least squares: by QR where accuracy counts, by a Cholesky factor that rows enter and
 * leave where speed does.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STATS_OLS_H
#define STATS_OLS_H

#include <stdbool.h>

enum { OLS_MAX = 80 }; /* columns */

/* Householder QR with column scaling (G. H. Golub, Numerische Mathematik 7, 1965).  x is n rows of
 * p columns, row by row, n >= p; x and y are destroyed.  coef gets p values, NAN for a column that
 * the ones before it span; inverse (p * p, or NULL) gets (X'X)^-1 with zeros there.  Returns the
 * residual sum of squares; rank gets the columns used, when not NULL. */
double ols_qr(double *x, double *y, int n, int p, double *coef, double *inverse, int *rank);

/* The lower factor of a positive definite p * p matrix, row by row.  A pivot below 1e-12 of its
 * diagonal is left out: its row of l is 0 and so is its unknown in chol_solve(). */
void chol_factor(double *l, const double *a, int p);
void chol_solve(double *x, const double *l, int p);   /* x: right-hand side in, solution out */
void chol_forward(double *z, const double *l, int p); /* z := L^-1 z */

#endif
