/* ofac.h - the score that the US Treasury's Sanctions List Search shows.
 *
 * For auditors who hold an answer against that tool; as a way to find people it is blunt (OFAC, FAQ
 * 249 and 251: names alone, Jaro-Winkler and Soundex).  The recipe is that of Jaro-Winkler with the
 * bonus for a common beginning whatever the rest (SimMetrics), the better of the names as wholes
 * and of the mean over the parts of the name searched, each with the listed part that is likest.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_OFAC_H
#define SCREEN_OFAC_H

/* 0 to 1, of UTF-8 texts. */
double ofac_score(const char *searched, const char *listed);

/* Jaro (1989) with Winkler's bonus (1990) of a tenth for each of up to four letters that both begin
 * with. */
double ofac_jaro_winkler(const char *a, int la, const char *b, int lb);

#endif
