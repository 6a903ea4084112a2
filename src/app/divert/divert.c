/* divert.c - what may reach a target through others.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "app/divert/divert.h"
#include "app/divert/passed.h"
#include "app/divert/total.h"
#include "app/divert/worth.h"
#include "model/table.h"

static const struct column columns[] = {
    {"origin", "origin", STYLE_TEXT, EVERYWHERE},
    {"via", "via", STYLE_TEXT, EVERYWHERE},
    {"target", "target", STYLE_TEXT, DATA_ONLY},
    {"family", "family", STYLE_TEXT, EVERYWHERE},
    {"label", "", STYLE_TEXT, EVERYWHERE},
    {"since_direct", "direct since", STYLE_TEXT, EVERYWHERE},
    {"since_in", "in since", STYLE_TEXT, EVERYWHERE},
    {"since_out", "out since", STYLE_TEXT, EVERYWHERE},
    {"currency", "", STYLE_TEXT, DATA_ONLY},
    {"fall", "fall", STYLE_AMOUNT, EVERYWHERE},
    {"rise_in", "rise in", STYLE_AMOUNT, EVERYWHERE},
    {"rise_out", "rise out", STYLE_AMOUNT, EVERYWHERE},
    {"diverted", "diverted", STYLE_AMOUNT, EVERYWHERE},
    {"diverted_low", "at least", STYLE_AMOUNT, EVERYWHERE},
    {"diverted_high", "at most", STYLE_AMOUNT, EVERYWHERE},
    {"substitution", "of the fall", STYLE_RATIO, EVERYWHERE},
    {"times_goods", "times other goods", STYLE_RATIO, DATA_ONLY},
    {"times_elsewhere", "times elsewhere", STYLE_RATIO, DATA_ONLY},
    {"passed_on", "passed on", STYLE_RATIO, DATA_ONLY},
    {"mirrored", "arrived", STYLE_RATIO, DATA_ONLY},
    {"unit_value", "unit value", STYLE_RATIO, DATA_ONLY},
    {"p_adjusted", "p adj.", STYLE_P, EVERYWHERE},
    {"corridors_tested", "corridors", STYLE_INT, DATA_ONLY},
    {"verdict", "", STYLE_TEXT, EVERYWHERE},
    {"reason", "", STYLE_TEXT, EVERYWHERE},
    {"links_missing", "not in the store", STYLE_LIST, EVERYWHERE},
    {"notes", "notes", STYLE_TEXT, DATA_ONLY},
};

static const struct column totals[] = {
    {"via", "via", STYLE_TEXT, EVERYWHERE},
    {"target", "target", STYLE_TEXT, DATA_ONLY},
    {"currency", "in", STYLE_TEXT, DATA_ONLY},
    {"before", "before", STYLE_AMOUNT, EVERYWHERE},
    {"after", "after", STYLE_AMOUNT, EVERYWHERE},
    {"rise", "rise", STYLE_AMOUNT, EVERYWHERE},
    {"fall", "fall of the direct", STYLE_AMOUNT, EVERYWHERE},
    {"gross", "gross", STYLE_RATIO, EVERYWHERE},
    {"comparable", "comparable", STYLE_RATIO, EVERYWHERE},
    {"control", "other goods", STYLE_RATIO, EVERYWHERE},
    {"net", "net", STYLE_RATIO, EVERYWHERE},
    {"net_low", "at least", STYLE_RATIO, EVERYWHERE},
    {"net_high", "at most", STYLE_RATIO, EVERYWHERE},
    {"families", "families", STYLE_INT, EVERYWHERE},
    {"notes", "notes", STYLE_TEXT, DATA_ONLY},
};

static const struct column shares[] = {
    {"via", "via", STYLE_TEXT, EVERYWHERE},
    {"target", "target", STYLE_TEXT, DATA_ONLY},
    {"period", "period", STYLE_TEXT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, DATA_ONLY},
    {"imported", "imported", STYLE_AMOUNT, EVERYWHERE},
    {"sent_on", "sent on", STYLE_AMOUNT, EVERYWHERE},
    {"share", "share", STYLE_RATIO, EVERYWHERE},
    {"share_low", "at least", STYLE_RATIO, EVERYWHERE},
    {"share_high", "at most", STYLE_RATIO, EVERYWHERE},
};

/* --- the table of corridors --- */

static const char *period_at(const struct legs *l, int index)
{
    char text[16];
    return index ? arena_strdup(l->arena, period_text(text, period_of(index, l->freq))) : NULL;
}

static double if_seen(const struct step *x, double v)
{
    return x->seen ? v : (double)NAN;
}

static double ratio_of(const struct contrast *x)
{
    return x->possible && isfinite(x->ratio) ? x->ratio : (double)NAN;
}

static void add_corridor(struct table *t, const struct chains *o, const struct corridor *c,
                         const char *notes)
{
    const struct legs *l = o->legs;
    const struct link *in = c->in_link;
    const struct unit *u = units_find(&l->units, in->unit);
    double fall = c->direct.before - c->direct.after;
    table_text(t, l->origin[in->origin].label);
    table_text(t, areas_iso3(l->areas, in->via));
    table_text(t, areas_iso3(l->areas, l->target));
    table_text(t, in->unit);
    table_text(t, u ? u->label : NULL);
    table_text(t, period_at(l, c->direct.since));
    table_text(t, period_at(l, c->in.since));
    table_text(t, period_at(l, c->out.since));
    table_text(t, l->currency);
    table_number(t, if_seen(&c->direct, fall));
    table_number(t, c->in.after - c->in.before);
    table_number(t, if_seen(&c->out, c->out.after - c->out.before));
    table_number(t, c->diverted);
    table_number(t, c->diverted_low);
    table_number(t, c->diverted_high);
    bool whole = c->direct.seen && fall > 0 && !chain_fell_before(o, c);
    table_number(t, whole ? c->diverted / fall : (double)NAN);
    table_number(t, ratio_of(&c->goods));
    table_number(t, ratio_of(&c->elsewhere));
    table_number(t, c->passed_on);
    table_number(t, c->mirrored);
    table_number(t, c->unit_value);
    table_number(t, c->p_adjusted);
    table_number(t, o->tested);
    table_text(t, chain_words(c->verdict));
    table_text(t, c->reason);
    table_text(t, c->missing);
    table_text(t, notes);
}

/* --- the table of totals --- */

static void add_total(struct table *t, const struct legs *l, const struct displaced *d,
                      const char *notes)
{
    table_text(t, d->via ? areas_iso3(l->areas, d->via) : "all");
    table_text(t, areas_iso3(l->areas, l->target));
    table_text(t, l->currency);
    table_number(t, d->before);
    table_number(t, d->after);
    table_number(t, d->after - d->before);
    table_number(t, d->direct_before - d->direct_after);
    table_number(t, d->gross);
    table_number(t, d->comparable);
    table_number(t, d->control);
    table_number(t, d->net);
    table_number(t, d->net_low);
    table_number(t, d->net_high);
    table_number(t, d->families);
    table_text(t, notes);
}

static void add_passed(struct table *t, const struct legs *l, const struct passed *p)
{
    table_text(t, areas_iso3(l->areas, p->via));
    table_text(t, areas_iso3(l->areas, l->target));
    table_text(t, p->period ? period_at(l, p->period) : "all");
    table_text(t, l->currency);
    table_number(t, p->imported);
    table_number(t, p->sent);
    table_number(t, p->share);
    table_number(t, p->low);
    table_number(t, p->high);
}

/* --- words --- */

static void add_net(struct buf *b, const struct displaced *d)
{
    if (isnan(d->net)) {
        buf_puts(b, "; net of what other goods did: cannot tell, none that trade steadily are in "
                    "the store, or all were asked for");
        return;
    }
    buf_printf(b, "; %.1f %%", 100 * d->net);
    if (!isnan(d->net_low))
        buf_printf(b, " (%.1f to %.1f)", 100 * d->net_low, 100 * d->net_high);
    buf_puts(b, " beyond what other goods to there did (net)");
    if (d->without)
        buf_printf(b, ", without the rise to %d intermediaries that have none to compare",
                   d->without);
}

static void add_sum(struct buf *b, const struct legs *l, const struct displaced *d)
{
    double fall = d->direct_before - d->direct_after;
    if (!l->q->flow.from && !l->via)
        return; /* each is origin and intermediary: there is no sum of either */
    if (!(d->direct_before > 0)) {
        buf_printf(b, "the store has no direct flow to %s of the year before\n",
                   areas_iso3(l->areas, l->target));
        return;
    }
    buf_printf(b, "direct: %s by ", fall > 0 ? "fell" : "rose");
    number_format(b, fabs(fall), STYLE_AMOUNT);
    buf_printf(b, " %s; to intermediaries: ", l->currency);
    if (!l->of[LEG_IN].count) {
        buf_puts(b, "nothing is in the store\n");
        return;
    }
    buf_printf(b, "%s by ", d->after >= d->before ? "rose" : "fell");
    number_format(b, fabs(d->after - d->before), STYLE_AMOUNT);
    if (!isnan(d->gross))
        buf_printf(b, ", %.1f %% of that fall (gross)", 100 * d->gross);
    if (!isnan(d->comparable) && fabs(d->comparable - d->gross) > 0.0005)
        buf_printf(b, ", %.1f %% of goods that are known before and after", 100 * d->comparable);
    if (!isnan(d->gross))
        add_net(b, d);
    buf_puts(b, "\n");
}

static const char *head_of(const struct chains *o, const struct displaced *all)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct legs *l = o->legs;
    char from[16], until[16];
    int of[CHAIN_CANNOT_TELL + 1] = {0};
    for (int i = 0; i < o->count; i++)
        of[o->corridor[i].verdict]++;
    buf_printf(&b, "%s to %s against the same %s of the year before\n",
               period_text(from, period_of(l->since, l->freq)),
               period_text(until, period_of(o->until, l->freq)),
               l->freq == 'M' ? "months" : "periods");
    add_sum(&b, l, all);
    buf_printf(&b,
               "%d corridors tested (false discovery rate %g %%): %d a pattern of diversion, %d "
               "consistent with it as far as the store shows, %d not; of %d more it cannot be "
               "told\n\n",
               o->tested, 100 * l->q->fdr, of[CHAIN_PATTERN], of[CHAIN_CONSISTENT],
               of[CHAIN_NOT_SHOWN], of[CHAIN_CANNOT_TELL]);
    return arena_strdup(l->arena, b.s);
}

static const char *foot_of(const struct chains *o)
{
    return arena_printf(
        o->legs->arena,
        "a corridor: one origin, intermediary and family. Fall and rises are sums of the same "
        "months; diverted: what the intermediary received beyond what its own past, other goods "
        "and the same goods elsewhere let expect, and no more than it sent on\n"
        "Official statistics show flows, not shipments: none of this proves evasion\n%s",
        o->legs->sources ? o->legs->sources : "");
}

/* --- the question --- */

static int check(struct divert_params *q, struct err *err)
{
    static const char *const ways[] = {"corridor", "via", "month"};
    q->by = q->by ? q->by : "corridor";
    if (!q->flow.to) {
        err_set(err, ERR_USAGE, "--to is missing: whom may goods reach through others?");
        return err_hint(err, "weir divert --to RUS --from EU27 --via KAZ,KGZ,ARM");
    }
    if ((!q->flow.from && !strcmp(q->by, "via") && !q->via) ||
        (q->flow.from && !strcasecmp(q->flow.from, "world") && !q->via &&
         strcmp(q->by, "month") != 0)) {
        err_set(err, ERR_USAGE,
                "--via is missing: all would be origins and intermediaries at once");
        return err_hint(err, "name origins with --from, or intermediaries with --via");
    }
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (!strcmp(q->by, ways[i]))
            return 0;
    err_set(err, ERR_USAGE, "--by '%s' is none", q->by);
    err_subject(err, q->by);
    return err_hint(err, "corridor, via or month");
}

/* What intermediaries imported and sent on. */
static int answer_months(struct answer *out, const struct legs *l, struct err *err)
{
    struct passed *list;
    int n = passed_read(&list, l);
    if (!n) {
        err_set(err, ERR_NOT_FOUND, "the store has no imports as an intermediary reports them");
        return err_hint(err, "weir coverage shows who reports what");
    }
    out->table = table_new(shares, COLUMNS(shares), l->arena);
    for (int i = 0; i < n; i++)
        add_passed(&out->table, l, &list[i]);
    out->foot = arena_printf(l->arena,
                             "imports with freight, exports without; the share of a %s is of its "
                             "own imports, its bounds of those of this and two before; of all with "
                             "a 95 %% interval\n%s",
                             l->freq == 'M' ? "month" : "year", l->sources ? l->sources : "");
    return 0;
}

static void answer_corridors(struct answer *out, const struct chains *o, int limit,
                             const char *notes)
{
    const struct legs *l = o->legs;
    int rows = 0;
    out->table = table_new(columns, COLUMNS(columns), l->arena);
    for (int i = 0; i < o->count; i++)
        if (o->corridor[i].in.after > o->corridor[i].in.before && (!limit || rows++ < limit))
            add_corridor(&out->table, o, &o->corridor[i], notes);
    out->foot = limit && rows > limit ? arena_printf(l->arena, "%d more: --limit 0 shows all\n%s",
                                                     rows - limit, out->foot)
                                      : out->foot;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct divert_params *q = arena_new(s->arena, struct divert_params);
    struct legs *l = arena_new(s->arena, struct legs);
    struct chains o;
    struct displaced *list;
    *q = *(const struct divert_params *)params;
    TRY(check(q, err));
    TRY(legs_read(l, s, q, err));
    if (!strcmp(q->by, "month"))
        return answer_months(out, l, err);
    TRY(chains_read(&o, l, err));
    int n = displaced_read(&list, &o);
    out->foot = foot_of(&o);
    bool corridors = !strcmp(q->by, "corridor");
    if (corridors)
        TRY(worth_read(&o, err));
    divert_notes(&o, s);
    const char *notes = notes_text(&s->notes, s->arena);
    if (corridors)
        answer_corridors(out, &o, q->limit, notes);
    else
        out->table = table_new(totals, COLUMNS(totals), s->arena);
    for (int i = 0; i < n && !corridors; i++)
        add_total(&out->table, l, &list[i], notes);
    out->head = head_of(&o, &list[n - 1]);
    divert_wanted(&out->wanted, &o);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(divert_params, flow),
    {PARAM(divert_params, flow.to, "to", TEXT, "AREA", "the target", AREAS)},
    {PARAM(divert_params, via, "via", TEXT, "AREAS",
           "intermediaries: names, codes or groups, comma-separated; all unless told", AREAS)},
    FLOW_GOODS(divert_params, flow),
    {PARAM(divert_params, since, "since", TEXT, "MONTH",
           "first month of the time looked at (YYYY-MM)", NOTHING)},
    {PARAM(divert_params, within, "within", COUNT, "N",
           "months (or years) in which a rise must follow, 12 unless told", NOTHING),
     .fallback = 12},
    {PARAM(
         divert_params, by, "by", TEXT, "WHAT",
         "corridor (the default); via: what each intermediary received of the fall; month: what it "
         "imported and sent on",
         WORDS),
     .words = "corridor via month"},
    {PARAM(divert_params, fdr, "fdr", SHARE, "SHARE", "false discovery rate, 0.05 unless told",
           NOTHING),
     .fallback = 0.05},
    {PARAM(divert_params, limit, "limit", COUNT, "N",
           "rows of text shown, 20 unless told; 0 for all, as in --json and --csv", NOTHING),
     .fallback = 20},
    FLOW_CURRENCY(divert_params, flow),
    {0},
};

const struct question question_divert = {
    .name = "divert",
    .arguments = "",
    .summary = "find what may reach a target through intermediaries",
    .text =
        "For each origin, intermediary and family of goods: did the direct flow fall, did what "
        "goes to the intermediary rise in the months after, beyond its own past, other goods to "
        "there and the same goods elsewhere, and did the intermediary send more on to the target, "
        "by its own report or the target's? All that can be seen has to have happened; the rate "
        "of false ones among all corridors looked at is kept. A flow that the store does not have "
        "is named, so that it can be fetched. Words are 'pattern of diversion' (all three flows), "
        "'consistent with diversion' (those that are seen), 'not shown' with the reason, 'cannot "
        "tell'; statistics prove no evasion.\n\n"
        "A group given to --from is one origin. Goods outside those that were asked for are what "
        "they are compared with: --list and --code leave others to compare with.",
    .examples = "weir divert --to RUS --from EU27 --via KAZ,KGZ,ARM --code 8703\n"
                "weir divert --to RUS --from EU27 --list chpl --by via\n"
                "weir divert --to RUS --from IND --code 84,85 --since 2022-03 --json",
    .params = params,
    .size = sizeof(struct divert_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/divert.md",
    .shape =
        "[{origin text, via text, target text, family text, label text, since_direct "
        "text, since_in text, since_out text, currency text, fall number, rise_in "
        "number, rise_out number, diverted number, diverted_low number, diverted_high "
        "number, substitution number, times_goods number, times_elsewhere number, "
        "passed_on number, mirrored number, unit_value number, p_adjusted number, "
        "corridors_tested int, "
        "verdict text, reason text, links_missing [text], notes text}] | [{via text, target text, "
        "currency text, before number, after number, rise number, fall number, gross "
        "number, comparable number, control number, net number, net_low number, net_high "
        "number, families int, notes text}] | [{via text, target text, period text, currency text, "
        "imported number, sent_on number, share number, share_low number, share_high "
        "number}]",
    .run = run,
};
