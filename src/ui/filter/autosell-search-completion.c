/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-search-completion.h"

#include "autosell-compat.h"
#include "autosell-filter-saved.h"
#include "autosell-page-store.h"
#include "autosell-search-offers.h"

#include <glib/gi18n.h>

/* Who goes on typing is not to see a list flash with each letter. */
#define PAUSE_MS 250
#define WIDTH 260

struct _AutosellSearchCompletion
{
  GtkPopover parent_instance;
  GtkEditable *entry;        /* unowned: it is in our parent */
  AutosellStore *store;      /* owned, nullable */
  GtkListBox *list;          /* child */
  GPtrArray *offers;         /* owned, nullable: of the rows, in their order */
  AutosellSearchWord word;   /* owned: what they are offered for */
  GCancellable *cancellable; /* owned, nullable: values being asked for */
  guint pause_source;
};

G_DEFINE_FINAL_TYPE (AutosellSearchCompletion, autosell_search_completion, GTK_TYPE_POPOVER)

static void
set_expanded (AutosellSearchCompletion *self, gboolean is_expanded)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, is_expanded, -1);
  if (!is_expanded)
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

void
autosell_search_completion_close (AutosellSearchCompletion *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  set_expanded (self, FALSE);
}

/* ---- Showing ---- */

static GtkWidget *
create_row (const AutosellSearchOffer *offer)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (offer->label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (offer->is_whole)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("autosell-filter-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  autosell_compat_set_name (row, offer->label);
  return row;
}

/* @offers: (transfer full) */
static void
show_offers (AutosellSearchCompletion *self, GPtrArray *offers)
{
  GtkListBoxRow *row;
  graphene_rect_t bounds;

  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = offers;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < offers->len; i++)
    gtk_list_box_append (self->list, create_row (g_ptr_array_index (offers, i)));
  gtk_list_box_unselect_all (self->list);
  if (offers->len == 0
      || !gtk_widget_compute_bounds (GTK_WIDGET (self->entry), gtk_widget_get_parent (GTK_WIDGET (self)), &bounds))
    {
      autosell_search_completion_close (self);
      return;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                MAX ((int) bounds.size.width, 1), (int) bounds.size.height });
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN ((int) bounds.size.width, WIDTH), -1);
  gtk_popover_popup (GTK_POPOVER (self));
  set_expanded (self, TRUE);
}

static void
offer (AutosellSearchCompletion *self, const char *const *values)
{
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (self->store);
  g_autofree char *rest = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  gboolean is_only_word = strchr (rest, ' ') == NULL;

  show_offers (self, autosell_search_offers_new (&self->word, is_only_word, values, filters));
}

static void
values_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSearchCompletion) self = user_data;
  g_auto(GStrv) values = autosell_store_get_values_finish (AUTOSELL_STORE (object), result, NULL);

  if (values == NULL || self->store == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* something else is typed by now */
  g_clear_object (&self->cancellable);
  offer (self, (const char *const *) values);
}

static void
pages_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSearchCompletion) self = user_data;
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_finish (AUTOSELL_STORE (object), result, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (board == NULL || self->store == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < board->pages->len; i++)
    g_ptr_array_add (names, ((AutosellPage *) board->pages->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  offer (self, (const char *const *) names->pdata);
}

static gboolean
paused_cb (gpointer data)
{
  AutosellSearchCompletion *self = data;
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->entry));

  self->pause_source = 0;
  autosell_search_word_clear (&self->word);
  if (self->store == NULL || (flags & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
      || !autosell_search_word_init (&self->word, gtk_editable_get_text (self->entry),
                                     gtk_editable_get_position (self->entry)))
    {
      autosell_search_completion_close (self);
      return G_SOURCE_REMOVE;
    }
  if (!autosell_search_word_wants_values (&self->word))
    {
      offer (self, NULL);
      return G_SOURCE_REMOVE;
    }
  self->cancellable = g_cancellable_new ();
  if (self->word.kind == AUTOSELL_FILTER_POSTED)
    {
      autosell_store_get_page_board_async (self->store, self->cancellable, pages_ready_cb, g_object_ref (self));
      return G_SOURCE_REMOVE;
    }
  autosell_store_get_values_async (self->store, self->word.field, self->cancellable, values_ready_cb,
                                   g_object_ref (self));
  return G_SOURCE_REMOVE;
}

void
autosell_search_completion_typed (AutosellSearchCompletion *self)
{
  g_return_if_fail (AUTOSELL_IS_SEARCH_COMPLETION (self));

  /* What is offered was for the word before this letter. */
  autosell_search_completion_close (self);
  if (gtk_editable_get_text (self->entry)[0] != '\0')
    self->pause_source = g_timeout_add (PAUSE_MS, paused_cb, self);
}

/* ---- Taking ---- */

static void
take (AutosellSearchCompletion *self, GtkListBoxRow *row)
{
  const AutosellSearchOffer *taken = g_ptr_array_index (self->offers, gtk_list_box_row_get_index (row));
  int cursor = gtk_editable_get_position (self->entry);
  g_autofree char *text =
    autosell_search_offer_apply (taken, &self->word, gtk_editable_get_text (self->entry), &cursor);

  autosell_search_completion_close (self);
  /* As though it had been typed: the list follows, and after “brand:” its values are offered. */
  gtk_editable_set_text (self->entry, text);
  gtk_editable_set_position (self->entry, cursor);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AutosellSearchCompletion *self)
{
  take (self, row);
}

static gboolean
move (AutosellSearchCompletion *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : -1;
  gboolean was_in_list = row != NULL;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  if (row == NULL && step > 0)
    {
      autosell_search_completion_close (self);
      return FALSE; /* on to the cars */
    }
  gtk_list_box_select_row (self->list, row);
  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  return row != NULL || was_in_list;
}

gboolean
autosell_search_completion_handle_key (AutosellSearchCompletion *self, guint keyval, GdkModifierType state)
{
  GtkListBoxRow *row;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  row = gtk_list_box_get_selected_row (self->list);
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move (self, 1);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move (self, -1);
    case GDK_KEY_Escape:
      autosell_search_completion_close (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (row != NULL)
        take (self, row);
      else
        autosell_search_completion_close (self);
      return row != NULL;
    default:
      return FALSE;
    }
}

/* ---- Class ---- */

static void
autosell_search_completion_dispose (GObject *object)
{
  AutosellSearchCompletion *self = AUTOSELL_SEARCH_COMPLETION (object);

  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_search_completion_parent_class)->dispose (object);
}

static void
autosell_search_completion_finalize (GObject *object)
{
  AutosellSearchCompletion *self = AUTOSELL_SEARCH_COMPLETION (object);

  g_clear_pointer (&self->offers, g_ptr_array_unref);
  autosell_search_word_clear (&self->word);
  G_OBJECT_CLASS (autosell_search_completion_parent_class)->finalize (object);
}

static void
autosell_search_completion_class_init (AutosellSearchCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_search_completion_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_search_completion_finalize;
}

static void
autosell_search_completion_init (AutosellSearchCompletion *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_focusable (list, FALSE);
  autosell_compat_set_name (list, _("Suggestions for the search"));
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_popover_set_child (GTK_POPOVER (self), list);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_widget_add_css_class (GTK_WIDGET (self), "completion");
}

AutosellSearchCompletion *
autosell_search_completion_new (GtkWidget *parent, GtkEditable *entry)
{
  AutosellSearchCompletion *self = g_object_new (AUTOSELL_TYPE_SEARCH_COMPLETION, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = entry;
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  g_signal_connect_object (focus, "leave", G_CALLBACK (autosell_search_completion_close), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  return self;
}

void
autosell_search_completion_set_store (AutosellSearchCompletion *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_SEARCH_COMPLETION (self));

  g_set_object (&self->store, store);
}
