/* SPDX-License-Identifier: Apache-2.0 */
#include "law/rule.h"

#include <stdlib.h>
#include <string.h>

const char *legal_name(enum legal k)
{
    static const char *const names[LEGAL_KINDS] = {
        "not listed",  "listed, prohibits nothing", "listed, not binding",
        "cannot tell", "prohibited above a price",  "prohibited in part",
        "prohibited",
    };
    return names[k];
}

/* --- who is bound --- */

const struct ref_binding *rule_binding(struct ref *r, const char *regime)
{
    int count;
    const struct ref_binding *b = ref_bindings(r, &count);
    for (int i = 0; i < count; i++)
        if (!strcmp(b[i].regime, regime))
            return &b[i];
    return NULL;
}

/* Puerto Rico is of the United States, Réunion of the Union, whatever statistics call them. */
static bool is_territory(const struct ref_binding *b, const struct flow_end *who)
{
    return b->territories && who->iso3 && strstr(b->territories, who->iso3);
}

bool rule_binds(struct ref *r, const char *regime, const struct flow_end *who,
                const struct days *on)
{
    const struct ref_binding *b = rule_binding(r, regime);
    if (!b || b->all)
        return b != NULL;
    if (is_territory(b, who))
        return true;
    if (!b->group)
        return who->iso3 && !strcmp(b->bound, who->iso3);
    if (b->also && who->iso3 && strstr(b->also, who->iso3))
        return strcmp(b->also_until, on->from) > 0;
    return who->m49 == M49_EU || (who->iso3 && !strcmp(who->iso3, "EU27")) ||
           ref_member(r, b->bound, who->m49, who->iso3, on->from, on->until);
}

static struct days one(const char *day)
{
    struct days d = {{0}, {0}};
    strncat(d.from, day, sizeof d.from - 1);
    strncat(d.until, day, sizeof d.until - 1);
    return d;
}

bool rule_binds_on(struct ref *r, const char *regime, const struct flow_end *who, const char *day)
{
    struct days on = one(day);
    return rule_binds(r, regime, who, &on);
}

/* --- what a spell covers --- */

/* Calls for each code of "7401;847180": whether one is over the code (as the first digits of it),
 * or under it. */
enum among { APART, OVER, UNDER };
static enum among among(const char *list, const char *code)
{
    size_t n = strlen(code);
    enum among best = APART;
    for (const char *p = list ? list : ""; *p;) {
        size_t len = strcspn(p, ";");
        if (len <= n && !strncmp(p, code, len))
            return OVER;
        if (len > n && !strncmp(p, code, n))
            best = UNDER;
        p += len + (p[len] == ';');
    }
    return best;
}

/* By another code of its family.  Goods of a code that the HS of the day has no more stand under
 * the others in part; what an act names by a code that the HS of the day lacks, nobody can place.
 */
static enum cover kin_cover(const struct ref_cover *c, const struct ref_member *m, const char *day)
{
    int edition = ref_hs_edition(day);
    if (!(m->editions & edition))
        return COVER_PART;
    return c->listed_in & edition ? COVER_NONE : COVER_RENUMBERED;
}

enum cover rule_cover(const struct ref_cover *c, const struct ref_member *m, const char *day)
{
    const struct ref_spell *s = c->spell;
    size_t listed = strlen(s->code), asked = strlen(m->code);
    if (c->kin)
        return kin_cover(c, m, day);
    if (strncmp(s->code, m->code, listed < asked ? listed : asked) != 0)
        return COVER_NONE;
    enum among excepted = among(s->except, m->code), touched = among(s->touches, m->code);
    if (excepted == OVER)
        return COVER_EXCEPTED;
    bool part = s->except || s->touches ? excepted || touched
                                        : s->part || (s->condition && !s->price);
    return part || listed > asked ? COVER_PART : COVER_WHOLE;
}

bool rule_conditional(const struct ref_spell *s, const char *code)
{
    return s->price || (s->condition && (!s->touches || among(s->touches, code)));
}

/* --- what it means --- */

static bool names(const char *destinations, const char *area)
{
    size_t n = area ? strlen(area) : 0;
    for (const char *p = destinations; n && *p;) {
        size_t len = strcspn(p, ";");
        if (len == n && !strncmp(p, area, n))
            return true;
        p += len + (p[len] == ';');
    }
    return false;
}

bool rule_concerns(const struct ref_list *l, const struct flow_ends *w)
{
    bool import = !strcmp(l->measure, "import");
    return names(l->destinations, import ? w->exporter.iso3 : w->importer.iso3);
}

struct flow_ends rule_ends(struct ref *r, struct flow_end exporter, struct flow_end importer)
{
    struct flow_ends w = {exporter, importer, false};
    int count;
    const struct ref_list *l = ref_lists(r, &count);
    for (int i = 0; i < count; i++)
        w.target |= strcmp(l[i].completeness, "none") != 0 &&
                    names(l[i].destinations, importer.iso3);
    return w;
}

static const struct flow_end *bound_side(const struct ref_list *l, const struct flow_ends *w)
{
    return !strcmp(l->measure, "import") ? &w->importer : &w->exporter;
}

static bool is_ban(const struct ref_list *l)
{
    return !strcmp(l->measure, "export") || !strcmp(l->measure, "import");
}

const char *rule_start(const struct ref_spell *s)
{
    return s->from ? s->from : s->latest;
}

static bool stands(const struct ref_spell *s, const char *day)
{
    const char *first = s->earliest ? s->earliest : rule_start(s);
    return strcmp(first, day) <= 0 && (!s->until || strcmp(s->until, day) > 0);
}

enum legal rule_of(struct ref *r, const struct ref_spell *s, enum cover c,
                   const struct flow_ends *w, const char *day)
{
    const struct ref_list *l = s->act->list;
    if (c <= COVER_EXCEPTED || !stands(s, day))
        return LEGAL_NOT_LISTED;
    if (!rule_concerns(l, w))
        return w->target ? LEGAL_NOT_LISTED : LEGAL_LISTED;
    if (!is_ban(l))
        return LEGAL_LISTED;
    bool binds = rule_binds_on(r, l->regime, bound_side(l, w), day);
    if (strcmp(rule_start(s), day) > 0 || c == COVER_RENUMBERED)
        return binds ? LEGAL_UNSURE : LEGAL_NOT_LISTED; /* whom it binds not, nothing is said for */
    if (!binds)
        return LEGAL_NOT_BINDING;
    if (s->price)
        return LEGAL_CONDITIONAL;
    return c == COVER_PART ? LEGAL_PARTLY : LEGAL_PROHIBITED;
}

/* --- what is not held --- */

/* Whether "all" or "36;7304-7306;84-90" has the chapter or heading of a code. */
static bool has_code(const char *chapters, const char *code)
{
    if (!strcmp(chapters, "all"))
        return true;
    for (const char *p = chapters; *p; p += strcspn(p, ";"), p += *p == ';') {
        char *end;
        long from = strtol(p, &end, 10), until = *end == '-' ? strtol(end + 1, NULL, 10) : from;
        char digits[8] = {0};
        long at = strtol(strncat(digits, code, (size_t)(end - p)), NULL, 10);
        if (from <= at && at <= until)
            return true;
    }
    return false;
}

static bool could_bind(struct ref *r, const struct ref_list *l, const struct flow_ends *w,
                       const char *code, const char *day)
{
    return is_ban(l) && !strcmp(l->completeness, "none") && strcmp(l->from, day) <= 0 &&
           (!l->until || strcmp(l->until, day) > 0) && rule_concerns(l, w) &&
           has_code(l->chapters, code) && rule_binds_on(r, l->regime, bound_side(l, w), day);
}

const struct ref_list *rule_gap(struct ref *r, const struct flow_ends *w, const char *code,
                                const char *day, int i)
{
    int count;
    const struct ref_list *l = ref_lists(r, &count);
    for (int k = 0; k < count; k++)
        if (could_bind(r, &l[k], w, code, day) && !i--)
            return &l[k];
    return NULL;
}
