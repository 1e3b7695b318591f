/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-account-row.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-graph.h"

/* A connection that ends within these is told of. */
#define SOON_S (7 * 24 * 60 * 60)

struct _AutosellAccountRow
{
  AdwActionRow parent_instance;
  gint64 account;
};

G_DEFINE_FINAL_TYPE (AutosellAccountRow, autosell_account_row, ADW_TYPE_ACTION_ROW)

enum
{
  CONNECT_AGAIN,
  DISCONNECT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Returns: (transfer full): how it is, and the way out */
static char *
dup_account_text (const AutosellAccount *account)
{
  g_auto(GStrv) lacking = account->lacks != NULL ? g_strsplit (account->lacks, " ", -1) : NULL;
  g_autoptr(GString) missing = g_string_new (NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  if (g_strcmp0 (account->state, "checkpoint") == 0)
    return g_strdup (_("Facebook wants this person to sign in first: do it at facebook.com, then connect again."));
  if (g_strcmp0 (account->state, "confirm") == 0)
    return g_strdup (
      _("Facebook wants this person to confirm the account: do it at facebook.com, then connect again."));
  if (g_strcmp0 (account->state, "ok") != 0)
    return g_strdup (account->is_person
                       ? _("The connection ended. Connect again; posts wait until then.")
                       : _("The token is not accepted any more. Paste a new one; posts wait until then."));
  for (guint i = 0; lacking != NULL && lacking[i] != NULL; i++)
    {
      const char *text = autosell_graph_permission_get_text (lacking[i]);

      g_string_append_printf (missing, "%s%s", i > 0 ? "; " : "", text != NULL ? text : lacking[i]);
    }
  if (missing->len > 0)
    /* Translators: %s is such as “publish, change and remove posts; see reach and clicks” */
    return g_strdup_printf (_("These permissions are missing: %s. Connect again and leave everything ticked."),
                            missing->str);
  if (account->expires_s != 0 && account->expires_s < now_s + SOON_S)
    {
      g_autofree char *end = autosell_format_instant (account->expires_s * G_USEC_PER_SEC);

      /* Translators: %s is a date with a time */
      return g_strdup_printf (_("Connected until %s. Connect again before that."), end);
    }
  return g_strdup (account->is_person ? _("Connected") : _("Connected by a token"));
}

static gboolean
is_in_order (const AutosellAccount *account)
{
  return g_strcmp0 (account->state, "ok") == 0 && account->lacks == NULL
         && (account->expires_s == 0 || account->expires_s > g_get_real_time () / G_USEC_PER_SEC + SOON_S);
}

static void
again_clicked_cb (AutosellAccountRow *self)
{
  g_signal_emit (self, signals[CONNECT_AGAIN], 0, self->account);
}

static void
disconnect_clicked_cb (AutosellAccountRow *self)
{
  g_signal_emit (self, signals[DISCONNECT], 0, self->account);
}

static void
add_button (AutosellAccountRow *self, const AutosellAccount *account, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s, %s", label, account->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  autosell_compat_set_name (button, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
autosell_account_row_class_init (AutosellAccountRowClass *klass)
{
  signals[CONNECT_AGAIN] = g_signal_new ("connect-again", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[DISCONNECT] = g_signal_new ("disconnect", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
autosell_account_row_init (AutosellAccountRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
}

GtkWidget *
autosell_account_row_new (const AutosellAccount *account)
{
  AutosellAccountRow *self = g_object_new (AUTOSELL_TYPE_ACCOUNT_ROW, NULL);
  g_autofree char *text = dup_account_text (account);

  self->account = account->id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), account->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  if (!is_in_order (account))
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      autosell_compat_set_name (icon, _("Attention"));
      adw_action_row_add_prefix (ADW_ACTION_ROW (self), icon);
      add_button (self, account, _("Connect Again"), G_CALLBACK (again_clicked_cb));
    }
  add_button (self, account, _("Disconnect…"), G_CALLBACK (disconnect_clicked_cb));
  return GTK_WIDGET (self);
}
