/* bundle.h - all that another person needs to reproduce answers, in one file.
 *
 * A bundle is a tar archive compressed with zstd: manifest.json, the published files of the store
 * as they were, files of claims, and for each question of the journal its answer as JSON.  A frame
 * at its end, which readers of zstd skip, holds the sha256 of what stands before it, so that every
 * byte counts.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_EVIDENCE_BUNDLE_H
#define APP_EVIDENCE_BUNDLE_H

#include "app/question.h"

/* Asks every question of the journal again (or those named: "ID" or "ID/ITEM") and packs everything
 * at `path`.  ERR_NOT_FOUND: a published file is gone or changed. */
int bundle_write(struct answer *out, struct session *s, const char *path, const struct words *named,
                 struct err *err) MUST_CHECK;

/* Unpacks, checks every member against the manifest, loads the files into a new store, asks again
 * and compares the answers as JSON.  Bundles of earlier versions are asked as their version would
 * have been.  ERR_CONFLICT says where they first differ. */
int bundle_verify(struct answer *out, struct session *s, const char *path,
                  struct err *err) MUST_CHECK;

/* An answer as the bundle holds it. */
const char *bundle_json(const struct answer *x, struct arena *a);

#endif
