/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum kind { TEXT, DAY, FLAG, SHARE, NUMBER, COUNT };

static const struct option {
    struct option_info info;
    enum kind kind;
    size_t at; /* in struct line */
} options[] = {
#define AT(field)  offsetof(struct line, field)
#define ASK(field) offsetof(struct line, request.field)
    {{"from", "AREAS", "exporters: names, ISO codes, M49 numbers or groups, comma-separated"},
     TEXT,
     ASK(from)},
    {{"to", "AREAS", "importers, likewise"}, TEXT, ASK(to)},
    {{"code", "CODES", "commodity codes: 2 or 4 digits for all below, 6 for a family"},
     TEXT,
     ASK(code)},
    {{"list", "LIST", "codes of a control list: chpl, chpl:1, eu, eu:XXIII, us, 'us:Supp. 4'"},
     TEXT,
     ASK(list)},
    {{"group", "GROUP", "codes of a product group, as in 'heavy trucks'"}, TEXT, ASK(group)},
    {{"flow", "FLOW", "export: the exporter's report; import: the importer's; or re-export"},
     TEXT,
     ASK(flow)},
    {{"as-of", "DATE", "what was known on that day (YYYY-MM-DD)"}, DAY, ASK(as_of)},
    {{"period", "PERIOD",
      "as in 2022-03..2022-11, 2022..2023 or 2022; for ingest that of files that do not say"},
     TEXT,
     ASK(period)},
    {{"with", "PERIOD", "the period to compare with"}, TEXT, ASK(with)},
    {{"by", "WHAT", "how to break down"}, TEXT, ASK(by)},
    {{"since", "MONTH", "first month of the time looked at (YYYY-MM)"}, TEXT, ASK(since)},
    {{"event", "EVENT", "name of an event, or DATE[..DATE]: do dates of change fall on it?"},
     TEXT,
     ASK(event)},
    {{"method", "METHOD", "levels (the default) or ltsts"}, TEXT, ASK(method)},
    {{"series", "FILE", "a column of this CSV file in place of the store"}, TEXT, ASK(series)},
    {{"column", "NAME", "which column"}, TEXT, ASK(column)},
    {{"trend", "N", "order of the trend, 0 to 3"}, COUNT, ASK(trend)},
    {{"seasonal", "N", "102: 2 harmonics, their height of order 1"}, COUNT, ASK(seasonal)},
    {{"season", "N", "values in a season, 12 unless told"}, COUNT, ASK(season)},
    {{"positions", "A..B", "positions of the shift tried, or none"}, TEXT, ASK(positions)},
    {{"h", "N", "values that the fit keeps, 3 of 4 unless told"}, COUNT, ASK(h)},
    {{"conflev", "SHARE", "level of the outlier limits, 0.975 unless told"}, SHARE, ASK(conflev)},
    {{"log", NULL, "fit the logarithms"}, FLAG, ASK(logs)},
    {{"multiple", NULL, "several shifts, one after the other"}, FLAG, ASK(multiple)},
    {{"wedge", NULL, "with the residuals of every position (JSON): the double wedge plot"},
     FLAG,
     ASK(wedge)},
    {{"on", "DAY", "YYYY-MM-DD, a month, or two days with .. between; today unless told"},
     TEXT,
     ASK(on)},
    {{"in", "STATE", "the state whose duties are asked about"}, TEXT, ASK(in)},
    {{"count", NULL, "only the number"}, FLAG, ASK(count)},
    {{"order", "ORDER", "excess, ratio, p, tier or since"}, TEXT, ASK(order)},
    {{"fdr", "SHARE", "false discovery rate, 0.05 unless told"}, SHARE, ASK(fdr)},
    {{"drops", NULL, "what fell instead of what rose"}, FLAG, ASK(drops)},
    {{"limit", "N", "rows of text shown, 20 unless told; 0 for all"}, COUNT, ASK(limit)},
    {{"alert", "AMOUNT", "exit with 3 when the excess of a finding is above that"},
     NUMBER,
     ASK(alert)},
    {{"value", NULL, "values (the default)"}, FLAG, 0},
    {{"weight", NULL, "net weight in kg"}, FLAG, AT(weight)},
    {{"quantity", NULL, "quantities in the unit of the goods"}, FLAG, AT(quantity)},
    {{"unit-value", NULL, "value per kg, of rows that state a weight"}, FLAG, AT(unit_value)},
    {{"own-currency", NULL, "do not convert by the table of rates"}, FLAG, ASK(own_currency)},
    {{"map", "FILE", "read tables as this mapping file says"}, TEXT, ASK(map)},
    {{"reporter", "AREA", "reporter, for a mapping file that asks for it"}, TEXT, ASK(reporter)},
    {{"currency", "CODE", "currency, likewise"}, TEXT, ASK(currency)},
    {{"encoding", "NAME", "of files that are not UTF-8, as in latin1 or gb18030"},
     TEXT,
     ASK(encoding)},
    {{"vintage", "DATE", "day on which these figures were published, today unless told"},
     DAY,
     ASK(vintage)},
    {{"max-rejects", "PERCENT", "share of rows that may be unusable, 5 unless told"},
     SHARE,
     ASK(max_rejects)},
    {{"output", "FILE", "file to write (-o)"}, TEXT, ASK(output)},
    {{"html", "FILE", "write a self-contained page"}, TEXT, ASK(html)},
    {{"claims", "FILE", "with the answers to these claims"}, TEXT, ASK(claims)},
    {{"bundle", "FILE", "pack files, questions and answers (.tar.zst)"}, TEXT, ASK(bundle)},
    {{"verify", "FILE", "ask a bundle's questions again and compare"}, TEXT, ASK(verify)},
    {{"xlsx", "FILE", "write the table as a workbook"}, TEXT, AT(xlsx)},
    {{"store", "PATH", "the store, else $WEIR_STORE, else in the user's data directory"},
     TEXT,
     ASK(store)},
    {{"json", NULL, "print JSON"}, FLAG, AT(json)},
    {{"csv", NULL, "print CSV"}, FLAG, AT(csv)},
    {{"quiet", NULL, "no notes and no progress (-q)"}, FLAG, AT(quiet)},
    {{"help", NULL, "this text (-h)"}, FLAG, AT(help)},
    {{"man", NULL, "this text as a manual page"}, FLAG, AT(man)},
};
enum { OPTIONS = sizeof options / sizeof *options };
static const char everywhere[] = "store json csv xlsx quiet help";

static bool names(const char *list, const char *name, size_t len)
{
    for (const char *p = list; p && *p;) {
        size_t n = strcspn(p, " ");
        if (n == len && !strncmp(p, name, n))
            return true;
        p += n + strspn(p + n, " ");
    }
    return false;
}

static bool takes(const struct command *c, const struct option *o)
{
    const char *name = o->info.name;
    size_t n = strlen(name);
    return names(c->options, name, n) || names(everywhere, name, n) || !strcmp(name, "man");
}

const struct option_info *options_next(const struct command *c, const struct option_info *last)
{
    const struct option *o = last ? (const struct option *)(const void *)last + 1 : options;
    for (; o < options + OPTIONS; o++)
        if (takes(c, o) && strcmp(o->info.name, "man") != 0)
            return &o->info;
    return NULL;
}

static int unknown(const struct command *c, const char *name, size_t len, struct err *err)
{
    err_set(err, ERR_USAGE, "weir %s has no option '%.*s'", c->name, (int)len, name);
    return err_hint(err, "weir %s --help lists them", c->name);
}

/* "--output", "-o" -> the option of that name. */
static const struct option *find(const struct command *c, const char *word, size_t len)
{
    static const char *const shorts[][2] = {{"-o", "output"}, {"-q", "quiet"}, {"-h", "help"}};
    const char *name = word + 2;
    size_t n = len > 2 ? len - 2 : 0;
    for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
        if (len == 2 && !strncmp(word, shorts[i][0], 2)) {
            name = shorts[i][1];
            n = strlen(name);
        }
    if (!n || (len > 2 && word[1] != '-'))
        return NULL;
    for (const struct option *o = options; o < options + OPTIONS; o++)
        if (strlen(o->info.name) == n && !strncmp(o->info.name, name, n) && takes(c, o))
            return o;
    return NULL;
}

static bool is_day(const char *s)
{
    int y, m, d, n = 0;
    return sscanf(s, "%4d-%2d-%2d%n", &y, &m, &d, &n) == 3 && s[n] == '\0' && n == 10 && m >= 1 &&
           m <= 12 && d >= 1 && d <= 31;
}

static int set_number(char *at, const struct option *o, const char *text, struct err *err)
{
    char *end;
    double v = strtod(text, &end);
    bool percent = !strcmp(end, "%") || !strcmp(o->info.name, "max-rejects");
    if (end == text || (*end && strcmp(end, "%") != 0) || !isfinite(v) || v < 0)
        return err_set(err, ERR_USAGE, "--%s '%s' is not a number", o->info.name, text);
    if (o->kind == COUNT)
        *(int *)(void *)at = (int)fmin(v, 1e9);
    else
        *(double *)(void *)at = o->kind == SHARE && percent ? v / 100 : v;
    return 0;
}

static int set(struct line *line, const struct option *o, const char *text, struct err *err)
{
    char *at = (char *)line + o->at;
    if (o->kind == FLAG) {
        if (o->at)
            *(bool *)at = true;
        return 0;
    }
    if (o->kind == DAY && !is_day(text))
        return err_set(err, ERR_USAGE, "--%s '%s' is not a day (YYYY-MM-DD)", o->info.name, text);
    if (o->kind != TEXT && o->kind != DAY)
        return set_number(at, o, text, err);
    *(const char **)(void *)at = text;
    return 0;
}

static int take_option(struct line *line, const struct command *c, char **argv, int argc, int *i,
                       struct err *err)
{
    const char *word = argv[*i], *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    const struct option *o = find(c, word, len);
    if (!o)
        return unknown(c, word, len, err);
    if (!strcmp(o->info.name, "limit"))
        line->limit_given = true;
    if (o->kind == FLAG)
        return equals ? unknown(c, word, strlen(word), err) : set(line, o, NULL, err);
    if (!equals && *i + 1 >= argc)
        return err_set(err, ERR_USAGE, "--%s wants a value (%s)", o->info.name, o->info.argument);
    return set(line, o, equals ? equals + 1 : argv[++*i], err);
}

int options_parse(struct line *line, const struct command *c, int argc, char **argv,
                  struct arena *a, struct err *err)
{
    struct request *q = &line->request;
    bool only_arguments = false;
    q->args = arena_array(a, char *, (size_t)argc + 1);
    for (int i = 1; i < argc; i++) {
        bool option = !only_arguments && argv[i][0] == '-' && argv[i][1];
        if (option && !strcmp(argv[i], "--"))
            only_arguments = true;
        else if (option)
            TRY(take_option(line, c, argv, argc, &i, err));
        else
            q->args[q->arg_count++] = argv[i];
    }
    if (q->arg_count && !*c->arguments) {
        err_set(err, ERR_USAGE, "weir %s takes no argument '%s'", c->name, q->args[0]);
        return err_hint(err, "weir %s --help shows how to call it", c->name);
    }
    if (line->json && line->csv)
        return err_set(err, ERR_USAGE, "--json or --csv, not both");
    return 0;
}
