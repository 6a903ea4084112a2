/* subject.c - who is screened, and what was found of him.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/subject.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The most that qualifiers lift a score: a name so far below the threshold is looked at. */
static const double LIFT_MOST = .08;

/* limit SCREEN_HITS: entities found for one name, : counted, not shown; */
enum { SCREEN_HITS = 1000 };

void screener_new(struct screener *s, const struct index *x, const struct profile *p)
{
    *s = (struct screener){.index = x,
                           .profile = p,
                           .finder = finder_new(x, p),
                           .threshold = p->of[THRESHOLD],
                           .most = SCREEN_HITS};
}

void screener_beside(struct screener *s, const struct screener *other)
{
    *s = *other;
    s->finder = finder_beside(other->finder);
}

void screener_free(struct screener *s)
{
    finder_free(&s->finder);
}

/* --- day of birth --- */

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

bool is_birth(const char *text)
{
    static const char *const forms[] = {"0000", "0000-00", "0000-00-00"};
    struct day d = day_of(text);
    for (int f = 0; f < 3; f++) {
        size_t i = 0;
        while (forms[f][i] &&
               (forms[f][i] == '-' ? text[i] == '-' : isdigit((unsigned char)text[i])))
            i++;
        if (!forms[f][i] && !text[i])
            return d.month <= 12 && d.day <= 31;
    }
    return false;
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
static bool is_among(const char *word, const char *several)
{
    size_t n = strlen(word);
    for (const char *s = several; *s;) {
        size_t len = strcspn(s, ";,");
        size_t from = strspn(s, " "), end = len;
        while (end > from && s[end - 1] == ' ')
            end--;
        if (end - from == n && !strncasecmp(s + from, word, n))
            return true;
        s += len + (s[len] != 0);
    }
    return false;
}

static struct qualified qualify(enum qualifier q, const struct subject *who, const struct listed *l)
{
    const char *mine = q == QUALIFIER_COUNTRY  ? who->country
                       : q == QUALIFIER_GENDER ? who->gender
                                               : who->type;
    const char *its = q == QUALIFIER_COUNTRY  ? l->country
                      : q == QUALIFIER_GENDER ? l->gender
                                              : l->entity;
    if (!mine || !*mine || !*its || !strcmp(its, "unknown"))
        return (struct qualified){NULL, 0};
    bool same = is_among(mine, its);
    switch (q) {
    case QUALIFIER_COUNTRY:
        return same ? (struct qualified){"same country", .02}
                    : (struct qualified){"other country", -.04};
    case QUALIFIER_GENDER:
        return same ? (struct qualified){"same gender", 0}
                    : (struct qualified){"other gender", -.1};
    default:
        return same ? (struct qualified){"same type", 0} : (struct qualified){"other type", -.2};
    }
}

static struct screen_hit qualified_hit(const struct screener *s, const struct subject *who,
                                       const struct found *found)
{
    struct screen_hit hit = {.name = found->name, .by_name = found->score, .score = found->score};
    struct listed l;
    index_listed(&l, s->index, found->name);
    for (enum qualifier q = 0; q < QUALIFIERS; q++) {
        hit.qualified[q] = q != QUALIFIER_BIRTH ? qualify(q, who, &l)
                           : who->birth         ? qualify_birth(who->birth, l.born)
                                                : (struct qualified){NULL, 0};
        hit.score += hit.qualified[q].adds;
    }
    hit.score = hit.score > 1 ? 1 : hit.score < 0 ? 0 : hit.score;
    return hit;
}

static int by_score(const void *a, const void *b)
{
    const struct screen_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

static bool has_entity(const struct screened *out, const struct screener *s, uint32_t name)
{
    uint32_t entity = index_entity(s->index, name);
    for (int i = 0; i < out->count; i++)
        if (index_entity(s->index, out->hit[i].name) == entity)
            return true;
    return false;
}

void screen_subject(struct screened *out, struct screener *s, const struct subject *who,
                    struct arena *a)
{
    const struct found *found;
    bool more = who->birth || who->country;
    out->hit = NULL;
    out->count = out->left_out = 0;
    name_read(&out->name, who->name, strlen(who->name));
    size_t count = finder_search(s->finder, &found, &out->name,
                                 s->threshold - (more ? LIFT_MOST : 0));
    for (size_t i = 0; i < count; i++) {
        if (has_entity(out, s, found[i].name))
            continue;
        struct screen_hit hit = qualified_hit(s, who, &found[i]);
        if (hit.by_name < s->threshold && hit.score < s->threshold)
            continue;
        if ((s->most && out->count == s->most) || out->count == SCREEN_HITS) {
            out->left_out++;
            continue;
        }
        out->hit = arena_grow(a, out->hit, (size_t)out->count, sizeof hit);
        out->hit[out->count++] = hit;
    }
    if (out->count)
        qsort(out->hit, (size_t)out->count, sizeof *out->hit, by_score);
}
