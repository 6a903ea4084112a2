/* undo.h - what a checkpoint writes over, kept beside the file until it is done.
 *
 * DuckDB writes what changed to blocks that are free, and its header last: a checkpoint that is cut
 * off leaves the file as it was.  But for blocks of metadata: one that is partly free gets more in
 * its free places, and is written again as a whole.  Where such a write ends between two pages (a
 * kill, a cut of the power), its checksum is wrong, and nobody can open the file.  So these blocks
 * are put down in PATH.undo first, with the headers.  Who opens the file next, while nobody else
 * has it, puts back what is torn where the headers are still those.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUCK_UNDO_H
#define DUCK_UNDO_H

#include "duck/duck.h"

/* Before a file is opened: puts back the blocks whose checksums are wrong.  ERR_IO: they cannot be
 * written; ERR_BUSY: somebody has the file. */
int undo_restore(const char *path, struct err *err) MUST_CHECK;

/* From now on what is in the log goes into the file by duck_checkpoint() alone, and at the end:
 * DuckDB's own would come where nothing was kept (the threshold is set by configure()). */
int undo_begin(struct duck *d, struct err *err) MUST_CHECK;
void undo_end(struct duck *d); /* before it is closed */

#endif
