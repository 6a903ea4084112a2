/* SPDX-License-Identifier: Apache-2.0 */
#include "fetch/plan.h"

#include <stdlib.h>
#include <string.h>

#include "fetch/held.h"
#include "fetch/lists.h"
#include "model/period.h"

/* The service takes addresses of 4,096 bytes; these numbers of names keep below. */
enum { PERIODS_MOST = 12, REPORTERS_MOST = 60, PARTNERS_MOST = 250 };

const char *piece_name(enum piece_state s)
{
    static const char *const names[PIECE_STATES] = {
        "to fetch",     "fetched",           "in the cache", "no trade", "empty, published or not",
        "not reported", "at the cap, split", "failed",       "left",
    };
    return names[s];
}

/* --- what is published --- */

void plan_publish(struct plan *p, int reporter, int period, const char *release)
{
    p->published = arena_grow(p->arena, p->published, (size_t)p->publishings, sizeof *p->published);
    p->published[p->publishings++] = (struct published_on){reporter, period, release};
}

static int by_place(const void *x, const void *y)
{
    const struct published_on *a = x, *b = y;
    if (a->reporter != b->reporter)
        return a->reporter < b->reporter ? -1 : 1;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    return a->release && b->release ? strcmp(a->release, b->release) : 0;
}

/* The last release of a reporter's period; NULL: it is not published. */
static const struct published_on *published_of(const struct plan *p, int reporter, int period)
{
    const struct published_on *found = NULL;
    for (int low = 0, high = p->publishings; low < high;) {
        int at = (low + high) / 2;
        const struct published_on *x = &p->published[at];
        bool before = x->reporter < reporter || (x->reporter == reporter && x->period <= period);
        found = x->reporter == reporter && x->period == period ? x : found;
        low = before ? at + 1 : low;
        high = before ? high : at;
    }
    return found;
}

/* --- pieces --- */

struct piece *plan_add(struct plan *p, enum piece_state state)
{
    p->piece = arena_grow(p->arena, p->piece, (size_t)p->count, sizeof *p->piece);
    p->piece[p->count] = (struct piece){.state = state};
    return &p->piece[p->count++];
}

/* A block: every code of a list, of every partner, is still wanted of these reporters for these
 * periods. */
struct block {
    const int *reporter, *partner, *period;
    const char *const *code;
    int reporters, partners, periods, codes,
        per_code; /* per_code: codes that one name stands for */
    bool all_partners;
};

/* How many of each go into one call. */
struct sizes {
    int reporters, partners, periods, codes;
    bool all_partners;
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* So many of a thing that is there n times, each of which costs `each` cells, within the cap. */
static int room(int n, int64_t each, int64_t cap, int most)
{
    int64_t fits = each > 0 && each < cap ? (cap - 1) / each : 1;
    return least(least(n, most), fits < most ? (int)fits : most);
}

static struct sizes sizes_of(const struct block *b, int64_t cap)
{
    struct sizes s = {1, 1, 1, 1, false};
    s.codes = room(b->codes, b->per_code, cap, PLAN_CODES);
    int64_t cells = (int64_t)s.codes * b->per_code;
    if (b->all_partners && cells * b->partners < cap) {
        s.all_partners = true;
        s.partners = b->partners;
    }
    cells *= s.all_partners ? s.partners : 1;
    s.periods = room(b->periods, cells, cap, PERIODS_MOST);
    cells *= s.periods;
    if (!s.all_partners) {
        s.partners = room(b->partners, cells, cap, PARTNERS_MOST);
        cells *= s.partners;
    }
    s.reporters = room(b->reporters, cells, cap, REPORTERS_MOST);
    return s;
}

static const char *release_of(const struct plan *p, const struct block *b, int r, int reporters,
                              int t, int periods)
{
    const char *last = NULL;
    for (int i = r; i < r + reporters; i++)
        for (int k = t; k < t + periods; k++) {
            const struct published_on *x = published_of(p, b->reporter[i], b->period[k]);
            if (x && x->release && (!last || strcmp(x->release, last) > 0))
                last = x->release;
        }
    return last;
}

static void add_call(struct plan *p, const struct block *b, const struct sizes *s, const int at[4])
{
    int reporters = least(s->reporters, b->reporters - at[0]);
    int partners = least(s->partners, b->partners - at[1]);
    int periods = least(s->periods, b->periods - at[2]);
    int codes = least(s->codes, b->codes - at[3]);
    struct piece *x = plan_add(p, PIECE_WAITING);
    x->reporters = list_numbers(p->arena, b->reporter + at[0], reporters);
    x->partners = s->all_partners ? "" : list_numbers(p->arena, b->partner + at[1], partners);
    x->periods = list_numbers(p->arena, b->period + at[2], periods);
    x->codes = list_texts(p->arena, b->code + at[3], codes);
    x->cells = (int64_t)reporters * partners * periods * codes * b->per_code;
    x->release = release_of(p, b, at[0], reporters, at[2], periods);
}

/* Calls of a block. */
static void add_calls(struct plan *p, const struct block *b)
{
    struct block parts = *b;
    struct sizes s = sizes_of(b, p->service->cap);
    if (p->wish->level && b->per_code >= p->service->cap) { /* a level in parts */
        const char **codes;
        parts.codes = wish_level_codes(&codes, p->wish->level, p->arena);
        parts.code = codes;
        parts.per_code = 1;
        s = sizes_of(&parts, p->service->cap);
    }
    for (int r = 0; r < parts.reporters; r += s.reporters)
        for (int q = 0; q < parts.partners; q += s.partners)
            for (int t = 0; t < parts.periods; t += s.periods)
                for (int k = 0; k < parts.codes; k += s.codes)
                    add_call(p, &parts, &s, (int[4]){r, q, t, k});
}

/* --- what is left of the wish --- */

/* Runs of periods of which the same codes are wanted. */
static void add_runs(struct plan *p, const int *reporter, int reporters, const bool *done)
{
    const struct wish *w = p->wish;
    int periods = w->last - w->first + 1;
    for (int t = 0, next; t < periods; t = next) {
        const bool *row = done + (size_t)t * (size_t)w->codes;
        next = t + 1;
        while (next < periods &&
               !memcmp(row, done + (size_t)next * (size_t)w->codes, (size_t)w->codes))
            next++;
        int *period = arena_array(p->arena, int, (size_t)(next - t));
        const char **code = arena_array(p->arena, const char *, (size_t)w->codes);
        struct block b = {reporter,       w->partner, period,
                          code,           reporters,  w->partners,
                          next - t,       0,          w->level ? wish_codes_of(w->level) : 1,
                          w->all_partners};
        for (int i = t; i < next; i++)
            period[i - t] = period_of(w->first + i, w->freq);
        for (int k = 0; k < w->codes; k++)
            if (!row[k])
                code[b.codes++] = w->code[k];
        if (b.codes)
            add_calls(p, &b);
    }
}

/* Marks what a reporter has not published. */
static void mark_unpublished(struct plan *p, int reporter, bool *done)
{
    const struct wish *w = p->wish;
    int periods = w->last - w->first + 1, n = 0;
    int *missing = arena_array(p->arena, int, (size_t)periods);
    for (int t = 0; t < periods && p->known; t++) {
        int period = period_of(w->first + t, w->freq);
        if (published_of(p, reporter, period))
            continue;
        memset(done + (size_t)t * (size_t)w->codes, 1, (size_t)w->codes);
        missing[n++] = period;
    }
    if (!n)
        return;
    struct piece *x = plan_add(p, PIECE_UNPUBLISHED);
    x->reporters = list_numbers(p->arena, &reporter, 1);
    x->partners = w->all_partners ? "" : list_numbers(p->arena, w->partner, w->partners);
    x->codes = list_texts(p->arena, w->code, w->codes);
    x->periods = list_numbers(p->arena, missing, n);
}

/* Marks what a call in the cache answers, of reporter r; whether it answers anything. */
static bool mark_held(const struct plan *p, const struct held *h, int reporter, bool *done)
{
    const struct wish *w = p->wish;
    bool any = false;
    for (int t = 0; t <= w->last - w->first; t++) {
        int period = period_of(w->first + t, w->freq);
        const struct published_on *on = published_of(p, reporter, period);
        if (!held_has(h->reporters, reporter) || !held_has(h->periods, period) ||
            (on && on->release && strcmp(h->call->at, on->release) < 0))
            continue;
        for (int k = 0; k < w->codes; k++) {
            bool *cell = &done[t * w->codes + k];
            bool has = !*cell && held_code(h, w->code[k]);
            any |= has;
            *cell |= has;
        }
    }
    return any;
}

static void settle_held(struct plan *p, struct piece *x, const struct call *call)
{
    x->call = call;
    x->state = call->state == CALL_DATA ? PIECE_HELD : p->known ? PIECE_EMPTY : PIECE_UNKNOWN;
}

static void take_held(struct plan *p, const struct held *h, int helds, bool *const *done)
{
    const struct wish *w = p->wish;
    for (int i = helds; i-- > 0;) { /* the newest first */
        bool used = false;
        if (!held_fits(&h[i], w) || strstr(p->service->name, "tariffline"))
            continue;
        for (int r = 0; r < w->reporters; r++)
            used |= mark_held(p, &h[i], w->reporter[r], done[r]);
        if (!used)
            continue;
        struct piece *x = plan_add(p, PIECE_HELD);
        x->reporters = h[i].reporters;
        x->partners = h[i].partners;
        x->codes = h[i].codes;
        x->periods = h[i].periods;
        x->release = h[i].call->release;
        settle_held(p, x, h[i].call);
    }
}

/* The newest call of an address that is of the last release. */
static const struct call *call_of(const struct cache *c, const char *service, const char *address,
                                  const char *release)
{
    for (int i = c->count; i-- > 0;) {
        const struct call *x = &c->call[i];
        if (strcmp(x->service, service) != 0 || strcmp(x->address, address) != 0 ||
            (release && strcmp(x->at, release) < 0))
            continue;
        if (x->state == CALL_CUT || (x->state <= CALL_EMPTY && x->digest))
            return x;
    }
    return NULL;
}

/* Calls that were made before as they are planned now: what they gave, or that they were cut. */
static void take_calls(struct plan *p, const struct cache *c)
{
    bool any = false;
    for (int i = 0; i < c->count; i++)
        any |= !strcmp(c->call[i].service, p->service->name);
    for (int i = 0; i < p->count && any; i++) { /* halves are added */
        if (p->piece[i].state != PIECE_WAITING)
            continue;
        const struct call *x = call_of(c, p->service->name, plan_address(p, &p->piece[i]),
                                       p->piece[i].release);
        if (x && x->state == CALL_CUT)
            plan_cut(p, i);
        else if (x)
            settle_held(p, &p->piece[i], x);
    }
}

void plan_make(struct plan *p, const struct cache *c)
{
    const struct wish *w = p->wish;
    size_t cells = (size_t)(w->last - w->first + 1) * (size_t)w->codes;
    bool **done = arena_array(p->arena, bool *, (size_t)w->reporters);
    struct held *held;
    if (p->publishings)
        qsort(p->published, (size_t)p->publishings, sizeof *p->published, by_place);
    int helds = held_read(&held, c, p->arena);
    for (int r = 0; r < w->reporters; r++) {
        done[r] = arena_array(p->arena, bool, cells);
        mark_unpublished(p, w->reporter[r], done[r]);
    }
    take_held(p, held, helds, done);
    bool *taken = arena_array(p->arena, bool, (size_t)w->reporters);
    for (int r = 0; r < w->reporters; r++) {
        int *alike = arena_array(p->arena, int, (size_t)w->reporters), n = 0;
        for (int i = r; i < w->reporters && !taken[r]; i++)
            if (!taken[i] && !memcmp(done[i], done[r], cells)) {
                alike[n++] = w->reporter[i];
                taken[i] = i > r;
            }
        if (n)
            add_runs(p, alike, n, done[r]);
    }
    take_calls(p, c);
}

/* An address without a parameter: all of its values are asked for then. */
static const char *without(const char *address, const char *parameter, struct arena *a)
{
    const char *at = strstr(address, parameter);
    return !at ? address
               : arena_printf(a, "%.*s%s", (int)(at - address), address, at + strlen(parameter));
}

const char *plan_address(const struct plan *p, const struct piece *x)
{
    const char *cap = arena_printf(p->arena, "%d", p->service->cap);
    const char freq[2] = {p->wish->freq, '\0'};
    const char *address = service_address(
        p->service, p->arena, "freq", freq, "reporters", x->reporters, "periods", x->periods,
        "partners", x->partners, "codes", x->codes, "flow", p->wish->flow, "cap", cap, NULL);
    address = without(address, "partnerCode=&", p->arena); /* all partners */
    static const char *const totals[] = {"partner2Code=0&", "customsCode=C00&", "motCode=0&"};
    for (size_t i = 0; i < sizeof totals / sizeof *totals && p->wish->breakdowns; i++)
        address = without(address, totals[i], p->arena);
    return address;
}

int plan_calls(const struct plan *p)
{
    int n = 0;
    for (int i = 0; i < p->count; i++)
        n += p->piece[i].state == PIECE_WAITING;
    return n;
}
