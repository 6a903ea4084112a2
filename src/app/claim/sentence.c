/* SPDX-License-Identifier: Apache-2.0 */
#include "app/claim/sentence.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/claim/measure.h"
#include "claim/words.h"

struct mismatch {
    const char ***list;
    int *count;
    struct arena *arena;
};

static void add(struct mismatch *m, const char *text)
{
    *m->list = arena_grow(m->arena, *m->list, (size_t)*m->count, sizeof **m->list);
    (*m->list)[(*m->count)++] = text;
}

/* --- numbers --- */

enum { NUMBERS_MAX = 64 };

struct numbers {
    double v[NUMBERS_MAX];
    int count;
};

static void put(struct numbers *n, double v)
{
    if (n->count < NUMBERS_MAX)
        n->v[n->count++] = v;
}

static bool is_year(double v)
{
    return v >= 1980 && v <= 2100 && v == floor(v);
}

/* "1,435.5": commas between thousands. */
static const char *read_digits(const char *p, double *v)
{
    char digits[32];
    size_t n = 0;
    for (; n + 1 < sizeof digits &&
           (isdigit((unsigned char)*p) || (strchr(".,", *p) && *p && isdigit((unsigned char)p[1])));
         p++)
        if (*p != ',')
            digits[n++] = *p;
    digits[n] = '\0';
    *v = strtod(digits, NULL);
    return p;
}

/* Numbers in digits and words, as they are printed: 60 of "60 million", 3 of "tripled"; years are
 * not among them. */
static void read_numbers(struct numbers *out, const char *text, struct arena *a)
{
    char *low = arena_strdup(a, text);
    for (char *p = low; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    for (const char *p = low; *p;) {
        double v;
        bool starts = p == low || !isalnum((unsigned char)p[-1]);
        size_t n = starts ? word_number(p, &v) : 0;
        const struct word *w = starts && isalpha((unsigned char)*p) ? word_at(p) : NULL;
        if (starts && isdigit((unsigned char)*p)) {
            p = read_digits(p, &v);
            if (!is_year(v))
                put(out, v);
        } else if (n) {
            put(out, v);
            p += n;
        } else if (w && (w->kind == RATIO || w->kind == PART || w->kind == RANK) && w->value > 0) {
            put(out, w->value);
            p += strlen(w->text);
        } else {
            p++;
        }
    }
}

static bool holds(const struct numbers *n, double v)
{
    for (int i = 0; i < n->count; i++)
        if (fabs(n->v[i] - v) <= 0.005 * fabs(v))
            return true;
    return false;
}

/* What else a number may be printed as: +200 % is tripled, a third is 33 %. */
static bool holds_otherwise(const struct numbers *n, const struct said *s)
{
    double c = s->claimed;
    if (s->as == SAID_RATIO)
        return holds(n, c) || (c > 0 && holds(n, 1 / c)) || holds(n, 100 * fabs(c - 1)) ||
               holds(n, 100 * c);
    if (s->as == SAID_SHARE)
        return holds(n, 100 * c) || (c > 0 && holds(n, 1 / c));
    for (double scale = 1; scale <= 1e12; scale *= 1000)
        if (holds(n, fabs(c) / scale))
            return true;
    return false;
}

static void compare_numbers(struct mismatch *m, const struct claim *c, const struct claim_test *t)
{
    struct numbers said = {0}, tested = {0};
    if (!t->says_text || isnan(t->says.claimed))
        return;
    read_numbers(&said, c->sentence, m->arena);
    read_numbers(&tested, t->says_text, m->arena);
    for (int i = 0; i < tested.count; i++)
        if (holds(&said, tested.v[i]))
            return;
    if (said.count && tested.count && !holds_otherwise(&said, &t->says))
        add(m, arena_printf(m->arena, "sentence: the number of the test, '%s', is not in it",
                            t->says_text));
}

/* --- times --- */

static bool names_year(const char *sentence, int year)
{
    char text[8];
    snprintf(text, sizeof text, "%d", year % 10000);
    return strstr(sentence, text) != NULL;
}

static bool names_any_year(const char *sentence)
{
    for (int year = 1990; year <= 2040; year++)
        if (names_year(sentence, year))
            return true;
    return false;
}

/* Months by name, as bits. */
static unsigned months_in(const char *sentence)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May ",      "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    unsigned bits = 0;
    for (int i = 0; i < 12; i++)
        bits |= strstr(sentence, names[i]) ? 1u << i : 0;
    return bits;
}

static void compare_times(struct mismatch *m, const struct claim *c, const struct claim_test *t)
{
    struct window w;
    if (!t->period || !window_parse(&w, t->period))
        return;
    struct window months = window_months(w);
    int from = months.from / 100, until = months.until / 100;
    if (names_any_year(c->sentence) && !names_year(c->sentence, from) &&
        !names_year(c->sentence, until))
        add(m, arena_printf(m->arena, "sentence: it names a year, and not that of the test, %s",
                            t->period));
    unsigned named = months_in(c->sentence);
    bool one = (named >> (months.from % 100 - 1) & 1) || (named >> (months.until % 100 - 1) & 1);
    if (named && period_is_month(w.from) && !one)
        add(m, arena_printf(m->arena, "sentence: it names months, and not those of the test, %s",
                            t->period));
}

/* --- places --- */

static bool is_among(const struct ref_areas *list, int m49)
{
    for (int i = 0; i < list->count; i++)
        if (list->m49[i] == m49)
            return true;
    return false;
}

/* The longest name of an area that begins at a capital: up to three words. */
static size_t area_at(struct ref *r, const char *p, int *m49, struct arena *a)
{
    size_t end[3], n = 0, words = 0;
    for (; words < 3 && isupper((unsigned char)p[n]); words++) {
        n += strcspn(p + n, " ,.;:()'\"-");
        end[words] = n;
        n += p[n] == ' ';
    }
    while (words--)
        if (end[words] > 3 && !ref_area(r, m49, arena_strndup(a, p, end[words]), NULL))
            return end[words];
    return 0;
}

static int areas_in(struct ref_areas *out, struct ref *r, const char *sentence, struct arena *a)
{
    for (const char *p = sentence; *p;) {
        int m49;
        bool starts = p == sentence || !isalnum((unsigned char)p[-1]);
        size_t n = starts && isupper((unsigned char)*p) ? area_at(r, p, &m49, a) : 0;
        if (n && !is_among(out, m49)) {
            out->m49 = arena_grow(a, out->m49, (size_t)out->count, sizeof *out->m49);
            out->m49[out->count++] = m49;
        }
        p += n ? n : 1;
    }
    return out->count;
}

/* Whether a field names areas, and not all of them. */
static bool names_areas(const char *field)
{
    static const char *const all[] = {"World", "WLD", "all"};
    for (size_t i = 0; field && i < sizeof all / sizeof *all; i++)
        if (!strcasecmp(field, all[i]))
            return false;
    return field != NULL;
}

/* Whether one of the areas of a field is named, or the field names none by itself. */
static int names_field(bool *named, struct ref *r, const struct ref_areas *said, const char *field,
                       struct arena *a, struct err *err)
{
    struct ref_areas areas;
    *named = true;
    if (!names_areas(field))
        return 0;
    TRY(ref_areas(r, &areas, a, field, err));
    *named = false;
    for (int i = 0; i < areas.count; i++)
        *named |= is_among(said, areas.m49[i]);
    return 0;
}

static int add_areas(struct ref_areas *out, struct ref *r, const char *field, struct arena *a,
                     struct err *err)
{
    struct ref_areas areas;
    if (!names_areas(field))
        return 0;
    TRY(ref_areas(r, &areas, a, field, err));
    for (int i = 0; i < areas.count; i++) {
        out->m49 = arena_grow(a, out->m49, (size_t)out->count, sizeof *out->m49);
        out->m49[out->count++] = areas.m49[i];
    }
    return 0;
}

/* The sentence names a place that no test of the claim does, and one of this test it does not. */
static int compare_places(struct mismatch *m, struct session *s, const struct claim *c,
                          const struct claim_test *t, struct err *err)
{
    struct ref *r;
    const struct areas *names;
    struct ref_areas said = {0}, tested = {0};
    bool from_named, to_named;
    if (!t->from && !t->to)
        return 0;
    TRY(session_reference(s, &r, err));
    TRY(session_areas(s, &names, err));
    if (!areas_in(&said, r, c->sentence, m->arena))
        return 0;
    TRY(names_field(&from_named, r, &said, t->from, m->arena, err));
    TRY(names_field(&to_named, r, &said, t->to, m->arena, err));
    for (int i = 0; i < c->test_count; i++) {
        TRY(add_areas(&tested, r, c->tests[i].from, m->arena, err));
        TRY(add_areas(&tested, r, c->tests[i].to, m->arena, err));
        TRY(add_areas(&tested, r, c->tests[i].state, m->arena, err));
    }
    for (int i = 0; i < said.count && !(from_named && to_named); i++)
        if (!is_among(&tested, said.m49[i])) {
            add(m,
                arena_printf(m->arena, "sentence: it names %s, which the test (%s to %s) does not",
                             areas_name(names, said.m49[i]), t->from ? t->from : "all",
                             t->to ? t->to : "all"));
            return 0;
        }
    return 0;
}

/* --- goods --- */

/* Whether a code of one list is of one of the other, or holds it. */
static bool meet(const char *codes, const char *others)
{
    for (const char *p = codes; *p; p += strcspn(p, ","), p += *p == ',')
        for (const char *q = others; *q; q += strcspn(q, " "), q += *q == ' ') {
            size_t n = strcspn(p, ","), m = strcspn(q, " ");
            if (!strncmp(p, q, n < m ? n : m))
                return true;
        }
    return false;
}

static bool holds_word(const char *sentence, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = sentence; *p; p++)
        if (!strncasecmp(p, word, n) && !isalpha((unsigned char)p[n]) &&
            (p == sentence || !isalpha((unsigned char)p[-1])))
            return true;
    return false;
}

/* The sentence names goods, and none of them are those of the test. */
static int compare_goods(struct mismatch *m, struct session *s, const struct claim *c,
                         const struct claim_test *t, struct err *err)
{
    const char *codes = t->code ? ref_codes(t->code, m->arena) : NULL, *first = NULL;
    const struct ref_word *list;
    struct ref *r;
    int count;
    if (!codes || !isdigit((unsigned char)*codes))
        return 0;
    TRY(session_reference(s, &r, err));
    TRY(ref_goods_words(r, &list, &count));
    for (int i = 0; i < count; i++) {
        if (!holds_word(c->sentence, list[i].word))
            continue;
        if (meet(codes, list[i].codes))
            return 0;
        first = first && strlen(first) >= strlen(list[i].word) ? first : list[i].word;
    }
    if (first)
        add(m,
            arena_printf(m->arena, "sentence: it speaks of '%s', which %s is not", first, t->code));
    return 0;
}

int sentence_mismatch(const char ***list, int *count, struct session *s, const struct claim *c,
                      const struct claim_test *t, struct err *err)
{
    struct mismatch m = {list, count, s->arena};
    *list = NULL;
    *count = 0;
    compare_numbers(&m, c, t);
    compare_times(&m, c, t);
    TRY(compare_goods(&m, s, c, t, err));
    return compare_places(&m, s, c, t, err);
}
