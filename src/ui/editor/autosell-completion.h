/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list under an entry of what the stock has already. It only offers: what is typed stays until a person takes an
 * offer with the arrows and Enter, Tab or a click. The focus never leaves the entry. */
#define AUTOSELL_TYPE_COMPLETION (autosell_completion_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCompletion, autosell_completion, AUTOSELL, COMPLETION, GtkPopover)

/* Made when @text gets the focus. Belongs to @parent, which unparents it in its dispose. @text: where people type,
 * inside @parent. */
AutosellCompletion *autosell_completion_new (GtkWidget *parent, GtkEntry *text);

/* @values: (nullable): the offers, best first; NULL-terminated. They are copied. */
void autosell_completion_set_values (AutosellCompletion *self, const char *const *values);

/**
 * AutosellCompletion::taken:
 * @value: what was chosen
 */

G_END_DECLS
