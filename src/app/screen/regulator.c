/* regulator.c - is a name on a list, by the recipe of OFAC's own search?
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/screen/screen.h"
#include "screen/ofac.h"

void screen_subject_ofac(struct screened *out, const struct index *x, const char *name,
                         double threshold, struct arena *a)
{
    struct arena own = {0};
    int *of_entity = arena_array(&own, int, index_names(x) + 1); /* its hit, from 1 */
    *out = (struct screened){0};
    name_read(&out->name, name, strlen(name));
    for (uint32_t i = 0; i < index_names(x); i++) {
        struct listed l;
        index_listed(&l, x, i);
        double score = ofac_score(name, l.name);
        int *at = &of_entity[index_entity(x, i)];
        if (score < threshold || (*at && out->hit[*at - 1].score >= score))
            continue;
        if (!*at) {
            out->hit = arena_grow(a, out->hit, (size_t)out->count, sizeof *out->hit);
            *at = ++out->count;
        }
        out->hit[*at - 1] = (struct screen_hit){.name = i, .by_name = score, .score = score};
    }
    arena_free(&own);
    screened_order(out);
}

int screen_ofac(struct answer *out, struct session *s, const struct screen_params *q,
                const struct screen_names *names, struct err *err)
{
    struct screener k = {.index = &names->index};
    struct screened *x = arena_new(s->arena, struct screened);
    struct subject who = {.name = q->words.item[0]};
    double threshold = screen_threshold(q);
    screen_subject_ofac(x, &names->index, who.name, threshold, s->arena);
    if (x->name.unscreenable)
        session_note(s, NOTE_WARNING, "the name cannot be screened: %s. That is not a clear answer",
                     x->name.unscreenable);
    TRY(screen_keep(x, &k, &who, s, q, names, err));
    out->table = screen_table(s->arena);
    for (int i = 0; i < x->count && (!q->limit || i < q->limit); i++) {
        const struct screen_hit *hit = &x->hit[i];
        struct listed l;
        index_listed(&l, &names->index, hit->name);
        screen_add_hit(&out->table, &l, hit->score, hit->score, hit->decided,
                       "Jaro-Winkler, as OFAC's search");
    }
    out->head = arena_printf(s->arena,
                             "%d entities score at least %.2f among %zu names as OFAC's own search "
                             "scores them%s\n\n",
                             x->count, threshold, index_names(&names->index),
                             q->limit && x->count > q->limit ? "; the best are shown" : "");
    return 0;
}
