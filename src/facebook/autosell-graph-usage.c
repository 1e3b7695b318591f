/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-usage-private.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "autosell-graph-error.h"
#include "autosell-json.h"

#define HOUR_S (60 * 60)
#define HALF_PERCENT 75
#define WRITE_PERCENT 90
#define FULL_PERCENT 100
/* A longer time than this is a slip of the pen. */
#define MAX_REGAIN_MINUTES (7 * 24 * 60)
#define MAX_HEADER_BYTES 8192
#define MAX_PERCENT 1000

/* Of one quota. */
typedef struct
{
  guint percent;
  gint64 told_s;  /* when; 0: never */
  gint64 until_s; /* nothing before it; 0: not blocked */
} Quota;

struct _AutosellGraphUsage
{
  GHashTable *quotas; /* owned; "app:ID", "page:ID" → Quota */
};

AutosellGraphUsage *
autosell_graph_usage_new (void)
{
  AutosellGraphUsage *self = g_new0 (AutosellGraphUsage, 1);

  self->quotas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
autosell_graph_usage_free (AutosellGraphUsage *self)
{
  g_hash_table_unref (self->quotas);
  g_free (self);
}

/* @id: (nullable): of an app that is not known by its id, all are one. Returns: (transfer full) */
static char *
dup_key (const char *kind, const char *id)
{
  return g_strconcat (kind, ":", id != NULL ? id : "", NULL);
}

static Quota *
ensure (AutosellGraphUsage *self, const char *kind, const char *id)
{
  g_autofree char *key = dup_key (kind, id);
  Quota *quota = g_hash_table_lookup (self->quotas, key);

  if (quota == NULL)
    {
      quota = g_new0 (Quota, 1);
      g_hash_table_insert (self->quotas, g_steal_pointer (&key), quota);
    }
  return quota;
}

/* (nullable) */
static Quota *
find (AutosellGraphUsage *self, const char *kind, const char *id)
{
  g_autofree char *key = dup_key (kind, id);

  return g_hash_table_lookup (self->quotas, key);
}

/* ---- Reading headers ---- */

/* The highest of the three; -1 where there is none. */
static gint64
read_percent (JsonObject *object)
{
  static const char *const names[] = { "call_count", "total_time", "total_cputime" };
  gint64 highest = -1;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    highest = MAX (highest, autosell_json_number (object, names[i], -1));
  return MIN (highest, MAX_PERCENT);
}

/* @percent: -1 for not told */
static void
note_quota (Quota *quota, gint64 percent, gint64 regain_minutes, gint64 now_s)
{
  if (percent >= 0)
    {
      quota->percent = percent;
      quota->told_s = now_s;
    }
  if (regain_minutes > 0)
    quota->until_s = MAX (quota->until_s, now_s + MIN (regain_minutes, MAX_REGAIN_MINUTES) * 66);
  else if (percent >= FULL_PERCENT)
    quota->until_s = MAX (quota->until_s, now_s + HOUR_S);
}

/* Returns: (transfer full) (nullable) */
static JsonNode *
parse (const char *header)
{
  return header != NULL && strlen (header) <= MAX_HEADER_BYTES ? autosell_json_parse (header, -1) : NULL;
}

static void
note_plain (AutosellGraphUsage *self, const char *kind, const char *id, const char *header, gint64 now_s)
{
  g_autoptr(JsonNode) root = parse (header);
  JsonObject *object = autosell_json_root (root);

  if (object != NULL && read_percent (object) >= 0)
    note_quota (ensure (self, kind, id), read_percent (object), 0, now_s);
}

/* [{"type": "pages", "call_count": 95, …, "estimated_time_to_regain_access": 0}]: of several types the most used
 * counts, as there is one Page to leave in peace. Returns: percent, -1 for not told */
static gint64
read_uses (JsonArray *uses, gint64 *minutes)
{
  gint64 percent = -1;

  *minutes = 0;
  for (guint i = 0; i < autosell_json_length (uses); i++)
    {
      JsonObject *use = autosell_json_element (uses, i);

      percent = MAX (percent, read_percent (use));
      *minutes = MAX (*minutes, autosell_json_number (use, "estimated_time_to_regain_access", 0));
    }
  return percent;
}

/* {"PAGE": [uses]} */
static void
note_business (AutosellGraphUsage *self, const char *header, gint64 now_s)
{
  g_autoptr(JsonNode) root = parse (header);
  JsonObject *object = autosell_json_root (root);
  g_autoptr(GList) ids = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *id = ids; id != NULL; id = id->next)
    {
      gint64 minutes;
      gint64 percent = read_uses (autosell_json_array (object, id->data), &minutes);

      if (percent >= 0 || minutes > 0)
        note_quota (ensure (self, "page", id->data), percent, minutes, now_s);
    }
}

void
autosell_graph_usage_note (AutosellGraphUsage *self, const char *app_id, const char *page_id, const char *app_usage,
                           const char *page_usage, const char *business_usage, gint64 now_s)
{
  note_plain (self, "app", app_id, app_usage, now_s);
  if (page_id != NULL)
    note_plain (self, "page", page_id, page_usage, now_s);
  note_business (self, business_usage, now_s);
}

gint64
autosell_graph_usage_read_regain_minutes (const char *business_usage)
{
  g_autoptr(JsonNode) root = parse (business_usage);
  JsonObject *object = autosell_json_root (root);
  g_autoptr(GList) ids = object != NULL ? json_object_get_members (object) : NULL;
  gint64 longest = 0;

  for (GList *id = ids; id != NULL; id = id->next)
    {
      gint64 minutes;

      read_uses (autosell_json_array (object, id->data), &minutes);
      longest = MAX (longest, minutes);
    }
  return longest;
}

/* ---- Refusals ---- */

void
autosell_graph_usage_block (AutosellGraphUsage *self, const char *app_id, const char *page_id, gint64 until_s)
{
  Quota *quota = page_id != NULL ? ensure (self, "page", page_id) : ensure (self, "app", app_id);

  quota->until_s = MAX (quota->until_s, until_s);
}

void
autosell_graph_usage_note_error (AutosellGraphUsage *self, const char *app_id, const char *page_id, const GError *error,
                                 gint64 now_s)
{
  gint64 until_s = now_s + autosell_graph_error_get_wait_s (error);

  if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_APP_LIMIT)
      || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT))
    autosell_graph_usage_block (self, app_id, NULL, until_s);
  /* A Page's calls are made with a token that comes from one person's: their limit is the Page's */
  else if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT)
           || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_USER_LIMIT))
    autosell_graph_usage_block (self, app_id, page_id, until_s);
}

/* ---- The rule ---- */

/* @quota: (nullable) */
static guint
get_percent (const Quota *quota, gint64 now_s)
{
  return quota != NULL && quota->told_s != 0 && now_s - quota->told_s < HOUR_S ? quota->percent : 0;
}

/* @quota: (nullable) */
static AutosellGraphMay
judge (const Quota *quota, gint64 now_s, gint64 *until_s)
{
  guint percent = get_percent (quota, now_s);

  if (quota != NULL && quota->until_s > now_s)
    {
      *until_s = quota->until_s;
      return AUTOSELL_GRAPH_MAY_NOTHING;
    }
  /* Once the time is over the old figure says nothing any more: the next answer tells. */
  if (quota == NULL || percent < HALF_PERCENT || percent >= FULL_PERCENT)
    return AUTOSELL_GRAPH_MAY_ALL;
  *until_s = quota->told_s + HOUR_S;
  return percent >= WRITE_PERCENT ? AUTOSELL_GRAPH_MAY_WRITE : AUTOSELL_GRAPH_MAY_HALF;
}

AutosellGraphMay
autosell_graph_usage_get_may (AutosellGraphUsage *self, const char *app_id, const char *page_id, gint64 now_s,
                              gint64 *until_s)
{
  gint64 app_until_s = 0, page_until_s = 0;
  AutosellGraphMay app = judge (find (self, "app", app_id), now_s, &app_until_s);
  AutosellGraphMay page =
    page_id != NULL ? judge (find (self, "page", page_id), now_s, &page_until_s) : AUTOSELL_GRAPH_MAY_ALL;

  if (until_s != NULL)
    *until_s = app > page ? app_until_s : page > app ? page_until_s : MAX (app_until_s, page_until_s);
  return MAX (app, page);
}

guint
autosell_graph_usage_get_percent (AutosellGraphUsage *self, const char *app_id, const char *page_id, gint64 now_s)
{
  guint app = get_percent (find (self, "app", app_id), now_s);

  return MAX (app, page_id != NULL ? get_percent (find (self, "page", page_id), now_s) : 0);
}

guint
autosell_graph_delay_ms (guint attempt, guint32 random)
{
  static const guint delays_ms[] = { 2000, 8000, 30000, 120000 };
  guint delay_ms = delays_ms[MIN (attempt, G_N_ELEMENTS (delays_ms) - 1)];

  return delay_ms + random % (delay_ms / 4 + 1);
}
