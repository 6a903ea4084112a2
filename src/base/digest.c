/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

static void write_hex(char hex[DIGEST_HEX], const unsigned char *digest, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        snprintf(hex + 2 * (size_t)i, 3, "%02x", digest[i]);
}

void digest_bytes(char hex[DIGEST_HEX], const void *bytes, size_t n)
{
    unsigned char digest[32];
    unsigned size = sizeof digest;
    EVP_Digest(bytes, n, digest, &size, EVP_sha256(), NULL);
    write_hex(hex, digest, size);
}

static int add_blocks(EVP_MD_CTX *md, FILE *f, long length)
{
    unsigned char block[65536];
    while (length) {
        size_t want = length < 0 || length > (long)sizeof block ? sizeof block : (size_t)length;
        size_t n = fread(block, 1, want, f);
        if (!n)
            break;
        EVP_DigestUpdate(md, block, n);
        length -= length < 0 ? 0 : (long)n;
    }
    return ferror(f);
}

int digest_file(char hex[DIGEST_HEX], const char *path, long length, struct err *err)
{
    unsigned char digest[32];
    unsigned size = sizeof digest;
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(err, ERR_IO, "'%s' cannot be read: %s", path, strerror(errno));
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_DigestInit_ex(md, EVP_sha256(), NULL);
    int failed = add_blocks(md, f, length);
    EVP_DigestFinal_ex(md, digest, &size);
    EVP_MD_CTX_free(md);
    fclose(f);
    write_hex(hex, digest, size);
    return failed ? err_set(err, ERR_IO, "'%s' cannot be read", path) : 0;
}
