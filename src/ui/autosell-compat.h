/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What GTK 4.8 with libadwaita 1.2 and today's versions do differently, in one place. */

/* Shows @dialog for @parent; the program's own shortcuts are known in it too. */
void autosell_compat_present_dialog (GtkWindow *dialog, GtkWindow *parent);

/* Lets the words of a button with a label, or of a check button, take several lines where there is no room for one. */
void autosell_compat_wrap_words (GtkWidget *button);

/* As adw_message_dialog_new(). @parent, @body: (nullable). Returns: (transfer none): GTK owns it, as any window */
GtkWidget *autosell_compat_message_dialog_new (GtkWindow *parent, const char *heading, const char *body);

/* A question with a “Cancel” and one answer. @callback is called with TRUE for the answer and FALSE for anything else,
 * once, unless @parent goes first. @body: (nullable) */
typedef void (*AutosellAnswerFunc) (gboolean confirmed, gpointer user_data);
void autosell_compat_ask (GtkWindow *parent, const char *heading, const char *body, const char *answer_label,
                          gboolean is_destructive, AutosellAnswerFunc callback, gpointer user_data);

/* Chooses a file to read or to write. @filters: (nullable) (element-type GtkFileFilter); @suggested_name: (nullable)
 * for saving. @callback is called with the file, or NULL when nobody chose one; the file is only lent. */
typedef void (*AutosellFileFunc) (GFile *file, gpointer user_data);
void autosell_compat_open_file (GtkWindow *parent, const char *title, GListModel *filters, AutosellFileFunc callback,
                                gpointer user_data);
void autosell_compat_save_file (GtkWindow *parent, const char *title, const char *suggested_name, GListModel *filters,
                                AutosellFileFunc callback, gpointer user_data);
void autosell_compat_choose_folder (GtkWindow *parent, const char *title, AutosellFileFunc callback,
                                    gpointer user_data);

/* The same for several files. @files: (element-type GFile) (nullable) */
typedef void (*AutosellFilesFunc) (GListModel *files, gpointer user_data);
void autosell_compat_open_files (GtkWindow *parent, const char *title, GListModel *filters, AutosellFilesFunc callback,
                                 gpointer user_data);

/* Asks which program is to open @file. @content_type: of it */
void autosell_compat_open_with (GtkWindow *parent, GFile *file, const char *content_type);

/* Filters for open_file(): spreadsheets that can be imported, then all files. Returns: (transfer full) */
GListModel *autosell_compat_spreadsheet_filters (void);

/* TRUE where the window is shown in a web browser, by GTK's Broadway. */
gboolean autosell_compat_is_in_browser (void);
/* There, a dialog that closes leaves the keyboard with nobody, as there is no window manager: from now on the window
 * that it belongs to has it. Elsewhere nothing. */
void autosell_compat_keep_keyboard_in_browser (void);

/* GTK 4.8 calls a button “_Save Save”: by its label with the underline, and by the label inside of it once more. From
 * now on all buttons go by the latter. Newer GTK calls a drop-down by its choice alone, whatever name it was given;
 * from now on that name counts, and the choice is what is in it. */
void autosell_compat_fix_names (void);

/* What a screen reader calls @widget. Icon-only buttons and unlabelled entries need it. */
void autosell_compat_set_name (GtkWidget *widget, const char *name);

/* The same for the row that a list made around a list item's child. */
void autosell_compat_set_row_name (GtkListItem *item, const char *name);

/* Below @narrow_width pixels the header bar of @window has no buttons but that which closes, and what is cut of its
 * title is told in a tooltip. @changed: (nullable): called with @window and whether it is narrow, at first and when
 * that changes */
typedef void (*AutosellNarrowFunc) (GtkWindow *window, gboolean is_narrow);
void autosell_compat_fit_header (GtkWindow *window, AdwHeaderBar *header, int narrow_width, AutosellNarrowFunc changed);

/* A label that may be cut shows all of its text in a tooltip, but only while it is cut. */
void autosell_compat_tell_when_cut (GtkLabel *label);

G_END_DECLS
