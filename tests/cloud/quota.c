/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quota.h"

#include "identity.h"

struct _Quota
{
  GHashTable *used; /* "sub r|w" → Bucket */
  guint limits[2];
  guint peaks[2];
};

typedef struct
{
  gint64 minute;
  guint n;
} Bucket;

Quota *
quota_new (void)
{
  Quota *quota = g_new0 (Quota, 1);

  quota->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  quota->limits[0] = quota->limits[1] = 60;
  return quota;
}

void
quota_free (Quota *quota)
{
  g_hash_table_unref (quota->used);
  g_free (quota);
}

void
quota_set_limits (Quota *quota, guint reads_a_minute, guint writes_a_minute)
{
  quota->limits[0] = reads_a_minute;
  quota->limits[1] = writes_a_minute;
}

guint
quota_get_peak (Quota *quota, gboolean writes)
{
  return quota->peaks[writes ? 1 : 0];
}

gboolean
quota_take (Quota *quota, Call *call, gboolean writes)
{
  guint kind = writes ? 1 : 0;
  gint64 minute = cloud_now_s (call->cloud) / 60;
  g_autofree char *key = g_strdup_printf ("%s %c", call->person->sub, writes ? 'w' : 'r');
  Bucket *bucket = g_hash_table_lookup (quota->used, key);

  if (bucket == NULL)
    {
      bucket = g_new0 (Bucket, 1);
      g_hash_table_insert (quota->used, g_steal_pointer (&key), bucket);
    }
  if (bucket->minute != minute)
    *bucket = (Bucket){ minute, 0 };
  bucket->n++;
  quota->peaks[kind] = MAX (quota->peaks[kind], bucket->n);
  if (quota->limits[kind] == 0 || bucket->n <= quota->limits[kind])
    return TRUE;
  /* No Retry-After: the real service sends none */
  return call_fail (
    call, 429, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED",
    "Quota exceeded for quota metric '%s requests' and limit '%s requests per minute per user' of service "
    "'sheets.googleapis.com' for consumer 'project_number:100200300400'.",
    writes ? "Write" : "Read", writes ? "Write" : "Read");
}
