/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "model/near.h"

/* ISO 4217, active codes and those of the last years. */
static const char currencies[][4] = {
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AZN", "BAM", "BDT", "BGN", "BHD", "BIF",
    "BND", "BOB", "BRL", "BWP", "BYN", "CAD", "CDF", "CHF", "CLP", "CNH", "CNY", "COP", "CRC",
    "CUP", "CZK", "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "GBP", "GEL", "GHS", "GNF", "GTQ",
    "HKD", "HNL", "HRK", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KRW", "KWD", "KZT", "LAK", "LBP", "LKR", "LYD", "MAD", "MDL", "MKD",
    "MMK", "MNT", "MOP", "MUR", "MVR", "MXN", "MYR", "MZN", "NAD", "NGN", "NOK", "NPR", "NZD",
    "OMR", "PEN", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SDG",
    "SEK", "SGD", "SYP", "THB", "TJS", "TMT", "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD",
    "UYU", "UZS", "VES", "VND", "XAF", "XDR", "XOF", "YER", "ZAR", "ZMW"};

static bool ends_word(const char *p)
{
    return !isalpha((unsigned char)*p);
}

const char *word_currency(const char *p)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (!strncasecmp(p, currencies[i], 3) && ends_word(p + 3))
            return currencies[i];
    return NULL;
}

const struct word *word_at(const char *p)
{
    const struct word *best = NULL;
    for (size_t i = 0; i < (size_t)word_count; i++) {
        size_t n = strlen(word_list[i].text);
        if (strncmp(p, word_list[i].text, n) != 0 || (best && n <= strlen(best->text)))
            continue;
        if (!isalpha((unsigned char)word_list[i].text[n - 1]) || ends_word(p + n))
            best = &word_list[i];
    }
    return best;
}

/* --- numbers in words --- */

struct numeral {
    const char *text;
    double value;
};

static const struct numeral ones[] = {
    {"one", 1},        {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},        {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},    {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"a dozen", 12},
    {"a hundred", 100}};
static const struct numeral tens[] = {{"twenty", 20}, {"thirty", 30}, {"forty", 40},
                                      {"fifty", 50},  {"sixty", 60},  {"seventy", 70},
                                      {"eighty", 80}, {"ninety", 90}};
enum { ONES = sizeof ones / sizeof *ones, NUMERALS = sizeof tens / sizeof *tens };

static size_t numeral_at(const struct numeral *list, int count, const char *p, double *value)
{
    for (int i = 0; i < count; i++) {
        size_t n = strlen(list[i].text);
        if (strncmp(p, list[i].text, n) != 0 ||
            (!ends_word(p + n) && strncmp(p + n, "fold", 4) != 0))
            continue;
        *value = list[i].value;
        return n;
    }
    return 0;
}

/* "twenty-five", "twenty five", "twenty", "five" */
static size_t below_hundred(const char *p, double *value)
{
    double unit;
    size_t n = numeral_at(tens, NUMERALS, p, value), m = 0;
    if (!n)
        return numeral_at(ones, ONES, p, value);
    if (p[n] == '-' || p[n] == ' ')
        m = numeral_at(ones, 9, p + n + 1, &unit);
    *value += m ? unit : 0;
    return m ? n + 1 + m : n;
}

static size_t starts(const char *p, const char *with)
{
    size_t n = strlen(with);
    return strncmp(p, with, n) || !ends_word(p + n) ? 0 : n;
}

size_t word_number(const char *p, double *value)
{
    double more;
    size_t half = starts(p, "half a") + starts(p, "half an"), n, m;
    const struct word *scale = half && p[half] == ' ' ? word_at(p + half + 1) : NULL;
    if (scale && scale->kind == TENS)
        return *value = 0.5, half;
    n = below_hundred(p, value);
    if (n && (m = starts(p + n, " hundred"))) {
        *value *= 100;
        n += m;
        m = starts(p + n, " and");
        size_t k = m && p[n + m] == ' ' ? below_hundred(p + n + m + 1, &more) : 0;
        *value += k ? more : 0;
        n += k ? m + 1 + k : 0;
    }
    m = n ? starts(p + n, " and a half") : 0;
    *value += m ? 0.5 : 0;
    return n + m;
}

/* --- what was meant --- */

const char *word_near(const char *text, size_t n)
{
    struct near near = near_to(text, n);
    for (size_t i = 0; i < (size_t)word_count; i++)
        near_try(&near, word_list[i].text);
    for (int i = 0; i < ONES + NUMERALS; i++)
        near_try(&near, i < ONES ? ones[i].text : tens[i - ONES].text);
    return near.best;
}
