/* ref.h - the reference tables of data/ inside a DuckDB connection, as schema `ref`.
 *
 * The tables are embedded in the program.  Their columns are described in sql/schema.sql, their
 * sources in data/sources.tsv.  Derived from them: ref.family (families of HS subheadings over
 * revisions), ref.family_label, ref.family_tier and ref.area_name (every name of an area).
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_REF_H
#define REF_REF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "duck/duck.h"

/* Loads the tables unless those of this build are there already.  Part of the caller's
 * transaction; a row that breaks a constraint is ERR_INPUT and names the table. */
int ref_load(struct duck *d, struct err *err) MUST_CHECK;

/* sha256 over data/fingerprint and over what is derived from the tables: names the state of the
 * reference data in evidence. */
const char *ref_fingerprint(void);

/* Whether the tables of this build are there. */
int ref_current(struct duck *d, bool *current, struct err *err) MUST_CHECK;

/* Looks an area up by ISO2, ISO3, M49 or name, any case.  ERR_NOT_FOUND lists what is near. */
int ref_area(struct duck *d, int *m49, const char *name, struct err *err) MUST_CHECK;

/* As ref_area() for a comma-separated list of areas and groups (EU27, EAEU, ...).  Areas come in
 * the order asked, groups expanded by today's membership of that name; a member that appears
 * twice is kept once. */
struct ref_areas {
    int *m49;
    int count;
};
int ref_areas(struct duck *d, struct ref_areas *out, struct arena *a, const char *list,
              struct err *err) MUST_CHECK;

/* "156,643" for SQL parameters. */
char *ref_areas_text(const struct ref_areas *areas, struct arena *a);

#endif
