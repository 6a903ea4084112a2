/* score.c - how likely two names are of one bearer, and why.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/score.h"

#include <math.h>
#include <string.h>

#include "screen/pairing.h"

/* What agreeing in a consonant tells, in bits: there are nine classes, some rare. */
static const double CONSONANT_BITS = 2.5;

static double kind_weight(const struct part *part, const struct profile *p)
{
    switch ((enum part_kind)part->kind) {
    case PART_PATRONYMIC:
        return p->of[WEIGHT_PATRONYMIC];
    case PART_INITIAL:
        return p->of[WEIGHT_INITIAL];
    case PART_COMPANY:
        return p->of[WEIGHT_COMPANY];
    case PART_DOMAIN:
        return p->of[WEIGHT_DOMAIN];
    case PART_PARTICLE:
        return p->of[WEIGHT_PARTICLE];
    case PART_NUMBER:
    case PART_LEGAL:
    case PART_TITLE:
    case PART_STOP:
        return 0;
    default:
        return 1;
    }
}

float score_weight(const struct part *part, const struct profile *p, const struct rarity *rarity)
{
    double common = p->of[WEIGHT_COMMON];
    double rare = rarity ? common + (1 - common) * rarity->rare : 1;
    return (float)(kind_weight(part, p) * rare);
}

void score_weigh(struct weighed *out, const struct name *n, const struct profile *p,
                 const struct rarity *rarity)
{
    out->name = n;
    out->all = 0;
    for (int i = 0; i < n->count; i++) {
        out->bits[i] = rarity ? rarity[i].bits : 0;
        out->weight[i] = score_weight(&n->part[i], p, rarity ? &rarity[i] : NULL);
        out->all += out->weight[i];
    }
    out->plain = out->all <= 0;
    if (out->plain) {
        for (int i = 0; i < n->count; i++)
            out->weight[i] = 1;
        out->all = (float)n->count;
    }
}

/* Words that say who somebody is: without company words, particles, numbers. */
int score_naming_words(const struct name *n)
{
    int count = 0;
    for (int i = 0; i < n->count; i++)
        count += n->part[i].kind == PART_WORD || n->part[i].kind == PART_PATRONYMIC ||
                 n->part[i].kind == PART_LETTERS || n->part[i].kind == PART_INITIAL;
    return count;
}

double score_told(const struct weighed *w, int at)
{
    const struct part *p = &w->name->part[at];
    double bits = w->bits[at];
    return p->syllable ? fmin(bits, 5) : p->text_length < 4 ? fmin(bits, 8) : bits;
}

/* A score as it is made. */
struct making {
    struct score *out;
    const struct weighed *name[2];
    const struct profile *p;
    bool agrees[2][NAME_PARTS];
    double bits;   /* that agreements tell */
    double chance; /* see chance() */
};

static struct item *add_item(struct making *m, enum item_kind kind)
{
    struct item *i = &m->out->item[m->out->count++];
    *i = (struct item){.kind = kind};
    return i;
}

/* Consonants that agree where one side is written without vowels. */
static double skeleton(const struct making *m, const struct item *item)
{
    double least = PART_SKELETON;
    for (int side = 0; side < 2; side++)
        if (item->count[side] == 1)
            least = fmin(least, m->name[side]->name->part[item->at[side]].skeleton_length);
    return least;
}

static void add_pairs(struct making *m)
{
    struct paired pair[PAIRED_MOST];
    int count = pair_parts(pair, m->name[0], m->name[1], m->p);
    for (int i = 0; i < count; i++) {
        struct item *item = add_item(m, ITEM_PAIR);
        double share = 0, bits[2] = {0, 0};
        for (int side = 0; side < 2; side++) {
            item->at[side] = pair[i].at[side];
            item->count[side] = pair[i].count[side];
            for (int k = pair[i].at[side]; k < pair[i].at[side] + pair[i].count[side]; k++) {
                m->agrees[side][k] = true;
                share += m->name[side]->weight[k] / m->name[side]->all / 2;
                bits[side] += score_told(m->name[side], k);
            }
        }
        item->how = pair[i].near.how;
        item->alike = pair[i].near.alike;
        item->weight = (float)share;
        double agree = fmin(bits[0], bits[1]) * pow(item->alike, 2);
        if (item->how == NEAR_CONSONANTS)
            agree = fmin(agree, CONSONANT_BITS * skeleton(m, item));
        m->bits += agree;
        m->out->faults[COST_UNLIKE] += share * (1 - item->alike);
    }
}

float score_lone(const struct part *part, const struct profile *p)
{
    return part->kind == PART_INITIAL      ? (float)p->of[WEIGHT_LONE_INITIAL]
           : part->kind == PART_PATRONYMIC ? (float)p->of[WEIGHT_LONE_PATRONYMIC]
                                           : 1;
}

/* Whether a name has a patronymic, or the first letter of what may be one. */
static bool names_father(const struct making *m, int side)
{
    const struct name *n = m->name[side]->name;
    for (int i = 0; i < n->count; i++)
        if (n->part[i].kind == PART_PATRONYMIC ||
            (n->part[i].kind == PART_INITIAL && !m->agrees[side][i]))
            return true;
    return false;
}

enum { HALF_LETTERS = 5 }; /* shorter ones are parts of one name: Jong-un, Abd-al */

/* Burlinova-Johnson is Burlinova too: whether a part is a half of a double name of a person, whose
 * other half agrees. */
static bool is_half(const struct making *m, int side, int at)
{
    const struct name *n = m->name[side]->name;
    int other = n->part[at].hyphen ? at + 1 : at && n->part[at - 1].hyphen ? at - 1 : at;
    if (other == at || other >= n->count || !m->agrees[side][other])
        return false;
    for (int i = 0; i < n->count; i++)
        if (n->part[i].kind == PART_LEGAL || n->part[i].kind == PART_COMPANY ||
            n->part[i].kind == PART_DOMAIN || n->part[i].kind == PART_NUMBER)
            return false;
    const struct part *a = &n->part[at], *b = &n->part[other];
    return a->kind == PART_WORD && b->kind == PART_WORD && a->text_length >= HALF_LETTERS &&
           b->text_length >= HALF_LETTERS;
}

static const float half_weighs = 0.25F;

/* What a part weighs that agrees with nothing: an initial says little of who it is not, nor does a
 * patronymic beside a name that is written without, nor a half of a double name. */
static float weight_alone(const struct making *m, int side, int at)
{
    const struct part *part = &m->name[side]->name->part[at];
    bool other = part->kind == PART_PATRONYMIC && names_father(m, !side);
    float lone = other ? 1 : score_lone(part, m->p);
    return m->name[side]->weight[at] * lone * (is_half(m, side, at) ? half_weighs : 1);
}

/* The share of a name's weight that agrees with nothing of the other. */
static double alone(const struct making *m, int side)
{
    double sum = 0;
    for (int i = 0; i < m->name[side]->name->count; i++)
        if (!m->agrees[side][i])
            sum += weight_alone(m, side, i);
    return sum / m->name[side]->all;
}

static bool numbers_alone(const struct making *m, int side)
{
    const struct name *n = m->name[side]->name;
    for (int i = 0; i < n->count; i++)
        if (n->part[i].kind == PART_NUMBER && !m->agrees[side][i])
            return true;
    return false;
}

static int weighty_parts(const struct weighed *w)
{
    int count = 0;
    for (int i = 0; i < w->name->count; i++)
        count += w->weight[i] > 0;
    return count;
}

static void count_faults(struct making *m)
{
    double *f = m->out->faults, only[2] = {alone(m, 0), alone(m, 1)};
    bool number[2] = {numbers_alone(m, 0), numbers_alone(m, 1)};
    uint64_t a = m->name[0]->name->legal, b = m->name[1]->name->legal;
    f[COST_CONTRADICTION] = fmin(only[0], only[1]);
    f[COST_CONTRADICTED] = fmin(1, fmin(only[0] * m->name[0]->all, only[1] * m->name[1]->all));
    f[COST_EXTRA] = only[0] - f[COST_CONTRADICTION];
    f[COST_MISSING] = only[1] - f[COST_CONTRADICTION];
    if (score_naming_words(m->name[1]->name) == 1 && score_naming_words(m->name[0]->name) > 1)
        f[COST_SINGLE] = only[0];
    /* ALFA 3 is not ALFA 7: a number beside one word is half of the name */
    bool half = weighty_parts(m->name[1]) == 1;
    f[COST_NUMBER] = number[0] && number[1] ? half + 1 : 0;
    f[COST_NUMBER_ALONE] = number[0] != number[1];
    f[COST_LEGAL] = a && b && !(a & b);
    f[COST_LEGAL_ALONE] = !a != !b;
}

/* How little the parts that agree tell of the name, beside what it takes to find one among so many:
 * 0, enough, to 1, nothing. */
static double chance(const struct making *m, double names)
{
    double more = score_naming_words(m->name[0]->name) > 1 ? m->p->of[CHANCE_BITS] : 0;
    double needed = names > 1 ? log2(names) + more : 0;
    if (score_naming_words(m->name[0]->name) == 1 && score_naming_words(m->name[1]->name) == 1)
        return 0;
    return m->bits >= needed ? 0 : (needed - m->bits) / needed;
}

/* What a fault costs. */
static double cost_of(const struct making *m, enum coefficient fault)
{
    return m->out->faults[fault] * m->p->of[fault] * (1 + m->p->of[COST_CHANCE] * m->chance);
}

/* Items for parts of one side that agree with nothing, sharing what that costs by weight. */
static void add_alone(struct making *m, int side, double cost)
{
    double all = alone(m, side) * m->name[side]->all;
    for (int i = 0; i < m->name[side]->name->count && all > 0; i++) {
        float weight = weight_alone(m, side, i);
        if (m->agrees[side][i] || weight <= 0)
            continue;
        struct item *item = add_item(m, side ? ITEM_MISSING : ITEM_EXTRA);
        item->at[side] = (uint8_t)i;
        item->count[side] = 1;
        item->weight = weight / m->name[side]->all / 2;
        item->adds = (float)(-cost * weight / all);
    }
}

/* What agrees has the score by weight; what it lacks of being the same it costs. */
static void value_pairs(struct making *m)
{
    double matched = 0;
    for (int i = 0; i < m->out->count; i++)
        matched += m->out->item[i].weight;
    for (int i = 0; i < m->out->count; i++) {
        struct item *item = &m->out->item[i];
        double unlike = m->out->faults[COST_UNLIKE];
        double part = unlike > 0 ? item->weight * (1 - item->alike) / unlike : 0;
        item->adds = (float)((matched > 0 ? item->weight / matched : 0) -
                             cost_of(m, COST_UNLIKE) * part);
    }
}

static void add_cost(struct making *m, enum item_kind kind, double cost)
{
    if (cost > 0)
        add_item(m, kind)->adds = (float)-cost;
}

static bool has_words(const struct name *n)
{
    for (int i = 0; i < n->count; i++)
        if (part_names(&n->part[i]) && n->part[i].kind != PART_INITIAL &&
            n->part[i].kind != PART_NUMBER)
            return true;
    return false;
}

/* Whether anything agrees but initials, which say nothing by themselves where there are words. */
static bool tells(const struct making *m)
{
    bool words = has_words(m->name[0]->name) || has_words(m->name[1]->name);
    for (int i = 0; i < m->out->count; i++) {
        const struct item *x = &m->out->item[i];
        bool letters = m->name[0]->name->part[x->at[0]].kind == PART_INITIAL &&
                       m->name[1]->name->part[x->at[1]].kind == PART_INITIAL;
        if (x->weight > 0 && x->how != NEAR_INITIAL && !(letters && words))
            return true;
    }
    return false;
}

static double sum_of(const struct score *s)
{
    double sum = 0;
    for (int i = 0; i < s->count; i++)
        sum += s->item[i].adds;
    return sum;
}

/* Names that are not the same and of which little is known cost besides. */
static void add_chance(struct making *m)
{
    enum { FULL = 20 }; /* in full from faults of a twentieth on */
    double faults = 1 - sum_of(m->out);
    add_cost(m, ITEM_CHANCE, m->p->of[COST_UNKNOWN] * m->chance * fmin(1, faults * FULL));
}

void score_names(struct score *out, const struct weighed *searched, const struct weighed *listed,
                 const struct profile *p, double names)
{
    struct making m = {.out = out, .name = {searched, listed}, .p = p};
    *out = (struct score){0};
    add_pairs(&m);
    if (!tells(&m)) {
        out->count = 0;
        return;
    }
    count_faults(&m);
    m.chance = chance(&m, names);
    double both = cost_of(&m, COST_CONTRADICTION) + cost_of(&m, COST_CONTRADICTED);
    value_pairs(&m);
    add_alone(&m, 0, both / 2 + cost_of(&m, COST_EXTRA) + cost_of(&m, COST_SINGLE));
    add_alone(&m, 1, both / 2 + cost_of(&m, COST_MISSING));
    add_cost(&m, ITEM_NUMBER, cost_of(&m, COST_NUMBER) + cost_of(&m, COST_NUMBER_ALONE));
    add_cost(&m, ITEM_LEGAL, cost_of(&m, COST_LEGAL) + cost_of(&m, COST_LEGAL_ALONE));
    add_chance(&m);
    double sum = sum_of(out);
    if (sum < 0)
        add_item(&m, ITEM_FLOOR)->adds = (float)-sum;
    out->score = sum <= 0 ? 0 : sum < 1 ? sum : 1;
}

const char *score_two(struct score_pair *p, const char *a, const char *b,
                      const struct profile *profile)
{
    const char *const text[2] = {a, b};
    p->score = (struct score){0};
    for (int i = 0; i < 2; i++) {
        name_read(&p->name[i], text[i], strlen(text[i]));
        if (p->name[i].unscreenable)
            return p->name[i].unscreenable;
        score_weigh(&p->weighed[i], &p->name[i], profile, NULL);
    }
    score_names(&p->score, &p->weighed[0], &p->weighed[1], profile, 1);
    return NULL;
}
