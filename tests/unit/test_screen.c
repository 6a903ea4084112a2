/* Names: parts, likeness, scores that add up, and an index that finds what a full comparison finds.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/screen/subject.h"
#include "screen/edits.h"
#include "screen/index/index.h"
#include "screen/name/canon.h"
#include "screen/name/number.h"
#include "screen/ofac.h"
#include "stats/random.h"

static struct name one, two;
static struct weighed first, second;
static struct score score;

static double score_of(const char *a, const char *b)
{
    const struct profile *p = profile_of(MODE_DEFAULT);
    name_read(&one, a, strlen(a));
    name_read(&two, b, strlen(b));
    assert_null(one.unscreenable);
    assert_null(two.unscreenable);
    score_weigh(&first, &one, p, NULL);
    score_weigh(&second, &two, p, NULL);
    score_names(&score, &first, &second, p, 1);
    return score.score;
}

static const char *parts_of(const char *text)
{
    static char out[1024];
    name_read(&one, text, strlen(text));
    *out = 0;
    for (int i = 0; i < one.count; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", i ? " " : "",
                 one.part[i].text);
    return out;
}

/* What official romanisations and hand say of each script. */
static void romanised(void **state)
{
    (void)state;
    assert_string_equal(parts_of("Щукин Юрий"), "shchukin yurii");
    assert_string_equal(parts_of("Ευάγγελος Ντούσκος"), "evangelos douskos");
    assert_string_equal(parts_of("محمد الأسد"), "mhmd al asd");
    assert_string_equal(parts_of("عبدالرحمن"), "abd al rhmn");
    assert_string_equal(parts_of("김정은"), "kim jeong un");
    assert_string_equal(parts_of("习近平"), "xi jin ping");
    assert_string_equal(parts_of("普京"), "putin");
    assert_string_equal(parts_of("ბარაკ ობამა"), "barak obama");
    assert_string_equal(parts_of("Բարակ Օբամա"), "barak obama");
    assert_string_equal(parts_of("バラク・オバマ"), "baraku obama");
    assert_string_equal(parts_of("Łukasz Müller-Đorđević"), "lukasz muller dordevic");
}

/* Letters that look alike, characters that are not seen, signs, joined words. */
static void folded(void **state)
{
    (void)state;
    assert_string_equal(parts_of("C\xd0\x90NO"), "cano"); /* a Cyrillic A among Latin */
    assert_string_equal(parts_of("Пут\xc3\xadn"), "putin");
    assert_string_equal(parts_of("E\xe2\x80\x8didelber"), "eidelber"); /* zero-width joiner */
    assert_string_equal(parts_of("Ig0r Sech1n"), "igor sechin");
    assert_string_equal(parts_of("SergeiLavrov"), "sergei lavrov");
    assert_string_equal(parts_of("O'Brien"), "obrien");
    assert_string_equal(parts_of("Brigade Forty-Four"), "brigade 44");
    assert_string_equal(parts_of("Blackstone Partners VII L.P."), "blackstone partner 7 lp");
    assert_string_equal(parts_of("A.B.C. Company"), "abc co");
    assert_string_equal(parts_of("Общество с ограниченной ответственностью \"БАЙ\""), "llc bai");
}

static const char *reason(const char *text, size_t len)
{
    name_read(&one, text, len);
    return one.unscreenable;
}

static void unscreenable(void **state)
{
    static char text[1 << 20];
    (void)state;
    assert_non_null(reason("", 0));
    assert_non_null(reason(" \t\n", 3));
    assert_non_null(reason("\xcc\x81\xcc\x81", 4)); /* marks alone */
    assert_non_null(reason("\xe2\x80\xae", 3));     /* an override of direction */
    assert_non_null(reason("\xff\xfe", 2));
    assert_non_null(reason("\xc0\xaf", 2)); /* an overlong form */
    assert_non_null(reason("...---", 6));
    memset(text, 'a', sizeof text);
    assert_non_null(reason(text, sizeof text));
    for (size_t i = 1; i < 1000; i += 2)
        text[i] = ' ';
    assert_non_null(reason(text, 999));
}

static void canonical(void **state)
{
    static const char *const same[][2] = {
        {"shchukin", "schtschukin"}, {"yermakov", "iermakov"},     {"lavrov", "lavrovs"},
        {"zelenskyy", "zelensky"},   {"gorbachoff", "gorbachov"},  {"mohammed", "mohamed"},
        {"abdullah", "abdulla"},     {"nikolaevic", "nikolaevich"}};
    char a[64], b[64];
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        canon_of(a, sizeof a, same[i][0], strlen(same[i][0]));
        canon_of(b, sizeof b, same[i][1], strlen(same[i][1]));
        assert_string_equal(a, b);
    }
    canon_skeleton(a, sizeof a, "mohamed", 7);
    assert_string_equal(a, "mt");
}

static void edits(void **state)
{
    (void)state;
    assert_int_equal(edits_count("kitten", 6, "sitting", 7, 5), 3); /* Levenshtein's example */
    assert_int_equal(edits_count("ca", 2, "abc", 3, 5), 3); /* optimal string alignment: not 2 */
    assert_int_equal(edits_count("putin", 5, "ptuin", 5, 1), 1);
    /* within a band it is what it is without, or one more than was asked */
    static const char *const words[] = {"",        "a",        "putin",    "ptuin",
                                        "poutine", "rasputin", "nitup",    "mohammed",
                                        "muhamad", "hammed",   "mohmamedd"};
    for (size_t i = 0; i < 11; i++)
        for (size_t k = 0; k < 11; k++) {
            size_t a = strlen(words[i]), b = strlen(words[k]);
            int all = edits_count(words[i], a, words[k], b, 30);
            for (int most = 0; most < 9; most++)
                assert_int_equal(edits_count(words[i], a, words[k], b, most),
                                 all <= most ? all : most + 1);
            if (a && b && a <= PACKED && b <= PACKED)
                assert_int_equal(
                    edits_one(edits_packed(words[i], a), (int)a, edits_packed(words[k], b), (int)b),
                    all <= 1);
            for (int how = EDITS_SPELT; how <= EDITS_BARE; how++) {
                float weight = edits_weighed(words[i], a, words[k], b, how, 99);
                for (float most = 0; most < 4; most += .1f) {
                    float said = edits_weighed(words[i], a, words[k], b, how, most);
                    assert_true(weight <= most ? said == weight : said > most);
                }
            }
        }
    assert_true(edits_weighed("putin", 5, "potin", 5, EDITS_SPELT, 9) == .4f);  /* vowels */
    assert_true(edits_weighed("putin", 5, "ptuin", 5, EDITS_SPELT, 9) == .8f);  /* swapped */
    assert_true(edits_weighed("barnes", 6, "bames", 5, EDITS_SPELT, 9) == .6f); /* rn for m */
    assert_true(edits_weighed("putin", 5, "lutin", 5, EDITS_SPELT, 9) == 1);
    assert_int_equal(number_roman("xliv"), 0);
    assert_int_equal(number_roman("xxix"), 29);
    assert_int_equal(number_roman("iiii"), 0);
}

/* Winkler (1990): MARTHA and MARHTA 0.961, DIXON and DICKSONX 0.813; here the bonus has no gate. */
static void jaro_winkler(void **state)
{
    (void)state;
    assert_true(fabs(ofac_jaro_winkler("MARTHA", 6, "MARHTA", 6) - 0.9611) < 5e-5);
    assert_true(fabs(ofac_jaro_winkler("DIXON", 5, "DICKSONX", 8) - 0.8133) < 5e-5);
    assert_true(fabs(ofac_score("VLADIMIR PUTIN", "PUTIN, Vladimir") - 1) < 1e-9);
}

static const char *const names[] = {
    "Vladimir Vladimirovich PUTIN",
    "Владимир Путин",
    "SBERBANK OF RUSSIA PJSC",
    "AL-ALI, Hamid",
    "John Doe",
    "A.B.C. Company",
    "People's Liberation Army",
    "Zu Zag Bong 6",
    "محمد علي الحبو",
    "Jean-Claude Juncker",
    "X Y Z",
    "Kim Jong-un",
};

/* The same on both sides is 1, an item for each reason adds up to the score, and order is of no
 * matter. */
static void scores(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            double s = score_of(names[i], names[k]), sum = 0;
            assert_true(s >= 0 && s <= 1);
            for (int n = 0; n < score.count; n++)
                sum += (double)score.item[n].adds;
            assert_true(fabs(sum - s) < 1e-5);
            if (i == k)
                assert_true(s > 0.9999);
        }
    assert_true(score_of("Putin Vladimir", "Vladimir Putin") > 0.9999);
    assert_true(score_of("Sergey Viktorovich Lavrov", "Sergey Ivanevich Lavrov") < 0.75);
    /* a contradiction costs more than an omission */
    assert_true(score_of("Boris Johnson", "Alexandre Boris Johnson") >
                score_of("Boris Geoffrey Johnson", "Boris Alexandre Johnson"));
    assert_true(score_of("Volkswagen AG", "Volkswagen Aktiengesellschaft") > 0.9999);
    assert_true(score_of("Patr ushev", "Patrushev") > 0.9);
    assert_true(score_of("Usama bin Ladin", "Maria Garcia") < 0.01);
    assert_true(score_of("Oleg Deripaska", "Oleg Vladimirovich Deripaska") >
                score_of("Oleg Petrovich Deripaska", "Oleg Vladimirovich Deripaska"));
}

static void births(void **state)
{
    (void)state;
    assert_string_equal(qualify_birth("1952-10-07", "1952-10-07").says, "same day of birth");
    assert_string_equal(qualify_birth("1952-10-07", "1952-07-10").says,
                        "day and month of birth swapped");
    assert_string_equal(qualify_birth("1952", "circa 1952").says, "same year of birth");
    assert_string_equal(qualify_birth("1990", "1952-10-07; 1953").says, "other year of birth");
    assert_string_equal(qualify_birth("1953", "1952-10-07; 1953").says, "same year of birth");
    assert_null(qualify_birth("unknown", "1952").says);
    assert_string_equal(qualify_birth("1966", "1963..1969").says, "within the years of birth");
    assert_string_equal(qualify_birth("1990", "1963..1969").says, "other year of birth");
}

/* Days as files of customers have them; one that two countries read in two ways is none. */
static void births_read(void **state)
{
    static const char *const days[][2] = {{"1952-10-07", "1952-10-07"},
                                          {"19521007", "1952-10-07"},
                                          {"7 Oct 1952", "1952-10-07"},
                                          {"Oct 7, 1952", "1952-10-07"},
                                          {"07-OCT-1952", "1952-10-07"},
                                          {"07.10.1952", "1952-10-07"},
                                          {"1952/10/07", "1952-10-07"},
                                          {"1952-10-07T00:00:00Z", "1952-10-07"},
                                          {"1952-10", "1952-10"},
                                          {"October 1952", "1952-10"},
                                          {"1952", "1952"},
                                          {" 1952 ", "1952"}};
    static const char *const none[] = {"07/10/1952",    "1952-13-01", "1952-10-45", "52-10-07",
                                       "unknown",       "",           "1952-00-00", "7 Foo 1952",
                                       "1952-10-07-11", "99999999",   "Oct 7",      "Oct Nov 1952"};
    char got[BIRTH_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        assert_true(birth_read(got, days[i][0]));
        assert_string_equal(got, days[i][1]);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(birth_read(got, none[i]));
}

/* --- the index --- */

enum { LISTED = 4000, QUERIES = 400 };

struct draws {
    uint64_t stream, at;
};

static double draw(struct draws *d)
{
    return random_uniform(d->stream, d->at++);
}

static const char *const syllables[] = {"al",  "ba",  "cho", "dra",  "el", "fa",  "gor", "hus",
                                        "iv",  "jan", "kha", "lu",   "mo", "nik", "ov",  "pe",
                                        "qas", "ri",  "sky", "tar",  "ul", "vla", "wen", "xi",
                                        "ya",  "zu",  "ich", "enko", "rn", "shch"};

static void make_name(char *out, struct draws *r)
{
    static const char *const extra[] = {"bin", "al", "Ltd",     "OOO", "Bank",
                                        "V.",  "II", "Trading", "M"};
    int words = 1 + (int)(draw(r) * 3);
    *out = 0;
    for (int w = 0; w < words; w++) {
        if (w)
            strcat(out, " ");
        for (int s = 0, n = 1 + (int)(draw(r) * 3); s < n; s++)
            strcat(out, syllables[(int)(draw(r) * 30)]);
        if (draw(r) < .15) {
            strcat(out, " ");
            strcat(out, extra[(int)(draw(r) * 9)]);
        }
    }
}

/* A slip: a letter more, less or another, two that change places, a blank. */
static void spoil(char *s, struct draws *r)
{
    size_t n = strlen(s), at = (size_t)(draw(r) * (double)n);
    switch ((int)(draw(r) * 5)) {
    case 0:
        memmove(s + at, s + at + 1, n - at);
        break;
    case 1:
        s[at] = (char)('a' + (int)(draw(r) * 26));
        break;
    case 2:
        memmove(s + at + 1, s + at, n - at + 1);
        break;
    case 3:
        s[at] = ' ';
        break;
    default:
        if (at + 1 < n) {
            char c = s[at];
            s[at] = s[at + 1];
            s[at + 1] = c;
        }
    }
}

/* What the index finds is what a comparison with every name finds, score by score. */
static void same_as_all(struct index *x, char (*list)[200], size_t count, double threshold)
{
    static struct found kept[LISTED];
    struct draws r = {7, 0};
    struct finder *f = finder_new(x, profile_of(MODE_DEFAULT));
    size_t found = 0;
    for (int q = 0; q < QUERIES; q++) {
        char query[400];
        const struct found *got, *want;
        if (q % 4)
            strcpy(query, list[(size_t)(draw(&r) * (double)count)]);
        else
            make_name(query, &r);
        for (int k = q % 3; k > 0; k--)
            spoil(query, &r);
        name_read(&one, query, strlen(query));
        size_t n = finder_search(f, &got, &one, threshold);
        if (n)
            memcpy(kept, got, n * sizeof *kept);
        size_t all = finder_compare_all(f, &want, &one, threshold);
        if (all != n)
            for (size_t i = 0; i < all; i++) {
                struct listed l;
                bool in = false;
                for (size_t k = 0; k < n; k++)
                    in |= kept[k].name == want[i].name;
                index_listed(&l, x, want[i].name);
                if (!in)
                    print_error("'%s' misses '%s' %.4f\n", query, l.name, want[i].score);
            }
        assert_int_equal(all, n);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(kept[i].name, want[i].name);
            assert_true(fabs(kept[i].score - want[i].score) < 1e-12);
        }
        found += n;
    }
    assert_true(found > QUERIES / 3);
    finder_free(&f);
}

static void index_finds(void **state)
{
    static char list[LISTED][200];
    static struct listed listed[LISTED];
    struct draws r = {3, 0};
    struct index x;
    (void)state;
    for (size_t i = 0; i < LISTED; i++) {
        make_name(list[i], &r);
        listed[i] = (struct listed){.name = list[i], .list = "made", .uid = list[i]};
    }
    strcpy(list[0], "محمد علي الحبو");
    strcpy(list[1], "Народно-освободительная армия Партия");
    index_build(&x, listed, LISTED, NULL);
    assert_int_equal(index_names(&x), LISTED);
    same_as_all(&x, list, LISTED, .7);
    same_as_all(&x, list, LISTED, .5);
    index_free(&x);
}

/* A block made with the help of an earlier one, of which names are gone and to which others came,
 * is the same to the byte as one made of nothing. */
static void index_updated(void **state)
{
    static char list[LISTED][200];
    static struct listed listed[LISTED];
    struct draws r = {11, 0};
    struct index before, fresh, updated;
    (void)state;
    for (size_t i = 0; i < LISTED; i++) {
        make_name(list[i], &r);
        listed[i] = (struct listed){.name = list[i], .list = "made", .uid = list[i]};
    }
    strcpy(list[0], "李娜"); /* li as a syllable, gone later, and as a word, which stays */
    strcpy(list[1], "Ли Петр");
    strcpy(list[LISTED / 2], "\xcc\x81"); /* nothing to compare */
    index_build(&before, listed, LISTED - 100, NULL);
    index_build(&fresh, listed + 1, LISTED - 1, NULL);
    index_build(&updated, listed + 1, LISTED - 1, &before);
    assert_int_equal(index_unscreenable(&updated), 1);
    assert_int_equal(fresh.size, updated.size);
    assert_memory_equal(fresh.block, updated.block, fresh.size);
    index_free(&before);
    index_free(&fresh);
    index_free(&updated);
}

/* A file that is cut, changed or made of something else is no index. */
static void index_file(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct listed listed[] = {{.name = "Ivan Ash", .list = "l", .uid = "1"},
                                    {.name = "Red Maple Ltd", .list = "l", .uid = "2"}};
    struct index x, again;
    struct err err = {0};
    const struct index_source today = {"lists of today", "tables"},
                              tomorrow = {"lists of tomorrow", "tables"},
                              other = {"lists of today", "other tables"};
    enum index_kept kept;
    char path[] = "/tmp/weir-test-names-XXXXXX";
    int fd = mkstemp(path);
    (void)state;
    assert_true(fd >= 0);
    close(fd);
    index_build(&x, listed, 2, NULL);
    assert_int_equal(index_write(&x, path, &today, &a, &err), 0);
    assert_int_equal(index_map(&again, &kept, path, &other, &err), 0);
    assert_int_equal(kept, INDEX_NONE);
    assert_int_equal(index_map(&again, &kept, path, &tomorrow, &err), 0);
    assert_int_equal(kept, INDEX_EARLIER);
    index_free(&again);
    assert_int_equal(index_map(&again, &kept, path, &today, &err), 0);
    assert_int_equal(kept, INDEX_SAME);
    struct listed l;
    index_listed(&l, &again, 1);
    assert_string_equal(l.name, "Red Maple Ltd");
    assert_string_equal(l.born, "");
    index_free(&again);
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, 5000, SEEK_SET), 0);
    int c = fgetc(f);
    assert_int_equal(fseek(f, 5000, SEEK_SET), 0);
    fputc(c ^ 1, f);
    fclose(f);
    assert_int_equal(index_map(&again, &kept, path, &today, &err), 0);
    assert_int_equal(kept, INDEX_NONE);
    assert_int_equal(truncate(path, 4100), 0);
    assert_int_equal(index_map(&again, &kept, path, &today, &err), 0);
    assert_int_equal(kept, INDEX_NONE);
    index_free(&x);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(romanised),     cmocka_unit_test(folded),
        cmocka_unit_test(unscreenable),  cmocka_unit_test(canonical),
        cmocka_unit_test(edits),         cmocka_unit_test(jaro_winkler),
        cmocka_unit_test(scores),        cmocka_unit_test(births),
        cmocka_unit_test(births_read),   cmocka_unit_test(index_finds),
        cmocka_unit_test(index_updated), cmocka_unit_test(index_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
