/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

/* A bash function: commands first, then the options of the command, else files. */
static int run_completion(const struct command *self, struct line *line)
{
    (void)self;
    (void)line;
    puts("_weir() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} options\n"
         "    case ${COMP_WORDS[1]} in");
    for (const struct command *const *c = cli_commands(); *c; c++) {
        printf("    %s) options='", (*c)->name);
        for (const struct option_info *o = NULL; (o = options_next(*c, o));)
            printf("--%s ", o->name);
        puts("' ;;");
    }
    fputs("    esac\n"
          "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
          "        COMPREPLY=($(compgen -W '",
          stdout);
    for (const struct command *const *c = cli_commands(); *c; c++)
        printf("%s ", (*c)->name);
    puts("' -- \"$word\"))\n"
         "    elif [[ $word == -* ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "    else\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    fi\n"
         "}\n"
         "complete -F _weir weir");
    return EXIT_FINE;
}

const struct command command_completion = {
    .name = "completion",
    .arguments = "",
    .summary = "print completion for bash",
    .options = "",
    .text = "Installed by make install; else load it with the example.",
    .examples = "eval \"$(weir completion)\"",
    .run = run_completion,
};
