/* name.c - a name as parts that can be compared with those of another.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/name/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/name/beside.h"
#include "screen/name/canon.h"
#include "screen/hash.h"
#include "screen/name/legal.h"
#include "screen/name/number.h"
#include "screen/name/roman.h"
#include "screen/name/text.h"
#include "screen/name/word.h"

bool part_names(const struct part *p)
{
    return p->kind != PART_LEGAL && p->kind != PART_TITLE && p->kind != PART_STOP;
}

static uint64_t paper_key(const struct part *p)
{
    char text[PART_TEXT + 1];
    size_t n = 0;
    for (const char *s = p->canon; *s; s++) {
        bool both = s[0] == 'r' && s[1] == 'n';
        text[n++] = both ? 'm' : *s;
        s += both;
    }
    return n < p->canon_length ? hash_text(text, n) : p->key;
}

static uint32_t letters_of(const char *s)
{
    uint32_t set = 0;
    for (; *s; s++)
        set |= UINT32_C(1) << (*s & 31);
    return set;
}

static void set_forms(struct part *p, bool consonants)
{
    p->text_length = (uint8_t)strlen(p->text);
    p->consonants = consonants;
    p->canon_length = (uint8_t)canon_of(p->canon, sizeof p->canon, p->text, p->text_length);
    if (!p->canon_length) {
        memcpy(p->canon, p->text, sizeof p->canon);
        p->canon_length = p->text_length;
    }
    char bare[PART_TEXT + 1];
    size_t n = 0;
    for (const char *c = p->canon; *c; c++)
        if (!consonants || *c != 'v')
            bare[n++] = *c; /* w stands for u as often as for a consonant */
    p->skeleton_length = (uint8_t)canon_skeleton(p->skeleton, sizeof p->skeleton, bare, n);
    p->letters[0] = letters_of(p->canon);
    p->letters[1] = letters_of(p->text);
    p->key = hash_text(p->canon, p->canon_length);
    p->paper = paper_key(p);
}

static struct part *add_part(struct name *n, enum part_kind kind, const char *text,
                             const struct raw *from)
{
    if (n->count == NAME_PARTS) {
        n->unscreenable = "more than 40 parts";
        return NULL;
    }
    struct part *p = &n->part[n->count++];
    *p = (struct part){.kind = (uint8_t)kind};
    strncat(p->text, text, sizeof p->text - 1);
    set_forms(p, from && from->consonants);
    p->foreign = from && from->foreign;
    p->syllable = from && from->syllable;
    p->hyphen = from && from->after == '-';
    if (kind == PART_WORD || kind == PART_PARTICLE)
        p->class_count = (uint8_t)word_classes(p->class_of, PART_CLASSES, p->canon,
                                               p->canon_length);
    p->common = word_common(p->canon, p->canon_length);
    for (int i = 0; i < p->class_count; i++)
        p->common |= !(p->class_of[i] & CLASS_RARE);
    return p;
}

/* Letters with a point, a hyphen or a stroke between (A.B.C., J.-C., A/S) become one word. */
static void join_letters(struct words *w)
{
    int to = 0;
    for (int i = 0; i < w->count; to++) {
        struct raw one = w->raw[i++];
        bool letters = one.len == 1 && !one.digits;
        while (letters && i < w->count && strchr(".-/", one.after ? one.after : ' ') &&
               w->raw[i].len == 1 && !w->raw[i].digits && one.len < PART_TEXT) {
            one.dotted |= one.after == '.';
            one.text[one.len++] = *w->raw[i].text;
            one.text[one.len] = 0;
            one.after = w->raw[i++].after;
            one.letters = true;
        }
        w->raw[to] = one;
    }
    w->count = to;
    w->pinyin = w->count > 1;
    for (int i = 0; i < w->count; i++) {
        word_legal_form(w->legal[i], w->raw[i].text, w->raw[i].len);
        w->pinyin = w->pinyin && w->raw[i].len > 1 && roman_is_pinyin(w->raw[i].text);
    }
    legal_read(w);
}

/* What a word is by the tables, which know Latin letters: of scripts without vowels they know the
 * particles, of characters nothing. */
static enum part_kind kind_of(const struct raw *r, enum word_kind k)
{
    static const enum part_kind kind[WORD_KINDS] = {
        [WORD_NONE] = PART_WORD,    [WORD_TITLE] = PART_TITLE,     [WORD_PARTICLE] = PART_PARTICLE,
        [WORD_STOP] = PART_STOP,    [WORD_COMPANY] = PART_COMPANY, [WORD_DOMAIN] = PART_DOMAIN,
        [WORD_VESSEL] = PART_TITLE, [WORD_NUMBER] = PART_NUMBER,   [WORD_BARE] = PART_WORD,
    };
    if (r->consonants)
        return k == WORD_BARE ? PART_PARTICLE : PART_WORD;
    return r->syllable ? PART_WORD : kind[k];
}

/* Whether a title stands where a surname does: at the end, or before a comma at the beginning. */
static bool is_surname(const struct words *w, int i)
{
    return (i + 1 == w->count && i && !beside_job(w, i)) || (!i && w->raw[i].after == ',');
}

/* A number, written out or not: 44, forty-four, forty 4. */
static void add_number(struct name *n, const char *digits)
{
    struct part *before = n->count ? &n->part[n->count - 1] : NULL;
    char text[PART_TEXT + 1];
    int value = atoi(digits), tens = before && before->kind == PART_NUMBER ? atoi(before->text) : 0;
    while (*digits == '0' && digits[1])
        digits++;
    if (tens >= 20 && tens < 100 && tens % 10 == 0 && value > 0 && value < 10 && !digits[1]) {
        snprintf(before->text, sizeof before->text, "%d", tens + value);
        set_forms(before, false);
        return;
    }
    snprintf(text, sizeof text, "%s", digits);
    add_part(n, PART_NUMBER, text, NULL);
}

static void add_word(struct name *n, const struct words *w, int i)
{
    const struct raw *r = &w->raw[i];
    struct word found = word_find(r->text, r->len);
    enum part_kind kind = w->pinyin ? PART_WORD : kind_of(r, found.kind);
    if (r->digits) {
        add_number(n, r->text);
    } else if (kind == PART_NUMBER && !r->letters) {
        add_number(n, found.as);
    } else if (r->len == 1 &&
               (kind != PART_STOP || r->after == '.' || r->dotted || legal_lone_letter(w, i))) {
        add_part(n, PART_INITIAL, r->text, r);
    } else {
        if ((r->letters && kind == PART_WORD) || legal_initials(w, i))
            kind = PART_LETTERS;
        if (kind == PART_TITLE && is_surname(w, i))
            kind = PART_WORD;
        bool company = kind == PART_COMPANY || kind == PART_DOMAIN;
        add_part(n, kind, found.as && company ? found.as : r->text, r);
    }
}

/* Takes the words one by one; returns how many are of companies. */
static int add_words(struct name *n, const struct words *w)
{
    int company = 0, ship = beside_ship(w), places = beside_places(w);
    for (int i = 0; i < w->count && !n->unscreenable;) {
        struct legal l = w->form[i];
        if (i < ship || i >= places) { /* another place says a little */
            add_part(n, i < ship ? PART_STOP : PART_PARTICLE, w->raw[i].text, &w->raw[i]);
            i++;
            continue;
        }
        if (l.words) {
            add_part(n, PART_LEGAL, l.form, NULL);
            n->legal |= l.generic;
            i += (int)l.words;
            company++;
            continue;
        }
        if (!number_ends(w, i) && !number_follows(w, i))
            add_word(n, w, i);
        company += n->count && (n->part[n->count - 1].kind == PART_COMPANY ||
                                n->part[n->count - 1].kind == PART_DOMAIN);
        i++;
    }
    return company;
}

/* Whether a part may be a Roman number: "I" is a word of Russian too, but for the last. */
static bool may_be_roman(const struct name *n, int i)
{
    const struct part *p = &n->part[i];
    bool last = i + 1 == n->count || n->part[i + 1].kind == PART_LEGAL;
    return p->kind == PART_WORD || p->kind == PART_INITIAL ||
           (p->kind == PART_STOP && i && last && !strcmp(p->text, "i"));
}

/* Words of which none is somebody's name, and a letter behind them: Ocean Star I. */
static bool numbers_thing(const struct name *n, int i)
{
    for (int k = 0; k < n->count; k++)
        if (n->part[k].common || (k < i && n->part[k].kind == PART_INITIAL))
            return false;
    return i >= 2 && i + 1 == n->count;
}

/* Roman numbers: of companies and ships, or where no person is called so. */
static void find_roman(struct name *n, bool company)
{
    for (int i = 0; i < n->count; i++) {
        struct part *p = &n->part[i];
        int value = may_be_roman(n, i) ? number_roman(p->text) : 0;
        bool name_too = p->text_length == 1 || !strcmp(p->text, "xi") || !strcmp(p->text, "vi");
        if (!value || (!i && (name_too || n->count == 1)) ||
            (name_too && !company && !numbers_thing(n, i)))
            continue;
        snprintf(p->text, sizeof p->text, "%d", value);
        p->kind = PART_NUMBER;
        p->class_count = 0;
        set_forms(p, false);
    }
}

static bool is_patronymic(const struct part *p)
{
    static const char *const endings[] = {"oviC", "eviC", "ovna", "evna", "iCna", "aviC", "ivna"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (p->canon_length > n + 1 && !strcmp(p->canon + p->canon_length - n, endings[i]))
            return true;
    }
    return false;
}

/* V.V. beside a surname are initials, A.B.C. of a company a word. */
static void spread_letters(struct name *n)
{
    enum { INITIALS_MOST = 3 };
    static _Thread_local struct name spread;
    spread.count = 0;
    for (int i = 0; i < n->count; i++) {
        const struct part *p = &n->part[i];
        bool initials = p->kind == PART_LETTERS && p->text_length <= INITIALS_MOST;
        if (!initials && spread.count < NAME_PARTS)
            spread.part[spread.count++] = *p;
        for (int k = 0; initials && k < p->text_length && spread.count < NAME_PARTS; k++) {
            char one[2] = {p->text[k], 0};
            add_part(&spread, PART_INITIAL, one, NULL);
        }
    }
    memcpy(n->part, spread.part, (size_t)spread.count * sizeof *n->part);
    n->count = spread.count;
}

static int count_kind(const struct name *n, enum part_kind kind)
{
    int count = 0;
    for (int i = 0; i < n->count; i++)
        count += n->part[i].kind == kind;
    return count;
}

/* Few words, one of them a name that many have, and nothing that companies have: Julia West. */
static bool looks_like_person(const struct name *n)
{
    bool common = false;
    for (int i = 0; i < n->count; i++)
        common |= n->part[i].kind == PART_WORD && n->part[i].common;
    return common && n->count <= 3 && !count_kind(n, PART_LEGAL) && !count_kind(n, PART_COMPANY) &&
           !count_kind(n, PART_STOP);
}

/* MV, tanker: of a ship, also where trade and places are in its name. */
static bool is_vessel(const struct part *p)
{
    return word_find(p->text, p->text_length).kind == WORD_VESSEL;
}

/* What a part is depends on the others: a title of a company is a word of its name, where there is
 * nothing but small words they are the name. */
static void settle_kinds(struct name *n, bool company)
{
    bool naming = false;
    for (int i = 0; i < n->count; i++)
        naming |= part_names(&n->part[i]) && n->part[i].kind != PART_PARTICLE;
    int words = count_kind(n, PART_WORD) + count_kind(n, PART_INITIAL);
    bool person = looks_like_person(n);
    bool firm = count_kind(n, PART_LEGAL) || count_kind(n, PART_COMPANY);
    for (int i = 0; i < n->count; i++) {
        struct part *p = &n->part[i];
        bool title = p->kind == PART_TITLE && company && (firm || !is_vessel(p));
        if (!naming || title || (p->kind == PART_DOMAIN && person))
            p->kind = PART_WORD;
        else if (p->kind == PART_WORD && words >= 3 && !company && is_patronymic(p))
            p->kind = PART_PATRONYMIC;
    }
}

/* Neighbours as one, in canonical form and in consonants. */
static void add_run(struct name *n, int at, int count)
{
    char text[RUN_PARTS * PART_TEXT + 1], canon[RUN_PARTS * PART_TEXT + 1];
    char frame[RUN_PARTS * PART_SKELETON + 1], first = 0;
    size_t len = 0, f = 0;
    bool bare = false;
    for (int i = at; i < at + count; i++) {
        const struct part *p = &n->part[i];
        memcpy(text + len, p->text, p->text_length);
        len += p->text_length;
        bare |= p->consonants;
        first = f && p->skeleton_length ? *p->skeleton : 0;
        size_t skip = f && first == frame[f - 1] ? 1 : 0;
        memcpy(frame + f, p->skeleton + skip, p->skeleton_length - skip);
        f += p->skeleton_length - skip;
    }
    size_t c = canon_of(canon, sizeof canon, text, len);
    if (c < 3 && c < len)
        return;
    n->run[n->runs++] = (struct run){(uint8_t)at, (uint8_t)count, hash_text(canon, c),
                                     bare && f >= SKELETON_LEAST ? hash_text(frame, f) : 0};
}

static void add_runs(struct name *n, bool company)
{
    char first[NAME_PARTS];
    size_t words = 0;
    for (int i = 0; i < n->count; i++) {
        const struct part *p = &n->part[i];
        if (part_names(p) && p->kind != PART_NUMBER)
            first[words++] = *p->text;
        for (int k = 1; k < RUN_PARTS && i + k < n->count; k++) {
            if (!part_names(&n->part[i]) || !part_names(&n->part[i + k]))
                break;
            add_run(n, i, k + 1);
        }
    }
    n->initials = company && words >= 3 ? hash_text(first, words) : 0;
}

/* "9187629", "INN 7707083893": digits of which no name is made. */
static bool is_identifier(const struct name *n)
{
    enum { IDENTIFIER_DIGITS = 6 };
    bool digits = false;
    for (int i = 0; i < n->count; i++) {
        if (n->part[i].kind != PART_NUMBER)
            return false;
        digits |= n->part[i].text_length >= IDENTIFIER_DIGITS;
    }
    return digits;
}

void name_read(struct name *out, const char *text, size_t len)
{
    static _Thread_local struct words w;
    out->unscreenable = NULL;
    out->count = out->runs = 0;
    out->initials = out->legal = 0;
    if (len > NAME_BYTES) {
        out->unscreenable = "longer than 1000 bytes";
        return;
    }
    w.count = text_words(w.raw, text, len);
    if (w.count <= 0) {
        out->unscreenable = !w.count        ? "no letter that can be compared"
                            : w.count == -1 ? "more than 40 parts"
                                            : "no UTF-8";
        return;
    }
    join_letters(&w);
    bool company = add_words(out, &w) > 0;
    if (out->unscreenable)
        return;
    if (!company && count_kind(out, PART_WORD) && count_kind(out, PART_LETTERS))
        spread_letters(out);
    find_roman(out, company);
    settle_kinds(out, company);
    if (is_identifier(out)) {
        out->unscreenable = "a number and no name: weir lists find looks identifiers up";
        return;
    }
    add_runs(out, company);
}
