/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-posts-page.h"

#include "autosell-car-picker.h"
#include "autosell-ledger-view.h"
#include "autosell-marketplace-button.h"
#include "autosell-post-composer.h"
#include "autosell-post-row.h"
#include "autosell-post-price.h"
#include "autosell-price-question.h"
#include "autosell-week-view.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

#define WEEK_S ((gint64) 7 * 24 * 60 * 60)
/* What is shown of the past; the command line lists all. */
#define MAX_POSTS 200
/* Steps of a post come in bursts. */
#define REFRESH_MS 150
#define WIDTH 860

struct _AutosellPostsPage
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set */
  GCancellable *cancellable; /* owned, nullable: what is being asked for */
  guint refresh_source;
  guint n_failed;
  GtkStack *stack; /* the bin's, as all below */
  GtkBox *groups;
  GtkMenuButton *new_button;
  AdwViewStack *views;      /* the queue, and what else is to be seen of posts */
  GtkWidget *prices_button; /* posts that tell an old price, left for later */
  GtkWidget *switcher;      /* of the views: words beside or below their icons, as there is room */
  AutosellWeekView *week;
  AutosellLedgerView *ledger;
  AutosellMarketplaceButton *marketplace;
};

G_DEFINE_FINAL_TYPE (AutosellPostsPage, autosell_posts_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_COUNT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- What is shown ---- */

static void
clear_groups (AutosellPostsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
}

/* Nothing where it has no rows. Returns: (transfer none) */
static AdwPreferencesGroup *
add_group (AutosellPostsPage *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

/* One group a part of a post's life. */
typedef enum
{
  PART_FAILED,
  PART_ON_ITS_WAY,
  PART_OUT,
  PART_OVER,
} Part;

static Part
get_part (const AutosellPost *post)
{
  if (post->state == AUTOSELL_POST_FAILED)
    return PART_FAILED;
  if (autosell_post_state_is_final (post->state))
    return PART_OVER;
  return post->state == AUTOSELL_POST_OUT && post->want != AUTOSELL_POST_WANT_REMOVED ? PART_OUT : PART_ON_ITS_WAY;
}

static guint
add_part (AutosellPostsPage *self, GPtrArray *posts, Part part, const char *title, const char *description)
{
  AdwPreferencesGroup *group = NULL;
  guint n = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      const AutosellPost *post = posts->pdata[i];

      if (get_part (post) != part)
        continue;
      if (group == NULL)
        group = add_group (self, title, description);
      adw_preferences_group_add (group, autosell_post_row_new (self->store, post));
      n++;
    }
  return n;
}

static void
add_slots (AutosellPostsPage *self, GPtrArray *slots)
{
  AdwPreferencesGroup *group = NULL;
  gboolean has_empty = FALSE;

  for (guint i = 0; i < slots->len; i++)
    {
      const AutosellPostSlotRow *row = slots->pdata[i];

      /* What waits there is among the posts already; and where no car is due, one line says so */
      if (row->slot.state == AUTOSELL_SLOT_TAKEN || (row->slot.state == AUTOSELL_SLOT_EMPTY && has_empty))
        continue;
      has_empty |= row->slot.state == AUTOSELL_SLOT_EMPTY;
      if (group == NULL)
        group = add_group (
          self, _("The next seven days"),
          _("Cars never posted go first, those longest in stock first among them; then the one posted longest ago."));
      adw_preferences_group_add (group, autosell_post_row_new_for_slot (self->store, row));
    }
}

static void
show_board (AutosellPostsPage *self, const AutosellPostsBoard *board)
{
  guint n_failed;
  gboolean has_any = board->pages->len > 0;

  clear_groups (self);
  n_failed = add_part (self, board->posts, PART_FAILED, _("To see to"), NULL);
  add_part (self, board->posts, PART_ON_ITS_WAY, _("On the way"), NULL);
  add_slots (self, board->slots);
  add_part (self, board->posts, PART_OUT, _("Published"), NULL);
  add_part (self, board->posts, PART_OVER, _("Over"), NULL);
  gtk_stack_set_visible_child_name (self->stack, !has_any ? "none"
                                                 : gtk_widget_get_first_child (GTK_WIDGET (self->groups)) == NULL
                                                   ? "empty"
                                                   : "posts");
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), has_any);
  gtk_widget_set_visible (self->switcher, has_any);
  if (!has_any)
    adw_view_stack_set_visible_child_name (self->views, "queue");
  if (n_failed == self->n_failed)
    return;
  self->n_failed = n_failed;
  g_signal_emit (self, signals[SIGNAL_COUNT_CHANGED], 0);
}

static void
prices_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostsPage) self = user_data;
  g_autoptr(GPtrArray) changes = autosell_store_get_price_changes_finish (AUTOSELL_STORE (object), result, NULL);

  if (changes != NULL && self->store != NULL)
    gtk_widget_set_visible (self->prices_button, changes->len > 0);
}

static void
ask_prices_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostsPage) self = user_data;
  g_autoptr(GPtrArray) changes = autosell_store_get_price_changes_finish (AUTOSELL_STORE (object), result, NULL);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (changes != NULL && changes->len > 0 && window != NULL)
    autosell_price_question_present (GTK_WINDOW (window), AUTOSELL_STORE (object), changes);
}

static void
ask_prices (AutosellPostsPage *self)
{
  autosell_store_get_price_changes_async (self->store, NULL, ask_prices_cb, g_object_ref (self));
}

static void
board_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostsPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPostsBoard) board = autosell_store_get_posts_board_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (board != NULL)
    show_board (self, board);
  else
    g_warning ("Posts: %s", error->message);
}

static gboolean
refresh_cb (gpointer data)
{
  AutosellPostsPage *self = data;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  self->refresh_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_get_price_changes_async (self->store, self->cancellable, prices_cb, g_object_ref (self));
  autosell_store_get_posts_board_async (self->store, now_s, now_s + WEEK_S, MAX_POSTS, self->cancellable, board_cb,
                                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
refresh (AutosellPostsPage *self)
{
  if (self->refresh_source == 0 && self->store != NULL)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Which cars are due depends on the stock; it is asked for again only while somebody looks. */
static void
stock_changed_cb (AutosellPostsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* ---- A new one ---- */

static void
picked_cb (AutosellPostsPage *self, gint64 key)
{
  g_autoptr(GArray) keys = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof key), &key, 1);

  gtk_menu_button_popdown (self->new_button);
  autosell_post_composer_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->store, keys);
}

static void
fill_picker (AutosellPostsPage *self)
{
  GtkWidget *picker = autosell_car_picker_new (self->store);

  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  gtk_menu_button_set_popover (self->new_button, picker);
}

/* ---- The widget ---- */

void
autosell_posts_page_set_store (AutosellPostsPage *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_POSTS_PAGE (self) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (stock_changed_cb), self, G_CONNECT_SWAPPED);
  /* What changed while nobody looked */
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
  autosell_marketplace_button_set_store (self->marketplace, store);
  fill_picker (self);
  autosell_week_view_set_store (self->week, store);
  autosell_ledger_view_set_store (self->ledger, store);
  refresh (self);
}

void
autosell_posts_page_focus (AutosellPostsPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

guint
autosell_posts_page_get_n_failed (AutosellPostsPage *self)
{
  return self->n_failed + autosell_marketplace_button_get_n_due (self->marketplace);
}

static void
autosell_posts_page_dispose (GObject *object)
{
  AutosellPostsPage *self = AUTOSELL_POSTS_PAGE (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_posts_page_parent_class)->dispose (object);
}

/* What the stock did while nobody looked: old prices, and who is due. */
static void
autosell_posts_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_posts_page_parent_class)->map (widget);
  refresh (AUTOSELL_POSTS_PAGE (widget));
}

static void
autosell_posts_page_class_init (AutosellPostsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_posts_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = autosell_posts_page_map;
  signals[SIGNAL_COUNT_CHANGED] =
    g_signal_new ("count-changed", AUTOSELL_TYPE_POSTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
marketplace_count_cb (AutosellPostsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_COUNT_CHANGED], 0);
}

static GtkWidget *
create_status (const char *title, const char *description, const char *button, const char *action)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "mail-send-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  if (button != NULL)
    {
      GtkWidget *widget = gtk_button_new_with_mnemonic (button);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), action);
      gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (widget, "pill");
      gtk_widget_add_css_class (widget, "suggested-action");
      adw_status_page_set_child (ADW_STATUS_PAGE (page), widget);
    }
  return page;
}

static void
autosell_posts_page_init (AutosellPostsPage *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *queue = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *head = adw_clamp_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->new_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->new_button, _("Post a Car"));
  gtk_widget_add_css_class (GTK_WIDGET (self->new_button), "suggested-action");
  gtk_widget_set_halign (GTK_WIDGET (self->new_button), GTK_ALIGN_END);
  self->prices_button = gtk_button_new_with_mnemonic (_("Old _Prices…"));
  gtk_widget_set_tooltip_text (self->prices_button, _("Posts tell another price than their cars have now"));
  gtk_widget_set_visible (self->prices_button, FALSE);
  g_signal_connect_swapped (self->prices_button, "clicked", G_CALLBACK (ask_prices), self);
  self->marketplace = AUTOSELL_MARKETPLACE_BUTTON (autosell_marketplace_button_new ());
  g_signal_connect_swapped (self->marketplace, "count-changed", G_CALLBACK (marketplace_count_cb), self);
  /* In two lines where one is too narrow */
  gtk_widget_set_layout_manager (buttons, autosell_wrap_layout_new (6));
  gtk_widget_set_margin_top (buttons, 12);
  gtk_widget_set_margin_start (buttons, 12);
  gtk_widget_set_margin_end (buttons, 12);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), FALSE);
  adw_clamp_set_maximum_size (ADW_CLAMP (head), WIDTH);
  gtk_box_append (GTK_BOX (buttons), GTK_WIDGET (self->new_button));
  gtk_box_append (GTK_BOX (buttons), GTK_WIDGET (self->marketplace));
  gtk_box_append (GTK_BOX (buttons), self->prices_button);
  adw_clamp_set_child (ADW_CLAMP (head), buttons);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->groups));
  gtk_widget_set_margin_top (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->groups), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->groups), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "asking");
  gtk_stack_add_named (
    self->stack,
    create_status (_("No Page of Facebook Yet"),
                   _("Connect the dealership’s Pages, and cars are published there from here, by hand and on a "
                     "schedule."),
                   _("_Connect Facebook…"), "win.facebook"),
    "none");
  gtk_stack_add_named (
    self->stack, create_status (_("No Posts Yet"), _("Choose a car, look at the words, and publish it."), NULL, NULL),
    "empty");
  gtk_stack_add_named (self->stack, scroller, "posts");
  gtk_box_append (GTK_BOX (queue), head);
  gtk_box_append (GTK_BOX (queue), GTK_WIDGET (self->stack));
  self->views = ADW_VIEW_STACK (adw_view_stack_new ());
  self->week = AUTOSELL_WEEK_VIEW (autosell_week_view_new ());
  adw_view_stack_add_titled_with_icon (self->views, queue, "queue", _("Queue"), "view-list-symbolic");
  adw_view_stack_add_titled_with_icon (self->views, GTK_WIDGET (self->week), "week", _("Week"),
                                       "x-office-calendar-symbolic");
  self->ledger = AUTOSELL_LEDGER_VIEW (autosell_ledger_view_new ());
  adw_view_stack_add_titled_with_icon (self->views, GTK_WIDGET (self->ledger), "ledger", _("Ledger"),
                                       "view-grid-symbolic");
  self->switcher = adw_squeezer_new ();
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (self->switcher), FALSE);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *one = adw_view_switcher_new ();

      adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (one), self->views);
      adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (one),
                                    i == 0 ? ADW_VIEW_SWITCHER_POLICY_WIDE : ADW_VIEW_SWITCHER_POLICY_NARROW);
      adw_squeezer_add (ADW_SQUEEZER (self->switcher), one);
    }
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->switcher, 6);
  gtk_widget_set_margin_bottom (self->switcher, 6);
  gtk_widget_set_visible (self->switcher, FALSE);
  gtk_box_append (GTK_BOX (outer), self->switcher);
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->views));
  adw_bin_set_child (ADW_BIN (self), outer);
}
