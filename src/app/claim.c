/* SPDX-License-Identifier: Apache-2.0 */
#include "app/claim.h"

#include <math.h>
#include <string.h>

#include "app/evidence.h"
#include "app/page.h"
#include "base/log.h"
#include "claim/kinds.h"
#include "report/json.h"

/* --- checking --- */

/* A fault of a test is one of the file: it gets its line. */
static int in_file(struct err *err, const char *path, const struct claim *c,
                   const struct claim_test *t)
{
    char message[ERR_MSG_MAX];
    long line = t->line, column = 1;
    if (!err || (err->code != ERR_USAGE && err->code != ERR_NOT_FOUND))
        return err ? (int)err->code : ERR_INPUT;
    snprintf(message, sizeof message, "%s", err->msg);
    for (int i = 0; i < t->place_count; i++) {
        CLEANUP(buf_free) struct buf quoted = {0};
        buf_printf(&quoted, "'%s'", t->place[i].text);
        if (strstr(message, quoted.s)) {
            line = t->place[i].line;
            column = t->place[i].column;
        }
    }
    return err_at(err, path, line, column, "claim %s, test %s: %.900s", c->id,
                  claim_kind_name(t->kind), message);
}

static int check_claim(struct checked *x, const char *path, struct check *c, struct err *err)
{
    const struct claim *claim = x->claim;
    x->outcomes = arena_array(c->arena, struct outcome, (size_t)claim->test_count);
    for (int i = 0; i < claim->test_count; i++) {
        if (check_test(&x->outcomes[i], c, &claim->tests[i], err))
            return in_file(err, path, claim, &claim->tests[i]);
        if (x->outcomes[i].verdict > x->outcomes[x->decisive].verdict)
            x->decisive = i;
    }
    return 0;
}

int claims_check(struct checked **list, int *count, const char *path, struct check *c,
                 struct err *err)
{
    struct claims all;
    char run[EVIDENCE_ID];
    TRY(claims_read(&all, path, c->arena, err));
    TRY(evidence_of_claims(run, c->store, path, err));
    *list = arena_array(c->arena, struct checked, (size_t)all.count);
    *count = all.count;
    for (int i = 0; i < all.count; i++) {
        struct checked *x = &(*list)[i];
        log_progress(all.claim[i].id, (double)i / all.count);
        x->claim = &all.claim[i];
        x->evidence = arena_printf(c->arena, "%s/%s", run, x->claim->id);
        TRY(check_claim(x, path, c, err));
    }
    return 0;
}

const struct outcome *checked_outcome(const struct checked *x)
{
    return &x->outcomes[x->decisive];
}

/* --- JSON --- */

static void json_figure(struct buf *b, const char *key, double v)
{
    buf_printf(b, ", \"%s\": ", key);
    json_number(b, v);
}

static void json_texts(struct buf *b, const char *key, const char *const *list, int count)
{
    buf_printf(b, ", \"%s\": [", key);
    for (int i = 0; i < count; i++) {
        buf_puts(b, i ? ", " : "");
        json_text(b, list[i]);
    }
    buf_puts(b, "]");
}

static double gap_of(const struct claim_test *t, const struct outcome *o)
{
    return t->says_text && !isnan(o->value) ? o->value - t->says.claimed : (double)NAN;
}

static void json_alternatives(struct buf *b, const struct outcome *o)
{
    buf_puts(b, ", \"alternatives\": [");
    for (int i = 0; i < o->alternative_count; i++) {
        const struct alternative *x = &o->alternatives[i];
        json_pair(b, "name", x->name, i ? ", {" : "{");
        json_figure(b, "value", x->value);
        buf_printf(b, ", \"holds\": %s", isnan(x->value) ? "null" : x->holds ? "true" : "false");
        json_pair(b, "why", x->why, ", ");
        buf_puts(b, "}");
    }
    buf_puts(b, "]");
}

static void json_judged(struct buf *b, const struct claim_test *t, const struct outcome *o)
{
    json_pair(b, "verdict", verdict_name(o->verdict), ", ");
    json_figure(b, "value", o->value);
    json_figure(b, "low", o->low);
    json_figure(b, "high", o->high);
    json_figure(b, "claimed", t->says_text ? t->says.claimed : (double)NAN);
    json_figure(b, "gap", gap_of(t, o));
    json_pair(b, "unit", o->unit, ", ");
}

static void json_test(struct buf *b, const struct claim_test *t, const struct outcome *o)
{
    json_pair(b, "kind", claim_kind_name(t->kind), "{");
    json_pair(b, "says", t->says_text, ", ");
    json_judged(b, t, o);
    json_pair(b, "found", o->words, ", ");
    json_texts(b, "reasons", o->reasons, o->reason_count);
    json_texts(b, "needs", o->needs, o->need_count);
    json_alternatives(b, o);
    buf_puts(b, "}");
}

static void json_claim(struct buf *b, const struct checked *x)
{
    const struct claim *c = x->claim;
    const struct outcome *o = checked_outcome(x);
    const struct claim_test *t = &c->tests[x->decisive];
    json_pair(b, "id", c->id, "{");
    json_pair(b, "sentence", c->sentence, ", ");
    json_pair(b, "said_by", c->said_by, ", ");
    json_pair(b, "said_on", c->said_on, ", ");
    json_pair(b, "where", c->where, ", ");
    json_pair(b, "note", c->note, ", ");
    json_judged(b, t, o);
    json_texts(b, "reasons", o->reasons, o->reason_count);
    json_texts(b, "needs", o->needs, o->need_count);
    json_pair(b, "evidence", x->evidence, ", ");
    buf_puts(b, ",\n   \"tests\": [");
    for (int i = 0; i < c->test_count; i++) {
        buf_puts(b, i ? ",\n    " : "\n    ");
        json_test(b, &c->tests[i], &x->outcomes[i]);
    }
    buf_puts(b, "]}");
}

/* --- text --- */

const char *checked_figure(const struct outcome *o, double v, struct arena *a)
{
    struct check c = {NULL, a};
    if (isnan(v))
        return NULL;
    if (!strcmp(o->unit, "x"))
        return isinf(v) ? "from nothing" : arena_printf(a, "%.2f x", v);
    if (!strcmp(o->unit, "yes/no"))
        return v > 0 ? "yes" : "no";
    if (!strcmp(o->unit, "%"))
        return arena_printf(a, "%.1f %%", 100 * v);
    if (!strcmp(o->unit, "rank"))
        return arena_printf(a, "number %.0f", v);
    if (!strcmp(o->unit, "period")) {
        char text[16];
        return arena_strdup(a, period_text(text, (int)v));
    }
    return check_amount(&c, v, o->unit);
}

static const struct column columns[] = {
    {"id", "claim", STYLE_TEXT, EVERYWHERE},
    {"verdict", "verdict", STYLE_TEXT, EVERYWHERE},
    {"says", "claimed", STYLE_TEXT, EVERYWHERE},
    {"figure", "found", STYLE_TEXT, TEXT_ONLY},
    {"range", "otherwise computed", STYLE_TEXT, TEXT_ONLY},
    {"survives", "survives", STYLE_TEXT, TEXT_ONLY},
    {"sentence", "sentence", STYLE_TEXT, DATA_ONLY},
    {"value", "value", STYLE_NUMBER, DATA_ONLY},
    {"low", "low", STYLE_NUMBER, DATA_ONLY},
    {"high", "high", STYLE_NUMBER, DATA_ONLY},
    {"claimed", "claimed", STYLE_NUMBER, DATA_ONLY},
    {"gap", "gap", STYLE_NUMBER, DATA_ONLY},
    {"unit", "unit", STYLE_TEXT, DATA_ONLY},
    {"evidence", "evidence", STYLE_TEXT, EVERYWHERE},
};

static const char *range_of(const struct outcome *o, struct arena *a)
{
    if (isnan(o->low) || o->low == o->high)
        return NULL;
    return arena_printf(a, "%s to %s", checked_figure(o, o->low, a), checked_figure(o, o->high, a));
}

/* "3 of 4": how many of the alternatives that are there leave the verdict on its side. */
static const char *survives(const struct outcome *o, struct arena *a)
{
    int there = 0;
    for (int i = 0; i < o->alternative_count; i++)
        there += !isnan(o->alternatives[i].value);
    return there && o->verdict != VERDICT_CANNOT_TELL
               ? arena_printf(a, "%d of %d", o->surviving, there)
               : NULL;
}

static struct table table_of(const struct checked *list, int count, struct arena *a)
{
    struct table t = table_new(columns, sizeof columns / sizeof *columns, a);
    for (int i = 0; i < count; i++) {
        const struct outcome *o = checked_outcome(&list[i]);
        const struct claim *c = list[i].claim;
        const struct claim_test *d = &c->tests[list[i].decisive];
        table_text(&t, c->id);
        table_text(&t, verdict_words(o->verdict));
        table_text(&t, d->says_text);
        table_text(&t, checked_figure(o, o->value, a));
        table_text(&t, range_of(o, a));
        table_text(&t, survives(o, a));
        table_text(&t, c->sentence);
        table_number(&t, o->value);
        table_number(&t, o->low);
        table_number(&t, o->high);
        table_number(&t, d->says_text ? d->says.claimed : (double)NAN);
        table_number(&t, gap_of(d, o));
        table_text(&t, o->unit);
        table_text(&t, list[i].evidence);
    }
    return t;
}

static void add_alternatives(struct buf *b, const struct outcome *o, struct arena *a)
{
    int shown = 0;
    for (int i = 0; i < o->alternative_count; i++) {
        const struct alternative *x = &o->alternatives[i];
        if (!isnan(x->value))
            buf_printf(b, "%s%s: %s%s", shown++ ? "; " : "    otherwise: ", x->name,
                       checked_figure(o, x->value, a), x->holds ? "" : " (does not hold)");
    }
    buf_puts(b, shown ? "\n" : "");
}

static void add_test(struct buf *b, const struct claim_test *t, const struct outcome *o,
                     struct arena *a)
{
    buf_printf(b, "  %s%s%s: %s; %s\n", claim_kind_name(t->kind), t->says_text ? ", says " : "",
               t->says_text ? t->says_text : "", verdict_words(o->verdict), o->words);
    add_alternatives(b, o, a);
    for (int i = 0; i < o->reason_count; i++)
        buf_printf(b, "    %s\n", o->reasons[i]);
    for (int i = 0; i < o->need_count; i++)
        buf_printf(b, "    would settle it: %s\n", o->needs[i]);
}

static const char *details(const struct checked *list, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    for (int i = 0; i < count; i++) {
        const struct claim *c = list[i].claim;
        buf_printf(&b, "%s: %s\n  \"%s\"%s%s%s%s\n", c->id,
                   verdict_words(checked_outcome(&list[i])->verdict), c->sentence,
                   c->said_by ? " - " : "", c->said_by ? c->said_by : "", c->said_on ? ", " : "",
                   c->said_on ? c->said_on : "");
        if (c->note)
            buf_printf(&b, "  note: %s\n", c->note);
        for (int k = 0; k < c->test_count; k++)
            add_test(&b, &c->tests[k], &list[i].outcomes[k], a);
        buf_puts(&b, "\n");
    }
    return arena_strdup(a, b.s);
}

const char *claims_summary(const struct checked *list, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    int of[VERDICT_CONTRADICTED + 1] = {0};
    for (int i = 0; i < count; i++)
        of[checked_outcome(&list[i])->verdict]++;
    buf_printf(&b, "%d claims:", count);
    for (int v = 0, shown = 0; v <= VERDICT_CONTRADICTED; v++)
        if (of[v])
            buf_printf(&b, "%s %d %s", shown++ ? "," : "", of[v], verdict_words((enum verdict)v));
    return arena_strdup(a, b.s);
}

static int check_file(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct check c = {q->store, a};
    struct checked *list;
    int count;
    if (q->arg_count != 2) {
        err_set(err, ERR_USAGE, "check which file of claims?");
        return err_hint(err, "weir claim check FILE; weir claim new writes one");
    }
    TRY(claims_check(&list, &count, q->args[1], &c, err));
    if (q->html)
        TRY(page_claims_write(q->html, list, count, a, err));
    buf_puts(&b, "[");
    for (int i = 0; i < count; i++) {
        buf_puts(&b, i ? ",\n  " : "\n  ");
        json_claim(&b, &list[i]);
    }
    buf_puts(&b, "\n]\n");
    out->json = arena_strdup(a, b.s);
    out->table = table_of(list, count, a);
    out->head = arena_printf(a, "%s\n\n%s", claims_summary(list, count, a),
                             details(list, count, a));
    out->foot = "confirmed: measured and borne out; consistent: something near to it is; cannot "
                "tell: the data at hand do not measure it\nnot reproduced: another number; "
                "contradicted: the other way, or far off; weir evidence ID shows sources and "
                "method\n";
    return 0;
}

/* --- a new file --- */

/* A skeleton of a claim; with options of a flow, filled in. */
static int new_file(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *kind = q->arg_count > 1 ? q->args[1] : "ratio";
    enum claim_kind k = claim_kind_of(kind);
    if (k == CLAIM_KINDS) {
        err_set(err, ERR_USAGE, "no kind of test is called '%s'", kind);
        return err_hint(err, "weir claim --help lists them");
    }
    const struct claim_kind_info *info = claim_kind_info(k);
    const struct {
        const char *name, *given, *example;
    } fields[] = {{"from", q->from, "CHN"},
                  {"to", q->to, "RUS"},
                  {"code|list|group", q->code, "842952"},
                  {"code", q->code, "842952"},
                  {"period", q->period, "2023"},
                  {"with", q->with, "2021"},
                  {"when", q->since, "2022-09"},
                  {"of", NULL, "exporters"},
                  {"status", NULL, "prohibited"},
                  {"event", q->event, "surovikin-line"},
                  {"treaty", NULL, "rome"},
                  {"state", q->in, "CHN"},
                  {"on", q->on, "2023-11-01"},
                  {"person", NULL, "Putin"},
                  {"name", NULL, "a name"}};
    static const char *const says[] = {
        "about 700 tonnes", "more than tripled", "45 to 50 %", "first", "123", "yes"};
    buf_puts(&b, "claims:\n  - id: a-short-name\n    sentence: The sentence, as it was said.\n"
                 "    said_by: Who\n    said_on: 2023-11-15\n    where: https://example.org\n"
                 "    tests:\n");
    buf_printf(&b, "      - kind: %s          # %s\n", info->name, info->help);
    for (const char *p = info->needs; *p;) {
        size_t n = strcspn(p, " ");
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            if (strlen(fields[i].name) == n && !strncmp(p, fields[i].name, n))
                buf_printf(&b, "        %.*s: %s\n", (int)strcspn(fields[i].name, "|"),
                           fields[i].name, fields[i].given ? fields[i].given : fields[i].example);
        if (n == 4 && !strncmp(p, "says", n))
            buf_printf(&b, "        says: %s\n", says[info->says]);
        p += n + (p[n] == ' ');
    }
    if (*info->takes)
        buf_printf(&b, "        # it may have: %s\n", info->takes);
    static const struct column columns_of_new[] = {{"yaml", "yaml", STYLE_TEXT, DATA_ONLY}};
    out->table = table_new(columns_of_new, 1, a);
    out->head = arena_strdup(a, b.s);
    table_text(&out->table, out->head);
    return 0;
}

int app_claim(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    const char *what = q->arg_count ? q->args[0] : "";
    if (!strcmp(what, "check"))
        return check_file(out, a, q, err);
    if (!strcmp(what, "new"))
        return new_file(out, a, q, err);
    err_set(err, ERR_USAGE, "weir claim %s: no such question", what);
    return err_hint(err, "check FILE or new [KIND]");
}
