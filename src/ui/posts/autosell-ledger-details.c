/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-details.h"

#include "autosell-compat.h"
#include "autosell-figures-chart.h"
#include "autosell-format.h"
#include "autosell-graph-error.h"
#include "autosell-ledger-item.h"
#include "autosell-post-composer.h"

#include <glib/gi18n.h>

#define WIDTH 560
#define HEIGHT 620
/* With less of them there is no course to be seen. */
#define LEAST_SAMPLES 2

struct _AutosellLedgerDetails
{
  AdwWindow parent_instance;
  AutosellStore *store;      /* owned */
  AutosellPostCar *car;      /* owned */
  GCancellable *cancellable; /* owned */
  GtkBox *groups;            /* child */
};

G_DEFINE_FINAL_TYPE (AutosellLedgerDetails, autosell_ledger_details, ADW_TYPE_WINDOW)

static void
open_cb (GtkButton *button, AutosellLedgerDetails *self)
{
  gtk_show_uri (GTK_WINDOW (self), g_object_get_data (G_OBJECT (button), "link"), GDK_CURRENT_TIME);
}

static void
post_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellLedgerDetails *self = AUTOSELL_LEDGER_DETAILS (widget);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AutosellStore) store = g_object_ref (self->store);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  g_array_append_val (keys, self->car->key);
  gtk_window_close (GTK_WINDOW (self));
  autosell_post_composer_present (parent, store, keys);
}

/* ---- A Page ---- */

typedef struct
{
  AutosellLedgerDetails *self; /* owned */
  GtkBox *charts;              /* owned */
} Course;

static void
course_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Course *course = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) samples = autosell_store_get_figures_finish (AUTOSELL_STORE (object), result, &error);

  if (samples != NULL && samples->len >= LEAST_SAMPLES)
    for (AutosellFiguresLine line = 0; line < AUTOSELL_N_FIGURES; line++)
      {
        const AutosellFiguresSample *last = &g_array_index (samples, AutosellFiguresSample, samples->len - 1);

        /* A line along the ground tells nothing that the words have not told */
        if (autosell_figures_get (&last->figures, line) > 0)
          gtk_flow_box_append (GTK_FLOW_BOX (gtk_widget_get_first_child (GTK_WIDGET (course->charts))),
                               autosell_figures_chart_new (samples, line));
      }
  gtk_widget_set_visible (
    GTK_WIDGET (course->charts),
    gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (gtk_widget_get_first_child (GTK_WIDGET (course->charts))), 0)
      != NULL);
  g_object_unref (course->charts);
  g_object_unref (course->self);
  g_free (course);
}

static void
add_charts (AutosellLedgerDetails *self, AdwPreferencesGroup *group, gint64 post)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *flow = gtk_flow_box_new ();
  Course *course = g_new (Course, 1);

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_box_append (GTK_BOX (box), flow);
  gtk_widget_set_visible (box, FALSE);
  adw_preferences_group_add (group, box);
  *course = (Course){ g_object_ref (self), g_object_ref (GTK_BOX (box)) };
  autosell_store_get_figures_async (self->store, post, self->cancellable, course_cb, course);
}

/* When, since when, and why. Returns: (transfer full) */
static char *
dup_subtitle (const AutosellPostCell *cell)
{
  g_autofree char *out = cell->out_s != 0 ? autosell_format_instant (cell->out_s * G_USEC_PER_SEC) : NULL;
  g_autofree char *at = cell->at_s != 0 ? autosell_format_instant (cell->at_s * G_USEC_PER_SEC) : NULL;
  g_autofree char *figures = autosell_post_figures_dup_text (&cell->figures);
  g_autofree char *wrong = autosell_graph_fact_dup_sentence (cell->error_text);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Reference %s"), cell->reference);
  if (out != NULL)
    g_string_append_printf (text, _("\nOut since %s"), out);
  if (cell->state == AUTOSELL_POSTED_QUEUED && at != NULL)
    g_string_append_printf (text, _("\nPlanned for %s"), at);
  if (cell->state == AUTOSELL_POSTED_REMOVED && at != NULL)
    g_string_append_printf (text, cell->is_gone ? _("\nFound to be gone on %s") : _("\nRemoved, and checked, on %s"),
                            at);
  if (cell->is_hidden && cell->state == AUTOSELL_POSTED_OUT)
    g_string_append_printf (text, "\n%s", _("Hidden"));
  if (cell->is_leaving)
    g_string_append_printf (text, "\n%s", _("To be removed: it is not proven yet that it is gone"));
  if (figures != NULL)
    g_string_append_printf (text, "\n%s", figures);
  if (wrong != NULL)
    g_string_append_printf (text, "\n%s", wrong);
  if (cell->held != NULL)
    g_string_append_printf (text, "\n%s %s", _("It does not go for now."), cell->held);
  return g_string_free (text, FALSE);
}

static void
add_page (AutosellLedgerDetails *self, const AutosellPage *page)
{
  const AutosellPostCell *cell = autosell_post_car_find_cell (self->car, page->id);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  g_autofree char *subtitle = cell != NULL ? dup_subtitle (cell) : NULL;
  g_autofree char *heading = g_markup_escape_text (page->name, -1);
  const char *icon = autosell_ledger_get_icon (cell);

  adw_preferences_group_set_title (group, heading);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 autosell_posted_to_label (cell != NULL ? cell->state : AUTOSELL_POSTED_NEVER));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  if (cell != NULL && cell->permalink != NULL && cell->state == AUTOSELL_POSTED_OUT)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("web-browser-symbolic");
      g_autofree char *name = g_strdup_printf (_("Open on Facebook: %s"), page->name);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, cell->permalink);
      autosell_compat_set_name (button, name);
      g_object_set_data_full (G_OBJECT (button), "link", g_strdup (cell->permalink), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (open_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (group, row);
  if (cell != NULL && cell->out_s != 0)
    add_charts (self, group, cell->post);
  gtk_box_append (self->groups, GTK_WIDGET (group));
}

/* ---- The window ---- */

static void
autosell_ledger_details_dispose (GObject *object)
{
  AutosellLedgerDetails *self = AUTOSELL_LEDGER_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->car, autosell_post_car_unref);
  G_OBJECT_CLASS (autosell_ledger_details_parent_class)->dispose (object);
}

static void
autosell_ledger_details_class_init (AutosellLedgerDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_ledger_details_dispose;
  gtk_widget_class_install_action (widget_class, "details.post", NULL, post_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
autosell_ledger_details_init (AutosellLedgerDetails *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Post…"));

  self->cancellable = g_cancellable_new ();
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_top (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->groups), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->groups), 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->groups));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "details.post");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), button);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
autosell_ledger_details_present (GtkWindow *parent, AutosellStore *store, AutosellPostCar *car, GPtrArray *pages)
{
  AutosellLedgerDetails *self = g_object_new (AUTOSELL_TYPE_LEDGER_DETAILS, "modal", TRUE, "title", car->title,
                                              "default-width", WIDTH, "default-height", HEIGHT, NULL);

  self->store = g_object_ref (store);
  self->car = autosell_post_car_ref (car);
  for (guint i = 0; i < pages->len; i++)
    add_page (self, pages->pdata[i]);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
