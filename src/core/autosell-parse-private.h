/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people write for an amount or a date is shorter; longer text is neither. */
#define AUTOSELL_PLAIN_SIZE 64

/* Writes @text in lower case ASCII without accents and outer blanks: white space of all kinds is ' ', "º" and "°" are
 * 'o', "’" is '\''. FALSE where it holds anything else or is too long, whatever its length, in constant time. */
gboolean autosell_parse_plain (const char *text, char plain[AUTOSELL_PLAIN_SIZE]);

/* Copies the letters at *@p into @word and moves *@p past them; "" where none are there or they are too many. */
#define AUTOSELL_WORD_SIZE 16
void autosell_parse_word (const char **p, char word[AUTOSELL_WORD_SIZE]);

static inline void
autosell_parse_skip_blanks (const char **p)
{
  while (**p == ' ')
    (*p)++;
}

G_END_DECLS
