/* update.c - what the store holds, asked again of those whom it came from: new periods, releases
 * that changed figures, listings that came and went.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/fetch/update.h"
#include "fetch/held.h"
#include "register/register.h"

/* --- what came from where --- */

static int read_holding(struct holding *out, struct store *store, struct arena *a, struct err *err)
{
    struct rate *rates;
    int count;
    bool there;
    *out = (struct holding){0};
    TRY(store_sources(store, &out->flow, &out->flows, a, err));
    TRY(store_rates(store, &rates, &count, a, err));
    out->rates = count > 0;
    TRY(register_there(store, &there, err));
    return there ? register_sources(store, &out->name, &out->names, a, err) : 0;
}

static bool is_held(const struct holding *h, const struct call *x)
{
    for (int i = 0; x->digest && i < h->flows; i++)
        if (!strcmp(h->flow[i].sha256, x->digest))
            return true;
    for (int i = 0; x->digest && i < h->names; i++)
        if (!strcmp(h->name[i].sha256, x->digest))
            return true;
    return false;
}

/* What was asked of UN Comtrade, with the first period of all calls for the same. */
struct asked {
    const struct held *of;
    int first;
};

static bool is_alike(const struct held *x, const struct held *y)
{
    return x->freq == y->freq && x->breakdowns == y->breakdowns && !strcmp(x->flow, y->flow) &&
           !strcmp(x->reporters, y->reporters) && !strcmp(x->partners, y->partners) &&
           !strcmp(x->codes, y->codes);
}

static int first_of(const char *periods)
{
    int first = 0;
    for (const char *p = periods; *p; p += strcspn(p, ",")) {
        p += *p == ',';
        first = !first || atoi(p) < first ? atoi(p) : first;
    }
    return first;
}

static int group(struct asked **out, const struct held *held, int helds, struct arena *a)
{
    int n = 0;
    *out = arena_array(a, struct asked, (size_t)helds + 1);
    for (int i = 0; i < helds; i++) {
        int at = 0, first = first_of(held[i].periods);
        while (at < n && !is_alike((*out)[at].of, &held[i]))
            at++;
        if (at == n)
            (*out)[n++] = (struct asked){&held[i], first};
        (*out)[at].first = first < (*out)[at].first ? first : (*out)[at].first;
    }
    return n;
}

static int ask_again(struct fetching *f, const struct asked *x, struct err *err)
{
    char text[16];
    const struct held *h = x->of;
    int newest = service_last(services_find(&f->services, "comtrade"), h->freq);
    struct wish_words w = {.reporter = h->reporters,
                           .partner = *h->partners ? h->partners : "all",
                           .code = h->codes,
                           .flow = wish_flow(h->flow),
                           .freq = h->freq == 'M' ? "month" : "year",
                           .from = arena_strdup(f->arena, period_text(text, x->first)),
                           .breakdowns = h->breakdowns};
    w.until = arena_strdup(f->arena, period_text(text, newest > x->first ? newest : x->first));
    return fetch_comtrade(f, services_find(&f->services, "comtrade"), &w, err);
}

/* --- the sources of a store --- */

static int update_flows(struct fetching *f, const struct holding *h, struct err *err)
{
    struct held *held;
    struct asked *asked;
    int helds = held_read(&held, &f->cache, f->arena), kept = 0;
    for (int i = 0; i < helds; i++)
        if (is_held(h, held[i].call))
            held[kept++] = held[i];
    int n = group(&asked, held, kept, f->arena);
    for (int i = 0; i < n; i++)
        TRY(ask_again(f, &asked[i], err));
    return 0;
}

/* A service that does not answer keeps nobody from asking the others. */
static int update_flows_or_say(struct fetching *f, const struct holding *h, struct err *err)
{
    struct err fault = {0};
    int rc = update_flows(f, h, &fault);
    if (rc == ERR_USAGE || rc == ERR_LIMIT) {
        session_note(f->session, NOTE_WARNING, "UN Comtrade was not asked: %s", fault.msg);
        f->failed++;
        return 0;
    }
    return rc ? err_pass(err, &fault) : 0;
}

/* Later periods of a document that has one in its address: of single ones each, of those that go
 * until a period that one. */
static int fetch_later_ones(struct fetching *f, const struct service *s, const char *address,
                            struct err *err)
{
    int at, unused;
    if (!service_moved(s, address, 201001, &at, f->arena))
        return fetch_document(f, s, address, s->title, NULL, err);
    char freq = period_is_month(at) ? 'M' : 'A';
    int last = service_last(s, freq);
    if (strstr(s->address, "{until}"))
        return fetch_document(
            f, s, last > at ? service_moved(s, address, last, &unused, f->arena) : address,
            s->title, NULL, err);
    TRY(fetch_document(f, s, address, s->title, NULL, err));
    for (int i = period_index(at) + 1; i <= period_index(last); i++) {
        char text[16];
        const char *next = service_moved(s, address, period_of(i, freq), &unused, f->arena);
        TRY(fetch_document(
            f, s, next,
            arena_printf(f->arena, "%s, %s", s->title, period_text(text, period_of(i, freq))), NULL,
            err));
    }
    return 0;
}

/* Whether an address is of the same thing at another period; then the later one stands for both. */
static bool is_superseded(const struct fetching *f, const struct service *s, int i, int calls)
{
    int at, later;
    const struct call *x = &f->cache.call[i];
    const char *moved = service_moved(s, x->address, 201001, &at, f->arena);
    for (int k = 0; k < calls; k++) {
        const struct call *y = &f->cache.call[k];
        if (k == i || !y->digest || y->state != CALL_DATA || strcmp(y->service, x->service) != 0)
            continue;
        if (k > i && !strcmp(y->address, x->address))
            return true;
        const char *other = moved && strcmp(y->address, x->address)
                                ? service_moved(s, y->address, 201001, &later, f->arena)
                                : NULL;
        if (other && !strcmp(other, moved) && later > at)
            return true;
    }
    return false;
}

/* Documents that this store was made of; rates have no file of their own in it. */
static int update_documents(struct fetching *f, const struct holding *h, struct err *err)
{
    int calls = f->cache.count; /* those that are made now come after */
    for (int i = 0; i < calls; i++) {
        const struct call *x = &f->cache.call[i];
        const struct service *s = services_find(&f->services, x->service);
        if (!s || !x->digest || x->state != CALL_DATA || s->kind == SERVICE_AVAILABLE ||
            s->kind == SERVICE_REFERENCE || !strncmp(s->name, "comtrade", 8) ||
            !(s->kind == SERVICE_RATES ? h->rates : is_held(h, x)) || is_superseded(f, s, i, calls))
            continue;
        TRY(get_key(&f->getter, s, NULL, err));
        TRY(fetch_later_ones(f, s, x->address, err));
    }
    return 0;
}

/* What came by weir fetch and is not asked here: files in bulk and tariff lines; whether there is
 * any. */
static bool say_not_asked(struct fetching *f, const struct holding *h)
{
    static const char *const names[] = {"comtrade-bulk-file", "comtrade-tariffline"};
    bool any = false;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        int count = 0;
        for (int i = 0; i < f->cache.count; i++)
            count += !strcmp(f->cache.call[i].service, names[k]) && is_held(h, &f->cache.call[i]);
        if (!count)
            continue;
        any = true;
        session_note(f->session, NOTE_WARNING,
                     "%d answer%s of %s %s not asked again here: weir fetch, as it was asked",
                     count, count == 1 ? "" : "s", names[k], count == 1 ? "is" : "are");
    }
    return any;
}

/* --- the question --- */

static int update(struct answer *out, struct fetching *f, struct err *err)
{
    struct store *store;
    struct holding h;
    TRY(session_store(f->session, &store, err));
    TRY(read_holding(&h, store, f->arena, err));
    int64_t next = 1;
    for (int i = 0; i < h.flows; i++)
        next = h.flow[i].id >= next ? h.flow[i].id + 1 : next;
    f->getter.anew = true; /* what was published an hour ago is wanted too */
    TRY(update_flows_or_say(f, &h, err));
    TRY(update_documents(f, &h, err));
    bool others = say_not_asked(f, &h);
    if (!f->count && !others)
        session_note(f->session, NOTE_REMARK,
                     "nothing of this store came by weir fetch: files that were loaded by hand are "
                     "not asked again");
    fetching_count(f);
    if (!f->q->dry_run)
        TRY(fetching_load(f, err));
    TRY(session_store(f->session, &store, err));
    return update_tell(out, f, &h, store, next, err);
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    struct fetching f = {0};
    int rc = fetching_open(&f, s, params, err);
    rc = rc ? rc : update(out, &f, err);
    cache_close(&f.cache);
    return rc;
}

static const struct param params[] = {
    {PARAM(fetch_params, key_file, "key-file", TEXT, "FILE",
           "with the key of UN Comtrade, else $WEIR_COMTRADE_KEY", FILES),
     .display = true},
    {PARAM(fetch_params, dry_run, "dry-run", FLAG, NULL,
           "say which calls there would be; nothing is sent", NOTHING)},
    {PARAM(fetch_params, cache, "cache", TEXT, "FOLDER",
           "where answers are kept, else $WEIR_CACHE, else weir in the user's cache", FILES),
     .display = true},
    {PARAM(fetch_params, services, "services", TEXT, "FILE",
           "services that replace those built in, else $WEIR_SERVICES", FILES)},
    {0},
};

const struct question question_update = {
    .name = "update",
    .arguments = "",
    .summary = "ask again for what was fetched: new periods, changed figures, changed lists",
    .text =
        "What weir fetch has brought into this store is asked again of those whom it came from: "
        "periods that were published since, releases that are newer than what is held (what is not "
        "newer is not asked), lists and files that have changed. Said are the figures that are not "
        "what they were, with both vintages, and the listings that came and went. Earlier figures "
        "stay in the store, as of their day.\n\n"
        "docs/systemd/ has a timer for it. Exit status 4: parts are missing.",
    .examples = "weir update --dry-run",
    .params = params,
    .size = sizeof(struct fetch_params),
    .needs = NEEDS_WRITE,
    .shape =
        "{fetched [{service text, state text, address text, rows_kept int, note text}], listings "
        "[{list text, change text, id text, name text}], revisions [{reporter text, partner text, "
        "code text, flow text, period text, was number, now number, currency text, was_on text, "
        "now_on text}]}",
    .run = run,
};
