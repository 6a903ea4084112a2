/* main.c - the one file that names every question and every backend.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/door.h"
#include "cli/cli.h"
#include "store/backend.h"

/* In the order of the help; each is the one descriptor of its file. */
/* clang-format off */
#define QUESTIONS(ROW)   \
    ROW(ingest)          \
    ROW(fetch)           \
    ROW(update)          \
    ROW(services)        \
    ROW(rates)           \
    ROW(sources)         \
    ROW(coverage)        \
    ROW(rejects)         \
    ROW(store_info)      \
    ROW(store_make)      \
    ROW(store_copy)      \
    ROW(store_drop)      \
    ROW(store_backup)    \
    ROW(store_compact)   \
    ROW(store_check)     \
    ROW(store_repair)    \
    ROW(export)          \
    ROW(sql)             \
    ROW(series)          \
    ROW(compare)         \
    ROW(top)             \
    ROW(mirror)          \
    ROW(divert)          \
    ROW(price)           \
    ROW(surge)           \
    ROW(watch)           \
    ROW(report)          \
    ROW(codes)           \
    ROW(areas)           \
    ROW(groups)          \
    ROW(status)          \
    ROW(treaty)          \
    ROW(warrant)         \
    ROW(redline)         \
    ROW(lists_show)      \
    ROW(lists_load)      \
    ROW(lists_names)     \
    ROW(lists_find)      \
    ROW(lists_diff)      \
    ROW(screen)          \
    ROW(screen_decide)   \
    ROW(screen_audit)    \
    ROW(shift)           \
    ROW(changepoints)    \
    ROW(claim_check)     \
    ROW(claim_new)       \
    ROW(read)            \
    ROW(evidence)        \
    ROW(version)
/* clang-format on */

#define DECLARED(name) extern const struct question question_##name;
#define LISTED(name)   &question_##name,

QUESTIONS(DECLARED)
extern const struct door door_serve, door_mcp;

int main(int argc, char **argv)
{
    static const struct question *const questions[] = {QUESTIONS(LISTED) NULL};
    static const struct store_backend *const backends[] = {&store_on_duck, &store_on_click, NULL};
    static const struct door *const doors[] = {&door_serve, &door_mcp, NULL};
    static const struct world world = {questions, backends, doors};
    return cli_main(argc, argv, &world);
}
