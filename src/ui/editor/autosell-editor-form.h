/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-draft.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* All fields of a draft in groups on one page: in two columns where there is room. */
#define AUTOSELL_TYPE_EDITOR_FORM (autosell_editor_form_get_type ())
G_DECLARE_FINAL_TYPE (AutosellEditorForm, autosell_editor_form, AUTOSELL, EDITOR_FORM, GtkWidget)

/* Makes the next field. All are made before a draft is shown; whoever has time before that calls this until it returns
 * FALSE, so that opening a car need not. */
gboolean autosell_editor_form_build_more (AutosellEditorForm *self);

/* While there is no draft: groups that a view of @height_px does not reach are hidden, so that the first frame need not
 * lay out and draw what nobody sees; @width_px: of the form. unfold_more shows the uppermost of them: FALSE once none
 * is left. */
void autosell_editor_form_fold (AutosellEditorForm *self, int width_px, int height_px);
gboolean autosell_editor_form_unfold_more (AutosellEditorForm *self);

/* Offers from the stock come from @store. */
void autosell_editor_form_set_store (AutosellEditorForm *self, AutosellStore *store);

/* @draft: (nullable): lent, and written to by what people type */
void autosell_editor_form_set_draft (AutosellEditorForm *self, AutosellDraft *draft);

/* The draft changed by other means: shows it, with its conflicts and problems. */
void autosell_editor_form_refresh (AutosellEditorForm *self);

/* As though the focus had left. */
void autosell_editor_form_settle (AutosellEditorForm *self);

void autosell_editor_form_focus_first (AutosellEditorForm *self);
void autosell_editor_form_focus_conflict (AutosellEditorForm *self);
void autosell_editor_form_focus_field (AutosellEditorForm *self, AutosellField field);

/* Why the status was changed, in the person's words. Returns: (transfer none) (nullable) */
const char *autosell_editor_form_get_reason (AutosellEditorForm *self);

/**
 * AutosellEditorForm::edited:
 *
 * The draft was changed by a person.
 *
 * AutosellEditorForm::open-car:
 * @key: another car that a person wants to see
 */

G_END_DECLS
