/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct session session_new(const struct world *world, const char *path, struct arena *a)
{
    char *reference = arena_array(a, char, 65);
    ref_fingerprint(reference);
    return (struct session){
        .world = world, .arena = a, .path = path, .build = {WEIR_VERSION, reference}};
}

void session_close(struct session *s)
{
    published_forget(&s->published);
    store_close(&s->store);
    ref_close(&s->own_reference);
}

static enum store_mode mode_of(enum needs needs)
{
    return needs == NEEDS_WRITE ? STORE_WRITE : needs == NEEDS_EXPORT ? STORE_EXPORT : STORE_READ;
}

void session_changed(struct session *s)
{
    published_forget(&s->published);
    s->identity = NULL;
    s->measures = NULL;
}

bool session_has_store(const struct session *s)
{
    return store_exists(s->path, s->world->backends);
}

static bool serves(enum needs opened, enum needs needs)
{
    return opened == needs || needs <= NEEDS_READ ||
           (needs == NEEDS_QUERY && mode_of(opened) == STORE_READ);
}

int session_store(struct session *s, struct store **out, struct err *err)
{
    struct store_options o = {s->world->backends, mode_of(s->needs), s->cancel, s->wait};
    if (s->store && !serves(s->opened, s->needs))
        store_close(&s->store);
    if (!s->store) {
        TRY(store_open(&s->store, s->path, &o, err));
        s->opened = s->needs;
    }
    *out = s->store;
    return 0;
}

static struct store_options options_of(const struct session *s, enum store_mode mode)
{
    return (struct store_options){s->world->backends, mode, s->cancel, s->wait};
}

int session_other(struct session *s, struct store **out, const char *url, struct err *err)
{
    struct store_options o = options_of(s, STORE_EXPORT);
    return store_open(out, url, &o, err);
}

int session_copy(struct session *s, struct store *from, const char *url,
                 struct store_counts *counts, struct err *err)
{
    struct store_options o = options_of(s, STORE_WRITE);
    return store_copy(from, url, &o, counts, err);
}

int session_reference(struct session *s, struct ref **out, struct err *err)
{
    struct store *store = s->store;
    if (!store && !s->own_reference && session_has_store(s) && session_store(s, &store, NULL))
        store = NULL; /* not a store: the tables are there without it */
    if (!store && !s->own_reference)
        TRY(ref_open(&s->own_reference, err));
    *out = store ? store_reference(store) : s->own_reference;
    return 0;
}

int session_areas(struct session *s, const struct areas **out, struct err *err)
{
    struct ref *r;
    TRY(session_reference(s, &r, err));
    return ref_names(r, out, err);
}

void session_note(struct session *s, enum note_level level, const char *fmt, ...)
{
    char *text = NULL;
    va_list ap;
    va_start(ap, fmt);
    int n = vasprintf(&text, fmt, ap);
    va_end(ap);
    if (n < 0)
        abort();
    notes_add(&s->notes, level, arena_strndup(s->arena, text, (size_t)n), s->arena);
    free(text);
}
