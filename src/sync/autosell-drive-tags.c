/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-tags.h"

#include <string.h>

#define TAG_VEHICLE "asm_vehicle"
#define TAG_PHOTO "asm_photo"
#define TAG_ORDER "asm_order"
#define TAG_LOOK "asm_look"
#define TAG_SOURCE "asm_source"
#define TAG_TAKEN "asm_taken"
#define TAG_NAME "asm_name"
/* Of name and value together. */
#define MAX_TAG_BYTES 124
/* asm_removed0, asm_removed1 …: of a folder, so many letters for each picture. Drive has room for 30 tags. */
#define TAG_REMOVED "asm_removed"
#define REMOVED_LETTERS 8
#define REMOVED_A_TAG 13
#define REMOVED_TAGS 20

/* Between blanks. Returns: (transfer full) */
static char *
read_removed (const AutosellDriveItem *item)
{
  GString *removed = g_string_new (NULL);

  for (guint i = 0; i < REMOVED_TAGS; i++)
    {
      g_autofree char *name = g_strdup_printf (TAG_REMOVED "%u", i);
      const char *text = autosell_drive_item_get_tag (item, name);

      for (; text != NULL && strlen (text) >= REMOVED_LETTERS; text += REMOVED_LETTERS)
        g_string_append_printf (removed, "%s%.*s", removed->len > 0 ? " " : "", REMOVED_LETTERS, text);
    }
  return g_string_free (removed, FALSE);
}

AutosellDriveRecord *
autosell_drive_record_from_item (const AutosellDriveItem *item, const char *root)
{
  AutosellDriveRecord *record = g_new0 (AutosellDriveRecord, 1);
  const char *kind = autosell_drive_item_get_tag (item, AUTOSELL_DRIVE_TAG_KIND);
  const char *order, *taken, *source;

  record->id = g_strdup (item->id);
  record->is_gone = item->is_removed;
  record->is_trashed = item->is_trashed;
  record->name = g_strdup (item->name);
  record->parent = g_strdup (item->parent);
  record->created_us = item->created_us;
  record->is_folder = autosell_drive_item_is_folder (item);
  record->mime_type = g_strdup (item->mime_type);
  record->can_trash = item->can_trash;
  record->size = item->size;
  if (autosell_photo_is_hash (item->sha256))
    record->hash = g_strdup (item->sha256);
  if (g_strcmp0 (autosell_drive_item_get_tag (item, AUTOSELL_DRIVE_TAG_ROOT), root) != 0
      || g_strcmp0 (kind, record->is_folder ? "vehicle" : "photo") != 0)
    return record;
  record->vehicle = g_strdup (autosell_drive_item_get_tag (item, TAG_VEHICLE));
  if (record->is_folder)
    record->look = read_removed (item);
  if (record->is_folder || record->vehicle == NULL)
    return record;
  order = autosell_drive_item_get_tag (item, TAG_ORDER);
  taken = autosell_drive_item_get_tag (item, TAG_TAKEN);
  source = autosell_drive_item_get_tag (item, TAG_SOURCE);
  record->photo = g_strdup (autosell_drive_item_get_tag (item, TAG_PHOTO));
  record->place = order != NULL ? CLAMP (g_ascii_strtoll (order, NULL, 10), 1, G_MAXINT32) : 1;
  record->taken_us = taken != NULL ? g_ascii_strtoll (taken, NULL, 10) : 0;
  record->look = g_strdup (autosell_drive_item_get_tag (item, TAG_LOOK));
  record->original = g_strdup (autosell_drive_item_get_tag (item, TAG_NAME));
  if (source != NULL && autosell_photo_is_hash (source))
    record->source_hash = g_strdup (source);
  /* One that does not say which photo it is is nobody's. */
  if (record->photo == NULL || !g_uuid_string_is_valid (record->photo))
    g_clear_pointer (&record->vehicle, g_free);
  return record;
}

static void
add (GPtrArray *tags, const char *name, const char *value)
{
  gsize room = MAX_TAG_BYTES - strlen (name);
  const char *end = value;

  /* Cut between letters, where at all. */
  while (*end != '\0' && (gsize) (g_utf8_next_char (end) - value) <= room)
    end = g_utf8_next_char (end);
  g_ptr_array_add (tags, g_strdup (name));
  g_ptr_array_add (tags, g_strndup (value, end - value));
}

static void
add_number (GPtrArray *tags, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  add (tags, name, text);
}

static void
add_removed (GPtrArray *tags, const char *removed)
{
  g_auto(GStrv) all = g_strsplit (removed, " ", -1);
  guint n = MIN (g_strv_length (all), REMOVED_A_TAG * REMOVED_TAGS);

  for (guint i = 0; i < n; i += REMOVED_A_TAG)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *name = g_strdup_printf (TAG_REMOVED "%u", i / REMOVED_A_TAG);

      for (guint at = i; at < MIN (i + REMOVED_A_TAG, n); at++)
        g_string_append (text, all[at]);
      add (tags, name, text->str);
    }
}

GStrv
autosell_drive_step_dup_tags (const AutosellDriveStep *step, const char *root)
{
  g_autoptr(GPtrArray) tags = g_ptr_array_new ();
  gboolean is_new = step->kind == AUTOSELL_DRIVE_SEND || step->kind == AUTOSELL_DRIVE_MAKE_FOLDER;

  if (is_new)
    {
      add (tags, AUTOSELL_DRIVE_TAG_ROOT, root);
      add (tags, AUTOSELL_DRIVE_TAG_KIND, step->kind == AUTOSELL_DRIVE_SEND ? "photo" : "vehicle");
    }
  if (is_new || (step->kind == AUTOSELL_DRIVE_EDIT_PHOTO && step->look != NULL))
    add (tags, TAG_VEHICLE, step->vehicle);
  if (step->look != NULL)
    add (tags, TAG_LOOK, step->look);
  if (step->removed != NULL)
    add_removed (tags, step->removed);
  if (step->place != 0)
    add_number (tags, TAG_ORDER, step->place);
  if (step->kind == AUTOSELL_DRIVE_SEND)
    {
      add (tags, TAG_PHOTO, step->photo);
      add (tags, TAG_SOURCE, step->source_hash);
      if (step->taken_us != 0)
        add_number (tags, TAG_TAKEN, step->taken_us);
      if (step->original != NULL)
        add (tags, TAG_NAME, step->original);
    }
  g_ptr_array_add (tags, NULL);
  return (GStrv) g_ptr_array_steal (tags, NULL);
}
