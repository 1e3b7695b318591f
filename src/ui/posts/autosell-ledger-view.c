/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-view.h"

#include "autosell-check-tab.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-ledger-details.h"
#include "autosell-ledger-item.h"
#include "autosell-post-ledger-export.h"
#include "autosell-post-ledger-list.h"
#include "autosell-save-file.h"
#include "autosell-trace.h"
#include "autosell-window.h"

#include <glib/gi18n.h>
#include <string.h>

/* Typing is followed at its end. */
#define TYPE_MS 150

/* What the buttons above the list ask for; the first is everything. */
static const guint states[] = { 0,
                                1u << AUTOSELL_POSTED_NEVER,
                                1u << AUTOSELL_POSTED_OUT,
                                1u << AUTOSELL_POSTED_QUEUED,
                                1u << AUTOSELL_POSTED_FAILED,
                                1u << AUTOSELL_POSTED_REMOVED };

struct _AutosellLedgerView
{
  AdwBin parent_instance;
  AutosellStore *store;         /* owned, nullable before it is set */
  AutosellPostLedgerList *list; /* owned, nullable the same */
  AutosellLedgerColumns columns;
  AutosellPostLedgerQuery query; /* query.query owned, nullable */
  GArray *page_ids;              /* owned: of the choices of Pages, the first is 0 */
  gboolean is_filling;           /* choices are being made, and nobody chose */
  guint type_source;
  GSimpleAction *tab_action; /* owned */

  GtkEditable *search; /* children */
  GtkDropDown *page;
  GtkDropDown *order;
  GtkWidget *heading;
  GtkToggleButton *state_buttons[G_N_ELEMENTS (states)];
  GtkListView *view;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (AutosellLedgerView, autosell_ledger_view, ADW_TYPE_BIN)

static void
ask (AutosellLedgerView *self)
{
  if (self->list != NULL)
    autosell_post_ledger_list_set_query (self->list, &self->query);
}

/* ---- What is asked for ---- */

static gboolean
typed_cb (gpointer data)
{
  AutosellLedgerView *self = data;
  g_autoptr(GError) error = NULL;
  AutosellQuery *query = autosell_query_parse (gtk_editable_get_text (self->search), NULL, NULL, &error);

  self->type_source = 0;
  /* What is not understood as yet leaves the list as it is */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->search), error != NULL ? error->message : NULL);
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->search), "error");
      return G_SOURCE_REMOVE;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->search), "error");
  g_clear_pointer (&self->query.query, autosell_query_unref);
  self->query.query = query;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
search_changed_cb (AutosellLedgerView *self)
{
  g_clear_handle_id (&self->type_source, g_source_remove);
  self->type_source = g_timeout_add (TYPE_MS, typed_cb, self);
}

static void
state_toggled_cb (GtkToggleButton *button, AutosellLedgerView *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (button == self->state_buttons[i])
      self->query.states = states[i];
  ask (self);
}

static void
choice_changed_cb (AutosellLedgerView *self)
{
  guint page = gtk_drop_down_get_selected (self->page), order = gtk_drop_down_get_selected (self->order);

  if (self->is_filling || page >= self->page_ids->len || order >= AUTOSELL_N_POST_LEDGER_ORDERS)
    return;
  self->query.page = g_array_index (self->page_ids, gint64, page);
  self->query.order = (AutosellPostLedgerOrder) order;
  ask (self);
}

/* ---- What is shown ---- */

static const char *
get_state_label (guint index)
{
  switch (index)
    {
    case 1:
      return C_ ("ledger filter", "Never");
    case 2:
      return C_ ("ledger filter", "Posted");
    case 3:
      return C_ ("ledger filter", "Queued");
    case 4:
      return C_ ("ledger filter", "Failed");
    case 5:
      return C_ ("ledger filter", "Taken off");
    default:
      return C_ ("ledger filter", "All");
    }
}

static void
show_counts (AutosellLedgerView *self, const AutosellPostLedger *ledger)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      guint n = i == 0 ? ledger->n_cars : ledger->counts[g_bit_nth_lsf (states[i], -1)];
      g_autofree char *number = autosell_format_integer (n);
      g_autofree char *label = g_strdup_printf ("%s %s", get_state_label (i), number);

      gtk_button_set_label (GTK_BUTTON (self->state_buttons[i]), label);
    }
}

static gboolean
same_pages (AutosellLedgerView *self, GPtrArray *pages)
{
  if (self->columns.pages == NULL || self->columns.pages->len != pages->len)
    return FALSE;
  for (guint i = 0; i < pages->len; i++)
    {
      const AutosellPage *one = pages->pdata[i], *other = self->columns.pages->pdata[i];

      if (one->id != other->id || strcmp (one->name, other->name) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
fill_pages (AutosellLedgerView *self, GPtrArray *pages)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  const gint64 all = 0;
  guint selected = 0;

  g_array_set_size (self->page_ids, 0);
  g_array_append_val (self->page_ids, all);
  gtk_string_list_append (names, _("All Pages"));
  for (guint i = 0; i < pages->len; i++)
    {
      const AutosellPage *page = pages->pdata[i];

      g_array_append_val (self->page_ids, page->id);
      gtk_string_list_append (names, page->name);
      if (page->id == self->query.page)
        selected = i + 1;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->page, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->page, selected);
  self->is_filling = FALSE;
}

static void
queue_draws (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    queue_draws (child);
  gtk_widget_queue_draw (widget);
}

static void
painted_cb (GdkFrameClock *clock, AutosellLedgerView *self)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->list != NULL)
    autosell_trace (AUTOSELL_TRACE_LEDGER_PAINTED, autosell_post_ledger_list_get_ledger (self->list)->n_cars);
}

static void
trace_paint (AutosellLedgerView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (autosell_trace_is_on () && clock != NULL)
    g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
}

static void
loaded_cb (AutosellLedgerView *self)
{
  const AutosellPostLedger *ledger = autosell_post_ledger_list_get_ledger (self->list);
  gboolean moves = self->columns.only_page != self->query.page;

  if (!same_pages (self, ledger->pages))
    {
      fill_pages (self, ledger->pages);
      moves = TRUE;
    }
  g_clear_pointer (&self->columns.pages, g_ptr_array_unref);
  self->columns.pages = g_ptr_array_ref (ledger->pages);
  self->columns.only_page = self->query.page;
  show_counts (self, ledger);
  gtk_stack_set_visible_child_name (self->stack, ledger->keys->len > 0 ? "cars" : "empty");
  if (moves)
    queue_draws (GTK_WIDGET (self));
  trace_paint (self);
}

/* ---- Rows ---- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, AutosellLedgerView *self)
{
  gtk_list_item_set_child (item, autosell_ledger_item_new (&self->columns));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  autosell_ledger_item_set_row (AUTOSELL_LEDGER_ITEM (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  autosell_ledger_item_set_row (AUTOSELL_LEDGER_ITEM (gtk_list_item_get_child (item)), NULL);
}

static void
activated_cb (AutosellLedgerView *self, guint position)
{
  g_autoptr(AutosellPostLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  AutosellPostCar *car = row != NULL ? autosell_post_ledger_row_get_car (row) : NULL;

  if (car != NULL)
    autosell_ledger_details_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->store, car,
                                     self->columns.pages);
}

/* ---- A file of it ---- */

typedef struct
{
  GtkWindow *window; /* owned */
  GFile *file;       /* owned */
} Export;

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr(GError) error = NULL;

  if (autosell_store_export_post_ledger_finish (AUTOSELL_STORE (object), result, &error))
    autosell_window_add_toast (AUTOSELL_WINDOW (export->window),
                               autosell_save_file_toast (_("The ledger is exported."), export->file));
  else
    autosell_error_dialog_present (export->window, _("The ledger could not be exported."), error);
  g_object_unref (export->window);
  g_object_unref (export->file);
  g_free (export);
}

static AutosellLedgerView *
find_view (GtkWidget *widget)
{
  if (AUTOSELL_IS_LEDGER_VIEW (widget))
    return AUTOSELL_LEDGER_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AutosellLedgerView *found = find_view (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
file_chosen_cb (GtkWindow *window, GFile *file)
{
  AutosellLedgerView *self = find_view (GTK_WIDGET (window));
  Export *export;

  if (self == NULL || self->store == NULL)
    return;
  export = g_new (Export, 1);
  *export = (Export){ g_object_ref (window), g_object_ref (file) };
  autosell_store_export_post_ledger_async (self->store, &self->query, file, NULL, exported_cb, export);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  autosell_save_file (window, _("Export the Ledger"), _("posts"), g_str_equal (name, "ledger.xlsx") ? ".xlsx" : ".csv",
                      file_chosen_cb);
}

/* ---- The tab in the lot's sheet ---- */

static gboolean
keeps_tab (AutosellLedgerView *self)
{
  g_autofree char *setting =
    self->store != NULL ? autosell_store_get_setting (self->store, AUTOSELL_SETTING_POSTS_TAB) : NULL;

  return g_strcmp0 (setting, "yes") == 0;
}

static void
tab_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  AutosellLedgerView *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean keeps = g_variant_get_boolean (value);

  if (self->store == NULL)
    return;
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_POSTS_TAB, keeps ? "yes" : "no");
  g_simple_action_set_state (action, value);
  autosell_window_add_toast (
    AUTOSELL_WINDOW (root),
    adw_toast_new (keeps ? _("The linked sheet gets a tab “CHECK PUBLICACIONES” with its next sync")
                         : _("The tab stays as it is, and is not written any more")));
}

static void
setting_changed_cb (AutosellLedgerView *self, const char *name)
{
  if (g_str_equal (name, AUTOSELL_SETTING_POSTS_TAB))
    g_simple_action_set_state (self->tab_action, g_variant_new_boolean (keeps_tab (self)));
}

/* ---- The widget ---- */

void
autosell_ledger_view_set_store (AutosellLedgerView *self, AutosellStore *store)
{
  GtkSingleSelection *selection;

  g_return_if_fail (AUTOSELL_IS_LEDGER_VIEW (self) && self->store == NULL);

  self->store = g_object_ref (store);
  g_simple_action_set_state (self->tab_action, g_variant_new_boolean (keeps_tab (self)));
  g_signal_connect_object (store, "setting-changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
  self->list = autosell_post_ledger_list_new (store);
  g_signal_connect_object (self->list, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

static void
autosell_ledger_view_map (GtkWidget *widget)
{
  AutosellLedgerView *self = AUTOSELL_LEDGER_VIEW (widget);

  GTK_WIDGET_CLASS (autosell_ledger_view_parent_class)->map (widget);
  if (self->list == NULL)
    return;
  autosell_trace (AUTOSELL_TRACE_LEDGER_ASKED, 0);
  autosell_post_ledger_list_set_awake (self->list, TRUE);
  if (autosell_post_ledger_list_get_ledger (self->list) == NULL)
    ask (self);
  else if (!autosell_post_ledger_list_is_loading (self->list))
    trace_paint (self);
}

static void
autosell_ledger_view_unmap (GtkWidget *widget)
{
  AutosellLedgerView *self = AUTOSELL_LEDGER_VIEW (widget);

  if (self->list != NULL)
    autosell_post_ledger_list_set_awake (self->list, FALSE);
  GTK_WIDGET_CLASS (autosell_ledger_view_parent_class)->unmap (widget);
}

static void
autosell_ledger_view_dispose (GObject *object)
{
  AutosellLedgerView *self = AUTOSELL_LEDGER_VIEW (object);

  g_clear_handle_id (&self->type_source, g_source_remove);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_signal_handlers_disconnect_by_data (self->tab_action, self);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_ledger_view_parent_class)->dispose (object);
}

static void
autosell_ledger_view_finalize (GObject *object)
{
  AutosellLedgerView *self = AUTOSELL_LEDGER_VIEW (object);

  g_clear_pointer (&self->columns.pages, g_ptr_array_unref);
  g_clear_pointer (&self->query.query, autosell_query_unref);
  g_array_unref (self->page_ids);
  g_object_unref (self->tab_action);
  G_OBJECT_CLASS (autosell_ledger_view_parent_class)->finalize (object);
}

static void
autosell_ledger_view_class_init (AutosellLedgerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_ledger_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_ledger_view_finalize;
  widget_class->map = autosell_ledger_view_map;
  widget_class->unmap = autosell_ledger_view_unmap;
  gtk_widget_class_install_action (widget_class, "ledger.csv", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "ledger.xlsx", NULL, export_cb);
}

/* ---- Its parts ---- */

static GtkWidget *
create_choices (AutosellLedgerView *self)
{
  static const char *const orders[] = { N_("Longest ago first"), N_("Latest first"), N_("Most reactions first"),
                                        N_("By name"), NULL };
  GtkWidget *popover = gtk_popover_new (), *button = gtk_menu_button_new (), *grid = gtk_grid_new ();
  GtkWidget *labels[2] = { gtk_label_new_with_mnemonic (_("_Page")), gtk_label_new_with_mnemonic (_("_Order")) };
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; orders[i] != NULL; i++)
    gtk_string_list_append (names, _(orders[i]));
  self->page = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->order = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL));
  autosell_compat_set_name (GTK_WIDGET (self->page), _("Page"));
  autosell_compat_set_name (GTK_WIDGET (self->order), _("Order"));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *choice = GTK_WIDGET (i == 0 ? self->page : self->order);

      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_mnemonic_widget (GTK_LABEL (labels[i]), choice);
      gtk_widget_set_size_request (choice, 190, -1);
      gtk_grid_attach (GTK_GRID (grid), labels[i], 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), choice, 1, i, 1, 1);
      g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (choice_changed_cb), self);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-sort-descending-symbolic");
  gtk_widget_set_tooltip_text (button, _("Page and order"));
  autosell_compat_set_name (button, _("Page and order"));
  return button;
}

static GtkWidget *
create_menu (AutosellLedgerView *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Export as _Excel…"), "ledger.xlsx");
  g_menu_append (menu, _("Export as _CSV…"), "ledger.csv");
  g_menu_append (menu, _("Keep a _Tab in the Linked Sheet"), "sheet.tab");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, _("More"));
  autosell_compat_set_name (button, _("More"));
  return button;
}

static GtkWidget *
create_head (AutosellLedgerView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *search = gtk_search_entry_new ();

  self->search = GTK_EDITABLE (search);
  gtk_widget_set_hexpand (search, TRUE);
  /* In a narrow window it gives way */
  gtk_editable_set_width_chars (self->search, 8);
  g_object_set (search, "placeholder-text", _("Search cars, such as posted:>30"), NULL);
  autosell_compat_set_name (search, _("Search cars of the ledger"));
  g_signal_connect_swapped (search, "changed", G_CALLBACK (search_changed_cb), self);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), create_choices (self));
  gtk_box_append (GTK_BOX (box), create_menu (self));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  return box;
}

static GtkWidget *
create_states (AutosellLedgerView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (get_state_label (i));

      self->state_buttons[i] = GTK_TOGGLE_BUTTON (button);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "numeric");
      if (i > 0)
        gtk_toggle_button_set_group (self->state_buttons[i], self->state_buttons[0]);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_toggle_button_set_active (self->state_buttons[0], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_signal_connect (self->state_buttons[i], "toggled", G_CALLBACK (state_toggled_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  return scroller;
}

static void
create_list (AutosellLedgerView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_show_separators (self->view, TRUE);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activated_cb), self);
  autosell_compat_set_name (GTK_WIDGET (self->view), _("Ledger of posts"));
}

static void
autosell_ledger_view_init (AutosellLedgerView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *cars = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new (), *empty = adw_status_page_new ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->page_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->tab_action = g_simple_action_new_stateful ("tab", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect (self->tab_action, "change-state", G_CALLBACK (tab_cb), self);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (self->tab_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sheet", G_ACTION_GROUP (actions));
  self->query.order = AUTOSELL_POST_LEDGER_LONGEST_AGO;
  create_list (self);
  self->heading = autosell_ledger_item_new (&self->columns);
  /* As the rows have it around them */
  gtk_widget_set_margin_start (self->heading, 2);
  gtk_widget_set_margin_end (self->heading, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (cars), self->heading);
  gtk_box_append (GTK_BOX (cars), scroller);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No Cars"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("No car of the stock is as it is asked for here."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "asking");
  gtk_stack_add_named (self->stack, cars, "cars");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), create_states (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
autosell_ledger_view_new (void)
{
  return g_object_new (AUTOSELL_TYPE_LEDGER_VIEW, NULL);
}
