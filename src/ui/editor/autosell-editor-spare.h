/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-editor.h"

G_BEGIN_DECLS

/* One editor of an application, made ahead of time and not shown: 400 widgets take longer to make and to style than a
 * person's click may wait. A closed one is kept for the next car. It belongs to no application while it waits, so that
 * the program ends with its last window. */

/* Goes on making one while the program has nothing else to do. */
void autosell_editor_spare_prepare (GtkApplication *application);

/* Whether it is ready yet or not; what it lacks is made when it is used. Returns: (transfer none) (nullable): a window,
 * like any other from now on */
AutosellEditor *autosell_editor_spare_take (GtkApplication *application);

/* Hides @editor, which is as good as new, for the next who asks. Returns: FALSE where one waits already */
gboolean autosell_editor_spare_keep (GtkApplication *application, AutosellEditor *editor);

G_END_DECLS
