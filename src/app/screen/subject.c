/* subject.c - who is screened, and what was found of him.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/subject.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"

/* The most that qualifiers lift a score: a name so far below the threshold is looked at. */
static const double LIFT_MOST = .08;

/* limit SCREEN_HITS: entities found for one name, : counted, not shown; */
enum { SCREEN_HITS = 1000 };

void screener_new(struct screener *s, const struct index *x, const struct profile *p)
{
    *s = (struct screener){.index = x,
                           .profile = p,
                           .finder = finder_new(x, p),
                           .threshold = p->of[THRESHOLD],
                           .most = SCREEN_HITS};
}

void screener_beside(struct screener *s, const struct screener *other)
{
    *s = *other;
    s->finder = finder_beside(other->finder);
}

void screener_free(struct screener *s)
{
    finder_free(&s->finder);
}

int subject_read(struct subject *out, struct session *s, const struct subject *said,
                 struct err *err)
{
    struct countries c = {.arena = s->arena};
    char birth[BIRTH_TEXT];
    *out = *said;
    if (said->birth && !birth_read(birth, said->birth)) {
        err_set(err, ERR_USAGE, "--birth '%s' is not a day", said->birth);
        return err_hint(err, "1952-10-07, 07.10.1952, 7 Oct 1952, 1952-10 or 1952");
    }
    out->birth = said->birth ? arena_strdup(s->arena, birth) : NULL;
    out->gender = said->gender ? gender_of(said->gender) : NULL;
    out->type = said->type ? type_of(said->type) : NULL;
    if (said->gender && !out->gender)
        return err_set(err, ERR_USAGE, "--gender male or female");
    if (said->type && !out->type)
        return err_set(err, ERR_USAGE, "--type person, entity, vessel or aircraft");
    if (!said->country)
        return 0;
    TRY(session_reference(s, &c.ref, err));
    out->states = states_of(&c, said->country);
    if (!*out->states)
        session_note(s, NOTE_WARNING, "no country is called '%s': it is left out of the comparison",
                     said->country);
    return 0;
}

static struct qualified qualify(enum qualifier q, const struct subject *who, const struct listed *l)
{
    switch (q) {
    case QUALIFIER_BIRTH:
        return qualify_birth(who->birth ? who->birth : "", l->born);
    case QUALIFIER_COUNTRY:
        return qualify_states(who->states ? who->states : "", l->states);
    case QUALIFIER_GENDER:
        return qualify_gender(who->gender ? who->gender : "", l->gender);
    default:
        return qualify_type(who->type ? who->type : "", l->entity);
    }
}

static struct screen_hit qualified_hit(const struct screener *s, const struct subject *who,
                                       const struct found *found)
{
    struct screen_hit hit = {.name = found->name, .by_name = found->score, .score = found->score};
    struct listed l;
    index_listed(&l, s->index, found->name);
    for (enum qualifier q = 0; q < QUALIFIERS; q++) {
        hit.qualified[q] = qualify(q, who, &l);
        hit.score += hit.qualified[q].adds;
    }
    hit.score = hit.score > 1 ? 1 : hit.score < 0 ? 0 : hit.score;
    return hit;
}

static int by_score(const void *a, const void *b)
{
    const struct screen_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

void screened_order(struct screened *x)
{
    if (x->count)
        qsort(x->hit, (size_t)x->count, sizeof *x->hit, by_score);
}

static bool has_entity(const struct screened *out, const struct screener *s, uint32_t name)
{
    uint32_t entity = index_entity(s->index, name);
    for (int i = 0; i < out->count; i++)
        if (index_entity(s->index, out->hit[i].name) == entity)
            return true;
    return false;
}

/* An entity is left out once, however many of its names are. */
static void leave_out(struct screened *out, uint32_t **beyond, uint32_t entity, struct arena *a)
{
    for (int i = 0; i < out->left_out; i++)
        if ((*beyond)[i] == entity)
            return;
    *beyond = arena_grow(a, *beyond, (size_t)out->left_out, sizeof **beyond);
    (*beyond)[out->left_out++] = entity;
}

void screen_subject(struct screened *out, struct screener *s, const struct subject *who,
                    struct arena *a)
{
    const struct found *found;
    bool more = who->birth || who->country;
    uint32_t *beyond = NULL;
    out->hit = NULL;
    out->count = out->left_out = 0;
    name_read(&out->name, who->name, strlen(who->name));
    size_t count = finder_search(s->finder, &found, &out->name,
                                 s->threshold - (more ? LIFT_MOST : 0));
    for (size_t i = 0; i < count; i++) {
        if (has_entity(out, s, found[i].name))
            continue;
        struct screen_hit hit = qualified_hit(s, who, &found[i]);
        if (hit.by_name < s->threshold && hit.score < s->threshold)
            continue;
        if ((s->most && out->count == s->most) || out->count == SCREEN_HITS) {
            leave_out(out, &beyond, index_entity(s->index, found[i].name), a);
            continue;
        }
        out->hit = arena_grow(a, out->hit, (size_t)out->count, sizeof hit);
        out->hit[out->count++] = hit;
    }
    screened_order(out);
}
