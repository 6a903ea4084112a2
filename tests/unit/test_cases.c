/* Cases as text: tests/cases/<name>.case.
 *
 *     operation WHAT   what is done with what follows
 *     tolerance X      how far a number may be from what is expected, of 1 or of itself
 *     accept TEXT      what goes in
 *     expect TEXT      what must come out
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/says.h"
#include "detect/reading.h"
#include "model/period.h"
#include "ref/ref.h"

struct run {
    const char *file;
    int line, cases;
    char operation[64], argument[64], accept[256];
    double tolerance;
    struct arena arena;
};

static struct ref *ref;

#define WRONG(r, ...)                                                                              \
    do {                                                                                           \
        print_error("%s:%d: ", (r)->file, (r)->line);                                              \
        fail_msg(__VA_ARGS__);                                                                     \
    } while (0)

static bool near(const struct run *r, double x, double want)
{
    return fabs(x - want) <= r->tolerance * fmax(1, fabs(want));
}

/* --- operations --- */

/* "3 holds 3.01 90 fails 3 2.99" */
static void phrase(struct run *r, const char *expect)
{
    static const char *const kinds[] = {"level", "ratio", "share", "rank", "count", "truth"};
    struct said s;
    int as = 0;
    bool holds = true;
    while (strcmp(kinds[as], r->argument) != 0)
        as++;
    char *end;
    bool understood = said_parse(&s, r->accept, (enum said_as)as, &r->arena);
    if (understood == !strcmp(expect, "refused"))
        WRONG(r, "%s", understood ? "understood" : s.fault);
    if (!understood)
        return;
    if (!near(r, s.claimed, strtod(expect, &end)))
        WRONG(r, "claims %g", s.claimed);
    for (const char *p = end; *(p += strspn(p, " "));) {
        double value = strtod(p, &end);
        if (end == p) {
            holds = !strncmp(p, "holds", 5);
            p += 5;
            continue;
        }
        if (said_holds(&s, value) != holds)
            WRONG(r, "%g %s (%g to %g)", value, holds ? "does not bear it out" : "bears it out",
                  s.low, s.high);
        p = end;
    }
}

static void area(struct run *r, const char *expect)
{
    int m49 = 0;
    bool found = !ref_area(ref, &m49, r->accept, NULL);
    if (found != (strcmp(expect, "nothing") != 0) || (found && m49 != atoi(expect)))
        WRONG(r, "'%s' is %d", r->accept, m49);
}

static void period(struct run *r, const char *expect)
{
    int p = 0;
    bool read = period_parse(&p, r->accept);
    if (read != (strcmp(expect, "nothing") != 0) || (read && p != atoi(expect)))
        WRONG(r, "'%s' is %d", r->accept, p);
}

static void window(struct run *r, const char *expect)
{
    struct window w;
    char got[64] = "nothing";
    if (window_parse(&w, r->accept)) {
        w = window_months(w);
        snprintf(got, sizeof got, "%d %d", w.from, w.until);
    }
    if (strcmp(got, expect) != 0)
        WRONG(r, "'%s' is %s", r->accept, got);
}

/* Values as "36*100 4*-". */
static int values(struct run *r, double *y, int max)
{
    int n = 0;
    for (const char *p = r->accept; *(p += strspn(p, " "));) {
        int count = (int)strtol(p, (char **)&p, 10);
        bool known = p[1] != '-';
        double value = known ? strtod(p + 1, (char **)&p) : NAN;
        p += known ? 0 : 2;
        for (; count && n < max; count--, n++)
            y[n] = value + (n * 7) % 11;
    }
    return n;
}

/* "up 36 3.87", or "nothing" */
static void reading(struct run *r, const char *expect)
{
    double y[256], size;
    struct readings found;
    char way[16];
    int at, n = values(r, y, 256);
    bool years = !strcmp(r->argument, "annual");
    read_alone(&found, y, n, years ? 0 : 12, years, 0, &r->arena);
    bool want = sscanf(expect, "%15s %d %lf", way, &at, &size) == 3;
    bool sure = false;
    for (int i = 0; i < found.count; i++) {
        const struct reading *x = &found.reading[i];
        if (!want && x->p < 0.05)
            WRONG(r, "finds a change at %d, p %g", x->at, x->p);
        sure |= want && x->p < 1e-3 && x->direction == (*way == 'u' ? 1 : -1) && x->low <= at &&
                x->high >= at && near(r, x->size / size, 1);
    }
    if (want && !sure)
        WRONG(r, "finds %d changes, the first at %d of size %g, p %g", found.count,
              found.count ? found.reading[0].at : -1, found.count ? found.reading[0].size : NAN,
              found.count ? found.reading[0].p : NAN);
}

/* --- the file --- */

static void expect(struct run *r, const char *text)
{
    static const struct {
        const char *name;
        void (*run)(struct run *r, const char *expect);
    } operations[] = {{"phrase", phrase},
                      {"area", area},
                      {"period", period},
                      {"window", window},
                      {"reading", reading}};
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (!strcmp(operations[i].name, r->operation)) {
            operations[i].run(r, text);
            r->cases++;
            return;
        }
    WRONG(r, "no operation '%s'", r->operation);
}

static void line(struct run *r, char *text)
{
    char *rest = text + strcspn(text, " \n");
    text[strcspn(text, "\n")] = '\0';
    size_t n = (size_t)(rest - text);
    rest += strspn(rest, " ");
    if (!n || *text == '#')
        return;
    if (!strncmp(text, "operation", n)) {
        *r->argument = '\0';
        assert_true(sscanf(rest, "%63s %63s", r->operation, r->argument) >= 1);
    } else if (!strncmp(text, "tolerance", n))
        r->tolerance = strtod(rest, NULL);
    else if (!strncmp(text, "accept", n))
        snprintf(r->accept, sizeof r->accept, "%s", rest);
    else if (!strncmp(text, "expect", n))
        expect(r, rest);
    else
        WRONG(r, "what is '%s'?", text);
}

static void cases(const char *name, int at_least)
{
    char path[512], text[512];
    const char *source = getenv("WEIR_SOURCE");
    struct run r = {.file = path};
    snprintf(path, sizeof path, "%s/tests/cases/%s.case", source ? source : ".", name);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (r.line++, fgets(text, sizeof text, f))
        line(&r, text);
    fclose(f);
    arena_free(&r.arena);
    assert_true(r.cases >= at_least);
}

static void phrases(void **state)
{
    (void)state;
    cases("phrases", 46);
}

static void areas(void **state)
{
    (void)state;
    cases("areas", 30);
}

static void periods(void **state)
{
    (void)state;
    cases("periods", 20);
}

static void readings(void **state)
{
    (void)state;
    cases("readings", 9);
}

static int open_ref(void **state)
{
    (void)state;
    return ref_open(&ref, NULL);
}

static int close_ref(void **state)
{
    (void)state;
    ref_close(&ref);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases),
        cmocka_unit_test(areas),
        cmocka_unit_test(periods),
        cmocka_unit_test(readings),
    };
    return cmocka_run_group_tests(tests, open_ref, close_ref);
}
