/* lines.c - what was found of each name of a file, as lines.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/lines.h"

#include "base/json.h"
#include "report/table.h"

void line_json(struct buf *to, const struct screener *s, const struct subject *who,
               const struct screened *x, struct arena *a)
{
    buf_puts(to, "{\"query\": ");
    json_text(to, who->name);
    buf_puts(to, ", \"unscreenable\": ");
    if (x->name.unscreenable)
        json_text(to, x->name.unscreenable);
    else
        buf_puts(to, "false");
    buf_puts(to, ", \"hits\": [");
    for (int i = 0; i < x->count; i++) {
        struct facts f = facts_new(a);
        screen_hit_facts(&f, s, x, &x->hit[i]);
        buf_puts(to, i ? ", " : "");
        json_line(to, f.root);
        while (to->len && to->s[to->len - 1] == '\n')
            to->s[--to->len] = 0;
    }
    buf_puts(to, "]");
    if (x->left_out)
        buf_printf(to, ", \"left_out\": %d", x->left_out);
    buf_puts(to, "}\n");
}

void line_csv_header(struct buf *to)
{
    buf_puts(to, "row,query,unscreenable,score,by_name,name,entity,list,uid,listed_since,"
                 "entity_kind,program,born,country,explanation\n");
}

static void add_hit(struct buf *to, const struct screener *s, const struct screened *x,
                    const struct screen_hit *hit, struct arena *a)
{
    struct listed l;
    index_listed(&l, s->index, hit->name);
    const char *const cells[] = {l.name,   l.title,   l.list, l.uid,    l.listed_on,
                                 l.entity, l.program, l.born, l.country};
    buf_printf(to, ",,%.4f,%.4f", hit->score, hit->by_name);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buf_puts(to, ",");
        csv_text(to, cells[i], false);
    }
    buf_puts(to, ",");
    csv_text(to, screen_hit_words(s, x, hit, a), false);
}

void line_csv(struct buf *to, const struct screener *s, const struct subject *who,
              const struct screened *x, long row, struct arena *a)
{
    for (int i = 0; i < (x->count ? x->count : 1); i++) {
        buf_printf(to, "%ld,", row);
        csv_text(to, who->name, false);
        if (x->count) {
            add_hit(to, s, x, &x->hit[i], a);
        } else {
            buf_puts(to, ",");
            buf_puts(to, x->name.unscreenable);
            buf_puts(to, ",,,,,,,,,,,,");
        }
        buf_puts(to, "\n");
    }
}
