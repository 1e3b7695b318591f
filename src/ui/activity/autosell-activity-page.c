/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-activity-page.h"
#include "autosell-backups-view.h"
#include "autosell-history-view.h"
#include "autosell-problems-view.h"

struct _AutosellActivityPage
{
  AdwBin parent_instance;
  AutosellStore *store;  /* owned, nullable before it is set */
  GtkStack *stack;       /* template children */
  GtkStackSwitcher *switcher;
  AdwBin *history_bin;
  AdwBin *problems_bin;
  AdwBin *backups_bin;
};

G_DEFINE_FINAL_TYPE (AutosellActivityPage, autosell_activity_page, ADW_TYPE_BIN)

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

static void
autosell_activity_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_activity_page_parent_class)->map (widget);
  shown_cb (AUTOSELL_ACTIVITY_PAGE (widget));
}

static void
autosell_activity_page_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_ACTIVITY_PAGE (object)->store);
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
  gtk_widget_class_bind_template_child (widget_class, AutosellActivityPage, backups_bin);
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
  shown_cb (self);
}

void
autosell_activity_page_show (AutosellActivityPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
}
