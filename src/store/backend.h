/* backend.h - what a backend gives; the meaning of each function is that of store.h.
 *
 * A backend's own struct begins with struct store, its cells with struct cells.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_BACKEND_H
#define STORE_BACKEND_H

#include "store/store.h"

struct store {
    const struct store_backend *backend;
    const char *path;
    struct ref *reference;
};

struct cells {
    struct store *store;
};

struct store_backend {
    const char *scheme; /* of URLs: "duck" */
    bool (*exists)(const char *path);
    const char *(*beside)(const char *path, const char *suffix, struct arena *a);
    bool (*is_wanted)(const char *path); /* NULL: never */
    void (*state)(char state[STORE_STATE], const char *path);
    int (*open)(struct store **out, const char *path, const struct store_options *options,
                struct err *err);
    void (*close)(struct store *s);
    int (*backup)(struct store *s, const char *path, struct store_counts *counts, struct err *err);
    const char *(*file)(struct store *s);                            /* NULL: it is none */
    int (*fill)(struct store *s, const char *file, struct err *err); /* NULL: a copy is a file */
    int (*parts)(struct store *s, struct store_part **list, int *count, struct arena *a,
                 struct err *err); /* NULL: it has none */
    int (*compact)(struct store *s, int64_t *before, int64_t *after, struct err *err);
    int (*check)(struct store *s, store_check_fn fn, void *ctx, struct err *err);
    int (*repair)(const char *path, const struct store_options *options, struct store_repair *out,
                  struct arena *a, struct err *err);
    struct duck *(*stage)(struct store *s);
    int (*change)(struct store *s, struct err *err);
    int (*keep)(struct store *s, int rc, struct err *err);
    void (*label)(struct store *s, const char *label);
    int (*find)(struct store *s, int64_t *source_id, const char *sha256, struct err *err);
    int (*take)(struct store *s, const struct store_load *load, struct store_loaded *out,
                struct err *err);
    int (*drop)(struct store *s, int64_t source_id, struct err *err);
    int (*sources)(struct store *s, struct source **list, int *count, struct arena *a,
                   struct err *err);
    int (*rejects)(struct store *s, int64_t source_id, reject_fn fn, void *ctx, struct err *err);
    int (*count)(struct store *s, struct store_counts *out, struct err *err);
    int (*coverage)(struct store *s, const char *as_of, coverage_fn fn, void *ctx, struct err *err);
    int (*held)(struct store *s, held_fn fn, void *ctx, struct err *err);
    int (*renumberings)(struct store *s, renumbering_fn fn, void *ctx, struct err *err);
    int (*vintages)(struct store *s, const char ***days, int *count, struct arena *a,
                    struct err *err);
    int (*revisions)(struct store *s, struct revision **list, int *count, int64_t first_source,
                     struct arena *a, struct err *err);
    int (*rates)(struct store *s, struct rate **list, int *count, struct arena *a, struct err *err);
    int (*identity)(struct store *s, struct buf *to, struct err *err);
    int (*neighbours)(struct store *s, const char ***codes, int *count, const char *code,
                      struct arena *a, struct err *err);
    int (*missing)(struct store *s, const char **out, const struct selection *sel, struct arena *a,
                   struct err *err);
    int (*consigned)(struct store *s, struct consigned **list, int *count,
                     const struct consigned_question *q, struct arena *a, struct err *err);
    int (*group_flows)(struct store *s, struct group_flow **list, int *count,
                       const struct group_question *q, struct arena *a, struct err *err);
    int (*group_cover)(struct store *s, struct group_cover **list, int *count,
                       const struct group_question *q, struct arena *a, struct err *err);
    int (*cells)(struct store *s, struct cells **out, struct cells_found *found,
                 const struct selection *sel, struct err *err);
    void (*cells_close)(struct cells *c);
    int (*cells_each)(struct cells *c, cell_fn fn, void *ctx, struct err *err);
    int (*cells_units)(struct cells *c, struct units *out, struct arena *a, struct err *err);
    int (*cells_goods)(struct cells *c, struct cells_goods *out, struct err *err);
    int (*cells_sources)(struct cells *c, struct source **list, int *count, struct arena *a,
                         struct err *err);
    int (*cells_said)(struct cells *c, struct cells_said **list, int *count, struct arena *a,
                      struct err *err);
    int (*cells_span)(struct cells *c, int *first, int *last, struct err *err);
    int (*cells_monthly)(struct cells *c, bool *monthly, struct err *err);
    int (*cells_lines)(struct cells *c, struct source_lines **list, int *count, const char *windows,
                       struct arena *a, struct err *err);
    int (*cells_export)(struct cells *c, const char *path, int64_t *rows, struct err *err);
    int (*sql)(struct store *s, struct table *out, const char *statement, struct arena *a,
               struct err *err);
};

extern const struct store_backend store_on_duck;  /* store/duck/: one DuckDB file */
extern const struct store_backend store_on_click; /* store/click/: a ClickHouse cluster */

#endif
