/* page_data.c - what the page's charts are drawn from, as JSON.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/page.h"
#include "report/json.h"

/* Six digits are more than a chart shows. */
static void add_number(struct buf *b, double v)
{
    if (isfinite(v))
        buf_printf(b, "%.6g", v);
    else
        buf_puts(b, "null");
}

static void add_key(struct buf *b, const char *key, double v)
{
    buf_printf(b, ", \"%s\": ", key);
    add_number(b, v);
}

/* The values of a series on the periods of another. */
static void add_values(struct buf *b, const char *key, const struct series *s,
                       const struct series *grid)
{
    buf_printf(b, ", \"%s\": [", key);
    for (int i = 0; i < grid->n; i++) {
        int at = s ? grid->first + i - s->first : -1;
        buf_puts(b, i ? "," : "");
        add_number(b, s && at >= 0 && at < s->n ? s->value[at] : (double)NAN);
    }
    buf_puts(b, "]");
}

static void add_list(struct buf *b, int *count, const char *day, const char *text)
{
    json_pair(b, "day", day, (*count)++ ? ", {" : "{");
    json_pair(b, "text", text, ", ");
    buf_puts(b, "}");
}

/* "EU XXIII (ex) since 2023-02-26; US ..., date not given": those with a day. */
static void add_lists(struct buf *b, const struct unit *u, struct arena *a)
{
    int count = 0;
    buf_puts(b, ", \"lists\": [");
    if (u && u->tier_since && strlen(u->tier_since) == 10)
        add_list(b, &count, u->tier_since,
                 arena_printf(a, "high-priority tier %s since %s", u->tier, u->tier_since));
    for (const char *p = u ? u->listed : NULL; p && *p;) {
        size_t n = strcspn(p, ";");
        const char *entry = arena_strndup(a, p, n), *since = strstr(entry, " since ");
        if (since && strlen(since + 7) >= 10)
            add_list(b, &count, arena_strndup(a, since + 7, 10), entry);
        p += n;
        p += strspn(p, "; ");
    }
    buf_puts(b, "]");
}

/* Runs of periods with one legal status; a period without trade belongs to the run before it. */
static void add_law(struct buf *b, const struct series *s, const enum legal *law)
{
    int from = -1, count = 0, k = 0;
    enum legal run = LEGAL_NOT_LISTED;
    buf_puts(b, ", \"law\": [");
    for (int i = 0; i <= s->n; i++) {
        bool there = i < s->n && s->value[i] > 0;
        enum legal status = there ? law[k++] : run;
        if (from >= 0 && (i == s->n || status != run)) {
            buf_printf(b, "%s{\"from\": %d, \"until\": %d", count++ ? ", " : "", s->first + from,
                       s->first + i - 1);
            json_pair(b, "status", legal_name(run), ", ");
            buf_puts(b, "}");
            from = i;
        }
        if (there && from < 0)
            from = i;
        run = status;
    }
    buf_puts(b, "]");
}

static void add_finding(struct buf *b, const struct watch *w, const struct finding *f,
                        const enum legal *law)
{
    const struct series *s = f->series;
    const struct find_contrast *c = &w->f.contrasts[f - w->f.findings.finding];
    const char *item = find_item(&w->f, f, w->arena);
    int before = f->since - f->before;
    json_pair(b, "id", strchr(item, '/') + 1, "{");
    json_pair(b, "title",
              arena_printf(w->arena, "%s from %s", s->unit, areas_name(w->f.areas, s->exporter)),
              ", ");
    json_pair(b, "unit", s->measured_in, ", ");
    buf_printf(b, ", \"freq\": \"%c\", \"first\": %d", s->freq, s->first);
    buf_printf(b, ", \"since\": %d, \"since_low\": %d, \"since_high\": %d, \"until\": %d", f->since,
               f->since_low, f->since_high, f->until);
    buf_printf(b, ", \"before_from\": %d", before > s->first ? before : s->first);
    add_key(b, "before", f->value_before / f->after);
    add_key(b, "after", f->value_after / f->after);
    add_values(b, "values", s, s);
    add_values(b, "elsewhere", c->elsewhere.possible ? c->elsewhere_series : NULL, s);
    add_values(b, "others", c->others.possible ? c->others_series : NULL, s);
    add_lists(b, watch_unit(w, f), w->arena);
    add_law(b, s, law);
    buf_puts(b, "}");
}

static int add_events(struct buf *b, struct store *s, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    int count = 0;
    TRY(duck_query(store_duck(s), &r,
                   "SELECT from_date, coalesce(until_date, from_date), event || ' (' || status || "
                   "')' FROM ref.event ORDER BY from_date, name",
                   NULL, err));
    buf_puts(b, "\"events\": [");
    while (duck_next(r)) {
        json_pair(b, "from", duck_text(r, 0, a), count++ ? ",\n{" : "\n{");
        json_pair(b, "until", duck_text(r, 1, a), ", ");
        json_pair(b, "text", duck_text(r, 2, a), ", ");
        buf_puts(b, "}");
    }
    buf_puts(b, "]");
    return duck_end(r, err);
}

int page_findings_data(struct buf *b, const struct watch *w, struct finding *const *list, int count,
                       struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    enum legal *law;
    struct legal_flow *flows = NULL;
    int n = 0, at = 0;
    for (int i = 0; i < count; i++)
        legal_add(&flows, &n, list[i]->series, w->arena);
    TRY(store_open(&s, w->q->store, STORE_READ, err));
    TRY(legal_flows(&law, s, flows, n, w->arena, err));
    buf_puts(b, "{");
    TRY(add_events(b, s, w->arena, err));
    buf_puts(b, ",\n\"findings\": [");
    for (int i = 0; i < count; i++) {
        const struct series *x = list[i]->series;
        buf_puts(b, i ? ",\n" : "\n");
        add_finding(b, w, list[i], law + at);
        for (int k = 0; k < x->n; k++)
            at += x->value[k] > 0;
    }
    buf_puts(b, "]}");
    return 0;
}
