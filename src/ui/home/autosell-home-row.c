/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-home-row.h"

#include "autosell-compat.h"
#include "autosell-home-bar.h"
#include "autosell-cover.h"
#include "autosell-photo-picture.h"
#include "autosell-window.h"

struct _AutosellHomeRow
{
  GtkButton parent_instance;
  AutosellHomeRowKind kind;
  GtkWidget *dot; /* children; bar only of a BAR_ROW */
  GtkWidget *title;
  GtkWidget *figure;
  GtkWidget *detail;
  GtkWidget *bar;
  GtkWidget *picture; /* only of a LINE, in its frame */
  GtkWidget *frame;
  char *style;  /* owned, nullable */
  char *filter; /* owned, nullable */
  char *action; /* owned, nullable */
  gint64 vehicle_key;
};

G_DEFINE_FINAL_TYPE (AutosellHomeRow, autosell_home_row, GTK_TYPE_BUTTON)

#define PICTURE_WIDTH 52

static void
autosell_home_row_clicked (GtkButton *button)
{
  AutosellHomeRow *self = AUTOSELL_HOME_ROW (button);
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));

  if (window == NULL)
    return;
  if (self->vehicle_key != 0)
    autosell_window_show_vehicle (window, self->vehicle_key);
  else if (self->action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), self->action, NULL);
  else if (self->filter != NULL)
    autosell_window_show_query (window, self->filter);
}

static void
autosell_home_row_finalize (GObject *object)
{
  AutosellHomeRow *self = AUTOSELL_HOME_ROW (object);

  g_free (self->style);
  g_free (self->filter);
  g_free (self->action);
  G_OBJECT_CLASS (autosell_home_row_parent_class)->finalize (object);
}

static void
autosell_home_row_class_init (AutosellHomeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_home_row_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = autosell_home_row_clicked;
}

static GtkWidget *
create_label (const char *style, gboolean is_cut)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  if (is_cut)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      autosell_compat_tell_when_cut (GTK_LABEL (label));
    }
  return label;
}

static void
autosell_home_row_init (AutosellHomeRow *self)
{
  self->dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->dot, "status-dot");
  gtk_widget_set_valign (self->dot, GTK_ALIGN_CENTER);
  self->title = create_label (NULL, TRUE);
  gtk_widget_set_hexpand (self->title, TRUE);
}

/* Beside each other, with the dot before. */
static GtkWidget *
create_head (AutosellHomeRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (head), self->dot);
  gtk_box_append (GTK_BOX (head), self->title);
  return head;
}

static GtkWidget *
build_tile (AutosellHomeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->figure = create_label ("home-figure", FALSE);
  self->detail = create_label ("home-detail", TRUE);
  gtk_widget_add_css_class (self->figure, "numeric");
  gtk_widget_add_css_class (self->detail, "numeric");
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), self->figure);
  gtk_box_append (GTK_BOX (box), self->detail);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "home-tile");
  return box;
}

static GtkWidget *
build_bar_row (AutosellHomeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 5);
  GtkWidget *head = create_head (self);

  self->figure = create_label ("home-count", FALSE);
  self->detail = create_label ("home-detail", FALSE);
  self->bar = autosell_home_bar_new ();
  gtk_widget_add_css_class (self->figure, "numeric");
  gtk_widget_add_css_class (self->detail, "numeric");
  gtk_box_append (GTK_BOX (head), self->detail);
  gtk_box_append (GTK_BOX (head), self->figure);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "home-row");
  return box;
}

static GtkWidget *
build_line (AutosellHomeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->figure = create_label ("home-figure-small", FALSE);
  self->detail = create_label ("home-detail", TRUE);
  gtk_widget_add_css_class (self->figure, "numeric");
  gtk_widget_add_css_class (self->detail, "numeric");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), create_head (self));
  gtk_box_append (GTK_BOX (texts), self->detail);
  self->picture = autosell_photo_picture_new ();
  autosell_photo_picture_set_radius (AUTOSELL_PHOTO_PICTURE (self->picture), 4);
  self->frame = autosell_cover_frame_new (self->picture, PICTURE_WIDTH);
  gtk_widget_set_visible (self->frame, FALSE);
  gtk_box_append (GTK_BOX (box), self->frame);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), self->figure);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "home-row");
  return box;
}

GtkWidget *
autosell_home_row_new (AutosellHomeRowKind kind)
{
  static GtkWidget *(*const builders[]) (AutosellHomeRow *) = {
    [AUTOSELL_HOME_TILE] = build_tile,
    [AUTOSELL_HOME_BAR_ROW] = build_bar_row,
    [AUTOSELL_HOME_LINE] = build_line,
  };
  AutosellHomeRow *self = g_object_new (AUTOSELL_TYPE_HOME_ROW, NULL);

  self->kind = kind;
  gtk_button_set_child (GTK_BUTTON (self), builders[kind](self));
  return GTK_WIDGET (self);
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
}

static void
set_style (AutosellHomeRow *self, const AutosellHomeItem *item)
{
  GtkWidget *coloured[] = { self->dot, self->bar };

  gtk_widget_set_visible (self->dot, item->has_dot);
  for (guint i = 0; i < G_N_ELEMENTS (coloured); i++)
    {
      if (coloured[i] == NULL || g_strcmp0 (self->style, item->style) == 0)
        continue;
      if (self->style != NULL)
        gtk_widget_remove_css_class (coloured[i], self->style);
      if (item->style != NULL)
        gtk_widget_add_css_class (coloured[i], item->style);
    }
  g_free (self->style);
  self->style = g_strdup (item->style);
}

static void
set_picture (AutosellHomeRow *self, const AutosellHomeItem *item)
{
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));
  AutosellStore *store = window != NULL ? autosell_window_get_store (window) : NULL;
  const char *cover = store != NULL ? item->cover : NULL;

  if (self->picture == NULL)
    return;
  gtk_widget_set_visible (self->frame, item->has_photo);
  autosell_photo_picture_set_photo (AUTOSELL_PHOTO_PICTURE (self->picture),
                                    cover != NULL ? autosell_thumbnail_cache_get (store) : NULL, cover,
                                    AUTOSELL_THUMBNAIL_EDGE_ROW, AUTOSELL_PHOTO_WHOLE);
}

static void
set_name (AutosellHomeRow *self, const AutosellHomeItem *item)
{
  const char *parts[] = { item->title, item->figure, item->detail };
  g_autoptr(GString) name = g_string_new (item->name);

  for (guint i = 0; item->name == NULL && i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", parts[i]);
  autosell_compat_set_name (GTK_WIDGET (self), name->str);
}

void
autosell_home_row_set_item (AutosellHomeRow *self, const AutosellHomeItem *item)
{
  g_return_if_fail (AUTOSELL_IS_HOME_ROW (self));

  set_text (self->title, item->title);
  set_text (self->figure, item->figure);
  set_text (self->detail, item->detail);
  set_picture (self, item);
  set_style (self, item);
  /* Nothing is nothing to look at. */
  if (g_strcmp0 (item->figure, "0") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "home-none");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "home-none");
  set_name (self, item);
  if (self->bar != NULL)
    {
      autosell_home_bar_set_share (AUTOSELL_HOME_BAR (self->bar), item->share);
      autosell_home_bar_set_hollow (AUTOSELL_HOME_BAR (self->bar), item->is_hollow);
    }
  g_free (self->filter);
  self->filter = g_strdup (item->filter);
  g_free (self->action);
  self->action = g_strdup (item->action);
  self->vehicle_key = item->vehicle_key;
}
