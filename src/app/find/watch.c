/* watch.c - the main job: everything that rose or fell towards a destination, on one page.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/asked.h"
#include "app/find/contrast.h"
#include "app/find/watch.h"
#include "law/law.h"

struct watch_params {
    struct words words;
    struct find_params find;
    double alert;
    const char *output;
    bool divert;
};

const struct unit *watch_unit(const struct watch *w, const struct finding *f)
{
    return units_find(&w->f.units, f->series->unit);
}

/* Tier 1 first, then by excess. */
static void pick_tiers(struct watch *w)
{
    w->tiers = arena_array(w->arena, struct finding *, (size_t)w->ups + 1);
    for (const char *const *tier =
             (const char *const[]){"1", "2", "3.A", "3.B", "4.A", "4.B", NULL};
         *tier; tier++)
        for (int i = 0; i < w->ups; i++) {
            const struct unit *u = watch_unit(w, w->up[i]);
            if (u && u->tier && !strcmp(u->tier, *tier))
                w->tiers[w->tier_count++] = w->up[i];
        }
}

/* --- baskets: exporters, groups, the list --- */

static const struct column basket_columns[] = {
    {"kind", "", STYLE_TEXT, DATA_ONLY},
    {"name", "name", STYLE_TEXT, EVERYWHERE},
    {"frequency", "figures", STYLE_TEXT, EVERYWHERE},
    {"value_before", "before", STYLE_AMOUNT, EVERYWHERE},
    {"value_after", "after", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"ratio", "ratio", STYLE_RATIO, EVERYWHERE},
    {"ratio_low", "low", STYLE_RATIO, EVERYWHERE},
    {"ratio_high", "high", STYLE_RATIO, EVERYWHERE},
    {"periods", "periods", STYLE_INT, EVERYWHERE},
};

static int compare_baskets(const void *x, const void *y)
{
    const struct basket *a = *(struct basket *const *)x, *b = *(struct basket *const *)y;
    int c = strcmp(a->sum->measured_in, b->sum->measured_in);
    c = c ? c : a->sum->freq - b->sum->freq;
    if (c)
        return c;
    if (a->finding.value_after != b->finding.value_after)
        return a->finding.value_after > b->finding.value_after ? -1 : 1;
    return strcmp(a->name, b->name);
}

struct table watch_baskets(const struct watch *w, const char *kind)
{
    struct table t = table_new(basket_columns, sizeof basket_columns / sizeof *basket_columns,
                               w->arena);
    struct basket **list = arena_array(w->arena, struct basket *, (size_t)w->f.basket_count + 1);
    int n = 0;
    for (int i = 0; i < w->f.basket_count; i++)
        if (w->f.baskets[i].tested && !strcmp(w->f.baskets[i].kind, kind))
            list[n++] = &w->f.baskets[i];
    qsort(list, (size_t)n, sizeof *list, compare_baskets);
    for (int i = 0; i < n; i++) {
        const struct finding *x = &list[i]->finding;
        table_text(&t, kind);
        table_text(&t, list[i]->name);
        table_text(&t, list[i]->sum->freq == 'M' ? "monthly" : "annual");
        table_number(&t, x->value_before);
        table_number(&t, x->value_after);
        table_text(&t, list[i]->sum->measured_in);
        table_number(&t, x->ratio);
        table_number(&t, x->ratio_low);
        table_number(&t, x->ratio_high);
        table_number(&t, x->after);
    }
    return t;
}

/* Whose figures a basket sums: the exporters of that frequency and currency. */
static void add_exporters(struct buf *b, const struct watch *w, const struct series *sum)
{
    int count = 0;
    for (int i = 0; i < w->f.basket_count; i++) {
        const struct basket *k = &w->f.baskets[i];
        if (strcmp(k->kind, "exporter") != 0 || k->sum->freq != sum->freq ||
            strcmp(k->sum->measured_in, sum->measured_in) != 0)
            continue;
        if (count < 3)
            buf_printf(b, "%s%s", count ? ", " : "", k->name);
        count++;
    }
    if (count > 3)
        buf_printf(b, " and %d others", count - 3);
}

/* "The high-priority list as a whole does not rise": by the interval of its ratio. */
void watch_lists(struct buf *b, const struct watch *w)
{
    for (int i = 0; i < w->f.basket_count; i++) {
        const struct basket *k = &w->f.baskets[i];
        const struct finding *x = &k->finding;
        if (strcmp(k->kind, "list") != 0 || !k->tested || isnan(x->ratio))
            continue;
        const char *verdict = x->ratio_low > 1    ? "rises"
                              : x->ratio_high < 1 ? "falls"
                              : x->ratio > 1      ? "rises, but not surely"
                                                  : "does not rise";
        buf_puts(b, "The high-priority list as a whole from ");
        add_exporters(b, w, k->sum);
        buf_printf(b, " (%s, %s) %s: %.2f times", k->sum->freq == 'M' ? "monthly" : "annual",
                   k->sum->measured_in, verdict, x->ratio);
        if (!isnan(x->ratio_low))
            buf_printf(b, " (%.2f to %.2f)", x->ratio_low, x->ratio_high);
        buf_puts(b, ".\n");
    }
}

/* --- words --- */

static void add_amount(struct buf *b, double v)
{
    number_format(b, v, STYLE_AMOUNT);
}

void watch_change(struct buf *b, const struct finding *f)
{
    char since[16];
    buf_printf(b, "%s since %s: ", f->direction > 0 ? "up" : "down",
               period_text(since, period_of(f->since, f->series->freq)));
    add_amount(b, f->value_before);
    buf_puts(b, " -> ");
    add_amount(b, f->value_after);
    buf_printf(b, " %s", f->series->measured_in);
    if (!isnan(f->ratio)) {
        buf_puts(b, ", ");
        number_format(b, f->ratio, STYLE_RATIO);
        buf_puts(b, " times");
    }
    if (!isnan(f->ratio_low)) {
        buf_puts(b, " (");
        number_format(b, f->ratio_low, STYLE_RATIO);
        buf_puts(b, " to ");
        number_format(b, f->ratio_high, STYLE_RATIO);
        buf_puts(b, ")");
    }
    buf_printf(b, ", p adj. %.2g", f->p_adjusted);
}

static void add_finding(struct buf *b, const struct watch *w, const struct finding *f)
{
    const struct unit *u = watch_unit(w, f);
    buf_printf(b, "  %s %s %s (%s%s%s)\n      ", find_exporter(&w->f, f->series), f->series->unit,
               u ? u->label : "", finding_kind_name(f->kind), u && u->tier ? ", tier " : "",
               u && u->tier ? u->tier : "");
    watch_change(b, f);
    buf_puts(b, "\n");
}

static void add_findings(struct buf *b, const struct watch *w, const char *title,
                         struct finding *const *list, int count, int top)
{
    buf_printf(b, "%s: %d\n", title, count);
    for (int i = 0; i < count && i < top; i++)
        add_finding(b, w, list[i]);
    buf_puts(b, "\n");
}

char *watch_headline(const struct watch *w)
{
    char since[16];
    return arena_printf(w->arena,
                        "%d of %d flows to %s rose and %d fell since %s (false discovery rate "
                        "%g %%)%s",
                        w->ups, w->flows, w->to, w->downs, period_text(since, w->f.since),
                        w->q->fdr * 100,
                        !w->f.sums_tested ? ""
                                          : arena_printf(w->arena,
                                                         "; of %d sums of the group as one %d "
                                                         "changed",
                                                         w->f.sums_tested, w->sums));
}

/* How many rises stand out from what they are compared with. */
void watch_specific(struct buf *b, const struct watch *w)
{
    int specific = 0, possible = 0;
    for (int i = 0; i < w->ups && w->f.contrasts; i++) {
        enum contrast_verdict v = w->f.contrasts[w->up[i] - w->f.findings.finding].verdict;
        specific += v == CONTRAST_SPECIFIC;
        possible += v != CONTRAST_UNASKED && v != CONTRAST_IMPOSSIBLE;
    }
    buf_printf(
        b,
        "%d of the %d rises that can be compared stand out from other goods to there and the "
        "same goods elsewhere.\n",
        specific, possible);
}

static const char *summary(const struct watch *w)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "%s.\n", watch_headline(w));
    watch_specific(&b, w);
    find_legal_totals(&b, &w->f, w->up, w->ups);
    watch_lists(&b, w);
    buf_puts(&b, "\n");
    add_findings(&b, w, "Rises on the high-priority list", w->tiers, w->tier_count, 5);
    add_findings(&b, w, "Rises, largest excess over the past first", w->up, w->ups, 7);
    add_findings(&b, w, "Falls, largest first", w->down, w->downs, 3);
    watch_through(&b, w, 5);
    return arena_strdup(w->arena, b.s);
}

static const char *foot_of(const struct watch *w, const char *report)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct findings *x = &w->f.findings;
    buf_printf(&b, "%d series tested, %d too short, %d cut by an HS renumbering\n", x->tested,
               x->too_short, x->renumbered);
    if (w->f.currencies > 1)
        buf_puts(&b, "several currencies: each is ranked by itself (weir rates FILE converts)\n");
    buf_puts(&b, w->f.sources);
    if (report)
        buf_printf(&b, "report: %s\n", report);
    return arena_strdup(w->arena, b.s);
}

/* The sources, and the name of the area that was asked; of a group what was said. */
static int name_things(struct watch *w, struct session *s, struct err *err)
{
    struct ref_areas areas;
    struct store *store;
    TRY(session_store(s, &store, err));
    TRY(store_sources(store, &w->source, &w->sources, w->arena, err));
    w->name = w->to;
    TRY(session_reference(s, &w->ref, err));
    TRY(ref_areas(w->ref, &areas, w->arena, w->to, err));
    w->targets = "";
    for (int i = 0; i < areas.count; i++)
        w->targets = arena_printf(w->arena, "%s%s%d", w->targets, i ? "," : "", areas.m49[i]);
    if (areas.count == 1)
        w->name = areas_name(w->f.areas, areas.m49[0]);
    return 0;
}

/* Takes the findings of a group as one out of a list, to those. */
static int take_sums(struct watch *w, struct finding **list, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (list[i]->series->as_one)
            w->as_one[w->sums++] = list[i];
        else
            list[kept++] = list[i];
    return kept;
}

static void part_sums(struct watch *w)
{
    size_t most = (size_t)(w->ups + w->downs) + 1;
    w->as_one = arena_array(w->arena, struct finding *, most);
    w->all = arena_array(w->arena, struct finding *, most);
    w->ups = take_sums(w, w->up, w->ups);
    w->downs = take_sums(w, w->down, w->downs);
    memcpy(w->all, w->up, (size_t)w->ups * sizeof *w->all);
    memcpy(w->all + w->ups, w->down, (size_t)w->downs * sizeof *w->all);
    memcpy(w->all + w->ups + w->downs, w->as_one, (size_t)w->sums * sizeof *w->all);
    w->all_count = w->ups + w->downs + w->sums;
}

int watch_gather(struct watch *w, struct session *s, const struct find_params *q, struct err *err)
{
    struct arena *a = s->arena;
    struct find_options o = {.baskets = true, .keep = q->fdr};
    w->q = q;
    w->arena = a;
    w->to = q->flow.to;
    TRY(asked_now(&w->run, s, err));
    o.run = w->run;
    TRY(find_all(&w->f, s, q, &o, err));
    w->up = find_significant(&w->f, q->fdr, 1, &w->ups, a);
    w->down = find_significant(&w->f, q->fdr, -1, &w->downs, a);
    find_say_quiet(&w->f, q->fdr, 1, s);
    w->flows = w->f.findings.tested - w->f.sums_tested;
    part_sums(w);
    pick_tiers(w);
    TRY(name_things(w, s, err));
    return contrast_findings(&w->f, w->all, w->all_count, s, &q->flow, err);
}

int watch_corridors(struct watch *w, struct session *s, struct err *err)
{
    return divert_to(&w->corridors, &w->why, s, &w->q->flow, w->q->since, w->q->fdr, err);
}

void watch_through(struct buf *b, const struct watch *w, int top)
{
    if (!w->corridors && w->why)
        buf_printf(b, "Through others: cannot tell, %s\n\n", w->why);
    if (!w->corridors)
        return;
    divert_summary(b, w->corridors);
    buf_puts(b, "\n");
    for (int i = 0; i < w->corridors->shown && i < top; i++) {
        buf_puts(b, "  ");
        divert_words(b, w->corridors, &w->corridors->corridor[i]);
        buf_puts(b, "\n");
    }
    buf_puts(b, "\n");
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct watch_params *q = params;
    struct watch *w = arena_new(s->arena, struct watch);
    struct find_params *find = arena_new(s->arena, struct find_params);
    *find = q->find;
    if (q->words.count)
        find->flow.to = q->words.item[0];
    if (!find->flow.to) {
        err_set(err, ERR_USAGE, "watch which destination?");
        return err_hint(err, "weir watch RUS");
    }
    TRY(watch_gather(w, s, find, err));
    for (int i = 0; i < w->ups && !isnan(q->alert); i++)
        out->above += w->up[i]->excess > q->alert;
    out->page = (struct page_of){.path = q->output, .watch = w};
    TRY(watch_cards(w, err));
    if (q->divert)
        TRY(watch_corridors(w, s, err));
    if (w->corridors)
        divert_wanted(&out->wanted, w->corridors);
    out->table = watch_baskets(w, "exporter");
    out->head = summary(w);
    out->foot = foot_of(w, out->page.path);
    out->data = find_table(&w->f, w->all, w->all_count, s->arena);
    return 0;
}

static const struct param params[] = {
    FLOW_FROM(watch_params, find.flow),
    FLOW_GOODS(watch_params, find.flow),
    FIND_SINCE(watch_params, find),
    FIND_FDR(watch_params, find),
    FLOW_CURRENCY(watch_params, find.flow),
    FIND_METHOD(watch_params, find),
    FIND_ALERT(watch_params, alert),
    {PARAM(watch_params, divert, "divert", FLAG, NULL,
           "corridors through others too, as weir divert has them", NOTHING)},
    {PARAM(watch_params, output, "output", TEXT, "FILE", "page to write (-o), with charts", FILES),
     .display = true, .letter = 'o'},
    {0},
};

const struct question question_watch = {
    .name = "watch",
    .arguments = "DESTINATION",
    .complete = COMPLETE_AREAS,
    .summary = "report all that rose and fell towards a destination",
    .text = "Tests every series to the destination, prints a summary and writes "
            "with --output FILE one self-contained page with charts and tables.",
    .examples = "weir watch RUS -o report.html\n"
                "weir watch RUS --from EU27 --code 8703 --divert\n"
                "weir watch KGZ --json",
    .params = params,
    .size = sizeof(struct watch_params),
    .needs = NEEDS_READ,
    .traced = true,
    .method = "docs/method/surge.md, contrast.md",
    .tables = LAW_TABLES,
    .columns = find_columns,
    .run = run,
};
