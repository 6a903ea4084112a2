/* complete.c - what may come next on a command line, from the table of questions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "cli/cli.h"

struct request {
    const char *word;   /* what is there of it */
    const char *before; /* of "CHN,RU" what stands before "RU" */
    size_t n;           /* of the part that is completed */
};

static void offer(const struct request *r, const char *candidate)
{
    if (!strncasecmp(candidate, r->word, r->n))
        printf("%s%s\n", r->before, candidate);
}

static void offer_word(void *ctx, const char *text)
{
    offer(ctx, text);
}

static void offer_option(void *ctx, const struct option_info *o)
{
    char name[64];
    snprintf(name, sizeof name, "--%s", o->name);
    offer(ctx, name);
}

/* Words between blanks. */
static void offer_all(const struct request *r, const char *words, struct arena *a)
{
    for (const char *p = words; p && *p;) {
        size_t n = strcspn(p, " ");
        offer(r, arena_strndup(a, p, n));
        p += n + (p[n] == ' ');
    }
}

static void offer_names(const struct request *r, const struct question *const *all,
                        const char *first, struct arena *a)
{
    for (; *all; all++) {
        size_t n = question_first(*all);
        if (!first)
            offer(r, arena_strndup(a, (*all)->name, n));
        else if (question_verb(*all) && n == strlen(first) && !strncmp((*all)->name, first, n))
            offer(r, question_verb(*all));
    }
}

/* Names in the reference tables, after the last comma. */
static void offer_reference(struct request r, enum complete what, struct arena *a)
{
    static const char *const kinds[] = {[COMPLETE_AREAS] = "areas",
                                        [COMPLETE_CODES] = "codes",
                                        [COMPLETE_LISTS] = "lists",
                                        [COMPLETE_GROUPS] = "groups",
                                        [COMPLETE_EVENTS] = "events"};
    CLEANUP(ref_close) struct ref *ref = NULL;
    const char *comma = strrchr(r.word, ',');
    if (comma) {
        r.before = arena_strndup(a, r.word, (size_t)(comma - r.word) + 1);
        r.word = comma + 1;
        r.n = strlen(r.word);
    }
    if (!ref_open(&ref, NULL))
        (void)!ref_words(ref, kinds[what], r.word, offer_word, &r, NULL);
}

static void offer_kind(const struct request *r, enum complete what, const char *words,
                       const struct world *w, struct arena *a)
{
    if (what == COMPLETE_FILES)
        puts("FILES");
    else if (what == COMPLETE_WORDS)
        offer_all(r, words, a);
    else if (what == COMPLETE_QUESTIONS)
        offer_names(r, w->questions, NULL, a);
    else if (what != COMPLETE_NOTHING)
        offer_reference(*r, what, a);
}

static const struct question *find(const struct world *w, int count, char **word, struct arena *a)
{
    const struct question *q = NULL;
    if (count > 2)
        q = question_find(w->questions, arena_printf(a, "%s %s", word[0], word[1]));
    q = q ? q : question_find(w->questions, word[0]);
    for (const struct question *const *v = w->questions; !q && *v; v++)
        if ((*v)->main && question_first(*v) == strlen(word[0]) &&
            !strncmp((*v)->name, word[0], strlen(word[0])))
            q = *v;
    return q ? q : commands_find(word[0]);
}

void complete_words(const struct world *w, int count, char **word)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *last = count ? word[count - 1] : "";
    struct request r = {last, "", strlen(last)};
    if (count < 2) {
        offer_names(&r, w->questions, NULL, &a);
        offer_names(&r, commands_all(), NULL, &a);
        return;
    }
    const struct question *q = find(w, count, word, &a);
    const char *previous = word[count - 2];
    int which;
    const struct param *p = q && !strncmp(previous, "--", 2)
                                ? options_find(q, previous + 2, strlen(previous + 2), &which)
                                : NULL;
    if (p && p->type != PARAM_FLAG && p->type != PARAM_ONE_OF)
        offer_kind(&r, p->complete, p->words, w, &a);
    else if (q && *last == '-')
        options_each(q, offer_option, &r, &a);
    else if (count == 2)
        offer_names(&r, w->questions, word[0], &a);
    if (q && *last != '-' && !p)
        offer_kind(&r, q->complete, NULL, w, &a);
}
