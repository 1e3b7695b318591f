/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-composer.h"

#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-photo-store.h"
#include "autosell-post-check.h"
#include "autosell-post-collage.h"
#include "autosell-post-gate-group.h"
#include "autosell-post-photos.h"
#include "autosell-post-plan.h"
#include "autosell-post-template.h"
#include "autosell-window.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH 560
#define HEIGHT 720
#define PREVIEW_MS 120

struct _AutosellPostComposer
{
  AdwWindow parent_instance;
  AutosellStore *store;      /* owned */
  GArray *keys;              /* owned */
  guint shown;               /* which of the cars is previewed */
  GCancellable *cancellable; /* owned */
  GPtrArray *pages;          /* owned, nullable, of AutosellPage */
  GPtrArray *checks;         /* owned (element-type GtkCheckButton): one a Page */
  GPtrArray *templates;      /* owned, nullable, of AutosellTemplate */
  AutosellPost *post;        /* owned, nullable: as previewed */
  gboolean is_filling;       /* the words are being set, not typed */
  gboolean is_too_long;      /* the service would refuse them */
  gint64 key_of_words;       /* whose words stand there */
  GHashTable *own_words;     /* owned: car → words that a person typed, without the reference */
  GHashTable *own_photos;    /* owned: car → GStrv: those that a person chose */
  GPtrArray *photos;         /* owned, nullable, of AutosellPhoto: of the previewed car */
  GPtrArray *gates;          /* owned, nullable, of AutosellPostGate: of all cars */
  guint preview_source;
  guint n_left; /* posts that are being written down */
  guint n_ordered;

  GtkWidget *publish; /* the window's, as all below */
  AdwPreferencesGroup *pages_group;
  AdwComboRow *template_row;
  AdwComboRow *when_row;
  AdwEntryRow *day_row;
  AdwEntryRow *hour_row;
  GtkLabel *page_name;
  GtkLabel *car_label;
  GtkWidget *previous, *next;
  GtkTextView *text;
  AdwAvatar *avatar;
  AutosellPostCollage *collage;
  AutosellPostPhotos *chooser;
  AutosellPostGateGroup *gate_group;
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
  g_auto(AutosellValue) day = AUTOSELL_VALUE_INIT;
  g_autofree char *hour = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->hour_row))));
  g_autofree char *text = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = NULL;

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

  return self->templates != NULL && chosen < self->templates->len
           ? ((AutosellTemplate *) self->templates->pdata[chosen])->id
           : 0;
}

/* The cars that are not left out. */
static guint
count_going (AutosellPostComposer *self)
{
  guint n = 0;

  for (guint i = 0; self->gates != NULL && i < self->gates->len; i++)
    n += !((const AutosellPostGate *) self->gates->pdata[i])->is_held;
  return n;
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
  gtk_widget_set_sensitive (self->publish, get_page (self) != NULL && is_time && self->post != NULL && self->n_left == 0
                                             && count_going (self) > 0 && !self->is_too_long);
}

/* ---- The post as it will be ---- */

/* The words as they stand there. Returns: (transfer full) */
static char *
dup_words (AutosellPostComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* (nullable) */
static const AutosellPostGate *
find_gate (AutosellPostComposer *self, gint64 key)
{
  for (guint i = 0; self->gates != NULL && i < self->gates->len; i++)
    if (((const AutosellPostGate *) self->gates->pdata[i])->key == key)
      return self->gates->pdata[i];
  return NULL;
}

static gint64
get_key (AutosellPostComposer *self)
{
  return g_array_index (self->keys, gint64, self->shown);
}

/* What speaks against the words as they are now. */
static void
show_doubts (AutosellPostComposer *self, const char *error)
{
  const AutosellPostGate *gate = find_gate (self, get_key (self));
  g_autofree char *phone = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  g_autofree char *words = dup_words (self);
  g_auto(GStrv) chosen = self->photos != NULL ? autosell_post_photos_dup_chosen (self->chooser) : NULL;
  g_autofree char *text = NULL;

  self->is_too_long = FALSE;
  if (error == NULL && self->post != NULL && gate != NULL && chosen != NULL)
    {
      AutosellPostDraft draft = { words, self->post->reference, gate->has_price, gate->price_cents,
                                  phone, g_strv_length (chosen) };
      guint doubts = autosell_post_check (&draft);

      self->is_too_long = (doubts & (1u << AUTOSELL_POST_DOUBT_TOO_LONG)) != 0;
      text = autosell_post_doubts_dup_text (doubts);
    }
  gtk_label_set_text (self->doubts, error != NULL ? error : text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->doubts), *gtk_label_get_text (self->doubts) != '\0');
}

/* ---- Photos ---- */

static void
show_photos (AutosellPostComposer *self)
{
  g_auto(GStrv) chosen = autosell_post_photos_dup_chosen (self->chooser);

  autosell_post_collage_set (self->collage, self->store, self->photos, (const char *const *) chosen);
  show_doubts (self, NULL);
}

static void
photos_chosen_cb (AutosellPostComposer *self)
{
  gint64 key = get_key (self);

  g_hash_table_insert (self->own_photos, g_memdup2 (&key, sizeof key), autosell_post_photos_dup_chosen (self->chooser));
  show_photos (self);
}

static void
photos_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostComposer) self = user_data;
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_finish (AUTOSELL_STORE (object), result, NULL);
  gint64 key;

  if (photos == NULL || self->cancellable == NULL)
    return;
  key = get_key (self);
  /* The answer to an earlier question, where the car was turned meanwhile */
  if (photos->len > 0 && autosell_photo_get_info (photos->pdata[0])->vehicle_key != key)
    return;
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  self->photos = g_steal_pointer (&photos);
  autosell_post_photos_set (self->chooser, self->store, self->photos, g_hash_table_lookup (self->own_photos, &key));
  show_photos (self);
}

/* ---- What the cars lack ---- */

static void
gates_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostComposer) self = user_data;
  g_autoptr(GPtrArray) gates = autosell_store_check_cars_finish (AUTOSELL_STORE (object), result, NULL);

  if (gates == NULL || self->cancellable == NULL)
    return;
  g_clear_pointer (&self->gates, g_ptr_array_unref);
  self->gates = g_steal_pointer (&gates);
  autosell_post_gate_group_show (self->gate_group, self->store, self->gates);
  show_doubts (self, NULL);
  update_publish (self);
}

static void
check_cars (AutosellPostComposer *self)
{
  autosell_store_check_cars_async (self->store, self->keys, self->cancellable, gates_cb, g_object_ref (self));
}

static void
composed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostComposer) self = user_data;
  g_autoptr(GError) error = NULL;
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
      const char *own = g_hash_table_lookup (self->own_words, &post->key);
      g_autofree char *line = autosell_post_dup_reference_line (post->reference);
      g_autofree char *text = own == NULL ? g_strdup (post->text)
                              : autosell_post_has_reference (own, post->reference)
                                ? g_strdup (own)
                                : g_strconcat (own, "\n\n", line, NULL);
      g_autofree char *words = dup_words (self);

      adw_avatar_set_text (self->avatar, post->page_name);
      gtk_label_set_text (self->page_name, post->page_name);
      gtk_label_set_text (self->car_label, post->title);
      self->is_filling = TRUE;
      if (!g_str_equal (text, words) && (own == NULL || self->key_of_words != post->key))
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
      self->key_of_words = post->key;
      self->is_filling = FALSE;
    }
  show_doubts (self,
               post == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? error->message : NULL);
  update_publish (self);
}

static gboolean
preview_cb (gpointer data)
{
  AutosellPostComposer *self = data;
  const AutosellPage *page = get_page (self);
  gint64 key = get_key (self);
  AutosellPostOrder order = { .key = key, .template = get_template (self) };

  self->preview_source = 0;
  gtk_widget_set_sensitive (self->previous, self->shown > 0);
  gtk_widget_set_sensitive (self->next, self->shown + 1 < self->keys->len);
  autosell_store_list_photos_async (self->store, key, FALSE, self->cancellable, photos_cb, g_object_ref (self));
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

/* A person's words without the reference, which each Page's post gets of its own. Returns: (transfer full) */
static char *
dup_own_words (AutosellPostComposer *self)
{
  g_autofree char *line = autosell_post_dup_reference_line (self->post->reference);
  char *text = g_strchomp (dup_words (self));

  if (g_str_has_suffix (text, line))
    {
      text[strlen (text) - strlen (line)] = '\0';
      g_strchomp (text);
    }
  return text;
}

static void
typed_cb (AutosellPostComposer *self)
{
  if (self->is_filling || self->post == NULL)
    return;
  g_hash_table_insert (self->own_words, g_memdup2 (&self->post->key, sizeof self->post->key), dup_own_words (self));
  show_doubts (self, NULL);
  update_publish (self);
}

/* Another template replaces what was typed: it was chosen for its words. */
static void
template_cb (AutosellPostComposer *self)
{
  g_hash_table_remove_all (self->own_words);
  preview (self);
}

/* A car was mended in its editor, or changed by somebody else. */
static void
store_changed_cb (AutosellPostComposer *self)
{
  check_cars (self);
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
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               can_post ? page->category : _("Its account has to connect again first."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), can_post && is_first);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (row, can_post);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  /* Which names it, too: a name of its own would be read beside that */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (preview), self);
  adw_preferences_group_add (self->pages_group, row);
  g_ptr_array_add (self->checks, check);
}

static void
board_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostComposer) self = user_data;
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_finish (AUTOSELL_STORE (object), result, NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
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
    adw_preferences_group_set_description (
      self->pages_group, _("No Page can be posted to now. Preferences → Facebook tells what each needs."));
  preview (self);
}

/* ---- Publishing ---- */

static void
tell_ordered (AutosellPostComposer *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *number = autosell_format_integer (self->n_ordered);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s post is on its way; Posts shows how it goes",
                               "%s posts are on their way; Posts shows how they go", self->n_ordered),
                     number);

  if (AUTOSELL_IS_WINDOW (parent))
    autosell_window_add_toast (AUTOSELL_WINDOW (parent), adw_toast_new (text));
}

static void
ordered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostComposer) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = autosell_store_order_post_finish (AUTOSELL_STORE (object), result, &error);

  self->n_left--;
  self->n_ordered += post != NULL;
  if (post == NULL && self->cancellable != NULL)
    show_doubts (self, error->message);
  if (self->n_left > 0)
    return;
  if (self->n_ordered > 0)
    tell_ordered (self);
  if (error == NULL && self->cancellable != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else if (self->cancellable != NULL)
    update_publish (self);
}

static void
publish_cb (AutosellPostComposer *self)
{
  gint64 at_s;

  if (!read_time (self, &at_s))
    return;
  self->n_ordered = 0;
  for (guint i = 0; i < self->pages->len; i++)
    for (guint j = 0; gtk_check_button_get_active (self->checks->pdata[i]) && j < self->keys->len; j++)
      {
        gint64 key = g_array_index (self->keys, gint64, j);
        AutosellPostOrder order = { .page = ((AutosellPage *) self->pages->pdata[i])->id,
                                    .key = key,
                                    .at_s = at_s,
                                    .template = get_template (self),
                                    .text = g_hash_table_lookup (self->own_words, &key),
                                    .photos = g_hash_table_lookup (self->own_photos, &key) };
        const AutosellPostGate *gate = find_gate (self, key);

        if (gate == NULL || gate->is_held)
          continue;

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
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_clear_pointer (&self->gates, g_ptr_array_unref);
  g_hash_table_unref (self->own_words);
  g_hash_table_unref (self->own_photos);
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
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, avatar);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, collage);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, chooser);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, gate_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellPostComposer, doubts);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
  gtk_widget_class_bind_template_callback (widget_class, photos_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_publish);
}

static void
autosell_post_composer_init (AutosellPostComposer *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autofree char *day = g_date_time_format (tomorrow, "%d/%m/%Y");

  g_type_ensure (AUTOSELL_TYPE_POST_COLLAGE);
  g_type_ensure (AUTOSELL_TYPE_POST_GATE_GROUP);
  g_type_ensure (AUTOSELL_TYPE_POST_PHOTOS);
  self->own_words = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->own_photos = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_strfreev);
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
  gtk_widget_set_visible (self->previous, keys->len > 1);
  gtk_widget_set_visible (self->next, keys->len > 1);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  check_cars (self);
  autosell_store_get_page_board_async (store, self->cancellable, board_cb, g_object_ref (self));
  update_publish (self);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
