/* SPDX-License-Identifier: Apache-2.0 */
#include "detect/panel/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

enum { THREADS_MAX = 64, AT_ONCE = 8 };

struct crew {
    void (*work)(void *ctx, int i);
    void *ctx;
    int count;
    atomic_int next;
};

static void *take_part(void *arg)
{
    struct crew *c = arg;
    for (int i; (i = atomic_fetch_add(&c->next, AT_ONCE)) < c->count;)
        for (int k = i; k < i + AT_ONCE && k < c->count; k++)
            c->work(c->ctx, k);
    return NULL;
}

void crew_each(int threads, int count, void (*work)(void *ctx, int i), void *ctx)
{
    struct crew crew = {.work = work, .ctx = ctx, .count = count};
    pthread_t thread[THREADS_MAX];
    int running = 0;
    threads = count < AT_ONCE || threads < 1 ? 1 : threads < THREADS_MAX ? threads : THREADS_MAX;
    while (running < threads - 1 && !pthread_create(&thread[running], NULL, take_part, &crew))
        running++;
    take_part(&crew);
    for (int t = 0; t < running; t++)
        pthread_join(thread[t], NULL);
}

int crew_size(void)
{
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
