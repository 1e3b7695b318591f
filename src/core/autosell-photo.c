/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo.h"

#include <string.h>

struct _AutosellPhoto
{
  GObject parent_instance;
  AutosellPhotoInfo info;
  char *key; /* owned */
};

G_DEFINE_FINAL_TYPE (AutosellPhoto, autosell_photo, G_TYPE_OBJECT)

/* ---- Keys ---- */

gboolean
autosell_photo_is_hash (const char *text)
{
  return text != NULL && strlen (text) == AUTOSELL_PHOTO_HASH_LENGTH
         && strspn (text, "0123456789abcdef") == AUTOSELL_PHOTO_HASH_LENGTH;
}

char *
autosell_photo_key_to_string (const AutosellPhotoKey *key)
{
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  text = g_string_new (key->hash);
  if (key->turn != 0)
    g_string_append_printf (text, "-t%d", key->turn);
  if (key->has_crop)
    {
      g_autofree char *crop = autosell_photo_crop_to_string (&key->crop);

      g_string_append_printf (text, "-c%s", crop);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
autosell_photo_key_parse (const char *text, AutosellPhotoKey *key)
{
  static const int turns[] = { 90, 180, 270 };
  g_autofree char *hash = NULL;
  g_autofree char *again = NULL;
  const char *whole = text;
  AutosellPhotoKey read = { 0 };

  g_return_val_if_fail (key != NULL, FALSE);

  if (text == NULL || strlen (text) < AUTOSELL_PHOTO_HASH_LENGTH)
    return FALSE;
  hash = g_strndup (text, AUTOSELL_PHOTO_HASH_LENGTH);
  if (!autosell_photo_is_hash (hash))
    return FALSE;
  memcpy (read.hash, hash, sizeof read.hash);
  text += AUTOSELL_PHOTO_HASH_LENGTH;
  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      g_autofree char *mark = g_strdup_printf ("-t%d", turns[i]);

      if (!g_str_has_prefix (text, mark) || (text[strlen (mark)] != '\0' && text[strlen (mark)] != '-'))
        continue;
      read.turn = turns[i];
      text += strlen (mark);
      break;
    }
  if (g_str_has_prefix (text, "-c"))
    {
      if (!autosell_photo_crop_parse (text + 2, &read.crop))
        return FALSE;
      read.has_crop = TRUE;
      text = "";
    }
  /* Each key has one text: no leading zeros */
  again = autosell_photo_key_to_string (&read);
  if (*text != '\0' || !g_str_equal (again, whole))
    return FALSE;
  *key = read;
  return TRUE;
}

/* ---- Records ---- */

void
autosell_photo_info_copy (AutosellPhotoInfo *to, const AutosellPhotoInfo *from)
{
  *to = *from;
  to->id = g_strdup (from->id);
  to->hash = g_strdup (from->hash);
  to->source_hash = g_strdup (from->source_hash);
  to->name = g_strdup (from->name);
}

void
autosell_photo_info_clear (AutosellPhotoInfo *info)
{
  g_free (info->id);
  g_free (info->hash);
  g_free (info->source_hash);
  g_free (info->name);
  memset (info, 0, sizeof *info);
}

void
autosell_photo_info_get_key (const AutosellPhotoInfo *info, AutosellPhotoKey *key)
{
  memset (key, 0, sizeof *key);
  if (info->hash != NULL)
    g_strlcpy (key->hash, info->hash, sizeof key->hash);
  key->turn = info->turn;
  key->has_crop = info->has_crop;
  if (info->has_crop)
    key->crop = info->crop;
}

void
autosell_photo_info_get_shown_size (const AutosellPhotoInfo *info, int *width, int *height)
{
  int across = info->has_crop ? info->crop.width : info->width;
  int down = info->has_crop ? info->crop.height : info->height;
  gboolean is_on_its_side = info->turn == 90 || info->turn == 270;

  *width = is_on_its_side ? down : across;
  *height = is_on_its_side ? across : down;
}

/* ---- The object ---- */

static void
autosell_photo_finalize (GObject *object)
{
  AutosellPhoto *self = AUTOSELL_PHOTO (object);

  autosell_photo_info_clear (&self->info);
  g_free (self->key);
  G_OBJECT_CLASS (autosell_photo_parent_class)->finalize (object);
}

static void
autosell_photo_class_init (AutosellPhotoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_photo_finalize;
}

static void
autosell_photo_init (AutosellPhoto *self G_GNUC_UNUSED)
{
}

AutosellPhoto *
autosell_photo_new (const AutosellPhotoInfo *info)
{
  AutosellPhoto *self;
  AutosellPhotoKey key;

  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (AUTOSELL_TYPE_PHOTO, NULL);
  autosell_photo_info_copy (&self->info, info);
  autosell_photo_info_get_key (info, &key);
  self->key = autosell_photo_key_to_string (&key);
  return self;
}

const AutosellPhotoInfo *
autosell_photo_get_info (AutosellPhoto *self)
{
  static const AutosellPhotoInfo nothing = { 0 };

  g_return_val_if_fail (AUTOSELL_IS_PHOTO (self), &nothing);

  return &self->info;
}

const char *
autosell_photo_get_id (AutosellPhoto *self)
{
  return autosell_photo_get_info (self)->id;
}

const char *
autosell_photo_get_key (AutosellPhoto *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO (self), NULL);

  return self->key;
}
