/* cells.h - the cells of a selection, seen from inside.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_DUCK_CELLS_H
#define STORE_DUCK_CELLS_H

#include "store/duck/goods.h"

struct duck_cells {
    struct cells cells;
    struct arena arena;
    int number;     /* of its tables: code_unit3, cell3 */
    bool has_units; /* code_unit3 is there */
    struct goods goods;
    const char *codes; /* IN (...), of the goods */
    const char *as_of, *exporters, *importers;
    bool whole; /* asks for the World, or for all goods, as one: level3 and whole3 are there */
    const char *within;                            /* what tells its totals apart, as SQL */
    const char *directions, *freq, *known, *asked; /* conditions on rows, as SQL */
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

/* whole.c: the rows of a selection of the World or of all goods, in a table of their own. */
int cells_take_whole(struct duck_cells *c, const struct selection *sel, struct err *err) MUST_CHECK;

/* Makes the table of codes, units and families where it is not there. */
int cells_need_units(struct duck_cells *c, struct err *err) MUST_CHECK;

#endif
