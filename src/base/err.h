/* err.h - the one way a function in weir reports failure.
 *
 * A function that can fail returns int: 0, or a positive enum err_code.  Its last parameter is
 * struct err *err, filled in by whoever detects the failure and passed on untouched by everyone
 * above.  NULL means the caller does not want the message.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err_code {
    ERR_OK = 0,
    ERR_USAGE,     /* the user asked for something impossible */
    ERR_INPUT,     /* a source file is not what it claims to be */
    ERR_NOT_FOUND, /* a name, file or series that is not there */
    ERR_CONFLICT,  /* two sources overlap and the rule says stop */
    ERR_LIMIT,     /* a documented limit was hit */
    ERR_IO,
    ERR_STORE,     /* the database refused */
    ERR_BUSY,      /* another process holds the store */
    ERR_CANCELLED, /* the user said stop */
};

/* limit ERR_MSG_MAX: a message, bytes: cut; */
enum { ERR_MSG_MAX = 1024 };

struct err {
    enum err_code code;
    char msg[ERR_MSG_MAX];  /* one line: failure first, subject quoted */
    char hint[ERR_MSG_MAX]; /* what to do; "" where there is none */
    char where[256];        /* "file:line:column", empty when not about input */
    char subject[256];      /* the words of the user that are at fault, "" where there are none */
};

/* Fills err and returns code, so that `return err_set(...)` reads as one act. */
int err_set(struct err *err, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As err_set() with ERR_INPUT, for a fault at a place of an input document; line and column are
 * 1-based, 0 leaves them out. */
int err_at(struct err *err, const char *source, long line, long column, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Says of the failure already set in which file it is; returns ERR_INPUT.  A stop stays a stop. */
int err_in(struct err *err, const char *source);

/* Hands a failure that was held back on to the caller; returns its code. */
int err_pass(struct err *err, const struct err *held);

/* Adds what to do to the failure already set and returns err->code. */
int err_hint(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Names the words of the user that the failure already set is about; returns err->code.  Who read
 * them from a file can say where they stand. */
int err_subject(struct err *err, const char *text);

/* Faults of one document, all told together: the first as it is, the others in its hint. */
struct faults {
    struct err first;
    int count;
    char more[ERR_MSG_MAX];
};
void faults_add(struct faults *f, const struct err *err);

/* 0 where there are none; else err is the first with what else is wrong. */
int faults_end(const struct faults *f, struct err *err);

/* Returns early with the callee's code.  Safe because everything a function owns is in an arena
 * or marked CLEANUP(). */
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        int try_rc = (expr);                                                                       \
        if (try_rc)                                                                                \
            return try_rc;                                                                         \
    } while (0)

#define MUST_CHECK  __attribute__((warn_unused_result))
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#endif
