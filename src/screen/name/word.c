/* word.c - what words of names are, by the tables of data/name/.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/word.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/resource.h"
#include "ref/sheet.h"
#include "screen/name/canon.h"
#include "screen/hash.h"
#include "screen/name/name.h"

struct entry {
    const char *key;
    uint16_t kind; /* or a class, or a legal form */
    const char *as;
    uint64_t generic;
};

/* Texts to entries; several entries may have one key. */
struct map {
    struct entry *slot;
    size_t mask, used;
};

static struct {
    struct arena memory; /* as long as the program runs */
    struct map words, legal, legal_words, begins, classes, common;
} table;

enum { NEAR_LEAST = 5 }; /* letters of a word of legal forms that may be misspelt */

static struct entry *map_add(struct map *m, const char *key)
{
    size_t at = hash_text(key, strlen(key)) & m->mask;
    while (m->slot[at].key)
        at = (at + 1) & m->mask;
    m->slot[at].key = key;
    m->used++;
    return &m->slot[at];
}

/* The next entry of that key from *at on, which is 0 for the first; NULL: no more. */
static const struct entry *map_next(const struct map *m, size_t *at, const char *key, size_t len)
{
    if (!*at)
        *at = hash_text(key, len) + 1;
    for (;; ++*at) {
        const struct entry *e = &m->slot[(*at - 1) & m->mask];
        if (!e->key)
            return NULL;
        if (!strncmp(e->key, key, len) && !e->key[len]) {
            ++*at;
            return e;
        }
    }
}

static void map_new(struct map *m, size_t room)
{
    size_t size = 64;
    while (size < room * 2)
        size *= 2;
    *m = (struct map){arena_array(&table.memory, struct entry, size), size - 1, 0};
}

static void sheet_of(struct sheet *s, const char *name)
{
    const struct resource *r = resource_get(name);
    sheet_read(s, r->text, r->len, &table.memory);
}

static void load_words(void)
{
    static const char *const kinds[WORD_KINDS] = {"",       "title",  "particle", "stop", "company",
                                                  "domain", "vessel", "number",   "bare"};
    struct sheet s;
    sheet_of(&s, "data/name/word.csv");
    map_new(&table.words, (size_t)s.rows);
    for (int i = 0; i < s.rows; i++) {
        struct entry *e = map_add(&table.words, sheet_cell(&s, i, 1));
        e->as = sheet_cell(&s, i, 2);
        for (uint16_t k = 1; k < WORD_KINDS; k++)
            if (!strcmp(kinds[k], sheet_cell(&s, i, 0)))
                e->kind = k;
    }
}

size_t word_legal_form(char *out, const char *text, size_t len)
{
    enum { SHORT = 4 };
    if (len > SHORT)
        return canon_of(out, PART_TEXT + 1, text, len);
    *out = '='; /* as it is written */
    memcpy(out + 1, text, len);
    out[len + 1] = 0;
    return len + 1;
}

/* A long word of legal forms, once: how it is looked up. */
static void add_legal_word(const char *text, size_t len, const char *form, size_t n)
{
    size_t at = 0;
    if (len < NEAR_LEAST || map_next(&table.legal_words, &at, text, len))
        return;
    map_add(&table.legal_words, arena_strndup(&table.memory, text, len))->as = arena_strndup(
        &table.memory, form, n);
}

/* Words of a legal form as they are looked up, with one blank between. */
static const char *legal_key(const char *text, size_t len)
{
    char *out = arena_alloc(&table.memory, 2 * len + PART_TEXT + 2);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        size_t word = strcspn(text + i, " ;");
        if (n)
            out[n++] = ' ';
        size_t form = word_legal_form(out + n, text + i, word);
        add_legal_word(text + i, word, out + n, form);
        n += form;
        i += word;
    }
    return out;
}

static const char *canonical(const char *text, size_t len)
{
    char *out = arena_alloc(&table.memory, PART_TEXT + 1);
    canon_of(out, PART_TEXT + 1, text, len);
    return out;
}

static uint64_t generic_bit(const char **names, const char *name)
{
    if (!name)
        return 0;
    for (size_t i = 0; i < 64; i++) {
        if (!names[i])
            names[i] = name;
        if (!strcmp(names[i], name))
            return (uint64_t)1 << i;
    }
    return 0;
}

static void load_legal(void)
{
    const char *generics[64] = {0};
    struct sheet s;
    sheet_of(&s, "data/name/legal.csv");
    map_new(&table.legal, 1000);
    map_new(&table.begins, 1000);
    map_new(&table.legal_words, 1000);
    for (int i = 0; i < s.rows; i++) {
        uint64_t generic = generic_bit(generics, sheet_cell(&s, i, 1));
        const char *words = sheet_cell(&s, i, 2);
        while (*words) {
            size_t n = strcspn(words, ";");
            const char *key = legal_key(words, n);
            struct entry *e = map_add(&table.legal, key);
            e->as = sheet_cell(&s, i, 0);
            e->generic = generic;
            map_add(&table.begins, arena_strndup(&table.memory, key, strcspn(key, " ")));
            words += n + (words[n] == ';');
        }
    }
}

static void load_classes(void)
{
    struct sheet s;
    sheet_of(&s, "data/name/same.csv");
    map_new(&table.classes, 8000);
    for (int i = 0; i < s.rows; i++) {
        uint16_t class = (uint16_t)(i + 1);
        if (!strcmp(sheet_cell(&s, i, 0), "nickname"))
            class |= CLASS_NICKNAME;
        if (!strcmp(sheet_cell(&s, i, 0), "rare"))
            class |= CLASS_RARE;
        const char *names = sheet_cell(&s, i, 1);
        while (*names) {
            size_t n = strcspn(names, ";"), at = 0;
            const char *key = canonical(names, n);
            const struct entry *had;
            while ((had = map_next(&table.classes, &at, key, strlen(key))) && had->kind != class)
                ;
            if (!had)
                map_add(&table.classes, key)->kind = class;
            names += n + (names[n] == ';');
        }
    }
}

static void load_common(void)
{
    struct sheet s;
    sheet_of(&s, "data/name/common.csv");
    map_new(&table.common, (size_t)s.rows);
    for (int i = 0; i < s.rows; i++) {
        const char *name = sheet_cell(&s, i, 0);
        map_add(&table.common, canonical(name, strlen(name)));
    }
}

static void load(void)
{
    load_words();
    load_legal();
    load_classes();
    load_common();
}

static void ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
}

struct word word_find(const char *text, size_t len)
{
    size_t at = 0;
    ready();
    const struct entry *e = map_next(&table.words, &at, text, len);
    return e ? (struct word){e->kind, e->as} : (struct word){WORD_NONE, NULL};
}

struct legal word_legal(const char *const *words, size_t count)
{
    enum { WORDS = 8, ROOM = WORDS * 40 };
    char text[ROOM];
    size_t end[WORDS + 1] = {0}, n = 0, at = 0;
    ready();
    if (!count || !map_next(&table.begins, &at, words[0], strlen(words[0])))
        return (struct legal){0};
    for (; n < count && n < WORDS; n++) {
        size_t len = strlen(words[n]), from = end[n] + (n ? 1 : 0);
        if (from + len + 1 >= ROOM)
            break;
        text[end[n]] = ' ';
        memcpy(text + from, words[n], len);
        end[n + 1] = from + len;
    }
    for (; n; n--) {
        at = 0;
        const struct entry *e = map_next(&table.legal, &at, text, end[n]);
        if (e)
            return (struct legal){e->as, e->generic, n};
    }
    return (struct legal){0};
}

/* Whether one letter more, less, another, or two that change places make b of a. */
static bool one_slip(const char *a, size_t n, const char *b, size_t m)
{
    size_t same = 0, end = 0, least = n < m ? n : m;
    while (same < least && a[same] == b[same])
        same++;
    while (end < least - same && a[n - 1 - end] == b[m - 1 - end])
        end++;
    size_t left = n - same - end, other = m - same - end;
    bool swapped = left == 2 && other == 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
    return swapped || (left <= 1 && other <= 1);
}

size_t word_legal_near(const char **out, size_t most, const char *text, size_t len)
{
    size_t at = 0, n = 0;
    ready();
    if (len + 1 < NEAR_LEAST || map_next(&table.legal_words, &at, text, len))
        return 0;
    for (size_t i = 0; i <= table.legal_words.mask && n < most; i++) {
        const struct entry *e = &table.legal_words.slot[i];
        if (e->key && (e->key[0] == text[0] || e->key[1] == text[1]) &&
            one_slip(text, len, e->key, strlen(e->key)))
            out[n++] = e->as;
    }
    return n;
}

bool word_common(const char *canon, size_t len)
{
    size_t at = 0;
    ready();
    return map_next(&table.common, &at, canon, len);
}

size_t word_classes(uint16_t *out, size_t most, const char *canon, size_t len)
{
    const struct entry *e;
    size_t n = 0, at = 0;
    ready();
    while (n < most && (e = map_next(&table.classes, &at, canon, len)))
        out[n++] = e->kind;
    return n;
}
