/* pack.h - a tar archive compressed with zstd, sealed with a digest.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_PACK_H
#define APP_EVIDENCE_PACK_H

#include <stdbool.h>

#include "app/question.h"
#include "base/arena.h"
#include "base/err.h"

/* limit PACK_MEMBERS_MAX: members of a bundle, members: refused;
 * limit PACK_RATIO_MAX: a bundle unpacked, times its size (and 64 MiB): "does not verify"; */
enum { PACK_MEMBERS_MAX = 100000, PACK_RATIO_MAX = 250, PACK_BYTES_FREE = 64 << 20 };

struct pack;

/* Writes beside `path` and puts the file there when it is closed without failure. */
int pack_open(struct pack **out, const char *path, struct err *err) MUST_CHECK;
int pack_text(struct pack *p, const char *name, const char *text, struct err *err) MUST_CHECK;
int pack_file(struct pack *p, const char *name, const char *path, struct err *err) MUST_CHECK;
/* rc: what came before; a failure leaves nothing behind.  *p is NULL afterwards. */
int pack_close(struct pack **p, int rc, struct err *err) MUST_CHECK;

/* Whether a member may be called so: a path that leads nowhere but inside. */
bool pack_is_inside(const char *name);

/* Unpacks into the directory `to`, which is empty and has a name that nobody else uses.  *names: of
 * its members.  *sealed: the digest at the end is that of the bytes before it,
 * and these are whole; else the members may be damaged and are there as far as they could be read.
 * ERR_INPUT: no such archive, one cut short, one that unpacks to more than PACK_RATIO_MAX times its
 * size and PACK_BYTES_FREE, or with members that lead out of the directory or stand in it twice
 * with other content; the message names the last member read. */
int pack_extract(const char *path, const char *to, struct words *names, struct arena *a,
                 bool *sealed, struct err *err) MUST_CHECK;

#endif
