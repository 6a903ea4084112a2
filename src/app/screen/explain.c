/* explain.c - why a name was found.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/screen/subject.h"
#include "base/buf.h"

/* Both names again, to be taken apart. */
struct apart {
    struct name name, own; /* own: of a text with several */
    const struct name *mine;
    struct weighed searched, listed;
    struct score score;
};

static struct apart *apart_of(const struct screener *s, const struct screened *x,
                              const struct screen_hit *hit, struct arena *a)
{
    struct apart *p = arena_new(a, struct apart);
    p->mine = hit->of ? &p->own : &x->name;
    if (hit->of)
        name_read(&p->own, hit->of, strlen(hit->of));
    index_weigh(&p->searched, s->index, p->mine, s->profile);
    index_name(&p->name, &p->listed, s->index, hit->name, s->profile);
    score_names(&p->score, &p->searched, &p->listed, s->profile, index_searched(s->index));
    return p;
}

/* Parts of a name as a text: "vander bilt"; NULL: none. */
static const char *parts(const struct name *n, const struct item *item, int side, struct arena *a)
{
    const char *text = NULL;
    for (int i = item->at[side]; i < item->at[side] + item->count[side]; i++)
        text = arena_printf(a, "%s%s%s", text ? text : "", text ? " " : "", n->part[i].text);
    return text;
}

static const char *item_word(const struct item *item)
{
    static const char *const word[] = {
        [ITEM_EXTRA] = "not listed",  [ITEM_MISSING] = "not searched", [ITEM_NUMBER] = "numbers",
        [ITEM_LEGAL] = "legal forms", [ITEM_CHANCE] = "may be chance", [ITEM_FLOOR] = "not below 0",
    };
    return item->kind == ITEM_PAIR ? near_word(item->how) : word[item->kind];
}

/* To the ten-thousandth, so that what is added up is what is printed. */
static double rounded(double v)
{
    return round(v * 1e4) / 1e4;
}

static void add_items(struct facts *f, const struct apart *p)
{
    double left = rounded(p->score.score);
    facts_open(f, "explanation", FACT_LIST);
    for (int i = 0; i < p->score.count; i++) {
        const struct item *item = &p->score.item[i];
        bool last = i + 1 == p->score.count;
        double adds = last ? rounded(left) : rounded(item->adds);
        left -= adds;
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "searched", parts(p->mine, item, 0, f->arena));
        facts_text(f, "listed", parts(&p->name, item, 1, f->arena));
        facts_text(f, "how", item_word(item));
        facts_number(f, "alike", item->kind == ITEM_PAIR ? rounded(item->alike) : NAN);
        facts_number(f, "weight", rounded(item->weight));
        facts_number(f, "adds", adds);
        facts_close(f);
    }
    facts_close(f);
}

static void add_qualifiers(struct facts *f, const struct screen_hit *hit)
{
    facts_open(f, "qualifiers", FACT_LIST);
    for (int q = 0; q < QUALIFIERS; q++) {
        if (!hit->qualified[q].says)
            continue;
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "says", hit->qualified[q].says);
        facts_number(f, "adds", hit->qualified[q].adds);
        facts_close(f);
    }
    facts_close(f);
}

/* A copy, since the names may be gone before the facts are; NULL where nothing is known. */
static const char *known(const struct facts *f, const char *text)
{
    return *text ? arena_strdup(f->arena, text) : NULL;
}

void screen_hit_facts(struct facts *f, const struct screener *s, const struct screened *x,
                      const struct screen_hit *hit)
{
    struct listed l;
    index_listed(&l, s->index, hit->name);
    facts_open(f, NULL, FACT_OBJECT);
    facts_number(f, "score", rounded(hit->score));
    facts_number(f, "by_name", rounded(hit->by_name));
    facts_text(f, "name", known(f, l.name));
    facts_text(f, "entity", known(f, l.title));
    facts_text(f, "list", known(f, l.list));
    facts_text(f, "uid", known(f, l.uid));
    facts_text(f, "listed_since", known(f, l.listed_on));
    facts_text(f, "kind", known(f, l.kind));
    facts_text(f, "quality", known(f, l.quality));
    facts_text(f, "entity_kind", known(f, l.entity));
    facts_text(f, "program", known(f, l.program));
    facts_text(f, "country", known(f, l.country));
    facts_text(f, "born", known(f, l.born));
    facts_text(f, "vintage", known(f, l.vintage));
    facts_text(f, "decided", hit->decided);
    add_items(f, apart_of(s, x, hit, f->arena));
    add_qualifiers(f, hit);
    facts_close(f);
}

const char *screen_hit_words(const struct screener *s, const struct screened *x,
                             const struct screen_hit *hit, struct arena *a)
{
    const struct apart *p = apart_of(s, x, hit, a);
    CLEANUP(buf_free) struct buf text = {0};
    for (int i = 0; i < p->score.count; i++) {
        const struct item *item = &p->score.item[i];
        const char *mine = parts(p->mine, item, 0, a), *its = parts(&p->name, item, 1, a);
        buf_printf(&text, "%s%s", text.len ? "; " : "", mine ? mine : its ? its : item_word(item));
        if (mine && its && strcmp(mine, its) != 0)
            buf_printf(&text, " = %s", its);
        if ((mine || its) && item->how != NEAR_EXACT)
            buf_printf(&text, " (%s)", item_word(item));
        buf_printf(&text, " %+.2f", (double)item->adds);
    }
    for (int q = 0; q < QUALIFIERS; q++)
        if (hit->qualified[q].says)
            buf_printf(&text, "; %s %+.2f", hit->qualified[q].says, hit->qualified[q].adds);
    return arena_strdup(a, buf_str(&text));
}
