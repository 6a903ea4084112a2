/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"

/* Threads of a server speak too. */
static struct {
    atomic_bool quiet, drawn;
    _Atomic double last;
    char label[64]; /* of the last progress: another is told at once */
    log_progress_fn to;
    void *ctx;
} state;

void log_quiet(bool quiet)
{
    state.quiet = quiet;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void log_progress(const char *label, double percent)
{
    CLEANUP(buf_free) struct buf b = {0};
    bool drawn = !state.quiet && isatty(STDERR_FILENO);
    bool same = !strncmp(state.label, label, sizeof state.label - 1);
    if ((!drawn && !state.to) || (same && now() - state.last < 0.1))
        return;
    state.last = now();
    if (!same)
        snprintf(state.label, sizeof state.label, "%s", label);
    if (state.to)
        state.to(state.ctx, label, percent);
    if (!drawn)
        return;
    state.drawn = true;
    buf_plain(&b, label);
    if (percent < 0)
        fprintf(stderr, "\r\033[K%s ...", buf_str(&b));
    else
        fprintf(stderr, "\r\033[K%s %3.0f %%", buf_str(&b), percent);
    fflush(stderr);
}

void log_progress_to(log_progress_fn fn, void *ctx)
{
    state.to = fn;
    state.ctx = ctx;
}

void log_progress_end(void)
{
    if (atomic_exchange(&state.drawn, false))
        fputs("\r\033[K", stderr);
}

static void say(const char *kind, const char *fmt, va_list ap)
{
    CLEANUP(buf_free) struct buf text = {0}, plain = {0};
    log_progress_end();
    buf_vprintf(&text, fmt, ap);
    buf_plain(&plain, buf_str(&text));
    fprintf(stderr, "weir: %s%s\n", kind, buf_str(&plain));
}

void log_note(const char *fmt, ...)
{
    if (state.quiet)
        return;
    va_list ap;
    va_start(ap, fmt);
    say("", fmt, ap);
    va_end(ap);
}

void log_warn(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say("warning: ", fmt, ap);
    va_end(ap);
}
