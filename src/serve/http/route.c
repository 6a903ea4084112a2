/* SPDX-License-Identifier: Apache-2.0 */
#include "serve/http/route.h"

#include <string.h>

#include "model/period.h"
#include "serve/describe.h"

/* "lists/find/Name" as a question and words: the longest name first. */
const struct question *route_find(struct exchange *x, const char *path)
{
    const struct question *found = NULL;
    size_t length = 0;
    for (const struct question *const *q = x->server->world->questions; *q; q++) {
        size_t n = describe_match(*q, '/', path);
        if ((request_allows(*q) || request_loads(*q)) && n > length &&
            (!path[n] || path[n] == '/' || !strcmp(path + n, ".csv") ||
             !strcmp(path + n, ".parquet"))) {
            found = *q;
            length = n;
        }
    }
    if (!found)
        return NULL;
    x->route = arena_printf(&x->arena, "/v1/%s", describe_name(found, '/', &x->arena));
    for (const char *p = path + length; *p == '/' && p[1];) {
        size_t n = strcspn(p + 1, "/");
        request_word(&x->request, arena_strndup(&x->arena, p + 1, n), &x->arena);
        p += n + 1;
    }
    return found;
}

#define FILE_NAME "name"

const char *route_file_name(const struct exchange *x)
{
    const char *name = MHD_lookup_connection_value(x->connection, MHD_GET_ARGUMENT_KIND, FILE_NAME);
    return name ? name : "";
}

static enum MHD_Result take_pair(void *ctx, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    struct exchange *x = ctx;
    (void)kind;
    if (!strcmp(name, FILE_NAME) && request_loads(x->request.question))
        return MHD_YES;
    if (!strcmp(name, "arg"))
        request_word(&x->request, value ? value : "", &x->arena);
    else
        request_add(&x->request, arena_strdup(&x->arena, name),
                    value ? arena_strdup(&x->arena, value) : NULL, &x->arena);
    return MHD_YES;
}

const struct bytes *route_texts(struct exchange *x)
{
    const struct request *r = &x->request;
    struct bytes *text = arena_array(&x->arena, struct bytes,
                                     (size_t)(4 + r->words + 2 * r->pairs));
    int n = 0;
    text[n++] = bytes_of(r->question->name);
    text[n++] = bytes_of(arena_printf(&x->arena, "%d", (int)r->form));
    text[n++] = bytes_of(r->body);
    text[n++] = bytes_of(arena_printf(&x->arena, "%d", r->words));
    for (int i = 0; i < r->words; i++)
        text[n++] = bytes_of(r->word[i]);
    for (int i = 0; i < r->pairs; i++) {
        text[n++] = bytes_of(r->pair[i].name);
        text[n++] = bytes_of(r->pair[i].value);
    }
    x->job.texts = n;
    return text;
}

const char *route_key(struct exchange *x)
{
    CLEANUP(buf_free) struct buf b = {0};
    char state[STORE_STATE], day[DAY_TEXT];
    store_state(state, x->server->store, x->server->world->backends);
    if (!*state)
        return NULL; /* it cannot be asked: nothing of what was kept is known to hold still */
    today(day);      /* some questions are about today */
    buf_printf(&b, "%s %s %s", state, day, WEIR_VERSION);
    for (int i = 0; i < x->job.texts; i++) {
        const struct bytes *text = &x->job.text[i];
        buf_printf(&b, "\n%ld ", text->s ? (long)text->n : -1);
        buf_puts(&b, text->s);
    }
    return arena_strdup(&x->arena, b.s);
}

static bool ends(const char *path, const char *end)
{
    size_t n = strlen(path), len = strlen(end);
    return n > len && !strcmp(path + n - len, end);
}

#define EVENTS "text/event-stream"

/* What is accepted, events aside. */
static const char *accepted(const struct exchange *x)
{
    const char *accept = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Accept");
    if (accept && !strncmp(accept, EVENTS, sizeof EVENTS - 1)) {
        accept += sizeof EVENTS - 1;
        accept += strspn(accept, ", ");
    }
    return accept;
}

bool route_streams(const struct exchange *x)
{
    const char *accept = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Accept");
    return accept && !strncmp(accept, EVENTS, sizeof EVENTS - 1);
}

enum form route_form(const struct exchange *x, const char *path)
{
    static const struct {
        const char *end, *type;
        enum form form;
    } forms[] = {{".csv", "text/csv", FORM_CSV},
                 {".parquet", "application/vnd.apache.parquet", FORM_PARQUET}};
    const char *accept = accepted(x);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if ((!x->request.words && ends(path, forms[i].end)) ||
            (accept && !strncmp(accept, forms[i].type, strlen(forms[i].type))))
            return forms[i].form;
    return accept && !strcmp(accept, "text/html") ? FORM_PAGE
                                                  : FORM_JSON; /* who only looks says more */
}

void route_take_values(struct exchange *x)
{
    MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, take_pair, x);
}
