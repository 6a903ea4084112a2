/* hello.c - libmicrohttpd's own "hello": the least that a server on it can do, to measure against.
 *
 * usage: hello; it prints its port and answers until its standard input ends.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <microhttpd.h>
#include <stdio.h>
#include <unistd.h>

static enum MHD_Result answer(void *ctx, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **own)
{
    static char hello[] = "{\"hello\": \"world\"}\n";
    (void)ctx, (void)url, (void)method, (void)version, (void)data, (void)size;
    if (!*own) { /* its head only: who answers now closes the connection */
        *own = hello;
        return MHD_YES;
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(sizeof hello - 1, hello,
                                                             MHD_RESPMEM_PERSISTENT);
    enum MHD_Result rc = MHD_queue_response(connection, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return rc;
}

int main(void)
{
    struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer,
                                            NULL, MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
    char c;
    if (!d)
        return 1;
    printf("%u\n", MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    while (read(STDIN_FILENO, &c, 1) > 0)
        continue;
    MHD_stop_daemon(d);
    return 0;
}
