/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-list.h"

#include "autosell-car-picker.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-marketplace-dialog.h"
#include "autosell-marketplace-store.h"

#include <glib/gi18n.h>

#define WIDTH 620
#define HEIGHT 620
/* What is over; the command line lists all. */
#define MAX_REMOVED 20

struct _AutosellMarketplaceList
{
  AdwWindow parent_instance;
  AutosellStore *store;      /* owned */
  GCancellable *cancellable; /* owned, nullable after dispose */
  GPtrArray *cars;           /* owned, nullable (element-type AutosellMarketplaceCar) */
  GtkStack *stack;           /* the window's, as all below */
  GtkBox *groups;
  GtkMenuButton *new_button;
};

G_DEFINE_FINAL_TYPE (AutosellMarketplaceList, autosell_marketplace_list, ADW_TYPE_WINDOW)

/* ---- Rows ---- */

static const AutosellMarketplaceCar *
find_car (AutosellMarketplaceList *self, GObject *widget)
{
  gint64 key = *(gint64 *) g_object_get_data (widget, "key");

  for (guint i = 0; i < self->cars->len; i++)
    if (((AutosellMarketplaceCar *) self->cars->pdata[i])->key == key)
      return self->cars->pdata[i];
  return NULL;
}

static void
set_key (gpointer widget, gint64 key)
{
  g_object_set_data_full (widget, "key", g_memdup2 (&key, sizeof key), g_free);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);

  if (commit == NULL && self->cancellable != NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The change was not saved."), error);
}

/* What is to be done there was done. */
static void
done_cb (GtkButton *button, AutosellMarketplaceList *self)
{
  const AutosellMarketplaceCar *car = find_car (self, G_OBJECT (button));
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  char today[AUTOSELL_DATE_SIZE];

  if (car == NULL)
    return;
  autosell_date_today (today);
  autosell_listing_copy (&listing, &car->listing);
  if (car->stage == AUTOSELL_LISTING_TAKE_DOWN)
    autosell_listing_remove (&listing, today);
  else
    autosell_listing_renew (&listing, today);
  autosell_marketplace_commit (self->store, car->key, &listing, committed_cb, g_object_ref (self));
  autosell_listing_clear (&listing);
}

static void
open_link_cb (GtkButton *button, AutosellMarketplaceList *self)
{
  const AutosellMarketplaceCar *car = find_car (self, G_OBJECT (button));

  if (car != NULL && car->listing.link != NULL)
    gtk_show_uri (GTK_WINDOW (self), car->listing.link, GDK_CURRENT_TIME);
}

static void
row_activated_cb (AdwActionRow *row, AutosellMarketplaceList *self)
{
  const AutosellMarketplaceCar *car = find_car (self, G_OBJECT (row));

  if (car != NULL)
    autosell_marketplace_dialog_present (GTK_WINDOW (self), self->store, car->key);
}

static char *
dup_subtitle (const AutosellMarketplaceCar *car)
{
  g_autofree char *days =
    autosell_marketplace_dup_days (car->listing.posted_on, car->listing.renewed_on, car->listing.removed_on);

  if (car->stage != AUTOSELL_LISTING_TAKE_DOWN)
    return g_steal_pointer (&days);
  /* Translators: why it is to be taken down, and when it was listed */
  return g_strdup_printf ("%s · %s", car->in_bin ? _("the car is in the bin") : _("the car is sold"), days);
}

static GtkWidget *
create_row (AutosellMarketplaceList *self, const AutosellMarketplaceCar *car)
{
  g_autofree char *subtitle = dup_subtitle (car);
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", car->title, "subtitle", subtitle,
                                    "title-lines", 0, "subtitle-lines", 0, "activatable", TRUE, NULL);

  set_key (row, car->key);
  if (car->listing.link != NULL)
    {
      GtkWidget *link = gtk_button_new_from_icon_name ("web-browser-symbolic");

      set_key (link, car->key);
      gtk_widget_set_valign (link, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (link, "flat");
      gtk_widget_set_tooltip_text (link, _("Open the listing in the browser"));
      autosell_compat_set_name (link, _("Open the listing in the browser"));
      g_signal_connect (link, "clicked", G_CALLBACK (open_link_cb), self);
      adw_action_row_add_suffix (row, link);
    }
  if (car->stage == AUTOSELL_LISTING_TAKE_DOWN || car->stage == AUTOSELL_LISTING_RENEW)
    {
      const char *label =
        car->stage == AUTOSELL_LISTING_TAKE_DOWN ? C_ ("Marketplace", "Taken Down") : C_ ("Marketplace", "Renewed");
      GtkWidget *button = gtk_button_new_with_label (label);
      g_autofree char *name = g_strdup_printf ("%s: %s", label, car->title);

      set_key (button, car->key);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      autosell_compat_set_name (button, name);
      g_signal_connect (button, "clicked", G_CALLBACK (done_cb), self);
      adw_action_row_add_suffix (row, button);
    }
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  return GTK_WIDGET (row);
}

/* ---- The list ---- */

static void
add_group (AutosellMarketplaceList *self, AutosellListingStage stage, const char *description)
{
  GtkWidget *group = NULL;
  guint n = 0;

  for (guint i = 0; i < self->cars->len; i++)
    {
      const AutosellMarketplaceCar *car = self->cars->pdata[i];

      if (car->stage != stage || (stage == AUTOSELL_LISTING_REMOVED && n++ >= MAX_REMOVED))
        continue;
      if (group == NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), autosell_listing_stage_to_label (stage));
          adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
          gtk_box_append (self->groups, group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (self, car));
    }
}

static void
show_cars (AutosellMarketplaceList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  add_group (self, AUTOSELL_LISTING_TAKE_DOWN, _("Take them down there, or mark them as sold; then say so here."));
  add_group (self, AUTOSELL_LISTING_RENEW, _("They have been up for a while: renew them there, then say so here."));
  add_group (self, AUTOSELL_LISTING_UP, NULL);
  add_group (self, AUTOSELL_LISTING_REMOVED, NULL);
  gtk_stack_set_visible_child_name (self->stack,
                                    gtk_widget_get_first_child (GTK_WIDGET (self->groups)) != NULL ? "cars" : "empty");
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cars = autosell_store_list_marketplace_finish (AUTOSELL_STORE (object), result, &error);

  if (self->cancellable == NULL)
    return;
  if (cars == NULL)
    {
      g_message ("Marketplace: %s", error->message);
      return;
    }
  g_clear_pointer (&self->cars, g_ptr_array_unref);
  self->cars = g_steal_pointer (&cars);
  show_cars (self);
}

static void
load (AutosellMarketplaceList *self)
{
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  autosell_store_list_marketplace_async (self->store, today, self->cancellable, listed_cb, g_object_ref (self));
}

static void
picked_cb (AutosellMarketplaceList *self, gint64 key)
{
  gtk_menu_button_popdown (self->new_button);
  autosell_marketplace_dialog_present (GTK_WINDOW (self), self->store, key);
}

/* ---- The window ---- */

static void
autosell_marketplace_list_dispose (GObject *object)
{
  AutosellMarketplaceList *self = AUTOSELL_MARKETPLACE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_marketplace_list_parent_class)->dispose (object);
}

static void
autosell_marketplace_list_finalize (GObject *object)
{
  g_clear_pointer (&AUTOSELL_MARKETPLACE_LIST (object)->cars, g_ptr_array_unref);
  G_OBJECT_CLASS (autosell_marketplace_list_parent_class)->finalize (object);
}

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
autosell_marketplace_list_class_init (AutosellMarketplaceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_marketplace_list_dispose;
  object_class->finalize = autosell_marketplace_list_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_cb, NULL);
}

static GtkWidget *
create_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "mail-send-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing Listed on Marketplace"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (page),
    _("No program may list cars there, so you do it in the browser. Choose a car: its words, its photos and "
      "the form are ready. What you list is noted here, and you are told when to renew it and when "
      "to take it down."));
  return page;
}

static void
autosell_marketplace_list_init (AutosellMarketplaceList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_set_margin_top (GTK_WIDGET (self->groups), 24);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->groups), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->groups), 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->groups));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "asking");
  gtk_stack_add_named (self->stack, create_empty (), "empty");
  gtk_stack_add_named (self->stack, scroller, "cars");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->new_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->new_button, _("List a Car"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), GTK_WIDGET (self->new_button));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), "Marketplace");
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

void
autosell_marketplace_list_present (GtkWindow *parent, AutosellStore *store)
{
  AutosellMarketplaceList *self;
  GtkWidget *picker;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_MARKETPLACE_LIST, "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->store = g_object_ref (store);
  picker = autosell_car_picker_new (store);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  gtk_menu_button_set_popover (self->new_button, picker);
  g_signal_connect_object (store, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
