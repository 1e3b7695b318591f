/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-posted.h"

#include "autosell-format.h"
#include "autosell-graph-error.h"
#include "autosell-ledger-item.h"
#include "autosell-parse.h"

#include <glib/gi18n.h>

/* Steps of a post come in bursts. */
#define REFRESH_MS 150

typedef struct
{
  GtkWidget *button; /* unowned children */
  GtkImage *icon;
  GtkLabel *text;
} Line;

struct _AutosellVehiclePosted
{
  GtkBox parent_instance;
  AutosellStore *store; /* owned, nullable */
  gint64 key;
  AutosellCarPosted *posted; /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable: the question that is under way */
  guint refresh_source;
  GArray *lines; /* owned, of Line: those that are not needed are hidden */
};

G_DEFINE_FINAL_TYPE (AutosellVehiclePosted, autosell_vehicle_posted, GTK_TYPE_BOX)

/* ---- What a line says ---- */

static char *
dup_day (gint64 at_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at_s);
  g_autofree char *iso = g_date_time_format (time, "%Y-%m-%d");

  return autosell_format_date (iso);
}

static char *
dup_out (const AutosellPostCell *cell)
{
  g_autofree char *day = dup_day (cell->out_s);

  if (cell->is_leaving)
    return g_strdup (_("still there, to be removed"));
  return g_strdup_printf (cell->is_hidden ? _("posted since %s, hidden") : _("posted since %s"), day);
}

static char *
dup_queued (const AutosellPostCell *cell)
{
  g_autofree char *at = cell->at_s != 0 ? autosell_format_instant (cell->at_s * G_USEC_PER_SEC) : NULL;

  if (cell->held != NULL)
    /* Translators: %s is a sentence that says why */
    return g_strdup_printf (_("does not go for now. %s"), cell->held);
  return at != NULL ? g_strdup_printf (_("waits for %s"), at) : g_strdup (_("about to be posted"));
}

static char *
dup_removed (const AutosellPostCell *cell)
{
  g_autofree char *day = cell->at_s != 0 ? dup_day (cell->at_s) : NULL;

  if (day == NULL)
    return g_strdup (_("not there any more"));
  return g_strdup_printf (cell->is_gone ? _("found to be gone on %s") : _("removed on %s"), day);
}

static char *
dup_failed (const AutosellPostCell *cell)
{
  g_autofree char *why = autosell_graph_fact_dup_sentence (cell->error_text);

  /* Translators: %s is a sentence that says why */
  return why != NULL ? g_strdup_printf (_("failed. %s"), why) : g_strdup (_("failed"));
}

static char *
dup_state (const AutosellPostCell *cell)
{
  switch (cell->state)
    {
    case AUTOSELL_POSTED_OUT:
      return dup_out (cell);
    case AUTOSELL_POSTED_QUEUED:
      return dup_queued (cell);
    case AUTOSELL_POSTED_FAILED:
      return dup_failed (cell);
    case AUTOSELL_POSTED_REMOVED:
      return dup_removed (cell);
    case AUTOSELL_POSTED_NEVER:
    case AUTOSELL_N_POSTED:
    default:
      return g_strdup (_("never posted"));
    }
}

/* After “Marketplace: ” */
static char *
dup_listing (const AutosellCarPosted *posted)
{
  const AutosellListing *listing = &posted->listing;
  const char *since = listing->renewed_on[0] != '\0' ? listing->renewed_on : listing->posted_on;
  g_autofree char *day = autosell_format_date (since);
  g_autofree char *removed = autosell_format_date (listing->removed_on);
  gboolean is_renewed = listing->renewed_on[0] != '\0';

  switch (posted->stage)
    {
    case AUTOSELL_LISTING_UP:
      return g_strdup_printf (is_renewed ? _("renewed on %s") : _("listed since %s"), day);
    case AUTOSELL_LISTING_RENEW:
      return g_strdup_printf (is_renewed ? _("renewed on %s, to renew") : _("listed since %s, to renew"), day);
    case AUTOSELL_LISTING_TAKE_DOWN:
      return g_strdup_printf (_("listed since %s, to take down"), day);
    case AUTOSELL_LISTING_REMOVED:
      return g_strdup_printf (_("taken down on %s"), removed);
    case AUTOSELL_LISTING_NONE:
    case AUTOSELL_N_LISTING_STAGES:
    default:
      return g_strdup (_("not listed"));
    }
}

/* ---- Lines ---- */

static Line *
ensure_line (AutosellVehiclePosted *self, guint index)
{
  if (index == self->lines->len)
    {
      Line line = { gtk_button_new (), GTK_IMAGE (gtk_image_new ()), GTK_LABEL (gtk_label_new (NULL)) };
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_label_set_wrap (line.text, TRUE);
      gtk_label_set_wrap_mode (line.text, PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (line.text, 0);
      gtk_widget_set_hexpand (GTK_WIDGET (line.text), TRUE);
      gtk_widget_set_valign (GTK_WIDGET (line.icon), GTK_ALIGN_START);
      gtk_widget_add_css_class (arrow, "dim-label");
      gtk_widget_add_css_class (line.button, "flat");
      gtk_widget_add_css_class (line.button, "posted-line");
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (line.icon));
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (line.text));
      gtk_box_append (GTK_BOX (box), arrow);
      gtk_button_set_child (GTK_BUTTON (line.button), box);
      gtk_box_append (GTK_BOX (self), line.button);
      g_array_append_val (self->lines, line);
    }
  return &g_array_index (self->lines, Line, index);
}

/* @where: (nullable); @icon: (nullable) */
static void
show_line (AutosellVehiclePosted *self, guint index, const char *action, const char *icon, const char *where,
           const char *state)
{
  Line *line = ensure_line (self, index);
  /* Translators: a Page of Facebook, or Marketplace, and what a car is there */
  g_autofree char *text = where != NULL ? g_strdup_printf (_("%s: %s"), where, state) : g_strdup (state);

  gtk_label_set_text (line->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_image_set_from_icon_name (line->icon, icon != NULL ? icon : "list-remove-symbolic");
  if (g_strcmp0 (icon, "dialog-warning-symbolic") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (line->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (line->icon), "warning");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (line->button), action);
  gtk_widget_show (line->button);
}

static const char *
get_listing_icon (AutosellListingStage stage)
{
  switch (stage)
    {
    case AUTOSELL_LISTING_UP:
      return "emblem-ok-symbolic";
    case AUTOSELL_LISTING_RENEW:
    case AUTOSELL_LISTING_TAKE_DOWN:
      return "dialog-warning-symbolic";
    case AUTOSELL_LISTING_REMOVED:
      return "user-trash-symbolic";
    case AUTOSELL_LISTING_NONE:
    case AUTOSELL_N_LISTING_STAGES:
    default:
      return NULL;
    }
}

static void
show (AutosellVehiclePosted *self)
{
  const AutosellCarPosted *posted = self->posted;
  g_autoptr(GString) never = g_string_new (NULL);
  g_autofree char *listing = dup_listing (posted);
  guint n = 0;

  for (guint i = 0; i < posted->pages->len; i++)
    {
      const AutosellPage *page = posted->pages->pdata[i];
      const AutosellPostCell *cell = autosell_post_car_find_cell (posted->car, page->id);
      g_autofree char *state = cell != NULL ? dup_state (cell) : NULL;

      if (cell != NULL)
        show_line (self, n++, "details.posted", autosell_ledger_get_icon (cell), page->name, state);
      else
        g_string_append_printf (never, "%s%s", never->len > 0 ? ", " : "", page->name);
    }
  if (never->len > 0)
    show_line (self, n, "details.posted", NULL, n > 0 ? never->str : NULL,
               n > 0 ? _("never posted") : _("Never posted on Facebook"));
  n += never->len > 0;
  show_line (self, n++, "details.listing", get_listing_icon (posted->stage), "Marketplace", listing);
  for (guint i = n; i < self->lines->len; i++)
    gtk_widget_hide (g_array_index (self->lines, Line, i).button);
  gtk_widget_show (GTK_WIDGET (self));
}

static void
set_seen (AutosellVehiclePosted *self, gboolean is_seen)
{
  gtk_widget_set_opacity (GTK_WIDGET (self), is_seen ? 1 : 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), is_seen);
}

/* ---- The stock ---- */

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellVehiclePosted) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCarPosted) posted = autosell_store_get_car_posted_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (posted == NULL)
    {
      /* Destroyed meanwhile, for one: it is about to go from the list, too */
      g_message ("Where a car is posted: %s", error->message);
      return;
    }
  g_clear_pointer (&self->posted, autosell_car_posted_free);
  self->posted = g_steal_pointer (&posted);
  show (self);
  set_seen (self, TRUE);
}

static void
load (AutosellVehiclePosted *self)
{
  char today[AUTOSELL_DATE_SIZE];

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store == NULL || self->key == 0)
    return;
  self->cancellable = g_cancellable_new ();
  autosell_date_today (today);
  autosell_store_get_car_posted_async (self->store, self->key, today, self->cancellable, loaded_cb,
                                       g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AutosellVehiclePosted *self = data;

  self->refresh_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
refresh (AutosellVehiclePosted *self)
{
  if (self->refresh_source == 0 && self->key != 0 && gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (self))))
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
changed_cb (AutosellVehiclePosted *self, GArray *keys)
{
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == self->key)
      keys = NULL;
  if (keys == NULL)
    refresh (self);
}

static void
set_store (AutosellVehiclePosted *self, AutosellStore *store)
{
  if (self->store == store)
    return;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  if (store == NULL)
    return;
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "setting-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

void
autosell_vehicle_posted_set_key (AutosellVehiclePosted *self, AutosellStore *store, gint64 key)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_POSTED (self));

  set_store (self, store);
  if (self->key != key)
    {
      g_clear_pointer (&self->posted, autosell_car_posted_free);
      set_seen (self, FALSE);
    }
  self->key = key;
  load (self);
}

const AutosellCarPosted *
autosell_vehicle_posted_get (AutosellVehiclePosted *self)
{
  g_return_val_if_fail (AUTOSELL_IS_VEHICLE_POSTED (self), NULL);

  return self->posted;
}

/* What changed while nobody looked, and the day. */
static void
autosell_vehicle_posted_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_vehicle_posted_parent_class)->map (widget);
  refresh (AUTOSELL_VEHICLE_POSTED (widget));
}

static void
autosell_vehicle_posted_dispose (GObject *object)
{
  AutosellVehiclePosted *self = AUTOSELL_VEHICLE_POSTED (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_store (self, NULL);
  G_OBJECT_CLASS (autosell_vehicle_posted_parent_class)->dispose (object);
}

static void
autosell_vehicle_posted_finalize (GObject *object)
{
  AutosellVehiclePosted *self = AUTOSELL_VEHICLE_POSTED (object);

  g_clear_pointer (&self->posted, autosell_car_posted_free);
  g_array_unref (self->lines);
  G_OBJECT_CLASS (autosell_vehicle_posted_parent_class)->finalize (object);
}

static void
autosell_vehicle_posted_class_init (AutosellVehiclePostedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_posted_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_vehicle_posted_finalize;
  GTK_WIDGET_CLASS (klass)->map = autosell_vehicle_posted_map;
}

static void
autosell_vehicle_posted_init (AutosellVehiclePosted *self)
{
  GtkWidget *title = gtk_label_new (_("Where it is posted"));

  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (self), title);
  gtk_widget_hide (GTK_WIDGET (self));
}
