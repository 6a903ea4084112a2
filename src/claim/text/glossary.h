/* glossary.h - sentences of another language in the words of the grammar.
 *
 * A language is added as a table, data/phrase/LANGUAGE/glossary.csv, that gives for its phrases the
 * English words they stand for; words ending in * are beginnings.  The longest phrase counts.  What
 * it has no words for stays as it is.  Places stay those of the text.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef CLAIM_TEXT_GLOSSARY_H
#define CLAIM_TEXT_GLOSSARY_H

#include "claim/text/tokens.h"

struct glossary;

/* Reads the table of a language; in the arena. */
struct glossary *glossary_read(const char *language, struct arena *a);

/* Puts the words of a sentence into English. */
void glossary_apply(const struct glossary *g, struct tokens *t, struct arena *a);

#endif
