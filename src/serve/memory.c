/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/memory.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"

struct slot {
    char *key;
    struct kept *kept;
};

struct memory {
    pthread_mutex_t lock;
    struct slot slot[MEMORY_SLOTS];
    size_t bytes;
    int hand; /* the slot that goes next */
};

struct memory *memory_new(void)
{
    struct memory *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    pthread_mutex_init(&m->lock, NULL);
    return m;
}

static void drop(struct kept *k)
{
    if (--k->holders)
        return;
    free(k->body);
    for (int i = 0; i < PACKINGS; i++)
        free(k->packed[i].bytes);
    free(k);
}

static void clear(struct memory *m, struct slot *s)
{
    if (!s->kept)
        return;
    m->bytes -= s->kept->size;
    drop(s->kept);
    free(s->key);
    *s = (struct slot){0};
}

void memory_free(struct memory **m)
{
    for (int i = 0; *m && i < MEMORY_SLOTS; i++)
        clear(*m, &(*m)->slot[i]);
    free(*m);
    *m = NULL;
}

static struct slot *slot_of(struct memory *m, const char *key)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a */
    for (const char *p = key; *p; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    return &m->slot[h % MEMORY_SLOTS];
}

struct kept *memory_find(struct memory *m, const char *key)
{
    pthread_mutex_lock(&m->lock);
    struct slot *s = slot_of(m, key);
    struct kept *k = s->key && !strcmp(s->key, key) ? s->kept : NULL;
    if (k)
        k->holders++;
    pthread_mutex_unlock(&m->lock);
    return k;
}

/* The kinds of answers that are kept, which outlive the message that names one. */
static const char *type_of(const char *type)
{
    return strstr(type, "csv")       ? "text/csv; charset=utf-8"
           : strstr(type, "html")    ? "text/html; charset=utf-8"
           : strstr(type, "parquet") ? "application/vnd.apache.parquet"
                                     : "application/json";
}

struct kept *memory_keep(struct memory *m, const char *key, const char *type, const char *evidence,
                         struct bytes body)
{
    struct kept *k = calloc(1, sizeof *k);
    char hex[DIGEST_HEX];
    if (!k || !(k->body = malloc(body.n + 1)))
        abort();
    memcpy(k->body, body.s, body.n);
    k->body[body.n] = '\0';
    k->size = body.n;
    k->type = type_of(type);
    k->holders = 1;
    snprintf(k->evidence, sizeof k->evidence, "%s", evidence);
    digest_bytes(hex, key, strlen(key));
    snprintf(k->etag, sizeof k->etag, "\"%.32s\"", hex);
    pthread_mutex_lock(&m->lock);
    struct slot *s = slot_of(m, key);
    clear(m, s);
    bool small = k->size < MEMORY_BYTES / 8;
    for (int i = 0; small && m->bytes + k->size > MEMORY_BYTES && i < MEMORY_SLOTS; i++)
        clear(m, &m->slot[m->hand++ % MEMORY_SLOTS]);
    if (small) {
        *s = (struct slot){strdup(key), k};
        k->holders++;
        m->bytes += k->size;
    }
    pthread_mutex_unlock(&m->lock);
    return k;
}

struct packed memory_packed(struct memory *m, struct kept *k, enum packing which, pack_fn fn)
{
    pthread_mutex_lock(&m->lock);
    struct packed there = k->packed[which];
    pthread_mutex_unlock(&m->lock);
    if (there.bytes)
        return there;
    struct packed made = fn(k->body, k->size);
    pthread_mutex_lock(&m->lock);
    if (k->packed[which].bytes) /* another was faster */
        free(made.bytes);
    else
        k->packed[which] = made;
    there = k->packed[which];
    pthread_mutex_unlock(&m->lock);
    return there;
}

void memory_let_go(struct memory *m, struct kept *k)
{
    pthread_mutex_lock(&m->lock);
    drop(k);
    pthread_mutex_unlock(&m->lock);
}
