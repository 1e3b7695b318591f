/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All take valid UTF-8 and are thread-safe. Each has a quick path for plain ASCII: they run for every cell of an
 * import. */

/* Lower case without accents ("Año" and "ANO" are "ano"), for comparing: letters taken apart (NFD), marks dropped, made
 * small; no-break, wide and thin blanks as ' '. Folding twice changes nothing. SQLite's unicode61 with
 * remove_diacritics 2 has the same letters for all of Latin script that anybody writes, so a full-text index of the
 * text itself can be asked with folds. Returns: (transfer full) */
char *autosell_text_fold (const char *text);

/* The fold with runs of anything but letters and digits as one blank, ends trimmed: "Ubicación: " is "ubicacion",
 * "entry_date" is "entry date". For headings and words of choice. Returns: (transfer full) */
char *autosell_text_fold_words (const char *text);

/* The fold with letters and digits alone: "CX-30" and "CX 30" are "cx30". Returns: (transfer full) */
char *autosell_text_fold_compact (const char *text);

/* A fold that sorts "9" before "10" when compared bytewise: each run of digits is preceded by its length.
 * Returns: (transfer full) */
char *autosell_text_natural_key (const char *text);

/* The fold of a colour with its gender aside: "BLANCA" and "Blanco" are one. Returns: (transfer full) */
char *autosell_text_colour_key (const char *text);

/* Copy without white space (Unicode's too) at both ends; NULL if nothing is left or @text is NULL.
 * Returns: (transfer full) (nullable) */
char *autosell_text_trim (const char *text);

/* Whether @folded_value has @folded_word at the beginning of one of its words: "mercedes benz" has "ben". */
gboolean autosell_text_has_word_prefix (const char *folded_value, const char *folded_word);

G_END_DECLS
