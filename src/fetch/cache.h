/* cache.h - the folder where fetched answers are kept as they were received, and the journal of all
 * calls: address, time, headers, hash.  Several stores share it; one fetch uses it at a time.
 *
 *     FOLDER/journal.jsonl            a line a call
 *     FOLDER/kept/SERVICE/HASH.EXT    what was received, unpacked by the transfer only
 *     FOLDER/part/                    what is on its way; swept at the next start
 *
 * A body is on disk before the journal says so: a process that is killed loses at most the answer
 * that it was receiving.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_CACHE_H
#define FETCH_CACHE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/period.h"

/* How a call ended. */
enum call_state {
    CALL_DATA,
    CALL_EMPTY,   /* a whole answer without a row */
    CALL_CUT,     /* as many rows as its cap: not used */
    CALL_REFUSED, /* for the rate, the quota or the key */
    CALL_FAILED,
    CALL_SPOILT, /* what was kept could not be loaded: it counts no more */
    CALL_STATES,
};

struct call {
    char at[MOMENT_TEXT];          /* UTC */
    const char *service, *address; /* without the key */
    enum call_state state;
    const char *digest, *extension; /* of the body; NULL: none was kept */
    const char *type, *etag, *modified, *headers;
    const char *release; /* day that it was published, by the service; NULL: not known */
    long status;
    int wait; /* seconds that the service asked to wait; 0: none */
    int64_t bytes, rows;
};

struct cache {
    const char *folder;
    struct arena *arena;
    FILE *journal;
    struct call *call; /* in order of time */
    int count, parts;
    int skipped; /* lines of the journal that could not be read */
};

/* The user's: as asked, $WEIR_CACHE, $XDG_CACHE_HOME/weir or ~/.cache/weir. */
const char *cache_folder(const char *asked, struct arena *a);

/* folder: NULL: $WEIR_CACHE, else weir in the user's cache.  Makes it where it is missing; only to
 * look it makes and locks nothing.
 * ERR_BUSY: another fetch is on; ERR_IO. */
int cache_open(struct cache *out, const char *folder, bool look, struct arena *a,
               struct err *err) MUST_CHECK;
void cache_close(struct cache *c); /* for CLEANUP() */

/* Where the next body may be written. */
const char *cache_part(struct cache *c);

/* Keeps a body (part, or NULL: there is none) and writes the call down. */
int cache_add(struct cache *c, struct call *call, const char *part, struct err *err) MUST_CHECK;

/* Path of the body of a call. */
const char *cache_body(const struct cache *c, const struct call *call);

/* Says that what was kept of a call is of no use. */
int cache_spoil(struct cache *c, struct call *call, struct err *err) MUST_CHECK;

/* Whether a body is what was received. */
bool cache_is_whole(const struct cache *c, const struct call *call);

/* Seconds for which a service has asked to be left alone; 0: none. */
int cache_wait(const struct cache *c, const char *service);

/* Whether two services share their owner's limits: names alike up to a '-'; those without a key by
 * themselves. */
bool cache_is_kin(const char *service, const char *other);

/* Calls of this day (UTC) that reached a service or one that shares its name up to a '-' (those
 * without a key count by themselves). */
int cache_calls_today(const struct cache *c, const char *service);

/* The newest whole answer from an address, not older than so many hours (0: of any age). */
const struct call *cache_find(const struct cache *c, const char *address, int hours);

#endif
