/* SPDX-License-Identifier: Apache-2.0 */
#include "app/evidence/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "app/asked.h"
#include "app/evidence/pack.h"
#include "base/digest.h"
#include "base/temp.h"
#include "base/tree.h"

/* limit MANIFEST_BYTES_MAX: the manifest of a bundle, bytes: "does not verify"; */
enum { MANIFEST_BYTES_MAX = 64 << 20 };

struct reader {
    struct manifest *out;
    const char *dir;
    struct arena *arena;
    yajl_val root;
    char **name; /* of the members that the manifest names, in order, each once */
    bool *used;
    int count;
    struct err *err;
};

static int wrong(struct reader *r, const char *what)
{
    return err_set(r->err, ERR_CONFLICT, "%s", what);
}

static const char *inside(const struct reader *r, const char *name)
{
    return arena_printf(r->arena, "%s/%s", r->dir, name);
}

/* --- members --- */

static int check_member(struct reader *r, yajl_val x)
{
    char hex[DIGEST_HEX];
    const char *name = tree_text(x, "name"), *sha256 = tree_text(x, "sha256");
    if (!tree_only(x, "name sha256") || !name || !sha256 || !pack_is_inside(name))
        return wrong(r, "its manifest names a member without place or digest");
    if (digest_file(hex, inside(r, name), -1, NULL))
        return wrong(r, arena_printf(r->arena, "it lacks %s", name));
    if (strcmp(hex, sha256) != 0)
        return wrong(r, arena_printf(r->arena, "%s is not what the manifest says", name));
    r->name = arena_grow(r->arena, r->name, (size_t)r->count, sizeof *r->name);
    r->name[r->count++] = arena_strdup(r->arena, name);
    return 0;
}

/* Sorts names and drops those that are there already. */
static int once_each(char **name, int count)
{
    int n = 0;
    if (!count)
        return 0;
    qsort(name, (size_t)count, sizeof *name, text_order);
    for (int i = 0; i < count; i++)
        if (!n || strcmp(name[n - 1], name[i]) != 0)
            name[n++] = name[i];
    return n;
}

static char **find_member(const struct reader *r, const char *name)
{
    return r->count ? bsearch(&name, r->name, (size_t)r->count, sizeof *r->name, text_order) : NULL;
}

static int read_members(struct reader *r, const struct words *names)
{
    size_t n = tree_count(r->root, "members");
    for (size_t i = 0; i < n; i++)
        TRY(check_member(r, tree_item(r->root, "members", i)));
    r->out->members = r->count;
    r->count = once_each(r->name, r->count);
    r->used = arena_array(r->arena, bool, (size_t)r->count + 1);
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->item[i], "manifest.json") != 0 && !find_member(r, names->item[i]))
            return wrong(r, arena_printf(r->arena,
                                         "it holds '%.200s', which its manifest does not "
                                         "name",
                                         names->item[i]));
    return r->count ? 0 : wrong(r, "its manifest names no members");
}

/* The name of a member, which now has its reason. */
static bool take(struct reader *r, const char **out, const char *name)
{
    char **at = name ? find_member(r, name) : NULL;
    if (!at)
        return false;
    r->used[at - r->name] = true;
    *out = *at;
    return true;
}

static int check_used(struct reader *r)
{
    const char *rates;
    r->out->rates = take(r, &rates, "rates.csv");
    for (int i = 0; i < r->count; i++)
        if (!r->used[i])
            return wrong(r, arena_printf(r->arena, "nothing needs its member %s", r->name[i]));
    return 0;
}

/* --- loads, lists, questions --- */

static int read_load(struct reader *r, struct packed_load *to, yajl_val x)
{
    const char *options = tree_text(x, "options"), *map = tree_text(x, "map"),
               *vintage = tree_text(x, "vintage");
    if (!tree_only(x, "file vintage options map") || !take(r, &to->file, tree_text(x, "file")) ||
        (map && !take(r, &to->map, map)) || !vintage)
        return wrong(r, "its manifest names no file to load");
    to->options = arena_strdup(r->arena, options ? options : "");
    to->vintage = arena_strdup(r->arena, vintage);
    return 0;
}

static int read_list(struct reader *r, struct packed_list *to, yajl_val x)
{
    const char *vintage = tree_text(x, "vintage");
    if (!tree_only(x, "file vintage encoding") || !take(r, &to->file, tree_text(x, "file")) ||
        !vintage)
        return wrong(r, "its manifest names no list to load");
    to->vintage = arena_strdup(r->arena, vintage);
    to->encoding = arena_strdup(r->arena, tree_text(x, "encoding"));
    return 0;
}

static int read_question(struct reader *r, struct packed_question *to, yajl_val x,
                         const struct question *const *all)
{
    const char *text = tree_text(x, "question"), *id = tree_text(x, "id");
    const char **file;
    if (!tree_only(x, "id answer question") || !text || !id ||
        !take(r, &to->answer, tree_text(x, "answer")))
        return wrong(r, "its manifest names a question without text or answer");
    to->id = arena_strdup(r->arena, id);
    TRY(asked_read(&to->question, &to->params, all, text, r->arena, r->err));
    for (int i = 0; (file = asked_file(to->question, to->params, i)); i++)
        if (!take(r, file, *file))
            return wrong(r, arena_printf(r->arena,
                                         "its question %.20s names a file outside: "
                                         "%.200s",
                                         id, *file));
    return 0;
}

static int read_parts(struct reader *r, const struct question *const *all)
{
    struct manifest *m = r->out;
    size_t loads = tree_count(r->root, "loads"), lists = tree_count(r->root, "lists"),
           questions = tree_count(r->root, "questions");
    m->load = arena_array(r->arena, struct packed_load, loads);
    m->list = arena_array(r->arena, struct packed_list, lists);
    m->question = arena_array(r->arena, struct packed_question, questions);
    for (size_t i = 0; i < loads; i++)
        TRY(read_load(r, &m->load[m->loads++], tree_item(r->root, "loads", i)));
    for (size_t i = 0; i < lists; i++)
        TRY(read_list(r, &m->list[m->lists++], tree_item(r->root, "lists", i)));
    for (size_t i = 0; i < questions; i++)
        TRY(read_question(r, &m->question[m->questions++], tree_item(r->root, "questions", i),
                          all));
    return m->questions ? 0 : wrong(r, "it holds no answers");
}

/* Ids and methods are those of the version that made the bundle, which is this one or an earlier.
 */
static int read_maker(struct reader *r)
{
    const char *weir = tree_text(r->root, "weir"), *reference = tree_text(r->root, "reference");
    if (!weir || !reference)
        return wrong(r, "its manifest does not say which weir made it");
    r->out->weir = arena_strdup(r->arena, weir);
    r->out->reference = arena_strdup(r->arena, reference);
    if (strspn(weir, "0123456789.") == strlen(weir) && strverscmp(weir, WEIR_VERSION) <= 0)
        return 0;
    wrong(r, arena_printf(r->arena, "it was made by weir %.20s, and this is weir %s", weir,
                          WEIR_VERSION));
    return err_hint(r->err, "verify it with the weir that made it");
}

static int read_root(struct reader *r)
{
    char *text = NULL;
    struct err why = {0};
    if (file_text(&text, inside(r, "manifest.json"), MANIFEST_BYTES_MAX, r->arena, &why))
        return wrong(r, why.code == ERR_NOT_FOUND
                            ? "it lacks manifest.json"
                            : arena_printf(r->arena, "manifest.json: %s", why.msg));
    if (tree_read(&r->root, text, &why))
        return wrong(r, arena_printf(r->arena, "manifest.json: %s", why.msg));
    return tree_only(r->root, "weir reference loads lists questions members")
               ? 0
               : wrong(r, "its manifest says more than a manifest does");
}

int manifest_read(struct manifest *out, const char *dir, const struct words *names,
                  const struct question *const *all, struct arena *a, struct err *err)
{
    struct reader r = {.out = out, .dir = dir, .arena = a, .err = err};
    *out = (struct manifest){0};
    int rc = read_root(&r);
    rc = rc ? rc : read_members(&r, names);
    rc = rc ? rc : read_maker(&r);
    rc = rc ? rc : read_parts(&r, all);
    rc = rc ? rc : check_used(&r);
    tree_free(&r.root);
    return rc;
}
