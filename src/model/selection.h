/* selection.h - which flows a command asks for.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_SELECTION_H
#define MODEL_SELECTION_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/flow.h"
#include "model/period.h"

enum measure {
    MEASURE_VALUE,
    MEASURE_WEIGHT,
    MEASURE_QUANTITY,
    MEASURE_UNIT_VALUE,
    MEASURE_UNIT_PRICE
};

struct selection {
    const char *exporters; /* m49, comma-separated; NULL: all */
    const char *importers;
    bool from_world, to_world; /* all exporters or importers as one: the row of the World, or the
                                  sum of what is there */
    const char *codes;   /* comma-separated: 2 or 4 digits all families below, 6 a family, more one
                            national code; TOTAL all as one; NULL: each */
    const char *list;    /* chpl, chpl:1, eu, eu:XXIII, us, ...; NULL: no restriction */
    const char *group;   /* product group of data/group/product.csv */
    enum direction flow; /* export: the exporter's report, import: the importer's; none: the
                            exporter's where there is one */
    const char *freq;    /* "M", "A"; NULL: whichever covers more of what is asked */
    struct window asked[2]; /* the periods of the question, from 0: none; of several reports of a
                               flow the one that covers them is read */
    const char *as_of;      /* YYYY-MM-DD; NULL: today */
    enum measure measure;
    bool alone;         /* codes of 6 digits without the others of their families */
    bool chapters;      /* sums by the chapter of each code as published, not by family */
    bool own_currency;  /* do not convert by the table of rates */
    const char *called; /* how messages call the store; NULL: its path in quotes */
};

/* The next code of a comma-separated list at *list, blanks around it left out: its first digit and
 * length, and *list past it.  NULL at the end. */
static inline const char *next_code(const char **list, size_t *n)
{
    const char *code = *list + strspn(*list, ", ");
    *list = code + strcspn(code, ",");
    for (*n = (size_t)(*list - code); *n && code[*n - 1] == ' ';)
        --*n;
    return *code ? code : NULL;
}

/* Whether all goods are asked as one: their printed total, or the sum of what is there. */
static inline bool selection_total(const struct selection *s)
{
    return s->codes && !strcmp(s->codes, "TOTAL");
}

/* The next area of "156,643" at *list, and *list past it; 0 at the end, and where it is NULL. */
static inline int next_area(const char **list)
{
    if (!*list || !**list)
        return 0;
    char *end;
    int m49 = (int)strtol(*list, &end, 10);
    *list = end + strspn(end, ",");
    return m49;
}

#endif
