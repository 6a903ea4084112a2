/* SPDX-License-Identifier: Apache-2.0 */
#include "ingest/doubt.h"

#include "base/resource.h"
#include "model/period.h"

/* Of the rows, from which share on repeats are no chance; of those with four digits, codes no
 * mistakes. */
static const double all_twice = 0.4, not_hs = 0.25;
enum { MANY = 20 }; /* rows: of few, parts may be alike */

static int first_of(struct duck *stage, struct duck_rows **r, bool *there, const char *name,
                    struct err *err)
{
    TRY(duck_query(stage, r, resource_get(name)->text, NULL, err));
    *there = duck_next(*r);
    return *there ? 0 : duck_end(*r, err);
}

int doubt_rejects(struct duck *stage, const char *path, const struct doubt_share *s,
                  struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    TRY(duck_query(stage, &r,
                   "SELECT line, coalesce(\"column\", ''), reason FROM stage_reject ORDER BY line",
                   NULL, err));
    bool there = duck_next(r);
    const char *column = there ? duck_text(r, 1, a) : "";
    err_at(err, path, there ? (long)duck_int(r, 0) : 0, 0,
           "%ld of %ld rows cannot be used (limit %g %%), the first of them here: %s%s%s%s",
           (long)s->rejected, (long)s->read, s->most * 100, *column ? "'" : "", column,
           *column ? "': " : "", there ? duck_text(r, 2, a) : "");
    return err_hint(err, "--max-rejects 50 would take the other rows and keep these as rejects");
}

/* "1.257.813" shows that 257.100 of the same file is 257,100; "12,5" that "48,641" is 48.641. */
static int doubt_numbers(struct duck *stage, const char *path, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    bool there;
    TRY(first_of(stage, &r, &there, "src/ingest/doubt_numbers.sql", err));
    if (!there)
        return 0;
    err_at(err, path, (long)duck_int(r, 0), 0,
           "'%s': %s: numbers of this file are written otherwise than they would be read",
           duck_text(r, 1, a), duck_text(r, 2, a));
    return err_hint(err, "write them with a point before decimals and nothing between thousands, "
                         "or describe the file with a map that does so (weir help maps)");
}

static int doubt_codes(struct duck *stage, const char *path, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    bool there;
    TRY(first_of(stage, &r, &there, "src/ingest/doubt_codes.sql", err));
    if (!there || (double)duck_int(r, 1) < not_hs * (double)duck_int(r, 0))
        return 0;
    err_at(err, path, (long)duck_int(r, 2), 0,
           "%ld of %ld rows with codes of four digits have no heading of the HS, the first of them "
           "'%s': goods of another classification",
           (long)duck_int(r, 1), (long)duck_int(r, 0), duck_text(r, 3, a));
    return err_hint(err, "weir reads the HS and what refines it (CN, TN VED, NCM): not the SITC, "
                         "BEC or CPA");
}

/* Of a layout in which rows of a cell are parts: those that are like another in all that is read.
 */
static int doubt_repeats(struct duck *stage, const char *path, const char **warning,
                         struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    bool there;
    TRY(first_of(stage, &r, &there, "src/ingest/doubt_repeats.sql", err));
    if (!there || !duck_int(r, 1))
        return 0;
    long all = (long)duck_int(r, 0), again = (long)duck_int(r, 1);
    long first = (long)duck_int(r, 2), second = (long)duck_int(r, 3);
    if ((double)again < all_twice * (double)all || all < MANY) {
        *warning = arena_printf(a,
                                "%ld of %ld rows say what another says (line %ld what line %ld "
                                "does): they are added, as parts that are alike",
                                again, all, second, first);
        return 0;
    }
    err_at(err, path, second, 0, "%ld of %ld rows stand there again, this one at line %ld", again,
           all, first);
    return err_hint(err, "a sum would count them twice: is the file two downloads in one?");
}

/* A kilogram that is worth a thousandth of what it was the month before: of another unit. */
static int doubt_units(struct duck *stage, const char **warning, struct arena *a, struct err *err)
{
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL;
    char period[16];
    bool there;
    TRY(first_of(stage, &r, &there, "src/ingest/doubt_units.sql", err));
    if (!there || !duck_int(r, 0))
        return 0;
    period_text(period, (int)duck_int(r, 3));
    *warning = arena_printf(
        a,
        "%s%sof %ld flow%s a kilogram is worth a thousand times %s at once, and "
        "stays so, while the value does not: weights of another unit (%s from "
        "%s on, line %ld)",
        *warning, **warning ? "\n" : "", (long)duck_int(r, 0), duck_int(r, 0) == 1 ? "" : "s",
        duck_real(r, 4) > 0 ? "more" : "less", duck_text(r, 2, a), period, (long)duck_int(r, 1));
    return 0;
}

int doubt_file(struct duck *stage, const char *path, bool adds, bool values, const char **warning,
               struct arena *a, struct err *err)
{
    int64_t valued;
    *warning = "";
    TRY(doubt_numbers(stage, path, a, err));
    TRY(doubt_codes(stage, path, a, err));
    if (adds)
        TRY(doubt_repeats(stage, path, warning, a, err));
    TRY(doubt_units(stage, warning, a, err));
    TRY(duck_int_of(stage, &valued, "SELECT count(*) FROM stage WHERE value >= 0 OR flags & 2 <> 0",
                    NULL, 0, err));
    if (!valued && values)
        *warning = arena_printf(a, "%s%sno row has a value: is its column called otherwise?",
                                *warning, **warning ? "\n" : "");
    return 0;
}
