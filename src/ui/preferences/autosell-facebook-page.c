/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-facebook-page.h"

#include <glib/gi18n.h>

#include "autosell-account-row.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-keyring-row.h"
#include "autosell-page-row.h"
#include "autosell-post-rules-group.h"
#include "autosell-setup-steps.h"
#include "autosell-template-dialog.h"

/* What Meta shows at the end of a sign-in of a live app; among its “Valid OAuth Redirect URIs”. */
#define SUCCESS_PAGE "connect/login_success.html"

struct _AutosellFacebookPage
{
  AdwPreferencesPage parent_instance;
  AutosellStore *store;       /* owned, nullable when the window is gone */
  AutosellFacebook *facebook; /* owned, the same */
  AutosellPageBoard *board;   /* owned, nullable until it is read */
  gboolean is_reading;
  gboolean is_stale;            /* something changed while it was read */
  GCancellable *cancellable;    /* owned, nullable: of what connects */
  AutosellGraphSignIn *sign_in; /* owned, nullable: that waits for a pasted address */
  gboolean is_other_way;        /* what is on its way, or was last, is one of the “other ways” */
  GPtrArray *account_rows;      /* owned (element-type GtkWidget), as the two below */
  GPtrArray *template_rows;
  GHashTable *page_rows;               /* owned (element-type gint64 AutosellPageRow) */
  AdwPreferencesGroup *accounts_group; /* template children */
  AdwActionRow *message_row;
  AutosellKeyringRow *keyring_row;
  AdwActionRow *connect_row;
  GtkSpinner *spinner;
  GtkButton *connect_button;
  AdwExpanderRow *other_ways;
  AdwActionRow *ways_message;
  GtkButton *paste_button;
  AdwEntryRow *address;
  AdwPasswordEntryRow *token;
  AdwPreferencesGroup *pages_group;
  AdwPreferencesGroup *templates_group;
  AdwPreferencesGroup *app_group;
  AdwExpanderRow *steps;
  AdwActionRow *app_message;
  AdwEntryRow *app_id;
  AdwPasswordEntryRow *app_secret;
};

G_DEFINE_FINAL_TYPE (AutosellFacebookPage, autosell_facebook_page, ADW_TYPE_PREFERENCES_PAGE)

static void start_connecting (AutosellFacebookPage *self, gboolean asks_again);

/* (nullable) */
static GtkWindow *
get_window (AutosellFacebookPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- What is said ---- */

/* @text: (nullable) */
static void
show_text (AdwActionRow *row, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

/* Where the person looks: what is pasted may be far below the head of the group. */
static void
show_message (AutosellFacebookPage *self, const char *text)
{
  show_text (self->message_row, self->is_other_way ? NULL : text);
  show_text (self->ways_message, self->is_other_way ? text : NULL);
}

static void
show_error (AutosellFacebookPage *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_message (self, NULL);
      return;
    }
  /* These two are sentences of their own, see autosell-facebook.h */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    sentence = autosell_graph_error_dup_sentence (error);
  show_message (self, sentence != NULL ? sentence : error->message);
}

/* The rows of connecting, as far as there is an app and nothing is on its way. */
static void
show_connecting (AutosellFacebookPage *self)
{
  g_autofree char *app_id = autosell_facebook_dup_app_id (self->facebook);
  gboolean is_busy = self->cancellable != NULL;
  gboolean is_first = self->board == NULL || self->board->accounts->len == 0;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->connect_row), is_busy    ? _("Go on in the browser")
                                                                          : is_first ? _("Connect with Facebook")
                                                                                     : _("Another account"));
  adw_action_row_set_subtitle (self->connect_row, is_busy ? _("This window goes on when you are done there.")
                                                  : app_id == NULL
                                                    ? _("First the dealership’s Meta app is needed.")
                                                    : _("The browser opens, and there you choose the Pages."));
  gtk_button_set_label (self->connect_button, is_busy ? _("Cancel") : _("Connect"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button), is_busy || app_id != NULL);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->paste_button), app_id != NULL && !is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->token), !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->address), self->sign_in != NULL);
}

/* ---- Connecting ---- */

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFacebookPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) connection =
    autosell_facebook_connect_finish (AUTOSELL_FACEBOOK (source), result, &error);
  g_autofree char *problem = NULL;

  g_clear_object (&self->cancellable);
  if (self->facebook == NULL || get_window (self) == NULL)
    return;
  if (connection == NULL)
    show_error (self, error);
  else
    {
      problem = autosell_graph_connection_dup_problem (connection);
      show_message (self,
                    problem != NULL ? problem : _("Connected. Choose below which Pages are posted to by themselves."));
      gtk_editable_set_text (GTK_EDITABLE (self->token), "");
      gtk_editable_set_text (GTK_EDITABLE (self->address), "");
    }
  /* After what is no such address it may be pasted once more */
  if (!g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PASTED))
    g_clear_object (&self->sign_in);
  show_connecting (self);
  gtk_window_present (get_window (self));
}

/* Takes over the reference to the page. Returns: (transfer full): NULL where it did not begin, and that was told */
static AutosellGraphSignIn *
end_beginning (AutosellFacebookPage *self, GObject *source, GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  AutosellGraphSignIn *sign_in = autosell_facebook_begin_finish (AUTOSELL_FACEBOOK (source), result, &error);

  if (sign_in != NULL && self->facebook != NULL && get_window (self) != NULL)
    {
      gtk_show_uri (get_window (self), autosell_graph_sign_in_get_url (sign_in), GDK_CURRENT_TIME);
      return sign_in;
    }
  g_clear_object (&sign_in);
  g_clear_object (&self->cancellable);
  if (self->facebook != NULL)
    {
      if (error != NULL)
        show_error (self, error);
      show_connecting (self);
    }
  return NULL;
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFacebookPage) self = data;
  g_autoptr(AutosellGraphSignIn) sign_in = end_beginning (self, source, result);

  if (sign_in != NULL)
    autosell_facebook_wait_async (self->facebook, sign_in, 0, self->cancellable, connected_cb, g_object_ref (self));
}

static gboolean
begin (AutosellFacebookPage *self, gboolean is_other_way)
{
  if (self->cancellable != NULL)
    return FALSE;
  self->is_other_way = is_other_way;
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->sign_in);
  show_message (self, NULL);
  show_connecting (self);
  return TRUE;
}

static void
start_connecting (AutosellFacebookPage *self, gboolean asks_again)
{
  if (begin (self, FALSE))
    autosell_facebook_begin_async (self->facebook, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, asks_again, self->cancellable,
                                   begun_cb, g_object_ref (self));
}

static void
connect_clicked_cb (AutosellFacebookPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    start_connecting (self, FALSE);
}

static void
paste_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFacebookPage) self = data;
  AutosellGraphSignIn *sign_in = end_beginning (self, source, result);

  if (sign_in == NULL)
    return;
  self->sign_in = sign_in;
  /* Nothing runs while the person is in the browser */
  g_clear_object (&self->cancellable);
  show_connecting (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
paste_clicked_cb (AutosellFacebookPage *self)
{
  if (begin (self, TRUE))
    autosell_facebook_begin_async (self->facebook, AUTOSELL_GRAPH_SIGN_IN_PASTE, FALSE, self->cancellable,
                                   paste_begun_cb, g_object_ref (self));
}

static void
address_applied_cb (AutosellFacebookPage *self)
{
  g_autoptr(AutosellSecret) address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  if (self->sign_in == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  show_message (self, NULL);
  autosell_facebook_paste_async (self->facebook, self->sign_in, address, self->cancellable, connected_cb,
                                 g_object_ref (self));
}

static void
token_applied_cb (AutosellFacebookPage *self)
{
  g_autoptr(AutosellSecret) token = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->token))));

  if (begin (self, TRUE))
    autosell_facebook_connect_token_async (self->facebook, token, self->cancellable, connected_cb, g_object_ref (self));
}

/* ---- Accounts ---- */

typedef struct
{
  AutosellFacebookPage *page; /* owned */
  gint64 account;
} Question;

/* (nullable) (transfer none) */
static const AutosellAccount *
find_account (AutosellFacebookPage *self, gint64 id)
{
  for (guint i = 0; self->board != NULL && i < self->board->accounts->len; i++)
    if (((const AutosellAccount *) self->board->accounts->pdata[i])->id == id)
      return self->board->accounts->pdata[i];
  return NULL;
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFacebookPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean was_revoked = FALSE;

  if (!autosell_facebook_disconnect_finish (AUTOSELL_FACEBOOK (source), result, &was_revoked, &error))
    {
      if (get_window (self) != NULL)
        autosell_error_dialog_present (get_window (self), _("The account was not disconnected."), error);
    }
  else if (self->facebook != NULL)
    show_message (
      self, was_revoked ? NULL
                        : _("Disconnected here. Facebook could not be told; to end the permission there too, open the "
                            "settings of the Facebook account, under “Business integrations”."));
}

static void
disconnect_answered_cb (gboolean is_sure, gpointer data)
{
  Question *question = data;
  const AutosellAccount *account = find_account (question->page, question->account);

  question->page->is_other_way = FALSE;
  if (is_sure && account != NULL && question->page->facebook != NULL)
    autosell_facebook_disconnect_async (question->page->facebook, account, NULL, disconnected_cb,
                                        g_object_ref (question->page));
  g_object_unref (question->page);
  g_free (question);
}

static void
disconnect_cb (AutosellFacebookPage *self, gint64 id)
{
  const AutosellAccount *account = find_account (self, id);
  Question *question;
  g_autofree char *heading = NULL;

  if (account == NULL)
    return;
  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), account->id };
  /* Translators: %s is the name of a person or a Page */
  heading = g_strdup_printf (_("Disconnect %s?"), account->name);
  autosell_compat_ask (
    get_window (self), heading,
    _("Everything that this PC keeps of it goes: the permission, its Pages that nobody else brings, with their "
      "plan and the record of their posts. Posts that stand on Facebook stay there, and are not removed when "
      "their cars are sold."),
    _("_Disconnect"), TRUE, disconnect_answered_cb, question);
}

static void
connect_again_cb (AutosellFacebookPage *self, gint64 id)
{
  const AutosellAccount *account = find_account (self, id);

  if (account == NULL)
    return;
  if (account->is_person)
    {
      start_connecting (self, account->lacks != NULL);
      return;
    }
  adw_expander_row_set_expanded (self->other_ways, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->token));
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
show_accounts (AutosellFacebookPage *self)
{
  clear_rows (self->accounts_group, self->account_rows);
  for (guint i = 0; i < self->board->accounts->len; i++)
    {
      GtkWidget *row = autosell_account_row_new (self->board->accounts->pdata[i]);

      g_signal_connect_swapped (row, "connect-again", G_CALLBACK (connect_again_cb), self);
      g_signal_connect_swapped (row, "disconnect", G_CALLBACK (disconnect_cb), self);
      adw_preferences_group_add (self->accounts_group, row);
      g_ptr_array_add (self->account_rows, row);
    }
}

/* ---- Pages ---- */

static gboolean
is_gone (gpointer id, gpointer row, gpointer data)
{
  AutosellFacebookPage *self = data;

  for (guint i = 0; i < self->board->pages->len; i++)
    if (((const AutosellPage *) self->board->pages->pdata[i])->id == *(const gint64 *) id)
      return FALSE;
  adw_preferences_group_remove (self->pages_group, row);
  return TRUE;
}

/* Rows stay as they are, with what is open and half typed in them. */
static void
show_pages (AutosellFacebookPage *self)
{
  g_hash_table_foreach_remove (self->page_rows, is_gone, self);
  for (guint i = 0; i < self->board->pages->len; i++)
    {
      const AutosellPage *page = self->board->pages->pdata[i];
      GtkWidget *row = g_hash_table_lookup (self->page_rows, &page->id);

      if (row == NULL)
        {
          row = autosell_page_row_new (self->store);
          adw_preferences_group_add (self->pages_group, row);
          g_hash_table_insert (self->page_rows, g_memdup2 (&page->id, sizeof page->id), row);
        }
      autosell_page_row_show (AUTOSELL_PAGE_ROW (row), page, self->board->templates);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->pages_group), self->board->pages->len > 0);
}

/* ---- Templates ---- */

static void
template_activated_cb (GtkWidget *row, AutosellFacebookPage *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "template");

  for (guint i = 0; i < self->board->templates->len; i++)
    {
      const AutosellTemplate *template = self->board->templates->pdata[i];

      if (template->id == *id)
        autosell_template_dialog_present (get_window (self), self->store, template, self->board->templates->len == 1);
    }
}

static void
new_template_cb (AutosellFacebookPage *self)
{
  autosell_template_dialog_present (get_window (self), self->store, NULL, FALSE);
}

static GtkWidget *
make_template_row (AutosellFacebookPage *self, const AutosellTemplate *template)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), template->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "template", g_memdup2 (&template->id, sizeof template->id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (template_activated_cb), self);
  return row;
}

static void
show_templates (AutosellFacebookPage *self)
{
  clear_rows (self->templates_group, self->template_rows);
  for (guint i = 0; i < self->board->templates->len; i++)
    {
      GtkWidget *row = make_template_row (self, self->board->templates->pdata[i]);

      adw_preferences_group_add (self->templates_group, row);
      g_ptr_array_add (self->template_rows, row);
    }
}

/* ---- Reading ---- */

/* The app first for who has neither one nor a token. Once. */
static void
arrange (AutosellFacebookPage *self)
{
  g_autofree char *app_id = autosell_facebook_dup_app_id (self->facebook);
  gboolean is_first = app_id == NULL && self->board->accounts->len == 0;
  AdwPreferencesGroup *rules = ADW_PREFERENCES_GROUP (autosell_post_rules_group_new (self->store));
  AdwPreferencesGroup *groups[] = {
    is_first ? self->app_group : NULL, self->accounts_group, self->pages_group, rules, self->templates_group,
    is_first ? NULL : self->app_group
  };

  /* A page of libadwaita takes groups only at its end. */
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (groups[i] != NULL)
      {
        g_object_ref (groups[i]);
        if (groups[i] != rules)
          adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), groups[i]);
        adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), groups[i]);
        g_object_unref (groups[i]);
      }
  adw_expander_row_set_expanded (self->steps, is_first);
}

static void read_board (AutosellFacebookPage *self);

static gboolean
has_same_templates (GPtrArray *a, GPtrArray *b)
{
  gboolean is_same = a->len == b->len;

  for (guint i = 0; is_same && i < a->len; i++)
    {
      const AutosellTemplate *one = a->pdata[i], *other = b->pdata[i];

      is_same = one->id == other->id && g_str_equal (one->name, other->name) && g_str_equal (one->text, other->text);
    }
  return is_same;
}

static gboolean
has_same_accounts (GPtrArray *a, GPtrArray *b)
{
  gboolean is_same = a->len == b->len;

  for (guint i = 0; is_same && i < a->len; i++)
    {
      const AutosellAccount *one = a->pdata[i], *other = b->pdata[i];

      is_same = one->id == other->id && g_str_equal (one->name, other->name)
                && g_strcmp0 (one->state, other->state) == 0 && g_strcmp0 (one->lacks, other->lacks) == 0
                && one->expires_s == other->expires_s;
    }
  return is_same;
}

static void
board_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFacebookPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPageBoard) old = NULL;
  AutosellPageBoard *board = autosell_store_get_page_board_finish (AUTOSELL_STORE (source), result, &error);

  self->is_reading = FALSE;
  if (self->store == NULL || board == NULL)
    {
      g_clear_pointer (&board, autosell_page_board_free);
      if (self->store != NULL)
        show_error (self, error);
      return;
    }
  old = g_steal_pointer (&self->board);
  self->board = board;
  if (old == NULL)
    arrange (self);
  /* What did not change keeps the focus that may be in it */
  if (old == NULL || !has_same_accounts (old->accounts, board->accounts))
    show_accounts (self);
  if (old == NULL || !has_same_templates (old->templates, board->templates))
    show_templates (self);
  show_pages (self);
  show_connecting (self);
  if (self->is_stale)
    read_board (self);
}

static void
read_board (AutosellFacebookPage *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  autosell_store_get_page_board_async (self->store, NULL, board_read_cb, g_object_ref (self));
}

/* ---- The app ---- */

static void
app_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFacebookPage) self = data;
  g_autoptr(GError) error = NULL;

  if (self->facebook == NULL)
    return;
  if (!autosell_facebook_set_app_finish (AUTOSELL_FACEBOOK (source), result, &error))
    {
      show_text (self->app_message, error->message);
      return;
    }
  /* It is in the keyring now, and need not stay on the screen. */
  gtk_editable_set_text (GTK_EDITABLE (self->app_secret), "");
  adw_expander_row_set_expanded (self->steps, FALSE);
  show_text (self->app_message, NULL);
  self->is_other_way = FALSE;
  show_message (self, _("The app is set. Now connect."));
  show_connecting (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->connect_button));
}

static void
app_applied_cb (AutosellFacebookPage *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->app_id))));
  g_autoptr(AutosellSecret) secret = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->app_secret))));

  /* One after the other: nothing is wrong while the second is still to come. */
  if (*secret == '\0' && autosell_graph_is_app_id (id))
    {
      show_text (self->app_message, NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->app_secret));
    }
  else
    autosell_facebook_set_app_async (self->facebook, id, secret, NULL, app_set_cb, g_object_ref (self));
}

/* What to do at Meta, in its own words there. */
static const AutosellSetupStep steps[] = {
  { N_("1. Create an app"),
    N_("Sign in with the Facebook account that manages the Page, give the app any name, choose the use case “Manage "
       "everything on "
       "your Page”, and the dealership’s business portfolio where it has one."),
    "https://developers.facebook.com/apps/creation/" },
  { N_("2. Add the permissions"),
    N_("Under “Use cases”, press “Customize” and add pages_show_list, pages_read_engagement, pages_manage_posts, "
       "pages_read_user_content, pages_manage_engagement and read_insights."),
    "https://developers.facebook.com/apps/" },
  { N_("3. Say who may connect"),
    N_("Whoever made the app may. Others who manage a Page of yours are added under “App roles”, and accept it on "
       "Facebook. So no "
       "review by Meta is needed."),
    "https://developers.facebook.com/apps/" },
  { N_("4. Copy ID and secret"),
    N_("Both stand under “App settings”, “Basic”. Put them into the two fields below, then connect."),
    "https://developers.facebook.com/apps/" },
  { N_("5. Allow the way back"),
    N_("Under “Facebook Login”, “Settings”, add this address to “Valid OAuth Redirect URIs”. It is needed to connect "
       "again once the "
       "app is live."),
    NULL },
  { N_("6. Make the app live"),
    N_("Under “App settings”, “Basic”, give a privacy policy, instructions for deleting data, a category and an icon. "
       "Then switch the "
       "app from “Development” to “Live”: before that nobody but you sees the posts."),
    "https://developers.facebook.com/apps/" },
};

/* ---- Class ---- */

static void
autosell_facebook_page_unroot (GtkWidget *widget)
{
  AutosellFacebookPage *self = AUTOSELL_FACEBOOK_PAGE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  GTK_WIDGET_CLASS (autosell_facebook_page_parent_class)->unroot (widget);
}

static void
autosell_facebook_page_dispose (GObject *object)
{
  AutosellFacebookPage *self = AUTOSELL_FACEBOOK_PAGE (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->facebook);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->board, autosell_page_board_free);
  g_clear_pointer (&self->account_rows, g_ptr_array_unref);
  g_clear_pointer (&self->template_rows, g_ptr_array_unref);
  g_clear_pointer (&self->page_rows, g_hash_table_unref);
  G_OBJECT_CLASS (autosell_facebook_page_parent_class)->dispose (object);
}

static void
autosell_facebook_page_class_init (AutosellFacebookPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_facebook_page_dispose;
  widget_class->unroot = autosell_facebook_page_unroot;
  g_type_ensure (AUTOSELL_TYPE_KEYRING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-facebook-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, message_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, connect_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, other_ways);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, ways_message);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, paste_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, address);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, token);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, pages_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, templates_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, app_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, steps);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, app_message);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, app_id);
  gtk_widget_class_bind_template_child (widget_class, AutosellFacebookPage, app_secret);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_template_cb);
  gtk_widget_class_bind_template_callback (widget_class, app_applied_cb);
}

static void
autosell_facebook_page_init (AutosellFacebookPage *self)
{
  self->account_rows = g_ptr_array_new ();
  self->template_rows = g_ptr_array_new ();
  self->page_rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Large words beside others go below each other, or a phone's width would not do */
  autosell_compat_wrap_words (GTK_WIDGET (self->paste_button));
}

GtkWidget *
autosell_facebook_page_new (AutosellStore *store, AutosellFacebook *facebook)
{
  AutosellFacebookPage *self = g_object_new (AUTOSELL_TYPE_FACEBOOK_PAGE, NULL);
  g_autofree char *app_id = autosell_facebook_dup_app_id (facebook);

  self->store = g_object_ref (store);
  self->facebook = g_object_ref (facebook);
  autosell_setup_steps_add (
    self->steps, steps, G_N_ELEMENTS (steps),
    g_strconcat (autosell_endpoints_get (autosell_graph_get_endpoints (autosell_facebook_get_graph (facebook)),
                                         AUTOSELL_ENDPOINT_FACEBOOK_LOGIN),
                 SUCCESS_PAGE, NULL));
  if (app_id != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->app_id), app_id);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (read_board), self, G_CONNECT_SWAPPED);
  autosell_keyring_row_set_keyring (self->keyring_row, autosell_facebook_get_keyring (facebook));
  show_connecting (self);
  read_board (self);
  return GTK_WIDGET (self);
}
