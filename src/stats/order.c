/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/order.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

void order_sort(double *v, int n)
{
    for (int i = 1; i < n && n <= 24; i++) {
        double x = v[i];
        int k = i;
        for (; k > 0 && v[k - 1] > x; k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
    if (n > 24)
        qsort(v, (size_t)n, sizeof *v, ascending);
}

static void swap(double *v, int i, int j)
{
    double x = v[i];
    v[i] = v[j];
    v[j] = x;
}

/* Median of three in front as the pivot. */
static double pivot_of(double *v, int low, int high)
{
    int mid = low + (high - low) / 2;
    if (v[mid] < v[low])
        swap(v, mid, low);
    if (v[high] < v[low])
        swap(v, high, low);
    if (v[high] < v[mid])
        swap(v, high, mid);
    return v[mid];
}

double order_select(double *v, int n, int k)
{
    int low = 0, high = n - 1;
    while (low < high) {
        double pivot = pivot_of(v, low, high);
        int i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i <= j)
                swap(v, i++, j--);
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            break;
    }
    return v[k];
}

double order_median(double *v, int n)
{
    double upper = order_select(v, n, n / 2), lower = -INFINITY;
    if (n % 2)
        return upper;
    for (int i = 0; i < n / 2; i++)
        lower = fmax(lower, v[i]);
    return (lower + upper) / 2;
}

double order_mad(double *v, int n)
{
    double middle = order_median(v, n);
    for (int i = 0; i < n; i++)
        v[i] = fabs(v[i] - middle);
    return 1.482602218505602 * order_median(v, n);
}

/* --- distances of pairs, by counting --- */

/* The values from 0 up in the order of their bits: bisection over them ends at a value that
 * occurs, whatever its size. */
static double from_bits(uint64_t bits)
{
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static uint64_t to_bits(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

/* Pairs of the sorted values no farther apart than d. */
static int64_t pairs_within(const double *v, int n, double d)
{
    int64_t count = 0;
    for (int i = 0, j = 0; j < n; j++) {
        while (v[j] - v[i] > d)
            i++;
        count += j - i;
    }
    return count;
}

/* Of small samples: Croux and Rousseeuw 1992, table 1 for n = 2..9, else the fitted form. */
static double qn_factor(int n)
{
    static const double small[] = {0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872};
    if (n <= 9)
        return small[n - 2];
    return n % 2 ? n / (n + 1.4) : n / (n + 3.8);
}

double order_qn(double *v, int n)
{
    if (n < 2)
        return 0;
    order_sort(v, n);
    int64_t half = n / 2 + 1, wanted = half * (half - 1) / 2;
    uint64_t low = 0, high = to_bits(v[n - 1] - v[0]);
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (pairs_within(v, n, from_bits(mid)) >= wanted)
            high = mid;
        else
            low = mid + 1;
    }
    return 2.2219 * qn_factor(n) * from_bits(low);
}

/* Values of the sorted v within d of v[i], itself included. */
static int near(const double *v, int n, int i, double d)
{
    int first = 0, last = n - 1;
    for (int high = i; first < high;) {
        int mid = (first + high) / 2;
        if (v[i] - v[mid] <= d)
            high = mid;
        else
            first = mid + 1;
    }
    for (int low = i; low < last;) {
        int mid = (low + last + 1) / 2;
        if (v[mid] - v[i] <= d)
            low = mid;
        else
            last = mid - 1;
    }
    return last - first + 1;
}

/* The high median of the distances from v[i]. */
static double high_median_from(const double *v, int n, int i)
{
    int wanted = n / 2 + 1;
    uint64_t low = 0, high = to_bits(v[n - 1] - v[0]);
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (near(v, n, i, from_bits(mid)) >= wanted)
            high = mid;
        else
            low = mid + 1;
    }
    return from_bits(low);
}

static double sn_factor(int n)
{
    static const double small[] = {0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131};
    if (n <= 9)
        return small[n - 2];
    return n % 2 ? n / (n - 0.9) : 1;
}

double order_sn(double *v, int n)
{
    if (n < 2)
        return 0;
    double *inner = must(malloc((size_t)n * sizeof *inner));
    order_sort(v, n);
    for (int i = 0; i < n; i++)
        inner[i] = high_median_from(v, n, i);
    double low_median = order_select(inner, n, (n + 1) / 2 - 1);
    free(inner);
    return 1.1926 * sn_factor(n) * low_median;
}
