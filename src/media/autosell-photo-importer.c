/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-import-private.h"
#include "autosell-photo-order.h"

/* How long one turn of the main loop may be held up by news, and how often progress is told. */
#define TURN_MICROSECONDS 3000
#define PROGRESS_MILLISECONDS 50

struct _AutosellPhotoImporter
{
  GObject parent_instance;
  char *data_dir; /* owned */
  gboolean keep_originals;
  AutosellPhotoCrew *crew; /* owned, nullable while there is nothing to do */
  GPtrArray *items;        /* owned AutosellPhotoImport */
  GQueue entries;          /* owned AutosellPhotoEntry arrays that are not all items yet */
  guint n_listed;          /* of the first of them */
  guint n_lists;           /* being made by workers */
  guint n_ready;
  guint n_refused;
  guint n_done;      /* of any kind */
  guint first_open;  /* all items before it are done */
  GSource *progress; /* owned, nullable: only while there is something to do */
  GSource *turn;     /* owned, nullable: more news than fits into one turn */
  double fraction;
};

static void importer_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellPhotoImporter, autosell_photo_importer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, importer_model_init))

enum
{
  PROP_0,
  PROP_FRACTION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  ITEM_ADDED,
  ITEM_DONE,
  FINISHED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return AUTOSELL_TYPE_PHOTO_IMPORT;
}

static guint
get_n_items (GListModel *model)
{
  return AUTOSELL_PHOTO_IMPORTER (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AutosellPhotoImporter *self = AUTOSELL_PHOTO_IMPORTER (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
importer_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
destroy_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
dismiss (AutosellPhotoImporter *self)
{
  destroy_source (&self->progress);
  destroy_source (&self->turn);
  g_queue_clear_full (&self->entries, (GDestroyNotify) g_ptr_array_unref);
  self->n_listed = 0;
  self->n_lists = 0;
  g_clear_pointer (&self->crew, autosell_photo_crew_dismiss);
}

gboolean
autosell_photo_importer_is_busy (AutosellPhotoImporter *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self), FALSE);

  return self->n_lists > 0 || !g_queue_is_empty (&self->entries) || self->n_done < self->items->len;
}

static void
update_progress (AutosellPhotoImporter *self)
{
  double sum = self->n_done, fraction;

  while (self->first_open < self->items->len
         && autosell_photo_import_is_done (g_ptr_array_index (self->items, self->first_open)))
    self->first_open++;
  for (guint i = self->first_open; i < self->items->len && self->crew != NULL; i++)
    {
      AutosellPhotoImport *item = g_ptr_array_index (self->items, i);

      if (autosell_photo_import_get_state (item) == AUTOSELL_PHOTO_WORKING)
        {
          autosell_photo_import_set_fraction (item, autosell_photo_crew_get_fraction (self->crew, item));
          sum += autosell_photo_import_get_fraction (item);
        }
    }

  fraction = self->items->len > 0 ? sum / self->items->len : 0;
  if (fraction != self->fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
}

static gboolean
progress_cb (gpointer user_data)
{
  update_progress (user_data);
  return G_SOURCE_CONTINUE;
}

static void
finish_if_done (AutosellPhotoImporter *self)
{
  if (self->crew == NULL || autosell_photo_importer_is_busy (self))
    return;

  update_progress (self);
  dismiss (self);
  g_signal_emit (self, signals[FINISHED], 0, FALSE);
}

static void
add_item (AutosellPhotoImporter *self, GFile *file, GBytes *bytes, const char *name)
{
  AutosellPhotoImport *item = autosell_photo_import_new (name);

  g_ptr_array_add (self->items, item);
  autosell_photo_crew_import (self->crew, item, file, bytes, name);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  g_signal_emit (self, signals[ITEM_ADDED], 0, item);
}

static void
take_item_news (AutosellPhotoImporter *self, AutosellPhotoNews *news)
{
  g_autoptr(AutosellPhotoImport) item = g_object_ref (news->item);

  if (news->has_begun)
    {
      autosell_photo_import_begin (item);
      return;
    }
  if (news->is_probed)
    {
      autosell_photo_import_set_probed (item, news->taken_at, news->preview);
      return;
    }
  if (news->is_previewed)
    {
      autosell_photo_import_set_preview (item, news->preview);
      return;
    }

  self->n_done++;
  if (news->staged != NULL)
    {
      self->n_ready++;
      autosell_photo_import_set_ready (item, news->staged);
    }
  else
    {
      self->n_refused++;
      autosell_photo_import_set_refused (item, news->error);
    }
  g_signal_emit (self, signals[ITEM_DONE], 0, item);
}

/* Returns: FALSE when there was nothing to do */
static gboolean
take_step (AutosellPhotoImporter *self)
{
  GPtrArray *entries = g_queue_peek_head (&self->entries);
  AutosellPhotoNews *news;

  if (entries != NULL && self->n_listed < entries->len)
    {
      AutosellPhotoEntry *entry = g_ptr_array_index (entries, self->n_listed++);

      add_item (self, entry->file, NULL, entry->name);
      return TRUE;
    }
  if (entries != NULL)
    {
      g_ptr_array_unref (g_queue_pop_head (&self->entries));
      self->n_listed = 0;
      return TRUE;
    }

  news = self->crew != NULL ? autosell_photo_crew_take_news (self->crew) : NULL;
  if (news == NULL)
    return FALSE;
  if (news->entries != NULL)
    {
      self->n_lists--;
      g_queue_push_tail (&self->entries, g_steal_pointer (&news->entries));
    }
  else
    take_item_news (self, news);
  autosell_photo_news_free (news);

  return TRUE;
}

static gboolean
turn_cb (gpointer user_data)
{
  g_autoptr(AutosellPhotoImporter) self = g_object_ref (AUTOSELL_PHOTO_IMPORTER (user_data));
  gint64 end = g_get_monotonic_time () + TURN_MICROSECONDS;
  gboolean is_done = FALSE;

  /* A handler may cancel, or add. */
  while (self->crew != NULL && !is_done && g_get_monotonic_time () < end)
    is_done = !take_step (self);
  if (self->crew == NULL)
    return G_SOURCE_REMOVE;

  if (!is_done)
    return G_SOURCE_CONTINUE;
  destroy_source (&self->turn);
  finish_if_done (self);

  return G_SOURCE_REMOVE;
}

static void
wake_cb (gpointer user_data)
{
  AutosellPhotoImporter *self = user_data;

  if (self->turn != NULL)
    return;

  self->turn = g_idle_source_new ();
  g_source_set_callback (self->turn, turn_cb, self, NULL);
  g_source_attach (self->turn, g_main_context_get_thread_default ());
}

static void
ensure_crew (AutosellPhotoImporter *self)
{
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();

  if (self->crew != NULL)
    return;

  self->crew = autosell_photo_crew_new (self->data_dir, self->keep_originals, context, wake_cb, self);
  self->progress = g_timeout_source_new (PROGRESS_MILLISECONDS);
  g_source_set_callback (self->progress, progress_cb, self, NULL);
  g_source_attach (self->progress, context);
}

/* @files: (transfer full) */
static void
add_all (AutosellPhotoImporter *self, GPtrArray *files)
{
  ensure_crew (self);
  self->n_lists++;
  autosell_photo_crew_list (self->crew, files);
}

void
autosell_photo_importer_add_files (AutosellPhotoImporter *self, GListModel *files)
{
  GPtrArray *copy;
  guint n;

  g_return_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self) && G_IS_LIST_MODEL (files));

  n = g_list_model_get_n_items (files);
  copy = g_ptr_array_new_full (n, g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (copy, g_list_model_get_item (files, i));
  add_all (self, copy);
}

void
autosell_photo_importer_add_file (AutosellPhotoImporter *self, GFile *file)
{
  GPtrArray *files;

  g_return_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self) && G_IS_FILE (file));

  files = g_ptr_array_new_full (1, g_object_unref);
  g_ptr_array_add (files, g_object_ref (file));
  add_all (self, files);
}

void
autosell_photo_importer_add_bytes (AutosellPhotoImporter *self, GBytes *bytes, const char *name)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self) && bytes != NULL);

  ensure_crew (self);
  add_item (self, NULL, bytes, name);
}

static void
cancel_items (AutosellPhotoImporter *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      AutosellPhotoImport *item = g_ptr_array_index (self->items, i);

      if (!autosell_photo_import_is_done (item))
        {
          self->n_done++;
          autosell_photo_import_set_cancelled (item);
        }
    }
}

void
autosell_photo_importer_cancel (AutosellPhotoImporter *self)
{
  g_autoptr(AutosellPhotoImporter) keep = NULL;

  g_return_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self));

  if (self->crew == NULL)
    return;

  keep = g_object_ref (self);
  dismiss (self);
  cancel_items (self);
  update_progress (self);
  g_signal_emit (self, signals[FINISHED], 0, TRUE);
}

static void
autosell_photo_importer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, AUTOSELL_PHOTO_IMPORTER (object)->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_photo_importer_dispose (GObject *object)
{
  dismiss (AUTOSELL_PHOTO_IMPORTER (object));
  G_OBJECT_CLASS (autosell_photo_importer_parent_class)->dispose (object);
}

static void
autosell_photo_importer_finalize (GObject *object)
{
  AutosellPhotoImporter *self = AUTOSELL_PHOTO_IMPORTER (object);

  g_ptr_array_unref (self->items);
  g_free (self->data_dir);
  G_OBJECT_CLASS (autosell_photo_importer_parent_class)->finalize (object);
}

static void
autosell_photo_importer_class_init (AutosellPhotoImporterClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = autosell_photo_importer_get_property;
  object_class->dispose = autosell_photo_importer_dispose;
  object_class->finalize = autosell_photo_importer_finalize;
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ITEM_ADDED] = g_signal_new ("item-added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      AUTOSELL_TYPE_PHOTO_IMPORT);
  signals[ITEM_DONE] = g_signal_new ("item-done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     AUTOSELL_TYPE_PHOTO_IMPORT);
  signals[FINISHED] =
    g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
autosell_photo_importer_init (AutosellPhotoImporter *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->entries);
}

AutosellPhotoImporter *
autosell_photo_importer_new (const char *data_dir, gboolean keep_originals)
{
  AutosellPhotoImporter *self = g_object_new (AUTOSELL_TYPE_PHOTO_IMPORTER, NULL);

  self->data_dir = g_strdup (data_dir);
  self->keep_originals = keep_originals;
  return self;
}

double
autosell_photo_importer_get_fraction (AutosellPhotoImporter *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self), 0);

  return self->fraction;
}

guint
autosell_photo_importer_get_n_ready (AutosellPhotoImporter *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self), 0);

  return self->n_ready;
}

guint
autosell_photo_importer_get_n_refused (AutosellPhotoImporter *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self), 0);

  return self->n_refused;
}

guint
autosell_photo_importer_get_n_items (AutosellPhotoImporter *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORTER (self), 0);

  return self->items->len;
}
