/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-format.h"

#include <glib/gi18n.h>

/* The sidebar: one row a place. The page of a place has its name in the window's stack. */
typedef struct
{
  const char *name; /* for win.show, the settings and the stack; never translated, never changed */
  const char *title;
  const char *icon_name;
  gboolean is_begun_with; /* the next start may begin here */
} PlaceInfo;

static const PlaceInfo infos[AUTOSELL_N_PLACES] = {
  [AUTOSELL_PLACE_HOME] = { "home", N_("Home"), "go-home-symbolic", TRUE },
  [AUTOSELL_PLACE_STOCK] = { "stock", N_("Vehicles"), "autosell-car-symbolic", TRUE },
  [AUTOSELL_PLACE_PHOTOS] = { "photos", N_("Photos"), "image-x-generic-symbolic", TRUE },
  [AUTOSELL_PLACE_POSTS] = { "posts", N_("Posts"), "mail-send-symbolic", TRUE },
  [AUTOSELL_PLACE_ACTIVITY] = { "activity", N_("Activity"), "document-open-recent-symbolic", FALSE },
  /* Who comes in the morning looks for the cars of the lot, not for those thrown away. */
  [AUTOSELL_PLACE_BIN] = { "bin", N_("Bin"), "user-trash-symbolic", FALSE },
};

static gboolean
find_place (const char *name, AutosellPlace *place)
{
  for (AutosellPlace i = 0; i < AUTOSELL_N_PLACES; i++)
    if (g_str_equal (infos[i].name, name))
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

AutosellPlace
autosell_window_get_place (AutosellWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->places);

  for (AutosellPlace place = 0; place < AUTOSELL_N_PLACES; place++)
    if (row == self->place_rows[place].row)
      return place;
  return AUTOSELL_PLACE_STOCK;
}

const char *
autosell_window_get_place_name (AutosellWindow *self)
{
  return infos[autosell_window_get_place (self)].name;
}

gboolean
autosell_window_is_place_a_list (AutosellWindow *self)
{
  AutosellPlace place = autosell_window_get_place (self);

  return place == AUTOSELL_PLACE_STOCK || place == AUTOSELL_PLACE_BIN;
}

void
autosell_window_show_place (AutosellWindow *self, const char *name)
{
  AutosellPlace place;

  if (find_place (name, &place))
    gtk_list_box_select_row (self->places, self->place_rows[place].row);
}

void
autosell_window_focus_place (AutosellWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  if (page == GTK_WIDGET (self->stock) || page == GTK_WIDGET (self->bin))
    autosell_inventory_page_focus_list (autosell_window_get_page (self));
  else if (page == GTK_WIDGET (self->home))
    autosell_home_page_focus (self->home);
  else if (page == GTK_WIDGET (self->photos))
    autosell_photos_page_focus (self->photos);
  else if (page == GTK_WIDGET (self->posts))
    autosell_posts_page_focus (self->posts);
  else if (page == GTK_WIDGET (self->activity))
    gtk_widget_grab_focus (page);
  else if (page != NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

void
autosell_window_set_place_count (AutosellWindow *self, AutosellPlace place, gint64 n)
{
  g_autofree char *text = autosell_format_integer (n);

  gtk_label_set_text (self->place_rows[place].count, n > 0 ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place_rows[place].row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static void
add_row (AutosellWindow *self, AutosellPlace place)
{
  const char *title = _(infos[place].title);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (infos[place].icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->places, row);
  self->place_rows[place].row = GTK_LIST_BOX_ROW (row);
  self->place_rows[place].count = GTK_LABEL (count);
}

void
autosell_window_add_places (AutosellWindow *self)
{
  for (AutosellPlace place = 0; place < AUTOSELL_N_PLACES; place++)
    add_row (self, place);
  gtk_list_box_select_row (self->places, self->place_rows[AUTOSELL_PLACE_STOCK].row);
}

void
autosell_window_save_place (AutosellWindow *self)
{
  const PlaceInfo *info = &infos[autosell_window_get_place (self)];

  if (info->is_begun_with)
    g_settings_set_string (self->settings, "place", info->name);
}

void
autosell_window_restore_place (AutosellWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "place");
  AutosellPlace place;

  if (find_place (name, &place) && infos[place].is_begun_with)
    autosell_window_show_place (self, name);
}
