/* new.c - a file of claims to fill in.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/question.h"
#include "app/read/verdicts.h"
#include "claim/kinds.h"

struct new_params {
    struct words words;
    const char *from, *to, *code, *period, *with, *since, *event, *on, *in, *date;
};

/* A field of a test: as it was given with an option, else an example. */
struct example {
    const char *name, *given, *example;
};

static void add_field(struct buf *b, const struct example *fields, size_t count, const char *name,
                      size_t n)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(fields[i].name) == n && !strncmp(name, fields[i].name, n))
            buf_printf(b, "        %.*s: %s\n", (int)strcspn(fields[i].name, "|"), fields[i].name,
                       fields[i].given ? fields[i].given : fields[i].example);
}

static void add_fields(struct buf *b, const struct new_params *q,
                       const struct claim_kind_info *info)
{
    const struct example fields[] = {
        {"from", q->from, "CHN"},
        {"to", q->to, "RUS"},
        {"code|list|group", q->code, "842952"},
        {"code|list|group|(all)", q->code, "842952"},
        {"code", q->code, "842952"},
        {"period", q->period, "2023"},
        {"with", q->with, "2021"},
        {"when", q->since, "2022-09"},
        {"since", q->since, "2022-03"},
        {"of", NULL, "exporters"},
        {"status", NULL, "prohibited"},
        {"event", q->event, "surovikin-line"},
        {"treaty", NULL, "rome"},
        {"state", q->in, "CHN"},
        {"on", q->on, "2023-11-01"},
        {"person", NULL, "Putin"},
        {"name", NULL, "a name"},
    };
    static const char *const says[] = {[SAID_LEVEL] = "about 700 tonnes",
                                       [SAID_RATIO] = "more than tripled",
                                       [SAID_SHARE] = "45 to 50 %",
                                       [SAID_RANK] = "first",
                                       [SAID_COUNT] = "123",
                                       [SAID_CHANGE] = "0.4 bn USD less",
                                       [SAID_RECORD] = "the most",
                                       [SAID_TRUTH] = "yes"};
    for (const char *p = info->needs; *p;) {
        size_t n = strcspn(p, " ");
        add_field(b, fields, sizeof fields / sizeof *fields, p, n);
        if (n == 4 && !strncmp(p, "says", n))
            buf_printf(b, "        says: %s\n", says[info->says]);
        p += n + (p[n] == ' ');
    }
}

static const struct column columns[] = {{"yaml", "yaml", STYLE_TEXT, DATA_ONLY}};

/* A sentence as a claim, as far as it can be read. */
static int of_sentence(struct answer *out, struct session *s, const char *sentence,
                       const char *date, struct err *err)
{
    struct article a;
    struct verdicts v;
    article_of(&a, s, sentence, date);
    TRY(verdicts_pose(&v, &a, NULL, s, err));
    if (!verdicts_any(&v)) {
        const char *why = a.readings.count ? a.readings.at[0].why : NULL;
        err_set(err, ERR_INPUT, "nothing to check was read: %s", why ? why : "no sentence");
        return err_hint(err, "weir claim new KIND prints a claim to fill in; weir claim --help "
                             "lists the kinds");
    }
    out->head = verdicts_yaml(&v, &a, s->arena);
    table_text(&out->table, out->head);
    return 0;
}

static int run(struct answer *out, struct session *s, const void *params, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    const struct new_params *q = params;
    const char *kind = q->words.count ? q->words.item[0] : "ratio";
    enum claim_kind k = claim_kind_of(kind);
    out->table = table_new(columns, 1, s->arena);
    if (k == CLAIM_KINDS && strchr(kind, ' '))
        return of_sentence(out, s, kind, q->date, err);
    if (k == CLAIM_KINDS) {
        err_set(err, ERR_USAGE, "no kind of test is called '%s'", kind);
        return err_hint(err, "weir claim --help lists them");
    }
    const struct claim_kind_info *info = claim_kind_info(k);
    buf_puts(&b, "claims:\n  - id: a-short-name\n    sentence: The sentence, as it was said.\n"
                 "    said_by: Who\n    said_on: 2023-11-15\n    where: https://example.org\n"
                 "    tests:\n");
    buf_printf(&b, "      - kind: %s          # %s\n", info->name, info->help);
    add_fields(&b, q, info);
    if (*info->takes)
        buf_printf(&b, "        # it may have: %s\n", info->takes);
    out->head = arena_strdup(s->arena, b.s);
    table_text(&out->table, out->head);
    return 0;
}

static const struct param params[] = {
    {PARAM(new_params, from, "from", TEXT, "AREAS", "exporters", AREAS)},
    {PARAM(new_params, to, "to", TEXT, "AREAS", "importers", AREAS)},
    {PARAM(new_params, code, "code", TEXT, "CODES", "commodity codes", CODES)},
    {PARAM(new_params, period, "period", TEXT, "PERIOD", "as in 2022-03..2022-11, or 2022",
           NOTHING)},
    {PARAM(new_params, with, "with", TEXT, "PERIOD", "the period to compare with", NOTHING)},
    {PARAM(new_params, since, "since", TEXT, "MONTH", "when it rose or began", NOTHING)},
    {PARAM(new_params, event, "event", TEXT, "EVENT", "the event that a rise falls on", EVENTS)},
    {PARAM(new_params, on, "on", TEXT, "DAY", "the day asked about", NOTHING)},
    {PARAM(new_params, date, "date", DAY, "DAY", "the day a sentence was published", NOTHING)},
    {PARAM(new_params, in, "in", TEXT, "STATE", "the state whose duties are asked about", AREAS)},
    {0},
};

const struct question question_claim_new = {
    .name = "claim new",
    .arguments = "[KIND | SENTENCE]",
    .summary = "print a claim to fill in, or a sentence as one",
    .text = "For a kind of test: ratio, level, share, rank, destination rank, compare, unit "
            "value, change, record, zero, first, rise, coincidence, lawful, munitions, count, "
            "bound, warrant, listed, listings, list count, mirror_gap, diverted. Or for a "
            "sentence, as somebody said it on --date. "
            "Numbers are written as people say them: more than tripled, about 48 thousand, +258 %, "
            "between 5 and 7 million USD per month, almost doubled, at least 1 bn.",
    .examples = "weir claim new ratio --from CHN --to RUS --code 842952\n"
                "weir claim new 'In 2023 Russia imported 1,365 tonnes of nitrocellulose from "
                "China.' --date 2024-02-01",
    .params = params,
    .size = sizeof(struct new_params),
    .needs = NEEDS_REFERENCE,
    .columns = columns,
    .column_count = COLUMNS(columns),
    .run = run,
};
