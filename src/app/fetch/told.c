/* told.c - what changed by an update: figures, listings, and what could not be taken.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "app/fetch/update.h"

static const struct column columns[] = {
    {"reporter", "reporter", STYLE_TEXT, EVERYWHERE},
    {"partner", "partner", STYLE_TEXT, EVERYWHERE},
    {"code", "code", STYLE_TEXT, EVERYWHERE},
    {"flow", "flow", STYLE_TEXT, EVERYWHERE},
    {"period", "period", STYLE_PERIOD, EVERYWHERE},
    {"was", "was", STYLE_AMOUNT, EVERYWHERE},
    {"now", "now", STYLE_AMOUNT, EVERYWHERE},
    {"currency", "in", STYLE_TEXT, EVERYWHERE},
    {"was_on", "as of", STYLE_TEXT, EVERYWHERE},
    {"now_on", "now of", STYLE_TEXT, EVERYWHERE},
};

enum { CHANGES_TOLD = 20 };

static struct table revisions_of(const struct revision *list, int count, const struct areas *areas,
                                 struct arena *a)
{
    struct table t = table_new(columns, COLUMNS(columns), a);
    for (int i = 0; i < count; i++) {
        const struct revision *x = &list[i];
        table_text(&t, areas_iso3(areas, x->reporter));
        table_text(&t, areas_iso3(areas, x->partner));
        table_text(&t, x->code);
        table_text(&t, x->direction);
        table_number(&t, x->period);
        table_number(&t, x->was);
        table_number(&t, x->now);
        table_text(&t, x->currency);
        table_text(&t, x->was_on);
        table_text(&t, x->now_on);
    }
    return t;
}

/* What is served may be older than what was held: that is said, and is no change. */
static bool is_older(struct fetching *g, const struct fetched *x, const struct holding *h)
{
    const char *latest = "";
    for (int i = 0; i < h->names; i++)
        if (!strcmp(h->name[i].list, x->list) && strcmp(h->name[i].vintage, latest) > 0)
            latest = h->name[i].vintage;
    if (strcmp(latest, x->vintage) <= 0)
        return false;
    session_note(g->session, NOTE_WARNING,
                 "%s: what is served is of %s, what is held is of %s and stays the latest", x->list,
                 x->vintage, latest);
    return true;
}

static int add_listings(struct buf *text, struct facts *f, struct fetching *g,
                        const struct holding *h, struct store *store, struct err *err)
{
    facts_open(f, "listings", FACT_LIST);
    for (int i = 0; i < g->count; i++) {
        struct register_change *list;
        int count, vintages;
        if (g->row[i].as != LOAD_LIST || !g->row[i].fresh || is_older(g, &g->row[i], h))
            continue;
        TRY(register_diff(store, &list, &count, &vintages, g->row[i].list, g->arena, err));
        for (int k = 0; k < count && vintages > 1; k++) {
            facts_open(f, NULL, FACT_OBJECT);
            facts_text(f, "list", g->row[i].list);
            facts_text(f, "change", list[k].change);
            facts_text(f, "id", list[k].uid);
            facts_text(f, "name", list[k].name);
            facts_close(f);
            if (k < CHANGES_TOLD)
                buf_printf(text, "%s: %s %s\n", g->row[i].list, list[k].change, list[k].name);
        }
        if (vintages > 1 && count > CHANGES_TOLD)
            buf_printf(text, "%s: and %d more, weir lists diff %s\n", g->row[i].list,
                       count - CHANGES_TOLD, g->row[i].list);
    }
    facts_close(f);
    return 0;
}

static void add_parts(struct facts *f, const struct fetching *g)
{
    facts_open(f, "fetched", FACT_LIST);
    for (int i = 0; i < g->count; i++) {
        const struct fetched *x = &g->row[i];
        facts_open(f, NULL, FACT_OBJECT);
        facts_text(f, "service", x->service);
        facts_text(f, "state", piece_name(x->state));
        facts_text(f, "address", x->address);
        facts_number(f, "rows_kept", x->kept < 0 ? (double)NAN : (double)x->kept);
        facts_text(f, "note", x->note);
        facts_close(f);
    }
    facts_close(f);
}

/* What was not taken, and why: the next run may not mend it. */
static void add_missing(struct buf *text, const struct fetching *f)
{
    for (int i = 0; i < f->count; i++) {
        const struct fetched *x = &f->row[i];
        if (x->refused || x->state == PIECE_FAILED || x->state == PIECE_LEFT)
            buf_printf(text, "missing: %s%s%s: %s\n", x->service, x->what ? ", " : "",
                       x->what ? x->what : "", x->note ? x->note : piece_name(x->state));
        else if (x->as == LOAD_LIST && x->fresh && x->note)
            buf_printf(text, "%s: %s\n", x->list, x->note);
    }
}

int update_tell(struct answer *out, struct fetching *f, const struct holding *h,
                struct store *store, int64_t first_source, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct revision *list = NULL;
    const struct areas *areas;
    int count = 0;
    struct facts facts = facts_new(f->arena);
    TRY(session_areas(f->session, &areas, err));
    if (!f->q->dry_run)
        TRY(store_revisions(store, &list, &count, first_source, f->arena, err));
    fetching_say(out, f);
    buf_puts(&b, out->head);
    facts_open(&facts, NULL, FACT_OBJECT);
    add_parts(&facts, f);
    add_missing(&b, f);
    TRY(add_listings(&b, &facts, f, h, store, err));
    out->table = revisions_of(list, count, areas, f->arena);
    table_facts(&facts, "revisions", &out->table);
    facts_close(&facts);
    if (!f->q->dry_run)
        buf_printf(&b, "%d figure%s changed since the release before\n\n", count,
                   count == 1 ? "" : "s");
    out->facts = facts.root;
    out->head = arena_strdup(f->arena, b.s);
    return 0;
}
