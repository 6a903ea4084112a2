/* services.c - what can be fetched: from whom, what they hold, within which limits.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "app/question.h"
#include "fetch/service.h"
#include "model/period.h"

struct services_params {
    struct words words;
    const char *services;
};

static const struct column columns[] = {
    {"service", "service", STYLE_TEXT, EVERYWHERE},
    {"kind", "kind", STYLE_TEXT, EVERYWHERE},
    {"title", "title", STYLE_TEXT, EVERYWHERE},
    {"address", "address", STYLE_TEXT, DATA_ONLY},
    {"hosts", "hosts", STYLE_TEXT, DATA_ONLY},
    {"key", "key", STYLE_TEXT, DATA_ONLY},
    {"cap", "rows at most", STYLE_INT, EVERYWHERE},
    {"calls_day", "calls a day", STYLE_INT, EVERYWHERE},
    {"pause_ms", "pause, ms", STYLE_INT, EVERYWHERE},
    {"tries", "tries", STYLE_INT, DATA_ONLY},
    {"again", "asked again at", STYLE_INT, DATA_ONLY},
    {"most_mb", "MB at most", STYLE_INT, DATA_ONLY},
    {"seconds", "seconds at most", STYLE_INT, DATA_ONLY},
    {"fresh_hours", "fresh, hours", STYLE_INT, DATA_ONLY},
    {"freq", "freq", STYLE_TEXT, EVERYWHERE},
    {"first", "since", STYLE_TEXT, EVERYWHERE},
    {"delay_days", "days late", STYLE_INT, EVERYWHERE},
    {"reporters", "reporters", STYLE_TEXT, EVERYWHERE},
    {"levels", "levels", STYLE_TEXT, DATA_ONLY},
    {"layout", "layout", STYLE_TEXT, DATA_ONLY},
    {"status", "status", STYLE_TEXT, DATA_ONLY},
};

static void fill(struct table *t, const struct services *s, struct arena *a)
{
    *t = table_new(columns, COLUMNS(columns), a);
    for (int i = 0; i < s->count; i++) {
        const struct service *x = &s->of[i];
        char first[16];
        const char *texts[] = {x->name, service_kind_name(x->kind), x->title, x->address, x->hosts};
        const int numbers[] = {x->cap,   x->calls_day,         x->pause_ms, x->tries,
                               x->again, (int)(x->most >> 20), x->seconds,  x->fresh_hours};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            table_text(t, texts[k]);
        table_text(t,
                   x->key_header ? arena_printf(a, "%s %s", x->key_header, x->key_variable) : NULL);
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            table_number(t, numbers[k] ? numbers[k] : (double)NAN);
        table_text(t, x->freq);
        table_text(t, x->first ? arena_strdup(a, period_text(first, x->first)) : NULL);
        table_number(t, x->delay_days ? x->delay_days : (double)NAN);
        table_text(t, x->reporters);
        table_text(t, x->levels);
        table_text(t, x->layout);
        table_text(t, x->status);
    }
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    const struct services_params *q = params;
    struct services services;
    TRY(services_read(&services, q->services, s->arena, err));
    fill(&out->table, &services, s->arena);
    out->foot =
        "weir fetch SERVICE fetches; --csv prints this table, which may be changed and named "
        "by --services or $WEIR_SERVICES\n";
    return 0;
}

static const struct param params[] = {
    {PARAM(services_params, services, "services", TEXT, "FILE",
           "services that replace those built in, else $WEIR_SERVICES", FILES)},
    {0},
};

const struct question question_services = {
    .name = "services",
    .arguments = "",
    .summary = "list from whom weir fetch can get what, and within which limits",
    .text =
        "Each service with its address, what it holds (reporters, levels of goods, since when, how "
        "many days late), and its limits: rows of an answer at most, calls a day, the pause "
        "between "
        "two, tries, a status after which it is asked again, and our own: megabytes and seconds at "
        "most.\n\n"
        "The table is built in and may be changed: print it by --csv, change rows (an address, the "
        "cap of a premium key), and name the file by --services or $WEIR_SERVICES. Its rows "
        "replace "
        "those of the same name. Addresses are https, or http of this machine; hosts are those to "
        "which an answer may redirect; key is the header of a key, or ?NAME where it is a "
        "parameter "
        "of the address, and the variable that holds it.",
    .examples = "weir services\n"
                "weir services --csv",
    .params = params,
    .size = sizeof(struct services_params),
    .needs = NEEDS_NOTHING,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
