/* click.h - a thin door to ClickHouse over HTTP: statements, rows as blocks, rows sent.
 *
 * Everything goes as POST in the format Native, whose blocks say how long they are: an exception in
 * the body of an answer that began well, or an end that came too soon, is seen and is a failure
 * (manual: "HTTP Interface", "Formats for Input and Output Data: Native").  Never fewer rows.
 *
 * A statement that has sent no row yet is asked of the next host where a host, or a replica behind
 * it, does not answer.  A struct click may be used by several threads; its streams by one each.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLICK_CLICK_H
#define CLICK_CLICK_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/wire/block.h"

struct buf;
struct click;
struct click_rows;
struct click_insert;

/* What a URL says: clickhouse://user@host:port,host:port/database?cluster=NAME. */
struct click_place {
    const char *user, *database;
    const char *cluster;       /* of system.clusters; NULL: one server */
    const char *ca;            /* ca=FILE: whose certificates are believed beside the system's */
    const char *password_file; /* password=FILE */
    bool tls;                  /* tls=1 */
    bool plain;                /* tls=0: a password may go to another machine unencrypted */
    int seconds;               /* timeout=SECONDS that a query may take; 0: as the server says */
    const char **host;         /* host:port, in the order they are asked */
    int host_count;
};

/* What stands behind "clickhouse:"; ERR_USAGE with what is wrong.  A password in a URL is refused:
 * it would stand in the list of processes. */
int click_place_read(struct click_place *out, const char *url, struct arena *a,
                     struct err *err) MUST_CHECK;

/* Makes no connection yet.  The password is that of the file, else $WEIR_CLICKHOUSE_PASSWORD.
 * cancel: set by another thread or a signal: streams end, and their queries on the server too. */
int click_open(struct click **out, const struct click_place *place, const atomic_bool *cancel,
               struct err *err) MUST_CHECK;
void click_close(struct click **c); /* for CLEANUP() */

/* A host that knows fewer shards of the cluster is not asked: ERR_INPUT names it. */
void click_want_shards(struct click *c, int count);

/* Each host is asked once, for a second: of a connection that others wait for. */
void click_brief(struct click *c);

/* Runs one statement that gives no rows: at the host that is asked first, or the next where that
 * does not answer and `again` says that running it twice does no harm. */
int click_run(struct click *c, const char *sql, bool again, int quorum, struct err *err) MUST_CHECK;

/* Runs statements that may be run twice, all at once: none may need another of them.  later: those
 * ON CLUSTER are put into its queue, and each server comes to them when it can. */
int click_run_all(struct click *c, const char *const *sql, int count, bool later,
                  struct err *err) MUST_CHECK;

/* Asks; rows come as they are read.  types: a letter for each column, of enum block_type in its
 * order ("bsildt"), a capital one for a list; an answer of other columns is a failure.  ERR_IO: no
 * host answers, or one stopped; ERR_STORE: refused, see click_code(). */
int click_read(struct click *c, struct click_rows **out, const char *sql, const char *types,
               struct err *err) MUST_CHECK;

/* The next block, which has rows; false at the end and on failure, which click_end() tells apart.
 * What *b points to is valid until the next call. */
bool click_next(struct click_rows *r, struct block *b);
int click_end(struct click_rows *r, struct err *err) MUST_CHECK;
void click_rows_free(struct click_rows **r); /* for CLEANUP(); ends the query on the server too */

/* One value; `otherwise` where there is no row. */
int click_int_of(struct click *c, int64_t *out, const char *sql, int64_t otherwise,
                 struct err *err) MUST_CHECK;

/* Rows into a table: "INSERT INTO t (a, b)", as one request.  What click_add_rows() put into `rows`
 * is taken, which leaves it empty, and sent while the caller goes on; they are there, on as many
 * replicas as `quorum` says (0: on one), when the end is reached, which waits.  *i NULL: there were
 * none. */
void click_add_rows(struct buf *rows, const struct block *more);
int click_insert_begin(struct click_insert **i, struct click *c, const char *sql, struct buf *rows,
                       int quorum, struct err *err) MUST_CHECK;
int click_insert_end(struct click_insert **i, struct err *err) MUST_CHECK;

/* ClickHouse's number of the last exception in err ("Code: 60"), 0: it is none. */
int click_code(const struct err *err);

/* The host that is asked first, as "host:port". */
const char *click_host(const struct click *c);

/* Text as a literal: ClickHouse reads backslashes. */
void click_quote(struct buf *b, const char *text);
void click_name(struct buf *b, const char *name);

#endif
