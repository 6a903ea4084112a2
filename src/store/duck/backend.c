/* backend.c - the one table of this backend.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "store/duck/store.h"

static bool exists(const char *path)
{
    return !access(path, F_OK);
}

static const char *beside(const char *path, const char *suffix, struct arena *a)
{
    return arena_printf(a, "%s%s", path, suffix);
}

static const char *file(struct store *s)
{
    return on_duck(s)->file;
}

static struct duck *stage(struct store *s)
{
    return on_duck(s)->duck;
}

static void label(struct store *s, const char *text)
{
    duck_label(on_duck(s)->duck, text);
}

const struct store_backend store_on_duck = {
    .scheme = "duck",
    .exists = exists,
    .beside = beside,
    .is_wanted = duck_store_is_wanted,
    .state = duck_store_state,
    .file = file,
    .open = duck_store_open,
    .close = duck_store_close,
    .backup = duck_store_backup,
    .compact = duck_store_compact,
    .check = duck_store_check,
    .repair = duck_store_repair,
    .stage = stage,
    .change = duck_store_change,
    .keep = duck_store_keep,
    .label = label,
    .find = duck_store_find,
    .take = duck_store_take,
    .drop = duck_store_drop,
    .sources = duck_store_sources,
    .rejects = duck_store_rejects,
    .count = duck_store_count,
    .coverage = duck_store_coverage,
    .held = duck_store_held,
    .renumberings = duck_store_renumberings,
    .vintages = duck_store_vintages,
    .revisions = duck_store_revisions,
    .rates = duck_store_rates,
    .identity = duck_store_identity,
    .neighbours = duck_store_neighbours,
    .missing = duck_store_missing,
    .consigned = duck_store_consigned,
    .group_flows = duck_store_group_flows,
    .group_cover = duck_store_group_cover,
    .cells = duck_cells_open,
    .cells_close = duck_cells_close,
    .cells_each = duck_cells_each,
    .cells_units = duck_cells_units,
    .cells_goods = duck_cells_goods,
    .cells_sources = duck_cells_sources,
    .cells_said = duck_cells_said,
    .cells_span = duck_cells_span,
    .cells_monthly = duck_cells_monthly,
    .cells_lines = duck_cells_lines,
    .cells_export = duck_cells_export,
    .sql = duck_store_sql,
};
