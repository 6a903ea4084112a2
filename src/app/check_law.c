/* check_law.c - what law and registers say: lawfulness, munitions, treaties, warrants, listings.
 *
 * Answers come from the use cases of the commands of these names.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "app/check.h"
#include "app/law.h"
#include "app/measure.h"
#include "app/redline.h"

/* --- tables of other use cases --- */

static const char *cell_text(const struct table *t, int row, const char *key)
{
    for (int c = 0; c < t->column_count; c++)
        if (!strcmp(t->columns[c].key, key))
            return t->cells[row * t->column_count + c].text;
    return NULL;
}

/* A use case that finds nothing is an answer; what it says comes as `why`. */
static int ask_register(struct answer *out, const char **why, struct check *c,
                        int (*app)(struct answer *out, struct arena *a, const struct request *q,
                                   struct err *err),
                        const struct request *q, struct err *err)
{
    int rc = app(out, c->arena, q, err);
    *why = NULL;
    if (rc != ERR_NOT_FOUND)
        return rc;
    *why = arena_strndup(c->arena, err->msg, strcspn(err->msg, "\n"));
    *err = (struct err){0};
    return 0;
}

/* A register that knows the answer only in part. */
static int no_register(struct outcome *o, struct check *c, const char *words, const char *reason,
                       const char *need)
{
    o->verdict = VERDICT_CANNOT_TELL;
    o->words = words;
    if (reason)
        outcome_reason(o, c->arena, reason);
    outcome_need(o, c->arena, need);
    return 0;
}

static void truth(struct outcome *o, const struct claim_test *t, bool is, struct check *c)
{
    o->value = is;
    o->low = o->high = NAN;
    o->unit = "yes/no";
    if (t->says_text)
        outcome_judge(o, &t->says, c->arena);
    else
        o->verdict = is ? VERDICT_CONFIRMED : VERDICT_CONTRADICTED;
}

/* --- lawfulness --- */

/* "prohibited" is prohibited wholly or in part for the exporter; "not prohibited" all else that can
 * be told. */
static bool has_status(const char *status, enum legal k)
{
    if (!strcmp(status, "prohibited"))
        return k == LEGAL_PROHIBITED || k == LEGAL_PARTLY;
    if (!strcmp(status, "not prohibited"))
        return k < LEGAL_UNSURE;
    return !strcmp(status, legal_name(k));
}

static int check_status(const char *status, struct err *err)
{
    for (int k = 0; k < LEGAL_KINDS; k++)
        if (has_status(status, (enum legal)k))
            return 0;
    err_set(err, ERR_USAGE, "status: '%s' is no legal status", status);
    return err_hint(err, "prohibited, not prohibited, not listed, 'listed, not binding'");
}

static const char *shares_of(const struct measured *m, struct window w, double *all, double *having,
                             const char *status, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    double sum[LEGAL_KINDS] = {0};
    for (int i = 0; i < m->flow_count; i++) {
        int p = m->flow_list[i].period;
        bool month = period_is_month(p);
        struct window at = month ? window_months(w) : w;
        if (!month && period_is_month(w.from))
            at = (struct window){w.from / 100, w.until / 100};
        if (p < at.from || p > at.until)
            continue;
        sum[m->law[i]] += m->flow_list[i].value;
    }
    for (int k = 0; k < LEGAL_KINDS; k++) {
        *all += sum[k];
        *having += has_status(status, (enum legal)k) ? sum[k] : 0;
    }
    legal_totals(&b, sum, m->sum->measured_in, "at the time of each flow");
    if (b.len && b.s[b.len - 1] == '\n')
        b.s[b.len - 1] = '\0';
    return arena_strdup(a, buf_str(&b));
}

int check_lawful(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct window w;
    struct measured m;
    struct ask q;
    double all = 0, having = 0;
    TRY(ask_of(&q, t, c->store, c->arena, err));
    q.law = true;
    TRY(check_status(t->status, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&m, &q, c->arena, err));
    out->unit = "%";
    out->sources = m.sources;
    out->words = "no figures for the period";
    struct figure f = {.value = NAN, .why = m.why};
    if (m.sum)
        f = figure_in(&m, w, 0, c->arena);
    if (!isnan(f.value))
        out->words = shares_of(&m, w, &all, &having, t->status, c->arena);
    else
        outcome_reason(out, c->arena, f.why);
    out->value = all > 0 ? having / all : (double)NAN;
    out->proxy = f.years;
    if (f.years)
        outcome_reason(out, c->arena, "period: whole years stand in for months");
    outcome_reason(out, c->arena,
                   "law: by the code lists held here; end users, licences and re-export rules are "
                   "not in trade statistics");
    outcome_judge(out, &t->says, c->arena);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

struct munitions {
    int rows, military, unclear;
    const char *example; /* a military one before others */
};

static struct munitions count_munitions(const struct table *t, struct arena *a)
{
    struct munitions m = {0};
    for (int i = 0; i < table_rows(t); i++) {
        bool military = !strcmp(cell_text(t, i, "use"), "military or dual");
        if (!m.rows || (military && !m.military))
            m.example = arena_printf(a, "%s, %s, %s (%s to %s)", cell_text(t, i, "code"),
                                     cell_text(t, i, "label"), cell_text(t, i, "use"),
                                     cell_text(t, i, "first"), cell_text(t, i, "last"));
        m.rows++;
        m.military += military;
        m.unclear += !strcmp(cell_text(t, i, "use"), "cannot be told");
    }
    return m;
}

static void judge_munitions(struct outcome *out, struct check *c, const struct claim_test *t,
                            const struct munitions *m)
{
    truth(out, t, m->military > 0, c);
    outcome_reason(out, c->arena,
                   "states may leave military goods out of their statistics: that nothing was "
                   "reported is not that nothing was sent");
    if (m->rows && !m->military)
        outcome_reason(out, c->arena,
                       "only goods that civilians buy too were reported: sporting and air guns, "
                       "their parts, fireworks and the like");
    if (!m->military && out->verdict == VERDICT_CONFIRMED)
        out->verdict = VERDICT_CONSISTENT;
    out->words = m->rows ? arena_printf(c->arena,
                                        "%d reported flows of the group, %d of them military or "
                                        "dual use, as in %s",
                                        m->rows, m->military, m->example)
                         : "nothing of the group was reported";
}

int check_munitions(struct outcome *out, struct check *c, const struct claim_test *t,
                    struct err *err)
{
    struct redline r;
    struct window w = {0, 999912};
    if (t->period) {
        TRY(check_window(&w, t->period, "period", err));
        w = window_months(w);
    }
    bool all = !t->from || !strcmp(t->from, "all");
    struct redline_ask ask = {c->store, t->to, all ? NULL : t->from, NULL, w.from, w.until};
    TRY(redline_read(&r, &ask, c->arena, err));
    struct munitions m = count_munitions(&r.flows, c->arena);
    if (m.unclear && !m.military)
        return no_register(out, c,
                           arena_printf(c->arena, "reported by chapter only: %s", m.example),
                           "a chapter holds goods of both kinds",
                           "the same exports by subheading: weir ingest FILE");
    if (m.rows || *r.can) {
        judge_munitions(out, c, t, &m);
        return 0;
    }
    return no_register(out, c, "the figures cannot show such goods",
                       "no figures for all of the period that hold goods of the munitions group, "
                       "to whomever",
                       "exports of chapters 36, 87, 89 and 93 by subheading: weir ingest FILE");
}

/* --- treaties and warrants --- */

static int ask_treaty(struct answer *out, struct check *c, const struct claim_test *t,
                      struct err *err)
{
    const char *why;
    char *treaty = arena_strdup(c->arena, t->treaty);
    struct request q = {.store = c->store, .args = &treaty, .arg_count = 1, .on = t->on};
    return ask_register(out, &why, c, app_treaty, &q, err);
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
        if (!strcmp(cell_text(&a.table, i, "iso3"), state))
            found = i;
    truth(out, t, found >= 0, c);
    out->words = found >= 0 ? arena_printf(c->arena, "%s was bound on %s, since %s", t->state,
                                           t->on, cell_text(&a.table, found, "bound_since"))
                            : arena_printf(c->arena, "%s was not bound on %s", t->state, t->on);
    return 0;
}

/* Whether every word of `wanted` but articles is a word of `text`, whatever the case. */
static bool holds_words(const char *text, const char *wanted)
{
    for (const char *p = wanted; *p;) {
        size_t n = strcspn(p, " ,");
        bool found = n == 0 || (n == 3 && !strncasecmp(p, "the", 3)) ||
                     (n == 2 && !strncasecmp(p, "of", 2)) || (n == 3 && !strncasecmp(p, "and", 3));
        for (const char *q = text; *q && !found; q++)
            found = (q == text || !isalnum((unsigned char)q[-1])) && !strncasecmp(q, p, n) &&
                    !isalnum((unsigned char)q[n]);
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
    return holds_words(issuer, wanted) || !strcasecmp(letters, wanted);
}

struct warrant_match {
    const char *person, *issuer, *charges, *date;
    bool by, for_it, then;
    int score;
};

static struct warrant_match match_warrant(const struct table *t, int row, const char *day,
                                          const struct claim_test *x)
{
    struct warrant_match m = {cell_text(t, row, "person"),
                              cell_text(t, row, "issuer"),
                              cell_text(t, row, "charges"),
                              cell_text(t, row, "warrant_date"),
                              false,
                              false,
                              false,
                              0};
    m.by = !x->issuer || is_issuer(m.issuer, x->issuer);
    m.for_it = !x->charge || holds_words(m.charges, x->charge);
    m.then = !day || strcmp(m.date, day) <= 0;
    m.score = m.by + m.for_it + m.then;
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
    TRY(ask_register(&a, &why, c, app_warrant, &q, err));
    if (why)
        return no_register(out, c, why,
                           "the register holds public warrants of the International Criminal "
                           "Court only",
                           "the court's own register of cases");
    struct warrant_match best = match_warrant(&a.table, 0, t->on ? on.until : NULL, t);
    for (int i = 1; i < table_rows(&a.table); i++) {
        struct warrant_match m = match_warrant(&a.table, i, t->on ? on.until : NULL, t);
        best = m.score > best.score ? m : best;
    }
    truth(out, t, best.score == 3, c);
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
    TRY(ask_register(&a, &why, c, app_lists, &q, err));
    for (int i = 0; i < table_rows(&a.table) && !why; i++)
        *there |= (!t->register_list ||
                   !strcasecmp(cell_text(&a.table, i, "list"), t->register_list)) &&
                  strcmp(cell_text(&a.table, i, "vintage"), day) <= 0;
    return 0;
}

/* The first hit of the list; one that only shares all the words counts last. */
static int find_hit(const struct table *t, const char *list, bool words)
{
    for (int i = 0; i < table_rows(t); i++)
        if ((!list || !strcasecmp(cell_text(t, i, "list"), list)) &&
            words == !strcmp(cell_text(t, i, "match"), "words"))
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
        return no_register(out, c, "no such list of that day is in the store", NULL, load_lists);
    TRY(ask_register(&a, &why, c, app_lists, &q, err));
    int hit = find_hit(&a.table, t->register_list, false);
    bool words = hit < 0;
    hit = words ? find_hit(&a.table, t->register_list, true) : hit;
    truth(out, t, hit >= 0, c);
    if (hit >= 0 && words) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena, "only longer names that hold these words are listed");
        outcome_need(out, c->arena, "the full name, or an identifier");
    }
    outcome_reason(out, c->arena,
                   "names are matched as written or normalised; spelling variants and other "
                   "scripts are not tried");
    out->words = hit >= 0 ? arena_printf(c->arena, "%s (%s %s), found by %s, vintage %s",
                                         cell_text(&a.table, hit, "entity"),
                                         cell_text(&a.table, hit, "list"),
                                         cell_text(&a.table, hit, "uid"),
                                         cell_text(&a.table, hit, "match"),
                                         cell_text(&a.table, hit, "vintage"))
                          : "no such name or identifier on the lists loaded";
    return 0;
}
