/* cut.c - a call whose answer reached the cap, in parts.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "fetch/lists.h"
#include "fetch/plan.h"

static void halve(const char *list, const char **first, const char **second, struct arena *a)
{
    int half = list_count(list) / 2;
    const char *p = list;
    for (int i = 0; i < half; i++)
        p = strchr(p, ',') + 1;
    *first = arena_strndup(a, list, (size_t)(p - list - 1));
    *second = p;
}

/* A level as lists of its codes. */
static bool cut_level(struct plan *p, int i)
{
    const char **codes;
    int n = wish_level_codes(&codes, p->piece[i].codes[2] - '0', p->arena);
    for (int k = 0; k < n; k += PLAN_CODES) {
        struct piece *y = plan_add(p, PIECE_WAITING);
        *y = p->piece[i];
        y->codes = list_texts(p->arena, codes + k, n - k < PLAN_CODES ? n - k : PLAN_CODES);
        y->state = PIECE_WAITING;
        y->cells = 0;
        y->call = NULL;
    }
    p->piece[i].state = PIECE_CUT;
    return true;
}

bool plan_cut(struct plan *p, int i)
{
    struct piece x = p->piece[i], y = x, z = x;
    if (list_count(x.periods) > 1)
        halve(x.periods, &y.periods, &z.periods, p->arena);
    else if (list_count(x.reporters) > 1)
        halve(x.reporters, &y.reporters, &z.reporters, p->arena);
    else if (list_count(x.partners) > 1)
        halve(x.partners, &y.partners, &z.partners, p->arena);
    else if (!*x.partners)
        halve(list_numbers(p->arena, p->wish->partner, p->wish->partners), &y.partners, &z.partners,
              p->arena);
    else if (list_count(x.codes) > 1)
        halve(x.codes, &y.codes, &z.codes, p->arena);
    else if (!strncmp(x.codes, "AG", 2))
        return cut_level(p, i);
    else
        return false;
    y.cells = z.cells = 0; /* not known: they were more than thought */
    y.call = z.call = NULL;
    y.state = z.state = PIECE_WAITING;
    p->piece[i].state = PIECE_CUT;
    *plan_add(p, PIECE_WAITING) = y;
    *plan_add(p, PIECE_WAITING) = z;
    return true;
}
