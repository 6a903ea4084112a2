/* SPDX-License-Identifier: Apache-2.0 */
#include "app/question.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yajl/yajl_tree.h>

#include "model/period.h"
#include "report/json.h"

static const struct asker {
    const char *command;
    int (*app)(struct answer *out, struct arena *a, const struct request *q, struct err *err);
    const char *word; /* first argument of the questions that can be asked again; NULL: any */
    bool day;         /* today where no day is given */
} askers[] = {
    {"series", app_series, NULL, false},  {"compare", app_compare, NULL, false},
    {"surge", app_surge, NULL, false},    {"watch", app_watch, NULL, false},
    {"shift", app_shift, NULL, false},    {"changepoints", app_changepoints, NULL, false},
    {"status", app_status, NULL, true},   {"treaty", app_treaty, NULL, true},
    {"warrant", app_warrant, NULL, true}, {"redline", app_redline, NULL, false},
    {"lists", app_lists, "find", false},  {"claim", app_claim, "check", false},
    {"report", app_report, NULL, false},
};

enum type { TEXT, FLAG, INT, REAL };

static const struct field {
    const char *name;
    enum type type;
    size_t at;
} fields[] = {
#define FIELD(name, type)                                                                          \
    {                                                                                              \
#name, type, offsetof(struct request, name)                                                \
    }
    FIELD(from, TEXT),    FIELD(to, TEXT),     FIELD(code, TEXT),      FIELD(list, TEXT),
    FIELD(group, TEXT),   FIELD(flow, TEXT),   FIELD(as_of, TEXT),     FIELD(period, TEXT),
    FIELD(with, TEXT),    FIELD(by, TEXT),     FIELD(since, TEXT),     FIELD(order, TEXT),
    FIELD(measure, INT),  FIELD(drops, FLAG),  FIELD(fdr, REAL),       FIELD(own_currency, FLAG),
    FIELD(series, TEXT),  FIELD(column, TEXT), FIELD(positions, TEXT), FIELD(trend, INT),
    FIELD(seasonal, INT), FIELD(season, INT),  FIELD(h, INT),          FIELD(conflev, REAL),
    FIELD(logs, FLAG),    FIELD(wedge, FLAG),  FIELD(multiple, FLAG),  FIELD(event, TEXT),
    FIELD(method, TEXT),  FIELD(on, TEXT),     FIELD(in, TEXT),        FIELD(count, FLAG),
    FIELD(claims, TEXT),
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const struct asker *find_asker(const char *command)
{
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++)
        if (!strcmp(askers[i].command, command))
            return &askers[i];
    return NULL;
}

bool question_known(const char *command, const struct request *q)
{
    const struct asker *k = find_asker(command);
    return k && (!k->word || (q->arg_count && !strcmp(q->args[0], k->word)));
}

/* What an option is where it was not given. */
static void defaults(struct request *q)
{
    *q = (struct request){.fdr = 0.05, .trend = -1, .seasonal = -1, .season = 12, .alert = NAN};
}

static bool is_default(const struct field *f, const struct request *q)
{
    struct request none;
    defaults(&none);
    const char *x = (const char *)q + f->at, *y = (const char *)&none + f->at;
    switch (f->type) {
    case TEXT:
        return !*(const char *const *)(const void *)x;
    case FLAG:
        return !*(const bool *)(const void *)x;
    case INT:
        return *(const int *)(const void *)x == *(const int *)(const void *)y;
    default:
        return !(*(const double *)(const void *)x != *(const double *)(const void *)y);
    }
}

/* --- writing --- */

static void add_value(struct buf *b, const struct field *f, const struct request *q)
{
    const char *x = (const char *)q + f->at;
    if (f->type == TEXT)
        json_text(b, *(const char *const *)(const void *)x);
    else if (f->type == FLAG)
        buf_puts(b, "true");
    else
        json_number(b, f->type == INT ? *(const int *)(const void *)x
                                      : *(const double *)(const void *)x);
}

const char *question_json(const char *command, const struct request *asked, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct request r = *asked;
    const struct asker *k = find_asker(command);
    char day[DAY_TEXT];
    today(day);
    if (k && k->day && !r.on)
        r.on = day;
    json_pair(&b, "command", command, "{");
    for (int i = 0; i < FIELDS; i++) {
        if (is_default(&fields[i], &r))
            continue;
        buf_printf(&b, ", \"%s\": ", fields[i].name);
        add_value(&b, &fields[i], &r);
    }
    for (int i = 0; i < r.arg_count; i++) {
        buf_puts(&b, i ? ", " : ", \"args\": [");
        json_text(&b, r.args[i]);
    }
    buf_puts(&b, r.arg_count ? "]}" : "}");
    return arena_strdup(a, b.s);
}

const char *question_words(const char *command, const struct request *q, struct arena *a)
{
    CLEANUP(buf_free) struct buf b = {0};
    buf_printf(&b, "weir %s", command);
    for (int i = 0; i < q->arg_count; i++)
        buf_printf(&b, " '%s'", q->args[i]);
    for (int i = 0; i < FIELDS; i++) {
        static const char *const measures[] = {"value", "weight", "quantity", "unit-value"};
        if (is_default(&fields[i], q))
            continue;
        if (!strcmp(fields[i].name, "measure")) {
            buf_printf(&b, " --%s", measures[q->measure]);
            continue;
        }
        buf_puts(&b, " --");
        for (const char *p = fields[i].name; *p; p++)
            buf_add(&b, *p == '_' ? "-" : p, 1);
        if (fields[i].type == FLAG)
            continue;
        buf_puts(&b, " ");
        add_value(&b, &fields[i], q);
    }
    return arena_strdup(a, b.s);
}

/* --- reading --- */

static void free_tree(yajl_val *v)
{
    yajl_tree_free(*v);
}

static int set(struct request *q, const struct field *f, yajl_val v, struct arena *a)
{
    char *x = (char *)q + f->at;
    if (f->type == TEXT && YAJL_IS_STRING(v))
        *(const char **)(void *)x = arena_strdup(a, YAJL_GET_STRING(v));
    else if (f->type == FLAG && YAJL_IS_TRUE(v))
        *(bool *)(void *)x = true;
    else if (f->type == INT && YAJL_IS_NUMBER(v))
        *(int *)(void *)x = (int)strtol(YAJL_GET_NUMBER(v), NULL, 10);
    else if (f->type == REAL && YAJL_IS_NUMBER(v))
        *(double *)(void *)x = strtod(YAJL_GET_NUMBER(v), NULL);
    else
        return ERR_INPUT;
    return 0;
}

static int read_args(struct request *q, yajl_val v, struct arena *a)
{
    if (!YAJL_IS_ARRAY(v))
        return ERR_INPUT;
    size_t n = YAJL_GET_ARRAY(v)->len;
    q->args = arena_array(a, char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        yajl_val x = YAJL_GET_ARRAY(v)->values[i];
        if (!YAJL_IS_STRING(x))
            return ERR_INPUT;
        q->args[q->arg_count++] = arena_strdup(a, YAJL_GET_STRING(x));
    }
    return 0;
}

static int read_pair(const char **command, struct request *q, const char *key, yajl_val v,
                     struct arena *a)
{
    if (!strcmp(key, "command") && YAJL_IS_STRING(v)) {
        *command = arena_strdup(a, YAJL_GET_STRING(v));
        return 0;
    }
    if (!strcmp(key, "args"))
        return read_args(q, v, a);
    for (int i = 0; i < FIELDS; i++)
        if (!strcmp(fields[i].name, key))
            return set(q, &fields[i], v, a);
    return ERR_INPUT;
}

int question_read(const char **command, struct request *q, const char *json, struct arena *a,
                  struct err *err)
{
    CLEANUP(free_tree) yajl_val v = yajl_tree_parse(json, NULL, 0);
    bool fine = v && YAJL_IS_OBJECT(v);
    defaults(q);
    *command = NULL;
    for (size_t i = 0; fine && i < YAJL_GET_OBJECT(v)->len; i++)
        fine = !read_pair(command, q, YAJL_GET_OBJECT(v)->keys[i], YAJL_GET_OBJECT(v)->values[i],
                          a);
    return fine && *command && question_known(*command, q)
               ? 0
               : err_set(err, ERR_INPUT, "no question of this weir: %.200s", json);
}

/* --- asking --- */

int question_ask(struct answer *out, const char *command, const struct request *asked,
                 struct arena *a, struct err *err)
{
    struct request q = *asked;
    const struct asker *k = find_asker(command);
    const char *dir = getenv("TMPDIR");
    char *page = NULL;
    if (!strcmp(command, "watch") || !strcmp(command, "report")) {
        page = arena_printf(a, "%s/weir-page-XXXXXX", dir ? dir : "/tmp");
        int fd = mkstemp(page);
        if (fd < 0)
            return err_set(err, ERR_IO, "'%s' could not be created", page);
        close(fd);
        q.output = page;
    }
    q.limit = 0;
    int rc = k->app(out, a, &q, err);
    if (page)
        unlink(page);
    return rc;
}

const char **question_file(const char *command, struct request *q)
{
    if (!strcmp(command, "claim") && q->arg_count > 1)
        return (const char **)(void *)&q->args[1];
    if (q->series)
        return &q->series;
    return q->claims ? &q->claims : NULL;
}
