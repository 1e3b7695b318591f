/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-connections-view.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

/* Calls come in bursts: what is shown need not follow each. */
#define REFRESH_MS 250

/* What is shown of one service. */
typedef struct
{
  char *service;       /* owned */
  AdwExpanderRow *row; /* the list's, as all below */
  GtkImage *sign;
  AdwActionRow *success;
  AdwActionRow *latency;
  AdwActionRow *calls;
  AdwActionRow *trouble;
  AdwActionRow *technical;
} Line;

struct _AutosellConnectionsView
{
  AdwBin parent_instance;
  AutosellHttp *http;   /* owned, nullable */
  GPtrArray *lines;     /* owned (element-type Line) */
  guint refresh_source; /* 0 unless something is to be shown */
  GtkListBox *list;     /* template children */
  AdwActionRow *internet;
  GtkImage *internet_sign;
  GtkWidget *none;
};

G_DEFINE_FINAL_TYPE (AutosellConnectionsView, autosell_connections_view, ADW_TYPE_BIN)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->service);
  g_free (line);
}

/* @service: as the health of the session has it */
static const char *
get_title (const char *service)
{
  static const struct
  {
    const char *service, *title;
  } titles[] = {
    { "sheets", N_("Google Sheets") },
    { "drive", N_("Google Drive") },
    { "sign-in", N_("Sign-in to Google") },
    { "facebook", N_("Facebook") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (service, titles[i].service))
      return _(titles[i].title);
  return service;
}

static void
show_sign (GtkImage *sign, gboolean is_well)
{
  gtk_image_set_from_icon_name (sign, is_well ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (sign), is_well ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (sign), is_well ? "success" : "warning");
}

static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

/* ---- The network itself ---- */

static void
show_internet (AutosellConnectionsView *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  gboolean is_portal = g_network_monitor_get_connectivity (monitor) == G_NETWORK_CONNECTIVITY_PORTAL;
  gboolean is_there = g_network_monitor_get_network_available (monitor);

  show_sign (self->internet_sign, is_there && !is_portal);
  set_subtitle (self->internet,
                is_portal  ? _("This network asks you to sign in first. Open any page in the browser and follow it.")
                : is_there ? _("This PC has a network")
                           : _("This PC has no network. Look at the cable or the Wi-Fi."));
}

/* ---- The services ---- */

static AdwActionRow *
add_text (Line *line, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_row (line->row, row);
  return ADW_ACTION_ROW (row);
}

static Line *
add_line (AutosellConnectionsView *self, const char *service)
{
  Line *line = g_new0 (Line, 1);

  line->service = g_strdup (service);
  line->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), get_title (service));
  line->sign = GTK_IMAGE (gtk_image_new ());
  adw_expander_row_add_prefix (line->row, GTK_WIDGET (line->sign));
  line->success = add_text (line, _("Last answer"));
  line->latency = add_text (line, _("Time until it came"));
  line->calls = add_text (line, _("Asked in the last hour"));
  line->trouble = add_text (line, _("Last trouble"));
  line->technical = add_text (line, _("The same for whoever helps you"));
  gtk_list_box_append (self->list, GTK_WIDGET (line->row));
  g_ptr_array_add (self->lines, line);
  return line;
}

static Line *
find_line (AutosellConnectionsView *self, const char *service)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (g_str_equal (line->service, service))
        return line;
    }
  return add_line (self, service);
}

static void
show_trouble (Line *line, const AutosellServiceHealth *health)
{
  g_autofree char *when = autosell_format_instant (health->last_error_us);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (line->technical), health->last_error != NULL);
  if (health->last_error == NULL)
    {
      set_subtitle (line->trouble, _("None since the program was opened"));
      return;
    }
  text = g_strdup_printf ("%s · %s", when, health->last_error_sentence);
  set_subtitle (line->trouble, text);
  set_subtitle (line->technical, health->last_error);
}

static void
show_health (Line *line, const AutosellServiceHealth *health)
{
  g_autofree char *success = health->last_success_us > 0 ? autosell_format_instant (health->last_success_us) : NULL;
  g_autofree char *latency = health->latency_ms < 100
                               ? g_strdup (_("less than 0.1 seconds"))
                               : g_strdup_printf (_("%.1f seconds"), health->latency_ms / 1000.0);
  g_autofree char *number = autosell_format_integer (health->calls_last_hour);
  /* Translators: how often a service was asked for something */
  g_autofree char *calls = g_strdup_printf (ngettext ("%s time", "%s times", health->calls_last_hour), number);
  /* Translators: %s is a day and an hour */
  g_autofree char *well = g_strdup_printf (_("Works · last answer on %s"), success != NULL ? success : "");
  /* Translators: %s is a sentence that says what is wrong */
  g_autofree char *ill =
    g_strdup_printf (_("Does not work. %s"), health->last_error_sentence != NULL ? health->last_error_sentence : "");
  const char *slow =
    health->n_waiting > 0 ? _("Waits: it may be asked only so often in a minute. It goes on by itself.") : NULL;
  g_autofree char *subtitle = g_markup_escape_text (!health->is_well ? ill : slow != NULL ? slow : well, -1);

  show_sign (line->sign, health->is_well);
  adw_expander_row_set_subtitle (line->row, subtitle);
  set_subtitle (line->success, success != NULL ? success : _("None yet"));
  set_subtitle (line->latency, latency);
  set_subtitle (line->calls, calls);
  show_trouble (line, health);
}

static void
show_all (AutosellConnectionsView *self)
{
  g_autoptr(GPtrArray) health = self->http != NULL ? autosell_http_dup_health (self->http) : g_ptr_array_new ();

  show_internet (self);
  for (guint i = 0; i < health->len; i++)
    {
      AutosellServiceHealth *one = g_ptr_array_index (health, i);

      if (one->last_success_us > 0 || one->last_error_us > 0)
        show_health (find_line (self, one->service), one);
    }
  gtk_widget_set_visible (self->none, self->lines->len == 0);
}

static gboolean
refresh_cb (gpointer self)
{
  AUTOSELL_CONNECTIONS_VIEW (self)->refresh_source = 0;
  show_all (self);
  return G_SOURCE_REMOVE;
}

/* Whoever does not see it costs nothing: it is read anew when it is shown. */
static void
changed_cb (AutosellConnectionsView *self)
{
  if (self->refresh_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* ---- Class ---- */

static void
autosell_connections_view_map (GtkWidget *widget)
{
  show_all (AUTOSELL_CONNECTIONS_VIEW (widget));
  GTK_WIDGET_CLASS (autosell_connections_view_parent_class)->map (widget);
}

static void
autosell_connections_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_connections_view_parent_class)->unmap (widget);
  g_clear_handle_id (&AUTOSELL_CONNECTIONS_VIEW (widget)->refresh_source, g_source_remove);
}

static void
autosell_connections_view_dispose (GObject *object)
{
  AutosellConnectionsView *self = AUTOSELL_CONNECTIONS_VIEW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->http);
  G_OBJECT_CLASS (autosell_connections_view_parent_class)->dispose (object);
}

static void
autosell_connections_view_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_CONNECTIONS_VIEW (object)->lines);
  G_OBJECT_CLASS (autosell_connections_view_parent_class)->finalize (object);
}

static void
autosell_connections_view_class_init (AutosellConnectionsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_connections_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_connections_view_finalize;
  widget_class->map = autosell_connections_view_map;
  widget_class->unmap = autosell_connections_view_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-connections-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellConnectionsView, list);
  gtk_widget_class_bind_template_child (widget_class, AutosellConnectionsView, internet);
  gtk_widget_class_bind_template_child (widget_class, AutosellConnectionsView, internet_sign);
  gtk_widget_class_bind_template_child (widget_class, AutosellConnectionsView, none);
}

static void
autosell_connections_view_init (AutosellConnectionsView *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
autosell_connections_view_set_http (AutosellConnectionsView *self, AutosellHttp *http)
{
  g_return_if_fail (AUTOSELL_IS_CONNECTIONS_VIEW (self) && self->http == NULL);

  if (http == NULL)
    return;
  self->http = g_object_ref (http);
  g_signal_connect_object (http, "health-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_all (self);
}
