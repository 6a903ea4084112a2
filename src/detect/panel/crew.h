/* crew.h - the same work on many things, by several threads.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DETECT_PANEL_CREW_H
#define DETECT_PANEL_CREW_H

/* Calls work(ctx, i) for every i below count, in no order: each must stand by itself. */
void crew_each(int threads, int count, void (*work)(void *ctx, int i), void *ctx);

/* One thread for each core. */
int crew_size(void);

#endif
