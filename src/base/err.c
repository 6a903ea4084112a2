/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

/* Messages quote what files hold: no byte of it may confuse a terminal or a log. */
static void scrub(char *s)
{
    while (*s) {
        int n = title_length(s);
        if (!n)
            *s = '?';
        s += n ? n : 1;
    }
}

static void set_msg(struct err *err, enum err_code code, const char *fmt, va_list ap)
{
    err->code = code;
    err->where[0] = err->hint[0] = err->subject[0] = '\0';
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    scrub(err->msg);
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
    if (err) {
        va_list ap;
        va_start(ap, fmt);
        set_msg(err, code, fmt, ap);
        va_end(ap);
    }
    return (int)code;
}

int err_at(struct err *err, const char *source, long line, long column, const char *fmt, ...)
{
    if (!err)
        return ERR_INPUT;
    va_list ap;
    va_start(ap, fmt);
    set_msg(err, ERR_INPUT, fmt, ap);
    va_end(ap);
    if (line && column)
        snprintf(err->where, sizeof err->where, "%s:%ld:%ld", source, line, column);
    else if (line)
        snprintf(err->where, sizeof err->where, "%s:%ld", source, line);
    else
        snprintf(err->where, sizeof err->where, "%s", source);
    scrub(err->where);
    return ERR_INPUT;
}

int err_pass(struct err *err, const struct err *held)
{
    if (err)
        *err = *held;
    return (int)held->code;
}

int err_in(struct err *err, const char *source)
{
    if (err && err->code == ERR_CANCELLED)
        return ERR_CANCELLED;
    if (err) {
        err->code = ERR_INPUT;
        snprintf(err->where, sizeof err->where, "%s", source);
        scrub(err->where);
    }
    return ERR_INPUT;
}

int err_hint(struct err *err, const char *fmt, ...)
{
    if (!err)
        return ERR_INPUT;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(err->hint, sizeof err->hint, fmt, ap);
    scrub(err->hint);
    va_end(ap);
    return (int)err->code;
}

int err_subject(struct err *err, const char *text)
{
    if (!err)
        return ERR_INPUT;
    snprintf(err->subject, sizeof err->subject, "%s", text);
    return (int)err->code;
}

void faults_add(struct faults *f, const struct err *err)
{
    size_t n = strlen(f->more);
    if (!f->count++)
        f->first = *err;
    else if (n < sizeof f->more - 1)
        snprintf(f->more + n, sizeof f->more - n, "%s%s: %.300s", n ? "; also " : "also ",
                 err->where, err->msg);
}

int faults_end(const struct faults *f, struct err *err)
{
    if (!f->count)
        return 0;
    *err = f->first;
    if (f->count == 1)
        return (int)err->code;
    return err_hint(err, "%.400s%s%s", f->first.hint, *f->first.hint ? "; " : "", f->more);
}
