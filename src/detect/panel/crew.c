/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/crew.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

struct crew {
    void (*work)(void *ctx, int i);
    void *ctx;
    int count, first, step;
};

static void *look_at_share(void *arg)
{
    const struct crew *c = arg;
    for (int i = c->first; i < c->count; i += c->step)
        c->work(c->ctx, i);
    return NULL;
}

void crew_each(int threads, int count, void (*work)(void *ctx, int i), void *ctx)
{
    struct crew share[THREADS_MAX];
    pthread_t thread[THREADS_MAX];
    bool runs[THREADS_MAX] = {false};
    threads = count < 8 || threads < 1 ? 1 : threads < THREADS_MAX ? threads : THREADS_MAX;
    for (int t = 0; t < threads; t++)
        share[t] = (struct crew){work, ctx, count, t, threads};
    for (int t = 1; t < threads; t++)
        runs[t] = !pthread_create(&thread[t], NULL, look_at_share, &share[t]);
    for (int t = 0; t < threads; t++)
        if (!runs[t])
            look_at_share(&share[t]);
    for (int t = 1; t < threads; t++)
        if (runs[t])
            pthread_join(thread[t], NULL);
}

int crew_size(void)
{
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
