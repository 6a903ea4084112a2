/* number.h - Roman numbers.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_NUMBER_H
#define SCREEN_NAME_NUMBER_H

/* The value of i to xxxix in small letters as they are written; 0: none. */
int number_roman(const char *text);

#endif
