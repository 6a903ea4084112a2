/* register.c - what registers say: treaties, warrants, listings.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "app/claim/check/check.h"
#include "app/list/open.h"
#include "law/law.h"

/* --- treaties and warrants --- */

static int bound_then(struct ref_party **list, int *count, struct session *c,
                      const struct claim_test *t, bool last, struct err *err)
{
    struct ref *r;
    struct days on;
    TRY(days_of(&on, t->on, err));
    if (last && t->kind == CLAIM_COUNT && strcmp(on.from, on.until) != 0) {
        err_set(err, ERR_USAGE, "on: '%s' is not one day", t->on);
        return err_subject(err, t->on);
    }
    if (strcmp(t->treaty, "rome") != 0) {
        err_set(err, ERR_USAGE, "treaty '%s' is not held here", t->treaty);
        err_subject(err, t->treaty);
        return err_hint(err, "rome: the Rome Statute of the International Criminal Court");
    }
    TRY(session_reference(c, &r, err));
    return law_bound(r, list, count, t->treaty, last ? on.until : on.from, c->arena, err);
}

/* What no register can say of a day or of a state; NULL: it can. */
static const char *cannot_say(const struct claim_test *t, const char *day)
{
    return day_is_to_come(day) ? "the day has not come"
           : t->state && ref_is_union(t->state)
               ? "the Union is no state: its members are parties each"
               : NULL;
}

int check_count(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    struct ref_party *list;
    struct days on;
    int count;
    TRY(days_of(&on, t->on, err));
    if (cannot_say(t, on.from))
        return check_none(out, c, cannot_say(t, on.from), NULL, NULL);
    TRY(bound_then(&list, &count, c, t, true, err));
    out->value = law_states(list, count);
    out->low = out->high = NAN;
    out->unit = "states";
    outcome_judge(out, &t->says, c->arena);
    out->words = arena_printf(c->arena, "%.0f states were bound on %s", out->value, t->on);
    outcome_reason(out, c->arena,
                   "counted by entry into force: ratified is not yet bound; weir treaty rome --on "
                   "DATE --count gives any day");
    return 0;
}

/* The state among those bound on the first or the last day; NULL: it was not. */
static int find_party(const struct ref_party **out, struct session *c, const struct claim_test *t,
                      const char *state, bool last, struct err *err)
{
    struct ref_party *list;
    int count;
    *out = NULL;
    TRY(bound_then(&list, &count, c, t, last, err));
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i].iso3, state))
            *out = &list[i];
    return 0;
}

/* Over a span of days a state was bound where it was on its first and its last. */
int check_bound(struct outcome *out, struct session *c, const struct claim_test *t, struct err *err)
{
    const struct ref_party *first, *last;
    struct ref *r;
    struct days on;
    const char *state;
    bool known;
    TRY(days_of(&on, t->on, err));
    if (cannot_say(t, on.from))
        return check_none(out, c, cannot_say(t, on.from), NULL, NULL);
    TRY(session_reference(c, &r, err));
    TRY(ref_state(r, &state, t->state, err));
    TRY(law_knows_party(r, &known, t->treaty, state, c->arena, err));
    if (!known)
        return check_none(out, c, "whether the treaty was extended to it is not held", NULL, NULL);
    TRY(find_party(&first, c, t, state, false, err));
    TRY(find_party(&last, c, t, state, true, err));
    check_truth(out, t, first && last, c);
    if (first && last)
        out->words = arena_printf(c->arena, "%s was bound on %s, since %s", t->state, t->on,
                                  first->bound_since);
    else if (!first && !last)
        out->words = arena_printf(c->arena, "%s was not bound on %s", t->state, t->on);
    else
        out->words = last ? arena_printf(c->arena, "%s was bound from %s on, a part of %s",
                                         t->state, last->bound_since, t->on)
                          : arena_printf(c->arena, "%s was bound until %s, a part of %s", t->state,
                                         first->bound_until, t->on);
    if (!first != !last) {
        out->value = NAN;
        out->verdict = VERDICT_NOT_REPRODUCED;
        outcome_reason(out, c->arena, "for a part of the days only");
    }
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

/* Whether a word stands in a text as that or in another form: "deporting", "deportation". */
static bool has_stem(const char *text, const char *word, size_t n)
{
    enum { STEM = 6 };
    size_t stem = n > STEM ? STEM : n > 3 && word[n - 1] == 's' ? n - 1 : n;
    for (const char *q = text; *q; q++)
        if ((q == text || !isalnum((unsigned char)q[-1])) && !strncasecmp(q, word, stem))
            return true;
    return false;
}

/* What a charge says beside the court's words: nothing, a crime of the Statute (Art. 5 to 8) that
 * these do not name, or something in words of its own. */
enum charge_fit { CHARGE_HELD, CHARGE_OTHER, CHARGE_UNTOLD };

static enum charge_fit fit_charge(const char *court, const char *said)
{
    static const char crimes[] = "genocide aggression murder killing extermination enslavement "
                                 "slavery deportation transfer imprisonment torture rape "
                                 "persecution disappearance apartheid pillage starvation attack "
                                 "terrorism corruption hostages";
    enum charge_fit fit = CHARGE_HELD;
    for (const char *p = said; *p; p += strspn(p, " ,")) {
        size_t n = strcspn(p, " ,");
        if (n > 3 && !has_stem(court, p, n)) {
            if (has_stem(crimes, p, n))
                return CHARGE_OTHER;
            fit = CHARGE_UNTOLD;
        }
        p += n;
    }
    return fit;
}

struct warrant_match {
    const struct ref_warrant *w;
    const char *note; /* the register's of the state, NULL without */
    bool by, for_it, then, bound;
    enum charge_fit charge;
    int score;
};

static struct warrant_match match_warrant(const struct law_warrant *w, const char *day,
                                          const struct claim_test *t)
{
    struct warrant_match m = {.w = &w->w, .note = w->party.note};
    m.by = !t->issuer || is_issuer(w->w.issuer, t->issuer);
    m.charge = t->charge ? fit_charge(w->w.charges, t->charge) : CHARGE_HELD;
    m.for_it = m.charge == CHARGE_HELD;
    m.then = !day || strcmp(w->w.date, day) <= 0;
    m.bound = !t->state || w->bound;
    m.score = m.by + m.for_it + m.then + m.bound;
    return m;
}

static void explain_warrant(struct outcome *o, struct session *c, const struct claim_test *t,
                            const struct warrant_match *m)
{
    if (!m->by)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "issuer: not %s, but %s", t->issuer, m->w->issuer));
    if (!m->for_it)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "charge: not %s, but %s", t->charge, m->w->charges));
    if (!m->bound)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "state: %s was not bound by the statute%s%s",
                                    t->state, m->note ? "; " : "", m->note ? m->note : ""));
    if (!m->then)
        outcome_reason(o, c->arena,
                       arena_printf(c->arena, "date: there was no warrant yet on %s", t->on));
    o->words = arena_printf(c->arena, "%s: warrant by the %s of %s: %s", m->w->person, m->w->issuer,
                            m->w->date, m->w->charges);
}

int check_warrant(struct outcome *out, struct session *c, const struct claim_test *t,
                  struct err *err)
{
    struct law_warrant_question q = {.person = t->person};
    struct law_warrant *list;
    struct ref *r;
    struct days on;
    int count;
    TRY(days_of(&on, t->on, err));
    if (cannot_say(t, on.from))
        return check_none(out, c, cannot_say(t, on.from), NULL, NULL);
    TRY(session_reference(c, &r, err));
    TRY(ref_state(r, &q.state, t->state ? t->state : "RUS", err));
    q.day = on.from;
    TRY(law_warrants(r, &list, &count, &q, c->arena, err));
    if (!count)
        return check_none(
            out, c, arena_printf(c->arena, "no warrant against '%s' in the register", t->person),
            "the register holds public warrants of the International Criminal Court only",
            "the court's own register of cases");
    const char *day = t->on ? on.until : NULL;
    struct warrant_match best = match_warrant(&list[0], day, t);
    for (int i = 1; i < count; i++) {
        struct warrant_match m = match_warrant(&list[i], day, t);
        best = m.score > best.score ? m : best;
    }
    if (best.score == 3 && best.charge == CHARGE_UNTOLD)
        return check_none(out, c,
                          arena_printf(c->arena, "charge: whether '%s' is what the court says: %s",
                                       t->charge, best.w->charges),
                          NULL, "the charge in the words of the court");
    check_truth(out, t, best.score == 4, c);
    explain_warrant(out, c, t, &best);
    return 0;
}

/* --- listings --- */

static const char load_lists[] =
    "the list as published by then: weir lists load FILE --vintage DAY";

/* What people call a list, as the registers name it; programme: of those that one file holds. */
static const struct called {
    const char *name, *list, *programme;
} called[] = {{"US Entity List", "us-csl", "Entity List"}, {"Entity List", "us-csl", "Entity List"},
              {"EU 269/2014", "eu-fsf", "269/2014"},       {"OFAC SDN", "ofac-sdn", NULL},
              {"UK sanctions list", "uk", NULL},           {"UN", "un", NULL}};

static const struct called *called_by(const char *name)
{
    for (size_t i = 0; name && i < sizeof called / sizeof *called; i++)
        if (!strcasecmp(called[i].name, name))
            return &called[i];
    return NULL;
}

static bool is_list(const struct claim_test *t, const char *list)
{
    const struct called *x = called_by(t->register_list);
    return !t->register_list || !strcasecmp(list, t->register_list) ||
           (x && !strcasecmp(list, x->list));
}

/* Whether such a list of that day or before is there. */
static int list_is_there(bool *there, struct session *c, const struct claim_test *t,
                         const char *day, struct err *err)
{
    struct register_source *list;
    struct store *store;
    int count;
    *there = false;
    int rc = lists_open(&store, c, err);
    if (rc == ERR_NOT_FOUND)
        return 0; /* no store, or none with lists, is an answer */
    TRY(rc);
    TRY(register_sources(store, &list, &count, c->arena, err));
    for (int i = 0; i < count; i++)
        *there |= is_list(t, list[i].list) && strcmp(list[i].vintage, day) <= 0;
    return 0;
}

/* The first hit of the list; one that only shares all the words counts last. */
static const struct register_hit *find_hit(const struct register_hit *list, int count,
                                           const struct claim_test *t, bool words)
{
    for (int i = 0; i < count; i++)
        if (is_list(t, list[i].list) && words == !strcmp(list[i].match, "words"))
            return &list[i];
    return NULL;
}

static void judge_listed(struct outcome *out, struct session *c, const struct claim_test *t,
                         const struct register_hit *hit, bool words)
{
    check_truth(out, t, hit != NULL, c);
    if (hit && words) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena, "only longer names that hold these words are listed");
        outcome_need(out, c->arena, "the full name, or an identifier");
    }
    outcome_reason(out, c->arena,
                   "names are matched as written or normalised; spelling variants and other "
                   "scripts are not tried");
    out->words = hit ? arena_printf(c->arena, "%s (%s %s), found by %s, vintage %s", hit->entity,
                                    hit->list, hit->uid, hit->match, hit->vintage)
                     : "no such name or identifier on the lists loaded";
}

/* The hit of a day; words: it only shares all the words. */
static int find_listed(const struct register_hit **out, bool *words, struct session *c,
                       const struct claim_test *t, const char *day, struct err *err)
{
    struct register_hit *list;
    int count;
    TRY(register_find(c->store, &list, &count, t->name, day, c->arena, err));
    *out = find_hit(list, count, t, false);
    *words = !*out;
    *out = *out ? *out : find_hit(list, count, t, true);
    return 0;
}

/* Over a span of days a name was listed where it was on the last; whether it was on the first is
 * said: it was put on the list between. */
int check_listed(struct outcome *out, struct session *c, const struct claim_test *t,
                 struct err *err)
{
    const struct register_hit *hit, *before;
    struct days on;
    bool there, was_there, words, other;
    TRY(days_of(&on, t->on, err));
    TRY(list_is_there(&there, c, t, on.until, err));
    if (!there)
        return check_none(out, c, "no such list of that day is in the store", NULL, load_lists);
    TRY(find_listed(&hit, &words, c, t, t->on ? on.until : "", err));
    judge_listed(out, c, t, hit, words);
    if (!t->on || !strcmp(on.from, on.until) || !hit || words)
        return 0;
    TRY(list_is_there(&was_there, c, t, on.from, err));
    if (was_there)
        TRY(find_listed(&before, &other, c, t, on.from, err));
    outcome_reason(out, c->arena,
                   !was_there         ? "no list of the first of these days is in the store: since "
                                        "when it is listed cannot be told"
                   : before && !other ? "it was listed on the first of these days already"
                                      : "it was put on the list between these days");
    return 0;
}

/* How many are on a list, or were put on it: by the days that the list itself states. */
int check_listings(struct outcome *out, struct session *c, const struct claim_test *t,
                   struct err *err)
{
    struct days on;
    bool there;
    struct register_counted n;
    const struct called *x = called_by(t->register_list);
    bool added = t->kind == CLAIM_LISTINGS;
    struct register_counting q = {.list = x ? x->list : t->register_list,
                                  .programme = x ? x->programme : NULL};
    TRY(days_of(&on, t->on, err));
    TRY(list_is_there(&there, c, t, on.until, err));
    if (!there)
        return check_none(out, c, "no such list of that day is in the store", NULL, load_lists);
    q.day = on.until;
    q.from = added ? on.from : NULL;
    q.persons = t->of && !strcasecmp(t->of, "persons");
    q.others = t->of && !strcasecmp(t->of, "entities");
    TRY(register_count(c->store, &n, &q, c->arena, err));
    out->unit = "entries";
    out->low = out->high = NAN;
    if (added && !n.dated)
        return check_none(out, c, "the list states no days of listing", NULL, load_lists);
    out->value = (double)n.entries;
    outcome_judge(out, &t->says, c->arena);
    out->words = arena_printf(c->arena, "%.0f entries %s %s, as published %s", out->value,
                              added ? "listed on" : "on the list of", t->on, n.vintage);
    outcome_reason(out, c->arena,
                   "entries are counted as the list has them today or then: those taken off since "
                   "are not among them");
    return 0;
}
