/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/held.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fetch/lists.h"

bool held_has(const char *list, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    return list_has(list, text, strlen(text));
}

/* A parameter of an address; "" where it is not there. */
static const char *parameter(const char *address, const char *name, struct arena *a)
{
    size_t len = strlen(name);
    for (const char *p = strchr(address, '?'); p; p = strchr(p, '&')) {
        p++;
        if (!strncmp(p, name, len) && p[len] == '=')
            return arena_strndup(a, p + len + 1, strcspn(p + len + 1, "&"));
    }
    return "";
}

int held_read(struct held **out, const struct cache *c, struct arena *a)
{
    int n = 0;
    *out = arena_array(a, struct held, (size_t)c->count + 1);
    for (int i = 0; i < c->count; i++) {
        const struct call *x = &c->call[i];
        const char *at = strstr(x->address, "/C/");
        if (x->state > CALL_EMPTY || !x->digest || !at || !at[3] || strncmp(at + 4, "/HS?", 4) ||
            (strcmp(x->service, "comtrade") && strcmp(x->service, "comtrade-preview") &&
             strcmp(x->service, "comtrade-async")) ||
            access(cache_body(c, x), R_OK))
            continue;
        (*out)[n++] = (struct held){x,
                                    parameter(x->address, "reporterCode", a),
                                    parameter(x->address, "partnerCode", a),
                                    parameter(x->address, "cmdCode", a),
                                    parameter(x->address, "period", a),
                                    parameter(x->address, "flowCode", a),
                                    at[3],
                                    !*parameter(x->address, "partner2Code", a)};
    }
    return n;
}

bool held_fits(const struct held *h, const struct wish *w)
{
    if (h->freq != w->freq || strcmp(h->flow, w->flow) != 0 || h->breakdowns < w->breakdowns)
        return false;
    for (int i = 0; *h->partners && i < w->partners; i++)
        if (w->all_partners || !held_has(h->partners, w->partner[i]))
            return false;
    return true;
}

bool held_code(const struct held *h, const char *code)
{
    char level[] = "AG0";
    if (list_has(h->codes, code, strlen(code)))
        return true;
    if (!isdigit((unsigned char)*code))
        return false;
    level[2] = (char)('0' + strlen(code));
    return list_has(h->codes, level, strlen(level));
}
