/* audit.c - what is kept of screenings and decisions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/kept/audit.h"

#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/tree.h"

const char *record_beside(struct session *s, const char *suffix)
{
    return store_beside(s->path, s->world->backends, suffix, s->arena);
}

const char *audit_context(const struct screen_names *names, const struct profile *p,
                          const char *mode, double threshold, const char *day, struct arena *a)
{
    CLEANUP(buf_free) struct buf text = {0};
    char digest[DIGEST_HEX];
    digest_bytes(digest, names->identity, strlen(names->identity));
    buf_printf(&text,
               "{\"lists\": \"%s\", \"lists_digest\": \"%s\", \"profile\": \"%s\", "
               "\"mode\": \"%s\", \"threshold\": %.4f, \"known_on\": \"%s\"}",
               names->lists, digest, p->version, mode, threshold, day);
    return arena_strdup(a, buf_str(&text));
}

void audit_text(struct buf *to, const char *key, const char *text)
{
    buf_printf(to, ", \"%s\": ", key);
    json_text(to, text);
}

/* The subject as a digest that tells nobody who it was, but whether it was somebody. */
static void add_seal(struct buf *to, const struct record_log *log, const char *subject)
{
    CLEANUP(buf_free) struct buf text = {0};
    char salt[DIGEST_HEX], seal[DIGEST_HEX];
    buf_printf(&text, "seal %s %ld", log->salt, log->number);
    digest_bytes(salt, text.s, text.len);
    audit_seal(seal, salt, subject);
    audit_text(to, "seal_salt", salt);
    audit_text(to, "seal", seal);
}

int audit_screening(struct record_log *log, const char *kind, const char *context,
                    const struct subject *who, const struct screener *s, const struct screened *x,
                    bool secret, struct err *err)
{
    CLEANUP(buf_free) struct buf c = {0};
    char subject[DIGEST_HEX];
    audit_subject(subject, who);
    if (secret)
        add_seal(&c, log, subject);
    else
        audit_text(&c, "subject", subject);
    if (!secret) {
        audit_text(&c, "name", who->name);
        audit_text(&c, "birth", who->birth);
        audit_text(&c, "country", who->country);
        audit_text(&c, "gender", who->gender);
        audit_text(&c, "type", who->type);
    }
    audit_text(&c, "unscreenable", x->name.unscreenable);
    buf_puts(&c, ", \"hits\": [");
    for (int i = 0; i < x->count; i++) {
        struct listed l;
        index_listed(&l, s->index, x->hit[i].name);
        buf_printf(&c, "%s{\"score\": %.4f", i ? ", " : "", x->hit[i].score);
        audit_text(&c, "list", l.list);
        audit_text(&c, "uid", l.uid);
        audit_text(&c, "name", l.name);
        buf_puts(&c, "}");
    }
    buf_puts(&c, "]");
    return record_add(log, kind, context, c.s, err);
}

void audit_seal(char out[DIGEST_HEX], const char *salt, const char *subject)
{
    CLEANUP(buf_free) struct buf text = {0};
    buf_printf(&text, "%s%s", salt, subject);
    digest_bytes(out, text.s, text.len);
}

void audit_subject(char out[DIGEST_HEX], const struct subject *who)
{
    CLEANUP(buf_free) struct buf text = {0};
    const char *const parts[] = {who->name, who->birth, who->country, who->gender, who->type};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_printf(&text, "%s\n", parts[i] ? parts[i] : "");
    digest_bytes(out, text.s, text.len);
}

static void add_listed(struct buf *text, const struct listed *l)
{
    buf_printf(text, "%s\n%s\n%s\n%s\n%s\n%s\n%s\n", l->name, l->kind, l->entity, l->born,
               l->country, l->gender, l->program);
}

void audit_entity(char out[DIGEST_HEX], const struct index *x, uint32_t entity)
{
    CLEANUP(buf_free) struct buf text = {0};
    /* names of an entity stand together, since the lists are in order */
    for (uint32_t i = 0; i < index_names(x); i++) {
        struct listed l;
        if (index_entity(x, i) != entity)
            continue;
        index_listed(&l, x, i);
        add_listed(&text, &l);
    }
    digest_bytes(out, buf_str(&text), text.len);
}

/* --- decisions --- */

struct gathering {
    struct decisions *to;
    struct arena *arena;
};

static int gather(void *ctx, const struct record *r, struct err *err)
{
    struct gathering *g = ctx;
    CLEANUP(tree_free) yajl_val tree = NULL;
    if (!r->content || strcmp(r->kind, "decision") != 0 || tree_read(&tree, r->content, err))
        return 0;
    const char *subject = tree_text(tree, "subject"), *entity = tree_text(tree, "entity");
    if (!subject || !entity || strlen(subject) >= DIGEST_HEX || strlen(entity) >= DIGEST_HEX)
        return 0;
    struct decisions *d = g->to;
    d->at = arena_grow(g->arena, d->at, (size_t)d->count, sizeof *d->at);
    struct decision *x = &d->at[d->count++];
    *x = (struct decision){.list = arena_strdup(g->arena, tree_text(tree, "list")),
                           .uid = arena_strdup(g->arena, tree_text(tree, "uid")),
                           .as = arena_strdup(g->arena, tree_text(tree, "as")),
                           .why = arena_strdup(g->arena, tree_text(tree, "why")),
                           .by = arena_strdup(g->arena, tree_text(tree, "by")),
                           .at = arena_strdup(g->arena, r->at)};
    strcpy(x->subject, subject);
    strcpy(x->entity, entity);
    return 0;
}

int decisions_read(struct decisions *out, struct session *s, struct err *err)
{
    struct gathering g = {out, s->arena};
    const char *path = record_beside(s, ".decisions");
    char last[DIGEST_HEX];
    long count;
    *out = (struct decisions){0};
    return access(path, F_OK) ? 0 : record_each(path, gather, &g, &count, last, err);
}

const struct decision *decisions_find(const struct decisions *d, const char *subject,
                                      const struct index *x, uint32_t name)
{
    struct listed l;
    char entity[DIGEST_HEX];
    for (int i = d->count - 1; i >= 0; i--) {
        if (strcmp(d->at[i].subject, subject) != 0)
            continue;
        index_listed(&l, x, name);
        if (strcmp(d->at[i].list, l.list) != 0 || strcmp(d->at[i].uid, l.uid) != 0)
            continue;
        audit_entity(entity, x, index_entity(x, name));
        return strcmp(entity, d->at[i].entity) ? NULL : &d->at[i];
    }
    return NULL;
}

void decisions_apply(const struct decisions *d, struct screened *x, const struct subject *who,
                     const struct index *index, struct arena *a)
{
    char subject[DIGEST_HEX];
    if (!d->count || !x->count)
        return;
    audit_subject(subject, who);
    for (int i = 0; i < x->count; i++) {
        const struct decision *made = decisions_find(d, subject, index, x->hit[i].name);
        if (made)
            x->hit[i].decided = arena_printf(a, "%s, %.10s%s%s%s%s", made->as, made->at,
                                             made->by ? ", " : "", made->by ? made->by : "",
                                             made->why ? ": " : "", made->why ? made->why : "");
    }
}
