/* cells.h - the cells of a selection, seen from inside.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_DUCK_CELLS_H
#define STORE_DUCK_CELLS_H

#include "store/duck/goods.h"

/* The World, or all goods, as one: printed beside their parts. */
struct cells_whole {
    bool asked; /* one of these is */
    bool from_world, to_world, total;
    bool here; /* level3 and whole3 are there; else its cells were made elsewhere */
};

struct duck_cells {
    struct cells cells;
    struct arena arena;
    int number;     /* of its tables: code_unit3, cell3 */
    bool has_units; /* code_unit3 is there */
    struct goods goods;
    const char *codes; /* IN (...), of the goods */
    const char *as_of, *exporters, *importers;
    struct cells_whole whole;
    const char *directions, *freq, *known; /* conditions on rows, as SQL */
    const char *asked, *either;            /* of the periods asked first; of all that are asked */
    /* flows of its goods; between its areas; of its directions and frequency too */
    struct flow_scope of_codes, of_areas, of_rows;
};

static inline struct duck_cells *of(struct cells *c)
{
    return (struct duck_cells *)(void *)c;
}

static inline struct duck *connection(struct cells *c)
{
    return on_duck(c->store)->duck;
}

/* A text with its {marks} filled: marks end with a NULL name. */
const char *cells_filled(const char *text, const struct duck_param *marks, struct arena *a);

/* A statement about the cells of one selection: its {n} and {codes}. */
const char *cells_about(struct duck_cells *c, const char *text);

/* Whether the codes are few enough to stand in a statement, which DuckDB plans faster than a join.
 */
bool cells_literal(const struct duck_cells *c);

/* "AND what IN (areas)"; "" where none are named. */
const char *cells_among(struct arena *a, const char *what, const char *areas);

/* The statement of traded.sql, over the rows of traded_flows.sql that `flows` gives. */
int cells_traded(struct duck_cells *c, struct duck_rows **out, const char *flows,
                 struct err *err) MUST_CHECK;

/* whole.c: the rows of a selection of the World or of all goods, in tables of their own where they
 * are not there yet; nothing for any other selection. */
int cells_need_whole(struct duck_cells *c, struct err *err) MUST_CHECK;

/* What tells its totals apart that are not each other's parts: ", code". */
const char *cells_within(const struct cells_whole *w);

/* Whether it is of the World, on one side or on both. */
static inline bool cells_of_world(const struct cells_whole *w)
{
    return w->from_world || w->to_world;
}

/* The statement of whole_said.sql, over level3 or what else has its sums by level. */
int cells_whole_said(struct duck_cells *c, struct duck_rows **out, const char *levels,
                     const char *within, struct err *err) MUST_CHECK;

/* The flags of rows that it does not add up: bits that must not be set. */
int cells_not_summed(const struct cells_whole *w);

/* Directions that print its World, as a condition in words that both engines know. */
const char *cells_printing(const struct cells_whole *w);

/* Makes the table of codes, units and families where it is not there. */
int cells_need_units(struct duck_cells *c, struct err *err) MUST_CHECK;

#endif
