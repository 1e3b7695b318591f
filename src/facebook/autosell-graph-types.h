/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-graph-error.h"

G_BEGIN_DECLS

/* What the Graph client takes and gives. Ids are text, always; times are Unix seconds, UTC, 0 for none; a count that is
 * not known is -1 and never 0. Strings are owned; a token in them is wiped when they are freed. */

/* ---- With what is called ---- */

/* A Page's token for whatever is about the Page and its posts; a person's for the list of Pages and permissions. Where
 * the app's secret is known each call proves that it knows it (appsecret_proof). Copied and wiped. */
typedef struct
{
  char *token;
  char *app_id;     /* (nullable): tells the quotas of several apps apart */
  char *app_secret; /* (nullable) */
} AutosellGraphAccess;

/* @app_id, @app_secret: (nullable) */
AutosellGraphAccess *autosell_graph_access_new (const char *token, const char *app_id, const char *app_secret);
AutosellGraphAccess *autosell_graph_access_copy (const AutosellGraphAccess *self);
void autosell_graph_access_free (AutosellGraphAccess *self);
/* Lower-case hex of HMAC-SHA256. Returns: (transfer full) */
char *autosell_graph_make_proof (const char *token, const char *app_secret);

/* ---- Posts ---- */

typedef struct
{
  char *id;      /* "PAGE_STORY" */
  char *message; /* (nullable) */
  gint64 created_s;
  gint64 updated_s;
  gint64 scheduled_s;
  gboolean is_published;
  gboolean is_hidden;
  char *permalink; /* never NULL: where Facebook tells none, the address that always works */
  int n_photos;    /* as far as the attachments tell: may be fewer than were attached; -1: not told */
} AutosellGraphPost;

AutosellGraphPost *autosell_graph_post_copy (const AutosellGraphPost *self);
void autosell_graph_post_free (AutosellGraphPost *self);

/* Which are told: the Page's posts that are out, or those that wait for their time. */
typedef enum
{
  AUTOSELL_GRAPH_PUBLISHED,
  AUTOSELL_GRAPH_SCHEDULED,
} AutosellGraphList;

typedef enum
{
  AUTOSELL_GRAPH_EDIT_MESSAGE = 1 << 0,
  AUTOSELL_GRAPH_EDIT_HIDDEN = 1 << 1,
  AUTOSELL_GRAPH_EDIT_PUBLISH_NOW = 1 << 2,
  AUTOSELL_GRAPH_EDIT_SCHEDULED = 1 << 3,
} AutosellGraphEditMask;

/* What to change; the mask says what is meant. Photos of a post cannot be changed. */
typedef struct
{
  AutosellGraphEditMask mask;
  const char *message;
  gboolean is_hidden;
  gint64 scheduled_s;
} AutosellGraphEdit;

/* ---- Figures ---- */

typedef struct
{
  char *post_id;
  char *permalink;  /* (nullable) */
  gint64 reactions; /* -1: not told */
  gint64 comments;  /* replies included; -1: not told */
  gint64 shares;    /* -1: not told */
  gboolean is_gone; /* Facebook does not know it any more, or does not show it to this Page */
} AutosellGraphCounters;

void autosell_graph_counters_free (AutosellGraphCounters *self);

/* One figure of insights. Not available is not zero. */
typedef struct
{
  char *name;
  char *period;      /* (nullable) */
  gint64 value;      /* -1: not available */
  gint64 end_s;      /* of the day that it is for; 0 for lifetime */
  GHashTable *parts; /* (nullable) (element-type utf8 gint64*): of a figure by type; @value is their sum */
  gboolean is_dead;  /* Facebook does not know this name any more: do not ask for some days */
} AutosellGraphMetric;

void autosell_graph_metric_free (AutosellGraphMetric *self);

/* In the order of preference, NULL at the end: the first that is answered counts. */
extern const char *const autosell_graph_metrics_views[];
extern const char *const autosell_graph_metrics_reach[];
extern const char *const autosell_graph_metrics_clicks[];

/* ---- Accounts ---- */

/* Who a token is: a person, or a Page for a Page's token. */
typedef struct
{
  char *id;
  char *name;
} AutosellGraphIdentity;

void autosell_graph_identity_free (AutosellGraphIdentity *self);

typedef struct
{
  char *id;
  char *name;
  char *category; /* (nullable) */
  GStrv tasks;    /* "CREATE_CONTENT" … of the person on this Page */
  char *token;    /* (nullable): secret; NULL where the person has no task that gives one */
} AutosellGraphPage;

AutosellGraphPage *autosell_graph_page_copy (const AutosellGraphPage *self);
void autosell_graph_page_free (AutosellGraphPage *self);
/* CREATE_CONTENT to publish, ANALYZE for insights, MODERATE for comments. */
gboolean autosell_graph_page_has_task (const AutosellGraphPage *self, const char *task);

typedef struct
{
  char *token;      /* secret */
  gint64 expires_s; /* 0: it never does, or was not told */
} AutosellGraphToken;

void autosell_graph_token_free (AutosellGraphToken *self);

typedef struct
{
  char *app_id;      /* (nullable) */
  char *application; /* (nullable): its name */
  char *type;        /* (nullable): "USER", "PAGE", "SYSTEM_USER" … */
  char *user_id;     /* (nullable) */
  char *profile_id;  /* (nullable): the Page of a Page's token */
  gboolean is_valid;
  gint64 issued_s;
  gint64 expires_s; /* 0: never */
  gint64 data_access_expires_s;
  GStrv scopes;   /* as granted */
  int error_code; /* why it is not valid; 0: not told */
  int error_subcode;
} AutosellGraphTokenInfo;

void autosell_graph_token_info_free (AutosellGraphTokenInfo *self);
gboolean autosell_graph_token_info_has_scope (const AutosellGraphTokenInfo *self, const char *scope);

/* What the person said to each permission. */
typedef struct
{
  GStrv granted;
  GStrv declined; /* and expired */
} AutosellGraphPermissions;

void autosell_graph_permissions_free (AutosellGraphPermissions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphAccess, autosell_graph_access_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphPost, autosell_graph_post_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphCounters, autosell_graph_counters_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphMetric, autosell_graph_metric_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphIdentity, autosell_graph_identity_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphPage, autosell_graph_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphToken, autosell_graph_token_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphTokenInfo, autosell_graph_token_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphPermissions, autosell_graph_permissions_free)

G_END_DECLS
