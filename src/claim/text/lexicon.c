/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/text/lexicon.h"

#include <ctype.h>
#include <string.h>

#include "base/resource.h"
#include "ref/sheet.h"

enum { BUCKETS = 4096 };

struct lexicon {
    struct arena *arena;
    struct entry *bucket[BUCKETS]; /* by the first word */
    struct entry *open;            /* whose first word ends in * */
    struct token *room;            /* for the words of one phrase */
    struct sheet labels;           /* of the HS, once they were asked for */
    int asked;                     /* how often */
};

/* Names of data/phrase/LANGUAGE/word.csv. */
static const char *const names[SENSES] = {
    [SENSE_EXPORT_NOUN] = "export noun",
    [SENSE_EXPORT_VERB] = "export verb",
    [SENSE_IMPORT_NOUN] = "import noun",
    [SENSE_IMPORT_VERB] = "import verb",
    [SENSE_REEXPORT_NOUN] = "reexport noun",
    [SENSE_REEXPORT_VERB] = "reexport verb",
    [SENSE_TRADE_NOUN] = "trade noun",
    [SENSE_FLOW_TO] = "flow to",
    [SENSE_FLOW_FROM] = "flow from",
    [SENSE_SUPPLIER] = "supplier",
    [SENSE_CUSTOMER] = "customer",
    [SENSE_SHARE_WORD] = "share word",
    [SENSE_SHARE_VERB] = "share verb",
    [SENSE_PRICE_WORD] = "price word",
    [SENSE_COST_VERB] = "cost verb",
    [SENSE_AVERAGE] = "average",
    [SENSE_PER_TONNE] = "per tonne",
    [SENSE_VALUE_WORD] = "value word",
    [SENSE_WEIGHT_WORD] = "weight word",
    [SENSE_QUANTITY_WORD] = "quantity word",
    [SENSE_COMPARE] = "compare",
    [SENSE_YOY] = "yoy",
    [SENSE_SAME] = "same",
    [SENSE_MOM] = "mom",
    [SENSE_MONTH] = "month",
    [SENSE_SPAN] = "span",
    [SENSE_ORDINAL] = "ordinal",
    [SENSE_LAST] = "last",
    [SENSE_THIS] = "this",
    [SENSE_BEFORE_WAR] = "before war",
    [SENSE_SINCE_WAR] = "since war",
    [SENSE_WAR_YEAR] = "war year",
    [SENSE_EVENT] = "event",
    [SENSE_COINCIDE] = "coincide",
    [SENSE_AFTER_EVENT] = "after event",
    [SENSE_SURGE] = "surge",
    [SENSE_ZERO] = "zero",
    [SENSE_STOP] = "stop",
    [SENSE_FIRST_TIME] = "first time",
    [SENSE_MORE_THAN_ANY] = "more than any",
    [SENSE_SECOND_ONLY] = "second only",
    [SENSE_OVERTAKE] = "overtake",
    [SENSE_EACH] = "each",
    [SENSE_OF_THEM] = "of them",
    [SENSE_PRONOUN] = "pronoun",
    [SENSE_THOSE] = "those",
    [SENSE_HEDGE] = "hedge",
    [SENSE_OPINION] = "opinion",
    [SENSE_FIRM] = "firm",
    [SENSE_PEOPLE] = "people",
    [SENSE_NOT_HELD] = "not held",
    [SENSE_LAWFUL] = "lawful",
    [SENSE_UNLAWFUL] = "unlawful",
    [SENSE_MUNITIONS] = "munitions",
    [SENSE_ROME] = "rome",
    [SENSE_ICC] = "icc",
    [SENSE_ISSUER] = "issuer",
    [SENSE_WARRANT] = "warrant",
    [SENSE_CHARGE] = "charge",
    [SENSE_RATIFY] = "ratify",
    [SENSE_ARREST] = "arrest",
    [SENSE_LISTING] = "listing",
    [SENSE_LISTED] = "listed",
    [SENSE_DELIST] = "delist",
    [SENSE_REGISTER] = "register",
    [SENSE_PERSONS] = "persons",
    [SENSE_ENTITIES] = "entities",
    [SENSE_NOW_COUNT] = "now count",
    [SENSE_PACKAGE] = "package",
    [SENSE_ADOPT] = "adopt",
    [SENSE_BAN] = "ban",
    [SENSE_CAUSE] = "cause",
    [SENSE_SAID] = "said",
    [SENSE_EXCLUDE] = "exclude",
};

static enum sense sense_of(const char *name)
{
    for (int i = 0; i < SENSES; i++)
        if (names[i] && !strcmp(names[i], name))
            return (enum sense)i;
    return SENSE_NONE;
}

static unsigned hash(const char *s)
{
    unsigned h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h % BUCKETS;
}

static bool is_open(const char *word)
{
    return word[strlen(word) - 1] == '*';
}

/* Adds one phrase; goods are kept by the stems of their words. */
static void add_phrase(struct lexicon *l, const struct entry *like, const char *phrase, size_t len)
{
    struct tokens t = {.at = l->room};
    struct entry *e = arena_new(l->arena, struct entry);
    bool exact = *phrase == '='; /* as it is written, no other number of it */
    tokens_read(&t, phrase + exact, len - exact, l->arena);
    *e = *like;
    e->whole |= exact;
    e->word = arena_array(l->arena, const char *, (size_t)t.count + 1);
    e->count = 0;
    for (int i = 0; i < t.count; i++)
        if (word_is(&t, i, "*") && e->count)
            e->word[e->count - 1] = arena_printf(l->arena, "%s*", e->word[e->count - 1]);
        else
            e->word[e->count++] = e->whole ? t.at[i].word : word_stem(t.at[i].word, l->arena);
    if (!e->count)
        return;
    struct entry **to = is_open(e->word[0]) ? &l->open : &l->bucket[hash(e->word[0])];
    e->next = *to;
    *to = e;
}

static void add_phrases(struct lexicon *l, const struct entry *like, const char *phrases)
{
    for (const char *p = phrases; p && *p; p += strcspn(p, ";"), p += *p == ';')
        add_phrase(l, like, p, strcspn(p, ";"));
}

static void read_areas(struct lexicon *l)
{
    struct sheet s;
    const struct resource *f = resource_get("data/phrase/en/area.csv");
    sheet_read(&s, f->text, f->len, l->arena);
    for (int i = 0; i < s.rows; i++) {
        bool name = !strcmp(sheet_cell(&s, i, 1), "name");
        struct entry e = {.sense = name ? SENSE_AREA : SENSE_PEOPLE_OF,
                          .value = sheet_cell(&s, i, 0),
                          .whole = true};
        add_phrases(l, &e, sheet_cell(&s, i, 2));
    }
}

/* Names of data/area/ that area.csv does not have. */
static void read_names(struct lexicon *l)
{
    struct sheet s;
    const struct resource *f = resource_get("data/area/area.csv");
    sheet_read(&s, f->text, f->len, l->arena);
    int name = sheet_column(&s, "name"), iso = sheet_column(&s, "iso3");
    int kind = sheet_column(&s, "kind");
    for (int i = 0; i < s.rows; i++) {
        const char *n = sheet_cell(&s, i, name), *code = sheet_cell(&s, i, iso);
        struct entry e = {.sense = SENSE_AREA, .value = code, .whole = true};
        if (n && code && !strcmp(sheet_cell(&s, i, kind), "country") && !strpbrk(n, "(.,"))
            add_phrase(l, &e, n, strlen(n));
    }
}

static void read_goods(struct lexicon *l)
{
    struct sheet s;
    const struct resource *f = resource_get("data/phrase/en/goods.csv");
    sheet_read(&s, f->text, f->len, l->arena);
    for (int i = 0; i < s.rows; i++) {
        struct entry e = {.sense = SENSE_GOODS,
                          .value = sheet_cell(&s, i, 0),
                          .bulk = sheet_cell(&s, i, 1) != NULL};
        add_phrases(l, &e, sheet_cell(&s, i, 2));
    }
}

static void read_words(struct lexicon *l)
{
    struct sheet s;
    const struct resource *f = resource_get("data/phrase/en/word.csv");
    sheet_read(&s, f->text, f->len, l->arena);
    for (int i = 0; i < s.rows; i++) {
        struct entry e = {
            .sense = sense_of(sheet_cell(&s, i, 0)), .value = sheet_cell(&s, i, 1), .whole = true};
        if (e.sense != SENSE_NONE)
            add_phrases(l, &e, sheet_cell(&s, i, 2));
    }
}

/* What goods of a code are called in a few words (data/hs/short.csv): found where nothing of
 * goods.csv stands. */
static void read_short(struct lexicon *l)
{
    struct sheet s;
    const struct resource *f = resource_get("data/hs/short.csv");
    sheet_read(&s, f->text, f->len, l->arena);
    for (int i = 0; i < s.rows; i++) {
        const char *name = sheet_cell(&s, i, 1);
        struct entry e = {.sense = SENSE_GOODS, .value = sheet_cell(&s, i, 0)};
        if (name && !strchr(name, ',') && !strchr(name, '('))
            add_phrase(l, &e, name, strlen(name));
    }
}

struct lexicon *lexicon_read(struct arena *a)
{
    struct lexicon *l = arena_new(a, struct lexicon);
    l->arena = a;
    l->room = arena_array(a, struct token, TOKENS_MAX);
    read_short(l);
    read_goods(l);
    read_names(l);
    read_areas(l);
    read_words(l);
    return l;
}

/* Whether a label has a word, in singular or plural. */
static bool has_word(struct lexicon *l, const char *label, const char *stem)
{
    struct tokens t = {.at = l->room};
    size_t n = strlen(stem);
    if (!strcasestr(label, arena_strndup(l->arena, stem, n > 4 ? n - 1 : n)))
        return false;
    tokens_read(&t, label, strlen(label), l->arena);
    for (int i = 0; i < t.count; i++)
        if (!strcmp(word_stem(t.at[i].word, l->arena), stem))
            return true;
    return false;
}

int lexicon_codes(struct lexicon *l, const char *word, const char **code, int most)
{
    int count = 0;
    if (l->asked++ >= LEXICON_CODES_ASKED)
        return 0;
    const char *stem = word_stem(word, l->arena);
    const struct resource *f = resource_get("data/hs/code.csv");
    if (!l->labels.rows)
        sheet_read(&l->labels, f->text, f->len, l->arena);
    for (int level = 4; level <= 6; level += 2)
        for (int i = 0; i < l->labels.rows && count < most; i++) {
            const char *label = sheet_cell(&l->labels, i, 3), *at = sheet_cell(&l->labels, i, 1);
            bool newest = !strcmp(sheet_cell(&l->labels, i, 0), "HS2022");
            if (newest && label && (int)strlen(at) == level && has_word(l, label, stem))
                code[count++] = at;
        }
    return count;
}

static bool same_word(const char *of, const char *word)
{
    size_t n = strlen(of);
    return of[n - 1] == '*' ? !strncmp(of, word, n - 1) : !strcmp(of, word);
}

/* Whether a phrase stands at token i. */
static bool stands(const struct lexicon *l, const struct entry *e, const struct tokens *t, int i)
{
    if (i + e->count > t->count)
        return false;
    for (int k = 0; k < e->count; k++) {
        const char *w = t->at[i + k].word;
        if (!same_word(e->word[k], w) &&
            (e->whole || strcmp(e->word[k], word_stem(w, l->arena)) != 0))
            return false;
    }
    return true;
}

/* Names begin with a capital, but for "the bloc" and the like; "us" is none, "US" is. */
static bool fits(const struct entry *e, const struct tokens *t, int i)
{
    if (e->sense != SENSE_AREA && e->sense != SENSE_PEOPLE_OF && e->sense != SENSE_MONTH)
        return true;
    int k = e->count > 1 && word_is(t, i, "the") ? i + 1 : i;
    size_t n = strlen(t->at[k].word);
    if (word_among(t, k, "bloc euro eurozone"))
        return true;
    return t->at[k].capital && (n > 2 || t->at[k].upper) && !(n == 2 && word_is(t, k, "it"));
}

static void look(const struct lexicon *l, const struct entry *list, const struct tokens *t, int i,
                 const struct entry *best[SENSES])
{
    for (const struct entry *e = list; e; e = e->next)
        if ((!best[e->sense] || e->count > best[e->sense]->count) && stands(l, e, t, i) &&
            fits(e, t, i))
            best[e->sense] = e;
}

void lexicon_at(const struct lexicon *l, const struct tokens *t, int i, lexicon_fn fn, void *ctx)
{
    const struct entry *best[SENSES] = {0};
    const char *word = t->at[i].word, *stem = word_stem(word, l->arena);
    look(l, l->bucket[hash(word)], t, i, best);
    if (stem != word)
        look(l, l->bucket[hash(stem)], t, i, best);
    if (t->at[i].kind == TOKEN_WORD)
        look(l, l->open, t, i, best);
    for (int k = 0; k < SENSES; k++)
        if (best[k])
            fn(ctx, best[k]);
}

const char *lexicon_language(const char *text, size_t len)
{
    size_t cyrillic = 0, latin = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        cyrillic += c == 0xd0 || c == 0xd1;
        latin += isalpha(c) != 0;
    }
    return cyrillic > latin ? "ru" : "en";
}
