/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-store.h"

#include <stdlib.h>

#include "autosell-photo-alike.h"
#include "autosell-photo-sql.h"
#include "autosell-photo-staging.h"
#include "autosell-store-private.h"

/* Which photos are the same picture. A hash of 64 bits for each of 100,000 photos is a megabyte: they are read at once
 * from an index, and compared in memory.
 *
 * Two hashes that differ in fewer than 8 bits differ in at most one bit in one of their four quarters at least. So each
 * photo is compared with those only that share a quarter up to one bit: buckets of 16 bits, of which it looks at 4 ×
 * 17. The same file, or what was made of the same source, has the same hash: distance 0. */

#define N_QUARTERS 4
#define N_BUCKETS 65536
G_STATIC_ASSERT (AUTOSELL_PHOTO_ALIKE_BITS < N_QUARTERS * 2);

typedef struct
{
  gint64 pk;
  gint64 vehicle_key;
  guint64 likeness;
} Scanned;

/* Photos by one quarter of their hash: those of bucket b stand from starts[b] to before starts[b + 1]. Hashes stand
 * beside each other, since nearly all that is done is to compare them. */
typedef struct
{
  guint *starts;
  guint *ids;
  guint64 *hashes;
} Buckets;

static inline guint
get_quarter (guint64 likeness, guint quarter)
{
  return (likeness >> (16 * quarter)) & 0xffff;
}

static void
buckets_init (Buckets *self, GArray *photos, guint quarter)
{
  g_autofree guint *next = g_new0 (guint, N_BUCKETS);

  self->starts = g_new0 (guint, N_BUCKETS + 1);
  self->ids = g_new (guint, MAX (photos->len, 1));
  self->hashes = g_new (guint64, MAX (photos->len, 1));
  for (guint i = 0; i < photos->len; i++)
    self->starts[get_quarter (g_array_index (photos, Scanned, i).likeness, quarter) + 1]++;
  for (guint bucket = 0; bucket < N_BUCKETS; bucket++)
    {
      self->starts[bucket + 1] += self->starts[bucket];
      next[bucket] = self->starts[bucket];
    }
  for (guint i = 0; i < photos->len; i++)
    {
      guint64 likeness = g_array_index (photos, Scanned, i).likeness;
      guint at = next[get_quarter (likeness, quarter)]++;

      self->ids[at] = i;
      self->hashes[at] = likeness;
    }
}

static void
buckets_clear (Buckets *self)
{
  g_free (self->starts);
  g_free (self->ids);
  g_free (self->hashes);
}

/* ---- Groups ---- */

static guint
find_root (guint *parents, guint i)
{
  while (parents[i] != i)
    {
      parents[i] = parents[parents[i]];
      i = parents[i];
    }
  return i;
}

static void
join (guint *parents, guint a, guint b)
{
  parents[find_root (parents, MAX (a, b))] = find_root (parents, MIN (a, b));
}

/* Where the processor is not known to have an instruction for it, counting bits is a call. Taking so many away is none,
 * and has no jump. */
static inline gboolean
is_alike (guint64 a, guint64 b)
{
  guint64 bits = a ^ b;

  for (guint n = 0; n < AUTOSELL_PHOTO_ALIKE_BITS; n++)
    bits &= bits - 1; /* takes one away; 0 stays */
  return bits == 0;
}

static inline void
join_one (const Buckets *buckets, guint at, guint begin, guint end, guint *parents)
{
  guint64 likeness = buckets->hashes[at];

  for (guint other = begin; other < end; other++)
    if (is_alike (likeness, buckets->hashes[other]))
      join (parents, buckets->ids[at], buckets->ids[other]);
}

/* All of a bucket with those behind them, and with the higher ones of the buckets that differ by one bit: the lower
 * ones have looked at it. */
static void
join_bucket (const Buckets *buckets, guint bucket, guint *parents)
{
  guint begin = buckets->starts[bucket], end = buckets->starts[bucket + 1];

  if (begin == end)
    return;
  for (guint at = begin; at < end; at++)
    join_one (buckets, at, at + 1, end, parents);
  for (guint bit = 0; bit < 16; bit++)
    {
      guint other = bucket ^ (1u << bit);

      if (other > bucket)
        for (guint at = begin; at < end; at++)
          join_one (buckets, at, buckets->starts[other], buckets->starts[other + 1], parents);
    }
}

/* Joins all that are alike. */
static gboolean
join_alike (GArray *photos, guint *parents, GCancellable *cancellable, GError **error)
{
  for (guint quarter = 0; quarter < N_QUARTERS; quarter++)
    {
      Buckets buckets;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      buckets_init (&buckets, photos, quarter);
      for (guint bucket = 0; bucket < N_BUCKETS; bucket++)
        join_bucket (&buckets, bucket, parents);
      buckets_clear (&buckets);
    }
  return TRUE;
}

/* Live photos of cars in the stock. */
static GArray *
scan (AutosellConnection *connection, GError **error)
{
  g_autoptr(GArray) photos = g_array_new (FALSE, FALSE, sizeof (Scanned));
  g_autoptr(GHashTable) deleted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  stmt = autosell_connection_prepare (connection, "SELECT pk FROM vehicle WHERE deleted_at IS NOT NULL", error);
  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);

      g_hash_table_add (deleted, g_memdup2 (&key, sizeof key));
    }
  stmt = local_error == NULL
           ? autosell_connection_prepare (connection,
                                          "SELECT pk, vehicle_pk, likeness FROM photo INDEXED BY photo_likeness "
                                          "WHERE deleted_at IS NULL AND likeness IS NOT NULL",
                                          &local_error)
           : NULL;
  while (stmt != NULL && autosell_statement_next (stmt, &local_error))
    {
      Scanned photo = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int64 (stmt, 1),
                        (guint64) sqlite3_column_int64 (stmt, 2) };

      if (!g_hash_table_contains (deleted, &photo.vehicle_key))
        g_array_append_val (photos, photo);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&photos) : NULL;
}

static AutosellPhoto *
load_photo (AutosellConnection *connection, gint64 pk, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE pk = ?", error);
  g_autoptr(GPtrArray) photos = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, pk);
  photos = autosell_photo_sql_read_all (stmt, error);
  if (photos == NULL)
    return NULL;
  if (photos->len > 0)
    return g_object_ref (g_ptr_array_index (photos, 0));
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such photo");
  return NULL;
}

void
autosell_photo_twins_free (AutosellPhotoTwins *twins)
{
  if (twins == NULL)
    return;
  g_ptr_array_unref (twins->photos);
  g_free (twins);
}

static gboolean
is_same (AutosellPhoto *a, AutosellPhoto *b)
{
  const AutosellPhotoInfo *x = autosell_photo_get_info (a), *y = autosell_photo_get_info (b);

  return g_str_equal (x->hash, y->hash) || g_str_equal (x->source_hash, y->source_hash);
}

/* @members: indices into @photos, of one group. */
static AutosellPhotoTwins *
make_twins (AutosellConnection *connection, GArray *photos, GArray *members, GError **error)
{
  g_autoptr(AutosellPhotoTwins) twins = g_new0 (AutosellPhotoTwins, 1);

  twins->photos = g_ptr_array_new_with_free_func (g_object_unref);
  twins->is_same_car = TRUE;
  for (guint i = 0; i < members->len; i++)
    {
      const Scanned *scanned = &g_array_index (photos, Scanned, g_array_index (members, guint, i));
      AutosellPhoto *photo = load_photo (connection, scanned->pk, error);
      AutosellPhoto *first;

      if (photo == NULL)
        return NULL;
      g_ptr_array_add (twins->photos, photo);
      first = g_ptr_array_index (twins->photos, 0);
      if (autosell_photo_get_info (first)->vehicle_key != scanned->vehicle_key)
        twins->is_same_car = FALSE;
      if (!is_same (first, photo))
        twins->likeness = AUTOSELL_LIKENESS_ALIKE;
    }
  return g_steal_pointer (&twins);
}

static int
compare_twins (gconstpointer a, gconstpointer b)
{
  const AutosellPhotoTwins *const *left = a;
  const AutosellPhotoTwins *const *right = b;

  return (int) (*left)->likeness - (int) (*right)->likeness;
}

/* Members by root, in the order in which they were added, so that groups and what is in them stay in one order. */
static GPtrArray *
collect (AutosellConnection *connection, GArray *photos, guint *parents, gint64 vehicle_key, GError **error)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_photo_twins_free);
  g_autoptr(GHashTable) members = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr(GHashTable) wanted = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *n_members = g_new0 (guint, MAX (photos->len, 1));

  for (guint i = 0; i < photos->len; i++)
    n_members[find_root (parents, i)]++;
  for (guint i = 0; i < photos->len; i++)
    {
      guint root = find_root (parents, i);
      GArray *list;

      if (n_members[root] < 2) /* as nearly all */
        continue;
      list = g_hash_table_lookup (members, GUINT_TO_POINTER (root));

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (members, GUINT_TO_POINTER (root), list);
          g_array_append_val (roots, root);
        }
      g_array_append_val (list, i);
      if (vehicle_key == 0 || g_array_index (photos, Scanned, i).vehicle_key == vehicle_key)
        g_hash_table_add (wanted, GUINT_TO_POINTER (root));
    }
  for (guint i = 0; i < roots->len; i++)
    {
      gpointer root = GUINT_TO_POINTER (g_array_index (roots, guint, i));
      GArray *list = g_hash_table_lookup (members, root);
      AutosellPhotoTwins *twins;

      if (!g_hash_table_contains (wanted, root))
        continue;
      twins = make_twins (connection, photos, list, error);
      if (twins == NULL)
        return NULL;
      g_ptr_array_add (groups, twins);
    }
  g_ptr_array_sort (groups, compare_twins);
  return g_steal_pointer (&groups);
}

static gpointer
find_twins (AutosellConnection *connection, gint64 vehicle_key, GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) photos = scan (connection, error);
  g_autofree guint *parents = NULL;

  if (photos == NULL)
    return NULL;
  parents = g_new (guint, MAX (photos->len, 1));
  for (guint i = 0; i < photos->len; i++)
    parents[i] = i;
  if (!join_alike (photos, parents, cancellable, error))
    return NULL;
  return collect (connection, photos, parents, vehicle_key, error);
}

static gpointer
twins_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer result;

  /* All of it as of one moment: a photo that was found is there when it is read */
  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  result = find_twins (connection, *(gint64 *) data, cancellable, error);
  autosell_connection_rollback (connection);
  return result;
}

void
autosell_store_find_twins_async (AutosellStore *self, gint64 vehicle_key, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_LIST, twins_job, g_memdup2 (&vehicle_key, sizeof vehicle_key), g_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_find_twins_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_find_twins_sync (AutosellStore *self, gint64 vehicle_key, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_LIST, twins_job, &vehicle_key, NULL,
                                 error);
}

/* ---- Pictures that are on their way in ---- */

static void
match_free (gpointer data)
{
  AutosellPhotoMatch *match = data;

  g_clear_object (&match->photo);
  g_free (match);
}

/* The nearest, a whole 64 bits away where there is none. */
static gboolean
find_nearest (AutosellConnection *connection, GArray *photos, AutosellStagedPhoto *staged, AutosellPhotoMatch *match,
              GError **error)
{
  guint64 likeness = autosell_staged_photo_get_perceptual_hash (staged);
  const Scanned *nearest = NULL;
  guint distance = G_MAXUINT;
  const AutosellPhotoInfo *info;

  for (guint i = 0; i < photos->len && distance > 0; i++)
    {
      const Scanned *photo = &g_array_index (photos, Scanned, i);
      guint bits = autosell_photo_perceptual_distance (likeness, photo->likeness);

      if (bits < distance && autosell_photo_is_alike (likeness, photo->likeness))
        {
          nearest = photo;
          distance = bits;
        }
    }
  if (nearest == NULL)
    return TRUE;
  match->photo = load_photo (connection, nearest->pk, error);
  if (match->photo == NULL)
    return FALSE;
  info = autosell_photo_get_info (match->photo);
  match->likeness = g_str_equal (info->hash, autosell_staged_photo_get_hash (staged))
                        || g_str_equal (info->source_hash, autosell_staged_photo_get_source_hash (staged))
                      ? AUTOSELL_LIKENESS_SAME
                      : AUTOSELL_LIKENESS_ALIKE;
  return TRUE;
}

static gpointer
match_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *staged = data;
  g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func (match_free);
  g_autoptr(GArray) photos = NULL;
  gboolean done;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  photos = scan (connection, error);
  done = photos != NULL;
  for (guint i = 0; done && i < staged->len; i++)
    {
      AutosellPhotoMatch *match = g_new0 (AutosellPhotoMatch, 1);

      g_ptr_array_add (matches, match);
      done = !g_cancellable_set_error_if_cancelled (cancellable, error)
             && find_nearest (connection, photos, g_ptr_array_index (staged, i), match, error);
    }
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&matches) : NULL;
}

static GPtrArray *
copy_staged (GPtrArray *photos)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);

  for (guint i = 0; i < photos->len; i++)
    g_ptr_array_add (copy, autosell_staged_photo_ref (g_ptr_array_index (photos, i)));
  return copy;
}

void
autosell_store_match_photos_async (AutosellStore *self, GPtrArray *photos, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, match_job, copy_staged (photos), (GDestroyNotify) g_ptr_array_unref,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_match_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_match_photos_sync (AutosellStore *self, GPtrArray *photos, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, match_job, photos, NULL,
                                 error);
}
