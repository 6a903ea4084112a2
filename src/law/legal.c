/* SPDX-License-Identifier: Apache-2.0 */
#include "law/legal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/law.h"
#include "model/table.h"

const char *legal_name(enum legal k)
{
    static const char *const names[LEGAL_KINDS] = {
        "not listed",  "listed, prohibits nothing", "listed, not binding",
        "cannot tell", "prohibited in part",        "prohibited",
    };
    return names[k];
}

void legal_add(struct legal_flow **list, int *count, const struct series *s, struct arena *a)
{
    const char *unit = arena_strdup(a, s->unit);
    for (int i = 0; i < s->n; i++) {
        if (!(s->value[i] > 0))
            continue;
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = (struct legal_flow){unit, s->exporter, s->importer,
                                                  period_of(s->first + i, s->freq), s->value[i]};
    }
}

/* A flow with the words that its lists are compared with. */
struct judged {
    int m49;
    const char *exporter, *importer;
    struct days on;
};

/* Of an entry that stands on the day: what it means for the exporter. */
static enum legal judge(struct ref *r, const struct ref_listing *l, const struct judged *w)
{
    const struct ref_annex *x = l->annex;
    bool unsure = !l->since && (!x->known_on || strcmp(x->known_on, w->on.from) > 0);
    if (strcmp(x->effect, "export") != 0 || !law_destination(x, w->importer))
        return LEGAL_LISTED;
    if (!law_regime_binds(r, x->regime, w->m49, w->exporter, &w->on))
        return LEGAL_NOT_BINDING;
    return unsure ? LEGAL_UNSURE : l->partial ? LEGAL_PARTLY : LEGAL_PROHIBITED;
}

static enum legal strongest(struct ref *r, const struct ref_listing *l, int count,
                            const struct judged *w)
{
    enum legal best = LEGAL_NOT_LISTED;
    for (int i = 0; i < count; i++) {
        if (!law_stands(l[i].annex, l[i].since, w->on.from))
            continue;
        enum legal k = judge(r, &l[i], w);
        best = k > best ? k : best;
    }
    return best;
}

/* The 28th is near enough to the last day of a month: no list here changed after it. */
static struct days day_of(int period)
{
    struct days d;
    bool month = period_is_month(period);
    snprintf(d.from, sizeof d.from, "%04d-%02d-28", (month ? period / 100 : period) % 10000,
             month ? period % 100 : 12);
    d.until[0] = '\0';
    memcpy(d.until, d.from, sizeof d.until);
    return d;
}

/* "842952,870323": the goods of the flows, each once. */
static const char *units_of(const struct legal_flow *f, int count, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char **unit = arena_array(a, const char *, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        unit[i] = f[i].unit;
    qsort(unit, (size_t)count, sizeof *unit, text_order);
    for (int i = 0; i < count; i++)
        if (!i || strcmp(unit[i - 1], unit[i]) != 0)
            buf_printf(&b, "%s%s", b.len ? "," : "", unit[i]);
    return arena_strdup(a, buf_str(&b));
}

/* The listings of one unit among those of many, which stand by unit. */
static const struct ref_listing *listings_of(const struct ref_listing *all, int all_count,
                                             const char *unit, int *count)
{
    int low = 0, high = all_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(all[middle].unit, unit) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < all_count && !strcmp(all[low + *count].unit, unit))
        ++*count;
    return all_count ? all + low : NULL;
}

/* Lists are of goods and bind exporters: of all goods as one, and of the World, they say nothing.
 */
static bool is_sum(const struct legal_flow *f)
{
    return !f->exporter || !f->importer || !strcmp(f->unit, "TOTAL");
}

int legal_flows(enum legal **status, struct ref *r, const struct legal_flow *f, int count,
                struct arena *a, struct err *err)
{
    CLEANUP(arena_free) struct arena own = {0};
    struct ref_listing *all;
    const struct areas *areas;
    int all_count;
    *status = arena_array(a, enum legal, (size_t)count + 1);
    if (!count)
        return 0;
    TRY(ref_listings(r, &all, &all_count, units_of(f, count, &own), &own, err));
    TRY(ref_names(r, &areas, err));
    for (int i = 0; i < count; i++) {
        int listings;
        const struct ref_listing *l = listings_of(all, all_count, f[i].unit, &listings);
        struct judged w = {f[i].exporter, areas_iso3(areas, f[i].exporter),
                           areas_iso3(areas, f[i].importer), day_of(f[i].period)};
        enum legal best = strongest(r, l, listings, &w);
        bool known = best == LEGAL_PARTLY || best == LEGAL_PROHIBITED;
        bool unsure = is_sum(&f[i]) || (!known && law_own_regime(r, w.exporter));
        (*status)[i] = unsure ? LEGAL_UNSURE : best;
    }
    return 0;
}

int legal_of(enum legal **status, struct ref *r, const struct finding *f, int count,
             struct arena *a, struct err *err)
{
    struct legal_flow *flows = arena_array(a, struct legal_flow, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        flows[i] = (struct legal_flow){.unit = f[i].series->unit,
                                       .exporter = f[i].series->exporter,
                                       .importer = f[i].series->importer,
                                       .period = period_of(f[i].until, f[i].series->freq)};
    return legal_flows(status, r, flows, count, a, err);
}

void legal_totals(struct buf *to, const double sum[LEGAL_KINDS], const char *currency,
                  const char *when)
{
    double all = 0;
    int shown = 0;
    for (int k = 0; k < LEGAL_KINDS; k++)
        all += sum[k];
    if (!(all > 0))
        return;
    buf_printf(to, "by law %s, of ", when);
    number_format(to, all, STYLE_AMOUNT);
    buf_printf(to, " %s:", currency);
    for (int k = LEGAL_KINDS - 1; k >= 0; k--)
        if (sum[k] > 0)
            buf_printf(to, "%s %.3g %% %s", shown++ ? "," : "", 100 * sum[k] / all,
                       legal_name((enum legal)k));
    buf_puts(to, "\n");
}
