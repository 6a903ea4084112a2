/* particulars.h - what is known of somebody besides the name, as people and lists write it.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_SCREEN_PARTICULARS_H
#define APP_SCREEN_PARTICULARS_H

#include <stdbool.h>

#include "base/arena.h"
#include "ref/ref.h"

/* A day as YYYY-MM-DD, YYYY-MM or YYYY.  Read are these, 19521007, 1952/10/07, 1952-10-07T00:00:00,
 * 07.10.1952, 7 Oct 1952 and Oct 7, 1952; not 07/10/1952, which is July to some and October to
 * others. */
enum { BIRTH_TEXT = 11 };
bool birth_read(char out[BIRTH_TEXT], const char *text);

/* "male", "female" of M, woman, ...; NULL: of neither. */
const char *gender_of(const char *text);
/* "person", "entity", "vessel", "aircraft" of Individual, company, ship, ...; NULL: of none. */
const char *type_of(const char *text);

/* Countries by any of their names and codes, each text looked up once. */
struct country_text {
    const char *said, *states;
};
struct countries {
    struct ref *ref;
    struct arena *arena;
    struct country_text *known;
    int count;
};
/* ISO 3166 codes of the countries in a text, "RUS;UKR"; "": of none. */
const char *states_of(struct countries *c, const char *text);

/* What a particular says of two people, and what that adds to a score: the table in
 * docs/method/screen.md. */
struct qualified {
    const char *says; /* "same day of birth"; NULL: not known of both */
    double adds;
};
struct qualified qualify_birth(const char *said, const char *listed);
struct qualified qualify_states(const char *said, const char *listed); /* of states_of() */
struct qualified qualify_gender(const char *said, const char *listed);
struct qualified qualify_type(const char *said, const char *listed);

#endif
