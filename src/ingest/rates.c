/* rates.c - a table of exchange rates.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/resource.h"
#include "base/temp.h"
#include "duck/duck.h"
#include "ingest/format/scan.h"
#include "ingest/ingest.h"

static int refuse_doubtful(struct duck *d, const char *path, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    TRY(duck_query(d, &r, resource_get("src/ingest/rates_doubt.sql")->text, NULL, err));
    if (!duck_next(r))
        return duck_end(r, err);
    err_at(err, path, (long)duck_int(r, 0), 0, "%s", duck_text(r, 1, &a));
    return err_hint(err, "one average rate for each month: nothing of the table is taken");
}

/* A later table may say another rate of a month: it counts from then on. */
static int take_rates(struct duck *d, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"path", path}, {0}};
    struct scan scan;
    TRY(scan_file(&scan, &a, path, err));
    struct duck_param file[] = {
        {"file", duck_file(path, &a)}, {"blank", scan_blank(&scan, &a)}, {0}};
    TRY(duck_run(d, resource_get("src/ingest/rates.sql")->text, file, err));
    TRY(refuse_doubtful(d, path, err));
    return duck_run(d, "INSERT OR REPLACE INTO rate SELECT *, $path FROM weir_rates", p, err);
}

int ingest_rates(int64_t *count, struct store *s, const char *path, struct err *err)
{
    struct duck *d = store_stage(s);
    TRY(file_check(path, err));
    TRY(store_change(s, err));
    int rc = store_keep(s, take_rates(d, path, err), err);
    if (rc == ERR_STORE) {
        err_in(err, path);
        return err_hint(err, "a table of rates has the columns currency, period (YYYY-MM) and "
                             "per_usd, units of currency per US dollar");
    }
    TRY(rc);
    return duck_int_of(d, count, "SELECT count(*) FROM weir_rates", NULL, 0, err);
}
