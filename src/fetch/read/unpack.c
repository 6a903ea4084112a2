/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/read/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/temp.h"

enum { BLOCK = 1 << 18 };

static void reader_done(struct archive **a)
{
    archive_read_free(*a);
}

static int no_archive(struct archive *a, const char *path, struct err *err)
{
    const char *says = archive_error_string(a);
    return err_at(err, path, 0, 0, "no archive that can be read: %s", says ? says : "unknown");
}

static int pour(struct archive *a, const char *path, FILE *to, int64_t most, struct err *err)
{
    static _Thread_local char block[BLOCK];
    int64_t written = 0;
    for (;;) {
        la_ssize_t n = archive_read_data(a, block, sizeof block);
        if (n < 0)
            return no_archive(a, path, err);
        if (!n)
            return fflush(to)
                       ? err_set(err, ERR_IO, "cannot unpack '%s': %s", path, strerror(errno))
                       : 0;
        written += n;
        if (written > most)
            return err_set(err, ERR_LIMIT, "'%s' unpacks to more than %lld bytes", path,
                           (long long)most);
        if (fwrite(block, 1, (size_t)n, to) != (size_t)n)
            return err_set(err, ERR_IO, "cannot unpack '%s': %s", path, strerror(errno));
    }
}

int unpack_file(const char *path, const char *to, int64_t most, struct err *err)
{
    CLEANUP(reader_done) struct archive *a = archive_read_new();
    struct archive_entry *entry;
    archive_read_support_format_7zip(a);
    archive_read_support_format_zip(a);
    if (archive_read_open_filename(a, path, BLOCK) != ARCHIVE_OK)
        return no_archive(a, path, err);
    int rc;
    while ((rc = archive_read_next_header(a, &entry)) == ARCHIVE_OK)
        if (S_ISREG(archive_entry_filetype(entry))) {
            CLEANUP(file_close) FILE *f = fopen(to, "wb");
            if (!f)
                return err_set(err, ERR_IO, "cannot write '%s': %s", to, strerror(errno));
            return pour(a, path, f, most, err);
        }
    if (rc != ARCHIVE_EOF)
        return no_archive(a, path, err);
    return err_at(err, path, 0, 0, "the archive holds no file");
}
