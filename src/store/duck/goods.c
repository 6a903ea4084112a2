/* goods.c - see goods.h.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/duck/goods.h"

/* --- what the store holds --- */

static int by_code(const void *a, const void *b)
{
    const struct goods_item *x = a, *y = b;
    return strcmp(x->code, y->code);
}

static int read_held(struct duck_store *s, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    struct arena *a = &s->memory.arena;
    struct goods_item *held = arena_array(a, struct goods_item, 1);
    int count = 0;
    if (s->memory.held)
        return 0;
    TRY(duck_query(s->duck, &r, "SELECT code, family FROM code_name", NULL, err));
    while (duck_next(r)) {
        held = arena_grow(a, held, (size_t)count, sizeof *held);
        struct goods_item *x = &held[count++];
        x->code = duck_text(r, 0, a);
        x->family = duck_text(r, 1, a);
        x->unit = strlen(x->code) < 6 ? x->code
                  : x->family         ? x->family
                                      : arena_strndup(a, x->code, 6);
    }
    TRY(duck_end(r, err));
    qsort(held, (size_t)count, sizeof *held, by_code);
    s->memory.held = held;
    s->memory.held_count = count;
    return 0;
}

/* --- what is asked --- */

struct asked {
    const char *code;
    size_t digits;
    const char *unit; /* six digits: the family of the code */
};

struct wanted {
    struct asked *asked;
    int asked_count;
    bool all; /* no code is named */
    const char **family;
    int family_count;
    bool listed; /* only families of a list or group */
};

/* The family of a code of six digits, the code where it has none. */
static int family_of(struct duck_store *s, const char **out, const char *code, struct arena *a,
                     struct err *err)
{
    char *family = NULL;
    struct duck_param p[] = {{"code", code}, {0}};
    const struct store_memory *m = &s->memory;
    for (int i = 0; i < m->held_count; i++)
        if (m->held[i].family && !strcmp(m->held[i].code, code))
            return *out = m->held[i].family, 0;
    TRY(duck_text_of(s->duck, &family, a, "SELECT family FROM ref.family WHERE hs6 = $code", p,
                     err));
    *out = family ? family : code;
    return 0;
}

static int read_asked(struct duck_store *s, struct wanted *w, const struct selection *sel,
                      struct arena *a, struct err *err)
{
    w->all = !sel->codes;
    const char *list = sel->codes ? sel->codes : "", *p;
    for (size_t n; (p = next_code(&list, &n));) {
        w->asked = arena_grow(a, w->asked, (size_t)w->asked_count, sizeof *w->asked);
        struct asked *x = &w->asked[w->asked_count++];
        *x = (struct asked){.code = arena_strndup(a, p, n), .digits = n};
        if (n == 6 && !sel->alone)
            TRY(family_of(s, &x->unit, x->code, a, err));
    }
    return 0;
}

static int read_families(struct duck_store *s, struct wanted *w, const struct selection *sel,
                         struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    const char *colon = sel->list ? strchr(sel->list, ':') : NULL;
    size_t n = colon ? (size_t)(colon - sel->list) : sel->list ? strlen(sel->list) : 0;
    struct duck_param p[] = {{"list", sel->list ? arena_strndup(a, sel->list, n) : NULL},
                             {"part", colon ? colon + 1 : NULL},
                             {"group", sel->group},
                             {0}};
    w->listed = sel->list || sel->group;
    if (!w->listed)
        return 0;
    TRY(store_query(s, &r, "families", p, err));
    while (duck_next(r)) {
        w->family = arena_grow(a, w->family, (size_t)w->family_count, sizeof *w->family);
        w->family[w->family_count++] = duck_text(r, 0, a);
    }
    return duck_end(r, err);
}

/* --- which of them that is --- */

static bool is_listed(const struct wanted *w, const char *unit)
{
    return !w->listed || (w->family_count && bsearch(&unit, w->family, (size_t)w->family_count,
                                                     sizeof *w->family, text_order));
}

/* The unit of a held code under one that is asked, NULL where it is none of it. */
static const char *unit_under(const struct goods_item *held, const struct asked *x)
{
    const char *whole = x->digits < 6 ? held->unit : held->code;
    if (x->unit)
        return strcmp(held->unit, x->unit) ? NULL : held->unit;
    if (strncmp(whole, x->code, x->digits) != 0)
        return NULL;
    return x->digits < 6 ? held->unit : x->code;
}

static bool is_under(const struct goods *g, const char *code)
{
    for (int i = 0; i < g->heading_count; i++)
        if (!strncmp(code, g->heading[i], strlen(g->heading[i])))
            return true;
    return false;
}

static void list_headings(struct goods *g, const struct wanted *w, struct arena *a)
{
    g->heading = arena_array(a, const char *, (size_t)w->asked_count + 1);
    for (int i = 0; i < w->asked_count && !w->listed; i++)
        if (w->asked[i].digits < 6 && strcmp(w->asked[i].code, "TOTAL") != 0)
            g->heading[g->heading_count++] = w->asked[i].code;
    if (g->heading_count < w->asked_count)
        g->heading_count = 0; /* beside other codes nothing can be said of them */
}

static bool is_chosen(const struct goods *g, const char *code)
{
    struct goods_item key = {.code = code};
    return g->count && bsearch(&key, g->item, (size_t)g->count, sizeof key, by_code);
}

static bool reaches_over(const struct goods *g, const struct goods_item *held, int count)
{
    bool over = false;
    for (int i = 0; i < g->count && g->heading_count && !over; i++)
        over = !is_under(g, g->item[i].code);
    for (int i = 0; i < count && g->heading_count && !over; i++)
        over = strlen(held[i].code) >= 6 && is_under(g, held[i].code) &&
               !is_chosen(g, held[i].code);
    return over;
}

static void choose(struct goods *g, const struct goods_item *held, const char *unit,
                   const struct wanted *w, struct arena *a)
{
    if (!unit || !is_listed(w, unit))
        return;
    for (int i = g->count - 1; i >= 0 && !strcmp(g->item[i].code, held->code); i--)
        if (!strcmp(g->item[i].unit, unit))
            return;
    g->item = arena_grow(a, g->item, (size_t)g->count, sizeof *g->item);
    g->item[g->count++] = (struct goods_item){arena_strdup(a, held->code), arena_strdup(a, unit),
                                              arena_strdup(a, held->family)};
}

static int by_unit(const void *a, const void *b)
{
    const struct goods_unit *x = a, *y = b;
    int c = strcmp(x->unit, y->unit);
    return c ? c : strcmp(x->label, y->label);
}

static const char *label_of(const struct goods_item *x, struct arena *a)
{
    if (strlen(x->unit) <= 6)
        return x->unit;
    return x->family ? x->family : arena_strndup(a, x->unit, 6);
}

/* Each unit once, in order, and how many chapters they are of. */
static void list_units(struct goods *g, struct arena *a)
{
    g->unit = arena_array(a, struct goods_unit, (size_t)g->count + 1);
    for (int i = 0; i < g->count; i++)
        g->unit[i] = (struct goods_unit){g->item[i].unit, label_of(&g->item[i], a), NULL};
    qsort(g->unit, (size_t)g->count, sizeof *g->unit, by_unit);
    for (int i = 0; i < g->count; i++) {
        const char *before = g->unit_count ? g->unit[g->unit_count - 1].unit : "";
        g->chapters += strncmp(before, g->unit[i].unit, 2) != 0;
        if (strcmp(before, g->unit[i].unit) != 0)
            g->unit[g->unit_count++] = g->unit[i];
    }
}

static void name_asked(struct goods *g, const struct wanted *w)
{
    for (int k = 0; k < w->asked_count; k++)
        for (int i = 0; w->asked[k].unit && i < g->unit_count; i++)
            if (!strcmp(g->unit[i].unit, w->asked[k].unit) &&
                strcmp(w->asked[k].unit, w->asked[k].code) != 0)
                g->unit[i].asked = w->asked[k].code;
}

int goods_choose(struct duck_store *s, struct goods *out, const struct selection *sel,
                 struct arena *a, struct err *err)
{
    struct wanted w = {0};
    *out = (struct goods){0};
    TRY(read_held(s, err));
    TRY(read_asked(s, &w, sel, a, err));
    TRY(read_families(s, &w, sel, a, err));
    out->list_known = w.family_count > 0;
    for (int i = 0; i < s->memory.held_count; i++) {
        const struct goods_item *held = &s->memory.held[i];
        if (selection_total(sel))
            choose(out, held, "TOTAL", &w, a);
        if (!strcmp(held->code, "TOTAL") || selection_total(sel))
            continue;
        const char *chapter = sel->chapters ? arena_strndup(a, held->code, 2) : NULL;
        if (w.all)
            choose(out, held, chapter ? chapter : held->unit, &w, a);
        for (int k = 0; k < w.asked_count; k++) {
            bool in = !chapter || !strncmp(held->code, w.asked[k].code, w.asked[k].digits);
            const char *unit = unit_under(held, &w.asked[k]);
            if (in)
                choose(out, held, chapter ? chapter : unit, &w, a);
        }
    }
    list_units(out, a);
    name_asked(out, &w);
    list_headings(out, &w, a);
    out->reaches_over = reaches_over(out, s->memory.held, s->memory.held_count);
    return 0;
}
