/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The choices that Meta's forms and feeds have, for what a lot writes in words of its own. What can mean two of them
 * (“camioneta” is an SUV to one and a pick-up to another) stands for none: nothing is guessed. Thread-safe. */
typedef enum
{
  AUTOSELL_META_BODY,
  AUTOSELL_META_FUEL,
  AUTOSELL_META_TRANSMISSION,
  AUTOSELL_META_CONDITION,
  AUTOSELL_META_DRIVETRAIN,
  AUTOSELL_N_META_KINDS
} AutosellMetaKind;

/* "SEDAN", as a feed wants it. @text: (nullable): as the lot wrote it. Returns: (nullable): static */
const char *autosell_meta_find_word (AutosellMetaKind kind, const char *text);
/* The same choice for people, translated: "Sedan". @word: one of autosell_meta_find_word(). Static. */
const char *autosell_meta_word_to_label (AutosellMetaKind kind, const char *word);
/* A motorcycle, which the form asks for apart. @body: (nullable) */
gboolean autosell_meta_is_motorcycle (const char *body);

G_END_DECLS
