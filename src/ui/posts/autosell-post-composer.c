/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-composer.h"

#include "autosell-compat.h"
#include "autosell-cover-strip.h"
#include "autosell-format.h"
#include "autosell-post-plan.h"
#include "autosell-post-template.h"
#include "autosell-readiness.h"
#include "autosell-window.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH 560
#define HEIGHT 720
#define PREVIEW_MS 120

struct _AutosellPostComposer
{
  AdwWindow parent_instance;
  AutosellStore *store;       /* owned */
  GArray *keys;               /* owned */
  guint shown;                /* which of the cars is previewed */
  GCancellable *cancellable;  /* owned */
  GPtrArray *pages;           /* owned, nullable, of AutosellPage */
  GPtrArray *checks;          /* owned (element-type GtkCheckButton): one a Page */
  GPtrArray *templates;       /* owned, nullable, of AutosellTemplate */
  AutosellPost *post;         /* owned, nullable: as previewed */
  gboolean is_filling;        /* the words are being set, not typed */
  gboolean is_own;            /* a person typed them */
  guint preview_source;
  guint n_left;               /* posts that are being written down */
  guint n_ordered;

  GtkWidget *publish;         /* the window's, as all below */
  AdwPreferencesGroup *pages_group;
  AdwComboRow *template_row;
  AdwComboRow *when_row;
  AdwEntryRow *day_row;
  AdwEntryRow *hour_row;
  GtkLabel *page_name;
  GtkLabel *car_label;
  GtkWidget *previous, *next;
  GtkTextView *text;
  AutosellCoverStrip *strip;
  GtkLabel *doubts;
};

G_DEFINE_FINAL_TYPE (AutosellPostComposer, autosell_post_composer, ADW_TYPE_WINDOW)

/* ---- What is asked for ---- */

/* The Page that is previewed: the first that is ticked. (nullable) */
static const AutosellPage *
get_page (AutosellPostComposer *self)
{
  for (guint i = 0; self->pages != NULL && i < self->pages->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      return self->pages->pdata[i];
  return NULL;
}

/* 0: now. FALSE where what is written is no time, or one that is over */
static gboolean
read_time (AutosellPostComposer *self, gint64 *at_s)
{
  g_auto (AutosellValue) day = AUTOSELL_VALUE_INIT;
  g_autofree char *hour = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->hour_row))));
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;

  *at_s = 0;
  if (adw_combo_row_get_selected (self->when_row) == 0)
    return TRUE;
  autosell_value_parse (&day, AUTOSELL_FIELD_ENTRY_DATE, gtk_editable_get_text (GTK_EDITABLE (self->day_row)));
  if (day.state != AUTOSELL_VALUE_KNOWN)
    return FALSE;
  text = g_strdup_printf ("%sT%s%s:00", day.text, strlen (hour) == 4 ? "0" : "", hour);
  time = g_date_time_new_from_iso8601 (text, zone);
  if (time == NULL)
    return FALSE;
  *at_s = g_date_time_to_unix (time);
  return *at_s > g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
get_template (AutosellPostComposer *self)
{
  guint chosen = adw_combo_row_get_selected (self->template_row);

  return self->templates != NULL && chosen < self->templates->len ? ((AutosellTemplate *) self->templates->pdata[chosen])->id : 0;
}

static void
update_publish (AutosellPostComposer *self)
{
  gint64 at_s;
  gboolean is_time = read_time (self, &at_s);
  gboolean is_later = adw_combo_row_get_selected (self->when_row) == 1;

  gtk_widget_set_visible (GTK_WIDGET (self->day_row), is_later);
  gtk_widget_set_visible (GTK_WIDGET (self->hour_row), is_later);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *row = GTK_WIDGET (i == 0 ? self->day_row : self->hour_row);

      if (is_time)
        gtk_widget_remove_css_class (row, "error");
      else
        gtk_widget_add_css_class (row, "error");
    }
  gtk_button_set_label (GTK_BUTTON (self->publish), is_later ? _("_Schedule") : _("_Publish"));
  gtk_widget_set_sensitive (self->publish, get_page (self) != NULL && is_time && self->post != NULL && self->n_left == 0);
}

/* ---- The post as it will be ---- */

static void
show_doubts (AutosellPostComposer *self, AutosellVehicle *vehicle)
{
  GString *text = g_string_new (NULL);
  AutosellReadiness readiness;
  AutosellStatus status = autosell_vehicle_get_status (vehicle);

  autosell_readiness_get (vehicle, &readiness);
  if (status != AUTOSELL_STATUS_AVAILABLE)
    /* Translators: %s is a status such as “Sold” or “No status” */
    g_string_append_printf (text, _("The car is not available: %s."), autosell_status_to_label (status));
  if (readiness.lacks != 0)
    {
      g_autofree char *lacks = autosell_readiness_dup_list (&readiness);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: %s is a list such as “price, 3 more photos” */
      g_string_append_printf (text, _("It lacks: %s."), lacks);
    }
  gtk_label_set_text (self->doubts, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->doubts), text->len > 0);
  g_string_free (text, TRUE);
}

static void
vehicle_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AutosellPostComposer) self = user_data;
  g_autoptr (AutosellVehicle) vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, NULL);

  if (vehicle == NULL || self->cancellable == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->strip), autosell_vehicle_get_n_photos (vehicle) > 0);
  autosell_cover_strip_set_vehicle (self->strip, self->store, vehicle);
  show_doubts (self, vehicle);
}

static void
composed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AutosellPostComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  AutosellPost *post = autosell_store_compose_post_finish (AUTOSELL_STORE (object), result, &error);

  if (self->cancellable == NULL)
    {
      g_clear_pointer (&post, autosell_post_free);
      return;
    }
  g_clear_pointer (&self->post, autosell_post_free);
  self->post = post;
  if (post != NULL)
    {
      gtk_label_set_text (self->page_name, post->page_name);
      gtk_label_set_text (self->car_label, post->title);
      self->is_filling = TRUE;
      if (!self->is_own)
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), post->text, -1);
      self->is_filling = FALSE;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_label_set_text (self->doubts, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->doubts), TRUE);
    }
  update_publish (self);
}

static gboolean
preview_cb (gpointer data)
{
  AutosellPostComposer *self = data;
  const AutosellPage *page = get_page (self);
  gint64 key = g_array_index (self->keys, gint64, self->shown);
  AutosellPostOrder order = { .key = key, .template = get_template (self) };

  self->preview_source = 0;
  gtk_widget_set_sensitive (self->previous, self->shown > 0);
  gtk_widget_set_sensitive (self->next, self->shown + 1 < self->keys->len);
  autosell_store_get_vehicle_async (self->store, key, self->cancellable, vehicle_cb, g_object_ref (self));
  if (page == NULL)
    {
      update_publish (self);
      return G_SOURCE_REMOVE;
    }
  order.page = page->id;
  autosell_store_compose_post_async (self->store, &order, self->cancellable, composed_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
preview (AutosellPostComposer *self)
{
  update_publish (self);
  if (self->preview_source == 0)
    self->preview_source = g_timeout_add (PREVIEW_MS, preview_cb, self);
}

static void
turn (AutosellPostComposer *self, int by)
{
  self->shown = (guint) ((int) self->shown + by);
  preview (self);
}

static void
previous_cb (AutosellPostComposer *self)
{
  turn (self, -1);
}

static void
next_cb (AutosellPostComposer *self)
{
  turn (self, 1);
}

static void
typed_cb (AutosellPostComposer *self)
{
  if (!self->is_filling)
    self->is_own = TRUE;
}

/* Another template replaces what was typed: it was chosen for its words. */
static void
template_cb (AutosellPostComposer *self)
{
  self->is_own = FALSE;
  preview (self);
}

/* ---- Pages and templates ---- */

static void
add_page (AutosellPostComposer *self, const AutosellPage *page, gboolean is_first)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  GtkWidget *check = gtk_check_button_new ();
  gboolean can_post = autosell_page_can_post (page);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), page->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), can_post ? page->category : _("Its account has to connect again first."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), can_post && is_first);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (row, can_post);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  autosell_compat_set_name (check, page->name);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (preview), self);
  adw_preferences_group_add (self->pages_group, row);
  g_ptr_array_add (self->checks, check);
}

static void
board_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AutosellPostComposer) self = user_data;
  g_autoptr (AutosellPageBoard) board = autosell_store_get_page_board_finish (AUTOSELL_STORE (object), result, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean has_first = FALSE;

  if (board == NULL || self->cancellable == NULL)
    return;
  self->pages = g_steal_pointer (&board->pages);
  self->templates = g_steal_pointer (&board->templates);
  for (guint i = 0; i < self->templates->len; i++)
    gtk_string_list_append (names, ((AutosellTemplate *) self->templates->pdata[i])->name);
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (names));
  for (guint i = 0; i < self->pages->len; i++)
    {
      const AutosellPage *page = self->pages->pdata[i];

      add_page (self, page, !has_first);
      if (has_first || !autosell_page_can_post (page))
        continue;
      has_first = TRUE;
      for (guint j = 0; j < self->templates->len; j++)
        if (((AutosellTemplate *) self->templates->pdata[j])->id == page->template)
          adw_combo_row_set_selected (self->template_row, j);
    }
  g_signal_connect_swapped (self->template_row, "notify::selected", G_CALLBACK (template_cb), self);
  if (!has_first)
    adw_preferences_group_set_description (self->pages_group,
                                           _("No Page can be posted to now. Preferences → Facebook tells what each needs."));
  preview (self);
}

/* ---- Publishing ---- */

static void
tell_ordered (AutosellPostComposer *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *number = autosell_format_integer (self->n_ordered);
  g_autofree char *text = g_strdup_printf (ngettext ("%s post is on its way; Posts shows how it goes",
                                                     "%s posts are on their way; Posts shows how they go", self->n_ordered),
                                           number);

  if (AUTOSELL_IS_WINDOW (parent))
    autosell_window_add_toast (AUTOSELL_WINDOW (parent), adw_toast_new (text));
}

static void
ordered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AutosellPostComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AutosellPost) post = autosell_store_order_post_finish (AUTOSELL_STORE (object), result, &error);

  self->n_left--;
  self->n_ordered += post != NULL;
  if (post == NULL && self->cancellable != NULL)
    {
      gtk_label_set_text (self->doubts, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->doubts), TRUE);
    }
  if (self->n_left > 0)
    return;
  if (self->n_ordered > 0)
    tell_ordered (self);
  if (error == NULL && self->cancellable != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else if (self->cancellable != NULL)
    update_publish (self);
}

/* A person's words without the reference, which each Page's post gets of its own. Returns: (transfer full) (nullable) */
static char *
dup_own_text (AutosellPostComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *line = NULL;
  char *text;
  GtkTextIter start, end;

  if (!self->is_own || self->keys->len > 1)
    return NULL;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  line = autosell_post_dup_reference_line (self->post->reference);
  if (g_str_has_suffix (text, line))
    {
      text[strlen (text) - strlen (line)] = '\0';
      g_strchomp (text);
    }
  return text;
}

static void
publish_cb (AutosellPostComposer *self)
{
  g_autofree char *text = dup_own_text (self);
  gint64 at_s;

  if (!read_time (self, &at_s))
    return;
  self->n_ordered = 0;
  for (guint i = 0; i < self->pages->len; i++)
    for (guint j = 0; gtk_check_button_get_active (self->checks->pdata[i]) && j < self->keys->len; j++)
      {
        AutosellPostOrder order = { .page = ((AutosellPage *) self->pages->pdata[i])->id,
                                    .key = g_array_index (self->keys, gint64, j),
                                    .at_s = at_s,
                                    .template = get_template (self),
                                    .text = text };

        self->n_left++;
        autosell_store_order_post_async (self->store, &order, ordered_cb, g_object_ref (self));
      }
  update_publish (self);
}

/* ---- The window ---- */

static void
autosell_post_composer_dispose (GObject *object)
{
  AutosellPostComposer *self = AUTOSELL_POST_COMPOSER (object);

  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->post, autosell_post_free);
  G_OBJECT_CLASS (autosell_post_composer_parent_class)->dispose (object);
}

static void
autosell_post_composer_finalize (GObject *object)
{
  AutosellPostComposer *self = AUTOSELL_POST_COMPOSER (object);

  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_ptr_array_unref (self->checks);
  G_OBJECT_CLASS (autosell_post_composer_parent_class)->finalize (object);
}

static void
autosell_post_composer_class_init (AutosellPostComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_post_composer_dispose;
  object_class->finalize = autosell_post_composer_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-post-composer.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, publish);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, pages_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, template_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, when_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, day_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, hour_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, page_name);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, car_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, previous);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, next);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, text);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, strip);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, doubts);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_publish);
}

static void
autosell_post_composer_init (AutosellPostComposer *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autofree char *day = g_date_time_format (tomorrow, "%d/%m/%Y");

  g_type_ensure (AUTOSELL_TYPE_COVER_STRIP);
  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->day_row), day);
  gtk_editable_set_text (GTK_EDITABLE (self->hour_row), "09:00");
  autosell_compat_set_name (GTK_WIDGET (self->text), _("Words of the post"));
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (typed_cb), self);
}

void
autosell_post_composer_present (GtkWindow *parent, AutosellStore *store, GArray *keys)
{
  AutosellPostComposer *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && keys->len > 0);

  self = g_object_new (AUTOSELL_TYPE_POST_COMPOSER, "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->store = g_object_ref (store);
  self->keys = g_array_copy (keys);
  /* Each of several has words of its own */
  gtk_text_view_set_editable (self->text, keys->len == 1);
  gtk_widget_set_visible (self->previous, keys->len > 1);
  gtk_widget_set_visible (self->next, keys->len > 1);
  autosell_store_get_page_board_async (store, self->cancellable, board_cb, g_object_ref (self));
  update_publish (self);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
