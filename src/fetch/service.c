/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/service.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/resource.h"
#include "base/temp.h"
#include "model/period.h"
#include "ref/sheet.h"

#define BUILT_IN "data/fetch/service.csv"

/* limit SERVICES_MAX: a user's table of services, bytes: refused; */
enum { SERVICES_MAX = 1 << 20 };

static const char *const kinds[SERVICE_KINDS] = {"trade", "available", "bulk", "list",
                                                 "rates", "reference", "guide"};

const char *service_kind_name(enum service_kind k)
{
    return kinds[k];
}

/* A row while it is read. */
struct row {
    const struct sheet *sheet;
    const char *file;
    struct arena *arena;
    int at;
};

static const char *text(const struct row *r, const char *column)
{
    int c = sheet_column(r->sheet, column);
    return c < 0 ? NULL : sheet_cell(r->sheet, r->at, c);
}

static int number(int *out, const struct row *r, const char *column, double most, struct err *err)
{
    const char *s = text(r, column);
    char *end;
    double v = s ? strtod(s, &end) : 0;
    *out = 0;
    if (s && (*end || !(v >= 0 && v <= most) || v != floor(v)))
        return err_at(err, r->file, r->at + 2, 0, "%s '%s' is no number from 0 to %.0f", column, s,
                      most);
    *out = (int)v;
    return 0;
}

static int read_kind(struct service *out, const struct row *r, struct err *err)
{
    const char *kind = text(r, "kind");
    for (int k = 0; kind && k < SERVICE_KINDS; k++)
        if (!strcmp(kind, kinds[k]))
            return out->kind = (enum service_kind)k, 0;
    return err_at(err, r->file, r->at + 2, 0,
                  "kind '%s' is none of trade, available, bulk, list, "
                  "rates, reference, guide",
                  kind ? kind : "");
}

/* "Header VARIABLE" */
static void read_key(struct service *out, const struct row *r)
{
    const char *key = text(r, "key"), *blank = key ? strchr(key, ' ') : NULL;
    if (!blank)
        return;
    out->key_header = arena_strndup(r->arena, key, (size_t)(blank - key));
    out->key_variable = blank + 1;
}

static int read_row(struct service *out, const struct row *r, struct err *err)
{
    int most_mb;
    const char *first = text(r, "first");
    *out = (struct service){
        .name = text(r, "service"),
        .title = text(r, "title"),
        .address = text(r, "address"),
        .hosts = text(r, "hosts"),
        .layout = text(r, "layout"),
        .status = text(r, "status"),
        .reporters = text(r, "reporters"),
        .freq = text(r, "freq"),
        .levels = text(r, "levels"),
    };
    if (!out->name || !out->address)
        return err_at(err, r->file, r->at + 2, 0, "a service without a name or an address");
    if (strspn(out->name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(out->name))
        return err_at(err, r->file, r->at + 2, 0, "a name has small letters, digits and '-'");
    TRY(read_kind(out, r, err));
    TRY(number(&out->cap, r, "cap", 1e8, err));
    TRY(number(&out->calls_day, r, "calls_day", 1e6, err));
    TRY(number(&out->pause_ms, r, "pause_ms", 1e7, err));
    TRY(number(&out->tries, r, "tries", 100, err));
    TRY(number(&out->again, r, "again", 599, err));
    TRY(number(&most_mb, r, "most_mb", 1e6, err));
    TRY(number(&out->seconds, r, "seconds", 86400, err));
    TRY(number(&out->fresh_hours, r, "fresh_hours", 1e5, err));
    TRY(number(&out->delay_days, r, "delay_days", 3650, err));
    if (first && !period_parse(&out->first, first))
        return err_at(err, r->file, r->at + 2, 0, "first '%s' is no period", first);
    out->most = (int64_t)most_mb << 20;
    read_key(out, r);
    return 0;
}

static int take(struct services *out, const char *file, const char *bytes, size_t len,
                struct arena *a, struct err *err)
{
    struct sheet sheet;
    sheet_read(&sheet, bytes, len, a);
    if (sheet_column(&sheet, "service") < 0 || sheet_column(&sheet, "address") < 0) {
        err_at(err, file, 1, 0, "no table of services");
        return err_hint(err, "weir services --csv prints one; its rows may be changed and kept");
    }
    for (int i = 0; i < sheet.rows; i++) {
        struct service s;
        TRY(read_row(&s, &(struct row){&sheet, file, a, i}, err));
        int at = 0;
        while (at < out->count && strcmp(out->of[at].name, s.name) != 0)
            at++;
        if (at == out->count)
            out->of = arena_grow(a, out->of, (size_t)out->count++, sizeof *out->of);
        out->of[at] = s;
    }
    return 0;
}

int services_read(struct services *out, const char *own, struct arena *a, struct err *err)
{
    const struct resource *r = resource_get(BUILT_IN);
    char *bytes;
    own = own ? own : getenv("WEIR_SERVICES");
    *out = (struct services){0};
    TRY(take(out, BUILT_IN, r->text, r->len, a, err));
    if (!own || !*own)
        return 0;
    TRY(file_text(&bytes, own, SERVICES_MAX, a, err));
    return take(out, own, bytes, strlen(bytes), a, err);
}

const struct service *services_find(const struct services *s, const char *name)
{
    for (int i = 0; i < s->count; i++)
        if (!strcmp(s->of[i].name, name))
            return &s->of[i];
    return NULL;
}

const struct service *services_holding(const struct services *s, char freq, int period)
{
    for (int i = 0; i < s->count; i++) {
        const struct service *x = &s->of[i];
        int year = period_is_month(period) ? period / 100 : period;
        int first = period_is_month(x->first) ? x->first / 100 : x->first;
        if (x->kind == SERVICE_TRADE && x->freq && strchr(x->freq, freq) && x->reporters &&
            !strcmp(x->reporters, "all") && first <= year &&
            period_index(period) <= period_index(service_last(x, freq)))
            return x;
    }
    return NULL;
}

int service_last(const struct service *s, char freq)
{
    time_t then = time(NULL) - (time_t)s->delay_days * 86400;
    struct tm day;
    gmtime_r(&then, &day);
    int year = day.tm_year + 1900;
    return freq == 'M' ? period_of(year * 12 + day.tm_mon - 1, 'M') : year - 1;
}

/* The value of a {name} among pairs; NULL: it is none of them. */
static const char *value_of(va_list pairs, const char *name, size_t len)
{
    va_list ap;
    const char *found = NULL, *key;
    va_copy(ap, pairs);
    while (!found && (key = va_arg(ap, const char *))) {
        const char *value = va_arg(ap, const char *);
        found = strlen(key) == len && !strncmp(key, name, len) ? value : NULL;
    }
    va_end(ap);
    return found;
}

const char *service_address(const struct service *s, struct arena *a, ...)
{
    CLEANUP(buf_free) struct buf b = {0};
    va_list ap;
    va_start(ap, a);
    for (const char *p = s->address; *p;) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        const char *value = end ? value_of(ap, p + 1, (size_t)(end - p - 1)) : NULL;
        buf_add(&b, value ? value : p, value ? strlen(value) : 1);
        p = value ? end + 1 : p + 1;
    }
    va_end(ap);
    return arena_strdup(a, buf_str(&b));
}

/* The value that stands for a {name} in an address: until what follows the name, to the next. */
static size_t value_length(const char *address, const char *after)
{
    size_t n = strcspn(after, "{"), len = strlen(address), at = 0;
    if (!n)
        return len;
    while (at + n <= len && strncmp(address + at, after, n) != 0)
        at++;
    return at + n <= len ? at : len;
}

const char *service_moved(const struct service *s, const char *address, int period, int *at,
                          struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    char text[16];
    *at = 0;
    for (const char *p = s->address; *p;) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        if (!end) {
            if (*p++ != *address)
                return NULL;
            buf_add(&b, address++, 1);
            continue;
        }
        size_t n = (size_t)(end - p - 1), len = value_length(address, end + 1);
        bool plain = n == 6 && !strncmp(p + 1, "period", n);
        bool year = n == 4 && !strncmp(p + 1, "year", n);
        bool dashed = (n == 7 && !strncmp(p + 1, "period-", n)) ||
                      (n == 5 && !strncmp(p + 1, "until", n));
        if ((plain || year || dashed) && !period_parse(at, arena_strndup(a, address, len)))
            return NULL;
        if (plain || year)
            buf_printf(&b, "%d", year && period_is_month(period) ? period / 100 : period);
        else if (dashed)
            buf_puts(&b, period_text(text, period));
        else
            buf_add(&b, address, len);
        address += len;
        p = end + 1;
    }
    return *at && !*address ? arena_strdup(a, b.s) : NULL;
}
