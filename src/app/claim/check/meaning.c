/* meaning.c - whether the fields of a test mean anything, before it is answered.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "app/claim/check/check.h"
#include "app/claim/measure.h"

static int check_areas(struct session *c, const char *areas, struct err *err)
{
    struct ref *r;
    const char *list;
    if (!areas || !strcasecmp(areas, "World") || !strcasecmp(areas, "WLD") ||
        !strcasecmp(areas, "all"))
        return 0;
    TRY(session_reference(c, &r, err));
    return ref_reporters(r, &list, c->arena, areas, err);
}

static int check_period(const char *text, const char *field, struct err *err)
{
    struct window w;
    return text ? check_window(&w, text, field, err) : 0;
}

static int check_flow(const char *flow, struct err *err)
{
    if (!flow || direction_of(flow))
        return 0;
    err_set(err, ERR_USAGE, "flow: '%s' is not a flow", flow);
    err_subject(err, flow);
    return err_hint(err, "export, import, re-export or re-import");
}

static int check_state(struct session *c, const char *state, struct err *err)
{
    struct ref *r;
    const char *iso3;
    if (!state)
        return 0;
    TRY(session_reference(c, &r, err));
    return ref_state(r, &iso3, state, err);
}

static int check_event(struct session *c, const char *event, struct err *err)
{
    struct ref *r;
    struct event e;
    if (!event)
        return 0;
    TRY(session_reference(c, &r, err));
    if (!ref_event(r, &e, event, err))
        return 0;
    return err_subject(err, event);
}

int check_meaning(struct session *c, const struct claim_test *t, struct err *err)
{
    struct ask q;
    TRY(check_areas(c, t->from, err));
    TRY(check_areas(c, t->from_with, err));
    TRY(check_areas(c, t->to, err));
    TRY(check_areas(c, t->via, err));
    TRY(check_period(t->period, "period", err));
    TRY(check_period(t->with, "with", err));
    TRY(check_period(t->when, "when", err));
    TRY(check_period(t->since, "since", err));
    TRY(check_flow(t->flow, err));
    TRY(check_state(c, t->state, err));
    TRY(check_event(c, t->event, err));
    return ask_of(&q, t, c->arena, err);
}
