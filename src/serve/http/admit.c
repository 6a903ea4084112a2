/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/admit.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "serve/http/asset.h"
#include "serve/http/route.h"

/* A page of another name that was pointed here may not ask in its visitor's stead. */
static bool is_own_host(const struct exchange *x)
{
    const char *host = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Host");
    size_t n = !host ? 0 : *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
    for (const char *p = x->server->host; host && *(p += strspn(p, " ")); p += strcspn(p, " "))
        if (strcspn(p, " ") == n && !strncasecmp(p, host, n))
            return true;
    return false;
}

/* A page of elsewhere that a visitor has open may not ask in its stead. */
static bool is_from_elsewhere(const struct exchange *x)
{
    const char *origin = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Origin");
    const char *site = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                   "Sec-Fetch-Site");
    const char *host = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Host");
    const char *slashes = origin ? strstr(origin, "://") : NULL;
    if (site && !strcmp(site, "cross-site"))
        return true;
    return origin && (!slashes || !host || strcasecmp(slashes + 3, host) != 0);
}

static bool is_json(const struct exchange *x)
{
    const char *type = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Content-Type");
    return type && !strncasecmp(type, "application/json", 16);
}

static long body_said(const struct exchange *x)
{
    const char *size = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                   "Content-Length");
    return size ? strtol(size, NULL, 10) : 0;
}

static bool may_load(const struct exchange *x)
{
    const struct server *s = x->server;
    const char *token = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                    "Authorization");
    return s->access ? access_rights(s->access, token) & RIGHT_LOAD : s->loads;
}

static long body_most(const struct exchange *x)
{
    const struct question *q = x->request.question;
    return q && request_loads(q) ? (long)UPLOAD_MIB << 20 : BODY_MAX;
}

enum MHD_Result admit(struct exchange *x, const char *method, const char *url,
                      enum MHD_Result *sent)
{
    const struct server *s = x->server;
    const char *token = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND,
                                                    "Authorization");
    *sent = MHD_YES;
    if (!strncmp(url, "/v1/", 4))
        x->request.question = route_find(x, url + 4);
    if (x->too_long)
        *sent = send_fault(x, 414, ERR_LIMIT, "the address is too long", NULL);
    else if (x->odd)
        *sent = send_fault(x, 400, ERR_USAGE, "the address holds a NUL", NULL);
    else if (!is_own_host(x))
        *sent = send_fault(x, 421, ERR_USAGE, "this server is not asked by that name",
                           "--host names it");
    else if (strcmp(method, "GET") && strcmp(method, "HEAD") && strcmp(method, "POST"))
        *sent = send_fault(x, 405, ERR_USAGE, "asked by GET, or by POST where a file is sent",
                           NULL);
    else if (asset_find(url))
        return MHD_YES; /* a link may lead here, and the page asks for the token itself */
    else if (is_from_elsewhere(x))
        *sent = send_fault(x, 403, ERR_USAGE, "pages of elsewhere may not ask", NULL);
    else if (s->access && !(access_rights(s->access, token) & RIGHT_READ))
        *sent = send_fault(x, 401, ERR_USAGE, "a token with the right to read is wanted",
                           "Authorization: Bearer TOKEN");
    else if (x->request.question && request_loads(x->request.question) && !may_load(x))
        *sent = send_fault(x, 403, ERR_USAGE, "files may not be loaded here",
                           s->access ? "a token with the right to load is wanted"
                                     : "weir serve --load");
    else if (body_said(x) > body_most(x) || body_said(x) < 0)
        *sent = send_fault(x, 413, ERR_LIMIT,
                           body_most(x) > BODY_MAX ? UPLOAD_TOO_LARGE
                                                   : "the body is larger than a megabyte",
                           NULL);
    else if (!strcmp(url, "/mcp") && !strcmp(method, "POST") && !is_json(x))
        *sent = send_fault(x, 415, ERR_USAGE, "messages are application/json", NULL);
    else
        return MHD_YES;
    return MHD_NO;
}
