/* status.c - was a flow prohibited, for whom, on that day?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "app/law.h"
#include "base/resource.h"

static const struct column columns[] = {
    {"regime", "regime", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, DATA_ONLY},
    {"annex", "annex", STYLE_TEXT, EVERYWHERE},
    {"code", "code", STYLE_TEXT, EVERYWHERE},
    {"partial", "part", STYLE_TEXT, EVERYWHERE},
    {"listed_since", "since", STYLE_TEXT, EVERYWHERE},
    {"listed_until", "until", STYLE_TEXT, EVERYWHERE},
    {"prohibits", "prohibits", STYLE_TEXT, EVERYWHERE},
    {"binding_on_exporter", "binds exporter", STYLE_TEXT, EVERYWHERE},
    {"basis", "basis", STYLE_TEXT, DATA_ONLY},
    {"act", "act", STYLE_TEXT, EVERYWHERE},
    {"date_status", "dates", STYLE_TEXT, DATA_ONLY},
};
enum { FIELDS = sizeof columns / sizeof *columns, PROHIBITS = 7, BINDS = 8, LATER = 13 };

struct answers {
    bool prohibited, unsure, elsewhere, listed, bound; /* bound: by a regime held here in part */
    const char *own;               /* the exporter's own regime, whose codes are not held here */
    const char *later, *later_act; /* the first list to come */
};

static const char *yes_no(const char *truth, const char *unknown)
{
    return !truth ? unknown : !strcmp(truth, "true") ? "yes" : "no";
}

static void judge(struct answers *w, const char *const *field)
{
    bool binds = field[BINDS] && !strcmp(field[BINDS], "true");
    bool prohibits = field[PROHIBITS] && !strcmp(field[PROHIBITS], "true");
    w->listed = true;
    w->prohibited |= prohibits && binds;
    w->unsure |= !field[PROHIBITS] && binds;
    w->elsewhere |= !binds && (prohibits || !field[PROHIBITS]);
}

static void add_row(struct table *t, struct buf *json, const char *const *field)
{
    buf_puts(json, table_rows(t) ? ",\n  {" : "\n  {");
    for (int i = 0; i < FIELDS; i++) {
        bool truth = i == 4 || i == PROHIBITS || i == BINDS;
        (truth ? law_json_bool : json_pair)(json, columns[i].key, field[i], i ? ", " : "");
        table_text(t, truth ? yes_no(field[i], "cannot tell") : field[i]);
    }
    buf_puts(json, "}");
}

static int read_rows(struct answer *out, struct answers *w, struct duck *d,
                     const struct duck_param *p, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf json = {0};
    out->table = table_new(columns, FIELDS, a);
    buf_puts(&json, "[");
    TRY(duck_query(d, &r, resource_get("src/app/sql/status.sql")->text, p, err));
    while (duck_next(r)) {
        const char *field[LATER + 1];
        for (int i = 0; i <= LATER; i++)
            field[i] = duck_text(r, i, a);
        if (field[LATER] && !strcmp(field[LATER], "true")) {
            bool first = field[5] && (!w->later || strcmp(field[5], w->later) < 0);
            w->later = first ? field[5] : w->later;
            w->later_act = first ? field[10] : w->later_act;
            continue;
        }
        judge(w, field);
        add_row(&out->table, &json, field);
    }
    TRY(duck_end(r, err));
    buf_puts(&json, "\n]\n");
    out->json = arena_strdup(a, json.s);
    return 0;
}

static const char *head_of(const struct answers *w, const struct request *q, const char *from,
                           const char *to, const struct days *on, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s from %s to %s, %s%s%s: ", q->args[0], from, to, on->from,
               strcmp(on->from, on->until) ? " to " : "",
               strcmp(on->from, on->until) ? on->until : "");
    buf_puts(&b, w->prohibited  ? "prohibited for the exporter by a list held here\n"
                 : w->unsure    ? "cannot tell: on a list that binds the exporter, whose start is "
                                  "not in its source\n"
                 : w->own       ? "cannot tell: the exporter has a regime of its own, whose codes "
                                  "are not held here\n"
                 : w->elsewhere ? "on a list elsewhere that does not bind the exporter: lawful "
                                  "there by the lists held here\n"
                 : w->listed    ? "listed, but no list held here prohibits it for the exporter\n"
                                : "on no list held here\n");
    if (w->bound && !w->prohibited)
        buf_puts(&b,
                 "the annexes that bind the exporter are held here for some chapters only: what "
                 "is on no list here may be prohibited still\n");
    if (w->own)
        buf_printf(&b, "its regime: %s\n", w->own);
    if (w->later && !w->prohibited)
        buf_printf(&b, "not yet listed then: from %s by %s\n", w->later, w->later_act);
    buf_puts(&b, "\n");
    return arena_strdup(a, b.s);
}

static const char foot[] =
    "'part': the list covers only some of the goods of the code ('ex', more digits, or a code that "
    "was renumbered)\n"
    "held here: the EU's annexes to Reg. 833/2014 for the chapters transcribed, US part 746, the "
    "common high priority list; no code tables of the UK, Canada, Japan, Switzerland\n"
    "not decided here: end users, licences, wind-down of contracts, re-export and transit rules\n";

static int check(const struct request *q, struct err *err)
{
    const char *code = q->arg_count == 1 ? q->args[0] : "";
    size_t n = strlen(code);
    for (size_t i = 0; i < n; i++)
        if (!isdigit((unsigned char)code[i]))
            n = 0;
    if (n >= 6 && n <= 10 && q->from && q->to)
        return 0;
    err_set(err, ERR_USAGE, "a commodity code of 6 to 10 digits, --from and --to are needed");
    return err_hint(err, "weir status 842952 --from CHN --to RUS --on 2022-09-15");
}

static int find_own(struct answers *w, struct duck *d, const char *exporter, struct arena *a,
                    struct err *err)
{
    char *own = NULL;
    struct duck_param p[] = {{"exporter", exporter}, {0}};
    TRY(duck_text_of(d, &own, a,
                     "SELECT basis FROM ref.binding WHERE kind = 'area' AND bound = $exporter "
                     "AND regime NOT IN (SELECT regime FROM ref.control)",
                     p, err));
    w->own = own;
    int64_t bound;
    TRY(duck_int_of(d, &bound,
                    "SELECT count(*) FROM ref.membership WHERE grp = 'EU' AND iso3 = $exporter", p,
                    0, err));
    w->bound = bound || !strcmp(exporter, "EU27") || !strcmp(exporter, "USA");
    return 0;
}

int app_status(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(duck_close) struct duck *d = NULL;
    struct days on;
    struct answers w = {0};
    const char *from, *to;
    TRY(check(q, err));
    TRY(law_days(&on, q->on, err));
    TRY(law_open(&d, q->store, err));
    TRY(law_area(&from, d, q->from, a, err));
    TRY(law_area(&to, d, q->to, a, err));
    struct duck_param p[] = {{"code", q->args[0]}, {"exporter", from}, {"importer", to},
                             {"first", on.from},   {"last", on.until}, {0}};
    TRY(read_rows(out, &w, d, p, a, err));
    TRY(find_own(&w, d, from, a, err));
    out->head = head_of(&w, q, from, to, &on, a);
    out->foot = foot;
    return 0;
}
