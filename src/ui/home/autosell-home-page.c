/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-home-page.h"

#include "autosell-dashboard.h"
#include "autosell-error-dialog.h"
#include "autosell-home-fill.h"
#include "autosell-home-layout.h"
#include "autosell-parse.h"
#include "autosell-trace.h"

#include <glib/gi18n.h>

/* A hundred changes in a row ask once. */
#define REFRESH_MS 150
/* What is to be repaired is counted at the same time as the figures of the day, and takes a little longer the first
 * time: a page that waits for it is painted once, and nothing on it moves. */
#define PATIENCE_MS 120
#define PANEL_WIDTH 340
#define PANEL_SPACING 18

struct _AutosellHomePage
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable: the question under way */
  guint refresh_source;
  AutosellDashboard *waiting; /* owned, nullable: an answer that is not shown yet, until there are the problems too */
  guint waiting_source;
  gboolean is_stale; /* what is shown may be of before a change */
  gboolean is_empty;
  gboolean wants_focus; /* the keyboard comes as soon as there is something for it */
  gint64 problems[AUTOSELL_N_PROBLEMS];
  gboolean knows_problems;
  gint64 n_shown;                 /* cars of the answer that is shown */
  char today[AUTOSELL_DATE_SIZE]; /* the day that it is about, "" before an answer */

  GtkStack *stack; /* template children */
  GtkBox *content;
  GtkBox *figures;
  GtkBox *panels;
  AdwStatusPage *trouble;
  AutosellHomePanel *parts[AUTOSELL_N_HOME_PANELS]; /* unowned: children, once there was an answer to show */
};

G_DEFINE_FINAL_TYPE (AutosellHomePage, autosell_home_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- What is shown ---- */

/* Not before somebody looks: a start into the list does not pay for it. */
static void
create_panels (AutosellHomePage *self)
{
  for (AutosellHomeKind kind = 0; kind < AUTOSELL_N_HOME_PANELS && self->parts[kind] == NULL; kind++)
    {
      GtkWidget *panel = autosell_home_create_panel (kind);

      gtk_box_append (kind == AUTOSELL_HOME_FIGURES ? self->figures : self->panels, panel);
      self->parts[kind] = AUTOSELL_HOME_PANEL (panel);
    }
}

static void
painted_cb (GdkFrameClock *clock, AutosellHomePage *self)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    autosell_trace (AUTOSELL_TRACE_HOME_PAINTED, self->n_shown);
}

static void
trace_next_paint (AutosellHomePage *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock == NULL || !autosell_trace_is_on ())
    return;
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
has_focus (AutosellHomePage *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* A row that is not there any more takes the keyboard with it. */
static void
keep_focus (AutosellHomePage *self, gboolean had_focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (had_focus
      && (focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
}

static void
show (AutosellHomePage *self, const AutosellDashboard *day)
{
  gboolean had_focus = has_focus (self);

  create_panels (self);
  for (AutosellHomeKind kind = 0; kind < AUTOSELL_N_HOME_PANELS; kind++)
    autosell_home_fill_panel (self->parts[kind], kind, day);
  if (self->knows_problems)
    autosell_home_fill_problems (self->parts[AUTOSELL_HOME_PROBLEMS], self->problems);
  g_strlcpy (self->today, day->today, sizeof self->today);
  self->n_shown = day->live.n_vehicles;
  self->is_empty = day->live.n_vehicles == 0;
  gtk_stack_set_visible_child_name (self->stack, "content");
  keep_focus (self, had_focus);
  if (self->wants_focus)
    autosell_home_page_focus (self);
  trace_next_paint (self);
}

static void
show_trouble (AutosellHomePage *self, const GError *error)
{
  const char *way_out;
  const char *sentence = autosell_error_get_sentence (error, &way_out);

  adw_status_page_set_title (self->trouble, _("The figures could not be read"));
  adw_status_page_set_description (self->trouble, way_out != NULL ? way_out : sentence);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

/* ---- Asking ---- */

static void load (AutosellHomePage *self);

static void
show_waiting (AutosellHomePage *self)
{
  g_autoptr(AutosellDashboard) day = g_steal_pointer (&self->waiting);

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  if (day == NULL)
    return;
  show (self, day);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
}

static gboolean
impatient_cb (gpointer data)
{
  AutosellHomePage *self = data;

  self->waiting_source = 0;
  show_waiting (self);
  return G_SOURCE_REMOVE;
}

/* @day: (transfer full) */
static void
show_soon (AutosellHomePage *self, AutosellDashboard *day)
{
  g_clear_pointer (&self->waiting, autosell_dashboard_free);
  self->waiting = day;
  if (self->knows_problems || day->live.n_vehicles == 0)
    show_waiting (self);
  else if (self->waiting_source == 0)
    self->waiting_source = g_timeout_add (PATIENCE_MS, impatient_cb, self);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellHomePage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDashboard) day = autosell_store_get_dashboard_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (day != NULL)
    {
      show_soon (self, g_steal_pointer (&day));
    }
  else
    {
      show_trouble (self, error);
      g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
    }
  if (self->is_stale)
    load (self);
}

static gboolean
is_watched (AutosellHomePage *self)
{
  /* Where there is nothing the welcome page is seen in its place, until the first car comes. */
  return gtk_widget_get_mapped (GTK_WIDGET (self)) || self->is_empty;
}

static void
load (AutosellHomePage *self)
{
  if (self->store == NULL || self->cancellable != NULL || !is_watched (self))
    return;
  self->is_stale = FALSE;
  self->cancellable = g_cancellable_new ();
  autosell_store_get_dashboard_async (self->store, self->cancellable, loaded_cb, g_object_ref (self));
  /* The store works in its own thread: there is time to make what the answer goes into. */
  create_panels (self);
}

static gboolean
refresh_cb (gpointer data)
{
  AutosellHomePage *self = data;

  self->refresh_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (AutosellHomePage *self)
{
  self->is_stale = TRUE;
  if (is_watched (self) && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Days pass: what was read yesterday is not about today. */
static void
load_if_stale (AutosellHomePage *self)
{
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  if (self->is_stale || !g_str_equal (self->today, today))
    load (self);
  else
    trace_next_paint (self);
}

static void
window_active_cb (GtkWindow *window, GParamSpec *pspec, AutosellHomePage *self)
{
  if (gtk_window_is_active (window) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load_if_stale (self);
}

static void
retry_cb (AutosellHomePage *self)
{
  load (self);
}

void
autosell_home_page_set_store (AutosellHomePage *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_HOME_PAGE (self) && self->store == NULL);

  self->store = g_object_ref (store);
  self->is_stale = TRUE;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}

void
autosell_home_page_set_problems (AutosellHomePage *self, const gint64 *problems)
{
  g_return_if_fail (AUTOSELL_IS_HOME_PAGE (self));

  if (self->knows_problems && memcmp (self->problems, problems, sizeof self->problems) == 0)
    return;
  memcpy (self->problems, problems, sizeof self->problems);
  self->knows_problems = TRUE;
  if (self->waiting != NULL)
    show_waiting (self);
  else if (self->today[0] != '\0')
    {
      gboolean had_focus = has_focus (self);

      autosell_home_fill_problems (self->parts[AUTOSELL_HOME_PROBLEMS], self->problems);
      keep_focus (self, had_focus);
    }
}

void
autosell_home_page_focus (AutosellHomePage *self)
{
  GtkWidget *last = GTK_WIDGET (self->content);
  GtkWidget *child;

  /* Whoever comes back goes on where they left. */
  while ((child = gtk_widget_get_focus_child (last)) != NULL)
    last = child;
  if (last != GTK_WIDGET (self->content) && gtk_widget_get_mapped (last) && gtk_widget_grab_focus (last))
    return;
  self->wants_focus = !gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
}

gboolean
autosell_home_page_is_empty (AutosellHomePage *self)
{
  return self->is_empty;
}

/* ---- Class ---- */

static void
autosell_home_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_home_page_parent_class)->map (widget);
  load_if_stale (AUTOSELL_HOME_PAGE (widget));
}

static void
autosell_home_page_unmap (GtkWidget *widget)
{
  AUTOSELL_HOME_PAGE (widget)->wants_focus = FALSE;
  GTK_WIDGET_CLASS (autosell_home_page_parent_class)->unmap (widget);
}

static void
autosell_home_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_home_page_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (window_active_cb), widget, 0);
}

static void
autosell_home_page_dispose (GObject *object)
{
  AutosellHomePage *self = AUTOSELL_HOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->waiting_source, g_source_remove);
  g_clear_pointer (&self->waiting, autosell_dashboard_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_home_page_parent_class)->dispose (object);
}

static void
autosell_home_page_class_init (AutosellHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_home_page_dispose;
  widget_class->map = autosell_home_page_map;
  widget_class->unmap = autosell_home_page_unmap;
  widget_class->root = autosell_home_page_root;
  signals[SIGNAL_ANSWERED] =
    g_signal_new ("answered", AUTOSELL_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellHomePage, content);
  gtk_widget_class_bind_template_child (widget_class, AutosellHomePage, figures);
  gtk_widget_class_bind_template_child (widget_class, AutosellHomePage, panels);
  gtk_widget_class_bind_template_child (widget_class, AutosellHomePage, trouble);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
autosell_home_page_init (AutosellHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A box that is empty, in a page that has not been shown, is asked whether its height goes by its width, and not
   * again once it is filled: it would keep the room of one column of tiles. This answers right from the beginning. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self->figures), autosell_home_layout_new (FALSE, PANEL_WIDTH, 0));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->panels),
                                 autosell_home_layout_new (FALSE, PANEL_WIDTH, PANEL_SPACING));
}
