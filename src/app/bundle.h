/* bundle.h - all that another person needs to reproduce answers, in one file.
 *
 * A bundle is a tar archive compressed with zstd: manifest.json, the published files of the store
 * as they were, files of claims, and for each question of the journal its answer as JSON.  A frame
 * at its end, which readers of zstd skip, holds the sha256 of what stands before it, so that every
 * byte counts.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_BUNDLE_H
#define APP_BUNDLE_H

#include "app/app.h"

/* Asks every question of the journal again (or those named in q->args) and packs everything at
 * q->bundle.  ERR_NOT_FOUND: a published file is gone or changed. */
int bundle_write(struct answer *out, const struct request *q, struct arena *a,
                 struct err *err) MUST_CHECK;

/* Unpacks, checks every member against the manifest, loads the files into a new store, asks again
 * and compares the answers byte by byte.  ERR_CONFLICT says where they first differ. */
int bundle_verify(struct answer *out, const char *path, struct arena *a,
                  struct err *err) MUST_CHECK;

#endif
