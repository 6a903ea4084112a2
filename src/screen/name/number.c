/* number.c - numbers in names.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/number.h"

#include <string.h>

int number_roman(const char *text)
{
    static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    int tens = (int)strspn(text, "x");
    if (tens > 3 || !*text)
        return 0;
    /* an x before nothing but units; ix has its own */
    for (int i = 0; i < 10; i++)
        if (!strcmp(text + tens, units[i]))
            return 10 * tens + i;
    return 0;
}

bool number_follows(const struct words *w, int i)
{
    static const char *const said[] = {"no",       "nr",   "num",  "number", "n",     "imo", "inn",
                                       "passport", "ogrn", "okpo", "kpp",    "tin",   "ac",  "mmsi",
                                       "dob",      "born", "aged", "age",    "voyage"};
    if (i + 1 == w->count)
        return false;
    if (!w->raw[i + 1].digits)
        return !strcmp(w->raw[i].text, "imo") && number_follows(w, i + 1);
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        if (!strcmp(w->raw[i].text, said[k]))
            return true;
    return false;
}

bool number_ends(const struct words *w, int i)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    if (!i || !w->raw[i - 1].digits || w->raw[i - 1].after)
        return false;
    for (size_t k = 0; k < 4; k++)
        if (!strcmp(w->raw[i].text, endings[k]))
            return true;
    return false;
}
