/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-item.h"

struct _AutosellSheetItem
{
  GObject parent_instance;
  AutosellSheetItemKind kind;
  guint n;
  AutosellConflict *conflict; /* owned, nullable, as the next two: what its kind says */
  AutosellVanished *car;
  AutosellSheetLogEntry *entry;
  gint64 at_us; /* of a synchronisation, as the next two */
  gint64 change;
  gboolean can_undo;
};

G_DEFINE_FINAL_TYPE (AutosellSheetItem, autosell_sheet_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
autosell_sheet_item_finalize (GObject *object)
{
  AutosellSheetItem *self = AUTOSELL_SHEET_ITEM (object);

  g_clear_pointer (&self->conflict, autosell_conflict_free);
  g_clear_pointer (&self->car, autosell_vanished_free);
  g_clear_pointer (&self->entry, autosell_sheet_log_entry_free);
  G_OBJECT_CLASS (autosell_sheet_item_parent_class)->finalize (object);
}

static void
autosell_sheet_item_class_init (AutosellSheetItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_sheet_item_finalize;
  changed_signal =
    g_signal_new ("changed", AUTOSELL_TYPE_SHEET_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_sheet_item_init (AutosellSheetItem *self G_GNUC_UNUSED)
{
}

AutosellSheetItem *
autosell_sheet_item_new (AutosellSheetItemKind kind, guint n)
{
  AutosellSheetItem *self = g_object_new (AUTOSELL_TYPE_SHEET_ITEM, NULL);

  self->kind = kind;
  self->n = n;
  return self;
}

AutosellSheetItem *
autosell_sheet_item_new_conflict (AutosellConflict *conflict)
{
  AutosellSheetItem *self = autosell_sheet_item_new (AUTOSELL_SHEET_ITEM_CONFLICT, 0);

  self->conflict = conflict;
  return self;
}

AutosellSheetItem *
autosell_sheet_item_new_car (AutosellVanished *vanished)
{
  AutosellSheetItem *self = autosell_sheet_item_new (AUTOSELL_SHEET_ITEM_CAR, 0);

  self->car = vanished;
  return self;
}

AutosellSheetItem *
autosell_sheet_item_new_cell (AutosellSheetLogEntry *entry)
{
  AutosellSheetItem *self = autosell_sheet_item_new (AUTOSELL_SHEET_ITEM_CELL, 0);

  self->entry = entry;
  return self;
}

AutosellSheetItem *
autosell_sheet_item_new_sync (const AutosellSheetLogEntry *entry)
{
  AutosellSheetItem *self = autosell_sheet_item_new (AUTOSELL_SHEET_ITEM_SYNC, 0);

  self->at_us = entry->at_us;
  self->change = entry->change;
  self->can_undo = entry->can_undo;
  return self;
}

AutosellSheetItemKind
autosell_sheet_item_get_kind (AutosellSheetItem *self)
{
  return self->kind;
}

gint64
autosell_sheet_item_get_id (AutosellSheetItem *self)
{
  switch (self->kind)
    {
    case AUTOSELL_SHEET_ITEM_CONFLICT:
      return self->conflict->id;
    case AUTOSELL_SHEET_ITEM_CAR:
      return self->car->key;
    case AUTOSELL_SHEET_ITEM_CELL:
      return self->entry->id;
    case AUTOSELL_SHEET_ITEM_SYNC:
      return self->at_us;
    case AUTOSELL_SHEET_ITEM_CONFLICTS:
    case AUTOSELL_SHEET_ITEM_VANISHED:
    case AUTOSELL_SHEET_ITEM_SETTLED:
    case AUTOSELL_SHEET_ITEM_LOG:
    default:
      return 0;
    }
}

gboolean
autosell_sheet_item_is_same (AutosellSheetItem *self, AutosellSheetItem *other)
{
  return self->kind == other->kind && autosell_sheet_item_get_id (self) == autosell_sheet_item_get_id (other);
}

static gboolean
says_the_same (AutosellSheetItem *self, AutosellSheetItem *other)
{
  if (self->conflict != NULL)
    return g_str_equal (self->conflict->title, other->conflict->title)
           && self->conflict->is_in_bin == other->conflict->is_in_bin
           && autosell_value_equal (&self->conflict->current, &other->conflict->current);
  if (self->car != NULL)
    return self->car->state == other->car->state && g_str_equal (self->car->title, other->car->title)
           && g_str_equal (self->car->details, other->car->details);
  return self->n == other->n && self->can_undo == other->can_undo;
}

void
autosell_sheet_item_take (AutosellSheetItem *self, AutosellSheetItem *other)
{
  g_return_if_fail (autosell_sheet_item_is_same (self, other));

  if (self == other || says_the_same (self, other))
    return;
  if (self->conflict != NULL)
    {
      AutosellConflict *conflict = self->conflict;

      self->conflict = other->conflict;
      other->conflict = conflict;
    }
  if (self->car != NULL)
    {
      AutosellVanished *car = self->car;

      self->car = other->car;
      other->car = car;
    }
  self->n = other->n;
  self->can_undo = other->can_undo;
  g_signal_emit (self, changed_signal, 0);
}

guint
autosell_sheet_item_get_n (AutosellSheetItem *self)
{
  return self->n;
}

const AutosellConflict *
autosell_sheet_item_get_conflict (AutosellSheetItem *self)
{
  return self->conflict;
}

const AutosellVanished *
autosell_sheet_item_get_car (AutosellSheetItem *self)
{
  return self->car;
}

const AutosellSheetLogEntry *
autosell_sheet_item_get_entry (AutosellSheetItem *self)
{
  return self->entry;
}

gint64
autosell_sheet_item_get_change (AutosellSheetItem *self)
{
  return self->change;
}

gboolean
autosell_sheet_item_can_undo (AutosellSheetItem *self)
{
  return self->can_undo;
}

void
autosell_sheet_item_set_can_undo (AutosellSheetItem *self, gboolean can_undo)
{
  if (self->can_undo == can_undo)
    return;
  self->can_undo = can_undo;
  g_signal_emit (self, changed_signal, 0);
}
