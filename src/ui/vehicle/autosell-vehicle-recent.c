/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-recent.h"

#include "autosell-change-entry.h"

#include "autosell-text-scale.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

/* Where text is larger than this, title and button stand one below the other if they must. */
#define LARGE_TEXT 1.5

/* Changes that are shown, and events that are read for them: an edit of many fields is one change. */
#define MAX_CHANGES 4
#define MAX_EVENTS 60

typedef struct
{
  GtkWidget *box; /* unowned children */
  GtkLabel *what;
  GtkLabel *byline;
} Line;

struct _AutosellVehicleRecent
{
  GtkBox parent_instance;
  AutosellStore *store; /* owned, nullable */
  gulong changed_handler;
  gint64 key;
  GCancellable *cancellable; /* owned, nullable: the question that is under way */
  Line lines[MAX_CHANGES];
};

G_DEFINE_FINAL_TYPE (AutosellVehicleRecent, autosell_vehicle_recent, GTK_TYPE_BOX)

static void
show_entry (Line *line, AutosellChangeEntry *entry)
{
  const char *details = autosell_change_entry_get_details (entry);

  gtk_label_set_text (line->what, details[0] != '\0' ? details : autosell_change_entry_get_summary (entry));
  gtk_label_set_text (line->byline, autosell_change_entry_get_byline (entry));
  if (autosell_change_entry_is_undone (entry))
    gtk_widget_add_css_class (line->box, "undone");
  else
    gtk_widget_remove_css_class (line->box, "undone");
  gtk_widget_show (line->box);
}

static void
show_entries (AutosellVehicleRecent *self, GPtrArray *entries)
{
  guint n = entries != NULL ? MIN (entries->len, MAX_CHANGES) : 0;

  for (guint i = 0; i < MAX_CHANGES; i++)
    if (i < n)
      show_entry (&self->lines[i], entries->pdata[i]);
    else
      gtk_widget_hide (self->lines[i].box);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/* What is private is folded away elsewhere, and is not to be read here; the sheet's own columns may hold anything. The
 * whole history has it. Returns: (transfer full) */
static GPtrArray *
take_public (GPtrArray *events)
{
  GPtrArray *public = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < events->len; i++)
    {
      AutosellEvent *event = events->pdata[i];
      AutosellField field;

      if (autosell_event_get_kind (event) != AUTOSELL_EVENT_SET
          || (autosell_event_get_field (event, &field) && !autosell_field_get_info (field)->is_private))
        g_ptr_array_add (public, g_object_ref (event));
    }
  return public;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellVehicleRecent) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = autosell_store_get_history_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GPtrArray) public = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (events == NULL)
    {
      /* The history itself tells more when it is opened. */
      g_message ("No history of a car: %s", error->message);
      return;
    }
  public = take_public (events);
  entries = autosell_change_entries_new (public, events->len >= MAX_EVENTS);
  show_entries (self, entries);
}

static void
load (AutosellVehicleRecent *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store == NULL || self->key == 0)
    return;
  self->cancellable = g_cancellable_new ();
  autosell_store_get_history_async (self->store, self->key, MAX_EVENTS, self->cancellable, loaded_cb,
                                    g_object_ref (self));
}

static void
changed_cb (AutosellVehicleRecent *self, GArray *keys)
{
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == self->key)
      keys = NULL;
  if (keys == NULL && gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (self))))
    load (self);
}

void
autosell_vehicle_recent_set_key (AutosellVehicleRecent *self, AutosellStore *store, gint64 key)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_RECENT (self));

  if (self->store != store)
    {
      if (self->store != NULL)
        g_clear_signal_handler (&self->changed_handler, self->store);
      g_set_object (&self->store, store);
      if (store != NULL)
        self->changed_handler = g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
    }
  if (self->key != key)
    show_entries (self, NULL);
  self->key = key;
  load (self);
}

static GtkLabel *
create_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return GTK_LABEL (label);
}

static GtkWidget *
create_header (void)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_("Last changes"));
  GtkWidget *all = gtk_button_new_with_label (_("Show all"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (all, "flat");
  gtk_widget_set_tooltip_text (all, _("The whole history of the car"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "details.history");
  gtk_box_append (GTK_BOX (header), title);
  gtk_box_append (GTK_BOX (header), all);
  if (autosell_text_scale_get () > LARGE_TEXT)
    gtk_widget_set_layout_manager (header, autosell_wrap_layout_new (6));
  return header;
}

static void
autosell_vehicle_recent_dispose (GObject *object)
{
  AutosellVehicleRecent *self = AUTOSELL_VEHICLE_RECENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_vehicle_recent_parent_class)->dispose (object);
}

static void
autosell_vehicle_recent_class_init (AutosellVehicleRecentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_recent_dispose;
}

static void
autosell_vehicle_recent_init (AutosellVehicleRecent *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), create_header ());
  for (guint i = 0; i < MAX_CHANGES; i++)
    {
      Line *line = &self->lines[i];

      line->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      line->what = create_label ();
      line->byline = create_label ();
      gtk_widget_add_css_class (GTK_WIDGET (line->byline), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (line->byline), "dim-label");
      gtk_widget_add_css_class (line->box, "recent-change");
      gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->what));
      gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->byline));
      gtk_box_append (GTK_BOX (self), line->box);
    }
  gtk_widget_hide (GTK_WIDGET (self));
}
