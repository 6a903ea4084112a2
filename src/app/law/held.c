/* SPDX-License-Identifier: Apache-2.0 */
#include "app/law/held.h"

#include <string.h>

#include "model/period.h"

static const struct column columns[] = {
    {"regime", "regime", STYLE_TEXT, EVERYWHERE},
    {"list", "list", STYLE_TEXT, EVERYWHERE},
    {"annex", "annex", STYLE_TEXT, EVERYWHERE},
    {"title", "goods", STYLE_TEXT, EVERYWHERE},
    {"measure", "measure", STYLE_TEXT, EVERYWHERE},
    {"destinations", "towards", STYLE_TEXT, EVERYWHERE},
    {"held_from", "from", STYLE_TEXT, EVERYWHERE},
    {"held_until", "until", STYLE_TEXT, EVERYWHERE},
    {"chapters", "chapters", STYLE_TEXT, EVERYWHERE},
    {"completeness", "held", STYLE_TEXT, EVERYWHERE},
    {"codes", "codes", STYLE_INT, EVERYWHERE},
    {"gap", "what is missing", STYLE_TEXT, EVERYWHERE},
};

static bool is_towards(const struct ref_list *l, const char *destination)
{
    return !destination || strstr(l->destinations, destination);
}

int held_table(struct table *out, struct ref *r, const char *destination, struct arena *a,
               struct err *err)
{
    int count;
    const struct ref_list *l = ref_lists(r, &count);
    *out = table_new(columns, COLUMNS(columns), a);
    for (int i = 0; i < count; i++) {
        const char *until = l[i].until;
        char day[DAY_TEXT];
        int codes;
        if (!is_towards(&l[i], destination))
            continue;
        TRY(ref_list_codes(r, &codes, l[i].id, err));
        const char *cells[] = {
            l[i].regime,   l[i].instrument,
            l[i].annex,    l[i].title,
            l[i].measure,  l[i].destinations,
            l[i].from,     until && day_before(day, until) ? arena_strdup(a, day) : NULL,
            l[i].chapters, l[i].completeness};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            table_text(out, cells[k]);
        table_number(out, codes);
        table_text(out, l[i].gap);
    }
    return 0;
}
