/* ingest.h - takes published files into a store.
 *
 * The layout of a file is found by looking at it (adapter.h), its rows are checked one by one, and
 * what cannot be a flow row is kept as a reject with file, line, column and reason.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

struct ingest_options {
    const char *map;      /* mapping file; NULL: those built in */
    const char *flow;     /* export or import, for files that do not say */
    const char *period;   /* YYYY or YYYY-MM, likewise */
    const char *reporter; /* $reporter in a mapping file */
    const char *currency; /* $currency in a mapping file */
    const char *encoding; /* as iconv names it; NULL: UTF-8, else the layout's own */
    const char *vintage;  /* YYYY-MM-DD when these figures were published; NULL: today */
    bool truncated;       /* take an answer that says itself that it is cut */
    bool sent;            /* a copy of what was sent: the store keeps its name, not its path */
    double max_rejects;   /* share of rows, 0..1, past which the load fails */
};

#define INGEST_MAX_REJECTS 0.05

struct ingest_result {
    const char *adapter, *title;
    bool same; /* the content was there already: nothing changed */
    int64_t rows_read;
    struct store_loaded loaded;
    char *warnings; /* one a line, "" when there are none */
};

/* Loads one file, whole or not at all.  ERR_INPUT: the file is not readable as what it is taken
 * for, or too many of its rows are not; ERR_USAGE: it does not say its flow or period;
 * ERR_CONFLICT: it would count twice what is there.  Strings of out are in the arena. */
int ingest_file(struct ingest_result *out, struct arena *a, struct store *s, const char *path,
                const struct ingest_options *options, struct err *err) MUST_CHECK;

/* Reads monthly rates (currency, period, per_usd) from CSV and replaces those of the same
 * currency and month.  *count: rates read. */
int ingest_rates(int64_t *count, struct store *s, const char *path, struct err *err) MUST_CHECK;

#endif
