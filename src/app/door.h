/* door.h - a way to ask other than one question of the command line: a server, a tool of an
 * assistant.  A door is a command with options like those of a question.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DOOR_H
#define APP_DOOR_H

#include "app/question.h"

struct door {
    struct question question; /* without run() */
    /* Serves until it is told to stop; the process's exit code. */
    int (*run)(const struct world *w, const void *params, const char *store, int wait,
               struct err *err);
};

#endif
