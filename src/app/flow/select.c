/* SPDX-License-Identifier: Apache-2.0 */
#include "app/flow/select.h"

#include <string.h>
#include <strings.h>

#include "app/flow/totals.h"

static int find_areas(const char **out, struct session *s, const char *list, struct err *err)
{
    struct ref *r;
    *out = NULL;
    if (!list)
        return 0;
    TRY(session_reference(s, &r, err));
    const char *left = ref_left(r, list, s->arena);
    if (left)
        session_note(s, NOTE_REMARK, "%s is its members of today, in all periods; not in it is %s",
                     list, left);
    return ref_reporters(r, out, s->arena, list, err);
}

/* The World is all areas as one; "all" each of them, as where none is named. */
static bool is_world(const char **areas)
{
    static const char *const names[] = {"world", "wld", "w00"};
    const char *asked = *areas;
    if (asked && !strcasecmp(asked, "all"))
        *areas = NULL;
    for (size_t i = 0; asked && i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(asked, names[i])) {
            *areas = NULL;
            return true;
        }
    return false;
}

/* All goods as one by any of their names; "all": each. */
static const char *find_goods(const char *code)
{
    if (!code || !strcasecmp(code, "all"))
        return NULL;
    return !strcasecmp(code, "total") ? "TOTAL" : code;
}

static int find_flow(enum direction *out, const char *flow, struct err *err)
{
    *out = direction_of(flow);
    if (!flow || *out)
        return 0;
    err_set(err, ERR_USAGE, "--flow '%s' is not a flow", flow);
    err_subject(err, flow);
    return err_hint(err, "export, import, re-export or re-import");
}

static int find_freq(const char **out, const char *freq, struct err *err)
{
    bool month = freq && !strcmp(freq, "month"), year = freq && !strcmp(freq, "year");
    *out = month ? "M" : year ? "A" : NULL;
    if (!freq || *out)
        return 0;
    err_set(err, ERR_USAGE, "--freq '%s' is neither month nor year", freq);
    return err_subject(err, freq);
}

int select_flows(struct selection *sel, struct session *s, const struct flow_params *p,
                 struct err *err)
{
    struct store *store;
    const char *from = p->from, *to = p->to;
    *sel = (struct selection){
        .codes = find_goods(p->code),
        .from_world = is_world(&from),
        .to_world = is_world(&to),
        .list = p->list,
        .group = p->group,
        .as_of = p->as_of,
        .measure = (enum measure)p->measure,
        .own_currency = p->own_currency,
    };
    TRY(find_flow(&sel->flow, p->flow, err));
    TRY(find_freq(&sel->freq, p->freq, err));
    TRY(session_store(s, &store, err));
    TRY(find_areas(&sel->exporters, s, from, err));
    return find_areas(&sel->importers, s, to, err);
}

void select_say_windows(struct session *s, struct window now, struct window then)
{
    struct window a = window_months(now), b = window_months(then);
    int first = period_index(a.until) - period_index(a.from) + 1;
    int second = period_index(b.until) - period_index(b.from) + 1;
    if (first != second)
        session_note(s, NOTE_WARNING,
                     "the periods compared are %d and %d months long: their ratio is no growth",
                     first, second);
    if (a.from <= b.until && b.from <= a.until)
        session_note(s, NOTE_WARNING, "the periods compared have months in common");
}

int select_these(struct selected **out, struct session *s, const struct selection *sel,
                 struct err *err)
{
    struct store *store;
    const char *absent;
    TRY(session_store(s, &store, err));
    TRY(selected_open(out, &s->published, store, sel, err));
    TRY(selected_absent(*out, &absent, sel, s->arena, err));
    if (absent)
        session_note(s, NOTE_WARNING, "no source has figures of %s: they are not in what follows",
                     absent);
    const char *choice = selected_choice(*out, s->arena);
    if (choice)
        session_note(s, NOTE_REMARK, "%s (--freq, --flow name others)", choice);
    return 0;
}

int select_open(struct selected **out, struct session *s, const struct flow_params *p,
                struct err *err)
{
    struct selection sel;
    TRY(select_flows(&sel, s, p, err));
    TRY(select_these(out, s, &sel, err));
    return totals_say(&s->notes, *out, &sel, s->arena, err);
}

int select_if_any(struct selected **out, struct session *s, const struct selection *sel,
                  struct err *err)
{
    struct store *store;
    struct err none = {0};
    *out = NULL;
    TRY(session_store(s, &store, err));
    int rc = selected_open(out, &s->published, store, sel, &none);
    if (rc && rc != ERR_NOT_FOUND)
        return *err = none, rc;
    return 0;
}

enum { INVASION = 202202 };

/* The month after the invasion of 2022 where the data hold a year before it and three months
 * since; else the last twelve months published. */
static int default_since(int first, int last)
{
    if (first && first <= INVASION - 100 && last >= INVASION + 3)
        return INVASION + 1;
    return last ? period_of(period_index(last) - 11, 'M') : INVASION + 1;
}

int select_since(int *month, struct selected *s, const char *asked, struct err *err)
{
    int first, last;
    if (!asked) {
        TRY(selected_span(s, &first, &last, err));
        *month = default_since(first, last);
        return 0;
    }
    if (!period_parse(month, asked))
        return err_set(err, ERR_USAGE, "--since '%s' is not a month", asked);
    if (!period_is_month(*month))
        *month = *month * 100 + 1;
    return 0;
}

const char *select_label(const struct areas *areas, const char *asked, int m49)
{
    if (m49)
        return areas_iso3(areas, m49);
    return asked ? asked : "all";
}

const char *select_reporter(const struct areas *areas, const struct series *s)
{
    if (series_reconciled(s))
        return "CEPII, who reconciles both reports (BACI)";
    return s->reporter ? areas_iso3(areas, s->reporter) : "several";
}

void select_note_mixed(struct session *s)
{
    session_note(s, NOTE_WARNING,
                 "FOB and CIF values are added, or stand beside each other: they differ by freight "
                 "and insurance");
}
