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

/* Who left the groups that a list names, and when: "GBR (until 2020-02-01)"; NULL: nobody. */
const char *ref_left(struct ref *r, const char *list, struct arena *a);

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

/* Kilometres between the people of two areas, and whether they share a border (CEPII GeoDist);
 * false where the source has not both. */
bool ref_distance(struct ref *r, int a, int b, int *km, bool *contiguous);

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

/* The revisions of the HS as bits, for those that have a code; that of a day. */
enum { HS_2012 = 1, HS_2017 = 2, HS_2022 = 4 };
int ref_hs_edition(const char *day);

/* "8457-8461, 8466" as a list between commas, ranges written out; NULL: there is none. */
char *ref_codes(const char *codes, struct arena *a);

/* Words of the press for goods, and the headings (or chapters, or codes) that they mean, parted by
 * blanks. */
struct ref_word {
    const char *word, *codes;
};
int ref_goods_words(struct ref *r, const struct ref_word **list, int *count);

/* What goods of a code are called in a few words (data/hs/short.csv); where they have none of their
 * own the label, cut at a word, in the arena. */
const char *ref_short(struct ref *r, const char *code, const char *label, struct arena *a);

/* --- control lists --- */

/* A list of goods: what it does ("export", "import", "transit", "contract clause", "wind-down"),
 * towards whom ("RUS;BLR"), and how far it is held: "whole", "part", or "none" of its codes, with
 * what is missing.  chapters: those it can name, "all" or "36;84-90".  from, until: the first day
 * held, the first day no more. */
struct ref_list {
    const char *id, *regime, *instrument, *annex, *title, *measure, *destinations;
    const char *from, *until, *chapters, *completeness, *gap;
};
const struct ref_list *ref_lists(struct ref *r, int *count);

/* How many codes of a list are held. */
int ref_list_codes(struct ref *r, int *count, const char *list, struct err *err) MUST_CHECK;

/* Codes of six digits at most of a group of goods or of a list (the other is NULL), between commas;
 * NULL: none is held. */
int ref_goods_codes(struct ref *r, const char **out, const char *group, const char *list,
                    struct arena *a, struct err *err) MUST_CHECK;

/* An act that put codes on a list, and how sure its days are. */
struct ref_act {
    const struct ref_list *list;
    const char *package, *act, *article, *status, *source;
};

/* A spell of one code on one list, to the first day off.  It surely began on `from`, or where that
 * is NULL on `latest`; it may have begun on `earliest`.  price: only dearer goods, -1:
 * than one that is not held, 0: all.
 * except: codes that are not on the list ("7401;847180"); touches: of these a part only, as the
 * condition says. */
struct ref_spell {
    const struct ref_act *act;
    const char *code, *from, *until, *earliest, *latest;
    const char *wind_down, *contracts_before;
    const char *currency, *condition, *except, *touches;
    int price;
    bool part;
};

/* A spell that covers a subheading by its own code, or by another of its family, which the
 * revisions `listed_in` have. */
struct ref_cover {
    const struct ref_spell *spell;
    bool kin;
    int listed_in;
};

/* A subheading, or a national code, of goods that were asked about. */
struct ref_member {
    const char *code;
    int editions; /* of the HS that have it; 0: none */
    struct ref_cover *cover;
    int covers;
};
struct ref_goods {
    const char *unit;
    struct ref_member *member;
    int members;
};
/* The goods of units ("842952,8471"), sorted by unit: a heading is its subheadings, a code of six
 * digits itself or all of its family. */
enum ref_as { REF_CODES, REF_FAMILIES };
int ref_controls(struct ref *r, struct ref_goods **list, int *count, const char *units,
                 enum ref_as as, struct arena *a, struct err *err) MUST_CHECK;

/* The common high-priority list, which prohibits nothing by itself; its days may be months. */
struct ref_watched {
    const char *hs6, *tier, *since, *status;
};
const struct ref_watched *ref_watch_list(struct ref *r, int *count);

/* Whom a regime binds: an area ("USA"), the members of a group ("EU"), or all. */
struct ref_binding {
    const char *regime, *bound, *basis, *others;
    const char *also, *also_until; /* areas that it bound longer, to the day before */
    const char *territories;       /* "PRI;VIR": areas of their own that are of what it binds */
    bool group, all;
};
const struct ref_binding *ref_bindings(struct ref *r, int *count);

/* The days on which an area joined or left a group; NULL: none.  For changes of who is bound. */
const char *ref_membership_day(struct ref *r, const char *group, int m49, const char *iso3, int i);

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
    bool territory;          /* of a party; bound_since NULL: whether it is bound is not known */
};
int ref_parties(struct ref *r, struct ref_party **list, int *count, const char *treaty,
                struct arena *a, struct err *err) MUST_CHECK;

struct ref_warrant {
    const char *person, *issuer, *date, *charges, *articles, *liability, *role, *situation,
        *chamber, *state, *status, *source, *announced, *treaty;
};
/* Of persons who have every word of `name`, of all where it is NULL, in order of their names. */
int ref_warrants(struct ref *r, struct ref_warrant **list, int *count, const char *name,
                 struct arena *a, struct err *err) MUST_CHECK;

#endif
