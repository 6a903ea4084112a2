/* SPDX-License-Identifier: Apache-2.0 */
#include "app/screen/identifiers.h"

#include <ctype.h>
#include <string.h>

#include "app/list/open.h"
#include "register/register.h"

enum { DIGITS_LEAST = 5, LETTERS_LEAST = 6, LOOKED_UP = 4 };

bool identifier_next(const char **at, const char **word, size_t *len)
{
    for (const char *p = *at; *p;) {
        size_t digits = 0, letters = 0;
        const char *from = p;
        while (isalnum((unsigned char)*p) ||
               ((*p == '-' || *p == '/') && p > from && isalnum((unsigned char)p[1]))) {
            digits += isdigit((unsigned char)*p) != 0;
            letters += isalnum((unsigned char)*p) != 0;
            p++;
        }
        if (digits >= DIGITS_LEAST && letters >= LETTERS_LEAST) {
            *at = p;
            *word = from;
            *len = (size_t)(p - from);
            return true;
        }
        p += p == from;
    }
    return false;
}

static int look_up(struct session *s, struct store *store, const char *word, const char *day,
                   struct err *err)
{
    struct register_hit *list;
    int count, found = 0;
    TRY(register_find(store, &list, &count, word, day, s->arena, err));
    for (int i = 0; i < count; i++) {
        if (strcmp(list[i].match, "identifier") != 0)
            continue;
        session_note(s, NOTE_WARNING, "'%s' is an identifier of %s (%s, %s): weir lists find %s",
                     word, list[i].entity, list[i].list, list[i].uid, word);
        found++;
    }
    if (!found)
        session_note(s, NOTE_REMARK,
                     "'%s' is no identifier on these lists; names are found without it", word);
    return 0;
}

int identifiers_note(struct session *s, const char *name, const char *day, struct err *err)
{
    struct store *store;
    const char *at = name, *word;
    size_t len;
    for (int i = 0; i < LOOKED_UP && identifier_next(&at, &word, &len); i++) {
        if (!i)
            TRY(lists_open(&store, s, err));
        TRY(look_up(s, store, arena_strndup(s->arena, word, len), day, err));
    }
    return 0;
}
