/* carry.c - causes of rows that are not of codes: those of the codes in them.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/mirror/cause.h"
#include "model/table.h"

enum { CAUSES = 16 };

/* What of a row is between both sides, by the causes of its codes. */
struct parts {
    struct part {
        const char *cause;
        double gap;
    } of[CAUSES];
    int count;
    double all, open;
};

static size_t cause_length(const char *cause)
{
    return strcspn(cause, ":"); /* without the neighbour */
}

static void add_part(struct parts *p, const char *cause, double gap)
{
    size_t n = cause_length(cause);
    int i = 0;
    while (i < p->count && (cause_length(p->of[i].cause) != n || strncmp(p->of[i].cause, cause, n)))
        i++;
    if (i == CAUSES)
        return;
    if (i == p->count)
        p->of[p->count++] = (struct part){cause, 0};
    p->of[i].gap += gap;
}

static bool is_lag(const char *cause)
{
    return !strncmp(cause, "a lag", 5);
}

/* A code of a row: its cause is found over all rows, and fits here where both sides differ the same
 * way; months of goods on their way differ both ways. */
static void take_code(struct parts *p, const struct line *code, const double value[SIDES])
{
    double gap = value[SIDE_IMPORTER] / (1 + code->margin.share) - value[SIDE_EXPORTER];
    bool within = gap_within(code, value[SIDE_EXPORTER], value[SIDE_IMPORTER]);
    bool alike = code->cause != cause_within && (gap * code->gap > 0 || is_lag(code->cause));
    p->all += fabs(gap);
    if (within)
        add_part(p, cause_within, fabs(gap));
    else if (!alike || cause_is_open(code))
        p->open += fabs(gap);
    else
        add_part(p, code->cause, fabs(gap));
}

/* The cause of most of what is between both sides, where half of it has one. */
static void take_part(struct line *l, const struct gaps *g, const struct parts *p)
{
    const struct part *most = NULL;
    for (int i = 0; i < p->count; i++)
        if (p->of[i].cause != cause_within && (!most || p->of[i].gap > most->gap))
            most = &p->of[i];
    if (!most || 2 * p->open > p->all)
        return;
    l->cause = arena_strndup(g->arena, most->cause, cause_length(most->cause));
    CLEANUP(buf_free) struct buf part = {0}, all = {0};
    number_format(&part, most->gap, STYLE_AMOUNT);
    number_format(&all, p->all, STYLE_AMOUNT);
    l->evidence = arena_printf(g->arena, "by code: %s %s of the %s %s between both sides", part.s,
                               g->pairs.currency, all.s, g->pairs.currency);
}

struct both {
    double value[SIDES];
};

/* What both sides have of each code in each row. */
static struct both *values_of(const struct gaps *g, const struct gaps *codes, struct arena *a)
{
    struct both *of = arena_array(a, struct both, (size_t)g->count * (size_t)codes->count + 1);
    for (int i = 0; i < g->pairs.count; i++) {
        const struct pair *c = &g->pairs.cell[i];
        const struct line *code = gaps_line(codes, c->unit);
        const struct line *l = c->period <= g->pairs.window.until ? gaps_of(g, c) : NULL;
        for (int k = 0; l && code && k < SIDES; k++)
            of[(l - g->line) * codes->count + (code - codes->line)].value[k] += c->value[k];
    }
    return of;
}

void causes_carry(struct gaps *g, const struct gaps *codes)
{
    CLEANUP(arena_free) struct arena own = {0};
    const struct both *of = values_of(g, codes, &own);
    for (int i = 0; i < g->count; i++) {
        struct parts p = {.count = 0};
        if (!cause_is_open(&g->line[i]))
            continue;
        for (int k = 0; k < codes->count; k++) {
            const double *v = of[i * codes->count + k].value;
            if (v[SIDE_EXPORTER] + v[SIDE_IMPORTER] > 0)
                take_code(&p, &codes->line[k], v);
        }
        take_part(&g->line[i], g, &p);
    }
}
