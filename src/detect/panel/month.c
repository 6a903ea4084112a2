/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/month.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>

enum { MONTHS = MONTH_YEARS * 12, FIRST_MONTH = MONTH_FIRST_YEAR * 12 };
enum { CYCLE = 28, HOLIDAYS_BEFORE = 7, HOLIDAYS = 21 };

static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int length_of(int month)
{
    return lengths[month % 12] + (month % 12 == 1 && is_leap(month / 12));
}

/* The weekday, 0 for Monday, of the first of a month: a year moves it on by one, a leap year by
 * two, from that of year 1, which was a Monday. */
static int first_weekday(int month)
{
    int before = month / 12 - 1, days = before * 365 + before / 4 - before / 100 + before / 400;
    for (int m = month / 12 * 12; m < month; m++)
        days += length_of(m);
    return days % 7;
}

static int working_days(int month)
{
    int first = first_weekday(month), n = 0;
    for (int day = 0; day < length_of(month); day++)
        n += (first + day) % 7 < 5;
    return n;
}

/* --- New Year --- */

/* Days of January from 1980 on, as the Hong Kong Observatory's conversion table gives them (ICU's
 * Chinese calendar is a day off in 2027 and 2030, when the moon is new about midnight). */
static const unsigned char new_year[MONTH_YEARS] = {
    47, 36, 25, 44, 33, 51, 40, 29, 48, 37, 27, 46, 35, 23, 41, 31, 50, 38, 28, 47, 36, 24, 43, 32,
    22, 40, 29, 49, 38, 26, 45, 34, 23, 41, 31, 50, 39, 28, 47, 36, 25, 43, 32, 22, 41, 29, 48, 37,
    26, 44, 34, 23, 42, 31, 50, 39, 28, 46, 35, 24, 43, 32, 22, 41, 30, 48, 37, 26, 45, 33, 23};
static double effects[MONTH_EFFECTS][MONTHS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static double holidays(int month)
{
    int day = new_year[month / 12 - MONTH_FIRST_YEAR], begins = 1;
    int first = day - HOLIDAYS_BEFORE, last = first + HOLIDAYS - 1;
    for (int m = month / 12 * 12; m < month; m++)
        begins += length_of(m);
    int from = first > begins ? first : begins, ends = begins + length_of(month) - 1;
    int until = last < ends ? last : ends;
    return until >= from ? (until - from + 1.) / HOLIDAYS : 0;
}

static void lay_effects(void)
{
    double usual[MONTH_EFFECTS][12] = {{0}};
    for (int i = 0; i < MONTHS; i++) {
        int month = FIRST_MONTH + i;
        effects[MONTH_WORKING_DAYS][i] = log(working_days(month));
        effects[MONTH_NEW_YEAR][i] = holidays(month);
        if (i < CYCLE * 12)
            usual[MONTH_WORKING_DAYS][i % 12] += effects[MONTH_WORKING_DAYS][i] / CYCLE;
        usual[MONTH_NEW_YEAR][i % 12] += effects[MONTH_NEW_YEAR][i] / MONTH_YEARS;
    }
    for (int e = 0; e < MONTH_EFFECTS; e++)
        for (int i = 0; i < MONTHS; i++)
            effects[e][i] -= usual[e][i % 12];
}

int month_new_year(int year)
{
    year -= MONTH_FIRST_YEAR;
    return year >= 0 && year < MONTH_YEARS ? new_year[year] : 0;
}

double month_effect(int month, enum month_effect effect)
{
    pthread_once(&once, lay_effects);
    month -= FIRST_MONTH;
    return month >= 0 && month < MONTHS ? effects[effect][month] : 0;
}
