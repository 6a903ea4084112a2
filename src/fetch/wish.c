/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/wish.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/resource.h"
#include "model/period.h"
#include "ref/sheet.h"

/* The service has months since 2010 and the HS since 1988. */
enum { FIRST_MONTH = 201001, FIRST_YEAR = 1988, HELD_SINCE = 2012, YOUNGEST = 2022 };
enum { LEAST_LEVEL = 2, MOST_LEVEL = 6 };

static int refuse(struct err *err, const char *subject, const char *what, const char *hint)
{
    err_set(err, ERR_USAGE, "%s", what);
    err_subject(err, subject);
    return err_hint(err, "%s", hint);
}

static bool is_word(const char *s, const char *word)
{
    return s && !strcmp(s, word);
}

static void read_sheet(struct sheet *out, const char *name, struct arena *a)
{
    const struct resource *r = resource_get(name);
    sheet_read(out, r->text, r->len, a);
}

/* --- areas --- */

static int year_of(const struct wish *w, int index)
{
    return w->freq == 'M' ? index / 12 : index;
}

/* All areas, those that report or (partner) that may be traded with. */
static int every_area(const int **out, bool partner, int year, struct arena *a)
{
    struct sheet s;
    int n = 0;
    read_sheet(&s, "data/area/area.csv", a);
    int *list = arena_array(a, int, (size_t)s.rows + 1);
    int m49 = sheet_column(&s, "m49"), kind = sheet_column(&s, "kind"),
        until = sheet_column(&s, "to_year");
    for (int i = 0; i < s.rows; i++) {
        int area = atoi(sheet_cell(&s, i, m49));
        const char *last = sheet_cell(&s, i, until), *is = sheet_cell(&s, i, kind);
        bool gone = last && atoi(last) < year,
             state = is_word(is, "country") || is_word(is, "historical");
        if (area < 9000 && !gone && (partner || (area > 0 && state)))
            list[n++] = area;
    }
    *out = list;
    return n;
}

static int read_reporters(struct wish *out, const struct wish_words *w, struct ref *ref,
                          struct arena *a, struct err *err)
{
    struct ref_areas areas;
    if (!w->reporter)
        return refuse(err, "", "whose report? --reporter is missing",
                      "as in --reporter CHN, or EU27, or all");
    if (is_word(w->reporter, "all"))
        return out->reporters = every_area(&out->reporter, false, year_of(out, out->first), a), 0;
    TRY(ref_areas(ref, &areas, a, w->reporter, err));
    for (int i = 0; i < areas.count; i++)
        if (!areas.m49[i])
            return refuse(err, w->reporter, "the World reports nothing: its figures are of states",
                          "--reporter all asks them all");
    out->reporter = areas.m49;
    out->reporters = areas.count;
    return 0;
}

static int read_partners(struct wish *out, const struct wish_words *w, struct ref *ref,
                         struct arena *a, struct err *err)
{
    struct ref_areas areas;
    if (!w->partner)
        return refuse(err, "", "with whom? --partner is missing",
                      "as in --partner RUS, or World (the printed total), or all");
    out->all_partners = is_word(w->partner, "all");
    if (out->all_partners)
        return out->partners = every_area(&out->partner, true, year_of(out, out->first), a), 0;
    TRY(ref_areas(ref, &areas, a, w->partner, err));
    out->partner = areas.m49;
    out->partners = areas.count;
    for (int i = 0; i < out->reporters && areas.count == 1; i++)
        if (out->reporters == 1 && out->reporter[0] == areas.m49[0] && strcmp(out->flow, "M") &&
            strcmp(out->flow, "RM"))
            return refuse(err, w->partner, "nobody reports exports to itself",
                          "imports of goods that were sent out before: --flow re-import");
    return 0;
}

/* --- goods --- */

int wish_codes_of(int level)
{
    return level == 6 ? 5800 : level == 4 ? 1300 : level == 2 ? 110 : 1;
}

static int compare_codes(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

int wish_level_codes(const char ***out, int level, struct arena *a)
{
    struct sheet s;
    int n = 0, kept = 0;
    read_sheet(&s, "data/hs/code.csv", a);
    int code = sheet_column(&s, "code");
    const char **list = arena_array(a, const char *, (size_t)s.rows + 1);
    for (int i = 0; i < s.rows; i++)
        if (strlen(sheet_cell(&s, i, code)) == (size_t)level)
            list[n++] = sheet_cell(&s, i, code);
    qsort(list, (size_t)n, sizeof *list, compare_codes);
    for (int i = 0; i < n; i++)
        if (!kept || strcmp(list[kept - 1], list[i]) != 0)
            list[kept++] = list[i];
    *out = list;
    return kept;
}

/* Codes of two, four and six digits, read when they are first wanted. */
struct levels {
    const char **code[MOST_LEVEL + 1];
    int count[MOST_LEVEL + 1];
    struct sheet hs; /* the table itself, where a code's revisions are asked */
};

static bool is_held(struct levels *l, const char *code, struct arena *a)
{
    size_t level = strlen(code);
    if (!l->code[level])
        l->count[level] = wish_level_codes(&l->code[level], (int)level, a);
    return bsearch(&code, l->code[level], (size_t)l->count[level], sizeof code, compare_codes);
}

/* The codes of older years are not all held: then the heading has to be. */
static bool is_known(struct levels *l, const char *code, int first, char freq, struct arena *a)
{
    int year = freq == 'M' ? first / 12 : first;
    if (is_held(l, code, a) || year >= HELD_SINCE)
        return is_held(l, code, a);
    return is_held(l, arena_strndup(a, code, 4), a); /* or the heading, of a code of six digits */
}

/* The first year of the oldest revision that is held with a code; 0: older than all. */
static int born(struct levels *l, const char *code, struct arena *a)
{
    int year = 0;
    if (!l->hs.cell)
        read_sheet(&l->hs, "data/hs/code.csv", a);
    int of = sheet_column(&l->hs, "code"), revision = sheet_column(&l->hs, "revision");
    for (int i = 0; i < l->hs.rows; i++)
        if (!strcmp(sheet_cell(&l->hs, i, of), code)) {
            int since = atoi(sheet_cell(&l->hs, i, revision) + 2);
            year = !year || since < year ? since : year;
        }
    return year > HELD_SINCE ? year : 0;
}

static int add_code(struct wish *out, const char ***list, struct levels *levels, const char *code,
                    struct arena *a, struct err *err)
{
    size_t len = strlen(code), digits = strspn(code, "0123456789");
    bool total = !strcmp(code, "TOTAL");
    if (!total && (digits != len || len < LEAST_LEVEL || len > MOST_LEVEL || len % 2))
        return refuse(err, code, arena_printf(a, "'%s' is no code of the service", code),
                      len > MOST_LEVEL && digits == len
                          ? "it has two, four and six digits; national codes come from their office"
                          : "two, four or six digits, TOTAL, or a level: AG2, AG4, AG6");
    if (!total && !is_known(levels, code, out->first, out->freq, a))
        return refuse(err, code, arena_printf(a, "no HS that is held has a code %s", code),
                      "weir codes finds codes by words");
    int since = !total && len == MOST_LEVEL && year_of(out, out->last) < YOUNGEST
                    ? born(levels, code, a)
                    : 0;
    if (since > year_of(out, out->last))
        return refuse(err, code, arena_printf(a, "%s is a code since HS%d", code, since),
                      "ask for later periods; weir codes says what it was before");
    for (int i = 0; i < out->codes; i++)
        if (!strcmp((*list)[i], code))
            return 0;
    *list = arena_grow(a, *list, (size_t)out->codes, sizeof **list);
    (*list)[out->codes++] = code;
    return 0;
}

/* A heading beside one of its codes would be counted twice. */
static int check_levels(const struct wish *w, struct arena *a, struct err *err)
{
    for (int i = 0; i < w->codes; i++)
        for (int k = 0; k < w->codes; k++) {
            const char *x = w->code[i], *y = w->code[k];
            bool within = !strcmp(x, "TOTAL") ||
                          (strlen(x) < strlen(y) && !strncmp(x, y, strlen(x)));
            if (i != k && within)
                return refuse(err, y, arena_printf(a, "%s is part of %s", y, x),
                              "fetch one of the two: they would count twice");
        }
    return 0;
}

static int read_codes(struct wish *out, const struct wish_words *w, struct arena *a,
                      struct err *err)
{
    const char **list = NULL;
    struct levels levels = {0};
    if (!w->code)
        return refuse(err, "", "which goods? --code is missing",
                      "as in --code 8429,8704, TOTAL, or all (six digits)");
    if (is_word(w->code, "all") ||
        (!strncmp(w->code, "AG", 2) && w->code[2] && !w->code[3] && strchr("246", w->code[2]))) {
        out->level = is_word(w->code, "all") ? 6 : w->code[2] - '0';
        list = arena_array(a, const char *, 1);
        list[0] = arena_printf(a, "AG%d", out->level);
        out->codes = 1;
    }
    for (const char *p = w->code; !out->level; p++) {
        p += strspn(p, " ");
        size_t n = strcspn(p, ","), len = n;
        while (len && p[len - 1] == ' ')
            len--;
        TRY(add_code(out, &list, &levels, arena_strndup(a, p, len), a, err));
        p += n;
        if (!*p)
            break;
    }
    out->code = list;
    return check_levels(out, a, err);
}

/* --- flow and periods --- */

static const char *const flows[][2] = {
    {"export", "X"}, {"import", "M"}, {"re-export", "RX"}, {"re-import", "RM"}};
enum { FLOWS = sizeof flows / sizeof *flows };

const char *wish_flow(const char *code)
{
    for (int i = 0; i < FLOWS; i++)
        if (!strcmp(code, flows[i][1]))
            return flows[i][0];
    return code;
}

static int read_flow(struct wish *out, const struct wish_words *w, struct err *err)
{
    for (int i = 0; i < FLOWS; i++)
        if (!w->flow || !strcmp(w->flow, flows[i][0]))
            return out->flow = flows[i][1], 0;
    return refuse(err, w->flow, "a flow that the service does not have",
                  "export, import, re-export or re-import");
}

static int read_freq(struct wish *out, const struct wish_words *w, struct err *err)
{
    out->freq = !w->freq || is_word(w->freq, "month") ? 'M' : 'A';
    if (w->freq && !is_word(w->freq, "month") && !is_word(w->freq, "year"))
        return refuse(err, w->freq, "figures are by month or by year", "--freq month or year");
    return 0;
}

/* An end of the periods: a year is its first or last month where months are asked. */
static int read_end(int *index, const char *text, char freq, bool last, struct arena *a,
                    struct err *err)
{
    int period;
    if (!text)
        return refuse(err, "",
                      last ? "until when? --to is missing" : "since when? --from is missing",
                      "as in --from 2021-01 --to 2023-12");
    if (!period_parse(&period, text) || strlen(text) > 7)
        return refuse(err, text, arena_printf(a, "'%s' is no month or year", text),
                      "as in 2022-03 or 2022");
    if (freq == 'A' && period_is_month(period))
        return refuse(err, text, arena_printf(a, "'%s' is a month, and years are asked", text),
                      "--from and --to as years, or --freq month");
    if (freq == 'M' && !period_is_month(period))
        period = period * 100 + (last ? 12 : 1);
    *index = period_index(period);
    return 0;
}

static int read_periods(struct wish *out, const struct wish_words *w, struct arena *a,
                        struct err *err)
{
    char day[DAY_TEXT];
    int now, since = out->freq == 'M' ? FIRST_MONTH : FIRST_YEAR;
    TRY(read_end(&out->first, w->from, out->freq, false, a, err));
    TRY(read_end(&out->last, w->until, out->freq, true, a, err));
    today(day);
    now = out->freq == 'M' ? period_index(atoi(day) * 100 + atoi(day + 5)) : atoi(day);
    if (out->first > out->last)
        return refuse(err, w->from, "--from is after --to", "the earlier one first");
    if (out->first < period_index(since))
        return refuse(err, w->from,
                      out->freq == 'M' ? "the service has months since 2010-01"
                                       : "the service has the HS since 1988",
                      out->freq == 'M' ? "--freq year reaches further back" : "ask from then on");
    if (out->last >= now && strlen(w->until) == 4 && out->freq == 'M' && out->first < now)
        out->last = now - 1; /* a year that is not over: its months until now */
    if (out->last >= now)
        return refuse(err, w->until, "that period is not over yet", "ask for an earlier one");
    return 0;
}

int wish_read(struct wish *out, const struct wish_words *w, struct ref *ref, struct arena *a,
              struct err *err)
{
    *out = (struct wish){.breakdowns = w->breakdowns};
    TRY(read_flow(out, w, err));
    TRY(read_freq(out, w, err));
    TRY(read_periods(out, w, a, err));
    TRY(read_reporters(out, w, ref, a, err));
    TRY(read_partners(out, w, ref, a, err));
    return read_codes(out, w, a, err);
}

/* --- as words --- */

enum { WORDS = 7 };

static bool is_same(const struct wish_words *x, const struct wish_words *y)
{
    const char *const a[WORDS] = {x->reporter, x->partner, x->code, x->flow,
                                  x->freq,     x->from,    x->until};
    const char *const b[WORDS] = {y->reporter, y->partner, y->code, y->flow,
                                  y->freq,     y->from,    y->until};
    for (int i = 0; i < WORDS; i++)
        if (!a[i] != !b[i] || (a[i] && strcmp(a[i], b[i]) != 0))
            return false;
    return x->breakdowns == y->breakdowns;
}

void wishes_add(struct wishes *list, const struct wish_words *w, struct arena *a)
{
    for (int i = 0; i < list->count; i++)
        if (is_same(&list->of[i], w))
            return;
    list->of = arena_grow(a, list->of, (size_t)list->count, sizeof *list->of);
    list->of[list->count++] = *w;
}

const char *wish_command(const struct wish_words *w, const char *service, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *const said[][2] = {
        {"reporter", w->reporter}, {"partner", w->partner}, {"code", w->code}, {"from", w->from},
        {"to", w->until},          {"flow", w->flow},       {"freq", w->freq}};
    buf_printf(&b, "weir fetch %s", service);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (said[i][1])
            buf_printf(&b, strchr(said[i][1], ' ') ? " --%s '%s'" : " --%s %s", said[i][0],
                       said[i][1]);
    buf_puts(&b, w->breakdowns ? " --breakdowns" : "");
    return arena_strdup(a, buf_str(&b));
}
