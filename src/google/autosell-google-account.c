/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-google-account.h"

#include "autosell-google-account-private.h"

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY_US (24 * HOUR_US)

struct _AutosellGoogleAccount
{
  GObject parent_instance;
  char *id;     /* owned */
  char *email;  /* owned */
  GStrv scopes; /* owned */
  gint64 signed_in_us;
  gint64 signed_out_us;
  AutosellHttp *http;            /* owned */
  AutosellEndpoints *endpoints;  /* owned */
  AutosellOAuthSession *session; /* owned */
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AutosellGoogleAccount, autosell_google_account, G_TYPE_OBJECT)

const char *
autosell_google_account_get_id (AutosellGoogleAccount *self)
{
  return self->id;
}

const char *
autosell_google_account_get_email (AutosellGoogleAccount *self)
{
  return self->email;
}

AutosellGoogleState
autosell_google_account_get_state (AutosellGoogleAccount *self)
{
  return autosell_oauth_session_is_signed_in (self->session) ? AUTOSELL_GOOGLE_SIGNED_IN : AUTOSELL_GOOGLE_SIGNED_OUT;
}

const char *const *
autosell_google_account_get_scopes (AutosellGoogleAccount *self)
{
  return (const char *const *) self->scopes;
}

gboolean
autosell_google_account_has_scope (AutosellGoogleAccount *self, const char *scope)
{
  const AutosellOAuthTokens tokens = { .scopes = self->scopes };

  return autosell_oauth_tokens_have_scope (&tokens, scope);
}

gint64
autosell_google_account_get_signed_in_us (AutosellGoogleAccount *self)
{
  return self->signed_in_us;
}

gint64
autosell_google_account_get_signed_out_us (AutosellGoogleAccount *self)
{
  return self->signed_out_us;
}

void
autosell_google_account_set_signed_out_us (AutosellGoogleAccount *self, gint64 signed_out_us)
{
  self->signed_out_us = signed_out_us;
}

gboolean
autosell_google_account_looks_like_testing (AutosellGoogleAccount *self)
{
  gint64 lasted_us = self->signed_out_us - self->signed_in_us;

  /* Seven days to the second; a PC that was off over a long weekend hears of it later. */
  return self->signed_in_us > 0 && lasted_us >= 7 * DAY_US - HOUR_US && lasted_us <= 11 * DAY_US;
}

AutosellEndpoints *
autosell_google_account_get_endpoints (AutosellGoogleAccount *self)
{
  return self->endpoints;
}

AutosellHttp *
autosell_google_account_get_http (AutosellGoogleAccount *self)
{
  return self->http;
}

AutosellOAuthSession *
autosell_google_account_get_session (AutosellGoogleAccount *self)
{
  return self->session;
}

static void
signed_out_cb (AutosellOAuthSession *session, AutosellGoogleAccount *self)
{
  if (session != self->session)
    return;
  self->signed_out_us = g_get_real_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_session (AutosellGoogleAccount *self, AutosellOAuthSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "signed-out", G_CALLBACK (signed_out_cb), self, 0);
}

void
autosell_google_account_renew (AutosellGoogleAccount *self, const char *email, const char *const *scopes,
                               gint64 signed_in_us, AutosellOAuthSession *session)
{
  char *old_email = self->email;
  char **old_scopes = self->scopes;

  /* They may be its own. */
  self->email = g_strdup (email);
  self->scopes = g_strdupv ((char **) scopes);
  g_free (old_email);
  g_strfreev (old_scopes);
  self->signed_in_us = signed_in_us;
  self->signed_out_us = 0;
  set_session (self, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
autosell_google_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, autosell_google_account_get_state (AUTOSELL_GOOGLE_ACCOUNT (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_google_account_finalize (GObject *object)
{
  AutosellGoogleAccount *self = AUTOSELL_GOOGLE_ACCOUNT (object);

  g_free (self->id);
  g_free (self->email);
  g_strfreev (self->scopes);
  g_object_unref (self->http);
  autosell_endpoints_unref (self->endpoints);
  g_object_unref (self->session);
  G_OBJECT_CLASS (autosell_google_account_parent_class)->finalize (object);
}

static void
autosell_google_account_class_init (AutosellGoogleAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = autosell_google_account_get_property;
  G_OBJECT_CLASS (klass)->finalize = autosell_google_account_finalize;
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, AUTOSELL_GOOGLE_SIGNED_OUT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
autosell_google_account_init (AutosellGoogleAccount *self G_GNUC_UNUSED)
{
}

AutosellGoogleAccount *
autosell_google_account_new (const char *id, const char *email, const char *const *scopes, gint64 signed_in_us,
                             AutosellHttp *http, AutosellEndpoints *endpoints, AutosellOAuthSession *session)
{
  AutosellGoogleAccount *self = g_object_new (AUTOSELL_TYPE_GOOGLE_ACCOUNT, NULL);

  self->id = g_strdup (id);
  self->email = g_strdup (email);
  self->scopes = g_strdupv ((char **) scopes);
  self->signed_in_us = signed_in_us;
  self->http = g_object_ref (http);
  self->endpoints = autosell_endpoints_ref (endpoints);
  set_session (self, session);
  return self;
}
