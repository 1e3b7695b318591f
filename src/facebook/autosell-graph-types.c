/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-types.h"

#include <string.h>

#include "autosell-redact.h"

const char *const autosell_graph_metrics_views[] = { "post_media_view", "post_video_views", NULL };
const char *const autosell_graph_metrics_reach[] = { "post_total_media_view_unique", NULL };
const char *const autosell_graph_metrics_clicks[] = { "post_clicks", NULL };

/* ---- Access ---- */

AutosellGraphAccess *
autosell_graph_access_new (const char *token, const char *app_id, const char *app_secret)
{
  AutosellGraphAccess *self = g_new0 (AutosellGraphAccess, 1);

  self->token = g_strdup (token);
  self->app_id = g_strdup (app_id);
  self->app_secret = g_strdup (app_secret);
  return self;
}

AutosellGraphAccess *
autosell_graph_access_copy (const AutosellGraphAccess *self)
{
  return autosell_graph_access_new (self->token, self->app_id, self->app_secret);
}

void
autosell_graph_access_free (AutosellGraphAccess *self)
{
  if (self == NULL)
    return;
  autosell_secret_free (self->token);
  g_free (self->app_id);
  autosell_secret_free (self->app_secret);
  g_free (self);
}

char *
autosell_graph_make_proof (const char *token, const char *app_secret)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) app_secret, strlen (app_secret), token, -1);
}

/* ---- Posts ---- */

AutosellGraphPost *
autosell_graph_post_copy (const AutosellGraphPost *self)
{
  AutosellGraphPost *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->message = g_strdup (self->message);
  copy->permalink = g_strdup (self->permalink);
  return copy;
}

void
autosell_graph_post_free (AutosellGraphPost *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->message);
  g_free (self->permalink);
  g_free (self);
}

/* ---- Figures ---- */

void
autosell_graph_counters_free (AutosellGraphCounters *self)
{
  if (self == NULL)
    return;
  g_free (self->post_id);
  g_free (self->permalink);
  g_free (self);
}

void
autosell_graph_metric_free (AutosellGraphMetric *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->period);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_free (self);
}

/* ---- Accounts ---- */

void
autosell_graph_identity_free (AutosellGraphIdentity *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

AutosellGraphPage *
autosell_graph_page_copy (const AutosellGraphPage *self)
{
  AutosellGraphPage *copy = g_new0 (AutosellGraphPage, 1);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->category = g_strdup (self->category);
  copy->tasks = g_strdupv (self->tasks);
  copy->token = g_strdup (self->token);
  return copy;
}

void
autosell_graph_page_free (AutosellGraphPage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->category);
  g_strfreev (self->tasks);
  autosell_secret_free (self->token);
  g_free (self);
}

gboolean
autosell_graph_page_has_task (const AutosellGraphPage *self, const char *task)
{
  return self->tasks != NULL && g_strv_contains ((const char *const *) self->tasks, task);
}

void
autosell_graph_token_free (AutosellGraphToken *self)
{
  if (self == NULL)
    return;
  autosell_secret_free (self->token);
  g_free (self);
}

void
autosell_graph_token_info_free (AutosellGraphTokenInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->app_id);
  g_free (self->application);
  g_free (self->type);
  g_free (self->user_id);
  g_free (self->profile_id);
  g_strfreev (self->scopes);
  g_free (self);
}

gboolean
autosell_graph_token_info_has_scope (const AutosellGraphTokenInfo *self, const char *scope)
{
  return self->scopes != NULL && g_strv_contains ((const char *const *) self->scopes, scope);
}

void
autosell_graph_permissions_free (AutosellGraphPermissions *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->granted);
  g_strfreev (self->declined);
  g_free (self);
}
