/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-twins-view.h"

#include "autosell-compat.h"
#include "autosell-cover.h"
#include "autosell-error-dialog.h"
#include "autosell-photo-picture.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

struct _AutosellTwinsView
{
  GtkBox parent_instance;
  AutosellStore *store;      /* owned */
  GCancellable *cancellable; /* owned */
  GPtrArray *twins;          /* owned, nullable, of AutosellPhotoTwins: what is shown */
  guint n;
  gboolean is_asking;
  gboolean is_old; /* something changed while it was asking */
  GtkBox *groups;  /* children */
  GtkStack *stack;
};

enum
{
  COUNT_CHANGED,
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellTwinsView, autosell_twins_view, GTK_TYPE_BOX)

/* More are not looked at in one sitting; the next come when these are decided. */
#define MAX_GROUPS 40
#define MAX_PHOTOS 6
/* Two are compared side by side, in a window as narrow as a telephone too. */
#define PICTURE_WIDTH 260
#define MIN_PICTURE_WIDTH 130

/* Pairs that are not the same, whatever they look like: ids with “+” between, pairs with “,”. The oldest are
 * forgotten. */
#define SETTING_DIFFERENT "photos.different"
#define MAX_DIFFERENT 400

/* ---- What is said to be different ---- */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_pair_name (AutosellPhotoTwins *twins)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < twins->photos->len; i++)
    g_ptr_array_add (ids, (gpointer) autosell_photo_get_id (twins->photos->pdata[i]));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return g_strjoinv ("+", (char **) ids->pdata);
}

static gboolean
is_different (AutosellPhotoTwins *twins, char **known)
{
  g_autofree char *name = dup_pair_name (twins);

  return twins->likeness == AUTOSELL_LIKENESS_ALIKE && g_strv_contains ((const char *const *) known, name);
}

static void
remember_different (AutosellTwinsView *self, AutosellPhotoTwins *twins)
{
  g_autofree char *before = autosell_store_get_setting (self->store, SETTING_DIFFERENT);
  g_autofree char *name = dup_pair_name (twins);
  g_auto(GStrv) known = g_strsplit (before != NULL ? before : "", ",", -1);
  GString *text = g_string_new (name);

  for (guint i = 0; known[i] != NULL && i < MAX_DIFFERENT; i++)
    if (known[i][0] != '\0')
      g_string_append_printf (text, ",%s", known[i]);
  autosell_store_set_setting (self->store, SETTING_DIFFERENT, text->str);
  g_string_free (text, TRUE);
}

/* ---- Acting ---- */

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellTwinsView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_edit_photos_finish (AUTOSELL_STORE (object), result, &error);
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));

  if (window == NULL)
    return;
  if (commit == NULL)
    autosell_error_dialog_present (GTK_WINDOW (window), _("The photo was not removed."), error);
  else
    autosell_window_add_undo_toast (window, _("The photo is in the bin"), commit->change);
}

static void
remove_clicked_cb (GtkButton *button, AutosellTwinsView *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  autosell_photo_edit_remove (edit, id);
  autosell_store_edit_photos_async (self->store, edit, removed_cb, g_object_ref (self));
}

static void
show_clicked_cb (GtkButton *button, AutosellTwinsView *self)
{
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));

  if (window != NULL)
    autosell_window_show_vehicle (window, *(gint64 *) g_object_get_data (G_OBJECT (button), "key"));
}

static void
different_clicked_cb (GtkButton *button, AutosellTwinsView *self)
{
  remember_different (self, g_object_get_data (G_OBJECT (button), "twins"));
  autosell_twins_view_refresh (self);
}

/* ---- Showing ---- */

static AutosellVehicle *
find_vehicle (GPtrArray *vehicles, gint64 key)
{
  for (guint i = 0; i < vehicles->len; i++)
    if (autosell_vehicle_get_key (vehicles->pdata[i]) == key)
      return vehicles->pdata[i];
  return NULL;
}

static GtkWidget *
create_photo (AutosellTwinsView *self, AutosellPhoto *photo, GPtrArray *vehicles)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (photo);
  AutosellVehicle *vehicle = find_vehicle (vehicles, info->vehicle_key);
  g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : g_strdup ("");
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;
  g_autofree char *remove_name = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *picture = autosell_photo_picture_new ();
  GtkWidget *car = gtk_button_new ();
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *where;
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove here"));

  place = info->position == 0 ? g_strdup (_("Cover"))
                              /* Translators: its place among the photos of a car */
                              : g_strdup_printf (_("Photo %d"), info->position + 1);
  where = gtk_label_new (place);
  name = g_strdup_printf ("%s, %s", title, place);
  /* Translators: %s is a car */
  remove_name = g_strdup_printf (_("Remove here: %s"), name);
  autosell_photo_picture_set_photo (AUTOSELL_PHOTO_PICTURE (picture), autosell_thumbnail_cache_get (self->store),
                                    autosell_photo_get_key (photo), AUTOSELL_THUMBNAIL_EDGE_TILE, info->mark);
  autosell_photo_picture_set_radius (AUTOSELL_PHOTO_PICTURE (picture), 6);
  autosell_compat_set_name (picture, name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  gtk_button_set_child (GTK_BUTTON (car), label);
  gtk_widget_add_css_class (car, "flat");
  gtk_widget_set_tooltip_text (car, _("Show in the list"));
  autosell_compat_set_name (car, title);
  gtk_widget_add_css_class (where, "caption");
  gtk_widget_add_css_class (where, "dim-label");
  autosell_compat_set_name (remove, remove_name);
  g_object_set_data_full (G_OBJECT (remove), "id", g_strdup (autosell_photo_get_id (photo)), g_free);
  g_object_set_data_full (G_OBJECT (car), "key", g_memdup2 (&info->vehicle_key, sizeof info->vehicle_key), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  g_signal_connect (car, "clicked", G_CALLBACK (show_clicked_cb), self);
  autosell_photo_picture_set_min_width (AUTOSELL_PHOTO_PICTURE (picture), MIN_PICTURE_WIDTH);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), car);
  gtk_box_append (GTK_BOX (box), where);
  gtk_box_append (GTK_BOX (box), remove);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PICTURE_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), PICTURE_WIDTH);
  return clamp;
}

static guint
count_cars (AutosellPhotoTwins *twins)
{
  g_autoptr(GHashTable) cars = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < twins->photos->len; i++)
    g_hash_table_add (cars, (gpointer) &autosell_photo_get_info (twins->photos->pdata[i])->vehicle_key);
  return g_hash_table_size (cars);
}

static char *
dup_heading (AutosellPhotoTwins *twins)
{
  guint n_cars = count_cars (twins);

  if (n_cars > 2 && twins->likeness == AUTOSELL_LIKENESS_SAME)
    return g_strdup_printf (ngettext ("The same picture on %u car", "The same picture on %u cars", n_cars), n_cars);
  if (n_cars > 2)
    return g_strdup_printf (
      ngettext ("Pictures of %u car that look alike", "Pictures of %u cars that look alike", n_cars), n_cars);
  if (twins->likeness == AUTOSELL_LIKENESS_SAME)
    return g_strdup (twins->is_same_car ? _("The same picture twice on one car") : _("The same picture on two cars"));
  return g_strdup (twins->is_same_car ? _("Pictures of one car that look alike")
                                      : _("Pictures of two cars that look alike"));
}

static GtkWidget *
create_group (AutosellTwinsView *self, AutosellPhotoTwins *twins, GPtrArray *vehicles)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *title = dup_heading (twins);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *photos = gtk_flow_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (head), heading);
  if (twins->likeness == AUTOSELL_LIKENESS_ALIKE)
    {
      GtkWidget *different = gtk_button_new_with_mnemonic (_("They are _different"));

      g_object_set_data (G_OBJECT (different), "twins", twins);
      g_signal_connect (different, "clicked", G_CALLBACK (different_clicked_cb), self);
      gtk_widget_set_valign (different, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), different);
    }
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (photos), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (photos), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (photos), MIN (twins->photos->len, 2));
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (photos), MAX (MIN (twins->photos->len, 4), 2));
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (photos), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (photos), 12);
  for (guint i = 0; i < MIN (twins->photos->len, MAX_PHOTOS); i++)
    {
      gtk_flow_box_insert (GTK_FLOW_BOX (photos), create_photo (self, twins->photos->pdata[i], vehicles), -1);
      gtk_widget_set_focusable (gtk_widget_get_last_child (photos), FALSE);
    }
  gtk_box_append (GTK_BOX (group), head);
  gtk_box_append (GTK_BOX (group), photos);
  gtk_widget_add_css_class (group, "card");
  gtk_widget_add_css_class (group, "twins");
  return group;
}

static void
show_groups (AutosellTwinsView *self, GPtrArray *vehicles)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint i = 0; i < MIN (self->twins->len, MAX_GROUPS); i++)
    gtk_box_append (self->groups, create_group (self, self->twins->pdata[i], vehicles));
  gtk_stack_set_visible_child_name (self->stack, self->twins->len > 0 ? "groups" : "none");
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellTwinsView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_get_vehicles_finish (AUTOSELL_STORE (object), result, &error);

  if (vehicles == NULL)
    return;
  show_groups (self, vehicles);
  if (self->n == self->twins->len)
    return;
  self->n = self->twins->len;
  g_signal_emit (self, signals[COUNT_CHANGED], 0);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellTwinsView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) twins = autosell_store_find_twins_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *setting = NULL;
  g_auto(GStrv) known = NULL;

  self->is_asking = FALSE;
  if (twins == NULL)
    return;
  setting = autosell_store_get_setting (self->store, SETTING_DIFFERENT);
  known = g_strsplit (setting != NULL ? setting : "", ",", -1);
  for (guint i = twins->len; i-- > 0;)
    if (is_different (twins->pdata[i], known))
      g_ptr_array_remove_index (twins, i);
  for (guint i = 0; i < MIN (twins->len, MAX_GROUPS); i++)
    {
      AutosellPhotoTwins *group = twins->pdata[i];

      for (guint j = 0; j < group->photos->len; j++)
        g_array_append_val (keys, autosell_photo_get_info (group->photos->pdata[j])->vehicle_key);
    }
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  self->twins = g_steal_pointer (&twins);
  autosell_store_get_vehicles_async (self->store, (const gint64 *) keys->data, keys->len, self->cancellable, named_cb,
                                     g_object_ref (self));
  if (self->is_old)
    autosell_twins_view_refresh (self);
}

void
autosell_twins_view_refresh (AutosellTwinsView *self)
{
  g_return_if_fail (AUTOSELL_IS_TWINS_VIEW (self));

  self->is_old = self->is_asking;
  if (self->is_asking)
    return;
  self->is_asking = TRUE;
  autosell_store_find_twins_async (self->store, 0, self->cancellable, found_cb, g_object_ref (self));
}

guint
autosell_twins_view_get_n (AutosellTwinsView *self)
{
  return self->n;
}

/* ---- Class ---- */

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
autosell_twins_view_dispose (GObject *object)
{
  AutosellTwinsView *self = AUTOSELL_TWINS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_twins_view_parent_class)->dispose (object);
}

static void
autosell_twins_view_finalize (GObject *object)
{
  AutosellTwinsView *self = AUTOSELL_TWINS_VIEW (object);

  g_clear_pointer (&self->twins, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (autosell_twins_view_parent_class)->finalize (object);
}

static void
autosell_twins_view_class_init (AutosellTwinsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_twins_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_twins_view_finalize;
  signals[COUNT_CHANGED] =
    g_signal_new ("count-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BACK] =
    g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "twins.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "twins.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "twins.back", NULL);
}

static GtkWidget *
create_head (void)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *title = gtk_label_new (_("Pictures That Are There Twice"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "twins.back");
  gtk_widget_set_tooltip_text (back, _("Back"));
  autosell_compat_set_name (back, _("Back"));
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), title);
  gtk_widget_add_css_class (head, "pile-head");
  return head;
}

static void
autosell_twins_view_init (AutosellTwinsView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = adw_status_page_new ();

  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->groups), "twin-groups");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->groups));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _("No Picture Is There Twice"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none),
                                   _("A picture that is on two cars, or twice on one, is pointed out here."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "waiting");
  gtk_stack_add_named (self->stack, scrolled, "groups");
  gtk_stack_add_named (self->stack, none, "none");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self), create_head ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
}

GtkWidget *
autosell_twins_view_new (AutosellStore *store)
{
  AutosellTwinsView *self = g_object_new (AUTOSELL_TYPE_TWINS_VIEW, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
