/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-car-picker.h"

#include "autosell-compat.h"
#include "autosell-photo-picture.h"
#include "autosell-photo-store.h"
#include "autosell-cover.h"

#include <glib/gi18n.h>

struct _AutosellCarPicker
{
  GtkPopover parent_instance;
  AutosellStore *store;      /* owned */
  GCancellable *cancellable; /* owned, nullable: the question that is open */
  GtkSearchEntry *entry;     /* children */
  GtkListBox *list;
  GtkLabel *nothing;
  gboolean picks_first; /* Enter came before the answer */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellCarPicker, autosell_car_picker, GTK_TYPE_POPOVER)

#define MAX_CARS 12
#define PICTURE_WIDTH 48

/* ---- What is found ---- */

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
create_row (AutosellCarPicker *self, AutosellVehicle *vehicle)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  g_autofree char *detail = autosell_cover_dup_summary (vehicle, self->store);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, detail);
  gint64 key = autosell_vehicle_get_key (vehicle);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = autosell_photo_picture_new ();

  autosell_photo_picture_set_photo (AUTOSELL_PHOTO_PICTURE (picture), autosell_thumbnail_cache_get (self->store),
                                    autosell_cover_get_key (vehicle), AUTOSELL_THUMBNAIL_EDGE_ROW,
                                    AUTOSELL_PHOTO_WHOLE);
  autosell_photo_picture_set_radius (AUTOSELL_PHOTO_PICTURE (picture), 4);
  gtk_box_append (GTK_BOX (texts), create_label (title, NULL));
  gtk_box_append (GTK_BOX (texts), create_label (detail, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dim-label");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), autosell_cover_frame_new (picture, PICTURE_WIDTH));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  autosell_compat_set_name (row, name);
  g_object_set_data_full (G_OBJECT (row), "key", g_memdup2 (&key, sizeof key), g_free);
  g_object_set_data_full (G_OBJECT (row), "title", g_steal_pointer (&title), g_free);
  return row;
}

static void
pick (AutosellCarPicker *self, GtkListBoxRow *row)
{
  gint64 key = *(gint64 *) g_object_get_data (G_OBJECT (row), "key");
  g_autofree char *title = g_strdup (g_object_get_data (G_OBJECT (row), "title"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, key, title);
}

static void
fill (AutosellCarPicker *self, GPtrArray *vehicles)
{
  GtkListBoxRow *first;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < vehicles->len; i++)
    gtk_list_box_append (self->list, create_row (self, vehicles->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), vehicles->len == 0);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, first);
  if (self->picks_first && first != NULL)
    pick (self, first);
  self->picks_first = FALSE;
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellCarPicker) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_search_finish (AUTOSELL_STORE (object), result, &error);

  if (vehicles == NULL)
    return; /* a newer question is open, or nobody waits any more */
  g_clear_object (&self->cancellable);
  fill (self, vehicles);
}

static void
search (AutosellCarPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *offered =
    g_strdup_printf ("photos:<%d -status:sold", autosell_store_get_photos_wanted (self->store));
  g_autoptr(AutosellQuery) query = autosell_query_parse (text[0] != '\0' ? text : offered, NULL, NULL, NULL);
  AutosellSort sort = { .by_id_order = TRUE, .is_descending = TRUE };

  /* What is not understood yet, as a quote that is open, leaves what there is. */
  if (query == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_search_async (self->store, query, &sort, MAX_CARS, self->cancellable, found_cb, g_object_ref (self));
}

/* ---- The keyboard ---- */

static void
activate_cb (AutosellCarPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->cancellable != NULL)
    self->picks_first = TRUE;
  else if (row != NULL)
    pick (self, row);
  else
    gtk_widget_error_bell (GTK_WIDGET (self->entry));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, AutosellCarPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next;
  int step;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    step = 1;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    step = -1;
  else
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (self->list, row != NULL ? gtk_list_box_row_get_index (row) + step : 0);
  if (next != NULL)
    {
      gtk_list_box_select_row (self->list, next);
      /* Scrolls to it; typing goes on. */
      gtk_widget_grab_focus (GTK_WIDGET (next));
      gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
    }
  return GDK_EVENT_STOP;
}

/* ---- Class ---- */

static void
autosell_car_picker_dispose (GObject *object)
{
  AutosellCarPicker *self = AUTOSELL_CAR_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_car_picker_parent_class)->dispose (object);
}

static void
autosell_car_picker_class_init (AutosellCarPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_car_picker_dispose;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
autosell_car_picker_init (AutosellCarPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->nothing = GTK_LABEL (gtk_label_new (_("No car is found")));
  g_object_set (self->entry, "placeholder-text", _("Find a car"), "search-delay", 0, NULL);
  autosell_compat_set_name (GTK_WIDGET (self->entry), _("Find a car"));
  autosell_compat_set_name (GTK_WIDGET (self->list), _("Cars"));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "car-picker");
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (box, 290, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nothing));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "cell-popover");

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), key);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (search), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (pick), self);
}

GtkWidget *
autosell_car_picker_new (AutosellStore *store)
{
  AutosellCarPicker *self = g_object_new (AUTOSELL_TYPE_CAR_PICKER, NULL);

  self->store = g_object_ref (store);
  search (self);
  return GTK_WIDGET (self);
}

void
autosell_car_picker_set_text (AutosellCarPicker *self, const char *text)
{
  g_return_if_fail (AUTOSELL_IS_CAR_PICKER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
}
