/* subject.c - who is screened, and what was found of him.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/subject.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "screen/name/several.h"

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

/* The hit of an entity; NULL: there is none. */
static struct screen_hit *hit_of(const struct screened *out, const struct screener *s,
                                 uint32_t name)
{
    uint32_t entity = index_entity(s->index, name);
    for (int i = 0; i < out->count; i++)
        if (index_entity(s->index, out->hit[i].name) == entity)
            return &out->hit[i];
    return NULL;
}

/* What a search found, of one of several names or of all. */
struct finding {
    struct screened *out;
    struct screener *s;
    const struct subject *who;
    struct arena *arena;
};

static void add_found(struct finding *k, const struct found *found, const char *of)
{
    struct screened *out = k->out;
    struct screen_hit *had = hit_of(out, k->s, found->name);
    struct screen_hit hit = qualified_hit(k->s, k->who, found);
    hit.of = of;
    if (hit.by_name < k->s->threshold && hit.score < k->s->threshold)
        return;
    if (had) {
        *had = hit.score > had->score ? hit : *had;
        return;
    }
    out->hit = arena_grow(k->arena, out->hit, (size_t)out->count, sizeof hit);
    out->hit[out->count++] = hit;
}

static void search(struct finding *k, const struct name *name, const char *of)
{
    const struct found *found;
    bool more = k->who->birth || k->who->country;
    size_t count = finder_search(k->s->finder, &found, name,
                                 k->s->threshold - (more ? LIFT_MOST : 0));
    for (size_t i = 0; i < count; i++)
        add_found(k, &found[i], of);
}

/* Whether a piece names anybody: a word that is of no trade, and not one that many are called by.
 */
static bool says_who(const struct name *n)
{
    int words = 0, common = 0;
    for (int i = 0; i < n->count; i++) {
        bool word = n->part[i].kind == PART_WORD || n->part[i].kind == PART_LETTERS ||
                    n->part[i].kind == PART_PATRONYMIC;
        words += word;
        common += word && n->part[i].common;
    }
    return words > 1 || words > common;
}

/* Each of several names that a text holds, beside the text as one. */
static void search_pieces(struct finding *k)
{
    struct piece piece[SEVERAL_MOST];
    int count = several_names(piece, k->who->name);
    struct name *name = count ? arena_new(k->arena, struct name) : NULL;
    for (int i = 0; i < count; i++) {
        const char *text = arena_strndup(k->arena, piece[i].text, piece[i].len);
        name_read(name, text, strlen(text));
        if (!name->unscreenable && says_who(name))
            search(k, name, text);
    }
}

void screen_subject(struct screened *out, struct screener *s, const struct subject *who,
                    struct arena *a)
{
    struct finding k = {out, s, who, a};
    out->hit = NULL;
    out->count = out->left_out = 0;
    name_read(&out->name, who->name, strlen(who->name));
    search(&k, &out->name, NULL);
    search_pieces(&k);
    screened_order(out);
    int most = s->most && s->most < SCREEN_HITS ? s->most : SCREEN_HITS;
    out->left_out = out->count > most ? out->count - most : 0;
    out->count -= out->left_out;
}
