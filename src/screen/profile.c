/* profile.c - the numbers of the scoring, with a version.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "screen/profile.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/resource.h"
#include "ref/sheet.h"

static const char *const names[COEFFICIENTS] = {
    "alike spelling",    "alike name",          "alike nickname",
    "alike initial",     "alike cut",           "alike joined",
    "alike frame",       "alike acronym",       "letters share",
    "letters foreign",   "letters more",        "weight patronymic",
    "weight initial",    "weight lone initial", "weight lone patronymic",
    "weight company",    "weight domain",       "weight particle",
    "weight common",     "cost unlike",         "cost contradiction",
    "cost contradicted", "cost extra",          "cost missing",
    "cost single",       "cost number",         "cost number alone",
    "cost legal",        "cost legal alone",    "chance bits",
    "cost unknown",      "cost chance",         "threshold",
};

static struct profile profile[PROFILE_MODES];

static void load(void)
{
    static struct arena memory; /* as long as the program runs */
    const struct resource *r = resource_get("data/name/profile.csv");
    struct sheet s;
    sheet_read(&s, r->text, r->len, &memory);
    for (int i = 0; i < s.rows; i++)
        for (int mode = 0; mode < PROFILE_MODES; mode++) {
            const char *cell = sheet_cell(&s, i, mode + 1);
            if (!strcmp(sheet_cell(&s, i, 0), "version"))
                profile[mode].version = cell;
            for (int k = 0; k < COEFFICIENTS; k++)
                if (!strcmp(sheet_cell(&s, i, 0), names[k]))
                    profile[mode].of[k] = atof(cell);
        }
}

const struct profile *profile_of(enum profile_mode mode)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return &profile[mode];
}
