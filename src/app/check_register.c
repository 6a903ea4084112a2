/* check_register.c - what registers say: treaties, warrants, listings.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "app/check.h"
#include "app/law.h"

/* --- treaties and warrants --- */

static int ask_treaty(struct answer *out, struct check *c, const struct claim_test *t,
                      struct err *err)
{
    const char *why;
    struct days on;
    TRY(law_days(&on, t->on, err));
    if (strcmp(on.from, on.until) != 0)
        return err_set(err, ERR_USAGE, "on: '%s' is not one day", t->on);
    char *treaty = arena_strdup(c->arena, t->treaty);
    struct request q = {.store = c->store, .args = &treaty, .arg_count = 1, .on = t->on};
    return check_ask(out, &why, c, app_treaty, &q, err);
}

int check_count(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    TRY(ask_treaty(&a, c, t, err));
    out->value = table_rows(&a.table);
    out->low = out->high = NAN;
    out->unit = "states";
    outcome_judge(out, &t->says, c->arena);
    out->words = arena_printf(c->arena, "%.0f states were bound on %s", out->value, t->on);
    outcome_reason(out, c->arena,
                   "counted by entry into force: ratified is not yet bound; weir treaty rome --on "
                   "DATE --count gives any day");
    return 0;
}

/* ISO code of a state by any of its names. */
static int find_state(const char **iso3, struct check *c, const char *name, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    TRY(law_open(&d, c->store, err));
    return law_area(iso3, d, name, c->arena, err);
}

int check_bound(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    const char *state;
    int found = -1;
    TRY(find_state(&state, c, t->state, err));
    TRY(ask_treaty(&a, c, t, err));
    for (int i = 0; i < table_rows(&a.table); i++)
        if (!strcmp(check_cell(&a.table, i, "iso3"), state))
            found = i;
    check_truth(out, t, found >= 0, c);
    out->words = found >= 0 ? arena_printf(c->arena, "%s was bound on %s, since %s", t->state,
                                           t->on, check_cell(&a.table, found, "bound_since"))
                            : arena_printf(c->arena, "%s was not bound on %s", t->state, t->on);
    return 0;
}

/* Whether every word of `wanted` but articles is a word of `text`, whatever the case. */
static bool holds_words(const char *text, const char *wanted)
{
    for (const char *p = wanted; *p;) {
        size_t n = strcspn(p, " ,"), stem = n > 3 && p[n - 1] == 's' ? n - 1 : n;
        bool found = n == 0 || (n == 3 && !strncasecmp(p, "the", 3)) ||
                     (n == 2 && !strncasecmp(p, "of", 2)) || (n == 3 && !strncasecmp(p, "and", 3));
        for (const char *q = text; *q && !found; q++)
            found = (q == text || !isalnum((unsigned char)q[-1])) && !strncasecmp(q, p, stem) &&
                    !isalnum((unsigned char)q[stem + (q[stem] == 's')]);
        if (!found)
            return false;
        p += n;
        p += strspn(p, " ,");
    }
    return true;
}

/* "ICC": the first letters of the issuer's words. */
static bool is_issuer(const char *issuer, const char *wanted)
{
    char letters[16] = "";
    size_t n = 0;
    for (const char *p = issuer; *p && n + 1 < sizeof letters; p++)
        if ((p == issuer || p[-1] == ' ') && isupper((unsigned char)*p))
            letters[n++] = *p;
    letters[n] = '\0';
    wanted += strncasecmp(wanted, "the ", 4) ? 0 : 4;
    return holds_words(issuer, wanted) || !strcasecmp(letters, wanted);
}

struct warrant_match {
    const char *person, *issuer, *charges, *date;
    bool by, for_it, then, bound;
    int score;
};

static struct warrant_match match_warrant(const struct table *t, int row, const char *day,
                                          const struct claim_test *x)
{
    struct warrant_match m = {.person = check_cell(t, row, "person"),
                              .issuer = check_cell(t, row, "issuer"),
                              .charges = check_cell(t, row, "charges"),
                              .date = check_cell(t, row, "warrant_date")};
    m.by = !x->issuer || is_issuer(m.issuer, x->issuer);
    m.for_it = !x->charge || holds_words(m.charges, x->charge);
    m.then = !day || strcmp(m.date, day) <= 0;
    m.bound = !x->state || !strcmp(check_cell(t, row, "state_bound"), "yes");
    m.score = m.by + m.for_it + m.then + m.bound;
    return m;
}

static void explain_warrant(struct outcome *o, struct check *c, const struct claim_test *t,
                            const struct warrant_match *m)
{
    if (!m->by)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "issuer: not %s, but %s", t->issuer, m->issuer));
    if (!m->for_it)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "charge: not %s, but %s", t->charge, m->charges));
    if (!m->bound)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "state: %s was not bound by the statute", t->state));
    if (!m->then)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "date: there was no warrant yet on %s", t->on));
    o->words = arena_printf(c->arena, "%s: warrant by the %s of %s: %s", m->person, m->issuer,
                            m->date, m->charges);
}

int check_warrant(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    struct days on;
    const char *why;
    char *person = arena_strdup(c->arena, t->person);
    struct request q = {.store = c->store,
                        .args = &person,
                        .arg_count = 1,
                        .in = t->state ? t->state : "RUS",
                        .on = t->on};
    if (t->on)
        TRY(law_days(&on, t->on, err));
    TRY(check_ask(&a, &why, c, app_warrant, &q, err));
    if (why)
        return check_none(out, c, why,
                          "the register holds public warrants of the International Criminal "
                          "Court only",
                          "the court's own register of cases");
    struct warrant_match best = match_warrant(&a.table, 0, t->on ? on.until : NULL, t);
    for (int i = 1; i < table_rows(&a.table); i++) {
        struct warrant_match m = match_warrant(&a.table, i, t->on ? on.until : NULL, t);
        best = m.score > best.score ? m : best;
    }
    check_truth(out, t, best.score == 4, c);
    explain_warrant(out, c, t, &best);
    return 0;
}

/* --- listings --- */

static const char load_lists[] =
    "the list as published by then: weir lists load FILE --vintage DAY";

/* Whether a list (NULL: any) of that day or before is there. */
static int list_is_there(bool *there, struct check *c, const struct claim_test *t, const char *day,
                         struct err *err)
{
    struct answer a = {0};
    const char *why;
    struct request q = {.store = c->store};
    *there = false;
    TRY(check_ask(&a, &why, c, app_lists, &q, err));
    for (int i = 0; i < table_rows(&a.table) && !why; i++)
        *there |= (!t->register_list ||
                   !strcasecmp(check_cell(&a.table, i, "list"), t->register_list)) &&
                  strcmp(check_cell(&a.table, i, "vintage"), day) <= 0;
    return 0;
}

/* The first hit of the list; one that only shares all the words counts last. */
static int find_hit(const struct table *t, const char *list, bool words)
{
    for (int i = 0; i < table_rows(t); i++)
        if ((!list || !strcasecmp(check_cell(t, i, "list"), list)) &&
            words == !strcmp(check_cell(t, i, "match"), "words"))
            return i;
    return -1;
}

int check_listed(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    struct days on;
    const char *why;
    bool there;
    char *args[] = {arena_strdup(c->arena, "find"), arena_strdup(c->arena, t->name)};
    struct request q = {.store = c->store, .args = args, .arg_count = 2, .on = t->on};
    TRY(law_days(&on, t->on, err));
    TRY(list_is_there(&there, c, t, on.until, err));
    if (!there)
        return check_none(out, c, "no such list of that day is in the store", NULL, load_lists);
    TRY(check_ask(&a, &why, c, app_lists, &q, err));
    int hit = find_hit(&a.table, t->register_list, false);
    bool words = hit < 0;
    hit = words ? find_hit(&a.table, t->register_list, true) : hit;
    check_truth(out, t, hit >= 0, c);
    if (hit >= 0 && words) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena, "only longer names that hold these words are listed");
        outcome_need(out, c->arena, "the full name, or an identifier");
    }
    outcome_reason(out, c->arena,
                   "names are matched as written or normalised; spelling variants and other "
                   "scripts are not tried");
    out->words = hit >= 0 ? arena_printf(c->arena, "%s (%s %s), found by %s, vintage %s",
                                         check_cell(&a.table, hit, "entity"),
                                         check_cell(&a.table, hit, "list"),
                                         check_cell(&a.table, hit, "uid"),
                                         check_cell(&a.table, hit, "match"),
                                         check_cell(&a.table, hit, "vintage"))
                          : "no such name or identifier on the lists loaded";
    return 0;
}
