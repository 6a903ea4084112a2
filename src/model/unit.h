/* unit.h - what the goods of a series are: a family of commodity codes, a heading, a national code.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

#include <stdbool.h>

/* A control list that holds goods of the unit. */
struct listing {
    const char *regime, *annex;
    const char *towards; /* "RUS;BLR" */
    const char *since;   /* first day; NULL: its source gives none */
    bool partial;        /* a part of the goods only */
};

struct unit {
    const char *unit,
        *label; /* label: of the code that was asked, else of the lowest of the family */
    const char
        *asked; /* another code of the family by which it was asked; NULL: by itself, or not */
    const char *named; /* another code of the family, which most was traded of; NULL: itself */
    const char *codes; /* comma-separated: of the family, over all revisions */
    int code_count;    /* of them */
    const char *tier;  /* high-priority tier ("3.A"), NULL: none */
    const char *tier_since, *tier_status;
    struct listing *listing; /* on other lists */
    int listing_count;
    const char **group; /* product groups */
    int group_count;
};

struct units {
    struct unit *unit; /* sorted by unit */
    int count;
};

/* NULL when it is not there. */
struct unit *units_find(const struct units *units, const char *unit);

/* 1 to 4 of the high-priority list, 0: none. */
int unit_tier(const struct unit *u);

#endif
