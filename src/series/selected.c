/* selected.c - a selection of flows: opened, or refused with a reason.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/temp.h"
#include "base/arena.h"
#include "series/inside.h"

/* --- refusing --- */

static const char *called(const struct store *s, const struct selection *sel, struct arena *a)
{
    return sel->called ? sel->called : arena_printf(a, "'%s'", store_path(s));
}

static const char *goods_of(const struct selection *sel)
{
    return sel->codes ? sel->codes : sel->list ? sel->list : sel->group ? sel->group : "";
}

static int refuse_codes(struct store *s, const struct selection *sel,
                        const struct cells_found *found, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    if (!found->lists && (sel->list || sel->group)) {
        const char *name = sel->list ? sel->list : sel->group;
        const char *near = ref_near(store_reference(s), sel->list ? "lists" : "groups", name, &a);
        err_set(err, ERR_USAGE, "no %s '%s'", sel->list ? "list" : "product group", name);
        err_subject(err, name);
        return err_hint(err, "%s%s%sweir groups lists them", near ? "did you mean '" : "",
                        near ? near : "", near ? "'? " : "");
    }
    if (!found->contents) {
        err_set(err, ERR_NOT_FOUND, "%s holds no flows", called(s, sel, &a));
        return err_hint(err, "load published files with weir ingest FILE...");
    }
    if (!*goods_of(sel)) {
        err_set(err, ERR_NOT_FOUND, "%s holds sums of all goods only", called(s, sel, &a));
        return err_hint(err, "--code TOTAL asks for these");
    }
    err_set(err, ERR_NOT_FOUND, "no source in %s has %s '%s'", called(s, sel, &a),
            sel->codes  ? "code"
            : sel->list ? "a code of the list"
                        : "a code of the group",
            goods_of(sel));
    err_subject(err, goods_of(sel));
    return err_hint(err, "that is not a zero: weir sources shows what was loaded");
}

/* Whether there are flows of it as another selection has it. */
static bool there_are(struct store *s, const struct selection *other)
{
    struct cells *cells = NULL;
    struct cells_found found = {0};
    struct err ignored = {0};
    bool any = !store_cells(s, &cells, &found, other, &ignored) && found.cells;
    cells_close(&cells);
    return any;
}

/* Nothing as it was asked: at that frequency, as known on that day, or at all. */
static int refuse_flows(struct store *s, const struct selection *sel, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct selection today = *sel, other = *sel;
    const char *years = sel->freq && *sel->freq == 'A' ? "annual " : sel->freq ? "monthly " : "";
    today.as_of = other.freq = NULL;
    err_set(err, ERR_NOT_FOUND, "no source in %s has %sflows between these areas%s%s%s",
            called(s, sel, &a), years, *goods_of(sel) ? " in these goods" : "",
            sel->as_of ? ", as known on " : "", sel->as_of ? sel->as_of : "");
    if (sel->freq && there_are(s, &other))
        return err_hint(err, "there are %s figures: --freq %s",
                        *sel->freq == 'A' ? "monthly" : "annual",
                        *sel->freq == 'A' ? "month" : "year");
    if (sel->as_of && there_are(s, &today))
        return err_hint(err, "what the store holds of them was published later: weir sources says "
                             "when");
    return err_hint(err, "that is not a zero where no source covers them: weir sources shows what "
                         "was loaded");
}

static int check_codes(const struct selection *sel, struct err *err)
{
    const char *list = sel->codes ? sel->codes : "", *p;
    for (size_t n; (p = next_code(&list, &n));) {
        size_t digits = strspn(p, "0123456789X");
        if (n == 5 && !strncmp(p, "TOTAL", n) && strcmp(sel->codes, "TOTAL") != 0) {
            err_set(err, ERR_USAGE, "TOTAL is all goods: it stands by itself");
            return err_subject(err, sel->codes);
        }
        if (digits < n && strcmp(sel->codes, "TOTAL") != 0) {
            err_set(err, ERR_USAGE, "'%.*s' is not a commodity code", (int)n, p);
            return err_subject(err, sel->codes);
        }
        if (n % 2 && strcmp(sel->codes, "TOTAL") != 0) {
            err_set(err, ERR_USAGE, "'%.*s' is not a commodity code: it has %zu digits", (int)n, p,
                    n);
            err_subject(err, sel->codes);
            return err_hint(err, "codes have 2, 4, 6, 8 or 10 digits; is a leading zero missing?");
        }
    }
    return 0;
}

/* --- opening --- */

static int read_published(struct selected *s, struct published_memo *memo,
                          const struct selection *sel, struct err *err)
{
    if (sel->as_of || !memo) {
        s->published = &s->own;
        return published_read(&s->own, s->store, sel->as_of, err);
    }
    s->published = &memo->today;
    if (memo->read)
        return 0;
    TRY(published_read(&memo->today, s->store, NULL, err));
    memo->read = true;
    return 0;
}

int selected_open(struct selected **out, struct published_memo *memo, struct store *store,
                  const struct selection *sel, struct err *err)
{
    CLEANUP(selected_close) struct selected *s = must(calloc(1, sizeof *s));
    s->store = store;
    TRY(check_codes(sel, err));
    TRY(store_cells(store, &s->cells, &s->found, sel, err));
    if (!s->found.codes)
        return refuse_codes(store, sel, &s->found, err);
    if (!s->found.cells)
        return refuse_flows(store, sel, err);
    TRY(read_published(s, memo, sel, err));
    *out = s;
    s = NULL;
    return 0;
}

void selected_close(struct selected **s)
{
    if (!*s)
        return;
    cells_close(&(*s)->cells);
    arena_free(&(*s)->own.arena);
    free(*s);
    *s = NULL;
}

const char *selected_choice(const struct selected *s, struct arena *a)
{
    const struct cells_found *f = &s->found;
    const char *years = f->by_year ? arena_printf(a,
                                                  "%d flow%s read by year: the months that are "
                                                  "there cover less of what was asked",
                                                  f->by_year, f->by_year == 1 ? " is" : "s are")
                                   : NULL;
    const char *importers = f->by_importer
                                ? arena_printf(
                                      a,
                                      "%d flow%s read as the importer reports, whose figures "
                                      "cover more of what was asked than the exporter's",
                                      f->by_importer, f->by_importer == 1 ? " is" : "s are")
                                : NULL;
    return years && importers ? arena_printf(a, "%s; %s", years, importers)
           : years            ? years
                              : importers;
}

int selected_said(struct selected *s, struct cells_said **list, int *count, struct arena *a,
                  struct err *err)
{
    return cells_said(s->cells, list, count, a, err);
}

/* --- what it holds --- */

int selected_units(struct selected *s, struct units *out, struct arena *a, struct err *err)
{
    return cells_units(s->cells, out, a, err);
}

int selected_goods(struct selected *s, struct cells_goods *out, struct err *err)
{
    return cells_goods(s->cells, out, err);
}

int selected_sources(struct selected *s, const char **out, struct arena *a, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct source *list;
    int count;
    TRY(cells_sources(s->cells, &list, &count, a, err));
    for (int i = 0; i < count; i++) {
        buf_printf(&b, "source %ld: ", (long)list[i].id);
        buf_title(&b, list[i].title);
        buf_puts(&b, ", ");
        buf_title(&b, file_name(list[i].path));
        buf_printf(&b, ", vintage %s, sha256 %.12s", list[i].vintage, list[i].sha256);
        if (list[i].rows_rejected)
            buf_printf(&b, ", %ld row%s rejected", (long)list[i].rows_rejected,
                       list[i].rows_rejected == 1 ? "" : "s");
        buf_puts(&b, "\n");
    }
    *out = arena_strdup(a, buf_str(&b));
    return 0;
}

int selected_span(struct selected *s, int *first, int *last, struct err *err)
{
    return cells_span(s->cells, first, last, err);
}

int selected_monthly(struct selected *s, bool *monthly, struct err *err)
{
    return cells_monthly(s->cells, monthly, err);
}

int selected_lines(struct selected *s, struct source_lines **list, int *count, const char *windows,
                   struct arena *a, struct err *err)
{
    return cells_lines(s->cells, list, count, windows, a, err);
}

int selected_export(struct selected *s, const char *path, int64_t *rows, struct err *err)
{
    return cells_export(s->cells, path, rows, err);
}
