/* SPDX-License-Identifier: Apache-2.0 */
#include "app/read/verdicts.h"

#include <math.h>
#include <string.h>

#include "base/log.h"
#include "claim/kinds.h"
#include "model/period.h"

/* --- from readings to claims --- */

static bool takes(enum claim_kind kind, const char *field)
{
    const struct claim_kind_info *info = claim_kind_info(kind);
    const char *lists[] = {info->needs, info->takes};
    size_t n = strlen(field);
    for (size_t i = 0; i < 2; i++)
        for (const char *p = lists[i]; *p; p += strcspn(p, " |"), p += strspn(p, " |"))
            if (strcspn(p, " |") == n && !strncmp(p, field, n))
                return true;
    return false;
}

/* The first field that a test needs and has not; NULL: none. */
static const char *lacking(struct claim_test *t, struct arena *a)
{
    for (const char *p = claim_kind_info(t->kind)->needs; *p; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        bool there = false;
        for (const char *q = p; q < p + len; q += strcspn(q, " |"), q += *q == '|') {
            const char **at = claim_field(t, arena_strndup(a, q, strcspn(q, " |")));
            there |= (at && *at) || !strncmp(q, "(all)", 5);
        }
        if (!there)
            return arena_strndup(a, p, len);
        p += len;
    }
    return NULL;
}

/* "Bought" and "sold" do not say by whose report: it is taken from whoever has it. */
static void set(struct claim_test *t, const char *name, const char *value)
{
    const char **at = takes(t->kind, name) ? claim_field(t, name) : NULL;
    if (at && (strcmp(name, "flow") != 0 || !strcmp(value, "re-export")))
        *at = value;
}

static const char *window_text(struct window w, struct arena *a)
{
    char from[16], until[16];
    period_text(from, w.from);
    return w.from == w.until ? arena_strdup(a, from)
                             : arena_printf(a, "%s..%s", from, period_text(until, w.until));
}

static int moved(int period, int by)
{
    return period_of(period_index(period) + by, period_is_month(period) ? 'M' : 'A');
}

/* A year earlier is one of another year where the period is read as another. */
static void move_base(struct claim_test *t, const char *was, struct arena *a)
{
    struct window old, new, with;
    if (!t->with || !was || !window_parse(&old, was) || !window_parse(&new, t->period) ||
        !window_parse(&with, t->with) || period_is_month(old.from) != period_is_month(new.from) ||
        period_is_month(old.from) != period_is_month(with.from))
        return;
    int by = period_index(new.from) - period_index(old.from);
    t->with = window_text((struct window){moved(with.from, by), moved(with.until, by)}, a);
}

/* What is asked is read as the k-th of its choices; of other questions the first. */
static void choose(struct claim_test *out, const struct reading_test *t,
                   const struct reading_ask *ask, int k, struct arena *a)
{
    const struct reading_field *was = reading_field(t, "period");
    for (int i = 0; i < t->asks; i++)
        if (t->ask[i].choices)
            set(out, t->ask[i].field, t->ask[i].choice[&t->ask[i] == ask ? k : 0]);
    const char *against = out->period ? strstr(out->period, " against ") : NULL;
    if (against) { /* both times in one choice */
        out->with = against + strlen(" against ");
        out->period = arena_strndup(a, out->period, (size_t)(against - out->period));
    } else if (was && out->period && strcmp(out->period, was->value) != 0) {
        move_base(out, was->value, a);
    }
}

/* The test as a claim has it; why it cannot be one, NULL: it can. */
static const char *fill(struct claim_test *out, const struct reading_test *t,
                        const struct reading_ask *ask, int k, struct arena *a)
{
    *out = (struct claim_test){.kind = claim_kind_of(t->kind),
                               .says = {.unit = "", .claimed = NAN, .much = NAN}};
    if (out->kind == CLAIM_KINDS)
        return arena_printf(a, "a test of kind '%s' is not answered here", t->kind);
    for (int i = 0; i < t->fields; i++)
        if (t->field[i].value)
            set(out, t->field[i].name, t->field[i].value);
    choose(out, t, ask, k, a);
    const struct reading_field *flow = reading_field(t, "flow");
    if (flow && !strcmp(flow->value, "both"))
        return "trade in both directions is not answered as one: exports and imports are";
    const char *lacks = lacking(out, a);
    if (lacks)
        return arena_printf(a, "which %s?", lacks);
    if (out->says_text && !said_parse(&out->says, out->says_text, claim_kind_says(out->kind), a))
        return arena_printf(a, "says '%s': %s", out->says_text, out->says.fault);
    return NULL;
}

static struct posed *add(struct verdicts *v, struct arena *a)
{
    v->at = arena_grow(a, v->at, (size_t)v->count, sizeof *v->at);
    v->at[v->count] = (struct posed){0};
    return &v->at[v->count++];
}

/* The question that has choices; NULL: none. */
static const struct reading_ask *choices_of(const struct reading_test *t)
{
    for (int i = 0; i < t->asks; i++)
        if (t->ask[i].choices)
            return &t->ask[i];
    return NULL;
}

static int pose(struct verdicts *v, const struct reading *r, int number, int test,
                struct session *s, struct err *err)
{
    const struct reading_test *t = &r->test[test];
    const struct reading_ask *ask = choices_of(t);
    int variants = ask ? ask->choices : 1;
    for (int k = 0; k < variants; k++) {
        struct posed *p = add(v, s->arena);
        p->reading = r;
        p->test = t;
        p->id = ask ? arena_printf(s->arena, "s%d-%d%c", number, test + 1, 'a' + k)
                    : arena_printf(s->arena, "s%d-%d", number, test + 1);
        p->note = ask ? arena_printf(s->arena, "read with %s %s", ask->field, ask->choice[k])
                      : NULL;
        p->claim = (struct claim){.id = p->id, .sentence = r->sentence, .note = p->note};
        p->claim.tests = arena_array(s->arena, struct claim_test, 1);
        p->claim.test_count = 1;
        p->why = fill(p->claim.tests, t, ask, k, s->arena);
        if (p->why || !check_meaning(s, p->claim.tests, err))
            continue;
        if (err->code != ERR_USAGE && err->code != ERR_NOT_FOUND)
            return (int)err->code;
        p->why = arena_strdup(s->arena, err->msg);
    }
    return 0;
}

/* --- corrected readings --- */

/* Whether two sentences are the same words, whatever blanks are between. */
static bool same_words(const char *a, const char *b)
{
    for (;;) {
        a += strspn(a, " \t\r\n");
        b += strspn(b, " \t\r\n");
        size_t n = strcspn(a, " \t\r\n"), m = strcspn(b, " \t\r\n");
        if (n != m || strncmp(a, b, n) != 0)
            return false;
        if (!n)
            return true;
        a += n;
        b += m;
    }
}

static bool take_saved(struct verdicts *v, const struct reading *r, int number,
                       const struct claims *saved, struct arena *a)
{
    bool found = false;
    for (int i = 0; i < saved->count; i++) {
        if (!same_words(saved->claim[i].sentence, r->sentence))
            continue;
        struct posed *p = add(v, a);
        p->reading = r;
        p->saved = true;
        p->claim = saved->claim[i];
        p->id = p->claim.id = arena_printf(a, "s%d-%s", number, saved->claim[i].id);
        found = true;
    }
    return found;
}

int verdicts_pose(struct verdicts *out, const struct article *a, const char *saved,
                  struct session *s, struct err *err)
{
    struct claims known = {0};
    *out = (struct verdicts){0};
    if (saved)
        TRY(claims_read(&known, saved, s->arena, err));
    for (int i = 0; i < a->readings.count; i++) {
        const struct reading *r = &a->readings.at[i];
        if (take_saved(out, r, i + 1, &known, s->arena) || !r->checkable)
            continue;
        for (int k = 0; k < r->tests; k++)
            TRY(pose(out, r, i + 1, k, s, err));
    }
    return 0;
}

/* --- answers --- */

static int check(struct posed *p, struct session *s, const char *run, struct err *err)
{
    struct checked *x = &p->checked;
    const struct claim *c = &p->claim;
    x->outcomes = arena_array(s->arena, struct outcome, (size_t)c->test_count);
    for (int i = 0; i < c->test_count; i++) {
        if (check_test(&x->outcomes[i], s, &c->tests[i], err)) {
            if (err->code != ERR_USAGE && err->code != ERR_NOT_FOUND)
                return (int)err->code;
            p->why = arena_strdup(s->arena, err->msg);
            return 0;
        }
        if (x->outcomes[i].verdict > x->outcomes[x->decisive].verdict)
            x->decisive = i;
    }
    x->claim = c;
    x->evidence = run ? arena_printf(s->arena, "%s/%s", run, p->id) : NULL;
    return 0;
}

int verdicts_check(struct verdicts *v, struct session *s, const char *run, struct err *err)
{
    for (int i = 0; i < v->count; i++) {
        log_progress(v->at[i].id, 100. * i / v->count);
        if (!v->at[i].why)
            TRY(check(&v->at[i], s, run, err));
    }
    return 0;
}

bool verdicts_any(const struct verdicts *v)
{
    for (int i = 0; i < v->count; i++)
        if (!v->at[i].why)
            return true;
    return false;
}

/* They stand in the order of their sentences. */
int verdicts_range(const struct verdicts *v, const struct reading *r, int *first)
{
    int low = 0, high = v->count;
    while (low < high) {
        int at = (low + high) / 2;
        if (v->at[at].reading < r)
            low = at + 1;
        else
            high = at;
    }
    *first = low;
    while (low < v->count && v->at[low].reading == r)
        low++;
    return low;
}

bool verdicts_of(enum verdict *out, const struct verdicts *v, const struct reading *r)
{
    bool found = false;
    int first, end = verdicts_range(v, r, &first);
    for (int i = first; i < end;) {
        const struct posed *p = &v->at[i];
        int next = i + 1;
        while (p->test && next < end && v->at[next].test == p->test)
            next++;
        if (p->reading == r && p->checked.claim) {
            enum verdict one = checked_outcome(&p->checked)->verdict;
            for (int k = i + 1; k < next; k++)
                if (!v->at[k].checked.claim || checked_outcome(&v->at[k].checked)->verdict != one)
                    one = VERDICT_CANNOT_TELL;
            *out = !found || one > *out ? one : *out;
            found = true;
        }
        i = next;
    }
    return found;
}

bool verdicts_saved(const struct verdicts *v, const struct reading *r)
{
    int first, end = verdicts_range(v, r, &first);
    for (int i = first; i < end; i++)
        if (v->at[i].saved)
            return true;
    return false;
}
