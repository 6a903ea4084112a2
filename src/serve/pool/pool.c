/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/pool/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct worker {
    struct pool *pool;
    pthread_t thread;
    pid_t pid; /* 0: none */
    int fd;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct job *first, *last;
    int waiting, workers, wait;
    bool closing;
    const char *store;
    struct worker worker[POOL_WORKERS];
};

/* --- a process --- */

static bool start(struct worker *w)
{
    int fds[2];
    char wait[16];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t plain;
    sigset_t none;
    snprintf(wait, sizeof wait, "%d", w->pool->wait);
    char *argv[] = {"weir", "--store", (char *)w->pool->store, "serve", "--worker", "--wait",
                    wait,   NULL};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds))
        return false;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fds[1], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&plain);
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&plain, &none);
    posix_spawnattr_setflags(&plain, POSIX_SPAWN_SETSIGMASK);
    int rc = posix_spawn(&w->pid, "/proc/self/exe", &actions, &plain, argv, environ);
    posix_spawnattr_destroy(&plain);
    posix_spawn_file_actions_destroy(&actions);
    close(fds[1]);
    w->fd = fds[0];
    if (rc) {
        close(w->fd);
        w->pid = 0;
    }
    return !rc;
}

/* The lock: whoever ends the pool may want to kill it, and a number is given anew. */
static void stop(struct worker *w)
{
    pthread_mutex_lock(&w->pool->lock);
    if (w->pid) {
        close(w->fd);
        kill(w->pid, SIGKILL);
        waitpid(w->pid, NULL, 0);
        w->pid = 0;
    }
    pthread_mutex_unlock(&w->pool->lock);
}

static bool is_there(struct worker *w)
{
    pthread_mutex_lock(&w->pool->lock);
    bool there = w->pid || (!w->pool->closing && start(w));
    pthread_mutex_unlock(&w->pool->lock);
    return there;
}

/* --- its thread --- */

static void fail(struct job *job, int status, const char *message)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct err err = {0};
    err_set(&err, ERR_IO, "%s", message);
    job->done(job, status, "application/problem+json", "",
              bytes_of(problem_text(status, &err, &a)));
}

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whether the other side of a connection has closed it. */
static bool is_gone(int client)
{
    struct pollfd p = {.fd = client, .events = POLLRDHUP};
    return client >= 0 && poll(&p, 1, 0) > 0;
}

enum came { CAME_ANSWER, CAME_NOTHING, CAME_LATE, CAME_GONE };

/* A message of the worker: true, it is the answer. */
static enum came receive(struct worker *w, struct job *job, struct bytes **text, struct arena *a)
{
    int count;
    if (!wire_receive(w->fd, text, &count, a) || (count != REPLY_TEXTS && count != PROGRESS_TEXTS))
        return CAME_NOTHING;
    if (count == REPLY_TEXTS)
        return CAME_ANSWER;
    if (job->progress)
        job->progress(job, (*text)[PROGRESS_LABEL].s, atof((*text)[PROGRESS_PERCENT].s));
    return CAME_LATE;
}

/* Until the worker has answered, has taken too long, or nobody waits any more. */
static enum came await(struct worker *w, struct job *job, struct bytes **text, struct arena *a)
{
    long until = now_ms() + POOL_SECONDS * 1000L;
    bool told = false;
    for (;;) {
        struct pollfd ready[] = {{.fd = w->fd, .events = POLLIN},
                                 {.fd = told ? -1 : job->client, .events = POLLRDHUP}};
        long left = until - now_ms();
        int rc = left > 0 ? poll(ready, 2, (int)(left < TICK_MS ? left : TICK_MS)) : 0;
        if (left <= 0)
            return told ? CAME_GONE : CAME_LATE;
        if (!rc && job->progress)
            job->progress(job, NULL, -1);
        if (rc > 0 && ready[1].revents) {
            kill(w->pid, SIGINT);
            told = true;
            until = now_ms() + CANCEL_MS;
        }
        if (rc <= 0 || !ready[0].revents)
            continue;
        enum came came = receive(w, job, text, a);
        if (came != CAME_LATE)
            return came;
    }
}

/* One job; a worker that does not answer is replaced. */
static void work(struct worker *w, struct job *job)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct bytes *text;
    if (is_gone(job->client)) {
        fail(job, GONE, "nobody waits for it");
        return;
    }
    if (job->answered && job->answered(job))
        return;
    if (!is_there(w) || !wire_send(w->fd, job->text, job->texts)) {
        stop(w);
        fail(job, 500, "no worker could be started");
        return;
    }
    enum came came = await(w, job, &text, &a);
    if (came == CAME_ANSWER) {
        job->done(job, atoi(text[REPLY_STATUS].s), text[REPLY_TYPE].s, text[REPLY_EVIDENCE].s,
                  text[REPLY_BODY]);
        return;
    }
    stop(w);
    if (came == CAME_GONE)
        fail(job, GONE, "nobody waits for it");
    else
        fail(job, came == CAME_LATE ? 504 : 500,
             came == CAME_LATE ? "it took too long" : "the worker ended before it answered");
}

static struct job *next(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->first && !p->closing)
        pthread_cond_wait(&p->more, &p->lock);
    struct job *job = p->closing ? NULL : p->first;
    if (job) {
        p->first = job->next;
        p->last = p->first ? p->last : NULL;
        p->waiting--;
    }
    pthread_mutex_unlock(&p->lock);
    return job;
}

static void *serve(void *ctx)
{
    struct worker *w = ctx;
    for (struct job *job; (job = next(w->pool));)
        work(w, job);
    stop(w);
    return NULL;
}

bool pool_ask(struct pool *p, struct job *job)
{
    pthread_mutex_lock(&p->lock);
    bool room = p->waiting < POOL_QUEUE && !p->closing;
    if (room) {
        job->next = NULL;
        *(p->last ? &p->last->next : &p->first) = job;
        p->last = job;
        p->waiting++;
        pthread_cond_signal(&p->more);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

int pool_open(struct pool **out, const char *store, int workers, int wait, struct err *err)
{
    struct pool *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->store = store;
    p->wait = wait;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->more, NULL);
    *out = p;
    for (; p->workers < workers && p->workers < POOL_WORKERS; p->workers++) {
        struct worker *w = &p->worker[p->workers];
        w->pool = p;
        if (!is_there(w) || pthread_create(&w->thread, NULL, serve, w)) {
            stop(w);
            pool_stop(p);
            pool_free(out);
            return err_set(err, ERR_IO, "a worker could not be started: %s", strerror(errno));
        }
    }
    return 0;
}

void pool_stop(struct pool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    struct job *waiting = p->first;
    p->closing = true;
    p->first = p->last = NULL;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (struct job *next; waiting; waiting = next) {
        next = waiting->next;
        fail(waiting, 503, "the server ends");
    }
    for (int i = 0; i < p->workers; i++) {
        pthread_mutex_lock(&p->lock);
        if (p->worker[i].pid) /* what it was asked is told as failed */
            kill(p->worker[i].pid, SIGKILL);
        pthread_mutex_unlock(&p->lock);
        pthread_join(p->worker[i].thread, NULL);
    }
    p->workers = 0;
}

void pool_free(struct pool **out)
{
    free(*out);
    *out = NULL;
}
