/* http.h - one document from an address (libcurl), bounded in bytes, time and ways round.
 *
 * Only https, but for a server of this machine (loopback), which tests have.  Certificates are
 * verified ($SSL_CERT_FILE or $CURL_CA_BUNDLE names others than the system's); proxies are those of
 * the environment; a redirect is followed to the same host, or to one that was named.  No cookies.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef FETCH_HTTP_H
#define FETCH_HTTP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct http_ask {
    const char *address;
    const char *secret; /* a header, sent to the host of the address only and never told; NULL */
    const char *etag,
        *modified;     /* of what is held: an answer 304 says that it is still that; NULL */
    const char *hosts; /* to which a redirect may lead beside its own, blank-separated; NULL */
    const char *to;    /* file to write, unpacked */
    const char *label; /* for progress */
    int64_t most;      /* bytes, unpacked */
    int seconds;       /* for all of it */
    const atomic_bool *cancel;
};

struct http_said {
    long status;
    int64_t bytes;    /* written */
    int retry_after;  /* seconds; -1: not said */
    const char *type; /* of the content, "" where it is not said */
    const char *etag, *modified;
    const char *headers; /* all that may be kept, a line each */
    bool again;          /* of a failure: it may go away */
};

/* Gets it; out is filled as far as it was heard, on failure too.  A status is no failure.  ERR_IO:
 * no answer, or a cut one; ERR_LIMIT: more bytes or time than allowed; ERR_INPUT: a redirect to
 * elsewhere, a certificate that does not hold; ERR_CANCELLED. */
int http_get(struct http_said *out, const struct http_ask *ask, struct arena *a,
             struct err *err) MUST_CHECK;

/* The day of a moment as headers say it, YYYY-MM-DD; NULL: it is none. */
const char *http_day(const char *moment, struct arena *a);

#endif
