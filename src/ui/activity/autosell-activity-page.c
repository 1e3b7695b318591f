/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-activity-page.h"
#include "autosell-application.h"
#include "autosell-backups-view.h"
#include "autosell-connections-view.h"
#include "autosell-format.h"
#include "autosell-history-view.h"
#include "autosell-ledger-store.h"
#include "autosell-problems-view.h"
#include "autosell-sheet-view.h"

#include <glib/gi18n.h>

struct _AutosellActivityPage
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set */
  GCancellable *cancellable; /* owned, nullable: of the question how much is undecided */
  gboolean is_old;           /* something changed while nobody saw it */
  GtkStack *stack;           /* template children */
  GtkStackSwitcher *switcher;
  AdwBin *history_bin;
  AdwBin *problems_bin;
  GtkStackPage *sheet_page;
  AdwBin *sheet_bin;
  AdwBin *backups_bin;
  AdwBin *connections_bin;
};

G_DEFINE_FINAL_TYPE (AutosellActivityPage, autosell_activity_page, ADW_TYPE_BIN)

/* (nullable) (transfer none) */
static AutosellHttp *
get_http (void)
{
  GApplication *application = g_application_get_default ();
  AutosellGoogle *google = AUTOSELL_IS_APPLICATION (application)
                             ? autosell_application_get_google (AUTOSELL_APPLICATION (application), NULL)
                             : NULL;

  return google != NULL ? autosell_google_get_http (google) : NULL;
}

static void
fill (AutosellActivityPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);
  AdwBin *bin = ADW_BIN (gtk_stack_get_visible_child (self->stack));

  if (bin == NULL || adw_bin_get_child (bin) != NULL)
    return;
  if (g_str_equal (name, "history"))
    {
      AutosellHistoryView *view = g_object_new (AUTOSELL_TYPE_HISTORY_VIEW, NULL);

      adw_bin_set_child (bin, GTK_WIDGET (view));
      autosell_history_view_set_source (view, self->store, 0);
    }
  else if (g_str_equal (name, "problems"))
    {
      AutosellProblemsView *view = g_object_new (AUTOSELL_TYPE_PROBLEMS_VIEW, NULL);

      adw_bin_set_child (bin, GTK_WIDGET (view));
      autosell_problems_view_set_store (view, self->store);
    }
  else if (g_str_equal (name, "sheet"))
    {
      AutosellSheetView *view = g_object_new (AUTOSELL_TYPE_SHEET_VIEW, NULL);

      adw_bin_set_child (bin, GTK_WIDGET (view));
      autosell_sheet_view_set_store (view, self->store);
    }
  else if (g_str_equal (name, "connections"))
    {
      AutosellConnectionsView *view = g_object_new (AUTOSELL_TYPE_CONNECTIONS_VIEW, NULL);

      adw_bin_set_child (bin, GTK_WIDGET (view));
      autosell_connections_view_set_http (view, get_http ());
    }
  else
    {
      AutosellBackupsView *view = g_object_new (AUTOSELL_TYPE_BACKUPS_VIEW, NULL);

      adw_bin_set_child (bin, GTK_WIDGET (view));
      autosell_backups_view_set_store (view, self->store);
    }
}

static void
shown_cb (AutosellActivityPage *self)
{
  if (self->store != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

/* ---- How much of the sheet is undecided ---- */

/* Its place is there while a sheet is linked or something of it is undecided; whoever looks at it keeps it. */
static void
show_summary (AutosellActivityPage *self, const AutosellSheetSummary *summary)
{
  guint n = summary->n_conflicts + summary->n_vanished;
  g_autofree char *number = autosell_format_integer (n);
  /* Translators: the place of the lot’s sheet, with how many things are to be decided there */
  g_autofree char *title = n > 0 ? g_strdup_printf (_("Sheet (%s)"), number) : g_strdup (_("Sheet"));
  gboolean is_looked_at = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "sheet") == 0;

  if (g_strcmp0 (gtk_stack_page_get_title (self->sheet_page), title) != 0)
    gtk_stack_page_set_title (self->sheet_page, title);
  gtk_stack_page_set_needs_attention (self->sheet_page, n > 0);
  gtk_stack_page_set_visible (self->sheet_page, summary->is_linked || n > 0 || is_looked_at);
}

static void
summary_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellActivityPage) self = user_data;
  g_autofree AutosellSheetSummary *summary =
    autosell_store_get_sheet_summary_finish (AUTOSELL_STORE (object), result, NULL);

  if (summary != NULL && self->store != NULL)
    show_summary (self, summary);
}

static void
ask_summary (AutosellActivityPage *self)
{
  self->is_old = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_old)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_get_sheet_summary_async (self->store, self->cancellable, summary_cb, g_object_ref (self));
}

static void
autosell_activity_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_activity_page_parent_class)->map (widget);
  shown_cb (AUTOSELL_ACTIVITY_PAGE (widget));
  if (AUTOSELL_ACTIVITY_PAGE (widget)->is_old)
    ask_summary (AUTOSELL_ACTIVITY_PAGE (widget));
}

static void
autosell_activity_page_dispose (GObject *object)
{
  AutosellActivityPage *self = AUTOSELL_ACTIVITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_activity_page_parent_class)->dispose (object);
}

/* Into the view, or onto the switcher while it has nothing. */
static gboolean
autosell_activity_page_grab_focus (GtkWidget *widget)
{
  AutosellActivityPage *self = AUTOSELL_ACTIVITY_PAGE (widget);
  GtkWidget *bin = gtk_stack_get_visible_child (self->stack);
  GtkWidget *view = bin != NULL ? adw_bin_get_child (ADW_BIN (bin)) : NULL;

  if (view != NULL && AUTOSELL_IS_PROBLEMS_VIEW (view) && gtk_widget_grab_focus (view))
    return TRUE;
  if (view != NULL && !AUTOSELL_IS_PROBLEMS_VIEW (view) && gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD))
    return TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (self->switcher), GTK_DIR_TAB_FORWARD);
}

static void
autosell_activity_page_class_init (AutosellActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_activity_page_dispose;
  widget_class->map = autosell_activity_page_map;
  widget_class->grab_focus = autosell_activity_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, history_bin);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, problems_bin);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, sheet_page);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, sheet_bin);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, backups_bin);
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, connections_bin);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
autosell_activity_page_init (AutosellActivityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_activity_page_set_store (AutosellActivityPage *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_ACTIVITY_PAGE (self) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (ask_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "sheet-changed", G_CALLBACK (ask_summary), self, G_CONNECT_SWAPPED);
  ask_summary (self);
  shown_cb (self);
}

void
autosell_activity_page_show (AutosellActivityPage *self, const char *name)
{
  /* whoever is sent there finds it, known already or not */
  if (g_str_equal (name, "sheet"))
    gtk_stack_page_set_visible (self->sheet_page, TRUE);
  gtk_stack_set_visible_child_name (self->stack, name);
}
