/* words.h - what a page says of a finding, in sentences.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include "app/find/watch.h"

/* Names of the two ends, and the goods in a few words. */
const char *words_exporter(const struct watch *w, const struct series *s);
const char *words_importer(const struct watch *w, const struct series *s);
const char *words_goods(const struct watch *w, const struct finding *f);

/* " from EU27: goods of chpl:1": what was asked of all that flows; "" where it was all. */
const char *words_selection(const struct watch *w);

/* "May 2022", "2022"; index: of a month or a year. */
const char *words_period(int index, char freq, struct arena *a);

/* "14 months", "a year". */
const char *words_length(int periods, char freq, struct arena *a);

/* "3.7 times", "a third more", "new", "73 % less": of a ratio of after and before. */
const char *words_change(double ratio, struct arena *a);

/* "3.93 bn", "10.1 M", "812": three digits are more than a sentence needs. */
const char *words_amount(double v, struct arena *a);

/* "10.1 M to 3.93 bn USD". */
const char *words_amounts(double before, double after, const char *unit, struct arena *a);

/* One sentence of law, on the last day of the finding, and one on what it is compared with. */
const char *words_law(const struct watch *w, const struct finding *f);
const char *words_note(const struct watch *w, const struct finding *f);

/* "1,234"; "1 flow", "1,234 flows". */
const char *words_count(int n, struct arena *a);
const char *words_counted(int n, const char *one, struct arena *a);

/* " (1.74 to 3.88 times at 95 %)"; "" where there is none. */
const char *words_interval(const struct finding *f, struct arena *a);

/* Whose statistics a series is, and of which vintage: "UN Comtrade, 2024-02-01". */
const char *words_source(const struct watch *w, const struct series *s);

/* Codes of its family, few of them by name. */
const char *words_codes(const struct watch *w, const struct series *s);

#endif
