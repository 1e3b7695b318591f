/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week-card.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

struct _AutosellWeekCard
{
  GtkButton parent_instance;
  gint64 page, at_s, post, key;
  char *title;     /* owned, nullable: of the car */
  char *permalink; /* owned, nullable */
  gboolean can_move, can_take, can_skip, can_choose;
  gboolean is_pinned, is_weekly, is_skipped;
  gboolean is_target;
  GtkWidget *menu; /* owned by the widget, nullable: while it is shown */
};

G_DEFINE_FINAL_TYPE (AutosellWeekCard, autosell_week_card, GTK_TYPE_BUTTON)

enum
{
  SIGNAL_ACT,
  SIGNAL_CHOOSE,
  SIGNAL_PUT,
  SIGNAL_GIVE_UP,
  SIGNAL_TURN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- What can be done ---- */

static void
act_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    AutosellWeekActKind kind;
  } acts[] = {
    { "week.move", AUTOSELL_WEEK_ACT_MOVE }, { "week.skip", AUTOSELL_WEEK_ACT_SKIP },
    { "week.keep", AUTOSELL_WEEK_ACT_PIN },  { "week.weekly", AUTOSELL_WEEK_ACT_PIN_WEEKLY },
    { "week.free", AUTOSELL_WEEK_ACT_FREE }, { "week.free-weekly", AUTOSELL_WEEK_ACT_FREE_WEEKLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (name, acts[i].name))
      g_signal_emit (widget, signals[SIGNAL_ACT], 0, (int) acts[i].kind);
}

static void
choose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CHOOSE], 0);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellWeekCard *self = AUTOSELL_WEEK_CARD (widget);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), self->permalink, GDK_CURRENT_TIME);
}

/* Only what makes sense of it. Returns: (transfer full) */
static GMenuModel *
make_menu (AutosellWeekCard *self)
{
  GMenu *menu = g_menu_new ();

  if (self->can_move)
    g_menu_append (menu, _("_Move…"), "week.move");
  if (self->is_skipped)
    g_menu_append (menu, _("_Do Not Skip"), "week.free");
  if (self->can_choose)
    g_menu_append (menu, self->key != 0 ? _("_Choose Another Car…") : _("_Choose a Car…"), "week.choose");
  if (self->can_move && self->is_pinned)
    g_menu_append (menu, _("Let the _Rule Decide"), "week.free");
  else if (self->can_move && !self->is_weekly)
    g_menu_append (menu, _("_Keep It Here"), "week.keep");
  if (self->is_weekly)
    g_menu_append (menu, _("No Longer Every _Week"), "week.free-weekly");
  else if (self->can_move && self->can_choose)
    g_menu_append (menu, _("In This Slot Every _Week"), "week.weekly");
  if (self->can_skip)
    g_menu_append (menu, _("_Skip This Slot"), "week.skip");
  if (self->permalink != NULL)
    g_menu_append (menu, _("_Open on Facebook"), "week.open");
  return G_MENU_MODEL (menu);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* What was chosen in it runs after it is closed. */
static void
closed_cb (GtkWidget *menu, AutosellWeekCard *self)
{
  self->menu = NULL;
  g_idle_add_full (G_PRIORITY_LOW, unparent_cb, g_object_ref (menu), g_object_unref);
}

static void
show_menu (AutosellWeekCard *self)
{
  g_autoptr(GMenuModel) model = make_menu (self);

  if (self->menu != NULL || g_menu_model_get_n_items (model) == 0)
    return;
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect (self->menu, "closed", G_CALLBACK (closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
autosell_week_card_clicked (GtkButton *button)
{
  AutosellWeekCard *self = AUTOSELL_WEEK_CARD (button);

  if (self->is_target)
    g_signal_emit (self, signals[SIGNAL_PUT], 0, NULL);
  else
    show_menu (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, AutosellWeekCard *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (self->is_target)
        g_signal_emit (self, signals[SIGNAL_PUT], 0, NULL);
      else if (self->can_move)
        g_signal_emit (self, signals[SIGNAL_ACT], 0, AUTOSELL_WEEK_ACT_MOVE);
      else
        gtk_widget_error_bell (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      show_menu (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      g_signal_emit (self, signals[SIGNAL_GIVE_UP], 0);
      return self->is_target ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      g_signal_emit (self, signals[SIGNAL_TURN], 0, key == GDK_KEY_Page_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- Dragging ---- */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, AutosellWeekCard *self)
{
  return self->can_move ? gdk_content_provider_new_typed (AUTOSELL_TYPE_WEEK_CARD, self) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AutosellWeekCard *self)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, gtk_widget_get_width (GTK_WIDGET (self)) / 2, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, AutosellWeekCard *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AutosellWeekCard *self)
{
  AutosellWeekCard *from = g_value_get_object (value);

  if (!self->can_take || from == NULL || from == self || from->page != self->page)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_PUT], 0, from);
  return TRUE;
}

static void
set_up_drag (AutosellWeekCard *self)
{
  if (self->can_move)
    {
      GtkDragSource *source = gtk_drag_source_new ();

      gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
      /* Before the button takes the press for a click */
      gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
      g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
      g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
      g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
    }
  if (self->can_take)
    {
      GtkDropTarget *target = gtk_drop_target_new (AUTOSELL_TYPE_WEEK_CARD, GDK_ACTION_MOVE);

      g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
    }
}

/* ---- What it says ---- */

static const char *
get_icon (const AutosellWeekEntry *entry)
{
  if (entry->is_weekly || entry->is_pinned)
    return "view-pin-symbolic";
  switch (entry->kind)
    {
    case AUTOSELL_WEEK_POST:
      return entry->state == AUTOSELL_POST_OUT       ? "emblem-ok-symbolic"
             : entry->state == AUTOSELL_POST_FAILED  ? "dialog-warning-symbolic"
             : entry->state == AUTOSELL_POST_GONE    ? "user-trash-symbolic"
             : entry->state == AUTOSELL_POST_REMOVED ? "user-trash-symbolic"
                                                     : "document-open-recent-symbolic";
    case AUTOSELL_WEEK_MISSED:
      return "dialog-warning-symbolic";
    case AUTOSELL_WEEK_SKIPPED:
      return "media-skip-forward-symbolic";
    default:
      return NULL;
    }
}

static const char *
get_class (const AutosellWeekEntry *entry)
{
  if (entry->kind == AUTOSELL_WEEK_MISSED
      || (entry->kind == AUTOSELL_WEEK_POST && entry->state == AUTOSELL_POST_FAILED))
    return "trouble";
  if (entry->kind == AUTOSELL_WEEK_POST
      && (entry->state == AUTOSELL_POST_OUT || entry->state == AUTOSELL_POST_REMOVED
          || entry->state == AUTOSELL_POST_GONE))
    return "over";
  if (entry->kind == AUTOSELL_WEEK_POST)
    return "waits";
  return entry->key != 0 ? "planned" : "vacant";
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style, int lines)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
fill (AutosellWeekCard *self, const AutosellWeekEntry *entry, const char *time)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *when = gtk_label_new (time);
  g_autofree char *why = autosell_week_entry_dup_why (entry);
  const char *label = autosell_week_entry_get_label (entry);
  g_autofree char *name = g_strjoin (", ", time, entry->title != NULL ? entry->title : label,
                                     entry->title != NULL ? label : why, entry->title != NULL ? why : NULL, NULL);

  gtk_widget_add_css_class (when, "numeric");
  gtk_widget_add_css_class (when, "caption-heading");
  gtk_label_set_xalign (GTK_LABEL (when), 0);
  gtk_widget_set_hexpand (when, TRUE);
  gtk_box_append (GTK_BOX (head), when);
  if (get_icon (entry) != NULL)
    gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (get_icon (entry)));
  gtk_box_append (GTK_BOX (box), head);
  if (entry->title != NULL)
    add_label (box, entry->title, "week-car", 3);
  add_label (box, label, entry->title != NULL ? "caption" : "dim-label", 3);
  if (why != NULL)
    gtk_widget_add_css_class (add_label (box, why, "caption", 3), "dim-label");
  gtk_button_set_child (GTK_BUTTON (self), box);
  autosell_compat_set_name (GTK_WIDGET (self), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_widget_add_css_class (GTK_WIDGET (self), get_class (entry));
}

/* ---- The widget ---- */

GtkWidget *
autosell_week_card_new (const AutosellWeekEntry *entry, const char *time)
{
  AutosellWeekCard *self = g_object_new (AUTOSELL_TYPE_WEEK_CARD, NULL);
  gboolean is_to_come = entry->is_slot && !entry->is_past;

  self->page = entry->page;
  self->at_s = entry->at_s;
  self->post = entry->post;
  self->key = entry->key;
  self->title = g_strdup (entry->title);
  self->permalink = entry->state == AUTOSELL_POST_OUT ? g_strdup (entry->permalink) : NULL;
  self->is_pinned = entry->is_pinned;
  self->is_weekly = entry->is_weekly;
  self->is_skipped = is_to_come && entry->kind == AUTOSELL_WEEK_SKIPPED;
  self->can_move = entry->is_movable || entry->kind == AUTOSELL_WEEK_PLANNED || entry->kind == AUTOSELL_WEEK_PINNED;
  self->can_take = is_to_come && (entry->kind != AUTOSELL_WEEK_POST || entry->is_movable);
  self->can_choose = self->can_take && entry->kind != AUTOSELL_WEEK_FREE;
  self->can_skip = self->can_choose && !self->is_skipped;
  fill (self, entry, time);
  set_up_drag (self);
  return GTK_WIDGET (self);
}

gint64
autosell_week_card_get_page (AutosellWeekCard *self)
{
  return self->page;
}

gint64
autosell_week_card_get_at (AutosellWeekCard *self)
{
  return self->at_s;
}

gint64
autosell_week_card_get_post (AutosellWeekCard *self)
{
  return self->post;
}

gint64
autosell_week_card_get_key (AutosellWeekCard *self)
{
  return self->key;
}

const char *
autosell_week_card_get_title (AutosellWeekCard *self)
{
  return self->title;
}

gboolean
autosell_week_card_can_move (AutosellWeekCard *self)
{
  return self->can_move;
}

gboolean
autosell_week_card_can_take (AutosellWeekCard *self)
{
  return self->can_take;
}

gboolean
autosell_week_card_is_busy (AutosellWeekCard *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child))
      return TRUE;
  return gtk_widget_has_css_class (GTK_WIDGET (self), "dragged");
}

static void
set_class (AutosellWeekCard *self, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

void
autosell_week_card_set_is_picked (AutosellWeekCard *self, gboolean is_picked)
{
  set_class (self, "picked", is_picked);
}

void
autosell_week_card_set_is_target (AutosellWeekCard *self, gboolean is_target)
{
  self->is_target = is_target;
  set_class (self, "target", is_target);
}

static void
autosell_week_card_dispose (GObject *object)
{
  AutosellWeekCard *self = AUTOSELL_WEEK_CARD (object);
  GtkWidget *child, *next;

  self->menu = NULL;
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (GTK_IS_POPOVER (child))
        gtk_widget_unparent (child);
    }
  G_OBJECT_CLASS (autosell_week_card_parent_class)->dispose (object);
}

static void
autosell_week_card_finalize (GObject *object)
{
  AutosellWeekCard *self = AUTOSELL_WEEK_CARD (object);

  g_free (self->title);
  g_free (self->permalink);
  G_OBJECT_CLASS (autosell_week_card_parent_class)->finalize (object);
}

static void
autosell_week_card_class_init (AutosellWeekCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_week_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_week_card_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = autosell_week_card_clicked;
  signals[SIGNAL_ACT] = g_signal_new ("act", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_CHOOSE] = g_signal_new ("choose", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PUT] = g_signal_new ("put", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, type);
  signals[SIGNAL_GIVE_UP] = g_signal_new ("give-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TURN] =
    g_signal_new ("turn", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_install_action (widget_class, "week.move", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "week.skip", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "week.keep", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "week.weekly", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "week.free", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "week.free-weekly", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "week.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "week.open", NULL, open_cb);
}

static void
autosell_week_card_init (AutosellWeekCard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "week-card");
  /* Before the button takes Space for a click */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
