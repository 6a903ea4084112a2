/* flow.h - words of a flow row that C and SQL share.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_FLOW_H
#define MODEL_FLOW_H

#include <stdbool.h>

/* flow.flags.  The rows a sum may use are those with none of FLOW_NOT_SUMMED (60 in SQL). */
enum flow_flag {
    FLOW_ESTIMATED = 1,          /* the source says that value, weight or quantity is estimated */
    FLOW_CONFIDENTIAL = 2,       /* the code or the figure is withheld */
    FLOW_AGGREGATE_CODE = 4,     /* its parts are in the same file: HS4 beside HS6, TOTAL */
    FLOW_BREAKDOWN = 8,          /* a part of a total in the same file: mode of transport, ... */
    FLOW_UNPUBLISHED = 16,       /* of a month in which every figure is zero: a skeleton */
    FLOW_AGGREGATE_PARTNER = 32, /* World, extra-EU, ... */
    FLOW_NOT_SUMMED = 60,
    FLOW_CONSIGNMENT = 64, /* an import by the country it was sent from; beside rows by the country
                            * of origin it is a breakdown too */
};

/* Which way a flow goes, as its reporter sees it. */
enum direction {
    DIRECTION_NONE, /* not said */
    DIRECTION_EXPORT,
    DIRECTION_IMPORT,
    DIRECTION_REEXPORT,
    DIRECTION_REIMPORT,
    DIRECTIONS
};

const char *direction_name(enum direction d);  /* "export", "re-import"; "" for none */
enum direction direction_of(const char *name); /* DIRECTION_NONE for a name that is none, or NULL */

/* Whether the importer reports it: imports and re-imports. */
static inline int direction_inward(enum direction d)
{
    return d == DIRECTION_IMPORT || d == DIRECTION_REIMPORT;
}

/* What is known of one period of a series; five different things that are not one zero. */
enum point_status {
    POINT_REPORTED,
    POINT_ZERO,              /* reported as zero */
    POINT_NONE,              /* the reporter published the period and has no such row */
    POINT_NOT_REPORTED,      /* a gap: earlier and later periods are there */
    POINT_NOT_YET_PUBLISHED, /* after the reporter's last period */
    POINT_STOPPED, /* the same, and others of the layout have gone on for a year (M) or two
                      (A) */
    POINT_CONFIDENTIAL,
    POINT_NOT_COVERED,     /* the data set holds the family on one side of a renumbering only */
    POINT_PARTIAL,         /* codes or months are missing of it */
    POINT_INCOMPLETE,      /* not all of those that are summed have reported it, or stated it */
    POINT_NOT_STATED,      /* traded, without this measure: no weight, no quantity */
} __attribute__((packed)); /* a byte: each period of very many series has one */

/* Whether a figure is of a part only of what it is a figure of. */
static inline bool point_is_part(enum point_status s)
{
    return s == POINT_PARTIAL || s == POINT_INCOMPLETE;
}

const char *point_status_name(enum point_status s);

#endif
