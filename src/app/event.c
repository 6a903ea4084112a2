/* SPDX-License-Identifier: Apache-2.0 */
#include "app/event.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "model/period.h"

static int from_table(struct event *out, struct store *s, const char *name, struct arena *a,
                      struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(buf_free) struct buf names = {0};
    bool found = false;
    TRY(duck_query(store_duck(s), &r,
                   "SELECT name, from_date, coalesce(until_date, from_date), event, status, source "
                   "FROM ref.event ORDER BY from_date, name",
                   NULL, err));
    while (duck_next(r)) {
        int from = 0, until = 0;
        const char *this = duck_text(r, 0, a);
        buf_printf(&names, "%s%s", names.len ? ", " : "", this);
        if (strcmp(this, name) != 0 || !period_parse(&from, duck_text(r, 1, a)) ||
            !period_parse(&until, duck_text(r, 2, a)))
            continue;
        found = true;
        *out = (struct event){this,
                              duck_text(r, 3, a),
                              duck_text(r, 4, a),
                              duck_text(r, 5, a),
                              period_index(from),
                              period_index(until)};
    }
    TRY(duck_end(r, err));
    if (found)
        return 0;
    err_set(err, ERR_USAGE, "--event '%s' is neither a date nor a known event", name);
    return err_hint(err, "2022-09 or 2022-08..2022-11, or one of: %s", buf_str(&names));
}

int event_find(struct event *out, struct store *s, const char *text, struct arena *a,
               struct err *err)
{
    struct window w;
    if (!window_parse(&w, text))
        return from_table(out, s, text, a, err);
    w = window_months(w);
    *out = (struct event){text, text, "as asked", "", period_index(w.from), period_index(w.until)};
    return 0;
}

/* First and last month of the interval of the date. */
static void months_of(const struct finding *f, int *low, int *high)
{
    bool years = f->series->freq == 'A';
    *low = years ? f->since_low * 12 : f->since_low;
    *high = years ? f->since_high * 12 + 11 : f->since_high;
}

bool event_overlaps(const struct event *e, const struct finding *f)
{
    int low, high;
    months_of(f, &low, &high);
    return low <= e->until && high >= e->from;
}

double event_chance(const struct event *e, const struct finding *f, int since)
{
    int low, high, last = f->series->first + f->series->n - 1;
    months_of(f, &low, &high);
    last = f->series->freq == 'A' ? last * 12 + 11 : last;
    double places = last - since + 1, width = (high - low) + (e->until - e->from) + 1;
    return places > 0 ? fmin(1, width / places) : 1;
}

/* The sum of independent trials of unequal chance, exactly (Poisson binomial; S. D. Poisson, 1837)
 * by adding one trial after the other. */
struct coincidence event_coincidence(const struct event *e, struct finding *const *list, int count,
                                     int since, struct arena *a)
{
    struct coincidence c = {.findings = count};
    double *density = arena_array(a, double, (size_t)count + 2);
    density[0] = 1;
    for (int i = 0; i < count; i++) {
        double q = event_chance(e, list[i], since);
        c.overlaps += event_overlaps(e, list[i]);
        c.expected += q;
        for (int k = i + 1; k > 0; k--)
            density[k] = density[k] * (1 - q) + density[k - 1] * q;
        density[0] *= 1 - q;
    }
    for (int k = c.overlaps; k <= count; k++)
        c.p += density[k];
    c.p = fmin(c.p, 1);
    return c;
}
