/* check_law.c - what law and registers say: lawfulness, munitions, treaties, warrants, listings.
 *
 * Answers come from the use cases of the commands of these names.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "app/check.h"
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
    struct ask q = ask_of(t, c->store, c->arena);
    double all = 0, having = 0;
    q.law = true;
    TRY(check_status(t->status, err));
    TRY(check_window(&w, t->period, "period", err));
    TRY(measure(&m, &q, c->arena, err));
    out->unit = "%";
    out->sources = m.sources;
    out->words = m.sum ? shares_of(&m, w, &all, &having, t->status, c->arena) : "no figures";
    if (!m.sum)
        outcome_reason(out, c->arena, m.why);
    out->value = all > 0 ? having / all : (double)NAN;
    if (m.sum && m.sum->freq == 'A' && period_is_month(w.from)) {
        out->proxy = true;
        outcome_reason(out, c->arena, "period: whole years stand in for months");
    }
    outcome_reason(out, c->arena,
                   "law: by the code lists held here; end users, licences and re-export rules are "
                   "not in trade statistics");
    outcome_judge(out, &t->says, c->arena);
    return out->verdict == VERDICT_CANNOT_TELL ? check_need(out, c, t, t->period, err) : 0;
}

struct munitions {
    int rows, military;
    const char *example; /* a military one before others */
};

/* Rows of one exporter (NULL: any) that touch a window of months. */
static struct munitions count_munitions(const struct table *t, const char *exporter,
                                        struct window w, struct arena *a)
{
    struct munitions m = {0};
    for (int i = 0; i < table_rows(t); i++) {
        int first = 0, last = 0;
        bool military = strcmp(cell_text(t, i, "use"), "also civil") != 0;
        period_parse(&first, cell_text(t, i, "first"));
        period_parse(&last, cell_text(t, i, "last"));
        struct window span = window_months((struct window){first, last});
        if ((exporter && strcmp(cell_text(t, i, "exporter"), exporter) != 0) ||
            span.until < w.from || span.from > w.until)
            continue;
        if (!m.rows || (military && !m.military))
            m.example = arena_printf(a, "%s, %s, %s (%s to %s)", cell_text(t, i, "code"),
                                     cell_text(t, i, "label"), cell_text(t, i, "use"),
                                     cell_text(t, i, "first"), cell_text(t, i, "last"));
        m.rows++;
        m.military += military;
    }
    return m;
}

int check_munitions(struct outcome *out, struct check *c, const struct claim_test *t,
                    struct err *err)
{
    struct redline r;
    struct window w = {190001, 999912};
    TRY(redline_read(&r, c->store, t->to, NULL, c->arena, err));
    if (t->period)
        TRY(check_window(&w, t->period, "period", err));
    struct munitions m = count_munitions(&r.flows, t->from, window_months(w), c->arena);
    bool covered = t->from ? strstr(r.can, t->from) != NULL : *r.can;
    if (!m.rows && !covered) {
        out->verdict = VERDICT_CANNOT_TELL;
        outcome_reason(out, c->arena,
                       "no figures that hold goods of the munitions group, to whomever");
        out->words = "the figures cannot show such goods";
        return t->period ? check_need(out, c, t, t->period, err) : 0;
    }
    truth(out, t, m.military > 0, c);
    outcome_reason(out, c->arena,
                   "states may leave military goods out of their statistics: that nothing was "
                   "reported is not that nothing was sent");
    if (m.rows && !m.military)
        outcome_reason(out, c->arena,
                       "only goods that civilians buy too were reported: sporting and air guns, "
                       "their parts, fireworks and the like");
    if (!m.military && out->verdict == VERDICT_CONFIRMED)
        out->verdict = VERDICT_CONSISTENT;
    out->words = m.rows ? arena_printf(c->arena,
                                       "%d reported flows of the group, %d of them military or "
                                       "dual use, as in %s",
                                       m.rows, m.military, m.example)
                        : "nothing of the group was reported";
    return 0;
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

int check_bound(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    int found = -1;
    TRY(ask_treaty(&a, c, t, err));
    for (int i = 0; i < table_rows(&a.table); i++)
        if (!strcmp(cell_text(&a.table, i, "iso3"), t->state) ||
            !strcmp(cell_text(&a.table, i, "name"), t->state))
            found = i;
    truth(out, t, found >= 0, c);
    out->words = found >= 0 ? arena_printf(c->arena, "%s was bound on %s, since %s", t->state,
                                           t->on, cell_text(&a.table, found, "bound_since"))
                            : arena_printf(c->arena, "%s was not bound on %s", t->state, t->on);
    return 0;
}

/* Whether every word of `wanted` is in `text`, whatever the case. */
static bool holds_words(const char *text, const char *wanted)
{
    for (const char *p = wanted; p && *p;) {
        size_t n = strcspn(p, " ,");
        bool found = n == 0;
        for (const char *q = text; *q && !found; q++)
            found = !strncasecmp(q, p, n);
        if (!found)
            return false;
        p += n;
        p += strspn(p, " ,");
    }
    return true;
}

int check_warrant(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    const char *why;
    char *person = arena_strdup(c->arena, t->person);
    struct request q = {.store = c->store,
                        .args = &person,
                        .arg_count = 1,
                        .in = t->state ? t->state : "RUS",
                        .on = t->on};
    TRY(ask_register(&a, &why, c, app_warrant, &q, err));
    if (why) {
        out->verdict = VERDICT_CANNOT_TELL;
        out->words = why;
        outcome_reason(out, c->arena,
                       "the register holds public warrants of the International "
                       "Criminal Court only");
        return 0;
    }
    const char *issuer = cell_text(&a.table, 0, "issuer");
    const char *charges = cell_text(&a.table, 0, "charges");
    bool by = !t->issuer || holds_words(issuer, t->issuer);
    bool for_it = !t->charge || holds_words(charges, t->charge);
    truth(out, t, by && for_it, c);
    if (!by)
        outcome_reason(out, c->arena,
                       arena_printf(c->arena, "issuer: not %s, but %s", t->issuer, issuer));
    if (!for_it)
        outcome_reason(out, c->arena,
                       arena_printf(c->arena, "charge: not %s, but %s", t->charge, charges));
    out->words = arena_printf(c->arena, "%s: warrant by the %s of %s: %s",
                              cell_text(&a.table, 0, "person"), issuer,
                              cell_text(&a.table, 0, "warrant_date"), charges);
    return 0;
}

int check_listed(struct outcome *out, struct check *c, const struct claim_test *t, struct err *err)
{
    struct answer a = {0};
    const char *why;
    char *args[] = {arena_strdup(c->arena, "find"), arena_strdup(c->arena, t->name)};
    struct request q = {.store = c->store, .args = args, .arg_count = 2, .on = t->on};
    TRY(ask_register(&a, &why, c, app_lists, &q, err));
    if (why) {
        out->verdict = VERDICT_CANNOT_TELL;
        out->words = why;
        outcome_need(out, c->arena, "the list as published: weir lists load FILE --vintage DAY");
        return 0;
    }
    int found = -1;
    for (int i = 0; i < table_rows(&a.table) && found < 0; i++)
        if (!t->register_list || !strcmp(cell_text(&a.table, i, "list"), t->register_list))
            found = i;
    truth(out, t, found >= 0, c);
    outcome_reason(out, c->arena,
                   "names are matched as written or normalised; spelling variants "
                   "and other scripts are not tried");
    out->words = found >= 0 ? arena_printf(c->arena, "%s (%s %s), found by %s, vintage %s",
                                           cell_text(&a.table, found, "entity"),
                                           cell_text(&a.table, found, "list"),
                                           cell_text(&a.table, found, "uid"),
                                           cell_text(&a.table, found, "match"),
                                           cell_text(&a.table, found, "vintage"))
                            : "no such name or identifier on the lists loaded";
    return 0;
}
