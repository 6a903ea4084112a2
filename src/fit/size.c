/* Limits simulated by the authors of the FSDA toolbox for the residuals of least trimmed squares
 * (M. Riani, A. Cerioli, D. Perrotta and F. Torti, Advances in Data Analysis and Classification 9,
 * 2015): the figures, not the program.  Between them weir interpolates linearly: in the number of
 * values, of columns and in the share trimmed, from 1/2 over 1/4 to 0, where the chi-squared
 * distribution holds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "fit/size.h"

#include "stats/dist.h"

enum { SIZES = 12, WIDTHS = 5 };

static const double sizes[SIZES] = {50, 60, 70, 80, 90, 100, 150, 200, 250, 300, 400, 500};
static const double widths[WIDTHS] = {2, 3, 6, 9, 10};
static const double limits[2][SIZES][WIDTHS] = {
    {
        /* a quarter trimmed */
        {8.499, 9.553, 12.841, 16.667, 18.006},
        {8.124, 8.871, 11.068, 13.444, 14.339},
        {7.880, 8.535, 10.349, 12.207, 12.927},
        {7.649, 8.191, 9.653, 10.965, 11.420},
        {7.572, 8.052, 9.245, 10.390, 10.761},
        {7.447, 7.877, 8.935, 9.921, 10.191},
        {7.153, 7.411, 8.023, 8.502, 8.664},
        {7.003, 7.192, 7.626, 7.950, 8.041},
        {6.937, 7.084, 7.405, 7.650, 7.721},
        {6.882, 6.999, 7.252, 7.434, 7.490},
        {6.821, 6.897, 7.084, 7.210, 7.255},
        {6.780, 6.848, 6.983, 7.095, 7.122},
    },
    {
        /* half trimmed */
        {11.905, 15.629, 29.663, 53.774, 64.454},
        {10.877, 13.532, 22.075, 33.961, 39.135},
        {10.120, 12.186, 18.327, 25.472, 28.486},
        {9.628, 11.307, 15.952, 20.675, 22.461},
        {9.275, 10.739, 14.321, 17.870, 19.171},
        {9.052, 10.281, 13.372, 16.232, 17.260},
        {8.216, 8.903, 10.389, 11.528, 11.996},
        {7.816, 8.321, 9.264, 9.902, 10.113},
        {7.589, 7.973, 8.656, 9.114, 9.244},
        {7.426, 7.732, 8.264, 8.596, 8.723},
        {7.236, 7.453, 7.788, 8.003, 8.082},
        {7.125, 7.280, 7.546, 7.703, 7.764},
    },
};

/* Where v lies on the scale: the index below and the share of the way to the next.  Beyond the last
 * column the course of the last two goes on; beyond the sizes nothing changes. */
static double place(const double *scale, int count, double v, bool beyond, int *below)
{
    int i = 0;
    while (i < count - 2 && v >= scale[i + 1])
        i++;
    double share = (v - scale[i]) / (scale[i + 1] - scale[i]);
    *below = i;
    return share < 0 ? 0 : share > 1 && !beyond ? 1 : share;
}

static double limit_at(int trimmed, double n, double p)
{
    int i, j;
    double u = place(sizes, SIZES, n, false, &i), v = place(widths, WIDTHS, p, true, &j);
    const double *low = limits[trimmed][i], *high = limits[trimmed][i + 1];
    return (1 - u) * ((1 - v) * low[j] + v * low[j + 1]) +
           u * ((1 - v) * high[j] + v * high[j + 1]);
}

double size_threshold(const struct model *m, int h)
{
    double trimmed = 1 - (double)h / m->n, p = m->columns - m->terms.amplitude;
    double none = chi_squared_quantile(0.99, 1), quarter = limit_at(0, m->n, p);
    if (trimmed <= 0.25)
        return none + trimmed / 0.25 * (quarter - none);
    double share = trimmed < 0.5 ? (trimmed - 0.25) / 0.25 : 1;
    return quarter + share * (limit_at(1, m->n, p) - quarter);
}
