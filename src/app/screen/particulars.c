/* particulars.c - what is known of somebody besides the name, as people and lists write it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/particulars.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* --- words --- */

struct word {
    const char *said, *meant;
};

static const char *meant_by(const struct word *words, const char *text)
{
    char said[32] = "";
    for (size_t n = 0; *text && n + 1 < sizeof said; text++)
        if (isalpha((unsigned char)*text))
            said[n++] = (char)tolower((unsigned char)*text);
    for (; words->said; words++)
        if (!strcmp(words->said, said))
            return words->meant;
    return NULL;
}

const char *gender_of(const char *text)
{
    static const struct word words[] = {{"m", "male"},       {"male", "male"}, {"man", "male"},
                                        {"f", "female"},     {"w", "female"},  {"female", "female"},
                                        {"woman", "female"}, {NULL, NULL}};
    return meant_by(words, text);
}

const char *type_of(const char *text)
{
    static const struct word words[] = {{"person", "person"},        {"individual", "person"},
                                        {"naturalperson", "person"}, {"human", "person"},
                                        {"entity", "entity"},        {"company", "entity"},
                                        {"organization", "entity"},  {"organisation", "entity"},
                                        {"legalentity", "entity"},   {"legalperson", "entity"},
                                        {"corporation", "entity"},   {"corporate", "entity"},
                                        {"business", "entity"},      {"enterprise", "entity"},
                                        {"vessel", "vessel"},        {"ship", "vessel"},
                                        {"aircraft", "aircraft"},    {"airplane", "aircraft"},
                                        {"plane", "aircraft"},       {NULL, NULL}};
    return meant_by(words, text);
}

/* --- countries --- */

static void add_state(struct buf *to, struct countries *c, const char *name)
{
    const struct areas *areas;
    int m49;
    if (!*name || ref_area(c->ref, &m49, name, NULL) || ref_names(c->ref, &areas, NULL))
        return;
    buf_printf(to, "%s%s", to->len ? ";" : "", areas_iso3(areas, m49));
}

/* A comma parts countries too, but stands in the names of some. */
static const char *look_up(struct countries *c, const char *text)
{
    static const char *const apart[] = {";", ";,"};
    CLEANUP(buf_free) struct buf states = {0};
    for (int i = 0; i < 2 && !states.len; i++) {
        char *rest = arena_strdup(c->arena, text);
        for (char *one; (one = strsep(&rest, apart[i]));)
            add_state(&states, c, one);
    }
    return arena_strdup(c->arena, buf_str(&states));
}

const char *states_of(struct countries *c, const char *text)
{
    for (int i = 0; i < c->count; i++)
        if (!strcmp(c->known[i].said, text))
            return c->known[i].states;
    const char *said = arena_strdup(c->arena, text), *states = look_up(c, text);
    c->known = arena_grow(c->arena, c->known, (size_t)c->count, sizeof *c->known);
    c->known[c->count++] = (struct country_text){said, states};
    return states;
}

/* --- day of birth --- */

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                     "jul", "aug", "sep", "oct", "nov", "dec"};

/* Number of a month of which a text begins with the name; *text is moved behind it. */
static int month_at(const char **text)
{
    for (int m = 0; m < 12; m++)
        if (!strncasecmp(*text, months[m], 3)) {
            *text += strspn(*text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
            return m + 1;
        }
    return 0;
}

/* The numbers of a text in their order, a month by its name among them. */
struct numbers {
    int value[3], digits[3], count;
    int month; /* place of one by name; -1: none */
    char sign; /* between them */
};

static bool read_numbers(struct numbers *n, const char *s)
{
    *n = (struct numbers){.month = -1};
    for (s += strspn(s, " "); *s && n->count < 3; s += strspn(s, " ,.-/")) {
        size_t digits = strspn(s, "0123456789");
        if (!digits) {
            n->month = n->month < 0 ? n->count : 3;
            n->value[n->count] = month_at(&s);
            if (!n->value[n->count++])
                return false;
        } else {
            n->value[n->count] = digits < 9 ? atoi(s) : 0;
            n->digits[n->count++] = (int)digits;
            s += digits;
        }
        n->sign = n->count == 1 ? *s : n->sign;
    }
    return !*s || *s == 'T';
}

/* Which of the numbers are year, month and day. */
static bool read_order(int *y, int *m, int *d, const struct numbers *n)
{
    const int *v = n->value;
    if (n->count == 3 && n->digits[0] == 4 && n->month < 0)
        return *y = v[0], *m = v[1], *d = v[2], true;
    if (n->count == 3 && n->digits[2] == 4 && (n->sign == '.' || n->month >= 0) && n->month < 2)
        return *y = v[2], *m = v[n->month == 0 ? 0 : 1], *d = v[n->month == 0 ? 1 : 0], true;
    if (n->count == 2 && n->digits[0] == 4 && n->month < 0)
        return *y = v[0], *m = v[1], true;
    if (n->count == 2 && n->digits[1] == 4 && n->month == 0)
        return *y = v[1], *m = v[0], true;
    if (n->count == 1 && n->digits[0] == 8)
        return *y = v[0] / 10000, *m = v[0] / 100 % 100, *d = v[0] % 100, true;
    *y = v[0];
    return n->count == 1 && n->digits[0] == 4;
}

bool birth_read(char out[BIRTH_TEXT], const char *text)
{
    struct numbers n;
    int y = 0, m = 0, d = 0;
    if (!read_numbers(&n, text) || !read_order(&y, &m, &d, &n) || y < 1000 || y > 2999 || m > 12 ||
        d > 31 || (n.count > 1 && !m) || ((n.count == 3 || n.digits[0] == 8) && (!m || !d)))
        return false;
    snprintf(out, BIRTH_TEXT, d ? "%04d-%02d-%02d" : m ? "%04d-%02d" : "%04d", y, m, d);
    return true;
}

struct day {
    int year, month, day; /* 0: not known */
};

static struct day day_of(const char *s)
{
    struct day d = {0};
    size_t digits = strspn(s, "0123456789");
    if (digits != 4)
        return d;
    d.year = atoi(s);
    if (s[4] == '-' && isdigit((unsigned char)s[5])) {
        d.month = atoi(s + 5);
        if (s[7] == '-')
            d.day = atoi(s + 8);
    }
    return d;
}

static struct qualified compare_days(struct day a, struct day b)
{
    int years = abs(a.year - b.year);
    bool full = a.day && b.day;
    if (years > 1)
        return (struct qualified){"other year of birth", -.15};
    if (years == 1)
        return (struct qualified){"year of birth next to it", -.03};
    if (full && a.day == b.day && a.month == b.month)
        return (struct qualified){"same day of birth", .06};
    if (full && a.day == b.month && a.month == b.day)
        return (struct qualified){"day and month of birth swapped", .03};
    if (full || (a.month && b.month && a.month != b.month))
        return (struct qualified){"same year, other day of birth", -.05};
    return (struct qualified){"same year of birth", .02};
}

struct qualified qualify_birth(const char *said, const char *listed)
{
    struct qualified best = {NULL, 0};
    struct day mine = day_of(said);
    const char *dots = strstr(listed, "..");
    struct day until = dots ? day_of(dots + 2) : (struct day){0}, from = day_of(listed);
    if (mine.year && dots && from.year && mine.year >= from.year && mine.year <= until.year)
        return (struct qualified){"within the years of birth", 0};
    for (const char *s = listed; mine.year && *s; s++) {
        bool begins = isdigit((unsigned char)*s) &&
                      (s == listed || !(isdigit((unsigned char)s[-1]) || s[-1] == '-'));
        struct day its = begins ? day_of(s) : (struct day){0};
        struct qualified q = its.year ? compare_days(mine, its) : (struct qualified){NULL, 0};
        if (q.says && (!best.says || q.adds > best.adds))
            best = q;
    }
    return best;
}

/* --- the others --- */

/* Whether a word is one of several that are parted by signs. */
static bool is_among(const char *word, size_t n, const char *several)
{
    for (const char *s = several; *s;) {
        size_t len = strcspn(s, ";,"), from = strspn(s, " "), end = len;
        while (end > from && s[end - 1] == ' ')
            end--;
        if (end > from && end - from == n && !strncasecmp(s + from, word, n))
            return true;
        s += len + (s[len] != 0);
    }
    return false;
}

struct qualified qualify_states(const char *said, const char *listed)
{
    bool same = false;
    if (!*said || !*listed)
        return (struct qualified){NULL, 0};
    for (const char *s = said; *s && !same; s += strspn(s, ";")) {
        size_t n = strcspn(s, ";");
        same = is_among(s, n, listed);
        s += n;
    }
    return same ? (struct qualified){"same country", .02}
                : (struct qualified){"other country", -.04};
}

struct qualified qualify_gender(const char *said, const char *listed)
{
    if (!*said || !*listed || !strcmp(listed, "unknown"))
        return (struct qualified){NULL, 0};
    return is_among(said, strlen(said), listed) ? (struct qualified){"same gender", 0}
                                                : (struct qualified){"other gender", -.1};
}

struct qualified qualify_type(const char *said, const char *listed)
{
    if (!*said || !*listed || !strcmp(listed, "unknown"))
        return (struct qualified){NULL, 0};
    return is_among(said, strlen(said), listed) ? (struct qualified){"same type", 0}
                                                : (struct qualified){"other type", -.2};
}
