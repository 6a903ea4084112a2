/* beside.h - words that stand beside a name and say of what kind or where its bearer is.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SCREEN_NAME_BESIDE_H
#define SCREEN_NAME_BESIDE_H

#include "screen/name/legal.h"

/* How many words say at the beginning that it is a ship: "motor tanker", "crude oil tanker". */
int beside_ship(const struct words *w);

/* The first of the words at the end that say where somebody is: behind a comma or in brackets, and
 * nothing but countries and towns: "Sberbank, Moscow, Russia"; w->count: there are none. */
int beside_places(const struct words *w);

/* Whether words from behind a comma to i are titles: Kulik, General Director; not Jr. */
bool beside_job(const struct words *w, int i);

#endif
