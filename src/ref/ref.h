/* ref.h - lookups over the reference tables of data/: areas, goods, lists, events, treaties.
 *
 * The tables are built once, with the program, into a read-only database (build.h) that every
 * connection attaches under the name `ref`; SQL of store, ingest and register joins them there.
 * Everybody else asks here.  Their columns are described in sql/schema.sql, their sources in
 * data/sources.tsv.
 *
 * What a lookup returns belongs to the struct ref and lives as long as it.  Days are text,
 * YYYY-MM-DD; NULL where the source gives none.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef REF_REF_H
#define REF_REF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/event.h"

struct duck;
struct ref;

/* Opens the tables by themselves. */
int ref_open(struct ref **out, struct err *err) MUST_CHECK;

/* Attaches them to a connection, which must outlive *out. */
int ref_attach(struct ref **out, struct duck *d, struct err *err) MUST_CHECK;

void ref_close(struct ref **r); /* for CLEANUP(); *r may be NULL */

/* sha256 over data/fingerprint and over what is derived from the tables: names the state of the
 * reference data in evidence.  hex has room for DIGEST_HEX. */
void ref_fingerprint(char hex[65]);

/* --- areas --- */

/* Looks an area up by ISO2, ISO3, M49 or name, any case.  ERR_NOT_FOUND hints at what is near. */
int ref_area(struct ref *r, int *m49, const char *name, struct err *err) MUST_CHECK;

/* ISO 3166 code of a state by any of its names; "EU27" for the Union as a whole. */
int ref_state(struct ref *r, const char **iso3, const char *name, struct err *err) MUST_CHECK;

/* As ref_area() for a comma-separated list of areas and groups (EU27, EAEU, ...).  Areas come in
 * the order asked, groups expanded by today's membership of that name; a member that appears
 * twice is kept once. */
struct ref_areas {
    int *m49;
    int count;
};
int ref_areas(struct ref *r, struct ref_areas *out, struct arena *a, const char *list,
              struct err *err) MUST_CHECK;

/* The same as "156,643" for selections.  The EU reports as one area too (97): a source has either
 * it or its members. */
int ref_reporters(struct ref *r, const char **out, struct arena *a, const char *list,
                  struct err *err) MUST_CHECK;

/* Names of areas, all read at once. */
struct areas;
int ref_names(struct ref *r, const struct areas **out, struct err *err) MUST_CHECK;
const char *areas_iso3(const struct areas *areas, int m49); /* M49 as text where there is none */
const char *areas_name(const struct areas *areas, int m49);

/* Whether an area, by its ISO code or (NULL) its number, was a member of a group on one of the days
 * at least. */
bool ref_member(struct ref *r, const char *group, int m49, const char *iso3, const char *from,
                const char *until);

/* The European Union where it reports as one area, and whether an area was ever of its 27. */
enum { M49_EU = 97 };
bool ref_in_union(struct ref *r, int m49);
bool ref_is_union(const char *name); /* EU27, EU */

/* --- units --- */

/* Whether quantities in that unit, as sources and people call it, count pieces. */
bool ref_counts_pieces(const char *unit);

/* --- events --- */

/* In order of their dates. */
int ref_events(struct ref *r, const struct event **list, int *count, struct err *err) MUST_CHECK;

/* A name of data/event/event.csv, or DATE[..DATE] as months.  ERR_USAGE lists the names. */
int ref_event(struct ref *r, struct event *out, const char *text, struct err *err) MUST_CHECK;

/* --- goods --- */

/* The year whose HS brought a code of six digits: 2017, 2022; 0: it is older, or none. */
int ref_code_born(struct ref *r, int *year, const char *code, struct err *err) MUST_CHECK;

/* The year of the HS that was in force on a day: 2012 (and before, which is not held), 2017, 2022.
 */
int ref_hs_year(const char *day);

/* A subheading, and the revisions that have it: "2012, 2017". */
struct ref_subheading {
    const char *code, *revisions;
    bool then; /* it is in the HS of the years asked */
};
/* Those under the first two, four or six digits of a code, in any revision held. */
int ref_subheadings(struct ref *r, struct ref_subheading **list, int *count, const char *code,
                    const int years[2], struct arena *a, struct err *err) MUST_CHECK;

/* Words of the press for goods, and the headings (or chapters, or codes) that they mean, parted by
 * blanks. */
struct ref_word {
    const char *word, *codes;
};
int ref_goods_words(struct ref *r, const struct ref_word **list, int *count);

/* --- control lists --- */

/* An entry of a list that covers a code, through its family, or a part of its goods. */
struct ref_entry {
    const char *regime, *list, *annex, *code;
    bool partial;               /* some of the goods of the code asked */
    bool watched;               /* of the common high-priority list, which prohibits nothing */
    const char *since, *status; /* status: of the date, of watched ones */
};
int ref_entries(struct ref *r, struct ref_entry **list, int *count, const char *code,
                struct arena *a, struct err *err) MUST_CHECK;

/* What an annex does: "export", "transit" or "contract clause", towards "RUS;BLR". */
struct ref_annex {
    const char *regime, *annex, *act, *basis, *effect, *destinations;
    const char *not_before, *known_on, *until, *status;
};
/* NULL: none of that name. */
const struct ref_annex *ref_annex(struct ref *r, const char *regime, const char *annex);

/* Whom a regime binds: an area ("USA"), or the members of a group ("EU"). */
struct ref_binding {
    const char *regime, *bound, *basis, *others;
    bool group;
    bool held; /* codes of it are held here */
};
const struct ref_binding *ref_bindings(struct ref *r, int *count);

/* A listing of goods. */
struct ref_listing {
    const char *unit, *since;
    bool partial;
    const struct ref_annex *annex;
};
/* Those of some goods ("842952,8471"; families or codes), by unit. */
int ref_listings(struct ref *r, struct ref_listing **list, int *count, const char *units,
                 struct arena *a, struct err *err) MUST_CHECK;

/* --- words --- */

/* Calls fn for each name of a kind (areas, codes, lists, groups, events) that begins with `prefix`,
 * whatever the case: for completion. */
typedef void (*ref_word_fn)(void *ctx, const char *word);
int ref_words(struct ref *r, const char *kind, const char *prefix, ref_word_fn fn, void *ctx,
              struct err *err) MUST_CHECK;

/* The name of a kind that `text` was meant to be, by model/near.h; NULL: none is near. */
const char *ref_near(struct ref *r, const char *kind, const char *text, struct arena *a);

/* Calls fn for each row of what is held of a kind ("codes", "areas", "groups") that has `words`,
 * all where they are empty; the fields are those of sql/find_KIND.sql, NULL where there is none. */
enum { REF_FIELDS = 9 };
typedef void (*ref_row_fn)(void *ctx, const char *const field[REF_FIELDS]);
int ref_find(struct ref *r, const char *kind, const char *words, ref_row_fn fn, void *ctx,
             struct arena *a, struct err *err) MUST_CHECK;

/* --- treaties and warrants --- */

struct ref_party {
    const char *iso3, *name, *ratified, *instrument, *bound_since, *note, *status, *source;
    const char *bound_until; /* last day; NULL: open */
};
int ref_parties(struct ref *r, struct ref_party **list, int *count, const char *treaty,
                struct arena *a, struct err *err) MUST_CHECK;

struct ref_warrant {
    const char *person, *issuer, *date, *charges, *articles, *liability, *role, *situation,
        *chamber, *state, *status, *source, *announced, *treaty;
};
/* Of persons who have every word of `name`, in order of their names. */
int ref_warrants(struct ref *r, struct ref_warrant **list, int *count, const char *name,
                 struct arena *a, struct err *err) MUST_CHECK;

#endif
