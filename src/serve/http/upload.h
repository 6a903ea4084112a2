/* upload.h - a published file that is sent to be loaded: written down as it comes, in a place of
 * its own that goes with the request.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVE_UPLOAD_H
#define SERVE_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>

/* limit UPLOAD_MIB: a file that is sent to be loaded, MiB: refused; */
enum { UPLOAD_MIB = 4096 };
#define UPLOAD_TOO_LARGE "the file is larger than 4 GiB"

struct upload {
    char *path; /* in a directory of its own; NULL: none was begun */
    int fd;
    size_t size;
    int fault; /* errno; 0: none */
};

/* In a directory that is there, under the name that the sender gives it: of that letters, digits,
 * dots and lines are kept, so that the file says by its end what it is. */
void upload_begin(struct upload *u, const char *dir, const char *name);
void upload_add(struct upload *u, const char *bytes, size_t n);
void upload_close(struct upload *u);  /* it is whole */
void upload_remove(struct upload *u); /* with its place */

#endif
