/* file.c - a block as a file that is mapped.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/temp.h"
#include "screen/index/block.h"

/* What stands before the block: it begins on a border of a page. */
struct file_head {
    char magic[16];
    char lists[DIGEST_HEX + 7], reading[DIGEST_HEX + 7]; /* digests of what it was made of */
    uint64_t size, sum;                                  /* of the block; sum: of its bytes */
};

static const char magic[16] = "weir names 2";

/* Four lanes, to read as fast as memory gives. */
static uint64_t sum_of(const unsigned char *bytes, size_t n)
{
    uint64_t lane[4] = {1, 2, 3, 4}, word[4];
    for (size_t i = 0; i + sizeof word <= n; i += sizeof word) {
        memcpy(word, bytes + i, sizeof word);
        for (int k = 0; k < 4; k++)
            lane[k] = (lane[k] ^ word[k]) * 0x100000001b3u;
    }
    return lane[0] ^ lane[1] << 1 ^ lane[2] << 2 ^ lane[3] << 3 ^ n;
}

int index_write(const struct index *x, const char *path, const struct index_source *of,
                struct arena *a, struct err *err)
{
    struct target t;
    unsigned char before[BLOCK_BEFORE] = {0};
    struct file_head head = {.size = x->size, .sum = sum_of(x->block, x->size)};
    memcpy(head.magic, magic, sizeof magic);
    digest_bytes(head.lists, of->lists, strlen(of->lists));
    digest_bytes(head.reading, of->reading, strlen(of->reading));
    memcpy(before, &head, sizeof head);
    TRY(target_open(&t, path, a, err));
    FILE *f = fopen(t.part, "wb");
    int rc = 0;
    if (!f || fwrite(before, BLOCK_BEFORE, 1, f) != 1 || fwrite(x->block, x->size, 1, f) != 1)
        rc = err_set(err, ERR_IO, "cannot write %s: %s", path, strerror(errno));
    if (f && fclose(f) && !rc)
        rc = err_set(err, ERR_IO, "cannot write %s: %s", path, strerror(errno));
    return target_close(&t, rc, err);
}

/* Whether the arrays of a block lie within it; what they hold is guarded by its sum. */
static bool is_whole(const struct index *x)
{
    const struct block_head *head = block_head(x);
    if (x->size < sizeof *head || head->magic != BLOCK_MAGIC || head->version != BLOCK_VERSION)
        return false;
    for (int i = 0; i < SECTIONS; i++)
        if (head->size[i] != block_sizes[i] || head->at[i] > x->size ||
            head->count[i] > (x->size - head->at[i]) / block_sizes[i])
            return false;
    return true;
}

static enum index_kept is_of(const struct file_head *head, const struct index_source *of,
                             size_t size)
{
    char lists[DIGEST_HEX], reading[DIGEST_HEX];
    digest_bytes(lists, of->lists, strlen(of->lists));
    digest_bytes(reading, of->reading, strlen(of->reading));
    if (memcmp(head->magic, magic, sizeof magic) != 0 || strcmp(head->reading, reading) != 0 ||
        head->size + BLOCK_BEFORE != size)
        return INDEX_NONE;
    return strcmp(head->lists, lists) ? INDEX_EARLIER : INDEX_SAME;
}

int index_map(struct index *out, enum index_kept *kept, const char *path,
              const struct index_source *of, struct err *err)
{
    struct stat st;
    *kept = INDEX_NONE;
    *out = (struct index){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    bool file = !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > BLOCK_BEFORE;
    void *map = file ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (map == MAP_FAILED)
        return file ? err_set(err, ERR_IO, "cannot map %s: %s", path, strerror(errno)) : 0;
    const struct file_head *head = map;
    *out = (struct index){.block = (unsigned char *)map + BLOCK_BEFORE,
                          .size = (size_t)st.st_size - BLOCK_BEFORE,
                          .mapped = true};
    if (is_whole(out) && sum_of(out->block, out->size) == head->sum)
        *kept = is_of(head, of, (size_t)st.st_size);
    if (*kept == INDEX_NONE)
        index_free(out);
    return 0;
}
