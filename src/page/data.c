/* data.c - what the page's charts are drawn from.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/page.h"

/* Six digits are more than a chart shows. */
static double rounded(double v)
{
    char text[32];
    if (!isfinite(v))
        return NAN;
    snprintf(text, sizeof text, "%.6g", v);
    return strtod(text, NULL);
}

/* The values of a series on the periods of another. */
static void add_values(struct facts *f, const char *key, const struct series *s,
                       const struct series *grid)
{
    double *v = arena_array(f->arena, double, (size_t)grid->n + 1);
    for (int i = 0; i < grid->n; i++) {
        int at = s ? grid->first + i - s->first : -1;
        v[i] = s && at >= 0 && at < s->n ? rounded(s->value[at]) : (double)NAN;
    }
    facts_numbers(f, key, v, grid->n);
}

static void add_list(struct facts *f, const char *day, const char *text)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_text(f, "day", day);
    facts_text(f, "text", text);
    facts_close(f);
}

/* Lists that have a day. */
static void add_lists(struct facts *f, const struct unit *u)
{
    facts_open(f, "lists", FACT_LIST);
    if (u && u->tier_since && strlen(u->tier_since) == 10)
        add_list(f, u->tier_since,
                 arena_printf(f->arena, "high-priority tier %s since %s", u->tier, u->tier_since));
    for (int i = 0; u && i < u->listing_count; i++)
        if (u->listing[i].since)
            add_list(f, u->listing[i].since, find_listing(&u->listing[i], f->arena));
    facts_close(f);
}

static void add_run(struct facts *f, const struct series *s, int from, int until, enum legal k)
{
    facts_open(f, NULL, FACT_OBJECT);
    facts_number(f, "from", s->first + from);
    facts_number(f, "until", s->first + until);
    facts_text(f, "status", legal_name(k));
    facts_close(f);
}

/* Runs of periods with one legal status: a fact of goods, destination and day, whether there was
 * trade or not. */
static void add_law(struct facts *f, const struct series *s, const enum legal *law)
{
    facts_open(f, "law", FACT_LIST);
    for (int i = 0, from = 0; i < s->n; i++)
        if (i + 1 == s->n || law[i + 1] != law[i]) {
            add_run(f, s, from, i, law[i]);
            from = i + 1;
        }
    facts_close(f);
}

static void add_dates(struct facts *to, const struct finding *f)
{
    const struct series *s = f->series;
    int before = f->since - f->before;
    char freq[2] = {s->freq, '\0'};
    facts_text(to, "freq", arena_strdup(to->arena, freq));
    facts_number(to, "first", s->first);
    facts_number(to, "since", f->since);
    facts_number(to, "since_low", f->since_low);
    facts_number(to, "since_high", f->since_high);
    facts_number(to, "until", f->until);
    facts_number(to, "before_from", before > s->first ? before : s->first);
    facts_number(to, "before", rounded(f->value_before / f->after));
    facts_number(to, "after", rounded(f->value_after / f->after));
}

static void add_finding(struct facts *to, const struct watch *w, int i)
{
    const struct finding *f = w->all[i];
    const struct series *s = f->series;
    const struct find_contrast *c = &w->f.contrasts[f - w->f.findings.finding];
    facts_open(to, NULL, FACT_OBJECT);
    facts_text(to, "id", find_name(&w->f, f, to->arena));
    facts_text(to, "title",
               arena_printf(to->arena, "%s from %s", s->unit, areas_name(w->f.areas, s->exporter)));
    facts_text(to, "unit", s->measured_in);
    add_dates(to, f);
    add_values(to, "values", s, s);
    add_values(to, "elsewhere", c->elsewhere.possible ? c->elsewhere_series : NULL, s);
    add_values(to, "others", c->others.possible ? c->others_series : NULL, s);
    add_lists(to, watch_unit(w, f));
    add_law(to, s, w->law[i]);
    facts_close(to);
}

static void add_events(struct facts *f, const struct watch *w)
{
    facts_open(f, "events", FACT_LIST);
    for (int i = 0; i < w->event_count; i++) {
        const struct event *e = &w->events[i];
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "from", e->from_day);
        facts_text(f, "until", e->until_day);
        facts_text(f, "text", arena_printf(f->arena, "%s (%s)", e->text, e->status));
        facts_close(f);
    }
    facts_close(f);
}

struct fact *page_data(const struct watch *w, struct arena *a)
{
    struct facts f = facts_new(a);
    facts_open(&f, NULL, FACT_OBJECT);
    add_events(&f, w);
    facts_open(&f, "findings", FACT_LIST);
    for (int i = 0; i < w->ups + w->downs; i++)
        if (w->law[i])
            add_finding(&f, w, i);
    facts_close(&f);
    facts_close(&f);
    return f.root;
}
