/* month.h - what a month has that the same month of other years has less of: working days, and the
 * Chinese New Year, which is in January or in February.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_MONTH_H
#define DETECT_PANEL_MONTH_H

enum month_effect { MONTH_WORKING_DAYS, MONTH_NEW_YEAR, MONTH_EFFECTS };

/* limit MONTH_YEARS: years from 1980 on whose months and New Year are known; */
enum { MONTH_FIRST_YEAR = 1980, MONTH_YEARS = 71 };

/* Less the mean of that calendar month over all years, of a month that counts from year 0:
 *   working days: the logarithm of its days from Monday to Friday (as one coefficient of trading
 *     days: W. R. Bell and S. C. Hillmer, JASA 78, 1983; public holidays are not known);
 *   New Year: its share of the three weeks that begin a week before that day (in the manner of
 *     J.-L. Lin and T.-S. Liu, Modeling lunar calendar holiday effects in Taiwan, 2002).
 * 0 of months before 1980 and after 2050.  Several threads may call. */
double month_effect(int month, enum month_effect effect);

/* The day of January that New Year's Day of a year is (32: 1 February); 0: not known. */
int month_new_year(int year);

#endif
