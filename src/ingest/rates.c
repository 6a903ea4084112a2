/* rates.c - a table of exchange rates.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/resource.h"
#include "base/temp.h"
#include "duck/duck.h"
#include "ingest/ingest.h"

int ingest_rates(int64_t *count, struct store *s, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct duck_param p[] = {{"path", path}, {"file", duck_file(path, &a)}, {0}};
    struct duck *d = store_stage(s);
    TRY(file_check(path, err));
    TRY(store_change(s, err));
    int rc = store_keep(s, duck_run(d, resource_get("src/ingest/rates.sql")->text, p, err), err);
    if (rc == ERR_STORE || rc == ERR_INPUT) {
        err_in(err, path);
        return err_hint(err, "a table of rates has the columns currency, period (YYYY-MM) and "
                             "per_usd, units of currency per US dollar");
    }
    return duck_int_of(d, count, "SELECT count(*) FROM weir_rates", NULL, 0, err);
}
