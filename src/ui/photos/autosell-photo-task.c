/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-task.h"

#include "autosell-compat.h"
#include "autosell-cover.h"
#include "autosell-gallery.h"
#include "autosell-photo-adder.h"
#include "autosell-photo-picture.h"
#include "autosell-photo-zone.h"
#include "autosell-readiness.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

struct _AutosellPhotoTask
{
  GtkBox parent_instance;
  AutosellPileBoard *board; /* owned */
  AutosellStore *store;     /* owned */
  AutosellVehicleRow *row;  /* owned, nullable */
  gulong row_handler;
  GtkWidget *frame; /* children */
  AutosellPhotoPicture *picture;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *lacks;
  GtkLevelBar *level;
  GtkLabel *count;
  GtkWidget *add;
  GtkWidget *add_label;
};

G_DEFINE_FINAL_TYPE (AutosellPhotoTask, autosell_photo_task, GTK_TYPE_BOX)

#define PICTURE_WIDTH 104
#define NARROW_PICTURE_WIDTH 72

static AutosellVehicle *
get_vehicle (AutosellPhotoTask *self)
{
  return self->row != NULL ? autosell_vehicle_row_get_vehicle (self->row) : NULL;
}

/* ---- Showing ---- */

static char *
dup_detail (AutosellVehicle *vehicle)
{
  const char *parts[] = { autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_COLOUR),
                          autosell_status_to_label (autosell_vehicle_get_status (vehicle)),
                          autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_LOCATION) };
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  GString *text = g_string_new (NULL);

  if (stock_number != NULL)
    g_string_append_printf (text, _("No. %s"), stock_number);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static void
show_count (AutosellPhotoTask *self, AutosellVehicle *vehicle)
{
  guint n_photos = autosell_cover_get_n_photos (vehicle);
  int n_wanted = MAX (autosell_store_get_photos_wanted (self->store), 1);
  /* Translators: so many photos, of so many that are wanted */
  g_autofree char *text = g_strdup_printf (_("%u of %d"), n_photos, n_wanted);

  gtk_level_bar_set_max_value (self->level, n_wanted);
  gtk_level_bar_set_value (self->level, MIN ((int) n_photos, n_wanted));
  gtk_label_set_text (self->count, text);
}

static void
update (AutosellPhotoTask *self)
{
  AutosellVehicle *vehicle = get_vehicle (self);
  AutosellReadiness readiness;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *lacks = NULL;
  g_autofree char *add = NULL;

  gtk_widget_set_opacity (GTK_WIDGET (self), vehicle != NULL ? 1 : 0);
  if (vehicle == NULL)
    {
      autosell_photo_picture_set_photo (self->picture, NULL, NULL, AUTOSELL_THUMBNAIL_EDGE_TILE, AUTOSELL_PHOTO_WHOLE);
      return;
    }
  title = autosell_vehicle_dup_title (vehicle);
  detail = dup_detail (vehicle);
  autosell_readiness_get (vehicle, &readiness);
  lacks = autosell_readiness_dup_text (&readiness);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->lacks, lacks);
  show_count (self, vehicle);
  autosell_photo_picture_set_photo (self->picture, autosell_thumbnail_cache_get (self->store),
                                    autosell_cover_get_key (vehicle), AUTOSELL_THUMBNAIL_EDGE_TILE,
                                    AUTOSELL_PHOTO_WHOLE);
  /* Translators: %s is a car */
  add = g_strdup_printf (_("Add photos to %s"), title);
  autosell_compat_set_name (self->add, add);
}

void
autosell_photo_task_set_row (AutosellPhotoTask *self, AutosellVehicleRow *row)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_TASK (self));

  g_clear_signal_handler (&self->row_handler, self->row);
  g_set_object (&self->row, row);
  if (row != NULL)
    self->row_handler = g_signal_connect_swapped (row, "notify::vehicle", G_CALLBACK (update), self);
  update (self);
}

void
autosell_photo_task_set_is_wide (AutosellPhotoTask *self, gboolean is_wide)
{
  GtkLabel *labels[] = { self->title, self->detail, self->lacks };

  g_return_if_fail (AUTOSELL_IS_PHOTO_TASK (self));

  gtk_widget_set_visible (self->add_label, is_wide);
  autosell_cover_frame_set_width (self->frame, is_wide ? PICTURE_WIDTH : NARROW_PICTURE_WIDTH);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_wrap (labels[i], !is_wide);
      gtk_label_set_lines (labels[i], is_wide ? 1 : 2);
    }
}

/* ---- Actions ---- */

static void
task_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPhotoTask *self = AUTOSELL_PHOTO_TASK (widget);
  AutosellVehicle *vehicle = get_vehicle (self);
  AutosellWindow *window = autosell_window_find (widget);
  g_autofree char *title = NULL;
  gint64 key;

  if (vehicle == NULL || window == NULL)
    return;
  title = autosell_vehicle_dup_title (vehicle);
  key = autosell_vehicle_get_key (vehicle);
  if (g_str_equal (name, "task.add"))
    autosell_photo_adder_choose (widget, self->store, key, title);
  else if (g_str_equal (name, "task.paste"))
    autosell_photo_adder_paste (widget, self->store, key, title);
  else if (g_str_equal (name, "task.open"))
    autosell_gallery_window_present (GTK_WINDOW (window), self->store, key, title);
  else
    autosell_window_show_vehicle (window, key);
}

/* ---- What is dropped ---- */

static void
mark (AutosellPhotoTask *self, gboolean is_over)
{
  if (is_over)
    gtk_widget_add_css_class (GTK_WIDGET (self), "drop-here");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-here");
}

static GdkDragAction
pile_enter_cb (GtkDropTarget *target, double x, double y, AutosellPhotoTask *self)
{
  mark (self, TRUE);
  return GDK_ACTION_COPY;
}

static void
pile_leave_cb (GtkDropTarget *target, AutosellPhotoTask *self)
{
  mark (self, FALSE);
}

static gboolean
pile_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AutosellPhotoTask *self)
{
  AutosellVehicle *vehicle = get_vehicle (self);
  g_autofree char *title = NULL;

  mark (self, FALSE);
  if (vehicle == NULL)
    return FALSE;
  title = autosell_vehicle_dup_title (vehicle);
  autosell_pile_board_set_car (self->board, g_value_get_object (value), autosell_vehicle_get_key (vehicle), title);
  return TRUE;
}

static gboolean
zone_hover (GtkWidget *widget, double x, double y, gpointer user_data)
{
  AutosellPhotoTask *self = AUTOSELL_PHOTO_TASK (widget);

  if (get_vehicle (self) == NULL)
    return FALSE;
  mark (self, TRUE);
  return TRUE;
}

static void
zone_leave (GtkWidget *widget, gpointer user_data)
{
  mark (AUTOSELL_PHOTO_TASK (widget), FALSE);
}

static void
zone_drop (GtkWidget *widget, double x, double y, GListModel *files, GBytes *bytes, const char *name,
           gpointer user_data)
{
  AutosellPhotoTask *self = AUTOSELL_PHOTO_TASK (widget);
  AutosellVehicle *vehicle = get_vehicle (self);
  g_autofree char *title = NULL;

  if (vehicle == NULL)
    return;
  title = autosell_vehicle_dup_title (vehicle);
  if (files != NULL)
    autosell_photo_adder_add_files (widget, self->store, autosell_vehicle_get_key (vehicle), title, files);
  else
    autosell_photo_adder_add_bytes (widget, self->store, autosell_vehicle_get_key (vehicle), title, bytes, name);
}

/* ---- Class ---- */

static void
autosell_photo_task_dispose (GObject *object)
{
  AutosellPhotoTask *self = AUTOSELL_PHOTO_TASK (object);

  g_clear_signal_handler (&self->row_handler, self->row);
  g_clear_object (&self->row);
  g_clear_object (&self->board);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_photo_task_parent_class)->dispose (object);
}

static void
autosell_photo_task_class_init (AutosellPhotoTaskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_photo_task_dispose;
  gtk_widget_class_install_action (widget_class, "task.add", NULL, task_cb);
  gtk_widget_class_install_action (widget_class, "task.paste", NULL, task_cb);
  gtk_widget_class_install_action (widget_class, "task.open", NULL, task_cb);
  gtk_widget_class_install_action (widget_class, "task.show", NULL, task_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "task.paste", NULL);
}

static GtkLabel *
create_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static GtkWidget *
create_texts (AutosellPhotoTask *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *meter = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->title = create_label ("heading");
  self->detail = create_label ("caption");
  self->lacks = create_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->lacks), "dim-label");
  self->level = GTK_LEVEL_BAR (gtk_level_bar_new ());
  gtk_level_bar_set_mode (self->level, GTK_LEVEL_BAR_MODE_DISCRETE);
  /* What is few is no alarm: it is only not done yet. */
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->level, GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->level), 64, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->level), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->level), "photo-level");
  self->count = create_label ("caption");
  gtk_label_set_ellipsize (self->count, PANGO_ELLIPSIZE_NONE); /* short, and what the row is about */
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (meter), GTK_WIDGET (self->level));
  gtk_box_append (GTK_BOX (meter), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (texts), meter);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->lacks));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  return texts;
}

/* Made when it is opened: in each row it would be most of what the row costs. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr(GMenu) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  menu = g_menu_new ();
  g_menu_append (menu, _("_Open its photos"), "task.open");
  g_menu_append (menu, _("_Paste a photo"), "task.paste");
  g_menu_append (menu, _("_Show in the list"), "task.show");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
create_buttons (AutosellPhotoTask *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *more = gtk_menu_button_new ();

  self->add = gtk_button_new ();
  self->add_label = gtk_label_new (_("Add photos…"));
  gtk_box_append (GTK_BOX (inner), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (inner), self->add_label);
  gtk_button_set_child (GTK_BUTTON (self->add), inner);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "task.add");
  gtk_widget_set_tooltip_text (self->add, _("Add photos…"));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (more), create_menu_cb, NULL, NULL);
  gtk_widget_set_tooltip_text (more, _("More about this car"));
  gtk_widget_add_css_class (more, "flat");
  autosell_compat_set_name (more, _("More about this car"));
  gtk_box_append (GTK_BOX (buttons), self->add);
  gtk_box_append (GTK_BOX (buttons), more);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  return buttons;
}

static void
autosell_photo_task_init (AutosellPhotoTask *self)
{
  static const AutosellPhotoZone zone = { zone_hover, zone_leave, zone_drop };
  GtkDropTarget *target = gtk_drop_target_new (AUTOSELL_TYPE_PILE, GDK_ACTION_COPY);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->picture = AUTOSELL_PHOTO_PICTURE (autosell_photo_picture_new ());
  autosell_photo_picture_set_radius (self->picture, 6);
  self->frame = autosell_cover_frame_new (GTK_WIDGET (self->picture), PICTURE_WIDTH);
  gtk_box_append (GTK_BOX (self), self->frame);
  gtk_box_append (GTK_BOX (self), create_texts (self));
  gtk_box_append (GTK_BOX (self), create_buttons (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "photo-task");
  g_signal_connect (target, "enter", G_CALLBACK (pile_enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (pile_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (pile_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  autosell_photo_zone_set (GTK_WIDGET (self), &zone, NULL);
}

GtkWidget *
autosell_photo_task_new (AutosellPileBoard *board, AutosellStore *store)
{
  AutosellPhotoTask *self = g_object_new (AUTOSELL_TYPE_PHOTO_TASK, NULL);

  self->board = g_object_ref (board);
  self->store = g_object_ref (store);
  update (self);
  return GTK_WIDGET (self);
}
