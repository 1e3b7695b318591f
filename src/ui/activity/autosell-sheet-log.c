/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-log.h"

#define PAGE 200

struct _AutosellSheetLog
{
  GObject parent_instance;
  AutosellStore *store;      /* owned, NULL once closed */
  GCancellable *cancellable; /* owned */
  GPtrArray *items;          /* owned, of AutosellSheetItem */
  GPtrArray *syncs;          /* owned, of AutosellSheetItem: the headings among them */
  gint64 newest, oldest;     /* ids of cells; 0 while there are none */
  gint64 since;              /* the earliest change among the headings; 0 for none */
  gboolean is_refreshing;
  gboolean is_old; /* something happened during a refresh */
  gboolean is_loading_more;
  gboolean is_whole; /* there are no older ones */
  gboolean is_loaded;
};

enum
{
  PROP_0,
  PROP_IS_LOADED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return AUTOSELL_TYPE_SHEET_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return AUTOSELL_SHEET_LOG (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AutosellSheetLog *self = AUTOSELL_SHEET_LOG (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellSheetLog, autosell_sheet_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
note_sync (AutosellSheetLog *self, AutosellSheetItem *sync)
{
  gint64 change = autosell_sheet_item_get_change (sync);

  g_ptr_array_add (self->syncs, g_object_ref (sync));
  if (change != 0 && (self->since == 0 || change < self->since))
    self->since = change;
}

/* Cells with headings where another synchronisation begins. @at_us: of the one that is under way before them, 0 for
 * none. The entries of @page go into the items. Returns: (transfer full) */
static GPtrArray *
make_items (AutosellSheetLog *self, AutosellSheetLogPage *page, gint64 at_us)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < page->entries->len; i++)
    {
      AutosellSheetLogEntry *entry = g_ptr_array_index (page->entries, i);

      if (entry->at_us != at_us)
        {
          g_ptr_array_add (items, autosell_sheet_item_new_sync (entry));
          note_sync (self, g_ptr_array_index (items, items->len - 1));
        }
      at_us = entry->at_us;
      self->newest = MAX (self->newest, entry->id);
      self->oldest = self->oldest == 0 ? entry->id : MIN (self->oldest, entry->id);
      g_ptr_array_add (items, autosell_sheet_item_new_cell (entry));
    }
  /* they are the items' now */
  g_ptr_array_set_free_func (page->entries, NULL);
  return items;
}

/* Returns: 0 for none */
static gint64
get_last_time (GPtrArray *items)
{
  AutosellSheetItem *last = items->len > 0 ? g_ptr_array_index (items, items->len - 1) : NULL;

  return last != NULL ? autosell_sheet_item_get_entry (last)->at_us : 0;
}

static void
append (AutosellSheetLog *self, AutosellSheetLogPage *page)
{
  g_autoptr(GPtrArray) items = make_items (self, page, get_last_time (self->items));
  guint n_old = self->items->len;
  guint n = items->len;

  self->is_whole = n == 0;
  g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&items));
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, n);
}

/* What was written comes into the log after what was read: then the latest heading is there already, and goes on
 * top. */
static void
prepend (AutosellSheetLog *self, AutosellSheetLogPage *page)
{
  g_autoptr(GPtrArray) items = make_items (self, page, 0);
  AutosellSheetItem *first = self->items->len > 0 ? g_ptr_array_index (self->items, 0) : NULL;
  guint n_removed = 0;

  if (items->len == 0)
    return;
  if (first != NULL && autosell_sheet_item_get_id (first) == get_last_time (items))
    {
      g_ptr_array_remove (self->syncs, first);
      g_ptr_array_remove_index (self->items, 0);
      n_removed = 1;
    }
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_insert (self->items, (int) i, g_object_ref (g_ptr_array_index (items, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, items->len);
}

static gboolean
is_among (GArray *undone, gint64 change)
{
  for (guint i = 0; i < undone->len; i++)
    if (g_array_index (undone, gint64, i) == change)
      return TRUE;
  return FALSE;
}

static void
update_syncs (AutosellSheetLog *self, GArray *undone)
{
  for (guint i = 0; i < self->syncs->len; i++)
    {
      AutosellSheetItem *sync = g_ptr_array_index (self->syncs, i);
      gint64 change = autosell_sheet_item_get_change (sync);

      autosell_sheet_item_set_can_undo (sync, change != 0 && !is_among (undone, change));
    }
}

static void
clear (AutosellSheetLog *self)
{
  guint n = self->items->len;

  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->syncs, 0);
  self->newest = self->oldest = self->since = 0;
  self->is_whole = FALSE;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

static void
set_loaded (AutosellSheetLog *self)
{
  if (self->is_loaded)
    return;
  self->is_loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADED]);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSheetLog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellSheetLogPage) page = autosell_store_get_sheet_log_finish (AUTOSELL_STORE (object), result, &error);

  self->is_refreshing = FALSE;
  if (self->store == NULL)
    return;
  if (page == NULL)
    g_warning ("The log of the sheet could not be read: %s", error->message);
  else if (self->newest == 0)
    append (self, page);
  else if (page->entries->len >= PAGE)
    {
      /* too much happened to fill in: from the beginning */
      clear (self);
      self->is_old = TRUE;
    }
  else
    {
      prepend (self, page);
      update_syncs (self, page->undone);
    }
  if (self->is_old)
    {
      self->is_old = FALSE;
      autosell_sheet_log_refresh (self);
      return;
    }
  set_loaded (self);
}

void
autosell_sheet_log_refresh (AutosellSheetLog *self)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_LOG (self));

  if (self->store == NULL)
    return;
  self->is_old = self->is_refreshing;
  if (self->is_refreshing)
    return;
  self->is_refreshing = TRUE;
  autosell_store_get_sheet_log_async (self->store, 0, self->newest, self->since, PAGE, self->cancellable, refreshed_cb,
                                      g_object_ref (self));
}

static void
more_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSheetLog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellSheetLogPage) page = autosell_store_get_sheet_log_finish (AUTOSELL_STORE (object), result, &error);

  self->is_loading_more = FALSE;
  if (self->store == NULL)
    return;
  if (page == NULL)
    g_warning ("The log of the sheet could not be read: %s", error->message);
  else if (self->items->len > 0)
    append (self, page);
}

void
autosell_sheet_log_load_more (AutosellSheetLog *self)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_LOG (self));

  if (self->store == NULL || self->is_loading_more || self->is_refreshing || self->is_whole || self->oldest == 0)
    return;
  self->is_loading_more = TRUE;
  autosell_store_get_sheet_log_async (self->store, self->oldest, 0, 0, PAGE, self->cancellable, more_cb,
                                      g_object_ref (self));
}

gboolean
autosell_sheet_log_is_loaded (AutosellSheetLog *self)
{
  return self->is_loaded;
}

void
autosell_sheet_log_close (AutosellSheetLog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
}

static void
autosell_sheet_log_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_IS_LOADED:
      g_value_set_boolean (value, AUTOSELL_SHEET_LOG (object)->is_loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_sheet_log_dispose (GObject *object)
{
  autosell_sheet_log_close (AUTOSELL_SHEET_LOG (object));
  G_OBJECT_CLASS (autosell_sheet_log_parent_class)->dispose (object);
}

static void
autosell_sheet_log_finalize (GObject *object)
{
  AutosellSheetLog *self = AUTOSELL_SHEET_LOG (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->syncs);
  G_OBJECT_CLASS (autosell_sheet_log_parent_class)->finalize (object);
}

static void
autosell_sheet_log_class_init (AutosellSheetLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = autosell_sheet_log_get_property;
  object_class->dispose = autosell_sheet_log_dispose;
  object_class->finalize = autosell_sheet_log_finalize;
  properties[PROP_IS_LOADED] =
    g_param_spec_boolean ("is-loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
autosell_sheet_log_init (AutosellSheetLog *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->syncs = g_ptr_array_new_with_free_func (g_object_unref);
}

AutosellSheetLog *
autosell_sheet_log_new (AutosellStore *store)
{
  AutosellSheetLog *self = g_object_new (AUTOSELL_TYPE_SHEET_LOG, NULL);

  self->store = g_object_ref (store);
  return self;
}
