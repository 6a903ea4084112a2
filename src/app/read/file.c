/* file.c - what was read as a file of claims.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "app/read/verdicts.h"
#include "base/temp.h"
#include "claim/kinds.h"

/* A text between double quotes, as YAML and JSON have it. */
static void put_quoted(struct buf *b, const char *s)
{
    buf_puts(b, "\"");
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_printf(b, "\\%c", *s);
        else if (*s == '\n' || *s == '\r' || *s == '\t')
            buf_puts(b, " ");
        else if (plain_length(s) > 0) {
            int n = plain_length(s);
            buf_add(b, s, (size_t)n);
            s += n - 1;
        } else
            buf_puts(b, "?");
    }
    buf_puts(b, "\"");
}

static const char *const names[] = {
    "from",      "to",     "via",   "code",   "list",   "group",     "code_sets", "flow",
    "period",    "with",   "when",  "since",  "on",     "measure",   "of",        "status",
    "event",     "treaty", "state", "person", "issuer", "charge",    "name",      "register_list",
    "from_with", "unit",   "moved", "each",   "price",  "code_note", "says"};

/* The words that a field was read from, as a remark behind it. */
static void put_words(struct buf *b, const struct reading_test *t, const char *name)
{
    const struct reading_field *f = t ? reading_field(t, name) : NULL;
    if (!f)
        return;
    buf_puts(b, "  # ");
    if (f->start < 0 || !*f->words)
        buf_puts(b, "by a rule");
    else
        buf_title(b, f->words);
}

static void put_test(struct buf *b, struct claim_test *t, const struct reading_test *read)
{
    buf_printf(b, "      - kind: %s\n", claim_kind_name(t->kind));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char **at = claim_field(t, names[i]);
        if (!at || !*at)
            continue;
        buf_printf(b, "        %s: ", names[i]);
        put_quoted(b, *at);
        put_words(b, read, names[i]);
        buf_puts(b, "\n");
    }
}

/* What cannot be asked stands in the file too, for whoever mends it. */
static void put_posed(struct buf *b, const struct posed *p, const struct article *a)
{
    if (p->why) {
        buf_printf(b, "  # %s: ", p->id);
        buf_title(b, p->reading->sentence);
        buf_printf(b, "\n  # %s is not asked: %s\n", p->test ? p->test->kind : "it", p->why);
        return;
    }
    buf_printf(b, "  - id: %s\n    sentence: ", p->id);
    put_quoted(b, p->claim.sentence);
    buf_printf(b, "\n    said_on: %s\n", a->dateline);
    if (p->note) {
        buf_puts(b, "    note: ");
        put_quoted(b, p->note);
        buf_puts(b, "\n");
    }
    buf_puts(b, "    tests:\n");
    for (int i = 0; i < p->claim.test_count; i++)
        put_test(b, &p->claim.tests[i], p->test);
}

const char *verdicts_yaml(const struct verdicts *v, const struct article *a, struct arena *arena)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(
        &b,
        "# Claims of a text published on %s, as weir read them: words behind a # are those a "
        "field was\n# read from.  Where a sentence has several readings keep the right one; "
        "weir read --readings\n# takes this file for the same sentences again.\nclaims:\n",
        a->dateline);
    for (int i = 0; i < v->count; i++)
        put_posed(&b, &v->at[i], a);
    return arena_strdup(arena, b.s);
}

int verdicts_write(const struct verdicts *v, const struct article *a, const char *path,
                   struct session *s, struct err *err)
{
    struct target t;
    const char *text = verdicts_yaml(v, a, s->arena);
    TRY(target_open(&t, path, s->arena, err));
    FILE *f = fopen(t.part, "wb");
    bool whole = f && fwrite(text, 1, strlen(text), f) == strlen(text);
    whole = f && fclose(f) == 0 && whole;
    return target_close(&t, whole ? 0 : err_set(err, ERR_IO, "'%s' cannot be written", path), err);
}
