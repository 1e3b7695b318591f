/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-intake.h"

#include <glib/gi18n.h>

struct _AutosellPileIntake
{
  GObject parent_instance;
  AutosellStore *store;            /* owned */
  AutosellPileBoard *board;        /* owned */
  AutosellPhotoImporter *importer; /* owned, nullable until something comes */
  GHashTable *photos;              /* owned: AutosellPhotoImport → AutosellPilePhoto */
  GHashTable *by_source;           /* owned: source_hash → AutosellPilePhoto, the first one */
  GPtrArray *unmatched;            /* owned, of AutosellPilePhoto: not asked about yet */
  GPtrArray *refusals;             /* owned, of char */
  GCancellable *cancellable;       /* owned */
  guint settle_source;
  guint match_source;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPileIntake, autosell_pile_intake, G_TYPE_OBJECT)

/* Piles form so often while pictures come: a person has to be able to look at them. */
#define SETTLE_MS 250
#define MATCH_MS 300

static void
tell (AutosellPileIntake *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- Piles ---- */

static gboolean
settle_cb (gpointer data)
{
  AutosellPileIntake *self = data;

  self->settle_source = 0;
  autosell_pile_board_settle (self->board);
  return G_SOURCE_REMOVE;
}

static void
queue_settle (AutosellPileIntake *self)
{
  if (self->settle_source == 0)
    self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* ---- Where the same picture is already ---- */

typedef struct
{
  AutosellPileIntake *intake; /* owned */
  GPtrArray *photos;          /* owned, of AutosellPilePhoto */
  GPtrArray *matches;         /* owned, nullable, of AutosellPhotoMatch */
} Matching;

static void
matching_free (Matching *matching)
{
  g_object_unref (matching->intake);
  g_ptr_array_unref (matching->photos);
  g_clear_pointer (&matching->matches, g_ptr_array_unref);
  g_free (matching);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Matching, matching_free)

static AutosellVehicle *
find_vehicle (GPtrArray *vehicles, gint64 key)
{
  for (guint i = 0; i < vehicles->len; i++)
    if (autosell_vehicle_get_key (vehicles->pdata[i]) == key)
      return vehicles->pdata[i];
  return NULL;
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Matching) matching = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_get_vehicles_finish (AUTOSELL_STORE (object), result, &error);

  for (guint i = 0; vehicles != NULL && i < matching->photos->len; i++)
    {
      const AutosellPhotoMatch *match = matching->matches->pdata[i];
      gboolean is_same = match->likeness == AUTOSELL_LIKENESS_SAME;
      AutosellVehicle *vehicle;
      g_autofree char *title = NULL;
      g_autofree char *sentence = NULL;

      if (match->photo == NULL)
        continue;
      vehicle = find_vehicle (vehicles, autosell_photo_get_info (match->photo)->vehicle_key);
      if (vehicle == NULL)
        continue;
      title = autosell_vehicle_dup_title (vehicle);
      /* Translators: %s is a car */
      sentence = g_strdup_printf (is_same ? _("Already on %s") : _("Looks like a photo of %s"), title);
      autosell_pile_photo_set_twin (matching->photos->pdata[i], sentence, is_same);
    }
}

static void
matched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Matching) matching = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  AutosellPileIntake *self = matching->intake;

  matching->matches = autosell_store_match_photos_finish (AUTOSELL_STORE (object), result, &error);
  for (guint i = 0; matching->matches != NULL && i < matching->matches->len; i++)
    {
      const AutosellPhotoMatch *match = matching->matches->pdata[i];
      gint64 key = match->photo != NULL ? autosell_photo_get_info (match->photo)->vehicle_key : 0;

      if (key != 0)
        g_array_append_val (keys, key);
    }
  if (keys->len == 0)
    return;
  autosell_store_get_vehicles_async (self->store, (const gint64 *) keys->data, keys->len, self->cancellable, named_cb,
                                     g_steal_pointer (&matching));
}

static gboolean
match_cb (gpointer data)
{
  AutosellPileIntake *self = data;
  g_autoptr(GPtrArray) staged = g_ptr_array_new ();
  Matching *matching = g_new0 (Matching, 1);

  self->match_source = 0;
  matching->intake = g_object_ref (self);
  matching->photos = g_steal_pointer (&self->unmatched);
  self->unmatched = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < matching->photos->len; i++)
    g_ptr_array_add (staged, autosell_pile_photo_get_staged (matching->photos->pdata[i]));
  autosell_store_match_photos_async (self->store, staged, self->cancellable, matched_cb, matching);
  return G_SOURCE_REMOVE;
}

/* The same file in the folder twice, as cards have it that were copied more than once. */
static gboolean
mark_repeated (AutosellPileIntake *self, AutosellPilePhoto *photo)
{
  const char *source_hash = autosell_staged_photo_get_source_hash (autosell_pile_photo_get_staged (photo));
  AutosellPilePhoto *other = g_hash_table_lookup (self->by_source, source_hash);
  g_autofree char *sentence = NULL;

  if (other == NULL || autosell_pile_board_find_photo (self->board, other) == NULL)
    {
      g_hash_table_replace (self->by_source, g_strdup (source_hash), g_object_ref (photo));
      return FALSE;
    }
  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (_("The same as %s"), autosell_pile_photo_get_name (other));
  autosell_pile_photo_set_twin (photo, sentence, TRUE);
  return TRUE;
}

/* ---- The importer ---- */

static void
item_added_cb (AutosellPhotoImporter *importer, AutosellPhotoImport *import, AutosellPileIntake *self)
{
  g_autoptr(AutosellPilePhoto) photo = autosell_pile_photo_new (import);

  autosell_pile_board_add (self->board, photo);
  g_hash_table_insert (self->photos, g_object_ref (import), g_steal_pointer (&photo));
  /* Its time is known then. */
  g_signal_connect_object (import, "notify::state", G_CALLBACK (queue_settle), self, G_CONNECT_SWAPPED);
  queue_settle (self);
  tell (self);
}

static void
refuse (AutosellPileIntake *self, AutosellPhotoImport *import, AutosellPilePhoto *photo)
{
  const GError *error = autosell_photo_import_get_error (import);
  g_autoptr(GPtrArray) photos = g_ptr_array_new ();

  g_ptr_array_add (self->refusals, g_strdup_printf ("%s: %s", autosell_photo_import_get_name (import),
                                                    error != NULL ? error->message : _("It could not be read.")));
  g_ptr_array_add (photos, photo);
  autosell_pile_board_remove (self->board, photos);
}

static void
item_done_cb (AutosellPhotoImporter *importer, AutosellPhotoImport *import, AutosellPileIntake *self)
{
  AutosellPilePhoto *photo = g_hash_table_lookup (self->photos, import);

  if (photo == NULL)
    return;
  if (autosell_pile_photo_get_staged (photo) == NULL)
    {
      refuse (self, import, photo);
    }
  else if (!mark_repeated (self, photo))
    {
      g_ptr_array_add (self->unmatched, g_object_ref (photo));
      if (self->match_source == 0)
        self->match_source = g_timeout_add (MATCH_MS, match_cb, self);
    }
  queue_settle (self);
  tell (self);
}

static void
finished_cb (AutosellPileIntake *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  autosell_pile_board_settle (self->board);
  tell (self);
}

static AutosellPhotoImporter *
get_importer (AutosellPileIntake *self)
{
  if (self->importer != NULL)
    return self->importer;
  self->importer = autosell_photo_importer_new (autosell_store_get_data_dir (self->store),
                                                autosell_store_get_keep_originals (self->store));
  g_signal_connect_object (self->importer, "item-added", G_CALLBACK (item_added_cb), self, 0);
  g_signal_connect_object (self->importer, "item-done", G_CALLBACK (item_done_cb), self, 0);
  g_signal_connect_object (self->importer, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->importer, "notify::fraction", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  return self->importer;
}

/* ---- Public ---- */

void
autosell_pile_intake_add_files (AutosellPileIntake *self, GListModel *files)
{
  g_return_if_fail (AUTOSELL_IS_PILE_INTAKE (self) && G_IS_LIST_MODEL (files));

  autosell_photo_importer_add_files (get_importer (self), files);
  tell (self);
}

void
autosell_pile_intake_add_bytes (AutosellPileIntake *self, GBytes *bytes, const char *name)
{
  g_return_if_fail (AUTOSELL_IS_PILE_INTAKE (self) && bytes != NULL);

  autosell_photo_importer_add_bytes (get_importer (self), bytes, name);
  tell (self);
}

void
autosell_pile_intake_cancel (AutosellPileIntake *self)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer photo;

  g_return_if_fail (AUTOSELL_IS_PILE_INTAKE (self));

  if (self->importer == NULL)
    return;
  autosell_photo_importer_cancel (self->importer);
  g_hash_table_iter_init (&iter, self->photos);
  while (g_hash_table_iter_next (&iter, NULL, &photo))
    if (autosell_pile_photo_get_staged (photo) == NULL)
      g_ptr_array_add (photos, g_object_ref (photo));
  autosell_pile_board_remove (self->board, photos);
  finished_cb (self);
}

void
autosell_pile_intake_clear (AutosellPileIntake *self)
{
  g_return_if_fail (AUTOSELL_IS_PILE_INTAKE (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->match_source, g_source_remove);
  if (self->importer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->importer, self);
      autosell_photo_importer_cancel (self->importer);
    }
  autosell_pile_board_clear (self->board);
  g_hash_table_remove_all (self->photos);
  g_hash_table_remove_all (self->by_source);
  g_ptr_array_set_size (self->unmatched, 0);
  g_clear_object (&self->importer);
  tell (self);
}

AutosellPileBoard *
autosell_pile_intake_get_board (AutosellPileIntake *self)
{
  return self->board;
}

gboolean
autosell_pile_intake_is_busy (AutosellPileIntake *self)
{
  return self->importer != NULL && autosell_photo_importer_is_busy (self->importer);
}

double
autosell_pile_intake_get_fraction (AutosellPileIntake *self)
{
  return self->importer != NULL ? autosell_photo_importer_get_fraction (self->importer) : 1;
}

void
autosell_pile_intake_get_counts (AutosellPileIntake *self, guint *n_done, guint *n_all)
{
  *n_done = *n_all = 0;
  if (self->importer == NULL)
    return;
  *n_done =
    autosell_photo_importer_get_n_ready (self->importer) + autosell_photo_importer_get_n_refused (self->importer);
  *n_all = autosell_photo_importer_get_n_items (self->importer);
}

GPtrArray *
autosell_pile_intake_get_refusals (AutosellPileIntake *self)
{
  return self->refusals;
}

void
autosell_pile_intake_forget_refusals (AutosellPileIntake *self)
{
  g_ptr_array_set_size (self->refusals, 0);
  tell (self);
}

/* ---- Class ---- */

static void
autosell_pile_intake_dispose (GObject *object)
{
  AutosellPileIntake *self = AUTOSELL_PILE_INTAKE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->match_source, g_source_remove);
  if (self->importer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->importer, self);
      autosell_photo_importer_cancel (self->importer);
    }
  g_clear_object (&self->importer);
  g_clear_object (&self->board);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_pile_intake_parent_class)->dispose (object);
}

static void
autosell_pile_intake_finalize (GObject *object)
{
  AutosellPileIntake *self = AUTOSELL_PILE_INTAKE (object);

  g_hash_table_unref (self->photos);
  g_hash_table_unref (self->by_source);
  g_ptr_array_unref (self->unmatched);
  g_ptr_array_unref (self->refusals);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (autosell_pile_intake_parent_class)->finalize (object);
}

static void
autosell_pile_intake_class_init (AutosellPileIntakeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_pile_intake_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_pile_intake_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_pile_intake_init (AutosellPileIntake *self)
{
  self->board = autosell_pile_board_new ();
  self->photos = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->by_source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->unmatched = g_ptr_array_new_with_free_func (g_object_unref);
  self->refusals = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
}

AutosellPileIntake *
autosell_pile_intake_new (AutosellStore *store)
{
  AutosellPileIntake *self = g_object_new (AUTOSELL_TYPE_PILE_INTAKE, NULL);

  self->store = g_object_ref (store);
  return self;
}
