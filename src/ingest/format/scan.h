/* scan.h - one pass over a file before anything is read from it: what it is, whether it is whole.
 *
 * Compressed files are unpacked to the end (their checksums are what tells a cut file), text is
 * checked for NUL bytes and for UTF-8.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef INGEST_FORMAT_SCAN_H
#define INGEST_FORMAT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum scan_format { SCAN_TEXT, SCAN_JSON, SCAN_PARQUET, SCAN_WORKBOOK };
/* limit SCAN_HEAD: the first line of a table, bytes: "no rows"; */
enum { SCAN_HEAD = 256 * 1024 };
/* limit SCAN_BLANK: empty lines within a table, lines: further rows have the line without them; */
enum { SCAN_BLANK = 10000 };

struct scan {
    char sha256[65];         /* of the file as it is */
    int64_t bytes;           /* of the file as it is */
    enum scan_format format; /* of the content */
    const char *compression; /* "none", "gzip", "zstd" */
    char *head;              /* first bytes of the content, at most SCAN_HEAD, NUL-terminated */
    int64_t head_len;
    int64_t lines;     /* of the content, text only */
    int64_t blank;     /* of these, the empty ones */
    int64_t *blank_at; /* the lines that are empty: the first SCAN_BLANK */
    bool unterminated; /* the last line has no end: perhaps cut */
    long bad_line;     /* first byte that is not UTF-8; 0: there is none */
    long bad_column;
    unsigned char bad_byte;
};

/* ERR_INPUT names the place of a NUL byte or of the end of a cut file; archives are refused by
 * name, but for ZIP, which a workbook is.  head is in the arena. */
int scan_file(struct scan *out, struct arena *a, const char *path, struct err *err) MUST_CHECK;

/* The lines of blank_at as a list of SQL: "[3,7]". */
const char *scan_blank(const struct scan *s, struct arena *a);

/* Gives the unpacked content block by block; a sink that fails stops it. */
typedef int (*scan_sink)(void *ctx, const unsigned char *p, size_t n, struct err *err);
int scan_content(const char *path, scan_sink sink, void *ctx, struct err *err) MUST_CHECK;

#endif
