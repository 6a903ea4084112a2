/* place.c - where a cluster is: what a URL says.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "click/click.h"

static int wrong(const char *what, struct err *err)
{
    err_set(err, ERR_USAGE, "--store: %s", what);
    return err_hint(err, "clickhouse://USER@HOST:PORT[,HOST:PORT...]/DATABASE?cluster=NAME");
}

/* A name that stands in statements and paths as it is. */
static bool is_name(const char *s)
{
    for (const char *p = s; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_')
            return false;
    return *s && !isdigit((unsigned char)*s);
}

static bool is_number(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n && n < 7 && !s[n];
}

static bool is_host(const char *s)
{
    return *s && !s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                              ".:-_[]")];
}

static bool has_port(const char *host)
{
    const char *colon = strrchr(host, ':'), *bracket = strrchr(host, ']');
    return colon && (!bracket || colon > bracket);
}

static int read_hosts(struct click_place *p, char *hosts, struct arena *a, struct err *err)
{
    char *rest = hosts;
    for (char *h; (h = strsep(&rest, ","));) {
        if (!is_host(h))
            return wrong("a host is missing, or is none", err);
        p->host = arena_grow(a, p->host, (size_t)p->host_count, sizeof *p->host);
        p->host[p->host_count++] = has_port(h) ? h
                                               : arena_printf(a, "%s:%d", h, p->tls ? 8443 : 8123);
    }
    return 0;
}

static int read_option(struct click_place *p, const char *option, struct err *err)
{
    const char *value = strchr(option, '=');
    size_t n = value ? (size_t)(value++ - option) : 0;
    if (n == 7 && !strncmp(option, "cluster", n) && is_name(value))
        p->cluster = value;
    else if (n == 2 && !strncmp(option, "ca", n) && *value)
        p->ca = value;
    else if (n == 8 && !strncmp(option, "password", n) && *value)
        p->password_file = value;
    else if (n == 3 && !strncmp(option, "tls", n) && (!strcmp(value, "1") || !strcmp(value, "0"))) {
        p->tls = *value == '1';
        p->plain = !p->tls;
    } else if (n == 7 && !strncmp(option, "timeout", n) && is_number(value))
        p->seconds = atoi(value);
    else {
        wrong("the URL has an option that is none, or has no value", err);
        return err_hint(err, "cluster=NAME, tls=1, ca=FILE, password=FILE (a file that holds it), "
                             "timeout=SECONDS");
    }
    return 0;
}

int click_place_read(struct click_place *out, const char *url, struct arena *a, struct err *err)
{
    *out = (struct click_place){0};
    if (strncmp(url, "//", 2) != 0)
        return wrong("the URL of a cluster begins with clickhouse://", err);
    char *text = arena_strdup(a, url + 2), *options = strchr(text, '?');
    if (options)
        *options++ = 0;
    char *database = strchr(text, '/');
    if (!database || !is_name(database + 1))
        return wrong("the URL names no database (letters, digits, _)", err);
    *database++ = 0;
    char *at = strrchr(text, '@');
    if (at)
        *at++ = 0;
    out->user = at ? text : "default";
    out->database = database;
    if (strchr(out->user, ':')) {
        wrong("the URL holds a password", err);
        return err_hint(err, "everybody who lists the processes of this machine would read it: "
                             "WEIR_CLICKHOUSE_PASSWORD, or ?password=FILE");
    }
    for (char *o; (o = strsep(&options, "&"));)
        TRY(read_option(out, o, err));
    return read_hosts(out, at ? at : text, a, err);
}

void click_quote(struct buf *b, const char *text)
{
    buf_puts(b, "'");
    for (const char *p = text; *p; p++)
        buf_printf(b, *p == '\'' || *p == '\\' ? "\\%c" : "%c", *p);
    buf_puts(b, "'");
}

void click_name(struct buf *b, const char *name)
{
    buf_puts(b, "`");
    for (const char *p = name; *p; p++)
        buf_printf(b, *p == '`' || *p == '\\' ? "\\%c" : "%c", *p);
    buf_puts(b, "`");
}
