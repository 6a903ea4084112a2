/* silence.c - a side that says nothing of the other: whether it reports at all.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/mirror/reading.h"

static struct speaker *speaker_of(struct reading *r, int area)
{
    int i = 0;
    while (i < r->speakers && r->speaker[i].area != area)
        i++;
    if (i == r->speakers) {
        r->speaker = arena_grow(r->session->arena, r->speaker, (size_t)r->speakers,
                                sizeof *r->speaker);
        r->speaker[r->speakers++] = (struct speaker){.area = area};
    }
    return &r->speaker[i];
}

static void add_partner(struct speaker *s, int area)
{
    for (int i = 0; i < s->partners; i++)
        if (s->partner[i] == area)
            return;
    if (s->partners < PARTNERS_LEAST)
        s->partner[s->partners++] = area;
}

/* A series of the silent side with anybody shows which periods it has published: of these its
 * silence on the pairs that the other side names is none. */
static int add_silence(void *ctx, const struct series *s, struct err *err)
{
    struct reading *r = ctx;
    int own = r->side == SIDE_EXPORTER ? s->exporter : s->importer, last = 0;
    (void)err;
    add_partner(speaker_of(r, own), r->side == SIDE_EXPORTER ? s->importer : s->exporter);
    if (r->freq[!r->side] && s->freq != r->freq[!r->side])
        return 0;
    if (!r->currency[r->side]) {
        r->currency[r->side] = arena_strdup(r->session->arena, s->measured_in);
        r->out->valuation[r->side] = arena_strdup(r->session->arena, s->valuation);
        r->freq[r->side] = s->freq;
    }
    for (int i = 0; i < r->out->count; i++) {
        const struct pair *c = &r->out->cell[i];
        int index = period_index(c->period);
        struct series of = *s;
        if ((r->side == SIDE_EXPORTER ? c->exporter : c->importer) != own || index < s->from ||
            index > s->until || c->period == last || !reading_published(s, index - s->first))
            continue;
        of.exporter = c->exporter;
        of.importer = c->importer;
        reading_add_period(r, &of, c->period);
        last = c->period;
    }
    return 0;
}

static int refuse_silence(const struct reading *r, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "the store has no %s's report of what was asked",
            r->side == SIDE_EXPORTER ? "exporter" : "importer");
    return err_hint(err, "weir coverage shows who reports what; a mirror needs both reports");
}

/* What those say that report on few: they may have been asked about these only. */
static int leave_quiet(struct reading *r, int from)
{
    int n = from;
    for (int i = from; i < r->periods; i++) {
        const struct appeared *x = &r->published[i];
        if (speaker_of(r, r->side == SIDE_EXPORTER ? x->exporter : x->importer)->partners >=
            PARTNERS_LEAST)
            r->published[n++] = *x;
    }
    r->periods = n;
    return n - from;
}

bool silence_is_there(const struct reading *r)
{
    const struct pairs *p = r->out;
    for (int i = 0; i < p->count; i++) {
        const struct pair *c = &p->cell[i];
        bool said = !(c->value[!r->side] > 0);
        for (int k = 0; k < r->periods && !said; k++)
            said = r->published[k].by[r->side] && r->published[k].exporter == c->exporter &&
                   r->published[k].importer == c->importer;
        if (!said)
            return true;
        while (i + 1 < p->count && p->cell[i + 1].exporter == c->exporter &&
               p->cell[i + 1].importer == c->importer)
            i++;
    }
    return false;
}

int silence_read(struct reading *r, const struct flow_params *flow, struct err *err)
{
    CLEANUP(selected_close) struct selected *selected = NULL;
    struct flow_params p = *flow;
    struct selection sel;
    p.flow = r->side == SIDE_EXPORTER ? "export" : "import";
    *(r->side == SIDE_EXPORTER ? &p.to : &p.from) = NULL;
    TRY(select_flows(&sel, r->session, &p, err));
    TRY(select_if_any(&selected, r->session, &sel, err));
    bool whole = !r->out->sources[r->side]; /* of all pairs */
    int from = r->periods;
    if (!selected)
        return whole ? refuse_silence(r, err) : 0;
    TRY(selected_each(selected, add_silence, r, err));
    if (!leave_quiet(r, from) && whole)
        return refuse_silence(r, err);
    return whole ? selected_sources(selected, &r->out->sources[r->side], r->session->arena, err)
                 : 0;
}
