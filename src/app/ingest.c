/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/ingest.h"

#include <string.h>

#include "app/app.h"
#include "base/log.h"
#include "model/period.h"

static const struct column columns[] = {
    {"file", "file", STYLE_TEXT, EVERYWHERE},
    {"source", "source", STYLE_INT, EVERYWHERE},
    {"layout", "layout", STYLE_TEXT, EVERYWHERE},
    {"rows_read", "read", STYLE_INT, EVERYWHERE},
    {"rows_kept", "kept", STYLE_INT, EVERYWHERE},
    {"rows_rejected", "rejected", STYLE_INT, EVERYWHERE},
    {"rows_aggregate", "aggregates", STYLE_INT, EVERYWHERE},
    {"rows_breakdown", "breakdowns", STYLE_INT, EVERYWHERE},
    {"rows_unpublished", "unpublished", STYLE_INT, EVERYWHERE},
    {"rows_replacing", "replacing", STYLE_INT, EVERYWHERE},
    {"note", "note", STYLE_TEXT, EVERYWHERE},
};

static void add_row(struct table *t, const char *path, const struct ingest_result *r)
{
    const struct store_loaded *l = &r->loaded;
    table_text(t, path);
    table_number(t, (double)l->source_id);
    table_text(t, r->adapter);
    table_number(t, (double)r->rows_read);
    table_number(t, (double)l->rows_kept);
    table_number(t, (double)l->rows_rejected);
    table_number(t, (double)l->rows_aggregate);
    table_number(t, (double)l->rows_breakdown);
    table_number(t, (double)l->rows_unpublished);
    table_number(t, (double)l->rows_replacing);
    table_text(t, r->same ? "loaded before: nothing changed" : r->warnings);
}

static void say(const char *path, const struct ingest_result *r)
{
    if (r->same)
        log_note("%s: the content is there already as source %ld, nothing changed", path,
                 (long)r->loaded.source_id);
    for (const char *p = r->warnings; p && *p;) {
        size_t n = strcspn(p, "\n");
        log_warn("%s: %.*s", path, (int)n, p);
        p += n + (p[n] == '\n');
    }
}

static int check(const struct request *q, struct err *err)
{
    int period;
    if (q->period && !period_parse(&period, q->period))
        return err_set(err, ERR_USAGE, "'%s' is not a month or year", q->period);
    if (q->flow && strcmp(q->flow, "export") != 0 && strcmp(q->flow, "import") != 0)
        return err_set(err, ERR_USAGE, "flow '%s' is neither export nor import", q->flow);
    if (!q->arg_count)
        return err_set(err, ERR_USAGE, "no file to ingest");
    return 0;
}

int app_ingest(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    struct ingest_options o = {
        .map = q->map,
        .flow = q->flow,
        .period = q->period,
        .reporter = q->reporter,
        .currency = q->currency,
        .encoding = q->encoding,
        .vintage = q->vintage,
        .max_rejects = q->max_rejects,
    };
    TRY(check(q, err));
    TRY(store_open(&s, q->store, STORE_WRITE, err));
    out->table = table_new(columns, sizeof columns / sizeof *columns, a);
    for (int i = 0; i < q->arg_count; i++) {
        struct ingest_result r = {0};
        int rc = ingest_file(&r, a, s, q->args[i], &o, err);
        if (rc && i)
            log_note("%d of %d files were loaded before this one failed", i, q->arg_count);
        TRY(rc);
        say(q->args[i], &r);
        add_row(&out->table, q->args[i], &r);
    }
    return 0;
}

int app_rates(struct answer *out, struct arena *a, const struct request *q, struct err *err)
{
    static const struct column rates[] = {
        {"file", "file", STYLE_TEXT, EVERYWHERE},
        {"rates", "rates", STYLE_INT, EVERYWHERE},
    };
    CLEANUP(store_close) struct store *s = NULL;
    int64_t count;
    if (q->arg_count != 1)
        return err_set(err, ERR_USAGE, "one table of rates is wanted");
    TRY(store_open(&s, q->store, STORE_WRITE, err));
    TRY(ingest_rates(&count, s, q->args[0], err));
    out->table = table_new(rates, 2, a);
    table_text(&out->table, q->args[0]);
    table_number(&out->table, (double)count);
    return 0;
}
