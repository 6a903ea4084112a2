/* service.h - one table of what can be fetched where: data/fetch/service.csv, in which a user's own
 * file replaces rows.
 *
 * A service has an address with {names} in it, a cap (rows of an answer; an answer that has as many
 * is cut), limits of its owner (calls a day, the pause between calls) and of ours (bytes, seconds),
 * and what it holds: periods from `first`, published `delay` days after their end, by whom, at
 * which levels of goods.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_SERVICE_H
#define FETCH_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum service_kind {
    SERVICE_TRADE,     /* answers about chosen cells */
    SERVICE_AVAILABLE, /* which periods are published */
    SERVICE_BULK,      /* whole months or years */
    SERVICE_LIST,      /* of names */
    SERVICE_RATES,
    SERVICE_REFERENCE, /* lists of codes, kept and not loaded */
    SERVICE_GUIDE,     /* by hand: it cannot be scripted */
    SERVICE_KINDS,
};
const char *service_kind_name(enum service_kind k);

struct service {
    const char *name, *title, *address, *hosts, *layout, *status;
    const char *key_header, *key_variable; /* NULL: no key */
    const char *reporters;                 /* "all", or names between blanks; NULL: no trade */
    const char *freq, *levels;             /* "M A", "TOTAL AG6"; NULL likewise */
    enum service_kind kind;
    int cap, calls_day, pause_ms, tries, seconds, fresh_hours, delay_days; /* 0: none */
    int again; /* a status that passes: asked again; 0: none beside those that always do */
    int first; /* period */
    int64_t most;
};

struct services {
    struct service *of;
    int count;
};

/* own: a user's table; NULL: $WEIR_SERVICES, else none.  ERR_INPUT with its line. */
int services_read(struct services *out, const char *own, struct arena *a,
                  struct err *err) MUST_CHECK;

const struct service *services_find(const struct services *s, const char *name); /* NULL: none */

/* The first service of chosen cells that has a frequency ("M", "A") since a period or before, and
 * may have published it, of any reporter; NULL: none. */
const struct service *services_holding(const struct services *s, char freq, int period);

/* The last period of a frequency that it may have published by today. */
int service_last(const struct service *s, char freq);

/* An address of this service at a later period: {period}, {period-}, {year} and {until} are of
 * that; NULL: it has none of these, or is not of this service.  *at: the period that it was at. */
const char *service_moved(const struct service *s, const char *address, int period, int *at,
                          struct arena *a);

/* Its address with values in place of {names}: pairs of name and value, NULL ends. */
const char *service_address(const struct service *s, struct arena *a, ...)
    __attribute__((sentinel));

#endif
