/* jarowinkler.c - the most likely of listed names for each name, by Jaro-Winkler of all pairs: what
 * a list screening does that has no index.  jarowinkler NAMES LISTED
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/ofac.h"

struct lines {
    char **at;
    size_t count;
};

static struct lines read_lines(const char *path)
{
    struct lines l = {0};
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    while (f && getline(&line, &room, f) > 0) {
        line[strcspn(line, "\n")] = 0;
        line[strlen(line) < 500 ? strlen(line) : 500] = 0;
        l.at = realloc(l.at, (l.count + 1) * sizeof *l.at);
        if (!l.at)
            abort();
        l.at[l.count++] = strdup(line);
    }
    free(line);
    if (f)
        fclose(f);
    return l;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    struct lines names = read_lines(argv[1]), listed = read_lines(argv[2]);
    int *length = calloc(listed.count + 1, sizeof *length);
    if (!length)
        return 1;
    for (size_t k = 0; k < listed.count; k++)
        length[k] = (int)strlen(listed.at[k]);
    for (size_t i = 0; i < names.count; i++) {
        double best = 0;
        for (size_t k = 0; k < listed.count; k++) {
            double s = ofac_jaro_winkler(names.at[i], (int)strlen(names.at[i]), listed.at[k],
                                         length[k]);
            best = s > best ? s : best;
        }
        printf("%.3f\n", best);
    }
    return 0;
}
