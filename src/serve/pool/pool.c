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

/* One job; a worker that does not answer is replaced. */
static void work(struct worker *w, struct job *job)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct bytes *text;
    int count;
    if (!is_there(w) || !wire_send(w->fd, job->text, job->texts)) {
        stop(w);
        fail(job, 500, "no worker could be started");
        return;
    }
    struct pollfd ready = {.fd = w->fd, .events = POLLIN};
    int rc = poll(&ready, 1, POOL_SECONDS * 1000);
    if (rc > 0 && wire_receive(w->fd, &text, &count, &a) && count == REPLY_TEXTS) {
        job->done(job, atoi(text[REPLY_STATUS].s), text[REPLY_TYPE].s, text[REPLY_EVIDENCE].s,
                  text[REPLY_BODY]);
        return;
    }
    stop(w);
    fail(job, rc ? 500 : 504, rc ? "the worker ended before it answered" : "it took too long");
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
