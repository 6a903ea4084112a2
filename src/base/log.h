/* log.h - what the program says while it works: notes, warnings and progress, all to stderr.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

/* Notes and progress are silent after log_quiet(true); warnings are not. */
void log_quiet(bool quiet);

void log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Draws "label  42 %" on one line of a terminal, at most ten times a second; draws nothing when
 * stderr is not a terminal.  percent < 0 means "unknown".  log_progress_end() wipes the line. */
void log_progress(const char *label, double percent);
void log_progress_end(void);

/* Progress goes there too, at most ten times a second, terminal or not. */
typedef void (*log_progress_fn)(void *ctx, const char *label, double percent);
void log_progress_to(log_progress_fn fn, void *ctx);

#endif
