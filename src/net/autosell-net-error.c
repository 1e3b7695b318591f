/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-net-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  guint status;
  char *reason; /* owned, nullable */
  gboolean may_have_applied;
} AutosellNetErrorPrivate;

static void
autosell_net_error_private_init (AutosellNetErrorPrivate *priv G_GNUC_UNUSED)
{
}

static void
autosell_net_error_private_copy (const AutosellNetErrorPrivate *source, AutosellNetErrorPrivate *copy)
{
  *copy = *source;
  copy->reason = g_strdup (source->reason);
}

static void
autosell_net_error_private_clear (AutosellNetErrorPrivate *priv)
{
  g_free (priv->reason);
}

G_DEFINE_EXTENDED_ERROR (AutosellNetError, autosell_net_error)

guint
autosell_net_error_get_status (const GError *error)
{
  return error->domain == AUTOSELL_NET_ERROR ? autosell_net_error_get_private (error)->status : 0;
}

const char *
autosell_net_error_get_reason (const GError *error)
{
  return error->domain == AUTOSELL_NET_ERROR ? autosell_net_error_get_private (error)->reason : NULL;
}

gboolean
autosell_net_error_may_have_applied (const GError *error)
{
  return error->domain == AUTOSELL_NET_ERROR && autosell_net_error_get_private (error)->may_have_applied;
}

gboolean
autosell_net_error_is_transient (const GError *error)
{
  if (error->domain != AUTOSELL_NET_ERROR)
    return FALSE;
  switch ((AutosellNetErrorCode) error->code)
    {
    case AUTOSELL_NET_ERROR_OFFLINE:
    case AUTOSELL_NET_ERROR_TIMED_OUT:
    case AUTOSELL_NET_ERROR_CUT:
    case AUTOSELL_NET_ERROR_CAPTIVE_PORTAL:
    case AUTOSELL_NET_ERROR_QUOTA:
    case AUTOSELL_NET_ERROR_SERVER:
    case AUTOSELL_NET_ERROR_NOT_JSON:
      return TRUE;
    case AUTOSELL_NET_ERROR_CONFLICT:
      /* Sheets says ABORTED of two writes that met. */
      return g_strcmp0 (autosell_net_error_get_reason (error), "ABORTED") == 0;
    default:
      return FALSE;
    }
}

void
autosell_net_set_error (GError **error, AutosellNetErrorCode code, guint status, const char *reason,
                        gboolean may_have_applied, const char *format, ...)
{
  AutosellNetErrorPrivate *priv;
  va_list arguments;

  if (error == NULL)
    return;
  va_start (arguments, format);
  *error = g_error_new_valist (AUTOSELL_NET_ERROR, code, format, arguments);
  va_end (arguments);
  priv = autosell_net_error_get_private (*error);
  priv->status = status;
  priv->reason = g_strdup (reason);
  priv->may_have_applied = may_have_applied;
}

static const struct
{
  const char *nick;
  const char *sentence;
} texts[] = {
  [AUTOSELL_NET_ERROR_OFFLINE] = { "offline",
                                   N_("There is no connection to the internet. Everything goes on here, and is sent "
                                      "when it is back.") },
  [AUTOSELL_NET_ERROR_TIMED_OUT] = { "timed_out",
                                     N_("Google did not answer in time. The connection may be slow; it is tried "
                                        "again.") },
  [AUTOSELL_NET_ERROR_CUT] = { "cut", N_("The connection broke off. It is tried again.") },
  [AUTOSELL_NET_ERROR_CERTIFICATE] = { "certificate",
                                       N_("The connection is not safe: the certificate of the server is not valid. "
                                          "Check this PC’s date and time, and who runs this network.") },
  [AUTOSELL_NET_ERROR_CAPTIVE_PORTAL] = { "captive_portal",
                                          N_("This network asks you to sign in first. Open any page in the "
                                             "browser and follow it.") },
  [AUTOSELL_NET_ERROR_TOO_LARGE] = { "too_large", N_("The answer was too large to be right. Nothing was changed.") },
  [AUTOSELL_NET_ERROR_UNAUTHORIZED] = { "unauthorized", N_("Google did not accept the sign-in. Sign in again.") },
  [AUTOSELL_NET_ERROR_FORBIDDEN] = { "forbidden",
                                     N_("This account may not do that. Ask the owner of the sheet for permission to "
                                        "edit it.") },
  [AUTOSELL_NET_ERROR_NOT_FOUND] = { "not_found",
                                     N_("The file is not there, or was never chosen for this program. Choose it "
                                        "again.") },
  [AUTOSELL_NET_ERROR_CONFLICT] = { "conflict",
                                    N_("Somebody changed the same thing at the same moment. It is tried again.") },
  [AUTOSELL_NET_ERROR_QUOTA] = { "quota", N_("Google asks for a pause after many requests. It goes on in a minute.") },
  [AUTOSELL_NET_ERROR_INVALID] = { "invalid",
                                   N_("Google did not understand the request. The sheet may have changed its tabs or "
                                      "columns.") },
  [AUTOSELL_NET_ERROR_SERVER] = { "server", N_("Google has a fault at the moment. It is tried again.") },
  [AUTOSELL_NET_ERROR_NOT_JSON] = { "not_json",
                                    N_("Something between this PC and Google answered in its place. It is tried "
                                       "again.") },
  [AUTOSELL_NET_ERROR_UNEXPECTED] = { "unexpected",
                                      N_("Google answered in a way that this version does not know. Nothing was "
                                         "changed.") },
  [AUTOSELL_NET_ERROR_REFUSED] = { "refused", N_("The address is not a safe one, so nothing was sent to it.") },
  [AUTOSELL_NET_ERROR_SIGNED_OUT] = { "signed_out",
                                      N_("Google ended the sign-in. Everything goes on here; sign in again to "
                                         "share it.") },
  [AUTOSELL_NET_ERROR_DENIED] = { "denied", N_("Permission was not given, so nothing was connected.") },
  [AUTOSELL_NET_ERROR_CLIENT] = { "client",
                                  N_("Google does not know the client ID or its secret. Compare both with the ones in "
                                     "the Google Cloud project.") },
  [AUTOSELL_NET_ERROR_SCOPE] = { "scope",
                                 N_("A permission that is needed was not ticked. Sign in again and leave all of them "
                                    "ticked.") },
  [AUTOSELL_NET_ERROR_NO_ANSWER] = { "no_answer",
                                     N_("The browser did not come back in time. If it showed an error of Google’s, "
                                        "that is the reason; else sign in again.") },
  [AUTOSELL_NET_ERROR_FAILED] = { "failed", N_("That did not work.") },
};

/* What a reason of the service makes more exact. */
static const struct
{
  const char *reason;
  const char *sentence;
} reasons[] = {
  { "invalid_rapt", N_("Your organisation asks for a new sign-in from time to time. Sign in again.") },
  { "code", N_("The sign-in took too long or was used twice. Sign in again.") },
  { "redirect_uri_mismatch",
    N_("The client of the Google Cloud project is not of the type “Desktop app”. Create one of that type.") },
  { "no-client", N_("First the client of a Google Cloud project is needed: its ID and its secret.") },
  { "client_secret", N_("The client secret is missing. Copy it from the Google Cloud project.") },
  { "invalid_scope",
    N_("The Google Cloud project does not allow this permission. Turn on Google Sheets and Google Drive in it.") },
  { "unauthorized_client",
    N_("The client of the Google Cloud project may not sign people in. Create one of the type “Desktop app”.") },
  { "SERVICE_DISABLED",
    N_("Google Sheets or Google Drive is not turned on in the Google Cloud project. Turn both on under "
       "“APIs & services”.") },
  { "accessNotConfigured",
    N_("Google Sheets or Google Drive is not turned on in the Google Cloud project. Turn both on under "
       "“APIs & services”.") },
  { "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    N_("A permission that is needed was not given. Sign in again and leave all of them "
       "ticked.") },
  { "insufficientPermissions",
    N_("A permission that is needed was not given. Sign in again and leave all of them ticked.") },
  { "FAILED_PRECONDITION",
    N_("The file is no Google spreadsheet, such as an uploaded Excel file. Open it in Google Sheets and save "
       "it as one.") },
  { "pages", N_("Google’s list of files does not come to an end. It is tried again later.") },
  { "expired", N_("The certificate of the server has expired. Check this PC’s date and time.") },
  { "not-activated", N_("The certificate of the server is not valid yet. Check this PC’s date and time.") },
};

char *
autosell_net_error_dup_sentence (const GError *error)
{
  const char *reason = autosell_net_error_get_reason (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("Stopped. Nothing was changed."));
  if (error->domain != AUTOSELL_NET_ERROR || error->code < 0 || error->code >= (int) G_N_ELEMENTS (texts))
    return g_strdup_printf (_("That did not work: %s"), error->message);
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reason, reasons[i].reason))
      return g_strdup (_(reasons[i].sentence));
  return g_strdup (_(texts[error->code].sentence));
}

const char *
autosell_net_error_get_nick (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (error->domain != AUTOSELL_NET_ERROR || error->code < 0 || error->code >= (int) G_N_ELEMENTS (texts))
    return "failed";
  return texts[error->code].nick;
}
