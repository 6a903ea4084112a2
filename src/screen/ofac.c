/* ofac.c - the score that the US Treasury's Sanctions List Search shows.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/ofac.h"

#include <stdbool.h>
#include <string.h>

#include "screen/name/roman.h"
#include "screen/name/utf8.h"

enum { OFAC_LETTERS = 512, OFAC_PARTS = 64 };

/* A name as capitals with one blank between its parts. */
struct plain {
    char text[OFAC_LETTERS + 1];
    int length, parts;
    int at[OFAC_PARTS], len[OFAC_PARTS];
};

static void end_part(struct plain *p, int from)
{
    if (p->length > from && p->parts < OFAC_PARTS) {
        p->at[p->parts] = from;
        p->len[p->parts++] = p->length - from;
    }
}

static void read_plain(struct plain *p, const char *s)
{
    size_t len = strlen(s), at = 0;
    int from = 0;
    *p = (struct plain){0};
    while (at < len && p->length < OFAC_LETTERS - 8) {
        uint32_t c = utf8_next(s, len, &at);
        if (c == UINT32_MAX) {
            at++;
            continue;
        }
        enum script script = roman_script(c);
        const char *roman = script == SCRIPT_NONE ? NULL : roman_letter(c);
        char one[2] = {(char)c, 0};
        if (c < 128)
            roman = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                        ? one
                        : NULL;
        if (c == '\'' || c == 0x2019)
            continue;
        if (!roman && p->length > from) {
            end_part(p, from);
            p->text[p->length++] = ' ';
            from = p->length;
        }
        for (; roman && *roman && p->length < OFAC_LETTERS; roman++)
            p->text[p->length++] = (char)(*roman >= 'a' && *roman <= 'z' ? *roman - 32 : *roman);
    }
    end_part(p, from);
    while (p->length && p->text[p->length - 1] == ' ')
        p->length--;
}

double ofac_jaro_winkler(const char *a, int la, const char *b, int lb)
{
    bool taken_a[OFAC_LETTERS] = {0}, taken_b[OFAC_LETTERS] = {0};
    int longer = la > lb ? la : lb, shorter = la < lb ? la : lb;
    int window = longer < 4 ? 0 : longer / 2 - 1, same = 0, moved = 0, prefix = 0;
    if (!la || !lb)
        return 0;
    for (int i = 0; i < la; i++) {
        int low = i - window < 0 ? 0 : i - window, high = i + window >= lb ? lb - 1 : i + window;
        for (int k = low; k <= high && !taken_a[i]; k++)
            if (!taken_b[k] && a[i] == b[k]) {
                taken_a[i] = taken_b[k] = true;
                same++;
            }
    }
    if (!same)
        return 0;
    for (int i = 0, k = 0; i < la; i++) {
        if (!taken_a[i])
            continue;
        while (!taken_b[k])
            k++;
        moved += a[i] != b[k++];
    }
    double jaro = ((double)same / la + (double)same / lb + (same - moved / 2.) / same) / 3;
    while (prefix < 4 && prefix < shorter && a[prefix] == b[prefix])
        prefix++;
    return jaro + .1 * prefix * (1 - jaro);
}

/* The mean over parts of three letters and more; where there is none, over all. */
static double by_parts(const struct plain *a, const struct plain *b)
{
    double sum = 0;
    int counted = 0, longest = 0;
    for (int i = 0; i < a->parts; i++)
        longest = a->len[i] > longest ? a->len[i] : longest;
    for (int i = 0; i < a->parts; i++) {
        double best = 0;
        if (a->len[i] <= 2 && longest > 2)
            continue;
        for (int k = 0; k < b->parts; k++) {
            double jw = ofac_jaro_winkler(a->text + a->at[i], a->len[i], b->text + b->at[k],
                                          b->len[k]);
            best = jw > best ? jw : best;
        }
        sum += best < .5 ? 0 : best;
        counted++;
    }
    return counted ? sum / counted : 0;
}

double ofac_score(const char *searched, const char *listed)
{
    static _Thread_local struct plain a, b;
    read_plain(&a, searched);
    read_plain(&b, listed);
    double parts = by_parts(&a, &b);
    double whole = a.length && b.length && *a.text == *b.text
                       ? ofac_jaro_winkler(a.text, a.length, b.text, b.length)
                       : 0;
    return parts > whole ? parts : whole;
}
