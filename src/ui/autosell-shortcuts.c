/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-shortcuts.h"

#include "autosell-compat.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef enum
{
  GROUP_GENERAL,
  GROUP_PLACES,
  GROUP_CHANGES,
  GROUP_LIST,
  GROUP_HEADINGS,
  GROUP_EDITOR,
  GROUP_GALLERY,
  N_GROUPS
} Group;

typedef struct
{
  AutosellShortcutScope scope;
  const char *action; /* detailed; NULL: only shown, because a widget takes the key itself */
  const char *accelerator;
  Group group;
  const char *title;
} Shortcut;

static const Shortcut shortcuts[] = {
  { AUTOSELL_SHORTCUTS_WINDOW, "win.search", "<Control>f", GROUP_GENERAL, N_("Search") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.filters", "<Control><Shift>f", GROUP_GENERAL, N_("Filters") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.add", "<Control>n", GROUP_GENERAL, N_("Add a vehicle") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.import", "<Control>i", GROUP_GENERAL, N_("Import a spreadsheet") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.export", "<Control>e", GROUP_GENERAL, N_("Export what is shown") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.print", "<Control>p", GROUP_GENERAL, N_("Print what is shown") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.problems", "<Control><Shift>p", GROUP_GENERAL, N_("Problems") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.marketplace", "<Control><Shift>m", GROUP_GENERAL, N_("Listings on Marketplace") },
  { AUTOSELL_SHORTCUTS_APPLICATION, "app.new-window", "<Control><Shift>n", GROUP_GENERAL, N_("New window") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.toggle-sidebar", "F9", GROUP_GENERAL, N_("Show or hide the sidebar") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show-details", "<Alt>Return", GROUP_GENERAL, N_("Show or hide the details") },
  { AUTOSELL_SHORTCUTS_WINDOW, NULL, "F10", GROUP_GENERAL, N_("Main menu") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.preferences", "<Control>comma", GROUP_GENERAL, N_("Preferences") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.shortcuts", "<Control>question", GROUP_GENERAL, N_("Keyboard shortcuts") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.close", "<Control>w", GROUP_GENERAL, N_("Close the window") },
  { AUTOSELL_SHORTCUTS_APPLICATION, "app.quit", "<Control>q", GROUP_GENERAL, N_("Quit") },

  /* As they stand in the sidebar. */
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show::home", "<Alt>1", GROUP_PLACES, N_("Home") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show::stock", "<Alt>2", GROUP_PLACES, N_("Vehicles") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show::photos", "<Alt>3", GROUP_PLACES, N_("Photos") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show::posts", "<Alt>4", GROUP_PLACES, N_("Posts") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show::activity", "<Alt>5", GROUP_PLACES, N_("Activity") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.show::bin", "<Alt>6", GROUP_PLACES, N_("Bin") },

  { AUTOSELL_SHORTCUTS_WINDOW, "win.undo", "<Control>z", GROUP_CHANGES, N_("Undo") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.redo", "<Control><Shift>z", GROUP_CHANGES, N_("Redo") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.history", "<Control>h", GROUP_CHANGES, N_("History") },

  { AUTOSELL_SHORTCUTS_WINDOW, "win.view::table", "<Control>1", GROUP_LIST, N_("Table") },
  { AUTOSELL_SHORTCUTS_WINDOW, "win.view::cards", "<Control>2", GROUP_LIST, N_("Cards") },
  { AUTOSELL_SHORTCUTS_LIST, NULL, "Return", GROUP_LIST, N_("Open the car") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.quick-look", "space", GROUP_LIST, N_("Quick look at the car") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.edit-price", "F2", GROUP_LIST, N_("Change the price") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.edit-status", "F3", GROUP_LIST, N_("Change the status") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.edit-location", "F4", GROUP_LIST, N_("Change the location") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.reserve", "F6", GROUP_LIST, N_("Reserve the car") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.sell", "F7", GROUP_LIST, N_("Sell the car") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.make-available", "F8", GROUP_LIST, N_("Back to available") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.delete", "Delete", GROUP_LIST, N_("Move to the bin") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.delete", "KP_Delete", GROUP_LIST, NULL },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.copy", "<Control>c", GROUP_LIST, N_("Copy the car as text") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.marketplace", "<Control>m", GROUP_LIST, N_("List the car on Marketplace") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.duplicate", "<Control>d", GROUP_LIST, N_("Start a copy of the car") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.select-all", "<Control>a", GROUP_LIST, N_("Select all") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.select-none", "<Control><Shift>a", GROUP_LIST, N_("Select none") },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.select-none", "Escape", GROUP_LIST, NULL },
  { AUTOSELL_SHORTCUTS_LIST, "inventory.invert", "<Control><Shift>i", GROUP_LIST, N_("Invert the selection") },
  { AUTOSELL_SHORTCUTS_LIST, NULL, "<Control>space", GROUP_LIST, N_("Select or deselect") },
  { AUTOSELL_SHORTCUTS_LIST, NULL, "<Shift>F10", GROUP_LIST, N_("Menu of the car") },

  { AUTOSELL_SHORTCUTS_HEADINGS, "columns.move-left", "<Control><Shift>Left", GROUP_HEADINGS,
    N_("Move the column to the left") },
  { AUTOSELL_SHORTCUTS_HEADINGS, "columns.move-right", "<Control><Shift>Right", GROUP_HEADINGS,
    N_("Move the column to the right") },
  { AUTOSELL_SHORTCUTS_HEADINGS, "columns.narrower", "<Control>Left", GROUP_HEADINGS, N_("Make the column narrower") },
  { AUTOSELL_SHORTCUTS_HEADINGS, "columns.wider", "<Control>Right", GROUP_HEADINGS, N_("Make the column wider") },
  { AUTOSELL_SHORTCUTS_HEADINGS, "columns.menu", "<Shift>F10", GROUP_HEADINGS, N_("Menu of the column") },
  { AUTOSELL_SHORTCUTS_HEADINGS, "columns.menu", "Menu", GROUP_HEADINGS, NULL },

  { AUTOSELL_SHORTCUTS_WINDOW, NULL, "<Control>s", GROUP_EDITOR, N_("Save") },
  { AUTOSELL_SHORTCUTS_WINDOW, NULL, "Escape", GROUP_EDITOR, N_("Leave") },
  { AUTOSELL_SHORTCUTS_WINDOW, NULL, "<Alt>Down", GROUP_EDITOR, N_("Next car") },
  { AUTOSELL_SHORTCUTS_WINDOW, NULL, "<Alt>Up", GROUP_EDITOR, N_("Previous car") },

  { AUTOSELL_SHORTCUTS_GALLERY, NULL, "Return", GROUP_GALLERY, N_("View the photo") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.cover", "<Alt>Home", GROUP_GALLERY, N_("Make it the cover") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.move-left", "<Alt>Left", GROUP_GALLERY, N_("Move it to the left") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.move-right", "<Alt>Right", GROUP_GALLERY, N_("Move it to the right") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.move-last", "<Alt>End", GROUP_GALLERY, N_("Move it to the end") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.rotate-right", "<Control>r", GROUP_GALLERY, N_("Rotate it to the right") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.rotate-left", "<Control><Shift>r", GROUP_GALLERY,
    N_("Rotate it to the left") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.crop", "<Control>k", GROUP_GALLERY, N_("Crop it") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.save", "<Control><Shift>s", GROUP_GALLERY, N_("Save it as a file") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.copy", "<Control>c", GROUP_GALLERY, N_("Copy the photos") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.paste", "<Control>v", GROUP_GALLERY, N_("Paste photos") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.remove", "Delete", GROUP_GALLERY, N_("Remove the photos") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.remove", "KP_Delete", GROUP_GALLERY, NULL },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.select-all", "<Control>a", GROUP_GALLERY, N_("Select all photos") },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.select-none", "<Control><Shift>a", GROUP_GALLERY, NULL },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.undo", "<Control>z", GROUP_GALLERY, NULL },
  { AUTOSELL_SHORTCUTS_GALLERY, "gallery.redo", "<Control><Shift>z", GROUP_GALLERY, NULL },
};

static const char *const group_titles[N_GROUPS] = {
  [GROUP_GENERAL] = N_("General"),
  [GROUP_PLACES] = N_("Places"),
  [GROUP_CHANGES] = N_("Changes"),
  [GROUP_LIST] = N_("List of cars"),
  [GROUP_HEADINGS] = N_("Headings of the list"),
  [GROUP_EDITOR] = N_("Editor"),
  [GROUP_GALLERY] = N_("Photos of a car"),
};

static GtkShortcut *
create_shortcut (const Shortcut *shortcut)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;
  GtkShortcut *created;

  g_action_parse_detailed_name (shortcut->action, &name, &target, NULL);
  created = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcut->accelerator), gtk_named_action_new (name));
  if (target != NULL)
    gtk_shortcut_set_arguments (created, target);
  return created;
}

void
autosell_shortcuts_install (GtkWidget *widget, AutosellShortcutScope scope)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      const Shortcut *shortcut = &shortcuts[i];

      if (shortcut->scope != scope || shortcut->action == NULL)
        continue;
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), create_shortcut (shortcut));
    }
  gtk_widget_add_controller (widget, controller);
}

void
autosell_shortcuts_install_for_application (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].scope == AUTOSELL_SHORTCUTS_APPLICATION)
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             (const char *[]){ shortcuts[i].accelerator, NULL });
}

static GtkWidget *
create_row (const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *keys = gtk_shortcut_label_new (shortcut->accelerator);
  g_autofree char *said = NULL;
  guint key;
  GdkModifierType modifiers;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(shortcut->title));
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  gtk_accelerator_parse (shortcut->accelerator, &key, &modifiers);
  said = gtk_accelerator_get_label (key, modifiers);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  return row;
}

static GtkWidget *
create_group (Group group)
{
  GtkWidget *widget = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _(group_titles[group]));
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].group == group && shortcuts[i].title != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), create_row (&shortcuts[i]));
  return widget;
}

/* libadwaita 1.2 does not. */
static void
name_search_button (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "edit-find-symbolic") == 0)
    autosell_compat_set_name (widget, _("Search"));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_search_button (child);
}

/* Not a GtkShortcutsWindow, which is 670 px wide at least. */
void
autosell_shortcuts_window_present (GtkWindow *parent)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (guint group = 0; group < N_GROUPS; group++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (create_group (group)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  gtk_window_set_title (GTK_WINDOW (window), _("Keyboard shortcuts"));
  name_search_button (window);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  autosell_compat_present_dialog (GTK_WINDOW (window), parent);
}
