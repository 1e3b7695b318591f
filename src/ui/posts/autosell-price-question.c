/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-price-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-post-price.h"

/* Somebody who changes prices one after the other is asked after the last of them. */
#define SETTLE_MS 1500
#define MAX_LINES 6
#define WORDS_HEIGHT 180

/* ---- Words that a person has to change ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_store_write_post_finish (AUTOSELL_STORE (source), result, &error))
    g_warning ("Posts: %s", error->message);
}

/* The words of one post after the other, for those that the price could not be put into. */
typedef struct
{
  GtkWindow *window;    /* owned */
  AutosellStore *store; /* owned */
  GPtrArray *changes;   /* owned, of AutosellPriceChange */
  guint next;
  GtkTextBuffer *words; /* owned, nullable: of the dialog that is shown */
} Editing;

static void edit_next (Editing *self);

static void
editing_free (Editing *self)
{
  g_object_unref (self->window);
  g_object_unref (self->store);
  g_ptr_array_unref (self->changes);
  g_clear_object (&self->words);
  g_free (self);
}

static void
words_response_cb (GtkWidget *dialog G_GNUC_UNUSED, const char *response, Editing *self)
{
  const AutosellPriceChange *change = self->changes->pdata[self->next - 1];
  AutosellPostChangeMask mask = AUTOSELL_POST_CHANGE_PRICE;
  g_autoptr(AutosellPost) post = NULL;
  GtkTextIter start, end;

  if (g_str_equal (response, "later"))
    {
      editing_free (self);
      return;
    }
  post = autosell_post_new ();
  post->pk = change->post;
  post->has_price = change->has_new;
  post->price = change->new_cents;
  if (g_str_equal (response, "save"))
    {
      gtk_text_buffer_get_bounds (self->words, &start, &end);
      post->text = gtk_text_buffer_get_text (self->words, &start, &end, FALSE);
      mask |= AUTOSELL_POST_CHANGE_TEXT;
    }
  autosell_store_change_post_async (self->store, post, mask, "price", saved_cb, NULL);
  edit_next (self);
}

static GtkWidget *
create_words (Editing *self, const char *text)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->words = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  gtk_text_buffer_set_text (self->words, text, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  autosell_compat_set_name (view, _("Words of the post"));
  gtk_widget_add_css_class (view, "post-words");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), WORDS_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_add_css_class (scroller, "post-preview");
  return scroller;
}

static void
edit_next (Editing *self)
{
  const AutosellPriceChange *change;
  GtkWidget *dialog;
  g_autofree char *price = NULL, *body = NULL;

  g_clear_object (&self->words);
  while (self->next < self->changes->len
         && !((const AutosellPriceChange *) self->changes->pdata[self->next])->needs_hand)
    self->next++;
  if (self->next >= self->changes->len)
    {
      editing_free (self);
      return;
    }
  change = self->changes->pdata[self->next++];
  price = change->has_new ? autosell_format_money (change->new_cents) : NULL;
  body = price != NULL
           /* Translators: the car, the Page, and the car's new price */
           ? g_strdup_printf (
             _("%s · %s: somebody wrote these words, and the old price is not in them. The car costs %s now."),
             change->title, change->page_name, price)
           /* Translators: the car and the Page */
           : g_strdup_printf (_("%s · %s: somebody wrote these words. The car has no price now."), change->title,
                              change->page_name);
  dialog = autosell_compat_message_dialog_new (self->window, _("Change the words of the post"), body);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_words (self, change->text));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("_Later"), "nothing",
                                    _("Leave Them As They _Are"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_signal_connect (dialog, "response", G_CALLBACK (words_response_cb), self);
  autosell_compat_present_dialog (GTK_WINDOW (dialog), self->window);
}

static void
edit_words (GtkWindow *window, AutosellStore *store, GPtrArray *changes)
{
  Editing *self = g_new0 (Editing, 1);

  self->window = g_object_ref (window);
  self->store = g_object_ref (store);
  self->changes = g_ptr_array_ref (changes);
  edit_next (self);
}

/* ---- The question ---- */

typedef struct
{
  AutosellStore *store; /* owned */
  GtkWindow *window;    /* owned */
  GPtrArray *changes;   /* owned, of AutosellPriceChange */
  GArray *posts;        /* owned, of gint64 */
  GtkWidget *always;    /* unowned: of the dialog */
} Question;

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Question *self = data;

  g_object_unref (self->store);
  g_object_unref (self->window);
  g_ptr_array_unref (self->changes);
  g_array_unref (self->posts);
  g_free (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_store_answer_price_finish (AUTOSELL_STORE (source), result, &error))
    g_warning ("Posts: %s", error->message);
}

static void
response_cb (GtkWidget *dialog G_GNUC_UNUSED, const char *response, Question *question)
{
  AutosellPriceAnswer answer;

  if (!autosell_price_answer_from_nick (response, &answer))
    return;
  autosell_store_answer_price_async (question->store, answer, question->posts, g_get_real_time () / G_USEC_PER_SEC,
                                     answered_cb, NULL);
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (question->always)))
    autosell_store_set_setting (question->store, AUTOSELL_SETTING_POSTS_WHEN_PRICE, response);
  if (answer == AUTOSELL_PRICE_EDIT)
    edit_words (question->window, question->store, question->changes);
}

static char *
dup_price (gboolean is_known, gint64 cents)
{
  return is_known ? autosell_format_money (cents) : g_strdup (_("no price"));
}

static guint
count_cars (GPtrArray *changes)
{
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += i == 0
         || ((AutosellPriceChange *) changes->pdata[i])->key != ((AutosellPriceChange *) changes->pdata[i - 1])->key;
  return n;
}

/* A line for each car: “MAZDA CX30 2021: $379,000 → $359,000 (Autos del Norte, Seminuevos Linda Vista)”. Returns:
 * (transfer full) */
static char *
dup_body (GPtrArray *changes, guint n_cars)
{
  GString *text = g_string_new (NULL);
  guint n_lines = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const AutosellPriceChange *change = changes->pdata[i];
      const AutosellPriceChange *before = i > 0 ? changes->pdata[i - 1] : NULL;
      g_autofree char *old = dup_price (change->has_old, change->old_cents);
      g_autofree char *new = dup_price (change->has_new, change->new_cents);

      if (before != NULL && before->key == change->key)
        {
          if (n_lines <= MAX_LINES)
            g_string_append_printf (text, ", %s", change->page_name);
          continue;
        }
      if (++n_lines > MAX_LINES)
        continue;
      g_string_append_printf (text, "%s%s: %s → %s · %s", i > 0 ? "\n" : "", change->title, old, new,
                              change->page_name);
    }
  if (n_lines > MAX_LINES)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more car", "and %u more cars", n_lines - MAX_LINES),
                              n_lines - MAX_LINES);
    }
  return g_string_free (text, FALSE);
}

void
autosell_price_question_present (GtkWindow *window, AutosellStore *store, GPtrArray *changes)
{
  guint n_cars = count_cars (changes), n_by_hand = 0;
  g_autofree char *heading = n_cars == 1
                               ? g_strdup (_("Its posts tell the old price"))
                               : g_strdup_printf (ngettext ("The posts of %u car tell its old price",
                                                            "The posts of %u cars tell their old prices", n_cars),
                                                  n_cars);
  g_autofree char *body = NULL;
  GtkWidget *dialog;
  Question *question;

  for (guint i = 0; i < changes->len; i++)
    n_by_hand += ((const AutosellPriceChange *) changes->pdata[i])->needs_hand;
  /* Nothing else is left to ask */
  if (n_by_hand == changes->len)
    {
      edit_words (window, store, changes);
      return;
    }
  body = dup_body (changes, n_cars);
  dialog = autosell_compat_message_dialog_new (window, heading, body);
  question = g_new (Question, 1);
  question->store = g_object_ref (store);
  question->window = g_object_ref (window);
  question->changes = g_ptr_array_ref (changes);
  question->posts = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < changes->len; i++)
    g_array_append_val (question->posts, ((AutosellPriceChange *) changes->pdata[i])->post);
  question->always = gtk_check_button_new_with_mnemonic (_("Do _this from now on without asking"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), question->always);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("_Later"), "nothing",
                                    _("Leave Them As They _Are"), "comment", _("Say It in a _Comment"), "repost",
                                    _("_Post Anew"), "edit", _("_Change the Price in the Text"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "edit", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "edit");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  autosell_compat_present_dialog (GTK_WINDOW (dialog), window);
}

/* ---- Noticing ---- */

typedef struct
{
  GtkWindow *window;         /* unowned: it owns this */
  AutosellStore *store;      /* owned */
  GCancellable *cancellable; /* owned */
  GHashTable *asked;         /* owned: post → cents: that were asked about in this window */
  guint source;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_object_unref (self->store);
  g_hash_table_unref (self->asked);
  g_free (self);
}

static void look (Watch *self);

/* A dialog in which somebody is at work is not covered by another one. */
static gboolean
is_free (GtkWindow *window)
{
  g_autoptr(GListModel) all = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWindow) other = g_list_model_get_item (all, i);

      if (GTK_IS_WINDOW (other) && other != window && gtk_window_get_transient_for (other) == window
          && gtk_widget_get_visible (GTK_WIDGET (other)))
        return FALSE;
    }
  return gtk_widget_get_mapped (GTK_WIDGET (window)) && gtk_window_is_active (window);
}

static gboolean
is_new (Watch *self, const AutosellPriceChange *change)
{
  gpointer cents;

  return !g_hash_table_lookup_extended (self->asked, &change->post, NULL, &cents)
         || (gint64) GPOINTER_TO_SIZE (cents) != change->new_cents;
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes = autosell_store_get_price_changes_finish (AUTOSELL_STORE (source), result, &error);
  Watch *self = data;
  gboolean has_new = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (changes == NULL)
    {
      g_warning ("Posts: %s", error->message);
      return;
    }
  for (guint i = 0; i < changes->len; i++)
    has_new |= is_new (self, changes->pdata[i]);
  if (!has_new || !is_free (self->window))
    return;
  for (guint i = 0; i < changes->len; i++)
    {
      const AutosellPriceChange *change = changes->pdata[i];

      g_hash_table_insert (self->asked, g_memdup2 (&change->post, sizeof change->post),
                           GSIZE_TO_POINTER ((gsize) change->new_cents));
    }
  autosell_price_question_present (self->window, self->store, changes);
}

static gboolean
look_cb (gpointer data)
{
  Watch *self = data;

  self->source = 0;
  autosell_store_get_price_changes_async (self->store, self->cancellable, changes_cb, self);
  return G_SOURCE_REMOVE;
}

static void
look (Watch *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (SETTLE_MS, look_cb, self);
}

void
autosell_price_question_watch (GtkWindow *window, AutosellStore *store)
{
  Watch *self = g_new0 (Watch, 1);

  self->window = window;
  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (look), self);
  /* Back from a dialog, or from another program */
  g_signal_connect_swapped (window, "notify::is-active", G_CALLBACK (look), self);
  g_object_set_data_full (G_OBJECT (window), "autosell-price-question", self, watch_free);
}
