/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/question.h"
#include "base/digest.h"
#include "base/log.h"
#include "base/resource.h"
#include "ref/ref.h"
#include "register/register.h"
#include "store/store.h"

enum { LINE_MAX_BYTES = 65536 };

/* --- ids --- */

/* What the store was made of, one file a line. */
static int add_sources(struct buf *b, const char *path, struct err *err)
{
    CLEANUP(store_close) struct store *s = NULL;
    CLEANUP(duck_rows_free) struct duck_rows *r = NULL, *lists = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    bool there;
    if (access(path, F_OK))
        return 0;
    TRY(store_open(&s, path, STORE_READ, err));
    TRY(duck_query(store_duck(s), &r, resource_get("src/app/sql/evidence_data.sql")->text, NULL,
                   err));
    while (duck_next(r))
        buf_printf(b, "%s\n", duck_text(r, 0, &a));
    TRY(duck_end(r, err));
    TRY(register_there(store_duck(s), &there, err));
    if (!there)
        return 0;
    TRY(duck_query(store_duck(s), &lists,
                   "SELECT concat_ws(' ', list, part, sha256, vintage) FROM reg.source "
                   "ORDER BY source_id",
                   NULL, err));
    while (duck_next(lists))
        buf_printf(b, "%s\n", duck_text(lists, 0, &a));
    return duck_end(lists, err);
}

int evidence_of(char id[EVIDENCE_ID], const char *command, const struct request *q, struct err *err)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(arena_free) struct arena a = {0};
    char hex[DIGEST_HEX];
    struct request r = *q;
    r.args = arena_array(&a, char *, (size_t)q->arg_count + 1);
    for (int i = 0; i < q->arg_count; i++)
        r.args[i] = q->args[i];
    const char **file = question_file(command, &r);
    if (file) { /* a file counts by what is in it, not by its name */
        TRY(digest_file(hex, *file, -1, err));
        *file = arena_strdup(&a, hex);
    }
    buf_printf(&b, "weir %s\n%s\n%s\n", WEIR_VERSION, ref_fingerprint(),
               question_json(command, &r, &a));
    TRY(add_sources(&b, q->store, err));
    digest_bytes(hex, b.s, b.len);
    snprintf(id, EVIDENCE_ID, "e%.11s", hex);
    return 0;
}

int evidence_of_claims(char id[EVIDENCE_ID], const char *store, const char *path, struct err *err)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *args[] = {arena_strdup(&a, "check"), arena_strdup(&a, path)};
    struct request q = {.store = store,
                        .args = args,
                        .arg_count = 2,
                        .fdr = 0.05,
                        .trend = -1,
                        .seasonal = -1,
                        .season = 12};
    return evidence_of(id, "claim", &q, err);
}

/* --- the journal --- */

static const char *journal_path(const char *store, struct arena *a)
{
    return arena_printf(a, "%s.evidence", store);
}

/* "id question" lines; NULL at the end. */
static char *next_line(FILE *f, char *line)
{
    if (!fgets(line, LINE_MAX_BYTES, f))
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static bool is_recorded(const char *path, const char *id)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *line = arena_array(&a, char, LINE_MAX_BYTES);
    FILE *f = fopen(path, "r");
    bool found = false;
    while (f && !found && next_line(f, line))
        found = !strncmp(line, id, strlen(id)) && line[strlen(id)] == ' ';
    if (f)
        fclose(f);
    return found;
}

void evidence_record(const char id[EVIDENCE_ID], const char *command, const struct request *q)
{
    CLEANUP(arena_free) struct arena a = {0};
    const char *path = journal_path(q->store, &a);
    if (access(q->store, F_OK) || is_recorded(path, id))
        return;
    struct request kept = *q;
    kept.args = arena_array(&a, char *, (size_t)q->arg_count + 1);
    for (int i = 0; i < q->arg_count; i++)
        kept.args[i] = q->args[i];
    const char **file = question_file(command, &kept);
    char *real = file ? realpath(*file, NULL) : NULL;
    if (real)
        *file = arena_strdup(&a, real);
    free(real);
    const char *line = arena_printf(&a, "%s %s\n", id, question_json(command, &kept, &a));
    size_t n = strlen(line);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644); /* one write: others may add too */
    if (fd < 0 || write(fd, line, n) != (ssize_t)n)
        log_note("the question could not be kept in '%s': %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
}

int evidence_journal(struct recorded **list, int *count, const char *store, struct arena *a,
                     struct err *err)
{
    const char *path = journal_path(store, a);
    char *line = arena_array(a, char, LINE_MAX_BYTES);
    FILE *f = fopen(path, "r");
    *count = 0;
    if (!f) {
        err_set(err, ERR_NOT_FOUND, "no question was asked of '%s' yet", store);
        return err_hint(err, "weir series, surge, claim check and others are kept there");
    }
    int skipped = 0;
    while (next_line(f, line)) {
        size_t n = strcspn(line, " ");
        struct recorded r = {.id = arena_strndup(a, line, n)};
        if (question_read(&r.command, &r.request, line[n] ? line + n + 1 : "", a, NULL)) {
            skipped++;
            continue;
        }
        r.request.store = store;
        *list = arena_grow(a, *list, (size_t)*count, sizeof **list);
        (*list)[(*count)++] = r;
    }
    fclose(f);
    if (skipped)
        log_note("%d lines of '%s' are no questions of this weir", skipped, path);
    return 0;
}
